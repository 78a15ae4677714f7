"""Files of corrections that lie or were made carelessly: each is refused with the task and the field, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli
from extractor import extract, load
from extractor.records import Plan
from extractor.reviewing.faults import faults_in
from tests.reviewing.corrections import added, dropped, merged, split, typed_agency, with_fields

TEXT = """KẾ HOẠCH
Tuyên truyền năm 2024

II. NỘI DUNG
1. Sở Nội vụ tổng hợp báo cáo theo Luật Lưu trữ số 33/2024/QH15 trước ngày 28/02/2024, đạt 95%.
2. Sở Y tế chủ trì, phối hợp với Sở Tài chính báo cáo trước ngày 25 hằng tháng.
3. Sở Giáo dục và Đào tạo tổ chức hội thi trong Quý II/2024.
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    made = extract(TEXT.encode(), filename="plan.txt")
    assert len(made.tasks) == 3
    assert all((made.tasks[0].targets, made.tasks[0].legal_references, made.tasks[0].lead_agencies, made.tasks[0].deadline))
    return made


Change = Callable[[dict[str, Any]], None]


def _day(task: dict[str, Any]) -> None:
    task["deadline"] |= {"id": None, "end": "2024-02-31"}


def _reversed(task: dict[str, Any]) -> None:
    task["deadline"] |= {"kind": "during", "start": "2024-03-01"}


def _recurring(rule: str) -> Change:
    return lambda task: task["deadline"].update({"id": None, "kind": "recurring", "end": None, "recurrence": rule})


def _due(task: dict[str, Any]) -> None:
    task["targets"][0]["due"] = "2024-13"


def _reference_day(task: dict[str, Any]) -> None:
    task["legal_references"][0]["date"] = "2024-06-31"


def _agency(task: dict[str, Any]) -> None:
    task["lead_agencies"][0]["agency_id"] = "a999"


def _coordinator(task: dict[str, Any]) -> None:
    task["coordinating_agencies"] = [{**task["lead_agencies"][0], "agency_id": "a999"}]


def _section(task: dict[str, Any]) -> None:
    task["section_id"] = "s999"


LIES: list[tuple[str, Change, str, str]] = [
    ("a day that is none", _day, "Deadline", "2024-02-31"),
    ("a first day after the last", _reversed, "Deadline", "2024-03-01 > 2024-02-28"),
    ("day 32 of the month", _recurring("FREQ=MONTHLY;BYMONTHDAY=32"), "Deadline", "BYMONTHDAY=32"),
    ("30 February", _recurring("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "Deadline", "BYMONTHDAY=30"),
    ("no rule", _recurring("every day"), "Deadline", "every day"),
    ("month 13", _due, "Targets", "2024-13"),
    ("31 June of a law", _reference_day, "References", "2024-06-31"),
    ("an agency that is not there", _agency, "Leads", "a999"),
    ("a coordinating one", _coordinator, "Coordinating", "a999"),
    ("a section that is not there", _section, "Section", "s999"),
]
# What is no plan at all is seen when the file is read; the reason is the library's sentence.
BROKEN: list[tuple[str, Change, str]] = [
    ("below no confidence", lambda task: task.update({"confidence": -0.1}), "confidence"),
    ("more than sure", lambda task: task.update({"confidence": 1.5}), "confidence"),
    ("behind the text", lambda task: task["deadline"].update({"text": "", "span": {"start": 10**6, "end": 10**6}}), "deadline"),
    ("beyond the text's end", lambda task: task.update({"span": {**task["span"], "end": task["span"]["end"] + 10**6}}), "text"),
    ("another text", lambda task: task["lead_agencies"][0].update({"text": "Sở Khác"}), "lead_agencies"),
    ("a negative place", lambda task: task["deadline"].update({"span": {"start": -5, "end": 3}}), "deadline"),
    ("backwards", lambda task: task["targets"][0].update({"text": "", "span": {"start": 9, "end": 3}}), "targets"),
    ("a kind that is none", lambda task: task["deadline"].update({"kind": "soon"}), "deadline"),
]


def applied(plan: Plan, change: Change, folder: Path, at: int = 0) -> int:
    (folder / "plan.tasks.json").write_bytes(plan.to_json())
    data = json.loads(with_fields(plan, at, number="9").to_json())
    change(data["tasks"][at])
    (folder / "plan.corrected.json").write_text(json.dumps(data), encoding="utf-8")
    return cli.main(["apply", str(folder / "plan.tasks.json"), str(folder / "plan.corrected.json"), "--lang", "en"])


@pytest.mark.parametrize(("change", "field", "value"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES])
def test_a_lie_is_refused_with_task_and_field(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Change, field: str, value: str
) -> None:
    assert applied(plan, change, tmp_path) == 1
    told = capsys.readouterr().err
    assert f"plan.corrected.json: Task {plan.tasks[0].id} “1. Sở Nội vụ tổng hợp báo cáo" in told
    assert f"“{field}”" in told
    assert value in told
    assert "nothing was written" in told
    assert {path.name for path in tmp_path.iterdir()} == {"plan.tasks.json", "plan.corrected.json"}


@pytest.mark.parametrize(("change", "field"), [lie[1:] for lie in BROKEN], ids=[lie[0] for lie in BROKEN])
def test_what_is_no_plan_is_refused_with_task_and_field(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Change, field: str
) -> None:
    assert applied(plan, change, tmp_path) == 1
    told = capsys.readouterr().err
    assert plan.tasks[0].id in told
    assert field in told
    assert {path.name for path in tmp_path.iterdir()} == {"plan.tasks.json", "plan.corrected.json"}


def test_extents_that_share_text_are_refused(plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, _ = plan.tasks
    (tmp_path / "plan.tasks.json").write_bytes(plan.to_json())
    for start, end in [(second.span.start - 3, second.span.start + 20), (second.span.start + 5, second.span.start + 20), (first.span.start, second.span.end)]:
        lying = added(plan, start, end, "Sở Y tế")
        (tmp_path / "plan.corrected.json").write_bytes(lying.to_json())
        words = [str(tmp_path / "plan.tasks.json"), str(tmp_path / "plan.corrected.json")]
        assert cli.main(["apply", *words, "--lang", "vi"]) == 1
        told = capsys.readouterr().err
        assert "Nhiệm vụ t900" in told
        assert "“Nhiệm vụ trong văn bản”: trùng một phần với nhiệm vụ" in told
        assert not (tmp_path / "plan.reviewed.json").exists()


def test_all_faults_are_told(plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(task: dict[str, Any]) -> None:
        _day(task)
        _agency(task)

    applied(plan, change, tmp_path)
    assert capsys.readouterr().err.count("plan.corrected.json: Task") == 2


def test_what_was_extracted_is_not_held_against_a_person(plan: Plan) -> None:
    """A day that is none, read from the document: the task's other fields can be corrected."""
    data = json.loads(plan.to_json())
    data["tasks"][0]["deadline"]["end"] = "2024-02-31"
    data["tasks"][0]["lead_agencies"][0]["agency_id"] = "a999"
    odd = load(json.dumps(data))
    corrected = with_fields(odd, 0, coordinating_agencies=(typed_agency(odd.tasks[0], "Sở Y tế"),))
    assert faults_in(corrected) == []


def test_what_the_page_makes_has_no_faults(plan: Plan) -> None:
    behind = plan.tasks[2].span.start + len("3. ")
    for made in (split(plan, 0), merged(plan, 0), dropped(plan, 1), with_fields(plan, 0, lead_agencies=()), split(merged(plan, 1), 1)):
        assert faults_in(made) == []
    assert faults_in(added(dropped(plan, 2), behind, plan.tasks[2].span.end, "Sở Y tế")) == []
