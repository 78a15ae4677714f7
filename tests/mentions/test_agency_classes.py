"""Classes of agency names and duties found by readers of plans of their own: units of communes, schools and posts; orders; invented names."""

import time

import pytest

from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_bare import read_bare, read_office
from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_grammar import read_agency
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.agency_lists import names_agencies_only, read_agency_list
from extractor.mentions.agency_register import classify
from extractor.mentions.agency_tokens import words_of
from extractor.mentions.context import Context
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

HERE = Context(issuer="Ủy ban nhân dân xã Tân Hưng", superior="Ủy ban nhân dân huyện Đô Lương", province="Nghệ An")
AGENCIES = load_vocabulary("agencies")


def texts(mentions):
    return [mention.text for mention in mentions]


def leads(text):
    return texts(sentence_leads(text, Span(0, len(text)), HERE))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Phòng Xây dựng, kiểm tra và theo dõi THPL", ["Phòng Xây dựng, kiểm tra và theo dõi THPL"]),  # verbs joined are one field
        ("Phòng Tuyên truyền, cổ động và triển lãm", ["Phòng Tuyên truyền, cổ động và triển lãm"]),
        ("Phòng Kiểm tra, giám sát và xử lý vi phạm, Văn phòng Sở", ["Phòng Kiểm tra, giám sát và xử lý vi phạm", "Văn phòng Sở"]),
        ("Phòng Nội vụ, hướng dẫn các đơn vị thực hiện", ["Phòng Nội vụ"]),  # the verb has its own object
        ("Phòng Pháp chế - Thanh tra", ["Phòng Pháp chế - Thanh tra"]),  # a unit's second field
        ("Phòng Bưu chính, Viễn thông", ["Phòng Bưu chính, Viễn thông"]),  # one field, whose second word is a branch too
        ("Phòng Quản lý Khoa học", ["Phòng Quản lý Khoa học"]),  # no "Khoa"
        ("Khoa Nội, Khoa Ngoại", ["Khoa Nội", "Khoa Ngoại"]),
        ("Phòng Tổ chức - Thanh tra Sở", ["Phòng Tổ chức", "Thanh tra Sở"]),  # an inspectorate by its house
        ("Sở Nội vụ - Thanh tra", ["Sở Nội vụ", "Thanh tra"]),  # a department has one field
        ("Phòng Xây dựng, phối hợp Công an xã", ["Phòng Xây dựng"]),  # a role, no part
        ("P. Đào tạo; P. Thanh tra - Pháp chế", ["P. Đào tạo", "P. Thanh tra - Pháp chế"]), ("K. Nông Lâm", ["K. Nông Lâm"]), ("Tổ 3, P. 12", ["Tổ 3"]),
        ("Các trường", ["Các trường"]), ("Tổ CNTT", ["Tổ CNTT"]), ("Tổ tuyên truyền", ["Tổ tuyên truyền"]), ("Tổ 3; Tổ 4", ["Tổ 3", "Tổ 4"]),
        ("Văn phòng, Kế toán", ["Văn phòng", "Kế toán"]),
        ("Đồn Biên phòng Cửa khẩu quốc tế Hữu Nghị", ["Đồn Biên phòng Cửa khẩu quốc tế Hữu Nghị"]),
        ("Chi cục Hải quan cửa khẩu quốc tế Lao Bảo", ["Chi cục Hải quan cửa khẩu quốc tế Lao Bảo"]),
        ("UBND các địa phương", ["UBND các địa phương"]),
        ("Công ty CP Hòa Phát (CĐT), UBND xã Yên Bình (GPMB)", ["Công ty CP Hòa Phát", "UBND xã Yên Bình"]),  # what each is in the work
        ("Phòng Cấp sổ, thẻ, Phòng Thu", ["Phòng Cấp sổ, thẻ", "Phòng Thu"]),
        ("Công ty CP Hòa Phát (CĐT đề xuất), Sở Xây dựng", ["Công ty CP Hòa Phát", "Sở Xây dựng"]),
        ("Các nhà mạng (VNPT)", ["Các nhà mạng", "VNPT"]),  # a member
        ("Các trường: Đại học, Cao đẳng, Trung cấp trên địa bàn tỉnh", ["Các trường: Đại học, Cao đẳng, Trung cấp trên địa bàn tỉnh"]),  # kinds
        ("Các trường: THPT, THCS", ["Các trường: THPT, THCS"]), ("Các trường: Mầm non Hoa Sen, Tiểu học Lê Lợi", ["Mầm non Hoa Sen", "Tiểu học Lê Lợi"]),
        ("Viện, Trường; Doanh nghiệp, Sở, ban, ngành có liên quan", ["Viện", "Trường", "Doanh nghiệp", "Sở, ban, ngành có liên quan"]),
        ("Báo Nghệ An, Sở Y tế và hệ thống truyền thanh cơ sở", ["Báo Nghệ An", "Sở Y tế", "hệ thống truyền thanh cơ sở"]),
        ("Sở Y tế (mạng lưới quốc gia); Sở Nội vụ, hệ thống", ["Sở Y tế", "Sở Nội vụ"]),
        ("Ngân hàng Nhà nước Việt Nam - Chi nhánh Khu vực II", ["Ngân hàng Nhà nước Việt Nam - Chi nhánh Khu vực II"]),
        ("Sở Nội vụ - Chi nhánh Văn phòng Đăng ký đất đai", ["Sở Nội vụ", "Chi nhánh Văn phòng Đăng ký đất đai"]),
        ("Các cơ quan quản lý các lĩnh vực trọng điểm tại điểm d, khoản 1, mục III; Sở Y tế",
         ["Các cơ quan quản lý các lĩnh vực trọng điểm tại điểm d, khoản 1, mục III", "Sở Y tế"]),
        ("Các sở, ngành, trường đại học, cao đẳng trên địa bàn tỉnh", ["Các sở, ngành", "trường đại học, cao đẳng trên địa bàn tỉnh"]),
        ("Các cơ sở giáo dục, cơ sở y tế", ["Các cơ sở giáo dục", "cơ sở y tế"]), ("Các tổ chức, cá nhân liên quan", ["Các tổ chức, cá nhân liên quan"]),
        ("Các đơn vị thuộc các sở, ngành; UBND các xã", ["Các đơn vị thuộc các sở, ngành", "UBND các xã"]),
        ("Văn phòng phẩm", []), ("Đội ngũ", []), ("Tổ chức thực hiện", []),
        ("Đại diện Công an xã", ["Đại diện Công an xã"]), ("mời đại diện Ủy ban Bầu cử xã", []),  # who comes along does nothing
        ("Bộ phận Văn phòng, Kế toán", ["Bộ phận Văn phòng", "Kế toán"]),
        ("Cơ quan Uỷ ban MTTQ Việt Nam xã", ["Cơ quan Uỷ ban MTTQ Việt Nam xã"]),
        ("Đối với giáo viên phụ trách Đội và Tổ Tư vấn tâm lý học đường", ["giáo viên phụ trách Đội", "Tổ Tư vấn tâm lý học đường"]),
        ("Đối với các Tổ chuyên môn và bộ phận văn phòng", ["các Tổ chuyên môn", "bộ phận văn phòng"]),
        ("Đối với kế toán", ["kế toán"]), ("Đối với giáo viên hợp đồng", []), ("Đối với cán bộ được cử đi học", []),  # of these is told
    ],
)
def test_values(value, found):
    assert texts(read_agency_list(value, Span(0, len(value)), HERE, "cell")) == found


@pytest.mark.parametrize(
    "line",
    ["1. Tổ An ninh", "Tổ Phòng, chống tội phạm", "Tổ Quản lý hành chính về TTXH - Cảnh sát khu vực", "Tổ Tài chính:", "Trưởng thôn",
     "Công chức Tư pháp - Hộ tịch", "Đội Cảnh sát giao thông số 3", "Ban Nhân dân các thôn", "Chi ủy", "Trưởng đoàn", "Tổ trưởng",
     "Hiệu trưởng", "BGH", "Cảnh sát khu vực", "Y tế thôn, bản", "Phòng Xây dựng, kiểm tra và theo dõi THPL", "Các thành viên Ban Chỉ đạo",
     "Đội Cảnh sát điều tra tội phạm về ma túy", "Đoàn kiểm tra liên ngành", "Đội văn nghệ", "Tiểu ban nội dung"],
)
def test_headings(line):
    assert names_agencies_only(line, HERE)


@pytest.mark.parametrize(
    "line",
    ["Tổ chức, kiểm tra và giám sát", "Công chức, viên chức", "Công chức xã", "Đoàn kết, xây dựng", "Tổ ấm", "Đội tuyển học sinh giỏi",
     "Thanh tra, kiểm tra và xử lý vi phạm", "Phòng chống, kiểm tra và giám sát", "Giáo viên dạy giỏi", "Các tiêu chí"],
)
def test_no_headings(line):
    assert not names_agencies_only(line, HERE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4. Giám sát dịch tễ: Trạm Y tế chủ trì, phối hợp với y tế thôn giám sát", ["Trạm Y tế"]),  # behind a run-in topic
        ("5. Kinh phí: Phòng Tài chính - Kế hoạch thẩm định dự toán", ["Phòng Tài chính - Kế hoạch"]),
        ("2. Địa điểm: UBND xã Tân Hưng.", []),  # a place, nothing to do
        ("2. Văn phòng: Trạm Y tế chuẩn bị tủ thuốc", ["Văn phòng"]),  # the label has named who acts
        ("Văn phòng đăng ký đất đai chủ trì rà soát", ["Văn phòng đăng ký đất đai"]),  # lower case behind the head
        ("Chi ủy có trách nhiệm lãnh đạo", ["Chi ủy"]),
        ("Tổ Khoa học tự nhiên đẩy mạnh phong trào", ["Tổ Khoa học tự nhiên"]),
        ("3. Các công đoàn cơ sở: Đăng ký đội", ["Các công đoàn cơ sở"]),
        ("1. Trưởng đoàn: Phân công nhiệm vụ", ["Trưởng đoàn"]),
        ("Trưởng đoàn là người am hiểu", []),  # a post is named only by a label
        ("2. Công chức Văn hóa - Xã hội: Chủ trì", ["Công chức Văn hóa - Xã hội"]),
        ("Bí thư Chi bộ, Trưởng thôn vận động nhân dân", ["Bí thư Chi bộ", "Trưởng thôn"]),
        ("Trưởng thôn Đông, Bí thư Chi bộ thôn 2 kiểm tra", ["Trưởng thôn Đông", "Bí thư Chi bộ thôn 2"]),
        ("Hợp tác xã dịch vụ nông nghiệp Phú Lương nạo vét kênh", ["Hợp tác xã dịch vụ nông nghiệp Phú Lương"]),  # a verb no stop knows
        ("Tổ hợp tác Thanh Hà nạo vét mương", ["Tổ hợp tác Thanh Hà"]),
        ("3. Chỉ đạo Sở Nông nghiệp và Môi trường khẩn trương chủ trì", ["Sở Nông nghiệp và Môi trường"]),
        ("Chỉ đạo các phòng, đơn vị thực hiện", []),
        (
            "9. Các tổ chức, cá nhân được cấp giấy phép thăm dò, khai thác khoáng sản có trách nhiệm báo cáo",  # a comma in the clause
            ["Các tổ chức, cá nhân được cấp giấy phép thăm dò, khai thác khoáng sản"],
        ),
        ("UBND các địa phương tổ chức kiểm tra", ["UBND các địa phương"]),
        ("Phòng 1, Phòng 2 và Viện kiểm sát cấp huyện lập sổ", ["Phòng 1", "Phòng 2", "Viện kiểm sát cấp huyện"]),  # a number for a name
        ("Giao Phòng 7 chủ trì", ["Phòng 7"]), ("Đội 3 tuần tra địa bàn", ["Đội 3"]), ("Phòng 1: lập sổ", ["Phòng 1"]),
        ("Phòng 12 người đăng ký", []), ("Họp tại Phòng 3, tầng 2", []),
        ("Ban Tổ chức - Kiểm tra xây dựng kịch bản", ["Ban Tổ chức - Kiểm tra"]), ("Ban Tổ chức kiểm tra sân khấu", ["Ban Tổ chức"]),
        ("1. Đoàn kiểm tra tự giải thể sau khi hoàn thành nhiệm vụ", ["Đoàn kiểm tra"]),
        ("Yêu cầu các hội: Hội Nghề cá, Hiệp hội Doanh nghiệp và Hội Luật gia hoàn thành đại hội. Quá thời gian này, Chủ tịch UBND tỉnh sẽ xem xét xử lý",
         ["Hội Nghề cá", "Hiệp hội Doanh nghiệp", "Hội Luật gia"]),  # what a superior then decides is no task
        ("Các Cục: Đăng kiểm Việt Nam, Hàng hải Việt Nam kiểm tra phương tiện", ["Đăng kiểm Việt Nam", "Hàng hải Việt Nam"]),
        ("Các Chi cục: Thuế, Thú y cung cấp số liệu", ["Thuế", "Thú y"]),
        ("Các Phòng: Công nghiệp - Xây dựng, Nông nghiệp, Thương mại - Dịch vụ kiểm tra phiếu", ["Công nghiệp - Xây dựng", "Nông nghiệp", "Thương mại - Dịch vụ"]),
        ("Các Phòng: Rà soát phiếu, kiểm tra số liệu", ["Các Phòng"]),  # what they do
        ("Các Hội: Nông dân, Phụ nữ vận động hội viên", ["Nông dân", "Phụ nữ"]),
        ("Phòng Tổ chức cán bộ tham mưu khen thưởng. Văn phòng tổng hợp bảo đảm kinh phí", ["Phòng Tổ chức cán bộ", "Văn phòng tổng hợp"]),
        ("Văn phòng bố trí xe; Phòng Công nghệ thông tin bảo đảm đường truyền", ["Văn phòng", "Phòng Công nghệ thông tin"]),
        ("Thanh tra Thống kê phối hợp với các phòng", ["Thanh tra Thống kê"]),
        ("Thứ Sáu hằng tuần, BHXH các huyện báo cáo số thu", ["BHXH các huyện"]),
        ("Ngày 20 hằng tháng, các phòng gửi báo cáo", ["các phòng"]),
        (
            "Các thành viên Đảng đoàn, Tổ trưởng Tổ đảng ở Thường trực Hội đồng Dân tộc, các Ủy ban của Quốc hội, các đại biểu Quốc hội có trách nhiệm",
            ["Các thành viên Đảng đoàn", "Tổ trưởng Tổ đảng ở Thường trực Hội đồng Dân tộc", "các Ủy ban của Quốc hội", "các đại biểu Quốc hội"],
        ),
        ("Thường trực Ủy ban KH,CN&MT của Quốc hội chủ trì", ["Thường trực Ủy ban KH,CN&MT của Quốc hội"]),  # capitals without a blank
        ("Hai Bộ phối hợp tổ chức 03 lớp tập huấn", ["Hai Bộ"]), ("Tại hai bộ phận tiếp nhận", []),
        ("Công an cấp tỉnh và sở giáo dục và đào tạo căn cứ Chương trình này xây dựng kế hoạch", ["Công an cấp tỉnh", "sở giáo dục và đào tạo"]),
        ("Viện kiểm sát các cấp trực tiếp kiểm sát nhà tạm giữ", ["Viện kiểm sát các cấp"]),
        ("Viện trưởng Viện kiểm sát quân sự Trung ương xây dựng kế hoạch", ["Viện trưởng Viện kiểm sát quân sự Trung ương"]),
        ("Đối với đơn liên quan đến người ứng cử: UBND xã phải chuyển ngay hồ sơ", ["UBND xã"]),  # a modal behind a run-in topic
        ("Rà soát cơ chế đặt hàng, giao nhiệm vụ cho các doanh nghiệp công nghệ số thực hiện nhiệm vụ", []),
        ("Thống nhất chủ trương, giao nhiệm vụ cho Sở Y tế thực hiện", ["Sở Y tế"]),
        ("Hai đơn vị phối hợp tổ chức hội nghị", ["Hai đơn vị"]), ("Mỗi đơn vị lập sổ", []), ("Một số ngành tổ chức thi", []),
        ("UBND 05 huyện: Mường Lát, Quan Hóa tổ chức", ["Mường Lát", "Quan Hóa"]),
        ("phòng giáo dục và đào tạo các huyện báo cáo", ["phòng giáo dục và đào tạo các huyện"]),
        ("Công đoàn cơ quan Sở vận động", ["Công đoàn cơ quan Sở"]), ("Công đoàn nhà trường phát động", ["Công đoàn nhà trường"]),
        ("Chi bộ cơ quan lãnh đạo", ["Chi bộ cơ quan"]), ("Công đoàn cơ sở kiểm tra", ["Công đoàn cơ sở"]),
        ("Bí thư Đoàn trường, TPT Đội nhắc nhở học sinh", ["Bí thư Đoàn trường", "TPT Đội"]),
        ("Cục Thống kê tội phạm hoàn thành phần mềm", ["Cục Thống kê tội phạm"]), ("Cục Thống kê hoàn thành điều tra", ["Cục Thống kê"]),
        ("Ban Chỉ huy Phòng, chống lụt, bão thành phố kiểm tra đê", ["Ban Chỉ huy Phòng, chống lụt, bão thành phố"]),
        ("Chủ tịch công đoàn, CTCĐ và trưởng ban nữ công tham gia đúng giờ", ["Chủ tịch công đoàn", "CTCĐ", "trưởng ban nữ công"]),
    ],
)
def test_leads(text, found):
    assert leads(text) == found


def test_lower_case_units_coordinate():
    text = "Trạm Y tế phối hợp với y tế thôn giám sát"
    assert texts(sentence_coordinators(text, Span(0, len(text)), HERE)) == ["y tế thôn"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NHIỆM VỤ CHUYỂN ĐỔI SỐ", []),  # "VỤ" ends a word
        ("Dịch vụ Viễn thông; cán bộ Tư pháp", []),
        ("tại trụ sở Sở Nội vụ", ["Sở Nội vụ"]),
        ("Ủy ban nhân dân xã đầu tư xây dựng", ["Ủy ban nhân dân xã"]),  # a verb behind the place
        ("các xã, phường đầu tư", ["các xã, phường"]),
        ("Ban Chỉ đạo phụ trách địa bàn", ["Ban Chỉ đạo"]),
        ("Kế hoạch số 88/KH-UBND và 12/UBND-VX", []),  # symbols
        ("HĐND/UBND xã; Văn phòng HĐND-UBND xã", ["HĐND", "UBND xã", "Văn phòng HĐND-UBND xã"]),  # no symbols
        ("của Ban Chấp hành Trung ương Hội Nông dân Việt Nam về", ["Ban Chấp hành Trung ương Hội Nông dân Việt Nam"]),  # not the Party's
        ("Kế hoạch của Ban Bí thư Trung ương Đoàn về", ["Ban Bí thư Trung ương Đoàn"]),
        ("Ban Bí thư Trung ương chỉ đạo", ["Ban Bí thư Trung ương"]),
        ("Sở Y tế số 3/BC-SYT", ["Sở Y tế"]),  # a number that is no name's
    ],
)
def test_nothing_invented(text, found):
    assert texts(find_agencies(text, HERE)) == found


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("Ban Chấp hành Hội Nông dân huyện Lấp Vò", "mass_organisation", "đoàn thể"), ("Ban Thường vụ Tỉnh đoàn", "mass_organisation", "đoàn thể"),
        ("Ban Chấp hành Trung ương Hội Nông dân Việt Nam", "mass_organisation", "đoàn thể"), ("Ban Chấp hành Trung ương", "party", "đảng"),
        ("Đảng ủy Hội Nông dân tỉnh", "party", "cấp ủy"), ("Ban Thường vụ Tỉnh ủy", "party", "ban của cấp ủy"),
        ("Chi bộ Trường THCS Hòa Bình", "party", "cấp ủy"), ("Bí thư Chi bộ", "party", "cấp ủy"), ("Đoàn KT", "unit", "tổ"),
        ("Đài Khí tượng Thủy văn tỉnh Đồng Tháp", "unit", "đơn vị"), ("Viettel Sơn La", "other", "doanh nghiệp"),
        ("VNPT", "other", "doanh nghiệp"), ("Trạm Y tế", "commune", "trạm y tế"), ("Các tổ chức chính trị - xã hội", "other", None),
    ],
)
def test_level_and_kind(name, level, kind):
    assert classify(name)[:2] == (level, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UBND xã", "Ủy ban nhân dân xã Tân Hưng"), ("Công an xã", "Công an xã Tân Hưng"), ("UBND huyện", "Ủy ban nhân dân huyện Đô Lương"),
        ("Công an Tỉnh", "Công an tỉnh Nghệ An"), ("UBND các xã", "Ủy ban nhân dân các xã"), ("UBND cấp xã", "Ủy ban nhân dân cấp xã"),
        ("UBND xã Yên Bình", "Ủy ban nhân dân xã Yên Bình"), ("Huyện ủy", "Huyện ủy Đô Lương"),
        ("UBND phường", "Ủy ban nhân dân phường"),  # no such place is known
    ],
)
def test_places_of_the_issuers(text, name):
    assert [mention.name for mention in find_agencies(text, HERE)] == [name]


def _bare(text):
    words = words_of(text, Span(0, len(text)))
    at = 2 if words.at(1) == "." else 0
    return texts_of(words, read_bare(words, at))


def texts_of(words, readings):
    return [words.slice(reading.start, reading.end) for reading in readings]


def test_bare_examples():
    assert all(_bare(example) for example in AGENCIES["bare_examples"])
    assert not any(_bare(example) for example in AGENCIES["bare_counter_examples"])


def _partners(text):
    return [mention.text for mention in sentence_coordinators(text, Span(0, len(text)), HERE)]


def test_offices_examples():
    for example in AGENCIES["offices_examples"]:
        assert read_office(words_of(example, Span(0, len(example))), 0), example
    for counter in AGENCIES["offices_counter_examples"]:
        assert not read_office(words_of(counter, Span(0, len(counter))), 0), counter


def test_of_several_examples():
    def first(text: str) -> list[str]:
        words = words_of(text, Span(0, len(text)))
        return [words.slice(reading.start, reading.end) for reading in read_agency(words, 0)]

    assert all(first(example) == [example] for example in AGENCIES["of_several_examples"])
    assert not any(" các " in f" {name} " for counter in AGENCIES["of_several_counter_examples"] for name in first(counter))


def test_branches_examples():
    branches = set(AGENCIES["branches"])
    assert all(any(name.startswith(tuple(branches)) for name in _partners(example)) for example in AGENCIES["branches_examples"])
    assert not any(branches & set(_partners(example)) for example in AGENCIES["branches_counter_examples"])


@pytest.mark.parametrize(
    ("text", "leads", "partners"),
    [
        ("Sở Nội vụ chủ trì; Sở Tài chính phối hợp rà soát hồ sơ.", ["Sở Nội vụ"], ["Sở Tài chính"]),
        ("Sở Nội vụ chủ trì; Sở Tài chính phối hợp với Sở Y tế rà soát.", ["Sở Nội vụ", "Sở Tài chính"], ["Sở Y tế"]),
        ("Sở Nội vụ chủ trì, cùng với Sở Tài chính thẩm định hồ sơ.", ["Sở Nội vụ"], ["Sở Tài chính"]),
        ("Cùng Trung tâm Phục vụ hành chính công xã tiếp nhận hồ sơ.", [], ["Trung tâm Phục vụ hành chính công xã"]),
        ("Giao Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ đôn đốc.", ["Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"], []),
        ("Thủ trưởng các đơn vị thuộc, trực thuộc Bộ chịu trách nhiệm thực hiện.", ["Thủ trưởng các đơn vị thuộc, trực thuộc Bộ"], []),
        ("Ban Tài chính phối hợp với Văn phòng xây dựng kịch bản.", ["Ban Tài chính"], ["Văn phòng"]),
        ("Ban Tài chính phối hợp với Văn phòng, Ban Pháp chế rà soát.", ["Ban Tài chính"], ["Văn phòng", "Ban Pháp chế"]),
        ("Ban Tài chính phối hợp mua Văn phòng phẩm.", ["Ban Tài chính"], []),
        ("Ban Tài chính phối hợp với Văn phòng Sở, Văn phòng điện tử rà soát.", ["Ban Tài chính"], ["Văn phòng Sở"]),
        ("UBND xã phối hợp với Công an, Quân sự xã tuần tra.", ["UBND xã"], ["Công an", "Quân sự xã"]),
    ],
)
def test_who_goes_along_with_the_leader(text, leads, partners):
    assert [mention.text for mention in sentence_leads(text, Span(0, len(text)), HERE)] == leads
    assert _partners(text) == partners


def _listed(text):
    return [mention.text for mention in read_agency_list(text, Span(0, len(text)), HERE, "label")]


def test_officers_examples():
    assert all(_listed(example) == [example] for example in AGENCIES["officers_examples"])
    assert not any(example in _listed(example) for example in AGENCIES["officers_counter_examples"])


def test_callings_examples():
    for example in AGENCIES["callings_examples"]:
        (found, *_) = texts(find_agencies(f"{example}:", HERE))
        assert any(calling in found for calling in AGENCIES["callings"]), found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thư ký cuộc họp ghi biên bản", ["Thư ký cuộc họp"]),  # "họp" is part of a word
        ("Trưởng phòng tổ chức cán bộ chủ trì rà soát", ["Trưởng phòng tổ chức cán bộ"]),  # a field in lower case
        ("Cán bộ phụ trách kiểm tra chủ trì rà soát", ["Cán bộ phụ trách kiểm tra"]),
        ("Kế toán, thủ quỹ rà soát sổ sách", ["Kế toán", "thủ quỹ"]),
        ("Cán bộ, công chức rà soát hồ sơ", []),  # all of them
    ],
)
def test_posts_that_act(text, found):
    assert leads(text) == found


def test_a_list_of_posts_and_agencies():
    assert _listed("Cán bộ phụ trách văn hóa, UBND xã; các đ/c Phó Chủ tịch") == ["Cán bộ phụ trách văn hóa", "UBND xã", "các đ/c Phó Chủ tịch"]
    assert _listed("Phó Hiệu trưởng Nguyễn Minh Trí; Tổ Văn phòng") == ["Tổ Văn phòng"]


@pytest.mark.parametrize("unit", ["Tổ a ", "Phòng Xây dựng, kiểm tra và ", "UBND-", "12/KH-UBND ", "thôn Đông ", "a: Sở Y tế ", "cửa khẩu quốc tế "])
def test_time_is_linear(unit):
    text = (unit * 10_000)[:60_000]
    span = Span(0, len(text))
    started = time.process_time()
    find_agencies(text, HERE)
    read_agency_list(text, span, HERE, "cell")
    sentence_leads(text, span, HERE)
    assert time.process_time() - started < 5
