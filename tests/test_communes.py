"""The table of communes: sums as the resolutions say, laws over all of it, samples read in the resolutions, and what is found in it."""

import importlib.util
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from extractor.communes import communes, heirs_of, province_of
from extractor.naming import known_provinces
from extractor.registry import name_key
from extractor.vocabulary import load_vocabulary, models_folder

# Last clause of Điều 1 of each resolution: "Sau khi sắp xếp, tỉnh An Giang có 102 đơn vị hành chính cấp xã, gồm 85 xã, 14 phường và 03 đặc khu".
TOTALS = {  # number: province, xã, phường, đặc khu
    1654: ("An Giang", 85, 14, 3), 1655: ("Cà Mau", 55, 9, 0), 1656: ("Hà Nội", 75, 51, 0), 1657: ("Cao Bằng", 53, 3, 0), 1658: ("Bắc Ninh", 66, 33, 0),
    1659: ("Đà Nẵng", 70, 23, 1), 1660: ("Đắk Lắk", 88, 14, 0), 1661: ("Điện Biên", 42, 3, 0), 1662: ("Đồng Nai", 72, 23, 0), 1663: ("Đồng Tháp", 82, 20, 0),
    1664: ("Gia Lai", 110, 25, 0), 1665: ("Hà Tĩnh", 60, 9, 0), 1666: ("Hưng Yên", 93, 11, 0), 1667: ("Khánh Hòa", 48, 16, 1), 1668: ("Cần Thơ", 72, 31, 0),
    1669: ("Hải Phòng", 67, 45, 2), 1670: ("Lai Châu", 36, 2, 0), 1671: ("Lâm Đồng", 103, 20, 1), 1672: ("Lạng Sơn", 61, 4, 0), 1673: ("Lào Cai", 89, 10, 0),
    1674: ("Ninh Bình", 97, 32, 0), 1675: ("Huế", 19, 21, 0), 1676: ("Phú Thọ", 133, 15, 0), 1677: ("Quảng Ngãi", 86, 9, 1), 1678: ("Nghệ An", 119, 11, 0),
    1679: ("Quảng Ninh", 22, 30, 2), 1680: ("Quảng Trị", 69, 8, 1), 1681: ("Sơn La", 67, 8, 0), 1682: ("Tây Ninh", 82, 14, 0), 1683: ("Thái Nguyên", 77, 15, 0),
    1684: ("Tuyên Quang", 117, 7, 0), 1685: ("Hồ Chí Minh", 54, 113, 1), 1686: ("Thanh Hóa", 147, 19, 0), 1687: ("Vĩnh Long", 105, 19, 0),
}
ALL = [commune for province, *_ in TOTALS.values() for commune in communes(province)]
UNITS = defaultdict(list)  # old commune: its heirs, and whether in part
for _commune in ALL:
    for _old in _commune.olds:
        UNITS[_old.name, _old.district, _old.province].append((_commune, _old.parted))


@pytest.mark.parametrize("number", TOTALS)
def test_sums_of_the_resolutions(number):
    province, *counts = TOTALS[number]
    kinds = Counter(re.match("xã|phường|đặc khu", commune.name).group() for commune in communes(province))
    assert [kinds["xã"], kinds["phường"], kinds["đặc khu"]] == counts
    assert {commune.ground for commune in communes(province)} == {f"Nghị quyết số {number}/NQ-UBTVQH15"}


def test_sums_of_the_country():
    assert len(ALL) == 3321
    assert Counter(re.match("xã|phường|đặc khu", commune.name).group() for commune in ALL) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert len({commune.code for commune in ALL}) == 3321
    assert all(re.fullmatch(r"\d{5}", commune.code) for commune in ALL)
    assert len(UNITS) == 10040  # 10,035 communes, and five districts of islands that had none
    assert len([1 for name, *_ in UNITS if name]) == 10035
    assert len({province for *_, province in UNITS}) == 63


def test_each_new_commune_has_a_name_of_its_own_and_old_ones():
    assert all(commune.olds for commune in ALL)
    assert max(Counter((commune.province, name_key(commune.name)) for commune in ALL).values()) == 1


def test_heirs_are_of_the_province_that_has_the_old_one():
    moved = {old: new for change in load_vocabulary("succession")["place"] if change["since"] == "2025-07-01" for old, new in change["places"]}
    for (name, district, province), heirs in UNITS.items():
        assert {commune.province for commune, _ in heirs} == {moved.get(province, province)}, (name, district, province)


def test_parted_are_those_with_several_heirs():
    for unit, heirs in UNITS.items():
        assert {parted for _, parted in heirs} == {len(heirs) > 1}, unit
        assert len({commune.code for commune, _ in heirs}) == len(heirs), unit


def test_names_are_written_one_way():
    provinces = {name_key(province) for province in known_provinces().values()}
    for name, district, province in UNITS:
        assert not name or re.fullmatch(r"(xã|phường|thị trấn) \S.*", name), name
        assert re.fullmatch(r"(huyện|quận|thị xã|thành phố) \S.*", district), district
        assert name_key(province.removeprefix("tỉnh ").removeprefix("thành phố ")) in provinces
    assert "  " not in (models_folder() / "communes.tsv").read_text(encoding="utf-8")


# Read in the resolutions, clause by clause: province, new commune, the old ones by district (with "~": in part).
READ = [
    ("Ninh Bình", "xã Giao Ninh", ["thị trấn Quất Lâm", "xã Giao Phong", "xã Giao Thịnh"]),  # 1674, khoản 59
    ("Ninh Bình", "phường Liêm Tuyền", ["phường Tân Liêm", "xã Đinh Xá", "xã Trịnh Xá"]),
    ("Đồng Tháp", "xã Mỹ Thiện", ["xã Mỹ Tân", "xã Mỹ Trung", "xã Thiện Trung"]),  # 1663, khoản 44
    ("Đồng Tháp", "phường Mỹ Phong", ["phường 9", "xã Mỹ Phong", "xã Tân Mỹ Chánh"]),
    ("Đồng Tháp", "phường Cao Lãnh", ["phường 1", "phường 3", "phường 4", "phường 6", "phường Hòa Thuận", "xã Hòa An", "xã Tân Thuận Tây", "xã Tân Thuận Đông", "xã Tịnh Thới"]),
    ("Quảng Ninh", "phường Móng Cái 1", ["phường Bình Ngọc", "phường Hải Hòa", "phường Trà Cổ", "phường Trần Phú", "xã Hải Xuân"]),  # 1679, khoản 49
    ("Quảng Ninh", "xã Hải Lạng", ["xã Đồng Rui", "~xã Hải Hòa", "~xã Hải Lạng"]),
    ("Vĩnh Long", "xã Long Hiệp", ["xã Long Hiệp", "xã Ngọc Biên", "xã Tân Hiệp"]),  # 1687, khoản 54
    ("Vĩnh Long", "xã Hòa Hiệp", ["xã Hòa Hiệp", "xã Hòa Lộc", "xã Hòa Thạnh"]),
    ("Cà Mau", "xã Ninh Quới", ["xã Ninh Quới", "xã Ninh Quới A"]),  # 1655, khoản 39
    ("Cà Mau", "phường Tân Thành", ["phường 5", "phường Tân Thành", "xã Tân Thành", "~phường 6", "~phường 7", "~xã Tắc Vân", "~xã Định Bình"]),
    ("Hà Nội", "xã Kiều Phú", ["xã Cấn Hữu", "xã Liệp Nghĩa", "xã Tuyết Nghĩa", "~xã Ngọc Liệp", "~xã Ngọc Mỹ", "~xã Quang Trung"]),  # 1656, khoản 100
    ("Hà Nội", "phường Phú Diễn", ["phường Phú Diễn", "~phường Cổ Nhuế 1", "~phường Mai Dịch", "~phường Phúc Diễn"]),
    ("Quảng Trị", "phường Đồng Sơn", ["phường Bắc Nghĩa", "phường Đồng Sơn", "xã Nghĩa Ninh", "xã Thuận Đức"]),  # 1680, khoản 71
    ("Quảng Trị", "xã Hải Lăng", ["xã Hải Lâm", "xã Hải Phú", "xã Hải Thượng"]),
    ("Lâm Đồng", "xã Đạ Huoai 2", ["thị trấn Đạ M'ri", "xã Hà Lâm"]),  # 1671, khoản 34
    ("Lâm Đồng", "phường Xuân Hương - Đà Lạt", ["phường 1", "phường 10", "phường 2", "phường 3", "phường 4"]),
    ("Cao Bằng", "xã Khánh Xuân", ["xã Khánh Xuân", "xã Phan Thanh"]),  # 1657, khoản 11
    ("Hà Tĩnh", "xã Cẩm Xuyên", ["thị trấn Cẩm Xuyên", "xã Cẩm Quan", "xã Cẩm Quang"]),  # 1665, khoản 12
    ("Hà Tĩnh", "phường Vũng Áng", ["phường Kỳ Long", "phường Kỳ Thịnh", "~xã Kỳ Lợi"]),
    ("Lạng Sơn", "xã Kiên Mộc", ["xã Bắc Xa", "~xã Bính Xá", "~xã Kiên Mộc"]),  # 1672, khoản 43
    ("Lạng Sơn", "xã Đồng Đăng", ["thị trấn Đồng Đăng", "xã Bảo Lâm", "xã Hồng Phong", "xã Phú Xá", "xã Thụy Hùng"]),
    ("Thái Nguyên", "xã Đức Lương", ["xã Minh Tiến", "xã Phúc Lương", "xã Đức Lương"]),  # 1683, khoản 29
    ("Cần Thơ", "xã Tân Thạnh", ["xã Châu Khánh", "xã Tân Hưng", "xã Tân Thạnh"]),  # 1668
    ("Tây Ninh", "xã Thủ Thừa", ["thị trấn Thủ Thừa", "~xã Bình Thạnh", "~xã Nhị Thành", "~xã Tân Thành"]),  # 1682, khoản 20 and 52
]


@pytest.mark.parametrize(("province", "name", "olds"), READ, ids=[name for _, name, _ in READ])
def test_samples_of_the_resolutions(province, name, olds):
    commune = next(commune for commune in communes(province) if commune.name == name)
    assert sorted(("~" if old.parted else "") + old.name for old in commune.olds) == sorted(olds)


@pytest.mark.parametrize(
    ("name", "district", "province", "heirs"),
    [
        ("xã Tân Thanh", "huyện Lạng Giang", "Bắc Giang", ["xã Mỹ Thái"]),
        ("XÃ TÂN THANH", None, "Bắc Giang", ["xã Mỹ Thái"]),  # one alone in the old province
        ("phường Trần Phú", None, "Bắc Giang", ["phường Bắc Giang"]),
        ("xã Hoà Phú", "huyện Ứng Hoà", "Hà Nội", ["xã Hòa Xá"]),  # tone marks as they were printed
        ("xã Hòa Phú", "huyện Chương Mỹ", "Hà Nội", ["xã Hòa Phú"]),
        ("xã Hòa Phú", None, "Hà Nội", []),  # two had the name, and one has it
        ("xã Tân Minh", None, "Hà Nội", []),  # of Sóc Sơn or of Thường Tín
        ("xã Tả Van", None, "Lào Cai", []),  # the old one or that of today
        ("xã Tả Van", "thị xã Sa Pa", "Lào Cai", ["xã Tả Van"]),
        ("phường 4", "quận 8", "Hồ Chí Minh", ["phường Chánh Hưng"]),
        ("phường 4", None, "Hồ Chí Minh", []),
        ("phường Phúc Diễn", None, "Hà Nội", ["phường Phú Diễn", "phường Xuân Phương"]),  # parted
        ("phường Văn Miếu - Quốc Tử Giám", "quận Đống Đa", "Hà Nội", ["phường Văn Miếu - Quốc Tử Giám", "phường Ô Chợ Dừa"]),
        ("xã Phú Tân", "huyện Châu Thành", "Sóc Trăng", ["xã Thuận Hòa"]),  # two districts of one name came to one province
        ("xã Phú Tân", "huyện Châu Thành", "Hậu Giang", ["xã Phú Hữu"]),
        ("xã Phú Tân", "huyện Châu Thành", "Cần Thơ", []),
        ("xã Tân Thanh", "huyện Lục Nam", "Bắc Giang", []),  # lay in another district
        ("xã Tân Thanh", None, "Bắc Kạn", []),
        ("thị trấn Tân Thanh", None, "Bắc Giang", []),
        ("xã Tân Thanh", None, "Atlantis", []),
    ],
)
def test_heirs(name, district, province, heirs):
    assert sorted(commune.name for commune in heirs_of(name, district, province)) == heirs


def test_the_table_is_read_at_the_first_question_only():
    code = "import sys, extractor.extracting; sys.exit('extractor.communes' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_notice_of_the_source_goes_with_the_table():
    card = (models_folder() / "communes.md").read_text(encoding="utf-8")
    for needed in ("Copyright (c) 2025 Tran Ngoc Minh Hieu", "Permission is hereby granted", "vietnamadminunits", "recipes/communes.py"):
        assert needed in card


@pytest.fixture(scope="module")
def recipe():
    path = Path(__file__).parents[1] / "recipes" / "communes.py"
    spec = importlib.util.spec_from_file_location("recipe_of_communes", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_recipe_says_the_same_totals(recipe):
    told = {province.removeprefix("tỉnh ").removeprefix("thành phố "): numbers for province, numbers in recipe.RESOLUTIONS.items()}
    assert told == {province: (number, sum(counts)) for number, (province, *counts) in TOTALS.items()}


def test_the_recipe_marks_what_was_parted(recipe, monkeypatch):
    monkeypatch.setattr(recipe, "RESOLUTIONS", {"tỉnh A": (1, 2)})
    old = {"x": recipe.Old("tỉnh A", "huyện B", "xã X"), "y": recipe.Old("tỉnh A", "huyện B", "xã Y")}
    new = {"n": recipe.New("00002", "xã N", "tỉnh A", "01"), "m": recipe.New("00001", "xã M", "tỉnh A", "01")}
    assert list(recipe.lines(old, new, {"x": {"n"}, "y": {"n", "m"}})) == [
        "tỉnh A\t01\tNghị quyết số 1/NQ-UBTVQH15", "00001\txã M\ttỉnh A\thuyện B\tmột phần xã Y", "00002\txã N\ttỉnh A\thuyện B\txã X, một phần xã Y",
    ]
    with pytest.raises(ValueError, match="has no old communes"):
        list(recipe.lines(old, new, {"x": {"n"}, "y": {"n"}}))
    monkeypatch.setattr(recipe, "RESOLUTIONS", {"tỉnh A": (1, 3)})
    with pytest.raises(ValueError, match="by its resolution 3"):
        list(recipe.lines(old, new, {"x": {"n"}, "y": {"m"}}))


def test_a_correction_of_the_recipe_that_no_longer_fits_is_an_error(recipe, monkeypatch):
    unit = recipe.Old("tỉnh A", "huyện B", "xã X")
    new = {"n": recipe.New("1", "xã N", "tỉnh A", "01"), "m": recipe.New("2", "xã M", "tỉnh A", "01")}
    monkeypatch.setattr(recipe, "_NOT_INTO", ((unit, "xã M"),))
    monkeypatch.setattr(recipe, "_ALSO_INTO", ())
    assert recipe.corrected({"x": unit}, new, {"x": {"n", "m"}}) == {"x": {"n"}}
    with pytest.raises(ValueError, match="no longer fits"):
        recipe.corrected({"x": unit}, new, {"x": {"n"}})


@pytest.mark.parametrize(
    ("district", "found"),
    [
        ("huyện Lạng Giang", "bắc giang"), ("thị xã Kinh Môn", "hải dương"), ("huyện Châu Thành", None),  # of many provinces
        ("huyện Không Có", None), ("", None),
    ],
)
def test_provinces_of_districts(district, found):
    assert province_of(district) == found


def test_a_difference_to_another_list_is_told():
    """`recipes/communes_check.py`, with this interpreter in the place of one that has vietnam-provinces."""
    from recipes import communes_check as check

    here = check.ours()
    assert len(here) == 34 + 3321
    assert here[check.Unit("phường ba đình", "hà nội")] == "00004"
    assert list(check.differences(here, here)) == []
    other = {unit: code for unit, code in here.items() if code != "00004"} | {check.Unit("xã x", "hà nội"): "99999"}
    assert list(check.differences(here, other)) == ["phường ba đình (hà nội): only here", "xã x (hà nội): only there"]
