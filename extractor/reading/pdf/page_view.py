"""What a person sees of a page's text, where that is in doubt: the picture of its place.

`PageView` is made for each page and costs nothing until it is asked. Only the places that it is asked about are drawn, or the page where
they are many; their few pixels are looked at without NumPy, whose import takes longer than all of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from extractor.reading.pdf.page_characters import Box, PageCharacters
from extractor.reading.pdf.page_covers import Signs, read_signs
from extractor.reading.pdf.page_objects import Holder, objects_of
from extractor.reading.pdf.pdf_file import Bitmap, Page

__all__ = ["PageView"]

SCALE = 2.0
"""Pixels a point: 144 dots an inch show the letters of any text that is large enough to be read."""
MOST_PIXELS = 8_000_000
FEW = 4
"""Places that are drawn one by one: for more the page is drawn."""
MARGIN = 2.0
"""Points drawn around a place."""
LEAST_SCALE = 0.5
"""On a larger page letters are not seen so."""
MOST_ASKED = 1_000
"""Places of a page: a hostile page must end."""
PLAIN = 12
"""Of 255: paint that differs by no more than this is not seen on the paint around it."""


class _Picture(Struct, frozen=True):
    """Part of a page drawn, its first pixel on the page, and its bytes."""

    left: int
    top: int
    drawn: Bitmap
    pixels: bytes


class PageView:
    """A page whose characters have been read, as a person sees it. The page must stay open.

    `layered_forms`: its forms may belong to layers.
    """

    def __init__(self, page: Page, characters: PageCharacters, *, layered_forms: bool = False) -> None:
        self._page, self._layered_forms = page, layered_forms
        self._width, self._height, self._turn = characters.width, characters.height, characters.turn
        self._characters = characters
        self._scale = min(SCALE, math.sqrt(MOST_PIXELS / max(1.0, self._width * self._height)))
        self._asked = 0

    @cached_property
    def signs(self) -> Signs:
        """The signs that some of its text is not seen."""
        return read_signs(self._page, self._characters, self.holders, layered_forms=self._layered_forms)

    @cached_property
    def holders(self) -> list[Holder]:
        """Its objects."""
        return objects_of(self._page)

    def is_plain(self, box: Box, beside: Sequence[tuple[float, float]] = ()) -> bool:
        """Whether a box shows one plain colour, the stretches `beside` (left, right; in order) left out; they may not leave nothing."""
        box = max(0.0, box[0]), max(0.0, box[1]), min(self._width, box[2]), min(self._height, box[3])
        self._asked += 1
        if box[2] <= box[0] or box[3] <= box[1] or self._scale < LEAST_SCALE or self._asked > MOST_ASKED:
            return False
        picture = self._whole if self._asked > FEW else self._drawn(box)
        channels = picture.drawn.channels
        stride = channels * picture.drawn.width
        top, bottom = math.ceil(box[1] * self._scale) - picture.top, math.floor(box[3] * self._scale) - picture.top
        spans = []
        reached = box[0]
        for start, end in (*beside, (box[2], box[2])):
            left, right = math.ceil(reached * self._scale) - picture.left, math.floor(min(start, box[2]) * self._scale) - picture.left
            if right > left:
                spans.append((max(0, left) * channels, min(picture.drawn.width, right) * channels))
            reached = max(reached, end)
        shown = b"".join(
            picture.pixels[row * stride + start : row * stride + end]
            for row in range(max(0, top), min(picture.drawn.height, bottom)) for start, end in spans
        )
        return bool(shown) and all(max(shown[at::channels]) - min(shown[at::channels]) <= PLAIN for at in range(3))

    @cached_property
    def _whole(self) -> _Picture:
        return self._drawn((0.0, 0.0, self._width, self._height))

    def _drawn(self, box: Box) -> _Picture:
        """A place of the page, and a little around it."""
        cut = [
            max(0.0, edge - MARGIN)
            for edge in (box[0], self._height - box[3], self._width - box[2], box[1])  # left, bottom, right, top
        ]
        turn = (self._turn - self._page.get_rotation()) % 360
        drawn = self._page.render(self._scale, rotation=turn, crop=(cut[0], cut[1], cut[2], cut[3]))
        return _Picture(math.ceil(cut[0] * self._scale), math.ceil(cut[3] * self._scale), drawn, bytes(drawn.pixels))
