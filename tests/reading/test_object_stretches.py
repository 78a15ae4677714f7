"""Which object a character belongs to: told from a few characters of a line, as if each had been asked for."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.reading.pdf.object_stretches import objects_at, starts_of
from extractor.reading.pdf.pdf_file import PdfFile
from tests.reading.made_pdf import Text, made

A, B, C, D = 11, 12, 13, 14
LINE = [Text("ab cd ef gh ij", 50, 100), Text("X", 160, 100), Text("kl mn op qr st uv", 180, 100), Text("below", 50, 130)]


def asked(text: str, objects: list[int | None], file: bytes) -> tuple[list[int | None], int]:
    """What is found out, and in how many calls."""
    calls: list[int] = []

    def call(handle: None, index: int) -> int | None:
        calls.append(index)
        return objects[index] if 0 <= index < len(objects) else None

    found, starts = objects_at(PdfFile(file)[0], call, None, text, len(objects))
    assert starts == starts_of(found)
    return found, len(calls)


@pytest.mark.parametrize(("text", "objects"), [
    ("", []),
    ("\r\n", [None, None]),
    ("\r\n\r\nab", [None] * 4 + [A, A]),
    ("a long line of one\r\nand another", [A] * 18 + [None] * 2 + [B] * 11),
    ("a long line of one b long line", [A] * 18 + [None] + [B] * 11),
    ("ab\r\n c \r\n", [A, A, None, None, None, B, None, None, None]),
    ("a line break of the font\r\nitself", [A] * 32),
    ("a line of one X with another in the middle of it", [A] * 14 + [B] + [C] * 33),
    ("an accented lettér", [A] * 16 + [B] + [C]),
    ("two cells and a third", [A] * 9 + [None] + [B] * 11),
    ("  two  spaces  each  ", [None] + [A] * 6 + [None] * 2 + [B] * 9 + [C] * 3),
    ("wordsofmany objects", [A] * 3 + [B] * 4 + [C] * 4 + [None] + [D] * 7),
])
def test_objects_are_those_that_asking_for_each_gives(text: str, objects: list[int | None]) -> None:
    assert asked(text, objects, made(LINE))[0] == objects


def test_lines_of_one_object_take_few_calls() -> None:
    text = "\r\n".join(["một dòng dài của một đối tượng"] * 20)
    objects = [address for line in range(1, 21) for address in (*[line] * 30, None, None)][:-2]
    assert asked(text, [*objects], made(LINE))[1] < len(text) / 6


def test_lines_of_some_objects_take_a_call_a_word() -> None:
    one, two = "một dòng dài của một đối tượng", "mười hai từ của ô đầu và của ô thứ hai"
    text = "\r\n".join([one, two] * 20)
    objects = [*([A] * 30 + [None, None] + [B] * 21 + [None] + [C] * 16 + [None, None]) * 20][:-2]
    assert asked(text, [*objects], made(LINE))[1] < len(text) / 3


@pytest.mark.parametrize(("text", "file"), [
    ("a line \u05d0\u05d1 of letters", made(LINE)),
    ("a line \u200f, of letters", made(LINE)),
    ("a plain line of letters", made(LINE).replace(b"/Type/Catalog", b"/Type/Catalog/ViewerPreferences<</Direction/R2L>>")),
])
def test_each_is_asked_for_where_text_may_run_to_the_left(text: str, file: bytes) -> None:
    objects: list[int | None] = [A] * len(text)
    objects[5] = B
    assert asked(text, objects, file) == (objects, len(text))


def test_letters_that_run_to_the_left_are_known() -> None:
    page = made(LINE)
    missed = [
        code for code in range(0x10000)
        if unicodedata.bidirectional(chr(code)) in ("R", "AL")
        and asked(chr(code) * 3, [A] * 3, page)[1] != 3
    ]
    assert not missed
