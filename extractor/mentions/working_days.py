"""Working days (ngày làm việc): the day so many of them from a day on, the day itself not counted.

Days off are Saturdays, Sundays and the public holidays of Bộ luật Lao động 2019, Điều 112: 1 January, five days of Tết, 10 March of the
lunar year, 30 April, 1 May, and 2 September with one day beside it; with a day in lieu where one falls on a weekend. The library `holidays`
knows them, the lunar ones from its table, and 24 November from 2026 on (Nghị quyết 80-NQ/TW).

What it does not know, or only for the past: which five days of Tết and which day beside 2 September the Prime Minister or the employer
chooses for a year to come (it takes the eve and four days of the new year, and the day that makes the longest rest), days that are swapped
for a Saturday, Saturdays on which an office works, and days off of one place. A day counted across such days can be off by as many.
"""

from __future__ import annotations

from datetime import date

__all__ = ["counted_working_days"]

_A_YEAR = 200  # working days, fewer than any year has


def counted_working_days(start: date, count: int) -> date:
    """The day `count` working days behind a day, or before it where the count is negative."""
    from holidays import country_holidays  # here: it loads as long as a short plan is read

    years = abs(count) // _A_YEAR + 1
    calendar = country_holidays("VN", years=range(start.year - years, start.year + years + 1))
    return calendar.get_nth_working_day(start, count)
