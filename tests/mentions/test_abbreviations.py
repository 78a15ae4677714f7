"""Abbreviations that a document defines."""

import pytest

from extractor.mentions.abbreviations import find_abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("giải quyết thủ tục hành chính (TTHC) và", {"TTHC": "thủ tục hành chính"}),
        ("kế hoạch tuyên truyền cải cách hành chính (CCHC)", {"CCHC": "cải cách hành chính"}),
        ("Cục Quản lý đất đai (sau đây viết tắt là QLĐĐ).", {"QLĐĐ": "Quản lý đất đai"}),
        ("khu kinh tế (viết tắt là KKT), khu công nghiệp (gọi tắt là KCN)", {"KKT": "khu kinh tế", "KCN": "khu công nghiệp"}),
        ("cán bộ, công chức, viên chức (CBCCVC)", {"CBCCVC": "cán bộ, công chức, viên chức"}),  # commas within
        ("Lao động – Thương binh và Xã hội (LĐTBXH)", {"LĐTBXH": "Lao động – Thương binh và Xã hội"}),  # "và" has no letter
        ("nâng cao chỉ số năng lực cạnh tranh (PCI)", {}),  # initials of another language
        ("trẻ em, học sinh (gọi chung là học sinh)", {}),  # no abbreviation
        ("khoản 2 Điều 5 (II) và mục (A)", {}),
        ("thủ tục hành chính (TTHC); tổ tuyên huấn (TTHC)", {"TTHC": "thủ tục hành chính"}),  # the first definition holds
    ],
)
def test_find_abbreviations(text, found):
    assert find_abbreviations(text) == found
