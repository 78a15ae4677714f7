"""A stretch of text being read for deadlines, and the making of a `Deadline` from a place in it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.calendar_time import TimeReading
from extractor.mentions.context import Context
from extractor.month_lengths import last_day
from extractor.records import Deadline, DeadlineKind, Span

__all__ = ["BOUNDS", "Scan"]

BOUNDS = lazy_pattern(r"[\s,(]*(?:(?:trong|từ|cả)\s+){0,3}")
"""What stands between ongoing or recurring work and the time over which it goes on ("Hằng quý | trong năm 2026")."""

_LOOK_BACK = 72
_CLAUSE_LONGEST = 300
_LUNAR = lazy_pattern(r"\s*[(,]?\s*(?:âm\s+lịch|âl)(?!\w)")
_HALF_YEAR = 6
_CLAUSE_START = lazy_pattern(r"(?:^|[.;:,(\[\n+–-]|(?:^|\n)[\s(]*(?:[a-zđ]|[ivx]{1,4}|\d{1,2})[)/])\s*$")  # "c) Từ ngày …"


def _current(name: str, context: Context) -> tuple[date, date] | None:
    """The day, week, month, quarter or year of the day of issue, or the one after, as far as that is known."""
    following = name.endswith((" mai", " sau", " tới"))
    day, issued = context.issued_day, context.date_issued or ""
    if name.endswith((" nay", " mai")) and not name.startswith("năm"):
        return (day + timedelta(days=following),) * 2 if day else None
    if name.startswith("tuần"):
        if day is None:
            return None
        monday = day + timedelta(days=7 * following - day.weekday())
        return monday, monday + timedelta(days=6)
    if len(issued) < 4 or (len(issued) < 7 and not name.startswith("năm")):
        return None
    year, month = int(issued[:4]), int(issued[5:7] or 1)
    length = {"t": 1, "q": 3, "n": 12}[name[0]]  # in months
    further, before = divmod(month - 1 - (month - 1) % length + length * following, 12)
    year, last = year + further, before + length
    return date(year, before + 1, 1), date(year, last, last_day(year, last))


class Scan(Struct, frozen=True):
    """The text and what is known around it; `value` tells a cell from a sentence.

    `folded` is the folded form of the span's text, so offsets into it are offsets from `span.start`.
    """

    text: str
    span: Span
    folded: str
    context: Context
    value: bool

    def deadline(
        self,
        start: int,
        end: int,
        kind: DeadlineKind,
        days: tuple[date | None, date | None],
        *,
        resolved: bool,
        recurrence: str | None = None,
        duration: str | None = None,
        anchor: str | None = None,
    ) -> Deadline:
        """A deadline of the slice from `start` to `end` of the folded text."""
        span = Span(self.span.start + start, self.span.start + end)
        first, last = (day.isoformat() if day else None for day in days)
        return Deadline(
            text=self.text[span.start : span.end], span=span, kind=kind, start=first, end=last,
            recurrence=recurrence, duration=duration, anchor=anchor, resolved=resolved,
        )  # fmt: skip

    def before(self, at: int, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern, anchored at its end, is found in what stands right before an offset; nothing before the first is."""
        return at > 0 and pattern.search(self.folded[max(0, at - _LOOK_BACK) : at]) is not None

    def clause_before(self, at: int) -> str:
        """What stands before an offset in its clause, folded: back to a full stop, semicolon, colon or line end, at most 300 letters."""
        near = self.folded[max(0, at - _CLAUSE_LONGEST) : at]
        return re.split(r"[.;:\n](?!\d)", near)[-1]

    def clause_initial(self, at: int) -> bool:
        """Whether a clause begins at an offset."""
        return at == 0 or self.before(at, _CLAUSE_START)

    def interval(self, at: int, reading: TimeReading) -> tuple[date, date] | None:
        """First and last day of an expression, its year filled from the document, its name looked up in the document's named times."""
        if _LUNAR.match(self.folded, reading.end):
            return None  # the days of the lunar year are not counted here
        if reading.parts[0].name and (named := self.context.periods.get(reading.parts[0].name)):
            return named
        if reading.has_year:
            return reading.interval()
        if reading.grain == "current":
            return _current(reading.parts[0].name or "", self.context)
        if year := self.context.year_at(self.span.start + at) or self.context.period_year:
            days = reading.interval(year)
            return reading.interval(year + 1) if days and self._is_to_come(days[1], year) else days
        issued = self.context.date_issued or ""
        days = reading.interval(int(issued[:4])) if issued else None
        return days if days and days[1].isoformat()[: len(issued)] >= issued else None

    def _is_to_come(self, last: date, year: int) -> bool:
        """Whether a day of the document's year means the one a year on, which the document does not print.

        A school year's plan of August that says "tháng 5", and a plan of no year, issued at a year's end, that says "tháng 01".
        """
        issued, period = self.context.date_issued or "", self.context.period
        if last.isoformat() >= issued:
            return False
        at_years_end = period == (None, None) and issued[:4] == str(year) and issued[5:7] >= "10" and last.month <= _HALF_YEAR
        return period == (str(year), str(year + 1)) or at_years_end
