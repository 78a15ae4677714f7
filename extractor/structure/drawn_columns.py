"""Columns that draw a calendar: months ("T1 | T2 | …"), quarters ("Quý I | … | Quý IV") or years ("2013 | 2014 | 2015") in a table's head.

Columns draw one where neighbours in a row of the head are named so, each the month, quarter or year after the one before: three months,
two quarters, two years. Numbers alone are months or quarters only under a head that says so. The lowest row of the head that draws one
decides; a row above may give the year ("2026" over "Quý I | … | Quý IV"). Columns of money, products or anything else that the head says
draw none: only those of a time, and those whose head says nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.document import Document, Row
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern

__all__ = ["Drawn", "drawn_columns", "draws_calendar"]

_MONTH = lazy_pattern(r"(?P<word>(?:t|th\.?|tháng)?)\s*(?P<n>0?[1-9]|1[0-2])(?:\s?[/.-]\s?(?P<y>(?:19|20)\d\d))?")
_QUARTER = lazy_pattern(r"(?P<word>(?:quý|q\.?)?)\s*(?P<n>iv|i{1,3}|[1-4])(?:(?:\s?[/.-]\s?|\s+năm\s+)(?P<y>(?:19|20)\d\d))?")
_YEAR = lazy_pattern(r"(?:năm\s*)?(?P<y>(?:19|20)\d\d)")
_YEARS = lazy_pattern(r"(?:năm\s*|giai\s+đoạn\s+)?(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?", needs=("19", "20"))
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LONGEST = len("quý iii năm 2026")


class Drawn(Struct, frozen=True):
    """What a column stands for: its first and last month, and its year; None where the head gives none, 0 where nobody can tell it."""

    first: int
    last: int
    year: int | None


def draws_calendar(document: Document, row: Row, number: int) -> bool:
    """Whether a row of a table, the `number`th from 0, names nothing but years or quarters ("2013 | 2014", "Giai đoạn 2016 - 2020")."""
    printed = [document.slice(cell.span) for cell in row.distinct if len(cell.span) and cell.row == number]
    return len(printed) > 1 and all(map(_names_calendar, printed))


def _names_calendar(title: str) -> bool:
    folded = fold(title).strip()
    quarter = _QUARTER.fullmatch(folded)
    return _YEARS.fullmatch(folded) is not None or bool(quarter and quarter["word"])


def drawn_columns(document: Document, head: Sequence[Row], meaning: Mapping[int, str]) -> dict[int, Drawn]:
    """What the columns stand for that draw a calendar, by column; empty where none do. `meaning` is what the head says columns hold."""
    titles = [[" ".join(fold(document.slice(cell.span)).split()) for cell in row.cells] for row in head]
    for level in range(len(head) - 1, -1, -1):
        single = [i for i, cell in enumerate(head[level].cells) if cell.column_span == 1 and meaning.get(i) in (None, "time")]
        named = {i: titles[level][i] for i in single if 0 < len(titles[level][i]) <= _LONGEST}
        above = " ".join(title for row in titles for title in row)
        for grain in (_months, _quarters, _years):
            if found := grain(named, above):
                return {i: _with_year(drawn, [row[i] for row in titles[:level] if i < len(row)]) for i, drawn in found.items()}
    return {}


def _with_year(drawn: Drawn, above: Sequence[str]) -> Drawn:
    years = [match["y"] for title in above if (match := _YEAR.fullmatch(title))]
    return Drawn(drawn.first, drawn.last, int(years[-1])) if years and not drawn.year else drawn


def _months(named: Mapping[int, str], above: str) -> dict[int, Drawn]:
    found = {i: match for i, title in named.items() if (match := _MONTH.fullmatch(title))}
    if len(found) < 3 or not (any(match["word"] for match in found.values()) or "tháng" in above):
        return {}
    numbers = {i: int(match["n"]) for i, match in found.items()}
    years = {i: int(match["y"]) if match["y"] else None for i, match in found.items()}
    return _running(numbers, years, 12)


def _quarters(named: Mapping[int, str], above: str) -> dict[int, Drawn]:
    found = {i: match for i, title in named.items() if (match := _QUARTER.fullmatch(title))}
    if len(found) < 2 or not (all(match["word"] for match in found.values()) or "quý" in above):
        return {}
    numbers = {i: _ROMAN.get(match["n"]) or int(match["n"]) for i, match in found.items()}
    years = {i: int(match["y"]) if match["y"] else None for i, match in found.items()}
    return _running(numbers, years, 4)


def _years(named: Mapping[int, str], _: str) -> dict[int, Drawn]:
    found = {i: int(match["y"]) for i, title in named.items() if (match := _YEAR.fullmatch(title))}
    running = all(right - left == 1 and found[right] == found[left] + 1 for left, right in pairwise(found))
    return {i: Drawn(1, 12, year) for i, year in found.items()} if len(found) > 1 and running else {}


def _running(numbers: Mapping[int, int], years: Mapping[int, int | None], around: int) -> dict[int, Drawn]:
    """The columns where each is the month or quarter after the one before; empty otherwise.

    Where they begin anew and no year is printed ("T11 | T12 | T1"), nobody can tell whose they are.
    """
    if not all(right - left == 1 and numbers[right] == numbers[left] % around + 1 for left, right in pairwise(numbers)):
        return {}
    anew = any(numbers[right] < numbers[left] for left, right in pairwise(numbers))
    length = 12 // around
    return {
        i: Drawn(length * (number - 1) + 1, length * number, years[i] or (0 if anew else None)) for i, number in numbers.items()
    }
