"""Tables whose cells stand between lines that hold nothing but a bar, as some converters of web pages write them:

    |            a bar opens each row and closes each cell,
    1            so that two bars without text between them are
    |            an empty cell, or the end of a row and the
    Rà soát …    beginning of the next
    |

How many cells a row has is told by the head, which has no empty ones. Where each row ends is what costs least: a row begins with a number,
has all its cells, or is a group's number and title alone. Dots alone between bars stand for rows that the page leaves out, and part rows.
Promises: time linear in the lines; no other line between the first bar and the last is dropped; a run of bars without a head of three
short cells is no table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import is_item, seam

__all__ = ["BarTable", "read_bar_table"]

_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 16
_FEWEST_ROWS = 3
_MOST_LINES = 30  # of a cell
_MOST_CELLS = 20_000
_LONGEST_HEAD = 80
_NUMBER = lazy_pattern(r"\**\s*(?:\d{1,3}|[IVXLC]{1,6}|[a-zđ])(?:\.\d{1,3}){0,4}\s*(?:[.)]\s*)?\**")
_TITLE = lazy_pattern(r"\**\s*(?:[IVXLC]{1,6}|[A-H]|\d{1,2})\s*[.)]\s*\S|\*\*.*\*\*$", re.DOTALL)
_OMITTED = lazy_pattern(r"[.…\s]{3,}")
_APPENDIX = lazy_pattern(r"\**\s*PHỤ LỤC\b")
_DIGITS = lazy_pattern(r"\d{1,3}")
_SHORT, _GROUP, _UNNUMBERED, _INNER_NUMBER, _LEFT = 2.0, 0.5, 1.0, 0.75, 20.0
_ENDLESS = float("inf")


class BarTable(Struct, frozen=True):
    """Rows of raw cells, all of the head's width, and how many lines they took; without rows, how many lines hold no table."""

    rows: tuple[tuple[str, ...], ...]
    taken: int


def read_bar_table(lines: Sequence[str], at: int) -> BarTable:
    """The table that the bar on line `at` opens; one without rows where none does. Lines come stripped."""
    cells, closes = _cells(lines, at)
    width = next((number for number, cell in enumerate(cells) if not cell), len(cells))
    head = cells[:width]
    none = BarTable((), (closes[-1] if closes else at) + 1 - at)
    if not _FEWEST_COLUMNS <= width <= _MOST_COLUMNS or any(len(cell) > _LONGEST_HEAD for cell in head):
        return none
    ends = _row_ends(cells, width)
    if len(ends) < _FEWEST_ROWS:
        return none
    starts = [0, *(end + 1 for end in ends[:-1])]
    rows = tuple(tuple(cells[start:end]) + ("",) * (width - (end - start)) for start, end in zip(starts, ends, strict=True))
    return BarTable(rows, closes[ends[-1] - 1] + 1 - at)


def _cells(lines: Sequence[str], at: int) -> tuple[list[str], list[int]]:
    """The texts between bars, from the bar on line `at` to the last bar that a cell's length away follows, and the lines of their bars."""
    cells: list[str] = []
    closes: list[int] = []
    text: list[str] = []
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line == "|":
            if any(matches("side_by_side", inline(part).text) or _APPENDIX.match(part) for part in text[:3]):
                break  # the closing of the document, a further appendix
            cell = _joined(text)
            cells.append("" if _OMITTED.fullmatch(cell) else cell)
            closes.append(number)
            text = []
        elif line:
            text.append(line)
        if len(text) > _MOST_LINES or len(cells) > _MOST_CELLS:
            break
    return cells, closes


def _joined(lines: Sequence[str]) -> str:
    """The lines of a cell as one text; an item begins on a line of its own."""
    text = ""
    for line in lines:
        text += line if not text else f"\n{line}" if is_item(line) else seam(text, line) + line
    return text


def _row_ends(cells: Sequence[str], width: int) -> list[int]:
    """The index behind the last cell of each row, for the cheapest division; empty for none.

    Behind a row's last cell stands an empty text (the bars that close it and open the next), but behind the last row of all.
    """
    best = {width + 1: 0.0}  # the cost up to a row's beginning, behind the head
    before = {width + 1: 0}
    cheapest, last = _ENDLESS, (0, 0)
    for start in range(width + 1, len(cells)):
        if start not in best:
            continue
        for end in range(start + 1, min(start + width, len(cells)) + 1):
            cost = best[start] + _cost(cells[start:end], width)
            if not any(cells[end : end + 1]) and end + 1 < len(cells):
                if cost < best.get(end + 1, _ENDLESS):
                    best[end + 1], before[end + 1] = cost, start
            else:
                left = sum(not cell for cell in cells[end : end + 2 * width]) > 1
                if end - start == width and cost + _LEFT * left < cheapest:
                    cheapest, last = cost + _LEFT * left, (start, end)
    if not last[1]:
        return []
    start, ends = last[0], [last[1]]
    while start:
        ends.append(start - 1)
        start = before[start]
    return ends[::-1]


def _cost(row: Sequence[str], width: int) -> float:
    numbered = _NUMBER.fullmatch(row[0]) is not None
    cost = 0.0 if numbered else _UNNUMBERED
    if len(row) == 1 and _TITLE.match(row[0]):
        return _GROUP
    if len(row) < width:
        cost += _GROUP if numbered and len(row) == 2 and row[1] else _SHORT
    begun = sum(not before and _NUMBER.fullmatch(cell) is not None for before, cell in pairwise(row[1:]))
    return cost + _SHORT * begun + _INNER_NUMBER * sum(_DIGITS.fullmatch(cell) is not None for cell in row[1:])
