"""Runs the extraction over a folder of annotated documents: NAME.gold.json beside NAME.pdf, .docx, .md or .txt, in any subfolder.

Each annotation is scored once. Where a plan is there in several formats the first of that order is read.
A document that cannot be read counts as one of which nothing was found, and is named.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.document import ReadingError
from extractor.evaluating.facets import score_plan
from extractor.evaluating.runs import Run
from extractor.evaluating.tally import Tally
from extractor.records import Plan

__all__ = ["FORMATS", "annotated_documents", "evaluate_corpus"]

FORMATS = (".pdf", ".docx", ".md", ".txt")
_GOLD = ".gold.json"


def annotated_documents(folder: Path) -> list[tuple[Path, Path | None]]:
    """(annotation, its document or None where there is none), by file name."""
    golds = sorted(folder.rglob(f"*{_GOLD}"))
    return [(gold, next(filter(Path.is_file, _candidates(gold)), None)) for gold in golds]


def _candidates(gold: Path) -> list[Path]:
    name = gold.name.removesuffix(_GOLD)
    return [gold.with_name(f"{name}{suffix}") for suffix in FORMATS]


def evaluate_corpus(folder: Path, extract: Callable[[Path], Plan]) -> Run:
    """Extracts and scores every annotated document under the folder. Raises OSError and ValueError for broken annotations."""
    tally, absent = Tally(), []
    documents = annotated_documents(folder)
    for gold_file, document in documents:
        gold: dict[str, Any] = json.loads(gold_file.read_text("utf-8"))
        name = gold_file.name.removesuffix(_GOLD)
        try:
            plan = json.loads(extract(document).to_json()) if document else None
        except ReadingError:
            plan = None
        if plan is None:
            absent.append(name)
        score_plan(gold, plan or {}, tally, name)
    return Run.of(tally, documents=len(documents), absent=absent)
