"""Who goes with whom: the one-to-one assignment whose gains sum to the most.

The edges fall into parts that share no end; each is solved by itself, by shortest augmenting paths (the Hungarian method as Jonker and
Volgenant wrote it in 1987), O(n³) of the part. An end may stay alone, which gains nothing. Gains are positive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

__all__ = ["assigned"]

Edge = tuple[int, int]


def assigned(gains: Mapping[Edge, float]) -> list[Edge]:
    """The edges (left, right) chosen, in the order of their left ends."""
    return sorted(edge for part in _parts(gains) for edge in _solved(part, gains))


def _parts(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """The edges by connected part, in a fixed order."""
    ordered = sorted(edges)
    at_left: dict[int, list[int]] = {}
    at_right: dict[int, list[int]] = {}
    for left, right in ordered:
        at_left.setdefault(left, []).append(right)
        at_right.setdefault(right, []).append(left)
    part_of: dict[int, int] = {}  # of each left end
    seen: set[int] = set()  # right ends
    for first in at_left:
        waiting = [] if first in part_of else [first]
        part_of.setdefault(first, first)
        while waiting:
            for right in at_left[waiting.pop()]:
                if right not in seen:
                    seen.add(right)
                    fresh = [left for left in at_right[right] if left not in part_of]
                    part_of.update(dict.fromkeys(fresh, first))
                    waiting += fresh
    parts: dict[int, list[Edge]] = {}
    for edge in ordered:
        parts.setdefault(part_of[edge[0]], []).append(edge)
    yield from parts.values()


def _solved(part: list[Edge], gains: Mapping[Edge, float]) -> Iterator[Edge]:
    if len(part) == 1:
        yield part[0]
        return
    lefts, rights = sorted({left for left, _ in part}), sorted({right for _, right in part})
    row_of, column_of = ({end: at for at, end in enumerate(ends)} for ends in (lefts, rights))
    # A column of its own for each row stands for staying alone.
    costs = np.zeros((len(lefts), len(rights) + len(lefts)))
    for left, right in part:
        costs[row_of[left], column_of[right]] = -gains[left, right]
    for row, column in enumerate(_columns(costs)):
        if column < len(rights) and (lefts[row], rights[column]) in gains:
            yield lefts[row], rights[column]


def _columns(costs: np.ndarray) -> list[int]:
    """The column of each row in the cheapest assignment; there are at least as many columns as rows."""
    rows, columns = costs.shape
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)  # potentials
    row_at = np.zeros(columns + 1, dtype=int)  # the row of each column, 0 for none; both count from 1
    for row in range(1, rows + 1):
        row_at[0] = row
        column = 0
        shortest = np.full(columns + 1, np.inf)
        way = np.zeros(columns + 1, dtype=int)
        used = np.zeros(columns + 1, dtype=bool)
        while row_at[column]:
            used[column] = True
            here = row_at[column]
            reduced = costs[here - 1] - of_row[here] - of_column[1:]
            free = ~used[1:]
            better = free & (reduced < shortest[1:])
            shortest[1:][better] = reduced[better]
            way[1:][better] = column
            following = int(np.argmin(np.where(free, shortest[1:], np.inf))) + 1
            step = shortest[following]
            of_row[row_at[used]] += step
            of_column[used] -= step
            shortest[~used] -= step
            column = following
        while column:
            row_at[column] = row_at[way[column]]
            column = way[column]
    found = [0] * rows
    for column in range(1, columns + 1):
        if row_at[column]:
            found[row_at[column] - 1] = column - 1
    return found
