"""The numbers of quarters ("Quý III") counted in the picture: a recogniser takes three strokes for two as easily as two for eleven.

A number I to III behind "quý", or behind another one of its list, is as many upright strokes as the picture shows between a third and two
thirds of the letters' height, where there are no serifs. Only what is upright there is counted: of IV, V and a digit with a foot nothing
is said, and what the recogniser read stays. Every change is told with what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.scans.hocr import OcrLine, OcrWord
from extractor.reading.scans.ocr_repair import Change

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Mask = NDArray[numpy.bool_]

__all__ = ["upright_strokes", "with_counted_quarters"]

_MOST_STROKES = 3
_AGREEING = 0.8
"""The share of the rows of pixels that must show as many strokes."""
_MIDDLE = (0.35, 0.65)
"""Of the letters' height: the band that is looked at, free of serifs."""
_LEANING, _APART = 0.12, 0.06
"""Of the letters' height: how far strokes may drift sideways together (italics), and one more than another (V)."""
_QUARTER = lazy_pattern(r"\W*[Qq][Uu][ÝýYy]\W*")
_NUMBER = lazy_pattern(r"[I1lH|]{1,3}(?=$|[/.,;:)–-])")
_LISTED = lazy_pattern(r"[IVX1lH|]{1,3}[,;]?|[-–]|và|đến")


def with_counted_quarters(ink: Mask, lines: Iterable[OcrLine]) -> tuple[list[OcrLine], list[Change]]:
    """The lines with the numbers of quarters as the picture shows them, and what was changed."""
    counted: list[OcrLine] = []
    changes: list[Change] = []
    behind = False  # a cell breaks "Quý" and its number
    for line in lines:
        words = []
        for word in line.words:
            given = _counted(ink, word) if behind else word
            if given is not word:
                changes.append(Change(word.text, given.text, word.left, word.top, word.right, word.bottom))
            words.append(given)
            behind = _QUARTER.fullmatch(word.text) is not None or (behind and _LISTED.fullmatch(word.text) is not None)
        counted.append(replace(line, words=tuple(words)))
    return counted, changes


def _counted(ink: Mask, word: OcrWord) -> OcrWord:
    read = _NUMBER.match(word.text)
    if read is None:
        return word
    size = read.end()
    number = upright_strokes(ink, word.edges[0], min(word.tops[:size]), word.edges[size], max(word.bottoms[:size]))
    if number is None or read[0] == "I" * number or (read[0] == "1" and number == 1):
        return word
    left, right = word.edges[0], word.edges[size]
    return OcrWord(
        "I" * number + word.text[size:],
        word.confidence,
        (*(left + (right - left) * at / number for at in range(number)), *word.edges[size:]),
        (min(word.tops[:size]),) * number + word.tops[size:],
        (max(word.bottoms[:size]),) * number + word.bottoms[size:],
        (min(word.sure[:size]),) * number + word.sure[size:] if word.sure else (),
    )


def upright_strokes(ink: Mask, left: float, top: float, right: float, bottom: float) -> int | None:
    """How many upright strokes stand in a box of pixels, one to three; None where anything else does."""
    import numpy as np

    height = bottom - top
    first, last = (round(top + height * part) for part in _MIDDLE)
    rows = ink[first : last + 1, max(0, int(left) - 1) : int(right) + 2].astype(np.int8)
    if rows.shape[0] < 3 or not rows.size:
        return None
    steps = np.diff(rows, axis=1, prepend=0, append=0)
    places = [_centres(step) for step in steps]
    counts = [len(centres) for centres in places]
    number = max(set(counts), key=counts.count)
    if not 1 <= number <= _MOST_STROKES or counts.count(number) < _AGREEING * len(counts):
        return None
    found = [centres for centres in places if len(centres) == number]
    drifts = [last - first for first, last in zip(found[0], found[-1], strict=True)]
    level = max(map(abs, drifts)) <= max(1.0, _LEANING * height) and max(drifts) - min(drifts) <= max(1.0, _APART * height)
    return number if level else None


def _centres(step: Sequence[int]) -> list[float]:
    """The middles of the runs of ink in a row, from where they begin (1) and end (-1)."""
    import numpy as np

    begins, ends = np.nonzero(np.asarray(step) == 1)[0], np.nonzero(np.asarray(step) == -1)[0]
    return [float(begin + end) / 2 for begin, end in zip(begins, ends, strict=True)]
