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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from extractor.digests import sha256, sha256_of_file
from extractor.files import writing
from extractor.files.format_names import Format
from extractor.messages import Language
from extractor.reading.locking import could_lock
from extractor.release import RECOGNISER_MODEL, VERSION
from extractor.running.worker import Arguments
from extractor.vocabulary import models_folder

__all__ = ["STATE_FOLDER", "Entry", "InUse", "Ledger", "exported_with", "made_with", "opened"]

STATE_FOLDER = ".extract"
_LOCK, _DONE, _PARTS = "lock", "done.jsonl", "parts"
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


class Ledger:
    """The open ledger of a folder."""

    def __init__(self, folder: Path, entries: dict[str, Entry], lines: BinaryIO) -> None:
        self.folder = folder
        self._entries, self._lines = entries, lines

    def entry(self, result: str) -> Entry | None:
        return self._entries.get(result)

    def results(self) -> list[str]:
        """The names of all results that are written down, in order."""
        return sorted(self._entries)

    def write(self, result: str, data: bytes) -> None:
        """A file of the folder, whole or not at all; its folders are made. Raises OSError, Refused("not_regular")."""
        path = self.folder / result
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.write(path, data, self.folder / STATE_FOLDER / _PARTS)

    def add(self, entry: Entry) -> None:
        """Writes down a result that was written."""
        self._entries[entry.result] = entry
        self._lines.write(_line(entry))
        self._lines.flush()


@contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """The ledger of a folder, which is made where it is missing. Raises InUse, OSError."""
    state = folder / STATE_FOLDER
    parts = state / _PARTS
    parts.mkdir(parents=True, exist_ok=True)
    handle = os.open(state / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not could_lock(handle):
            raise InUse(folder)
        for left in parts.glob(".extract-*"):
            left.unlink()
        entries = _read(state / _DONE)
        _rewrite(state, entries)
        with (state / _DONE).open("ab") as lines:
            ledger = Ledger(folder, entries, lines)
            yield ledger
        _rewrite(state, entries)
    finally:
        os.close(handle)


def _read(path: Path) -> dict[str, Entry]:
    """The entries by their results, the last of each; what is no entry is passed over."""
    entries: dict[str, Entry] = {}
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return entries
    for line in lines:
        with suppress(ValueError, TypeError, KeyError):
            values: dict[str, Any] = json.loads(line)
            entry = Entry(**{name: values[name] for name in Entry.__struct_fields__})
            entries[entry.result] = entry
    return entries


def _rewrite(state: Path, entries: dict[str, Entry]) -> None:
    """One line for each, in order: a run leaves the same file however it came to its end."""
    data = b"".join(_line(entry) for _, entry in sorted(entries.items()))
    path = state / _DONE
    if not path.exists() or path.read_bytes() != data:
        writing.write(path, data, state / _PARTS)


def _line(entry: Entry) -> bytes:
    return json.dumps({name: getattr(entry, name) for name in entry.__struct_fields__}).encode() + b"\n"


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
