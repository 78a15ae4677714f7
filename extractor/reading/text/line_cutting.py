"""Cuts the printed lines of a table's row at the edges of its columns.

The page's edges hold to a few characters only, and `pdftotext` moves a cell's text by up to a dozen from row to row. So:
1. `row_edges` sets the edges for one row, all together and in order: where most of its lines are white, leaving no column empty that
   need not be, not farther from the page's edges than that is worth. Done for all rows of a page, then again from the middle of what
   the rows had;
2. `cut_line` sets them for one line, each in one of its gaps: near the row's edge, rather in a wide gap, leaving no wide gap uncut;
3. a line of one text that the page's other rows have in one column goes to that column.
In a single space a line is cut only where its two words stand together seldom in the rest of the document ("giai | Đảng ủy", not
"Đảng | ủy"), rather before a capital, and not inside a range of years. Edges that share a gap leave the columns between them empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.text.cohesion import Cohesion

__all__ = ["cut_rows"]

_SPACES = lazy_pattern(r" +")
_RANGE = lazy_pattern(r"\d$|\d [-–—]$")
_WIDE = 4
"""Characters; a gap wider than this is no better."""

_LONGEST = 1000
_REACH = 20
"""Characters that a row's edge may be off the page's."""

_MOST_PLACES = 16

# Costs, in the measure of one single space between strangers (about 1).
_OFF_ROW = 0.4
_OFF_PAGE = 0.06
_INK = 3.0
_EMPTY_COLUMN = 2.0
_WIDE_IN_ROW = 0.1
_SINGLE = 1.5
_STRANGE = 0.7
_LEAST = 0.1
_BEFORE_SMALL = 1.0
_IN_RANGE = 4.0


class _Gap(Struct, frozen=True):
    """White in a line. `worth`: what a cut in it brings; `uncut`: what it costs to leave it inside a cell."""

    start: int
    end: int
    worth: float
    uncut: float


def cut_rows(rows: Sequence[Sequence[str]], edges: Sequence[int], cohesion: Cohesion) -> list[list[list[str]]]:
    """For each line of each row of a page, its texts in the columns that the edges (offsets, ascending) part: one more than there are
    edges, "" for an empty one."""
    shapes = [_Shape.of(lines, cohesion) for lines in rows]
    usual = [sorted(places)[len(places) // 2] for places in zip(*(row_edges(shape, edges) for shape in shapes), strict=True)]
    cut: list[list[list[str]]] = []
    for lines, shape in zip(rows, shapes, strict=True):
        own = row_edges(shape, usual)
        cut.append([cut_line(line, gaps, own) for line, gaps in zip(lines, shape.gaps, strict=True)])
    return _by_likeness(rows, cut)


def _by_likeness(rows: Sequence[Sequence[str]], cut: list[list[list[str]]]) -> list[list[list[str]]]:
    """The same cuts, but a line of one text, without a wide gap, that the rows have again and again in one column stands in that column."""
    seen: Counter[tuple[str, int]] = Counter()
    total: Counter[str] = Counter()
    for texts in (line for row in cut for line in row):
        for column, text in enumerate(texts):
            if text:
                seen[fold(text), column] += 1
                total[fold(text)] += 1
    for lines, row in zip(rows, cut, strict=True):
        for at, line in enumerate(lines):
            text = line.strip()
            key = fold(text)
            if not text or "  " in text:
                continue
            for column in range(len(row[at])):
                if seen[key, column] > 1 and seen[key, column] * 4 >= total[key] * 3:
                    row[at] = [text if index == column else "" for index in range(len(row[at]))]
    return cut


class _Shape(Struct, frozen=True):
    """A row's white. `cost`: for each place what an edge there costs; `inked[at]`: how many places before `at` have a character."""

    gaps: list[list[_Gap]]
    cost: list[float]
    inked: list[int]

    @classmethod
    def of(cls, lines: Sequence[str], cohesion: Cohesion) -> _Shape:
        gaps = [_gaps(line, cohesion) if line.strip() else [] for line in lines]
        width = min(max(map(len, lines), default=0), _LONGEST)
        cost = [0.0] * (width + 1)
        ink = bytearray(width + 1)
        for line_gaps in gaps:
            cost = [total + own for total, own in zip(cost, _line_costs(line_gaps, width), strict=True)]
            for gap, following in pairwise(line_gaps):
                end = min(following.start, width)
                ink[gap.end : end] = b"\1" * (end - gap.end)
        return cls(gaps, cost, list(accumulate(ink, initial=0)))


def row_edges(shape: _Shape, edges: Sequence[int]) -> list[int]:
    """The edges as a row of this shape has them."""
    cost, inked = shape.cost, shape.inked
    width = len(cost) - 1
    # For each edge the best places: (cost so far, place, places of the edges before).
    best: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, ())]
    for edge in edges:
        places = _low_places(cost, edge, width)
        reached: list[tuple[float, int, tuple[int, ...]]] = []
        for own, at in places:
            options = [
                (before + own + (0.0 if inked[min(at, width + 1)] > inked[min(low, width + 1)] else _EMPTY_COLUMN), at, (*chosen, at))
                for before, low, chosen in best if low <= at
            ]
            if options:
                reached.append(min(options))
        best = reached or [(cost_before, max(low, edge), (*chosen, max(low, edge))) for cost_before, low, chosen in best]
    ends = [(total + (0.0 if inked[width + 1] > inked[min(at, width + 1)] else _EMPTY_COLUMN), chosen) for total, at, chosen in best]
    return list(min(ends)[1])


def _low_places(cost: Sequence[float], edge: int, width: int) -> list[tuple[float, int]]:
    """The places near an edge that cost less than those beside them, with their cost and that of the way from the edge; cheapest first."""
    low, high = max(1, min(edge, width) - _REACH), min(width, edge + _REACH)
    total = [cost[at] + _OFF_PAGE * abs(at - edge) for at in range(low, high + 1)]
    last = len(total) - 1
    lows = [at for at in range(len(total)) if (at == 0 or total[at] <= total[at - 1]) and (at == last or total[at] <= total[at + 1])]
    return sorted((total[at], low + at) for at in lows)[:_MOST_PLACES] or [(0.0, edge)]


def _line_costs(gaps: Sequence[_Gap], width: int) -> list[float]:
    """For each place what an edge there costs one line: that of its best gap, and of the way to it."""
    if not gaps:
        return [0.0] * (width + 1)
    costs = [_INK] * (width + 1)
    for gap in gaps:
        for at in range(gap.start, min(gap.end, width + 1)):
            costs[at] = -gap.worth if gap.worth < 0 else -_WIDE_IN_ROW * gap.worth if gap.start else 0.0
    for at in range(1, width + 1):
        costs[at] = min(costs[at], costs[at - 1] + _OFF_ROW)
    for at in range(width - 1, -1, -1):
        costs[at] = min(costs[at], costs[at + 1] + _OFF_ROW)
    return costs


def cut_line(line: str, gaps: Sequence[_Gap], edges: Sequence[int]) -> list[str]:
    """The texts of one line in the columns."""
    if not gaps:
        return [""] * (len(edges) + 1)
    # best[k]: the best score with the first k edges set in the gaps seen so far, and the gaps they are set in.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *[(float("-inf"), ())] * len(edges)]
    for index, gap in enumerate(gaps):
        after = [(score - gap.uncut, chosen) for score, chosen in best]
        for first in range(len(edges)):
            score, chosen = best[first]
            score += gap.worth
            for k in range(first, len(edges)):
                score -= _OFF_ROW * max(gap.start - edges[k], edges[k] - gap.end, 0)
                if score > after[k + 1][0]:
                    after[k + 1] = (score, (*chosen, *[index] * (k + 1 - first)))
        best = after
    cuts = [gaps[index].start for index in best[-1][1]]
    return [line[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]


def _gaps(line: str, cohesion: Cohesion) -> list[_Gap]:
    """The line's gaps, with the white before its first and after its last word."""
    indent = len(line) - len(line.lstrip())
    gaps = [_Gap(0, indent, float(_WIDE) if indent > 1 else 0.0, 0.0)]
    for found in _SPACES.finditer(line, indent, _LONGEST):
        start, end = found.span()
        width = min(end - start, _WIDE)
        if width > 1:
            gaps.append(_Gap(start, end, float(width), float(width - 1)))
            continue
        left, right = line[max(0, start - 40) : start], line[end : end + 40]
        cost = max(_LEAST, _SINGLE - _STRANGE * cohesion.strangeness(left, right)) + (_BEFORE_SMALL if right[:1].islower() else 0.0)
        if right[:1] in "-–—" or (_RANGE.search(left[-3:]) and right[:1].isdigit()):
            cost += _IN_RANGE
        gaps.append(_Gap(start, end, -cost, 0.0))
    gaps.append(_Gap(len(line), len(line) + _LONGEST, 0.0, 0.0))
    return gaps
