"""Whether things given a confidence were as often right as it says: each extracted task and field, judged by its annotation.

A task is right where it has an annotated partner. Its fields are judged beside that partner alone, each as a whole: agencies are right
where each has its partner and none is left over, the deadline where its days agree, products where their words do; empty ones where nothing
is annotated. `table` sorts them into bands of confidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, get_args

import msgspec

from extractor.evaluating.equality import SAME_NAME, Data, deadline_score, name_score, wordings
from extractor.evaluating.matching import pairs, similarity, tokens
from extractor.records import CheckedField

__all__ = ["BANDS", "Band", "Judged", "judge_tasks", "table"]

BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
"""Where each band begins; the next begins where it ends."""
_FIELDS = ("text", *get_args(CheckedField))


class Judged(NamedTuple):
    """An extracted task (field "text") or a field of one: its confidence and reasons, and whether it is right."""

    field: str
    reasons: tuple[str, ...]
    confidence: float
    right: bool


class Band(msgspec.Struct, frozen=True):
    """How many of a field were given a confidence of at least `least` and less than the next band's, and how many of them were right."""

    least: float
    given: int
    right: int


def judge_tasks(gold: Sequence[Data], found: Sequence[Data], matched: Iterable[tuple[int, int]]) -> Iterator[Judged]:
    """The extracted tasks and their fields that were given a confidence. `matched`: which annotated task goes with which extracted one."""
    partners = {j: gold[i] for i, j in matched}
    for j, task in enumerate(found):
        if "confidence_reasons" in task:
            yield Judged("text", tuple(task["confidence_reasons"]), task["confidence"], j in partners)
        for entry in task.get("field_confidence") or () if j in partners else ():
            right = _agrees(entry["field"], partners[j], task)
            yield Judged(entry["field"], tuple(entry["reasons"]), entry["value"], right)


def _agrees(field: str, gold: Data, found: Data) -> bool:
    if field == "deadline":
        wanted, got = gold.get("deadline"), found.get("deadline")
        return deadline_score(wanted, got) >= 1 if wanted and got else not wanted and not got
    if field == "outputs":
        first, second = (tokens(" ".join(wordings(task.get("outputs")))) for task in (gold, found))
        return similarity(first, second) >= SAME_NAME if first or second else True
    names = wordings(gold.get(field.removesuffix("_agencies"))), wordings(found.get(field))
    return len(names[0]) == len(names[1]) == len(pairs(*names, name_score, SAME_NAME))


def table(judged: Iterable[Judged]) -> dict[str, list[Band]]:
    """The bands of each field, the task itself ("text") first; fields and bands in which nothing was given are left out."""
    given: Counter[tuple[str, float]] = Counter()
    right: Counter[tuple[str, float]] = Counter()
    for one in judged:
        band = one.field, max(least for least in BANDS if least <= one.confidence)
        given[band] += 1
        right[band] += one.right
    bands = {field: [Band(least, given[field, least], right[field, least]) for least in BANDS if given[field, least]] for field in _FIELDS}
    return {field: some for field, some in bands.items() if some}
