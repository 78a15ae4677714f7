"""Which documents a run over many files reads, and where the result of each goes: words, folders, patterns and lists become `Inputs`.

A word is, in this order: a file or a folder of that name; a pattern ("plans/**/*.pdf"; "**" is any folders); else a document that is not
there, which is told as such when it is read. Folders are walked, and patterns matched, for the kinds that can be read, by their extension.
Each real folder is walked once and each real file taken once, by its own path where there is one, and no link to a folder above is
followed, so that links lead into no circle. Left out are hidden files and folders, what Word locks a file with ("~$plan.docx"), our own
results, exports and review pages (`own_products`), and the folder that the results go to.

A result is laid out below that folder by the document's path below the folder that was given; for a file that was named, or found by a
pattern, by its path below the working folder; for one outside it by its whole path without its root. Behind the whole name of the file
comes ".tasks.json", so that plan.pdf and plan.docx do not meet. The documents are in the order of their results' names.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct

from extractor.document import ReadingError
from extractor.reading.opening import SUFFIXES
from extractor.running.own_products import is_own_product

__all__ = [
    "RESULT_SUFFIX", "Input", "Inputs", "Meeting", "NoList", "NothingMatches", "inputs_of", "is_ours", "is_pattern", "laid_out",
    "paths_listed",
]  # fmt: skip

RESULT_SUFFIX = ".tasks.json"
_LOCK = "~$"
_MAGIC = re.compile(r"[*?\[]")
_ANY_FOLDERS = "**"
_DOCUMENTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")  # how they begin


class Input(Struct, frozen=True):
    """A document's path as it was given or found, and its result's below the folder of the results, parted by "/"."""

    path: str
    result: str


class Inputs(Struct, frozen=True):
    """The documents; the folders that could not be looked into, with why; how many files were left out as of other kinds."""

    documents: tuple[Input, ...]
    unreadable: tuple[tuple[str, ReadingError], ...]
    left_out: int


class Meeting(Exception):
    """Two different documents whose results would have one name, or one of which would be a folder for the other's."""

    def __init__(self, first: Input, second: Input) -> None:
        super().__init__(first, second)
        self.first, self.second = first, second


class NothingMatches(Exception):
    """A pattern that no document matches."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.pattern = pattern


def is_pattern(word: str) -> bool:
    """Whether the word can only be a pattern: no file has that name."""
    return bool(_MAGIC.search(word)) and not os.path.lexists(word)


class NoList(Exception):
    """What was to be a list of documents is a document itself."""


def paths_listed(data: bytes) -> list[str]:
    """The paths of a list: one a line, or each ended by a NUL where there is one (`find -print0`). Empty lines count for nothing.

    Raises NoList for a PDF, a package (DOCX, ODT), an old Word file or RTF.
    """
    if data.startswith(_DOCUMENTS):
        raise NoList
    parts = data.split(b"\0") if b"\0" in data else data.removeprefix(b"\xef\xbb\xbf").splitlines()
    return [os.fsdecode(part) for part in parts if part]


def inputs_of(words: Iterable[str], output: Path, listed: Iterable[str] = ()) -> Inputs:
    """The documents that the words name, and those of a list, which has no patterns. Raises Meeting, NothingMatches."""
    search = _Search(output)
    for word in words:
        if is_pattern(word):
            search.add_matching(word)
        else:
            search.add_named(word)
    for path in listed:
        search.add_named(path)
    return laid_out(search.found.values(), search.unreadable, search.left_out)


def laid_out(found: Iterable[Input], unreadable: Mapping[str, ReadingError], left_out: int) -> Inputs:
    """The documents in the order of their results' names. Raises Meeting."""
    documents = sorted(found, key=lambda one: one.result)
    taken: dict[str, Input] = {}
    for document in documents:
        other = taken.setdefault(_same_name(document.result), document)
        if other is not document:
            raise Meeting(other, document)
    for document in documents:
        for folder in _folders_of(_same_name(document.result)):
            if folder in taken:
                raise Meeting(taken[folder], document)
    return Inputs(tuple(documents), tuple(sorted(unreadable.items())), left_out)


class _Search:
    """What was found so far, by where it really is."""

    def __init__(self, output: Path) -> None:
        self._output = os.path.realpath(output)
        self.found: dict[str, Input] = {}
        self.unreadable: dict[str, ReadingError] = {}
        self.left_out = 0

    def add(self, path: str, place: str) -> None:
        if is_ours(path):
            self.left_out += 1
        else:
            self.found.setdefault(os.path.realpath(path), Input(path, place + RESULT_SUFFIX))

    def add_named(self, path: str) -> None:
        if not os.path.isdir(path):
            self.add(path, _named(path))
            return
        for below in self._walked(path):
            self._add_of_known_kind(below, _below(below, path))

    def add_matching(self, pattern: str) -> None:
        parts = Path(pattern).parts
        fixed = next(at for at, part in enumerate(parts) if _MAGIC.search(part))
        start = os.path.join("", *parts[:fixed]) or os.curdir
        matching = [path for path in self._walked(start) if _matches(_below(path, start).split("/"), parts[fixed:])]
        if not matching:
            raise NothingMatches(pattern)
        for path in matching:
            self._add_of_known_kind(path, _named(path))

    def _add_of_known_kind(self, path: str, place: str) -> None:
        if os.path.splitext(path)[1].lower() in SUFFIXES and not is_own_product(path):
            self.add(path, place)
        else:
            self.left_out += 1

    def _walked(self, start: str) -> Iterator[str]:
        """The files below a folder. Links are followed when all else is walked, so that what has a path of its own is found by it."""
        top = os.path.realpath(start)
        walked: set[str] = set()
        folders, links, linked = [start], list[str](), list[str]()
        while folders or links:
            folder = folders.pop() if folders else links.pop(0)
            real = os.path.realpath(folder)
            if real in walked or (real != top and (real == self._output or os.path.commonpath((real, top)) == real)):
                continue
            walked.add(real)
            for entry in self._entries(folder):
                if entry.is_symlink():
                    (links if os.path.isdir(entry.path) else linked).append(entry.path)
                elif entry.is_dir():
                    folders.append(entry.path)
                elif entry.is_file():
                    yield entry.path
        yield from (path for path in linked if os.path.isfile(path) or not os.path.exists(path))

    def _entries(self, folder: str) -> Sequence[os.DirEntry[str]]:
        """What is in a folder and not hidden, by name."""
        try:
            with os.scandir(folder) as entries:
                return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
        except OSError as error:
            reason = errno.errorcode.get(error.errno or 0) or str(error)
            self.unreadable[folder] = ReadingError("file_unreadable", file=folder, reason=reason)
            return ()


def is_ours(path: str) -> bool:
    """Whether a file is told by its name to be no document: a lock of Word, a result."""
    return os.path.basename(path).startswith(_LOCK) or path.endswith(RESULT_SUFFIX)


def _below(path: str, folder: str) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _named(path: str) -> str:
    """Where a file goes that was named: its path below the working folder, or without its root."""
    whole, here = os.path.abspath(path), os.getcwd()
    if os.path.splitdrive(whole)[0] == os.path.splitdrive(here)[0] and os.path.commonpath((whole, here)) == here:
        return _below(whole, here)
    drive, rest = os.path.splitdrive(whole)
    return "/".join(part for part in re.split(r"[\\/]+" if os.sep == "\\" else "/+", f"{drive.replace(':', '')}{rest}") if part)


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a path matches a pattern, both by their parts."""
    if not pattern:
        return not parts
    if pattern[0] == _ANY_FOLDERS:
        return _matches(parts, pattern[1:]) or (bool(parts) and _matches(parts[1:], pattern))
    return bool(parts) and fnmatch(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _folders_of(result: str) -> Iterator[str]:
    """The folders that a result stands in, the nearest first."""
    while "/" in result:
        result = result.rpartition("/")[0]
        yield result


def _same_name(result: str) -> str:
    """What two names have in common that lead to one file."""
    return normalize("NFC", result).casefold() if sys.platform in ("win32", "darwin") else result
