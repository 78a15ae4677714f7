"""Deadlines whose words name several times with gaps between them ("Tháng 3 và tháng 9", "Quý I, Quý III/2026").

Such a deadline is one stretch, from the first day to the last (annotation guidelines), so that nothing in it tells of the gap;
`times_apart` does. It reads the deadline's own words again, and promises that what it gives agrees with the deadline's days, or is empty.
Times that follow one another are one stretch ("Quý I, II") and no case; nor are days by which something is due, each a deadline of its own.
"""

from __future__ import annotations

from datetime import date, timedelta

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.calendar_time import TimeReading, read_time
from extractor.records import Deadline

__all__ = ["Stretch", "times_apart"]

Stretch = tuple[date, date]
"""First and last day."""

_LISTED = lazy_pattern(r"[,;+&]|(?<!\w)(?:và|hoặc)(?!\w)")
_WORD = lazy_pattern(r"(?<!\w)\w")
_BEHIND = lazy_pattern(r"[\s).,;]*")


def times_apart(deadline: Deadline) -> tuple[Stretch, ...]:
    """The stretches that a deadline's words name, in the order of time, where they are two or more; else empty."""
    if deadline.kind not in ("by", "during", "ongoing") or not deadline.end or not _LISTED.search(deadline.text):
        return ()
    folded, year = fold(deadline.text), int((deadline.start or deadline.end)[:4])
    for word in _WORD.finditer(folded):
        reading = read_time(folded, word.start(), value=True)
        if reading and len(reading.parts) > 1 and _BEHIND.fullmatch(folded, reading.end):
            named = reading.stretches(year)
            if _agrees(deadline, reading, named):
                return named if len(named) > 1 else ()
    return ()


def _agrees(deadline: Deadline, reading: TimeReading, named: tuple[Stretch, ...]) -> bool:
    """Whether the deadline is from the first of the days to the last; one to be met "trước" a time ends on the day before it."""
    if not named or (deadline.kind == "by" and reading.grain == "day"):
        return False
    first, last = named[0][0], named[-1][1]
    ends = {last.isoformat(), (first - timedelta(days=1)).isoformat()} if deadline.kind == "by" else {last.isoformat()}
    return deadline.end in ends and deadline.start in (None, first.isoformat())
