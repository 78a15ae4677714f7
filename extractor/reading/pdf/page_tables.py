"""Rulings become tables: grids of rectangular cells.

In this order: rulings at nearly one coordinate are one ruling, pieces of it that touch are one; rulings that touch are one table;
its coordinates make a grid of places; places with no ruling between them are one (merged) cell. A table that stands inside a cell of
another is that one's `inner` table, whose text is no text of the cell; a frame of one cell is no table.

The steps are those of pdfplumber's table finder (snap, join, intersections, cells), which the tests hold this against: it finds the same
cells on every ruled document. pdfplumber is not called here: on 53 pages with 2268 cells its geometry takes 48 ms of CPU, this 5 ms, and a
command that reads one document would pay another 90 ms for its import.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractor.reading.pdf.nested_tables import part_nested
from extractor.reading.pdf.page_characters import PageCharacters
from extractor.reading.pdf.page_lines import Line, Run, rows_of, set_line
from extractor.reading.pdf.page_rulings import Ruling, Rulings

__all__ = ["PageTable", "PlacedCell", "fill_tables", "find_grids"]

SNAP = 3.0
"""Points: rulings nearer than this are one, and ends as near as this touch."""
OPEN = 9.0
"""Points from the nearest horizontal ruling at which a vertical one ends in the open: a line of text has room."""
MOST_RULINGS = 2_000
"""A page with more rulings than this in one direction is a drawing or hostile; the longest tables have some hundred."""
MOST_PLACES = 20_000
"""Rows times columns of a table on one page."""


class PlacedCell(Struct, frozen=True, gc=False):
    """A cell of the grid: first row and column, how many it covers, and the lines printed in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Line, ...] = ()


class PageTable(Struct, frozen=True):
    """A table on one page. `xs` and `ys` are the coordinates of its column and row rulings: one more than columns and rows.

    `inner`: the tables nested in its cells. `header_rows` and `guessed`: as in document.Table.
    """

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[PlacedCell, ...]
    inner: tuple[PageTable, ...] = ()
    header_rows: int = 0
    guessed: bool = False

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]


def find_grids(rulings: Rulings, page: int) -> list[PageTable]:
    """The tables that a page's rulings draw, from top to bottom, without text."""
    across, down = _joined(rulings.horizontal), _joined(rulings.vertical)
    if max(len(across), len(down)) > MOST_RULINGS:
        return []
    grids = []
    parts = _connected(across, down)
    loose = set(down).difference(*(vertical for _, vertical in parts))
    for horizontal, vertical in parts:
        if loose:
            vertical = sorted([*vertical, *(ruling for ruling in loose if _is_between(ruling, vertical))])
        own, nested = part_nested(_with_ends(horizontal, vertical), vertical, SNAP)
        for part in (own, *nested):
            table = _grid(part.horizontal, part.vertical, page)
            if table is not None and len(table.cells) > 1:
                grids.append(table)
    grids.sort(key=lambda grid: (grid.top, grid.xs[0]))
    inner = {id(grid) for grid in grids if any(_inside(grid, other) for other in grids)}
    return [
        replace(grid, inner=tuple(other for other in grids if id(other) in inner and _inside(other, grid))) if inner else grid
        for grid in grids if id(grid) not in inner
    ]


def fill_tables(
    grids: Sequence[PageTable], characters: PageCharacters, runs: Sequence[Run],
) -> tuple[list[PageTable], list[Run]]:
    """The tables with their text, those without any left out; and the runs that stand in none."""
    rest = list(runs)
    tables = []
    for grid in grids:
        inner, rest = fill_tables(grid.inner, characters, rest) if grid.inner else ([], rest)
        owner = _owners(grid)
        xs, ys = grid.xs, grid.ys
        left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
        columns, rows = len(xs) - 1, len(ys) - 1
        inside: list[list[Run]] = [[] for _ in grid.cells]
        outside: list[Run] = []
        for run in rest:
            middle = run.bottom - run.style.size * 0.4
            if not (top < middle < bottom and run.right > left and run.left < right):
                outside.append(run)
                continue
            row = owner[bisect_right(ys, middle, 1, rows) - 1]
            first, last = bisect_right(xs, run.left + 1, 1, columns) - 1, bisect_right(xs, run.right - 1, 1, columns) - 1
            if first == last:  # as of most
                inside[row[first]].append(run)
            else:
                for part in (run,) if row[first] == row[last] else _split(characters, run, xs, row):
                    inside[row[_place(xs, (part.left + part.right) / 2)]].append(part)
        if len(outside) < len(rest):
            rest = outside
            tables.append(replace(grid, inner=tuple(inner), cells=tuple([
                PlacedCell(cell.row, cell.column, cell.row_span, cell.column_span, tuple([
                    set_line(characters, line, grid.page) for line in rows_of(own)
                ]))
                if own else cell
                for cell, own in zip(grid.cells, inside, strict=True)
            ])))
        else:
            tables += inner
    return tables, rest


def _owners(grid: PageTable) -> list[list[int]]:
    """For each row and column the cell, by its number, that covers the place, as one does each."""
    owner = [[0] * (len(grid.xs) - 1) for _ in grid.ys[1:]]
    for index, cell in enumerate(grid.cells):
        for row in owner[cell.row : cell.row + cell.row_span]:
            row[cell.column : cell.column + cell.column_span] = [index] * cell.column_span
    return owner


def _place(edges: Sequence[float], value: float) -> int:
    """The stretch between two edges that a value is in, or nearest to."""
    return bisect_right(edges, value, 1, len(edges) - 1) - 1


def _split(characters: PageCharacters, run: Run, xs: Sequence[float], row: Sequence[int]) -> list[Run]:
    """The run, cut at the edges of cells it crosses: some programs draw a row's line as one object. `row`: the cells of its columns."""
    parts: list[Run] = []
    low = run.start
    holder = None
    for index in range(run.start, run.end):
        if characters.text[index] == " ":
            continue
        found = row[_place(xs, (characters.left[index] + characters.right[index]) / 2)]
        if holder is not None and found != holder:
            parts.append(_part(characters, run, low, index))
            low = index
        holder = found
    return [*parts, _part(characters, run, low, run.end)]


def _part(characters: PageCharacters, run: Run, low: int, high: int) -> Run:
    return Run(low, high, characters.left[low], characters.right[high - 1], run.top, run.bottom, run.style, run.stamped)


def _joined(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Rulings at nearly one coordinate moved to one, touching ones made one; sorted."""
    snapped: list[Ruling] = []
    group: list[Ruling] = []
    for ruling in sorted(rulings):
        if group and ruling.at - group[-1].at > SNAP:
            snapped += _merged(group)
            group = []
        group.append(ruling)
    return snapped + _merged(group)


def _merged(group: list[Ruling]) -> list[Ruling]:
    if not group:
        return []
    at = sum(ruling.at for ruling in group) / len(group)
    merged: list[Ruling] = []
    for _, start, end in sorted(group, key=lambda ruling: ruling.start):
        if merged and start <= merged[-1].end + SNAP:
            merged[-1] = Ruling(at, merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Ruling(at, start, end))
    return merged


def _connected(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of rulings that touch one another, each with at least two of either direction."""
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    heights = [ruling.at for ruling in across]
    for own, ruling in enumerate(down, len(across)):  # joined to none yet
        for index in range(bisect_left(heights, ruling.start - SNAP), bisect_right(heights, ruling.end + SNAP)):
            if across[index].start - SNAP <= ruling.at <= across[index].end + SNAP:
                group[root(index)] = own
    parts: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index in range(len(group)):
        horizontal, vertical = parts.setdefault(root(index), ([], []))
        if index < len(across):
            horizontal.append(across[index])
        else:
            vertical.append(down[index - len(across)])
    return [part for part in parts.values() if len(part[0]) > 1 and len(part[1]) > 1]


def _is_between(ruling: Ruling, down: list[Ruling]) -> bool:
    """Whether a vertical ruling that touches nothing goes on with one of a table's inner ones: merged rows cut it off."""
    return down[0].at < ruling.at < down[-1].at and any(ruling.at == other.at for other in down) and all(
        side.start - SNAP <= ruling.start and ruling.end <= side.end + SNAP for side in (down[0], down[-1])
    )


def _with_ends(across: list[Ruling], down: list[Ruling]) -> list[Ruling]:
    """The horizontal rulings, and one more at each height where vertical ones end in the open: at a page break, or at a merged row."""
    left, right = down[0].at, down[-1].at
    heights = [ruling.at for ruling in across]
    ends = []
    for ruling in down:
        for end in (ruling.start, ruling.end):
            near = across[bisect_left(heights, end - OPEN) : bisect_right(heights, end + OPEN)]
            if not any(line.start - SNAP <= ruling.at <= line.end + SNAP for line in near):
                ends.append(Ruling(end, left, right))
    return _joined([*across, *ends]) if ends else across


def _grid(across: list[Ruling], down: list[Ruling], page: int) -> PageTable | None:
    lines, posts = _by_place(across), _by_place(down)
    ys, xs = sorted(lines), sorted(posts)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MOST_PLACES:
        return None
    # wall_above[r][c]: a ruling at ys[r] along column c; wall_left[c][r]: one at xs[c] along row r.
    columns_middles, rows_middles = _middles(xs), _middles(ys)
    wall_above = [_walls(lines[y], columns_middles) for y in ys]
    wall_left = [_walls(posts[x], rows_middles) for x in xs]
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()  # by cells that begin in a row above
    cells = []
    for row in range(rows):
        end = 0
        for column in range(columns):
            if column < end or (row, column) in taken:
                continue
            end = column + 1
            while end < columns and not wall_left[end][row] and (row, end) not in taken:
                end += 1
            below = row + 1
            while (
                below < rows
                and True not in wall_above[below][column:end]
                and True not in [wall_left[c][below] for c in range(column + 1, end)]
                and (end == columns or wall_left[end][below])
            ):
                taken.update([(below, c) for c in range(column, end)])
                below += 1
            cells.append(PlacedCell(row, column, below - row, end - column))
    return PageTable(page, tuple(xs), tuple(ys), tuple(cells))


def _middles(edges: Sequence[float]) -> list[float]:
    return [(low + high) / 2 for low, high in pairwise(edges)]


def _by_place(rulings: list[Ruling]) -> dict[float, list[Ruling]]:
    found: dict[float, list[Ruling]] = {}
    for ruling in rulings:
        found.setdefault(ruling.at, []).append(ruling)
    return found


def _walls(rulings: list[Ruling], middles: Sequence[float]) -> list[bool]:
    """For each stretch between two edges, given by its middle, whether one of the rulings runs along it."""
    walls = [False] * len(middles)
    for _, start, end in rulings:
        first, last = bisect_left(middles, start), bisect_right(middles, end)
        walls[first:last] = [True] * (last - first)
    return walls


def _inside(grid: PageTable, other: PageTable) -> bool:
    """Whether a grid lies within one cell of another."""
    if grid is other:
        return False
    for cell in other.cells:
        if (
            other.xs[cell.column] - SNAP <= grid.xs[0] and grid.xs[-1] <= other.xs[cell.column + cell.column_span] + SNAP
            and other.ys[cell.row] - SNAP <= grid.top and grid.bottom <= other.ys[cell.row + cell.row_span] + SNAP
        ):
            return True
    return False
