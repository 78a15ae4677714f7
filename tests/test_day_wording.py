"""Days in words."""

from __future__ import annotations

import pytest

from extractor.day_wording import date_for_people


@pytest.mark.parametrize(("date", "people"), [("2024-02-28", "28/02/2024"), ("2024-02", "02/2024"), ("2024", "2024")])
def test_dates(date: str, people: str) -> None:
    assert date_for_people(date) == people
