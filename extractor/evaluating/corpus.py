"""Runs the extraction over a folder of annotated documents: NAME.gold.json beside NAME.pdf, .docx, .md or .txt, in any subfolder.

Each annotation is scored once. Where a plan is there in several formats the first of that order is read.
A document that cannot be read counts as one of which nothing was found, and is named.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from extractor.document import ReadingError
from extractor.evaluating.facets import score_plan
from extractor.evaluating.runs import Run
from extractor.evaluating.tally import Tally
from extractor.records import Plan

__all__ = ["FORMATS", "BrokenGold", "annotated_documents", "annotation_of", "evaluate_corpus"]

FORMATS = (".pdf", ".docx", ".md", ".txt", ".html", ".doc", ".odt", ".rtf")
_GOLD = ".gold.json"


class _Deadline(msgspec.Struct):
    kind: str | None = None
    start: str | None = None
    end: str | None = None


class _Target(msgspec.Struct):
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None


class _Task(msgspec.Struct):
    text: str
    lead: list[str] | None = None
    coordinating: list[str] | None = None
    outputs: list[str | dict[str, Any]] | None = None
    deadline: _Deadline | None = None
    targets: list[_Target] | None = None
    legal_references: list[str] | None = None


class _Reference(msgspec.Struct):
    type: str | None = None
    symbol: str | None = None
    title: str | None = None
    date: str | None = None
    issuer: str | None = None


class _Section(msgspec.Struct):
    heading: str
    role: str | None = None


class _Annotation(msgspec.Struct):
    """What scoring relies on in an annotation; any layer may be null or absent."""

    metadata: dict[str, Any] | None = None
    sections: list[_Section] | None = None
    tasks: list[_Task] | None = None
    legal_references: list[_Reference] | None = None
    targets: list[_Target] | None = None
    agencies: list[str] | None = None


class BrokenGold(ValueError):
    """An annotation that cannot be scored against: its file and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def annotated_documents(folder: Path) -> list[tuple[Path, Path | None]]:
    """(annotation, its document or None where there is none), by file name."""
    golds = sorted(folder.rglob(f"*{_GOLD}"))
    return [(gold, next(filter(Path.is_file, _candidates(gold)), None)) for gold in golds]


def _candidates(gold: Path) -> list[Path]:
    name = gold.name.removesuffix(_GOLD)
    return [gold.with_name(f"{name}{suffix}") for suffix in FORMATS]


def evaluate_corpus(folder: Path, extract: Callable[[Path], Plan]) -> Run:
    """Extracts and scores every annotated document under the folder. Raises BrokenGold, and OSError for files that cannot be read."""
    tallies: list[tuple[str, Tally]] = []
    absent = []
    for gold_file, document in annotated_documents(folder):
        gold = annotation_of(gold_file)
        name = gold_file.name.removesuffix(_GOLD)
        try:
            plan = json.loads(extract(document).to_json()) if document else None
        except ReadingError:
            plan = None
        if plan is None:
            absent.append(name)
        tally = Tally()
        score_plan(gold, plan or {}, tally, name)
        tallies.append((_kind(gold), tally))
    return Run.of(tallies, absent=absent)


def _kind(gold: dict[str, Any]) -> str:
    kind = (gold.get("metadata") or {}).get("kind")
    return (kind.get("code") if isinstance(kind, dict) else kind) or "?"


def annotation_of(path: Path) -> dict[str, Any]:
    """The annotation as data. Raises BrokenGold where it is no JSON or not built as `_Annotation` says."""
    data = path.read_bytes()
    try:
        msgspec.json.decode(data, type=_Annotation)
        gold: dict[str, Any] = json.loads(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise BrokenGold(path, str(error)) from error
    return gold
