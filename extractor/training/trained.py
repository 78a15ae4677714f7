"""All files that training writes: the models with their version, and what they were trained from."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.second_reader.models import FILES, VERSION_FILE
from extractor.training.examples import FILE, examples_of, truths_of
from extractor.training.fitting import fit
from extractor.training.lessons import Lesson
from extractor.training.recipe import load_recipe

__all__ = ["FILE_NAMES", "trained_files"]

FILE_NAMES = (VERSION_FILE, *FILES, FILE)


def trained_files(lessons: Sequence[Lesson]) -> dict[str, bytes]:
    """The files by name (`FILE_NAMES`), trained from lessons by the recipe; the same lessons give the same bytes. Raises TooLittle."""
    examples = examples_of(lessons)
    return {**fit(lessons, truths_of(examples), load_recipe()), FILE: examples}
