"""What stands on a page, in reading order: tables, lines, the two columns of letterhead and closing, and apart from them the footnotes.

In this order: unseen and struck text goes; rulings give the tables, which take their text; the page number goes; text below the footnote
rule is notes; tables without rulings are told from the rest; prose in two columns and the bands of two texts side by side are found in what
is left, and the left column comes before the right. Running heads are taken off by `running_heads`, which needs all pages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf.page_characters import Box, PageCharacters
from extractor.reading.pdf.page_columns import Band, band_below, find_bands, sides_of
from extractor.reading.pdf.page_lines import Line, Run, rows_of, runs_of, set_line, set_lines
from extractor.reading.pdf.page_rulings import Rulings
from extractor.reading.pdf.page_tables import PageTable, fill_tables, find_grids
from extractor.reading.pdf.page_view import PageView
from extractor.reading.pdf.prose_columns import Columns, find_prose
from extractor.reading.pdf.struck_text import leave_out_struck, without_struck_rows
from extractor.reading.pdf.unparted_rows import with_parted_rows
from extractor.reading.pdf.unruled_tables import find_unruled
from extractor.reading.pdf.unseen_text import leave_out_unseen

__all__ = ["MARGIN", "PageLayout", "lay_out"]

MARGIN = 0.12
"""Of the page's height: page numbers and running heads stand this near to an edge."""
MOST_LINES = 200
"""Of a page's end, that tell its columns."""
MARGIN_OF_TABLE = 10.0
"""Points that a table may stick out of its text column."""
_PAGE_NUMBER = lazy_pattern(r"[-–—.\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE)
_PLAIN_NUMBER = lazy_pattern(r"[-–—\s]*\d{1,3}[-–—\s]*")


class PageLayout(Struct, frozen=True):
    """A page: its size in points, what stands on it in reading order, the lines of its footnotes, whether struck text was left out.

    `unseen`: the boxes of text that nobody sees and that was left out.
    """

    number: int
    width: float
    height: float
    items: tuple[Line | PageTable, ...]
    notes: tuple[Line, ...] = ()
    struck: bool = False
    unseen: tuple[Box, ...] = ()

    @property
    def texts(self) -> list[str]:
        """Its lines, those of cells among them."""
        texts: list[str] = []
        for item in self.items:
            if isinstance(item, Line):
                texts.append(item.text)
            else:
                texts += [line.text for cell in item.cells for line in cell.lines]
        return texts

    @property
    def length(self) -> int:
        """How many characters its lines hold."""
        return sum(map(len, self.texts))

    @property
    def last_columns(self) -> Columns | None:
        """The two columns of prose that the page ends with."""
        sides = dict.fromkeys(item.within for item in self.items[-MOST_LINES:] if isinstance(item, Line) and item.within)
        edges = sorted(side for side in sides if side is not None)
        last = self.items[-1] if self.items else None
        return Columns(*edges) if len(edges) == 2 and isinstance(last, Line) and last.within else None

    @property
    def closing(self) -> tuple[list[Line], list[Line]]:
        """The left and right column that the page ends with, both empty where it ends otherwise."""
        columns: dict[str, list[Line]] = {"left": [], "right": []}
        for item in reversed(self.items):
            if not isinstance(item, Line) or item.column is None or (item.column == "right" and columns["left"]):
                break
            columns[item.column].insert(0, item)
        return columns["left"], columns["right"]

    @property
    def last_table(self) -> PageTable | None:
        """The table that the page ends with."""
        last = self.items[-1] if self.items else None
        return last if isinstance(last, PageTable) else None


def lay_out(
    characters: PageCharacters, rulings: Rulings, number: int, stamped_from: int | None = None, before: PageLayout | None = None,
    view: PageView | None = None,
) -> PageLayout:
    """The layout of a page from its characters and rulings; see `page_lines.runs_of` for `stamped_from`.

    `before`: that of the page before, whose last table or columns may go on. `view`: shows what of the text is seen.
    """
    runs, unseen = leave_out_unseen(characters, runs_of(characters, stamped_from), view)
    runs, rulings, struck = leave_out_struck(characters, runs, rulings)
    grids = [_told_apart(grid, characters, runs, rulings) for grid in find_grids(rulings, number)]
    tables, rest = fill_tables(grids, characters, runs)
    tables = [with_parted_rows(without_struck_rows(table, struck) if struck else table) for table in tables]
    rows = [row for row in rows_of(rest) if not _is_drawn_rule(_text(characters, row))]
    rows = _without_page_number(characters, rows, tables)
    rows, noted = _footnotes(rows, rulings, tables, characters.width, characters.height)
    guessed = find_unruled(characters, rows, rulings, number, before.last_table if before is not None else None)
    if guessed:
        filled, rest = fill_tables(guessed, characters, [run for row in rows for run in row])
        tables = sorted([*tables, *filled], key=lambda table: table.top)
        rows = rows_of(rest)
    closing = band_below(rows, *before.closing) if before is not None else None
    lines = _of_band(characters, rows, closing, number) if closing is not None else []
    rows = rows[closing.last :] if closing is not None else rows
    lines += _in_reading_order(characters, rows, number, tables, before.last_columns if before is not None else None)
    return PageLayout(
        number, characters.width, characters.height, _with_tables(lines, tables), tuple(set_lines(characters, noted, number)),
        bool(struck), unseen,
    )


def _told_apart(grid: PageTable, characters: PageCharacters, runs: Sequence[Run], rulings: Rulings) -> PageTable:
    """The grid; where it is one column, a frame with rulings across, the table without rulings that fills it instead."""
    if len(grid.xs) > 2:
        return grid
    inside = [run for run in runs if grid.top < run.bottom < grid.bottom and grid.xs[0] < run.left < grid.xs[1]]
    found = find_unruled(characters, rows_of(inside), rulings, grid.page)
    return found[0] if len(found) == 1 and len(found[0].ys) >= len(grid.ys) else grid


def _text(characters: PageCharacters, row: Sequence[Run]) -> str:
    return " ".join(characters.text[run.start : run.end] for run in row)


def _is_drawn_rule(text: str) -> bool:
    return len(text) > 2 and not "".join(text.split()).strip("_–—-")


def _without_page_number(characters: PageCharacters, rows: list[list[Run]], tables: Sequence[PageTable]) -> list[list[Run]]:
    top = min((table.top for table in tables), default=characters.height)
    bottom = max((table.bottom for table in tables), default=0.0)
    for index in (0, -1):
        if not rows:
            break
        row = rows[index]
        outermost = row[0].bottom < min(top, MARGIN * characters.height) if index == 0 else (
            row[0].top > max(bottom, (1 - MARGIN) * characters.height)
        )
        text = _text(characters, row)
        if outermost and _PAGE_NUMBER.fullmatch(text) and not (_ends_paragraph(rows, index) and not _PLAIN_NUMBER.fullmatch(text)):
            rows = rows[1:] if index == 0 else rows[:-1]
    return rows


def _ends_paragraph(rows: Sequence[Sequence[Run]], index: int) -> bool:
    """Whether an outermost row stands at the left edge, no farther from the next than the lines of a paragraph do ("2023.")."""
    if len(rows) < 2:
        return False
    row, other = rows[index], rows[1 if index == 0 else -2]
    left = min(others[0].left for others in rows if others is not row)
    return abs(row[0].left - left) < 3 and abs(row[0].bottom - other[0].bottom) < 2 * row[0].style.size


def _footnotes(
    rows: list[list[Run]], rulings: Rulings, tables: Sequence[PageTable], width: float, height: float,
) -> tuple[list[list[Run]], list[Run]]:
    """The body's rows, and the runs below the footnote rule: a short line at the left, smaller text under it to the page's end."""
    if not rows:
        return rows, []
    usual = _usual_size(rows)
    for rule in sorted(rulings.horizontal, reverse=True):
        length = rule.end - rule.start
        if not (0.3 * height < rule.at and 0.05 * width < length < 0.5 * width and rule.start < 0.3 * width):
            continue
        if any(table.top - 3 < rule.at < table.bottom + 3 for table in tables) or any(table.top > rule.at for table in tables):
            continue
        below = [row for row in rows if max(run.bottom for run in row) > rule.at + 2]
        if below and below[0][0].left < rule.start + 0.15 * width and _usual_size(below) < usual - 0.4 and (
            len(below) < len(rows) or usual > 12
        ):
            count = _together(below)
            # What stands below the notes at the page's edge is its foot.
            after = [row for row in below[count:] if min(run.top for run in row) < (1 - MARGIN) * height]
            return rows[: len(rows) - len(below)] + after, [run for row in below[:count] for run in row]
    return rows, []


def _together(rows: Sequence[Sequence[Run]]) -> int:
    """How many rows stand in one block: a page's foot is set farther off than notes from each other, or in the size of the body."""
    size = _usual_size(rows[:1])
    for index, (above, below) in enumerate(pairwise(rows), 1):
        if _usual_size([below]) > size + 1 or below[0].bottom - above[0].bottom > 2.2 * max(run.style.size for run in (*above, *below)):
            return index
    return len(rows)


def _usual_size(rows: Sequence[Sequence[Run]]) -> float:
    """The font size that most characters have."""
    weights: dict[float, int] = {}
    for row in rows:
        for run in row:
            weights[run.style.size] = weights.get(run.style.size, 0) + run.end - run.start
    return max(weights, key=lambda size: (weights[size], size))


def _in_reading_order(
    characters: PageCharacters, rows: list[list[Run]], number: int, tables: Sequence[PageTable], before: Columns | None,
) -> list[Line]:
    """The lines of the page's rows: those of two columns of prose column by column, and between them what stands over the whole width."""
    lines: list[Line] = []
    if not rows:
        return lines

    def text_of(row: Sequence[Run]) -> str:
        return set_line(characters, row, number).text

    left, right = min(row[0].left for row in rows), max(run.right for row in rows for run in row)
    breaks = frozenset(
        bisect_right(rows, table.top, key=lambda row: row[0].bottom) for table in tables if table.xs[-1] - table.xs[0] > (right - left) / 2
    )
    at = 0
    for prose in find_prose(rows, breaks, text_of, before):
        lines += _side_by_side(characters, rows[at : prose.first], number, (left + right) / 2)
        runs = [run for row in rows[prose.first : prose.last] for run in row]
        for edges, own in zip((prose.columns.left, prose.columns.right), sides_of(runs, prose.columns.gutter), strict=True):
            lines += [replace(line, within=edges) for line in set_lines(characters, own, number)]
        at = prose.last
    return lines + _side_by_side(characters, rows[at:], number, (left + right) / 2)


def _side_by_side(characters: PageCharacters, rows: list[list[Run]], number: int, centre: float) -> list[Line]:
    """The lines of rows over the whole width, the left column of a letterhead or closing before the right."""
    lines: list[Line] = []
    at = 0
    for band in find_bands(rows, centre, lambda row: set_line(characters, row, number).text):
        lines += [set_line(characters, row, number) for row in rows[at : band.first]]
        lines += _of_band(characters, rows, band, number)
        at = band.last
    return lines + [set_line(characters, row, number) for row in rows[at:]]


def _of_band(characters: PageCharacters, rows: Sequence[Sequence[Run]], band: Band, number: int) -> list[Line]:
    """The lines of two texts side by side, the left one before the right."""
    left, right = sides_of((run for row in rows[band.first : band.last] for run in row), band.gutter)
    return [
        *(replace(line, column="left") for line in set_lines(characters, left, number)),
        *(replace(line, column="right") for line in set_lines(characters, right, number)),
    ]


def _with_tables(lines: list[Line], tables: Sequence[PageTable]) -> tuple[Line | PageTable, ...]:
    """Each table put before the first line, or the first pair of columns, that stands below it, in its text column; no pair is torn."""
    items: list[Line | PageTable] = []
    waiting = list(tables)
    within: tuple[float, float] | None = None
    for block in _blocks(lines):
        first = block[0]
        ended = within if first.within != within else None
        top = min(line.bottom - line.size / 2 for line in block)
        due = [
            table for table in waiting
            if (ended is not None and _is_inside(table, ended))
            or (table.top < top and (first.within is None or not _is_beside(table, first.within)))
        ]
        items += due
        waiting = [table for table in waiting if table not in due]
        within = first.within
        items += block
    return (*items, *waiting)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines one by one, those of a pair of columns (letterhead, closing) together."""
    blocks: list[list[Line]] = []
    before: str | None = None
    for line in lines:
        if line.column is None or before is None or (before == "right" and line.column == "left"):
            blocks.append([])
        blocks[-1].append(line)
        before = line.column
    return blocks


def _is_inside(table: PageTable, column: tuple[float, float]) -> bool:
    return column[0] - MARGIN_OF_TABLE < table.xs[0] and table.xs[-1] < column[1] + MARGIN_OF_TABLE


def _is_beside(table: PageTable, column: tuple[float, float]) -> bool:
    return table.xs[-1] < column[0] + MARGIN_OF_TABLE or column[1] - MARGIN_OF_TABLE < table.xs[0]
