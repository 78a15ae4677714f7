"""Signs that some of a PDF page's text is not seen: what is painted over it or dark beneath it, clip paths, layers, pictures.

The signs are cheap, and most pages have none; whether text that has one is seen, `unseen_text` decides, with the page's picture
(`page_view`) where need be. Boxes are those of the page as it is read: left, top, right, bottom.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import Any

from msgspec import Struct

from extractor.reading.pdf.page_characters import Box, PageCharacters, Turn, box_of, undeclared
from extractor.reading.pdf.page_objects import IDENTITY, Matrix, matrix_of, product, transformed, upright

__all__ = ["Cover", "Signs", "read_signs"]

THIN = 3.0
"""Points: what is thinner covers no text."""
DARK = 300
"""Of 765: paint whose three colours together are weaker hides dark text that is printed on it."""
MOST_OBJECTS = 30_000
MOST_COVERS = 2_000
"""A page with more areas than this is a drawing: no text of it is taken for covered."""
MOST_SEGMENTS = 64
"""Of a clip path: what has more is no frame."""
MOST_DEPTH = 8
"""Of forms in forms, clip paths on one another, marks around a text."""


Order = tuple[int, ...]
"""A place in the order of painting: the object's number on the page, and in a form on it."""


class Cover(Struct, frozen=True):
    """A painted area: its box and its place in the order of painting.

    `hides`: it is one rectangle of one colour, below which nothing is seen. `beneath`: it is dark, and later text may be as dark.
    """

    box: Box
    order: Order
    picture: bool = False
    hides: bool = False
    beneath: bool = False


class Signs(Struct, frozen=True):
    """Of text objects: in which order they are painted, in which frame they are clipped, which belong to a layer; the page's areas."""

    orders: Mapping[int, Order] = {}
    frames: Mapping[int, Box] = {}
    layered: frozenset[int] = frozenset()
    covers: tuple[Cover, ...] = ()
    pictures: tuple[Box, ...] = ()


@cache
def _calls() -> dict[str, Callable[..., Any]]:
    """The functions that are called for each object of a page."""
    return {
        "page_object": undeclared("FPDFPage_GetObject", ctypes.c_void_p),
        "form_object": undeclared("FPDFFormObj_GetObject", ctypes.c_void_p),
        "kind": undeclared("FPDFPageObj_GetType", ctypes.c_int),
        "clip": undeclared("FPDFPageObj_GetClipPath", ctypes.c_void_p),
        "clips": undeclared("FPDFClipPath_CountPaths", ctypes.c_int),
        "marks": undeclared("FPDFPageObj_CountMarks", ctypes.c_int),
        "mark": undeclared("FPDFPageObj_GetMark", ctypes.c_void_p),
        "entries": undeclared("FPDFPageObjMark_CountParams", ctypes.c_int),
        "name": undeclared("FPDFPageObjMark_GetName", ctypes.c_int),
        "bounds": undeclared("FPDFPageObj_GetBounds", ctypes.c_int),
        "segments": undeclared("FPDFClipPath_CountPathSegments", ctypes.c_int),
        "segment": undeclared("FPDFClipPath_GetPathSegment", ctypes.c_void_p),
        "point": undeclared("FPDFPathSegment_GetPoint", ctypes.c_int),
    }


class _Holder(Struct, frozen=True):
    """The objects of a page or form and their kinds; the form's place and matrix, and whether nothing shows through it."""

    objects: list[int]
    kinds: list[int]
    order: Order = ()
    matrix: Matrix | None = None
    opaque: bool = True


def read_signs(page: Any, characters: PageCharacters) -> Signs:
    """The signs of a pypdfium2 page whose characters have been read."""
    import pypdfium2.raw as pdfium

    text = pdfium.FPDF_PAGEOBJ_TEXT
    shown = box_of(page)
    holders = list(_holders(page))
    covers: list[Cover] = []
    pictures: list[Box] = []
    frames: dict[int, Box] = {}
    layered: set[int] = set()
    written = False  # whether there is text below
    for holder in holders:
        texts = [address for address, kind in zip(holder.objects, holder.kinds, strict=True) if kind == text]
        if texts:
            items = list(map(ctypes.c_void_p, texts))
            frames |= {texts[at]: _seen_as(frame, holder, shown, characters.turn) for at, frame in _frames(items)}
            layered.update(texts[at] for at in _layered(items))
        if len(texts) < len(holder.objects):
            for number, (address, kind) in enumerate(zip(holder.objects, holder.kinds, strict=True)):
                if kind == text:
                    written = True
                elif kind != pdfium.FPDF_PAGEOBJ_FORM and (inner := _bounds(address)) is not None:
                    box = _seen_as(inner, holder, shown, characters.turn)
                    cover = _cover(address, kind, box, (*holder.order, number), holder.opaque)
                    if cover is not None and (written or cover.beneath or holder.order):
                        covers.append(cover)
                    if kind != pdfium.FPDF_PAGEOBJ_PATH:
                        pictures.append(box)
    if not covers or len(covers) > MOST_COVERS:
        return Signs({}, frames, frozenset(layered), (), tuple(pictures))
    orders = {
        address: (*holder.order, number) for holder in holders
        for number, (address, kind) in enumerate(zip(holder.objects, holder.kinds, strict=True)) if kind == text
    }
    return Signs(orders, frames, frozenset(layered), tuple(covers), tuple(pictures))


def _seen_as(inner: Box, holder: _Holder, shown: Box, turn: Turn) -> Box:
    return upright(transformed(holder.matrix, inner) if holder.matrix is not None else inner, shown, turn)


def _holders(page: Any) -> Iterator[_Holder]:
    """The page and the forms on it, as far as they hold something that may paint."""
    import pypdfium2.raw as pdfium

    calls = _calls()
    budget = MOST_OBJECTS
    waiting: list[tuple[Any, Order, Matrix | None, bool]] = [(page.raw, (), None, True)]
    while waiting:
        handle, order, outer, opaque = waiting.pop()
        number = (pdfium.FPDFFormObj_CountObjects if order else pdfium.FPDFPage_CountObjects)(handle)
        number = max(0, min(number, budget))
        budget -= number
        item = calls["form_object" if order else "page_object"]
        objects = list(map(item, repeat(ctypes.cast(handle, ctypes.c_void_p)), range(number)))
        kinds = list(map(calls["kind"], map(ctypes.c_void_p, objects)))
        yield _Holder(objects, kinds, order, outer, opaque)
        if pdfium.FPDF_PAGEOBJ_FORM in kinds and len(order) < MOST_DEPTH:
            for at, (address, kind) in enumerate(zip(objects, kinds, strict=True)):
                if kind == pdfium.FPDF_PAGEOBJ_FORM:
                    form = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
                    plain = opaque and not pdfium.FPDFPageObj_HasTransparency(form)
                    waiting.append((form, (*order, at), product(matrix_of(form), outer or IDENTITY), plain))


@cache
def _room() -> tuple[ctypes.Array[ctypes.c_float], list[ctypes.c_void_p]]:
    """Room for the four numbers of a box, and pointers to each."""
    room = (ctypes.c_float * 4)()
    return room, [ctypes.c_void_p(ctypes.addressof(room) + 4 * at) for at in range(4)]


def _bounds(address: int) -> Box | None:
    room, pointers = _room()
    return (room[0], room[1], room[2], room[3]) if _calls()["bounds"](ctypes.c_void_p(address), *pointers) else None


def _cover(address: int, kind: int, box: Box, order: Order, opaque: bool) -> Cover | None:
    """The area that a path or picture paints; None where it is thin, or no fill."""
    import pypdfium2.raw as pdfium

    if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
        return None
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return Cover(box, order, picture=True)
    path = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, (red, green, blue, alpha)))
    if known and not alpha.value:
        return None
    dark = known and red.value + green.value + blue.value < DARK
    plain = known and alpha.value == 255 and opaque and not pdfium.FPDFPageObj_HasTransparency(path)
    whole = plain and not pdfium.FPDFPageObj_CountMarks(path) and _is_rectangle(path)
    return Cover(box, order, hides=bool(whole), beneath=bool(dark))


def _is_rectangle(path: Any) -> bool:
    """Whether a path is one rectangle along the axes."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPath_CountSegments(path)
    if not 4 <= count <= 5:
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_BEZIERTO:
            return False
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append((x.value, y.value))
    matrix = matrix_of(path)
    along = (matrix[1] == matrix[2] == 0.0) or (matrix[0] == matrix[3] == 0.0)
    return along and len(set(points)) == 4 and len({x for x, _ in points}) == len({y for _, y in points}) == 2


def _frames(items: Sequence[ctypes.c_void_p]) -> Iterator[tuple[int, Box]]:
    """Which text objects are clipped, and what of the page is left for each."""
    calls = _calls()
    clips = list(map(ctypes.c_void_p, map(calls["clip"], items)))
    counts = list(map(calls["clips"], clips))
    if max(counts) <= 0:
        return
    known: dict[tuple[int, int], Box | None] = {}
    for at, count in enumerate(counts):
        if count > 0:
            # Objects that share a clip path share its last part.
            key = count, calls["segment"](clips[at], count - 1, 0) or 0
            if key not in known or not key[1]:
                known[key] = _frame(clips[at], count)
            frame = known[key]
            if frame is not None:
                yield at, frame


def _frame(clip: ctypes.c_void_p, count: int) -> Box | None:
    """What all parts of a clip path leave; None where that cannot be told."""
    calls = _calls()
    room, pointers = _room()
    frame: Box | None = None
    for part in range(max(0, count - MOST_DEPTH), count):
        number = calls["segments"](clip, part)
        if not 2 < number <= MOST_SEGMENTS:
            continue
        xs, ys = [], []
        for index in range(number):
            calls["point"](ctypes.c_void_p(calls["segment"](clip, part, index)), pointers[0], pointers[1])
            xs.append(room[0])
            ys.append(room[1])
        box = min(xs), min(ys), max(xs), max(ys)
        frame = box if frame is None else (max(frame[0], box[0]), max(frame[1], box[1]), min(frame[2], box[2]), min(frame[3], box[3]))
    return frame


_LAYER = "OC\0".encode("utf-16-le")
_NAME = len(_LAYER)
"""Bytes: PDFium writes no longer name into room for these."""


def _layered(items: Sequence[ctypes.c_void_p]) -> Iterator[int]:
    """Which text objects are in a layer ("optional content")."""
    calls = _calls()
    counts = list(map(calls["marks"], items))
    layers: dict[int, bool] = {}
    for depth in range(min(max(counts), MOST_DEPTH)):
        marked = [at for at, count in enumerate(counts) if count > depth]
        marks = [address or 0 for address in map(calls["mark"], [items[at] for at in marked], repeat(depth))]
        new = [mark for mark in dict.fromkeys(marks) if mark and mark not in layers]
        # A layer's entries are its type and name at least; most marks have one, a number that ties them to the document's outline.
        for mark, entries in zip(new, map(calls["entries"], map(ctypes.c_void_p, new)), strict=True):
            layers[mark] = entries > 1 and _is_layer(mark)
        yield from (at for at, mark in zip(marked, marks, strict=True) if layers.get(mark))


def _is_layer(mark: int) -> bool:
    name, size = ctypes.create_string_buffer(_NAME), ctypes.c_ulong()
    room, to_size = ctypes.c_void_p(ctypes.addressof(name)), ctypes.c_void_p(ctypes.addressof(size))
    _calls()["name"](ctypes.c_void_p(mark), room, ctypes.c_ulong(_NAME), to_size)
    return bool(name.raw == _LAYER)
