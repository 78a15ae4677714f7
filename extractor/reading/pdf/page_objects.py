"""The objects of a PDF page and where they stand: those of forms too, with their matrices, and boxes on the page as it is read.

A matrix is PDF's (a, b, c, d, e, f). Boxes of the page are left, bottom, right, top from its bottom left; those of the page as it is read
are left, top, right, bottom from its top left, as in `page_characters`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice, repeat
from typing import Any

from msgspec import Struct

from extractor.reading.pdf import pdfium
from extractor.reading.pdf.bulk_calls import AT_ONCE, memory_for_numbers, pointers_to, run, undeclared
from extractor.reading.pdf.page_characters import Box, Turn
from extractor.reading.pdf.pdf_file import Page

__all__ = [
    "IDENTITY", "MOST_DEPTH", "MOST_OBJECTS", "Holder", "Matrix", "Order", "draw_mode", "matrix_of", "objects_of", "placed", "product",
    "segment_count", "segments_of", "transformed", "upright",
]

MOST_OBJECTS = 30_000
"""Objects, and segments of paths, looked at on one page: drawings beyond this are no tables, and a hostile page must end."""
MOST_DEPTH = 8
"""Of forms in forms, clip paths on one another, marks around a text."""
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Segment = tuple[int, float, float, int]
"""Of a path: its kind, the point it leads to, and whether it closes its figure."""
Order = tuple[int, ...]
"""A place in the order of painting: the object's number on the page, and in a form on it."""


class Holder(Struct, frozen=True):
    """The objects of a page or form, as numbers and pointers, and their kinds; the form's place, its matrix, whether it is opaque.

    `drawn`: the objects that are neither text nor forms, by their index, each with its box where it stands on the page or form.
    """

    objects: list[int]
    pointers: list[Any]
    kinds: list[int]
    drawn: list[tuple[int, Box]]
    order: Order = ()
    matrix: Matrix | None = None
    opaque: bool = True


@cache
def _calls() -> dict[str, Callable[..., Any]]:
    """The functions that are called for each object of a page."""
    return {
        "page_object": undeclared("FPDFPage_GetObject", ctypes.c_void_p),
        "form_object": undeclared("FPDFFormObj_GetObject", ctypes.c_void_p),
        "kind": undeclared("FPDFPageObj_GetType", ctypes.c_int),
        "bounds": undeclared("FPDFPageObj_GetBounds", ctypes.c_int),
        "matrix": undeclared("FPDFPageObj_GetMatrix", ctypes.c_int),
        "mode": undeclared("FPDFPath_GetDrawMode", None),
        "segments": undeclared("FPDFPath_CountSegments", ctypes.c_int),
        "segment": undeclared("FPDFPath_GetPathSegment", ctypes.c_void_p),
        "type": undeclared("FPDFPathSegment_GetType", ctypes.c_int),
        "point": undeclared("FPDFPathSegment_GetPoint", None),
        "closes": undeclared("FPDFPathSegment_GetClose", ctypes.c_int),
    }


def objects_of(page: Page) -> list[Holder]:
    """The page and the forms on it."""
    calls = _calls()
    budget = MOST_OBJECTS
    holders: list[Holder] = []
    waiting: list[tuple[int | None, Order, Matrix | None, bool]] = [(page.raw, (), None, True)]
    while waiting:
        handle, order, outer, opaque = waiting.pop()
        number = (pdfium.FPDFFormObj_CountObjects if order else pdfium.FPDFPage_CountObjects)(handle)
        number = max(0, min(number, budget))
        budget -= number
        item = calls["form_object" if order else "page_object"]
        objects = list(map(item, repeat(*pointers_to([handle])), range(number)))
        pointers = pointers_to(objects)
        kinds = list(map(calls["kind"], pointers))
        holders.append(Holder(objects, pointers, kinds, _drawn(pointers, kinds), order, outer, opaque))
        if pdfium.FPDF_PAGEOBJ_FORM in kinds and len(order) < MOST_DEPTH:
            for at, (address, kind) in enumerate(zip(objects, kinds, strict=True)):
                if kind == pdfium.FPDF_PAGEOBJ_FORM:
                    plain = opaque and not pdfium.FPDFPageObj_HasTransparency(address)
                    waiting.append((address, (*order, at), product(matrix_of(pointers[at]), outer or IDENTITY), plain))
    return holders


def _drawn(pointers: Sequence[Any], kinds: Sequence[int]) -> list[tuple[int, Box]]:
    """What is neither text nor a form, by its index, with its box."""
    others = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM
    if sum(map(kinds.count, others)) == len(kinds):
        return []
    room, numbers = memory_for_numbers()
    wanted = iter([index for index, kind in enumerate(kinds) if kind not in others])
    drawn: list[tuple[int, Box]] = []
    while some := list(islice(wanted, AT_ONCE)):
        end = 4 * len(some)
        known = list(map(
            _calls()["bounds"], map(pointers.__getitem__, some), *(numbers[edge:end:4] for edge in range(4)),
        ))
        edges = memoryview(room).cast("B").cast("f")[: 2 * end : 2].tolist()
        boxes = zip(edges[0::4], edges[1::4], edges[2::4], edges[3::4], strict=True)
        drawn += [(index, box) for index, box, told in zip(some, boxes, known, strict=True) if told]
    return drawn


def matrix_of(pointer: Any) -> Matrix:
    """A page object's matrix."""
    room, numbers = memory_for_numbers()
    if not _calls()["matrix"](pointer, numbers[0]):
        return IDENTITY
    a, b, c, d, e, f = memoryview(room).cast("B").cast("f")[:6].tolist()
    return a, b, c, d, e, f


def draw_mode(pointer: Any) -> tuple[bool, bool]:
    """Whether a path is filled, and whether its outline is drawn."""
    room, numbers = memory_for_numbers()
    ctypes.memset(room, 0, 16)
    _calls()["mode"](pointer, numbers[0], numbers[1])
    fill, stroke = memoryview(room).cast("B").cast("i")[:4:2].tolist()
    return fill != 0, stroke != 0


def segment_count(pointer: Any) -> int:
    """How many segments a path has."""
    return max(0, int(_calls()["segments"](pointer)))


def segments_of(pointer: Any, count: int) -> list[Segment]:
    """The first segments of a path."""
    calls = _calls()
    room, numbers = memory_for_numbers()
    segments: list[Segment] = []
    for start in range(0, count, AT_ONCE):
        some = pointers_to(map(calls["segment"], repeat(pointer), range(start, min(count, start + AT_ONCE))))
        end = 2 * len(some)
        run(map(calls["point"], some, numbers[0:end:2], numbers[1:end:2]))
        places = memoryview(room).cast("B").cast("f")[: 2 * end : 2].tolist()
        segments += zip(map(calls["type"], some), places[0::2], places[1::2], map(calls["closes"], some), strict=True)
    return segments


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix of what stands in a form, by its own and the form's."""
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer
    return a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F


def placed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def transformed(matrix: Matrix, box: Box) -> Box:
    """The box around a box moved by a matrix."""
    corners = [placed(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def upright(box: Box, shown: Box, turn: Turn) -> Box:
    """A box of the page on the page as it is read. `shown`: see `page_characters.box_of`."""
    x0, y0, x1, y1 = box
    left, bottom, right, top = shown
    if turn == 0:
        return x0 - left, top - y1, x1 - left, top - y0
    if turn == 90:
        return y0 - bottom, x0 - left, y1 - bottom, x1 - left
    if turn == 180:
        return right - x1, y0 - bottom, right - x0, y1 - bottom
    return top - y1, right - x1, top - y0, right - x0
