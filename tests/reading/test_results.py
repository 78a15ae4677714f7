"""The program's own JSON is no document, told by how it begins; documents that speak of it are read as ever."""

from __future__ import annotations

import json

import pytest

from extractor import extract
from extractor.document import ReadingError
from extractor.reading.json_files import is_result

RESULT = extract("KẾ HOẠCH\n\n1. Sở Nội vụ báo cáo trước ngày 28/02/2024.\n".encode()).to_json()


@pytest.mark.parametrize("data", [RESULT, b"\xef\xbb\xbf" + RESULT, json.dumps(json.loads(RESULT)).encode(), RESULT[:300]])
def test_a_result(data: bytes) -> None:
    assert is_result(data)
    with pytest.raises(ReadingError) as caught:
        extract(data, filename="plan.corrected.json")
    assert caught.value.code == "is_a_result"


@pytest.mark.parametrize("data", [b"", b"{", b'{"generator": {"name": "another"}}', b"1. {" + RESULT, b" " * 200 + RESULT])
def test_no_result(data: bytes) -> None:
    assert not is_result(data)
