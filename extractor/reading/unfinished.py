"""What must not outlive this process: private folders that hold a document, and other programs at work on it.

`ended_with_us` starts such a thing and ends it when its block ends, however it ends. Where the process is ended from another thread, which
runs no block to its end (`running.time_limit`), `end_all` ends what is open, the last first. Nothing can be done where the system kills
the process. Most documents need no folder: what makes and removes one is loaded when it is.
"""

from __future__ import annotations

import time
from _thread import RLock
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

__all__ = ["end_all", "ended_with_us", "private_folder"]

T = TypeVar("T")

LONGEST_ENDING = 2.0
_ATTEMPTS, _PAUSE = 20, 0.05  # a program that was just ended may still write a file
_lock = RLock()
_open: list[Callable[[], None]] = []


@contextmanager
def ended_with_us(start: Callable[[], T], end: Callable[[T], None]) -> Iterator[T]:
    """What `start` gives; `end` is called with it once, when the block ends or the process is ended."""
    with _lock:
        thing = start()

        def ending() -> None:
            end(thing)

        _open.append(ending)
    try:
        yield thing
    finally:
        with _lock:
            _open.remove(ending)
            ending()


def private_folder(prefix: str) -> AbstractContextManager[Path]:
    """A new folder that only this user can look into, removed with all it holds."""
    import tempfile

    return ended_with_us(lambda: Path(tempfile.mkdtemp(prefix=prefix)), _remove)


def end_all() -> None:
    """Ends what is open. Only for a thread that ends the process afterwards: a block that comes to its end meanwhile waits for that."""
    _lock.acquire(timeout=LONGEST_ENDING)  # for good
    while _open:
        with suppress(OSError):
            _open.pop()()


def _remove(folder: Path) -> None:
    import shutil

    for _ in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
