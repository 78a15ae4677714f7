"""Lists of agencies that print their head once: boards, numbers, unions, branches; the house by its bare word; corporations and press."""

import pytest

from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.agency_lists import read_agency_list
from extractor.mentions.agency_register import classify
from extractor.mentions.context import Context
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

HERE = Context(issuer="Sở Công Thương tỉnh Lào Cai", superior="Ủy ban nhân dân tỉnh Lào Cai", province="Lào Cai")
PROVINCE = Context(issuer="Ủy ban nhân dân tỉnh Lào Cai", province="Lào Cai")
AGENCIES = load_vocabulary("agencies")


def names(text, context=HERE):
    return [mention.name for mention in find_agencies(text, context)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Các Ban: Tổ chức, Tuyên giáo", ["Ban Tổ chức", "Ban Tuyên giáo"]),
        ("Các Ban: Tổ chức, Tuyên giáo, Dân vận Tỉnh ủy", ["Ban Tổ chức", "Ban Tuyên giáo", "Ban Dân vận Tỉnh ủy Lào Cai"]),
        ("các Ban Tổ chức, Nội chính Thành ủy chủ trì", ["Ban Tổ chức", "Ban Nội chính Thành ủy"]),
        (
            "các Đảng ủy: Chính phủ; Mặt trận Tổ quốc, các đoàn thể Trung ương; Bộ Tư pháp và các cấp ủy, tổ chức đảng căn cứ",
            [
                "Đảng ủy Chính phủ", "Đảng ủy Mặt trận Tổ quốc, các đoàn thể Trung ương", "Đảng ủy Bộ Tư pháp",
                "Các cấp ủy, tổ chức đảng",
            ],
        ),
        (
            "Các Đảng ủy: Các cơ quan Đảng tỉnh, UBND tỉnh và Quân sự tỉnh có trách nhiệm",
            ["Đảng ủy Các cơ quan Đảng tỉnh Lào Cai", "Đảng ủy Ủy ban nhân dân tỉnh Lào Cai", "Đảng ủy Quân sự tỉnh Lào Cai"],
        ),
        # What has a name of its own behind the list's first kind of joint, or is a Party body itself, is no member.
        (
            "Các Đảng ủy: Chính phủ, Quốc hội; Bộ Tư pháp chỉ đạo",
            ["Đảng ủy Chính phủ", "Đảng ủy Quốc hội", "Bộ Tư pháp"],
        ),
        (
            "Các Đảng ủy: Chính phủ; Quốc hội; Ban Tổ chức Trung ương; Quân ủy Trung ương chỉ đạo",
            ["Đảng ủy Chính phủ", "Đảng ủy Quốc hội", "Ban Tổ chức Trung ương", "Quân ủy Trung ương"],
        ),
        ("Các Đảng ủy: xã, phường triển khai", ["Các Đảng ủy"]),
        ("Các Đảng ủy: Đảng ủy Chính phủ, Đảng ủy Quốc hội", ["Các Đảng ủy", "Đảng ủy Chính phủ", "Đảng ủy Quốc hội"]),
        (  # a centrally-run city among provinces is none of them
            "UBND các tỉnh, thành phố: Đồng Nai, Hồ Chí Minh, Huế, Bắc Ninh chỉ đạo",
            [
                "Ủy ban nhân dân tỉnh Đồng Nai", "Ủy ban nhân dân thành phố Hồ Chí Minh", "Ủy ban nhân dân thành phố Huế",
                "Ủy ban nhân dân tỉnh Bắc Ninh",
            ],
        ),
        ("UBND các tỉnh, thành phố Nghệ An, Huế", ["Ủy ban nhân dân tỉnh Nghệ An", "Ủy ban nhân dân thành phố Huế"]),
        ("UBND các tỉnh, thành phố chỉ đạo", ["Ủy ban nhân dân các tỉnh, thành phố"]),
        ("UBND các tỉnh: Nghệ An, TP. Hồ Chí Minh", ["Ủy ban nhân dân tỉnh Nghệ An", "Ủy ban nhân dân thành phố Hồ Chí Minh"]),
        ("UBND các thành phố, tỉnh: Hà Nội, Bắc Ninh", ["Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân tỉnh Bắc Ninh"]),
        ("Công an tỉnh Nghệ An, Hà Nội", ["Công an tỉnh Nghệ An", "Công an thành phố Hà Nội"]),
        ("Các tỉnh: Nghệ An, Hà Nội triển khai", ["Tỉnh Nghệ An", "Thành phố Hà Nội"]),
        ("UBND các huyện: Lục Ngạn, Hải Phòng", ["Ủy ban nhân dân huyện Lục Ngạn", "Ủy ban nhân dân huyện Hải Phòng"]),  # of districts
        (
            "Trung tâm Y tế khu vực Quế Võ, Gia Bình và Lương Tài tổ chức",
            ["Trung tâm Y tế khu vực Quế Võ", "Trung tâm Y tế khu vực Gia Bình", "Trung tâm Y tế khu vực Lương Tài"],
        ),
        ("Các Hạt Kiểm lâm khu vực Sa Pa, Bắc Hà", ["Hạt Kiểm lâm khu vực Sa Pa", "Hạt Kiểm lâm khu vực Bắc Hà"]),
        ("Viện kiểm sát nhân dân khu vực 1, khu vực 2", ["Viện kiểm sát nhân dân khu vực 1", "Viện kiểm sát nhân dân khu vực 2"]),
        ("Tòa án nhân dân khu vực 1, 2 tháng một lần", ["Tòa án nhân dân khu vực 1"]),
        ("Trung tâm Y tế khu vực Sa Pa, Lào Cai", ["Trung tâm Y tế khu vực Sa Pa"]),  # its address
        ("Trung tâm Y tế khu vực Sa Pa, Nguyễn Văn An", ["Trung tâm Y tế khu vực Sa Pa"]),
        ("Trung tâm Y tế Sa Pa, Bắc Hà", ["Trung tâm Y tế Sa Pa"]),  # without "khu vực" what follows may be anything
        ("Các Ban: Tổ chức hội nghị", ["Các Ban"]),  # one board is none: a verb
        ("Các Ban: Pháp chế, Kinh tế - Ngân sách", ["Ban Pháp chế", "Ban Kinh tế - Ngân sách"]),
        ("Phòng 1, 2, 3", ["Phòng 1", "Phòng 2", "Phòng 3"]),
        ("Các Phòng 1, 2 và 3 thực hiện", ["Phòng 1", "Phòng 2", "Phòng 3"]),
        ("Phòng 1, 2 Viện kiểm sát nhân dân tỉnh", ["Phòng 1", "Phòng 2 Viện kiểm sát nhân dân tỉnh Lào Cai"]),
        ("Tổ 1, 15 hộ dân", ["Tổ 1"]), ("Phòng 7, 8/2025", ["Phòng 7"]), ("Phòng 1, 2 tháng một lần", ["Phòng 1"]),
        ("Trường THPT số 1, số 2 Bảo Thắng", ["Trường Trung học phổ thông số 1", "Trường Trung học phổ thông số 2 Bảo Thắng"]),
        ("Hội Nông dân, Phụ nữ, Cựu chiến binh tỉnh", ["Hội Nông dân", "Hội Phụ nữ", "Hội Cựu chiến binh tỉnh Lào Cai"]),
        ("Hội LHPN, CCB vận động", ["Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh"]),
        ("Hội Nông dân, Nhân dân trong xã", ["Hội Nông dân"]),
        ("Các Cục: Thuế, Hải quan, Thống kê", ["Cục Thuế", "Cục Hải quan", "Cục Thống kê"]),
        ("Viện kiểm sát cấp huyện lập sổ", ["Viện kiểm sát cấp huyện"]), ("Tòa án hai cấp tỉnh Nghệ An", ["Tòa án hai cấp tỉnh Nghệ An"]),
        ("TAND 2 cấp chủ trì", ["Tòa án nhân dân 2 cấp"]), ("Tòa án đã tuyên", []),
        ("Ban Tổ chức - Kiểm tra Liên đoàn Lao động tỉnh", ["Ban Tổ chức - Kiểm tra Liên đoàn Lao động tỉnh Lào Cai"]),
        ("EVN, PVN, Viettel bảo đảm", ["Tập đoàn Điện lực Việt Nam", "Tập đoàn Dầu khí Việt Nam", "Tập đoàn Công nghiệp - Viễn thông Quân đội"]),
        ("TTXVN, VTV và VOV đưa tin", ["Thông tấn xã Việt Nam", "Đài Truyền hình Việt Nam", "Đài Tiếng nói Việt Nam"]),
        ("phát trên VTV1", []), ("VNPT tỉnh", ["VNPT tỉnh Lào Cai"]),
        ("Tập đoàn Điện lực Việt Nam (EVN)", ["Tập đoàn Điện lực Việt Nam", "Tập đoàn Điện lực Việt Nam"]),  # one body
        ("Sở Tài chính cùng với Y tế, Nội vụ", ["Sở Tài chính"]),  # left as it is
        ("Sở: Tài chính, Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]), ("Chi cục: Kiểm lâm, Thủy lợi", ["Chi cục Kiểm lâm", "Chi cục Thủy lợi"]),
        ("Phòng: Nội vụ", []), ("Bộ phận: Nội dung, hình thức", []),  # a label with its value
        ("các phòng: Nội vụ, Kinh tế huyện", ["Phòng Nội vụ", "Phòng Kinh tế huyện"]),  # the last says whose all are
        ("Các Ban: Pháp chế, Văn hóa - Xã hội HĐND tỉnh", ["Ban Pháp chế", "Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh Lào Cai"]),
        ("Sở Kế hoạch & Đầu tư, Tài nguyên & Môi trường", ["Sở Kế hoạch và Đầu tư", "Sở Tài nguyên và Môi trường"]),
        ("Phó Chủ tịch UBND thành phố Phạm Quang Hưởng", ["Phó Chủ tịch Ủy ban nhân dân thành phố"]),  # a person
        ("UBND thành phố Hồ Chí Minh", ["Ủy ban nhân dân thành phố Hồ Chí Minh"]), ("UBND thành phố Phan Rang", ["Ủy ban nhân dân thành phố Phan Rang"]),
        ("Ban Tuyên giáo - Nữ công, Ban Tài chính", ["Ban Tuyên giáo - Nữ công", "Ban Tài chính"]),  # one board of a union
        ("Ban Tuyên giáo - Nữ công LĐLĐ tỉnh", ["Ban Tuyên giáo - Nữ công Liên đoàn Lao động tỉnh Lào Cai"]),
        ("BCH Công đoàn - Nữ công chuẩn bị", ["Ban Chấp hành Công đoàn", "Nữ công"]),
        ("Các công đoàn cấp trên trực tiếp cơ sở chủ trì", ["Các công đoàn cấp trên trực tiếp cơ sở"]),
        ("Công đoàn Tổng công ty phát động", ["Công đoàn Tổng công ty"]),
        ("Công đoàn Công ty Than Khe Chàm vận động", ["Công đoàn Công ty Than Khe Chàm"]),
        ("Công đoàn, Công ty Than Khe Chàm vận động", ["Công đoàn", "Công ty Than Khe Chàm"]),
        ("Viện trưởng VKSND các khu vực căn cứ kế hoạch", ["Viện trưởng Viện kiểm sát nhân dân các khu vực"]),
        ("Viện trưởng VKSND tối cao về công tác", ["Viện trưởng Viện kiểm sát nhân dân tối cao"]),
        ("Thuế các khu vực kinh tế trọng điểm", []), ("Thuộc Tổng công ty", []),
        ("các hội, đoàn thể: Nông dân, Phụ nữ", ["Các hội, đoàn thể", "Hội Nông dân", "Hội Phụ nữ"]),
        (
            "Phòng Lao động - Tiền lương - Bảo hiểm xã hội, Liên đoàn Lao động tỉnh và Công an tỉnh",  # a field that is a branch elsewhere
            ["Phòng Lao động - Tiền lương - Bảo hiểm xã hội", "Liên đoàn Lao động tỉnh Lào Cai", "Công an tỉnh Lào Cai"],
        ),
        ("Sở Nội vụ - Bảo hiểm xã hội tỉnh", ["Sở Nội vụ", "Bảo hiểm xã hội tỉnh Lào Cai"]),
        ("Cục trưởng Cục Y tế dự phòng, Cục Y tế dự phòng", ["Cục trưởng Cục Y tế dự phòng", "Cục Y tế dự phòng"]),
        ("Sở Y tế dự phòng cơ số thuốc", ["Sở Y tế"]), ("Văn phòng - Thống kê xã chủ trì", ["Văn phòng - Thống kê xã"]),
        ("Văn phòng, Thống kê tỉnh chủ trì", ["Thống kê tỉnh Lào Cai"]),
        ("Các trường cao đẳng, trung cấp trên địa bàn tuyển sinh", ["Các trường cao đẳng, trung cấp trên địa bàn"]),
        ("Các trường đại học, công an xã", ["Các trường đại học, công an xã"]),
        ("Sở Y tế là cơ quan thường trực, báo cáo tuần", ["Sở Y tế", "Cơ quan thường trực"]),  # "báo" is no press there
        ("Các đài, báo tỉnh tuyên truyền", ["Các đài, báo tỉnh Lào Cai"]),
        ("Viện trưởng Viện KSND tối cao", ["Viện trưởng Viện kiểm sát nhân dân tối cao"]),
        ("Viện KSND tỉnh, VKSND huyện Lục Nam", ["Viện kiểm sát nhân dân tỉnh Lào Cai", "Viện kiểm sát nhân dân huyện Lục Nam"]),
        ("Phòng VH-TT huyện, Sở VH&TT", ["Phòng Văn hóa và Thông tin huyện", "Sở Văn hóa và Thể thao"]),
    ],
)
def test_series(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Các Ban: Tổ chức, Tuyên giáo\nVăn phòng Tỉnh ủy", ["Tổ chức", "Tuyên giáo", "Văn phòng Tỉnh ủy"]),
        ("Phòng 1, 2, 3", ["Phòng 1", "2", "3"]), ("Viện kiểm sát\ncấp huyện", ["Viện kiểm sát\ncấp huyện"]),
        ("Hội Nông dân, Phụ nữ", ["Hội Nông dân", "Phụ nữ"]),
        ("Văn phòng, Thanh tra, các phòng thuộc Sở", ["Văn phòng", "Thanh tra", "các phòng thuộc Sở"]),  # the house's own inspectorate
        ("Phòng Nội vụ, Thanh tra việc chấp hành", ["Phòng Nội vụ"]),  # a verb
        ("Công đoàn Công ty", ["Công đoàn Công ty"]), ("các đơn vị nhận quân", ["các đơn vị nhận quân"]),
        ("Ban An toàn, Ban Tổ chức và Nhân sự", ["Ban An toàn", "Ban Tổ chức và Nhân sự"]),
        ("Công an phường Phối hợp: các tổ dân phố", ["Công an phường"]),  # a place's name has no verb
        ("BNV, BYT", ["BNV", "BYT"]), ("88/TB-BNV", []), ("Văn phòng - Thống kê", ["Văn phòng - Thống kê"]),
        ("Viện Sốt rét Trung ương, Quy Nhơn, TP. Hồ Chí Minh; Sở Y tế", ["Viện Sốt rét Trung ương", "Sở Y tế"]),  # seats of institutes
        ("Viện Pasteur Nha Trang, thành phố Đà Nẵng", ["Viện Pasteur Nha Trang"]),
        ("Viện kiểm sát nhân dân tỉnh, Thành phố Đà Nẵng", ["Viện kiểm sát nhân dân tỉnh", "Thành phố Đà Nẵng"]),
        ("Viện Pasteur Nha Trang, Xã Tân Hưng", ["Viện Pasteur Nha Trang", "Xã Tân Hưng"]), ("Sở Y tế, Xã Tân Hưng", ["Sở Y tế", "Xã Tân Hưng"]),
    ],
)
def test_series_in_cells(value, found):
    assert [mention.text for mention in read_agency_list(value, Span(0, len(value)), HERE, "cell")] == found


@pytest.mark.parametrize("example", AGENCIES["boards_examples"])
def test_boards(example):
    assert len(names(example)) >= 2
    assert all(name.startswith("Ban ") for name in names(example))


@pytest.mark.parametrize("counter", AGENCIES["boards_counter_examples"])
def test_no_boards(counter):
    assert not any(name.startswith("Ban Tổ chức") for name in names(counter))


def test_divisions_of_districts_and_communes():
    assert classify("Phòng Nội vụ huyện Gio Linh")[0] == "district"
    assert classify("Phòng Kinh tế xã Tân Hưng")[0] == "commune"
    assert classify("Phòng Nội vụ")[0] == classify("Phòng 7 Công an tỉnh")[0] == "unit"


@pytest.mark.parametrize(
    ("name", "day", "level"),
    [
        ("Ủy ban nhân dân thành phố Vinh", None, "district"), ("Công an thành phố Bắc Giang", None, "district"), ("Ủy ban nhân dân thành phố Hà Nội", None, "province"),
        ("Ủy ban nhân dân thành phố Vinh, tỉnh Nghệ An", None, "district"), ("Ủy ban nhân dân thành phố Đồng Nai", "2026-05-04", "province"),
        ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", None, "province"), ("Ủy ban nhân dân các huyện, thành phố", None, "district"),
        # The name was a district's city's before it was the province's.
        ("Công an thành phố Bắc Ninh", "2024-02-05", "district"), ("Công an thành phố Bắc Ninh", "2026-09-20", "province"), ("Công an thành phố Bắc Ninh", None, "other"),
        ("Ủy ban nhân dân thành phố Huế", "2023-07-01", "district"), ("Ủy ban nhân dân thành phố Huế", "2025-01-02", "province"), ("Ủy ban nhân dân thành phố Huế", "2025", "province"),
        ("Ủy ban nhân dân", None, "other"), ("Ủy ban nhân dân các cấp", None, "other"), ("Ủy ban nhân dân cấp xã", None, "commune"),
    ],
)
def test_cities(name, day, level):
    assert classify(name, day)[0] == level


def test_union_boards():
    assert {classify(example)[0] for example in AGENCIES["union_boards_examples"]} == {"mass_organisation"}
    assert {classify(counter)[0] for counter in AGENCIES["union_boards_counter_examples"]} == {"party"}
    assert classify("Ban Tuyên giáo Hội Nông dân tỉnh")[0] == "mass_organisation"
    assert classify("Ban Tuyên giáo Tỉnh ủy")[0] == "party"


@pytest.mark.parametrize(
    ("text", "leading", "coordinating"),
    [
        ("Viện Vệ sinh dịch tễ Trung ương, Tây Nguyên chủ trì giám sát", ["Viện Vệ sinh dịch tễ Trung ương"], []),
        ("Sở chủ trì, phối hợp với Sở Tài chính rà soát", ["Sở Công Thương tỉnh Lào Cai"], ["Sở Tài chính"]),
        ("Giao Sở chủ trì", ["Sở Công Thương tỉnh Lào Cai"], []),
        ("Các phòng phối hợp với Sở, Văn phòng Sở thực hiện", ["Các phòng"], ["Sở Công Thương tỉnh Lào Cai", "Văn phòng Sở"]),
        ("Sở đã ban hành kế hoạch", [], []),  # nothing to do
        ("Bộ chủ trì rà soát", [], []),  # not this house
        ("Sở hữu trí tuệ", [], []),
    ],
)
def test_the_house(text, leading, coordinating):
    span = Span(0, len(text))
    assert [mention.name for mention in sentence_leads(text, span, HERE)] == leading
    assert [mention.name for mention in sentence_coordinators(text, span, HERE)] == coordinating


def test_the_house_above_a_unit():
    unit = Context(issuer="Trung tâm Khuyến công", superior="Sở Công Thương tỉnh Lào Cai", province="Lào Cai")
    text = "Các phòng phối hợp với Sở thực hiện"
    assert [mention.name for mention in sentence_coordinators(text, Span(0, len(text)), unit)] == ["Sở Công Thương tỉnh Lào Cai"]


def test_nobodys_house():
    text = "Sở chủ trì, phối hợp với Sở rà soát"
    assert sentence_leads(text, Span(0, len(text)), PROVINCE) == () == sentence_coordinators(text, Span(0, len(text)), PROVINCE)


@pytest.mark.parametrize("example", AGENCIES["subjects_examples"])
def test_a_subject_inside_a_name_is_no_agency(example: str) -> None:
    assert names(f"Giao {example} rà soát") == [example]


@pytest.mark.parametrize("example", AGENCIES["subjects_counter_examples"])
def test_a_head_behind_a_joint_is_one(example: str) -> None:
    assert len(names(example)) == 2
