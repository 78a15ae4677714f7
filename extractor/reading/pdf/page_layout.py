"""What stands on a page, in reading order: tables, lines, the two columns of letterhead and closing, and apart from them the footnotes.

In this order: unseen and struck text goes; rulings give the tables, which take their text; the page number goes; text below the footnote
rule is notes; tables without rulings are told from the rest; the bands of two columns are found in what is left, and the left column comes
before the right. Running heads are taken off by `running_heads`, which needs all pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf.page_characters import PageCharacters
from extractor.reading.pdf.page_columns import find_bands
from extractor.reading.pdf.page_lines import Line, Run, rows_of, runs_of, set_line, set_lines
from extractor.reading.pdf.page_rulings import Rulings
from extractor.reading.pdf.page_tables import PageTable, fill_tables, find_grids
from extractor.reading.pdf.struck_text import leave_out_struck, without_struck_rows
from extractor.reading.pdf.unparted_rows import with_parted_rows
from extractor.reading.pdf.unruled_tables import find_unruled
from extractor.reading.pdf.unseen_text import without_unseen

__all__ = ["MARGIN", "PageLayout", "lay_out"]

MARGIN = 0.12
"""Of the page's height: page numbers and running heads stand this near to an edge."""
_PAGE_NUMBER = lazy_pattern(r"[-–—.\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE)
_DRAWN_RULE = lazy_pattern(r"[\s_–—-]{3,}")


class PageLayout(Struct, frozen=True):
    """A page: its size in points, what stands on it in reading order, the lines of its footnotes, whether struck text was left out."""

    number: int
    width: float
    height: float
    items: tuple[Line | PageTable, ...]
    notes: tuple[Line, ...] = ()
    struck: bool = False

    @property
    def last_table(self) -> PageTable | None:
        """The table that the page ends with."""
        last = self.items[-1] if self.items else None
        return last if isinstance(last, PageTable) else None


def lay_out(
    characters: PageCharacters, rulings: Rulings, number: int, stamped_from: int | None = None, before: PageTable | None = None,
) -> PageLayout:
    """The layout of a page from its characters and rulings; see `page_lines.runs_of` for `stamped_from`.

    `before`: the table that the page before ended with.
    """
    runs = without_unseen(runs_of(characters, stamped_from))
    runs, rulings, struck = leave_out_struck(characters, runs, rulings)
    grids = [_told_apart(grid, characters, runs, rulings) for grid in find_grids(rulings, number)]
    tables, rest = fill_tables(grids, characters, runs)
    tables = [with_parted_rows(without_struck_rows(table, struck) if struck else table) for table in tables]
    rows = [row for row in rows_of(rest) if not _DRAWN_RULE.fullmatch(_text(characters, row))]
    rows = _without_page_number(characters, rows, tables)
    rows, noted = _footnotes(rows, rulings, tables, characters.width, characters.height)
    guessed = find_unruled(characters, rows, rulings, number, before)
    if guessed:
        filled, rest = fill_tables(guessed, characters, [run for row in rows for run in row])
        tables = sorted([*tables, *filled], key=lambda table: table.top)
        rows = rows_of(rest)
    lines = _in_reading_order(characters, rows, number)
    return PageLayout(
        number, characters.width, characters.height, _with_tables(lines, tables), tuple(set_lines(characters, noted, number)),
        bool(struck),
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
        if outermost and _PAGE_NUMBER.fullmatch(_text(characters, row)):
            rows = rows[1:] if index == 0 else rows[:-1]
    return rows


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


def _in_reading_order(characters: PageCharacters, rows: list[list[Run]], number: int) -> list[Line]:
    lines: list[Line] = []
    if not rows:
        return lines
    centre = (min(row[0].left for row in rows) + max(run.right for row in rows for run in row)) / 2
    at = 0
    for band in find_bands(rows, centre, lambda row: set_line(characters, row, number).text):
        lines += [set_line(characters, row, number) for row in rows[at : band.first]]
        runs = [run for row in rows[band.first : band.last] for run in row]
        left = [run for run in runs if (run.left + run.right) / 2 < band.gutter]
        right = [run for run in runs if (run.left + run.right) / 2 >= band.gutter]
        lines += [replace(line, column="left") for line in set_lines(characters, left, number)]
        lines += [replace(line, column="right") for line in set_lines(characters, right, number)]
        at = band.last
    return lines + [set_line(characters, row, number) for row in rows[at:]]


def _with_tables(lines: list[Line], tables: Sequence[PageTable]) -> tuple[Line | PageTable, ...]:
    """Each table put before the first line that stands below it; a pair of columns is not torn."""
    items: list[Line | PageTable] = []
    waiting = list(tables)
    for line in lines:
        while waiting and line.column is None and waiting[0].top < line.bottom - line.size / 2:
            items.append(waiting.pop(0))
        items.append(line)
    return (*items, *waiting)
