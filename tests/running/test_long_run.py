"""Some hundred small documents read in one process: nothing that is held grows with their number (`benchmarks.long_run`)."""

from __future__ import annotations

import pytest

from benchmarks.long_run import State, growth, in_unbounded_memories, mixture, run

DOCUMENTS, TIMES, WARM = 60, 4, 2
MOST_GROWTH = 20e3
"""Bytes for a document, once all were read twice: measured 5,000, and 70,000 where the plan of each is kept."""
MOST_REMEMBERED = 150
"""Calls of one function: rules, provinces and kinds of documents by their names, reasons of a confidence. Measured 76 at most."""


@pytest.fixture(scope="module")
def states() -> list[State]:
    return list(run([*mixture(DOCUMENTS, 0)] * TIMES, DOCUMENTS))


def test_memory_does_not_grow(states: list[State]) -> None:
    assert growth(states, WARM * DOCUMENTS) / 1000 < MOST_GROWTH


def test_files_and_threads_do_not_grow(states: list[State]) -> None:
    assert {(state.files, state.threads) for state in states[WARM:]} == {(states[WARM].files, states[WARM].threads)}


def test_nothing_is_remembered_without_a_bound(states: list[State]) -> None:
    """Each line of every other document stands in no other: a function that remembers texts has hundreds of them at the end."""
    remembered = in_unbounded_memories()
    assert remembered["extractor.vocabulary.load_vocabulary"] > 0
    assert {name: calls for name, calls in remembered.items() if calls > MOST_REMEMBERED} == {}
