"""The rows of a table whose columns are known, where no rulings part them: which printed lines belong together.

Lines of all columns that overlap in height stand in one row. Of all ways to part the rest, the one with the least cost is taken: a row has
one number; the texts of a row have one top or one middle, as each column does throughout; a cell's lines follow each other directly, each
full; no row begins in the middle of a sentence; a ruling parts rows, and where there are several, nothing else does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

__all__ = ["Item", "part_rows"]

PITCH = 1.15
"""Of the font size: how far lines stand below each other at least (Times New Roman, single spacing)."""
MOST_BLOCKS = 150
FARTHEST = 40
"""Blocks of lines that one row may have; keeps the work linear."""

_A_ROW = 0.5
_NO_NUMBER = 2.0
_BARE_HEADING = 0.5
_LOOSE = 2.0
_ROOM_LEFT = 0.8
_IN_SENTENCE = 1.5
_AFTER_FULL = 0.4
_NOT_AT_RULE = 3.0
_IMPOSSIBLE = 1e6


class Item(Struct, frozen=True):
    """A printed line of one cell: its place, the columns (from 0) it begins and ends in, and what of its text tells rows apart.

    `anchor`: a row number or the head of the number column. `first`: how wide its first word is. `lower`: it begins in lower case.
    """

    top: float
    bottom: float
    left: float
    right: float
    column: int
    last: int
    size: float
    first: float
    lower: bool
    bold: bool
    anchor: bool = False

    @property
    def spanning(self) -> bool:
        return self.last > self.column


class _Setting(Struct, frozen=True):
    """What holds for the whole table: right edges of its columns, coordinates that part rows, whether rows are numbered."""

    rights: dict[int, float]
    rules: tuple[float, ...]
    numbered: bool
    pitch: float
    goes_on: bool


def part_rows(items: Sequence[Item], rules: Sequence[float], *, goes_on: bool) -> list[list[Item]]:
    """The rows, from top to bottom, each with its lines. `rules`: heights of rulings. `goes_on`: the first row may have no number."""
    from statistics import median  # its import takes longer than a page

    blocks = _blocks(items)
    if not blocks or len(blocks) > MOST_BLOCKS:
        return blocks
    rights: dict[int, float] = {}
    for item in items:
        if not item.spanning:
            rights[item.column] = max(rights.get(item.column, 0.0), item.right)
    pitches = [low.bottom - high.bottom for high, low in pairwise(sorted(items, key=lambda item: (item.column, item.bottom)))
               if high.column == low.column and 0.8 < (low.bottom - high.bottom) / low.size < 1.8]
    size = median(item.size for item in items)
    setting = _Setting(
        rights, tuple(sorted(rules)), sum(item.anchor for item in items) > 1, median(pitches) if pitches else PITCH * size, goes_on,
    )
    columns = sorted({item.column for item in items})
    best: tuple[float, list[list[Item]]] | None = None
    for number in ("top", "middle"):
        modes = dict.fromkeys(columns, "either") | {0: number}
        rows: list[list[Item]] = []
        cost = 0.0
        for _ in range(2):
            cost, rows = _cheapest(blocks, setting, modes)
            modes = {column: number if column == 0 else _mode(column, rows) for column in columns}
        if best is None or cost < best[0]:
            best = cost, rows
    return best[1] if best else blocks


def _blocks(items: Sequence[Item]) -> list[list[Item]]:
    """Lines that overlap in height, from top to bottom."""
    blocks: list[list[Item]] = []
    reach = 0.0
    for item in sorted(items, key=lambda item: item.bottom - 0.9 * item.size):
        if blocks and item.bottom - 0.85 * item.size < reach:
            blocks[-1].append(item)
            reach = max(reach, item.bottom - 0.15 * item.size)
        else:
            blocks.append([item])
            reach = item.bottom - 0.15 * item.size
    return blocks


def _cheapest(blocks: Sequence[list[Item]], setting: _Setting, modes: dict[int, str]) -> tuple[float, list[list[Item]]]:
    """The cost of the best way to part the blocks into rows, and its rows."""
    costs = [0.0] + [_IMPOSSIBLE * 10] * len(blocks)
    came = [0] * (len(blocks) + 1)
    cuts = [0.0] + [_cut_cost(above, below, setting) for above, below in pairwise(blocks)]
    for start in range(len(blocks)):
        row: list[Item] = []
        for end in range(start, min(len(blocks), start + FARTHEST)):
            row = row + blocks[end]
            cost = _row_cost(row, setting, modes, first=start == 0)
            if cost >= _IMPOSSIBLE and end > start:
                break
            total = costs[start] + cuts[start] + cost
            if total < costs[end + 1]:
                costs[end + 1] = total
                came[end + 1] = start
    rows = []
    end = len(blocks)
    while end:
        rows.append([item for block in blocks[came[end] : end] for item in block])
        end = came[end]
    return costs[-1], rows[::-1]


def _columns(row: Sequence[Item]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = {}
    for item in sorted(row, key=lambda item: item.bottom):
        found.setdefault(item.column, []).append(item)
    return found


def _row_cost(row: Sequence[Item], setting: _Setting, modes: dict[int, str], *, first: bool) -> float:
    anchors = sum(item.anchor for item in row)
    top, bottom = min(item.top for item in row), max(item.bottom for item in row)
    if anchors > 1 or any(top + 1 < rule < bottom - 1 for rule in setting.rules):
        return _IMPOSSIBLE
    cost = _A_ROW
    if setting.numbered and not anchors and not (first and setting.goes_on):
        heading = all(item.bold or item.spanning for item in row)
        cost += _BARE_HEADING if heading else _NO_NUMBER
    for column, lines in _columns(row).items():
        high, low = lines[0].top - top, bottom - lines[-1].bottom
        off = {"top": high, "middle": abs(high - low) / 2, "either": min(high, abs(high - low) / 2)}[modes[column]]
        # A row that goes on from the page before shows only the rest of its cells.
        if not (first and setting.goes_on and not anchors):
            cost += off / setting.pitch
        for above, below in pairwise(lines):
            loose = (below.bottom - above.bottom) / setting.pitch - 1
            cost += _LOOSE * loose if loose > 0.15 else 0.0
            if _had_room(above, below, setting) and not below.lower:
                cost += _ROOM_LEFT
    return cost


def _cut_cost(above: Sequence[Item], below: Sequence[Item], setting: _Setting) -> float:
    """What it costs to let a row begin between two blocks."""
    high, low = max(item.bottom for item in above), min(item.top for item in below)
    cost = 0.0
    if len(setting.rules) > 1 and not any(high - 4 < rule < low + 4 for rule in setting.rules):
        cost += _NOT_AT_RULE
    ends, begins = _columns(above), _columns(below)
    for column in ends.keys() & begins.keys():
        last, following = ends[column][-1], begins[column][0]
        if following.bottom - last.bottom < 1.5 * setting.pitch and not _had_room(last, following, setting):
            cost += _IN_SENTENCE if following.lower else _AFTER_FULL
        elif following.lower:
            cost += _IN_SENTENCE / 2
    return cost


def _had_room(above: Item, below: Item, setting: _Setting) -> bool:
    """Whether the line above had room for the first word of the line below."""
    return above.right + below.first + 0.25 * below.size < setting.rights.get(above.column, above.right)


def _mode(column: int, rows: Sequence[Sequence[Item]]) -> str:
    """Whether the column's texts begin at the top of their rows or stand in the middle."""
    high = middle = 0.0
    for row in rows:
        lines = _columns(row).get(column)
        if lines:
            above = lines[0].top - min(item.top for item in row)
            below = max(item.bottom for item in row) - lines[-1].bottom
            high += above
            middle += abs(above - below) / 2
    return "top" if high <= middle else "middle"
