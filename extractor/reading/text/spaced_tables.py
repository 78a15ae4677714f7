"""Tables whose cells stand apart by blank lines, as a browser copies them:

    TT                 the head begins with that of a number column;
                       a cell may have several lines,
    Nội dung           a row's number is a cell of its own, also where no
    công việc          blank line stands before it

    Cơ quan chủ trì
    1

Which of the cells are the head and which make a row is told by `cell_rows`. A line of blanks alone may be an empty cell or nothing: it is
what makes the better rows. Promises: time linear in the lines; a cell of more than some lines, the closing of the document and a heading of
its parts end the table.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from extractor.reading.layout_words import matches
from extractor.reading.text.cell_rows import cell_rows
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import is_ruler, joined_cell
from extractor.reading.text.row_division import is_number

__all__ = ["SpacedTable", "read_spaced_table"]

_MOST_LINES = 30  # of a cell
_MOST_CELLS = 20_000
_DEAREST = 4.0  # what a row may cost, taken over all


class SpacedTable(Struct, frozen=True):
    """A table and the number of lines that it took."""

    table: TableDraft
    taken: int


def read_spaced_table(lines: Sequence[str], at: int, notes: Collection[str]) -> SpacedTable | None:
    """The table whose head begins on line `at`, with that of a number column; None where none does. Lines come unstripped."""
    if at + 1 >= len(lines) or lines[at + 1].strip():
        return None
    best: tuple[float, SpacedTable] | None = None
    for empty in (True, False):
        cells, ends = _cells(lines, at, empty=empty)
        found = cell_rows(cells, notes, parted=False)
        if found is None:
            continue
        rows = 1 + max(cell.row for cell in found.table.cells)
        cost = (found.cost + 2.0 * found.table.unplaced) / rows
        if cost <= _DEAREST and (best is None or cost < best[0]):
            best = cost, SpacedTable(found.table, ends[found.cells - 1] + 1 - at)
    return best[1] if best is not None else None


def _cells(lines: Sequence[str], at: int, *, empty: bool) -> tuple[list[str], list[int]]:
    """The cells from line `at` on, and the last line of each. `empty`: a line of blanks alone is an empty cell."""
    cells: list[str] = []
    ends: list[int] = []
    text: list[str] = []

    def close(last: int) -> None:
        if text:
            cells.append(joined_cell(text))
            ends.append(last)
            text.clear()

    for number in range(at, len(lines)):
        line = lines[number].strip()
        if number > at and line and _ends_table(line):
            break
        if not line:
            close(number - 1)
            if empty and lines[number]:
                cells.append("")
                ends.append(number)
            continue
        if is_number(line):
            close(number - 1)
            cells.append(line)
            ends.append(number)
            continue
        text.append(line)
        if len(text) > _MOST_LINES or len(cells) > _MOST_CELLS:
            break
    close(len(lines) - 1)
    return cells, ends


def _ends_table(line: str) -> bool:
    return is_ruler(line) or matches("part_start", line) or matches("side_by_side", line) or matches("number_column", inline(line).text)
