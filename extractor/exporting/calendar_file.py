"""ICS: the tasks that have a day as events of a calendar (RFC 5545), all day, marked as free time.

Events and not to-dos: Outlook leaves out to-dos (VTODO) of a file that it imports, and events are what every calendar takes. METHOD is
PUBLISH, which Outlook asks for. A deadline is an event on its last day; a stretch ("Quý II/2024") lasts as long; what has only a
beginning is an event there; what recurs is one event with its rule, until the deadline's or the plan's end where one is known. Work that
goes on all the time and what has no known day is left out; `left_out_text` says how many, and the calendar's description too.
Promises: an event's UID is its task's fingerprint, so that a later export changes events instead of adding them. SEQUENCE is 1 for a
corrected task, else 0, which tells a first correction but no second: a calendar may take an event with the same number for unchanged, so
what was corrected again is best deleted there before it is imported. No clock: DTSTAMP is the plan's day of issue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCategory, vRecur, vText
from msgspec import Struct

from extractor.digests import sha256
from extractor.exporting.deadline_wording import day_of, parts_of
from extractor.exporting.export_words import word
from extractor.exporting.plan_head import facts, named
from extractor.exporting.recurring_days import recurring
from extractor.exporting.task_rows import TaskRow, task_rows
from extractor.files.marks import ICS_PROPERTY, mark_text
from extractor.lazy_patterns import lazy_pattern
from extractor.messages import Language
from extractor.month_lengths import last_day
from extractor.records import Plan
from extractor.release import NAME, VERSION
from extractor.shortening import shortened

__all__ = ["export", "left_out_text"]

_SUMMARY = 100  # characters of the task in an event's name
_LINE = 75  # octets of a line, RFC 5545
_ESCAPED = lazy_pattern(r"[\\;,]")
_NO_DAY = date(1970, 1, 1)  # of a plan without a day of issue
_EVENT, _END = b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n"


class _Text(vText):
    """Text escaped as RFC 5545, 3.3.11 says. The library's own escaping takes a backslash before an N for the end of a line."""

    def to_ical(self) -> bytes:
        return _ESCAPED.sub(r"\\\g<0>", self).replace("\n", "\\n").encode()


class _Entry(Struct, frozen=True):
    """When a task stands in the calendar: its first and last day, its rule and until when, and whether its day is only a period's last."""

    start: date
    end: date
    rule: str = ""
    until: date | None = None
    at_the_end: bool = False


def export(plan: Plan, language: Language) -> bytes:
    """The calendar."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{NAME}//{NAME} {VERSION}//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _Text(named(plan, language)))
    told = left_out_text(plan, language)
    calendar.add("x-wr-caldesc", _Text("\n".join(filter(None, ("; ".join(facts(plan, language)), told)))))
    used: Counter[str] = Counter()
    for row in task_rows(plan, language):
        for entry in _entries(row, plan):
            if isinstance(entry, _Entry):
                used[row.fingerprint] += 1
                calendar.add_component(_event(row, entry, used[row.fingerprint], plan, language))
    data: bytes = calendar.to_ical()
    properties, begins, events = data.partition(_EVENT if _EVENT in data else _END)
    return properties + _folded(f"{ICS_PROPERTY}:{mark_text(plan, sha256(data))}") + begins + events


def left_out_text(plan: Plan, language: Language) -> str | None:
    """How many tasks have no event, and why; None where all have one."""
    reasons = Counter(entry for row in task_rows(plan, language) for entry in list(_entries(row, plan))[:1] if isinstance(entry, str))
    if not reasons:
        return None
    told = "; ".join(word("left_out", reason, language, count=count) for reason, count in sorted(reasons.items()))
    return word("text", "calendar_left_out", language, count=reasons.total(), all=len(plan.tasks), reasons=told)


def _entries(row: TaskRow, plan: Plan) -> Iterator[_Entry | str]:
    """The entries of a task, or the reason why it has none."""
    if row.kind is None:
        yield "no_deadline"
    elif row.kind == "ongoing":
        yield "ongoing"
    elif row.kind == "recurring":
        begins, ends = row.start or _begins(plan), row.end or _edge(plan.metadata.period.end, last=True)
        found = [recurring(rule, begins, ends) for rule in row.recurrence.split("\n")]
        entries = [_Entry(each.first, each.first, each.rule, ends, each.at_the_end) for each in found if each]
        yield from entries
        if not entries:
            yield "no_day_of_recurrence"
    elif (last := row.end or row.start) is None:
        yield "unresolved"
    elif row.kind == "during":
        yield _Entry(min(row.start or last, last), last)
    else:
        day = row.start if row.kind == "from" and row.start else last
        yield _Entry(day, day)


def _begins(plan: Plan) -> date | None:
    days = (_edge(plan.metadata.period.start), _edge(plan.metadata.date_issued))
    return max((day for day in days if day), default=None)


def _edge(edtf: str | None, *, last: bool = False) -> date | None:
    """The first or last day of an EDTF date."""
    year, month, day = parts_of(edtf)
    if not day and last:
        month = month or "12"
        return day_of(f"{year}-{month}-{last_day(int(year), int(month)):02}") if year and "01" <= month <= "12" else None
    return day_of(f"{year}-{month or '01'}-{day or '01'}")


def _event(row: TaskRow, entry: _Entry, nth: int, plan: Plan, language: Language) -> Event:
    event = Event()
    stamp = _edge(plan.metadata.date_issued) or _NO_DAY
    event.add("uid", f"{row.fingerprint}{f'-{nth}' if nth > 1 else ''}@{NAME}")
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("sequence", int(row.corrected))
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end + timedelta(days=1) if entry.end < date.max else entry.end)
    if entry.rule:
        rule = vRecur.from_ical(entry.rule)
        if entry.until and "COUNT" not in rule:
            rule["UNTIL"] = [entry.until]
        event.add("rrule", rule)
    event.add("summary", _Text(_summary(row)))
    event.add("description", _Text("\n".join(_description(row, entry, plan, language))))
    if row.leads:
        categories = vCategory([])
        categories.cats = [_Text(lead) for lead in row.leads]
        event.add("categories", categories)
    event.add("transp", "TRANSPARENT")
    return event


def _summary(row: TaskRow) -> str:
    work = shortened(row.task, _SUMMARY)
    return f"{work} ({row.leads[0]})" if row.leads else work


def _description(row: TaskRow, entry: _Entry, plan: Plan, language: Language) -> Iterator[str]:
    yield row.task
    for name in ("leads", "coordinators", "persons", "deadline", "outputs", "targets"):
        value = getattr(row, name)
        if value:
            yield f"{word('column', name, language)}: {value if isinstance(value, str) else '; '.join(value)}"
    if entry.at_the_end:
        yield word("text", "in_period", language)
    number = plan.metadata.number
    place = word("text", "page", language, page=row.page) if row.page else ""
    yield ", ".join(filter(None, (named(plan, language), number, place)))


def _folded(line: str) -> bytes:
    """A line of ASCII folded as RFC 5545 wants it."""
    parts = [line[: _LINE - 1], *(line[at : at + _LINE - 2] for at in range(_LINE - 1, len(line), _LINE - 2))]
    return "\r\n ".join(parts).encode() + b"\r\n"
