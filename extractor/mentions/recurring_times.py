"""Recurring times as deadlines: whether what recurs is a time of the work, over which years it does, and which day belongs to it.

A frequency alone ("hằng năm") counts in running text only where the words around it schedule by it (`[recurrence]` of
`models/deadlines.toml`); with a day, an hour or "một lần" it always does. The day may stand apart, further on in the clause ("Hằng năm,
Sở Y tế báo cáo UBND tỉnh trước ngày 15/12"): the two are one deadline, from the frequency to the day; further days of that clause recur as
well. So it is behind "định kỳ" alone, where the plan is not of one year. Or it stands behind the report that is due by it ("báo cáo tháng
trước ngày 20").
A campaign's name in quotation marks ("ra quân “Ngày thứ Bảy tình nguyện”") is none.
"""

from __future__ import annotations

from datetime import date

from extractor.mentions.calendar_time import read_time
from extractor.mentions.deadline_rules import deadline_rules
from extractor.mentions.deadline_scan import BOUNDS, Scan
from extractor.mentions.recurrence import Recurrence, read_day_apart, read_periodic, read_recurrence
from extractor.records import Deadline

__all__ = ["read_recurring"]

_DAY_LEADS = ("trước", "chậm", "muộn", "vào", "ngày")
_MOST_DAYS = 3
_NEAR = 40  # characters


def read_recurring(scan: Scan, at: int) -> tuple[Deadline, ...]:
    """The recurring times that begin at an offset; empty for none, and for a frequency that only describes."""
    if not scan.value and scan.folded[at - 1 : at] == '"':
        return ()
    reading = read_recurrence(scan.folded, at)
    if reading is None and (report := _report(scan, at)) and (day := read_day_apart(scan.folded, at, report)):
        return _deadlines(scan, at, day.end, day.rules, (None, None))
    if reading is None and (day := _periodic_day(scan, at)):
        return _deadlines(scan, at, day.end, day.rules, (None, None))
    if reading is not None and scan.before(at, deadline_rules().covered_before):
        return ()
    if reading is not None and scan.value and scan.before(at, deadline_rules().named_before):
        return ()  # "Theo Kế hoạch kiểm tra hằng năm" is that plan's time
    if reading is None or not (scan.value or reading.firm or _schedules(scan, at, reading.end)):
        return ()
    if apart := _with_days_apart(scan, at, reading.end):
        return apart
    end = reading.end
    days: tuple[date | None, date | None] = (None, None)
    bounds = BOUNDS.match(scan.folded, end)
    if bounds and (period := read_time(scan.folded, bounds.end(), value=scan.value)) and period.grain == "year":
        known = period.interval()
        if known:
            # "hằng năm, từ năm 2025": a beginning alone
            opened = len(period.parts) == 1 and bounds.group().rstrip().endswith("từ")
            end, days = period.end, (known[0], None) if opened else known
    return _deadlines(scan, at, end, reading.rules, days)


def _deadlines(scan: Scan, at: int, end: int, rules: tuple[str, ...], days: tuple[date | None, date | None]) -> tuple[Deadline, ...]:
    if not rules:
        return (scan.deadline(at, end, "recurring", days, resolved=False),)
    return tuple(scan.deadline(at, end, "recurring", days, resolved=True, recurrence=rule) for rule in rules)


def _with_days_apart(scan: Scan, at: int, end: int) -> tuple[Deadline, ...]:
    """What recurs by a frequency on the days that stand further on in its clause; empty where none do."""
    rules = deadline_rules()
    alone = rules.frequency_alone.fullmatch(scan.folded, at, end)
    found: list[Deadline] = []
    while alone and len(found) < _MOST_DAYS and (gap := rules.apart.match(scan.folded, end)):
        reading = read_day_apart(scan.folded, gap.end(), alone.group(1))
        if reading is None or not reading.rules:
            break
        end = reading.end + (scan.folded[reading.end : reading.end + 1] == ")" and "(" in gap.group().rpartition(")")[2])
        found.extend(_deadlines(scan, gap.end() if found else at, end, reading.rules, (None, None)))
    return tuple(found)


def _report(scan: Scan, at: int) -> str | None:
    """How often a report comes that a day stands behind ("báo cáo tháng | trước ngày 20"); the year's of a plan of one year comes once."""
    if not scan.folded.startswith(_DAY_LEADS, at):
        return None
    match = deadline_rules().report_before.search(scan.folded[max(0, at - _NEAR) : at])
    if match is None:
        return None
    unit = match["unit"] or "năm"  # that of six months has one day a year
    return None if unit == "năm" and scan.context.period_year is not None else unit


def _periodic_day(scan: Scan, at: int) -> Recurrence | None:
    """The day and month behind "định kỳ" alone ("định kỳ báo cáo kết quả | trước ngày 20/11"): every year's, but in a plan of one year."""
    periodic = read_periodic(scan.folded, at) if scan.context.period_year is None else None
    gap = deadline_rules().apart.match(scan.folded, periodic) if periodic else None
    return read_day_apart(scan.folded, gap.end(), "năm") if gap else None


def _schedules(scan: Scan, at: int, end: int) -> bool:
    """Whether a frequency alone ("hằng năm") schedules, by what stands around it."""
    rules = deadline_rules()
    if scan.before(at, rules.never_after) or rules.rate_after.match(scan.folded, end):
        return False
    if scan.clause_initial(at) or scan.before(at, rules.scheduled_before) or rules.scheduled_after.match(scan.folded, end):
        return True
    if scan.folded[at:end].endswith("năm") or not rules.clause_end.match(scan.folded, end):
        return False
    return scan.before(at, rules.routine_before) and not scan.before(at, rules.attributive_before)
