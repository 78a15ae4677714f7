"""Numbers left of the text that a recogniser of pages leaves out: it takes a column of single signs for dirt.

Ink in the margin left of the text that no word covers is looked at by itself: what has the height of a letter and reads as a row's number
("TT", "A", "II", "12") is one, where at least two of them stand one above the other. Punch holes, shadows and dirt read as nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.scans.hocr import OcrLine, moved
from extractor.reading.scans.image_rulings import ink_of
from extractor.reading.scans.ocr_characters import font_size
from extractor.reading.scans.ocr_engine import Engine
from extractor.reading.scans.page_image import paper_of
from extractor.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Grey = NDArray[numpy.uint8]

__all__ = ["read_left_out"]

FEWEST_LINES = 6
FEWEST_NUMBERS = 2
MOST_PLACES = 120
LOWEST, HIGHEST, WIDEST = 0.4, 1.3, 3.0
"""Of the usual font size: how high and how wide a number is."""
BORDER = 14
"""Pixels of paper put around a number."""
SURE = 0.5
_NUMBER = lazy_pattern(r"(?:S?TT|[IVX]{1,5}|\d{1,3}(?:\.\d{1,2})*|[A-ZĐ]|[a-zđ])[.)]?")


def read_left_out(engine: Engine, grey: Grey, lines: Sequence[OcrLine], dpi: int) -> list[OcrLine]:
    """The numbers left of a page's lines that are not among them, each as a line, in the page's pixels."""
    import numpy as np

    long = [line for line in lines if len(line.words) > 2]
    if len(long) < FEWEST_LINES:
        return []
    size = float(np.median([font_size(line) for line in long]))
    edge = int(min(line.words[0].left for line in long) - 0.2 * size)
    if edge < size:
        return []
    ink = ink_of(grey)[:, :edge].copy()
    for line in lines:
        for word in line.words:
            ink[max(0, int(word.top) - 3) : int(word.bottom) + 4, max(0, int(word.left) - 3) : int(word.right) + 4] = False
    found: list[OcrLine] = []
    for top, bottom, left, right in _places(ink, size):
        part = np.pad(grey[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2], BORDER, constant_values=paper_of(grey))
        for line in engine.read(part, dpi, "line"):
            if len(line.words) == 1 and _may_be_number(line.words[0].text, line.words[0].confidence):
                # The baseline of one sign is where its ink ends; its own size says little.
                found.append(replace(moved(line, max(0, left - 2) - BORDER, max(0, top - 2) - BORDER), baseline=float(bottom)))
    middle = float(np.median([line.words[0].left for line in found])) if found else 0.0
    column = [line for line in found if abs(line.words[0].left - middle) < WIDEST * size]
    return column if len(column) >= FEWEST_NUMBERS else []


def _places(ink: NDArray[numpy.bool_], size: float) -> list[tuple[int, int, int, int]]:
    """The boxes (top, bottom, left, right) of ink as high and at most as wide as a number, specks beside them left out."""
    import numpy as np

    boxes = []
    for top, bottom in _stretches(ink.sum(axis=1) > 1)[:MOST_PLACES]:
        columns = np.nonzero(ink[top:bottom].sum(axis=0) > 1)[0]
        for group in np.split(columns, np.nonzero(np.diff(columns) > size)[0] + 1):
            if not len(group):
                continue
            left, right = int(group[0]), int(group[-1]) + 1
            rows = np.nonzero(ink[top:bottom, left:right].any(axis=1))[0]
            low, high = top + int(rows[0]), top + int(rows[-1]) + 1
            if LOWEST * size < high - low < HIGHEST * size and right - left <= WIDEST * size:
                boxes.append((low, high, left, right))
    return boxes


def _may_be_number(text: str, confidence: float) -> bool:
    """Whether a sign is a number, or is often read for one: its place in the sequence will tell (`ocr_numbers`)."""
    return (confidence >= SURE and _NUMBER.fullmatch(text) is not None) or text.rstrip(".)") in load_vocabulary("ocr_repairs")["numbers"]


def _stretches(rows: NDArray[numpy.bool_]) -> list[tuple[int, int]]:
    """The runs of rows that have ink, first and last (excluded); runs a pixel or two apart are one."""
    import numpy as np

    joined = rows.copy()
    joined[1:-1] |= rows[:-2] & rows[2:]
    steps = np.diff(joined.astype(np.int8), prepend=0, append=0)
    return list(zip(np.nonzero(steps == 1)[0].tolist(), np.nonzero(steps == -1)[0].tolist(), strict=True))
