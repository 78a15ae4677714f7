"""Turns a page's picture upright: pages laid sideways or upside down on the scanner.

A page is upright where the recogniser reads syllables in its fullest lines. Where it does not, printed lines tell: they give rows of
pixels that differ from their neighbours; where columns differ more than rows, the page stands sideways. Which way round, the recogniser
tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.reading.scans.ocr_engine import Engine
from extractor.reading.scans.page_image import DARK
from extractor.reading.syllables import is_syllable

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Grey = NDArray[numpy.uint8]

__all__ = ["upright"]

SIDEWAYS = 1.5
"""By what columns must differ from their neighbours more than rows do."""
FEWEST_SYLLABLES = 3


def upright(engine: Engine, grey: Grey, dpi: int) -> Grey:
    """The picture, turned by a quarter, a half or three where it stands so."""
    import numpy as np

    if _readable(engine, grey, dpi) >= FEWEST_SYLLABLES:
        return grey
    turned = [np.ascontiguousarray(np.rot90(grey, quarters)) for quarters in ((1, 3) if _stands_sideways(grey) else (0, 2))]
    first, second = (_readable(engine, picture, dpi) for picture in turned)
    if max(first, second) < FEWEST_SYLLABLES:
        return grey
    return turned[0] if first >= second else turned[1]


def _stands_sideways(grey: Grey) -> bool:
    import numpy as np

    step = max(1, min(grey.shape) // 800)
    # Not the edges, where scanners leave shadows.
    rows, columns = grey.shape
    ink = grey[rows // 16 : -rows // 16 : step, columns // 16 : -columns // 16 : step] < DARK
    across, down = (np.square(np.diff(ink.sum(axis=axis, dtype=np.int64))).sum() / ink.shape[axis] for axis in (1, 0))
    return bool(down > SIDEWAYS * across)


def _readable(engine: Engine, grey: Grey, dpi: int) -> int:
    """How many Vietnamese syllables of two letters and more are read in the fullest band of the picture, as high as three lines."""
    import numpy as np

    high = max(1, round(0.9 * dpi))
    ink = np.convolve((grey < DARK).sum(axis=1), np.ones(high), mode="valid")
    top = int(np.argmax(ink)) if len(ink) else 0
    lines = engine.read(np.ascontiguousarray(grey[top : top + high]), dpi, "block")
    words = [word.text.strip(".,;:()") for line in lines for word in line.words if word.confidence > 0.6]
    return sum(len(word) > 1 and is_syllable(word) for word in words)
