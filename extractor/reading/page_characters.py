"""The characters of a PDF page with their boxes, read from PDFium in bulk.

PDFium gives a character's code, box and text object one C call each. The calls are driven by `map` over addresses, so that no Python
code runs for a character: three calls take about 1 µs together, where one call of the bindings with its out-parameters takes 1.3 µs.

What it promises: parallel sequences in PDFium's order, which is mostly the reading order but need not be (accented letters drawn later
from a second font, stamped numbers); lengths in points, origin at the top left of the page as it is read. A page whose text stands
sideways is turned until its text is upright, whatever its /Rotate entry says: width, height and all boxes are those of the turned page.
Boxes reach from the font's descent to its ascent, and higher for an accent on a capital: `bottom` is a line's steady edge, `top` is not.
Spaces and line breaks that PDFium put in itself have no style (`size` 0). A hyphen at a line's end, which PDFium gives as U+0002 or
U+FFFE, is "-".
"""

from __future__ import annotations

import ctypes
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

__all__ = ["PageCharacters", "Style", "read_characters"]

Turn = int
"""By how many degrees, clockwise, a page is turned to be read: 0, 90, 180 or 270."""


class Style(NamedTuple):
    """How a stretch of characters is set: font size in points (0: put in by PDFium, not printed)."""

    size: float
    bold: bool
    italic: bool


GENERATED = Style(0.0, False, False)


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """See the module's docstring. All sequences have the length of `text`."""

    width: float
    height: float
    turn: Turn
    text: str
    left: Sequence[float]
    right: Sequence[float]
    top: Sequence[float]
    bottom: Sequence[float]
    objects: Sequence[int | None]
    styles: dict[int | None, Style]
    """The style of each text object; None stands for what PDFium put in."""


@cache
def _calls() -> dict[str, Callable[..., Any]]:
    """PDFium's functions with addresses for pointers, so that `map` can pass integers."""
    import pypdfium2.raw as pdfium

    pointer, number = ctypes.c_void_p, ctypes.c_int

    def call(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
        return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(getattr(pdfium, name), pointer).value or 0)

    return {
        "code": call("FPDFText_GetUnicode", ctypes.c_uint, pointer, number),
        "loose": call("FPDFText_GetLooseCharBox", number, pointer, number, pointer),
        "tight": call("FPDFText_GetCharBox", number, pointer, number, pointer, pointer, pointer, pointer),
        "object": call("FPDFText_GetTextObject", pointer, pointer, number),
        "font": call("FPDFTextObj_GetFont", pointer, pointer),
        "size": call("FPDFTextObj_GetFontSize", number, pointer, pointer),
        "matrix": call("FPDFPageObj_GetMatrix", number, pointer, pointer),
    }


def read_characters(page: Any, text_page: Any) -> PageCharacters:
    """The characters of a pypdfium2 page and its text page."""
    import pypdfium2.raw as pdfium

    calls = _calls()
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    count = max(0, pdfium.FPDFText_CountChars(text_page.raw))
    indexes = range(count)
    text = _text(calls["code"], text_page, count)
    objects: list[int | None] = list(map(calls["object"], repeat(handle), indexes))
    turn = _turn(page, text_page, count)
    left, bottom, right, top = page.get_cropbox()
    boxes = _tight_boxes(calls["tight"], handle, count) if turn else _loose_boxes(calls["loose"], handle, count)
    width, height = (right - left, top - bottom) if turn in (0, 180) else (top - bottom, right - left)
    if turn == 0:
        edges = _moved(boxes[0], -left), _moved(boxes[1], -left), _mirrored(boxes[2], top), _mirrored(boxes[3], top)
    elif turn == 90:
        edges = _moved(boxes[3], -bottom), _moved(boxes[2], -bottom), _moved(boxes[0], -left), _moved(boxes[1], -left)
    elif turn == 180:
        edges = _mirrored(boxes[1], right), _mirrored(boxes[0], right), _moved(boxes[3], -bottom), _moved(boxes[2], -bottom)
    else:
        edges = _mirrored(boxes[2], top), _mirrored(boxes[3], top), _mirrored(boxes[1], right), _mirrored(boxes[0], right)
    return PageCharacters(width, height, turn, text, *edges, objects, _styles(objects))


_REPLACED = {0: "\ufffd", 2: "-", 0xFFFE: "-"}
"""What stands for a code that is no character: unknown letters, and PDFium's two marks of a hyphen at a line's end."""

def _text(call: Callable[..., Any], text_page: Any, count: int) -> str:
    """One character for each index. PDFium's text in one piece will do where it leaves none out and needs no surrogates."""
    import pypdfium2.raw as pdfium

    units = (ctypes.c_ushort * (count + 1))()
    if count and pdfium.FPDFText_GetTextIndexFromCharIndex(text_page.raw, count - 1) == count - 1:
        pdfium.FPDFText_GetText(text_page.raw, 0, count, units)
        text = bytes(units)[:-2].decode("utf-16-le", "replace")
        if len(text) == count:
            return text.translate(_REPLACED)
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    codes = array("I", map(call, repeat(handle), range(count)))
    return codes.tobytes().decode(f"utf-32-{sys.byteorder[0]}e", "replace").translate(_REPLACED)


Boxes = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]


def _loose_boxes(call: Callable[..., Any], handle: int | None, count: int) -> Boxes:
    """Left, right, top, bottom of each character: advance width by font height."""
    boxes = array("f", bytes(16 * count))
    start = boxes.buffer_info()[0]
    sum(map(call, repeat(handle), range(count), range(start, start + 16 * count, 16)))
    return boxes[0::4], boxes[2::4], boxes[1::4], boxes[3::4]


def _tight_boxes(call: Callable[..., Any], handle: int | None, count: int) -> Boxes:
    """Left, right, top, bottom of each character's ink: PDFium's loose boxes know upright text only."""
    boxes = array("d", bytes(32 * count))
    start = boxes.buffer_info()[0]
    end = start + 32 * count
    # The out-parameters are left, right, bottom, top.
    sum(map(call, repeat(handle), range(count), *(range(start + 8 * i, end + 8 * i, 32) for i in range(4))))
    return boxes[0::4], boxes[1::4], boxes[3::4], boxes[2::4]


def _moved(values: Sequence[float], by: float) -> Sequence[float]:
    return values if by == 0 else [value + by for value in values]


def _mirrored(values: Sequence[float], at: float) -> Sequence[float]:
    return [at - value for value in values]


def _turn(page: Any, text_page: Any, count: int) -> Turn:
    """The direction most of the text runs in, of a sample; the page's own entry where there is no text."""
    import pypdfium2.raw as pdfium

    if not count:
        return int(page.get_rotation())
    # PDFium's angle runs clockwise; the page is turned by as much the other way round.
    angles = Counter(
        -round(pdfium.FPDFText_GetCharAngle(text_page.raw, index) / 1.5707963) % 4 for index in range(0, count, max(1, count // 40))
    )
    quarters: int = angles.most_common(1)[0][0]
    return 90 * quarters


def _styles(objects: Sequence[int | None]) -> dict[int | None, Style]:
    import pypdfium2.raw as pdfium

    calls = _calls()
    styles: dict[int | None, Style] = {None: GENERATED}
    fonts: dict[int | None, tuple[bool, bool]] = {}
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    to_size, to_matrix = ctypes.addressof(size), ctypes.addressof(matrix)
    for address in dict.fromkeys(objects):
        if address is None:
            continue
        font = calls["font"](address)
        if font not in fonts:
            fonts[font] = _emphasis(ctypes.cast(font, pdfium.FPDF_FONT))
        calls["size"](address, to_size)
        scale = (matrix.c * matrix.c + matrix.d * matrix.d) ** 0.5 if calls["matrix"](address, to_matrix) else 1.0
        styles[address] = Style(max(0.1, abs(size.value * scale)), *fonts[font])
    return styles


def _emphasis(font: Any) -> tuple[bool, bool]:
    """Whether a font is bold and italic, by its name ("ABCDEF+TimesNewRomanPS-BoldItalicMT")."""
    import pypdfium2.raw as pdfium

    if not font:
        return False, False
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, 256)
    plain = name.value.decode("utf-8", "replace").lower()
    return "bold" in plain or "black" in plain, "italic" in plain or "oblique" in plain
