"""What became of an agency: chains of bodies and provinces, and the data of `models/succession.toml`."""

import re
from datetime import date

import pytest

from extractor.folding import fold
from extractor.mentions import agency_succession
from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_register import classify, register_agencies
from extractor.mentions.agency_succession import Standing, agency_on, is_centrally_run, place_on, successors
from extractor.mentions.context import Context
from extractor.naming import known_provinces
from extractor.registry import known_agency, name_key
from extractor.vocabulary import load_vocabulary

NOT_KNOWN = Standing(None, known=False)
DATA = load_vocabulary("succession")
BODIES = [names for change in DATA["change"] for names in (*change["names"], *change.get("duties", ()))]
MOVES = [places for change in DATA["place"] for places in change["places"]]


def chain(name, province=None):
    return [(one.name, one.since) for one in successors(name, province) if one.duties is None]


@pytest.mark.parametrize(
    ("name", "province", "found"),
    [
        ("Bộ Kế hoạch và Đầu tư", None, [("Bộ Tài chính", "2025-03-01")]),
        ("Sở Lao động – Thương binh và Xã hội", "Bắc Giang", [("Sở Nội vụ", "2025-03-01")]),  # named without its place
        ("Sở Lao động, Thương binh và Xã hội tỉnh Bắc Giang", None,
         [("Sở Nội vụ tỉnh Bắc Giang", "2025-03-01"), ("Sở Nội vụ tỉnh Bắc Ninh", "2025-07-01"), ("Sở Nội vụ thành phố Bắc Ninh", "2026-09-20")]),
        ("Ủy ban nhân dân tỉnh Hải Dương", None, [("Ủy ban nhân dân thành phố Hải Phòng", "2025-07-01")]),
        ("Uỷ ban nhân dân tỉnh Bà Rịa – Vũng Tàu", None, [("Ủy ban nhân dân thành phố Hồ Chí Minh", "2025-07-01")]),
        ("Tỉnh ủy Thừa Thiên Huế", None, [("Thành ủy Huế", "2025-01-01")]),  # called after the kind of its place
        ("Tỉnh đoàn Hải Dương", None, [("Thành đoàn Hải Phòng", "2025-07-01")]),
        ("Ủy ban nhân dân tỉnh Hà Tây", None, [("Ủy ban nhân dân thành phố Hà Nội", "2008-08-01")]),
        ("Ủy ban nhân dân tỉnh Sơn La", None, []),
        ("Ủy ban nhân dân tỉnh Lào Cai", None, []),  # keeps its name, though it took another province in
        ("Ủy ban nhân dân thành phố Bắc Ninh", None, []),  # of a district, or of the city of today: it has no later one
        ("Sở Nội vụ", "Bắc Giang", []),
        ("Sở Giao thông vận tải", "Lào Cai", [("Sở Xây dựng", "2025-03-01")]),
        ("Sở Giao thông vận tải", "Hồ Chí Minh", []),  # went another way there
        ("Sở Giao thông vận tải thành phố Hồ Chí Minh", "Lào Cai", []),
        ("Sở Giao thông vận tải", None, []),  # nobody knows where
        ("Sở Giao thông vận tải tỉnh Hà Tây", None, [("Sở Giao thông vận tải thành phố Hà Nội", "2008-08-01")]),  # which went another way in 2025
        ("Sở Giao thông vận tải", "Hà Tây", []),
        ("Sở Kế hoạch và Đầu tư tỉnh Hà Tây", None, [("Sở Kế hoạch và Đầu tư thành phố Hà Nội", "2008-08-01"), ("Sở Tài chính thành phố Hà Nội", "2025-03-01")]),
        # Not every province has one: nobody knows whether the other one had.
        ("Sở Du lịch tỉnh Bình Định", None, []),
        ("Sở Văn hóa và Thể thao tỉnh Bình Định", None, []),
        ("Sở Văn hóa, Thể thao và Du lịch tỉnh Bình Dương", None, []),
        ("Sở Ngoại vụ tỉnh Bắc Giang", None, []),
        ("Sở Quy hoạch - Kiến trúc tỉnh Bình Dương", None, []),
        ("Sở An toàn thực phẩm tỉnh Bắc Ninh", None, []),
        ("Sở Dân tộc và Tôn giáo tỉnh Gia Lai", None, []),
        ("Sở Giao thông công chánh thành phố Hồ Chí Minh", None, []),
        ("Sở Y tế tỉnh Bình Dương", None, [("Sở Y tế thành phố Hồ Chí Minh", "2025-07-01")]),
        ("Ban Dân tộc tỉnh", "Lào Cai", []),  # not certain
        ("Ủy ban nhân dân xã Tân Hưng", "Nghệ An", []),
        ("Đài Phát thanh và Truyền hình tỉnh Bắc Giang", None, []),  # followed under another name
        ("Bộ Chỉ huy Quân sự tỉnh Bình Dương", None, []),
        ("Giám đốc Sở Kế hoạch và Đầu tư", "Lào Cai", [("Giám đốc Sở Tài chính", "2025-03-01")]),  # stands for his body
        ("Bí thư Tỉnh ủy Hải Dương", None, [("Bí thư Thành ủy Hải Phòng", "2025-07-01")]),
        ("Thủ trưởng Ủy ban Dân tộc", None, []),  # of another kind of body
        ("Giám đốc", None, []),
        ("", None, []),
    ],
)
def test_successors(name, province, found):
    assert chain(name, province) == found


def test_duties_went_elsewhere():
    parts = {one.name: one.duties for one in successors("Bộ Lao động - Thương binh và Xã hội") if one.duties}
    assert parts["Bộ Giáo dục và Đào tạo"] == "giáo dục nghề nghiệp"
    assert all(one.ground == "Nghị quyết số 176/2025/QH15" for one in successors("Bộ Lao động - Thương binh và Xã hội"))


@pytest.mark.parametrize(
    ("name", "day", "standing"),
    [
        ("Bộ Giao thông vận tải", "2025-02-28", Standing("Bộ Giao thông vận tải")),
        ("Bộ Giao thông vận tải", "2025-03-01", Standing("Bộ Xây dựng", "2025-03-01", "Nghị quyết số 176/2025/QH15")),
        ("Công an tỉnh Bắc Giang", "2026-01-01", Standing("Công an tỉnh Bắc Ninh", "2025-07-01", "Nghị quyết số 202/2025/QH15")),
        ("Huyện ủy Gio Linh", "2025-07-01", Standing(None, "2025-07-01", "Nghị quyết số 203/2025/QH15")),
        ("Huyện ủy Gio Linh", "2025-06-30", Standing("Huyện ủy Gio Linh")),
        ("Ủy ban nhân dân thành phố Bắc Giang", "2026-01-01", Standing(None, "2025-07-01", "Nghị quyết số 203/2025/QH15")),  # a district's city
        ("Ủy ban nhân dân thành phố Hà Nội", "2026-01-01", Standing("Ủy ban nhân dân thành phố Hà Nội")),
        ("Công an huyện Lục Nam", "2025-03-01", Standing(None, "2025-03-01", "Kết luận số 121-KL/TW")),
        ("Chủ tịch Ủy ban nhân dân huyện Lục Nam", "2025-07-01", Standing(None, "2025-07-01", "Nghị quyết số 203/2025/QH15")),
        ("Giám đốc Sở Y tế tỉnh Bắc Giang", "2025-07-01", Standing("Giám đốc Sở Y tế tỉnh Bắc Ninh", "2025-07-01", "Nghị quyết số 202/2025/QH15")),
        # A district's city up to June 2025, nothing, the centrally-run city of September 2026.
        ("Ủy ban nhân dân thành phố Bắc Ninh", "2025-06-30", Standing("Ủy ban nhân dân thành phố Bắc Ninh")),
        ("Ủy ban nhân dân thành phố Bắc Ninh", "2025-12-31", Standing(None, "2025-07-01", "Nghị quyết số 203/2025/QH15")),
        ("Ủy ban nhân dân thành phố Bắc Ninh", "2026-09-20", Standing("Ủy ban nhân dân thành phố Bắc Ninh")),
        ("Ủy ban nhân dân thành phố Huế", "2025-12-31", Standing("Ủy ban nhân dân thành phố Huế")),
        ("Sở Y tế thành phố Bắc Ninh", "2025-12-31", NOT_KNOWN),
        ("Sở Y tế thành phố Bắc Ninh", "2026-12-31", Standing("Sở Y tế thành phố Bắc Ninh")),
        # In these months provinces carried the decree out.
        ("Sở Kế hoạch và Đầu tư tỉnh Sơn La", "2025-02-28", Standing("Sở Kế hoạch và Đầu tư tỉnh Sơn La")),
        ("Sở Kế hoạch và Đầu tư tỉnh Sơn La", "2025-06-30", Standing("Sở Tài chính tỉnh Sơn La", "2025-03-01", "Nghị định số 45/2025/NĐ-CP", settled=False)),
        ("Sở Kế hoạch và Đầu tư tỉnh Sơn La", "2025-07-01", Standing("Sở Tài chính tỉnh Sơn La", "2025-03-01", "Nghị định số 45/2025/NĐ-CP")),
        ("Sở Giao thông vận tải thành phố Hà Nội", "2025-02-28", Standing("Sở Giao thông vận tải thành phố Hà Nội")),
        # What is not known is not told as unchanged.
        ("Sở Giao thông vận tải thành phố Hà Nội", "2025-03-01", NOT_KNOWN),
        ("Sở Giao thông vận tải", "2026-01-01", NOT_KNOWN),
        ("Không có cơ quan này", "2026-01-01", NOT_KNOWN),
        ("", "2026-01-01", NOT_KNOWN),
        ("Sở Du lịch tỉnh Bình Định", "2026-01-01", NOT_KNOWN),
        ("Sở Ngoại vụ tỉnh Bắc Giang", "2025-01-01", NOT_KNOWN),
        ("Thanh tra tỉnh Bắc Giang", "2025-12-31", NOT_KNOWN),
        ("Viện kiểm sát nhân dân huyện Lục Nam", "2026-01-01", NOT_KNOWN),
        ("Tổng cục Dự trữ Nhà nước", "2026-01-01", NOT_KNOWN),
        ("Thủ trưởng Ủy ban Dân tộc", "2026-01-01", NOT_KNOWN),
        ("Trung tâm Y tế huyện Gio Linh", "2026-01-01", NOT_KNOWN),  # lives on, under what name is not known
        ("Ủy ban nhân dân xã Tân Hưng", "2026-01-01", NOT_KNOWN),
        ("Sở Nông nghiệp và Môi trường tỉnh Sơn La", "2024-01-01", NOT_KNOWN),  # before its first day
        ("Sở Nông nghiệp và Môi trường tỉnh Sơn La", "2026-01-01", Standing("Sở Nông nghiệp và Môi trường tỉnh Sơn La")),
        ("Bộ Y tế", "2026-01-01", Standing("Bộ Y tế")),
    ],
)
def test_agency_on(name, day, standing):
    assert agency_on(name, day) == standing


def test_a_body_without_its_place_is_the_named_provinces():
    assert agency_on("Sở Y tế", "2026-01-01", "Bắc Giang").name == "Sở Y tế tỉnh Bắc Ninh"
    assert agency_on("Sở Kế hoạch và Đầu tư", "2026-01-01", "Huế").name == "Sở Tài chính thành phố Huế"
    assert agency_on("Sở Y tế", "2026-01-01").name == "Sở Y tế"


@pytest.mark.parametrize("day", ["31/12/2025", "2025-3-1", "20250301", "2025-03", "2025-02-30", "hôm nay", "", None, date(2025, 3, 1)])
def test_what_is_no_iso_day_is_refused(day):
    for ask in (lambda: agency_on("Bộ Y tế", day), lambda: place_on("tỉnh Bắc Giang", day)):
        with pytest.raises(ValueError, match=r"day|month"):
            ask()


@pytest.mark.parametrize(
    ("city", "day", "found"),
    [
        ("Hà Nội", None, True), ("Vinh", "2026-01-01", False), ("Huế", "2024-12-31", False), ("Huế", "2025-01-01", True), ("Huế", "2025", True), ("Huế", None, None),
        ("Bắc Ninh", "2026-09-19", False), ("Bắc Ninh", "2026-09-20", True), ("Bắc Ninh", "2026-09", None), ("Bắc Ninh", "2026-10", True), ("Bắc Ninh", "2026", None),
        ("Đồng Nai", "2026-04-29", False), ("Bắc Giang", "2026-12-01", False),
    ],
)
def test_cities_are_of_provinces_rank_from_their_day_on(city, day, found):
    assert is_centrally_run(city, day) is found


def test_names_that_come_back_are_no_circle(monkeypatch):
    own = {"cục thuế": (agency_succession._Step("2025-03-01", "g", "Tổng cục Thuế"),), "tổng cục thuế": (agency_succession._Step("2026-03-01", "g", "Cục Thuế"),)}
    moves = {"tỉnh bắc giang": (agency_succession._Step("2010-01-01", "g", "tỉnh Bắc Ninh"),), "tỉnh bắc ninh": (agency_succession._Step("2020-01-01", "g", "tỉnh Bắc Giang"),)}
    monkeypatch.setattr(agency_succession, "_own_steps", lambda: own)
    monkeypatch.setattr(agency_succession, "_place_steps", lambda: moves)
    assert chain("Cục Thuế") == [("Tổng cục Thuế", "2025-03-01"), ("Cục Thuế", "2026-03-01")]
    assert chain("Tổng cục Thuế") == [("Cục Thuế", "2026-03-01")]  # the rename of 2025 was before it had the name
    assert chain("Sở Y tế tỉnh Bắc Giang") == [("Sở Y tế tỉnh Bắc Ninh", "2010-01-01"), ("Sở Y tế tỉnh Bắc Giang", "2020-01-01")]
    assert place_on("tỉnh Bắc Giang", "2026-01-01").name == "tỉnh Bắc Giang"


def test_no_duty_goes_to_a_body_that_only_some_provinces_have():
    for name, to, *duties in BODIES:
        if known_agency(name_key(name)).local:
            assert known_agency(name_key(to)).local, (name, to, duties)


@pytest.mark.parametrize(
    ("place", "day", "name"),
    [
        ("tỉnh Bắc Giang", "2025-06-30", "tỉnh Bắc Giang"), ("tỉnh Bắc Giang", "2025-07-01", "tỉnh Bắc Ninh"),
        ("tỉnh Bắc Giang", "2026-09-20", "thành phố Bắc Ninh"), ("tỉnh Hoà Bình", "2026-01-01", "tỉnh Phú Thọ"), ("tỉnh Sơn La", "2026-01-01", "tỉnh Sơn La"),
        ("thành phố Bắc Ninh", "2026-12-01", "thành phố Bắc Ninh"),
    ],
)
def test_place_on(place, day, name):
    assert place_on(place, day).name == name


@pytest.mark.parametrize("place", ["huyện Gio Linh", "Bắc Giang", "thành phố Thủ Dầu Một, tỉnh Bình Dương", "thành phố Bắc Ninh", ""])
def test_places_that_are_not_known(place):
    assert place_on(place, "2026-01-01") == NOT_KNOWN


def test_bodies_and_heirs_are_known():
    for name, to, *_ in BODIES:
        assert known_agency(name_key(name)) is not None, name
        assert known_agency(name_key(to)) is not None or classify(to)[1] is not None, to


def test_provinces_are_known_and_34_are_left():
    provinces = {name_key(name) for name in known_provinces().values()}
    for place in (place for places in MOVES for place in places):
        _, name = re.fullmatch("(tỉnh|thành phố) (.+)", place).groups()
        assert name_key(name) in provinces, place
    merged = {old for change in DATA["place"] if change["since"] == "2025-07-01" for old, _ in change["places"]}
    assert len(merged) == 29
    today = {place_on(f"{level} {name}", "2026-12-31").name for level, names in (("tỉnh", "provinces"), ("thành phố", "cities"))
             for name in load_vocabulary("places")[names]}
    assert len(today) == 34
    assert sum(place.startswith("thành phố") for place in today) == 9


def test_days_and_grounds():
    for change in (*DATA["change"], *DATA["place"], *DATA["ended"]):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", change["since"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", change.get("settled", change["since"]))
        assert change.get("settled", change["since"]) >= change["since"]
        assert fold(change["ground"]).startswith(("nghị quyết", "nghị định", "quyết định", "kết luận"))


def test_the_register_has_codes_and_successors():
    mentions = find_agencies("Bộ Giao thông vận tải phối hợp với các Sở Kế hoạch và Đầu tư, Sở Y tế.", Context(province="Lào Cai"))
    agencies, _ = register_agencies(mentions, province="Lào Cai")
    told = {agency.name: (agency.code, [one.name for one in agency.successors]) for agency in agencies}
    assert told["Bộ Giao thông vận tải"] == ("G04", ["Bộ Xây dựng", "Bộ Công an"])
    assert told["Sở Y tế"] == (None, [])
