"""A yardstick for the second reader's tasks: spaCy's text classifier, trained on the same folds, each item by itself.

It tells what reading an item in its place, along the document, is worth. It is trained anew for each cross-validation and never shipped:
loading spaCy takes longer than reading a document. Pipeline and training are those of `models/second_reader/recipe.cfg`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractor.evaluating.tally import Counts, Figures, figures_of
from extractor.folding import fold
from extractor.second_reader.items import NO_TASK, TASK, Item, items_of
from extractor.training.aligning import Truth
from extractor.training.held_out import HeldOut
from extractor.training.lessons import Lesson, folds_of
from extractor.training.recipe import Recipe, load_pipeline

__all__ = ["figures_by_spacy", "figures_of_items"]

_LIKELY = 0.5
_LONGEST = 600


def figures_of_items(held: Sequence[HeldOut], truths: Mapping[str, Truth]) -> Figures:
    """How many of the outlines' items the second reader tells right, of all that are tasks."""
    told = [
        (probability >= _LIKELY, item.node.span in truths[one.lesson.name].tasks) for one in held for item, probability in one.reading.items
    ]
    return _figures(told)


def figures_by_spacy(lessons: Sequence[Lesson], truths: Mapping[str, Truth], recipe: Recipe) -> Figures:
    """The same for spaCy's classifier, cross-validated over the same folds."""
    folds = folds_of(lessons, recipe.recipe.folds, recipe.recipe.seed)
    told: list[tuple[bool, bool]] = []
    for fold_held in filter(None, folds):
        others = [lesson for other in folds if other is not fold_held for lesson in other]
        told += _read(list(_texts(others, truths)), list(_texts(fold_held, truths)), recipe)
    return _figures(told)


def _figures(told: Sequence[tuple[bool, bool]]) -> Figures:
    gold, predicted, hit = sum(is_task for _, is_task in told), sum(likely for likely, _ in told), sum(map(all, told))
    return figures_of(Counts(gold, predicted, hit))


def _texts(lessons: Sequence[Lesson], truths: Mapping[str, Truth]) -> Iterator[tuple[str, bool]]:
    for lesson in lessons:
        tasks = frozenset(truths[lesson.name].tasks)
        for item in items_of(lesson.found.tree):
            yield _text(lesson, item), item.node.span in tasks


def _text(lesson: Lesson, item: Item) -> str:
    """The nearest heading and the item's own words."""
    heading = next((lesson.document.slice(node.heading) for node in item.around if node.heading), "")
    return fold(f"{heading} | {lesson.document.slice(item.node.body)}"[:_LONGEST])


def _read(learned: Sequence[tuple[str, bool]], unseen: Sequence[tuple[str, bool]], recipe: Recipe) -> list[tuple[bool, bool]]:
    import spacy.util
    from spacy.training import Example

    util: Any = spacy.util
    util.fix_random_seed(recipe.recipe.seed)
    nlp = load_pipeline()
    examples = [
        Example.from_dict(nlp.make_doc(text), {"cats": {TASK: float(is_task), NO_TASK: float(not is_task)}}) for text, is_task in learned
    ]
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(recipe.recipe.seed)
    for _ in range(recipe.yardstick.epochs):
        shuffled = order.sample(examples, len(examples))
        for batch in util.minibatch(shuffled, recipe.yardstick.batch):
            nlp.update(batch, sgd=optimizer, drop=recipe.yardstick.drop)
    docs = nlp.pipe([text for text, _ in unseen])
    return [(doc.cats[TASK] >= _LIKELY, is_task) for doc, (_, is_task) in zip(docs, unseen, strict=True)]
