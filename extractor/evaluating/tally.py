"""Counts of hits, annotated and extracted values for each facet, with the errors seen.

Counts are summed over documents before precision, recall and F1 are taken (micro average). The parts of a facet (the fields of the
metadata) are counted beside it. `judged` are the fields that were given a confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from extractor.evaluating.matching import pairs
from extractor.evaluating.reliability import Judged

__all__ = ["Counts", "Failing", "Figures", "Tally", "figures_of"]


class Counts(NamedTuple):
    """How many values are annotated, extracted, and both."""

    gold: int
    predicted: int
    hit: int


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


def figures_of(counts: Counts) -> Figures:
    """The figures that counts give; 1 where there is nothing to find or nothing found wrong."""
    gold, predicted, hit = counts
    return Figures(
        precision=round(hit / predicted, 4) if predicted else 1.0,
        recall=round(hit / gold, 4) if gold else 1.0,
        f1=round(2 * hit / (gold + predicted), 4) if gold + predicted else 1.0,
        gold=gold, predicted=predicted, hit=hit,
    )  # fmt: skip


def _equal(gold: Any, found: Any) -> float:
    return float(gold == found)


class Tally:
    """Collects one run. `add` pairs two lists of values; `judge` counts one pair that is already known."""

    def __init__(self) -> None:
        self._counts: dict[str, Counts] = {}
        self._parts: dict[str, Counts] = {}
        self.failings: list[Failing] = []
        self.judged: list[Judged] = []

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

    def judge(self, facet: str, right: bool, where: str, item: Any, *, part: str | None = None) -> None:
        """Counts one value that is right or not; the item is what the list of errors says of it, `part` what of the facet it is."""
        self._count(facet, gold=1, predicted=1, hit=int(right))
        if part is not None:
            _add(self._parts, f"{facet}.{part}", Counts(1, 1, int(right)))
        if not right:
            self.failings.append(Failing(facet, "differs", where, item))

    def recall(self, facet: str, wanted: Sequence[str], hits: set[int], where: str) -> None:
        """Counts a facet of which only recall is measured."""
        self._count(facet, gold=len(wanted), predicted=len(hits), hit=len(hits))
        self.failings += [Failing(facet, "missed", where, name) for i, name in enumerate(wanted) if i not in hits]

    def _count(self, facet: str, *, gold: int, predicted: int, hit: int) -> None:
        _add(self._counts, facet, Counts(gold, predicted, hit))

    def absorb(self, other: Tally) -> None:
        """Adds what another tally has counted."""
        for mine, theirs in ((self._counts, other._counts), (self._parts, other._parts)):
            for facet, counts in theirs.items():
                _add(mine, facet, counts)
        self.failings += other.failings
        self.judged += other.judged

    def counts(self) -> dict[str, Counts]:
        """The counts of every facet that has been looked at."""
        return dict(self._counts)

    def figures(self) -> dict[str, Figures]:
        """The figures of every facet that has been looked at."""
        return {facet: figures_of(counts) for facet, counts in self._counts.items()}

    def part_figures(self) -> dict[str, Figures]:
        """The figures of the parts ("metadata.number")."""
        return {part: figures_of(counts) for part, counts in self._parts.items()}


def _add(counts: dict[str, Counts], name: str, more: Counts) -> None:
    before = counts.get(name, Counts(0, 0, 0))
    counts[name] = Counts(*(a + b for a, b in zip(before, more, strict=True)))
