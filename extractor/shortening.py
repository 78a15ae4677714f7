"""A text cut to a length for people, ending in "…": between words where a blank is in the second half, without what stands loose before it.

The review page cuts in the same way (reviewing/assets/elements.js).
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["shortened"]

_LOOSE = " -–,;"


def shortened(text: str, most: int, measure: Callable[[str], int] = len) -> str:
    """The text, of at most `most` by the measure; ends of lines and repeated blanks are one blank."""
    text = " ".join(text.split())
    if measure(text) <= most:
        return text
    cut = text[: most - 1]
    while measure(cut) > most - 1:
        cut = cut[:-1]
    head = cut if text[len(cut)] == " " else cut.rsplit(" ", 1)[0]
    return (head if measure(head) > most // 2 else cut).rstrip(_LOOSE) + "…"
