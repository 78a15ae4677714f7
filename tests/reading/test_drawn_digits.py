"""Numbers and days drawn into a letterhead's blanks as shapes: read where the recogniser is sure, else left blank."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from extractor import extract
from extractor.reading.pdf import drawn_digits
from extractor.reading.pdf.page_objects import objects_of
from extractor.reading.pdf.pdf_file import PdfFile
from extractor.reading.scans import ocr_engine
from extractor.reading.scans.hocr import OcrLine, OcrWord
from extractor.records import Plan
from tests.reading.made_pdf import saved

BLANK = "so-ldtbxh-bac-giang-2024.pdf"
SIZE = 13.0
Drawn = tuple[str, str, bytes]
"""Digits, the word of the letterhead behind which they are drawn, and their font."""


def draw(pdf: Any, page: Any, text: str, left: float, base: float, font: bytes) -> None:
    """Puts the glyphs of a text on the page as filled paths, each a path of its own."""
    loaded = pdfium.FPDFText_LoadStandardFont(pdf, font)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at, letter in enumerate(text):
        glyph = pdfium.FPDFFont_GetGlyphPath(loaded, ord(letter), 1.0)  # in parts of the size
        path = None
        points: list[tuple[float, float]] = []
        for index in range(pdfium.FPDFGlyphPath_CountGlyphSegments(glyph)):
            segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(glyph, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((SIZE * (x.value + 0.5 * at) + left, SIZE * y.value + base))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if path is None:  # its first point, of which its box is made too
                path = pdfium.FPDFPageObj_CreateNewPath(*points.pop())
            elif kind == pdfium.FPDF_SEGMENT_MOVETO:
                pdfium.FPDFPath_MoveTo(path, *points.pop())
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                pdfium.FPDFPath_LineTo(path, *points.pop())
            elif len(points) == 3:
                pdfium.FPDFPath_BezierTo(path, *(edge for point in points for edge in point))
                points.clear()
            if pdfium.FPDFPathSegment_GetClose(segment):
                pdfium.FPDFPath_Close(path)
        pdfium.FPDFPath_SetDrawMode(path, pdfium.FPDF_FILLMODE_WINDING, 0)
        pdfium.FPDFPage_InsertObject(page, path)


def plan_with(folder: Path, drawn: Sequence[Drawn], **options: Any) -> Plan:
    """A plan whose number and day are blank, with digits drawn into its letterhead."""
    pdf = pypdfium2.PdfDocument(folder / BLANK)
    page = pdf[0]
    texts = page.get_textpage()
    for text, word, font in drawn:
        at = texts.get_text_range().index(word)
        _, bottom, right, _ = texts.get_charbox(at + len(word) - 1)
        draw(pdf, page, text, right + 4, bottom if word == "Số:" else bottom + 3, font)
    page.gen_content()
    return extract(saved(pdf), filename="plan.pdf", **options)


@pytest.mark.parametrize(
    ("number", "day", "fonts", "read"),
    [
        ("23", "21", (b"Times-Roman", b"Times-Italic"), ("23/KH-LĐTB&XH", "2024-02-21")),
        ("47", "09", (b"Helvetica", b"Times-Italic"), ("47/KH-LĐTB&XH", "2024-02-09")),
    ],
)
def test_a_drawn_number_and_day_are_read_with_a_warning(
    corpus: Path, number: str, day: str, fonts: tuple[bytes, bytes], read: tuple[str, str]
) -> None:
    plan = plan_with(corpus, [(number, "Số:", fonts[0]), (day, "ngày", fonts[1])])
    assert (plan.metadata.number, plan.metadata.date_issued) == read
    assert [(w.page, w.details["reason"]) for w in plan.warnings if w.code == "digits_drawn"] == [(1, f"{number}, {day}")]


def test_nothing_is_read_where_the_page_is_not_looked_at(corpus: Path) -> None:
    plan = plan_with(corpus, [("23", "Số:", b"Times-Roman")], ocr="never")
    assert (plan.metadata.number, [w for w in plan.warnings if w.code == "digits_drawn"]) == (None, [])


class Unsure:
    """A recogniser that reads what it is told, one answer a picture."""

    def __init__(self, answers: Sequence[tuple[str, float]]) -> None:
        self.answers = iter(answers)

    def read(self, *_: object) -> list[OcrLine]:
        text, confidence = next(self.answers)
        edges = tuple(map(float, range(len(text) + 1)))
        heights = (0.0,) * len(text), (1.0,) * len(text)
        return [OcrLine((OcrWord(text, confidence, edges, *heights),), 0.0, 1.0)] if text else []


ONCE = len(drawn_digits.RESOLUTIONS)


@pytest.mark.parametrize(
    ("answers", "read"),
    [
        ([("77", 0.9)] * ONCE + [("", 0.0)] * ONCE, "77"),
        ([("77", 0.9)] * (ONCE - 1) + [("", 0.0)] * (ONCE + 1), "77"),  # one picture is not read
        ([("77", 0.9), ("7", 0.9), ("77", 0.9), ("77", 0.9)] + [("", 0.0)] * ONCE, None),  # or differently
        ([("77", 0.9), ("77", 0.1), ("77", 0.1), ("77", 0.9)] + [("", 0.0)] * ONCE, None),  # not sure
        ([("77", 0.9)] * ONCE + [("11", 0.9)] * ONCE, None),  # other digits when set upright
        ([("777", 0.9)] * ONCE + [("", 0.0)] * ONCE, None),  # more than there are shapes
        ([("79", 0.9)] * ONCE + [("", 0.0)] * ONCE, None),  # a 9 has an outline more
    ],
)
def test_digits_are_read_where_the_pictures_agree(
    monkeypatch: pytest.MonkeyPatch, answers: list[tuple[str, float]], read: str | None
) -> None:
    pdf = pypdfium2.PdfDocument.new()
    page = pdf.new_page(595, 842)
    draw(pdf, page, "77", 300, 700, b"Times-Roman")
    page.gen_content()
    read_page = PdfFile(saved(pdf))[0]
    monkeypatch.setattr(ocr_engine, "engine_here", lambda: Unsure(answers))
    (row,) = drawn_digits._rows(drawn_digits._shapes(objects_of(read_page), (0.0, 0.0, 595.0, 842.0)))
    found = drawn_digits._read(read_page, row)
    assert (found and found.text) == read


def test_many_shapes_are_no_digits(corpus: Path) -> None:
    plan = plan_with(corpus, [("1" * 30, "Số:", b"Times-Roman")])
    assert "digits_drawn" not in [warning.code for warning in plan.warnings]
