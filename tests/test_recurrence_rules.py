"""Rules of recurrence: which can be, and what the simple ones say."""

from __future__ import annotations

import re

import pytest

from extractor.recurrence_rules import Often, can_be, often
from extractor.vocabulary import models_folder

GOOD = [
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15\nFREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10", "FREQ=MONTHLY;UNTIL=20241231", "FREQ=HOURLY;INTERVAL=2",
]  # fmt: skip
BAD = [
    "", "often", "FREQ=OFTEN", "BYMONTHDAY=5", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=-32",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=0",
    "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYDAY=54MO", "FREQ=WEEKLY;BYDAY=", "FREQ=MONTHLY;INTERVAL=0", "FREQ=MONTHLY;FREQ=DAILY",
    "FREQ=MONTHLY;UNTIL=20240231", "FREQ=MONTHLY;BYMONTHDAY=5;", "FREQ=MONTHLY\n", "FREQ=MONTHLY;BYMONTHDAY=٣",
]  # fmt: skip


@pytest.mark.parametrize("rule", GOOD)
def test_rules_that_can_be(rule: str) -> None:
    assert can_be(rule)


@pytest.mark.parametrize("rule", BAD)
def test_rules_that_cannot_be(rule: str) -> None:
    assert not can_be(rule)


def test_rules_that_are_read_from_documents_can_be() -> None:
    rules = set(re.findall(r"FREQ=[A-Z0-9=;,+-]+", (models_folder() / "deadlines.toml").read_text("utf-8")))
    assert len(rules) > 20
    assert [rule for rule in rules if not can_be(rule)] == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=MONTHLY", Often("monthly")),
        ("FREQ=MONTHLY;INTERVAL=3", Often("quarterly")),
        ("FREQ=WEEKLY;BYDAY=FR", Often("weekly", weekday="FR")),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", Often("monthly", day=-1)),
        ("FREQ=YEARLY;BYMONTH=12", Often("yearly", months=(12,))),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", Often("half_yearly", day=15, months=(6, 12))),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", Often("quarterly", day=20, months=(3, 6, 9, 12))),
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", Often("quarterly", day=-1, months=(3, 6, 9, 12))),
        ("FREQ=YEARLY;BYMONTH=3,12;BYMONTHDAY=20", None),  # no half years
        ("FREQ=YEARLY;BYMONTH=3,6,9;BYMONTHDAY=20", None),
        ("FREQ=WEEKLY;BYDAY=MO,TH", None),
        ("FREQ=WEEKLY;BYDAY=XX", None),
        ("FREQ=MONTHLY\nFREQ=YEARLY", None),
    ],
)
def test_what_a_rule_says(rule: str, said: Often | None) -> None:
    assert often(rule) == said
