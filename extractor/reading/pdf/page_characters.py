"""The characters of a PDF page with their boxes, read from PDFium in bulk.

PDFium gives a character's code, box and text object one C call each. The calls are driven by `map`, so that no Python code runs for a
character, and take their arguments as ready C values: box and object take about 0.3 µs together, where one call of the bindings with its
out-parameters takes 1.3 µs.

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
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import add, sub
from typing import Any, NamedTuple

from msgspec import Struct

from extractor.reading.legacy_fonts import LegacyFont, legacy_font

__all__ = ["Box", "PageCharacters", "Style", "Turn", "box_of", "read_characters", "undeclared"]

Turn = int
"""By how many degrees, clockwise, a page is turned to be read: 0, 90, 180 or 270."""


class Style(NamedTuple):
    """How a stretch of characters is set: font size in points (0: put in by PDFium, not printed); the encoding its font's name tells;
    whether it is drawn so that nobody sees it on paper, invisibly or in white, and which of the two."""

    size: float
    bold: bool
    italic: bool
    legacy: LegacyFont | None = None
    hidden: bool = False
    white: bool = False


Box = tuple[float, float, float, float]
"""Left, bottom, right and top in PDFium's points, from the bottom left."""
GENERATED = Style(0.0, False, False)
WHITE = 243
"""Of 255: text all of whose colours are stronger is not seen on paper."""


class PageCharacters(Struct, frozen=True):
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
    bases: Mapping[int | None, float] = {}
    """The base line of each text object, where it is known: fonts set their letters' boxes differently about it."""
    fields: frozenset[int | None] = frozenset()
    """The text objects that stand in form fields."""


def undeclared(name: str, result: Any) -> Callable[..., Any]:
    """One of PDFium's functions without declared arguments: pointers are given as `c_void_p`, integers as they are.

    Declared arguments are converted at each call, which takes longer than the call; a result that nobody needs is not declared either.
    It holds the interpreter lock: each call ends at once.
    """
    import pypdfium2.raw as pdfium

    return ctypes.PYFUNCTYPE(result)(ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0)


@cache
def _calls() -> dict[str, Callable[..., Any]]:
    """The functions that are called for each character or text object."""
    return {
        "angle": undeclared("FPDFText_GetCharAngle", ctypes.c_float),
        "code": undeclared("FPDFText_GetUnicode", ctypes.c_uint),
        "loose": undeclared("FPDFText_GetLooseCharBox", None),
        "tight": undeclared("FPDFText_GetCharBox", None),
        "object": undeclared("FPDFText_GetTextObject", ctypes.c_void_p),
        "font": undeclared("FPDFTextObj_GetFont", ctypes.c_void_p),
        "size": undeclared("FPDFTextObj_GetFontSize", None),
        "matrix": undeclared("FPDFPageObj_GetMatrix", ctypes.c_int),
        "mode": undeclared("FPDFTextObj_GetTextRenderMode", ctypes.c_int),
        "fill": undeclared("FPDFPageObj_GetFillColor", ctypes.c_int),
    }


def box_of(page: Any) -> Box:
    """The part of a page that is shown: its crop box within its media box; US Letter, as in any viewer, where a file's boxes are none."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(box))
    if box.right > box.left and box.top > box.bottom:
        return box.left, box.bottom, box.right, box.top
    width, height = page.get_size()
    return 0.0, 0.0, width, height


_AT_ONCE = 1024
"""Characters whose boxes are read into one piece of memory."""


@cache
def _memory() -> tuple[ctypes.Array[ctypes.c_double], list[ctypes.c_void_p]]:
    """Room for the four numbers of so many boxes, and pointers to each number: made once, they are not made for each character."""
    room = (ctypes.c_double * (4 * _AT_ONCE))()
    return room, [ctypes.c_void_p(ctypes.addressof(room) + at) for at in range(0, ctypes.sizeof(room), 8)]


def read_characters(page: Any, text_page: Any, fields: Sequence[Box] = ()) -> PageCharacters:
    """The characters of a pypdfium2 page and its text page; `fields`: where values of form fields stand."""
    import pypdfium2.raw as pdfium

    calls = _calls()
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p)
    count = max(0, pdfium.FPDFText_CountChars(text_page.raw))
    indexes = range(count)
    text = _text(calls["code"], text_page, count)
    objects: list[int | None] = list(map(calls["object"], repeat(handle), indexes))
    turn = _turn(page, calls["angle"], handle, count)
    left, bottom, right, top = box_of(page)
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
    bases = {} if turn else _bases(text_page, objects, top)
    return PageCharacters(width, height, turn, text, *edges, objects, _styles(objects), bases, _inside(objects, boxes, fields))


_REPLACED = {"\0": "\ufffd", "\2": "-", "\ufffe": "-"}
"""What stands for a code that is no character: unknown letters, and PDFium's two marks of a hyphen at a line's end."""


def _text(call: Callable[..., Any], text_page: Any, count: int) -> str:
    """One character for each index. PDFium's text in one piece will do where it leaves none out and needs no surrogates."""
    import pypdfium2.raw as pdfium

    units = (ctypes.c_ushort * (count + 1))()
    if count and pdfium.FPDFText_GetTextIndexFromCharIndex(text_page.raw, count - 1) == count - 1:
        pdfium.FPDFText_GetText(text_page.raw, 0, count, units)
        text = bytes(units)[:-2].decode("utf-16-le", "replace")
        if len(text) == count:
            return _replaced(text)
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p)
    codes = array("I", map(call, repeat(handle), range(count)))
    return _replaced(codes.tobytes().decode(f"utf-32-{sys.byteorder[0]}e", "replace"))


def _replaced(text: str) -> str:
    for code, character in _REPLACED.items():
        text = text.replace(code, character)
    return text


Boxes = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]


def _loose_boxes(call: Callable[..., Any], handle: ctypes.c_void_p, count: int) -> Boxes:
    """Left, right, top, bottom of each character: advance width by font height."""
    room, pointers = _memory()
    boxes = array("f")
    for start in range(0, count, _AT_ONCE):
        number = min(_AT_ONCE, count - start)
        ctypes.memset(room, 0, 16 * number)  # a character that has no box gets an empty one
        _run(map(call, repeat(handle), range(start, start + number), pointers[0 : 2 * number : 2]))
        boxes.frombytes(memoryview(room).cast("B")[: 16 * number])
    return boxes[0::4].tolist(), boxes[2::4].tolist(), boxes[1::4], boxes[3::4]


def _tight_boxes(call: Callable[..., Any], handle: ctypes.c_void_p, count: int) -> Boxes:
    """Left, right, top, bottom of each character's ink: PDFium's loose boxes know upright text only."""
    room, pointers = _memory()
    boxes = array("d")
    for start in range(0, count, _AT_ONCE):
        number = min(_AT_ONCE, count - start)
        ctypes.memset(room, 0, 32 * number)
        # The out-parameters are left, right, bottom, top.
        _run(map(call, repeat(handle), range(start, start + number), *(pointers[i : 4 * number : 4] for i in range(4))))
        boxes.frombytes(memoryview(room).cast("B")[: 32 * number])
    return boxes[0::4], boxes[1::4], boxes[3::4], boxes[2::4]


def _run(calls: Iterator[None]) -> None:
    """Makes the calls, without Python code for each."""
    deque(calls, maxlen=0)


def _moved(values: Sequence[float], by: float) -> Sequence[float]:
    return values if by == 0 else list(map(add, values, repeat(by)))


def _mirrored(values: Sequence[float], at: float) -> Sequence[float]:
    return list(map(sub, repeat(at), values))


def _turn(page: Any, call: Callable[..., float], handle: ctypes.c_void_p, count: int) -> Turn:
    """The direction most of the text runs in, of a sample; the page's own entry where there is no text."""
    if not count:
        return int(page.get_rotation())
    # PDFium's angle runs clockwise; the page is turned by as much the other way round.
    angles = Counter(-round(call(handle, index) / 1.5707963) % 4 for index in range(0, count, max(1, count // 40)))
    quarters: int = angles.most_common(1)[0][0]
    return 90 * quarters


def _inside(objects: Sequence[int | None], boxes: Boxes, fields: Sequence[Box]) -> frozenset[int | None]:
    """The objects with a letter whose middle is in a field; boxes are as PDFium gives them."""
    if not fields:
        return frozenset()
    middles = [((left + right) / 2, (top + bottom) / 2) for left, right, top, bottom in zip(*boxes, strict=True)]
    return frozenset(
        address for address, (x, y) in zip(objects, middles, strict=True)
        if address is not None and any(left < x < right and bottom < y < top for left, bottom, right, top in fields)
    )


def _bases(text_page: Any, objects: Sequence[int | None], page_top: float) -> dict[int | None, float]:
    """The base line of each object, that of its first character."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    first = dict(zip(reversed(objects), range(len(objects) - 1, -1, -1), strict=True))
    return {
        address: page_top - y.value
        for address, index in first.items()
        if address is not None and pdfium.FPDFText_GetCharOrigin(text_page.raw, index, to_x, to_y)
    }


def _styles(objects: Sequence[int | None]) -> dict[int | None, Style]:
    import pypdfium2.raw as pdfium

    calls = _calls()
    font_of, size_of, matrix_of, mode_of, fill_of = (calls[name] for name in ("font", "size", "matrix", "mode", "fill"))
    styles: dict[int | None, Style] = {None: GENERATED}
    alike: dict[tuple[float, int | None, bool, bool], Style] = {}
    unpainted = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP
    fonts: dict[int | None, tuple[bool, bool, LegacyFont | None]] = {}
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    to_size, to_matrix = ctypes.byref(size), ctypes.byref(matrix)
    colour = (ctypes.c_uint * 4)()
    to_colour = [ctypes.c_void_p(ctypes.addressof(colour) + at) for at in range(0, ctypes.sizeof(colour), ctypes.sizeof(ctypes.c_uint))]
    for address in dict.fromkeys(objects):
        if address is None:
            continue
        item = ctypes.c_void_p(address)
        font = font_of(item)
        if font not in fonts:
            fonts[font] = _told_by_name(ctypes.cast(font, pdfium.FPDF_FONT))
        size_of(item, to_size)
        scale = (matrix.c * matrix.c + matrix.d * matrix.d) ** 0.5 if matrix_of(item, to_matrix) else 1.0
        filled = fill_of(item, *to_colour) != 0
        white = filled and colour[0] > WHITE and colour[1] > WHITE and colour[2] > WHITE
        hidden = white or (filled and colour[3] == 0) or mode_of(item) in unpainted
        look = max(0.1, abs(size.value * scale)), font, hidden, white
        if look not in alike:
            alike[look] = Style(look[0], *fonts[font], hidden, white)
        styles[address] = alike[look]
    return styles


def _told_by_name(font: Any) -> tuple[bool, bool, LegacyFont | None]:
    """Whether a font is bold and italic, by its name ("ABCDEF+TimesNewRomanPS-BoldItalicMT"), and its encoding (".VnTime")."""
    import pypdfium2.raw as pdfium

    if not font:
        return False, False, None
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace")
    plain = name.lower()
    return "bold" in plain or "black" in plain, "italic" in plain or "oblique" in plain, legacy_font(name)
