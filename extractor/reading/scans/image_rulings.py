"""The ruling lines in a page's picture, by morphology: stretches of ink that are long, thin and level or upright.

In this order: ink is what is darker than the paper around it; stretches of it longer than any letter are kept (a stretch may have small
gaps, as pale rulings have, and may wander by a pixel); those that touch are one ruling, given at its middle. What is thicker than a ruling
is a bar, a photograph or the scanner's shadow; what has ink along its sides is a row of letters' feet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.reading.pdf.page_rulings import Ruling, Rulings
from extractor.reading.scans.page_image import paper_of

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Grey = NDArray[numpy.uint8]
    Mask = NDArray[numpy.bool_]

__all__ = ["find_rulings", "without_rulings"]

LEVEL, UPRIGHT = 36.0, 13.5
"""Points: the shortest ruling. Words in capitals have bars of some 10 points; the lowest rows of tables are 14 points high."""
THICKEST = 4.0
"""Points."""
FILLED = 0.85
"""How much of a stretch is ink at least."""
BESIDE = 0.25
"""How much ink may stand beside a ruling at most, of its length."""
MOST_RULINGS = 4_000


def ink_of(grey: Grey) -> Mask:
    """What is ink: darker than the page's paper by a third of the way to black."""
    mask: Mask = grey < 0.66 * float(paper_of(grey))
    return mask


def find_rulings(grey: Grey, dpi: float) -> tuple[Rulings, Mask]:
    """The rulings of a straightened picture in points, and which of its pixels are theirs."""
    import numpy as np

    ink = ink_of(grey)
    level, across = _rulings(ink, LEVEL, dpi)
    upright, down = _rulings(np.ascontiguousarray(ink.T), UPRIGHT, dpi)
    return Rulings(level, upright), across | down.T


def without_rulings(grey: Grey, mask: Mask) -> Grey:
    """The picture with its rulings, and a pixel to each side of them, made paper."""
    import numpy as np

    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    return np.where(wide, paper_of(grey), grey)


def _rulings(ink: Mask, shortest: float, dpi: float) -> tuple[list[Ruling], Mask]:
    """The rulings that run along the rows of the mask, and their pixels."""
    import numpy as np

    length = max(8, round(shortest * dpi / 72))
    thick = max(2, round(THICKEST * dpi / 72))
    # A ruling that leans a little passes from one row of pixels into the next: three rows are looked at as one.
    rows = ink.copy()
    rows[1:] |= ink[:-1]
    rows[:-1] |= ink[1:]
    long = _opened(rows, length)
    kept = np.zeros_like(ink)
    found: list[Ruling] = []
    scale = 72 / dpi
    for stretches in _grouped(long):
        # A stretch that is mostly ink may begin and end in paper.
        pieces = [(row, *ends) for row, low, high in stretches if (ends := _inked(rows[row], low, high)) is not None]
        if not pieces:
            continue
        top, bottom = pieces[0][0], pieces[-1][0] + 1
        start, end = min(piece[1] for piece in pieces), max(piece[2] for piece in pieces)
        # One row of each side of the ruling was put on above.
        if bottom - top - 1 > thick or len(found) >= MOST_RULINGS:
            continue
        if _beside(ink, top, bottom, start, end) > BESIDE:
            continue
        weight = sum(high - low for _, low, high in pieces)
        middle = sum(row * (high - low) for row, low, high in pieces) / weight
        found.append(Ruling((middle + 0.5) * scale, start * scale, end * scale))
        for row, low, high in pieces:
            kept[row, low:high] = True
    return found, kept & rows


def _beside(ink: Mask, top: int, bottom: int, start: int, end: int) -> float:
    """How much of the rows of pixels two above and two below is ink, of the fuller one."""
    return max(
        (float(ink[row, start:end].mean()) for row in (top - 2, bottom + 1) if 0 <= row < len(ink)), default=0.0,
    )


def _opened(mask: Mask, length: int) -> Mask:
    """The stretches of `length` pixels of a row that are mostly ink."""
    import numpy as np

    height, width = mask.shape
    if width <= length:
        return np.zeros_like(mask)
    sums = np.zeros((height, width + 1), dtype=np.int32)
    np.cumsum(mask, axis=1, out=sums[:, 1:])
    full = (sums[:, length:] - sums[:, :-length]) >= FILLED * length
    # Each full window marks all its pixels: count windows that cover a pixel.
    marks = np.zeros((height, width + 1), dtype=np.int32)
    marks[:, : width - length + 1] += full
    marks[:, length:] -= full
    return np.cumsum(marks[:, :-1], axis=1) > 0


Piece = tuple[int, int, int]
"""Row, first and last (excluded) column of a stretch of pixels."""


def _inked(row: Mask, low: int, high: int) -> tuple[int, int] | None:
    """The first and last (excluded) pixel of ink between two of a row."""
    import numpy as np

    inked = np.nonzero(row[low:high])[0]
    return (low + int(inked[0]), low + int(inked[-1]) + 1) if len(inked) else None


def _grouped(mask: Mask) -> list[list[Piece]]:
    """The stretches of the mask that touch, each group from top to bottom."""
    import numpy as np

    edges = np.diff(mask.astype(np.int8), axis=1, prepend=0, append=0)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    pieces = list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))
    parent = list(range(len(pieces)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    above: list[int] = []
    here: list[int] = []
    for index, (row, start, end) in enumerate(pieces):
        if here and pieces[here[0]][0] != row:
            above, here = (here, []) if pieces[here[0]][0] == row - 1 else ([], [])
        for other in above:
            if pieces[other][1] < end and start < pieces[other][2]:
                parent[root(other)] = root(index)
        here.append(index)
    groups: dict[int, list[Piece]] = {}
    for index, piece in enumerate(pieces):
        groups.setdefault(root(index), []).append(piece)
    return list(groups.values())
