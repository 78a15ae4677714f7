"""The system's lock on an open file: it goes with the process that holds it, however that ends."""

from __future__ import annotations

import sys

__all__ = ["could_lock"]


def could_lock(handle: int) -> bool:
    """Takes the lock of a file, given by its descriptor, for this process alone; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
