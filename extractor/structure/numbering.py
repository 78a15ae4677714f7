"""Item markers: the number, letter or dash a paragraph begins with, and its family (đánh số phần, chương, mục, khoản, điểm).

Families and their order of depth follow Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5 (phần > chương > mục > điều > khoản > điểm; I > 1 >
a), with the decimal numbers, dashes and crosses that plans add below. A family's depth, never font or markup, gives the level.
Precedence: the longest marker wins ("1.1." before "1."); "I.", "V.", "X.", "C.", "D." are Roman before they are letters. What the marker
means for the text behind it is `outline`'s business.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.short_texts import remembering_short_texts

PART, CHAPTER, DIVISION, ARTICLE, LETTER_HEAD, ROMAN, ROMAN_DECIMAL, DECIMAL, ROUND, LETTER, SMALL_ROMAN, DASH, CROSS, DOT = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    20,
    21,
    22,
    30,
    31,
    32,
)

_ROMAN = r"(?=[IVXL])(?:X{0,3}|XL|L)(?:IX|IV|V?I{0,3})"
# Depth, pattern, and the characters that it can begin with ("0" for every decimal): most texts begin with none of a marker's. The pattern
# is tried behind these only, so that "." in it is one of them.
_LETTERS = "abcdeghiklmnopqrstuvxyđ"
_RULES = (
    (PART, lazy_pattern(r"(?:phần|PHẦN|Phần)\s+(?:thứ\s+)?([\w]{1,8})\s*[.:/)-]?(?=\s|$)", re.IGNORECASE), "pP"),
    (CHAPTER, lazy_pattern(r"chương\s+([IVXLivxl]{1,6}|\d{1,2})\s*[.:/)-]?(?=\s|$)", re.IGNORECASE), "cC"),
    (DIVISION, lazy_pattern(r"mục\s+([IVXLivxl]{1,6}|\d{1,2})\s*[.:/)-]?(?=\s|$)", re.IGNORECASE), "mM"),
    (ARTICLE, lazy_pattern(r"điều\s+(\d{1,3}[a-zđ]?)\s*[.:/]", re.IGNORECASE), "đĐ"),
    (ROMAN_DECIMAL, lazy_pattern(rf"({_ROMAN}(?:\.\d{{1,2}}){{1,3}})\s*[./)]?(?=\s|$)"), "IVXL"),
    (ROMAN, lazy_pattern(rf"({_ROMAN})\s*(?:[.)]|/(?!\s?[Vv]\b)|-(?=\s))"), "IVXL"),  # "V/v" is no number
    (LETTER, lazy_pattern(r"(\d{1,2}(?:\.\d{1,2}){0,3}\.[a-eg-ik-vxyđ])\s*[.)](?=\s)"), "0"),  # "2.1.a."
    (DECIMAL, lazy_pattern(r"(\d{1,2}(?:\.\d{1,2}){1,4})\s*(?:[./):]|-(?=\s)|(?=\s+[^\W\d_]))"), "0"),
    # "214/NQ-CP" at a line's start is a symbol
    (DECIMAL, lazy_pattern(r"(\d{1,3})\s*(?:\.(?!\d)|/(?!\d|[A-ZĐ]{2,}[a-zđ]*-\w)|-(?=\s))"), "0"),
    (ROUND, lazy_pattern(r"\((\d{1,2})\)|(\d{1,2})\)"), "(0"),
    (SMALL_ROMAN, lazy_pattern(r"\(?((?:x{0,2})(?:ix|iv|vi{1,3}|i{2,3}|v(?=\s*[)])|i(?=\s*[)])))\s*[).]"), "(xvi"),
    (LETTER, lazy_pattern(r"\(?([a-eg-ik-vxyđ]\d{0,2}(?:\.\d{1,2})?)\s*[)./](?!\S)"), f"({_LETTERS}"),
    (LETTER, lazy_pattern(r"\(?([a-eg-ik-vxyđ]\d{0,2})\)"), f"({_LETTERS}"),
    (LETTER_HEAD, lazy_pattern(r"(.)\s*(?:[./)]|-(?=\s))(?!\w)"), "ABCDEGHKLMĐ"),
    (DASH, lazy_pattern(r".(?!\d)"), "-–—−"),
    (CROSS, lazy_pattern(r".(?!\d)"), "+"),
    (DOT, lazy_pattern(r"."), "•●▪■◦○*→➢✓\uf0b7\uf0a7\uf02d"),
)
_WORDS = ("phần", "chương", "mục")  # of the depths 0 to 2: few of the texts that begin with their letters begin with them
_LONGEST = 40
_BLANKS = 8
# Numbers of letters and figures that only number cells hold ("A.1", "B1.2", "1a", "1.a", "I.a"); "I.1" is a Roman decimal.
_MIXED = lazy_pattern(r"((?![IVXL]+\.\d)[A-ZĐ]\d{0,2}(?:\.\d{1,2}){1,3}|[A-ZĐ]\d{1,2}|\d{1,2}\.?[a-zđ]|[IVX]{1,4}\.[A-Za-zđ])[.)]?")
_LONG_NUMBER = lazy_pattern(r"([1-9]\d?\.?\d{3})\.?")
MOST_LEFT_OUT = 10  # rows between two numbers
_ORDINAL_WORDS = {
    "nhất": 1,
    "một": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"  # điểm a, b, c, d, đ, e, g, h … of Nghị định 34/2016/NĐ-CP


class Marker(Struct, frozen=True):
    """A marker: its depth (smaller is higher), its number as printed without punctuation (None for a dash), its length with following
    blanks.

    `ordinal` is its place in its family's count, or None: "3.2" is 2, "đ" is 5, "IV" is 4.
    """

    depth: int
    number: str | None
    ordinal: int | None
    length: int

    @property
    def numbered(self) -> bool:
        """Whether it is a number or letter and not a dash."""
        return self.depth < DASH


def parse_marker(text: str) -> Marker | None:
    """The marker at the very start of a paragraph, or None.

    A lone Arabic number is a marker only with its full stop; a date or sum ("15/10/2026", "1.200 tỷ") is none.
    """
    return _marker(text[: _LONGEST + _BLANKS])


@cache
def _rules_by_start() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    found: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for depth, pattern, starts in _RULES:
        for start in starts:
            found.setdefault(start, []).append((depth, pattern))
    return found


@remembering_short_texts  # many rules ask for the marker of the same paragraph
def _marker(text: str) -> Marker | None:
    head = text[:_LONGEST]
    for depth, pattern in _rules_by_start().get("0" if head[:1].isdecimal() else head[:1], ()):
        if depth <= DIVISION and not head.lower().startswith(_WORDS[depth]):
            continue
        match = pattern.match(head)
        if not match:
            continue
        number = next((g for g in match.groups() if g), None)
        if pattern.groups and number is None:
            continue
        ordinal = _ordinal(depth, number)
        if depth <= DIVISION:
            if ordinal is None:
                continue
            number = match.group().rstrip(" .:/)-")
        if depth == DECIMAL and number is not None:
            depth += number.count(".")
        elif depth == ROMAN_DECIMAL and number is not None and number.count(".") > 1:
            depth = DECIMAL
        rest = text[match.end() : match.end() + _BLANKS]
        return Marker(depth, number, ordinal, match.end() + len(rest) - len(rest.lstrip()))
    return None


@remembering_short_texts
def parse_cell_number(text: str) -> Marker | None:
    """The marker that a number cell holds, with or without its full stop ("1", "I", "II.1", "a)", "A", "A.1", "-"); None for other text."""
    value = text.strip()
    if not value or len(value) > 12:
        return None
    may_mix = any(map(str.isalpha, value)) and ("." in value[:-1] or any(map(str.isdigit, value)))
    if may_mix and (mixed := _MIXED.fullmatch(value)):
        number = mixed[1]
        depth = LETTER if number[0].isdigit() else ROMAN_DECIMAL if number.count(".") < 2 else DECIMAL
        return Marker(depth, number, _ordinal(depth, number), len(value))
    marker = parse_marker(value) or parse_marker(value + ".")
    return marker if marker and marker.length >= len(value) else None


def parse_long_number(text: str, above: int) -> Marker | None:
    """The marker of a number cell that counts on beyond 999 ("1000", "1.000."), given the last number above it; None for other text.

    One that does not follow it, but for rows that were left out between, is no number of a row: mostly a year.
    """
    value = text.strip()
    found = _LONG_NUMBER.fullmatch(value) if above and len(value) <= 7 else None
    ordinal = int(found[1].replace(".", "")) if found else 0
    return Marker(DECIMAL, found[1], ordinal, len(value)) if found and above < ordinal <= above + MOST_LEFT_OUT else None


def letter_ordinal(letter: str) -> int | None:
    """The place of a letter in the count of điểm (a, b, c, d, đ, e, g, …), None for what is no single letter of it."""
    return _ALPHABET.index(letter) + 1 if len(letter) == 1 and letter in _ALPHABET else None


def _ordinal(depth: int, number: str | None) -> int | None:
    if number is None:
        return None
    last = fold(number.rsplit(".", 1)[-1])
    if last.isdecimal():
        return int(last)
    if depth in (LETTER, LETTER_HEAD):
        return _ALPHABET.index(last[0]) + 1 if last[0] in _ALPHABET else None
    if set(last) <= set(_ROMAN_VALUE):
        values = [_ROMAN_VALUE[c] for c in last]
        return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
    return _ORDINAL_WORDS.get(last)
