"""The side of `pages_ahead` that reads: a process that reads pages of one PDF, and gives them all when it has read them.

Standard input gives a line of JSON (the first page, the password, how pages are read, how many characters at most) and the file, as its
length says. Standard output takes the pages, pickled, one after the other. They are held until all are read, as a pipe holds no more than
three and the other process takes none before it has read its own. What a library prints goes to standard error, which
nobody listens to.
A thread waits for the end of standard input, which is that of the other process, and ends this one.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from threading import Thread
from typing import Any

from extractor.reading.pdf.form_fields import form_of
from extractor.reading.pdf.page_layout import PageLayout
from extractor.reading.pdf.page_reading import ReadPage, read_text
from extractor.reading.pdf.pdf_file import PdfFile

__all__ = ["work"]


def work() -> None:
    """Reads what standard input orders, and ends the process."""
    gc.disable()  # a page leaves no circles
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C asks the other process, which ends this one
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(order["bytes"])
    Thread(target=_wait_for_end, daemon=True).start()
    for page in [pickle.dumps(page, pickle.HIGHEST_PROTOCOL) for page in _pages(data, order)]:
        answers.write(page)
    answers.close()
    os._exit(0)


def _wait_for_end() -> None:
    sys.stdin.buffer.read(1)
    os._exit(0)


def _pages(data: bytes, order: dict[str, Any]) -> Iterator[ReadPage]:
    """The pages from the first on, up to the first that must be read as a picture, or could not be read here (with less memory, perhaps),
    or the one with which they hold too many characters."""
    pdf = PdfFile(data, order["password"])
    room = order["room"]
    before: PageLayout | None = None
    with form_of(pdf) as form:
        for number in range(order["first"], len(pdf) + 1):
            page = read_text(pdf, form, number, order["ocr"], before, order["layered"])
            if not isinstance(page, ReadPage) or page.layout is None:
                return
            yield page
            before = page.layout
            room -= page.layout.length
            if room < 0:
                return
