"""What the C library has free goes back to the system, in processes that read documents one after the other.

glibc keeps what is freed for the next that asks, in an arena for each of many threads, and gives the end of an arena back for the first
thread's alone. Behind the pages of a scan, which threads of their own read, some 35 MB stay in each arena that such a thread ever had:
a process that reads on and on grows until all its arenas have seen the largest document. With one arena for all threads `give_back` gives
back what is free. Other C libraries than glibc are left as they are.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache
from typing import Any

__all__ = ["give_back", "use_one_arena"]

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def use_one_arena() -> None:
    """All threads that begin from now on allocate where the first one does. To be called before there are others."""
    with suppress(AttributeError):
        _library().mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Gives whole free pages back to the system. Takes a millisecond or so."""
    with suppress(AttributeError):
        _library().malloc_trim(0)


@cache
def _library() -> Any:
    """The C library; where it cannot be asked, something without functions."""
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows
        return None
