"""The alignment on the annotated pairs of corpus/pairs is as good as the datasheet says."""

from __future__ import annotations

import pytest

from recipes.alignment_figures import Figures, figures_of
from recipes.plan_pairs import Pair

LEAST_F1 = 0.93
LEAST_F1_OF_A_KIND = 0.84


@pytest.mark.parametrize("held_out", [False, True])
def test_links_and_kinds(annotated: list[Pair], held_out: bool) -> None:
    figures: Figures = figures_of(pair for pair in annotated if pair.held_out == held_out)
    assert figures.links.f1 >= LEAST_F1
    assert figures.links.precision >= 0.98
    assert {kind for kind, tally in figures.kinds.items() if tally.f1 < LEAST_F1_OF_A_KIND} == set()
    assert figures.moved.f1 >= 0.85


def test_a_reader_agrees_with_every_pairing_of_the_two_read_plans(annotated: list[Pair]) -> None:
    figures = figures_of(pair for pair in annotated if pair.sort == "read")
    assert (figures.links.wrong, figures.links.right >= 10) == (0, True)


def test_later_plans_written_by_hand_are_found_too(annotated: list[Pair]) -> None:
    figures = figures_of(pair for pair in annotated if pair.held_out and pair.sort == "written")
    assert figures.links.f1 >= LEAST_F1
    assert figures.links.precision >= 0.95


def test_there_are_pairs_of_both_sorts(annotated: list[Pair]) -> None:
    assert sum(pair.held_out for pair in annotated) >= 5
    assert sum(not pair.held_out for pair in annotated) >= 5
    assert all(pair.truth.groups for pair in annotated)
