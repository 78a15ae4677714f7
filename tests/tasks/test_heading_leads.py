"""Who a heading says the work below it is for."""

import pytest

from extractor import extract

PLAN = "KẾ HOẠCH\nTriển khai năm 2024\n\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\nII. {heading}\n1. Rà soát các văn bản hướng dẫn thi hành Luật.\n2. Tổ chức tập huấn."


@pytest.mark.parametrize(("heading", "leads"), [
    ("NHIỆM VỤ CHỦ YẾU CỦA BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG", ["BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG"]),
    ("Trách nhiệm chung của các cơ quan, đơn vị", ["các cơ quan, đơn vị"]),
    ("Nhiệm vụ trọng tâm của Ban Chỉ đạo tỉnh", ["Ban Chỉ đạo tỉnh"]),
    ("Nhiệm vụ của Sở Y tế", ["Sở Y tế"]),
    ("Nhiệm vụ, giải pháp của ngành y tế", []),
    ("Nhiệm vụ phát triển của tỉnh", []),
])  # fmt: skip
def test_the_agency_whose_tasks_a_heading_names_leads_them(heading: str, leads: list[str]) -> None:
    tasks = extract(PLAN.format(heading=heading).encode(), filename="plan.txt").tasks
    assert [[lead.text for lead in task.lead_agencies] for task in tasks] == [leads, leads]
