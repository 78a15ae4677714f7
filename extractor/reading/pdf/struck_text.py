"""Text that a thin ruling strikes through: deletions that a program printed with its tracked changes.

A ruling strikes text where it runs through the middle of the letters and no farther than the letters do; an underline runs below them, a
table's ruling past them. What is struck is no text of the document: it is left out with its ruling, and so is a table row of which nothing
else is left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from msgspec.structs import replace

from extractor.reading.pdf.page_characters import PageCharacters
from extractor.reading.pdf.page_lines import Run
from extractor.reading.pdf.page_rulings import Ruling, Rulings
from extractor.reading.pdf.page_tables import PageTable

__all__ = ["leave_out_struck", "without_struck_rows"]

LOWEST, HIGHEST = 0.34, 0.74
"""Of the font size, above a line's lower edge: where a ruling strikes. That edge is the font's descent, a fifth below the base line."""
COVERED = 0.8
"""Of a ruling's length: what letters must cover."""


def leave_out_struck(
    characters: PageCharacters, runs: Sequence[Run], rulings: Rulings,
) -> tuple[Sequence[Run], Rulings, list[Run]]:
    """The runs without struck characters, the rulings without those that strike, and what was struck."""
    strokes = _strokes(characters, runs, rulings.horizontal)
    if not strokes:
        return runs, rulings, []
    struck_at = {index for _, indexes in strokes for index in indexes}
    kept: list[Run] = []
    struck: list[Run] = []
    for run in runs:
        low = run.start
        for index in range(run.start, run.end + 1):
            if index == run.end or (index in struck_at) != (low in struck_at):
                if characters.text[low:index].strip():
                    (struck if low in struck_at else kept).append(_part(characters, run, low, index))
                low = index
    gone = {ruling for ruling, _ in strokes}
    return kept, replace(rulings, horizontal=[ruling for ruling in rulings.horizontal if ruling not in gone]), struck


def _strokes(characters: PageCharacters, runs: Sequence[Run], across: Sequence[Ruling]) -> list[tuple[Ruling, list[int]]]:
    """The rulings that strike text, each with the characters it strikes."""
    if not across or not runs:
        return []
    ordered = sorted(runs, key=attrgetter("bottom"))
    bottoms = [run.bottom for run in ordered]
    sizes = [run.style.size for run in ordered]
    tallest, smallest = HIGHEST * max(sizes), LOWEST * min(sizes)
    found = []
    for ruling in set(across):
        near = ordered[bisect_left(bottoms, ruling.at + smallest) : bisect_right(bottoms, ruling.at + tallest)]
        struck = [
            index for run in near
            if LOWEST < (run.bottom - ruling.at) / run.style.size < HIGHEST and run.left < ruling.end and run.right > ruling.start
            for index in range(run.start, run.end)
            if ruling.start - 1 <= (characters.left[index] + characters.right[index]) / 2 <= ruling.end + 1
        ]
        covered = sum(characters.right[index] - characters.left[index] for index in struck)
        if len(struck) > 1 and covered >= COVERED * (ruling.end - ruling.start):
            found.append((ruling, struck))
    return found


def _part(characters: PageCharacters, run: Run, low: int, high: int) -> Run:
    left, right = min(characters.left[low:high]), max(characters.right[low:high])
    return Run(low, high, left, right, run.top, run.bottom, run.style, run.stamped)


def without_struck_rows(table: PageTable, struck: Sequence[Run]) -> PageTable:
    """The table without the rows that held struck text and nothing else."""
    filled = {row for cell in table.cells if cell.lines for row in range(cell.row, cell.row + cell.row_span)}
    middles = [(run.top + run.bottom) / 2 for run in struck if run.right > table.xs[0] and run.left < table.xs[-1]]
    gone = {bisect_right(table.ys, middle) - 1 for middle in middles if table.top < middle < table.bottom} - filled
    if not gone:
        return table
    cells = []
    for cell in table.cells:
        rows = [row for row in range(cell.row, cell.row + cell.row_span) if row not in gone]
        if rows:
            cells.append(replace(cell, row=rows[0] - sum(row < rows[0] for row in gone), row_span=len(rows)))
    return replace(table, ys=tuple(y for row, y in enumerate(table.ys) if row not in gone), cells=tuple(cells))
