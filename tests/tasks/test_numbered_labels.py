"""Field blocks whose labels are numbered headings or lines."""

import pytest

from extractor.extracting import plan_of
from tests.tasks.plans import plan_text

LISTS = """II. NỘI DUNG
1. Truyền thông
1.1. Nội dung, biện pháp
a) Xây dựng chuyên mục trên Báo Hà Nam.
b) Phát sóng phóng sự về phòng, chống tác hại của thuốc lá.
1.2. Cơ quan chủ trì, phối hợp
a) Cơ quan chủ trì
- Sở Y tế.
- Ban Chỉ đạo các huyện; Báo Hà Nam.
(Văn phòng Sở đồng thời là cơ quan thường trực giúp triển khai công việc).
b) Cơ quan phối hợp
- Công an tỉnh.
1.3. Thời gian thực hiện: Trước ngày 30/6/2026."""
LINES = """II. NỘI DUNG
1. Tổ chức hội nghị triển khai
1.1. Nội dung: Phổ biến các quy định mới cho cán bộ chủ chốt.
1.2. Đơn vị chủ trì: Sở Y tế.
1.3. Đơn vị phối hợp: Công an tỉnh.
1.4. Thời gian: Quý I/2026."""


COLONS = LISTS.replace("a) Cơ quan chủ trì\n", "a) Cơ quan chủ trì:\n").replace("b) Cơ quan phối hợp\n", "b) Cơ quan phối hợp:\n")


@pytest.mark.parametrize(
    ("body", "texts", "leads", "end"),
    [
        (
            LISTS,
            ["a) Xây dựng chuyên mục trên Báo Hà Nam.", "b) Phát sóng phóng sự về phòng, chống tác hại của thuốc lá."],
            ["Sở Y tế", "Ban Chỉ đạo các huyện", "Báo Hà Nam"],
            "2026-06-30",
        ),
        (
            COLONS,
            ["a) Xây dựng chuyên mục trên Báo Hà Nam.", "b) Phát sóng phóng sự về phòng, chống tác hại của thuốc lá."],
            ["Sở Y tế", "Ban Chỉ đạo các huyện", "Báo Hà Nam"],
            "2026-06-30",
        ),
        (LINES, ["Phổ biến các quy định mới cho cán bộ chủ chốt."], ["Sở Y tế"], "2026-03-31"),
    ],
    ids=["lists below headings", "lists below labels", "numbered lines"],
)
def test_numbered_labels_hold_for_the_work_beside_them(body: str, texts: list[str], leads: list[str], end: str) -> None:
    tasks = plan_of(plan_text(body)).tasks
    assert [task.text for task in tasks] == texts
    for task in tasks:
        assert [agency.text for agency in task.lead_agencies] == leads
        assert [agency.text for agency in task.coordinating_agencies] == ["Công an tỉnh"]
        assert task.deadline
        assert task.deadline.end == end


def test_a_share_of_the_work_is_no_label() -> None:
    body = "II. NỘI DUNG\n1. Nội dung\n- Rà soát các quy chế của tỉnh.\n2. Cơ quan chủ trì\n- Sở Y tế chủ trì xây dựng kế hoạch.\n- Công an tỉnh có trách nhiệm kiểm tra."
    assert len(plan_of(plan_text(body)).tasks) == 3


def test_the_lines_below_a_label_of_agencies_are_its_values_where_a_content_tells_the_work() -> None:
    body = (
        "II. NỘI DUNG\n1. Hoạt động 1\n- Nội dung: Tuyên truyền về bình đẳng giới.\n- Cơ quan thực hiện:\n"
        "+ Sở Y tế chủ trì, phối hợp với các sở, ban, ngành.\n+ Sở Xây dựng đăng tải thông điệp trên bảng quang báo."
    )
    (task,) = plan_of(plan_text(body)).tasks
    assert [agency.text for agency in task.lead_agencies] == ["Sở Y tế", "Sở Xây dựng"]
    assert [agency.text for agency in task.coordinating_agencies] == ["các sở, ban, ngành"]


def test_the_lines_below_a_label_of_agencies_are_tasks_where_nothing_else_tells_the_work() -> None:
    body = "II. NỘI DUNG\n1. Truyền thông\n- Phân công thực hiện:\n+ Sở Y tế xây dựng tài liệu truyền thông.\n+ Sở Xây dựng đăng tải thông điệp trên bảng quang báo."
    assert [[agency.text for agency in task.lead_agencies] for task in plan_of(plan_text(body)).tasks] == [["Sở Y tế"], ["Sở Xây dựng"]]


def test_labels_below_a_label_of_agencies_stay_labels() -> None:
    body = "II. NỘI DUNG\n1. Truyền thông\n- Nội dung: Tuyên truyền về bình đẳng giới.\n- Cơ quan thực hiện:\n+ Chủ trì: Sở Y tế.\n+ Phối hợp: Công an tỉnh."
    (task,) = plan_of(plan_text(body)).tasks
    assert [agency.text for agency in task.lead_agencies] == ["Sở Y tế"]
    assert [agency.text for agency in task.coordinating_agencies] == ["Công an tỉnh"]
