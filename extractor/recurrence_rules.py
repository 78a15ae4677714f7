"""Rules of recurrence (RFC 5545, RRULE) as records hold them: whether a rule can be at all, and what it says where that is simple to say.

Several rules of one deadline stand on a line each. Nothing is expanded, so a rule of any length costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct

from extractor.month_lengths import last_day

__all__ = ["Often", "can_be", "often"]

_LEAP_YEAR = 2024
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(?:" + "|".join(_WEEK) + ")")
_COUNT = re.compile(r"[1-9][0-9]{0,4}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}")
_UNTIL = re.compile(r"([0-9]{4})([0-9][0-9])([0-9][0-9])(?:T([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]Z?)?")
# The least and the greatest number, and whether it may be counted from the end.
_RANGES = {
    "BYMONTHDAY": (1, 31, True), "BYMONTH": (1, 12, False), "BYYEARDAY": (1, 366, True), "BYWEEKNO": (1, 53, True),
    "BYSETPOS": (1, 366, True), "BYHOUR": (0, 23, False), "BYMINUTE": (0, 59, False), "BYSECOND": (0, 59, False),
}  # fmt: skip
_PLAIN = {
    "FREQ=DAILY": "daily", "FREQ=WEEKLY": "weekly", "FREQ=MONTHLY": "monthly", "FREQ=MONTHLY;INTERVAL=3": "quarterly",
    "FREQ=MONTHLY;INTERVAL=6": "half_yearly", "FREQ=YEARLY": "yearly",
}  # fmt: skip
_ON_WEEKDAY = re.compile(r"FREQ=WEEKLY;BYDAY=([A-Z]{2})")
_ON_DAY = re.compile(r"FREQ=MONTHLY;BYMONTHDAY=(-1|[0-9]{1,2})")
_IN_MONTHS = re.compile(r"FREQ=(?:YEARLY|MONTHLY);BYMONTH=([0-9]{1,2}(?:,[0-9]{1,2})*)(?:;BYMONTHDAY=(-1|[0-9]{1,2}))?")
_PERIODS = {1: "yearly", 2: "half_yearly", 4: "quarterly"}  # by how many months of the year


class Often(Struct, frozen=True):
    """How often ("monthly", a name in models/exports.toml, `recurrence`), on which day of the week ("FR") or of the month (-1: its last),
    and in which months of the year."""

    name: str
    weekday: str | None = None
    day: int | None = None
    months: tuple[int, ...] = ()


def often(rule: str) -> Often | None:
    """What one rule says; None where it takes more than a frequency, a day and the months of a period to say it."""
    if rule in _PLAIN:
        return Often(_PLAIN[rule])
    if (found := _ON_WEEKDAY.fullmatch(rule)) and found[1] in _WEEK:
        return Often("weekly", weekday=found[1])
    if found := _ON_DAY.fullmatch(rule):
        return Often("monthly", day=int(found[1]))
    if found := _IN_MONTHS.fullmatch(rule):
        months = tuple(map(int, found[1].split(",")))
        apart = 12 // len(months)
        if len(months) in _PERIODS and all(later - earlier == apart for earlier, later in pairwise(months)):
            return Often(_PERIODS[len(months)], day=int(found[2]) if found[2] else None, months=months)
    return None


def can_be(rules: str) -> bool:
    """Whether each rule is one whose days exist: no 32nd, no 31 April, no month 13."""
    return all(map(_can_be, rules.split("\n")))


def _can_be(rule: str) -> bool:
    pairs = [part.partition("=") for part in rule.split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(parts) < len(pairs) or parts.get("FREQ") not in _FREQUENCIES:
        return False
    return all(_is_part(name, value) for name, value in parts.items()) and _has_day(parts)


def _is_part(name: str, value: str) -> bool:
    if name == "FREQ":
        return True
    if name in ("INTERVAL", "COUNT"):
        return _COUNT.fullmatch(value) is not None
    if name == "WKST":
        return value in _WEEK
    if name == "UNTIL":
        found = _UNTIL.fullmatch(value)
        return found is not None and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= last_day(int(found[1]), int(found[2]))
    if name == "BYDAY":
        return all((found := _WEEKDAY.fullmatch(each)) and (found[1] is None or 1 <= abs(int(found[1])) <= 53) for each in value.split(","))
    if name not in _RANGES:
        return False
    least, most, from_end = _RANGES[name]
    return all(_NUMBER.fullmatch(each) and least <= (abs(int(each)) if from_end else int(each)) <= most for each in value.split(","))


def _has_day(parts: Mapping[str, str]) -> bool:
    """Whether one of the months has one of the days."""
    if "BYMONTH" not in parts or "BYMONTHDAY" not in parts:
        return True
    longest = max(last_day(_LEAP_YEAR, int(month)) for month in parts["BYMONTH"].split(","))
    return any(abs(int(day)) <= longest for day in parts["BYMONTHDAY"].split(","))
