"""Where the objects of a PDF page stand: matrices of form objects, and boxes on the page as it is read.

A matrix is PDF's (a, b, c, d, e, f). Boxes of the page are left, bottom, right, top from its bottom left; those of the page as it is read
are left, top, right, bottom from its top left, as in `page_characters`.
"""

from __future__ import annotations

import ctypes
from typing import Any

from extractor.reading.pdf.page_characters import Box, Turn

__all__ = ["IDENTITY", "Matrix", "matrix_of", "placed", "product", "transformed", "upright"]

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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
