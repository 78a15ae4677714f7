"""A page that is a picture becomes the same layout as a digital page: rulings, tables, lines, columns, notes.

In this order: the picture's coloured ink is removed, it is turned upright and straightened; rulings give the tables' grids, and ruled
stamps are left out; each cell is read by itself, then what stands outside the tables as one page; known misreadings are put right; then
the layout of digital pages does the rest.

The page's places are those of the picture as it is read, upright and level; `Scan.lean` tells how to come back from level to leaning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from extractor.reading.pdf.page_characters import PageCharacters
from extractor.reading.pdf.page_columns import find_bands
from extractor.reading.pdf.page_layout import PageLayout, lay_out
from extractor.reading.pdf.page_lines import rows_of, runs_of, set_line
from extractor.reading.pdf.page_rulings import Ruling, Rulings
from extractor.reading.pdf.page_tables import PageTable, find_grids
from extractor.reading.pdf.unruled_tables import find_unruled
from extractor.reading.scans.hocr import OcrLine, moved
from extractor.reading.scans.image_rulings import find_rulings, ink_of, without_rulings
from extractor.reading.scans.letter_weight import bold_words
from extractor.reading.scans.ocr_characters import as_characters, font_size, with_stamps
from extractor.reading.scans.ocr_engine import Engine, engine_here
from extractor.reading.scans.ocr_leftovers import read_left_out
from extractor.reading.scans.ocr_numbers import Correction
from extractor.reading.scans.ocr_repair import Reread, repaired_lines, without_dirt
from extractor.reading.scans.page_image import BLANK, DARK, PageImage, lean_of, paper_of, straightened, without_ink
from extractor.reading.scans.page_turning import upright
from extractor.reading.scans.roman_strokes import with_counted_quarters

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Grey = NDArray[numpy.uint8]
    Mask = NDArray[numpy.bool_]

__all__ = ["Scan", "ScannedWord", "read_scan"]

WIDEST_STAMP = 0.3
"""Of the page's width: grids up to this are stamps (dấu đến, the box with the date of receipt) and drawings."""
TOUCH, AROUND = 4.0, 2.0
"""Points: rulings nearer than this touch, and what is cleared around a box."""
INSET = 1.0
"""Points that a cell's text keeps from its rulings."""
BORDER = 12
"""Pixels of paper put around a cell: the recogniser loses letters at an edge."""
LEAST_INK = 12
"""Dark pixels of a cell that is not empty, at 200 dpi."""


class ScannedWord(Struct, frozen=True):
    """A word as the recogniser read it, how sure it is (0 to 1), and its box in points."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


class Scan(Struct, frozen=True):
    """A page read as a picture: its layout, its words, what was corrected in them, by how many degrees it leant.

    `blank`: nothing is printed on it; `stamped`: a ruled stamp was left out; `after`: its layout where what the page before ended with may
    go on, which is known only when that page is read.
    """

    layout: PageLayout
    words: tuple[ScannedWord, ...]
    corrections: tuple[Correction, ...] = ()
    lean: float = 0.0
    blank: bool = False
    stamped: bool = False
    after: Callable[[PageLayout], PageLayout] | None = None


def read_scan(image: PageImage, number: int, stamps: PageCharacters | None = None) -> Scan:
    """A page (from 1) from its picture; `stamps` are a number and a day put on it as text. Raises LookupError without a recogniser."""
    import numpy as np

    engine = engine_here()
    grey = without_ink(image.pixels)
    scale = 72 / image.dpi
    if np.count_nonzero(grey < DARK) < BLANK * grey.size:
        return Scan(PageLayout(number, grey.shape[1] * scale, grey.shape[0] * scale, ()), (), blank=True)
    grey = upright(engine, grey, round(image.dpi))
    lean = lean_of(grey)
    grey = straightened(grey, lean)
    height, width = grey.shape
    rulings, mask = find_rulings(grey, image.dpi)
    found = find_grids(rulings, number)
    grids = [grid for grid in found if grid.xs[-1] - grid.xs[0] > WIDEST_STAMP * width * scale]
    frames = [_whole_stamp(grid, rulings, WIDEST_STAMP * width * scale) for grid in found if grid not in grids]
    dpi = round(image.dpi)
    lines = [line for grid in grids for line in _read_cells(engine, grey, mask, grid, dpi)]
    boxes = [(grid.xs[0], grid.top, grid.xs[-1], grid.bottom) for grid in grids]
    rest = _without_boxes(grey, [*boxes, *frames], image.dpi)
    lines += _columns_apart(engine, rest, without_dirt(engine.read(rest, dpi, "page")), dpi)
    if not grids:
        lines += read_left_out(engine, rest, lines, dpi)
    ink = ink_of(grey)
    lines, counted = with_counted_quarters(ink, lines)
    lines, changes = repaired_lines(lines, _digit_reader(engine, grey, dpi))
    bold = bold_words(ink, lines, [font_size(line) for line in lines])
    characters = as_characters(lines, bold, width * scale, height * scale, scale)
    stamped_from = None if stamps is None else len(characters.text)
    if stamps is not None:
        characters = with_stamps(characters, stamps)
    laid_out = partial(lay_out, characters, _beside_text(_of_grids(rulings, grids), lines, scale), number, stamped_from)
    words = tuple(
        ScannedWord(word.text, word.confidence, word.left * scale, word.top * scale, word.right * scale, word.bottom * scale)
        for line in lines for word in line.words
    )
    return Scan(laid_out(), words, tuple(
        Correction(number, change.read, change.given, (change.left + change.right) / 2 * scale, (change.top + change.bottom) / 2 * scale)
        for change in (*counted, *changes)
    ), lean, stamped=bool(frames), after=laid_out)


def _of_grids(rulings: Rulings, grids: Sequence[PageTable]) -> Rulings:
    """The rulings without upright ones that belong to no table (strokes of stamps and signatures)."""
    def within(ruling: Ruling) -> bool:
        return any(
            grid.xs[0] - 3 < ruling.at < grid.xs[-1] + 3 and grid.top - 3 < ruling.start and ruling.end < grid.bottom + 3 for grid in grids
        )

    return Rulings(rulings.horizontal, [ruling for ruling in rulings.vertical if within(ruling)])


def _beside_text(rulings: Rulings, lines: Sequence[OcrLine], scale: float) -> Rulings:
    """The rulings without level ones through a line's letters: strokes of a signature, letters' feet, which strike nothing out."""
    spans = [
        (
            (line.baseline - 0.6 * font_size(line)) * scale, line.baseline * scale - 0.5,
            line.words[0].left * scale, line.words[-1].right * scale,
        )
        for line in lines
    ]
    return Rulings(
        [
            ruling for ruling in rulings.horizontal
            if not any(low < ruling.at < high and ruling.start < right and left < ruling.end for low, high, left, right in spans)
        ],
        rulings.vertical,
    )


Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points."""


def _whole_stamp(grid: PageTable, rulings: Rulings, widest: float) -> Box:
    """The box of a stamp with all its rulings: those that touch it, and no wider than one may be."""
    left, top, right, bottom = grid.xs[0], grid.top, grid.xs[-1], grid.bottom
    waiting: list[Box] = [(low, at, high, at) for at, low, high in rulings.horizontal if high - low <= widest]
    waiting += [(at, low, at, high) for at, low, high in rulings.vertical if high - low <= widest]
    grown = True
    while grown:
        touching = [
            box for box in waiting
            if box[0] < right + TOUCH and box[2] > left - TOUCH and box[1] < bottom + TOUCH and box[3] > top - TOUCH
        ]
        grown = bool(touching)
        waiting = [box for box in waiting if box not in touching]
        for box in touching:
            left, top, right, bottom = min(left, box[0]), min(top, box[1]), max(right, box[2]), max(bottom, box[3])
    return left, top, right, bottom


def _without_boxes(grey: Grey, boxes: Sequence[Box], dpi: float) -> Grey:
    """The picture with tables and stamps made paper."""
    if not boxes:
        return grey
    rest = grey.copy()
    for left, top, right, bottom in boxes:
        rows = slice(_pixels(top - AROUND, dpi), _pixels(bottom + AROUND, dpi))
        rest[rows, _pixels(left - AROUND, dpi) : _pixels(right + AROUND, dpi)] = paper_of(grey)
    return rest


def _columns_apart(engine: Engine, grey: Grey, lines: list[OcrLine], dpi: int) -> list[OcrLine]:
    """The lines of a page, those in two columns (letterhead, closing; not cells of a table) read again column by column.

    The recogniser takes what stands side by side for one line, and where its two halves differ in size or height, it misreads one.
    """
    height, width = grey.shape
    characters = as_characters(lines, [[False] * len(line.words) for line in lines], width, height, 1.0)
    rows = rows_of(runs_of(characters))
    if not rows:
        return lines
    centre = (min(row[0].left for row in rows) + max(run.right for row in rows for run in row)) / 2
    tables = find_unruled(characters, rows, Rulings([], []), 1)
    for band in find_bands(rows, centre, lambda row: set_line(characters, row, 1).text):
        if any(table.top < run.bottom < table.bottom for table in tables for run in rows[band.first]):
            continue
        above = max((run.bottom for run in rows[band.first - 1]), default=0.0) if band.first else 0.0
        below = min((run.top for run in rows[band.last]), default=0.0) if band.last < len(rows) else float(height)
        inside = [run for row in rows[band.first : band.last] for run in row]
        top = int(max(above, min(run.top for run in inside) - BORDER))
        bottom = int(min(below, max(run.bottom for run in inside) + BORDER))
        gutter = int(band.gutter)
        again = [
            moved(line, x, top)
            for x, part in ((0, grey[top:bottom, :gutter]), (gutter, grey[top:bottom, gutter:]))
            for line in without_dirt(engine.read(part, dpi, "page"))
        ]
        lines = [line for line in lines if not top < line.baseline <= bottom] + again
    return lines


def _digit_reader(engine: Engine, grey: Grey, dpi: int) -> Reread:
    def read(left: float, top: float, right: float, bottom: float) -> list[OcrLine]:
        import numpy as np

        part = grey[max(0, int(top) - 2) : int(bottom) + 3, max(0, int(left) - 2) : int(right) + 3]
        return engine.read(np.pad(part, BORDER, constant_values=paper_of(grey)), dpi, "line", "0123456789") if part.size else []

    return read


def _pixels(points: float, dpi: float) -> int:
    return max(0, round(points * dpi / 72))


def _read_cells(engine: Engine, grey: Grey, mask: Mask, grid: PageTable, dpi: int) -> list[OcrLine]:
    """The lines of each cell that is not empty, in the page's pixels."""
    import numpy as np

    clean = without_rulings(grey, mask)
    ink = ink_of(clean)
    paper = paper_of(grey)
    lines: list[OcrLine] = []
    for cell in grid.cells:
        left, right = grid.xs[cell.column], grid.xs[cell.column + cell.column_span]
        top, bottom = grid.ys[cell.row], grid.ys[cell.row + cell.row_span]
        x0, x1 = _pixels(left + INSET, dpi), _pixels(right - INSET, dpi)
        y0, y1 = _pixels(top + INSET, dpi), _pixels(bottom - INSET, dpi)
        part = clean[y0:y1, x0:x1]
        if np.count_nonzero(ink[y0:y1, x0:x1]) < LEAST_INK * (dpi / 200) ** 2:
            continue
        padded = np.pad(part, BORDER, constant_values=paper)
        lines += [moved(line, x0 - BORDER, y0 - BORDER) for line in engine.read(padded, dpi, "block")]
    return lines
