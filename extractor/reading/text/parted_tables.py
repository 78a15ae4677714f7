"""Tables whose cells stand on one line, parted by bars, with none at the line's ends, as data sets of legal texts write them:

    TT | Nội dung công việc | Cơ quan chủ trì | Thực hiện         a head on one or two rows,
     |  |  | Từ | Đến                                             the second under the last cell that has room for it
    I | Hoàn thiện thể chế                                        a group's number and title alone
    1 | Rà soát văn bản | Sở Tư pháp | 01/2024 | 6/2024

Rows may all close with a bar too, and all have an empty line between them. A title in all cells of a row, or in all behind its number, is
a group's: so programs write a merged cell. A line without a bar, inside a row that still lacks cells, goes on with its last cell. A first
cell left empty under a head that is no number column is merged with the one above. Promises: no line between the first row and the last is
dropped; a run of lines that has no head of three short cells, or whose rows mostly have another width, is no table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.building import GridCell
from extractor.reading.layout_words import matches
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import is_item, is_ruler

__all__ = ["PartedTable", "is_parted_row", "read_parted_table"]

_BAR = lazy_pattern(r"(?:^|(?<=\s))\|(?=\s|$)")
_NUMBER = lazy_pattern(r"\**(?:[IVXLC]{1,6}|[A-ZĐ]|[a-zđ]|\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\**")
_FEWEST_COLUMNS, _MOST_COLUMNS, _FEWEST_ROWS = 3, 16, 3
_LONGEST_HEAD = 80
_MOST_LINES = 30  # of a cell, behind its first
_MOST_ROWS = 5_000


class PartedTable(Struct, frozen=True):
    """A table and how many lines it took."""

    table: TableDraft
    taken: int


def is_parted_row(line: str) -> bool:
    """Whether a line holds three cells or more, parted by bars with blanks around them."""
    return line.count("|") >= _FEWEST_COLUMNS - 1 and len(_BAR.findall(line)) >= _FEWEST_COLUMNS - 1


def read_parted_table(lines: Sequence[str], at: int, notes: Collection[str]) -> PartedTable | None:
    """The table whose head is on line `at`; None where there is none. Lines come stripped."""
    head = _cells(lines[at])
    if not _is_head(head if head[-1] else head[:-1]):
        return None
    rows, taken = _rows(lines, at, len(head))
    if all(not row[-1] for row in rows) and len(rows[0]) > _FEWEST_COLUMNS:
        rows = [row[:-1] for row in rows]
    rows = [rows[0], *map(_unrepeated, rows[1:])]
    width = max(map(len, rows))
    whole = [len(row) for row in rows if len(row) > 2]  # rows that are no group's number and title
    usual, count = max(Counter(whole).items(), key=lambda item: item[1], default=(0, 0))
    too_few = sum(size >= _FEWEST_COLUMNS for size in whole) < _FEWEST_ROWS
    if too_few or usual < _FEWEST_COLUMNS or width > _MOST_COLUMNS or 2 * count < len(whole):
        return None
    over = _spanning(rows[0], rows[1], width)
    return PartedTable(TableDraft(tuple(_grid(rows, width, over, notes)), 1 if over is None else 2), taken)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(line)]


def _is_head(cells: Sequence[str]) -> bool:
    words = all(cell and len(cell) <= _LONGEST_HEAD and not is_ruler(cell) for cell in cells)
    return words and _FEWEST_COLUMNS <= len(cells) <= _MOST_COLUMNS


def _rows(lines: Sequence[str], at: int, width: int) -> tuple[list[list[str]], int]:
    """The rows from line `at` on and how many lines they took; a line without a bar is the end, unless a row goes on over it."""
    rows: list[list[str]] = []
    waiting: list[str] = []
    numbered = matches("number_column", inline(_cells(lines[at])[0]).text)
    end = at
    spaced = not "".join(lines[at + 1 : at + 2])
    for number in range(at, len(lines)):
        line = lines[number]
        if not line and spaced and not waiting and is_parted_row("".join(lines[number + 1 : number + 2])):
            continue
        if _BAR.search(line):
            cells = _cells(line)
            if rows:
                rows[-1][-1] += "".join(f"\n{text}" for text in waiting)
            if rows and (waiting or numbered) and _goes_on(rows[-1], cells, width):
                rows[-1][-1] += f"\n{cells[0]}" if is_item(cells[0]) else f" {cells[0]}"
                rows[-1] += cells[1:]
            else:
                rows.append(cells)
            waiting = []
            end = number + 1
        elif not line or len(waiting) == _MOST_LINES or not (_lacks(rows[-1], width) or is_item(line)):
            break
        else:
            waiting.append(line)
        if len(rows) == _MOST_ROWS:
            break
    return rows, end - at


def _unrepeated(row: list[str]) -> list[str]:
    """A row, a title in all its cells, or in all behind a number, once: so programs write a merged cell."""
    numbered = bool(_NUMBER.fullmatch(row[0]))
    titles = row[1:] if numbered else row
    return row[: 2 if numbered else 1] if len(titles) >= _FEWEST_COLUMNS - 1 and titles[0] and len(set(titles)) == 1 else row


def _lacks(row: Sequence[str], width: int) -> bool:
    """Whether a row lacks cells and is no group's number and title."""
    return len(row) < width and not (len(row) == 2 and _NUMBER.fullmatch(row[0]))


def _goes_on(row: Sequence[str], cells: Sequence[str], width: int) -> bool:
    """Whether cells behind a line's end are those that the row above still lacks, the first the rest of its last."""
    fit = _lacks(row, width) and len(row) + len(cells) - 1 <= width
    return fit and bool(cells[0]) and not _NUMBER.fullmatch(cells[0])


def _spanning(head: Sequence[str], below: Sequence[str], width: int) -> int | None:
    """The head's cell that stands over several of the row below, which is the head's second; None where the head has one row."""
    first = next((index for index, cell in enumerate(below) if cell), len(below))
    behind = len(head) - first - 1
    if len(head) >= width or len(below) != width or not 0 < first < len(head) or any(below[width - behind :]):
        return None
    return first if all(cell and len(cell) <= _LONGEST_HEAD for cell in below[first : width - behind]) else None


def _grid(rows: Sequence[Sequence[str]], width: int, over: int | None, notes: Collection[str]) -> list[GridCell]:
    cells: list[GridCell] = []
    first_of_body = 1 if over is None else 2
    merged = not matches("number_column", inline(rows[0][0], notes).text)
    above: int | None = None  # the place in `cells` of the first cell that one left empty is merged with
    for number, row in enumerate(rows):
        if over is not None and number < first_of_body:
            cells += _head_row(row, number, width, over, notes)
            continue
        group = number >= first_of_body and len(row) == 2 and len(row) < width and _NUMBER.fullmatch(row[0]) is not None
        if number >= first_of_body and len(row) == 1:
            cells.append(GridCell(inline(row[0], notes), number, 0, 1, width))
            above = None
            continue
        for column, text in enumerate(row):
            if not column and not text and merged and above is not None:
                cells[above] = _taller(cells[above])
                continue
            if not column:
                above = len(cells) if text and number >= first_of_body and not group else None
            cells.append(GridCell(inline(text, notes), number, column, 1, width - 1 if group and column else 1))
    return cells


def _head_row(row: Sequence[str], number: int, width: int, over: int, notes: Collection[str]) -> list[GridCell]:
    """The cells of one of two rows of a head: those of the first over both rows, but for the one over several columns."""
    if number:
        return [GridCell(inline(text, notes), 1, column) for column, text in enumerate(row) if text]
    span = width - len(row) + 1
    return [
        GridCell(inline(text, notes), 0, index + (span - 1) * (index > over), 1 if index == over else 2, span if index == over else 1)
        for index, text in enumerate(row)
    ]


def _taller(cell: GridCell) -> GridCell:
    return GridCell(cell.piece, cell.row, cell.column, cell.row_span + 1, cell.column_span)
