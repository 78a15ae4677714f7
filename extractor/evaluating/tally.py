"""Counts of hits, annotated and extracted values for each facet, with the errors seen.

Counts are summed over documents before precision, recall and F1 are taken (micro average).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from extractor.evaluating.matching import pairs

__all__ = ["Failing", "Figures", "Tally"]


class Failing(NamedTuple):
    """One value that was missed, is wrong, or differs: the facet, the document (and task) it is in, the value as JSON data."""

    facet: str
    what: Literal["missed", "wrong", "differs"]
    where: str
    item: Any


class Figures(msgspec.Struct, frozen=True):
    """Precision, recall and F1 of a facet, rounded to four places, and the counts they come from."""

    precision: float
    recall: float
    f1: float
    gold: int
    predicted: int
    hit: int


def _equal(gold: Any, found: Any) -> float:
    return float(gold == found)


class Tally:
    """Collects one run. `add` pairs two lists of values; `judge` counts one pair that is already known."""

    def __init__(self) -> None:
        self._hit: Counter[str] = Counter()
        self._gold: Counter[str] = Counter()
        self._predicted: Counter[str] = Counter()
        self.failings: list[Failing] = []

    def add(
        self, facet: str, gold: Sequence[Any], found: Sequence[Any], score: Callable[[Any, Any], float] = _equal, *,
        floor: float = 1.0, where: str, shown: Callable[[Any], Any] = lambda item: item,
    ) -> list[tuple[int, int]]:  # fmt: skip
        """Counts the pairs of gold and found and returns them as indices; `shown` gives what the list of errors says of a value."""
        matched = pairs(gold, found, score, floor)
        self._count(facet, gold=len(gold), predicted=len(found), hit=len(matched))
        with_gold, with_found = {i for i, _ in matched}, {j for _, j in matched}
        self.failings += [Failing(facet, "missed", where, shown(g)) for i, g in enumerate(gold) if i not in with_gold]
        self.failings += [Failing(facet, "wrong", where, shown(f)) for j, f in enumerate(found) if j not in with_found]
        return matched

    def judge(self, facet: str, right: bool, where: str, item: Any) -> None:
        """Counts one value that is right or not; the item is what the list of errors says of it."""
        self._count(facet, gold=1, predicted=1, hit=int(right))
        if not right:
            self.failings.append(Failing(facet, "differs", where, item))

    def recall(self, facet: str, wanted: Sequence[str], hits: set[int], where: str) -> None:
        """Counts a facet of which only recall is measured."""
        self._count(facet, gold=len(wanted), predicted=len(hits), hit=len(hits))
        self.failings += [Failing(facet, "missed", where, name) for i, name in enumerate(wanted) if i not in hits]

    def _count(self, facet: str, *, gold: int, predicted: int, hit: int) -> None:
        self._gold[facet] += gold
        self._predicted[facet] += predicted
        self._hit[facet] += hit

    def figures(self) -> dict[str, Figures]:
        """The figures of every facet that has a value, annotated or extracted."""
        return {facet: self._figures(facet) for facet in self._gold | self._predicted}

    def _figures(self, facet: str) -> Figures:
        hit, gold, predicted = self._hit[facet], self._gold[facet], self._predicted[facet]
        return Figures(
            precision=round(hit / predicted, 4) if predicted else 1.0,
            recall=round(hit / gold, 4) if gold else 1.0,
            f1=round(2 * hit / (gold + predicted), 4) if gold + predicted else 1.0,
            gold=gold, predicted=predicted, hit=hit,
        )  # fmt: skip
