"""Text files in the encodings that Vietnamese was saved in."""

from __future__ import annotations

import pytest

from extractor.document import ReadingError
from extractor.reading.decoding import decode_plain, is_utf_16
from extractor.reading.legacy_letters import to_unicode
from extractor.reading.opening import open_document
from extractor.vocabulary import load_vocabulary

PLAN = "Thực hiện Kế hoạch số 14/KH-UBND ngày 21/01/2024 của Ủy ban nhân dân tỉnh\nSở Nội vụ chủ trì, phối hợp các đơn vị báo cáo"
LEGACY = {example["encoding"]: example for example in load_vocabulary("legacy_encodings")["examples"]}


def as_windows_1258(text: str) -> bytes:
    """Letters with a hat or horn, and the tone after them, as Windows writes it."""
    from unicodedata import normalize

    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = []
    for letter in normalize("NFC", text):
        parts = normalize("NFD", letter)
        tone = "".join(part for part in parts if part in tones)
        written.append(normalize("NFC", "".join(part for part in parts if part not in tones)) + tone)
    return "".join(written).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        (PLAN.encode(), False),
        (("\ufeff" + PLAN).encode(), False),
        (PLAN.encode("utf-16"), False),
        (PLAN.encode("utf-16-le"), False),  # without its mark
        (PLAN.encode("utf-16-be"), False),
        (as_windows_1258(PLAN), True),
        (PLAN.replace("\n", "\r\n").encode(), False),
        (PLAN.replace(" ", "\u00a0").encode(), False),
    ],
)
def test_unicode_and_windows(data: bytes, guessed: bool) -> None:
    assert decode_plain(data) == (PLAN, guessed)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viqr"])
@pytest.mark.parametrize("saved_as", ["latin-1", "utf-8", "utf-16"])
def test_legacy(encoding: str, saved_as: str) -> None:
    """As bytes of one each, and as the Western letters that they look like."""
    example = LEGACY[encoding]
    assert decode_plain(example["text"].encode(saved_as)) == (example["unicode"], True)


def test_damaged_utf_8() -> None:
    data = PLAN.encode()
    text, guessed = decode_plain(data[:40] + b"\xff" + data[41:])
    assert guessed
    assert text[-40:] == PLAN[-40:]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\xfe\xff\xd8\x00", "Größe naïve à côté Ærø über".encode("latin-1"), b"\xb8\xb5 " * 9])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        decode_plain(data, "a.txt")
    assert caught.value.code == "text_encoding"


def test_utf_16_is_told_by_its_zeros() -> None:
    assert is_utf_16(PLAN.encode("utf-16-le"))
    assert not is_utf_16(PLAN.encode())
    assert not is_utf_16(b"a\x00b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ke^' hoa.ch na(m 2024.", "Kế hoạch năm 2024."),
        ("Co' gi`? Kho^ng co' gi`.", "Có gì? Không có gì."),
        ("va`o So+? No^.i vu. va` nha`.", "vào Sở Nội vụ và nhà."),
        ("ga. Sau", "ga. Sau"),  # a full stop before a capital ends the sentence
        ("a. Mu.c tie^u", "a. Mục tiêu"),  # a list's letter
        (r"xa\. va` a\?", "xa. và a?"),
        ("https://a.gov.vn/a?o=e^x DDo^`ng ddi", "https://a.gov.vn/a?o=e^x Đồng đi"),
    ],
)
def test_viqr(text: str, expected: str) -> None:
    assert to_unicode(text, "viqr") == expected


def test_a_guess_is_a_warning() -> None:
    assert [warning.code for warning in open_document(as_windows_1258(PLAN), filename="a.txt").warnings] == ["encoding_guessed"]
    assert open_document(PLAN.encode("utf-16-le"), filename="a.txt").warnings == ()
