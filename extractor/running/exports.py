"""The export of each result in a folder, beside it: `extract plans/ -o out/ --to xlsx` leaves plan.pdf.xlsx beside plan.pdf.tasks.json.

An export is made of the JSON that stands in the folder, so also of one that a person corrected, and is what `extract export` makes of it,
byte for byte. It counts as done where it was made of that JSON by the same program, rules and language (`running.ledger`), or was made of
that JSON and somebody has worked in it since: it is theirs. One that was made of another JSON, or otherwise, is written anew where it is as
it was written then, or bears the mark of this program (`files.marks`) untouched; else it stays, and the document has failed with that
reason unless forced. Each is written whole or not at all, and written down after it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path

import msgspec
from msgspec import Struct

from extractor.digests import sha256, sha256_of_file
from extractor.document import ReadingError
from extractor.exporting.formats import FORMATS, Format
from extractor.files.destinations import Refused
from extractor.files.ownership import check_destination
from extractor.messages import Language
from extractor.running.batch import Outcome, not_written
from extractor.running.in_hand import in_hand
from extractor.running.inputs import RESULT_SUFFIX
from extractor.running.ledger import Entry, Ledger, exported_with
from extractor.running.pool import Pool
from extractor.running.products import Product
from extractor.running.worker import Arguments

__all__ = ["Exported", "export_name", "with_exports"]

_IN_HAND = 3  # exports for each worker: none is idle while one is written
_WORKED_IN = frozenset({"not_ours", "is_corrected"})


class Exported(Struct, frozen=True):
    """What is made of each plan beside its JSON: the format, and the language of its labels."""

    to: Format
    language: Language = "vi"


class _Making(Struct, frozen=True):
    """An export that is being made: of which document and JSON, and whether a person corrected that."""

    outcome: Outcome
    name: str
    source: str
    corrected: bool


class _Corrected(Struct):
    corrected: bool = False


def export_name(result: str, to: Format) -> str:
    """The name of a result's export below the folder: "deep/plan.pdf.xlsx" of "deep/plan.pdf.tasks.json"."""
    return result.removesuffix(RESULT_SUFFIX) + FORMATS[to].ending


def with_exports(
    outcomes: Iterable[Outcome], ledger: Ledger, pool: Pool, exported: Exported, *, force: bool = False
) -> Iterator[Outcome]:
    """The outcomes of documents, each when its export is there too: "done" where that was written now, "failed" where it was not.

    Raises MissingLibrary for a format whose library is not installed, and what the pool raises when it is closed.
    """
    made = exported_with(exported.to, exported.language)
    product = Product(exported.to, exported.language, of_results=True)

    def submit(outcome: Outcome) -> Future[bytes] | Outcome:
        if outcome.error is not None:
            return outcome
        try:
            data = Path(ledger.place.shown(outcome.document.result)).read_bytes()
            job = _job_of(outcome, data, exported.to)
            if not force and _stands(job, ledger, made):
                return msgspec.structs.replace(outcome, export=job.name)
        except (OSError, msgspec.MsgspecError) as error:  # somebody took it away meanwhile
            return _failed(outcome, not_written(outcome.document.result, error))
        future = pool.submit(data, Arguments(filename=outcome.document.path), product)
        making[future] = job
        return future

    making: dict[Future[bytes], _Making] = {}
    for _, ended in in_hand(outcomes, submit, pool.count * _IN_HAND, in_order=False):
        yield ended if isinstance(ended, Outcome) else _written(making.pop(ended), ended, ledger, exported.to, made, force)


def _job_of(outcome: Outcome, data: bytes, to: Format) -> _Making:
    corrected = msgspec.json.decode(data, type=_Corrected).corrected
    return _Making(outcome, export_name(outcome.document.result, to), sha256(data), corrected)


def _stands(job: _Making, ledger: Ledger, made: str) -> bool:
    """Whether it was made of that JSON so and stands as it was written, or was made of that JSON and somebody worked in it since."""
    entry, path = ledger.entry(job.name), Path(ledger.place.shown(job.name))
    if entry is None or entry.source != job.source or not path.is_file():
        return False
    return entry.made_with == made or entry.sha256 != sha256_of_file(path)


def _written(job: _Making, future: Future[bytes], ledger: Ledger, to: Format, made: str, force: bool) -> Outcome:
    outcome, path = job.outcome, Path(ledger.place.shown(job.name))
    try:
        data = future.result()
    except ReadingError as error:
        return _failed(outcome, error)
    entry = Entry(job.name, job.source, made, sha256(data), outcome.tasks or 0, outcome.warnings or 0)
    try:
        standing = path.read_bytes() if path.is_file() else None
        if standing == data:  # written by a run that was ended before it wrote that down
            ledger.add(entry)
            return msgspec.structs.replace(outcome, export=job.name)
        known = ledger.entry(job.name)
        as_written = standing is not None and known is not None and known.sha256 == sha256(standing)
        if os.path.lexists(path):
            check_destination(
                path, source=Path(outcome.document.path), kind=to, force=force or as_written, corrected=job.corrected,
            )  # fmt: skip
        ledger.place.write(job.name, data)
        ledger.add(entry)
    except Refused as error:
        reason = ReadingError("export_changed", file=job.name) if error.code in _WORKED_IN else not_written(job.name, error)
        return _failed(outcome, reason)
    except OSError as error:
        return _failed(outcome, not_written(job.name, error))
    return msgspec.structs.replace(outcome, status="done", export=job.name)


def _failed(outcome: Outcome, error: ReadingError) -> Outcome:
    return msgspec.structs.replace(outcome, status="failed", error=error)
