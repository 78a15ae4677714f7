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


@pytest.mark.parametrize(("heading", "leads"), [
    ("Trách nhiệm của đối tượng thực hiện kiểm kê:", ["đối tượng thực hiện kiểm kê"]),
    ("Trách nhiệm của các cơ quan quản lý cấp trên (bao gồm cả cơ quan đại diện chủ sở hữu)", ["các cơ quan quản lý cấp trên"]),
    ("Trách nhiệm của các đơn vị dự toán", ["các đơn vị dự toán"]),
    ("Trách nhiệm của Sở Y tế và Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
    ("Trách nhiệm của các bên", []),
    ("Đề nghị Hội nông dân tỉnh, Hiệp hội doanh nghiệp tỉnh", ["Hội nông dân tỉnh", "Hiệp hội doanh nghiệp tỉnh"]),
    ("Đề nghị các doanh nghiệp sản xuất, chế biến và xuất khẩu hàng hóa", ["các doanh nghiệp sản xuất, chế biến và xuất khẩu hàng hóa"]),
    ("Trách nhiệm thi hành", []),
])  # fmt: skip
def test_whoever_has_the_duties_of_a_heading_leads_by_whatever_name(heading: str, leads: list[str]) -> None:
    body = PLAN.format(heading="TỔ CHỨC THỰC HIỆN").replace("1. Rà soát", f"1. {heading}\n- Rà soát").replace("2. Tổ chức", "- Tổ chức")
    tasks = extract(body.encode(), filename="plan.txt").tasks
    assert [[lead.text for lead in task.lead_agencies] for task in tasks] == [leads, leads]


@pytest.mark.parametrize(("bracket", "leads", "helpers"), [
    ("(Sở Y tế chủ trì, Báo Hà Nam, Sở Tài chính phối hợp)", ["Sở Y tế"], ["Báo Hà Nam", "Sở Tài chính"]),
    ("(Chủ trì: Sở Tài chính; phối hợp: Sở Y tế)", ["Sở Tài chính"], ["Sở Y tế"]),
    ("(Sở Nội vụ thực hiện)", ["Sở Nội vụ"], []),
    ("(do Công an tỉnh chủ trì)", ["Công an tỉnh"], []),
    ("(02 hội nghị)", [], []),
    ("(theo hướng dẫn của Sở Y tế)", [], []),
    ("(đồng chí Lê Văn An – Phó Hiệu trưởng phụ trách)", [], []),  # the heading before it names nobody
    ("(kèm theo Công văn số 12/SYT-VP của Sở Y tế)", [], []),
])  # fmt: skip
def test_a_heading_names_in_its_closing_bracket_who_does_what_follows(bracket: str, leads: list[str], helpers: list[str]) -> None:
    body = PLAN.format(heading="NHIỆM VỤ").replace("1. Rà soát", f"1. Công tác tuyên truyền {bracket}\n- Rà soát").replace("2. Tổ chức", "- Tổ chức")
    tasks = extract(body.encode(), filename="plan.txt").tasks
    assert [[lead.text for lead in task.lead_agencies] for task in tasks] == [leads, leads]
    assert [[helper.text for helper in task.coordinating_agencies] for task in tasks] == [helpers, helpers]


@pytest.mark.parametrize(("heading", "leads", "persons"), [
    ("Đối với Ban Giám hiệu (đồng chí Lê Văn An – Phó Hiệu trưởng được phân công phụ trách)", ["Ban Giám hiệu"], ["Lê Văn An"]),
    ("Sở Y tế (đ/c Lê Văn An, Phó Giám đốc)", ["Sở Y tế"], ["Lê Văn An"]),
    ("Sở Y tế (cơ quan thường trực)", ["Sở Y tế"], []),
])  # fmt: skip
def test_the_person_in_a_headings_bracket_is_in_charge_beside_the_agency_before_it(heading: str, leads: list[str], persons: list[str]) -> None:
    body = PLAN.format(heading="NHIỆM VỤ").replace("1. Rà soát", f"1. {heading}\n- Rà soát").replace("2. Tổ chức", "- Tổ chức")
    for task in extract(body.encode(), filename="plan.txt").tasks:
        assert [lead.text for lead in task.lead_agencies] == leads
        assert [person.name for person in task.persons] == persons
