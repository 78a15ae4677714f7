"""Which lines belong to which row, where only the rows' numbers are known.

A row's number stands in the middle of its height (cells centred against each other) or on its first line. For centred rows the choice is
made for all rows of a page together: the sum of what each row's number is off its middle, less where a row begins after a blank line,
more where it begins with a word in lower case, is as small as can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

__all__ = ["row_extents"]

_FARTHEST = 60
"""Lines from a number that a row may reach; keeps the work linear where numbers are far apart."""

_AFTER_BLANK = -2.5
_IN_SENTENCE = 3.0
_LEFT_OVER = 1.5
_WITHOUT_WORK = 0.75


def row_extents(
    numbers: Sequence[int], blank_above: Sequence[bool], work: Sequence[str], *, top_aligned: bool, whole_first: bool, open_end: bool,
) -> list[tuple[int, int]]:
    """The rows as (first line, line after the last), one a number. Lines before the first row are the rest of an earlier one.

    `numbers`: the lines with a number. `blank_above`, `work`: for each line, whether a blank line stands above it, and its text in the
    work column. `whole_first`: the first row begins on the first line. `open_end`: lines after the last row may belong to no row.
    """
    count = len(work)
    if not numbers:
        return []
    if top_aligned:
        starts = [0 if whole_first else numbers[0], *numbers[1:]]
        ends = [*starts[1:], _last_end(numbers[-1], count, blank_above, open_end=open_end)]
        return list(zip(starts, ends, strict=True))
    # States: the line on which a row begins, with the least cost of all rows above and the state it came from.
    if whole_first:
        states = {0: 0.0}
    else:
        first = range(max(0, numbers[0] - _FARTHEST), numbers[0] + 1)
        states = {start: _begin_cost(start, blank_above, work) + (_LEFT_OVER if start else 0.0) for start in first}
    chosen: list[dict[int, int]] = []
    for number, following in pairwise(numbers):
        middle = following if following - number <= 2 * _FARTHEST else number + _FARTHEST
        reached: dict[int, float] = {}
        came: dict[int, int] = {}
        for begin in range(number + 1, middle + 1):
            cost, start = min((cost + abs(start + begin - 1 - 2 * number), start) for start, cost in states.items())
            reached[begin] = cost + _begin_cost(begin, blank_above, work)
            came[begin] = start
        states = reached
        chosen.append(came)
    last = numbers[-1]
    ends = [end for end in range(last + 1, min(count, last + _FARTHEST) + 1) if end == count or (open_end and blank_above[end])]
    if not ends:
        ends = [min(count, last + _FARTHEST)]
    cost, start, end = min(
        (cost + abs(start + end - 1 - 2 * last) + (4.0 if end < count else 0.0), start, end)
        for start, cost in states.items() for end in ends
    )
    starts = [start]
    for came in reversed(chosen):
        starts.append(came[starts[-1]])
    starts.reverse()
    return list(zip(starts, [*starts[1:], end], strict=True))


def _begin_cost(line: int, blank_above: Sequence[bool], work: Sequence[str]) -> float:
    """What it costs to let a row begin on a line."""
    cost = _AFTER_BLANK if blank_above[line] else 0.0
    if not work[line]:
        return cost + _WITHOUT_WORK
    return cost + (_IN_SENTENCE if work[line][0].islower() else 0.0)


def _last_end(number: int, count: int, blank_above: Sequence[bool], *, open_end: bool) -> int:
    if not open_end:
        return count
    return next((line for line in range(number + 1, count) if blank_above[line]), count)
