"""What became of the bodies of communes: names and places as documents print them."""

import pytest

from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_register import register_agencies
from extractor.mentions.agency_succession import Standing, agency_on, place_on, successors
from extractor.mentions.commune_succession import CommunePlace, commune_body, names_commune, place_behind
from extractor.mentions.context import Context
from extractor.registry import known_agency, name_key
from extractor.vocabulary import load_vocabulary

BAC_NINH = "Nghị quyết số 1658/NQ-UBTVQH15"
NOT_KNOWN = Standing(None, known=False)


def heirs(name, province=None, district=None):
    return [one.name for one in successors(name, province, district)]


@pytest.mark.parametrize(
    ("name", "province", "district", "found"),
    [
        ("Ủy ban nhân dân xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang", None, None, ["Ủy ban nhân dân xã Mỹ Thái, tỉnh Bắc Ninh"]),
        ("Ủy ban nhân dân xã Tân Thanh huyện Lạng Giang", "Bắc Giang", None, ["Ủy ban nhân dân xã Mỹ Thái, tỉnh Bắc Ninh"]),
        ("Đảng ủy thị trấn Vôi", "Bắc Giang", None, ["Đảng ủy xã Lạng Giang, tỉnh Bắc Ninh"]),
        ("Chủ tịch Ủy ban nhân dân xã Hòa Phú", "Hà Nội", "huyện Ứng Hòa", ["Chủ tịch Ủy ban nhân dân xã Hòa Xá, thành phố Hà Nội"]),  # stands for his body
        ("Bí thư Đảng ủy phường Trần Phú", "Bắc Giang", None, ["Bí thư Đảng ủy phường Bắc Giang, tỉnh Bắc Ninh"]),
        ("Công an Phường 4, Quận 8, thành phố Hồ Chí Minh", None, None, ["Công an phường Chánh Hưng, thành phố Hồ Chí Minh"]),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã Gio Mỹ", "Quảng Trị", "huyện Gio Linh", ["Ủy ban Mặt trận Tổ quốc Việt Nam xã Gio Linh, tỉnh Quảng Trị"]),
        ("Ủy ban nhân dân xã Vinh Thanh, huyện Phú Vang, tỉnh Thừa Thiên Huế", None, None, ["Ủy ban nhân dân xã Phú Vinh, thành phố Huế"]),  # was renamed before
        ("Ủy ban nhân dân xã Phong Dụ Thượng, huyện Văn Yên, tỉnh Yên Bái", None, None, ["Ủy ban nhân dân xã Phong Dụ Thượng, tỉnh Lào Cai"]),
        ("Ủy ban nhân dân xã Châu Bình, huyện Quỳ Châu, tỉnh Nghệ An", None, None, []),  # left as it was, name and province
        ("Ủy ban nhân dân xã Hòa Phú", "Hà Nội", None, []),  # two had the name
        ("Ủy ban nhân dân xã Tả Van", "Lào Cai", None, []),  # may be the one of today
        ("Ủy ban nhân dân xã Tả Van", "Lào Cai", "thị xã Sa Pa", ["Ủy ban nhân dân xã Tả Van, tỉnh Lào Cai"]),
        ("Ủy ban nhân dân xã Tân Thanh", None, None, []),  # nobody knows where
        ("Ủy ban nhân dân xã Tân Thanh", None, "huyện Lạng Giang", ["Ủy ban nhân dân xã Mỹ Thái, tỉnh Bắc Ninh"]),  # of one province alone
        ("Đảng ủy xã Tân Thanh, huyện Lạng Giang", None, None, ["Đảng ủy xã Mỹ Thái, tỉnh Bắc Ninh"]),
        ("Ủy ban nhân dân xã Phú Túc", None, "huyện Châu Thành", []),  # of two provinces
        ("Ủy ban nhân dân xã Tân Thanh", "Bắc Giang", "huyện Lục Nam", []),  # not there
        ("Ủy ban nhân dân các xã Tân Thanh", "Bắc Giang", None, []),
        ("Trạm Y tế xã Tân Thanh", "Bắc Giang", None, []),  # not every commune has its own today
        ("Ủy ban nhân dân thị xã Kinh Môn", "Hải Dương", None, []),  # a district's
    ],
)
def test_successors(name, province, district, found):
    assert heirs(name, province, district) == found


def test_a_parted_commune_has_all_its_heirs_each_with_a_part():
    found = successors("Ủy ban nhân dân phường Phúc Diễn, quận Bắc Từ Liêm, thành phố Hà Nội")
    assert {(one.name, one.since, one.ground, one.duties) for one in found} == {
        (f"Ủy ban nhân dân phường {name}, thành phố Hà Nội", "2025-07-01", "Nghị quyết số 1656/NQ-UBTVQH15", "một phần địa bàn") for name in ("Phú Diễn", "Xuân Phương")
    }
    assert successors("Chủ tịch Ủy ban nhân dân phường Phúc Diễn", "Hà Nội") == ()  # nobody is the heir of the office


@pytest.mark.parametrize(
    ("name", "day", "standing"),
    [
        ("Ủy ban nhân dân xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang", "2025-06-30", Standing("Ủy ban nhân dân xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang")),
        ("Ủy ban nhân dân xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang", "2025-07-01", Standing("Ủy ban nhân dân xã Mỹ Thái, tỉnh Bắc Ninh", "2025-07-01", BAC_NINH)),
        ("Đảng ủy phường Phúc Diễn, quận Bắc Từ Liêm, thành phố Hà Nội", "2026-01-01", Standing(None, "2025-07-01", "Nghị quyết số 1656/NQ-UBTVQH15")),
        ("Ủy ban nhân dân xã Châu Bình, huyện Quỳ Châu, tỉnh Nghệ An", "2026-01-01", Standing("Ủy ban nhân dân xã Châu Bình, huyện Quỳ Châu, tỉnh Nghệ An")),
        # Of a commune, though a district is named: it did not end with the districts.
        ("Hội Nông dân xã Tân Thanh, huyện Lạng Giang", "2026-01-01", NOT_KNOWN),
        ("Đảng ủy xã Tân Thanh", "2026-01-01", NOT_KNOWN),  # nobody knows where
        ("Chủ tịch Ủy ban nhân dân xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang", "2026-01-01",
         Standing("Chủ tịch Ủy ban nhân dân xã Mỹ Thái, tỉnh Bắc Ninh", "2025-07-01", BAC_NINH)),
        ("Bí thư Đảng ủy phường Phúc Diễn, quận Bắc Từ Liêm, thành phố Hà Nội", "2026-01-01", Standing(None, "2025-07-01", "Nghị quyết số 1656/NQ-UBTVQH15")),
        ("Ủy ban nhân dân thị xã Kinh Môn, tỉnh Hải Dương", "2026-01-01", Standing(None, "2025-07-01", "Nghị quyết số 203/2025/QH15")),
    ],
)
def test_agency_on(name, day, standing):
    assert agency_on(name, day) == standing


@pytest.mark.parametrize(
    ("place", "day", "standing"),
    [
        ("xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang", "2025-06-30", Standing("xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang")),
        ("xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang", "2026-01-01", Standing("xã Mỹ Thái, tỉnh Bắc Ninh", "2025-07-01", BAC_NINH)),
        ("phường Phúc Diễn, thành phố Hà Nội", "2026-01-01", Standing(None, "2025-07-01", "Nghị quyết số 1656/NQ-UBTVQH15")),
        ("xã Châu Bình, huyện Quỳ Châu, tỉnh Nghệ An", "2026-01-01", Standing("xã Châu Bình, huyện Quỳ Châu, tỉnh Nghệ An")),
        ("xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang", "2026-09-20", NOT_KNOWN),  # the province is a city, some of its communes are wards
        ("xã Tân Thanh", "2026-01-01", NOT_KNOWN),
    ],
)
def test_place_on(place, day, standing):
    assert place_on(place, day) == standing


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Đảng ủy xã Tân Thanh", ("Đảng ủy", CommunePlace("xã tân thanh", None, None))),
        ("Công an phường Vũ Ninh, thành phố Bắc Ninh, tỉnh Bắc Ninh", ("Công an", CommunePlace("phường vũ ninh", "thành phố bắc ninh", "bắc ninh"))),
        ("Công an phường Bến Nghé, thành phố Hồ Chí Minh", ("Công an", CommunePlace("phường bến nghé", None, "hồ chí minh"))),
        ("Ủy ban nhân dân Phường 4, Quận 8", ("Ủy ban nhân dân", CommunePlace("phường 4", "quận 8", None))),
        ("Ủy ban nhân dân thị xã Sơn Tây", None),
        ("Ủy ban nhân dân xã", None),
        ("Trường Tiểu học xã Tân Thanh", None),
    ],
)
def test_body_and_place(name, found):
    assert commune_body(name_key(name)) == found


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        (", huyện Lạng Giang, tỉnh Bắc Giang chủ trì", "huyện Lạng Giang, tỉnh Bắc Giang"), (" (huyện Lạng Giang)", "huyện Lạng Giang"),
        (" thị xã Sa Pa phối hợp", "thị xã Sa Pa"), (", Quận 8;", "Quận 8"), (", tỉnh Bắc Giang.", "tỉnh Bắc Giang"), (", huyện Ea H'leo", "huyện Ea H'leo"),
        ("; huyện Lạng Giang", ""), (", các huyện Lạng Giang", ""), (", huyện và tỉnh", ""), (" chủ trì", ""), ("", ""),
    ],
)
def test_places_behind_a_name(behind, found):
    assert place_behind(f"xã Tân Thanh{behind}", len("xã Tân Thanh")) == found


@pytest.mark.parametrize(
    ("text", "context", "found"),
    [
        ("Giao UBND xã Hòa Phú, huyện Ứng Hòa chủ trì.", Context(province="Hà Nội"), ["Ủy ban nhân dân xã Hòa Xá, thành phố Hà Nội"]),
        ("Giao UBND xã Hòa Phú (huyện Ứng Hòa) chủ trì. UBND xã Hòa Phú báo cáo.", Context(province="Hà Nội"), ["Ủy ban nhân dân xã Hòa Xá, thành phố Hà Nội"]),  # told once
        ("Giao UBND xã Hòa Phú, huyện Ứng Hòa chủ trì; UBND xã Hòa Phú, huyện Chương Mỹ phối hợp.", Context(province="Hà Nội"), []),  # two
        ("Giao UBND xã Hòa Phú chủ trì.", Context(issuer="Ủy ban nhân dân huyện Ứng Hòa", province="Hà Nội"), ["Ủy ban nhân dân xã Hòa Xá, thành phố Hà Nội"]),
        ("Giao UBND xã Hòa Phú chủ trì.", Context(province="Hà Nội"), []),
        # The letterhead of a commune tells its district, and with it its province.
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN THANH\nCông an xã tham mưu.",
         Context(issuer="Ủy ban nhân dân xã Tân Thanh", superior="Ủy ban nhân dân huyện Lạng Giang"),
         ["Ủy ban nhân dân xã Mỹ Thái, tỉnh Bắc Ninh", "Công an xã Mỹ Thái, tỉnh Bắc Ninh"]),
        ("Giao UBND xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang chủ trì.", Context(), ["Ủy ban nhân dân xã Mỹ Thái, tỉnh Bắc Ninh"]),
    ],
)
def test_in_documents(text, context, found):
    agencies, _ = register_agencies(find_agencies(text, context), province=context.province, text=text, district=context.district)
    assert [one.name for agency in agencies for one in agency.successors if "xã" in one.name] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [("công an xã tân thanh", True), ("đảng ủy phường trần phú, thị xã sa pa", True), ("công an thị trấn vôi", True), ("công an thị xã sa pa", False), ("hợp tác xã", False)],
)
def test_names_of_communes(name, found):
    assert names_commune(name) is found


def test_bodies_are_known():
    for body in load_vocabulary("succession")["communes"]["bodies"]:
        assert commune_body(name_key(f"{body} xã Tân Thanh"))[0] == body
        assert known_agency(name_key(f"{body} xã Tân Thanh")) is None
