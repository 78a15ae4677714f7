"""The tree of sections, a made body a case."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.structure.outline import outline
from extractor.structure.parts import divide
from extractor.structure.roles import role_of_heading
from tests.structure.documents import document

FRONT = "<ỦY BAN NHÂN DÂN\n<TỈNH SƠN LA\n<Số: 12/KH-UBND\n>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>Sơn La, ngày 05 tháng 02 năm 2026\n^KẾ HOẠCH\n^Sinh hoạt đầu năm\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"


def levels(body: str) -> list[tuple[int, str]]:
    text = document(FRONT + body)
    return [(section.level, section.heading) for section in outline(text, divide(text)).sections]


CASES = [
    (  # what stands in capitals between II and III stands in II
        "I. MỤC ĐÍCH\n1. Giáo dục truyền thống.\nII. NỘI DUNG\n1. Chương trình chi tiết:\nNGÀY 1: THỨ HAI\n- Tổ chức khai mạc.\nNGÀY 2: THỨ BA\n- Tổ chức bế mạc.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Giao Ban Giám hiệu chỉ đạo.",
        [(1, "MỤC ĐÍCH"), (1, "NỘI DUNG"), (2, "Chương trình chi tiết:"), (3, "NGÀY 1: THỨ HAI"), (3, "NGÀY 2: THỨ BA"), (1, "TỔ CHỨC THỰC HIỆN")],
    ),
    (  # where the count begins anew, the capitals stand above it
        "CÔNG TÁC ĐẢNG\nI. MỤC ĐÍCH\n1. Giáo dục truyền thống.\nCÔNG TÁC ĐOÀN\nI. MỤC ĐÍCH\n1. Giáo dục truyền thống.",
        [(1, "CÔNG TÁC ĐẢNG"), (2, "MỤC ĐÍCH"), (1, "CÔNG TÁC ĐOÀN"), (2, "MỤC ĐÍCH")],
    ),
    (  # a word that is counted heads each of its parts, over labelled lines too
        "I. NỘI DUNG\nNhiệm vụ 1: Phòng cháy\n- Phát dọn thực bì.\nĐơn vị chủ trì: Phòng Kỹ thuật.\nNhiệm vụ 2: Tuần tra\n- Tổ chức tuần tra.\n"
        "Đơn vị chủ trì: Hạt Kiểm lâm.\nNhiệm vụ 3: Tuyên truyền.\nĐơn vị chủ trì: Văn phòng.\nII. KINH PHÍ\n- Ngân sách tỉnh.",
        [(1, "NỘI DUNG"), (2, "Nhiệm vụ 1: Phòng cháy"), (2, "Nhiệm vụ 2: Tuần tra"), (2, "Nhiệm vụ 3: Tuyên truyền."), (1, "KINH PHÍ")],
    ),
    (  # numbers that begin anew stand under it; a word that is not counted, or items of a count, head nothing
        "I. NỘI DUNG\nHoạt động 1: Hội thi\n1. Ban hành thể lệ.\n2. Tổ chức hội thi.\nHoạt động 2: Tập huấn\n1. Mở lớp.\n"
        "II. GIẢI PHÁP\nGiải pháp 1: Rà soát quy định;\nGiải pháp 2: Tổ chức tập huấn;",
        [(1, "NỘI DUNG"), (2, "Hoạt động 1: Hội thi"), (2, "Hoạt động 2: Tập huấn"), (1, "GIẢI PHÁP")],
    ),
    (  # an "I." that begins the count of "2." is a "1."; where "II." follows it is none
        "I. MỤC TIÊU CHUNG\nGiảm số mắc.\nII. MỤC TIÊU CỤ THỂ\nI. Giám sát chặt chẽ.\n2. Một số chỉ tiêu cụ thể:\n- Đạt 95%.\nIII. NỘI DUNG\n1. Kiện toàn Ban Chỉ đạo.",
        [(1, "MỤC TIÊU CHUNG"), (1, "MỤC TIÊU CỤ THỂ"), (2, "Một số chỉ tiêu cụ thể:"), (1, "NỘI DUNG")],
    ),
    (
        "A. MỤC ĐÍCH\nI. QUAN ĐIỂM\n- Bám sát Nghị quyết.\nII. MỤC TIÊU\n- Giảm nghèo.\nB. NỘI DUNG\nI. GIẢI PHÁP\n1. Mở lớp.\n2. Rà soát.\nII. KINH PHÍ\n- Ngân sách.",
        [(1, "MỤC ĐÍCH"), (2, "QUAN ĐIỂM"), (2, "MỤC TIÊU"), (1, "NỘI DUNG"), (2, "GIẢI PHÁP"), (2, "KINH PHÍ")],
    ),
    (  # a dashed name of what is to be made heads the labelled lines under it; an order does not, nor a dash above other labels
        "I. NỘI DUNG\n- Nghị quyết về phí.\n+ Nội dung: mức thu.\n+ Cơ quan chủ trì: Sở Tài chính.\n- Tổ chức hội nghị.\n+ Cơ quan chủ trì: Sở Y tế.\n"
        "- Nghị quyết về giá.\n+ Địa điểm: Hà Nội.",
        [(1, "NỘI DUNG"), (2, "Nghị quyết về phí.")],
    ),
    (  # however many are told to do what is numbered below
        "I. NHIỆM VỤ\n1. Ủy ban nhân dân xã, các Ban của Hội đồng nhân dân, Lãnh đạo Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân, các Tổ "
        "đại biểu theo chức năng, nhiệm vụ được giao chủ động, kịp thời thực hiện các nhiệm vụ sau:\na) Ban Pháp chế\n- Thẩm tra nghị quyết.\nb) Ban Đô thị\n- Giám sát quy hoạch.",
        [
            (1, "NHIỆM VỤ"),
            (2, "Ủy ban nhân dân xã, các Ban của Hội đồng nhân dân, Lãnh đạo Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân, các Tổ "
             "đại biểu theo chức năng, nhiệm vụ được giao chủ động, kịp thời thực hiện các nhiệm vụ sau:"),
            (3, "Ban Pháp chế"), (3, "Ban Đô thị"),
        ],
    ),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_levels(body: str, expected: list[tuple[int, str]]) -> None:
    assert levels(body) == expected


@pytest.mark.parametrize(("heading", "role"), [
    ("Nâng cao hiệu quả công tác kiểm sát thi hành án", "content"),  # it orders the work of its items
    ("Những vấn đề chung về công tác kiểm tra nội bộ", "other"),
    ("Vị trí, chức năng", "other"),
    ("Quy định chung", "other"),
])
def test_a_heading_that_orders_work_has_the_role_content(heading: str, role: str) -> None:
    text = document(f"{FRONT}I. {heading}\n1. Biên bản của các cấp.\n2. Quan hệ công tác.")
    assert [section.role for section in outline(text, divide(text)).sections] == [role]


def test_a_heading_in_capitals_is_known_where_its_marks_and_number_are_misread() -> None:
    assert role_of_heading("TỎ CHỨC THỰC HIỆN", 1, None) == "implementation"
    assert role_of_heading("HI- TỎ CHỨC THỰC HIỆN", 1, None) == "implementation"
    assert role_of_heading("Tỏ chức thực hiện", 1, None) is None
    assert role_of_heading("TỎ LÒNG KÍNH TRỌNG", 1, None) is None


def test_a_time_before_a_colon_heads_no_section_among_objectives() -> None:
    text = "KẾ HOẠCH\nNăm 2025\n\nI. MỤC TIÊU\na) Đến hết năm 2025: 30% hồ sơ trực tuyến.\nb) Đến năm 2030: 90% hồ sơ trực tuyến.\nII. KINH PHÍ\n1. Nguồn ngân sách."
    assert [section.heading for section in extract(text.encode(), filename="plan.txt").sections] == ["MỤC TIÊU", "KINH PHÍ"]


ROADMAP = "II. NHIỆM VỤ\n- Rà soát văn bản.\nIII. {heading}\n1. Giai đoạn 2026 - 2030{end}\n- Xây dựng cơ sở dữ liệu.\n- Tổ chức tập huấn.\n2. Giai đoạn 2031 - 2035{end}\n- {last}\n- Đến năm 2035."


DECISION = "<ỦY BAN NHÂN DÂN\n<TỈNH SƠN LA\n<Số: 12/QĐ-UBND\n>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>Sơn La, ngày 05 tháng 02 năm 2026\n^QUYẾT ĐỊNH\n^Phê duyệt Đề án\nQUYẾT ĐỊNH:\n"


def roles(text: str) -> list[tuple[int, str, str]]:
    made = document(text)
    return [(section.level, section.heading, section.role) for section in outline(made, divide(made)).sections]


def test_the_plan_in_an_article_is_whole_behind_its_first_paragraph() -> None:
    plan = "Điều 1. Phê duyệt Đề án với những nội dung sau:\nI. MỤC TIÊU\n1. Mục tiêu tổng quát\nThúc đẩy chuyển đổi số.\n2. Mục tiêu cụ thể\n- 100% hồ sơ số.\nII. NHIỆM VỤ\n1. Rà soát quy hoạch.\n"
    assert roles(DECISION + plan + "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.") == [
        (1, "MỤC TIÊU", "objective"), (2, "Mục tiêu tổng quát", "objective"), (2, "Mục tiêu cụ thể", "objective"), (1, "NHIỆM VỤ", "content"),
    ]


def test_a_paragraph_behind_the_items_of_an_article_is_none_of_it() -> None:
    text = document(DECISION + "Điều 1. Giao các sở thực hiện:\n1. Sở Y tế rà soát hồ sơ.\nKịp thời báo cáo kết quả.\nĐiều 2. Quyết định này có hiệu lực.")
    assert [node.kind for node in outline(text, divide(text)).roots] == ["item", "paragraph", "item"]


def test_directions_told_field_by_field_are_work_where_nothing_is_to_be_reached() -> None:
    fields = "1. Về nông nghiệp:\n- Củng cố các hợp tác xã.\n- Mở rộng dịch vụ.\n2. Về tín dụng:\n- Hoàn thiện các quỹ.\n- Kiểm tra các quỹ."
    assert roles(FRONT + "III. Định hướng phát triển:\n" + fields)[0][2] == "content"
    reached = fields.replace("hợp tác xã", "hợp tác xã đến năm 2030").replace("các quỹ", "90% quỹ").replace("dịch vụ", "dịch vụ thêm 5%")
    assert roles(FRONT + "III. Định hướng phát triển:\n" + reached)[0][2] == "objective"


@pytest.mark.parametrize(("heading", "end", "last", "role"), [
    ("LỘ TRÌNH THỰC HIỆN", "", "Mở rộng mạng lưới.", "content"),  # the work stands under the stages
    ("TIẾN ĐỘ THỰC HIỆN", "", "Mở rộng mạng lưới.", "content"),
    ("LỘ TRÌNH THỰC HIỆN", "", "Số thuê bao 5G.", "schedule"),  # too few orders
    ("LỘ TRÌNH THỰC HIỆN", ".", "Mở rộng mạng lưới.", "schedule"),  # items, no headings
    ("THỜI GIAN THỰC HIỆN", "", "Mở rộng mạng lưới.", "schedule"),  # says when what stands elsewhere is done
])
def test_a_roadmap_may_hold_the_work(heading: str, end: str, last: str, role: str) -> None:
    text = document(FRONT + ROADMAP.format(heading=heading, end=end, last=last))
    assert next(section.role for section in outline(text, divide(text)).sections if section.heading == heading) == role


@pytest.mark.parametrize(("printed", "heading"), [
    ("NHIỆM VỤ CHỦ YẾU (chi tiết Phụ lục đính kèm)", "NHIỆM VỤ CHỦ YẾU"),
    ("NHIỆM VỤ CHỦ YẾU (có Phụ lục kèm theo):", "NHIỆM VỤ CHỦ YẾU"),
    ("NHIỆM VỤ CHỦ YẾU (hoàn thành trước ngày 15/9/2026)", "NHIỆM VỤ CHỦ YẾU (hoàn thành trước ngày 15/9/2026)"),
    ("NHIỆM VỤ THEO PHỤ LỤC (phần I)", "NHIỆM VỤ THEO PHỤ LỤC (phần I)"),
])
def test_a_bracket_that_points_to_an_appendix_is_not_of_the_heading(printed: str, heading: str) -> None:
    assert levels(f"I. MỤC ĐÍCH\n1. Giáo dục truyền thống.\nII. {printed}\nIII. TỔ CHỨC THỰC HIỆN\n1. Giao Ban Giám hiệu chỉ đạo.")[1] == (1, heading)


@pytest.mark.parametrize(("title", "roles", "tasks"), [
    ("ĐỀ CƯƠNG BÁO CÁO", {"appendix"}, 0),
    ("PHÂN CÔNG NHIỆM VỤ", {"appendix", "content", "objective"}, 1),
])
def test_an_appendix_that_is_a_reports_outline_holds_no_work(title: str, roles: set[str], tasks: int) -> None:
    text = (
        f"{FRONT}I. NHIỆM VỤ\n1. Rà soát văn bản.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn An\n"
        f"PHỤ LỤC I\n{title}\nI. Mục tiêu\n1. Nâng cao nhận thức.\nII. Nhiệm vụ trong thời gian tới\n1. Tổ chức thực hiện các giải pháp còn chậm."
    )
    plan = extract(text.encode(), filename="plan.txt")
    assert {section.role for section in plan.sections if section.span.start > text.index("PHỤ LỤC")} <= roles
    assert len(plan.tasks) == 1 + tasks
