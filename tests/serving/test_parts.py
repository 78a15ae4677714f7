"""The parts of the service that need no service: what headers ask for, which host names are its own, a form however it is cut."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.serving import receiving
from extractor.serving.addresses import is_loopback, is_own_host, listening, own_names, shown
from extractor.serving.metrics import Metrics
from extractor.serving.negotiation import language_of, wants_page
from extractor.serving.problems import Problem
from extractor.serving.receiving import Upload, received
from extractor.serving.service import Service, Settings


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "vi"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("vi,en;q=0.9", "vi"),
        ("en;q=0.5, vi;q=0.6", "vi"),
        ("en,vi", "vi"),  # both alike
        ("fr,de", "vi"),
        ("en;q=0", "vi"),
        ("en;q=x", "vi"),
        ("," * 5000 + "en", "vi"),
    ],
)
def test_language(header: str, language: str) -> None:
    assert language_of(header) == language


@pytest.mark.parametrize(
    ("header", "page"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("*/*", False),
        ("", False),
        ("application/json", False),
        ("application/json, text/html;q=0.5", False),
        ("text/html;q=0", False),
    ],
)
def test_page_or_json(header: str, page: bool) -> None:
    assert wants_page(header) is page


@pytest.mark.parametrize(
    ("host", "loopback"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.1.2.3", True), ("0.0.0.0", False), ("a", False)]
)
def test_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_the_usual_language() -> None:
    assert [language_of(header, "en") for header in ("", "fr", "vi", "en,vi")] == ["en", "en", "vi", "en"]


def test_names_of_the_service() -> None:
    assert is_own_host("plans.example:80", {"plans.example"}, single_words=False)
    assert is_own_host("Plans.Example.", {"plans.example"}, single_words=False)
    assert is_own_host("extract:8700", (), single_words=True)
    assert not is_own_host("extract:8700", (), single_words=False)
    assert not is_own_host("", (), single_words=True)
    assert is_own_host("[::1]:80", (), single_words=False)
    for host in ("[evil.example]:80", "[::1].evil.example", "[localhost]evil.example", "localhost:80@evil.example", "[::1", "[::1]80", "127.0.0.1:80:80"):
        assert not is_own_host(host, ("localhost",), single_words=False)


def test_no_name_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getfqdn", "gethostbyaddr", "getaddrinfo"):
        monkeypatch.setattr(socket, name, None)
    assert socket.gethostname().lower() in own_names("0.0.0.0")
    assert own_names("localhost") == {"localhost"}


def test_listening_on_any_port() -> None:
    with listening("127.0.0.1", 0) as listener:
        assert shown(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_when_to_come_again() -> None:
    """By what documents took, and never much sooner than the slowest now is slow: nothing was done yet, or all before was quick."""
    service = Service(Settings(workers=1, queue=1))
    try:
        with service.place(), service.place():
            service._taken = dict.fromkeys(service._taken, time.monotonic() - 41)
            with pytest.raises(Problem) as caught, service.place():
                pass
            assert caught.value.headers["Retry-After"] == "21"
            service.metrics.document("done", 50.0)
            with pytest.raises(Problem) as caught, service.place():
                pass
            assert caught.value.headers["Retry-After"] == "50"
    finally:
        service.close()


def test_a_body_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """However regularly a byte comes."""
    monkeypatch.setattr(receiving, "IDLE_SECONDS", 0.2)
    for count, given_up in ((1, True), (1000, False)):

        async def come(count: int = count) -> AsyncIterator[bytes]:
            for _ in range(8):
                await asyncio.sleep(0.05)
                yield b"a" * count

        if given_up:
            with pytest.raises(Problem) as caught:
                asyncio.run(received({}, come(), 10_000))
            assert caught.value.status == 408
        else:
            assert len(asyncio.run(received({}, come(), 10_000)).data) == 8000


def test_a_password_is_no_document() -> None:
    async def come() -> AsyncIterator[bytes]:
        yield b'--a\r\nContent-Disposition: form-data; name="password"\r\n\r\n' + b"a" * 20_000

    with pytest.raises(Problem) as caught:
        asyncio.run(received({"content-type": "multipart/form-data; boundary=a"}, come(), 10**6))
    assert caught.value.code == "bad_form"


def test_metrics_are_cumulative() -> None:
    metrics = Metrics()
    assert metrics.mean_seconds == 0
    metrics.document("done", 0.2)
    metrics.document("done", 3.0)
    text = metrics.text([("extract_x", "gauge", "X.", 1.5)])
    assert 'extract_document_seconds_bucket{le="0.1"} 0\n' in text
    assert 'extract_document_seconds_bucket{le="0.25"} 1\n' in text
    assert 'extract_document_seconds_bucket{le="+Inf"} 2\n' in text
    assert text.endswith("# TYPE extract_x gauge\nextract_x 1.5\n")
    assert metrics.mean_seconds == 1.6


@settings(max_examples=200)
@given(data=st.binary(max_size=300) | st.text(alphabet="\r\n-b", max_size=60).map(str.encode), cuts=st.lists(st.integers(0, 600), max_size=8))
def test_a_form_however_it_is_cut(data: bytes, cuts: list[int]) -> None:
    """The document of a form is what was put in, whatever blocks it comes in."""
    boundary = "bound"
    while f"--{boundary}".encode() in data:
        boundary += "a"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="password"\r\n\r\nmật khẩu\r\n'
    head += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="kế hoạch.pdf"\r\nContent-Type: a/b\r\n\r\n'
    body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
    at = sorted({0, len(body), *(cut for cut in cuts if cut < len(body))})
    blocks = [body[start:end] for start, end in pairwise(at)]

    async def come() -> AsyncIterator[bytes]:
        for block in blocks:
            yield block

    upload = asyncio.run(received({"content-type": f"multipart/form-data; boundary={boundary}"}, come(), 1000))
    assert upload == Upload(data, "kế hoạch.pdf", "mật khẩu")
    assert "mật" not in repr(upload)
