"""How many lines a text takes in a column, by the widths of Times New Roman's letters.

Not every program that opens a sheet gives its rows the height that their wrapped text needs, so heights are written. They are estimates,
made so that a row is rather a line too high than one too low.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from extractor.short_texts import remembering_short_texts

__all__ = ["row_height"]

# Advance widths in thousandths of the font's size. A letter with marks is as wide as the letter.
_GROUPS = {
    250: " .,", 278: "ijlt:;/\\|", 333: "fr()[]-!‘’'", 389: "sJ", 444: "aceczgđ“”\"?", 500: "bdhknopquvxy0123456789–*_$#", 556: "FPS",
    611: "ELTZ", 667: "BCRơ", 722: "ADGHKNOQUVXYwĐư&", 778: "m", 833: "%", 889: "M", 944: "W",
}  # fmt: skip
_WIDTHS = {character: width for width, characters in _GROUPS.items() for character in characters}
_OTHER = 722  # what is not known is taken to be wide
_LINE = 1.2  # a line's height, in sizes of the font
_DIGIT = 7.7  # pixels of a column's unit of width: a digit of the sheet's font, 12 points, has 8
_PIXEL = 0.75  # points
_HIGHEST = 409.0
_LONGEST_REMEMBERED = 200  # characters: what is kept while the process lives is bounded


def row_height(cells: tuple[tuple[str, float], ...], size: float) -> float:
    """The height in points of a row of texts, each with its column's width in Excel's unit, in a font of the size in points."""
    lines = max((_lines(text, width * _DIGIT * _PIXEL / size * 1000) for text, width in cells), default=1)
    return min(_HIGHEST, round(lines * size * _LINE + 4, 1))


def _lines(text: str, width: float) -> int:
    return _short_lines(text, width) if len(text) <= _LONGEST_REMEMBERED else _lines_of_text(text, width)


def _lines_of_text(text: str, width: float) -> int:
    return sum(_lines_of_paragraph(paragraph, width) for paragraph in text.split("\n"))


_short_lines = lru_cache(4096)(_lines_of_text)


def _lines_of_paragraph(text: str, width: float) -> int:
    lines, at = 1, 0.0
    for word in text.split(" "):
        wide: float = _width(word)
        if at and at + wide > width:
            lines, at = lines + 1, 0.0
        while wide > width:
            lines, wide = lines + 1, wide - width
        at += wide + 250
    return lines


@remembering_short_texts
def _width(word: str) -> int:
    return sum(_WIDTHS.get(c) or _WIDTHS.get(normalize("NFD", c)[0], _OTHER) for c in word)
