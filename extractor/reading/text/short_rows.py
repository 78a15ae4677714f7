"""The cells of a table's rows on its grid, where some rows have fewer cells than the head.

    TT | Nội dung | Chủ trì | Phối hợp | Thời gian
    1 | Rà soát … | Sở Tư pháp | Sở Nội vụ | Quý I
    2 | Ban hành … | Sở Tài chính | Quý II          which cell is missing?
    II | Đường bộ                                     a group's number and title
    Nhiệm vụ thường xuyên                             a title alone

A row is short because a cell of it is merged with the one above: a web page names such a cell once, where it begins. Its number and its
work come first; where the others stand is told by what the whole rows have in each column: the same text, first or last word, figures,
length, then by whether nearly all rows of as many cells lack the last ones. Where two places are nearly as likely the cell is placed in
none: it goes to the work's cell as a paragraph and is counted. A row that names the columns once more, behind a group's title, stands as
the head does. The missing cell is merged with the one above only where the table writes
its empty cells out, so that missing is not empty. No cell is dropped.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.building import GridCell
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.row_division import is_number
from extractor.reading.text.stacked_heads import StackedHead

__all__ = ["grid_of"]

_WORD = lazy_pattern(r"\w+")
_FIGURES = lazy_pattern(r"\d+")
_TIME = lazy_pattern(r"\W*(?:(?:quý|tháng|năm|ngày|tuần|trước|từ|đến|trong|cuối|đầu|giữa|thường xuyên|hằng|hàng|định kỳ|cả năm)(?!\w)|\d)")
_SURE = math.log(4)  # how much likelier a place must be than another
_UNSEEN = 0.2  # of one: how often a column is thought to have had what it was never seen to have
_MOST_CHOICES = 500
_NAMED_AGAIN = 3  # cells of the head that a row has which names the columns once more
_FEWEST_ALIKE, _NEARLY_ALL = 3, 0.8  # rows that lack the last columns
_WORK = 1
_LENGTHS = (12, 30, 80)


def grid_of(
    head: Sequence[str] | StackedHead, rows: Sequence[Sequence[str]], notes: Collection[str], *, first_merges: bool = False
) -> TableDraft:
    """The table of a head and the raw rows behind it, none of which has more cells than the head has columns.

    `first_merges`: an empty first cell is merged with the one above it.
    """
    if isinstance(head, StackedHead):
        width, header_rows, cells = head.width, 2, head.cells(notes)
    else:
        width, header_rows, cells = len(head), 1, [GridCell(inline(text, notes), 0, at) for at, text in enumerate(head)]
    columns = tuple(_Column() for _ in range(width))
    writes_empty = False
    for row in rows:
        if len(row) == width:
            writes_empty = writes_empty or "" in row[_WORK:]
            for seen, cell in zip(columns, row, strict=True):
                seen.learn(cell)
    above: list[int | None] = [None] * width  # the place in `cells` of the cell above, by columns
    unplaced = 0
    for number, (row, choices) in enumerate(zip(rows, _places_of_rows(rows, columns), strict=True), header_rows):
        if len(row) == 1 or (len(row) == 2 < width and is_number(row[0])):  # a group's title, with or without its number
            cells += _group(row, number, width, notes)
            above = [None] * width
            continue
        again = _head_again(row, head) if not isinstance(head, StackedHead) else None
        texts, missed = (again, 0) if again is not None else _placed(row, width, choices)
        unplaced += missed
        for column, text in enumerate(texts):
            merged = above[column]
            missing = text is None and writes_empty and not missed
            if merged is not None and (missing or (first_merges and not column and not text)):
                cells[merged] = _taller(cells[merged])
                continue
            above[column] = len(cells) if text else None
            cells.append(GridCell(inline(text or "", notes), number, column))
    return TableDraft(tuple(cells), header_rows, unplaced=unplaced)


def _head_again(row: Sequence[str], head: Sequence[str]) -> list[str | None] | None:
    """The cells of a row that says what the head says, as they stand in the head, a cell of other words before its neighbour; else None."""
    names = [_name(cell) for cell in head]
    if len(row) == len(head) or sum(_name(cell) in names for cell in row) < _NAMED_AGAIN:
        return None
    texts: list[str | None] = [None] * len(head)
    end = len(head)
    for cell in reversed(row):
        end = names.index(_name(cell)) if _name(cell) in names[:end] else end - 1
        if end < 0:
            return None
        texts[end] = cell
    return texts


def _name(cell: str) -> str:
    return " ".join(_WORD.findall(fold(cell)))


def _group(row: Sequence[str], number: int, width: int, notes: Collection[str]) -> Iterator[GridCell]:
    if len(row) > 1:
        yield GridCell(inline(row[0], notes), number, 0)
    yield GridCell(inline(row[-1], notes), number, len(row) - 1, 1, width + 1 - len(row))


def _taller(cell: GridCell) -> GridCell:
    return GridCell(cell.piece, cell.row, cell.column, cell.row_span + 1, cell.column_span)


class _Column:
    """What the whole rows have in a column."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._cells = self._times = 0

    def learn(self, cell: str) -> None:
        if cell:
            self._cells += 1
            self._times += _is_time(cell)
            self._seen.update(_signs(cell))

    def may_hold(self, cell: str) -> bool:
        """Whether a cell is a time as most of the column's are, or as most of them is none."""
        return not self._cells or _is_time(cell) == (2 * self._times > self._cells)

    def likelihood(self, cell: str) -> float:
        """The logarithm of how likely a cell's signs are in the column."""
        return sum(math.log((self._seen[sign] + _UNSEEN) / (self._cells + 1)) for sign in _signs(cell))


def _is_time(cell: str) -> bool:
    return _TIME.match(fold(cell)) is not None


def _signs(cell: str) -> set[str]:
    """What a cell is told by: its text, its first and last word, its length, and how it is written with figures."""
    folded = fold(cell)
    words = _WORD.findall(folded)
    length = sum(len(cell) > limit for limit in _LENGTHS)
    figures = _FIGURES.sub("0", folded) if len(folded) <= _LENGTHS[1] else str(any(map(str.isdigit, folded)))
    return {f"={folded}", f"^{words[0] if words else ''}", f"${words[-1] if words else ''}", f"#{length}", f"0{figures}"}


_Places = tuple[int, ...]


def _likely_places(row: Sequence[str], columns: Sequence[_Column]) -> list[_Places]:
    """The columns in which the cells behind the work may stand: the likeliest, and those nearly as likely; none where too many may."""
    width, first = len(columns), _fixed(row)
    rest = row[first:]
    if len(row) == width:
        return [tuple(range(first, width))]
    if math.comb(width - first, len(rest)) > _MOST_CHOICES:
        return []
    likely = [[columns[column].likelihood(cell) for column in range(width)] for cell in rest]
    scored = sorted(
        ((sum(likely[at][place] for at, place in enumerate(places)), places) for places in combinations(range(first, width), len(rest))),
        reverse=True,
    )
    return [places for score, places in scored if scored[0][0] - score < _SURE]


def _fixed(row: Sequence[str]) -> int:
    """How many cells of a row stand in the first columns, whatever else it lacks: its number, where it has one, and its work."""
    return _WORK + 1 if is_number(row[0]) or not row[0] else 1  # a table without numbers begins with the work


def _places_of_rows(rows: Sequence[Sequence[str]], columns: Sequence[_Column]) -> list[list[_Places]]:
    """For each row the columns in which its cells behind the work may stand: one choice, where it is sure.

    Where a row alone does not tell, and nearly all others of as many cells lack the last columns, so does it, if its times then stand
    where times do: the last columns are merged for many rows (funding, remarks).
    """
    found = [_likely_places(row, columns) for row in rows]
    last: Counter[int] = Counter()
    sure: Counter[int] = Counter()
    for row, choices in zip(rows, found, strict=True):
        if len(choices) == 1 and len(row) < len(columns):
            sure[len(row)] += 1
            last[len(row)] += choices[0] == tuple(range(_fixed(row), len(row)))
    for at, (row, choices) in enumerate(zip(rows, found, strict=True)):
        size, first_ones = len(row), tuple(range(_fixed(row), len(row)))
        alike = last[size] >= max(_FEWEST_ALIKE, _NEARLY_ALL * sure[size])
        may = all(map(_Column.may_hold, columns[_fixed(row) :], row[_fixed(row) :]))
        if len(choices) > 1 and first_ones in choices and alike and may:
            found[at] = [first_ones]
    return found


def _placed(row: Sequence[str], width: int, choices: Sequence[_Places]) -> tuple[list[str | None], int]:
    """The texts of a row by columns, None where the row has no cell, and how many could be placed nowhere."""
    first = _fixed(row)
    rest = row[first:]
    texts: list[str | None] = [*row[:first], *[None] * (width - first)]
    unplaced = []
    for at, cell in enumerate(rest):
        if len({places[at] for places in choices}) == 1:
            texts[choices[0][at]] = cell
        else:
            unplaced.append(cell)
    if unplaced:  # they are paragraphs of the work
        texts[first - 1] = "\n".join([texts[first - 1] or "", *unplaced])
    return texts, len(unplaced)
