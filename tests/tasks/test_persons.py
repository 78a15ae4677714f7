"""Persons of cells and labels, against the examples beside the rules."""

from typing import Any

import pytest

from extractor.extracting import plan_of
from extractor.records import Span
from extractor.tasks.persons import read_persons
from extractor.vocabulary import load_vocabulary
from tests.tasks.plans import plan_text


@pytest.mark.parametrize("example", load_vocabulary("persons")["examples"], ids=lambda e: e["text"][:30])
def test_persons(example: dict[str, Any]) -> None:
    text = f"x {example['text']} y"
    found = read_persons(text, Span(2, len(text) - 2), "in_charge")
    assert [f"{p.name or ''} | {p.position or ''}" for p in found] == example["persons"]
    assert all(text[p.span.start : p.span.end] == p.text for p in found)


@pytest.mark.parametrize(
    ("heading", "name", "position"),
    [
        ("1. Công chức Văn phòng - Thống kê, Bà Lê Thị Sáng.", "Lê Thị Sáng", None),
        ("1. Đồng chí Nguyễn Văn An - Phó Chủ tịch UBND xã", "Nguyễn Văn An", "Phó Chủ tịch UBND xã"),
        ("1. Đồng chí Trần Thị Hoa Phó Trưởng phòng", "Trần Thị Hoa", "Phó Trưởng phòng"),
    ],
)
def test_a_person_whom_a_heading_names_does_what_stands_below(heading: str, name: str, position: str | None) -> None:
    (task,) = plan_of(plan_text(f"III. TỔ CHỨC THỰC HIỆN\n{heading}\n- Theo dõi việc thực hiện Kế hoạch.")).tasks
    assert task.lead_agencies == ()
    assert [(person.name, person.position) for person in task.persons] == [(name, position)]


def test_an_office_without_a_name_in_a_heading_leads() -> None:
    (task,) = plan_of(plan_text("III. TỔ CHỨC THỰC HIỆN\n1. Đồng chí Bí thư Đảng ủy xã\n- Chủ trì hội nghị quán triệt Nghị quyết.")).tasks
    assert [agency.text for agency in task.lead_agencies] == ["Đồng chí Bí thư Đảng ủy xã"]
    assert task.persons == ()
