"""Who leads and coordinates, and by when: the nearest source wins. Each case is the body of a small plan and what its tasks say."""

import pytest

from extractor import read
from extractor.extracting import plan_of
from tests.tasks.plans import plan_text, table_plan

LONG = "Xây dựng " + ", ".join(["kế hoạch tuyên truyền pháp luật trên địa bàn tỉnh"] * 8)
"""A text too long for a heading."""
LEADS = {
    "the agency a heading names": ("III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Theo dõi việc thực hiện Kế hoạch.", [["Sở Nội vụ"]]),
    "an agency told to act in the item stands alone": (
        "III. TỔ CHỨC THỰC HIỆN\n1. UBND các xã, phường\n- Tổ chức tuyên truyền tại địa bàn.\n- UBND xã Hiệp Hòa hoàn thành thí điểm trước ngày 30/6/2026.",
        [["UBND các xã, phường"], ["UBND xã Hiệp Hòa"]],
    ),
    "whom the heading's agency is to urge is no lead": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Yêu cầu các bệnh viện thực hiện hồ sơ điện tử.",
        [["Sở Y tế"]],
    ),
    "whom the heading's agency is to encourage is no lead, but where nobody else is named": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Khuyến khích Hội Nông dân tỉnh, Liên đoàn Lao động tỉnh vận động hội viên.\n"
        "2. Khuyến khích Hội Nông dân tỉnh, Liên đoàn Lao động tỉnh vận động hội viên tham gia bảo hiểm y tế.",
        [["Sở Y tế"], ["Hội Nông dân tỉnh", "Liên đoàn Lao động tỉnh"]],
    ),
    "an introducing sentence names the lead of its items": (
        "III. TỔ CHỨC THỰC HIỆN\nGiao Văn phòng UBND tỉnh thực hiện các nhiệm vụ:\n1. Tổng hợp kết quả thực hiện Kế hoạch.\n2. Tham mưu sơ kết, tổng kết.",
        [["Văn phòng UBND tỉnh"], ["Văn phòng UBND tỉnh"]],
    ),
    "an introduction that lists agencies before it orders a further one": (
        "III. TỔ CHỨC THỰC HIỆN\nSở Nội vụ, Báo Bắc Giang, đề nghị Ủy ban MTTQ Việt Nam tỉnh:\n- Tổng hợp kết quả thực hiện Kế hoạch.",
        [["Sở Nội vụ", "Báo Bắc Giang", "Ủy ban MTTQ Việt Nam tỉnh"]],
    ),
    "whom an introduction's agency is to direct is no lead": (
        "III. TỔ CHỨC THỰC HIỆN\nỦy ban nhân dân tỉnh, chỉ đạo các cơ quan, đơn vị có liên quan:\n- Tổng hợp kết quả thực hiện Kế hoạch.",
        [["Ủy ban nhân dân tỉnh"]],
    ),
    "a heading with its purpose before its agencies": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Để bảo đảm an toàn, các Sở: Y tế, Nội vụ theo chức năng, nhiệm vụ:\n- Kiểm tra các cơ sở.",
        [["Y tế", "Nội vụ"]],
    ),
    "a label that closes the items": (
        "II. NHIỆM VỤ\n1. Hạ tầng số\n- Nâng cấp trung tâm dữ liệu của tỉnh.\nĐơn vị chủ trì: Sở Khoa học và Công nghệ; Đơn vị phối hợp: Sở Tài chính.",
        [["Sở Khoa học và Công nghệ"]],
    ),
    "a label behind a numbered list": (
        "II. NHIỆM VỤ\n1. Tuyên truyền\na) Biên soạn tờ rơi hướng dẫn.\nb) Mở các lớp tập huấn.\nĐơn vị chủ trì: Sở Y tế.",
        [["Sở Y tế"], ["Sở Y tế"]],
    ),
    "starred labels that close a list hold for all its items": (
        "II. NHIỆM VỤ\n1. Tuyên truyền\n- Biên soạn tờ rơi hướng dẫn.\n- Mở các lớp tập huấn.\n* Cơ quan chủ trì: Sở Y tế.\n* Thời gian: Quý II.\n2. Kiểm tra\n- Kiểm tra các cơ sở.",
        [["Sở Y tế"], ["Sở Y tế"], []],
    ),
    "starred labels below each item are its own": (
        "II. NHIỆM VỤ\n1. Tuyên truyền\n- Biên soạn tờ rơi hướng dẫn.\n* Cơ quan chủ trì: Sở Y tế.\n- Mở các lớp tập huấn.\n* Cơ quan chủ trì: Sở Nội vụ.",
        [["Sở Y tế"], ["Sở Nội vụ"]],
    ),
    "starred labels below one item of several that follow are its own": (
        "II. NHIỆM VỤ\n1. Tuyên truyền\n- Biên soạn tờ rơi hướng dẫn.\n- Mở các lớp tập huấn.\n* Cơ quan chủ trì: Sở Nội vụ.\n- Tổ chức hội thi tìm hiểu pháp luật.",
        [[], ["Sở Nội vụ"], []],
    ),
    "labels below an item are its own, not its neighbours'": (
        f"II. NHIỆM VỤ\n1. {LONG}.\na) {LONG}.\n- Đơn vị chủ trì: Sở Tư pháp.\nb) {LONG}.\n- Đơn vị chủ trì: Sở Nội vụ.",
        [["Sở Tư pháp"], ["Sở Nội vụ"]],
    ),
    "a heading that orders agencies is no heading of requirements": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Yêu cầu các sở, ngành:\na) Rà soát văn bản quy phạm pháp luật.\nb) Đánh giá tình hình thi hành.",
        [["các sở, ngành"], ["các sở, ngành"]],
    ),
    "offices that a superior orders": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Chủ tịch UBND tỉnh yêu cầu lãnh đạo các sở, ngành rà soát thủ tục hành chính.",
        [["lãnh đạo các sở, ngành"]],
    ),
    "an office with a predicate acts, whatever the heading names": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\n- Lãnh đạo Trung tâm Tin học chịu trách nhiệm vận hành hệ thống.",
        [["Lãnh đạo Trung tâm Tin học"]],
    ),
    "a label told once holds for the items of every run": (
        "II. NHIỆM VỤ\n1. Thể chế\n- Rà soát văn bản.\nThời gian hoàn thành: Tháng 3.\n- Kiểm tra văn bản.\nThời gian hoàn thành: Tháng 6.\nĐơn vị chủ trì: Sở Tư pháp.",
        [["Sở Tư pháp"], ["Sở Tư pháp"]],
    ),
    "labels before the items of each run hold for these alone": (
        "II. NHIỆM VỤ\n1. Thể chế\nĐơn vị chủ trì: Sở Tư pháp.\n- Rà soát văn bản.\n- Kiểm tra văn bản.\nĐơn vị chủ trì: Sở Nội vụ.\n- Thẩm định văn bản.",
        [["Sở Tư pháp"], ["Sở Tư pháp"], ["Sở Nội vụ"]],
    ),
    "units in a closing bracket that explain a number are no leads": (
        "II. NHIỆM VỤ\n1. Nâng cấp phần mềm quản lý văn bản cho 03 đơn vị (Sở Nội vụ, Sở Tư pháp, Sở Tài chính).",
        [[]],
    ),
    "a cell as above": (
        "II. NHIỆM VỤ\n| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Rà soát văn bản | Sở Tư pháp | Quý I |\n| 2 | Kiểm tra văn bản | -nt- | Quý II |",
        [["Sở Tư pháp"], ["Sở Tư pháp"]],
    ),
    "labels run together": (
        "II. NHIỆM VỤ\n1. Tổ chức tập huấn kỹ năng số cho cán bộ xã.\nĐơn vị chủ trì: Sở Nội vụ Đơn vị phối hợp: Sở Tài chính",
        [["Sở Nội vụ"]],
    ),
    "short heads in a cell": (
        "II. NHIỆM VỤ\n| TT | Nội dung | Chủ trì | Hạn |\n|---|---|---|---|\n| 1 | Rà soát văn bản | P. HCQT; VP | Quý I |",
        [["P. HCQT", "VP"]],
    ),
    "numbers as Party documents print them": (
        "III. TỔ CHỨC THỰC HIỆN\n1- Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện.\n2- Giao Ban Tuyên giáo Tỉnh ủy tuyên truyền về Chương trình.",
        [["Văn phòng Tỉnh ủy"], ["Ban Tuyên giáo Tỉnh ủy"]],
    ),
    "marks in a heading": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)\n- Rà soát văn bản hành nghề.",
        [["Sở Y tế"]],
    ),
    "marks in a closing bracket": ("III. TỔ CHỨC THỰC HIỆN\n- Rà soát văn bản (CT: Sở Y tế; PH: Sở Nội vụ).", [["Sở Y tế"]]),
    "a heading that is mostly agencies": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Các Ban quản lý rừng phòng hộ, rừng đặc dụng; Công ty TNHH MTV Lâm nghiệp Bến Hải\n- Xây dựng phương án chữa cháy rừng.",
        [["Các Ban quản lý rừng phòng hộ, rừng đặc dụng", "Công ty TNHH MTV Lâm nghiệp Bến Hải"]],
    ),
    "agencies called after what they do, with each of them in a bracket": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban Quản lý các Khu công nghiệp tỉnh)\n- Thẩm định hồ sơ dự án.\n"
        "2. Các hoạt động tuyên truyền (Sở Y tế)\n- In tờ rơi về dịch bệnh.",
        [["Các cơ quan đăng ký đầu tư", "Sở Tài chính", "Ban Quản lý các Khu công nghiệp tỉnh"], ["Sở Y tế"]],
    ),
    "agencies called after their part": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Cơ quan chủ trì giải quyết thủ tục đầu tư\n- Hướng dẫn nhà đầu tư lập hồ sơ.\n"
        "2. Các Sở, ngành chủ trì, tham gia thực hiện các dự án\n- Phê duyệt kế hoạch giám sát.",
        [["Cơ quan chủ trì giải quyết thủ tục đầu tư"], ["Các Sở, ngành chủ trì, tham gia thực hiện các dự án"]],
    ),
    "a heading that orders": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Các sở, ngành báo cáo kết quả\n- Gửi báo cáo bằng văn bản.",
        [["Các sở, ngành"]],
    ),
    "what an agency in a heading is, is no agency": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Công an phường (cơ quan thường trực)\n- Tham mưu kiện toàn Tổ công tác.",
        [["Công an phường"]],
    ),
    "whoever a heading tells to act and with whom": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo\n- Tổng hợp kết quả kiểm kê.",
        [["Sở Tài chính"]],
    ),
    "a bracket that closes the item": (
        "II. NHIỆM VỤ\n- Trấn áp tội phạm bảo kê, bảo đảm môi trường kinh doanh an toàn. (Công an tỉnh)\n- Tổ chức sàn giao dịch việc làm (Trung tâm Dịch vụ việc làm tỉnh; hằng tháng).\n- Kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh (Sở Khoa học và Công nghệ).",
        [["Công an tỉnh"], ["Trung tâm Dịch vụ việc làm tỉnh"], []],
    ),
    "a bracket with a time behind a comma or dash, in square brackets, with labels": (
        "II. NHIỆM VỤ\n- Rà soát quy hoạch chợ (Sở Công Thương, quý III/2024).\n- Rà soát quy hoạch chợ (các phòng trực thuộc - thường xuyên).\n- Rà soát quy hoạch chợ [Trạm Y tế xã, Công an xã].\n- Rà soát quy hoạch chợ (CQ chủ trì: Sở Công Thương; CQPH: Sở Tài chính; TG: Quý II).",
        [["Sở Công Thương"], ["các phòng trực thuộc"], ["Trạm Y tế xã", "Công an xã"], ["Sở Công Thương"]],
    ),
    "a tail that names who acts": (
        "II. NHIỆM VỤ\n- Rà soát quy hoạch chợ – Sở Công Thương.\n- Rà soát quy hoạch chợ: Sở Công Thương, tháng 6/2024.\n- Rà soát quy hoạch chợ. Sở Công Thương. Quý II/2024.\n- Rà soát quy hoạch chợ. Đơn vị: Sở Công Thương.",
        [["Sở Công Thương"], ["Sở Công Thương"], ["Sở Công Thương"], ["Sở Công Thương"]],
    ),
    "a tail that tells of the work": (
        "II. NHIỆM VỤ\n- Thanh tra công tác tiếp công dân: Sở Y tế, quý II/2024.\n- Xây dựng trường đạt chuẩn quốc gia: Trường Tiểu học Hòa Bình.\n- Rà soát quy chế làm việc của các cơ quan: Sở Y tế, Sở Nội vụ.\n- Kiện toàn Ban Chỉ đạo – Sở Nội vụ.\n- Rà soát tuyến đường Thái Bình – Công an tỉnh.",
        [[], [], [], [], []],
    ),
    "a matter before a colon": (
        "II. NHIỆM VỤ\n1. Về đề nghị hỗ trợ vốn đầu tư dự án hạ tầng của tỉnh trong giai đoạn 2026 - 2030: giao Bộ Tài chính chủ trì nghiên cứu, đề xuất.",
        [["Bộ Tài chính"]],
    ),
    "a person told to act": (
        "II. NHIỆM VỤ\n1. Sở Nội vụ\n- Đồng chí Lê Văn Sính, Giám đốc Sở: chỉ đạo chung, quyết định các vấn đề phát sinh.",
        [[]],
    ),
    "whom a preamble only tells of is told nothing": (
        "II. NHIỆM VỤ\nSau khi nghe Sở Xây dựng báo cáo, các nội dung cần thực hiện:\n- Không cấp phép đào đường trong mùa mưa bão.",
        [[]],
    ),
    "whoever only sets the tasks in a heading is told nothing": (
        "II. NHIỆM VỤ\n1. Để thực hiện Nghị quyết, Ban Chỉ đạo tỉnh xác định các nhiệm vụ trọng tâm sau:\n- Rà soát văn bản.\n- Kiểm tra văn bản.",
        [[], []],
    ),
    "whom a heading says must act": (
        "II. NHIỆM VỤ\n1. Để thực hiện Nghị quyết, Ban Chỉ đạo tỉnh cần thực hiện các nhiệm vụ sau:\n- Rà soát văn bản.",
        [["Ban Chỉ đạo tỉnh"]],
    ),
    "an office to which the heading's agency gives a part": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Ban Thường vụ Đoàn trường\n- Duyệt nhân sự; phân công đồng chí Phó Bí thư Đoàn trường trực tiếp phụ trách Đại hội điểm.\n"
        "- Phân công Phòng Y tế chủ trì kiểm tra.",
        [["Ban Thường vụ Đoàn trường"], ["Phòng Y tế"]],
    ),
    "whose part the last sentence of an introduction tells": (
        "II. NHIỆM VỤ\n1. Hạ tầng\nMạng lưới còn thiếu. Sở Y tế thực hiện các nhiệm vụ sau:\n- Rà soát văn bản.",
        [["Sở Y tế"]],
    ),
    "an office that is put in charge is a person, whoever else is named": (
        "II. NHIỆM VỤ\n1. Hạ tầng\n- Kiện toàn Ban Chỉ đạo; phân công đồng chí Phó Chủ tịch UBND xã trực tiếp phụ trách.\n"
        "- Giao Chủ tịch UBND các xã trực tiếp chỉ đạo kiểm tra.",
        [[], ["Chủ tịch UBND các xã"]],
    ),
    "nobody named: empty": ("II. NHIỆM VỤ\n- Nâng cấp trung tâm dữ liệu của tỉnh.", [[]]),
}


@pytest.mark.parametrize(
    ("preamble", "expected"),
    [
        ("Để thực hiện nhiệm vụ trên, ngành Kiểm sát nhân dân cần tập trung thực hiện tốt các nhiệm vụ sau:", ["ngành Kiểm sát nhân dân"]),
        ("Trước tình hình đó, các sở, ngành và UBND các huyện phải thực hiện các nhiệm vụ sau:", ["các sở, ngành", "UBND các huyện"]),
        ("Các sở phải báo cáo. Chủ tịch UBND tỉnh yêu cầu Sở Y tế thực hiện các nhiệm vụ sau:", ["Sở Y tế"]),
        ("Qua theo dõi của Sở Y tế, dịch bệnh còn phức tạp, cần thực hiện các nhiệm vụ sau:", []),
        ("Các sở cần rút kinh nghiệm. Để khắc phục, thực hiện các nhiệm vụ sau:", []),  # of another sentence
    ],
)
def test_whom_a_directives_preamble_tells(preamble: str, expected: list[str]) -> None:
    front = "ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG\n\nSố: 5/CT-UBND\n\nBắc Giang, ngày 18 tháng 01 năm 2026\n\nCHỈ THỊ\nVề công tác phòng, chống dịch bệnh\n\n"
    plan = plan_of(read(f"{front}{preamble}\n\n1. Rà soát văn bản.\n\n2. Kiểm tra văn bản.\n".encode(), filename="plan.md"))
    assert [[a.text for a in task.lead_agencies] for task in plan.tasks] == [expected, expected]


@pytest.mark.parametrize("name", LEADS)
def test_leads(name: str) -> None:
    body, expected = LEADS[name]
    assert [[a.text for a in task.lead_agencies] for task in plan_of(plan_text(body)).tasks] == expected


def test_labels_between_items_hold_for_the_items_before_them() -> None:
    body = "II. NHIỆM VỤ\n1. Sở Tài chính\n- Tổ chức tập huấn kiểm kê.\nThời gian hoàn thành: Tháng 3/2026.\n- Kiểm tra việc kiểm kê.\n- Tổng hợp kết quả kiểm kê.\nThời gian hoàn thành: Trước ngày 30/6/2026."
    assert [task.deadline and task.deadline.end for task in plan_of(plan_text(body)).tasks] == ["2026-03-31", "2026-06-30", "2026-06-30"]


def test_whom_a_heading_names_beside_the_lead_coordinates() -> None:
    body = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính chủ trì, phối hợp với các sở, ngành liên quan:\na) Rà soát các quy định.\nb) Tổng hợp báo cáo."
    assert [[a.text for a in task.coordinating_agencies] for task in plan_of(plan_text(body)).tasks] == [["các sở, ngành liên quan"]] * 2


def test_coordinating_adds_up() -> None:
    body = "II. NHIỆM VỤ\n1. Hạ tầng số\n- Phối hợp với Công an tỉnh nâng cấp mạng.\nĐơn vị chủ trì: Sở Khoa học và Công nghệ; Đơn vị phối hợp: Sở Tài chính."
    (task,) = plan_of(plan_text(body)).tasks
    assert [a.text for a in task.coordinating_agencies] == ["Công an tỉnh", "Sở Tài chính"]


def test_an_office_put_in_charge_is_a_person() -> None:
    body = "II. NHIỆM VỤ\n1. Hạ tầng\n- Kiện toàn Ban Chỉ đạo; phân công đồng chí Phó Chủ tịch UBND xã trực tiếp phụ trách công tác."
    (task,) = plan_of(plan_text(body)).tasks
    assert [(person.name, person.position, person.role) for person in task.persons] == [(None, "Phó Chủ tịch UBND xã", "in_charge")]


def test_coordinating_adds_up_in_a_row() -> None:
    plan = table_plan("TT|Nội dung|Chủ trì|Phối hợp\n1|Phối hợp Công an tỉnh rà soát văn bản|Sở Nội vụ|Sở Tài chính")
    assert [a.text for a in plan.tasks[0].coordinating_agencies] == ["Công an tỉnh", "Sở Tài chính"]


@pytest.mark.parametrize("cell", ["Sở Y tế (CT), Sở Nội vụ (PH)", "CT: Sở Y tế; PH: Sở Nội vụ", "Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)"])
def test_marks_in_a_cell_of_both_roles(cell: str) -> None:
    body = f"II. NHIỆM VỤ\n| TT | Nội dung | Đơn vị thực hiện | Thời gian |\n|---|---|---|---|\n| 1 | Rà soát văn bản | {cell} | Quý I |"
    (task,) = plan_of(plan_text(body)).tasks
    assert [a.text for a in task.lead_agencies] == ["Sở Y tế"]
    assert [a.text for a in task.coordinating_agencies] == ["Sở Nội vụ"]


def test_whoever_a_lead_label_only_asks_to_cooperate_coordinates() -> None:
    body = "II. NHIỆM VỤ\n1. Truyền thông\n- Phát thông điệp phòng bệnh trên loa truyền thanh.\nĐơn vị thực hiện: Trung tâm Kiểm soát bệnh tật tỉnh; đề nghị Đài Phát thanh và Truyền hình tỉnh, Báo Đắk Lắk phối hợp."
    (task,) = plan_of(plan_text(body)).tasks
    assert [a.text for a in task.lead_agencies] == ["Trung tâm Kiểm soát bệnh tật tỉnh"]
    assert [a.text for a in task.coordinating_agencies] == ["Đài Phát thanh và Truyền hình tỉnh", "Báo Đắk Lắk"]


def test_the_last_of_a_list_of_members_closes_no_task() -> None:
    task = "1. Thành lập Đoàn kiểm tra gồm các ông (bà): Ông Lê Văn Nam - Trưởng đoàn; Ông Vũ Việt Linh - Chuyên viên, Thành viên - Thư ký đoàn."
    plan = plan_of(plan_text(f"II. NỘI DUNG\n{task}\n"))
    assert [agency.text for found in plan.tasks for agency in found.lead_agencies] == []


def test_labels_in_a_closing_bracket() -> None:
    (task,) = plan_of(plan_text("II. NHIỆM VỤ\n- Rà soát quy hoạch chợ (CQ chủ trì: Sở Y tế; CQPH: Sở Tài chính; TG: Quý II).")).tasks
    assert [a.text for a in task.coordinating_agencies] == ["Sở Tài chính"]


DEADLINES = {
    "of a closing bracket, behind a comma": ("II. NHIỆM VỤ\n- Rà soát quy hoạch chợ (Sở Y tế, quý III).", ("during", "2026-07-01", "2026-09-30")),
    "of a closing bracket that tells more than who": (
        "II. NHIỆM VỤ\n- Sửa chữa trạm y tế (UBND xã chủ trì, đề nghị Sở Y tế hỗ trợ; thời gian: 2026 - 2027).",
        ("during", "2026-01-01", "2027-12-31"),
    ),
    "how often in a closing bracket": ("II. NHIỆM VỤ\n- Tổng vệ sinh (UBND xã, định kỳ mỗi học kỳ 1 lần).", ("recurring", None, None)),
    "of a closing tail": ("II. NHIỆM VỤ\n- Rà soát quy hoạch chợ: Sở Y tế - thường xuyên.", ("ongoing", "2026-01-01", "2026-12-31")),
    "an announcing paragraph that asks for completion": (
        f"II. NHIỆM VỤ\nCác sở hoàn thành trước ngày 30/6/2026 việc {LONG[9:]}, cụ thể là:\n- Ban hành quy chế quản lý.",
        ("by", None, "2026-06-30"),
    ),
    "a beginning without an end": (
        "II. NHIỆM VỤ\n| TT | Nội dung | Chủ trì | Bắt đầu | Kết thúc |\n|---|---|---|---|---|\n| 1 | Rà soát văn bản | Sở Tư pháp | 01/3/2026 | |",
        ("from", "2026-03-01", None),
    ),
    "the sentence's own": ("II. NHIỆM VỤ\n- Ban hành quy chế trước ngày 30/6/2026.", ("by", None, "2026-06-30")),
    "a label's": (
        "II. NHIỆM VỤ\n1. Xây dựng kho dữ liệu\n- Chủ trì: Sở Tư pháp.\n- Thời gian: Quý III.",
        ("during", "2026-07-01", "2026-09-30"),
    ),
    "what stands beside who is to act on a labelled line": (
        "II. NHIỆM VỤ\n1. Tiếp công dân\n- Bố trí khu vực hướng dẫn tại nơi tiếp công dân.\nĐơn vị chủ trì: Văn phòng UBND tỉnh. Hoàn thành trước ngày 30/6/2026.",
        ("by", None, "2026-06-30"),
    ),
    "a heading's": (
        "II. NHIỆM VỤ\n1. Nhiệm vụ thường xuyên\n- Tuyên truyền trên báo chí của tỉnh.",
        ("ongoing", "2026-01-01", "2026-12-31"),
    ),
    "dates of cited documents are none": ("II. NHIỆM VỤ\n- Triển khai Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.", None),
}


@pytest.mark.parametrize(
    ("time", "warned"),
    [
        ("Mùa lũ năm 2026", True),  # a season has no days of its own
        ("Ngày 31/02/2026", True),  # no such day
        ("Quý III", False),
        ("Ngay sau khi Kế hoạch được ban hành", False),  # counted from an event, as it says
    ],
)
def test_times_without_days_are_warned_of(time: str, warned: bool) -> None:
    plan = plan_of(plan_text(f"II. NHIỆM VỤ\n1. Xây dựng kho dữ liệu\n- Chủ trì: Sở Tư pháp.\n- Thời gian: {time}."))
    assert ("deadline_unresolved" in {warning.code for warning in plan.warnings}) == warned


@pytest.mark.parametrize("name", DEADLINES)
def test_deadline(name: str) -> None:
    body, expected = DEADLINES[name]
    (task,) = plan_of(plan_text(body)).tasks
    assert (task.deadline and (task.deadline.kind, task.deadline.start, task.deadline.end)) == expected


def test_cell_without_agency_is_warned_of() -> None:
    body = "II. NHIỆM VỤ\n1. In tờ rơi\n- Chủ trì: in ấn, phát hành.\n- Thời gian: khi nào xong."
    plan = plan_of(plan_text(body))
    assert plan.tasks[0].lead_agencies == ()
    assert {"lead_names_no_agency", "deadline_not_understood"} <= {warning.code for warning in plan.warnings}


def test_fingerprints_tell_two_agencies_apart() -> None:
    body = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Theo dõi việc thực hiện.\n2. Sở Tư pháp\n- Theo dõi việc thực hiện."
    one, two = plan_of(plan_text(body)).tasks
    assert one.text == two.text
    assert one.fingerprint != two.fingerprint


@pytest.mark.parametrize(
    ("rows", "leads", "coordinating"),
    [  # a cell that tells by itself who leads and who helps
        ("TT | Nội dung | Cơ quan chủ trì / phối hợp\n1 | Mở cổng du lịch | Sở Nội vụ / Sở Y tế, các hiệp hội", ["Sở Nội vụ"], ["Sở Y tế", "Các hiệp hội"]),
        ("TT | Nội dung | Cơ quan chủ trì/Cơ quan phối hợp\n1 | Mở cổng du lịch | Sở Nội vụ/ Sở Y tế", ["Sở Nội vụ"], ["Sở Y tế"]),
        ("TT | Nội dung | Chủ trì / phối hợp\n1 | Mở cổng du lịch | Sở Nội vụ", ["Sở Nội vụ"], []),
        ("TT | Nội dung | Chủ trì\n1 | Mở cổng du lịch | Sở Nội vụ / Sở Y tế", ["Sở Nội vụ", "Sở Y tế"], []),
        ("TT | Nội dung | Ngành Y tế | Ngành Giáo dục | Thời gian\n1 | Điều tra y tế trường học | Phối hợp: Sở Y tế | Chủ trì: Sở Giáo dục | Quý II", ["Sở Giáo dục"], ["Sở Y tế"]),
        ("TT | Nội dung | Đơn vị thực hiện\n1 | Mở cổng du lịch | Chủ trì: Sở Nội vụ. Phối hợp: Sở Y tế", ["Sở Nội vụ"], ["Sở Y tế"]),
        ("TT | Nội dung | Chủ trì | Đơn vị tham gia\n1 | Mở cổng du lịch | Sở Nội vụ | Sở Y tế", ["Sở Nội vụ"], ["Sở Y tế"]),
    ],
)
def test_cells_of_agencies(rows: str, leads: list[str], coordinating: list[str]) -> None:
    (task,) = table_plan(rows).tasks
    assert [agency.name for agency in task.lead_agencies] == leads
    assert [agency.name for agency in task.coordinating_agencies] == coordinating
    assert {agency.found_in for agency in (*task.lead_agencies, *task.coordinating_agencies)} == {"cell"}


def test_labels_behind_the_work_of_an_item() -> None:
    items = (
        "1. Thanh tra tài chính tại UBND xã Hiệp Hòa. Thời kỳ thanh tra: 2023 - 2024. Thời gian tiến hành: quý I. Trưởng đoàn: ông Đào Văn Phú, Phó Chánh Thanh tra.\n"
        "2. Rà soát quy hoạch chợ. Chủ trì: Sở Công Thương; phối hợp: Sở Y tế. Sản phẩm: Báo cáo. Hạn chót: 30/6/2026."
    )
    inspected, reviewed = plan_of(plan_text(f"II. NHIỆM VỤ\n{items}")).tasks
    assert inspected.deadline is not None
    assert (inspected.deadline.start, inspected.deadline.end) == ("2026-01-01", "2026-03-31")
    assert [(person.name, person.position) for person in inspected.persons] == [("Đào Văn Phú", "Phó Chánh Thanh tra")]
    assert ([a.name for a in reviewed.lead_agencies], [a.name for a in reviewed.coordinating_agencies]) == (["Sở Công Thương"], ["Sở Y tế"])
    assert [output.text for output in reviewed.outputs] == ["Báo cáo"]
    assert reviewed.deadline is not None
    assert reviewed.deadline.end == "2026-06-30"


@pytest.mark.parametrize(
    "labels",
    [
        "- Đơn vị thực hiện:\n+ Sở Nội vụ.\n+ Sở Y tế.\n- Thời gian hoàn thành:\n+ Quý II/2026.\n- Sản phẩm:\n+ Báo cáo.\n+ Quyết định.",
        "Đơn vị thực hiện:\n- Sở Nội vụ.\n- Sở Y tế.\nThời gian:\nQuý II/2026.\nSản phẩm:\n- Báo cáo.\n- Quyết định.",
        "* Đơn vị thực hiện:\nSở Nội vụ, Sở Y tế.\n* Thời gian:\nQuý II/2026\n* Sản phẩm: Báo cáo.; Sản phẩm: Quyết định.",
    ],
)
def test_values_below_their_labels(labels: str) -> None:
    (task,) = plan_of(plan_text(f"II. NHIỆM VỤ\n1. Quản lý hồ sơ\n- Nội dung: Rà soát hồ sơ.\n{labels}")).tasks
    assert [agency.name for agency in task.lead_agencies] == ["Sở Nội vụ", "Sở Y tế"]
    assert task.deadline is not None
    assert (task.deadline.start, task.deadline.end) == ("2026-04-01", "2026-06-30")
    assert [output.text.rstrip(".") for output in task.outputs] == ["Báo cáo", "Quyết định"]


@pytest.mark.parametrize(("lines", "values"), [
    ("+ Sở Nội vụ chủ trì, phối hợp với Sở Tài chính.\n+ Sở Y tế đăng tải kết quả.", True),
    ("+ Sở Nội vụ chủ trì in tài liệu trước 30/6/2026.\n+ Sở Y tế đăng tải kết quả.", False),
    ("+ Sở Nội vụ chủ trì số hóa hồ sơ trong tháng 6.\n+ Sở Y tế đăng tải kết quả.", False),
])  # fmt: skip
def test_lines_below_a_label_with_roles_and_no_time_say_who_does_the_work(lines: str, *, values: bool) -> None:
    found = plan_of(plan_text(f"II. NHIỆM VỤ\n1. Quản lý hồ sơ\n- Nội dung: Rà soát hồ sơ.\n- Cơ quan thực hiện:\n{lines}")).tasks
    assert [line in [task.text for task in found] for line in lines.split("\n")] == [not values, not values]


def test_who_is_told_to_act_below_a_label_is_no_value() -> None:
    tasks = plan_of(plan_text("II. NHIỆM VỤ\n1. Quản lý hồ sơ\n- Trách nhiệm:\n+ Sở Nội vụ rà soát hồ sơ của các sở, ban, ngành.\n+ Sở Y tế chủ trì số hóa hồ sơ.")).tasks
    assert [task.text for task in tasks] == ["+ Sở Nội vụ rà soát hồ sơ của các sở, ban, ngành.", "+ Sở Y tế chủ trì số hóa hồ sơ."]


def test_a_cell_as_in_another_row():
    plan = table_plan("""
TT | Nội dung | Chủ trì | Thời gian
1 | Rà soát văn bản | Sở Tư pháp | Quý I
2 | Kiểm tra văn bản | Sở Y tế | Quý II
3 | In tài liệu | Các đơn vị như mục 1 | Quý II
4 | Phát tài liệu | Như mục 9 | Quý II""")
    assert [[agency.text for agency in task.lead_agencies] for task in plan.tasks] == [["Sở Tư pháp"], ["Sở Y tế"], ["Sở Tư pháp"], []]


def test_units_that_a_task_orders_lead_only_where_nobody_above_orders_them() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Yêu cầu các chủ đầu tư hoàn thành nhà ở công nhân.\n2. Giao Công an tỉnh thực hiện các nội dung sau:\n"
        "- Yêu cầu các cơ sở kinh doanh ký cam kết.\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Xây dựng\n- Yêu cầu các chủ đầu tư ký cam kết."
    )
    leads = [[lead.text for lead in task.lead_agencies] for task in plan_of(plan_text(body)).tasks]
    assert leads == [["các chủ đầu tư"], ["Công an tỉnh"], ["Sở Xây dựng"]]


def test_headings_below_an_agency_s_say_with_whom_it_works() -> None:
    body = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\na) Chủ trì, phối hợp với các sở, ngành\n- Tổ chức tập huấn kiến thức xuất khẩu.\n"
        "b) Chủ trì, phối hợp\n- Sở Tài chính và các đơn vị có liên quan tham mưu UBND tỉnh bố trí kinh phí.\n2. Sở Y tế\n- Kiểm tra an toàn thực phẩm."
    )
    tasks = plan_of(plan_text(body)).tasks
    assert [[lead.text for lead in task.lead_agencies] for task in tasks] == [["Sở Công Thương"], ["Sở Công Thương"], ["Sở Y tế"]]
    with_whom = [[agency.text for agency in task.coordinating_agencies] for task in tasks]
    assert with_whom == [["các sở, ngành"], ["Sở Tài chính", "các đơn vị có liên quan"], []]


def test_who_leads_by_its_own_words_leads_below_a_heading_of_those_who_help() -> None:
    body = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\na) Tổ chức tập huấn.\nb) Phối hợp\n- Sở Tài chính chủ trì thẩm định dự toán.\n- Giao Công an tỉnh tuần tra."
    )
    leads = [[lead.text for lead in task.lead_agencies] for task in plan_of(plan_text(body)).tasks]
    assert leads == [["Sở Công Thương"], ["Sở Tài chính"], ["Công an tỉnh"]]


@pytest.mark.parametrize("preamble", [
    "Thực hiện Công văn số 15/SYT-NVY của Sở Y tế đề nghị UBND các huyện báo cáo, UBND huyện xây dựng kế hoạch như sau:",
    "Căn cứ chỉ tiêu Trung ương giao các địa phương năm 2026, UBND tỉnh ban hành Kế hoạch như sau:",
    "Thực hiện Quyết định giao Sở Y tế làm chủ đầu tư, UBND tỉnh xây dựng kế hoạch như sau:",
])  # fmt: skip
def test_whom_a_preamble_only_tells_of_leads_nothing(preamble: str) -> None:
    plan = plan_of(plan_text(f"{preamble}\n1. Rà soát hồ sơ.\n2. Kiểm tra các xã."))
    assert [task.lead_agencies for task in plan.tasks] == [(), ()]


def test_labels_behind_the_works_that_they_are_about() -> None:
    labels = "- Cơ quan chủ trì các nhiệm vụ trên: Sở Y tế; phối hợp: Sở Tài chính.\n- Thời gian thực hiện các nội dung này: Quý II/2026."
    tasks = plan_of(plan_text(f"II. NHIỆM VỤ\n1. Tuyên truyền\n- Biên soạn tài liệu.\n- In tờ rơi.\n{labels}")).tasks
    assert [task.text for task in tasks] == ["- Biên soạn tài liệu.", "- In tờ rơi."]
    for task in tasks:
        assert ([a.text for a in task.lead_agencies], [a.text for a in task.coordinating_agencies]) == (["Sở Y tế"], ["Sở Tài chính"])
        assert task.deadline is not None
        assert task.deadline.end == "2026-06-30"


def test_a_table_headed_by_everyday_words() -> None:
    plan = table_plan("TT | Nhiệm vụ | Giao cho | Tham gia | Hạn báo cáo\n1 | Rà soát văn bản | Sở Tư pháp | Sở Y tế | 30/6/2026")
    (task,) = plan.tasks
    assert ([a.text for a in task.lead_agencies], [a.text for a in task.coordinating_agencies]) == (["Sở Tư pháp"], ["Sở Y tế"])
    assert task.deadline is not None
    assert task.deadline.end == "2026-06-30"
