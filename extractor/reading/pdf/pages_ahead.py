"""The later part of a long PDF, read by a second process while this one reads the part before it (`ahead_work` is its side).

A page is read with what stands on the page before it (`page_layout.lay_out`). The second process begins one page early, so that its first
page can be held against the same page as it was read here: where they are equal, all that it read after it is what would have been read
here, since reading is a pure function of the file and the page before. Where they differ, pages are read here until they agree. What the
second process did not read (it ends at the first page that must be read as a picture or cannot be read, and where the system ends it;
it is ended where it takes much longer than this process took for its own pages) is read here too: the pages are the same with and without
it.

It gets the file through its standard input, nothing of it stands in a command line, and ends when that input ends, which it does when this
process ends, however that was.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from extractor.document import OcrMode
from extractor.reading.pdf.page_layout import PageLayout
from extractor.reading.unfinished import ended_with_us

if TYPE_CHECKING:
    from subprocess import Popen

    from extractor.reading.pdf.page_reading import ReadPage

__all__ = ["PagesAhead", "pages_ahead"]

_SHARE = 0.55
"""Of the pages that are read here: the other process starts later and hands over what it has read."""
_PATIENCE, _TIMES_LONGER = 5.0, 2.0
"""Seconds that the second process has after this one has read its pages, and how many times as long as these took besides."""
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from extractor.reading.pdf.ahead_work import work; work()"


class PagesAhead:
    """Pages as another process read them, a stream of pickled ReadPages in order, the first of which has the number `first` (from 1)."""

    def __init__(self, first: int, pages: IO[bytes], wait: Callable[[], None] = lambda: None) -> None:
        """`wait` is called before the first page is waited for."""
        self._first, self._pages, self._wait = first, pages, wait
        self._last: ReadPage | None = None
        self._ended = False

    def take(self, number: int, before: PageLayout | None) -> ReadPage | None:
        """The page of that number after a page laid out so; None where it is not known and must be read. To be asked in rising order."""
        if number <= self._first:
            return None
        if self._last is None and not self._ended:
            self._wait()
        while not self._ended and (self._last is None or self._last.number < number - 1):
            self._advance()
        if self._last is None or self._last.layout != before:
            return None
        self._advance()
        return self._last

    def _advance(self) -> None:
        try:
            self._last = pickle.load(self._pages)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):  # it has ended, perhaps in the middle of a page
            self._last, self._ended = None, True


@contextmanager
def pages_ahead(data: bytes, password: str | None, count: int, ocr: OcrMode, *, layered: bool, room: int) -> Iterator[PagesAhead | None]:
    """The later part of a file of `count` pages, being read; None where the system gives no process for it.

    `ocr`, `layered`: see `page_reading.read_pages`. `room`: how many characters may be read at most.
    """
    first = int(count * _SHARE)
    order = {"bytes": len(data), "first": first, "password": password, "ocr": ocr, "layered": layered, "room": room}
    started = time.monotonic()
    with ended_with_us(_start, _end) as process:
        if process is None or not _feed(process, json.dumps(order).encode() + b"\n", data):
            yield None
            return
        assert process.stdout is not None
        with _patience(process, started) as wait:
            yield PagesAhead(first, process.stdout, wait)


@contextmanager
def _patience(process: Popen[bytes], started: float) -> Iterator[Callable[[], None]]:
    """What is to be called when this process waits for the other: that is ended when it is not through in time, within the block."""
    from threading import Event, Thread

    over = Event()

    def end(seconds: float) -> None:
        if not over.wait(seconds):
            process.kill()

    def wait() -> None:
        seconds = _PATIENCE + _TIMES_LONGER * (time.monotonic() - started)
        with suppress(RuntimeError):  # no memory for another thread
            Thread(target=end, args=(seconds,), daemon=True).start()

    try:
        yield wait
    finally:
        over.set()


def _start() -> Popen[bytes] | None:
    import subprocess

    if not sys.executable:  # of a program that Python is part of
        return None
    paths = json.dumps(list(map(os.fspath, sys.path)))
    pipe = subprocess.PIPE
    try:
        # A group of its own: Ctrl-C on the terminal asks this process alone.
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE, paths],
            stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, process_group=None if sys.platform == "win32" else 0,
        )  # fmt: skip
    except OSError:
        return None


def _feed(process: Popen[bytes], head: bytes, data: bytes) -> bool:
    """Hands over the order and the file, while it starts; its standard input stays open. False where the system gives no thread for it."""
    from threading import Thread

    def write() -> None:
        assert process.stdin is not None
        with suppress(OSError, ValueError):  # it has ended
            process.stdin.write(head)
            process.stdin.write(data)
            process.stdin.flush()

    try:
        Thread(target=write, daemon=True).start()
    except RuntimeError:
        return False
    return True


def _end(process: Popen[bytes] | None) -> None:
    if process is None:
        return
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with suppress(OSError, ValueError):
            pipe.close()
