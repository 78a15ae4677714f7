"""The assignment gains the most that can be gained, by comparison with all that there are."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from extractor.comparing.assignment import assigned


def most(gains: dict[tuple[int, int], float], size: int) -> float:
    return max(sum(gains.get((left, right), 0.0) for left, right in enumerate(order)) for order in permutations(range(size)))


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20), max_size=14))
def test_no_other_assignment_gains_more(gains: dict[tuple[int, int], float]) -> None:
    chosen = assigned(gains)
    assert len({left for left, _ in chosen}) == len({right for _, right in chosen}) == len(chosen)
    assert set(chosen) <= set(gains)
    assert sum(gains[edge] for edge in chosen) == most(gains, 5)


def test_the_best_for_all_is_not_the_best_for_each() -> None:
    assert assigned({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == [(0, 1), (1, 0)]
    assert assigned({}) == []
