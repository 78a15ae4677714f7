"""Which tasks of two plans belong together: one to one, several that became one, one that became several.

Tasks of the same text, headings and leads are pairs. Of the others the one-to-one assignment is taken whose likeness above the threshold
sums to the most (`assignment`). Then those left alone are looked at again, in plans of which a share is paired by now (others have little
to do with one another): two that are less alike are a pair where each is clearly less like any other task, paired or not: where their
likeness and its lead over the next best come to the threshold. A pair of which each end lies better within the partner of another is
parted again: both are parts. Then each task that is left may join a pair, as a part of its longer task: where most of its words lie within
that task, and enough of them that the parts there so far do not have; or where both share a stretch of words that no other task has; the
best fitting first. Parts join a task that is alone too, two at least. Last, a task still alone that is clearly most like a paired one
joins it, however long it is, where it explains enough of its words that the parts there do not: a plan that merges tasks tells them in
fewer words. A group has one task on one of its sides; every task is in exactly one group. The result hangs on nothing but the tasks of the
two plans: not on their order, nor on which plan comes first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from extractor.comparing.assignment import assigned
from extractor.comparing.likeness import Sides
from extractor.comparing.words import Features
from extractor.vocabulary import load_vocabulary

__all__ = ["Group", "groups_of"]

Pair = tuple[int, int]
Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Places of tasks in the lists of both sides; one side is empty for a task without partner, else one of both has one task."""


def groups_of(sides: Sides) -> list[Group]:
    """All groups, in the order of the sides' lists."""
    thresholds: dict[str, float] = load_vocabulary("comparing")["thresholds"]
    turned = _is_turned(sides)
    same = dict(_same(sides))
    columns = set(same.values())
    gains: dict[Pair, float] = {}
    for row, column in sides.candidates():
        if row in same or column in columns:
            continue
        gain = sides.score(row, column) - thresholds["pair"]
        if gain > 0:
            gains[(column, row) if turned else (row, column)] = gain
    pairs = [*same.items(), *((column, row) if turned else (row, column) for row, column in assigned(gains))]
    if len(pairs) >= thresholds["related"] * min(len(sides.left), len(sides.right)):
        pairs += _clear(sides, pairs, thresholds)
    return _Grouping(sides, pairs, thresholds).groups()


def _clear(sides: Sides, pairs: Iterable[Pair], thresholds: Mapping[str, float]) -> Iterator[Pair]:
    """The tasks still alone that are clearly more like each other than like any other: at most one for each, ties are none."""
    taken = [set(side) for side in zip(*pairs, strict=True)] or [set(), set()]
    for row, column in sides.candidates():
        if row not in taken[0] and column not in taken[1] and _is_clear(sides, row, column, (0, 1), thresholds):
            yield row, column


def _is_clear(sides: Sides, row: int, column: int, ends: Iterable[int], thresholds: Mapping[str, float]) -> bool:
    """Whether the likeness, and so much of its lead over the next best of these ends (0 the left one, 1 the right), make a pair."""
    score, lead, least = sides.score(row, column), thresholds["lead"], thresholds["pair"]
    if (1 + lead) * score <= least:  # no lead is greater than the score
        return False
    rivals = {
        0: (sides.score(row, other) for other in range(len(sides.right)) if other != column),
        1: (sides.score(other, column) for other in range(len(sides.left)) if other != row),
    }
    ahead = min((score - rival for end in ends for rival in rivals[end]), default=score)
    return ahead > 0 and score + lead * ahead > least


def _same(sides: Sides) -> Iterator[tuple[int, int]]:
    """Places left and right of tasks that are the same in all but their plans; of several alike the first goes with the first."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    for column in reversed(range(len(sides.right))):
        waiting.setdefault(sides.right[column].order[:-1], []).append(column)
    for row, seen in enumerate(sides.left):
        if alike := waiting.get(seen.order[:-1]):
            yield row, alike.pop()


def _is_turned(sides: Sides) -> bool:
    """Whether the right side is taken first: equally good assignments are so chosen alike whichever plan comes first."""
    return [seen.order[0] for seen in sides.right] < [seen.order[0] for seen in sides.left]


class _Grouping:
    """Pairs to which parts are joined. A task is named by its side (0, 1) and place."""

    def __init__(self, sides: Sides, pairs: list[tuple[int, int]], thresholds: dict[str, float]) -> None:
        self._sides, self._thresholds = sides, thresholds
        self._lists = (sides.left, sides.right)
        self._partners: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for row, column in pairs:
            self._partners[0][row] = [column]
            self._partners[1][column] = [row]
        self._part_misjoined()
        paired = tuple(frozenset(partners) for partners in self._partners)
        for _, side, part, whole in self._joining():
            self._join(side, part, whole)
        for _, side, part, whole in self._told_shorter():
            self._join_shorter(side, part, whole)
        for side, own in enumerate(self._partners):  # one part does not make a split
            for whole in [
                one for one, parts in own.items() if one not in paired[side] and len(parts) == 1 and parts[0] not in paired[1 - side]
            ]:
                if self._partners[1 - side].get(own[whole][0]) == [whole]:
                    del self._partners[1 - side][own.pop(whole)[0]]

    def groups(self) -> list[Group]:
        rows, columns = self._partners
        found: list[Group] = []
        for row in range(len(self._sides.left)):
            others = rows.get(row, [])
            if not others:
                found.append(((row,), ()))
            elif len(others) > 1:
                found.append(((row,), tuple(sorted(others))))
            elif row == min(columns[others[0]]):
                found.append((tuple(sorted(columns[others[0]])), (others[0],)))
        return found + [((), (column,)) for column in range(len(self._sides.right)) if column not in columns]

    def _part_misjoined(self) -> None:
        """Parts again those pairs of which each end lies better within the partner of another: parts of two tasks that are split or
        merged.
        """
        sides = self._sides
        best: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for row, column in sides.candidates():
            if row in self._partners[0] and column in self._partners[1] and self._partners[0][row] != [column]:
                share = sides.belonging(row, column)
                lighter = int(sides.right_weights[column] < sides.left_weights[row])
                part = column if lighter else row
                best[lighter][part] = max(best[lighter].get(part, 0.0), share)
        for row, (column,) in list(self._partners[0].items()):
            least = max(sides.score(row, column), self._thresholds["part"])
            if best[0].get(row, 0.0) > least and best[1].get(column, 0.0) > least:
                del self._partners[0][row], self._partners[1][column]

    def _joining(self) -> Iterator[tuple[float, int, int, int]]:
        """The parts that may join, the best fitting first: share within the whole, side, part, whole."""
        sides = self._sides
        found = []
        for row, column in sides.candidates():
            paired = row in self._partners[0], column in self._partners[1]
            if all(paired):
                continue
            lighter = int(sides.right_weights[column] < sides.left_weights[row])
            side = int(paired[0]) if any(paired) else lighter  # the part's: the one that is alone, of two such the lighter
            part, whole = (column, row) if side else (row, column)
            share = sides.belonging(row, column)
            if (share >= self._thresholds["part"] and side == lighter) or sides.share_a_stretch(row, column):
                found.append((share, side, part, whole))
        lists = self._lists
        yield from sorted(found, key=lambda one: (-one[0], lists[one[1]][one[2]].order, lists[1 - one[1]][one[3]].order))

    def _join(self, side: int, part: int, whole: int) -> None:
        """Makes the part one of the whole's, unless it has joined another, or adds too little to what is there."""
        own, others = self._partners[side], self._partners[1 - side]
        there = others.get(whole, [])
        if part in own or any(len(own[one]) > 1 for one in there):
            return
        features, of_whole = self._lists[side][part].features, self._lists[1 - side][whole].features
        known: set[str] = set().union(*(self._lists[side][one].features for one in there))
        row, column = (whole, part) if side else (part, whole)
        if (
            not self._sides.share_a_stretch(row, column)
            and self._share(features & of_whole - known, features) < self._thresholds["part_alone"]
        ):
            return
        own[part] = [whole]
        others[whole] = [*there, part]

    def _told_shorter(self) -> Iterator[tuple[float, int, int, int]]:
        """Tasks still alone that are clearly most like one that has a partner already, the most alike first: a likely part of it, though it
        may be longer than the whole, which tells it in fewer words. Likeness, side, part, whole.
        """
        sides = self._sides
        found = []
        for row, column in sides.candidates():
            paired = row in self._partners[0], column in self._partners[1]
            if any(paired) and not all(paired):
                side = int(paired[0])
                if _is_clear(sides, row, column, (side,), self._thresholds):
                    part, whole = (column, row) if side else (row, column)
                    found.append((sides.score(row, column), side, part, whole))
        lists = self._lists
        yield from sorted(found, key=lambda one: (-one[0], lists[one[1]][one[2]].order, lists[1 - one[1]][one[3]].order))

    def _join_shorter(self, side: int, part: int, whole: int) -> None:
        """Makes the part one of the whole's, where it has enough of the whole's words that the parts there have not."""
        own, others = self._partners[side], self._partners[1 - side]
        there = others[whole]
        known: set[str] = set().union(*(self._lists[side][one].features for one in there))
        of_whole = self._lists[1 - side][whole].features
        adds = self._share(self._lists[side][part].features & of_whole - known, of_whole)
        if part not in own and all(len(own[one]) == 1 for one in there) and adds >= self._thresholds["whole_alone"]:
            own[part] = [whole]
            others[whole] = [*there, part]

    def _share(self, some: Features, of_all: Features) -> float:
        weights = self._sides.weights
        return math.fsum(weights[one] for one in some) / max(math.fsum(weights[one] for one in of_all), 1e-9)
