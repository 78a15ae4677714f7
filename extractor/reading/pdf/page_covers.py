"""Signs that some of a PDF page's text is not seen: what is painted over it or dark beneath it, clip paths, layers, pictures.

The signs are cheap, and most pages have none; whether text that has one is seen, `unseen_text` decides, with the page's picture
(`page_view`) where need be. Boxes are those of the page as it is read: left, top, right, bottom.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, repeat
from typing import Any

from msgspec import Struct

from extractor.reading.pdf import pdfium
from extractor.reading.pdf.bulk_calls import memory_for_numbers, pointers_to, undeclared
from extractor.reading.pdf.page_characters import Box, PageCharacters, Turn, box_of
from extractor.reading.pdf.page_objects import (
    MOST_DEPTH,
    Holder,
    Order,
    draw_mode,
    matrix_of,
    segment_count,
    segments_of,
    transformed,
    upright,
)
from extractor.reading.pdf.pdf_file import Page

__all__ = ["Cover", "Signs", "read_signs"]

THIN = 3.0
"""Points: what is thinner covers no text."""
DARK = 300
"""Of 765: paint whose three colours together are weaker hides dark text that is printed on it."""
MOST_COVERS = 2_000
"""A page with more areas than this is a drawing: no text of it is taken for covered."""
MOST_SEGMENTS = 64
"""Of a clip path: what has more is no frame."""


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
        "clip": undeclared("FPDFPageObj_GetClipPath", ctypes.c_void_p),
        "clips": undeclared("FPDFClipPath_CountPaths", ctypes.c_int),
        "fill": undeclared("FPDFPageObj_GetFillColor", ctypes.c_int),
        "transparency": undeclared("FPDFPageObj_HasTransparency", ctypes.c_int),
        "marks": undeclared("FPDFPageObj_CountMarks", ctypes.c_int),
        "mark": undeclared("FPDFPageObj_GetMark", ctypes.c_void_p),
        "entries": undeclared("FPDFPageObjMark_CountParams", ctypes.c_int),
        "name": undeclared("FPDFPageObjMark_GetName", ctypes.c_int),
        "segments": undeclared("FPDFClipPath_CountPathSegments", ctypes.c_int),
        "segment": undeclared("FPDFClipPath_GetPathSegment", ctypes.c_void_p),
        "point": undeclared("FPDFPathSegment_GetPoint", ctypes.c_int),
    }


def read_signs(page: Page, characters: PageCharacters, holders: Sequence[Holder], *, layered_forms: bool = False) -> Signs:
    """The signs of a page whose characters and objects have been read. `layered_forms`: any text in a form may be in a layer."""
    text = pdfium.FPDF_PAGEOBJ_TEXT
    shown = box_of(page)
    covers: list[Cover] = []
    pictures: list[Box] = []
    frames: dict[int, Box] = {}
    layered: set[int] = set()
    for holder in holders:
        is_text = list(map(text.__eq__, holder.kinds))
        texts = list(compress(holder.objects, is_text))
        if texts:
            items = list(compress(holder.pointers, is_text))
            frames |= {texts[at]: _seen_as(frame, holder, shown, characters.turn) for at, frame in _frames(items)}
            layered.update(texts if layered_forms and holder.order else (texts[at] for at in _layered(items)))
        first = holder.kinds.index(text) if texts else len(holder.kinds)
        for number, inner in holder.drawn:
            if inner[2] - inner[0] > THIN and inner[3] - inner[1] > THIN:
                kind = holder.kinds[number]
                box = _seen_as(inner, holder, shown, characters.turn)
                cover = _cover(holder.pointers[number], kind, box, (*holder.order, number), holder.opaque)
                if cover is not None and (number > first or cover.beneath or holder.order):
                    covers.append(cover)
                if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                    pictures.append(box)
    if not covers or len(covers) > MOST_COVERS:
        return Signs({}, frames, frozenset(layered), (), tuple(pictures))
    orders = {
        address: (*holder.order, number) for holder in holders
        for number, (address, kind) in enumerate(zip(holder.objects, holder.kinds, strict=True)) if kind == text
    }
    return Signs(orders, frames, frozenset(layered), tuple(covers), tuple(pictures))


def _seen_as(inner: Box, holder: Holder, shown: Box, turn: Turn) -> Box:
    return upright(transformed(holder.matrix, inner) if holder.matrix is not None else inner, shown, turn)


def _cover(pointer: Any, kind: int, box: Box, order: Order, opaque: bool) -> Cover | None:
    """The area that a path or picture paints; None where a path fills none."""
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return Cover(box, order, picture=True)
    filled, _ = draw_mode(pointer)
    if not filled:
        return None
    calls = _calls()
    room, numbers = memory_for_numbers()
    known = calls["fill"](pointer, *numbers[:4])
    red, green, blue, alpha = memoryview(room).cast("B").cast("I")[:8:2].tolist()
    if known and not alpha:
        return None
    dark = known and red + green + blue < DARK
    plain = known and alpha == 255 and opaque and not calls["transparency"](pointer)
    whole = plain and not calls["marks"](pointer) and _is_rectangle(pointer)
    return Cover(box, order, hides=bool(whole), beneath=bool(dark))


def _is_rectangle(pointer: Any) -> bool:
    """Whether a path is one rectangle along the axes."""
    count = segment_count(pointer)
    if not 4 <= count <= 5:
        return False
    segments = segments_of(pointer, count)
    if any(kind == pdfium.FPDF_SEGMENT_BEZIERTO for kind, _, _, _ in segments):
        return False
    points = {(x, y) for _, x, y, _ in segments}
    matrix = matrix_of(pointer)
    along = (matrix[1] == matrix[2] == 0.0) or (matrix[0] == matrix[3] == 0.0)
    return along and len(points) == 4 and len({x for x, _ in points}) == len({y for _, y in points}) == 2


def _frames(items: Sequence[Any]) -> Iterator[tuple[int, Box]]:
    """Which text objects are clipped, and what of the page is left for each."""
    calls = _calls()
    clips = pointers_to(map(calls["clip"], items))
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


def _frame(clip: Any, count: int) -> Box | None:
    """What all parts of a clip path leave; None where that cannot be told."""
    calls = _calls()
    room, pointers = memory_for_numbers()
    numbers = memoryview(room).cast("B").cast("f")
    frame: Box | None = None
    for part in range(max(0, count - MOST_DEPTH), count):
        number = calls["segments"](clip, part)
        if not 2 < number <= MOST_SEGMENTS:
            continue
        xs, ys = [], []
        for index in range(number):
            calls["point"](ctypes.c_void_p(calls["segment"](clip, part, index)), pointers[0], pointers[1])
            xs.append(numbers[0])
            ys.append(numbers[2])
        box = min(xs), min(ys), max(xs), max(ys)
        frame = box if frame is None else (max(frame[0], box[0]), max(frame[1], box[1]), min(frame[2], box[2]), min(frame[3], box[3]))
    return frame


_LAYER = "OC\0".encode("utf-16-le")
_NAME = len(_LAYER)
"""Bytes: PDFium writes no longer name into room for these."""


def _layered(items: Sequence[Any]) -> Iterator[int]:
    """Which text objects are in a layer ("optional content")."""
    calls = _calls()
    counts = list(map(calls["marks"], items))
    layers: dict[int, bool] = {}
    for depth in range(min(max(counts), MOST_DEPTH)):
        marked = [at for at, count in enumerate(counts) if count > depth]
        marks = [address or 0 for address in map(calls["mark"], [items[at] for at in marked], repeat(depth))]
        new = [mark for mark in dict.fromkeys(marks) if mark and mark not in layers]
        # A layer's entries are its type and name at least; most marks have one, a number that ties them to the document's outline.
        for mark, entries in zip(new, map(calls["entries"], pointers_to(new)), strict=True):
            layers[mark] = entries > 1 and _is_layer(mark)
        yield from (at for at, mark in zip(marked, marks, strict=True) if layers.get(mark))


def _is_layer(mark: int) -> bool:
    name, size = ctypes.create_string_buffer(_NAME), ctypes.c_ulong()
    room, to_size = ctypes.c_void_p(ctypes.addressof(name)), ctypes.c_void_p(ctypes.addressof(size))
    _calls()["name"](ctypes.c_void_p(mark), room, ctypes.c_ulong(_NAME), to_size)
    return bool(name.raw == _LAYER)
