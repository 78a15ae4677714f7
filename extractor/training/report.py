"""Held-out figures of the second reader as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.evaluating.tally import Figures
from extractor.training.examples import examples_of, truths_of
from extractor.training.held_out import FACETS, READINGS, HeldOut, Report, cross_validate, measure
from extractor.training.lessons import Lesson
from extractor.training.recipe import load_recipe
from extractor.training.yardstick import figures_by_spacy, figures_of_items

__all__ = ["as_lines", "cross_validated", "yardstick_line"]


def cross_validated(lessons: Sequence[Lesson]) -> list[str]:
    """The figures of lessons each read by models trained on the other folds, and the yardstick's. Raises TooLittle."""
    truths, recipe = truths_of(examples_of(lessons)), load_recipe()
    held = cross_validate(lessons, truths, recipe)
    return [*as_lines(held), "", yardstick_line(figures_of_items(held, truths), figures_by_spacy(lessons, truths, recipe))]


def as_lines(held: Sequence[HeldOut]) -> list[str]:
    """Precision, recall and F1 of each reading and facet, then how well the second reader's agreement tells right from wrong."""
    report = measure(held)
    return [f"{len(held)} documents that were not in the training", *_figures(report), "", *_telling(report)]


def _figures(report: Report) -> Iterator[str]:
    yield f"{'facet':24}" + "".join(f"{name:>24}" for name in READINGS)
    yield f"{'':24}" + f"{'P':>10}{'R':>7}{'F1':>7}" * len(READINGS)
    for facet in FACETS:
        rows = [report.figures[name].get(facet) for name in READINGS]
        yield f"{facet:24}" + "".join(f"{row.precision:10.3f}{row.recall:7.3f}{row.f1:7.3f}" if row else f"{'-':>24}" for row in rows)


def _telling(report: Report) -> Iterator[str]:
    yield f"{'agreement with the rules on':28}{'right':>7}{'wrong':>7}{'right above wrong':>20}"
    for matter, (share, right, wrong) in report.telling.items():
        yield f"{matter:28}{right:7}{wrong:7}{share if right and wrong else '-':>20{'.3f' if right and wrong else ''}}"


def yardstick_line(along: Figures, by_itself: Figures) -> str:
    """What the second reader's items are worth beside the yardstick's."""
    return f"items that are tasks, F1: along the document {along.f1:.3f}, each by itself (spaCy's text classifier) {by_itself.f1:.3f}"
