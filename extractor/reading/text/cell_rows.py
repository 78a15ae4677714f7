"""A table out of its cells, read one after another, and of what closes them: the head is told from the rows, the rows from one another.

The head's cells are those before the first row's number; they may be on two rows (`stacked_heads`), and a group's title or the columns'
numbers may stand behind them. Of these readings the one holds whose rows cost least (`row_division`). A head has three short cells or more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from extractor.reading.layout_words import matches
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.row_division import Division, divide, divide_parted, is_number, without_blank_cells
from extractor.reading.text.short_rows import grid_of
from extractor.reading.text.stacked_heads import StackedHead, stacked_head

__all__ = ["CellRows", "cell_rows"]

_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 16
_FEWEST_ROWS = 2  # behind the head
_LONGEST_HEAD, _LONGEST_HEAD_OF_NUMBERED = 80, 250

Head = tuple[Sequence[str] | StackedHead, int, int]
"""A head, the first cell behind it, and how many columns it has."""


class CellRows(Struct, frozen=True):
    """A table, how many of the cells it has, and what its division into rows costs."""

    table: TableDraft
    cells: int
    cost: float


def cell_rows(cells: Sequence[str], notes: Collection[str], *, parted: bool) -> CellRows | None:
    """The table that the cells begin with; None where they begin none. `parted`: an empty text stands behind each row."""
    size = next((number for number, cell in enumerate(cells) if not cell or (not parted and is_number(cell))), len(cells))
    head = cells[:size]
    if not _FEWEST_COLUMNS <= size <= _MOST_COLUMNS:
        return None
    longest = _LONGEST_HEAD_OF_NUMBERED if matches("number_column", inline(head[0]).text) else _LONGEST_HEAD
    if any(len(cell) > longest for cell in head):
        return None
    best: tuple[float, Sequence[str] | StackedHead, Division] | None = None
    for said, first, width in _heads_parted(cells, size) if parted else _heads(head):
        found = divide_parted(cells, first, width) if parted else divide(cells, first, width)
        if found is not None and (best is None or found.cost < best[0]):
            best = found.cost, said, found
    if best is None or len(best[2].rows) < _FEWEST_ROWS:
        return None
    cost, said, division = best
    width = said.width if isinstance(said, StackedHead) else len(said)
    table = grid_of(said, [without_blank_cells(cells[start:end], width) for start, end in division.rows], notes)
    return CellRows(table, division.rows[-1][1], cost)


def _heads(head: Sequence[str]) -> Iterator[Head]:
    """What the cells before the first row's number may be: one row, its cells whole or broken; two; one and a title over all columns."""
    for title in (0, 1):
        own = head[: len(head) - title]
        if len(own) >= _FEWEST_COLUMNS:
            yield own, len(own), len(own)
        if _FEWEST_COLUMNS <= len(joined := _joined(own)) < len(own):
            yield joined, len(own), len(joined)
        for under in range(2, len(own) - 1):
            if (stacked := stacked_head(own[:-under], own[-under:])) is not None:
                yield stacked, len(own), stacked.width


def _joined(head: Sequence[str]) -> list[str]:
    """The cells of a head, those that begin in lower case with the one before ("Đơn vị", "chủ trì")."""
    joined: list[str] = []
    for cell in head:
        if joined and cell.lstrip("*(")[:1].islower():
            joined[-1] += f" {cell}"
        else:
            joined.append(cell)
    return joined


def _heads_parted(cells: Sequence[str], size: int) -> Iterator[Head]:
    """What the cells before the first empty text are: the head, or its first row, before a second up to the next one."""
    yield cells[:size], size + 1, size
    end = next((number for number in range(size + 1, min(size + 1 + _MOST_COLUMNS, len(cells))) if not cells[number]), None)
    if end is not None and (stacked := stacked_head(cells[:size], cells[size + 1 : end])) is not None:
        yield stacked, end + 1, stacked.width
