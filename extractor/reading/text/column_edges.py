"""Where the columns of a table without rulings part, from the head's words and from what stays white in the rows below.

Offsets are characters of a line. The number column ends at `number_column_end`; an edge is the offset at which the next column begins,
give or take the white between; n columns beside the number column have n - 1 edges.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractor.lazy_patterns import lazy_pattern

__all__ = ["edges_from_head", "edges_like", "number_column_end", "right_edge"]

_NEAR = 8
"""Characters that an edge may be off from one page to the next, after scaling."""

_MOST_INK = 0.6
"""Share of the blackest place's ink that an edge may have: rows whose text touches the next column."""

_WIDEST = 400
_SPACES = lazy_pattern(r" {2,}")


def number_column_end(lines: Sequence[str], number: re.Pattern[str]) -> int:
    """Where the texts beside the numbers begin: the smallest indent that several lines without a number have."""
    indents = Counter(len(line) - len(line.lstrip()) for line in lines if not number.match(line[:40]))
    beside = [found.end(0) for line in lines if (found := number.match(line[:40])) and line[found.end(0) :].strip()]
    if not indents:
        return max(min(beside, default=4), 1)
    enough = max(2, sum(indents.values()) // 25)
    return max(1, min((indent for indent, count in indents.items() if count >= enough), default=min(indents)))


def right_edge(body: Sequence[str], limit: int) -> int:
    """Where the last column's texts end: the longest of the lines that have a wide gap, as group rows have none."""
    return max((min(len(line), _WIDEST) for line in body if _SPACES.search(line, limit + 1)), default=limit)


def edges_from_head(head: Sequence[str], body: Sequence[str], limit: int) -> list[int] | None:
    """The edges of the columns that the head's words show; None where it shows fewer than two columns beside the numbers.

    Each edge is the whitest place between the middles of two neighbouring head cells; where no place between them is white in most
    rows, the two are words of one head.
    """
    columns = max(_clusters(head, limit), _clusters(head[len(head) // 2 :], limit, narrow=False), key=len)
    if len(columns) < 2:
        return None
    ink = _ink([*head, *body])
    middles = [(start + end) // 2 for start, end in columns]
    edges = [_whitest(ink, left + 1, right) for left, right in pairwise(middles)]
    most = max(ink[limit:], default=0) * _MOST_INK
    white = [edge for edge in edges if edge >= len(ink) or ink[edge] <= most]
    return white or None


def edges_like(edges: Sequence[int], frame: tuple[int, int], body: Sequence[str], limit: int) -> list[int]:
    """The edges on another page, where no head shows them: the old ones brought to this page's scale, then the whitest place near each.

    `frame`: the number column's end and the right edge of the text on the page of `edges`.
    """
    right = right_edge(body, limit)
    scale = (right - limit) / max(frame[1] - frame[0], 1)
    expected = [round(limit + (edge - frame[0]) * scale) for edge in edges]
    ink = _ink(body)
    found: list[int] = []
    for index, edge in enumerate(expected):
        low = (expected[index - 1] + edge) // 2 + 1 if index else limit + 2
        high = (edge + expected[index + 1]) // 2 if index + 1 < len(expected) else right
        found.append(_whitest(ink, max(low, edge - _NEAR), min(high, edge + _NEAR + 1), near=edge))
    return found


def _clusters(head: Sequence[str], limit: int, *, narrow: bool = True) -> list[tuple[int, int]]:
    """The stretches (start, end) of the head's cells: what white columns of characters part.

    A white column one character wide parts two cells only where some line has a wider gap there that begins or ends near by; else it is
    the space between two words that happen to stand over each other.
    """
    ink = _ink(head)
    width = len(ink)
    stretches: list[tuple[int, int]] = []
    start: int | None = None
    for at in range(limit, width + 1):
        if at < width and ink[at]:
            start = at if start is None else start
        elif start is not None:
            stretches.append((start, at))
            start = None
    merged: list[tuple[int, int]] = []
    for stretch in stretches:
        if merged and stretch[0] - merged[-1][1] == 1 and not (narrow and _has_wide_gap(head, merged[-1][1])):
            merged[-1] = (merged[-1][0], stretch[1])
        else:
            merged.append(stretch)
    return merged


def _has_wide_gap(lines: Iterable[str], at: int) -> bool:
    for line in lines:
        for gap in _SPACES.finditer(line[:_WIDEST]):
            if gap.start() <= at < gap.end() and gap.start() > 0 and gap.end() - gap.start() <= _NEAR + 4:
                return True
    return False


def _ink(lines: Iterable[str]) -> list[int]:
    """How many lines have a character at each offset."""
    ink = [0] * _WIDEST
    last = 0
    for line in lines:
        for at, character in enumerate(line[:_WIDEST]):
            if character != " ":
                ink[at] += 1
                last = max(last, at)
    return ink[: last + 1]


def _whitest(ink: Sequence[int], low: int, high: int, near: int | None = None) -> int:
    """The place in low..high with the least ink: the middle of the longest such stretch, or the one nearest to `near`."""
    high = min(max(high, low + 1), len(ink))
    if low >= high:
        return low
    least = min(ink[low:high])
    runs: list[tuple[int, int]] = []
    for at in range(low, high):
        if ink[at] == least:
            if runs and runs[-1][1] == at:
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
    if near is None:
        start, end = max(runs, key=lambda run: (run[1] - run[0], run[0]))
        return (start + end) // 2
    start, end = min(runs, key=lambda run: 0 if run[0] <= near < run[1] else min(abs(run[0] - near), abs(run[1] - 1 - near)))
    return min(max(near, start), end - 1)
