"""Which words of a picture are bold, by the thickness of their strokes.

A recogniser tells letters, not their weight. Strokes of bold letters are half as thick again as those of regular ones of one size; most
words of a page are regular, and the page's usual thickness is what a word is held against. Single words that differ from both neighbours
are taken for wavering of the scan.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.reading.scans.hocr import OcrLine, OcrWord

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Mask = NDArray[numpy.bool_]

__all__ = ["bold_words"]

BOLDER = 1.3
"""By what a bold word's strokes are thicker than the page's, of their size. Measured on scans: regular 0.8 to 1.25, bold 1.32 to 1.9."""
FEWEST_STROKES = 12
"""A word with fewer (a number, a dash) has the weight of its neighbours."""


def bold_words(ink: Mask, lines: Sequence[OcrLine], sizes: Sequence[float]) -> list[list[bool]]:
    """For each line, whether each of its words is bold. `sizes`: the lines' font sizes in pixels."""
    weights = [[_thickness(ink, word) for word in line.words] for line in lines]
    known = sorted(
        weight / size for line, size in zip(weights, sizes, strict=True) for weight in line if weight is not None
    )
    if not known:
        return [[False] * len(line.words) for line in lines]
    usual = known[len(known) // 2]
    return [
        _evened([None if weight is None else weight / size > BOLDER * usual for weight in line])
        for line, size in zip(weights, sizes, strict=True)
    ]


def _thickness(ink: Mask, word: OcrWord) -> float | None:
    """The middle width in pixels of the strokes that rows of pixels cut through; None where the word has too few."""
    import numpy as np

    part = ink[max(0, int(word.top)) : int(word.bottom) + 1, max(0, int(word.left)) : int(word.right) + 1]
    if not part.size:
        return None
    steps = np.diff(part.astype(np.int8), axis=1, prepend=0, append=0)
    widths = np.nonzero(steps == -1)[1] - np.nonzero(steps == 1)[1]
    return float(np.mean(np.sort(widths)[len(widths) // 4 : 3 * len(widths) // 4 + 1])) if len(widths) >= FEWEST_STROKES else None


def _evened(words: list[bool | None]) -> list[bool]:
    known = [word for word in words if word is not None]
    usual = sum(known) * 2 > len(known)
    filled = [usual if word is None else word for word in words]
    return [
        before if before == after != here else here
        for before, here, after in zip([filled[0], *filled], filled, [*filled[1:], filled[-1]], strict=False)
    ]
