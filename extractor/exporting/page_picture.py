"""The picture of a page with what was recognised on it outlined: `extract inspect plan.pdf --page 6 -o page.png`.

Blue: paragraphs; purple: those of a left or right column. Green: the text of table cells. Grey: footnotes. Red, drawn last: tasks.
An outline is the box around the printed lines of the thing on this page; a thing without text here has none.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.document import Document, Paragraph, ReadingError
from extractor.records import BoundingBox, Plan, Span
from extractor.release import NAME

if TYPE_CHECKING:
    from pdfplumber.display import PageImage

__all__ = ["draw_page"]

RESOLUTION = 110
"""Dots per inch."""
MOST_PIXELS = 20_000_000
"""Of a picture: an A0 page at 110 dots per inch has 19 million. A larger page is drawn at a lower resolution."""

Colour = tuple[int, int, int]
BLUE, PURPLE, GREEN, GREY, RED = (30, 90, 200), (130, 60, 180), (20, 140, 60), (120, 120, 120), (210, 30, 30)


def draw_page(pdf: bytes, document: Document, plan: Plan | None, page_number: int) -> bytes:
    """The page (from 1) of a PDF as PNG. `document` was read from it; `plan`'s tasks are drawn too where one is given.

    Raises IndexError for a page the file does not have, ReadingError("page_not_drawn") for one that is no page to look at (without an area,
    a strip too narrow for a pixel) or that only PDFium can read.
    """
    import pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    from PIL.PngImagePlugin import PngInfo
    from pypdfium2 import PdfiumError

    try:
        with pdfplumber.open(io.BytesIO(pdf), pages=[page_number]) as file:
            page = file.pages[0]
            image = page.to_image(resolution=_resolution(float(page.width), float(page.height)))
            for colour, spans, width in _layers(document, plan):
                _outline(image, list(_boxes(document, spans, page_number)), colour, width)
            drawn = io.BytesIO()
            made_by = PngInfo()
            made_by.add_text("Software", NAME)  # by this the program knows its own pictures
            image.annotated.save(drawn, format="PNG", pnginfo=made_by)
            return drawn.getvalue()
    except (PdfminerException, MalformedPDFException, PdfiumError, ValueError, ArithmeticError, MemoryError) as error:
        raise ReadingError("page_not_drawn", file=document.source.filename or "-", page=page_number) from error


def _resolution(width: float, height: float) -> float:
    """Dots per inch for a page of a size in points. Raises ValueError where the picture would have no pixel on a side."""
    pixels = width * height * (RESOLUTION / 72) ** 2
    resolution = RESOLUTION * min(1.0, math.sqrt(MOST_PIXELS / pixels)) if pixels > 0 else 0.0
    if min(width, height) * resolution / 72 < 1:
        raise ValueError("a page without an area")
    return resolution


def _layers(document: Document, plan: Plan | None) -> Iterator[tuple[Colour, list[Span], int]]:
    """What is drawn, each layer over the one before."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    yield BLUE, [paragraph.span for paragraph in paragraphs if paragraph.column is None], 1
    yield PURPLE, [paragraph.span for paragraph in paragraphs if paragraph.column is not None], 1
    tables = [block for block in document.blocks if not isinstance(block, Paragraph)]
    yield GREEN, [cell.span for table in tables for row in table.rows for cell in row.distinct], 1
    yield GREY, [note.span for note in document.notes], 1
    yield RED, [task.span for task in plan.tasks] if plan is not None else [], 2


def _boxes(document: Document, spans: Iterable[Span], page_number: int) -> Iterator[BoundingBox]:
    """The box around each span's lines on the page."""
    for span in spans:
        boxes = [location.bbox for location in document.locate(span) if location.page == page_number]
        if boxes:
            yield BoundingBox(
                min(box.x0 for box in boxes), min(box.top for box in boxes), max(box.x1 for box in boxes), max(box.bottom for box in boxes),
            )


def _outline(image: PageImage, boxes: Iterable[BoundingBox], colour: Colour, width: int) -> None:
    for box in boxes:
        image.draw_rect((box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1), fill=(*colour, 24), stroke=colour, stroke_width=width)
