"""Writing results to files, so that nothing is ever left half written.

A result is written beside its destination, flushed to the disk and renamed over it, keeping the mode of the file it replaces; a symbolic
link is followed, to a file that is not there yet too. A character device ("/dev/null") is written to directly. Whether a file may be
written over is asked before (`files.ownership`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from extractor.files.destinations import Refused, end_of_links, mode_of

__all__ = ["replacing", "write", "write_all"]


@contextmanager
def replacing(path: Path, parts: Path | None = None) -> Iterator[Path]:
    """A new empty file beside `path`, renamed to it when the block ends well and removed when it does not. `path` is no symbolic link.

    `parts`: the folder for that file, on the same disk, where it is not to stand beside.
    """
    beside = (path.parent if parts is None else parts) / f".extract-{os.urandom(8).hex()}.part{path.suffix[:20]}"
    try:
        beside.touch(exist_ok=False)
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        mode = mode_of(path)
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write(path: Path, data: bytes, parts: Path | None = None) -> None:
    """The bytes at the path, whole or not at all; to a character device as they are. Raises OSError, Refused("not_regular").

    `parts`: see `replacing`.
    """
    mode = mode_of(path)
    if mode is not None and stat.S_ISCHR(mode):
        with path.open("wb") as device:
            device.write(data)
        return
    end = end_of_links(path)
    if (mode is not None and not stat.S_ISREG(mode)) or end.is_symlink():
        raise Refused("not_regular", path)
    with replacing(end, parts) as beside:
        beside.write_bytes(data)


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Files that belong together, by name, in a folder, which is made where it is missing. Raises OSError.

    None is renamed to its place before all are written.
    """
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        for name, data in files.items():
            stack.enter_context(replacing(end_of_links(folder / name))).write_bytes(data)
