"""What is on a page but is not its text: struck, doubled and unseen text, files attached; and text put where it had been left blank."""

from __future__ import annotations

import json

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from extractor.document import Table
from extractor.reading.pdf.nested_tables import part_nested
from extractor.reading.pdf.page_rulings import Ruling
from tests.reading.made_pdf import Text, made, saved
from tests.reading.test_unruled_tables import TRAPS, plain, read, rows, tables

UNSEEN = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def test_struck_text_and_nested_tables() -> None:
    document, truth = read(TRAPS / "t_docx_misc.pdf"), json.loads((TRAPS / "t_docx_misc.truth.json").read_text("utf-8"))
    outer, _ = tables(document)
    (wanted,) = truth["tables"]
    found = rows(document)
    assert found[: len(outer.rows)] == [wanted["header"], *wanted["rows"]]
    assert found[len(outer.rows) :] == truth["nested"]
    assert [text for text in truth["forbidden"] if text in document.text] == []
    assert [document.slice(note.span) for note in document.notes] == truth["footnotes"]
    assert truth["footer"] not in document.text
    assert [(warning.code, warning.page) for warning in document.warnings] == [("struck_text_left_out", 1)]


PROSE = "The quick brown fox jumps over the lazy dog near the river bank."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([Text(PROSE, 85, 100), Text(PROSE, 85.9, 100)], PROSE),  # bold faked by printing twice
        ([Text(PROSE, 85, 100), Text("A line below.", 85, 130), Text(PROSE, 86, 100.8)], PROSE + " A line below."),  # a shadow, drawn later
        ([Text(PROSE, 85, 100), Text("The quick", 85.5, 100), Text("brown fox", 136.8, 100)], PROSE),  # cut otherwise
        ([Text(PROSE, 85, 100), Text("Tne qu1ck br0wn f0x jumps 0ver tne lazy d0g near tne r1ver bank", 85, 100.5, mode=UNSEEN)], PROSE),
        ([Text(PROSE, 85, 100), Text("A white text that covers the whole of the line that is seen.", 86, 100, white=True)], PROSE),
        ([Text("So:            /KH-UBND", 85, 100), Text("25", 112, 100)], "So: 25 /KH-UBND"),  # stamped into a blank
        ([Text("ngay  /3/2025", 85, 100), Text("06", 108.2, 100, size=6.0)], "ngay 06/3/2025"),  # and fills it
        ([Text("ngay          thang 02 nam 2024", 85, 100), Text("05", 115, 100)], "ngay 05 thang 02 nam 2024"),
    ],
)
def test_text_that_is_there_twice_is_read_once(texts: list[Text], expected: str) -> None:
    assert plain(read(made(texts)).text) == plain(expected)


def test_attachments_are_a_warning() -> None:
    pdf = pypdfium2.PdfDocument(made([Text(PROSE, 85, 100)]))
    for name in ("phu-luc.xlsx", "to-trinh.docx"):
        pdf.new_attachment(name).set_data(b"data")
    (warning,) = read(saved(pdf)).warnings
    assert (warning.code, warning.details) == ("attachments_not_read", {"count": "2", "names": "phu-luc.xlsx, to-trinh.docx"})


def lines_of(*texts: str, left: float, base: float, font: str = "Times-Roman") -> list[Text]:
    return [Text(text, left, base + 14 * number, font) for number, text in enumerate(texts)]


SIGNERS = [
    *(Text(text, left, 500, "Times-Bold") for text, left in (("NGUOI LAP BIEU", 85), ("KE TOAN TRUONG", 250), ("GIAM DOC", 430))),
    *(Text("(Ky, ghi ro ho ten)", left, 515) for left in (85, 250, 410)),
    *(Text(text, left, 600) for text, left in (("Nguyen Van An", 90), ("Tran Thi Binh", 255), ("Le Van Cuong", 425))),
]
TWO_COLUMNS = [
    *lines_of(*(["This column holds text that goes on and on"] * 20), left=60, base=100),
    *lines_of(*(["while that one beside it does so as well"] * 20), left=320, base=100),
]
TABBED = [Text(text, left, 100 + 14 * row) for row in range(6) for text, left in (("a)", 85), ("Phong", 130), ("So Noi vu", 330))]
LETTERHEAD = [
    Text("UBND TINH", 100, 80), Text("CONG HOA XA HOI CHU NGHIA VIET NAM", 320, 80, "Times-Bold"),
    Text("So:       /KH-UBND", 100, 100), Text("Hue, ngay", 320, 100), Text("thang", 400, 100), Text("nam 2024", 460, 100),
    *lines_of(*([PROSE + " " + PROSE[:20]] * 6), left=85, base=160),
]


@pytest.mark.parametrize("texts", [SIGNERS, TWO_COLUMNS, TABBED, LETTERHEAD], ids=["signers", "columns", "list", "letterhead"])
def test_text_side_by_side_is_no_table(texts: list[Text]) -> None:
    assert not any(isinstance(block, Table) for block in read(made(texts)).blocks)


OUTER = ([Ruling(y, 0, 300) for y in (0, 20, 60, 80)], [Ruling(x, 0, 80) for x in (0, 100, 300)])


@pytest.mark.parametrize(
    ("across", "down", "nested"),
    [
        ([Ruling(35, 110, 200), Ruling(50, 110, 200)], [Ruling(x, 35, 50) for x in (110, 150, 200)], 1),
        ([Ruling(35, 100, 200), Ruling(50, 100, 200)], [Ruling(x, 35, 50) for x in (150, 200)], 0),  # joined to the cell's side
        ([Ruling(40, 100, 300)], [Ruling(200, 40, 60)], 0),  # a cell on two levels
        ([Ruling(35, 110, 200)], [Ruling(110, 35, 60), Ruling(200, 35, 60)], 1),  # its lower side is the row's
        ([], [], 0),
    ],
)
def test_nested_rulings(across: list[Ruling], down: list[Ruling], nested: int) -> None:
    own, found = part_nested(sorted([*OUTER[0], *across]), sorted([*OUTER[1], *down]), 3.0)
    assert len(found) == nested
    if nested:
        assert (own.horizontal, own.vertical) == OUTER
        assert {ruling.at for ruling in found[0].vertical} == {ruling.at for ruling in down}
        assert len(found[0].horizontal) == 2
