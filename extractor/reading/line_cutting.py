"""Cuts the printed lines of a table's row at the edges of its columns.

The page's edges hold to a few characters only, and `pdftotext` moves a cell's text by up to a dozen from row to row. So there are two steps:
1. `row_edges` sets the edges for one row, all together and in order: where most of its lines are white, leaving no column empty that
   need not be, not farther from the page's edges than that is worth;
2. `cut_line` sets them for one line, each in one of its gaps: near the row's edge, rather in a wide gap, leaving no wide gap uncut.
In a single space a line is cut only where its two words stand together seldom in the rest of the document ("giai | Đảng ủy", not
"Đảng | ủy"), rather before a capital, and not inside a range of years. Edges that share a gap leave the columns between them empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.cohesion import Cohesion

__all__ = ["cut_row"]

_SPACES = re.compile(r" +")
_RANGE = re.compile(r"\d$|\d [-–—]$")
_WIDE = 4
"""Characters; a gap wider than this is no better."""

_LONGEST = 1000
_REACH = 20
"""Characters that a row's edge may be off the page's."""

# Costs, in the measure of one single space between strangers (about 1).
_OFF_ROW = 0.4
_OFF_PAGE = 0.1
_INK = 3.0
_EMPTY_COLUMN = 1.5
_SINGLE = 0.6
_BEFORE_SMALL = 1.0
_IN_RANGE = 4.0


@dataclass(frozen=True, slots=True)
class _Gap:
    """White in a line. `worth`: what a cut in it brings; `uncut`: what it costs to leave it inside a cell."""

    start: int
    end: int
    worth: float
    uncut: float


def cut_row(lines: Sequence[str], edges: Sequence[int], cohesion: Cohesion) -> list[list[str]]:
    """For each line its texts in the columns that the edges (offsets, ascending) part: one more than there are edges, "" where empty."""
    gaps = [_gaps(line, cohesion) if line.strip() else [] for line in lines]
    own = row_edges(lines, gaps, edges)
    return [cut_line(line, line_gaps, own) if line_gaps else [""] * (len(edges) + 1) for line, line_gaps in zip(lines, gaps, strict=True)]


def row_edges(lines: Sequence[str], gaps: Sequence[Sequence[_Gap]], edges: Sequence[int]) -> list[int]:
    """The edges as this row has them."""
    width = min(max(map(len, lines), default=0), _LONGEST)
    cost = [0.0] * (width + 1)
    inked = [0] * (width + 2)
    for line, line_gaps in zip(lines, gaps, strict=True):
        for gap, following in zip(line_gaps, line_gaps[1:], strict=False):
            for at in range(gap.start, min(gap.end, width + 1)):
                cost[at] -= gap.worth * 0.3 if gap.start else 0.0
            for at in range(gap.end, min(following.start, width + 1)):
                cost[at] += _INK
                inked[at + 1] = 1
    for at in range(1, width + 2):
        inked[at] += inked[at - 1]
    # For each edge the best places: (cost so far, place, places of the edges before).
    best: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, ())]
    for edge in edges:
        places = sorted((cost[at] + _OFF_PAGE * abs(at - edge), at) for at in range(max(1, edge - _REACH), min(width, edge + _REACH) + 1))
        reached: list[tuple[float, int, tuple[int, ...]]] = []
        for own, at in places[:12] or [(0.0, edge)]:
            options = [
                (before + own + (0.0 if inked[min(at, width + 1)] > inked[min(low, width + 1)] else _EMPTY_COLUMN), at, (*chosen, at))
                for before, low, chosen in best if low <= at
            ]
            if options:
                reached.append(min(options))
        best = reached or [(cost_before, max(low, edge), (*chosen, max(low, edge))) for cost_before, low, chosen in best]
    ends = [(total + (0.0 if inked[width + 1] > inked[min(at, width + 1)] else _EMPTY_COLUMN), chosen) for total, at, chosen in best]
    return list(min(ends)[1])


def cut_line(line: str, gaps: Sequence[_Gap], edges: Sequence[int]) -> list[str]:
    """The texts of one line in the columns."""
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
        cost = _SINGLE + cohesion.between(left, right) + (_BEFORE_SMALL if right[:1].islower() else 0.0)
        if right[:1] in "-–—" or (_RANGE.search(left[-3:]) and right[:1].isdigit()):
            cost += _IN_RANGE
        gaps.append(_Gap(start, end, -cost, 0.0))
    gaps.append(_Gap(len(line), len(line) + _LONGEST, 0.0, 0.0))
    return gaps
