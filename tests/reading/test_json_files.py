"""JSON is no document: the program's own is told from other JSON; a text that looks like JSON is read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from extractor import extract, read
from extractor.document import ReadingError
from extractor.messages import message
from extractor.reading.json_files import is_json, is_own_json
from extractor.release import NAME

RESULT = extract("KẾ HOẠCH\n\n1. Sở Nội vụ báo cáo trước ngày 28/02/2024.\n".encode()).to_json()
SORTED = json.dumps(json.loads(RESULT), sort_keys=True, ensure_ascii=False, indent=1)


def refused(source: object, filename: str | None = None) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read(source, filename=filename)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        RESULT, b"\xef\xbb\xbf" + RESULT, b"\n" + RESULT + b"\r\n", SORTED.encode(), SORTED.encode("utf-16"), SORTED.encode("utf-16-le"),
        SORTED.encode("utf-16-be"), json.dumps({"generator": {"name": NAME}}).encode(),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", [None, "ke-hoach.corrected.json", "ke-hoach.txt", "ke-hoach.pdf"])
def test_a_result_is_no_document(data: bytes, name: str | None) -> None:
    error = refused(data, name)
    assert (error.code, error.details["file"]) == ("is_a_result", name or "-")


@pytest.mark.parametrize(
    "data",
    [
        b"{}", b"[]", b'[{"task": 1}]', b'{"error": "not found"}', b'{"generator": null}', b'{"generator": {"name": 7}}', b'{"generator": "x"}',
        b'{"generator": {"name": "another"}}', b"[" + RESULT + b"]", json.dumps({"a": 1}).encode("utf-16"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", [None, "a.json", "a.md", "a.pdf"])
def test_other_json_is_no_document(data: bytes, name: str | None) -> None:
    assert refused(data, name).code == "json_not_document"


def test_at_any_entry(tmp_path: Path) -> None:
    path = tmp_path / "a.corrected.json"
    path.write_bytes(RESULT)
    assert [refused(source).code for source in (path, str(path), bytearray(RESULT), memoryview(RESULT), io.BytesIO(RESULT))] == ["is_a_result"] * 5
    assert refused(path).details["file"] == "a.corrected.json"


@pytest.mark.parametrize(
    "text",
    [
        "{KẾ HOẠCH}\n\n1. Sở Nội vụ báo cáo.", "[1] Sở Nội vụ báo cáo.\n[2] Sở Y tế báo cáo.", '{"a": 1} Sở Nội vụ báo cáo', "{Sở Nội vụ báo cáo}",
        '{"a": 1}\n{"a": 2}', "[Mật]\nKẾ HOẠCH\n[Hết]", '{"a": 1', '"Kế hoạch"', "2026", "[" * 100_000 + "]" * 100_000,
    ],
)  # fmt: skip
def test_a_text_with_brackets_is_read(text: str) -> None:
    assert not is_json(text.encode())
    assert not is_own_json(text.encode())
    assert read(text.encode(), filename="a.txt").text


def test_the_message_says_what_to_do() -> None:
    for language in ("vi", "en"):
        said = message("is_a_result", {"file": "a.json"}, language)
        assert all(command in said for command in ("a.json", "review", "apply", "export", "compare"))
