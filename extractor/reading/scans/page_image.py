"""A page as a picture, made ready for reading: rendered, without coloured ink, turned upright, straightened.

Promises: a grey picture, dark on light, whose lines run level to within a twentieth of a degree. Red stamps (dấu) and blue ink
(signatures, initials) go where most of what is dark on the page is black; on a page printed or scanned in colour nothing goes.
Pixels count from the top left; `PageImage.dpi` turns them into points.
"""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from extractor.reading.pdf import pdfium
from extractor.reading.pdf.page_objects import objects_of
from extractor.reading.pdf.pdf_file import Page

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Grey = NDArray[numpy.uint8]
    Colour = NDArray[numpy.uint8]

__all__ = ["LARGEST", "PageImage", "is_blank", "lean_of", "paper_of", "render", "straightened", "without_ink"]

LOWEST_DPI, HIGHEST_DPI = 200, 300
"""A scan is rendered at its own resolution within these: below, Tesseract loses marks; above, it takes longer and reads no better."""
LARGEST = 25_000_000
"""Pixels of a page: an A3 page at 300 dpi has 17 million."""
COLOURED = 48
"""By how much the strongest of red, green and blue stands out in ink that is not black."""
MOST_FORMS = 3
"""Of forms in forms: a picture deeper in them is no scan."""
DARK = 140
BLANK = 0.0005
"""Of a page's pixels: how much specks of dust may darken a page with nothing on it."""
MOST_LEAN = 5.0
"""Degrees a page in a scanner may lean; what leans more was laid so on purpose."""
SEEN_LEAN = 0.05


class PageImage(Struct, frozen=True):
    """A page's colours (height x width x 3) and its resolution in pixels an inch."""

    pixels: Colour
    dpi: float


def render(page: Page, *, annotations: bool = True) -> PageImage:
    """A page as a picture, at the resolution of the scan it holds."""
    width, height = page.get_size()
    scale = _own_dpi(page, width) / 72
    scale = min(scale, math.sqrt(LARGEST / max(1.0, width * height)))
    return PageImage(page.render(scale, annotations=annotations).to_numpy(), 72 * scale)


def is_blank(page: Page) -> bool:
    """Whether a page shows nothing, seen from afar."""
    import numpy as np

    width, height = page.get_size()
    grey = page.render(min(0.5, math.sqrt(LARGEST / max(1.0, width * height))), grey=True).to_numpy()
    return bool(np.count_nonzero(grey < DARK) < BLANK * grey.size)


def _own_dpi(page: Page, width: float) -> float:
    """The resolution of the picture that fills the page, within limits."""
    widest = 0.0
    for holder in objects_of(page):
        for index, (left, _, right, _) in holder.drawn if len(holder.order) < MOST_FORMS else ():
            if holder.kinds[index] == pdfium.FPDF_PAGEOBJ_IMAGE and right - left > 0.8 * width:
                columns, rows = ctypes.c_uint(), ctypes.c_uint()
                pdfium.FPDFImageObj_GetImagePixelSize(holder.objects[index], ctypes.byref(columns), ctypes.byref(rows))
                widest = max(widest, 72 * columns.value / (right - left))
    return min(max(widest, LOWEST_DPI), HIGHEST_DPI)


def without_ink(pixels: Colour) -> Grey:
    """The picture in grey, with red and blue ink made paper."""
    import numpy as np
    from PIL import Image

    grey = np.asarray(Image.fromarray(pixels).convert("L"))
    red, green, blue = (np.ascontiguousarray(pixels[:, :, channel]) for channel in range(3))
    strongest = np.maximum(red, blue)
    ink = (strongest > green) & (strongest - np.minimum(np.minimum(red, green), blue) > COLOURED)
    dark = grey < DARK
    if np.count_nonzero(dark & ink) > 0.5 * np.count_nonzero(dark):
        return grey
    return np.where(ink, paper_of(grey), grey)


def paper_of(grey: Grey) -> numpy.uint8:
    """How light the page's paper is: most of any page is paper."""
    import numpy as np

    return np.uint8(np.median(grey[::8, ::8]))


def lean_of(grey: Grey) -> float:
    """By how many degrees the page's lines fall to the right (negative: rise); 0 where it has too little on it to tell.

    Lines that run level give rows of pixels that are nearly all paper or much ink: the lean is where rows differ most from the next.
    """
    import numpy as np

    step = max(1, min(grey.shape) // 800)
    rows, columns = np.nonzero(grey[::step, ::step] < DARK)
    if not 500 < len(rows) < 0.5 * grey[::step, ::step].size:
        return 0.0

    def contrast(degrees: Any) -> float:
        heights = (rows - columns * math.tan(math.radians(degrees))).astype(np.int32)
        counts = np.bincount(heights - heights.min())
        return float(np.square(np.diff(counts, prepend=0)).sum())

    coarse: list[float] = np.arange(-MOST_LEAN, MOST_LEAN + 0.1, 0.2).tolist()
    best = max(coarse, key=contrast)
    fine: list[float] = np.arange(best - 0.2, best + 0.21, 0.04).tolist()
    return round(max(fine, key=contrast), 2)


def straightened(grey: Grey, lean: float) -> Grey:
    """The picture turned about its middle by its lean, of the same size."""
    if abs(lean) < SEEN_LEAN:
        return grey
    import numpy as np
    from PIL import Image

    return np.asarray(Image.fromarray(grey).rotate(lean, resample=Image.Resampling.BICUBIC, fillcolor=int(paper_of(grey))))
