"""A rule of recurrence as calendars can show it: its first day, the rule with its end, and whether the day within each period was told.

A calendar needs a first day on which the rule falls. It is looked for from the day on which the work begins. "Hằng quý" names no day: it is
then the last of each period, and told to be so. A rule whose days cannot be known (every week without a day of the week, every second year
from no known year, hours) has none.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr
from msgspec import Struct

__all__ = ["Recurring", "recurring"]

_DAYS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
_HORIZON = timedelta(days=366 * 9)  # beyond two leap days
_YEAR = 12


class Recurring(Struct, frozen=True):
    """The first day, the RRULE without UNTIL, and whether the day or month was taken to be the period's last."""

    first: date
    rule: str
    at_the_end: bool


def recurring(rule: str, begins: date | None, ends: date | None) -> Recurring | None:
    """The rule (RFC 5545, of days, weeks, months or years) from the day on which it begins; None where its days are not known."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    settled = _settled(parts)
    if settled is None or begins is None:
        return None
    told, at_the_end = settled
    written = ";".join(f"{name}={value}" for name, value in told.items())
    start = datetime(begins.year, begins.month, begins.day)
    latest = start + _HORIZON if begins.year < 9990 else datetime.max.replace(microsecond=0)
    try:
        rules = rrulestr(f"{written};UNTIL={latest:%Y%m%d}", dtstart=start)
        first = next(iter(rules), None)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    if first is None or (ends is not None and first.date() > ends):
        return None
    return Recurring(first.date(), written, at_the_end)


def _settled(parts: dict[str, str]) -> tuple[dict[str, str], bool] | None:
    """The parts of the rule with a day in each period, and whether it was put in; None where it cannot be known."""
    frequency, interval = parts.get("FREQ", ""), parts.get("INTERVAL", "1")
    parts = {name: value for name, value in parts.items() if name not in ("UNTIL", "WKST")}
    has_day, has_month = any(name in parts for name in _DAYS), "BYMONTH" in parts
    if frequency == "DAILY" or (frequency == "WEEKLY" and has_day and interval == "1"):
        return parts, False
    if frequency == "YEARLY" and interval == "1":
        end_of_month = {} if has_day else {"BYMONTHDAY": "-1"}
        end_of_year = {} if has_day or has_month else {"BYMONTH": str(_YEAR)}
        return {**parts, **end_of_year, **end_of_month}, bool(end_of_month)
    if frequency == "MONTHLY" and interval.isdecimal() and (months := int(interval)) > 0:
        last = {} if has_day else {"BYMONTHDAY": "-1"}
        if months == 1 or has_month:
            return {**parts, **last}, bool(last)
        if months <= _YEAR and _YEAR % months == 0:  # each quarter's last month
            months_of_year = ",".join(str(month) for month in range(months, _YEAR + 1, months))
            kept = {name: value for name, value in parts.items() if name not in ("FREQ", "INTERVAL")}
            return {"FREQ": "MONTHLY", "BYMONTH": months_of_year, **kept, **last}, True
    return None
