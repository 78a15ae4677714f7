"""Opens a file, whatever it is called, and hands it to the reader of what it really is.

In order: the bytes are fetched (bounded), an Office file that is protected is decrypted, the kind is found by content (`file_kinds`), the
name is held against it, the reader of that kind is loaded and run. Promises: any input gives a Document or a ReadingError with a code of
`models/messages.toml`, never another error of a parser; no path of this machine is kept.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO
from unicodedata import normalize

from msgspec.structs import replace

from extractor.digests import sha256
from extractor.document import Document, MediaType, OcrMode, ReadingError, ReadingWarning, Source
from extractor.reading import limits
from extractor.reading.compound_files import is_encrypted_package
from extractor.reading.file_kinds import DOC, DOCX, HTML, MARKDOWN, ODT, PDF, RTF, TEXT, kind_of
from extractor.reading.json_files import is_result

__all__ = ["SUFFIXES", "base_name", "fetch", "open_document"]

SUFFIXES: Mapping[str, tuple[MediaType, ...]] = {
    ".pdf": (PDF,), ".docx": (DOCX,), ".docm": (DOCX,), ".dotx": (DOCX,), ".odt": (ODT,), ".rtf": (RTF,),
    # Word opens RTF and HTML of that name like its own, and many sites offer them so.
    ".doc": (DOC, RTF, HTML), ".dot": (DOC, RTF),
    ".txt": (TEXT, MARKDOWN), ".md": (TEXT, MARKDOWN), ".markdown": (TEXT, MARKDOWN),
    ".html": (HTML,), ".htm": (HTML,), ".xhtml": (HTML,),
}
_TEXTS = frozenset((TEXT, MARKDOWN, HTML))
_BLOCK = 2**20  # bytes read of a stream at a time
_SHOWN: Mapping[MediaType, str] = {
    PDF: "PDF", DOCX: "DOCX", DOC: "DOC", ODT: "ODT", RTF: "RTF", HTML: "HTML", TEXT: "TXT", MARKDOWN: "Markdown",
}


def open_document(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO, *, filename: str | None = None,
    ocr: OcrMode = "auto", progress: Callable[[int, int], None] | None = None, password: str | None = None,
    two_processes: bool = False,
) -> Document:
    """The Document of a path, of bytes, or of a binary stream (read from where it stands to its end, not closed).

    `filename` is the name to keep and show; without it that of the path or stream, if any; the other arguments: see
    `pdf.reader.read_pdf`. Raises ReadingError; its code says why:
    "file_not_found", "file_is_folder", "file_unreadable", "file_empty", "file_too_large", "is_a_result", "name_hides_text", and what
    `word.encryption.decrypt`, `file_kinds.kind_of` and the readers raise. A name that misleads otherwise is a warning.
    """
    data, own_name = fetch(source)
    given = own_name if filename is None else filename
    name = None if given is None else base_name(given)
    shown = name or "-"
    if not data:
        raise ReadingError("file_empty", file=shown)
    if len(data) > limits.MAX_FILE_BYTES:
        raise ReadingError("file_too_large", file=shown, limit=limits.MAX_FILE_BYTES // 2**20)
    if is_result(data):
        raise ReadingError("is_a_result", file=shown)
    content = _unprotected(data, shown, password)
    kind = kind_of(content, name)
    suffix = os.path.splitext(name or "")[1].lower()
    named = SUFFIXES.get(suffix, (kind,))
    misleads = kind not in named
    if misleads and kind in _TEXTS and not _TEXTS.issuperset(named):
        # Such a file is mostly a page of a web site that was to give the document: no plan at all.
        raise ReadingError("name_hides_text", file=shown, suffix=suffix)
    document = _read(content, Source(name, kind, sha256(data), len(data), None, "digital"), ocr, progress, password, two_processes)
    if not misleads:
        return document
    warning = ReadingWarning("name_misleads", {"file": shown, "suffix": suffix, "format": _SHOWN[kind]})
    return replace(document, warnings=(warning, *document.warnings))


def _unprotected(data: bytes, shown: str, password: str | None) -> bytes:
    """The bytes themselves, or those within an Office file that is protected by a password."""
    if not is_encrypted_package(data):
        return data
    from extractor.reading.word.encryption import decrypt

    return decrypt(data, shown, password)


def _read(
    data: bytes, source: Source, ocr: OcrMode, progress: Callable[[int, int], None] | None, password: str | None, two_processes: bool
) -> Document:
    if source.media_type == PDF:
        from extractor.reading.pdf.reader import read_pdf

        return read_pdf(data, source, ocr=ocr, progress=progress, password=password, two_processes=two_processes)
    if source.media_type == DOCX:
        from extractor.reading.word.reader import read_docx

        return read_docx(data, source)
    if source.media_type in (DOC, ODT, RTF):
        from extractor.reading.word.office import read_office

        return read_office(data, source)
    if source.media_type == HTML:
        from extractor.reading.html.reader import read_html

        return read_html(data, replace(source, text_origin="text"))
    from extractor.reading.text.reader import read_plain

    return read_plain(data, replace(source, text_origin="text"))


def fetch(source: str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO) -> tuple[bytes, str | None]:
    """The bytes, at most one more than are allowed, and the name or path the source itself has. Raises ReadingError for a path.

    A stream is read until it gives nothing more: a pipe or socket gives less at a time than it is asked for.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), None
    if isinstance(source, (str, os.PathLike)):
        return _fetch_path(os.fspath(source))
    blocks: list[bytes] = []
    left = limits.MAX_FILE_BYTES + 1
    while left:
        block = source.read(min(left, _BLOCK))
        if not isinstance(block, bytes):
            raise TypeError("a binary stream is needed, opened with mode 'rb' and blocking")
        if not block:
            break
        blocks.append(block)
        left -= len(block)
    name = getattr(source, "name", None)
    return b"".join(blocks), name if isinstance(name, str) and not name.startswith("<") else None


def _fetch_path(path: str) -> tuple[bytes, str | None]:
    try:
        with Path(path).open("rb") as file:
            return file.read(limits.MAX_FILE_BYTES + 1), path
    except FileNotFoundError as error:
        raise ReadingError("file_not_found", file=path) from error
    except IsADirectoryError as error:
        raise ReadingError("file_is_folder", file=path) from error
    except (OSError, ValueError) as error:
        # On Windows opening a folder is a refused permission; a null character in a path is a ValueError.
        if os.path.isdir(path) if "\x00" not in path else False:
            raise ReadingError("file_is_folder", file=path) from error
        number = (error.errno or 0) if isinstance(error, OSError) else errno.EINVAL
        reason = errno.errorcode.get(number) or str(error)
        raise ReadingError("file_unreadable", file=path, reason=reason) from error


def base_name(path: str) -> str:
    """The last part of a path, as it is kept: in NFC, bytes that are no UTF-8 (surrogates in Python) written as escapes."""
    name = path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path
    return normalize("NFC", name.encode("utf-8", "backslashreplace").decode())
