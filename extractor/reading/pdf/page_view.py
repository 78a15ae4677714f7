"""What a person sees of a page's text, where that is in doubt: its picture, drawn once and only for a page that is asked about.

`PageView` is made for each page and costs nothing until it is asked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extractor.reading.pdf.page_characters import Box, PageCharacters
from extractor.reading.pdf.page_covers import Signs, read_signs

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Colour = NDArray[numpy.uint8]

__all__ = ["PageView"]

SCALE = 2.0
"""Pixels a point: 144 dots an inch show the letters of any text that is large enough to be read."""
MOST_PIXELS = 8_000_000
PLAIN = 12
"""Of 255: paint that differs by no more than this is not seen on the paint around it."""


class PageView:
    """A pypdfium2 page whose characters have been read, as a person sees it. The page must stay open."""

    def __init__(self, page: Any, characters: PageCharacters) -> None:
        self._page = page
        self._characters = characters

    @cached_property
    def signs(self) -> Signs:
        """The signs that some of its text is not seen."""
        return read_signs(self._page, self._characters)

    def is_plain(self, box: Box, beside: Sequence[tuple[float, float]] = ()) -> bool:
        """Whether a box shows one plain colour, the stretches `beside` (left, right) left out; they may not leave nothing."""
        import numpy as np

        scale, pixels = self._drawn
        height, width = pixels.shape[:2]
        left, right = max(0, math.ceil(box[0] * scale)), min(width, math.floor(box[2] * scale))
        top, bottom = max(0, math.ceil(box[1] * scale)), min(height, math.floor(box[3] * scale))
        if right <= left or bottom <= top:
            return False
        shown = np.ones(right - left, dtype=bool)
        for start, end in beside:
            shown[max(0, math.floor(start * scale) - left) : max(0, math.ceil(end * scale) - left)] = False
        block = pixels[top:bottom, left:right][:, shown]
        return bool(block.size and (block.max(axis=(0, 1)).astype(int) - block.min(axis=(0, 1))).max() <= PLAIN)

    @cached_property
    def _drawn(self) -> tuple[float, Colour]:
        """Pixels a point, and the picture."""
        width, height = self._characters.width, self._characters.height
        scale = min(SCALE, math.sqrt(MOST_PIXELS / max(1.0, width * height)))
        turn = (self._characters.turn - self._page.get_rotation()) % 360
        bitmap = self._page.render(scale=scale, rotation=turn, rev_byteorder=True)
        try:
            return scale, bitmap.to_numpy()[:, :, :3].copy()
        finally:
            bitmap.close()
