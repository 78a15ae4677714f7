"""Which JSON files below a folder a database is made of.

A file is known by its path and its content's hash. Of several files of one document (by the hash of what was read) one is taken: the
corrected one; what was merged of corrections (NAME.reviewed.json) before what a review page saved (NAME.corrected.json), and that before
what was extracted (NAME.tasks.json); then the one by the newest program; then the first by name. The others are superseded; one that is no
plan is broken, and the next takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from extractor import digests
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.limits import MAX_FILE_BYTES
from extractor.records import Plan, PlanError, decode

__all__ = ["ENDINGS", "File", "choose", "key_of", "look", "plan_in", "preference"]

ENDINGS = (".reviewed.json", ".corrected.json", ".tasks.json")
_KEY_LENGTH = 16  # hex digits: 64 bits tell far more documents apart than there are
_NUMBER = lazy_pattern(r"\d{1,9}")


class File(Struct, frozen=True):
    """A file: `path` relative to the folder, hash of its bytes, key of its document, and what decides which one is taken.

    `state` is "used", "superseded" or "broken" (with `reason`; the other fields are then None or False).
    """

    path: str
    sha256: str
    document: str | None = None
    corrected: bool = False
    program: str | None = None
    state: str = "used"
    reason: str | None = None


class _Source(Struct):
    sha256: str


class _Generator(Struct):
    version: str


class _Head(Struct):
    """What a file says of its document."""

    source: _Source
    generator: _Generator
    corrected: bool = False


def key_of(sha256: str) -> str:
    """A document's key: the first 16 hex digits of the hash of the file that was read; of another text those of its own hash."""
    if len(sha256) == 64 and not set(sha256) - set("0123456789abcdef"):
        return sha256[:_KEY_LENGTH]
    return digests.sha256(sha256.encode())[:_KEY_LENGTH]


def look(folder: Path, known: Mapping[str, File]) -> Iterator[File]:
    """Every file as it stands now, by path; one whose content is known is not read beyond its hash. Raises OSError."""
    paths = (path for ending in ENDINGS for path in folder.rglob(f"*{ending}"))
    for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if (told := name.encode(errors="backslashreplace").decode()) != name:  # the database holds text
            yield File(told, "", state="broken", reason="the name is not UTF-8")
            continue
        if path.stat().st_size > MAX_FILE_BYTES:
            yield File(name, "", state="broken", reason=f"> {MAX_FILE_BYTES} bytes")
            continue
        data = path.read_bytes()
        digest = digests.sha256(data)
        before = known.get(name)
        yield before if before is not None and before.sha256 == digest else _looked_into(name, digest, data)


def _looked_into(name: str, digest: str, data: bytes) -> File:
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        return File(name, digest, state="broken", reason=str(error))
    return File(name, digest, key_of(head.source.sha256), head.corrected, head.generator.version)


def plan_in(folder: Path, file: File) -> Plan:
    """The plan of a file. Raises PlanError where it is none or has changed since, OSError."""
    data = (folder / file.path).read_bytes()
    if digests.sha256(data) != file.sha256:
        raise PlanError("changed while it was read")
    return decode(data)


def choose(files: Iterable[File], use: Callable[[File], str | None]) -> list[File]:
    """The files, which come in the order of `preference`, with their states by path; `use` takes one that comes first of its document and
    returns None, or why it is broken.
    """
    taken: set[str] = set()
    out: list[File] = []
    for file in files:
        if file.document is None or file.state == "broken":
            out.append(file)
        elif file.document in taken:
            out.append(msgspec.structs.replace(file, state="superseded"))
        elif (reason := use(file)) is not None:
            out.append(File(file.path, file.sha256, state="broken", reason=reason))
        else:
            taken.add(file.document)
            out.append(msgspec.structs.replace(file, state="used"))
    return sorted(out, key=lambda file: file.path)


def preference(file: File) -> tuple[bool, int, list[int], str]:
    """Sorts files so that of a document the one that is to be used comes first."""
    ending = next(rank for rank, ending in enumerate(ENDINGS) if file.path.endswith(ending))
    return not file.corrected, ending, [-int(number) for number in _NUMBER.findall(file.program or "")], file.path
