"""The pages of a PDF as pictures for the review page, one after the other: a page is drawn, encoded and given away before the next.

120 dots per inch: print of 13 points reads well, also enlarged by half. A page of few colours (print, tables) is a PNG of 16 colours, whose
letters stay sharp; one that 16 colours do not give (scans, photographs) a WebP. Drawn is what a viewer shows: forms and annotations too.
Together they have at most `MOST_BYTES`: no page is drawn after that which would go beyond.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["MOST_BYTES", "RESOLUTION", "Picture", "page_pictures"]

RESOLUTION = 120
"""Dots per inch."""
MOST_PIXELS = 6_000_000
"""Of a picture: an A3 page has 2.8 million. A larger page is drawn at a lower resolution."""
MOST_BYTES = 24_000_000
"""Of all pictures of a document, encoded: some 170 pages of print (140 kB each), or 60 to 100 scanned ones."""
_COLOURS = 16
_UNLIKE = 2.0  # mean difference, of 255, beyond which the few colours do not give the page: print has up to 0.8, scans 2.4 and more
_WEBP_QUALITY = 55


class Picture(NamedTuple):
    """A page (from 1): media type, the encoded bytes, and its size in pixels."""

    page: int
    media_type: str
    data: bytes
    width: int
    height: int


def page_pictures(pdf: bytes, pages: int, password: str | None = None) -> Iterator[Picture | None]:
    """The first `pages` pages, in order; None for one that cannot be drawn (a strip without area, a page that the file lacks).

    Ends early where the next picture would go beyond `MOST_BYTES`. Nothing where the file cannot be opened: it is no PDF, or
    protected and the password is not given or wrong.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf, password=password)
    except pypdfium2.PdfiumError:
        return
    try:
        document.init_forms()
        left = MOST_BYTES
        for index in range(pages):
            picture = None
            try:
                page = document[index]
                try:
                    picture = _picture(page, index + 1)
                finally:
                    page.close()
            except (pypdfium2.PdfiumError, IndexError, ValueError, ArithmeticError, MemoryError):
                pass
            left -= len(picture.data) if picture else 0
            if left < 0:
                return
            yield picture
    finally:
        document.close()


def _picture(page: Any, number: int) -> Picture:
    width, height = page.get_size()
    scale = RESOLUTION / 72
    pixels = width * height * scale * scale
    if pixels <= 0:
        raise ValueError("a page without an area")
    scale *= min(1.0, math.sqrt(MOST_PIXELS / pixels))
    if min(width, height) * scale < 1:
        raise ValueError("a page without an area")
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    media_type, data = _encoded(image)
    return Picture(number, media_type, data, *image.size)


def _encoded(image: Any) -> tuple[str, bytes]:
    from PIL import ImageChops, ImageStat

    few = _of_few_colours(image)
    unlike = max(ImageStat.Stat(ImageChops.difference(image, few.convert("RGB"))).mean)
    encoded = io.BytesIO()
    if unlike <= _UNLIKE:
        few.save(encoded, format="PNG", optimize=False)
        return "image/png", encoded.getvalue()
    image.save(encoded, format="WEBP", quality=_WEBP_QUALITY, method=2)
    return "image/webp", encoded.getvalue()


def _of_few_colours(image: Any) -> Any:
    """The picture in 16 colours: evenly spaced greys where it is grey, which takes a tenth of the time of choosing colours."""
    from PIL import Image, ImageChops

    red, green, blue = image.split()
    if ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox():
        return image.quantize(_COLOURS, dither=Image.Dither.NONE)
    step = 255 // (_COLOURS - 1)
    few = red.point([round(value / step) for value in range(256)]).convert("P")
    few.putpalette([step * (index // 3) for index in range(3 * _COLOURS)])
    return few
