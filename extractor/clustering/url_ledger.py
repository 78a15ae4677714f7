"""What is done at a URL, where nothing can be added to a file: lines are gathered, and every few seconds written as a file of their own
(`.extract/done/000001.jsonl` …), which `.extract/done.jsonl` takes up when a run begins and ends.

A run that is killed forgets what it had not written; those documents are read again. Two runs into one place are not kept apart here.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from extractor.clustering.url_place import UrlPlace
from extractor.running.ledger import DONE_NAME, Entry, Ledger, entries_in, lines_of
from extractor.running.places import STATE_FOLDER

__all__ = ["opened"]

_FOLDER = f"{STATE_FOLDER}/done"
_EACH_SECONDS = 5.0


class _Gathered:
    """Lines that are not written yet: `ledger.Lines`."""

    def __init__(self, place: UrlPlace) -> None:
        self._place, self._waiting, self._number, self._last = place, list[bytes](), 0, time.monotonic()

    def write(self, data: bytes, /) -> None:
        self._waiting.append(data)

    def flush(self) -> None:
        """Writes the lines where the last were written some seconds ago."""
        if time.monotonic() - self._last >= _EACH_SECONDS:
            self.write_out()

    def write_out(self) -> None:
        if self._waiting:
            self._number += 1
            self._place.write(f"{_FOLDER}/{self._number:06d}.jsonl", b"".join(self._waiting))
            self._waiting.clear()
        self._last = time.monotonic()


@contextmanager
def opened(place: UrlPlace) -> Iterator[Ledger]:
    """The ledger of a place. Raises OSError."""
    entries = dict[str, Entry]()
    for name in (DONE_NAME, *place.names(_FOLDER)):
        entries.update(entries_in(place.standing(name) or b""))
    _take_up(place, entries)
    lines = _Gathered(place)
    try:
        yield Ledger(place, entries, lines)
    except BaseException:
        lines.write_out()
        raise
    _take_up(place, entries)


def _take_up(place: UrlPlace, entries: dict[str, Entry]) -> None:
    data = lines_of(entry for _, entry in sorted(entries.items()))
    if (place.standing(DONE_NAME) or b"") != data:
        place.write(DONE_NAME, data)
    for name in place.names(_FOLDER):
        place.remove(name)
