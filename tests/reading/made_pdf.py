"""PDF files made for a test: texts in one of the standard fonts (ASCII only) at given places."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

__all__ = ["Text", "made", "put", "saved"]


class Text(NamedTuple):
    """A text, where it begins and its base line (points from the top left), its font and how it is drawn."""

    text: str
    left: float
    base: float
    font: str = "Times-Roman"
    size: float = 12.0
    mode: int = pdfium.FPDF_TEXTRENDERMODE_FILL
    white: bool = False


def put(pdf: Any, page: Any, texts: Iterable[Text], height: float) -> None:
    """Puts texts on a page."""
    for text in texts:
        item = pdfium.FPDFPageObj_NewTextObj(pdf, text.font.encode(), text.size)
        units = (text.text + "\0").encode("utf-16-le")
        pdfium.FPDFText_SetText(item, ctypes.cast(units, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FPDFTextObj_SetTextRenderMode(item, text.mode)
        if text.white:
            pdfium.FPDFPageObj_SetFillColor(item, 255, 255, 255, 255)
        pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, text.left, height - text.base)
        pdfium.FPDFPage_InsertObject(page, item)
    page.gen_content()


def saved(pdf: Any) -> bytes:
    """The file's bytes."""
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def made(texts: Iterable[Text]) -> bytes:
    """A file of one page, A4, with these texts."""
    pdf = pypdfium2.PdfDocument.new()
    page = pdf.new_page(595, 842)
    put(pdf, page, texts, 842)
    return saved(pdf)
