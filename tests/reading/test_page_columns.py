"""Two columns side by side: found in letterheads and closings, not in body text, titles and tables."""

from __future__ import annotations

import pytest

from extractor.reading.pdf.page_characters import Style
from extractor.reading.pdf.page_columns import find_bands
from extractor.reading.pdf.page_lines import Run

Rows = list[list[tuple[float, float]]]
"""For each row, 18 points apart, the left and right edges of its runs."""

LETTERHEAD: Rows = [[(95, 240), (270, 530)], [(120, 220), (310, 480)], [(110, 230), (300, 500)]]
BODY: Rows = [[(121, 552)], [(85, 552)], [(85, 552)]]
CLOSING: Rows = [[(85, 140), (380, 480)], [(85, 230)], [(85, 200)], [(85, 210), (390, 470)]]


def rows(places: Rows) -> list[list[Run]]:
    style = Style(13.0, False, False)
    return [[Run(0, 5, left, right, 18.0 * y, 18.0 * y + 13, style) for left, right in row] for y, row in enumerate(places)]


@pytest.mark.parametrize(
    ("places", "bands"),
    [
        (LETTERHEAD, [(0, 3)]),
        ([*LETTERHEAD, [(280, 357)], *BODY], [(0, 3)]),  # the centred kind of document ends it
        ([*BODY, *CLOSING], [(3, 7)]),
        ([*BODY, [(85, 200)], *CLOSING], [(4, 8)]),  # the short last line of a paragraph stays body
        ([*LETTERHEAD, *BODY, *CLOSING], [(0, 3), (6, 10)]),
        ([*BODY, [(85, 180), (215, 552)], *BODY], []),  # one stretched line
        ([[(85, 100), (120, 300), (340, 420), (460, 540)]] * 5, []),  # a table without rulings
        ([[(85, 100), (140, 540)]] * 5, []),  # its number column
        ([], []),
    ],
)
def test_bands(places: Rows, bands: list[tuple[int, int]]) -> None:
    assert [(band.first, band.last) for band in find_bands(rows(places), 318.5, lambda _: "words")] == bands
