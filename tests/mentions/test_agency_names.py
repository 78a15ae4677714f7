"""How far agency names reach, on phrases of many issuers: joints, branches, relative clauses, elliptic places, roles in a sentence."""

import time

import pytest

from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.agency_lists import names_agencies_only, read_agency_list
from extractor.mentions.context import Context
from extractor.records import Span

HERE = Context(issuer="Ủy ban nhân dân huyện Gio Linh", province="Quảng Trị")


def texts(mentions):
    return [mention.text for mention in mentions]


@pytest.mark.parametrize(
    "name",
    [
        "Cục Kỹ thuật an toàn và Môi trường công nghiệp",  # begins with a known field
        "Trường Đào tạo, Bồi dưỡng cán bộ Công Thương Trung ương",  # "tạo" alone would be a verb
        "Ban Quản lý Dự án, Phát triển quỹ đất và Cụm công nghiệp huyện",
        "Trung tâm Môi trường và Đô thị huyện",
        "Trung tâm Văn hóa, Thông tin, Thể thao và Truyền thanh huyện",
        "Phòng Chính trị, tư tưởng",  # small letter behind the comma
        "Viện Chiến lược, Chính sách nông nghiệp và môi trường",
        "Cục Quản lý Khám, chữa bệnh",
        "Chi cục Thủy lợi và Phòng, chống thiên tai",  # "Phòng" is no department here
        "Chi cục Trồng trọt, Bảo vệ thực vật và Quản lý chất lượng",
        "Phòng Kế hoạch - Tài chính - Sở Y tế",  # whose unit it is, behind a dash
        "Phòng LĐ-TB&XH",  # capitals that are no words
        "Ban quản lý rừng phòng hộ",
        "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "Văn phòng Thường trực Ban Chỉ huy Phòng thủ dân sự tỉnh",
        "Kho bạc Nhà nước Gio Linh", "Kho bạc Nhà nước khu vực XII", "Bưu điện khu vực Đô Lương", "Chi cục Thuế khu vực Gio Linh - Cam Lộ",
        "Ngân hàng Nhà nước Việt Nam chi nhánh Khu vực 9", "Kiểm toán nhà nước khu vực II", "Thuế cơ sở 12", "Tòa án nhân dân khu vực 5",
        "UBND xã Khánh Hội",  # the place ends in a word that begins agencies
        "các trường mầm non, tiểu học, THCS", "Các bệnh viện đa khoa, chuyên khoa tuyến tỉnh", "các thôn, bản, tổ dân phố",
        "các trường học, trạm y tế", "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", "các Ban xây dựng Đảng", "Lãnh đạo hai ngành",
        "Tổ công nghệ số cộng đồng các thôn", "Tổ trưởng Tổ Văn phòng", "các đơn vị của Quân khu 4", "Ban Chỉ huy Quân sự xã",
    ],
)
def test_whole_name(name):
    assert texts(find_agencies(f"{name} chủ trì thực hiện", HERE)) == [name]
    assert names_agencies_only(name, HERE)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Sở Tài chính, Xây dựng và Nội vụ", ["Sở Tài chính", "Xây dựng", "Nội vụ"]),  # whole fields are members, not parts
        ("Trung tâm Y tế, Người dân", ["Trung tâm Y tế"]),  # whoever is no agency does not go on the name
        ("Chi cục Kiểm lâm Hà Nội, Đà Nẵng", ["Chi cục Kiểm lâm Hà Nội", "Đà Nẵng"]),  # a place is no part of a field: its head stands once
        ("UBND các xã Tân Tiến, Khánh Hội và phường An Xuyên", ["UBND các xã Tân Tiến", "Khánh Hội", "phường An Xuyên"]),
        ("UBND các huyện: Trà Bồng, Sơn Hà", ["Trà Bồng", "Sơn Hà"]),
        ("UBND các xã: Chủ động triển khai", ["UBND các xã"]),
        ("Hội Nông dân, Đoàn Thanh niên cùng cấp", ["Hội Nông dân", "Đoàn Thanh niên"]),
        ("Bộ Y tế (Cục An toàn thực phẩm)", ["Bộ Y tế", "Cục An toàn thực phẩm"]),
        ("Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ", ["Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"]),
        ("Thủ trưởng cơ quan ngang Bộ, cơ quan thuộc Chính phủ", ["Thủ trưởng cơ quan ngang Bộ", "cơ quan thuộc Chính phủ"]),
        ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ; UBND các tỉnh", ["các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", "UBND các tỉnh"]),
        ("Các cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể", ["Các cơ quan Đảng", "Mặt trận Tổ quốc", "đoàn thể"]),
        ("Các phòng GD&ĐT, huyện đoàn, trường THPT", ["Các phòng GD&ĐT", "huyện đoàn", "trường THPT"]),  # "các" holds for all
    ],
)
def test_lists(value, found):
    assert texts(read_agency_list(value, Span(0, len(value)), HERE, "cell")) == found


def test_elliptic_places_get_head_and_level():
    value = "UBND các xã Tân Tiến, Khánh Hội và phường An Xuyên"
    names = [mention.name for mention in read_agency_list(value, Span(0, len(value)), HERE, "cell")]
    assert names[1:] == ["Ủy ban nhân dân xã Khánh Hội", "Ủy ban nhân dân phường An Xuyên"]


@pytest.mark.parametrize(
    "line",
    ["Thuế và các khoản thu", "Kinh tế, hạ tầng và đô thị", "Bảo hiểm xã hội, bảo hiểm y tế", "Thống kê, báo cáo", "Viễn thông và Internet",
     "Khoa học và công nghệ", "Đội ngũ cán bộ, công chức", "Phòng, chống dịch bệnh mùa hè", "Các đơn vị được phân công"],
)
def test_no_agencies_only(line):
    assert not names_agencies_only(line, HERE)


@pytest.mark.parametrize(
    ("text", "leads", "coordinators"),
    [
        ("1. Thủ trưởng các đơn vị được phân công chủ trì chủ động xây dựng kế hoạch", ["Thủ trưởng các đơn vị được phân công chủ trì"], []),
        (
            "Hằng năm, các cơ quan được phân công chủ trì thực hiện nhiệm vụ tại Kế hoạch này có trách nhiệm lập dự toán",
            ["các cơ quan được phân công chủ trì thực hiện nhiệm vụ tại Kế hoạch này"],
            [],
        ),
        (
            "Yêu cầu Thủ trưởng các sở, các Cơ quan chủ trì Dự án, Tiểu dự án, các đơn vị đầu mối giao kế hoạch khẩn trương rà soát",
            ["Thủ trưởng các sở", "các Cơ quan chủ trì Dự án, Tiểu dự án", "các đơn vị đầu mối giao kế hoạch"],
            [],
        ),
        ("Các đơn vị được giao dự toán khẩn trương phân bổ", ["Các đơn vị được giao dự toán"], []),
        ("Các cơ quan, đơn vị chủ trì xây dựng kế hoạch", ["Các cơ quan, đơn vị"], []),  # "chủ trì" is the predicate
        ("Kế hoạch do Sở Nội vụ chủ trì, các sở, ngành phối hợp thực hiện.", ["Sở Nội vụ"], ["các sở, ngành"]),
        ("Phối hợp triển khai đề án do Sở Y tế chủ trì.", [], []),  # what one takes part in
        ("Tổ chức Hội thi (Giao Sở Y tế chủ trì, phối hợp với Tỉnh đoàn)", ["Sở Y tế"], ["Tỉnh đoàn"]),
        ("Tổ chức Cuộc thi. Sở GD&ĐT chủ trì, Tỉnh đoàn phối hợp; tháng 12", ["Sở GD&ĐT"], ["Tỉnh đoàn"]),
        ("Sửa lò đốt rác. Đơn vị chủ trì: Phòng Kinh tế; phối hợp: Công an xã.", ["Phòng Kinh tế"], ["Công an xã"]),  # labels in a text
        ("Liên kết với Trường Chính trị tỉnh mở lớp", [], ["Trường Chính trị tỉnh"]),
        ("Phát triển liên kết vùng, hợp tác với các doanh nghiệp", [], []),
        ("Chỉ đạo các huyện đoàn phối hợp với phòng GD&ĐT cùng cấp ký kết", [], ["phòng GD&ĐT"]),
        ("UBND tỉnh giao Sở Xây dựng chủ trì", ["Sở Xây dựng"], []),
        ("Trong quá trình thực hiện Thủ trưởng các địa phương chủ động báo cáo", ["Thủ trưởng các địa phương"], []),  # no comma
        ("Theo đề nghị của Sở Tài chính tiếp tục bố trí vốn", [], []),  # the agency is an object
        ("Các tổ chức, cá nhân có hành vi vi phạm bị xử lý", [], []),  # told of, not told to act
        ("Các doanh nghiệp được hỗ trợ vay vốn", [], []),
        ("Tập huấn cho công chức các cơ quan nhà nước về kỹ năng số", [], []),
        ("Xử lý nghiêm các tổ chức, cá nhân vi phạm", [], []),
        ("Đảng ủy Công an tỉnh lãnh đạo lực lượng vũ trang thực hiện", ["Đảng ủy Công an tỉnh"], []),  # "lãnh đạo" is a verb
    ],
)
def test_roles(text, leads, coordinators):
    span = Span(0, len(text))
    assert texts(sentence_leads(text, span, HERE)) == leads
    assert texts(sentence_coordinators(text, span, HERE)) == coordinators


@pytest.mark.parametrize(
    "unit",
    ["do các sở ", "các đơn vị được giao nhiệm vụ, ", "UBND các xã Tân Tiến, ", "trong a, Sở A; ", "chủ trì, Sở A phối hợp ", "Trung tâm A và B, ",
     "các cơ quan chủ trì Dự án, "],
)
def test_time_is_linear(unit):
    text = (unit * 10_000)[:60_000]
    span = Span(0, len(text))
    started = time.process_time()
    find_agencies(text, HERE)
    read_agency_list(text, span, HERE, "cell")
    sentence_leads(text, span, HERE)
    sentence_coordinators(text, span, HERE)
    assert time.process_time() - started < 5  # a fraction of a second; quadratic would be minutes
