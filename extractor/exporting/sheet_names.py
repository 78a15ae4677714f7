"""Names of sheets as Excel takes them: 1 to 31 characters, none of []:*?/\\, no apostrophe at an end, unlike each other whatever the case.

"History" is Excel's own. Characters are counted as Excel counts them, in units of UTF-16. Longer names are cut between words.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractor.lazy_patterns import lazy_pattern
from extractor.shortening import shortened

__all__ = ["LONGEST", "sheet_names", "utf16_length"]

LONGEST = 31
_FORBIDDEN = lazy_pattern(r"[\[\]:*?/\\'\x00-\x1f\x7f\ufffe\uffff\s]+")
_RESERVED = ("history",)


def utf16_length(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def sheet_names(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A name of a sheet for each name, unlike those before it and those `taken`; a number tells apart what would be alike."""
    used = {*_RESERVED, *(name.casefold() for name in taken)}
    chosen = []
    for name in names:
        plain = _FORBIDDEN.sub(" ", name).strip() or "-"
        told, count = shortened(plain, LONGEST, utf16_length), 1
        while told.casefold() in used:
            count += 1
            mark = f" ({count})"
            told = shortened(plain, LONGEST - len(mark), utf16_length) + mark
        used.add(told.casefold())
        chosen.append(told)
    return chosen
