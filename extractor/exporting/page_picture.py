"""The picture of a page with what was recognised on it outlined: `extract inspect plan.pdf --page 6 -o page.png`.

Blue: paragraphs; purple: those of a left or right column. Green: the text of table cells. Grey: footnotes. Red, drawn last: tasks.
An outline is the box around the printed lines of the thing on this page; a thing without text here has none.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.document import Document, Paragraph
from extractor.records import BoundingBox, Plan, Span

if TYPE_CHECKING:
    from pdfplumber.display import PageImage

__all__ = ["draw_page"]

RESOLUTION = 110
"""Dots per inch."""

Colour = tuple[int, int, int]
BLUE, PURPLE, GREEN, GREY, RED = (30, 90, 200), (130, 60, 180), (20, 140, 60), (120, 120, 120), (210, 30, 30)


def draw_page(pdf: str | Path | bytes, document: Document, plan: Plan | None, page_number: int, output: str | Path) -> None:
    """Writes the page (from 1) of a PDF as PNG. `document` was read from it; `plan`'s tasks are drawn too where one is given.

    Raises IndexError for a page the file does not have.
    """
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf, pages=[page_number]) as file:
        page = file.pages[0]
        image = page.to_image(resolution=RESOLUTION)
        for colour, spans, width in _layers(document, plan):
            _outline(image, list(_boxes(document, spans, page_number)), colour, width)
        image.annotated.save(output, format="PNG")


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
