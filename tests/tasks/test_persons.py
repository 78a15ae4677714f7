"""Persons of cells and labels, against the examples beside the rules."""

from typing import Any

import pytest

from extractor.extracting import plan_of
from extractor.records import Span
from extractor.tasks.persons import read_persons
from extractor.vocabulary import load_vocabulary
from tests.tasks.plans import plan_text, table_plan


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


@pytest.mark.parametrize(
    ("item", "persons"),
    [
        (
            "Giao đồng chí Hoàng Nam, Phó Chủ tịch Thường trực UBND tỉnh trực tiếp chỉ đạo việc triển khai Kế hoạch.",
            [("Hoàng Nam", "Phó Chủ tịch Thường trực UBND tỉnh")],
        ),
        ("Lắp đặt máy lấy số. Người chịu trách nhiệm: BSCKI Lương Văn Tuấn, Phó Giám đốc.", [("Lương Văn Tuấn", "Phó Giám đốc")]),
        ("Rà soát quy trình. Lãnh đạo phụ trách: Đ/c Trần Văn Ba.", [("Trần Văn Ba", None)]),
        ("Đồng chí Nguyễn Thị Lan - Trưởng phòng Kế hoạch rà soát hồ sơ.", [("Nguyễn Thị Lan", "Trưởng phòng Kế hoạch")]),
        ("Đồng chí Nguyễn Thị Lan - phụ trách nhóm rà soát hồ sơ.", [("Nguyễn Thị Lan", None)]),
        ("Trung tâm Y tế (đ/c Phạm Văn Duẩn, Giám đốc) chủ trì rà soát hồ sơ.", [("Phạm Văn Duẩn", "Giám đốc")]),
        ("Rà soát hồ sơ của đồng chí Nguyễn Văn An.", []),
        ("Đề nghị người phụ trách: rà soát hồ sơ của các đơn vị.", []),
        ("Giao Giám đốc Sở Y tế trực tiếp chỉ đạo việc rà soát.", []),
        ("Giao Phó Thủ tướng Chính phủ Trần Hồng Hà chỉ đạo việc rà soát.", [("Trần Hồng Hà", "Phó Thủ tướng Chính phủ")]),
        ("Phân công Phó Chủ tịch UBND tỉnh Lê Văn An sớm tổ chức cuộc họp.", [("Lê Văn An", "Phó Chủ tịch UBND tỉnh")]),
        ("Giao Bộ trưởng Bộ Y tế Đào Thị Lan chủ trì rà soát.", [("Đào Thị Lan", "Bộ trưởng Bộ Y tế")]),
        ("Giao Chủ tịch UBND huyện Trần Văn Thời chỉ đạo các xã rà soát.", []),  # a district called like a man
        ("Giao Giám đốc Sở Y tế Hà Nội chỉ đạo việc rà soát.", []),
        ("Giao Bí thư Thành Đoàn TNCS Hồ Chí Minh chỉ đạo việc rà soát.", []),
        ("Giao Hiệu trưởng Trường THPT Lê Lợi chỉ đạo việc rà soát.", []),
    ],
)
def test_persons_charged_inside_a_sentence(item: str, persons: list[tuple[str, str | None]]) -> None:
    task, _ = plan_of(plan_text(f"II. NHIỆM VỤ\n1. {item}\n2. Sở Nội vụ kiểm tra việc thực hiện.")).tasks
    assert [(person.name, person.position) for person in task.persons] == persons


@pytest.mark.parametrize(
    ("head", "cell", "leads", "persons"),
    [
        ("LĐ chỉ đạo", "PTGĐ Lê Hoàng Anh Dũng", [], [("Lê Hoàng Anh Dũng", "PTGĐ")]),
        ("Người phụ trách", "Tổ Văn phòng, GVCN các lớp", ["Tổ Văn phòng", "GVCN các lớp"], []),
        ("Người thực hiện", "Thanh tra Sở", ["Thanh tra Sở"], []),
        ("Người thực hiện", "Thầy Bình, cô Hoa", [], [("Bình", None), ("Hoa", None)]),
        ("Chủ trì", "PGĐ Tuấn", [], [("Tuấn", "PGĐ")]),
        ("Chủ trì", "Khoa Dược (đ/c Hoa)", ["Khoa Dược"], [("Hoa", None)]),
        ("Chủ trì", "Sở Y tế", ["Sở Y tế"], []),
    ],
)
def test_persons_and_bodies_of_cells(head: str, cell: str, leads: list[str], persons: list[tuple[str, str | None]]) -> None:
    plan = table_plan(f"STT | Nội dung | {head} | Thời gian\n1 | Rà soát văn bản | {cell} | Tháng 6")
    (task,) = plan.tasks
    assert [agency.text for agency in task.lead_agencies] == leads
    assert [(person.name, person.position) for person in task.persons] == persons
    assert "lead_names_no_agency" not in {warning.code for warning in plan.warnings}


@pytest.mark.parametrize(
    ("item", "name", "position", "role"),
    [
        ("Đ/c Thượng tá Phạm Văn Hùng, Chỉ huy trưởng Ban CHQS huyện: chỉ đạo chung.", "Phạm Văn Hùng", "Chỉ huy trưởng Ban CHQS huyện", "in_charge"),
        ("Đại tá Lê Thanh Trường, Giám đốc Công an tỉnh chỉ đạo tuần tra.", "Lê Thanh Trường", "Giám đốc Công an tỉnh", "in_charge"),
        ("Thầy Nguyễn Văn Nam – Phó Hiệu trưởng: xây dựng kế hoạch chuyên môn.", "Nguyễn Văn Nam", "Phó Hiệu trưởng", "performer"),
        ("Cô Lê Thị Hoa (Tổ trưởng tổ Văn): tổ chức hội giảng.", "Lê Thị Hoa", "Tổ trưởng tổ Văn", "performer"),
        ("Giao ông Lê Văn Nam - Trưởng phòng Nội vụ tham mưu xây dựng kế hoạch.", "Lê Văn Nam", "Trưởng phòng Nội vụ", "performer"),
        ("Đồng chí Hoàng Minh – Giám đốc Sở Nội vụ tham mưu kế hoạch.", "Hoàng Minh", "Giám đốc Sở Nội vụ", "performer"),
        ("Đồng chí Phó Chủ tịch UBND tỉnh Lại Văn Hoàn trực tiếp chỉ đạo việc thực hiện.", "Lại Văn Hoàn", "Phó Chủ tịch UBND tỉnh", "in_charge"),
        ("Phó Chủ tịch UBND tỉnh Lại Văn Hoàn chủ trì họp giao ban.", "Lại Văn Hoàn", "Phó Chủ tịch UBND tỉnh", "performer"),
        ("Đồng chí Nguyễn Thị Hà, Chủ tịch Hội: phụ trách chung, trực tiếp chỉ đạo.", "Nguyễn Thị Hà", "Chủ tịch Hội", "in_charge"),
        ("Rà soát hồ sơ. Trưởng đoàn: ông Đào Văn Phú, Phó Chánh Thanh tra.", "Đào Văn Phú", "Phó Chánh Thanh tra", "in_charge"),
        ("Rà soát hồ sơ (đồng chí Nông Văn Đạt, Phó Chủ tịch UBND tỉnh chỉ đạo).", "Nông Văn Đạt", "Phó Chủ tịch UBND tỉnh", "in_charge"),
        ("Rà soát hồ sơ (đ/c Nam phụ trách).", "Nam", None, "in_charge"),
        ("Rà soát hồ sơ do đồng chí Lê Văn An, Phó Giám đốc Sở Nội vụ làm trưởng đoàn.", "Lê Văn An", "Phó Giám đốc Sở Nội vụ", "in_charge"),
    ],
)
def test_who_is_named_and_what_he_does(item: str, name: str, position: str | None, role: str) -> None:
    task, _ = plan_of(plan_text(f"II. NHIỆM VỤ\n1. {item}\n2. Sở Nội vụ kiểm tra việc thực hiện.")).tasks
    assert [(person.name, person.position, person.role) for person in task.persons] == [(name, position, role)]
    assert task.lead_agencies == ()


def test_several_persons_whom_a_task_begins_with() -> None:
    item = "Ông Trần Văn Ba, Trưởng phòng Tổ chức và bà Lê Thị Tư, Phó Trưởng phòng tham mưu tổ chức hội nghị."
    (task,) = plan_of(plan_text(f"II. NHIỆM VỤ\n1. {item}")).tasks
    assert [(person.name, person.position) for person in task.persons] == [("Trần Văn Ba", "Trưởng phòng Tổ chức"), ("Lê Thị Tư", "Phó Trưởng phòng")]


def test_an_office_whose_holder_is_called_by_his_name_leads_nothing() -> None:
    body = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế:\na) Giao Phó Giám đốc Sở Y tế Lê Văn An chỉ đạo việc rà soát.\nb) Giao Phó Giám đốc Sở Y tế chỉ đạo việc rà soát."
    body += "\nc) Giao Phó Giám đốc Sở Y tế Lê Văn An và các phòng chuyên môn khẩn trương rà soát."
    named, office, both = plan_of(plan_text(body)).tasks
    assert [agency.text for agency in named.lead_agencies] == []
    assert [(person.name, person.position) for person in named.persons] == [("Lê Văn An", "Phó Giám đốc Sở Y tế")]
    assert [agency.text for agency in office.lead_agencies] == ["Phó Giám đốc Sở Y tế"]
    assert [agency.text for agency in both.lead_agencies] == ["các phòng chuyên môn"]
    assert [person.name for person in both.persons] == ["Lê Văn An"]
