"""How far a document is read, told on a terminal while it takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractor.messages import Language, wording
from extractor.terminal.standard_streams import telling

__all__ = ["progress_line"]

SILENT_SECONDS = 2.0


@contextmanager
def progress_line(language: Language) -> Iterator[Callable[[int, int], None] | None]:
    """Tells on a terminal how many pages are read, from two seconds on; the line goes when it is done."""
    if not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    shown = ""

    def show(done: int, count: int) -> None:
        nonlocal shown
        if time.monotonic() - started > SILENT_SECONDS:
            text = wording("label", "progress", language, done=done, count=count)
            _print_over(text.ljust(len(shown)))
            shown = text

    try:
        yield show
    finally:
        if shown:
            _print_over(" " * len(shown) + "\r")


def _print_over(text: str) -> None:
    with telling() as stream:
        print("\r" + text, end="", file=stream, flush=True)
