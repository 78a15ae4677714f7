"""How sure figures are: intervals of F1 by bootstrap over documents.

Documents are drawn with replacement, not values: those of one plan are worded alike, so that drawing values would promise too much.
The seed is fixed, so that a run gives the same intervals again. (Efron and Tibshirani, An Introduction to the Bootstrap, 1993: the
percentile interval.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from extractor.evaluating.tally import Counts

__all__ = ["f1_intervals"]

_DRAWS = 1000
_SEED = 20261130
_LEVEL = 0.95


def f1_intervals(documents: Sequence[Mapping[str, Counts]]) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each facet's micro-averaged F1, rounded to four places; none where fewer than two documents are given."""
    if len(documents) < 2:
        return {}
    random = Random(_SEED)
    draws = [random.choices(range(len(documents)), k=len(documents)) for _ in range(_DRAWS)]
    facets = dict.fromkeys(facet for document in documents for facet in document)
    return {facet: _interval([document.get(facet, Counts(0, 0, 0)) for document in documents], draws) for facet in facets}


def _interval(counts: Sequence[Counts], draws: Sequence[Sequence[int]]) -> tuple[float, float]:
    both = [count.gold + count.predicted for count in counts]
    hits = [2 * count.hit for count in counts]
    drawn = sorted(_share(sum(hits[at] for at in draw), sum(both[at] for at in draw)) for draw in draws)
    tail = round((1 - _LEVEL) / 2 * len(drawn))
    return round(drawn[tail], 4), round(drawn[-1 - tail], 4)


def _share(hit: int, of: int) -> float:
    return hit / of if of else 1.0
