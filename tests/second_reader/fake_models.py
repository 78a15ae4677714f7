"""Models that say what a test wants: the label of each place by a word among its features, with a probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.second_reader.items import NO_TASK, TASK
from extractor.second_reader.models import Models

SURE = 0.99


class FakeTagger:
    """Gives a place the label of the first name that is among its features, with a probability of .99; else the label `usual`."""

    def __init__(self, labels: Sequence[str], told: Mapping[str, str], usual: str) -> None:
        self._labels, self._told, self._usual = list(labels), told, usual

    def labels(self) -> list[str]:
        return self._labels

    def marginals(self, sequence: list[list[str]]) -> list[list[float]]:
        rest = (1 - SURE) / (len(self._labels) - 1)
        found = (next((label for name, label in self._told.items() if name in place), self._usual) for place in sequence)
        return [[SURE if label == likely else rest for label in self._labels] for likely in found]


class FakeModels(Models):
    """Models that are there already."""

    def __init__(self, items: FakeTagger, headings: FakeTagger, agencies: FakeTagger) -> None:
        self.items, self.headings, self.agencies = items, headings, agencies


def models(*, tasks: Sequence[str] = (), names: Mapping[str, str] | None = None, roles: Mapping[str, str] | None = None) -> Models:
    """Models that hold items beginning with certain words for tasks, and certain words for labels of agencies."""
    return FakeModels(
        FakeTagger([TASK, NO_TASK], {f"first={word}": TASK for word in tasks}, NO_TASK),
        FakeTagger(["content", "other"], roles or {}, "content"),
        FakeTagger(
            ["B-lead", "I-lead", "B-coordinating", "I-coordinating", "O"],
            {f"T[0][0]={word}": label for word, label in (names or {}).items()},
            "O",
        ),
    )
