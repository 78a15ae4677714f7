"""What is done in a folder of results, so that a run that is started again need not do it again.

The folder's `.extract` holds: a lock, so that two runs never write into one folder at the same time; `done.jsonl`, a line for each result,
written after it; and, while a result is written, the file that is then renamed to its place. A process that is killed at any moment loses
at most what it had in hand: a line that was cut is no line, what was left of a file is removed at the next start, and a result without
its line is made again. A result counts as done where the document has the same content, the program the same version, rules, models and
options (`made_with`), and the file is the one that was written then.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from extractor.digests import sha256, sha256_of_file
from extractor.files.format_names import Format
from extractor.messages import Language
from extractor.reading.locking import could_lock
from extractor.release import RECOGNISER_MODEL, VERSION
from extractor.running.places import PARTS_FOLDER, STATE_FOLDER, Folder, Place
from extractor.running.worker import Arguments
from extractor.vocabulary import models_folder

__all__ = ["DONE_NAME", "Entry", "InUse", "Ledger", "Lines", "entries_in", "exported_with", "lines_of", "made_with", "opened"]

DONE_NAME = f"{STATE_FOLDER}/done.jsonl"
_LOCK = "lock"
_SHORT = 16  # hex digits


class InUse(Exception):
    """Another process writes into the folder."""


class Entry(Struct, frozen=True):
    """A result: its name below the folder, the SHA-256 of the document and of the result, what it was made with, and its counts.

    Or an export of one: then `source` is the SHA-256 of the result that it was made of.
    """

    result: str
    source: str
    made_with: str
    sha256: str
    tasks: int
    warnings: int


class Lines(Protocol):
    """Where lines are added to what is written down."""

    def write(self, data: bytes, /) -> object: ...

    def flush(self) -> object: ...


class Ledger:
    """The open ledger of a place."""

    def __init__(self, place: Place, entries: dict[str, Entry], lines: Lines) -> None:
        self.place = place
        self._entries, self._lines = entries, lines

    def entry(self, result: str) -> Entry | None:
        return self._entries.get(result)

    def results(self) -> list[str]:
        """The names of all results that are written down, in order."""
        return sorted(self._entries)

    def add(self, entry: Entry) -> None:
        """Writes down a result that was written."""
        self._entries[entry.result] = entry
        self._lines.write(lines_of([entry]))
        self._lines.flush()


@contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """The ledger of a folder, which is made where it is missing. Raises InUse, OSError."""
    parts = folder / PARTS_FOLDER
    parts.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / STATE_FOLDER / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not could_lock(handle):
            raise InUse(folder)
        _clear(parts)
        place = Folder(folder)
        entries = entries_in(place.standing(DONE_NAME) or b"")
        _rewrite(place, entries)
        with (folder / DONE_NAME).open("ab") as lines:
            yield Ledger(place, entries, lines)
        _clear(parts)  # of workers elsewhere that were lost
        _rewrite(place, entries)
    finally:
        os.close(handle)


def _clear(parts: Path) -> None:
    """Removes what was left of files that were being written."""
    for left in parts.glob(".extract-*"):
        left.unlink(missing_ok=True)


def entries_in(data: bytes) -> dict[str, Entry]:
    """The entries by their results, the last of each; what is no entry is passed over."""
    entries: dict[str, Entry] = {}
    for line in data.splitlines():
        with suppress(ValueError, TypeError, KeyError):
            values: dict[str, Any] = json.loads(line)
            entry = Entry(**{name: values[name] for name in Entry.__struct_fields__})
            entries[entry.result] = entry
    return entries


def _rewrite(place: Place, entries: dict[str, Entry]) -> None:
    """One line for each, in order: a run leaves the same file however it came to its end."""
    data = lines_of(entry for _, entry in sorted(entries.items()))
    if place.standing(DONE_NAME) != data:
        place.write(DONE_NAME, data)


def lines_of(entries: Iterable[Entry]) -> bytes:
    """A line for each entry."""
    return b"".join(
        json.dumps({name: getattr(entry, name) for name in entry.__struct_fields__}).encode() + b"\n" for entry in entries
    )


def made_with(arguments: Arguments) -> str:
    """What tells results apart that the same document gives: the program's version, its data files, and the options that change a plan."""
    return _short([VERSION, RECOGNISER_MODEL, _data_files(), [arguments.ocr, arguments.min_confidence, arguments.second_reader]])


def exported_with(to: Format, language: Language) -> str:
    """Likewise of the exports of one plan."""
    return _short([VERSION, _data_files(), to, language])


def _short(told: list[Any]) -> str:
    return sha256(json.dumps(told).encode())[:_SHORT]


@cache
def _data_files() -> dict[str, str]:
    """The data files of the program: rules and models."""
    folder = models_folder()
    return {path.relative_to(folder).as_posix(): sha256_of_file(path) for path in sorted(folder.rglob("*")) if path.is_file()}
