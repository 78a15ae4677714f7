"""A page that is a picture becomes the same layout as a digital page: rulings, tables, lines, columns, notes.

In this order: the picture is rendered, its coloured ink removed, turned upright and straightened; rulings give the tables' grids; each cell
is read by itself, then what stands outside the tables as one page; then the layout of digital pages does the rest.

The page's places are those of the picture as it is read, upright and level; `Scan.lean` tells how to come back from level to leaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.reading.hocr import OcrLine, OcrWord
from extractor.reading.image_rulings import find_rulings, ink_of, without_rulings
from extractor.reading.letter_weight import bold_words
from extractor.reading.ocr_characters import as_characters, font_size
from extractor.reading.ocr_engine import Engine, engine_here
from extractor.reading.page_image import BLANK, DARK, PageImage, lean_of, paper_of, straightened, without_ink
from extractor.reading.ocr_numbers import Correction
from extractor.reading.ocr_repair import repaired_lines
from extractor.reading.page_columns import find_bands
from extractor.reading.page_layout import PageLayout, lay_out
from extractor.reading.page_lines import rows_of, runs_of
from extractor.reading.page_rulings import Ruling, Rulings
from extractor.reading.page_tables import PageTable, find_grids
from extractor.reading.page_turning import upright

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Grey = NDArray[numpy.uint8]
    Mask = NDArray[numpy.bool_]

__all__ = ["Scan", "ScannedWord", "read_scan"]

WIDEST_GRID = 0.3
"""Of the page's width: narrower grids are stamps (the box with the date of receipt) and drawings."""
INSET = 1.0
"""Points that a cell's text keeps from its rulings."""
BORDER = 12
"""Pixels of paper put around a cell: the recogniser loses letters at an edge."""
LEAST_INK = 12
"""Dark pixels of a cell that is not empty, at 200 dpi."""


@dataclass(frozen=True, slots=True)
class ScannedWord:
    """A word as the recogniser read it, how sure it is (0 to 1), and its box in points."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Scan:
    """A page read as a picture: its layout, its words, what was corrected in them, by how many degrees it leant.

    `blank` where nothing is printed on it.
    """

    layout: PageLayout
    words: tuple[ScannedWord, ...]
    corrections: tuple[Correction, ...] = ()
    lean: float = 0.0
    blank: bool = False


def read_scan(image: PageImage, number: int) -> Scan:
    """A page (from 1) from its picture. Raises LookupError where no recogniser is installed."""
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
    grids = [grid for grid in find_grids(rulings, number) if grid.xs[-1] - grid.xs[0] > WIDEST_GRID * width * scale]
    dpi = round(image.dpi)
    lines = [line for grid in grids for line in _read_cells(engine, grey, mask, grid, dpi)]
    rest = _outside(grey, grids, image.dpi)
    lines += _columns_apart(engine, rest, engine.read(rest, dpi, "page"), dpi)
    lines, changes = repaired_lines(lines)
    bold = bold_words(ink_of(grey), lines, [font_size(line) for line in lines])
    characters = as_characters(lines, bold, width * scale, height * scale, scale)
    layout = lay_out(characters, _beside_text(_of_grids(rulings, grids), lines, scale), number)
    words = tuple(
        ScannedWord(word.text, word.confidence, word.left * scale, word.top * scale, word.right * scale, word.bottom * scale)
        for line in lines for word in line.words
    )
    return Scan(layout, words, tuple(
        Correction(number, change.read, change.given, (change.left + change.right) / 2 * scale, (change.top + change.bottom) / 2 * scale)
        for change in changes
    ), lean)


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
        ((line.baseline - 0.6 * font_size(line)) * scale, line.baseline * scale - 0.5, line.words[0].left * scale, line.words[-1].right * scale)
        for line in lines
    ]
    return Rulings(
        [
            ruling for ruling in rulings.horizontal
            if not any(low < ruling.at < high and ruling.start < right and left < ruling.end for low, high, left, right in spans)
        ],
        rulings.vertical,
    )


def _outside(grey: Grey, grids: Sequence[PageTable], dpi: float) -> Grey:
    """The picture with the tables made paper."""
    if not grids:
        return grey
    rest = grey.copy()
    for grid in grids:
        left, right = _pixels(grid.xs[0] - 2, dpi), _pixels(grid.xs[-1] + 2, dpi)
        rest[_pixels(grid.top - 2, dpi) : _pixels(grid.bottom + 2, dpi), left:right] = paper_of(grey)
    return rest


def _columns_apart(engine: Engine, grey: Grey, lines: list[OcrLine], dpi: int) -> list[OcrLine]:
    """The lines of a page, those in two columns (letterhead, closing) read again column by column.

    The recogniser takes what stands side by side for one line, and where its two halves differ in size or height, it misreads one.
    """
    height, width = grey.shape
    characters = as_characters(lines, [[False] * len(line.words) for line in lines], width, height, 1.0)
    rows = rows_of(runs_of(characters))
    if not rows:
        return lines
    centre = (min(row[0].left for row in rows) + max(run.right for row in rows for run in row)) / 2
    for band in find_bands(rows, centre):
        above = max((run.bottom for run in rows[band.first - 1]), default=0.0) if band.first else 0.0
        below = min((run.top for run in rows[band.last]), default=0.0) if band.last < len(rows) else float(height)
        inside = [run for row in rows[band.first : band.last] for run in row]
        top = int(max(above, min(run.top for run in inside) - BORDER))
        bottom = int(min(below, max(run.bottom for run in inside) + BORDER))
        gutter = int(band.gutter)
        again = [
            _moved(line, x, top)
            for x, part in ((0, grey[top:bottom, :gutter]), (gutter, grey[top:bottom, gutter:]))
            for line in engine.read(part, dpi, "page")
        ]
        lines = [line for line in lines if not top < line.baseline <= bottom] + again
    return lines


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
        lines += [_moved(line, x0 - BORDER, y0 - BORDER) for line in engine.read(padded, dpi, "block")]
    return lines


def _moved(line: OcrLine, x: float, y: float) -> OcrLine:
    words = tuple(
        OcrWord(
            word.text, word.confidence, tuple(edge + x for edge in word.edges),
            tuple(top + y for top in word.tops), tuple(bottom + y for bottom in word.bottoms),
        )
        for word in line.words
    )
    return replace(line, words=words, baseline=line.baseline + y)
