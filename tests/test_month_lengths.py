from calendar import monthrange

import pytest

from extractor.month_lengths import last_day


def test_months_are_as_long_as_in_the_calendar() -> None:
    for year in (1, 1900, 1999, 2000, 2024, 2026, 2100, 9999):
        assert [last_day(year, month) for month in range(1, 13)] == [monthrange(year, month)[1] for month in range(1, 13)]


@pytest.mark.parametrize("month", [0, 13])
def test_there_is_no_such_month(month: int) -> None:
    with pytest.raises(ValueError, match="month"):
        last_day(2024, month)
