"""The emphasised stretches of a printed line: bold, italic and raised characters as spans of its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span

__all__ = ["evened", "spans_of"]

_WORD = lazy_pattern(r"\S+")


def spans_of(marks: Sequence[int], text: str) -> tuple[Span, ...]:
    """The marked stretches (start, end, start, end …) as spans."""
    if not marks:
        return ()
    merged: list[list[int]] = []
    for low, high in zip(marks[::2], marks[1::2], strict=True):
        if merged and merged[-1][1] >= low - 1:
            merged[-1][1] = high
        else:
            merged.append([low, high])
    end = len(text)
    return tuple(Span(low, min(high, end)) for low, high in merged if low < min(high, end))


def evened(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Emphasis where letters with diacritics came from a second font that has none: the plain letters decide for their word.

    Some printers' fonts lack "ế" or "ụ" in bold; their words are half bold, and words of such letters alone stand between bold ones.
    """
    if not spans or spans == (Span(0, len(text)),):
        return spans
    marked = bytearray(len(text))
    for span in spans:
        marked[span.start : span.end] = b"\1" * len(span)
    words = [found.span() for found in _WORD.finditer(text)]
    if all(sum(marked[low:high]) in (0, high - low) for low, high in words):
        return spans
    strong = [any(marked[index] and text[index].isascii() and text[index].isalpha() for index in range(low, high)) for low, high in words]
    known = [index for index, value in enumerate(strong) if value]
    for before, after in pairwise(known):
        if after - before <= 3:
            strong[before:after] = [True] * (after - before)
    return spans_of([edge for value, word in zip(strong, words, strict=True) if value for edge in word], text)
