"""PDF: every row and block of the made documents is read exactly, and pdfplumber finds the same rows."""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from extractor.document import Document, OcrMode, Paragraph, ReadingError, Source, Table
from extractor.reading.pdf.reader import read_pdf
from tests.reading.made_pdf import Text, made, put, saved

ROOT = Path(__file__).parent.parent.parent
TRAPS, DEV = ROOT / "tests" / "traps", ROOT / "corpus" / "dev"


def read(data: bytes | Path) -> Document:
    content = data if isinstance(data, bytes) else data.read_bytes()
    return read_pdf(content, Source("a.pdf", "application/pdf", hashlib.sha256(content).hexdigest(), len(content), None, "digital"))


def test_a_number_that_ends_a_paragraph_is_no_page_number() -> None:
    lines = [Text("hoan thanh truoc ngay 15 thang 12 nam", 85, 745), Text("2023.", 85, 762)]
    assert read(made(lines)).text.endswith("nam 2023.")
    assert read(made([*lines[:1], Text("2.", 300, 800)])).text.endswith("nam")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def truth(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((TRAPS / f"{name}.truth.json").read_text("utf-8"))
    return content


def paragraphs(document: Document) -> list[str]:
    return [document.slice(block.span) for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: Document) -> list[list[str]]:
    """Each row's cells; a cell merged over columns counts for its first, one merged over rows for each row, as in the truth."""
    found = []
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                found.append([plain(document.slice(c.span)) if c.column == i else "" for i, c in enumerate(row.cells)])
    return found


DOCUMENTS = [
    (DEV / "bac-giang-2019.pdf", "seed1"),
    (DEV / "so-ldtbxh-bac-giang-2024.pdf", "seed2"),
    (TRAPS / "seed2_wordlike.pdf", "seed2"),  # a filled rectangle per cell edge
    (TRAPS / "t_merged.pdf", "t_merged"),  # a merged cell that the page break cuts inside
    (TRAPS / "t_noheader_split.pdf", "t_noheader_split"),  # rows cut by pages, no repeated header
    (TRAPS / "t_nfd.pdf", "t_nfd"),  # marks drawn apart from their letters
    (TRAPS / "t_autonum.pdf", "t_autonum"),  # numbers that touch their headings
    (TRAPS / "long60.pdf", "long60"),
]


@pytest.mark.parametrize(("path", "name"), DOCUMENTS, ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_every_row_block_and_note_is_exact(path: Path, name: str) -> None:
    document, expected = read(path), truth(name)
    wanted = [[plain(cell) for cell in row] for table in expected["tables"] for row in table["rows"]]
    found = rows(document)
    assert [row for row in wanted if row not in found] == []
    assert len(found) - len(wanted) in ((1, 2) if wanted else (0,))  # nothing but the head
    # The program that printed this one turned the non-breaking hyphen into a plain one.
    blocks = [plain(block["text"]).replace("\u2011", "-") for block in expected["blocks"]]
    texts = [plain(text).replace("\u2011", "-") for text in paragraphs(document)]
    assert [block for block in blocks if block not in texts] == []
    places = [texts.index(block) for block in blocks if texts.count(block) == 1]
    assert places == sorted(places)
    assert [document.slice(note.span) for note in document.notes] == expected.get("footnotes", [])
    assert len(document.text.split("\n")) > 1
    assert all(len(line.edges) == line.end - line.start + 1 for line in document.lines)


@pytest.mark.parametrize("name", ["seed2_wordlike", "t_merged", "t_noheader_split", "t_autonum", "t_nfd"])
def test_pdfplumber_finds_the_same_cells_on_each_page(name: str) -> None:
    import pdfplumber

    from extractor.reading.pdf.page_characters import read_characters
    from extractor.reading.pdf.page_rulings import read_rulings
    from extractor.reading.pdf.page_tables import find_grids
    from extractor.reading.pdf.pdf_file import PdfFile

    ours = PdfFile((TRAPS / f"{name}.pdf").read_bytes())
    with pdfplumber.open(TRAPS / f"{name}.pdf") as theirs:
        for index, page in enumerate(theirs.pages):
            handle = ours[index]
            characters = read_characters(handle, handle.get_textpage())
            grids = find_grids(read_rulings(handle, characters), index + 1)
            found = sorted(
                (round(g.xs[c.column]), round(g.ys[c.row]), round(g.xs[c.column + c.column_span]), round(g.ys[c.row + c.row_span]))
                for g in grids for c in g.cells
            )
            wanted = sorted(tuple(round(edge) for edge in cell) for table in page.find_tables() for cell in table.cells)
            assert len(found) == len(wanted)
            assert all(abs(a - b) <= 2 for mine, other in zip(found, wanted, strict=True) for a, b in zip(mine, other, strict=True))


def test_docx_and_pdf_of_one_plan_have_one_body() -> None:
    from extractor.reading.opening import open_document

    for name in ("bac-giang-2019", "so-ldtbxh-bac-giang-2024"):
        pdf, docx = open_document(DEV / f"{name}.pdf"), open_document(DEV / f"{name}.docx")
        # A printed letterhead shows lines, not paragraphs.
        assert pdf.text.replace("\n", " ") == docx.text.replace("\n", " ")


def test_columns_of_letterhead_and_closing() -> None:
    document = read(DEV / "quang-ngai-tb565-2024.pdf")
    columns = [(b.column, document.slice(b.span)) for b in document.blocks if isinstance(b, Paragraph) and b.column]
    assert columns[:6] == [
        ("left", "ỦY BAN NHÂN DÂN"),
        ("left", "TỈNH QUẢNG NGÃI"),
        ("left", "Số: 565 /TB-UBND"),  # stamped by signing, in an annotation
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("right", "Độc lập - Tự do - Hạnh phúc"),
        ("right", "Quảng Ngãi, ngày 15 tháng 11 năm 2024"),  # so is the day
    ]
    assert columns[-4:] == [
        ("right", "TL. CHỦ TỊCH"), ("right", "KT. CHÁNH VĂN PHÒNG"), ("right", "PHÓ CHÁNH VĂN PHÒNG"), ("right", "Phùng Tô Long"),
    ]
    assert "ttcbth@quangngai.gov.vn" not in document.text  # who signed is no text of the document
    assert "6138/UBND-KGVX" in document.text  # cut by a line's end after the hyphen
    assert "thực hiện nhiệm vụ được giao" in document.text  # cut by a page's end


def test_a_note_is_tied_to_its_place_and_its_mark_is_gone() -> None:
    document = read(DEV / "so-ldtbxh-bac-giang-2024.pdf")
    (note,) = document.notes
    assert note.mark == "1"
    assert note.cited_at is not None
    assert document.text[: note.cited_at].endswith("CCHC năm 2024 của Sở")
    assert document.text[note.cited_at :].startswith("; trong")


def test_recipients_cut_by_a_page_stand_before_the_signer() -> None:
    texts = paragraphs(read(DEV / "bac-giang-2019.pdf"))
    assert texts[-3:] == ["- CVP, PVPNC, TKCT, TH.", "CHỦ TỊCH", "Nguyễn Văn Linh"]


def test_a_row_cut_by_a_page_is_joined_over_the_closing() -> None:
    pdf = pypdfium2.PdfDocument.new()
    pages = [
        [Text("1", 90, 780), Text("Xay dung chuong trinh phoi hop", 150, 780), Text("Y te", 400, 780)],
        [Text("trong toan tinh.", 150, 60), *(
            Text(text, left, base) for text, left, base in (
                ("Noi gui:", 90, 120), ("- Nhu tren;", 90, 140), ("TM. UBND TINH", 400, 120), ("CHU TICH", 415, 140), ("Nguyen Van An", 402, 200),
            )
        )],
    ]
    for texts, top, bottom in zip(pages, (760, 40), (790, 70), strict=True):
        page = pdf.new_page(595, 842)
        for left, right in ((80, 140), (140, 380), (380, 540)):
            box = pdfium.FPDFPageObj_CreateNewRect(left, 842 - bottom, right - left, bottom - top)
            pdfium.FPDFPath_SetDrawMode(box, pdfium.FPDF_FILLMODE_NONE, True)
            pdfium.FPDFPage_InsertObject(page, box)
        put(pdf, page, texts, 842)
    document = read(saved(pdf))
    assert rows(document) == [["1", "Xay dung chuong trinh phoi hop trong toan tinh.", "Y te"]]
    assert paragraphs(document) == ["Noi gui:", "- Nhu tren;", "TM. UBND TINH", "CHU TICH", "Nguyen Van An"]


def turned(turn: int, rotate: bool) -> bytes:
    """A document whose content is turned, with or without the page entry that shows it upright."""
    pdf = pypdfium2.PdfDocument(TRAPS / "t_merged.pdf")
    for index in range(len(pdf)):
        page = pdf[index]
        width, height = page.get_size()
        matrix = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[turn]
        for item in page.get_objects(max_depth=1):
            pdfium.FPDFPageObj_Transform(item, *matrix)
        size = (0, 0, width, height) if turn == 180 else (0, 0, height, width)
        page.set_mediabox(*size)
        page.set_cropbox(*size)
        page.set_rotation(turn if rotate else 0)
        page.gen_content()
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("turn", "rotate"), [(90, True), (180, True), (270, True), (90, False)])
def test_sideways_pages_are_turned_upright(turn: int, rotate: bool) -> None:
    upright, document = read(TRAPS / "t_merged.pdf"), read(turned(turn, rotate))
    assert document.text == upright.text
    assert [(page.width, page.height) for page in document.pages] == [(page.width, page.height) for page in upright.pages]
    for ours, theirs in zip(document.lines, upright.lines, strict=True):
        assert abs(ours.edges[0] - theirs.edges[0]) < 2
        assert abs(ours.bottom - theirs.bottom) < 8  # ink, not font height


def test_an_empty_page_keeps_its_place_among_the_others() -> None:
    pdf = pypdfium2.PdfDocument(TRAPS / "t_autonum.pdf")
    pdf.new_page(595, 842, 1)
    buffer = io.BytesIO()
    pdf.save(buffer)
    document = read(buffer.getvalue())
    assert document.warnings == ()
    assert document.source.pages == len(document.pages) == 5
    assert "TỔ CHỨC THỰC HIỆN" in document.text


@pytest.mark.parametrize("ocr", ["never", "auto"])
def test_a_page_larger_than_any_paper_is_a_warning(ocr: OcrMode) -> None:
    pdf = pypdfium2.PdfDocument(TRAPS / "t_autonum.pdf")
    for size in ((1e6, 1e6), (30, 1e9)):  # their pictures would take terabytes
        pdf.new_page(*size)
    document = read_pdf(saved(pdf), Source("a.pdf", "application/pdf", "", 0, None, "digital"), ocr=ocr)
    assert [(w.code, w.page) for w in document.warnings] == [("page_unreadable", 5), ("page_unreadable", 6)]
    assert "TỔ CHỨC THỰC HIỆN" in document.text


@pytest.mark.parametrize("box", [(0, 0, 842, 0), (595, 842, 0, 0), (0, 0, 0, 0), (0, 0, -7874, 842)])
def test_a_page_whose_box_is_none_has_a_size(box: tuple[float, float, float, float]) -> None:
    pdf = pypdfium2.PdfDocument(made([Text("The text of a page.", 85, 100)]))
    pdf[0].set_mediabox(*box)
    (page,) = read(saved(pdf)).pages
    assert min(page.width, page.height) > 0


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", (TRAPS / "t_nfd.pdf").read_bytes()[:20_000]])
def test_what_is_no_pdf_is_an_error(content: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        read(content)
    assert (caught.value.code, caught.value.details) == ("pdf_broken", {"file": "a.pdf"})


def test_boxes_lie_on_the_page_and_around_the_words() -> None:
    import pdfplumber

    document = read(DEV / "so-ldtbxh-bac-giang-2024.pdf")
    start = document.text.index("Cả năm 2024")
    (place,) = document.locate(type(document.blocks[0].span)(start, start + len("Cả năm 2024")))
    with pdfplumber.open(DEV / "so-ldtbxh-bac-giang-2024.pdf") as pdf:
        box = place.bbox
        words = pdf.pages[place.page - 1].crop((box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1)).extract_text()
    assert words == "Cả năm 2024"


def test_the_picture_of_a_page() -> None:
    from io import BytesIO

    from PIL import Image

    from extractor.exporting.page_picture import draw_page

    path = DEV / "so-ldtbxh-bac-giang-2024.pdf"
    with Image.open(BytesIO(draw_page(path.read_bytes(), read(path), None, 6))) as picture:
        assert picture.format == "PNG"
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    assert {(30, 90, 200), (20, 140, 60)} <= colours  # a paragraph and a cell were outlined
