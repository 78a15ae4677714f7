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
