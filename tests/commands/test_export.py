"""`extract export` and `extract plan.pdf --to …`, as the installed command."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook

from extractor.exporting.formats import FORMATS, Format, default_name
from tests.conftest import Command

SMALL_PLAN = (
    "KẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2024\n\nII. NỘI DUNG\n1. Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024.\n"
    "2. Sở Tài chính bố trí kinh phí thực hiện.\n"
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(SMALL_PLAN, "utf-8")
    return path


@pytest.fixture
def tasks(extract_command: Command, small: Path) -> Path:
    """The task list of the small plan."""
    assert extract_command(small, "--quiet").returncode == 0
    return small.with_name("plan.tasks.json")


def first_sheet(data: bytes | Path) -> Any:
    return load_workbook(BytesIO(data if isinstance(data, bytes) else data.read_bytes())).worksheets[0]


def test_in_one_go_the_export_is_written_and_nothing_else(extract_command: Command, small: Path) -> None:
    """Who asks for a sheet wants the sheet; the task list can be had any time."""
    done = extract_command(small, "--to", "xlsx")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "plan.xlsx" in done.stderr.decode()
    assert "Tasks: 2" in done.stderr.decode()
    assert sorted(path.name for path in small.parent.iterdir()) == ["plan.txt", "plan.xlsx"]
    assert first_sheet(small.with_name("plan.xlsx"))["B5"].value == "Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024."


@pytest.mark.parametrize("to", FORMATS)
def test_a_task_list_and_its_document_give_the_same_file(extract_command: Command, tasks: Path, to: Format) -> None:
    from_list = extract_command("export", tasks, "--to", to, "-o", "-")
    from_document = extract_command(tasks.with_name("plan.txt"), "--to", to, "-o", "-", "--quiet")
    assert (from_list.returncode, from_document.returncode) == (0, 0)
    assert from_list.stdout == from_document.stdout == extract_command("export", "-", "--to", to, stdin=tasks.read_bytes()).stdout
    assert from_list.stdout


def test_a_document_can_be_exported_too(extract_command: Command, small: Path) -> None:
    assert extract_command("export", small, "--to", "docx").returncode == 0
    assert Document(str(small.with_name("plan.tasks.docx"))).tables[0].rows[2].cells[2].text == "Sở Tài chính"
    assert extract_command("export", "-", "--to", "md", stdin=small.read_bytes()).stdout.decode().startswith("# ")


def test_what_is_not_in_the_calendar_is_told(extract_command: Command, tasks: Path) -> None:
    done = extract_command("export", tasks, "--to", "ics")
    assert done.stderr.decode().splitlines() == ["1 of 2 tasks are not in the calendar: 1 without a deadline", "Written to " + str(tasks.with_name("plan.ics"))]
    (event,) = Calendar.from_ical(tasks.with_name("plan.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2024-02-28"


def test_corrected_plans_are_exported_as_corrected(extract_command: Command, tasks: Path) -> None:
    data = json.loads(tasks.read_bytes())
    task = data["tasks"][1]
    original = {key: value for key, value in task.items() if key not in ("corrected", "originals")}
    end = {"start": task["span"]["end"], "end": task["span"]["end"]}
    lead = {"text": "", "span": end, "location": [], "agency_id": None, "name": "Kho bạc Nhà nước", "found_in": "correction"}
    data["tasks"][1] |= {"lead_agencies": [lead], "corrected": True, "originals": [original]}
    corrected = tasks.with_name("plan.corrected.json")
    corrected.write_text(json.dumps(data | {"corrected": True}), "utf-8")
    assert extract_command("export", corrected, "--to", "xlsx").returncode == 0
    sheet = first_sheet(tasks.with_name("plan.xlsx"))
    assert sheet["C6"].value == "Kho bạc Nhà nước"
    assert [cell.value for cell in sheet[6]].count("yes") == 1  # told to be corrected


def test_written_again_until_somebody_has_worked_in_it(extract_command: Command, tasks: Path) -> None:
    sheet = tasks.with_name("plan.xlsx")
    assert [extract_command("export", tasks, "--to", "xlsx").returncode for _ in (1, 2)] == [0, 0]
    assert extract_command(tasks.with_name("plan.txt"), "--to", "xlsx", "--quiet").returncode == 0
    book = load_workbook(sheet)
    book.worksheets[0]["K5"] = "Hoàn thành"
    book.save(sheet)
    worked_in = sheet.read_bytes()
    for command in (("export", tasks), (tasks.with_name("plan.txt"),)):
        refused = extract_command(*command, "--to", "xlsx")
        assert (refused.returncode, sheet.read_bytes()) == (2, worked_in)
        assert "--force" in refused.stderr.decode()
    assert extract_command("export", tasks, "--to", "xlsx", "--force").returncode == 0


def test_that_of_another_document_is_kept(extract_command: Command, tasks: Path, tmp_path: Path) -> None:
    assert extract_command("export", tasks, "--to", "md", "-o", "x.md").returncode == 0
    (tmp_path / "other.txt").write_text(SMALL_PLAN, "utf-8")
    refused = extract_command("other.txt", "--to", "md", "-o", "x.md")
    assert refused.returncode == 2
    assert "plan.txt" in refused.stderr.decode()


def test_files_without_a_mark_are_written_over_with_force_only(extract_command: Command, tasks: Path) -> None:
    assert [extract_command("export", tasks, "--to", "csv", *more).returncode for more in ((), (), ("--force",))] == [0, 2, 0]


def test_the_input_is_never_written_over(extract_command: Command, small: Path, tasks: Path) -> None:
    for path in (small, tasks):
        before = path.read_bytes()
        assert extract_command("export", path, "--to", "csv", "-o", path, "--force").returncode == 2
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told", "status"),
    [
        (["export", "plan.tasks.json"], "--to", 2),
        (["export", "plan.tasks.json", "--to", "pdf"], "--to", 2),
        (["plan.txt", "--to", "pdf"], "--to", 2),
        (["export", "broken.json", "--to", "csv"], "broken.json", 1),
        (["export", "missing.json", "--to", "csv"], "missing.json", 1),
        (["export", "plan.tasks.json", "--to", "csv", "-o", "no/where.csv"], "where.csv", 2),
    ],
)
@pytest.mark.parametrize("language", ["en_US.UTF-8", "vi_VN.UTF-8"])
def test_wrong_usage(extract_command: Command, tasks: Path, arguments: list[str], told: str, status: int, language: str) -> None:
    tasks.with_name("broken.json").write_text('{"tasks": []}')
    done = extract_command(*arguments, language=language)
    assert (done.returncode, done.stdout) == (status, b"")
    assert told in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_default_names_are_those_that_are_written(extract_command: Command, tasks: Path) -> None:
    for to in FORMATS:
        assert extract_command("export", tasks, "--to", to).returncode == 0
        assert default_name(tasks, to).is_file()
