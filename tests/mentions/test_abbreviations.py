"""Abbreviations that a document defines."""

import pytest

from extractor.mentions.abbreviations import find_abbreviations
from extractor.mentions.unit_initials import find_unit_initials


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("giải quyết thủ tục hành chính (TTHC) và", {"TTHC": "thủ tục hành chính"}),
        ("kế hoạch tuyên truyền cải cách hành chính (CCHC)", {"CCHC": "cải cách hành chính"}),
        ("Cục Quản lý đất đai (sau đây viết tắt là QLĐĐ).", {"QLĐĐ": "Quản lý đất đai"}),
        ("khu kinh tế (viết tắt là KKT), khu công nghiệp (gọi tắt là KCN)", {"KKT": "khu kinh tế", "KCN": "khu công nghiệp"}),
        ("cán bộ, công chức, viên chức (CBCCVC)", {"CBCCVC": "cán bộ, công chức, viên chức"}),  # commas within
        ("Lao động – Thương binh và Xã hội (LĐTBXH)", {"LĐTBXH": "Lao động – Thương binh và Xã hội"}),  # "và" has no letter
        ("Chủ trì: Công ty Hòa Phát (CĐT)", {}),  # what it is in the work
        ("Viện Văn hóa Nghệ thuật quốc gia Việt Nam (VICAS)", {"VICAS": "Viện Văn hóa Nghệ thuật quốc gia Việt Nam"}),
        ("nâng cao chỉ số năng lực cạnh tranh (PCI)", {}),  # initials of another language
        ("trẻ em, học sinh (gọi chung là học sinh)", {}),  # no abbreviation
        ("khoản 2 Điều 5 (II) và mục (A)", {}),
        ("thủ tục hành chính (TTHC); tổ tuyên huấn (TTHC)", {"TTHC": "thủ tục hành chính"}),  # the first definition holds
    ],
)
def test_find_abbreviations(text, found):
    assert find_abbreviations(text) == found


FULL = "1. Phòng Khoa học và Hợp tác quốc tế; Trung tâm Khảo thí và Đảm bảo chất lượng; Phòng Kế hoạch tổng hợp.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (FULL + "Giao Phòng KH&HTQT rà soát", {"Phòng KH&HTQT": "Phòng Khoa học và Hợp tác quốc tế"}),
        (FULL + "phối hợp với phòng KHHTQT", {"phòng KHHTQT": "Phòng Khoa học và Hợp tác quốc tế"}),
        (FULL + "Trung tâm KT&ĐBCL rà soát", {"Trung tâm KT&ĐBCL": "Trung tâm Khảo thí và Đảm bảo chất lượng"}),
        (FULL + "Phòng KHTH; Phòng TCHC", {"Phòng KHTH": "Phòng Kế hoạch tổng hợp"}),  # no name for the other
        ("Phòng Kế toán nội bộ. Phòng KT rà soát", {}),  # two letters fit a beginning only
        ("Phòng Kế toán. Phòng Kỹ thuật. Phòng KT rà soát", {}),  # two names fit
        ("Hội Liên hiệp Phụ nữ tỉnh, Hội LHPN huyện", {}),  # everybody's
        ("Phòng Giáo dục và Đào tạo, Phòng GD&ĐT", {}),
        ("Ban QLDA rà soát. Ban Quản lý dự án đầu tư xây dựng huyện", {"Ban QLDA": "Ban Quản lý dự án"}),
    ],
)
def test_find_unit_initials(text, found):
    assert find_unit_initials(text) == found
