"""Writing results to files, so that nothing is ever left half written and no foreign file is lost.

A result is written beside its destination, flushed to the disk and renamed over it. `check_destination` refuses, in this order:
the input itself (always), a folder (always), a file that this program did not write (unless forced).
A device or a pipe ("/dev/null") is written to directly: it must not be replaced by a file.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from extractor.release import NAME

__all__ = ["Refused", "check_destination", "replacing", "write"]


class Refused(Exception):
    """A destination that must not be written. `code` is "is_input", "output_is_folder" or "not_ours"."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(code, path)
        self.code = code
        self.path = path


class _Writer(msgspec.Struct):
    name: str


class _Written(msgspec.Struct):
    generator: _Writer


def _is_ours(path: Path) -> bool:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Written).generator.name == NAME
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False


def check_destination(path: Path, *, source: Path | None, force: bool) -> None:
    """Raises Refused where `path` must not be written. `source` is the input file, None for standard input."""
    if not path.exists():
        return
    if source is not None and source.exists() and path.samefile(source):
        raise Refused("is_input", path)
    if path.is_dir():
        raise Refused("output_is_folder", path)
    if path.is_file() and not force and not _is_ours(path):
        raise Refused("not_ours", path)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new empty file beside `path`, renamed to it when the block ends well and removed when it does not."""
    beside = path.with_name(f".extract-{secrets.token_hex(8)}.part{path.suffix}")
    try:
        beside.touch(exist_ok=False)
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """The bytes at the path, whole or not at all. Raises OSError."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    with replacing(path) as beside:
        beside.write_bytes(data)
