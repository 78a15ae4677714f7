"""Parts of documents: which they are, and that they cover every block."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Document
from extractor.reading.opening import open_document
from extractor.structure.metadata import read_metadata
from extractor.structure.outline import outline
from extractor.structure.parts import divide
from tests.structure.documents import document

HEAD = (
    "<UBND TỈNH HÀ NAM\n<SỞ Y TẾ\n>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>Độc lập - Tự do - Hạnh phúc\n"
    "<Số: 12/KH-SYT\n>Hà Nam, ngày 05 tháng 3 năm 2025\n"
)
CLOSING = "<Nơi nhận:\n<- Như Điều 3;\n<- Lưu: VT.\n>KT. GIÁM ĐỐC\n>PHÓ GIÁM ĐỐC\n>Nguyễn Văn An\n"
PLAN = (
    "^KẾ HOẠCH\n^Phòng, chống dịch bệnh năm 2025\nThực hiện Kế hoạch số 1/KH-UBND, Sở Y tế ban hành Kế hoạch như sau:\n"
    "I. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n"
)
DECISION = (
    "^QUYẾT ĐỊNH\n^Về việc ban hành Kế hoạch phòng, chống dịch bệnh\n^GIÁM ĐỐC SỞ Y TẾ\nCăn cứ Luật Khám bệnh, chữa bệnh;\n"
    "Theo đề nghị của Trưởng phòng Nghiệp vụ Y.\nQUYẾT ĐỊNH:\n"
)
ARTICLES = "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phòng, chống dịch bệnh.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
TABLE = "TT\tNội dung\tThời gian\n1\tTập huấn\tQuý II\n"


@pytest.mark.parametrize(("text", "kinds"), [
    (HEAD + PLAN + CLOSING, "letterhead title legal_basis body closing"),
    # An appendix with its label, one without label told by the note, and a table right below the closing.
    (HEAD + PLAN + CLOSING + "^PHỤ LỤC I\n^DANH MỤC\n^(Kèm theo Kế hoạch số 12/KH-SYT)\n"
     "" + TABLE, "letterhead title legal_basis body closing appendix_title appendix"),
    (HEAD + PLAN + CLOSING + "PHÂN CÔNG NHIỆM VỤ\n(Kèm theo Kế hoạch số 12/KH-SYT)\n"
     "" + TABLE, "letterhead title legal_basis body closing appendix_title appendix"),
    (HEAD + PLAN + CLOSING + TABLE, "letterhead title legal_basis body closing appendix"),
    (HEAD + PLAN + CLOSING + "Phụ lục 1\n" + TABLE + "Phụ lục 2\n" + TABLE,
     "letterhead title legal_basis body closing appendix_title appendix appendix_title appendix"),
    # A decision that issues a plan; the plan with a letterhead of its own; a decision that orders in its own articles.
    (HEAD + DECISION + ARTICLES + CLOSING + PLAN, "letterhead title legal_basis articles closing title legal_basis body"),
    (HEAD + DECISION + ARTICLES + CLOSING + HEAD + PLAN + CLOSING,
     "letterhead title legal_basis articles closing letterhead title legal_basis body closing"),
    (HEAD + DECISION + "Điều 1. Thành lập Tổ công tác.\nĐiều 2. Tổ công tác rà soát, báo cáo.\n"
     "" + CLOSING, "letterhead title legal_basis body closing"),
    (HEAD + DECISION + ARTICLES + CLOSING, "letterhead title legal_basis articles closing"),  # the plan is left out of the file
    # A directive: the preamble goes up to item 1; signature before the recipients, in one column.
    (HEAD + "CHỈ THỊ\nVề việc tăng cường phòng cháy\nThời gian qua, cháy nổ tăng.\nGiám đốc Sở yêu cầu:\n1. Các phòng rà soát.\n"
     "2. Văn phòng theo dõi.\n"
     "GIÁM ĐỐC\nTrần Thị Bình\nNơi nhận:\n- Như trên;\n- Lưu: VT.", "letterhead title legal_basis body closing"),
    # An official letter has no title; its addressees belong to the letterhead.
    (HEAD + "V/v rà soát\nKính gửi:\n- UBND các huyện;\n- Các phòng.\nThực hiện Công văn số 1/UBND-NC, Sở đề nghị:\n1. Rà soát.\n"
     "" + CLOSING,
     "letterhead legal_basis body closing"),
    # No letterhead; headings lost their numbers; nothing but a table.
    (PLAN + CLOSING, "title legal_basis body closing"),
    ("KẾ HOẠCH\nTập huấn năm 2025\nSở Y tế ban hành Kế hoạch như sau:\nMỤC ĐÍCH, YÊU CẦU\nNâng cao năng lực.", "title legal_basis body"),
    (TABLE, "body"),
    ("", ""),
])
def test_kinds_of_parts(text: str, kinds: str) -> None:
    assert " ".join(region.kind for region in divide(document(text))) == kinds


@pytest.mark.parametrize(("text", "kind", "first", "last"), [
    (HEAD + PLAN, "title", "KẾ HOẠCH", "Phòng, chống dịch bệnh năm 2025"),
    (HEAD + DECISION + ARTICLES, "legal_basis", "GIÁM ĐỐC SỞ Y TẾ", "QUYẾT ĐỊNH:"),
    # A subject that begins as a legal basis does; the note's bracket closes a line below.
    ("KẾ HOẠCH\nThực hiện Nghị quyết số 1/NQ-CP\n(Ban hành kèm theo Quyết định số 2/QĐ-UBND\nngày 01/01/2025)\nI. MỤC TIÊU", "title",
     "KẾ HOẠCH", "ngày 01/01/2025)"),
    # Several recipients without a dash, and one over two lines.
    (PLAN + "Nơi nhận:\nNhư Điều 3;\nUBND các huyện,\nthành phố;\nLưu: VT.\nGIÁM ĐỐC\nTrần Thị Bình\nDANH MỤC\n" + TABLE, "closing",
     "Nơi nhận:", "Trần Thị Bình"),
    # A position inside the content is no signature.
    (PLAN + "2. GIÁM ĐỐC CÁC SỞ\nGiám đốc các Sở chỉ đạo thực hiện.\n" + CLOSING, "closing", "Nơi nhận:", "Nguyễn Văn An"),
])
def test_edges_of_parts(text: str, kind: str, first: str, last: str) -> None:
    read = document(text)
    part = next(read.slice(region.span).split("\n") for region in divide(read) if region.kind == kind)
    assert (part[0], part[-1]) == (first, last)


_FRONT = "letterhead title legal_basis body closing"


@pytest.mark.parametrize(("name", "kinds"), [
    ("bac-giang-2019.docx", _FRONT),
    ("bac-giang-2019.pdf", _FRONT),
    ("bac-giang-2019-md.md", "title legal_basis body closing"),
    ("so-ldtbxh-bac-giang-2024.docx", f"{_FRONT} appendix_title appendix"),
    ("so-ldtbxh-bac-giang-2024.pdf", f"{_FRONT} appendix_title appendix"),
    ("so-ldtbxh-2024-md.md", f"{_FRONT} appendix_title appendix"),
    ("sct-lao-cai-kiem-tra-2026.docx", f"{_FRONT} appendix_title appendix"),
    ("bo-nnmt-nd180-2026.txt", "letterhead title legal_basis articles closing title legal_basis body appendix_title appendix"),
    ("tinh-uy-lao-cai-ctr104-2026.txt", f"{_FRONT} appendix_title appendix appendix_title appendix"),
    ("quang-ngai-tb565-2024.pdf", _FRONT),
    ("ttg-chi-thi-15-2025.docx", _FRONT),
    ("vp-lao-cai-ket-luan-2026.docx", _FRONT),
])
def test_parts_of_corpus(corpus: Path, name: str, kinds: str) -> None:
    read = open_document(corpus / name)
    assert " ".join(region.kind for region in divide(read)) == kinds
    _assert_covers(read)


_LINES = st.sampled_from([*(HEAD + DECISION + ARTICLES + CLOSING + PLAN + TABLE).split("\n"), "PHỤ LỤC II", "(Kèm theo Kế hoạch số",
"Kính gửi:", "-----"])


@given(st.lists(_LINES, max_size=40))
def test_regions_cover_every_block_of_any_document(lines: list[str]) -> None:
    _assert_covers(document("\n".join(lines)))


def test_many_appendices_take_linear_time() -> None:
    read = document(HEAD + PLAN + CLOSING + "^PHỤ LỤC\n^DANH MỤC NHIỆM VỤ\n1. Rà soát quy chế.\n" * 2400)
    started = time.process_time()
    regions = divide(read)
    read_metadata(read, regions)
    outline(read, regions)
    assert time.process_time() - started < 5  # a second; with each region looking through all blocks it was eight


def _assert_covers(read: Document) -> None:
    regions = divide(read)
    assert all(one.span.end <= other.span.start for one, other in pairwise(regions))
    assert all(sum(region.span.covers(block.span) for region in regions) == 1 for block in read.blocks)
