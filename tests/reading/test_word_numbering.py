"""Numbers as Word prints them."""

from __future__ import annotations

import pytest

from extractor.reading.word.numbering import Numbering, format_number


@pytest.mark.parametrize(
    ("count", "kind", "expected"),
    [
        (4, "decimal", "4"),
        (9, "decimalZero", "09"),
        (10, "decimalZero", "10"),
        (14, "upperRoman", "XIV"),
        (1999, "lowerRoman", "mcmxcix"),
        (1, "lowerLetter", "a"),
        (26, "upperLetter", "Z"),
        (27, "lowerLetter", "aa"),  # doubled, not counted on: Word has no "ab"
        (28, "lowerLetter", "bb"),
        (0, "upperRoman", "0"),  # nothing stands for it in letters
        (10**9, "lowerRoman", "1000000000"),  # nor for what no list reaches
        (3, "none", ""),
        (3, "chineseCounting", "3"),
    ],
)
def test_formats(count: int, kind: str, expected: str) -> None:
    assert format_number(count, kind) == expected


def test_a_document_without_lists_has_no_numbers() -> None:
    assert Numbering.of(None).label("1", 0) is None
