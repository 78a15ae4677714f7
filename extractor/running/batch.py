"""Many documents into a folder of results: what is done is passed over, the rest goes to the workers, one bad file never stops the others.

An `Outcome` tells of each document what became of it: "done", "skipped" (its result stands and is of this document, program and options:
`running.ledger`), "refused" (it cannot be read; the code of a ReadingError says why), "failed" (its worker ended, it took too long, or its
result could not be written). A result is what `extract` writes of the same file, byte for byte: neither the number of workers nor the
order changes it. It is written whole or not at all, never over a file that this program did not write or that a person corrected,
unless forced: that is looked at before a document is read, and again when its result is written.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from extractor import digests
from extractor.document import ReadingError
from extractor.files.destinations import Refused
from extractor.files.ownership import check_destination
from extractor.reading import limits
from extractor.running.in_hand import in_hand
from extractor.running.inputs import Input
from extractor.running.ledger import Entry, Ledger, made_with
from extractor.running.pool import Pool
from extractor.running.worker import Arguments

__all__ = ["Outcome", "Status", "not_written", "outcomes"]

Status = Literal["done", "skipped", "refused", "failed"]

_AHEAD = 2  # documents that wait, for each worker: none is idle while a result is written
_FAILURES = frozenset({"worker_ended", "document_too_slow", "office_too_slow"})
_NOT_OURS = frozenset({"not_ours", "of_other_input"})
_IN_THE_WAY: Mapping[str, int] = {"output_is_folder": errno.EISDIR, "not_regular": errno.ENXIO, "is_input": errno.EEXIST}


class Outcome(Struct, frozen=True):
    """What became of a document. `error` says why where it has no result now, or not the export asked for; the counts are those of its
    result, None where it has none; SHA-256 of its bytes; `export`: the name of its export below the folder (`running.exports`)."""

    document: Input
    status: Status
    error: ReadingError | None = None
    tasks: int | None = None
    warnings: int | None = None
    sha256: str | None = None
    export: str | None = None


class _Source(Struct):
    sha256: str


class _Result(Struct):
    """Of a plan's JSON what a run needs to know."""

    source: _Source
    tasks: list[msgspec.Raw]
    warnings: list[msgspec.Raw]
    corrected: bool = False


def outcomes(
    documents: Iterable[Input], ledger: Ledger, pool: Pool, arguments: Arguments, *, force: bool = False
) -> Iterator[Outcome]:
    """What becomes of each document, as soon as it is known. Raises what the pool raises when it is closed."""
    made = made_with(arguments)

    def submit(document: Input) -> Future[bytes] | Outcome:
        known = _without_reading(document, ledger, made, force)
        return pool.submit(document.path, arguments) if known is None else known

    for document, answer in in_hand(documents, submit, pool.count * (1 + _AHEAD), in_order=False):
        yield answer if isinstance(answer, Outcome) else _read(document, answer, ledger, made, force)


def _without_reading(document: Input, ledger: Ledger, made: str, force: bool) -> Outcome | None:
    """What is known of a document by what stands where its result goes: that it is done, or that its result must not be written."""
    path = ledger.folder / document.result
    try:
        standing = path.read_bytes() if path.is_file() and not force else None
        known = _standing(document, standing, ledger.entry(document.result), made) if standing is not None else None
        if known is None and os.path.lexists(path):
            check_destination(path, source=Path(document.path), force=force)
    except (OSError, Refused) as error:
        return Outcome(document, "failed", not_written(document.result, error))
    return known


def _standing(document: Input, content: bytes, entry: Entry | None, made: str) -> Outcome | None:
    """What is known by the file that stands where the result goes; None where the document is to be read."""
    sha256 = _digest(document)
    if entry is None or entry.sha256 != digests.sha256(content):
        return _corrected(document, content, sha256)
    if (entry.source, entry.made_with) != (sha256, made):
        return None
    return Outcome(document, "skipped", None, entry.tasks, entry.warnings, sha256)


def _corrected(document: Input, content: bytes, sha256: str | None) -> Outcome | None:
    """A result that a person corrected is not made again: of another content of the document it is told."""
    try:
        result = msgspec.json.decode(content, type=_Result)
    except msgspec.MsgspecError:
        return None
    if not result.corrected:
        return None
    if result.source.sha256 != sha256:
        return Outcome(document, "failed", ReadingError("result_corrected", file=document.result), sha256=sha256)
    return Outcome(document, "skipped", None, len(result.tasks), len(result.warnings), sha256)


def _read(document: Input, future: Future[bytes], ledger: Ledger, made: str, force: bool) -> Outcome:
    try:
        data = future.result()
    except ReadingError as error:
        return Outcome(document, "failed" if error.code in _FAILURES else "refused", error, sha256=_digest(document))
    standing = _without_reading(document, ledger, made, force)
    if standing is not None:  # somebody put it there meanwhile
        return standing
    result = msgspec.json.decode(data, type=_Result)
    counts = len(result.tasks), len(result.warnings)
    try:
        ledger.write(document.result, data)
        ledger.add(Entry(document.result, result.source.sha256, made, digests.sha256(data), *counts))
    except (OSError, Refused) as error:
        return Outcome(document, "failed", not_written(document.result, error), sha256=result.source.sha256)
    return Outcome(document, "done", None, *counts, result.source.sha256)


def not_written(name: str, error: Exception) -> ReadingError:
    """Why the file of that name below the folder was not written: an OSError, Refused."""
    if isinstance(error, Refused) and error.code in _NOT_OURS:
        return ReadingError("result_not_ours", file=name)
    number = _IN_THE_WAY.get(error.code, errno.ENOENT) if isinstance(error, Refused) else getattr(error, "errno", None)
    return ReadingError("result_not_written", file=name, reason=errno.errorcode.get(number or 0) or str(error))


def _digest(document: Input) -> str | None:
    """The SHA-256 of the document; None where it is no file that could be read."""
    try:
        if not os.path.isfile(document.path) or os.path.getsize(document.path) > limits.MAX_FILE_BYTES:
            return None
        return digests.sha256_of_file(document.path)
    except OSError:
        return None
