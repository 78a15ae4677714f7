"""Tables whose cells a bar closes, at the cell's end or alone on a line, as some converters of web pages write them:

    |            a bar opens each row and closes each       TT           or bars close the cells only, and
    1 |          cell, so that two bars without text        |            nothing tells where a row ends;
    |            between them are an empty cell, or the     Nội dung     the head then begins with that of
    Rà soát …    end of a row and the beginning of the      |            a number column
    |            next                                       Chủ trì |

Which of the cells are the head and which make a row is told by `cell_rows`. Dots alone between bars stand for rows that the page leaves
out, and part rows.
Promises: time linear in the lines; no other line between the first bar and the last is dropped; a run of bars without a head of three
short cells is no table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.text.cell_rows import cell_rows
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import joined_cell

__all__ = ["BarTable", "read_bar_table"]

_MOST_LINES = 30  # of a cell
_MOST_CELLS = 20_000
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
    found = cell_rows(cells, notes, parted=opened)
    if found is None:
        return BarTable(None, (closes[-1] if closes else at) + 1 - at)
    return BarTable(found.table, closes[found.cells - 1] + 1 - at)


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
            if cells and cells[-1] and len(text) == 1 and matches("number_column", inline(text[0]).text):
                cells.pop()  # the title of a table, whose first bar does not close it
                closes.pop()
                break
            cell = joined_cell(text)
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
