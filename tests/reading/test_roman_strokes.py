"""Numbers of quarters counted in the picture."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractor.reading.scans.hocr import OcrLine, OcrWord
from extractor.reading.scans.roman_strokes import upright_strokes, with_counted_quarters


def drawn(strokes: list[tuple[int, int, int, int]]) -> np.ndarray:
    """The ink of a picture of 60 by 40 pixels with those lines, two pixels thick."""
    image = Image.new("L", (60, 40), 255)
    for stroke in strokes:
        ImageDraw.Draw(image).line(stroke, fill=0, width=2)
    return np.asarray(image) < 128


def bars(number: int) -> list[tuple[int, int, int, int]]:
    """As many upright strokes with serifs at head and foot."""
    return [line for at in range(number) for x in (10 + 9 * at,) for line in ((x, 8, x, 30), (x - 3, 8, x + 3, 8), (x - 3, 30, x + 3, 30))]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_upright_strokes_with_serifs(number: int) -> None:
    assert upright_strokes(drawn(bars(number)), 5, 7, 12 + 9 * (number - 1) + 3, 31) == number


@pytest.mark.parametrize("strokes", [[], [*bars(1), (20, 8, 26, 30), (32, 8, 26, 30)], [(12, 8, 24, 30), (24, 8, 12, 30)], bars(4)])
def test_nothing_is_said_of_other_letters(strokes: list[tuple[int, int, int, int]]) -> None:
    assert upright_strokes(drawn(strokes), 5, 7, 45, 31) is None


def word(text: str, left: float, right: float) -> OcrWord:
    step = (right - left) / len(text)
    return OcrWord(text, 0.9, tuple(left + step * at for at in range(len(text) + 1)), (8.0,) * len(text), (30.0,) * len(text))


@pytest.mark.parametrize(
    ("before", "read", "given"), [("Quý", "II", "III"), ("quý", "11", "III"), ("Quý", "III", "III"), ("Chương", "II", "II"), ("Quý", "IV", "IV")]
)
def test_only_behind_a_quarter(before: str, read: str, given: str) -> None:
    line = OcrLine((word(before, 0, 4), word(read, 6, 33)), 30.0, 22.0)
    lines, changes = with_counted_quarters(drawn(bars(3)), [line])
    assert lines[0].words[1].text == given
    assert [(change.read, change.given) for change in changes] == ([(read, given)] if read != given else [])
    assert len(lines[0].words[1].edges) == len(given) + 1
