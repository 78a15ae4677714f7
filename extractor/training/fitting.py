"""The three models of the second reader fitted to lessons: sequences with their labels in, files out, the same bytes each time."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from extractor.records import Span
from extractor.second_reader.headings import heading_features
from extractor.second_reader.items import NO_TASK, TASK, item_features, items_of
from extractor.second_reader.models import FILES, FOLDER, VERSION_FILE, Models, version_of, word_features
from extractor.second_reader.passages import INSIDE, OUTSIDE, Passage, columns_of, passages_of
from extractor.training.aligning import Truth
from extractor.training.crf_file import canonical, read_weights
from extractor.training.lessons import Lesson
from extractor.training.recipe import Fitting, Recipe
from extractor.vocabulary import load_vocabulary

__all__ = ["TooLittle", "fit", "models_from"]


class TooLittle(Exception):
    """Plans too few, or too little annotated, for a model (`model`, its name) to learn anything: it would answer nothing."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        self.model = model


class _Sequence(Struct, frozen=True):
    """Features and label of each place."""

    features: list[list[str]]
    labels: list[str]


def fit(lessons: Sequence[Lesson], truths: Mapping[str, Truth], recipe: Recipe) -> dict[str, bytes]:
    """The files of the models and of their version, by name, trained on lessons; `truths` gives where their annotations stand, by name.

    Raises TooLittle.
    """
    made: dict[str, bytes] = {}
    ways = ((_items, recipe.items), (_headings, recipe.headings), (_agencies, recipe.agencies))
    for name, (sequences, fitting) in zip(FILES, ways, strict=True):
        plans = [list(sequences(lesson, truths[lesson.name])) for lesson in lessons]
        weights = _fitted(plans, fitting, recipe.recipe.least_plans)
        if weights is None:
            raise TooLittle(name.removesuffix(".crf"))
        made[name] = weights
    made[VERSION_FILE] = f"{version_of(made, load_vocabulary(f'{FOLDER}/features'))}\n".encode()
    return made


def models_from(files: Mapping[str, bytes]) -> Models:
    """The models that files hold."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        models = Models(Path(folder))
        models.load()  # while the files are there
    return models


def _items(lesson: Lesson, truth: Truth) -> Iterator[_Sequence]:
    items, tasks = items_of(lesson.found.tree), frozenset(truth.tasks)
    yield _Sequence(item_features(lesson.document, items), [TASK if item.node.span in tasks else NO_TASK for item in items])


def _headings(lesson: Lesson, truth: Truth) -> Iterator[_Sequence]:
    """The sections with an annotated role; the others are passed over."""
    tree, roles = lesson.found.tree, dict(truth.headings)
    headings = [heading for _, heading in tree.section_nodes()]
    seen = zip(heading_features(tree.sections), headings, strict=True)
    told = [(features, roles[heading]) for features, heading in seen if heading in roles]
    yield _Sequence([features for features, _ in told], [role for _, role in told])


def _agencies(lesson: Lesson, truth: Truth) -> Iterator[_Sequence]:
    passages = passages_of(lesson.document, lesson.found.tree)
    features = word_features([columns_of(lesson.document, passage) for passage in passages])
    for passage, words in zip(passages, features, strict=True):
        yield _Sequence(words, list(_labels(passage, truth.agencies)))


def _labels(passage: Passage, agencies: Sequence[tuple[Span, str]]) -> Iterator[str]:
    within = [(span, role) for span, role in agencies if span.overlaps(passage.span)]
    begun: set[Span] = set()
    for word in passage.words:
        span, role = next(((span, role) for span, role in within if span.start <= word.start < span.end), (None, ""))
        if span is None:
            yield OUTSIDE
        else:
            yield INSIDE[role][int(span in begun)]
            begun.add(span)


def _fitted(plans: Sequence[Sequence[_Sequence]], fitting: Fitting, least_plans: int) -> bytes | None:
    """The file of a model, None where nothing was learned."""
    from underthesea_core import CRFTrainer

    counts = Counter(name for plan in plans for name in {name for sequence in plan for place in sequence.features for name in place})
    kept = {name for name, count in counts.items() if count >= least_plans}
    sequences = [sequence for plan in plans for sequence in plan if sequence.labels]
    if not kept or not sequences:
        return None
    trainer = CRFTrainer(
        loss_function="lbfgs",
        l1_penalty=fitting.l1_penalty,
        l2_penalty=fitting.l2_penalty,
        max_iterations=fitting.max_iterations,
        verbose=0,
    )
    features = [[[name for name in place if name in kept] for place in sequence.features] for sequence in sequences]
    model = trainer.train(features, [sequence.labels for sequence in sequences])
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "model"
        model.save(str(saved))
        learned = canonical(read_weights(saved.read_bytes()))
    return learned if read_weights(learned).attributes else None
