"""Tables whose cells stand on one line, parted by bars, with none at the line's ends, as data sets of legal texts write them:

    TT | Nội dung công việc | Cơ quan chủ trì | Thực hiện |       a head on one or two rows: the second stands under a cell with
     |  |  | Từ | Đến                                             empty ones behind it, under the last one that has room for it,
    I | Hoàn thiện thể chế                                        or where the words tell (`stacked_heads`);
    1 | Rà soát văn bản | Sở Tư pháp | 01/2024 | 6/2024           a group's number and title alone

Rows may all close with a bar too, and all have an empty line between them. A title in all cells of a row, or in all behind its number, is
a group's: so programs write a merged cell. A line without a bar, inside a row that still lacks cells, goes on with its last cell. A first
cell left empty under a head that is no number column is merged with the one above; for rows that lack cells see `short_rows`. Promises: no
line between the first row and the last is dropped; a run of lines that has no head of three short cells, or whose rows mostly have another
width, is no table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import is_item, is_ruler
from extractor.reading.text.row_division import is_number
from extractor.reading.text.short_rows import grid_of
from extractor.reading.text.stacked_heads import StackedHead, stacked_head

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
    if not _is_head([cell for cell in head if cell]) or not head[0]:
        return None
    rows, taken = _rows(lines, at, len(head))
    if all(not row[-1] for row in rows) and len(rows[0]) > _FEWEST_COLUMNS:
        rows = [row[:-1] for row in rows]
    if len(rows) < _FEWEST_ROWS:
        return None
    stacked = _stacked(rows[0], rows[1])
    if stacked is None and not all(rows[0]):
        return None
    rows = [rows[0], *map(_unrepeated, rows[1:])]
    width = max(map(len, rows))
    whole = [len(row) for row in rows if len(row) > 2]  # rows that are no group's number and title
    usual, count = max(Counter(whole).items(), key=lambda item: item[1], default=(0, 0))
    too_few = sum(size >= _FEWEST_COLUMNS for size in whole) < _FEWEST_ROWS
    if too_few or usual < _FEWEST_COLUMNS or width > _MOST_COLUMNS or 2 * count < len(whole):
        return None
    said = stacked or [*rows[0], *[""] * (width - len(rows[0]))]
    if stacked is not None and stacked.width < width:
        return None
    numbered = matches("number_column", inline(rows[0][0], notes).text)
    return PartedTable(grid_of(said, rows[2 if stacked else 1 :], notes, first_merges=not numbered), taken)


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
            if any(matches("side_by_side", inline(cell).text) for cell in cells):
                break  # the letterhead behind a page's menu, the closing of the document
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


def _stacked(head: Sequence[str], below: Sequence[str]) -> StackedHead | None:
    """The head on two rows that a table's first two are; None where the second is none of it."""
    if not any(below) or any(len(cell) > _LONGEST_HEAD or is_number(cell) for cell in below):
        return None
    second = tuple(cell for cell in below if cell)
    if len(second) == len(below):  # nothing tells where it stands but the words
        return stacked_head(head, second) if all(head) else None
    if len(below) == len(head):
        return _under_empty(head, below, second)
    first = next(index for index, cell in enumerate(below) if cell)
    if not all(head) or not 0 < first < len(head) or first + len(second) + len(head) - first - 1 != len(below):
        return None
    return StackedHead(tuple(head), second, {first: len(second)}) if all(below[first : first + len(second)]) else None


def _under_empty(head: Sequence[str], below: Sequence[str], second: tuple[str, ...]) -> StackedHead | None:
    """The head of which a cell over several columns is written with empty ones behind it, and one of both rows with one below it."""
    starts = [column for column, cell in enumerate(head) if cell]
    sizes = [end - start for start, end in pairwise([*starts, len(head)])]
    for start, size in zip(starts, sizes, strict=True):
        under = below[start : start + size]
        if any(under) if size == 1 else not all(under):
            return None
    over = {place: size for place, size in enumerate(sizes) if size > 1}
    return StackedHead(tuple(head[start] for start in starts), second, over) if over else None
