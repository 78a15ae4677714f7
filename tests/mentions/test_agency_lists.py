"""Where names of agencies end, numbers in names of places and units, and lists whose head or level stands once ("UBND các xã Yên Thành, Diễn Châu")."""

import pytest

from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.agency_lists import read_agency_list
from extractor.mentions.context import Context
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

AGENCIES = load_vocabulary("agencies")
HERE = Context(issuer="Sở Y tế tỉnh Nghệ An", province="Nghệ An", abbreviations={"CTĐL": "Công ty Điện lực"})


def leads(text):
    return [mention.name for mention in sentence_leads(text, Span(0, len(text)), HERE)]


def coordinators(text):
    return [mention.name for mention in sentence_coordinators(text, Span(0, len(text)), HERE)]


def cell(text):
    return [mention.name for mention in read_agency_list(text, Span(0, len(text)), HERE, "cell")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND xã Đạ Tẻh 2 tổ chức tuyên truyền", ["Ủy ban nhân dân xã Đạ Tẻh 2"]),  # another commune than Đạ Tẻh
        ("UBND phường 1 Bảo Lộc tổ chức tuyên truyền", ["Ủy ban nhân dân phường 1 Bảo Lộc"]),
        ("UBND Phường 3 tổ chức tuyên truyền", ["Ủy ban nhân dân Phường 3"]),
        ("UBND phường Xuân Hương - Đà Lạt tổ chức", ["Ủy ban nhân dân phường Xuân Hương - Đà Lạt"]),
        ("UBND các xã Đạ Huoai, Đạ Tẻh 2 khẩn trương rà soát", ["Ủy ban nhân dân xã Đạ Huoai", "Ủy ban nhân dân xã Đạ Tẻh 2"]),
        ("UBND các phường: 1 Bảo Lộc, 2 Bảo Lộc rà soát", ["Ủy ban nhân dân phường 1 Bảo Lộc", "Ủy ban nhân dân phường 2 Bảo Lộc"]),
        ("UBND các phường 1, 2 rà soát", ["Ủy ban nhân dân phường 1", "Ủy ban nhân dân phường 2"]),
        ("UBND xã Hòa Bình 2 rà soát", ["Ủy ban nhân dân xã Hòa Bình 2"]),  # a province's name too
        ("Trung tâm Y tế khu vực Yên Thành 1 tổ chức", ["Trung tâm Y tế khu vực Yên Thành 1"]),
        ("Trường THPT số 2 Yên Thành tổ chức", ["Trường Trung học phổ thông số 2 Yên Thành"]),
        ("UBND xã Yên Thành 2 tháng một lần báo cáo", ["Ủy ban nhân dân xã Yên Thành"]),  # what a number counts
        ("Các tỉnh Nghệ An, Cao Bằng khẩn trương rà soát", ["Tỉnh Nghệ An", "Tỉnh Cao Bằng"]),
    ],
)
def test_numbered_names(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND huyện Cư M'gar hoàn thành", ["Ủy ban nhân dân huyện Cư M'gar"]),
        ("UBND huyện Ea H’leo hoàn thành", ["Ủy ban nhân dân huyện Ea H’leo"]),
        ("Công an huyện, UBND huyện M'Đrắk ra quân", ["Công an huyện", "Ủy ban nhân dân huyện M'Đrắk"]),
        ("UBND huyện Krông-Nô và UBND thị xã Buôn Hồ rà soát", ["Ủy ban nhân dân huyện Krông-Nô", "Ủy ban nhân dân thị xã Buôn Hồ"]),
        ("UBND các huyện: Cư M'gar, M'Đrắk rà soát", ["Ủy ban nhân dân huyện Cư M'gar", "Ủy ban nhân dân huyện M'Đrắk"]),
    ],
)
def test_names_with_apostrophes_and_hyphens(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Các Sở: Tài chính, Văn hóa - Thể thao và Du lịch rà soát", ["Sở Tài chính", "Sở Văn hóa - Thể thao và Du lịch"]),
        ("Các sở: Y tế, Lao động - TB&XH rà soát", ["Sở Y tế", "Sở Lao động – Thương binh và Xã hội"]),
        ("Các phòng: Nội vụ, Kế hoạch nghiệp vụ rà soát", ["Phòng Nội vụ", "Phòng Kế hoạch nghiệp vụ"]),  # a field that no list has
        ("Các Sở Y tế, Xây dựng, Công an tỉnh rà soát", ["Sở Y tế", "Sở Xây dựng", "Công an tỉnh Nghệ An"]),
        ("Các phòng chuyên môn (Tư pháp, Nội vụ) rà soát", ["Các phòng chuyên môn", "Phòng Tư pháp", "Phòng Nội vụ"]),
        ("Các đơn vị: Công an tỉnh, Sở Y tế rà soát", ["Công an tỉnh Nghệ An", "Sở Y tế"]),
        ("Các đơn vị: Sở Y tế báo cáo kết quả", ["Các đơn vị"]),  # a sentence behind the colon
        ("UBND xã Đông Á và xã Đông Lĩnh rà soát", ["Ủy ban nhân dân xã Đông Á", "Ủy ban nhân dân xã Đông Lĩnh"]),
        ("UBND xã Đông Á, Đông Lĩnh rà soát", ["Ủy ban nhân dân xã Đông Á", "Ủy ban nhân dân xã Đông Lĩnh"]),
        ("UBND xã Trường Bình, xã Long An rà soát", ["Ủy ban nhân dân xã Trường Bình", "Ủy ban nhân dân xã Long An"]),
        ("Công an huyện Tiền Hải, thị xã Thái Hòa rà soát", ["Công an huyện Tiền Hải", "Công an thị xã Thái Hòa"]),
        (
            "UBND thành phố Hà Nội và thành phố Hồ Chí Minh rà soát",
            ["Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân thành phố Hồ Chí Minh"],
        ),
    ],
)
def test_elliptic_lists(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Các xã Đông Á, Đông Lĩnh tổ chức thu gom", ["Xã Đông Á", "Xã Đông Lĩnh"]),
        ("Huyện Tiền Hải, huyện Thái Thụy nạo vét kênh", ["Huyện Tiền Hải", "Huyện Thái Thụy"]),
        ("Hai huyện Tiền Hải, Thái Thụy nạo vét kênh", ["Huyện Tiền Hải", "Huyện Thái Thụy"]),
        ("Các huyện Tiền Hải và thị xã Cửa Lò, Hoàng Mai hoàn thành", ["Huyện Tiền Hải", "Thị xã Cửa Lò", "Thị xã Hoàng Mai"]),
        ("Các thị trấn tổ chức nạo vét kênh", ["Các thị trấn"]),
        ("UBND 3 xã Đông Á, Đông Lĩnh, Đông Hà nạo vét", ["Ủy ban nhân dân xã " + name for name in ("Đông Á", "Đông Lĩnh", "Đông Hà")]),
        ("Tỉnh Nghệ An phát triển thành tỉnh công nghiệp", []),  # an aim
        ("Các xã Đông Á, Đông Lĩnh đã đạt chuẩn", []),
    ],
)
def test_places_that_act(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Xây dựng, Thanh niên xung phong đảm bảo giao thông", ["Sở Xây dựng", "Thanh niên xung phong"]),
        ("Sở Y tế, Thương nhân đầu mối, Sở Công Thương rà soát giá", ["Sở Y tế", "Thương nhân đầu mối", "Sở Công Thương"]),
        ("Sở Y tế, Ông Nguyễn Văn Nam và Sở Tư pháp rà soát giá", ["Sở Y tế", "Sở Tư pháp"]),
        ("Sở Y tế, Nguyễn Văn Nam rà soát giá", ["Sở Y tế"]),  # a person
        ("Công ty Thủy lợi Bắc, Tây Nam tiêu nước đệm, trực bơm", ["Công ty Thủy lợi Bắc", "Tây Nam"]),
        ("Phòng Văn hóa, Bảo tàng, Thư viện tổ chức trưng bày", ["Phòng Văn hóa", "Bảo tàng", "Thư viện"]),
        ("Sở Y tế, Kế hoạch", []),  # nothing acts behind it
    ],
)
def test_unknown_members_keep_the_known(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ông Giám đốc Sở Tài chính chịu trách nhiệm", ["Giám đốc Sở Tài chính"]),
        ("Bà Chủ tịch Hội LHPN tỉnh chỉ đạo các cấp hội", ["Chủ tịch Hội Liên hiệp Phụ nữ tỉnh Nghệ An"]),
        ("Ông (bà) Chánh Văn phòng UBND tỉnh chịu trách nhiệm", ["Chánh Văn phòng Ủy ban nhân dân tỉnh Nghệ An"]),
        ("Giám đốc sở, thủ trưởng ban, ngành tổ chức thực hiện", ["Giám đốc sở", "Thủ trưởng ban, ngành"]),
        ("Giám đốc sở; Chủ tịch UBND các huyện tổ chức", ["Giám đốc sở", "Chủ tịch Ủy ban nhân dân các huyện"]),
        ("Từng đồng chí Tỉnh ủy viên kiểm tra cơ sở", ["Từng đồng chí Tỉnh ủy viên"]),
        ("Ông Nguyễn Văn Nam chịu trách nhiệm", []),
    ],
)
def test_offices_with_their_address(text, names):
    assert leads(text) == names


@pytest.mark.parametrize("address", ["xã Đông Á, huyện Đông Hưng", "xã Đông Á, Thái Bình", "quận Hải Châu, thành phố Đà Nẵng", "thành phố Vinh, tỉnh Nghệ An"])
def test_an_address_is_no_list(address):
    text = f"Phối hợp với UBND {address} rà soát"
    assert len(coordinators(text)) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Xây dựng đầu tư hạ tầng kết nối", ["Sở Xây dựng"]),
        ("Trường Mầm non Hoa Sen soạn giảng theo quy định", ["Trường Mầm non Hoa Sen"]),
        ("Chi cục An toàn vệ sinh thực phẩm thanh tra bếp ăn", ["Chi cục An toàn vệ sinh thực phẩm"]),
        ("Trung tâm Y tế dự phòng tỉnh phun hóa chất", ["Trung tâm Y tế dự phòng tỉnh Nghệ An"]),
        ("Ban Phong trào Tỉnh đoàn hướng dẫn các đơn vị", ["Ban Phong trào Tỉnh đoàn Nghệ An"]),
        ("Khoa Nội tổng hợp, tổ Công nghệ thông tin rà soát", ["Khoa Nội tổng hợp", "Tổ Công nghệ thông tin"]),
        ("Đội Trật tự đô thị, Hải đội 2 tuần tra", ["Đội Trật tự đô thị", "Hải đội 2"]),
        ("Cục Thuế, Sở Tài chính rà soát", ["Cục Thuế", "Sở Tài chính"]),
        ("Sở Xây dựng, Khu Quản lý đường bộ II chốt chặn", ["Sở Xây dựng", "Khu Quản lý đường bộ II"]),
        ("Công đoàn ngành Giáo dục tổ chức hội thi", ["Công đoàn ngành Giáo dục"]),
        ("Mỗi huyện, thành đoàn tổ chức hiến máu", ["Mỗi huyện, thành đoàn"]),
        ("Các huyện, thành đoàn, đoàn trực thuộc tổ chức hiến máu", ["Các huyện, thành đoàn, đoàn trực thuộc"]),
        ("Bộ phận Tổng hợp Văn phòng UBND tỉnh lập báo cáo", ["Bộ phận Tổng hợp Văn phòng Ủy ban nhân dân tỉnh Nghệ An"]),
        ("Phòng Công tác học sinh, sinh viên làm đầu mối", ["Phòng Công tác học sinh, sinh viên"]),
        ("Phó Chủ tịch UBND huyện Nguyễn Anh Đức chỉ đạo", []),  # no district is called so
    ],
)
def test_whole_names_and_their_verbs(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Các xã: Yên Thành, Diễn Châu", ["Xã Yên Thành", "Xã Diễn Châu"]),
        ("Các xã Yên Thành, Diễn Châu", ["Xã Yên Thành", "Xã Diễn Châu"]),
        ("UBND các xã Yên Thành, Diễn Châu", ["Ủy ban nhân dân xã Yên Thành", "Ủy ban nhân dân xã Diễn Châu"]),
        ("Các Công ty Điện lực: Gia Lai, Đắk Lắk", ["Công ty Điện lực Gia Lai", "Công ty Điện lực Đắk Lắk"]),
        ("CTĐL Gia Lai, Đắk Lắk, Kon Tum", ["Công ty Điện lực Gia Lai", "Công ty Điện lực Đắk Lắk", "Công ty Điện lực Kon Tum"]),
        ("Công an tỉnh Nghệ An, Hà Tĩnh", ["Công an tỉnh Nghệ An", "Công an tỉnh Hà Tĩnh"]),
        ("Các CTĐL", ["Các Công ty Điện lực"]),  # as the document defines it
        ("Khoa Dược, phòng VTTBYT", ["Khoa Dược", "Phòng VTTBYT"]),
        ("Xã Yên Thành, Đặc khu Cồn Cỏ", ["Xã Yên Thành", "Đặc khu Cồn Cỏ"]),
        ("TT Điều độ HTĐ; B. KD", ["TT Điều độ HTĐ", "B. KD"]),
        ("TT Yên Thành", []),  # a town, thị trấn
        ("VP UBND tỉnh; VP Đảng ủy", ["Văn phòng Ủy ban nhân dân tỉnh Nghệ An", "Văn phòng Đảng ủy"]),
        ("VP HĐND&UBND, VP", ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Văn phòng"]),
        ("Phòng HC, phòng COVID-19", ["Phòng HC"]),
        ("Vụ Tổ chức - Biên chế Vụ Pháp chế", ["Vụ Tổ chức - Biên chế", "Vụ Pháp chế"]),  # each on a line of its own
        ("Sở Nội vụ Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Phòng Tổ chức cán bộ Sở Y tế", ["Phòng Tổ chức cán bộ Sở Y tế"]),  # one of the other
        ("UBND các huyện: A Lưới, Nam Đông", ["Ủy ban nhân dân huyện A Lưới", "Ủy ban nhân dân huyện Nam Đông"]),
        ("Giáo viên chủ nhiệm, tổ chuyên môn và Đoàn trường", ["Giáo viên chủ nhiệm", "Tổ chuyên môn", "Đoàn trường"]),  # in lower case beside
        ("Trung tâm Chuyển đổi số Văn hóa, Thể thao và Du lịch; Văn phòng Bộ", ["Trung tâm Chuyển đổi số Văn hóa, Thể thao và Du lịch", "Văn phòng Bộ"]),
        ("Phòng Y tế, Văn hóa và Thông tin", ["Phòng Y tế", "Phòng Văn hóa và Thông tin"]),  # two fields, two divisions
        ("Các đơn vị có hệ thống thông tin, cơ sở dữ liệu; Văn phòng Bộ", ["Các đơn vị có hệ thống thông tin, cơ sở dữ liệu", "Văn phòng Bộ"]),
        ("Các đơn vị có vốn, xã Vinh Lộc", ["Các đơn vị có vốn"]), ("Các đơn vị có vốn, cá nhân", ["Các đơn vị có vốn"]),
        ("Trường Đại học Sư phạm, Đại học Huế", ["Trường Đại học Sư phạm, Đại học Huế"]),  # the union that the school is of
        ("Trường Đại học Y Hà Nội, Đại học Huế", ["Trường Đại học Y Hà Nội", "Đại học Huế"]),
        ("Trường Đại học Sư phạm, Đại học Bách khoa Hà Nội", ["Trường Đại học Sư phạm", "Đại học Bách khoa Hà Nội"]),
        (
            "Các Cục: Bản quyền tác giả; Xuất bản, In và Phát hành; Báo chí. Vụ Pháp chế",
            ["Cục Bản quyền tác giả", "Cục Xuất bản, In và Phát hành", "Cục Báo chí", "Vụ Pháp chế"],
        ),
        ("Các Sở: Nội vụ, Tư pháp; Y tế; Tài chính", ["Sở Nội vụ", "Sở Tư pháp", "Sở Y tế", "Sở Tài chính"]),  # a list of fields
        ("Các Sở: Nội vụ; Tư pháp; Công an tỉnh", ["Sở Nội vụ", "Sở Tư pháp", "Công an tỉnh Nghệ An"]),
        ("Văn phòng nhà trường, Đảng ủy cơ quan Văn phòng Sở", ["Văn phòng nhà trường", "Đảng ủy cơ quan Văn phòng Sở"]),
    ],
)
def test_lists_in_cells(value, names):
    assert cell(value) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CTĐL Quảng Ngãi thí điểm lắp đặt công tơ", ["Công ty Điện lực Quảng Ngãi"]),
        ("Các Công ty Điện lực (CTĐL) hoàn thành cân pha", ["Các Công ty Điện lực"]),  # where the short form is defined
        ("Các CTĐL, Công ty CNTT Điện lực miền Trung rà soát", ["Các Công ty Điện lực", "Công ty CNTT Điện lực miền Trung"]),
        ("Khoa Dược, phòng VTTBYT rà soát danh mục", ["Khoa Dược", "Phòng VTTBYT"]),
        (
            "Đề nghị Báo và phát thanh, truyền hình Nghệ An, Đặc khu Cồn Cỏ tuyên truyền",
            ["Báo và phát thanh, truyền hình Nghệ An", "Đặc khu Cồn Cỏ"],
        ),
        (
            "Bệnh viện Sản Nhi, Bệnh viện Nội tiết và các TTYT huyện rà soát",
            ["Bệnh viện Sản Nhi", "Bệnh viện Nội tiết", "Các Trung tâm Y tế huyện"],
        ),
        ("Các xã: rà soát, báo cáo kết quả", ["Các xã"]),  # a sentence behind the colon
    ],
)
def test_lists_in_sentences(text, names):
    assert leads(text) == names


@pytest.mark.parametrize("text", AGENCIES["products_examples"])
def test_a_name_ends_before_what_a_verb_makes(text):
    (name,) = leads(text)
    assert len(name) < len(text)


@pytest.mark.parametrize("text", AGENCIES["acting_examples"])
def test_a_name_ends_before_verbs_that_none_has(text):
    name, duty = text.split(" | ")
    assert leads(f"{name} {duty}") == [name]


@pytest.mark.parametrize("text", AGENCIES["dealing_examples"] + AGENCIES["dealing_counter_examples"])
def test_collectives_by_what_they_deal_in(text):
    named, rest = text.split(" | ")
    assert find_agencies(f"{named} {rest}", HERE)[0].text == named


@pytest.mark.parametrize("text", AGENCIES["acting_counter_examples"])
def test_such_verbs_in_a_name(text):
    assert leads(f"{text} có trách nhiệm báo cáo") == [text]


@pytest.mark.parametrize("text", AGENCIES["products_counter_examples"])
def test_work_in_a_name(text):
    assert leads(f"{text} tiếp nhận kết quả") == [text]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bệnh viện Quân y 4 khám cho nhân dân", ["Bệnh viện Quân y 4"]),  # a verb behind a number
        ("Tổ Hậu cần: chuẩn bị cơ sở vật chất", ["Tổ Hậu cần"]),  # "cần" is a part
        ("Tổ chuyên môn khối 1: sinh hoạt chuyên đề", ["Tổ chuyên môn khối 1"]),
        ("Các khoa lâm sàng chạy thử phần mềm", ["Các khoa lâm sàng"]),
    ],
)
def test_where_names_end(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Giao phòng nghiệp vụ Công an tỉnh kiểm tra", ["Phòng nghiệp vụ Công an tỉnh Nghệ An"]),  # whose unit, by what it does
        ("Chi cục Hải quan Khu vực IV địa bàn tỉnh Hưng Yên tăng cường", ["Chi cục Hải quan Khu vực IV địa bàn tỉnh Hưng Yên"]),
        ("Ban xây dựng đảng Đảng ủy tham mưu", ["Ban xây dựng đảng Đảng ủy"]),
    ],
)
def test_units_of_agencies(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(("line", "names"), [("Đối với Thủ đô Hà Nội", ["Thủ đô Hà Nội"]), ("Đối với xe ô tô", []), ("Thủ đô Hà Nội", [])])
def test_places_addressed_by_a_heading(line, names):
    found = read_agency_list(line, Span(0, len(line)), HERE, "heading")
    assert [mention.name for mention in found] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bí thư tỉnh ủy, thành ủy; Chủ tịch UBND các tỉnh, thành phố chỉ đạo", ["Bí thư tỉnh ủy, thành ủy", "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố"]),
        ("Bí thư Tỉnh ủy, Thành ủy chỉ đạo rà soát", ["Bí thư Tỉnh ủy, Thành ủy"]),
        ("Bí thư các tỉnh ủy, thành ủy trực thuộc Trung ương chỉ đạo", ["Bí thư các tỉnh ủy, thành ủy trực thuộc Trung ương"]),
        ("Bí thư huyện ủy, thị ủy và thành ủy chỉ đạo", ["Bí thư huyện ủy, thị ủy và thành ủy"]),
        ("Bí thư tỉnh ủy, Chủ tịch UBND các tỉnh chỉ đạo", ["Bí thư tỉnh ủy", "Chủ tịch Ủy ban nhân dân các tỉnh"]),
        ("Bí thư Tỉnh ủy, Thành ủy Hà Nội chỉ đạo", ["Bí thư Tỉnh ủy Nghệ An", "Thành ủy Hà Nội"]),  # one with a name is a body of its own
        ("Bí thư Huyện ủy, Huyện ủy chỉ đạo", ["Bí thư Huyện ủy", "Huyện ủy"]),
    ],
)
def test_secretaries_of_committees_of_several_levels(text, names):
    assert leads(text) == names


@pytest.mark.parametrize("text", AGENCIES["corporations_examples"])
def test_corporations_behind_their_head(text):
    assert len(leads(text)) == 2
    assert all(name.startswith(("Tập đoàn ", "Tổng công ty ")) for name in leads(text))


@pytest.mark.parametrize("text", AGENCIES["corporations_counter_examples"])
def test_no_corporations(text):
    assert not any(name.startswith(("Sở Điện lực", "Tập đoàn Điện lực")) for name in leads(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Các bộ quản lý ngành, lĩnh vực hướng dẫn áp dụng", ["Các bộ quản lý ngành, lĩnh vực"]),
        ("Các Sở quản lý chuyên ngành, UBND tỉnh rà soát", ["Các Sở quản lý chuyên ngành", "Ủy ban nhân dân tỉnh Nghệ An"]),
        ("Các bộ quản lý chặt chẽ vốn đầu tư", ["Các bộ"]),  # a verb
        ("Các Bộ đầu tư xây dựng trụ sở", ["Các Bộ"]),
    ],
)
def test_agencies_by_what_they_govern(text, names):
    assert leads(text) == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Bộ Công an (chịu trách nhiệm về hạ tầng, an ninh), các cơ quan, đơn vị liên quan", ["Bộ Công an", "Các cơ quan, đơn vị liên quan"]),
        ("Bộ Y tế (tổng hợp kết quả); Bộ Tài chính", ["Bộ Y tế", "Bộ Tài chính"]),
        ("Bộ Y tế tổng hợp kết quả (gửi Bộ Tài chính), Bộ Nội vụ", ["Bộ Y tế"]),  # an action ends the value
        ("Bộ Y tế (tổng hợp, Bộ Tài chính", ["Bộ Y tế"]),  # no bracket that closes
    ],
)
def test_what_a_bracket_charges_an_agency_with_ends_no_list(value, names):
    assert cell(value) == names
