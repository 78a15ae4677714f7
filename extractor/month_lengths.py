"""How long months are. The standard library's `calendar` tells it too, but loads the names of days in all locales with it."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["last_day"]


def last_day(year: int, month: int) -> int:
    """The number of the month's last day, in any year: they repeat after 400. Raises ValueError where there is no such month."""
    return ((date(2000 + year % 400, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
