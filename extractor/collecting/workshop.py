"""The folder beside a database in which it is made, and what builds that were killed left of theirs.

In each stands a file that its process holds locked; the system lets go of the lock however that process ends. A folder whose lock can be
taken is nobody's any more, and the next build beside it removes it. A folder without that file, or on a disk that has no locks, is left.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from extractor.reading.locking import could_lock

__all__ = ["workshop"]

_PREFIX, _SUFFIX, _LOCK = ".extract-", ".part", "lock"
_ATTEMPTS = 3


@contextmanager
def workshop(parent: Path) -> Iterator[Path]:
    """A new folder in `parent`, removed at the end; before it is made, those that nobody owns are removed. Raises OSError."""
    for folder in parent.glob(f"{_PREFIX}*{_SUFFIX}"):
        _remove_if_left(folder)
    folder, lock = _made(parent)
    try:
        yield folder
    finally:
        lock.close()  # no open file can be removed on Windows
        shutil.rmtree(folder, ignore_errors=True)


def _made(parent: Path) -> tuple[Path, BinaryIO]:
    """A folder and its locked file. Another build may take the lock, and the folder, before this one has it: then the next is tried."""
    for attempt in range(_ATTEMPTS):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=parent))
        lock = (folder / _LOCK).open("wb")
        if (could_lock(lock.fileno()) and (folder / _LOCK).exists()) or attempt == _ATTEMPTS - 1:  # the last: a disk without locks
            break
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)
    return folder, lock


def _remove_if_left(folder: Path) -> None:
    try:
        with (folder / _LOCK).open("rb+") as lock:
            if not could_lock(lock.fileno()):
                return
            shutil.rmtree(folder, ignore_errors=True)  # while no other can take it
    except OSError:
        return
    shutil.rmtree(folder, ignore_errors=True)  # what could not be removed while it was open
