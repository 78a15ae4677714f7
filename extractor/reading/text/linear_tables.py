"""Tables whose cells a converter wrote one on a line: the head's cells (some may be left in a row of pipes), then the cells of each row.

    TT / Nội dung / Cơ quan chủ trì / Thời gian / 1 / Tổ chức Hội nghị … / Cục Lâm nghiệp / Quý III / 2 / …

In this order:
1. the head ends before the first line that is a row's number, or before the columns' own ("(1)", "(2)", …); a line that begins in lower
   case goes on with the head's cell above it; it tells how many columns there are; where it comes again it is dropped;
2. a line that is a number begins a row; the lines after it are its cells in the order of the columns, items of one list being one cell;
3. a number with one line is a group row: that line goes over all columns;
4. lines beyond a full row are what a page break cut off: each goes on with one cell, in the order of the columns. Which ones is chosen by
   whether two words meet that stand together elsewhere in the document, and by lower case;
5. a row of too few cells keeps its first in the work column; the others are recognised by a value that the column has in full rows.
What cannot be placed stays in the work column, each line a paragraph, and is counted in `TableDraft.unplaced`: no cell is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.building import GridCell
from extractor.reading.layout_words import matches
from extractor.reading.pieces import Piece, join
from extractor.reading.text.cohesion import Cohesion
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import cut_by_page, is_item, is_ruler, seam

__all__ = ["LinearTable", "read_linear_table"]

_NUMBER = lazy_pattern(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ]|[A-ZĐ]|[IVXLC]{1,6}(?:\.\d{1,3}){0,2})[.)]?$")
_MOST_COLUMNS = 12
_LONGEST_HEAD_CELL = 80
_ROWS_TRIED = 60  # without a full one among them


class LinearTable(Struct, frozen=True):
    """A table and the number of lines that it took."""

    table: TableDraft
    taken: int


def read_linear_table(
    head: Sequence[str], lines: Sequence[str], at: int, notes: Collection[str], cohesion: Callable[[], Cohesion],
) -> LinearTable | None:
    """The table that begins with the head cells already read and the lines from `at` on (stripped; blank lines are passed over).

    None where the lines are no such table: no head, no number where the first row must begin, or fewer than two columns beside it.
    `cohesion` is called only where a row has more lines than columns.
    """
    start = at
    cells = [cell for cell in head if cell.strip()]
    while at < len(lines) and not _NUMBER.match(lines[at]):
        if lines[at]:
            if is_ruler(lines[at]) or len(lines[at]) > _LONGEST_HEAD_CELL or len(cells) >= _MOST_COLUMNS:
                return None
            if lines[at][0].islower() and len(cells) > 1:
                cells[-1] += f" {lines[at]}"
            else:
                cells.append(lines[at])
        at += 1
    if len(cells) < 3 or at == len(lines) or not matches("number_column", inline(cells[0]).text):
        return None
    at = _behind_column_numbers(lines, at, len(cells))
    rows, taken = _rows(lines, at, len(cells) - 1, [line for line in lines[start:at] if line])
    if not any(len(row) == len(cells) for row in rows):
        return None
    return LinearTable(_table(cells, rows, notes, cohesion), taken - start)


def _behind_column_numbers(lines: Sequence[str], at: int, width: int) -> int:
    """The index behind the numbers of all columns, "(1)", "(2)", … or "1", "2", …; `at` where those do not stand there."""
    number = 1
    for index in range(at, len(lines)):
        if not lines[index]:
            continue
        if lines[index].strip("()") != str(number):
            break
        if number == width:
            return index + 1
        number += 1
    return at


def _rows(lines: Sequence[str], at: int, width: int, head: Sequence[str]) -> tuple[list[list[str]], int]:
    """The rows from line `at` on, each its number and its lines, and the index after the last line taken; `head`: the head's lines."""
    rows: list[list[str]] = []
    taken = at
    while at < len(lines):
        line = lines[at]
        if not line:
            at += 1
            continue
        if rows and head and line == head[0] and list(lines[at : at + len(head)]) == list(head):
            at += len(head)
            continue
        if _NUMBER.match(line) or (len(line) >= 4 and rows and _counts_on(rows[-1][0], line)):
            if len(rows) == _ROWS_TRIED and not any(len(row) == width + 1 for row in rows):
                break
            rows.append([line])
        elif is_ruler(line) or matches("part_start", line) or len(rows[-1]) > 3 * width + 1:
            break
        elif len(rows[-1]) > 1 and _same_cell(rows[-1][-1], line):
            rows[-1][-1] += "\n" + line
        else:
            rows[-1].append(line)
        at += 1
        taken = at
    if rows and len(rows[-1]) > width + 1:
        surplus = rows[-1][width + 1 :]
        # Nothing tells where the last row ends but that what follows does not go on from it.
        if not any(cut_by_page(cell, surplus[0]) for cell in rows[-1][1:]):
            lines_kept = sum(cell.count("\n") + 1 for cell in surplus)
            del rows[-1][width + 1 :]
            while lines_kept:
                taken -= 1
                lines_kept -= bool(lines[taken])
    return rows, taken


def _counts_on(number: str, line: str) -> bool:
    """Whether a line is the number after that of the row above: beyond 999 any other is a year or a sum."""
    above, below = number.rstrip("."), line.rstrip(".")
    return above.isdecimal() and below.isdecimal() and int(below) == int(above) + 1


def _same_cell(above: str, line: str) -> bool:
    """Whether a line is the next item of the list that the cell above holds."""
    last = above.rsplit("\n", 1)[-1]
    return line[:2] in {"- ", "+ ", "• "} and (last[:2] == line[:2] or last.endswith(":"))


def _table(head: Sequence[str], rows: Sequence[list[str]], notes: Collection[str], cohesion: Callable[[], Cohesion]) -> TableDraft:
    width = len(head) - 1
    known = [Counter[str]() for _ in range(width)]
    for row in rows:
        if len(row) == width + 1:
            for column, cell in enumerate(row[1:]):
                known[column][fold(cell)] += 1
    cells = [GridCell(inline(cell, notes), 0, column) for column, cell in enumerate(head)]
    unplaced = 0
    for index, row in enumerate(rows, start=1):
        cells.append(GridCell(inline(row[0], notes), index, 0))
        pieces = [inline(cell, notes) for cell in row[1:]]
        if len(row) == 2:
            cells.append(GridCell(pieces[0], index, 1, column_span=width))
            continue
        if len(pieces) < width:
            placed, missed = _place_few(pieces, row[1:], known)
        else:
            placed, missed = _continue(pieces[:width], pieces[width:], cohesion)
        unplaced += missed
        cells += [GridCell(piece, index, column + 1) for column, piece in enumerate(placed)]
    return TableDraft(tuple(cells), 1, columns_guessed=True, unplaced=unplaced)


def _place_few(pieces: list[Piece], texts: Sequence[str], known: Sequence[Counter[str]]) -> tuple[list[Piece], int]:
    """A row with cells missing: the first is the work; another goes where full rows have its value, in one column only."""
    placed = [pieces[0] if pieces else Piece("")] + [Piece("")] * (len(known) - 1)
    missed = 0
    lowest = 1
    for piece, text in zip(pieces[1:], texts[1:], strict=True):
        columns = [column for column in range(lowest, len(known)) if known[column][fold(text)]]
        if len(columns) == 1:
            placed[columns[0]] = piece
            lowest = columns[0] + 1
        else:
            placed[0] = join([placed[0], piece], "\n")
            missed += 1
    return placed, missed


def _continue(full: list[Piece], surplus: list[Piece], cohesion: Callable[[], Cohesion]) -> tuple[list[Piece], int]:
    """The cells with what a page break cut off: the choice of cells, in order, that goes on best. Unsure lines go to the work cell."""
    if not surplus:
        return full, 0
    if len(surplus) > len(full):
        return [join([full[0], *surplus], "\n"), *full[1:]], len(surplus)
    measure = cohesion()
    # best[k]: (score, columns) of the best choice for the first k surplus lines among the columns seen so far.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *[(float("-inf"), ())] * len(surplus)]
    for column, cell in enumerate(full):
        for k in range(len(surplus), 0, -1):
            score, columns = best[k - 1]
            gain = _goes_on(cell.text, surplus[k - 1].text, measure)
            if score + gain > best[k][0]:
                best[k] = (score + gain, (*columns, column))
    missed = 0
    result = list(full)
    for piece, column in zip(surplus, best[-1][1], strict=True):
        if _goes_on(full[column].text, piece.text, measure) > 0:
            result[column] = join([result[column], piece], seam(result[column].text, piece.text))
        else:
            result[0] = join([result[0], piece], "\n")
            missed += 1
    return result, missed


def _goes_on(cell: str, line: str, cohesion: Cohesion) -> float:
    """How well a line goes on with a cell; above 0: it does."""
    if is_item(line):
        return -2.0
    together = cohesion.between(cell, line)
    ended = cell.rstrip().endswith((".", ";"))
    return together + (2.0 if line[:1].islower() else 0.0) - (3.0 if ended else 0.0) - (1.0 if line[:1].isupper() and not together else 0.0)
