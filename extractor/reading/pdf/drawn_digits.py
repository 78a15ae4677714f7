"""The number and day that a signing program drew into a letterhead's blanks as shapes: no text of the page, but printed on it.

Looked for on a first page whose text has a blank number or day ("Số:   /KH-UBND", "ngày   tháng"), in its upper part: paths as high and
wide as digits, side by side on one base. The recogniser reads the picture of each such row, as it is and set upright as italics are, at
several resolutions: alone it takes an italic 1 for a 7 and is sure of it. A row is taken where the resolutions give as many digits as there
are shapes, and the same ones, and each shape has as many outlines as its digit (an 8 has three, a 9 two); it then stands among the page's
characters as a stamp does (`page_lines.runs_of`). Another is left out, and the blank stays one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf import pdfium
from extractor.reading.pdf.page_characters import Box, PageCharacters, Style, box_of
from extractor.reading.pdf.page_objects import Holder, segment_count, segments_of
from extractor.reading.pdf.pdf_file import Page

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from extractor.reading.scans.ocr_engine import Engine

    Grey = NDArray[numpy.uint8]

__all__ = ["DrawnDigits", "drawn_digits", "with_digits"]

_BLANK = lazy_pattern(r"[Ss]ố[\s:.…_]*[/-]|ngày[\s.…_]*tháng|tháng[\s.…_]*năm")
UPPER = 0.6
"""Of the page's height: a letterhead stands above."""
LOWEST, HIGHEST = 5.0, 14.0
"""Points: the height of a digit of nine to eighteen points."""
WIDEST = 0.95
"""Of its height, how wide a digit is at most."""
EVEN, NEAR = 1.5, 0.6
"""Points by which the feet of digits side by side differ; of their height, the gap between two."""
MOST_SHAPES, MOST, MOST_SEGMENTS = 24, 6, 500
"""Shapes looked at, digits of a number, segments of a shape."""
RESOLUTIONS = (200, 250, 300, 400)
SLANTS = (0.0, 0.25)
"""By how much of its height the picture's top is moved left: italics lean so."""
MARGIN, PAPER = 3.0, 255
SURE = 0.7
"""How sure the recogniser must be at each resolution."""
CAPITAL, ASCENT, DESCENT = 0.66, 0.9, 0.22
"""Of the font's size: the height of a digit, and how far a line reaches above and below its base."""


OUTLINES = {"0": 2, "4": 2, "6": 2, "8": 3, "9": 2}
"""Of a digit's shape, where not one."""


class Shape(Struct, frozen=True, order=True):
    """A path that may be a digit: its box in PDFium's points, and how many outlines it has."""

    box: Box
    outlines: int


class DrawnDigits(Struct, frozen=True):
    """Digits read, and the box of each in PDFium's points."""

    text: str
    boxes: tuple[Box, ...]


def drawn_digits(page: Page, holders: Sequence[Holder], characters: PageCharacters) -> list[DrawnDigits]:
    """The rows of digits drawn on a page. Empty where no recogniser is installed."""
    if characters.turn or not _BLANK.search(characters.text):
        return []
    shapes = _shapes(holders, box_of(page))
    if not 0 < len(shapes) <= MOST_SHAPES:  # a hostile page must end
        return []
    return [read for row in _rows(shapes) if (read := _read(page, row)) is not None]


def _shapes(holders: Sequence[Holder], shown: Box) -> list[Shape]:
    """The paths of the page itself that are as high and wide as a digit and stand in its upper part."""
    lowest = shown[1] + UPPER * (shown[3] - shown[1])
    return [
        Shape(box, _outlines(holder.pointers[index]))
        for holder in holders
        if not holder.order
        for index, box in holder.drawn
        if box[1] > lowest
        and LOWEST <= box[3] - box[1] <= HIGHEST
        and 0 < box[2] - box[0] <= WIDEST * (box[3] - box[1])
        and holder.kinds[index] == pdfium.FPDF_PAGEOBJ_PATH
    ]


def _outlines(path: Any) -> int:
    return sum(kind == pdfium.FPDF_SEGMENT_MOVETO for kind, *_ in segments_of(path, min(MOST_SEGMENTS, segment_count(path))))


def _rows(shapes: Sequence[Shape]) -> Iterator[tuple[Shape, ...]]:
    """Shapes side by side on one base."""
    left = sorted(shapes)
    while left:
        row = [left.pop(0)]
        for shape in list(left):
            last, box = row[-1].box, shape.box
            if abs(box[1] - last[1]) <= EVEN and -1.0 <= box[0] - last[2] <= NEAR * (last[3] - last[1]):
                row.append(shape)
                left.remove(shape)
        if len(row) <= MOST:
            yield tuple(row)


def _read(page: Page, row: Sequence[Shape]) -> DrawnDigits | None:
    """The digits of a row; None where the recogniser does not read the same ones again and again, or the shapes are not theirs."""
    from extractor.reading.scans.ocr_engine import RecognitionError, engine_here

    try:
        engine = engine_here()
        boxes = tuple(shape.box for shape in row)
        pictures = [(_picture(page, boxes, dpi), dpi) for dpi in RESOLUTIONS]
        texts = {text for slant in SLANTS if (text := _agreed(engine, pictures, slant)) is not None}
    except (RecognitionError, LookupError):
        return None
    text = texts.pop() if len(texts) == 1 else ""
    return DrawnDigits(text, boxes) if [OUTLINES.get(digit, 1) for digit in text] == [shape.outlines for shape in row] else None


def _agreed(engine: Engine, pictures: Sequence[tuple[Grey, int]], slant: float) -> str | None:
    """What is read for sure in all pictures but one, and in that one alike or not at all."""
    agreed, sure = "", 0
    for picture, dpi in pictures:
        words = [word for line in engine.read(_upright(picture, slant), dpi, "line", "0123456789") for word in line.words]
        text = "".join(word.text for word in words)
        if text and agreed and text != agreed:
            return None
        agreed = agreed or text
        sure += bool(text) and min(word.confidence for word in words) >= SURE
    return agreed if agreed.isdigit() and sure >= len(pictures) - 1 else None


def _picture(page: Page, row: Sequence[Box], dpi: int) -> Grey:
    """The place of a row drawn in grey, with paper around it."""
    import numpy as np

    shown = box_of(page)
    place = row[0][0] - MARGIN, min(b[1] for b in row) - MARGIN, row[-1][2] + MARGIN, max(b[3] for b in row) + MARGIN
    cut = (place[0] - shown[0], place[1] - shown[1], shown[2] - place[2], shown[3] - place[3])
    left, bottom, right, top = (max(0.0, edge) for edge in cut)
    drawn = page.render(dpi / 72, grey=True, crop=(left, bottom, right, top))
    return np.pad(drawn.to_numpy(), dpi // 20, constant_values=PAPER)


def _upright(grey: Grey, slant: float) -> Grey:
    """The picture with its lean to the right taken back."""
    if not slant:
        return grey
    import numpy as np
    from PIL import Image

    height, width = grey.shape
    size = (width + int(slant * height), height)
    moved = Image.fromarray(grey).transform(
        size, Image.Transform.AFFINE, (1, -slant, 0, 0, 1, 0), resample=Image.Resampling.BICUBIC, fillcolor=PAPER
    )
    return np.ascontiguousarray(moved)


def with_digits(characters: PageCharacters, drawn: Sequence[DrawnDigits], shown: Box) -> PageCharacters:
    """The page with the digits as its last characters. `shown`: see `page_characters.box_of`."""
    characters = characters.from_top()
    lefts, rights = [*characters.left], [*characters.right]
    tops, bottoms = [*characters.top], [*characters.bottom]
    objects, styles, bases = [*characters.objects], dict(characters.styles), dict(characters.bases)
    first = min([address for address in styles if address is not None], default=0)
    for at, digits in enumerate(drawn, start=1):
        address = min(0, first) - at
        base = shown[3] - min(box[1] for box in digits.boxes)
        size = max(box[3] - box[1] for box in digits.boxes) / CAPITAL
        lefts += [box[0] - shown[0] for box in digits.boxes]
        rights += [box[2] - shown[0] for box in digits.boxes]
        tops += [base - ASCENT * size] * len(digits.text)
        bottoms += [base + DESCENT * size] * len(digits.text)
        objects += [address] * len(digits.text)
        styles[address] = Style(size, False, False)
        bases[address] = base
    return replace(
        characters, text=characters.text + "".join(digits.text for digits in drawn), left=lefts, right=rights, top=tops, bottom=bottoms,
        objects=objects, styles=styles, bases=bases, starts=None, packed=None,
    )
