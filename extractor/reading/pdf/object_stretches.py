"""Which text object of a PDF page each character belongs to, and where each stretch of one object's characters begins.

PDFium tells a character's object one C call each, which for all of them is a tenth of the time of reading a page. It sets the characters
of an object one after another, and between two objects, belonging to none, the spaces and line breaks that it puts in itself: so a stretch
whose first and last character belong to one object is that object's. Three calls a line do where lines are one object, as most programs
print most of theirs; of other lines each word is asked for, and where one object ends between two words what stands there. Where most
lines are several objects, often as short as words, each character is asked for, and so it is where text runs from right to left: PDFium
turns stretches of it over, across objects.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from itertools import accumulate, compress, islice, repeat
from operator import ne
from typing import Any

from extractor.reading.pdf import pdfium
from extractor.reading.pdf.pdf_file import Page

__all__ = ["Objects", "objects_at", "starts_of"]

Objects = list[int | None]
"""The address of each character's object; None for what PDFium put in itself."""

_BREAK = "\r\n"
_TO_THE_LEFT = frozenset((*range(0x05, 0x09), *range(0xD8, 0xE0), *range(0xFB, 0xFF)))
"""The upper bytes of two whose blocks of Unicode hold letters that run from right to left, or whose characters have two such pairs."""
_TO_THE_RIGHT = bytes(byte for byte in range(256) if byte not in _TO_THE_LEFT)
_RIGHT_TO_LEFT_MARK = "\u200f"


def objects_at(page: Page, call: Callable[..., int | None], handle: Any, text: str, count: int) -> tuple[Objects, list[int]]:
    """The object of each of the characters of a page, by `call` of its text page's handle, and where each stretch begins.

    `text`: PDFium's text of them in one piece, one character each; "" where it gives none such.
    """
    found = _by_lines(call, handle, text) if text and _runs_to_the_right(page, text) else None
    if found is not None:
        return found
    objects: Objects = list(map(call, repeat(handle), range(count)))
    return objects, starts_of(objects)


def starts_of(objects: Sequence[int | None]) -> list[int]:
    """Where each stretch of characters of one text object, or of none, begins."""
    return [*range(min(1, len(objects))), *compress(range(1, len(objects)), map(ne, islice(objects, 1, None), objects))]


def _runs_to_the_right(page: Page, text: str) -> bool:
    """Whether neither a letter nor the document's preference turns text to the left."""
    if _RIGHT_TO_LEFT_MARK in text or text.encode("utf-16-le")[1::2].translate(None, _TO_THE_RIGHT):
        return False
    direction = ctypes.create_string_buffer(4)
    pdfium.FPDF_VIEWERREF_GetName(page.pdf.raw, b"Direction", direction, 4)
    return direction.value != b"R2L"


def _by_lines(call: Callable[..., int | None], handle: Any, text: str) -> tuple[Objects, list[int]] | None:
    """The objects and starts, asked for line by line, as PDFium parts them.

    None where that brings nothing, most lines being several objects, or where a font has a line break of its own.
    """
    lengths = list(map(len, text.split(_BREAK)))
    begins = list(accumulate([length + len(_BREAK) for length in lengths[:-1]], initial=0))
    lasts = [begin + length - 1 for begin, length in zip(begins, lengths, strict=True)]
    heads, tails = list(map(call, repeat(handle), begins)), list(map(call, repeat(handle), lasts))
    if 2 * sum(map(ne, heads, tails)) > len(begins) or any(map(call, repeat(handle), [begin - len(_BREAK) for begin in begins[1:]])):
        return None
    objects: Objects = []
    starts: list[int] = []
    for begin, length, head, tail in zip(begins, lengths, heads, tails, strict=True):
        if begin:
            if not objects or objects[-1] is not None:
                starts.append(len(objects))
            objects += None, None
        if head == tail and head is not None:
            objects += [head] * length
            starts.append(begin)
        elif length:
            inside = _by_words(call, handle, text[begin : begin + length], begin)
            starts += [begin + start for start in starts_of(inside) if start or not begin or inside[0] is not None]
            objects += inside
    return objects, starts


def _by_words(call: Callable[..., int | None], handle: Any, line: str, begin: int) -> Objects:
    """The objects of the characters of a line that begins at a character of the page, asked for word by word."""
    words = line.split(" ")
    begins = list(accumulate([len(word) + 1 for word in words], initial=begin))
    heads = [*map(call, repeat(handle), begins[:-1]), None]
    objects: Objects = []
    for at, end, head, following in zip(begins, begins[1:], heads, heads[1:], strict=False):
        if head == following and head is not None:
            objects += [head] * (end - at)
            continue
        if end - at > 1:  # else the word is none, and what stands at its place a space
            whole = head is not None and head == call(handle, end - 2)
            objects += [head] * (end - at - 1) if whole else map(call, repeat(handle), range(at, end - 1))
            head = call(handle, end - 1)
        objects.append(head)
    return objects[: len(line)]
