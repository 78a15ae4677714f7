"""The registry of agencies: its entries against each other, against the heads of `agencies.toml`, and the names it gives abbreviations."""

import re
from collections import Counter

import pytest

from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_register import classify
from extractor.mentions.context import Context
from extractor.naming import full_name, known_provinces
from extractor.registry import code_of, known_agency, name_key, place_key, whole_names
from extractor.vocabulary import load_vocabulary

REGISTRY = load_vocabulary("registry")
AGENCIES = [agency for group in REGISTRY["group"] for agency in group["agencies"]]
NAMES = [agency["name"] for agency in AGENCIES]
# What stands for two bodies, and so for none.
AMBIGUOUS = {"BCT", "BTC", "TTCP", "VNA", "BTG", "BTTTT", "BCH", "BNN", "BDT", "CAND", "QĐND"}
# First of each group to the level and kind that the heads give all of it.
GROUPS = {
    "Bộ Quốc phòng": ("central", "bộ"), "Chính phủ": ("central", "chính phủ"), "Quốc hội": ("central", "quốc hội"),
    "Ngân hàng Nhà nước Việt Nam": ("central", "cơ quan trung ương"), "Ủy ban An toàn giao thông Quốc gia": ("central", "ủy ban"),
    "Tổng cục Thuế": ("central", "cục, vụ"), "Thông tấn xã Việt Nam": ("press", "báo chí"), "Bộ Chính trị": ("party", "đảng"),
    "Tỉnh ủy": ("party", "cấp ủy"), "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam": ("mass_organisation", "đoàn thể"),
    "Ủy ban nhân dân": ("other", "ủy ban nhân dân"), "Sở Nội vụ": ("province", "sở"), "Thanh tra tỉnh": ("province", "thanh tra"),
    "Công an": ("province", "cơ quan ngành dọc"), "Bộ Chỉ huy Quân sự": ("province", "lực lượng vũ trang"),
    "Quân khu 1": ("central", "lực lượng vũ trang"), "Phòng Nội vụ": ("unit", "đơn vị"), "Tập đoàn Điện lực Việt Nam": ("other", "doanh nghiệp"),
    "Ngân hàng Chính sách xã hội Việt Nam": ("central", "ngân hàng"),
}


def test_each_name_is_there_once():
    assert [name for name, count in Counter(map(name_key, NAMES)).items() if count > 1] == []


def test_level_and_kind_are_those_of_the_heads():
    told = {agency["name"]: GROUPS[group["agencies"][0]["name"]] for group in REGISTRY["group"] for agency in group["agencies"]}
    assert {name: classify(name)[:2] for name in told} == told


def test_history():
    """What every province has goes with it; what only some have does not, and nobody says how long it stood."""
    for name in ("Sở Nội vụ", "Sở Y tế", "Sở Giao thông vận tải", "Ủy ban nhân dân", "Công an", "Tỉnh ủy"):
        assert known_agency(name_key(name)).local, name
    for name in ("Sở Du lịch", "Sở Ngoại vụ", "Sở Văn hóa và Thể thao", "Sở Văn hóa, Thể thao và Du lịch", "Sở Quy hoạch - Kiến trúc", "Sở An toàn thực phẩm",
                 "Sở Dân tộc và Tôn giáo", "Thanh tra tỉnh", "Kho bạc Nhà nước"):
        assert not known_agency(name_key(name)).local, name
    assert all(known_agency(name_key(name)).traced for name in ("Bộ Y tế", "Chính phủ", "Quốc hội", "Tòa án nhân dân tối cao"))
    assert not any(known_agency(name_key(name)).traced for name in ("Ban Kinh tế Trung ương", "Tổng cục Dự trữ Nhà nước", "Phòng Tư pháp"))


def test_keys_of_places():
    assert [place_key(place) for place in ("tỉnh Bắc Ninh", "thành phố Hồ Chí Minh", "Bà Rịa – Vũng Tàu")] == ["bắc ninh", "hồ chí minh", "bà rịa vũng tàu"]


def test_names_are_full_names():
    assert [name for name in NAMES if full_name(name) != name] == []


def test_each_name_is_recognised_whole():
    """The grammar reads every name of the registry, so that an entry is no dead letter."""
    unread = []
    for name in NAMES:
        text = f"Đề nghị {name} chủ trì"
        if name not in [mention.text for mention in find_agencies(text, Context())]:
            unread.append(name)
    # One body's short name is not enough by itself in a sentence: a place stands behind it.
    assert unread == ["Công an"]


def test_abbreviations_stand_for_one_body():
    shorts = [short for agency in AGENCIES for short in agency.get("shorts", ())]
    assert [short for short, count in Counter(shorts).items() if count > 1] == []
    assert set(shorts) & AMBIGUOUS == set()


def test_abbreviations_agree_with_those_inside_names():
    common = {short: entry["long"] for entry in load_vocabulary("abbreviations")["abbreviation"] for short in entry["shorts"]}
    assert {short: name for short, name in whole_names().items() if common.get(short, name) != name} == {}


def test_codes():
    """A code belongs to one living body: to another only where a ministry took it over."""
    coded = [(agency["code"], agency["name"]) for agency in AGENCIES if "code" in agency]
    assert all(re.fullmatch(r"G\d\d", code) for code, _ in coded)
    ended = {name for change in load_vocabulary("succession")["change"] for name, *_ in change["names"]}
    living = Counter(code for code, name in coded if name not in ended)
    assert max(living.values()) == 1
    assert code_of("Bộ Nội vụ") == "G09"
    assert code_of("Uỷ ban nhân dân tỉnh Lào Cai") == "H38"
    assert code_of("Sở Nội vụ") is code_of("Ủy ban nhân dân tỉnh Bắc Giang") is code_of("Ủy ban nhân dân thành phố Huế") is None


def test_codes_of_provinces():
    codes = REGISTRY["province_codes"]
    assert all(re.fullmatch(r"H\d\d", code) for _, code in codes)
    assert len({code for _, code in codes}) == len(codes)
    provinces = set(known_provinces().values())
    assert all(place.removeprefix("tỉnh ").removeprefix("thành phố ") in provinces for place, _ in codes)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("EVN", "Tập đoàn Điện lực Việt Nam"), ("TTXVN", "Thông tấn xã Việt Nam"), ("VTV", "Đài Truyền hình Việt Nam"),
        ("VNPT tỉnh", "VNPT tỉnh"), ("Viettel Sơn La", "Viettel Sơn La"),  # a branch is not the whole
        ("BCT", "BCT"),  # Bộ Công Thương, Bộ Chính trị
    ],
)
def test_whole_names(printed, name):
    assert full_name(printed) == name


def test_the_documents_own_abbreviation_comes_first():
    assert full_name("VEC", abbreviations={"VEC": "Công ty Điện tử Việt"}) == "Công ty Điện tử Việt"
