"""The tree of sections, a made body a case."""

from __future__ import annotations

import pytest

from extractor.structure.outline import outline
from extractor.structure.parts import divide
from tests.structure.documents import document

FRONT = "<ỦY BAN NHÂN DÂN\n<TỈNH SƠN LA\n<Số: 12/KH-UBND\n>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>Sơn La, ngày 05 tháng 02 năm 2026\n^KẾ HOẠCH\n^Sinh hoạt đầu năm\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"


def levels(body: str) -> list[tuple[int, str]]:
    text = document(FRONT + body)
    return [(section.level, section.heading) for section in outline(text, divide(text)).sections]


CASES = [
    (  # what stands in capitals between II and III stands in II
        "I. MỤC ĐÍCH\n1. Giáo dục truyền thống.\nII. NỘI DUNG\n1. Chương trình chi tiết:\nNGÀY 1: THỨ HAI\n- Tổ chức khai mạc.\nNGÀY 2: THỨ BA\n- Tổ chức bế mạc.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Giao Ban Giám hiệu chỉ đạo.",
        [(1, "MỤC ĐÍCH"), (1, "NỘI DUNG"), (2, "Chương trình chi tiết:"), (3, "NGÀY 1: THỨ HAI"), (3, "NGÀY 2: THỨ BA"), (1, "TỔ CHỨC THỰC HIỆN")],
    ),
    (  # where the count begins anew, the capitals stand above it
        "CÔNG TÁC ĐẢNG\nI. MỤC ĐÍCH\n1. Giáo dục truyền thống.\nCÔNG TÁC ĐOÀN\nI. MỤC ĐÍCH\n1. Giáo dục truyền thống.",
        [(1, "CÔNG TÁC ĐẢNG"), (2, "MỤC ĐÍCH"), (1, "CÔNG TÁC ĐOÀN"), (2, "MỤC ĐÍCH")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_levels(body: str, expected: list[tuple[int, str]]) -> None:
    assert levels(body) == expected
