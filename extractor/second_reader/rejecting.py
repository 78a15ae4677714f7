"""Which of the items that the rules took for tasks without being sure are none.

The rules are unsure of an item whose wording alone did not show an action. Of those, the ones that the second reader holds to be tasks
with less than `rejected` of `models/second_reader/features.toml` are left out, each with a warning. Where the rules are sure they decide.
Only what stands near such an item is read, so that a long document with one of them costs no more than a short one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from extractor.document import Document, ReadingWarning
from extractor.second_reader.items import TASK, Item, item_features, items_of
from extractor.second_reader.models import FOLDER, Models, marginals, shipped_models
from extractor.second_reader.warnings import left_out
from extractor.structure.outline import Outline
from extractor.tasks.finding import Candidate
from extractor.vocabulary import load_vocabulary

__all__ = ["likely", "rejected"]

_NEAR = 6  # items before and behind: what is farther away moves the probability by less than a ten-thousandth, with the shipped models


def rejected(
    document: Document, tree: Outline, candidates: Sequence[Candidate], models: Models | None = None
) -> dict[int, ReadingWarning]:
    """The indices of the candidates that are left out, with the warning of each. `models`: others than those that are shipped."""
    unsure = {candidate.node.span: index for index, candidate in enumerate(candidates) if not candidate.certain}
    items = items_of(tree) if unsure else ()
    places = [place for place, item in enumerate(items) if item.node.span in unsure]
    most: float = load_vocabulary(f"{FOLDER}/features")["rejected"]
    found: dict[int, ReadingWarning] = {}
    for place, probability in likely(document, items, places, models):
        if probability < most:
            index = unsure[items[place].node.span]
            found[index] = left_out(document, candidates[index].span, 1 - probability)
    return found


def likely(document: Document, items: Sequence[Item], places: Collection[int], models: Models | None = None) -> Iterator[tuple[int, float]]:
    """The probability that the items at some places, in order, are tasks, each read with what stands near it."""
    wanted = frozenset(places)
    for near in _stretches(places, len(items)):
        told = marginals((models or shipped_models()).items, item_features(document, [items[place] for place in near])) if near else []
        yield from ((place, of.get(TASK, 0.0)) for place, of in zip(near, told, strict=True) if place in wanted)


def _stretches(places: Collection[int], count: int) -> Iterator[range]:
    """The places near to some, as stretches that do not overlap."""
    start = end = 0
    for place in places:
        if place - _NEAR > end:
            yield range(start, end)
            start = place - _NEAR
        end = min(count, place + _NEAR + 1)
    yield range(start, end)
