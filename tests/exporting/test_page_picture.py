"""The picture of a page is bounded, whatever size the page says it has."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from extractor import read
from extractor.document import ReadingError
from extractor.exporting import page_picture
from extractor.exporting.page_picture import draw_page


def page_of(width: float, height: float) -> bytes:
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(width, height)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ((595, 842), (909, 1286)),  # A4 at 110 dots per inch
        ((2_000_000, 2_000_000), (1_000, 1_000)),
        ((200_000, 100), (44_721, 22)),
    ],
)
def test_large_pages_are_drawn_small(monkeypatch: pytest.MonkeyPatch, size: tuple[float, float], pixels: tuple[int, int]) -> None:
    monkeypatch.setattr(page_picture, "MOST_PIXELS", 1_000_000 if max(size) > 1_000 else page_picture.MOST_PIXELS)
    data = page_of(*size)
    with Image.open(io.BytesIO(draw_page(data, read(data), None, 1))) as picture:
        assert picture.size == pytest.approx(pixels, abs=2)


def test_a_strip_is_no_page_to_draw() -> None:
    data = page_of(2_000_000, 0.1)
    with pytest.raises(ReadingError) as refused:
        draw_page(data, read(data), None, 1)
    assert refused.value.code == "page_not_drawn"
