"""Cuts a printed line at the edges of a table's columns.

An edge is known to a few characters only, and `pdftotext` moves a cell's text by several from row to row. So all edges of a line are set
together, in order, each in one of the line's gaps: near the edge, rather in a wide gap, leaving no wide gap uncut; in a single space only
where its two words stand together seldom in the rest of the document ("giai | Đảng ủy", not "Đảng | ủy"), rather before a capital. Edges
that share a gap leave the columns between them empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.cohesion import Cohesion

__all__ = ["cut_line"]

_SPACES = re.compile(r" +")
_WIDE = 4
"""Characters; a gap wider than this is no better."""

_OFF = 0.4
"""Cost of each character between an edge and the gap that it is set in."""

_SINGLE = 0.6
_BEFORE_SMALL = 1.0
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class _Gap:
    start: int
    end: int
    worth: float
    uncut: float


def cut_line(line: str, edges: Sequence[int], cohesion: Cohesion) -> list[str]:
    """The texts of a line in the columns that the edges (offsets, ascending) part: one more than there are edges, "" for an empty one."""
    if not line.strip():
        return [""] * (len(edges) + 1)
    gaps = _gaps(line, cohesion)
    # best[k]: the best score with the first k edges set in the gaps seen so far, and the gaps they are set in.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *[(float("-inf"), ())] * len(edges)]
    for index, gap in enumerate(gaps):
        after = [(score - gap.uncut, chosen) for score, chosen in best]
        for first in range(len(edges)):
            score, chosen = best[first]
            score += gap.worth
            for k in range(first, len(edges)):
                score -= _OFF * max(gap.start - edges[k], edges[k] - gap.end, 0)
                if score > after[k + 1][0]:
                    after[k + 1] = (score, (*chosen, *[index] * (k + 1 - first)))
        best = after
    cuts = [gaps[index].start for index in best[-1][1]]
    return [line[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]


def _gaps(line: str, cohesion: Cohesion) -> list[_Gap]:
    """The line's gaps, with the white before its first and after its last word."""
    indent = len(line) - len(line.lstrip())
    gaps = [_Gap(0, indent, _WIDE if indent > 1 else 0.0, 0.0)]
    for found in _SPACES.finditer(line, indent, _LONGEST):
        start, end = found.span()
        width = min(end - start, _WIDE)
        if width > 1:
            gaps.append(_Gap(start, end, float(width), float(width - 1)))
        else:
            right = line[end : end + 40]
            strange = -_SINGLE - cohesion.between(line[max(0, start - 40) : start], right) - (_BEFORE_SMALL if right[:1].islower() else 0.0)
            gaps.append(_Gap(start, end, strange, 0.0))
    gaps.append(_Gap(len(line), len(line) + _LONGEST, float(_WIDE), 0.0))
    return gaps
