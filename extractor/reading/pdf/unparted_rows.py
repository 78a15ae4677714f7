"""Rows of a ruled table that no ruling parts: columns are drawn, and their rows stand in one cell of each.

Such a row is told by its first column: it holds two numbers or more, each on a line of its own. It is parted as the rows of a table without
rulings are (`unruled_rows`); the table is then a guess.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf.page_lines import Line
from extractor.reading.pdf.page_tables import PageTable, PlacedCell
from extractor.reading.pdf.unruled_rows import Item, part_rows

__all__ = ["with_parted_rows"]

_NUMBER = lazy_pattern(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}(?:\.\d{1,3})?|[a-zA-Z]|[đĐ])[.)]{0,2}")
FEWEST_NUMBERS = 2


def with_parted_rows(table: PageTable) -> PageTable:
    """The table with such rows parted; the same table where it has none."""
    firsts = [
        cell for cell in table.cells
        if cell.column == 0 and cell.row_span == 1 and sum(_is_number(line) for line in cell.lines) >= FEWEST_NUMBERS
        and all(_is_number(line) for line in cell.lines)
    ]
    for first in sorted(firsts, key=lambda cell: -cell.row):
        table = _parted(table, first.row)
    return table


def _is_number(line: Line) -> bool:
    return _NUMBER.fullmatch(line.text) is not None


def _parted(table: PageTable, row: int) -> PageTable:
    """The table with one row made several: cells that cover other rows too grow with it."""
    whole = [cell for cell in table.cells if cell.row == row and cell.row_span == 1]
    lines = [(line, cell) for cell in whole for line in cell.lines]
    items = [_item(line, cell) for line, cell in lines]
    parts = part_rows(items, (), goes_on=True)
    more = len(parts) - 1
    if not more:
        return table
    place = {id(item): number for number, part in enumerate(parts) for item in part}
    held: dict[tuple[int, int], list[Line]] = {}
    for item, (line, cell) in zip(items, lines, strict=True):
        held.setdefault((place[id(item)], cell.column), []).append(line)
    cells: list[PlacedCell] = []
    for cell in table.cells:
        if cell.row > row:
            cells.append(replace(cell, row=cell.row + more))
        elif cell.row + cell.row_span <= row:
            cells.append(cell)
        elif cell.row_span > 1:
            cells.append(replace(cell, row_span=cell.row_span + more))
        else:
            cells += [
                replace(cell, row=row + number, lines=tuple(held.get((number, cell.column), ()))) for number in range(len(parts))
            ]
    cuts = [
        (max(item.bottom for item in above) + min(item.top for item in below)) / 2 for above, below in pairwise(parts)
    ]
    return replace(table, ys=(*table.ys[: row + 1], *cuts, *table.ys[row + 1 :]), cells=tuple(cells), guessed=True)


def _item(line: Line, cell: PlacedCell) -> Item:
    space = line.text.find(" ")
    first = line.edges[space if space > 0 else len(line.text)] - line.left
    return Item(
        line.bottom - 1.1 * line.size, line.bottom, line.left, line.right, cell.column, cell.column, line.size, first,
        line.text[:1].islower(), line.all_bold, cell.column == 0 and _is_number(line),
    )
