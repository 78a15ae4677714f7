"""The ruling lines of a PDF page: what its path objects draw along the axes.

A ruling is a straight stroke, an edge of a stroked rectangle, or a filled rectangle so thin that it is seen as a line (Word draws one for
each cell edge), also inside form objects. Filled areas (shaded cells, page backgrounds) and curves are none.
Coordinates are those of `page_characters`: points, origin at the top left of the page turned upright.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import Struct

from extractor.reading.pdf import pdfium
from extractor.reading.pdf.page_characters import Box, PageCharacters, box_of
from extractor.reading.pdf.page_objects import (
    IDENTITY,
    MOST_OBJECTS,
    Holder,
    Matrix,
    draw_mode,
    matrix_of,
    objects_of,
    placed,
    product,
    segment_count,
    segments_of,
    upright,
)
from extractor.reading.pdf.pdf_file import Page

__all__ = ["Ruling", "Rulings", "read_rulings"]

THIN = 3.0
"""Points: a filled rectangle not thicker than this is a line."""
STRAIGHT = 1.0
"""Points a ruling may lean."""


class Ruling(NamedTuple):
    """A line at one coordinate (`at`: y of a horizontal, x of a vertical one), from `start` to `end` on the other."""

    at: float
    start: float
    end: float


class Rulings(Struct, frozen=True):
    """A page's rulings by direction, in drawing order."""

    horizontal: list[Ruling]
    vertical: list[Ruling]


def read_rulings(page: Page, characters: PageCharacters, holders: Sequence[Holder] | None = None) -> Rulings:
    """The rulings of a page whose characters have been read, and maybe its objects."""
    shown = box_of(page)
    rulings = Rulings([], [])
    for box in _boxes(objects_of(page) if holders is None else holders):
        x0, y0, x1, y1 = upright(box, shown, characters.turn)
        if y1 - y0 <= THIN and x1 - x0 > y1 - y0:
            rulings.horizontal.append(Ruling((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THIN:
            rulings.vertical.append(Ruling((x0 + x1) / 2, y0, y1))
    return rulings


def _boxes(holders: Sequence[Holder]) -> Iterator[Box]:
    """The thin boxes (left, bottom, right, top) drawn on the page, in its own coordinates."""
    budget = MOST_OBJECTS
    for holder in holders:
        outer = holder.matrix
        for index, (x0, y0, x1, y1) in holder.drawn:
            if holder.kinds[index] != pdfium.FPDF_PAGEOBJ_PATH:
                continue
            budget -= 1
            if x1 - x0 > THIN and y1 - y0 > THIN:
                path = holder.pointers[index]
                steps = max(0, min(segment_count(path), budget))
                budget -= steps
                yield from _drawn(path, steps, product(matrix_of(path), outer or IDENTITY))
            elif x1 - x0 > THIN or y1 - y0 > THIN:
                if outer is not None:
                    (x0, y0), (x1, y1) = placed(outer, x0, y0), placed(outer, x1, y1)
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _drawn(path: Any, steps: int, matrix: Matrix) -> Iterator[Box]:
    """The rulings within one path: its straight strokes, or each thin filled part of it."""
    filled, stroked = draw_mode(path)
    if not filled and not stroked:
        return
    part: list[tuple[float, float]] = []
    curved = False
    for kind, x, y, closes in segments_of(path, steps):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(part) > 1 and not curved:
                yield from _part(part, stroked)
            part, curved = [], False
        part.append(placed(matrix, x, y))
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if closes:
            part.append(part[0])
    if len(part) > 1 and not curved:
        yield from _part(part, stroked)


def _part(points: list[tuple[float, float]], stroked: bool) -> Iterator[Box]:
    """The rulings of one figure of a path, given by its corners."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    whole = min(xs), min(ys), max(xs), max(ys)
    if whole[2] - whole[0] <= THIN or whole[3] - whole[1] <= THIN:
        yield whole
    elif stroked:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ax - bx) <= STRAIGHT or abs(ay - by) <= STRAIGHT:
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
