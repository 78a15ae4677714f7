"""What a recogniser read, as the characters of a page: the form in which a digital page comes, so that one layout serves both.

Each recognised line is set in one size, measured on its letters: how high each stands over the baseline tells the size of a font like
Times New Roman, which Nghị định 30/2020 (Phụ lục I) prescribes. Pixels make this waver by some hundredths, while a page is set in two or
three sizes: lines whose sizes are near one another are given one. Boxes reach from descent to ascent around the baseline, as a font's do.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractor.reading.pdf.page_characters import GENERATED, PageCharacters, Style
from extractor.reading.scans.hocr import OcrLine

__all__ = ["as_characters", "font_size", "with_stamps"]

_HEIGHTS = {
    **dict.fromkeys("acemnorsuvwxzgpqy", 0.455), **dict.fromkeys("bdfhkl", 0.685),
    **dict.fromkeys("ABCDEFGHIKLMNOPQRSTUVXY0123456789", 0.67),
}
"""Of the font size: how high the letters of Times New Roman stand over the baseline."""
SIZE_OF_LINE = 1.11
"""Font size by what Tesseract measures from a line's descenders to its ascenders."""
ASCENT, DESCENT = 0.89, 0.22
"""Of the font size, above and below the baseline."""
WIDEST_SPACE = 0.3
FEWEST_LETTERS = 12
SAME_SIZE = 0.1
"""By how much of it a size may differ from one that more letters have."""


def as_characters(
    lines: Sequence[OcrLine], bold: Sequence[Sequence[bool]], width: float, height: float, scale: float,
) -> PageCharacters:
    """The characters of a page of width x height points. `scale`: points a pixel; `bold`: for each line whether each word is."""
    text: list[str] = []
    left: list[float] = []
    right: list[float] = []
    top: list[float] = []
    bottom: list[float] = []
    objects: list[int | None] = []
    styles: dict[int | None, Style] = {None: GENERATED}
    for line, size, strong in zip(lines, _sizes(lines, scale), bold, strict=True):
        number = len(styles)
        styles[number] = Style(size, strong[0], False)
        for index, word in enumerate(line.words):
            if index:
                # A wide gap stays one: it parts columns.
                start = line.words[index - 1].right * scale
                text.append(" ")
                left.append(start)
                right.append(min(word.left * scale, start + WIDEST_SPACE * size))
                objects.append(number)
                if strong[index] != strong[index - 1]:
                    number = len(styles)
                    styles[number] = Style(size, strong[index], False)
            text += word.text
            left += [edge * scale for edge in word.edges[:-1]]
            right += [edge * scale for edge in word.edges[1:]]
            objects += [number] * len(word.text)
        new = len(text) - len(top)
        baseline = line.baseline * scale
        top += [baseline - ASCENT * size] * new
        bottom += [baseline + DESCENT * size] * new
    return PageCharacters(width, height, 0, "".join(text), left, right, top, bottom, objects, styles)


def with_stamps(characters: PageCharacters, stamps: PageCharacters) -> PageCharacters:
    """The characters of a page read as a picture and, behind them, those stamped on it as text."""
    first = 1 + max((number for number in characters.objects if number is not None), default=0)
    numbers = {address: first + index for index, address in enumerate(dict.fromkeys(stamps.objects))}
    return replace(
        characters,
        text=characters.text + stamps.text,
        left=[*characters.left, *stamps.left], right=[*characters.right, *stamps.right],
        top=[*characters.top, *stamps.top], bottom=[*characters.bottom, *stamps.bottom],
        objects=[*characters.objects, *(numbers[address] for address in stamps.objects)], starts=None,
        styles={**characters.styles, **{number: stamps.styles[address] for address, number in numbers.items()}},
    )


def _sizes(lines: Sequence[OcrLine], scale: float) -> list[float]:
    """Each line's font size in points, those near one another made one: the one that most letters have.

    A line of few letters has one of the sizes that longer lines have: the boxes of single letters are not to be relied on.
    """
    measured = [max(1.0, font_size(line) * scale) for line in lines]
    weights: dict[float, int] = {}
    short: dict[float, int] = {}
    for size, line in zip(measured, lines, strict=True):
        letters = sum(len(word.text) for word in line.words)
        kept = weights if letters >= FEWEST_LETTERS else short
        kept[round(size, 1)] = kept.get(round(size, 1), 0) + letters
    weights = weights or short
    chosen: list[float] = []
    for size in sorted(weights, key=lambda size: (-_near(weights, size), size)):
        if all(abs(size - other) > SAME_SIZE * other for other in chosen):
            chosen.append(size)
    return [min(chosen, key=lambda other: abs(size - other)) for size in measured]


def font_size(line: OcrLine) -> float:
    """A line's font size in pixels: the mean of what its letters tell, the outer quarters aside; by its height where none of them does."""
    told = sorted(
        (line.baseline - top) / _HEIGHTS[letter]
        for word in line.words for letter, top in zip(word.text, word.tops, strict=True) if letter in _HEIGHTS
    )
    inner = told[len(told) // 4 : len(told) - len(told) // 4]
    return sum(inner) / len(inner) if inner else SIZE_OF_LINE * line.size


def _near(weights: dict[float, int], size: float) -> int:
    """How many letters are set in this size to within a point's third."""
    return sum(weight for other, weight in weights.items() if abs(other - size) < 0.35)
