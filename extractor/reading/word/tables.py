"""The grid of a Word table: which w:tc stands where, what is merged, what is drawn, and whether it is a table at all.

Letterheads and signatures are laid out as tables without lines, two columns side by side (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục IV);
those are no tables to a reader (`is_layout`). Rows deleted under tracked changes or hidden are left out; w:gridBefore gives empty cells.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from extractor.reading.word.styles import Styles, inner_rules, is_drawn
from extractor.reading.word.xml import Element, W, children, is_on, number, value

__all__ = ["WordCell", "WordGrid", "is_layout", "read_grid"]

MAX_COLUMNS = 63  # Word's own limit; what a broken file puts beyond it is added to the last column
MAX_LAYOUT_ROWS = 6


class WordCell(Struct):
    """A cell of the grid; `element` is the w:tc that owns it, None for a position that w:gridBefore leaves empty."""

    element: Element | None
    row: int
    column: int
    row_span: int
    column_span: int


class WordGrid(Struct, frozen=True):
    """Cells in row order, the size of the grid, rows marked to repeat as header, and whether lines part the columns."""

    cells: tuple[WordCell, ...]
    height: int
    width: int
    header_rows: int
    ruled: bool


def read_grid(table: Element, styles: Styles) -> WordGrid:
    """The grid of a w:tbl."""
    properties = table.find(f"{W}tblPr")
    own_rules = inner_rules(properties)
    inner = styles.rules(value(properties, "tblStyle")) if own_rules is None else own_rules
    cells: list[WordCell] = []
    above: dict[int, WordCell] = {}
    row = width = header_rows = 0
    ruled = False
    for line in children(table):
        if line.tag != f"{W}tr":
            continue
        marks = line.find(f"{W}trPr")
        if marks is not None and (marks.find(f"{W}del") is not None or is_on(marks, "hidden")):
            continue
        if header_rows == row and is_on(marks, "tblHeader"):
            header_rows += 1
        current: dict[int, WordCell] = {}
        column = _span(value(marks, "gridBefore"), 0)
        if column:
            cells.append(WordCell(None, row, 0, 1, column))
        for element in children(line):
            if element.tag != f"{W}tc":
                continue
            shape = element.find(f"{W}tcPr")
            start = min(column, MAX_COLUMNS - 1)
            cell = _cell(element, shape, row, start, current, above)
            if cell is not None:
                cells.append(cell)
                current[start] = cell
            column += _span(value(shape, "gridSpan"), 1)
            ruled = ruled or _ruled(shape, inner)
        width = max(width, min(column, MAX_COLUMNS))
        above = current
        row += 1
    return WordGrid(tuple(cells), row, width, header_rows, ruled and width > 1)


def _cell(
    element: Element, shape: Element | None, row: int, column: int, current: dict[int, WordCell], above: dict[int, WordCell],
) -> WordCell | None:
    """A new cell, or None for one that goes on from above or from the left; its owner then grows."""
    span = min(_span(value(shape, "gridSpan"), 1), MAX_COLUMNS - column)
    if shape is not None and shape.find(f"{W}cellDel") is not None:
        return WordCell(None, row, column, 1, span)
    if _goes_on(shape, "vMerge"):
        owner = above.get(column)
        if owner is not None:
            owner.row_span = row + 1 - owner.row
            current[column] = owner
            return None
    if _goes_on(shape, "hMerge") and current:
        owner = max(current.values(), key=lambda cell: cell.column)
        owner.column_span = column + span - owner.column
        return None
    return WordCell(element, row, column, 1, span)


def _goes_on(shape: Element | None, tag: str) -> bool:
    merge = None if shape is None else shape.find(W + tag)
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _span(text: str | None, default: int) -> int:
    found = number(text)
    return default if found is None else max(default, min(found, MAX_COLUMNS))


def _ruled(shape: Element | None, inner: bool) -> bool:
    borders = None if shape is None else shape.find(f"{W}tcBorders")
    sides = [] if borders is None else [
        is_drawn(side) for name in ("left", "start", "right", "end") if (side := borders.find(W + name)) is not None
    ]
    return any(sides) or (inner and len(sides) < 2)


def is_layout(grid: WordGrid, filled: Collection[tuple[int, int]]) -> bool:
    """Whether a table only places text on the page; `filled` are the (row, column) of the cells that hold text.

    That is a box around one cell, a single column without lines, or at most two texts side by side, without lines, over few rows.
    """
    if grid.height * grid.width <= 1:
        return True
    if grid.ruled:
        return False
    per_row = [0] * grid.height
    for row, _ in filled:
        per_row[row] += 1
    return grid.width == 1 or (grid.height <= MAX_LAYOUT_ROWS and max(per_row, default=0) <= 2)
