"""Where the rows of a table begin, of which only the cells are known, one after another: as converters of web pages write tables.

How many cells a row has is told by the head. Where each row ends is what costs least over the whole table: a row begins with a number, and
the next row with the one that follows it; it has all its cells, or is a group's number and title, or a title alone. A row may have fewer
cells than the head: a cell that is merged with the one above stands in the row where it begins only. Two forms:

- `divide_parted`: an empty text parts the rows (the bars that close one and open the next), and an empty cell looks the same; one whose
  marks are left ("** **") does not, and a group's title between such cells may stand in more cells than the head has
  (`without_blank_cells`);
- `divide`: nothing parts them, and what is empty is an empty cell.

Promises: time linear in the cells; no cell between the first row and the last is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.text.inline_markup import inline

__all__ = ["Division", "divide", "divide_parted", "is_number", "without_blank_cells"]

_NUMBER = lazy_pattern(r"\**\s*\(?(?:\d{1,3}|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])(?:\.\d{1,3}){0,4}\s*(?:[.)]\s*)?\**")
_TITLE = lazy_pattern(r"\**\s*(?:[IVXLC]{1,6}|[A-H]|\d{1,2})\s*[.)]\s*\S|\*\*.*\*\*$", re.DOTALL)
_BOLD = lazy_pattern(r"\*\*.*\w.*\*\*", re.DOTALL)
_BLANK = lazy_pattern(r"[*\s]*")
_TIME = lazy_pattern(r"\**\s*(?:Quý|Tháng|Đợt|Học kỳ|Giai đoạn|Năm|QUÝ|THÁNG|ĐỢT|HỌC KỲ|GIAI ĐOẠN|NĂM)\s")
_SECTION = lazy_pattern(r"\**\s*[IVX]{1,5}\s*[.)]\s*[^\W\d_]{2}")
_DIGITS = lazy_pattern(r"\d{1,3}")
_COUNTED = lazy_pattern(r"\**\(?((?:\d{1,3}\.)*)(\d{1,5})[.)]?\**")
# What a row costs: one that lacks cells, and more for each; a group's number and title; a title alone; that of a period;
_SHORT, _LACKING, _GROUP, _BARE_TITLE, _PERIOD = 2.0, 0.25, 0.5, 3.0, 1.5
# one without a number, in the parted form where the head has a column for it and, by its cells, in the other; with an empty one; whose
# number does not follow the last;
_UNNUMBERED, _NO_NUMBER, _EMPTY_NUMBER, _JUMP = 1.0, 1.5, 0.5, 3.0
# in the parted form one with a number that lacks no more cells than are often merged with those above, row after row;
_MERGED, _MOST_MERGED = 0.1, 2
# with figures in its cells; with what begins another row, or a heading, in them.
_INNER_NUMBER, _NEXT_INSIDE = 0.75, 4.0
# What it costs to leave cells out behind the last row: in the parted form a text (a number: twice), a tenth
# of that beyond so many; in the other a cell, a number.
_TEXT_LEFT, _MOST_LEFT, _FURTHER_LEFT, _CELL_LEFT, _ROW_LEFT = 1.0, 20.0, 0.1, 0.1, 3.0
_TITLED = 2  # cells of a group's row, at most
_SURPLUS = 2  # blank cells that such a row may have beyond the head's
_ENDLESS = float("inf")


def is_number(cell: str) -> bool:
    """Whether a cell can be a row's number: "1", "II", "2.1", "a)", "(3)"."""
    return _NUMBER.fullmatch(cell) is not None


def without_blank_cells(row: Sequence[str], width: int) -> Sequence[str]:
    """The cells of a row; of a group's number and title between cells of marks alone ("5.1 | ** ** | **Thương mại** | ** **") these."""
    if len(row) <= _TITLED or "" in row[-1:]:
        return row
    filled = [cell for cell in row if not _BLANK.fullmatch(cell)]
    titled = len(filled) == _TITLED and filled[0] == row[0] and is_number(row[0]) and not is_number(filled[1])
    return filled if titled and (len(row) > width or _BOLD.fullmatch(filled[1])) else row


class Division(Struct, frozen=True):
    """The first cell of each row and the one behind its last; what the division costs."""

    rows: tuple[tuple[int, int], ...]
    cost: float


def divide_parted(cells: Sequence[str], first: int, width: int) -> Division | None:
    """The cheapest division into rows of the cells from the first one behind the head on; None where there is none.

    Behind a row's last cell stands an empty text, but behind the last row of all.
    """
    unnumbered = _UNNUMBERED if matches("number_column", inline(cells[0]).text) else 0.0
    best = {first: 0.0}  # the cost up to a row's beginning
    before: dict[int, int] = {}
    left = list(accumulate((_TEXT_LEFT * (bool(cell) + is_number(cell)) for cell in reversed(cells)), initial=0.0))[::-1]
    cheapest, last = _ENDLESS, (0, 0)
    for start in range(first, len(cells)):
        if start not in best:
            continue
        for end in range(start + 1, min(start + width + _SURPLUS, len(cells)) + 1):
            row = without_blank_cells(cells[start:end], width)
            if len(row) > width:
                continue
            cost = best[start] + _cost_parted(row, width, unnumbered)
            if not any(cells[end : end + 1]) and end + 1 < len(cells) and cost < best.get(end + 1, _ENDLESS):
                best[end + 1], before[end + 1] = cost, start
            if len(row) == width or (end == len(cells) and is_number(cells[start])):
                whole = cost + min(left[end], _MOST_LEFT + _FURTHER_LEFT * left[end])
                if whole < cheapest:
                    cheapest, last = whole, (start, end)
    if not last[1]:
        return None
    rows = [last]
    while (start := rows[-1][0]) > first:
        rows.append((before[start], start - 1))
    return Division(tuple(reversed(rows)), cheapest)


def _cost_parted(row: Sequence[str], width: int, unnumbered: float) -> float:
    numbered = is_number(row[0])
    cost = 0.0 if numbered else unnumbered
    if len(row) == 1 and _TITLE.match(row[0]):
        return _GROUP
    if len(row) < width:
        merged = numbered and len(row) > _TITLED and width - len(row) <= _MOST_MERGED
        cost += _GROUP if numbered and len(row) == 2 and row[1] else _MERGED if merged else _SHORT
    begun = sum(not before and is_number(cell) for before, cell in pairwise(row[1:]))
    return cost + _SHORT * begun + _INNER_NUMBER * sum(_DIGITS.fullmatch(cell) is not None for cell in row[1:])


def divide(cells: Sequence[str], first: int, width: int) -> Division | None:
    """The cheapest division into rows of as many of the cells behind the head as make rows; None where there is none."""
    best = {first: 0.0}
    before: dict[int, int] = {}
    counted: dict[int, int | None] = {first: None}  # the number of the last row that has one, on the cheapest way to a place
    left = list(accumulate((_ROW_LEFT * is_number(cell) + _CELL_LEFT for cell in reversed(cells)), initial=0.0))[::-1]
    cheapest, last = _ENDLESS, first
    for start in range(first, len(cells) + 1):
        if start not in best:
            continue
        whole = start > first and start - before[start] > _TITLED  # a group has rows behind it
        if whole and best[start] + left[start] <= cheapest:
            cheapest, last = best[start] + left[start], start
        number = _counted(cells[start], counted[start]) if start < len(cells) else None
        jumps = _JUMP if number is not None and number not in (1, (counted[start] or 0) + 1) else 0.0
        for end in range(start + 1, min(start + width, len(cells)) + 1):
            cost = best[start] + jumps + _cost(cells[start:end], width, cells[end : end + 1], counted=number is not None)
            if cost < best.get(end, _ENDLESS):
                best[end], before[end] = cost, start
                counted[end] = counted[start] if number is None else number
    rows: list[tuple[int, int]] = []
    while last > first:
        rows.append((before[last], last))
        last = before[last]
    return Division(tuple(reversed(rows)), cheapest) if rows else None


def _cost(row: Sequence[str], width: int, following: Sequence[str], *, counted: bool) -> float:
    numbered = counted or is_number(row[0])
    if len(row) == 1:
        # A title over all columns stands before a row's number.
        title = bool(row[0]) and not numbered and any(map(is_number, following))
        return (_GROUP if _TITLE.match(row[0]) else _PERIOD if _TIME.match(row[0]) else _BARE_TITLE) if title else _ENDLESS
    if not numbered:
        cost = _EMPTY_NUMBER if not row[0] and len(row) == width else _NO_NUMBER * len(row)
    elif len(row) == 2 < width:
        cost = _GROUP if row[1] and not is_number(row[1]) else _NO_NUMBER
    else:
        cost = _SHORT + _LACKING * (width - len(row)) if len(row) < width else 0.0
    inner = sum(_DIGITS.fullmatch(cell) is not None for cell in row[1:])
    if len(row) > 2 and numbered and is_number(row[2]) and not row[0].strip("*(.) ")[:1].isdigit():
        cost += _NEXT_INSIDE  # a group's number and title, with the first row of the group
    if any(map(_SECTION.match, row[2:])):
        cost += _NEXT_INSIDE  # a heading behind the table
    return cost + _INNER_NUMBER * inner + _NEXT_INSIDE * any(_follows(row[0], cell) for cell in row[2:])


def _counted(cell: str, above: int | None) -> int | None:
    """The number of a row that is a whole one; beyond 999, where years are, only the one after the last above it."""
    number = cell.strip("*(.) ")
    if _DIGITS.fullmatch(number) or (above is not None and above >= 999 and number == str(above + 1)):
        return int(number)
    return None


def _follows(number: str, cell: str) -> bool:
    """Whether a cell is the number after another: "2" after "1", "1.3" after "1.2"."""
    first, second = _COUNTED.fullmatch(number), _COUNTED.fullmatch(cell)
    return bool(first and second and first[1] == second[1] and int(second[2]) == int(first[2]) + 1)
