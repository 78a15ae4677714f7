"""Tables whose cells a bar closes, at the cell's end or alone on a line, as some converters of web pages write them:

    |            a bar opens each row and closes each       TT           or bars close the cells only, and
    1 |          cell, so that two bars without text        |            nothing tells where a row ends;
    |            between them are an empty cell, or the     Nội dung     the head then begins with that of
    Rà soát …    end of a row and the beginning of the      |            a number column
    |            next                                       Chủ trì |

How many cells a row has is told by the head, which has no empty ones and, where rows are not opened, ends before the first row's number; it
may have two rows (`stacked_heads`), or a group's title behind it. Where each row ends is told by `row_division`, where a short row's cells
stand by `short_rows`. Dots alone between bars stand for rows that the page leaves out, and part rows.
Promises: time linear in the lines; no other line between the first bar and the last is dropped; a run of bars without a head of three
short cells is no table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import is_item, seam
from extractor.reading.text.row_division import Division, divide, divide_parted, is_number
from extractor.reading.text.short_rows import grid_of
from extractor.reading.text.stacked_heads import StackedHead, stacked_head

__all__ = ["BarTable", "read_bar_table"]

_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 16
_FEWEST_ROWS = 3
_MOST_LINES = 30  # of a cell
_MOST_CELLS = 20_000
_LONGEST_HEAD = 80
_OMITTED = lazy_pattern(r"[.…\s]{3,}")
_APPENDIX = lazy_pattern(r"\**\s*PHỤ LỤC\b")


class BarTable(Struct, frozen=True):
    """The table, None where there is none; how many lines it took, or how many hold no table."""

    table: TableDraft | None
    taken: int


def read_bar_table(lines: Sequence[str], at: int, notes: Collection[str] = ()) -> BarTable:
    """The table that begins on line `at`, with a bar or with the head of a number column; none where none does. Lines come stripped."""
    opened = lines[at] == "|"
    cells, closes = _cells(lines, at + opened)
    none = BarTable(None, (closes[-1] if closes else at) + 1 - at)
    size = next((number for number, cell in enumerate(cells) if not cell or (not opened and is_number(cell))), len(cells))
    head = cells[:size]
    if not _FEWEST_COLUMNS <= size <= _MOST_COLUMNS or any(len(cell) > _LONGEST_HEAD for cell in head):
        return none
    best: tuple[float, Sequence[str] | StackedHead, Division] | None = None
    for said, first, width in _heads_parted(cells, size) if opened else _heads(head):
        found = divide_parted(cells, first, width) if opened else divide(cells, first, width)
        if found is not None and (best is None or found.cost < best[0]):
            best = found.cost, said, found
    if best is None or len(best[2].rows) < _FEWEST_ROWS - 1:
        return none
    _, said, division = best
    grid = grid_of(said, [cells[start:end] for start, end in division.rows], notes)
    return BarTable(grid, closes[division.rows[-1][1] - 1] + 1 - at)


Head = tuple[Sequence[str] | StackedHead, int, int]
"""A head, the first cell behind it, and how many columns it has."""


def _heads(head: Sequence[str]) -> Iterator[Head]:
    """What the cells before the first row's number may be: one row; two; one and a title over all columns."""
    for title in (0, 1):
        own = head[: len(head) - title]
        if len(own) >= _FEWEST_COLUMNS:
            yield own, len(own), len(own)
        for under in range(2, len(own) - 1):
            if (stacked := stacked_head(own[:-under], own[-under:])) is not None:
                yield stacked, len(own), stacked.width


def _heads_parted(cells: Sequence[str], size: int) -> Iterator[Head]:
    """What the cells before the first empty text are: the head, or its first row, before a second up to the next one."""
    yield cells[:size], size + 1, size
    end = next((number for number in range(size + 1, min(size + 1 + _MOST_COLUMNS, len(cells))) if not cells[number]), None)
    if end is not None and (stacked := stacked_head(cells[:size], cells[size + 1 : end])) is not None:
        yield stacked, end + 1, stacked.width


def _cells(lines: Sequence[str], at: int) -> tuple[list[str], list[int]]:
    """The texts that bars close, from line `at` to the last bar that a cell's length away follows, and the lines of their bars."""
    cells: list[str] = []
    closes: list[int] = []
    text: list[str] = []
    for number, line in _parts(lines, at):
        if line == "|":
            if any(matches("side_by_side", inline(part).text) or _APPENDIX.match(part) for part in text[:3]):
                break  # the closing of the document, a further appendix
            if len(text) > 1 and (matches("number_column", inline(text[-1]).text) or any(matches("part_start", part) for part in text)):
                break  # the head of another table, behind what stands between the two
            cell = _joined(text)
            cells.append("" if _OMITTED.fullmatch(cell) else cell)
            closes.append(number)
            text = []
        elif line:
            text.append(line)
        if len(text) > _MOST_LINES or len(cells) > _MOST_CELLS:
            break
    return cells, closes


def _parts(lines: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """The lines from `at` on with their numbers, a bar at a line's end as a line of its own."""
    for number in range(at, len(lines)):
        line = lines[number]
        if len(line) > 1 and line[-1] == "|" and line.count("|") == 1:
            yield number, line[:-1].rstrip()
            yield number, "|"
        else:
            yield number, line


def _joined(lines: Sequence[str]) -> str:
    """The lines of a cell as one text; an item and what follows a label ("Phối hợp: …") begin on lines of their own."""
    text = ""
    for line in lines:
        begins = is_item(line) or matches("label_line", line)
        text += line if not text else f"\n{line}" if begins else seam(text, line) + line
    return text
