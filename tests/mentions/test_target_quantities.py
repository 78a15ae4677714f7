"""Quantities: numbers, ranges and their units, and what stands behind a number and is none."""

from __future__ import annotations

import pytest

from extractor.mentions.target_quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt 95 %/năm", [("95", None, "%/năm")]),
        ("từ 80% đến 90%", [("80", "90", "%")]),
        ("từ 80% đến 90 của", [("80", None, "%")]),  # what follows the second number is no unit
        ("1.200.000 triệu đồng", [("1.200.000", None, "triệu đồng")]),
        ("12 tỷ", [("12", None, "tỷ")]),
        ("2 triệu lượt khách", [("2", None, "triệu lượt khách")]),
        ("5 triệu của", []),
        ("03 hệ thống\n thông tin", [("03", None, "hệ thống\n thông tin")]),
        ("3 km2", [("3", None, "km2")]),
        ("4 hộ gia đình/năm", [("4", None, "hộ gia đình/năm")]),
        ("4 hộp sữa tươi", [("4", None, "hộp sữa")]),
        ("4hộp", []),  # a noun that is not listed stands behind a blank
        ("5 năm 2026.", [("5", None, "năm"), ("2026", None, "")]),
        ("số 12/KH", []),
        ("100 phần trăm hồ sơ", [("100", None, "phần trăm")]),
    ],
)
def test_quantities(text, expected):
    assert [(quantity.low, quantity.high, quantity.unit) for quantity in find_quantities(text)] == expected


def test_where_a_quantity_and_its_unit_stand():
    (quantity,) = find_quantities("chi 12,5 tỷ đồng")
    assert (quantity.start, quantity.unit_start, quantity.end) == (4, 9, 16)
    assert quantity.money
    assert not quantity.bare
    assert not quantity.other


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt 11/19 tiêu chí", [("11", None, "tiêu chí")]),
        ("03/4 xã", [("03", None, "xã")]),
        ("3/4 xã", []),  # a part, not so many
        ("12/11 xã", []),
        ("ngày 5/7 xã", []),
        ("24/24 giờ", []),  # no thing
        ("5/7/2026 xã", []),
        ("5/7 và", []),
        ("dưới 15/100.000 dân", [("15", None, "/100.000 dân")]),
        ("1,5/1.000 trẻ", [("1,5", None, "/1.000 trẻ")]),
        ("9 bé trai/100 bé gái", [("9", None, "bé trai/100 bé gái")]),
        ("500 nghìn tỷ đồng", [("500", None, "nghìn tỷ đồng")]),
        ("chọn hai mô hình và 3 lớp, ba hội nghị", [("2", None, "mô hình"), ("3", None, "lớp"), ("3", None, "hội nghị")]),
        ("ít nhất một mô hình/xã", [("1", None, "mô hình/xã")]),
        ("một mô hình", []),  # an article
        ("thứ hai mô", []),
        ("hai con số", []),
    ],
)
def test_so_many_of_so_many_and_numbers_in_words(text, expected):
    assert [(quantity.low, quantity.high, quantity.unit) for quantity in find_quantities(text)] == expected
