"""Times behind a lead ("trước", "chậm nhất", "trong", "từ"): which rule of `models/deadlines.toml` applies, and what it makes of them.

The first rule that applies wins. A rule applies where the time has one of its grains, stands where the rule asks for it (the head or end of
a clause, behind or not behind certain words), and is not over where it has to be to come. The bounds of `by`: the day named, or the last
day of the month, quarter or year named; before a month, quarter or year, the day before it begins; what comes after a time begins on the
day behind it. No day is known of the middle of a year as a bound (nobody says where it ends), nor of what comes after Tết (whose first day
alone is listed). A beginning is joined with the end that stands behind it: an event, or a clause of its own ("từ … và kết thúc vào …").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.calendar_time import TIME_OF_DAY, TimeReading, read_time
from extractor.mentions.deadline_rules import DeadlineRule, deadline_rules
from extractor.mentions.deadline_scan import Scan
from extractor.records import Deadline

__all__ = ["read_led"]

_Days = tuple[date, date] | None
"""First and last day of a time, None where they are not known."""

_AND_YEARLY = lazy_pattern(r"\s*(?:,\s*|,?\s+và\s+)h[ằà]ng\s+năm(?:\s+(?:sau|tiếp\s+theo|kế\s+tiếp))?(?!\w)")
_YEAR_AFTER = lazy_pattern(r"\s+(?:của\s+)?năm\s+(?:sau(?:\s+liền\s+kề)?|liền\s+kề|tiếp\s+theo|kế\s+tiếp)(?!\w)")
# "30/01 năm sau năm có thay đổi", "15/12 của năm báo cáo"
_OF_ANOTHER_YEAR = lazy_pattern(r"\s+(?:của\s+)?năm\s+(?:sau|trước|liền|tiếp|kế|báo\s+cáo|tuyển\s+sinh|ngân\s+sách)(?!\w)")
_WITH_DAY = lazy_pattern(r"\d\s?/\s?\d")
_EACH_YEAR = lazy_pattern(r"\s+(?:của\s+)?(?:h[ằà]ng|mỗi)\s+năm(?!\w)")
_AFTER = lazy_pattern(r"(?:từ\s+)?sau(?!\w)")
_TET = lazy_pattern(r"(?:ngày\s+)?tết(?!\w)")
_MIDDLE_OF_YEAR = 4, 9  # the months that calendar_time.py gives it
_BEFORE = lazy_pattern(r"(?<!\w)trước(?:\s+thời\s+điểm)?\s*$")
_ONWARD = lazy_pattern(r"\s*(?:,|và)\s*(?:các|những)\s+năm\s+(?:tiếp\s+theo|kế\s+tiếp|sau)(?!\w)|\s+trở\s+đi(?!\w)")
# "… đến ngày bầu cử", "… đến khi kết thúc chiến dịch": an event ends it, which the text may date.
_TO_EVENT = lazy_pattern(
    r"\s*(?:,\s*)?(?:cho\s+)?đến\s+(?:hết\s+|khi\s+)?(?:ngày\s+(?=[^\W\d_])(?!càng|nay)|(?:kết\s+thúc|hoàn\s+thành|bế\s+mạc|tổng\s+kết)\s+)"
    r"[^\W\d_]+(?:\s+[^\W\d_]+){0,5}?(?=\s*(?:[.;:,)\n]|$|\(?\d|\(?ngày\s|gồm\s))"
)
# "bắt đầu từ ngày 01/3/2024 | và kết thúc vào ngày 31/5/2024"
_ENDING = lazy_pattern(r"\s*,?\s*(?:và\s+)?kết\s+thúc(?:\s+(?:vào|trong|trước|đến|hết)){0,2}(?=\s)")


def read_led(scan: Scan, at: int) -> tuple[Deadline, ...]:
    """The deadlines that a lead at an offset makes of the time behind it; empty where no rule reads it."""
    readings: dict[tuple[int, bool], tuple[TimeReading, _Days] | None] = {}  # several leads end at one place
    for rule in deadline_rules().leads.at(scan.folded, at):
        if rule.value and not scan.value:
            continue
        match = rule.lead.match(scan.folded, at)
        if match is None:
            continue
        place = match.end(), scan.value or rule.labelled
        if place not in readings:
            behind = _time_behind(scan, match.end(), value=place[1])
            readings[place] = (behind, scan.interval(at, behind)) if behind else None
        if (read := readings[place]) is None or not _applies(scan, rule, at, *read):
            continue
        reading, days = read
        if len(reading.parts) == 1 and not reading.has_year and _OF_ANOTHER_YEAR.match(scan.folded, reading.end):
            continue  # that year is not known
        yearly = _EACH_YEAR.match(scan.folded, reading.end)
        if yearly is None:
            opened = (days[0] if days else None, None)
            onward = _ONWARD.match(scan.folded, reading.end) if rule.kind in ("during", "from") else None
            if onward:  # "Năm 2025 và các năm tiếp theo", "2026 trở đi"
                return (scan.deadline(at, onward.end(), "from", opened, resolved=days is not None),)
            if (also := _AND_YEARLY.match(scan.folded, reading.end)) and rule.kind in ("during", "from"):
                return (scan.deadline(at, also.end(), "recurring", opened, resolved=True, recurrence="FREQ=YEARLY"),)
            if rule.kind == "from" and len(reading.parts) == 1 and (event := _TO_EVENT.match(scan.folded, reading.end)):
                return (_to_event(scan, at, reading, days, event.end()),)
            ending = _ENDING.match(scan.folded, reading.end) if rule.kind == "from" else None
            if ending and (whole := _ended(scan, at, days, ending.end())):
                return (whole,)
            apart = _days_by(scan, rule, match.end(), reading)
            return tuple(_dated(scan, rule, match, one, days if one is reading else scan.interval(at, one)) for one in apart)
        if len(reading.parts) > 1:  # "từ 15/4 đến 15/5 hằng năm": a season, for which RRULE has no word
            return (scan.deadline(at, yearly.end(), "recurring", (None, None), resolved=True, recurrence="FREQ=YEARLY"),)
    return ()


def _days_by(scan: Scan, rule: DeadlineRule, start: int, reading: TimeReading) -> tuple[TimeReading, ...]:
    """Several days by which something is due ("trước ngày 30/6/2026 và 30/12/2026") as readings of one day each; else the reading.

    The last may be of the year after ("trước ngày 05/7 và 05/01 năm sau"); it is left out where no year is known.
    """
    days = rule.kind == "by" and len(reading.parts) > 1 and all(part.grain == "day" for part in reading.parts)
    if not days or not re.search(r"(?<!\w)và(?!\w)|[,;]", scan.folded[start : reading.end]):
        return (reading,)
    *parts, last = reading.parts
    if (after := _YEAR_AFTER.match(scan.folded, reading.end)) and not last.year:
        year = scan.context.year_at(scan.span.start + start) or scan.context.period_year
        reading = replace(reading, end=after.end())
        parts += [replace(last, year=year + 1)] if year else []
    else:
        parts.append(last)
    return tuple(replace(reading, parts=(part,)) for part in parts)


def _time_behind(scan: Scan, at: int, *, value: bool) -> TimeReading | None:
    """The calendar expression at an offset, behind blanks, a time of day and the word "ngày"."""
    clock = TIME_OF_DAY.match(scan.folded, at)
    place = clock.end() if clock else at
    while place < len(scan.folded) and scan.folded[place].isspace():
        place += 1
    reading = read_time(scan.folded, place, value=value)
    bracketed = reading and clock and clock.group().endswith("(") and scan.folded[reading.end : reading.end + 1] == ")"
    return replace(reading, end=reading.end + 1) if reading and bracketed else reading


def _applies(scan: Scan, rule: DeadlineRule, at: int, reading: TimeReading, days: _Days) -> bool:
    if rule.grains and reading.grain not in rule.grains:
        return False
    if (rule.ranged and len(reading.parts) < 2) or (rule.dated and not reading.has_year):
        return False
    if not scan.value and not _in_its_time(scan, rule, reading, days):
        return False
    if rule.tail and not rule.tail.match(scan.folded, reading.end):
        return False
    if (rule.not_after and scan.before(at, rule.not_after)) or (rule.only_after and not scan.before(at, rule.only_after)):
        return False
    if rule.kind == "by" and not scan.value and _tells_which(scan, at):
        return False
    if (rule.clause_without and rule.clause_without.search(scan.clause_before(at))) or _is_past(scan, at, reading, days):
        return False
    if not rule.clause_initial or scan.value or scan.clause_initial(at):
        return True
    return bool(rule.introduced_by and scan.before(at, rule.introduced_by))


def _tells_which(scan: Scan, at: int) -> bool:
    """Whether "trước ngày …" at an offset tells which things are meant, by when they came to be."""
    return scan.folded.startswith("trước", at) and deadline_rules().things_of_then.search(scan.clause_before(at)) is not None


def _is_past(scan: Scan, at: int, reading: TimeReading, days: _Days) -> bool:
    """Whether a time is that of something done or decided: in a cell the day of a decision, anywhere one before the plan's own day."""
    rules = deadline_rules()
    if scan.value and reading.grain == "day" and scan.before(at, rules.decided):
        return True
    signed = scan.context.date_issued or ""
    if days is None or not signed or days[1].isoformat()[: len(signed)] >= signed:
        return False
    words = scan.folded[at : reading.end] if scan.value else ""  # "Hoàn thành ngày 30/11/2023": the lead is the word
    return scan.before(at, rules.done) or words.startswith(("hoàn thành", "xong"))


def _in_its_time(scan: Scan, rule: DeadlineRule, reading: TimeReading, days: _Days) -> bool:
    """Whether a time in running text is to come, where its rule asks for that, and has days, where only its name stands there."""
    signed = scan.context.date_issued or ""
    issued = signed[:4]
    if reading.grain == "event" and days is None and rule.kind != "by" and not rule.labelled:
        return False
    if rule.after_issue and (days is None or not signed or days[1].isoformat()[: len(signed)] < signed):
        return False
    if rule.ends_later and days is not None and days[1].isoformat()[: len(signed)] < signed:
        return False
    if not (rule.to_come or rule.later) or not issued:
        return True
    if rule.later:  # "tổng kết năm 2024" in the plan of 2024 reviews that year
        return days is not None and str(days[0].year) > issued and scan.context.period != (str(days[0].year),) * 2
    return days is None or str(days[0].year) >= issued


def _to_event(scan: Scan, at: int, reading: TimeReading, begun: _Days, end: int) -> Deadline:
    """From a time to an event, whose day may stand behind it ("Từ tháng 01 đến ngày bầu cử 15/3"); without one its end has no day."""
    day = _time_behind(scan, end, value=scan.value)
    if day is not None and len(day.parts) == 1 and day.grain == "day":
        first = replace(reading.parts[0], year=reading.parts[0].year or day.parts[0].year)
        begun, over = scan.interval(at, replace(reading, parts=(first,))), scan.interval(at, day)
        return scan.deadline(at, day.end, "during", (begun[0] if begun else None, over[1] if over else None), resolved=bool(begun and over))
    return scan.deadline(at, end, "from", (begun[0] if begun else None, None), resolved=begun is not None)


def _ended(scan: Scan, at: int, days: _Days, end: int) -> Deadline | None:
    """From a time to the one at which it ends, told in a clause of its own; None where no later time stands there."""
    last = _time_behind(scan, end, value=scan.value)
    over = scan.interval(at, last) if last else None
    if last is None or days is None or over is None or over[1] < days[0]:
        return None
    return scan.deadline(at, last.end, "during", (days[0], over[1]), resolved=True)


def _dated(scan: Scan, rule: DeadlineRule, lead: re.Match[str], reading: TimeReading, days: _Days) -> Deadline:
    at = lead.start()
    if days and _has_no_edge(rule, lead, reading):
        days = None
    kind, first, last = rule.kind, days[0] if days else None, days[1] if days else None
    if kind == "from" and (len(reading.parts) > 1 or _within_a_day(scan, lead.end())):
        kind = "during"
    elif kind == "from":
        after = last + timedelta(days=1) if last and _AFTER.match(lead.group()) else None
        first, last = after or first, None
    elif kind == "by":
        named = reading.grain == "event" and not _WITH_DAY.search(scan.folded[at : reading.end])
        if _BEFORE.search(lead.group()) and first and (named or (reading.grain in ("month", "quarter", "year") and _whole(reading))):
            last = first - timedelta(days=1)
        first = None
    return scan.deadline(at, reading.end, kind, (first, last), resolved=days is not None)


def _has_no_edge(rule: DeadlineRule, lead: re.Match[str], reading: TimeReading) -> bool:
    """Whether a bound lies where no day is sure: in the middle of a year, or after Tết. The whole middle of a year is a stretch."""
    part = reading.parts[-1]
    if part.grain == "half" and (part.month, part.end_month) == _MIDDLE_OF_YEAR:
        return rule.kind != "during"
    return rule.kind == "from" and part.grain == "event" and _TET.match(part.name or "") is not None and "sau" in lead.group()


def _within_a_day(scan: Scan, at: int) -> bool:
    """Whether hours stand at an offset, from the one to the other ("từ | 8h00 đến 11h30 ngày 15/4")."""
    clock = TIME_OF_DAY.match(scan.folded, at)
    return clock is not None and clock["until"] is not None


def _whole(reading: TimeReading) -> bool:
    """Whether the expression is a whole month, quarter or year, not its end."""
    part = reading.parts[0]
    return part.day == 1 and part.end_day is None
