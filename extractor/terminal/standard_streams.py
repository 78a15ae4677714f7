"""The three standard streams of a process, in whatever state it was given them: closed, full, or unable to show Vietnamese.

Results go to standard output, and an error in writing them is raised. What is told to people goes to standard error; where that cannot be
written it is dropped: it never goes anywhere else, and never changes what the process does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO, TextIOWrapper
from typing import TextIO

__all__ = ["discard_output", "prepare", "show_vietnamese", "tell", "telling", "write_out"]


def prepare() -> None:
    """Puts streams in the place of closed ones, and makes what an encoding lacks a question mark; on Windows the encoding is UTF-8.

    Standard input and output fail as the closed ones would (OSError); standard error drops what it gets. The descriptors are taken, so that
    no file that is opened later gets what is printed.
    """
    if sys.stdin is None:
        sys.stdin = _stand_in(os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _stand_in(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _stand_in(os.O_WRONLY, "w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if os.name == "nt" else None, errors="replace")


def _stand_in(access: int, mode: str) -> TextIO:
    """A text stream on the null device, opened the wrong way round where it is to fail."""
    return TextIOWrapper(FileIO(os.open(os.devnull, access), mode), encoding="utf-8")


def show_vietnamese() -> bool:
    """Whether standard output and error can print Vietnamese letters."""
    try:
        for stream in (sys.stdout, sys.stderr):
            "Thời hạn, đơn vị".encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write_out(data: bytes) -> None:
    """Bytes to standard output: UTF-8 whatever the console's encoding. Raises OSError."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def discard_output() -> None:
    """Lets go of a standard output that cannot be written: at its end Python would try again, and fail."""
    sys.stdout = _stand_in(os.O_WRONLY, "w")


def tell(text: str) -> None:
    """A line for people, on standard error."""
    with telling() as stream:
        print(text, file=stream, flush=True)


@contextmanager
def telling() -> Iterator[TextIO]:
    """Standard error, to be written in the block; the block ends where it cannot be written."""
    try:
        yield sys.stderr
    except (OSError, SystemExit):  # rich makes a SystemExit of a closed pipe
        sys.stderr = _stand_in(os.O_WRONLY, "w")
