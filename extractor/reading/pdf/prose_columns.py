"""Prose that runs in two text columns, as in a bulletin or the công báo: which rows of a page, and where its columns stand.

Rows that leave a gutter free, one below the other, are such prose where both sides bear it out: enough lines, of about the same width, set
flush left (or indented as first lines are), most of them as full as the column allows, and not torn as the rows of a table are. So
letterheads and closings (centred, or short), labels with their values and tables are none. A closing below the prose ends it, and so does
whatever runs over the gutter. The columns of the page before go on at the top of a page, however few lines there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extractor.reading.layout_words import matches
from extractor.reading.pdf.page_columns import TextOf, free_part, halves, sides_of, size_of
from extractor.reading.pdf.page_lines import Run

__all__ = ["Columns", "Prose", "find_prose"]

GUTTER = 0.9
"""Of the font size: the narrowest gutter."""
FEWEST_LINES = 5
"""Of each column, where the page before has none."""
NARROWEST_SIDE = 0.65
"""Of the wider column's width."""
FULL, MOSTLY_FULL = 3.5, 0.6
"""Of the font size: what a full line may leave free at its end; the share of lines that are full."""
FLUSH, MOSTLY_FLUSH, MOSTLY_PLACED = 3.0, 0.5, 0.8
"""Points off the column's edge that a line may begin; the share of lines that begin there, and of those that do or are indented."""
DEEPEST_INDENT = 4.5
"""Of the font size: how deep a first line is indented."""
TORN, MOST_TORN = 2.0, 0.1
"""Of the font size: a gap within a line that tears it; the share of lines that may be torn."""
FARTHEST = 6.0
"""Of the font size: rows farther below one another are not one text."""
MOST_GAPS = 4
SAME = 6.0
"""Points by which the columns of two pages may differ."""

Row = Sequence[Run]
Edges = tuple[float, float]
"""Left and right edge."""


class Columns(Struct, frozen=True):
    """The edges of the left and the right text column."""

    left: Edges
    right: Edges

    @property
    def gutter(self) -> float:
        return (self.left[1] + self.right[0]) / 2


class Prose(Struct, frozen=True):
    """Rows first..last (half-open) in two columns."""

    first: int
    last: int
    columns: Columns


def find_prose(rows: Sequence[Row], breaks: frozenset[int], text_of: TextOf, before: Columns | None = None) -> list[Prose]:
    """The stretches of rows (given from top to bottom) in two columns of prose.

    `breaks`: rows that something as wide as the page stands before; `text_of`: what runs say; `before`: the columns that the page before
    ended with.
    """
    found: list[Prose] = []
    at = 0
    if before is not None and rows:
        last = _closing(rows, 0, _reach(rows, 0, breaks, before), before, text_of)
        if last == len(rows) or any(run.left > before.gutter for row in rows[:last] for run in row):
            found.append(Prose(0, last, _widened(before, rows[:last])))
            at = last
    refused: list[tuple[int, float]] = []
    while at < len(rows):
        # Rows that were no prose around one row of theirs are none around the next.
        refused = [(end, gutter) for end, gutter in refused if end > at]
        last = at + 1
        for low, high in sorted(_gaps(rows[at]), key=lambda gap: gap[0] - gap[1])[:MOST_GAPS]:
            if any(low < gutter < high for _, gutter in refused):
                continue
            start, end, gutter = _bounds(rows, at, (low, high), breaks, found[-1].last if found else 0)
            prose = _around(rows, start, end, gutter, text_of)
            if prose is not None:
                found.append(prose)
                last = prose.last
                break
            refused.append((end, gutter))
        at = last
    return found


def _reach(rows: Sequence[Row], first: int, breaks: frozenset[int], columns: Columns) -> int:
    """The row after the last that keeps to the columns."""
    for index in range(first, len(rows)):
        row = rows[index]
        size = size_of(row)
        left, right = sides_of(row, columns.gutter)
        begins = [(part[0].left, edges[0]) for part, edges in ((left, columns.left), (right, columns.right)) if part]
        if (
            (index > first and (index in breaks or not _near(rows[index - 1], row)))
            or not all(edge - SAME < begin < edge + DEEPEST_INDENT * size for begin, edge in begins)
            or any(run.right > columns.right[0] - SAME for run in left)
        ):
            return index
    return len(rows)


def _widened(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns with the ends that lines set flush left reach on another page."""
    left, right = (max([edge, *(high for _, high in _extents(rows, columns.gutter, side))]) for side, edge in (
        (0, columns.left[1]), (1, columns.right[1]),
    ))
    return Columns((columns.left[0], left), (columns.right[0], right))


def _bounds(rows: Sequence[Row], seed: int, gap: Edges, breaks: frozenset[int], floor: int) -> tuple[int, int, float]:
    """The rows first..last (half-open) around the seed that leave its gap free, and the middle of what they all leave free."""
    low, high = gap
    start, end = seed, seed + 1
    while end < len(rows) and end not in breaks and _near(rows[end - 1], rows[end]) and (free := free_part(rows[end], low, high)):
        low, high = free
        end += 1
    while start > floor and start not in breaks and _near(rows[start - 1], rows[start]) and (free := free_part(rows[start - 1], low, high)):
        low, high = free
        start -= 1
    return start, end, (low + high) / 2


def _around(rows: Sequence[Row], start: int, end: int, gutter: float, text_of: TextOf) -> Prose | None:
    """The rows as prose, without the short last line of a paragraph above, which belongs to no column; None where they are none."""
    while start + 1 < end and not sides_of(above := rows[start], gutter)[1] and _bottom(rows[start + 1]) - _bottom(above) > size_of(above):
        start += 1
    columns = _columns(rows[start:end], gutter)
    if columns is None:
        return None
    end = _closing(rows, start, end, columns, text_of)
    return Prose(start, end, columns) if _is_prose(rows[start:end], columns) else None


def _columns(rows: Sequence[Row], gutter: float) -> Columns | None:
    sides = [_extents(rows, gutter, side) for side in (0, 1)]
    if min(map(len, sides)) < FEWEST_LINES:
        return None
    left, right = (
        (_shared(sorted(low for low, _ in extents)), _shared(sorted((high for _, high in extents), reverse=True))) for extents in sides
    )
    return Columns(left, right)


def _shared(ordered: Sequence[float]) -> float:
    """The outermost place that a fifth of the lines, two at least, have in common; else the outermost."""
    fewest = max(2, len(ordered) // 5)
    for index in range(len(ordered) - fewest + 1):
        if abs(ordered[index + fewest - 1] - ordered[index]) <= FLUSH:
            return ordered[index]
    return ordered[0]


def _is_prose(rows: Sequence[Row], columns: Columns) -> bool:
    widths = [side[1] - side[0] for side in (columns.left, columns.right)]
    if min(widths) < NARROWEST_SIDE * max(widths):
        return False
    for side, (low, high) in enumerate((columns.left, columns.right)):
        parts = [part for row in rows if (part := sides_of(row, columns.gutter)[side])]
        if len(parts) < FEWEST_LINES:
            return False
        full = sum(high - max(run.right for run in part) < FULL * size_of(part) for part in parts)
        flush = sum(abs(part[0].left - low) <= FLUSH for part in parts)
        placed = sum(low - FLUSH <= part[0].left < low + DEEPEST_INDENT * size_of(part) for part in parts)
        torn = sum(any(right - left >= TORN * size_of(part) for left, right in _gaps(part)) for part in parts)
        count = len(parts)
        if full < MOSTLY_FULL * count or flush < MOSTLY_FLUSH * count or placed < MOSTLY_PLACED * count or torn > MOST_TORN * count:
            return False
    return True


def _closing(rows: Sequence[Row], first: int, last: int, columns: Columns, text_of: TextOf) -> int:
    """The row at which a closing across both columns begins, `last` where there is none: its recipients are lines that are not full."""
    for index in range(first, last):
        if matches("side_by_side", halves(rows[index], columns.gutter, text_of)[0]):
            below = [part for row in rows[index:last] if (part := sides_of(row, columns.gutter)[0])]
            if 2 * sum(columns.left[1] - part[-1].right < FULL * size_of(part) for part in below) < len(below):
                return index
    return last


def _extents(rows: Sequence[Row], gutter: float, side: int) -> list[Edges]:
    return [(part[0].left, max(run.right for run in part)) for row in rows if (part := sides_of(row, gutter)[side])]


def _gaps(row: Row) -> list[Edges]:
    gaps = []
    right = row[0].right
    for run in row[1:]:
        if run.left - right >= GUTTER * size_of(row):
            gaps.append((right, run.left))
        right = max(right, run.right)
    return gaps


def _bottom(row: Row) -> float:
    return max(run.bottom for run in row)


def _near(row: Row, other: Row) -> bool:
    return _bottom(other) - _bottom(row) <= FARTHEST * max(size_of(row), size_of(other))
