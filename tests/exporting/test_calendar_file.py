"""The calendar, parsed and its recurrences expanded by the library."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from extractor.exporting.calendar_file import export, left_out_text
from extractor.exporting.recurring_days import recurring
from extractor.exporting.task_rows import task_rows
from extractor.records import Period, Plan
from tests.exporting.made_plans import changed, plan_of, plans


def events(plan: Plan) -> list[Any]:
    return list(Calendar.from_ical(export(plan, "vi")).walk("VEVENT"))


def due(text: str = "Rà soát", **deadline: str | bool) -> Plan:
    return plan_of({"text": text, "leads": ["Sở A"], "deadline": {"text": "thời hạn", **deadline}}, period=Period(start="2024", end="2025"))


@pytest.mark.parametrize(
    ("deadline", "first", "behind"),
    [
        ({"kind": "by", "end": "2024-02-28"}, date(2024, 2, 28), date(2024, 2, 29)),
        ({"kind": "by", "start": "2024-02-01", "end": "2024-02-28"}, date(2024, 2, 28), date(2024, 2, 29)),
        ({"kind": "during", "start": "2024-04-01", "end": "2024-06-30"}, date(2024, 4, 1), date(2024, 7, 1)),
        ({"kind": "from", "start": "2024-04-01"}, date(2024, 4, 1), date(2024, 4, 2)),
        ({"kind": "relative", "end": "2024-02-20"}, date(2024, 2, 20), date(2024, 2, 21)),  # counted to a day
    ],
)
def test_a_day_or_a_stretch(deadline: dict[str, str], first: date, behind: date) -> None:
    (event,) = events(due(**deadline))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (first, behind)  # days, not times; the end is the day behind
    assert "RRULE" not in event
    assert event["transp"] == "TRANSPARENT"


@pytest.mark.parametrize(
    ("deadline", "reason"),
    [
        ({"kind": "ongoing", "start": "2024-01-01", "end": "2024-12-31"}, "1 thường xuyên"),
        ({"kind": "relative", "resolved": False}, "1 có thời hạn chưa tính được thành ngày"),
        ({"kind": "recurring", "recurrence": "FREQ=WEEKLY"}, "1 lặp lại mà không rõ ngày hoặc năm bắt đầu"),
    ],
)
def test_what_has_no_day_is_left_out_and_told(deadline: dict[str, str], reason: str) -> None:
    plan = due(**deadline)
    assert events(plan) == []
    assert left_out_text(plan, "vi") == f"1 trên 1 nhiệm vụ không vào lịch: {reason}"
    assert reason in Calendar.from_ical(export(plan, "vi"))["x-wr-caldesc"]


def test_all_in_the_calendar_is_nothing_to_tell() -> None:
    assert left_out_text(due(end="2024-02-28"), "vi") is None


@pytest.mark.parametrize(
    ("rule", "days", "noted"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", ["2024-02-25", "2024-03-25", "2024-04-25"], False),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2024-03-31", "2024-05-31", "2024-07-31"], False),
        ("FREQ=WEEKLY;BYDAY=FR", ["2024-02-09", "2024-02-16", "2024-02-23"], False),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10", ["2024-12-10", "2025-12-10"], False),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", ["2024-03-15", "2024-06-15", "2024-09-15"], False),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2024-02-29", "2024-03-29", "2024-04-30"], False),
        ("FREQ=DAILY", ["2024-02-05", "2024-02-06", "2024-02-07"], False),
        ("FREQ=MONTHLY", ["2024-02-29", "2024-03-31", "2024-04-30"], True),  # no day told: the period's last
        ("FREQ=MONTHLY;INTERVAL=3", ["2024-03-31", "2024-06-30", "2024-09-30"], True),
        ("FREQ=MONTHLY;INTERVAL=6", ["2024-06-30", "2024-12-31", "2025-06-30"], True),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20", ["2024-03-20", "2024-06-20", "2024-09-20"], True),  # no month told
        ("FREQ=YEARLY", ["2024-12-31", "2025-12-31"], True),
        ("FREQ=YEARLY;BYMONTH=6", ["2024-06-30", "2025-06-30"], True),
    ],
)
def test_what_recurs_is_one_event_with_its_rule_until_the_plans_end(rule: str, days: list[str], noted: bool) -> None:
    (event,) = events(due(kind="recurring", recurrence=rule))
    start = event.decoded("dtstart")
    written = event["rrule"].to_ical().decode()
    assert "UNTIL=20251231" in written
    expanded = [day.date() for day in rrulestr(written, dtstart=datetime(start.year, start.month, start.day))]
    assert [str(day) for day in expanded[:3]] == days
    assert start == expanded[0]  # the first day is one of the rule's
    assert ("ngày cuối của mỗi kỳ" in event["description"]) == noted


@pytest.mark.parametrize(
    "rule", ["", "FREQ=WEEKLY", "FREQ=HOURLY", "FREQ=YEARLY;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=5", "FREQ=MONTHLY;INTERVAL=0", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYDAY=XX", "nonsense", "FREQ=MONTHLY;BYMONTHDAY=x"]
)  # fmt: skip
def test_a_rule_whose_days_cannot_be_known_has_none(rule: str) -> None:
    assert recurring(rule, date(2024, 2, 5), None) is None


def test_a_rule_that_begins_after_its_end_or_at_no_known_day_has_none() -> None:
    assert recurring("FREQ=YEARLY", date(2024, 2, 5), date(2024, 6, 30)) is None
    assert recurring("FREQ=YEARLY", None, None) is None


def test_names_that_stay_and_no_clock() -> None:
    plan = plan_of(*[{"text": "Rà soát", "deadline": {"text": "x", "end": "2024-02-28"}}] * 2)
    first, second = plan.tasks
    data = export(plan, "vi")
    assert data == export(plan, "vi")
    assert [str(event["uid"]) for event in events(plan)] == [f"{task.fingerprint}@vn-plan-extract" for task in plan.tasks]
    assert {event.decoded("dtstamp").isoformat() for event in events(plan)} == {"2024-02-05T00:00:00+00:00"}
    same = changed(plan, tasks=(first, type(second)(**{**{n: getattr(second, n) for n in second.__struct_fields__}, "fingerprint": first.fingerprint, "corrected": True})))
    assert [str(event["uid"]) for event in events(same)] == [f"{first.fingerprint}@vn-plan-extract", f"{first.fingerprint}-2@vn-plan-extract"]
    assert [event["sequence"] for event in events(same)] == [0, 1]  # what was corrected takes the place of what was imported before


def test_who_and_what_is_told() -> None:
    plan = plan_of({"text": "Rà soát, báo cáo; tổng hợp", "leads": ["Sở A, B", "Sở C"], "coordinators": ["Sở D"], "outputs": ["Báo cáo"], "deadline": {"text": "28/02/2024", "end": "2024-02-28"}})
    (event,) = events(plan)
    assert event["summary"] == "Rà soát, báo cáo; tổng hợp (Sở A, B)"
    assert event["categories"].cats == ["Sở A, B", "Sở C"]
    assert event["description"].split("\n") == [
        "Rà soát, báo cáo; tổng hợp", "Chủ trì: Sở A, B; Sở C", "Phối hợp: Sở D", "Thời hạn: 28/02/2024", "Sản phẩm: Báo cáo",
        "Kế hoạch Cải cách hành chính, 14/KH-UBND, trang 1",
    ]  # fmt: skip


@settings(max_examples=50)
@given(plan=plans())
def test_any_text_is_read_back(plan: Plan) -> None:
    data = export(plan, "vi")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    rows = [row for row in task_rows(plan, "vi") if row.end]
    told = re.findall(r"\r\nDESCRIPTION:([^\r\n]*)", data.decode().replace("\r\n ", ""))
    for event, description, row in zip(events(plan), told, rows, strict=True):
        assert unescaped(description).startswith(row.task)
        assert event.decoded("dtstart") == row.end
        assert "\\" in description or event["description"].startswith(row.task)  # the library takes an escaped backslash before n for a line's end


def unescaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


@settings(max_examples=100)
@given(
    frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), interval=st.integers(1, 13), month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(-31, 31).filter(bool), begins=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)  # fmt: skip
def test_the_first_day_is_always_one_of_the_rules(frequency: str, interval: int, month: int | None, day: int | None, begins: date) -> None:
    parts = [f"FREQ={frequency}", f"INTERVAL={interval}"] + [f"{n}={v}" for n, v in (("BYMONTH", month), ("BYMONTHDAY", day)) if v]
    found = recurring(";".join(parts), begins, None)
    if found is not None:
        assert begins <= found.first
        assert next(iter(rrulestr(found.rule, dtstart=datetime(found.first.year, found.first.month, found.first.day)))).date() == found.first
