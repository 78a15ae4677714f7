"""Scans: pages are judged, read as pictures where they must be, and become the same blocks as digital pages."""

from __future__ import annotations

import hashlib
import io
import json
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from extractor.document import Document, OcrMode, Source, Table
from extractor.reading.pdf.page_reading import read_pages
from extractor.reading.pdf.pdf_file import PdfFile
from extractor.reading.pdf.reader import read_pdf
from extractor.reading.pdf.text_layer import Trust, judge
from extractor.reading.scans.ocr_engine import is_installed

ROOT = Path(__file__).parent.parent.parent
TRAPS, DEV = ROOT / "tests" / "traps", ROOT / "corpus" / "dev"
needs_engine = pytest.mark.skipif(not is_installed(), reason="no recogniser here")


@cache
def scanned(name: str, ocr: OcrMode = "auto") -> Document:
    data = (TRAPS / name).read_bytes()
    return read_pdf(data, Source(name, "application/pdf", hashlib.sha256(data).hexdigest(), len(data), None, "digital"), ocr=ocr)


def rows(document: Document) -> list[list[str]]:
    return [
        [document.slice(cell.span).replace("\n", " ") for cell in row.distinct]
        for block in document.blocks if isinstance(block, Table) for row in block.rows
    ]


def codes(document: Document) -> set[str]:
    return {warning.code for warning in document.warnings}


JUDGED: list[tuple[str, float, Trust]] = [
    ("", 0.0, "empty"),
    ("", 1.0, "scanned"),
    ("Số: 12\nngày 05", 1.0, "scanned"),  # stamped on a scan
    ("PHỤ LỤC", 0.0, "digital"),  # too short to tell
    ("Thực hiện Kế hoạch số 14 của Ủy ban nhân dân tỉnh về tuyên truyền cải cách hành chính nhà nước năm 2024 tại các sở", 1.0, "scanned"),
    ("Thực hiện Kế hoạch số 14 của Ủy ban nhân dân tỉnh về tuyên truyền cải cách hành chính nhà nước năm 2024 tại các sở", 0.2, "digital"),
    ("Ilan Thuong vg T'inh Dodn di nghi c6c dcrn vi quan t6rn tri6n khai thuc hien chuong trinh mot cach nghiem tuc", 0.0, "lying"),
    ("Theo ÿ͉ QJK͓ FͯD 7U˱ͧQJ phÚng 4X̫Q l˝ CÙng QJKL͏S 48<ӂ7 Ĉӎ .LӃQ QJKӏ ÿӅ [XҩW YӟL Gi·m ÿӕF 6ӣ c·c ELӋQ ph·p [ӱ l˝", 0.0, "lying"),
    ("Thực hiện Kế hoạch số của Ủy ban nhân dân tỉnh ngày tháng năm về tuyên truyền cải cách hành chính", 0.0, "lying"),  # digits lost
    ("KiӇm tra YLӋF FKҩS h‡nh ph·p OXұW trong sӱ dөng v‡ bҧo quҧn vұt liӋu nә cÙng nghiӋp trÍn ÿӏa b‡n tӍnh. " * 3, 0.0, "lying"),
    ("BCH DOAN TINH, Ban Thuong vu Tinh doan huy dong luc luong tham du chuong trinh khai mac le hoi van hoa. " * 3, 0.0, "lying"),
    ("Công ty cổ phần Than Đèo Nai, Công ty TNHH Samsung Electronics Việt Nam, xã Kỳ Sơn, huyện Quỳ Châu", 0.0, "digital"),  # names
    ("Danh mục \ufffd\ufffd\ufffd các nhiệm vụ cải cách hành chính năm 2024 của Ủy ban nhân dân tỉnh Bắc Giang", 0.0, "lying"),
]


@pytest.mark.parametrize(("text", "pictured", "trust"), JUDGED)
def test_text_layers(text: str, pictured: float, trust: Trust) -> None:
    assert judge(text, pictured) == trust


@pytest.mark.parametrize("name", ["bac-giang-2019", "quang-ngai-tb565-2024", "so-ldtbxh-bac-giang-2024"])
def test_digital_pages_are_never_read_as_pictures(name: str) -> None:
    data = (DEV / f"{name}.pdf").read_bytes()
    document = read_pdf(data, Source(name, "application/pdf", "", len(data), None, "digital"))
    assert document.source.text_origin == "digital"
    assert document.source.ocr_confidence is None


@needs_engine
def test_a_scanned_appendix_joins_the_digital_pages() -> None:
    document = scanned("mixed_scan_appendix.pdf")
    assert document.source.text_origin == "mixed"
    assert 0.9 < (document.source.ocr_confidence or 0) < 1
    table = rows(document)
    assert [row[0] for row in table] == ["TT", "A", "B", "I", "1", "2", "II", "1", "2", "3", "III", "1", "2", "3"]  # over two pages
    assert table[1] == [
        "A", "Xây dựng Kế hoạch tuyên truyền công tác CCHC năm 2024", "Văn phòng Sở", "Các phòng, đơn vị", "Trước ngày 28/2/2024",
        "Kế hoạch của Sở",
    ]
    assert [len(row) for row in table] == [6, 6, 2, 2, 6, 6, 2, 6, 6, 6, 2, 6, 6, 6]
    corrected = [(warning.details["read"], warning.details["given"]) for warning in document.warnings if warning.code == "ocr_corrected"]
    assert ("H", "II") in corrected
    for warning in document.warnings:
        if warning.code == "ocr_corrected":
            assert warning.span is not None
            assert document.slice(warning.span) == warning.details["given"]


@needs_engine
def test_letterhead_closing_and_places_of_a_leaning_scan() -> None:
    document = scanned("scan_first_and_last.pdf")
    text = document.text
    assert text.startswith("UBND TỈNH BẮC GIANG\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ\nXÃ HỘI\nSố: /KH-LĐTB&XH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM\n")
    assert "- Sở Nội vụ (để biết);" in text  # beside a larger line of the other column
    assert text.index("- Lưu: VT, VP.") < text.index("KT.GIÁM ĐỐC") < text.index("Trần Văn Hà")  # the stamp is no text
    bold = [document.slice(block.span) for block in document.blocks if not isinstance(block, Table) and block.bold]
    assert "KẾ HOẠCH" in bold
    assert "IV. TỔ CHỨC THỰC HIỆN" in bold
    assert not any(line.startswith("Thực hiện Kế hoạch") for line in bold)
    # The page leans by 0.6°: a full line's places follow it, where the straightened picture would have them at one height.
    lines = [line for line in document.lines if line.page == 2 and line.edges[-1] - line.edges[0] > 400]
    assert {round(line.edges[0] - lines[0].edges[0]) for line in lines} - {0}


@needs_engine
def test_handwriting_and_the_stamp_of_receipt_are_no_text() -> None:
    letter, directive = scanned("scan_signed_letter.pdf"), scanned("scan_receipt_stamp.pdf")
    assert letter.text.startswith("ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG\nSố: /UBND-KGVX\n")
    assert "\nĐắk Nông, ngày tháng 5 năm 2025\n" in letter.text  # under the annotation of a signing program
    assert "SAO Y" not in letter.text
    assert directive.text.startswith("ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\nSố: /CT-UBND\n")
    assert "\nCHỈ THỊ\nVề việc tăng cường công tác thi hành án hành chính\ntrên địa bàn tỉnh Quảng Ngãi\n" in directive.text
    assert "ocr_unread" in codes(letter) & codes(directive)
    assert "stamp_left_out" in codes(directive)


@needs_engine
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("lying_map.pdf", "Gói thầu số 15: Thi công công trình đường kết nối Mường La (Sơn La)"),  # a wrong character map
        ("lying_ocr_layer.pdf", "2. Địa điểm: Quảng trường Hùng Vương, thành phố Mỹ Tho."),  # a poor recogniser's layer
    ],
)
def test_layers_that_lie_are_read_as_pictures(name: str, line: str) -> None:
    document = scanned(name)
    assert document.source.text_origin == "ocr"
    assert line in document.text.replace("\n", " ")
    assert "page_text_doubtful" not in codes(document)


def test_pictures_are_left_alone_where_they_are_not_wanted() -> None:
    scan, lying = scanned("scan_receipt_stamp.pdf", "never"), scanned("lying_ocr_layer.pdf", "never")
    assert scan.text == ""
    assert codes(scan) == {"page_without_text"}
    assert "page_text_doubtful" in codes(lying)


def test_without_a_recogniser_the_warning_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.reading.scans.ocr_engine.is_installed", lambda: False)
    data = (TRAPS / "scan_receipt_stamp.pdf").read_bytes()
    document = read_pdf(data, Source(None, "application/pdf", "", len(data), None, "digital"))
    assert codes(document) == {"page_needs_ocr"}


def test_an_empty_page_is_no_warning_and_progress_is_told() -> None:
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(595, 842)
    pdf.new_page(595, 842)
    data = io.BytesIO()
    pdf.save(data)
    told: list[tuple[int, int]] = []
    document = read_pdf(
        data.getvalue(), Source(None, "application/pdf", "", 1, None, "digital"), progress=lambda done, count: told.append((done, count)),
    )
    assert document.warnings == ()
    assert told == [(1, 2), (2, 2)]


@needs_engine
def test_a_scanned_table_without_rulings_goes_on_without_its_head() -> None:
    data = (TRAPS / "t_noruling.pdf").read_bytes()
    last = list(read_pages(PdfFile(data), 3, "never"))[-1].layout
    assert last is not None
    assert last.last_table is not None
    pdf = pypdfium2.PdfDocument(data)
    page = pdf[2]
    cover = pdfium.FPDFPageObj_CreateNewRect(0, last.height - last.last_table.ys[1], last.width, last.last_table.ys[1])
    pdfium.FPDFPageObj_SetFillColor(cover, 255, 255, 255, 255)
    pdfium.FPDFPath_SetDrawMode(cover, pdfium.FPDF_FILLMODE_WINDING, False)
    pdfium.FPDFPage_InsertObject(page, cover)
    page.gen_content()
    buffer = io.BytesIO()
    pdf.save(buffer)
    document = read_pdf(buffer.getvalue(), Source("a.pdf", "application/pdf", "", 0, None, "digital"), ocr="always")
    truth = json.loads((TRAPS / "t_noruling.truth.json").read_text("utf-8"))["tables"][0]["rows"]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    found = ["".join(document.slice(cell.span) for cell in row.distinct).split() for row in table.rows[1:]]
    assert len(found) == len(truth)
    assert found[-1] == "".join(truth[-1]).split()
