"""Which files of a folder are what this program made of a plan, not plans: by the mark that exports and review pages bear, whatever
their name.

A table that somebody went on working in still counts, where the mark is still there: an office program that saves the file anew keeps it
(DOCX: the description of the document's properties), an editor of text keeps the last line (Markdown). JSON, calendars and sheets are no
kinds of document, so nobody takes them for one.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO

from extractor.release import NAME

__all__ = ["bears_mark", "is_own_product"]

_PAGE = b'<meta name="generator" content="' + NAME.encode() + b" "
_MARK = NAME.encode() + b" 1 "
_HEAD_BYTES = 4096
_TAIL_BYTES = 4096
_CORE = "docProps/core.xml"
_MOST_CORE = 2**16


def is_own_product(path: str) -> bool:
    """Whether the file bears this program's mark; False for one that cannot be looked into, which is told when it is read."""
    return bears_mark(os.path.splitext(path)[1].lower(), lambda: open(path, "rb"))


def bears_mark(suffix: str, opening: Callable[[], BinaryIO]) -> bool:
    """The same of a file of that suffix, in small letters, wherever it can be opened; it is not opened where its kind bears no mark."""
    look = _LOOKS.get(suffix)
    try:
        if look is None:
            return False
        with opening() as file:
            return look(file)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, KeyError, zlib.error):
        return False


def _is_page(file: BinaryIO) -> bool:
    return _PAGE in file.read(_HEAD_BYTES)


def _is_table_in_text(file: BinaryIO) -> bool:
    file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
    return b"<!-- " + _MARK in file.read(_TAIL_BYTES)


def _is_table_for_word(file: BinaryIO) -> bool:
    with zipfile.ZipFile(file) as package:
        entry = package.getinfo(_CORE)
        return entry.file_size <= _MOST_CORE and _MARK in package.read(entry)


_LOOKS = {
    ".html": _is_page, ".htm": _is_page, ".xhtml": _is_page, ".md": _is_table_in_text, ".markdown": _is_table_in_text,
    ".docx": _is_table_for_word,
}  # fmt: skip
