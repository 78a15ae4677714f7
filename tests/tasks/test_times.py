"""Times around a task: columns of beginning and end, "như trên" in them, and the time that an item's own text begins with."""

from __future__ import annotations

import pytest

from extractor.extracting import plan_of
from extractor.records import Plan
from tests.tasks.plans import plan_text, table_plan


def days(plan: Plan) -> list[tuple[str, str | None, str | None] | None]:
    return [task.deadline and (task.deadline.kind, task.deadline.start, task.deadline.end) for task in plan.tasks]


def test_a_beginning_as_above() -> None:
    plan = table_plan("""
STT | Tên nhiệm vụ | Chủ trì | Bắt đầu | Hoàn thành
1 | Rà soát văn bản | Sở Tư pháp | Tháng 6 | Tháng 7
2 | Kiểm tra văn bản | nt | nt | nt
3 | In ấn tài liệu | Sở Y tế | Tháng 5 | nt""")
    assert days(plan) == [("during", "2026-06-01", "2026-07-31")] * 2 + [("during", "2026-05-01", "2026-07-31")]


@pytest.mark.parametrize("marker", ["c) ", "1. ", "- ", "(iv) "])
def test_a_time_behind_the_marker_of_an_item(marker: str) -> None:
    plan = plan_of(plan_text(f"II. NHIỆM VỤ\n1. Bệnh án điện tử\n{marker}Từ ngày 01/9/2026, 100% hồ sơ được lập trên phần mềm, không in giấy."))
    assert days(plan) == [("from", "2026-09-01", None)]


@pytest.mark.parametrize(("heading", "warned"), [("1. Ngày 15/6/2026", False), ("1. Chương trình", True)])
def test_hours_are_not_warned_of_where_the_heading_gives_the_day(heading: str, warned: bool) -> None:
    rows = "STT | Nội dung | Chủ trì | Thời gian\n1 | Đón tiếp đại biểu | Sở Nội vụ | 7h00 - 7h15\n2 | Khai mạc | Sở Nội vụ | 07 giờ 15 - 08 giờ"
    plan = table_plan(rows, heading)
    assert ("deadline_not_understood" in {warning.code for warning in plan.warnings}) == warned
    assert [day is None for day in days(plan)] == [warned, warned]


@pytest.mark.parametrize("head", ["T1 | T2 | T3 | T4 | T5 | T6", "Tháng 1 | Tháng 2 | Tháng 3 | Tháng 4 | Tháng 5 | Tháng 6"])
def test_months_drawn_as_columns(head: str) -> None:
    plan = table_plan(f"""
STT | Nội dung | Chủ trì | {head}
1 | Rà soát văn bản | Sở Tư pháp | x | x | | | |
2 | Kiểm tra văn bản | Sở Y tế | | | X | X | | X
3 | In ấn tài liệu | Sở Y tế | | | | | | """)
    assert days(plan) == [("during", "2026-01-01", "2026-02-28"), ("during", "2026-03-01", "2026-06-30"), None]


def test_crosses_under_other_heads_are_no_months() -> None:
    plan = table_plan("STT | Nội dung | Chủ trì | Khối 1 | Khối 2 | Khối 3\n1 | Rà soát văn bản | Sở Tư pháp | x | | x")
    assert days(plan) == [None]


@pytest.mark.parametrize("head", ["Từ ngày | Đến ngày", "Từ | Đến"])
def test_from_and_until_as_columns(head: str) -> None:
    plan = table_plan(f"Công việc | Đơn vị phụ trách | {head}\nNhập học khóa 48 | Phòng Đào tạo | 05/9/2026 | 09/9/2026")
    assert days(plan) == [("during", "2026-09-05", "2026-09-09")]


def test_the_time_that_is_inspected_is_no_deadline() -> None:
    plan = table_plan("STT | Nội dung | Chủ trì | Thời kỳ thanh tra\n1 | Thanh tra việc sử dụng kinh phí | Thanh tra tỉnh | 2024-2025")
    assert days(plan) == [None]
