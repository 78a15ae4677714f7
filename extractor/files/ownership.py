"""Whose a file is that stands where a result is to go, so that no foreign file is lost.

`check_destination` refuses, in this order: the input itself, a folder, what is neither a file nor a character device (pipes, sockets,
disks), a folder that is missing (all always); then, unless forced, a file that this program did not write, one that it wrote of an input
of another name, and a person's corrections, by what has none. When the input is read, `check_content` refuses the result of another
document of that name. Exported files are known by their marks (`files.marks`): one that somebody has worked in since is theirs, and CSV and
NDJSON, which bear no mark, are always taken for foreign.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import msgspec

from extractor.files.destinations import Refused, end_of_links, mode_of
from extractor.files.format_names import Format
from extractor.lazy_patterns import lazy_pattern
from extractor.release import NAME

__all__ = ["Kind", "check_content", "check_destination", "check_document", "check_result"]

_PICTURE = b"tEXtSoftware\0" + NAME.encode()
_PICTURE_HEAD = 512
_MODEL = lazy_pattern(rb"lCRF|x\x9c|\d{1,4}\+[0-9a-f]{8}\n\Z")  # a CRF, what zlib packed (the training data), the models' version

_PAGE = lazy_pattern(rb'<meta name="generator" content="' + NAME.encode() + rb' [^"]*">\n<meta name="plan-source" content="([^"]*)">')
_PAGE_HEAD = 4096

Kind = Literal["plan", "corrected", "page", "picture", "run", "model", Format]
"""A plan as extracted, one with a person's corrections, the page to correct it on, exported files, and others."""


class _Named(msgspec.Struct):
    name: str


class _Source(msgspec.Struct):
    filename: str | None
    sha256: str = ""


class _Written(msgspec.Struct):
    """What tells our results: a task list names its program and its source, a saved run of an evaluation its program only."""

    generator: _Named
    source: _Source | None = None
    corrected: bool = False


def check_destination(
    path: Path, *, source: Path | None, kind: Kind = "plan", force: bool = False, document: str | None = None, corrected: bool = False
) -> None:
    """Raises Refused where `path` must not be written, OSError where it cannot be. `source` is the input, None for standard input.

    `kind` is what is to be written: of our own files only the same kind is overwritten. `document` is the name of the document that the
    result is of, where it is not the input's; `corrected`: what is to be written has a person's corrections.
    """
    mode = mode_of(path)
    if mode is not None and source is not None and source.exists() and path.samefile(source):
        raise Refused("is_input", path)
    if mode is not None and stat.S_ISDIR(mode):
        raise Refused("output_is_folder", path)
    if mode is not None and stat.S_ISCHR(mode):
        return
    if (mode is not None and not stat.S_ISREG(mode)) or end_of_links(path).is_symlink():
        raise Refused("not_regular", path)
    folder = end_of_links(path).parent
    if not folder.is_dir():
        raise Refused("no_folder", path)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    if mode is not None and not force:
        _check_writer(path, source, kind, document, corrected or kind == "corrected")


def check_content(path: Path, *, source: Path | None, data: bytes, kind: Kind = "plan") -> None:
    """`check_document` of what was read."""
    if path.is_file():
        from extractor.digests import sha256

        check_document(path, source=source, sha256=sha256(data), kind=kind)


def check_document(path: Path, *, source: Path | None, sha256: str, kind: Kind = "plan") -> None:
    """Raises Refused("of_other_content") where a result of ours that was checked (`check_destination`) is of another document.

    That is one of other content, unless the input was changed, or put where it stands, after the result was written: it is then taken for a
    new version of the document. Of standard input nothing is known but its content.
    """
    if not path.is_file():
        return
    written = _written(path, kind)
    if written.source is None or written.source.sha256 == sha256:
        return
    if source is not None:
        state = source.stat()
        if max(state.st_mtime_ns, state.st_ctime_ns) >= path.stat().st_mtime_ns:
            return
    raise Refused("of_other_content", path, other=written.source.filename or "-")


def _check_writer(path: Path, source: Path | None, kind: Kind, document: str | None, corrected: bool) -> None:
    from extractor.reading.opening import base_name

    if kind == "picture":
        with path.open("rb") as file:
            if _PICTURE not in file.read(_PICTURE_HEAD):
                raise Refused("not_ours", path)
        return
    if kind == "model":
        with path.open("rb") as file:
            if not _MODEL.match(file.read(16)):
                raise Refused("not_ours", path)
        return
    filename = document if document is not None else base_name(str(source)) if source is not None else None
    if kind == "page":
        _check_input(path, _source_of_page(path), filename or "-")
        return
    _check_written(_written(path, kind), path, filename, kind, corrected)


def check_result(standing: bytes, path: Path, source: str | None) -> None:
    """Raises Refused where bytes that stand somewhere must not be written over by the result of a document, as `check_destination` does.

    `path` is where they stand, for the error; `source` the document's path or name.
    """
    from extractor.reading.opening import base_name

    _check_written(_decoded(standing, path), path, base_name(source) if source is not None else None, "plan", corrected=False)


def _check_written(written: _Written, path: Path, filename: str | None, kind: Kind, corrected: bool) -> None:
    if written.generator.name != NAME or (kind == "run") != (written.source is None):
        raise Refused("not_ours", path)
    if written.source is not None:
        _check_input(path, written.source.filename or "", filename or "")
        if written.corrected and not corrected:
            raise Refused("is_corrected", path)


def _check_input(path: Path, written: str, filename: str) -> None:
    if normalize("NFC", written) != normalize("NFC", filename):
        raise Refused("of_other_input", path, other=written or "-")


def _source_of_page(path: Path) -> str:
    """The name of the file that a review page of ours is about."""
    from html import unescape

    with path.open("rb") as file:
        found = _PAGE.search(file.read(_PAGE_HEAD))
    if found is None:
        raise Refused("not_ours", path)
    return unescape(found[1].decode("utf-8", "replace"))


def _written(path: Path, kind: Kind) -> _Written:
    if kind not in ("plan", "corrected", "run"):
        from extractor.files.marks import mark_in

        mark = mark_in(path.read_bytes(), kind)
        if mark is None:
            raise Refused("not_ours", path)
        return _Written(_Named(NAME), _Source(mark.filename, mark.sha256), mark.corrected)
    return _decoded(path.read_bytes(), path)


def _decoded(data: bytes, path: Path) -> _Written:
    try:
        return msgspec.json.decode(data, type=_Written)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refused("not_ours", path) from None
