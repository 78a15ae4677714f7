"""Many documents into a folder of results: what is done is passed over, the rest goes to the workers, one bad file never stops the others.

An `Outcome` tells of each document what became of it: "done", "skipped" (its result stands and is of this document, program and options:
`running.ledger`), "refused" (it cannot be read; the code of a ReadingError says why), "failed" (its worker ended, it took too long, or its
result could not be written). A result is what `extract` writes of the same file, byte for byte: neither the number of workers nor the
order changes it. It is written whole or not at all, never over a file that this program did not write or that a person corrected,
unless forced: that is looked at before a document is read, and again when its result is written.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from typing import Literal, Protocol

import msgspec
from msgspec import Struct

from extractor import digests
from extractor.document import ReadingError
from extractor.files.destinations import Refused
from extractor.running.in_hand import in_hand
from extractor.running.inputs import Input
from extractor.running.ledger import Entry, made_with
from extractor.running.places import Place
from extractor.running.sources import Sources
from extractor.running.worker import Arguments

__all__ = ["Outcome", "Results", "Status", "not_written", "outcomes"]

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


class Results(Protocol):
    """Where results go, and which of them are done: `ledger.Ledger`, or a worker's part of one."""

    @property
    def place(self) -> Place: ...

    def entry(self, result: str) -> Entry | None:
        """What is written down of a result."""

    def add(self, entry: Entry) -> None:
        """Writes down a result that was written."""


class _Source(Struct):
    sha256: str


class _Result(Struct):
    """Of a plan's JSON what a run needs to know."""

    source: _Source
    tasks: list[msgspec.Raw]
    warnings: list[msgspec.Raw]
    corrected: bool = False


def outcomes(
    documents: Iterable[Input], results: Results, sources: Sources, arguments: Arguments, *, force: bool = False
) -> Iterator[Outcome]:
    """What becomes of each document, as soon as it is known. Raises what a pool raises when it is closed."""
    run = _Run(results, sources, made_with(arguments), force)

    def submit(document: Input) -> Future[bytes] | Outcome:
        known = run.without_reading(document)
        return sources.submit(document.path, arguments) if known is None else known

    for document, answer in in_hand(documents, submit, sources.count * (1 + _AHEAD), in_order=False):
        yield answer if isinstance(answer, Outcome) else run.read(document, answer)


class _Run(Struct, frozen=True):
    """What is the same for all documents: where results go, where documents come from, what results are made with, whether all are read."""

    results: Results
    sources: Sources
    made: str
    force: bool

    def without_reading(self, document: Input) -> Outcome | None:
        """What is known of a document by what stands where its result goes: that it is done, or that its result must not be written."""
        place = self.results.place
        try:
            standing = None if self.force else place.standing(document.result)
            known = self._standing(document, standing) if standing is not None else None
            if known is None:
                place.check(document.result, standing, self.sources.whole(document.path), force=self.force)
        except (OSError, Refused) as error:
            return Outcome(document, "failed", not_written(document.result, error))
        return known

    def _standing(self, document: Input, content: bytes) -> Outcome | None:
        """What is known by the file that stands where the result goes; None where the document is to be read."""
        sha256, entry = self.sources.digest(document.path), self.results.entry(document.result)
        if entry is None or entry.sha256 != digests.sha256(content):
            return _corrected(document, content, sha256)
        if (entry.source, entry.made_with) != (sha256, self.made):
            return None
        return Outcome(document, "skipped", None, entry.tasks, entry.warnings, sha256)

    def read(self, document: Input, future: Future[bytes]) -> Outcome:
        """What a document that was read comes to; its result is written."""
        try:
            data = future.result()
        except ReadingError as error:
            return Outcome(document, "failed" if error.code in _FAILURES else "refused", error, sha256=self.sources.digest(document.path))
        standing = self.without_reading(document)
        if standing is not None:  # somebody put it there meanwhile
            return standing
        result = msgspec.json.decode(data, type=_Result)
        counts = len(result.tasks), len(result.warnings)
        try:
            self.results.place.write(document.result, data)
            self.results.add(Entry(document.result, result.source.sha256, self.made, digests.sha256(data), *counts))
        except (OSError, Refused) as error:
            return Outcome(document, "failed", not_written(document.result, error), sha256=result.source.sha256)
        return Outcome(document, "done", None, *counts, result.source.sha256)


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


def not_written(name: str, error: Exception) -> ReadingError:
    """Why the file of that name below the folder was not written: an OSError, Refused."""
    if isinstance(error, Refused) and error.code in _NOT_OURS:
        return ReadingError("result_not_ours", file=name)
    number = _IN_THE_WAY.get(error.code, errno.ENOENT) if isinstance(error, Refused) else getattr(error, "errno", None)
    return ReadingError("result_not_written", file=name, reason=errno.errorcode.get(number or 0) or str(error))
