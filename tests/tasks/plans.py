"""Small plans in text for the tests of structure and tasks: a letterhead, a title, a preamble, and the body under test."""

from extractor import read
from extractor.document import Document
from extractor.extracting import plan_of
from extractor.records import Plan

FRONT = """ỦY BAN NHÂN DÂN
TỈNH BẮC GIANG

Số: 14/KH-UBND

Bắc Giang, ngày 18 tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số tỉnh Bắc Giang năm 2026

Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:

"""


def plan_text(body: str) -> Document:
    """A provincial plan of 2026 with this body, one paragraph a line."""
    return read((FRONT + "\n\n".join(body.strip().splitlines()) + "\n").encode(), filename="plan.md")


def table_plan(rows: str, heading: str = "") -> Plan:
    """A plan of 2026 whose one table, maybe under a heading, has these rows, cells parted by bars."""
    front = "".join(f"<p>{line}</p>" for line in FRONT.splitlines() if line)
    body = "".join(f"<tr>{''.join(f'<td>{cell.strip()}</td>' for cell in row.split('|'))}</tr>" for row in rows.strip().splitlines())
    return plan_of(read(f"<html>{front}<p>II. NHIỆM VỤ</p><p>{heading}</p><table>{body}</table></html>".encode(), filename="plan.html"))
