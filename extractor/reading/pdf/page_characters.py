"""The characters of a PDF page with their boxes, read from PDFium in bulk.

PDFium gives a character's box one C call each. The calls are driven by `map`, so that no Python code runs for a character, and take their
arguments as ready C values: a box takes 0.2 µs, where one call of the bindings with its out-parameters takes 1.3 µs. The text comes in one
piece, the text objects from a few calls a line (`object_stretches`). Of a text object is asked, in bulk too, what is asked once for all of
its characters.

What it promises: parallel sequences in PDFium's order, which is mostly the reading order but need not be (accented letters drawn later
from a second font, stamped numbers); lengths in points, origin at the top left of the page as it is read. A page whose text stands
sideways is turned until its text is upright, whatever its /Rotate entry says: width, height and all boxes are those of the turned page.
Boxes reach from the font's descent to its ascent, and higher for an accent on a capital: `bottom` is a line's steady edge, `top` is not.
Spaces and line breaks that PDFium put in itself have no style (`size` 0). A hyphen at a line's end, which PDFium gives as U+0002 or
U+FFFE, is "-".
"""

from __future__ import annotations

import ctypes
import struct
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import compress, islice, pairwise, repeat
from operator import add, sub
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.reading.legacy_fonts import LegacyFont, legacy_font
from extractor.reading.pdf import pdfium
from extractor.reading.pdf.bulk_calls import AT_ONCE, memory_for_numbers, pointers_to, run, undeclared
from extractor.reading.pdf.object_stretches import objects_at, starts_of
from extractor.reading.pdf.pdf_file import Page, TextPage

__all__ = ["Box", "PageCharacters", "Style", "Turn", "box_of", "read_characters"]

Turn = int
"""By how many degrees, clockwise, a page is turned to be read: 0, 90, 180 or 270."""


class Style(Struct, frozen=True, gc=False):
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
    starts: Sequence[int] | None = None
    """Where each stretch of characters of one text object begins, where that has been found out already."""
    upper: float | None = None
    """The page's upper edge, where `top` and `bottom` are heights as PDFium gives them: a run turns over what it needs of them."""
    packed: array[float] | None = None
    """`left`, packed, where it is as PDFium gives it, and `right` too."""

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The stretches of characters of one text object, one after another, in order."""
        starts = starts_of(self.objects) if self.starts is None else self.starts
        return pairwise((*starts, len(self.text)))

    def edges(self, start: int, end: int) -> array[float]:
        """The left edges of the characters start..end, at least one, and the right edge of the last."""
        edges = array("d", self.left[start:end]) if self.packed is None else self.packed[start:end]
        edges.append(self.right[end - 1])
        return edges

    def from_top(self) -> PageCharacters:
        """The same characters, `top` and `bottom` measured from the page's upper edge."""
        if self.upper is None:
            return self
        return replace(self, top=_mirrored(self.top, self.upper), bottom=_mirrored(self.bottom, self.upper), upper=None)


@cache
def _calls() -> dict[str, Callable[..., Any]]:
    """The functions that are called for each character or text object."""
    return {
        "angle": undeclared("FPDFText_GetCharAngle", ctypes.c_float),
        "code": undeclared("FPDFText_GetUnicode", ctypes.c_uint),
        "text": undeclared("FPDFText_GetText", None),
        "loose": undeclared("FPDFText_GetLooseCharBox", None),
        "tight": undeclared("FPDFText_GetCharBox", None),
        "origin": undeclared("FPDFText_GetCharOrigin", ctypes.c_int),
        "object": undeclared("FPDFText_GetTextObject", ctypes.c_void_p),
        "font": undeclared("FPDFTextObj_GetFont", ctypes.c_void_p),
        "size": undeclared("FPDFTextObj_GetFontSize", None),
        "matrix": undeclared("FPDFPageObj_GetMatrix", ctypes.c_int),
        "mode": undeclared("FPDFTextObj_GetTextRenderMode", ctypes.c_int),
        "fill": undeclared("FPDFPageObj_GetFillColor", ctypes.c_int),
    }


def box_of(page: Page) -> Box:
    """The part of a page that is shown: its crop box within its media box; US Letter, as in any viewer, where a file's boxes are none."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(box))
    if box.right > box.left and box.top > box.bottom:
        return box.left, box.bottom, box.right, box.top
    width, height = page.get_size()
    return 0.0, 0.0, width, height


def read_characters(page: Page, text_page: TextPage, fields: Sequence[Box] = ()) -> PageCharacters:
    """The characters of a page and its text page; `fields`: where values of form fields stand."""
    calls = _calls()
    (handle,) = pointers_to([text_page.raw])
    count = text_page.count_chars()
    whole = _whole_text(text_page, handle, count)
    text = whole or _text_by_codes(handle, count)
    objects, starts = objects_at(page, calls["object"], handle, whole, count)
    firsts = _firsts(objects, starts)
    turn = _turn(page, calls["angle"], handle, count)
    left, bottom, right, top = box_of(page)
    boxes, packed = (_tight_boxes(calls["tight"], handle, count), None) if turn else _loose_boxes(calls["loose"], handle, count)
    width, height = (right - left, top - bottom) if turn in (0, 180) else (top - bottom, right - left)
    if turn == 0:
        edges = _moved(boxes[0], -left), _moved(boxes[1], -left), boxes[2], boxes[3]
    elif turn == 90:
        edges = _moved(boxes[3], -bottom), _moved(boxes[2], -bottom), _moved(boxes[0], -left), _moved(boxes[1], -left)
    elif turn == 180:
        edges = _mirrored(boxes[1], right), _mirrored(boxes[0], right), _moved(boxes[3], -bottom), _moved(boxes[2], -bottom)
    else:
        edges = _mirrored(boxes[2], top), _mirrored(boxes[3], top), _mirrored(boxes[1], right), _mirrored(boxes[0], right)
    return PageCharacters(
        width, height, turn, text, *edges, objects, _styles(list(firsts)), {} if turn else _bases(handle, firsts, top),
        _inside(objects, boxes, fields), starts, None if turn else top, packed if left == 0 else None,
    )


def _firsts(objects: Sequence[int | None], starts: Sequence[int]) -> dict[int, int]:
    """The text objects, each with its first character."""
    firsts: dict[int, int] = {}
    for start in starts:
        address = objects[start]
        if address is not None:
            firsts.setdefault(address, start)
    return firsts


_REPLACED = {"\0": "\ufffd", "\2": "-", "\ufffe": "-"}
"""What stands for a code that is no character: unknown letters, and PDFium's two marks of a hyphen at a line's end."""


def _whole_text(text_page: TextPage, handle: Any, count: int) -> str:
    """PDFium's text in one piece, where it leaves no character out and needs no surrogates; else ""."""
    if count and pdfium.FPDFText_GetTextIndexFromCharIndex(text_page.raw, count - 1) == count - 1:
        units = array("H", bytes(2 * count + 2))
        _calls()["text"](handle, 0, count, *pointers_to([units.buffer_info()[0]]))
        text = units[:-1].tobytes().decode(f"utf-16-{sys.byteorder[0]}e", "replace")
        if len(text) == count:
            return _replaced(text)
    return ""


def _text_by_codes(handle: Any, count: int) -> str:
    """One character for each index."""
    codes = array("I", map(_calls()["code"], repeat(handle), range(count)))
    return _replaced(codes.tobytes().decode(f"utf-32-{sys.byteorder[0]}e", "replace"))


def _replaced(text: str) -> str:
    for code, character in _REPLACED.items():
        text = text.replace(code, character)
    return text


Boxes = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]


def _loose_boxes(call: Callable[..., Any], handle: Any, count: int) -> tuple[Boxes, array[float]]:
    """Left, right, top, bottom of each character, advance width by font height; and what is left packed."""
    room, pointers = memory_for_numbers()
    boxes = array("f")
    for start in range(0, count, AT_ONCE):
        number = min(AT_ONCE, count - start)
        ctypes.memset(room, 0, 16 * number)  # a character that has no box gets an empty one
        run(map(call, repeat(handle), range(start, start + number), pointers[0 : 2 * number : 2]))
        boxes.frombytes(memoryview(room).cast("B")[: 16 * number])
    left = boxes[0::4]
    return (tuple(left.tolist()), tuple(boxes[2::4].tolist()), boxes[1::4], boxes[3::4]), left


def _tight_boxes(call: Callable[..., Any], handle: Any, count: int) -> Boxes:
    """Left, right, top, bottom of each character's ink: PDFium's loose boxes know upright text only."""
    room, pointers = memory_for_numbers()
    boxes = array("d")
    for start in range(0, count, AT_ONCE):
        number = min(AT_ONCE, count - start)
        ctypes.memset(room, 0, 32 * number)
        # The out-parameters are left, right, bottom, top.
        run(map(call, repeat(handle), range(start, start + number), *(pointers[i : 4 * number : 4] for i in range(4))))
        boxes.frombytes(memoryview(room).cast("B")[: 32 * number])
    return boxes[0::4], boxes[1::4], boxes[3::4], boxes[2::4]


def _moved(values: Sequence[float], by: float) -> Sequence[float]:
    return values if by == 0 else tuple(map(add, values, repeat(by)))


def _mirrored(values: Sequence[float], at: float) -> Sequence[float]:
    return tuple(map(sub, repeat(at), values))


def _turn(page: Page, call: Callable[..., float], handle: Any, count: int) -> Turn:
    """The direction most of the text runs in, of a sample; the page's own entry where there is no text."""
    if not count:
        return page.get_rotation()
    quarters: dict[int, int] = {}
    for angle, number in Counter(map(call, repeat(handle), range(0, count, max(1, count // 40)))).items():
        # PDFium's angle runs clockwise; the page is turned by as much the other way round.
        quarter = -round(angle / 1.5707963) % 4
        quarters[quarter] = quarters.get(quarter, 0) + number
    return 90 * max(quarters, key=quarters.__getitem__)


def _inside(objects: Sequence[int | None], boxes: Boxes, fields: Sequence[Box]) -> frozenset[int | None]:
    """The objects with a letter whose middle is in a field; boxes are as PDFium gives them."""
    if not fields:
        return frozenset()
    middles = [((left + right) / 2, (top + bottom) / 2) for left, right, top, bottom in zip(*boxes, strict=True)]
    return frozenset(
        address for address, (x, y) in zip(objects, middles, strict=True)
        if address is not None and any(left < x < right and bottom < y < top for left, bottom, right, top in fields)
    )


def _bases(handle: Any, firsts: Mapping[int, int], page_top: float) -> dict[int | None, float]:
    """The base line of each object, that of its first character."""
    room, pointers = memory_for_numbers()
    bases: dict[int | None, float] = {}
    found = iter(firsts.items())
    while some := list(islice(found, AT_ONCE)):
        end = 2 * len(some)
        known = list(map(_calls()["origin"], repeat(handle), [index for _, index in some], pointers[0:end:2], pointers[1:end:2]))
        placed = compress(zip([address for address, _ in some], map(sub, repeat(page_top), room[1:end:2]), strict=True), known)
        bases.update(placed)
    return bases


_RECORD = struct.Struct("f4x I4x I4x I4x I4x 4f")
_SLOTS = 8
"""Of the memory, for one text object: its font size; red, green, blue and opacity; its matrix, whose last two numbers are its place."""
Look = tuple[int | None, int, int, int, bytes]
"""Of a text object: its font and render mode, whether it has a matrix and a colour, and the record of their numbers."""


def _styles(addresses: Sequence[int]) -> dict[int | None, Style]:
    styles: dict[int | None, Style] = {None: GENERATED}
    fonts: dict[int | None, tuple[bool, bool, LegacyFont | None]] = {}
    alike: dict[Look, Style] = {}
    at_once = 4 * AT_ONCE // _SLOTS
    for start in range(0, len(addresses), at_once):
        some = addresses[start : start + at_once]
        looks = _looks(pointers_to(some))
        for look in set(looks).difference(alike):
            font = look[0]
            if font not in fonts:
                fonts[font] = _told_by_name(font)
            alike[look] = _style(look, fonts[font])
        styles.update(zip(some, map(alike.__getitem__, looks), strict=True))
    return styles


def _looks(items: Sequence[Any]) -> list[Look]:
    """How text objects, few enough for the memory, are drawn."""
    calls, end = _calls(), _SLOTS * len(items)
    room, pointers = memory_for_numbers()
    ctypes.memset(room, 0, 8 * end)
    size, *colour, matrix = (pointers[slot:end:_SLOTS] for slot in range(6))
    run(map(calls["size"], items, size))
    filled = list(map(calls["fill"], items, *colour))
    placed = list(map(calls["matrix"], items, matrix))
    memory = memoryview(room).cast("B")[: 8 * end].tobytes()
    records = [memory[at : at + _RECORD.size] for at in range(0, 8 * end, 8 * _SLOTS)]
    return list(zip(map(calls["font"], items), map(calls["mode"], items), placed, filled, records, strict=True))


def _style(look: Look, told: tuple[bool, bool, LegacyFont | None]) -> Style:
    """The style of text that is drawn so; `told`: what its font's name tells."""
    _, mode, placed, filled, record = look
    size, red, green, blue, opacity, _, _, c, d = _RECORD.unpack(record)
    scale = (c * c + d * d) ** 0.5 if placed else 1.0
    white = filled != 0 and min(red, green, blue) > WHITE
    unpainted = mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
    return Style(max(0.1, abs(size * scale)), *told, white or (filled != 0 and opacity == 0) or unpainted, white)


def _told_by_name(font: int | None) -> tuple[bool, bool, LegacyFont | None]:
    """Whether a font is bold and italic, by its name ("ABCDEF+TimesNewRomanPS-BoldItalicMT"), and its encoding (".VnTime")."""
    if not font:
        return False, False, None
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    return _told_by(buffer.value.decode("utf-8", "replace"))


@lru_cache(maxsize=256)
def _told_by(name: str) -> tuple[bool, bool, LegacyFont | None]:
    plain = name.lower()
    return "bold" in plain or "black" in plain, "italic" in plain or "oblique" in plain, legacy_font(name)
