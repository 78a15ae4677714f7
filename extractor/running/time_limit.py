"""A wall-clock limit for one document, that ends the process even where it is inside native code.

At the limit a thread tells what happened, ends other programs at work and removes their folders (`reading.unfinished`), and ends the
process; it runs whenever Python or a library lets other threads run, as PDFium, the recogniser and the XML parser do. Code that lets
nobody run is ended a few seconds later by the interpreter's own timer, without a word.
Nothing is left half written as long as no file is being written within the limit: the result is written after it.
"""

from __future__ import annotations

import faulthandler
import os
from _thread import allocate_lock, start_new_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractor.reading.unfinished import end_all

__all__ = ["GRACE_SECONDS", "time_limit"]

GRACE_SECONDS = 5.0


@contextmanager
def time_limit(seconds: float, tell: Callable[[], None], *, status: int) -> Iterator[None]:
    """Ends the process with `status` when the block takes longer; `tell` is called before, from another thread. 0 seconds: no limit.

    Raises MemoryError where the system gives no thread for it.
    """
    if seconds <= 0:
        yield
        return

    running = allocate_lock()
    running.acquire()

    def end() -> None:
        if running.acquire(timeout=seconds):
            return  # in time
        try:
            tell()
        finally:
            try:
                end_all()
            finally:
                os._exit(status)

    with open(os.devnull, "w") as nowhere:
        try:
            start_new_thread(end, ())
            faulthandler.dump_traceback_later(seconds + GRACE_SECONDS, exit=True, file=nowhere)
        except RuntimeError as error:  # no memory for one more thread
            running.release()
            raise MemoryError from error
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
            running.release()
