"""Names in full and in normal writing; the abbreviations' own examples."""

import pytest

from extractor.naming import full_name, known_provinces, places_in, recase, sentence_case
from extractor.vocabulary import load_vocabulary

ENTRIES = [*load_vocabulary("abbreviations")["abbreviation"], *load_vocabulary("abbreviations")["field"]]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["shorts"][0])
def test_abbreviation_examples(entry):
    assert entry["examples"], "a rule without an example"
    for short, long in entry["examples"]:
        assert full_name(short) == long[:1].upper() + long[1:]
    for text in entry.get("counter_examples", ()):
        assert full_name(text) == text


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động – Thương binh và Xã hội"),  # each part of the field
        ("ỦY BAN NHÂN DÂN TỈNH BẮC GIANG", "Ủy ban nhân dân tỉnh Bắc Giang"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội"),  # name on two lines
        ("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Văn phòng Ủy ban nhân dân tỉnh Lào Cai"),  # agency within an agency
        ("TỈNH ỦY LÀO CAI", "Tỉnh ủy Lào Cai"),  # "Tỉnh" is no level of place here
        ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Bộ Nông nghiệp và Môi trường"),
        ("ỦY BAN NHÂN DÂN XÃ HƯNG THỊNH", "Ủy ban nhân dân xã Hưng Thịnh"),  # a commune no list knows
        ("UBND TỈNH BẮC GIANG", "UBND tỉnh Bắc Giang"),  # the abbreviation stays
        ("KHTC", "KHTC"),  # one word alone is an abbreviation
        ("TRƯỜNG THCS HÒA BÌNH", "Trường THCS Hòa Bình"),  # letters that make no syllable keep their capitals
        ("KẾ HOẠCH BẢO ĐẢM ATTP", "Kế hoạch bảo đảm ATTP"),
        ("TRƯỜNG PTDTBT THCS NẬM LÚC", "Trường PTDTBT THCS Nậm Lúc"),
        ("TRƯỜNG MẦM NON HOA MAI", "Trường Mầm non Hoa Mai"), ("TỔNG CÔNG TY ĐIỆN LỰC MIỀN TRUNG", "Tổng công ty Điện lực miền Trung"),
        ("DỰ ÁN ĐẦU TƯ CÔNG", "Dự án đầu tư công"),  # "TƯ" is no abbreviation there
        ("NHIỆM VỤ GIAI ĐOẠN II", "Nhiệm vụ giai đoạn II"),  # "VỤ" ends a word; a Roman number
        ("HUYỆN KRÔNG PẮC", "Huyện Krông Pắc"), ("HUYỆN EA KAR", "Huyện Ea Kar"),  # foreign syllables of a place
        ("Sở  Nội vụ", "Sở Nội vụ"),  # not in capitals: blanks alone
        ("", ""),
    ],
)
def test_sentence_case(printed, normal):
    assert sentence_case(printed) == normal


@pytest.mark.parametrize("text", ["ỦY BAN\nNHÂN DÂN  TỈNH", "HỘI ĐỒNG NHÂN DÂN", "QUYẾT ĐỊNH:", "ĐẮK LẮK, BÀ RỊA - VŨNG TÀU"])
def test_recase_keeps_length(text):
    assert len(recase(text)) == len(text)
    assert recase(text).casefold() == text.casefold()


@pytest.mark.parametrize(
    ("text", "province", "name"),
    [
        ("UBND tỉnh", "Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang"),
        ("UBND tỉnh", None, "Ủy ban nhân dân tỉnh"),  # nothing invented
        ("UBND tỉnh Lào Cai", "Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),  # the place is there
        ("Ban Tuyên giáo Tỉnh uỷ", "Bắc Giang", "Ban Tuyên giáo Tỉnh ủy Bắc Giang"),  # tone placement
        ("UBND các tỉnh", "Bắc Giang", "Ủy ban nhân dân các tỉnh"),  # all provinces, not this one
        ("UBND cấp tỉnh", "Bắc Giang", "Ủy ban nhân dân cấp tỉnh"),
        ("UBND thành phố", "Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),  # a centrally-run city
        ("UBND thành phố", "Bắc Giang", "Ủy ban nhân dân thành phố"),  # a city of the province: which one is not told
        ("UBND tỉnh", "Hà Nội", "Ủy ban nhân dân tỉnh"),  # Hà Nội is no tỉnh
        ("Sở Nội vụ", "Bắc Giang", "Sở Nội vụ"),
        ("Sở LĐ-TB&XH", None, "Sở Lao động – Thương binh và Xã hội"),
        ("các Sở, ban, ngành", None, "Các Sở, ban, ngành"),
    ],
)
def test_full_name(text, province, name):
    assert full_name(text, province=province) == name
    assert full_name(name, province=province) == name  # a name in full comes back


def test_own_abbreviations_come_first():
    own = {"QLKKT": "Quản lý Khu kinh tế"}
    assert full_name("Ban QLKKT tỉnh", province="Bắc Giang", abbreviations=own) == "Ban Quản lý Khu kinh tế tỉnh Bắc Giang"


def test_a_head_before_an_own_abbreviation_is_not_repeated():
    own = {"LCI": "Công ty CP Đầu tư Lào Cai"}
    assert full_name("Công ty LCI", abbreviations=own) == "Công ty CP Đầu tư Lào Cai"
    assert full_name("LCI", abbreviations=own) == "Công ty CP Đầu tư Lào Cai"
    assert full_name("Chi nhánh LCI", abbreviations=own) == "Chi nhánh Công ty CP Đầu tư Lào Cai"


def test_provinces():
    assert len(known_provinces()) == 65  # 63, "Huế" beside "Thừa Thiên Huế", and Hà Tây, up to 2008


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (("Ủy ban nhân dân xã Tân Hưng", "Ủy ban nhân dân huyện Đô Lương"), {"xã": "Tân Hưng", "huyện": "Đô Lương"}),
        (("Công an phường 12", None), {"phường": "12"}),
        (("Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm",), {"thành phố": "Phan Rang - Tháp Chàm"}),
        (("Ủy ban nhân dân xã A", "Đảng ủy xã B"), {"xã": "A"}),  # the issuer counts
        (("Hợp tác xã Tân Mỹ", "Thông tấn xã Việt Nam"), {}),
        ((None, None), {}),
    ],
)
def test_places_in(names, places):
    assert places_in(*names) == places


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trung tâm Môi trường và Đô thị huyện", "Trung tâm Môi trường và Đô thị huyện Đô Lương"),  # "thị huyện" is no "thị xã"
        ("UBND các huyện, thị xã", "Ủy ban nhân dân các huyện, thị xã"),
        ("UBND Xã", "Ủy ban nhân dân xã Tân Hưng"),
        ("Hợp tác xã", "Hợp tác xã"), ("Thông tấn xã", "Thông tấn xã"), ("xã", "Xã"), ("trong xã", "Trong xã"),
    ],
)
def test_places_fill_names(text, name):
    assert full_name(text, places={"xã": "Tân Hưng", "huyện": "Đô Lương"}) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("BỆNH VIỆN ĐA KHOA KHU VỰC LỤC NGẠN", "Bệnh viện Đa khoa khu vực Lục Ngạn"),
        ("TRƯỜNG ĐẠI HỌC BÁCH KHOA", "Trường Đại học Bách khoa"),
        ("KHO BẠC NHÀ NƯỚC KHU VỰC XV", "Kho bạc Nhà nước khu vực XV"),
        ("ĐOÀN ĐẠI BIỂU KHU VỰC MIỀN NÚI PHÍA BẮC", "Đoàn đại biểu khu vực miền núi phía Bắc"),
    ],
)
def test_regions_and_kinds_of_hospitals(printed: str, name: str) -> None:
    assert sentence_case(printed) == name
