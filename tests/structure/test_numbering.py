"""Markers, a line a case: what the paragraph begins with, its family's depth, its number as printed, its ordinal."""

import pytest

from extractor.structure import numbering as n
from extractor.structure.numbering import parse_cell_number, parse_long_number, parse_marker

CASES = [
    ("I. MỤC ĐÍCH", n.ROMAN, "I", 1),
    ("IV/ Kinh phí", n.ROMAN, "IV", 4),  # slash, as older plans print it
    ("II- NỘI DUNG", n.ROMAN, "II", 2),
    ("II.1 Hoàn thiện thể chế", n.ROMAN_DECIMAL, "II.1", 1),
    ("A. CÁC CHỈ TIÊU", n.LETTER_HEAD, "A", 1),
    ("C. Nội dung", n.LETTER_HEAD, "C", 3),  # C, D stand for letters when nothing Roman fits: 100 and 500 number no section
    ("1. Mục đích", n.DECIMAL, "1", 1),
    ("12/ Sở Y tế", n.DECIMAL, "12", 12),
    ("1.1. Đợt 1: từ 13h30", n.DECIMAL + 1, "1.1", 1),
    ("2.1 Về ngân sách", n.DECIMAL + 1, "2.1", 1),  # without the last full stop
    ("3.2.4. Tăng cường", n.DECIMAL + 2, "3.2.4", 4),
    ("a) Tổ chức", n.LETTER, "a", 1),
    ("đ) Rà soát", n.LETTER, "đ", 5),  # đ follows d
    ("b. Yêu cầu", n.LETTER, "b", 2),
    ("(1) Rà soát", n.ROUND, "1", 1),
    ("2) Rà soát", n.ROUND, "2", 2),
    ("(iii) Rà soát", n.SMALL_ROMAN, "iii", 3),
    ("- Là đầu mối", n.DASH, None, None),
    ("+ Nghị quyết", n.CROSS, None, None),
    ("Điều 3. Chánh Văn phòng", n.ARTICLE, "3", 3),
    ("Phần thứ hai", n.PART, "Phần thứ hai", 2),
    ("PHẦN I", n.PART, "PHẦN I", 1),
    ("Chương II", n.CHAPTER, "Chương II", 2),
]


@pytest.mark.parametrize(("text", "depth", "number", "ordinal"), CASES)
def test_marker(text: str, depth: int, number: str | None, ordinal: int | None) -> None:
    marker = parse_marker(text)
    assert marker is not None
    assert (marker.depth, marker.number, marker.ordinal) == (depth, number, ordinal)


@pytest.mark.parametrize("text", [
    "15/10/2026 hoàn thành",  # a date
    "1.200 tỷ đồng",  # a sum
    "2026 - 2030",  # a period
    "95% hồ sơ", "12 tháng", "10-12 hội nghị",
    "Chương trình hành động", "Phần mềm quản lý", "Mục tiêu chung",  # words that begin like chương, phần, mục
    "Điều 9, Nghị định số 181/2024/NĐ-CP",  # a citation
    "Vi phạm", "Đẩy mạnh", "", "-5 độ",
])
def test_no_marker(text: str) -> None:
    assert parse_marker(text) is None


@pytest.mark.parametrize(("cell", "number"), [("1", "1"), ("II.1", "II.1"), ("a)", "a"), ("A", "A"), ("III", "III"), ("1.1", "1.1"), ("12.", "12"),
    ("A.1", "A.1"), ("B.1.2.", "B.1.2"), ("1a", "1a"), ("I.a", "I.a")])
def test_cell_number(cell: str, number: str) -> None:
    marker = parse_cell_number(cell)
    assert marker is not None
    assert marker.number == number


@pytest.mark.parametrize("cell", ["TT", "STT", "", "A.B", "1 ha", "TX.1", "Sở Nội vụ", "2026", "Quý I/2024"])
def test_no_cell_number(cell: str) -> None:
    assert parse_cell_number(cell) is None


@pytest.mark.parametrize(
    ("cell", "above", "number"),
    [
        ("1000", 999, "1000"),
        ("1.000.", 999, "1.000"),
        ("1002", 999, "1002"),  # rows between may be left out
        ("12345", 12344, "12345"),
        ("2026", 999, None),  # a year
        ("2026", 0, None),
        ("1000", 1000, None),
        ("0999", 998, None),
        ("1000 ha", 999, None),
    ],
)
def test_long_numbers_count_on(cell: str, above: int, number: str | None) -> None:
    marker = parse_long_number(cell, above)
    assert (marker and marker.number) == number
    assert marker is None or (marker.depth, marker.length) == (n.DECIMAL, len(cell))


def test_depths_order_the_families() -> None:
    order = ["Phần thứ nhất", "Chương I", "A. X", "I. X", "I.1. X", "1. X", "1.1. X", "1.1.1. X", "1) X", "a) X", "(i) X", "- X", "+ X"]
    depths = [marker.depth for text in order if (marker := parse_marker(text))]
    assert depths == sorted(set(depths))
    assert len(depths) == len(order)
