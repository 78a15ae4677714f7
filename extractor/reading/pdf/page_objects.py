"""The objects of a PDF page and where they stand: those of forms too, with their matrices, and boxes on the page as it is read.

A matrix is PDF's (a, b, c, d, e, f). Boxes of the page are left, bottom, right, top from its bottom left; those of the page as it is read
are left, top, right, bottom from its top left, as in `page_characters`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from itertools import repeat
from typing import Any

from msgspec import Struct

from extractor.reading.pdf.bulk_calls import pointers_to, undeclared
from extractor.reading.pdf.page_characters import Box, Turn

__all__ = [
    "IDENTITY", "MOST_DEPTH", "MOST_OBJECTS", "Holder", "Matrix", "Order", "bounds_of", "matrix_of", "objects_of", "placed", "product",
    "room_for_box", "transformed", "upright",
]

MOST_OBJECTS = 30_000
"""Objects, and segments of paths, looked at on one page: drawings beyond this are no tables, and a hostile page must end."""
MOST_DEPTH = 8
"""Of forms in forms, clip paths on one another, marks around a text."""
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Order = tuple[int, ...]
"""A place in the order of painting: the object's number on the page, and in a form on it."""


class Holder(Struct, frozen=True):
    """The objects of a page or form, as numbers and pointers, and their kinds; the form's place, its matrix, whether it is opaque."""

    objects: list[int]
    pointers: list[Any]
    kinds: list[int]
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
    }


def objects_of(page: Any) -> list[Holder]:
    """The page and the forms on it."""
    import pypdfium2.raw as pdfium

    calls = _calls()
    budget = MOST_OBJECTS
    holders: list[Holder] = []
    waiting: list[tuple[Any, Order, Matrix | None, bool]] = [(page.raw, (), None, True)]
    while waiting:
        handle, order, outer, opaque = waiting.pop()
        number = (pdfium.FPDFFormObj_CountObjects if order else pdfium.FPDFPage_CountObjects)(handle)
        number = max(0, min(number, budget))
        budget -= number
        item = calls["form_object" if order else "page_object"]
        objects = list(map(item, repeat(*pointers_to([ctypes.cast(handle, ctypes.c_void_p).value])), range(number)))
        pointers = pointers_to(objects)
        kinds = list(map(calls["kind"], pointers))
        holders.append(Holder(objects, pointers, kinds, order, outer, opaque))
        if pdfium.FPDF_PAGEOBJ_FORM in kinds and len(order) < MOST_DEPTH:
            for at, (address, kind) in enumerate(zip(objects, kinds, strict=True)):
                if kind == pdfium.FPDF_PAGEOBJ_FORM:
                    form = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
                    plain = opaque and not pdfium.FPDFPageObj_HasTransparency(form)
                    waiting.append((form, (*order, at), product(matrix_of(form), outer or IDENTITY), plain))
    return holders


@cache
def room_for_box() -> tuple[ctypes.Array[ctypes.c_float], list[Any]]:
    """Room for the four numbers of a box, made once, and pointers to each."""
    room = (ctypes.c_float * 4)()
    return room, [ctypes.byref(room, at) for at in range(0, ctypes.sizeof(room), 4)]


def bounds_of(pointer: Any) -> Box | None:
    """The box of an object where it stands on its page or form."""
    room, numbers = room_for_box()
    if not _calls()["bounds"](pointer, *numbers):
        return None
    left, bottom, right, top = room
    return left, bottom, right, top


def matrix_of(item: Any) -> Matrix:
    """A page object's matrix."""
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


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
