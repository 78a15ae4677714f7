"""What a recogniser read, from its hOCR: lines of words with boxes, confidences, a baseline and a size.

hOCR is what Tesseract's library and program both give, so one parser serves both engines. Only Tesseract's own regular output is
understood: it is searched with one pattern, not parsed as a tree, and what the pattern does not know is passed over.
"""

from __future__ import annotations

import html
import re
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern

__all__ = ["OcrLine", "OcrWord", "moved", "parse_hocr"]

_ELEMENT = lazy_pattern(
    r"class='(?P<line>ocr_(?:line|header|textfloat|caption))'[^>]*?title=\"bbox (?P<lbox>-?\d+ -?\d+ -?\d+ -?\d+)"
    r"(?:; textangle [-\d.]+)?(?:; baseline (?P<slope>[-\d.]+) (?P<offset>[-\d.]+))?[^\">]*?(?:x_size (?P<size>[\d.]+))?[^\">]*\""
    r"|class='(?P<word>ocrx_word)'[^>]*?title='bbox (?P<wbox>-?\d+ -?\d+ -?\d+ -?\d+); x_wconf (?P<conf>\d+)"
    r"|class='ocrx_cinfo' title='x_bboxes (?P<cbox>-?\d+ -?\d+ -?\d+ -?\d+)(?:; x_conf (?P<cconf>[\d.]+))?[^']*'>(?P<text>[^<]*)<"
)

_STANDING = frozenset("aăâbcdđeêhiklmnoôơrstuưvxABCDEGHIKLMNOPRSTUVXY0123456789")
"""Letters that stand on the baseline. Tesseract's own baseline is a guess for lines of few letters."""

NEAR = 4.0
"""Pixels that a word's letters may lie off its box."""


class OcrWord(Struct, frozen=True):
    """A word: NFC text, how sure the recogniser is (0 to 1), and its box in pixels.

    `edges`: the left edge of each character and the right edge of the last, never falling; `tops`, `bottoms`: of each character's ink;
    `sure`: how sure the recogniser is of each character.
    """

    text: str
    confidence: float
    edges: tuple[float, ...]
    tops: tuple[float, ...]
    bottoms: tuple[float, ...]
    sure: tuple[float, ...] = ()

    @property
    def left(self) -> float:
        return self.edges[0]

    @property
    def top(self) -> float:
        return min(self.tops)

    @property
    def bottom(self) -> float:
        return max(self.bottoms)

    @property
    def right(self) -> float:
        return self.edges[-1]


class OcrLine(Struct, frozen=True):
    """A line of words from left to right; `baseline` is its height at the line's middle, `size` the height of its letters, in pixels."""

    words: tuple[OcrWord, ...]
    baseline: float
    size: float


def moved(line: OcrLine, x: float, y: float) -> OcrLine:
    """The line so many pixels farther right and down."""
    words = tuple(
        replace(
            word, edges=tuple(edge + x for edge in word.edges), tops=tuple(top + y for top in word.tops),
            bottoms=tuple(bottom + y for bottom in word.bottoms),
        )
        for word in line.words
    )
    return replace(line, words=words, baseline=line.baseline + y)


def parse_hocr(text: str) -> list[OcrLine]:
    """The lines of a page's hOCR, with characters' boxes (`hocr_char_boxes`), in its order. Words without text are left out."""
    lines: list[OcrLine] = []
    words: list[OcrWord] = []
    letters: list[Letter] = []
    word: re.Match[str] | None = None
    line: re.Match[str] | None = None

    def close_word() -> None:
        if word is not None and any(text.strip() for text, *_ in letters):
            words.append(_word(word, letters))
        letters.clear()

    def close_line() -> None:
        close_word()
        if line is not None and words:
            lines.append(_line(line, words))
        words.clear()

    for found in _ELEMENT.finditer(text):
        if found["line"]:
            close_line()
            line, word = found, None
        elif found["word"]:
            close_word()
            word = found
        else:
            left, top, right, bottom = map(float, found["cbox"].split())
            letters.append((normalize("NFC", html.unescape(found["text"])), left, right, top, bottom, float(found["cconf"] or 0) / 100))
    close_line()
    return lines


Letter = tuple[str, float, float, float, float, float]
"""What one box holds (mostly one character), its left, right, top and bottom, and how sure the recogniser is of it."""


def _word(found: re.Match[str], letters: list[Letter]) -> OcrWord:
    left, top, right, bottom = map(float, found["wbox"].split())
    # Tesseract may give the letters of a whole block off their place; their word is where it should be.
    across = left - min(letter[1] for letter in letters)
    down = top - min(letter[3] for letter in letters)
    if abs(across) <= NEAR and abs(down) <= NEAR:
        across = down = 0.0
    edges: list[float] = []
    tops: list[float] = []
    bottoms: list[float] = []
    sure: list[float] = []
    for text, start, end, high, low, confidence in letters:
        for at in range(len(text)):
            edges.append(min(max(start + across + (end - start) * at / len(text), left, edges[-1] if edges else left), right))
            tops.append(min(max(high + down, top), bottom))
            bottoms.append(min(max(low + down, top), bottom))
            sure.append(confidence)
    return OcrWord(
        "".join(text for text, *_ in letters), int(found["conf"]) / 100, (*edges, right), tuple(tops), tuple(bottoms), tuple(sure),
    )


def _line(found: re.Match[str], words: list[OcrWord]) -> OcrLine:
    left, top, right, bottom = map(float, found["lbox"].split())
    size = float(found["size"] or bottom - top)
    feet = sorted(
        foot for word in words for letter, foot in zip(word.text, word.bottoms, strict=True)
        if (base := normalize("NFD", letter))[0] in _STANDING and "\u0323" not in base
    )
    if feet:
        inner = feet[len(feet) // 4 : len(feet) - len(feet) // 4]
        baseline = sum(inner) / len(inner)
    elif found["offset"] is not None:
        baseline = bottom + float(found["offset"]) + float(found["slope"]) * (right - left) / 2
    else:
        baseline = bottom
    return OcrLine(tuple(words), baseline, size)
