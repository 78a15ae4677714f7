"""Small plans in text for the tests of structure and tasks: a letterhead, a title, a preamble, and the body under test."""

from extractor import read
from extractor.document import Document

_FRONT = """ỦY BAN NHÂN DÂN
TỈNH BẮC GIANG

Số: 14/KH-UBND

Bắc Giang, ngày 18 tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số tỉnh Bắc Giang năm 2026

Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:

"""


def plan_text(body: str) -> Document:
    """A provincial plan of 2026 with this body, one paragraph a line."""
    return read((_FRONT + "\n\n".join(body.strip().splitlines()) + "\n").encode(), filename="plan.md")
