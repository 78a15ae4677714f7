"""What the service answers: the plan that `extract` writes, its other forms, and problems that say what is wrong."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import httpx
import jsonschema
import pytest
from msgspec.structs import replace

from extractor import extract
from extractor.document import ReadingError
from extractor.exporting.formats import export
from extractor.records import json_schema
from extractor.reviewing.page import review_page
from extractor.vocabulary import load_vocabulary
from tests.serving.running_service import DEV, ROOT, TRAPS, RunningService

PLAN = DEV / "sct-lao-cai-kiem-tra-2026.docx"
PDF = DEV / "so-ldtbxh-bac-giang-2024.pdf"


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    data: dict[str, Any] = answer.json()
    assert (answer.status_code, data["status"], data["code"]) == (status, status, code)
    assert data["type"].endswith(code)
    return data


@pytest.mark.parametrize("path", [PLAN, PDF, DEV / "bo-nnmt-nd180-2026.txt"], ids=lambda path: path.name)
def test_the_same_bytes_as_the_library(service: RunningService, path: Any) -> None:
    answer = service.post(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == extract(path).to_json()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch.pdf", "kế hoạch.pdf"),
        ('attachment; filename="a;b.pdf"', "a;b.pdf"),
        ("attachment; filename=\"x.pdf\"; filename*=utf-8'vi'k%E1%BA%BF.pdf", "kế.pdf"),
        ("attachment; filename=a/../b.pdf", "b.pdf"),
        ("attachment; filename*=UTF-8''a%00b%1b.pdf", "ab.pdf"),
        (None, None),
    ],
)
def test_the_body_as_it_is(service: RunningService, header: str | None, name: str | None) -> None:
    headers = {"Content-Type": "application/pdf"} | ({"Content-Disposition": header} if header else {})
    answer = service.client.post("/plans", content=PDF.read_bytes(), headers=headers)
    assert answer.content == extract(PDF.read_bytes(), filename=name).to_json()


def test_a_body_without_its_length(service: RunningService) -> None:
    data = PLAN.read_bytes()
    answer = service.client.post("/plans", content=(data[at : at + 1000] for at in range(0, len(data), 1000)))
    assert answer.content == extract(data).to_json()


def test_options(service: RunningService) -> None:
    assert service.post(PLAN, params={"min_confidence": 0.9}).content == extract(PLAN, min_confidence=0.9).to_json()
    assert service.post(PLAN, params={"second_reader": "true"}).content == extract(PLAN, second_reader=True).to_json()
    scan = TRAPS / "scan_signed_letter.pdf"
    assert service.post(scan, params={"ocr": "never"}).content == extract(scan, ocr="never").to_json()


@pytest.mark.parametrize("asked", [{"ocr": "maybe"}, {"min_confidence": "nan"}, {"min_confidence": "1.1"}, {"as": "exe"}, {"lang": "fr"}])
def test_options_that_are_none(service: RunningService, asked: dict[str, str]) -> None:
    assert next(iter(asked)) in problem(service.post(PLAN, params=asked), 422, "bad_option")["detail"]


def test_a_protected_document(service: RunningService) -> None:
    path = TRAPS / "protected.docx"
    assert service.post(path, data={"password": "secret"}).content == extract(path, password="secret").to_json()
    problem(service.post(path, data={"password": "guess"}), 422, "password_wrong")
    assert "--password" not in problem(service.post(path), 422, "docx_encrypted")["detail"]
    assert "secret" not in "".join(service.log)
    assert "guess" not in "".join(service.log)


def test_the_review_page_of_a_protected_pdf_has_its_pages(service: RunningService) -> None:
    path = TRAPS / "bad_password_user.pdf"
    page = service.post(path, params={"as": "review"}, data={"password": "secret"})
    assert (page.status_code, page.content.count(b"<figure") > 0) == (200, True)


def test_the_review_page(service: RunningService) -> None:
    for answer in (
        service.post(PDF, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}),
        service.post(PDF, params={"as": "review", "lang": "en"}),
    ):
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert '<html lang="en"' in answer.text
        assert "data:image/" in answer.text
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'sha256-" in policy
        assert "unsafe-inline" not in policy
    assert "data:image/" not in service.post(PLAN, params={"as": "review"}).text


def test_exports(service: RunningService) -> None:
    answer = service.post(PLAN, params={"as": "xlsx"})
    assert answer.content.startswith(b"PK")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''sct-lao-cai-kiem-tra-2026.xlsx"
    unnamed = service.client.post("/plans", params={"as": "xlsx"}, content=PLAN.read_bytes())
    assert unnamed.headers["content-disposition"].endswith("plan.xlsx")


def test_a_corrected_plan_is_taken_in_a_documents_place(service: RunningService) -> None:
    """So that what was corrected on the review page can be exported and looked at without a command line."""
    corrected = replace(extract(PLAN), corrected=True)
    file = {"files": {"file": ("plan.corrected.json", corrected.to_json())}}
    assert service.client.post("/plans", **file).content == corrected.to_json()
    table = service.client.post("/plans", params={"as": "csv", "lang": "en"}, **file)
    assert table.content == export(corrected, "csv", "en")
    assert table.headers["content-disposition"].endswith("''plan.csv")
    assert service.client.post("/plans", params={"as": "review", "lang": "en"}, **file).content == review_page(corrected, None, "en")
    problem(service.client.post("/plans", files={"file": corrected.to_json()[:-9]}), 422, "is_a_result")


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.pdf", b"%PDF-1.7 nothing", 422),
        ("a.pdf", b"", 422),
        ("a.pdf", b"<html>404</html>", 415),
        ("a.exe", b"MZ\0\0" + bytes(range(256)), 415),
        ("a.docx", PLAN.read_bytes()[:9000], 422),
        ("<b>\u202e.pdf", b"%PDF-1.7 nothing", 422),
    ],
)
def test_documents_that_cannot_be_read(service: RunningService, name: str, data: bytes, status: int) -> None:
    with pytest.raises(ReadingError) as caught:
        extract(data, filename=name)
    told = problem(service.client.post("/plans", files={"file": (name, data)}), status, caught.value.code)
    assert told["detail"]
    assert told["details"] == {key: str(value) for key, value in caught.value.details.items()}


def test_the_language_of_problems(service: RunningService) -> None:
    told = {
        wanted: problem(service.client.post("/plans", content=b"", headers={"Accept-Language": wanted}), 422, "file_empty")["detail"]
        for wanted in ("vi-VN,vi;q=0.9,en;q=0.8", "en-GB,en", "fr")
    }
    vietnamese, english, other = told.values()
    assert vietnamese != other == english  # the service was started in English


def test_a_browser_gets_problems_on_the_page(service: RunningService) -> None:
    answer = service.client.post("/plans", params={"lang": "vi"}, files={"file": ("<i>.pdf", b"%PDF-1.7 ")}, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "&lt;i&gt;.pdf" in answer.text
    assert "<i>" not in answer.text
    assert 'lang="vi"' in answer.text


@pytest.mark.parametrize("form", [True, False])
def test_too_large(service: RunningService, form: bool) -> None:
    data = b"a" * (2**20 + 1)
    asked: dict[str, Any] = {"files": {"file": data}} if form else {"content": data}
    problem(service.client.post("/plans", **asked), 413, "too_large")


def test_too_large_without_a_length(service: RunningService) -> None:
    problem(service.client.post("/plans", content=(b"a" * 2**16 for _ in range(40))), 413, "too_large")


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"a=b", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "body_not_supported"),
        (b"\x1f\x8b", {"Content-Encoding": "gzip"}, 415, "body_not_supported"),
        (b"--a\r\n", {"Content-Type": "multipart/form-data"}, 400, "bad_form"),
        (b"no form", {"Content-Type": "multipart/form-data; boundary=a"}, 400, "bad_form"),
        (b"--a--\r\n", {"Content-Type": "multipart/form-data; boundary=a"}, 400, "no_document"),
        (b'--a\r\nContent-Disposition: form-data; name="file"\r\n\r\ncut', {"Content-Type": "multipart/form-data; boundary=a"}, 400, "bad_form"),
        (b'--a\r\nContent-Disposition: form-data; name="' + b"k" * 5000 + b'"\r\n\r\n\r\n--a--', {"Content-Type": "multipart/form-data; boundary=a"}, 400, "bad_form"),
        (b'--a\r\nContent-Disposition: form-data; name="x"\r\n\r\n\r\n' * 9 + b"--a--", {"Content-Type": "multipart/form-data; boundary=a"}, 400, "bad_form"),
        (b'--a\r\nContent-Disposition: form-data; name="file"\r\n\r\na\r\n' * 2 + b"--a--", {"Content-Type": "multipart/form-data; boundary=a"}, 400, "bad_form"),
        (b'--a\r\nContent-Disposition: form-data; name="password"\r\n\r\n\xff\r\n--a\r\nContent-Disposition: form-data; name="file"\r\n\r\na\r\n--a--', {"Content-Type": "multipart/form-data; boundary=a"}, 400, "bad_form"),
    ],
)  # fmt: skip
def test_bodies_that_are_no_document(service: RunningService, body: bytes, headers: dict[str, str], status: int, code: str) -> None:
    problem(service.client.post("/plans", content=body, headers=headers), status, code)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "printer"])
def test_another_host_name(service: RunningService, host: str) -> None:
    """A web page whose name is made to lead to this machine asks with its own name."""
    problem(service.client.get("/", headers={"Host": host}), 421, "host_not_known")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8700", "127.0.0.1:1", "[::1]:8700", "192.168.1.5"])
def test_own_host_names(service: RunningService, host: str) -> None:
    assert service.client.get("/health", headers={"Host": host}).json()["status"] == "ok"


def test_other_web_pages(service: RunningService) -> None:
    for origin in ("http://evil.example", "null", f"http://localhost:{service.port}"):
        problem(service.client.post("/plans", content=b"", headers={"Origin": origin}), 403, "foreign_page")
    for site in ("cross-site", "same-site"):
        problem(service.client.post("/plans", content=b"", headers={"Origin": service.address, "Sec-Fetch-Site": site}), 403, "foreign_page")
    through_a_proxy = {"Origin": "https://plans.example", "Sec-Fetch-Site": "same-origin"}
    for own in ({"Origin": service.address}, through_a_proxy, {"Sec-Fetch-Site": "none"}):
        problem(service.client.post("/plans", content=b"", headers=own), 422, "file_empty")
    assert not [name for name in service.client.get("/health", headers={"Origin": "http://evil.example"}).headers if "allow-origin" in name]


def test_the_page(service: RunningService) -> None:
    answer = service.client.get("/", params={"lang": "vi"})
    assert '<html lang="vi">' in answer.text
    assert "{{" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "http://" not in answer.text
    for name in ("upload.css", "upload.js"):
        assert f"/{name}" in answer.text
        asset = service.client.get(f"/{name}")
        assert asset.status_code == 200
        assert "http" not in asset.text
    assert "Drop" in service.client.get("/").text or "drop" in service.client.get("/").text


def test_each_answer_is_guarded(service: RunningService) -> None:
    for answer in (service.client.get("/"), service.client.get("/health"), service.client.get("/nothing"), service.post(PLAN)):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "no-" in answer.headers["cache-control"]


def test_for_machines(service: RunningService) -> None:
    assert service.client.get("/health").json()["status"] == "ok"
    assert [service.client.head(path).status_code for path in ("/health", "/ready")] == [200, 200]
    assert service.client.get("/ready").json() == {"status": "ready"}
    assert service.client.get("/schema").json() == json.loads(json.dumps(json_schema()))
    problem(service.client.get("/docs"), 404, "not_found")
    problem(service.client.get("/plans"), 405, "method_not_allowed")
    problem(service.client.delete("/plans"), 405, "method_not_allowed")


def test_the_description(service: RunningService) -> None:
    description = service.client.get("/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert {"/plans", "/", "/health", "/ready", "/metrics", "/schema"} == set(description["paths"])
    plan = {"$ref": "#/components/schemas/Plan", "components": description["components"]}
    jsonschema.Draft202012Validator(plan).validate(service.post(PLAN).json())
    told = {"$ref": "#/components/schemas/Problem", "components": description["components"]}
    jsonschema.Draft202012Validator(told).validate(service.client.get("/nothing").json())
    statuses = set(description["paths"]["/plans"]["post"]["responses"])
    assert {"200", "400", "403", "408", "413", "415", "421", "422", "429", "500", "501", "503", "504"} == statuses


def test_metrics(service: RunningService) -> None:
    before = service.metric('extract_documents_total{outcome="done"}')
    service.post(PLAN)
    service.client.post("/plans", content=b"", headers={"Content-Disposition": "attachment; filename=hidden.pdf"})
    service.client.get("/hidden-address")
    text = service.client.get("/metrics").text
    assert service.metric('extract_documents_total{outcome="done"}') == before + 1
    assert service.metric('extract_documents_total{outcome="file_empty"}') >= 1
    assert 'extract_requests_total{method="GET",route="other",status="404"}' in text
    assert service.metric("extract_in_hand") == 0
    assert service.metric("extract_memory_bytes") > 0
    for secret in ("hidden", PLAN.stem, "Lào Cai"):
        assert secret not in text
        assert secret not in "".join(service.log)


def test_a_client_that_goes_away_takes_its_document_along(service: RunningService) -> None:
    before = service.metric('extract_documents_total{outcome="client_gone"}')
    data = (TRAPS / "long60.pdf").read_bytes()[: 2**20]
    head = f"POST /plans?ocr=always HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/pdf\r\nContent-Length: {len(data)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", service.port)) as connection:
        connection.sendall(head.encode() + data)
        until(lambda: service.metric("extract_workers_busy") == 1)
    start = time.monotonic()
    until(lambda: service.metric("extract_in_hand") == 0 and service.metric("extract_workers_busy") == 0)
    assert time.monotonic() - start < 8
    assert service.metric('extract_documents_total{outcome="client_gone"}') == before + 1
    assert service.post(PLAN).content == extract(PLAN).to_json()


def test_a_client_that_goes_away_while_it_sends(service: RunningService) -> None:
    with socket.create_connection(("127.0.0.1", service.port)) as connection:
        connection.sendall(b"POST /plans HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf")
        until(lambda: service.metric("extract_in_hand") == 1)
    until(lambda: service.metric("extract_in_hand") == 0)
    assert not any("Disconnect" in line for line in service.log)


def until(holds: Any) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_each_problem_has_its_sentence_in_use() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "extractor" / "serving").glob("*.py"))
    own = load_vocabulary("interface")["service"]
    messages = load_vocabulary("messages")
    assert [code for code in own if f'"{code}"' not in sources and code not in messages] == []
