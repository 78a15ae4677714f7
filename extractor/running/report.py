"""The report of a run over many files (`report.json`), and the counts that it and the terminal tell.

All but the part "run" depends on the documents, the program and the options alone: two runs that came to the same end have the same
"documents", however often each was stopped and started again; whether a result was made in this run or stood there is told in "run".
Paths are as they were given or found; letters that are no UTF-8 are written as escapes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from extractor.document import ReadingError
from extractor.files.destinations import Refused
from extractor.messages import message
from extractor.release import NAME, VERSION
from extractor.running.batch import Outcome, Status
from extractor.running.exports import Exported
from extractor.running.places import Place
from extractor.running.worker import Arguments

__all__ = ["REPORT_NAME", "REPORT_VERSION", "Run", "Totals", "check_report", "report_of", "totals"]

REPORT_NAME = "report.json"
REPORT_VERSION = "1.1"


class _Named(Struct):
    name: str


class _Written(Struct):
    """What tells a report of ours."""

    generator: _Named
    report_version: str


class Run(Struct, frozen=True):
    """What differs from run to run: when it began (ISO 8601, UTC), how long it took, the worker processes."""

    started: str
    seconds: float
    workers: int


class Totals(Struct, frozen=True):
    """How many documents came to each end, with the tasks and warnings of the results."""

    documents: Mapping[Status, int]
    tasks: Mapping[Status, int]
    warnings: Mapping[Status, int]

    def of(self, *statuses: Status) -> tuple[int, int, int]:
        """The documents, tasks and warnings of those that ended so."""
        documents, tasks, warnings = (sum(count[status] for status in statuses) for count in (self.documents, self.tasks, self.warnings))
        return documents, tasks, warnings


def totals(outcomes: Iterable[Outcome]) -> Totals:
    counts: list[dict[Status, int]] = [dict.fromkeys(("done", "skipped", "refused", "failed"), 0) for _ in range(3)]
    for outcome in outcomes:
        for count, value in zip(counts, (1, outcome.tasks or 0, outcome.warnings or 0), strict=True):
            count[outcome.status] += value
    return Totals(*counts)


def check_report(place: Place, *, force: bool) -> None:
    """Raises Refused where a report must not be written to the place: where no file can be, and, unless forced, over what is no report."""
    place.check_open(REPORT_NAME)
    standing = None if force else place.standing(REPORT_NAME)
    if standing is not None:
        try:
            written = msgspec.json.decode(standing, type=_Written)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise Refused("not_ours", Path(place.shown(REPORT_NAME))) from None
        if written.generator.name != NAME:
            raise Refused("not_ours", Path(place.shown(REPORT_NAME)))


def report_of(
    outcomes: Sequence[Outcome],
    unreadable: Sequence[tuple[str, ReadingError]],
    others: Sequence[str],
    arguments: Arguments,
    run: Run,
    exported: Exported | None = None,
) -> bytes:
    """The report as JSON. `unreadable`: folders that could not be looked into; `others`: results there of documents not given now."""
    ordered = sorted(outcomes, key=lambda outcome: outcome.document.result)
    counts = totals(ordered)
    documents, tasks, warnings = counts.of("done", "skipped")
    report = {
        "report_version": REPORT_VERSION,
        "generator": {"name": NAME, "version": VERSION},
        "options": {
            "ocr": arguments.ocr,
            "min_confidence": arguments.min_confidence,
            "second_reader": arguments.second_reader,
            "export": {"to": exported.to, "language": exported.language} if exported else None,
        },
        "counts": {
            "documents": len(ordered),
            "done": documents,
            "refused": counts.of("refused")[0],
            "failed": counts.of("failed")[0],
            "tasks": tasks,
            "warnings": warnings,
        },
        "documents": [_document(outcome) for outcome in ordered],
        "unreadable_folders": [
            {"path": _printable(path), "code": error.code, "message": message(error.code, error.details)} for path, error in unreadable
        ],
        "other_results": [_printable(result) for result in others],
        "run": {
            "started": run.started,
            "seconds": round(run.seconds, 1),
            "workers": run.workers,
            "read": len(ordered) - counts.of("skipped")[0],
            "skipped": [_printable(outcome.document.result) for outcome in ordered if outcome.status == "skipped"],
        },
    }
    return json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"


def _document(outcome: Outcome) -> dict[str, Any]:
    error = outcome.error
    return {
        "path": _printable(outcome.document.path),
        "output": _printable(outcome.document.result) if outcome.tasks is not None else None,
        "export": _printable(outcome.export) if outcome.export is not None else None,
        "status": "done" if error is None else outcome.status,
        "code": error.code if error else None,
        "message": message(error.code, error.details) if error else None,
        "tasks": outcome.tasks,
        "warnings": outcome.warnings,
        "sha256": outcome.sha256,
    }


def _printable(path: str) -> str:
    """The path in UTF-8: bytes that are none as escapes."""
    return path.encode("utf-8", "backslashreplace").decode()
