"""The calendar in a program that people use: calcurse takes every event, and shows each on the days on which it is. Skipped without calcurse."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from extractor import extract
from extractor.exporting.formats import export
from tests.conftest import ROOT

FIRST, LAST = date(2018, 1, 1), date(2031, 12, 31)
PLANS = ("b7-bo-gtvt-nang-luong-xanh-2022", "b5-bo-tai-chinh-thong-ke-2026", "b4-ubnd-dong-nai-dao-tao-nghe-2026-2030")

pytestmark = pytest.mark.skipif(shutil.which("calcurse") is None, reason="calcurse is not installed")


def expected(data: bytes) -> Iterator[tuple[date, str]]:
    """The days of each event by its first day, length and rule."""
    for event in Calendar.from_ical(data).walk("VEVENT"):
        start, length = event["DTSTART"].dt, (event["DTEND"].dt - event["DTSTART"].dt).days
        starts = [start]
        if "RRULE" in event:
            rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=datetime(start.year, start.month, start.day))
            starts = [each.date() for each in rule.between(datetime(2018, 1, 1), datetime(2031, 12, 31), inc=True)]
        for first in starts:
            for day in range(length):
                yield first + timedelta(days=day), str(event["SUMMARY"])


def shown(folder: Path, data: bytes) -> tuple[str, list[tuple[date, str]]]:
    """What calcurse says of the import, and what stands on each day."""
    (folder / "plan.ics").write_bytes(data)
    calcurse = ["calcurse", "-D", str(folder / "data"), "-C", str(folder / "data")]
    (folder / "data").mkdir()
    told = subprocess.run([*calcurse, "-i", str(folder / "plan.ics")], capture_output=True, check=True, encoding="utf-8")
    query = ["-Q", "--from", f"{FIRST:%m/%d/%Y}", "--to", f"{LAST:%m/%d/%Y}", "--filter-type", "cal"]
    days = subprocess.run([*calcurse, *query, "--format-event", "%m\\n", "--format-recur-event", "%m\\n"], capture_output=True, check=True, encoding="utf-8")
    events: list[tuple[date, str]] = []
    for line in filter(None, days.stdout.splitlines()):
        if found := re.fullmatch(r"(\d\d)/(\d\d)/(\d\d):", line):
            day = date(2000 + int(found[3]), int(found[1]), int(found[2]))
        else:
            events.append((day, line))
    return told.stdout + told.stderr, events


@pytest.mark.parametrize("name", PLANS)
def test_each_event_stands_on_its_days(tmp_path: Path, name: str) -> None:
    data = export(extract(ROOT / "corpus" / "made" / f"{name}.docx"), "ics", "vi")
    told, events = shown(tmp_path, data)
    count = data.count(b"BEGIN:VEVENT")
    assert f"{count} events" in told
    assert "0 skipped" in told
    assert data.count(b"RRULE:") > 2
    assert sorted(events) == sorted(each for each in expected(data) if FIRST <= each[0] <= LAST)
