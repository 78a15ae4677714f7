"""The time alone in the bracket that closes a task, and the brackets that hold another time or none."""

import pytest

from extractor import extract

PLAN = "KẾ HOẠCH\nTriển khai năm 2025\nSố: 5/KH-UBND\nHà Nam, ngày 10 tháng 01 năm 2025\n\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\nII. NHIỆM VỤ\n1. {task}\n2. Tổ chức tập huấn."


@pytest.mark.parametrize(("task", "deadline"), [
    ("Hoàn thiện hạ tầng phần mềm (2025 - 2026).", ("during", "2025-01-01", "2026-12-31")),
    ("Rà soát thủ tục hành chính (năm 2026).", ("during", "2026-01-01", "2026-12-31")),
    ("Mở rộng kết nối dữ liệu (2026 trở đi).", ("from", "2026-01-01", None)),
    ("Đào tạo cán bộ (xuyên suốt 2025 - 2035).", ("ongoing", "2025-01-01", "2035-12-31")),
    ("Xây dựng trụ sở (2024 - 2026).", ("during", "2024-01-01", "2026-12-31")),  # begun before the plan
    ("Tổ chức lễ kỷ niệm 50 năm ngày giải phóng (30/4/1975 - 30/4/2025).", None),
    ("Lập hồ sơ về đồng chí Nguyễn Văn Cừ (1912 - 1941).", None),
    ("Sưu tầm tư liệu về chiến dịch biên giới (2001 - 2005).", None),  # over when the plan is issued
    ("Phổ biến Luật Đất đai (2024).", None),  # a bare year
    ("Thực hiện Chương trình mục tiêu quốc gia giảm nghèo (2021 - 2025).", None),  # the programme's
    ("Tổng kết Kế hoạch phát triển nhà ở (2021 - 2025).", None),
    ("Tổng kết phong trào thi đua (2021 - 2025).", None),
    ("Rà soát thủ tục hành chính (theo Kế hoạch năm 2026).", None),  # something else than a time
    ("Rà soát thủ tục hành chính (12 thủ tục).", None),
])  # fmt: skip
def test_the_time_of_a_task_stands_alone_in_its_closing_bracket(task: str, deadline: tuple[str, str, str | None] | None) -> None:
    found = extract(PLAN.format(task=task).encode(), filename="plan.txt").tasks[0].deadline
    assert (found and (found.kind, found.start, found.end)) == deadline
