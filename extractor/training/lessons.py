"""The annotated plans of a folder, read by the rules and aligned with their annotations: what is learned from, and measured on."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from extractor.document import Document
from extractor.evaluating.corpus import annotated_documents, annotation_of
from extractor.extracting import Findings, findings_of
from extractor.reading.opening import open_document
from extractor.training.aligning import Truth, align

__all__ = ["Lesson", "folds_of", "lessons_of"]


class Lesson(Struct, frozen=True):
    """An annotated plan: its name, annotation, text, what the rules find in it, and where its annotation stands."""

    name: str
    gold: dict[str, Any]
    document: Document
    found: Findings
    truth: Truth

    @property
    def plan(self) -> str:
        """What is the same for two files of one plan: the annotated tasks."""
        return json.dumps(sorted(task["text"] for task in self.gold.get("tasks") or []), ensure_ascii=False)


def lessons_of(folder: Path) -> list[Lesson]:
    """The annotated plans under a folder, by file name, those without document left out.

    Raises BrokenGold and OSError as `evaluating.corpus` does, ReadingError for a document that cannot be read.
    """
    lessons = []
    for annotation, path in annotated_documents(folder):
        if path is not None:
            gold = annotation_of(annotation)
            document = open_document(path)
            found = findings_of(document)
            lessons.append(Lesson(annotation.name.removesuffix(".gold.json"), gold, document, found, align(document, found, gold)))
    return lessons


def folds_of(lessons: Sequence[Lesson], count: int, seed: int) -> list[list[Lesson]]:
    """The lessons dealt out to folds by the seed, whole plans only: all files of one plan are in one fold."""
    plans = sorted({lesson.plan for lesson in lessons})
    random.Random(seed).shuffle(plans)
    fold = {plan: number % count for number, plan in enumerate(plans)}
    return [[lesson for lesson in lessons if fold[lesson.plan] == number] for number in range(count)]
