"""What is a task and what is none, case by case after the annotation guidelines; each case is the body of a small plan."""

import pytest

from extractor import read
from extractor.extracting import plan_of
from tests.tasks.plans import FRONT, plan_text, table_plan

LONG = "Xây dựng " + ", ".join(["kế hoạch tuyên truyền pháp luật trên địa bàn tỉnh"] * 8)
CASES = {
    "an agency and what it does, in few words; no task where it only is named": (
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Tài chính lập dự toán.\n2. Sở Y tế giám sát dịch.\n3. Sở Y tế cấm xe từ 05 giờ.\n4. Đài Truyền thanh xã.\n5. Ban Tổ chức hội thi.",
        ["1. Phòng Tài chính lập dự toán.", "2. Sở Y tế giám sát dịch.", "3. Sở Y tế cấm xe từ 05 giờ."],
    ),
    "a short numbered sentence that tells an agency to act is an item before a paragraph too; a name with a verb in it heads the paragraph": (
        "II. TỔ CHỨC THỰC HIỆN\n1. Công an tỉnh tăng cường tuần tra.\nKịp thời xử lý các vi phạm trên địa bàn.\n2. Tổ kiểm tra liên ngành.\nKiểm tra các cơ sở kinh doanh trên địa bàn.",
        ["1. Công an tỉnh tăng cường tuần tra.", "Kịp thời xử lý các vi phạm trên địa bàn.", "Kiểm tra các cơ sở kinh doanh trên địa bàn."],
    ),
    "what first tells the situation and then orders is a task; what only tells is none": (
        "II. NHIỆM VỤ\n1. Hiện nay tiến độ dự án chậm. Yêu cầu Sở Xây dựng khẩn trương đẩy nhanh thi công.\n"
        "2. Vừa qua, tình trạng lấn chiếm còn phổ biến; giao UBND các xã kiểm tra, xử lý dứt điểm.\n"
        "4. Kết quả năm 2025 đã được tổng hợp. UBND tỉnh đã ban hành kế hoạch; giao Sở Y tế thực hiện.\n"
        "5. Công tác cải cách hành chính là nội dung quan trọng. Yêu cầu các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này.\n"
        "3. Rà soát hồ sơ.",
        [
            "1. Hiện nay tiến độ dự án chậm. Yêu cầu Sở Xây dựng khẩn trương đẩy nhanh thi công.",
            "2. Vừa qua, tình trạng lấn chiếm còn phổ biến; giao UBND các xã kiểm tra, xử lý dứt điểm.",
            "3. Rà soát hồ sơ.",
        ],
    ),
    "a subject that acts behind what tells, among orders; not where it is said how things are": (
        "II. NHIỆM VỤ\n1. Kết quả đạt được thời gian qua là nhờ sự nỗ lực của các đơn vị. Sở Xây dựng phối hợp Sở Nội vụ tham mưu khen thưởng.\n"
        "2. Tình hình dịch bệnh còn phức tạp. Các sở, ngành chưa chủ động phối hợp kiểm tra.\n3. Rà soát hồ sơ.\n4. Kiểm tra các cơ sở.",
        [
            "1. Kết quả đạt được thời gian qua là nhờ sự nỗ lực của các đơn vị. Sở Xây dựng phối hợp Sở Nội vụ tham mưu khen thưởng.",
            "3. Rà soát hồ sơ.", "4. Kiểm tra các cơ sở.",
        ],
    ),
    "a paragraph before the first heading that tells and then orders introduces the items": (
        "Hiện nay tiến độ các dự án chậm. Yêu cầu Sở Xây dựng đẩy nhanh thi công.\nII. NHIỆM VỤ\nHiện nay tiến độ chậm. Giao Sở Xây dựng đôn đốc nhà thầu.",
        ["Hiện nay tiến độ chậm. Giao Sở Xây dựng đôn đốc nhà thầu."],
    ),
    "deepest item that orders an action": (
        "II. NHIỆM VỤ\n1. Hoàn thiện thể chế\na) Rà soát, sửa đổi các quy chế của tỉnh.\nb) Ban hành quy chế quản lý dữ liệu dùng chung.",
        ["a) Rà soát, sửa đổi các quy chế của tỉnh.", "b) Ban hành quy chế quản lý dữ liệu dùng chung."],
    ),
    "purpose, objectives and funding hold none": (
        "I. MỤC ĐÍCH, YÊU CẦU\n- Nâng cao nhận thức của cán bộ.\nII. MỤC TIÊU\n- Phấn đấu 100% hồ sơ được số hóa.\nIII. NHIỆM VỤ\n- Tổ chức 02 lớp tập huấn cho cán bộ.\n"
        "IV. KINH PHÍ\nKinh phí thực hiện được bố trí từ ngân sách tỉnh.",
        ["- Tổ chức 02 lớp tập huấn cho cán bộ."],
    ),
    "an item whose sub-items are topics is one task": (
        "II. NỘI DUNG\n1. Tuyên truyền các văn bản mới, tập trung vào:\n+ Nghị quyết số 57-NQ/TW của Bộ Chính trị.\n+ Luật Dữ liệu và các văn bản hướng dẫn.\n2. Đẩy mạnh thông tin trên báo chí.",
        [
            "1. Tuyên truyền các văn bản mới, tập trung vào:\n+ Nghị quyết số 57-NQ/TW của Bộ Chính trị.\n+ Luật Dữ liệu và các văn bản hướng dẫn.",
            "2. Đẩy mạnh thông tin trên báo chí.",
        ],
    ),
    "an unmarked paragraph behind an item is a task of its own": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ chủ trì theo dõi việc thực hiện Kế hoạch.\nThường xuyên cập nhật tiến độ lên Hệ thống thông tin báo cáo của tỉnh.",
        [
            "1. Sở Nội vụ chủ trì theo dõi việc thực hiện Kế hoạch.",
            "Thường xuyên cập nhật tiến độ lên Hệ thống thông tin báo cáo của tỉnh.",
        ],
    ),
    "an item that ends in a colon introduces the paragraphs behind it, up to a heading": (
        "II. NHIỆM VỤ\na) Xây dựng, phát triển nền tảng nghiệp vụ ứng dụng số trong vận hành, bảo trì, khai thác công trình:\n"
        "Xây dựng hệ thống quản lý tài sản theo hướng thống nhất.\nChuẩn hóa quy trình vận hành.\nb) Kết nối dữ liệu với các bộ, ngành.\n"
        "c) Kết nối, liên thông dữ liệu với các hệ thống giải quyết thủ tục hành chính của Bộ Xây dựng và các sở:\n**GIẢI PHÁP KHÁC**\nRà soát hồ sơ.",
        [
            "Xây dựng hệ thống quản lý tài sản theo hướng thống nhất.",
            "Chuẩn hóa quy trình vận hành.",
            "b) Kết nối dữ liệu với các bộ, ngành.",
            "c) Kết nối, liên thông dữ liệu với các hệ thống giải quyết thủ tục hành chính của Bộ Xây dựng và các sở:",
            "Rà soát hồ sơ.",
        ],
    ),
    "what closes the plan is none of what an item introduces": (
        "II. NHIỆM VỤ\n1. Rà soát văn bản của tỉnh.\n2. Kết nối, liên thông dữ liệu với các hệ thống giải quyết thủ tục hành chính của Bộ Xây dựng và các sở:\n"
        "Quy trình điện tử của các sở.\nTrên đây là Kế hoạch của Ủy ban nhân dân tỉnh, yêu cầu các đơn vị nghiêm túc triển khai.",
        [
            "1. Rà soát văn bản của tỉnh.",
            "2. Kết nối, liên thông dữ liệu với các hệ thống giải quyết thủ tục hành chính của Bộ Xây dựng và các sở:\nQuy trình điện tử của các sở.",
        ],
    ),
    "field block: heading and labelled lines are one task": (
        "III. NHIỆM VỤ\n1. Xây dựng kho dữ liệu dùng chung\n- Nội dung: Khảo sát hiện trạng và thiết kế mô hình.\n- Cơ quan chủ trì: Sở Khoa học và Công nghệ.\n- Thời gian thực hiện: Quý II/2026.",
        ["Khảo sát hiện trạng và thiết kế mô hình."],
    ),
    "a dashed name of what is to be made, with labelled lines under it": (
        "III. NHIỆM VỤ\n1. Xây dựng các nghị quyết\n- Nghị quyết về phí thẩm định.\n+ Nội dung: quy định mức thu.\n+ Cơ quan chủ trì: Sở Tài chính.\n"
        "- Nghị quyết về giá nước.\n+ Nội dung: quy định giá tối đa.\n+ Cơ quan chủ trì: Sở Xây dựng.",
        ["quy định mức thu.", "quy định giá tối đa."],
    ),
    "what only says how the order above it is carried out is part of it; where one line says what is done, each is a task": (
        "III. NHIỆM VỤ\n1. Ban hành hướng dẫn công tác bầu cử\n- Bảo đảm thống nhất với hướng dẫn của cấp trên.\n- Các văn bản phải thể hiện rõ trách nhiệm.\n"
        "- Đơn vị chủ trì: Sở Nội vụ.\n2. Tổ chức hội nghị\n- Bảo đảm đúng thành phần.\n- Mời đại biểu các xã.\n- Đơn vị chủ trì: Sở Nội vụ.",
        [
            "Ban hành hướng dẫn công tác bầu cử\n- Bảo đảm thống nhất với hướng dẫn của cấp trên.\n- Các văn bản phải thể hiện rõ trách nhiệm.",
            "- Bảo đảm đúng thành phần.", "- Mời đại biểu các xã.",
        ],
    ),
    "a manner, a focus and whom one works with for a good meeting are how; a principle is no task beside what is done": (
        "III. NHIỆM VỤ\n1. Tổ chức tuyên truyền về bầu cử\n- Đa dạng, phong phú, phù hợp với từng đối tượng.\n"
        "- Tập trung vào quyền của công dân; tiêu chuẩn đại biểu.\n- Đơn vị chủ trì: Sở Nội vụ.\n"
        "2. Tổ chức tiếp xúc cử tri\n- UBND xã phối hợp với Mặt trận xã để tổ chức hội nghị hiệu quả, tiết kiệm.\n- Đơn vị chủ trì: Sở Nội vụ.\n"
        "3. Tổ chức hiệp thương\n- Nguyên tắc hiệp thương: Bảo đảm dân chủ, công khai.\n- Mời đại biểu các xã.\n- Đơn vị chủ trì: Sở Nội vụ.",
        [
            "Tổ chức tuyên truyền về bầu cử\n- Đa dạng, phong phú, phù hợp với từng đối tượng.\n- Tập trung vào quyền của công dân; tiêu chuẩn đại biểu.",
            "Tổ chức tiếp xúc cử tri\n- UBND xã phối hợp với Mặt trận xã để tổ chức hội nghị hiệu quả, tiết kiệm.", "- Mời đại biểu các xã.",
        ],
    ),
    "what a heading's content line tells is its task; the heading below has its own": (
        "III. NHIỆM VỤ\n1. Hội nghị lần thứ ba\nNội dung: Lập danh sách chính thức.\n- Thời gian: ngày 12/02/2026.\n- Đơn vị chủ trì: Sở Nội vụ.\n"
        "1.1. Báo cáo kết quả Hội nghị\n- Gửi biên bản về Ban Thường trực.\n- Chuyển danh sách đến Ủy ban bầu cử.",
        ["Lập danh sách chính thức.", "- Gửi biên bản về Ban Thường trực.", "- Chuyển danh sách đến Ủy ban bầu cử."],
    ),
    "a label alone on its line, its value below": (
        "III. NHIỆM VỤ\n- Tổ chức hội nghị triển khai Luật.\nCơ quan chủ trì\nSở Y tế.\n- Rà soát văn bản.",
        ["- Tổ chức hội nghị triển khai Luật.", "- Rà soát văn bản."],
    ),
    "by when each does its part, below the label of the time": (
        "III. NHIỆM VỤ\n1. Rà soát văn bản\n- Nội dung: rà soát các văn bản của tỉnh.\n- Cơ quan thực hiện: Sở Tư pháp.\n- Thời gian thực hiện:\n"
        "+ Các sở gửi kết quả rà soát trước ngày 15/10/2026.\n+ Sở Tư pháp tổng hợp, báo cáo trước ngày 30/11/2026.",
        ["rà soát các văn bản của tỉnh."],
    ),
    "a sentence that says when it is due is the task that the labels below it tell of": (
        "III. NHIỆM VỤ\n1. Tuyên truyền\na) Biên soạn đề cương tuyên truyền, hoàn thành trước 15/5/2026.\n- Đơn vị chủ trì: Sở Nội vụ.",
        ["a) Biên soạn đề cương tuyên truyền, hoàn thành trước 15/5/2026."],
    ),
    "what was over when the plan was issued, or has been done, is none": (
        "II. CÔNG TÁC THỦY LỢI\nĐến ngày 31/12/2025, dung tích các hồ chứa trên địa bàn tỉnh đạt khoảng 68% dung tích thiết kế.\n"
        "Nhằm quản lý hồ chứa, Ủy ban nhân dân tỉnh đã ban hành Quy chế vận hành và nhiều văn bản khác.\n"
        "Đến ngày 31/12/2026, các hồ chứa trên địa bàn tỉnh được lắp đặt trạm đo.\n- Nạo vét kênh mương.\n- Sửa chữa cống.",
        ["Đến ngày 31/12/2026, các hồ chứa trên địa bàn tỉnh được lắp đặt trạm đo.", "- Nạo vét kênh mương.", "- Sửa chữa cống."],
    ),
    "documents to be made, listed below, are one task": (
        "II. NHIỆM VỤ\n1. Sở Nội vụ tham mưu các nội dung:\na) Đề án vị trí việc làm;\nb) Quyết định về biên chế;\nc) Báo cáo tổng kết.\n2. Kiểm tra chợ.",
        ["1. Sở Nội vụ tham mưu các nội dung:\na) Đề án vị trí việc làm;\nb) Quyết định về biên chế;\nc) Báo cáo tổng kết.", "2. Kiểm tra chợ."],
    ),
    "documents of which each is told more are tasks": (
        "II. NHIỆM VỤ\n1. Sở Nội vụ tham mưu:\n- Kế hoạch kiểm tra biên chế, hoàn thành trước 30/3/2026.\n- Quyết định về biên chế, hoàn thành trước 30/6/2026.",
        ["- Kế hoạch kiểm tra biên chế, hoàn thành trước 30/3/2026.", "- Quyết định về biên chế, hoàn thành trước 30/6/2026."],
    ),
    "numbered labelled lines are none": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Đơn vị chủ trì: Sở Nội vụ.\n2. Đơn vị tham gia: Sở Y tế, các sở, ban, ngành cấp tỉnh.\n3. Sở Nội vụ kiểm tra các xã.\n4. Phân công: Giao Sở Y tế theo dõi.",
        ["3. Sở Nội vụ kiểm tra các xã.", "4. Phân công: Giao Sở Y tế theo dõi."],
    ),
    "values below their labels are none": (
        "III. NHIỆM VỤ\n1. Quản lý hồ sơ\na) Nội dung: Rà soát hồ sơ.\nb) Đơn vị thực hiện:\n- Sở Nội vụ.\n- Sở Y tế.\nc) Sản phẩm:\n- Báo cáo rà soát.\n- Quyết định của UBND tỉnh.",
        ["Rà soát hồ sơ."],
    ),
    "labels that no rule knows, several in a row": (
        "III. NHIỆM VỤ\n1. Tập huấn cán bộ\n- Nội dung: Tập huấn kỹ năng số.\n- Các bên cùng làm: Sở Tài chính.\n- Mẫu phiếu: theo Phụ lục.\n- Khung thời gian: Quý III/2026.",
        ["Tập huấn kỹ năng số."],
    ),
    "a label that opens with a verb is none": (
        "III. NHIỆM VỤ\n1. Quản lý hồ sơ\n- Chịu trách nhiệm thực hiện: Sở Nội vụ.\n- Cơ quan, đơn vị phối hợp thực hiện: Sở Tài chính.\n- Yêu cầu sản phẩm: dự thảo Quy chế.",
        ["Quản lý hồ sơ"],
    ),
    "labels hold for the actions beside them": (
        "III. NHIỆM VỤ\n1. Phát triển hạ tầng số\n- Nâng cấp trung tâm dữ liệu của tỉnh.\n- Mở rộng mạng truyền số liệu đến cấp xã.\nĐơn vị chủ trì: Sở Khoa học và Công nghệ.",
        ["- Nâng cấp trung tâm dữ liệu của tỉnh.", "- Mở rộng mạng truyền số liệu đến cấp xã."],
    ),
    "labels behind a numbered list hold for all of it": (
        "III. NHIỆM VỤ\n1. Tuyên truyền\na) Biên soạn tờ rơi hướng dẫn phân loại rác.\nb) Mở các lớp tập huấn cho cán bộ thôn.\nc) Phát động ra quân vệ sinh môi trường\nĐơn vị chủ trì: Sở Y tế.\nThời gian: Quý II/2026.",
        ["a) Biên soạn tờ rơi hướng dẫn phân loại rác.", "b) Mở các lớp tập huấn cho cán bộ thôn.", "c) Phát động ra quân vệ sinh môi trường"],
    ),
    "a long item with nothing but labelled lines below it, below an item as long": (
        f"III. NHIỆM VỤ\n1. {LONG}.\na) {LONG}.\n- Thời gian: Quý I/2026.\n- Đơn vị chủ trì: Sở Tư pháp.",
        [f"a) {LONG}."],
    ),
    "closing requests and brackets are none": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Theo dõi, đôn đốc các cơ quan thực hiện Kế hoạch.\n(Chi tiết tại Phụ lục kèm theo)\n"
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan báo cáo Ủy ban nhân dân tỉnh để xem xét, giải quyết./.",
        ["- Theo dõi, đôn đốc các cơ quan thực hiện Kế hoạch."],
    ),
    "prohibitions and standing duties are tasks": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Công an tỉnh\n- Là cơ quan thường trực của Tổ công tác.\n- Không để lộ, lọt dữ liệu cá nhân của công dân.",
        ["- Là cơ quan thường trực của Tổ công tác.", "- Không để lộ, lọt dữ liệu cá nhân của công dân."],
    ),
    "an item of a funding section inside the part on implementation, where it tells somebody to act": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì theo dõi.\n2. Kinh phí thực hiện\na) Kinh phí thực hiện từ nguồn ngân sách nhà nước theo phân cấp.\n"
        "b) Các cơ quan, đơn vị căn cứ nhiệm vụ được giao, lập dự toán gửi Sở Tài chính.",
        ["1. Sở Y tế chủ trì theo dõi.", "b) Các cơ quan, đơn vị căn cứ nhiệm vụ được giao, lập dự toán gửi Sở Tài chính."],
    ),
    "a funding item that tells somebody to act is a task": (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ chủ trì theo dõi.\n2. Kinh phí thực hiện do ngân sách tỉnh bảo đảm. Hằng năm, các cơ quan, đơn vị có trách nhiệm lập dự toán gửi Sở Tài chính.",
        [
            "1. Sở Nội vụ chủ trì theo dõi.",
            "2. Kinh phí thực hiện do ngân sách tỉnh bảo đảm. Hằng năm, các cơ quan, đơn vị có trách nhiệm lập dự toán gửi Sở Tài chính.",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_tasks(name: str) -> None:
    body, expected = CASES[name]
    assert [task.text for task in plan_of(plan_text(body)).tasks] == expected


TABLE = """
PHỤ LỤC
DANH MỤC NHIỆM VỤ

| TT | Nội dung công việc | Chủ trì | Phối hợp | Thời gian | Sản phẩm |
|---|---|---|---|---|---|
| (1) | (2) | (3) | (4) | (5) | (6) |
| I | Hoàn thiện thể chế | | | | |
| 1 | Ban hành quy chế dữ liệu | Sở Tư pháp | Các sở, ban, ngành; UBND các xã | Quý II/2026 | Quy chế |
| 2 | Rà soát thủ tục | Văn phòng UBND tỉnh | | Thường xuyên | Báo cáo |
| II | Hạ tầng | | | | |
| 1 | Nâng cấp mạng | Sở Khoa học và Công nghệ | | Trước 30/9/2026 | |
| | Tổng cộng | | | | |
| 2 | | | | | |
"""


def test_table_rows() -> None:
    document = plan_text("III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ chủ trì theo dõi việc thực hiện.\nNơi nhận:\n- Như trên;")
    text = document.text
    from extractor import extract

    plan = extract((text + "\n" + TABLE).encode(), filename="plan.md")
    rows = [task for task in plan.tasks if task.origin == "table_row"]
    assert [(task.number, task.text) for task in rows] == [
        ("1", "Ban hành quy chế dữ liệu"),
        ("2", "Rà soát thủ tục"),
        ("1", "Nâng cấp mạng"),
    ]
    sections = {section.id: section for section in plan.sections}
    assert [sections[task.section_id or ""].heading for task in rows] == ["Hoàn thiện thể chế", "Hoàn thiện thể chế", "Hạ tầng"]
    first, second, third = rows
    assert [a.name for a in first.lead_agencies] == ["Sở Tư pháp"]
    assert [a.text for a in first.coordinating_agencies] == ["Các sở, ban, ngành", "UBND các xã"]
    assert [(t.deadline.kind, t.deadline.start, t.deadline.end) for t in rows if t.deadline] == [
        ("during", "2026-04-01", "2026-06-30"),
        ("ongoing", "2026-01-01", "2026-12-31"),
        ("by", None, "2026-09-30"),
    ]
    assert [o.text for o in first.outputs] == ["Quy chế"]
    assert second.outputs[0].text == "Báo cáo"
    assert third.outputs == ()


def test_articles_that_order_work_are_tasks_beside_an_enclosure() -> None:
    front = "ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG\n\nSố: 14/QĐ-UBND\n\nBắc Giang, ngày 18 tháng 01 năm 2026\n\nQUYẾT ĐỊNH\n\nPhân công rà soát văn bản\n\nQUYẾT ĐỊNH:\n\n"
    articles = (
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch rà soát văn bản năm 2026.",
        "Điều 2. Giao Sở Tư pháp theo dõi, tổng hợp, báo cáo UBND tỉnh trước ngày 10 tháng 8 năm 2026.",
        "Điều 3. Tổ chức thực hiện",
        "1. Giao Văn phòng UBND tỉnh đăng tải kết quả rà soát trong tháng 9 năm 2026.",
        "Điều 4. Quyết định này có hiệu lực kể từ ngày ký.",
        "Điều 5. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Tư pháp chịu trách nhiệm thi hành Quyết định này./.",
    )
    plan = plan_of(read((front + "\n\n".join(articles)).encode(), filename="plan.md"))
    assert [task.text for task in plan.tasks] == [articles[1], articles[3]]
    assert plan.sections == ()


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("- Tẩm quất cho người già vào ngày 15/6.", True),  # says when, as its neighbours order
        ("- Rang lạc cùng Sở Y tế.", True),  # names an agency
        ("- Sở Y tế tẩm quất cho các cụ vào ngày 15/6.", True),  # an agency and a verb that no rule knows, with a time
        ("- Sở Y tế tiếp dân vào các ngày thứ Ba, thứ Năm hằng tuần.", True),
        ("- Rang lạc, vừng.", False),
        ("- Sở Y tế, Sở Nội vụ.", False),
        ("- Vòng sơ khảo: ngày 15/6.", False),
    ],
)
def test_an_item_of_unknown_words_among_tasks(item: str, found: bool) -> None:
    plan = plan_of(plan_text(f"II. NHIỆM VỤ\n- Rà soát văn bản.\n{item}\n- Tổ chức hội nghị."))
    assert [task.text for task in plan.tasks] == ["- Rà soát văn bản.", *([item] if found else []), "- Tổ chức hội nghị."]
    left_out = [warning for warning in plan.warnings if warning.code == "items_left_out"]
    assert [plan.text[w.span.start : w.span.end] for w in left_out if w.span] == ([] if found else [item])
    assert all(item in w.message for w in left_out)


def test_an_item_that_tells_beside_tasks_can_be_found() -> None:
    told = "2. UBND tỉnh đã ban hành kế hoạch kiểm tra các chợ trên địa bàn."
    plan = plan_of(plan_text(f"II. NHIỆM VỤ\n1. Rà soát văn bản.\n{told}\n3. Tổ chức hội nghị."))
    assert len(plan.tasks) == 2
    (warning,) = (warning for warning in plan.warnings if warning.code == "items_telling")
    assert warning.span is not None
    assert plan.text[warning.span.start : warning.span.end] == told
    assert warning.details == {"count": "1", "items": "“2. UBND tỉnh đã ban hành kế hoạch kiểm…”"}


def test_what_is_told_where_no_task_stands_beside_is_no_warning() -> None:
    plan = plan_of(plan_text("I. TÌNH HÌNH\n1. UBND tỉnh đã ban hành kế hoạch kiểm tra.\nII. NHIỆM VỤ\n1. Rà soát văn bản."))
    assert "items_telling" not in {warning.code for warning in plan.warnings}


@pytest.mark.parametrize(
    "item", ["2. Kinh phí: Sở Tài chính thẩm định, trình UBND tỉnh.", "2. Kết quả thực hiện báo cáo UBND tỉnh trước ngày 15/6/2025."]
)
def test_an_order_behind_the_name_of_a_thing(item: str) -> None:
    plan = plan_of(plan_text(f"III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì thực hiện.\n{item}"))
    assert [task.text for task in plan.tasks] == ["1. Sở Y tế chủ trì thực hiện.", item]


def test_the_items_of_a_schedule_are_tasks_all_or_none() -> None:
    items = ["1. Tháng 4/2026: Sở Xây dựng ban hành hướng dẫn.", "2. Từ ngày 16/4 đến 30/4: Ra quân kiểm tra.", "3. Trước ngày 15/6: Báo cáo kết quả về UBND tỉnh."]
    plan = plan_of(plan_text("II. NHIỆM VỤ\n- Rà soát văn bản.\nIII. TIẾN ĐỘ THỰC HIỆN\n" + "\n".join(items)))
    assert [task.text for task in plan.tasks] == ["- Rà soát văn bản.", *items]
    plan = plan_of(plan_text("II. NHIỆM VỤ\n- Rà soát văn bản.\nIII. TIẾN ĐỘ THỰC HIỆN\n1. Quý I: Xây dựng kế hoạch.\n2. Quý II: Triển khai thực hiện."))
    assert [task.text for task in plan.tasks] == ["- Rà soát văn bản."]


def test_the_work_of_a_roadmap_is_to_be_done_in_its_stages() -> None:
    stages = "1. Giai đoạn 2026 - 2030\n- Xây dựng cơ sở dữ liệu của tỉnh.\n- Tổ chức tập huấn, hoàn thành trong năm 2027.\n2. Giai đoạn 2031 - 2035\n- Mở rộng mạng lưới."
    plan = plan_of(plan_text(f"III. LỘ TRÌNH THỰC HIỆN\n{stages}"))
    assert [(task.deadline and task.deadline.start, task.deadline and task.deadline.end) for task in plan.tasks] == [
        ("2026-01-01", "2030-12-31"), ("2027-01-01", "2027-12-31"), ("2031-01-01", "2035-12-31"),
    ]


def test_what_is_to_be_heeded_is_a_task_where_it_orders() -> None:
    items = ["- Phương châm cứu trợ là bốn tại chỗ.", "- UBND xã thực hiện trực ban 24/24 giờ.", "- Nước lũ có thể lên nhanh."]
    plan = plan_of(plan_text("III. NHIỆM VỤ\n- Rà soát văn bản.\nLưu ý:\n" + "\n".join(items)))
    assert [task.text for task in plan.tasks] == ["- Rà soát văn bản.", items[1]]


TABLES = {
    "Chỉ tiêu beside the work and who does it when": ("TT | Nhiệm vụ | Chỉ tiêu | Cơ quan chủ trì | Thời hạn\n1 | Mở lớp kỹ năng số | 02 lớp | Sở Nội vụ | Tháng 6", ["Mở lớp kỹ năng số"]),
    "Chỉ tiêu before the work": ("TT | Chỉ tiêu | Nhiệm vụ, giải pháp | Chủ trì | Thời gian\n1 | 90% hồ sơ | Số hóa hồ sơ | Sở Nội vụ | Quý II", ["Số hóa hồ sơ"]),
    "without a time the work reads as orders": ("TT | Nội dung công việc | Chỉ tiêu | Đơn vị chủ trì\n1 | Tổ chức lớp tập huấn | 02 lớp | Sở Nội vụ", ["Tổ chức lớp tập huấn"]),
    "a group row in it is none": (
        "TT | Nội dung công việc | Chỉ tiêu | Đơn vị chủ trì | Bắt đầu | Hoàn thành\nA | Tuyên truyền | | | |\n1 | Mở chuyên mục | 02 tin | Sở Nội vụ | 20/8/2026 | 31/12/2026",
        ["Mở chuyên mục"],
    ),
    "indicators and who answers for them": ("TT | Chỉ tiêu | Đơn vị chủ trì | Năm 2026\n1 | Tỷ lệ hồ sơ trực tuyến | Sở Nội vụ | 90%", []),
    "indicators as contents, with a time": ("TT | Nội dung | Chỉ tiêu | Thời gian hoàn thành | Cơ quan chủ trì\n1 | Tỷ lệ hồ sơ trực tuyến | 90% | Quý II | Sở Nội vụ", []),
    "indicators as contents": ("TT | Nội dung | Chỉ tiêu | Cơ quan chủ trì\n1 | Tỷ lệ hồ sơ trực tuyến | 90% | Sở Nội vụ\n2 | Số dịch vụ công | 300 | Sở Y tế", []),
    "indicators with a unit and years": ("TT | Nội dung chỉ tiêu | ĐVT | 2026 | 2027 | Chủ trì\n1 | Hồ sơ trực tuyến | % | 80 | 90 | Sở Nội vụ", []),
    "headings of other offices": ("TT | Phần việc | Khoa/phòng | TG thực hiện\n1 | Sửa chữa khu khám bệnh | Phòng Hành chính | Tháng 6", ["Sửa chữa khu khám bệnh"]),
}


@pytest.mark.parametrize(("rows", "expected"), TABLES.values(), ids=TABLES)
def test_rows_of_tables(rows: str, expected: list[str]) -> None:
    assert [task.text for task in table_plan(rows).tasks] == expected


ROW = "TT | Nội dung | Chủ trì | Thời gian\n1 | Rà soát văn bản | Sở Tư pháp | Tháng 6"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("Bảng 1. Tiến độ các hoạt động năm 2026 (đánh dấu X vào tháng thực hiện)", []),
        ("Phân công nhiệm vụ cụ thể cho các đơn vị thực hiện trong năm 2026", []),
        ("Các đơn vị triển khai thực hiện các nhiệm vụ theo Bảng 1 dưới đây.", []),
        ("Tổ chức 02 hội nghị tuyên truyền tại các xã.", ["Tổ chức 02 hội nghị tuyên truyền tại các xã."]),
    ],
)
def test_what_stands_above_a_table(above: str, expected: list[str]) -> None:
    assert [task.text for task in table_plan(ROW, above).tasks] == [*expected, "Rà soát văn bản"]


@pytest.mark.parametrize("head", ["Các công đoạn", "Việc làm", "Các bước", "Diễn trình"])
def test_a_work_column_of_another_name_and_one_row(head: str) -> None:
    plan = table_plan(f"TT | {head} | Ai làm | Cùng làm | Khi nào xong\n1 | Lập bảng kê | Phòng Ngân sách | Văn phòng | tháng 7")
    assert [(task.text, task.lead_agencies[0].name, task.coordinating_agencies[0].name) for task in plan.tasks] == [
        ("Lập bảng kê", "Phòng Ngân sách", "Văn phòng")
    ]


def test_a_table_of_one_row_that_is_not_understood_is_told() -> None:
    plan = table_plan("TT | Diễn trình | Đơn vị chủ trì | Thời hạn\n1 | Bảng kê | Phòng Ngân sách | tháng 7")
    assert "table_not_understood" in [warning.code for warning in plan.warnings]
    plan = table_plan("TT | Họ và tên | Chức vụ\n1 | Nguyễn Văn An | Trưởng phòng")
    assert "table_not_understood" not in [warning.code for warning in plan.warnings]


NESTED = "## I. NỘI DUNG\n\n{0} Phát hành tờ gấp.\n{0} Mở chuyên mục trên Đài.\n{1}{0} Thời gian: tháng 4/2026.\n{1}{0} Đơn vị thực hiện: Phòng Ngân sách.\n{0} Tổ chức hội thi.\n"
LIST = "<p>I. NỘI DUNG</p><ul><li>Phát hành tờ gấp.</li><li>Mở chuyên mục trên Đài.<ul><li>Đơn vị thực hiện: Phòng Ngân sách.</li></ul></li><li>Tổ chức hội thi.</li></ul>"


@pytest.mark.parametrize(
    ("body", "name"), [(NESTED.format("*", "   "), "a.md"), (NESTED.format("-", "  "), "a.md"), (NESTED.format("+", "\t"), "a.md"), (LIST, "a.html")]
)
def test_a_label_nested_in_an_item_is_its_own(body: str, name: str) -> None:
    front = "".join(f"<p>{line}</p>" for line in FRONT.splitlines() if line) if name == "a.html" else FRONT
    plan = plan_of(read((front + body).encode(), filename=name))
    assert [[lead.name for lead in task.lead_agencies] for task in plan.tasks] == [[], ["Phòng Ngân sách"], []]


def test_a_label_nested_in_the_last_item_of_a_count_is_its_own() -> None:
    items = "II. NHIỆM VỤ\n\n1. Tổ chức hội thi tuyên truyền.\n\n2. Mở chuyên mục trên báo.\n{}- Đơn vị thực hiện: Phòng Ngân sách.\n"
    beside, nested = (plan_of(read((FRONT + items.format(indent)).encode(), filename="a.md")) for indent in ("", "   "))
    assert [len(task.lead_agencies) for task in beside.tasks] == [1, 1]
    assert [len(task.lead_agencies) for task in nested.tasks] == [0, 1]


def test_a_counted_word_before_an_action_heads_nothing_but_actions_and_labels() -> None:
    plan = plan_of(plan_text("II. NỘI DUNG\nHoạt động 1: Tổ chức hội thi\nHội thi có 200 người tham dự.\nHoạt động 2: Tổ chức tập huấn\nThời gian: tháng 4."))
    assert [task.text.partition("\n")[0] for task in plan.tasks] == ["Hoạt động 1: Tổ chức hội thi", "Hoạt động 2: Tổ chức tập huấn"]


def test_a_bold_line_with_a_colon_among_labelled_lines_is_a_heading() -> None:
    lines = "II. NỘI DUNG\n**Mảng một: Tuần tra**\nĐơn vị chủ trì: Hạt Kiểm lâm.\n**Mảng hai: Tuyên truyền**\nĐơn vị chủ trì: Văn phòng.\n**Mảng ba: Cắm biển**\nThời gian: tháng 5."
    plan = plan_of(plan_text(lines))
    assert [(task.title, [lead.name for lead in task.lead_agencies]) for task in plan.tasks] == [
        ("Mảng một: Tuần tra", ["Hạt Kiểm lâm"]), ("Mảng hai: Tuyên truyền", ["Văn phòng"]), ("Mảng ba: Cắm biển", []),
    ]


def test_a_heading_that_is_the_work_states_targets() -> None:
    plan = plan_of(plan_text("I. NHIỆM VỤ\n1. Lắp đặt 12 ki-ốt tra cứu tại Trung tâm Phục vụ hành chính công.\nThời gian: Quý II."))
    assert [[target.text for target in task.targets] for task in plan.tasks] == [["12 ki-ốt"]]
    assert not plan_of(plan_text("I. LẮP ĐẶT 12 KI-ỐT\n1. Tổ chức hội nghị.")).targets  # a heading with works below it


def test_a_law_s_title_names_no_agency() -> None:
    laws = "Luật Tổ chức chính quyền địa phương số 65/2025/QH15; Luật Thanh tra tỉnh."
    plan = plan_of(plan_text(f"I. NHIỆM VỤ\n1. Sở Tư pháp tuyên truyền {laws}\n2. Chính quyền địa phương chủ trì rà soát."))
    assert [mention.text for agency in plan.agencies for mention in agency.mentions][-2:] == ["Sở Tư pháp", "Chính quyền địa phương"]


def test_a_table_of_who_answers_for_indicators_has_groups_and_targets_and_no_tasks() -> None:
    rows = "TT | Chỉ tiêu | Chủ trì\n | I. Kinh tế số |\n1 | Tỷ lệ hồ sơ trực tuyến đạt 90% | Sở Nội vụ\n2 | Có ít nhất 20 tập dữ liệu mở | Sở Y tế\n | II. Xã hội số |\n3 | 100% người dân có hồ sơ sức khỏe | Sở Y tế"
    plan = table_plan(rows)
    assert plan.tasks == ()
    assert [section.heading for section in plan.sections][-2:] == ["Kinh tế số", "Xã hội số"]
    assert [(target.value, target.unit) for target in plan.targets] == [(90, "%"), (20, "tập"), (100, "%")]
    measured = "TT | Chỉ tiêu | Kết quả | Chủ trì\n1 | Tỷ lệ xã có ít nhất 01 ứng dụng | 100% | Sở Nội vụ\n2 | Tỷ lệ trường có mạng | 90% | Sở Y tế"
    assert [target.text for target in table_plan(measured).targets if "ứng dụng" in target.text] == []
