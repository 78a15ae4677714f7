"""Task lists out of Vietnamese plan documents: who does what, by when (kế hoạch, chương trình, quyết định, chỉ thị).

    from extractor import compare, extract, extract_many, load, read
    plan = extract("plan.pdf")

The verbs load what they need when they are called, so that importing the package costs nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from extractor.comparing.records import Comparison
    from extractor.document import Document, OcrMode, ReadingError
    from extractor.records import Plan

__all__ = ["compare", "extract", "extract_many", "load", "read"]

_Path = TypeVar("_Path", bound="str | os.PathLike[str]")


def read(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    filename: str | None = None,
    ocr: OcrMode = "auto",
    progress: Callable[[int, int], None] | None = None,
    password: str | None = None,
) -> Document:
    """A file (path, bytes or binary file object) as a Document: one canonical text with blocks and places.

    `filename` names bytes and file objects. `ocr`: which pages of a PDF are read as pictures: those whose text is missing or lies ("auto"),
    "always" all, "never" any. `password` opens a protected PDF or DOCX. `progress` is called with how many pages of a PDF are read, and of
    how many.
    Raises `extractor.document.ReadingError` where the file cannot be read.
    """
    from extractor.reading.opening import open_document

    return open_document(source, filename=filename, ocr=ocr, progress=progress, password=password)


def extract(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    filename: str | None = None,
    ocr: OcrMode = "auto",
    progress: Callable[[int, int], None] | None = None,
    password: str | None = None,
    time_limit: float | None = None,
    min_confidence: float = 0.0,
    second_reader: bool = False,
) -> Plan:
    """The task list of a document. Arguments and errors as for `read`.

    Tasks whose confidence is below `min_confidence` (0 to 1) are left out; a warning of the plan says how many. The others are as they are
    in the whole list: they keep their ids. Raises ValueError for a `min_confidence` out of its range.
    `second_reader`: models trained on annotated plans read it beside the rules; what they hold the rules to have left out is a warning,
    and their agreement counts in the confidence.

    With a `time_limit` in seconds (wall clock) the document is read in a process of its own, which is ended where it takes longer:
    ReadingError "document_too_slow"; one that crashes is "worker_ended". `progress` is not called then.
    """
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence is {min_confidence}: a number from 0 to 1 is needed")
    if time_limit is not None:
        from extractor.reading.opening import fetch
        from extractor.running.worker import Arguments, extract_within

        data, own_name = fetch(source)
        name = own_name if filename is None else filename
        return extract_within(time_limit, data, Arguments(name, ocr, password, min_confidence, second_reader))
    from extractor.extracting import plan_of

    document = read(source, filename=filename, ocr=ocr, progress=progress, password=password)
    return plan_of(document, min_confidence, second_reader=second_reader)


def extract_many(
    paths: Iterable[_Path],
    *,
    workers: int | None = None,
    ocr: OcrMode = "auto",
    time_limit: float | None = None,
    min_confidence: float = 0.0,
    second_reader: bool = False,
) -> Iterator[tuple[_Path, Plan | ReadingError]]:
    """The task lists of many files: each path with its plan, or the ReadingError that `extract` would raise, in the order of the paths.

    `workers` processes read at the same time, by default one for each core; the plans do not depend on how many. `paths` may be any
    iterable; it is asked for a path when there is room for it. `time_limit`: seconds for each document (ReadingError "document_too_slow").
    A process that dies is replaced and its document tried once more, then it is "worker_ended". The processes start with the first
    document that is asked for, and end when the iterator ends, is closed or forgotten, or when this process ends. A script needs no
    `if __name__ == "__main__"`: the processes do not run it again.
    Raises ValueError for `workers`, a `min_confidence` or a `time_limit` out of range.
    """
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence is {min_confidence}: a number from 0 to 1 is needed")
    from extractor.running.sequence import plans_of
    from extractor.running.worker import Arguments, check_seconds

    if workers is not None and workers < 1:
        raise ValueError(f"workers is {workers}: at least 1 is needed")
    if time_limit is not None:
        check_seconds(time_limit)
    return plans_of(paths, Arguments(None, ocr, None, min_confidence, second_reader), workers, time_limit or 0.0)


def load(json: str | bytes) -> Plan:
    """A Plan from its JSON (not a path). Raises `extractor.records.PlanError` where it is no valid plan."""
    from extractor.records import decode

    return decode(json)


def compare(plans: Iterable[Plan | str | os.PathLike[str] | bytes | BinaryIO]) -> Comparison:
    """Plans of several years or places held against each other: `extractor.comparing.records.Comparison`.

    Each is a Plan, or a path, bytes or binary file object of a plan's JSON or of a document, which is extracted. Their order is taken as
    that of time. Raises ValueError for fewer than two, `extractor.records.PlanError` for JSON that is no valid plan, and what `extract`
    raises.
    """
    from extractor.comparing.comparison import compare_plans
    from extractor.records import Plan

    return compare_plans([plan if isinstance(plan, Plan) else _loaded_or_extracted(plan) for plan in plans])


def _loaded_or_extracted(source: str | os.PathLike[str] | bytes | BinaryIO) -> Plan:
    """A plan from its JSON, where the content begins as JSON does, else from the document."""
    from extractor.reading.opening import fetch

    data, name = fetch(source)
    return load(data) if data.lstrip()[:1] == b"{" else extract(data, filename=name)
