"""How long months are. The standard library's `calendar` tells it too, but loads the names of days in all locales with it."""

from __future__ import annotations

__all__ = ["last_day"]

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_day(year: int, month: int) -> int:
    """The number of the month's last day. Raises ValueError where there is no such month."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month: {month}")
    return 29 if month == 2 and year % 4 == 0 and (year % 100 or year % 400 == 0) else _LENGTHS[month - 1]
