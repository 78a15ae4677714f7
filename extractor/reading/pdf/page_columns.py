"""Two texts side by side outside a table: the letterhead (agency | national title) and the closing (recipients | signature).

A band of printed rows is two columns when a gutter runs through all of them: found from a row with a wide gap, and followed up and down
as long as the rows leave it free. A row centred on the page ends the band, and so does body text, whose narrow gaps do not line up.
Three columns and more (a table without rulings) are left as they are: rows from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extractor.reading.pdf.page_lines import Run

__all__ = ["Band", "find_bands"]

WIDE = 2.0
"""Of the font size: a gap that may be a gutter."""
NARROWEST = 0.6
"""Of the font size: what a row must leave free of a gutter found elsewhere."""
CENTRED = 8.0
"""Points a centred row may be off the centre."""
FARTHEST = 8.0
"""Of the font size: rows farther below one another are not one band (a signature leaves room for the stamp)."""
MOST_GAPS = 4
LEAST_WIDTH = 60.0
"""Points: narrower columns are the number column of a table."""
MOST_ROWS = 60
"""A band of more rows than this is a table or a page in two columns."""


class Band(Struct, frozen=True):
    """Rows first..last (half-open) in two columns, parted at `gutter`."""

    first: int
    last: int
    gutter: float


def find_bands(rows: Sequence[Sequence[Run]], centre: float) -> list[Band]:
    """The bands of a page's rows (given from top to bottom), whose text area has its middle at `centre`."""
    bands: list[Band] = []
    gaps = [_gaps(row) for row in rows]
    torn = [len(found) > 1 for found in gaps]
    refused: list[tuple[int, float]] = []
    for index, wide in enumerate(gaps):
        if bands and index < bands[-1].last:
            continue
        first = bands[-1].last if bands else 0
        # Rows that were no band around one row of theirs are none around the next.
        refused = [(end, gutter) for end, gutter in refused if end >= index]
        found = []
        for low, high in wide:
            if not any(low < gutter < high for _, gutter in refused):
                start, end, gutter = _bounds(rows, index, first, (low, high), centre)
                band = _band(rows, start, end, gutter, torn)
                if band is not None:
                    found.append(band)
                else:
                    refused.append((end, gutter))
        if found:
            bands.append(max(found, key=lambda band: band.last - band.first))
    return bands


def _size(row: Sequence[Run]) -> float:
    return max(run.style.size for run in row)


def _gaps(row: Sequence[Run]) -> list[tuple[float, float]]:
    """The wide gaps between the runs of a row, the widest few of them."""
    gaps = []
    right = row[0].right
    wide = WIDE * _size(row)
    for run in row[1:]:
        if run.left - right >= wide:
            gaps.append((right, run.left))
        right = max(right, run.right)
    return gaps if len(gaps) <= MOST_GAPS else sorted(gaps, key=lambda gap: gap[0] - gap[1])[:MOST_GAPS]


def _free(row: Sequence[Run], low: float, high: float) -> tuple[float, float] | None:
    """The part of low..high that the row leaves free, the widest one; None where too little of it is."""
    best = (low, low)
    at = low
    for run in row:
        if min(run.left, high) - at > best[1] - best[0]:
            best = at, min(run.left, high)
        at = max(at, run.right)
    if high - at > best[1] - best[0]:
        best = at, high
    return best if best[1] - best[0] >= NARROWEST * _size(row) else None


def _bounds(
    rows: Sequence[Sequence[Run]], seed: int, first: int, gap: tuple[float, float], centre: float,
) -> tuple[int, int, float]:
    """The first and last row around the seed that leave the gap free, and the middle of what they all leave free."""
    low, high = gap
    start = end = seed
    for step in (-1, 1):
        index = seed + step
        while first <= index < len(rows) and abs(index - seed) < MOST_ROWS and _near(rows[index - step], rows[index]):
            free = _fits(rows[index], low, high, centre)
            if free is None:
                break
            low, high = free
            start, end = min(start, index), max(end, index)
            index += step
    return start, end, (low + high) / 2


def _band(rows: Sequence[Sequence[Run]], start: int, end: int, gutter: float, torn: Sequence[bool]) -> Band | None:
    """The rows as a band, without what is above the right column; None where they are no two columns."""
    # The last line of a paragraph above may be short: a band begins where its right column does.
    while not any(run.left > gutter for run in rows[start]):
        start += 1
    band = rows[start : end + 1]
    left = [run for row in band for run in row if run.right < gutter]
    right = [run for row in band for run in row if run.left > gutter]
    sides = sum(any(run.right < gutter for run in row) + any(run.left > gutter for run in row) for row in band)
    if sum(torn[start : end + 1]) > 1 or sides < 4 or min(_width(left), _width(right)) < LEAST_WIDTH:
        return None
    return Band(start, end + 1, gutter)


def _width(runs: Sequence[Run]) -> float:
    return max((run.right for run in runs), default=0.0) - min((run.left for run in runs), default=0.0)


def _near(row: Sequence[Run], other: Sequence[Run]) -> bool:
    distance = max(run.bottom for run in row) - max(run.bottom for run in other)
    return abs(distance) <= FARTHEST * max(_size(row), _size(other))


def _fits(row: Sequence[Run], low: float, high: float, centre: float) -> tuple[float, float] | None:
    left, right = row[0].left, max(run.right for run in row)
    if (right <= low + 1 or left >= high - 1) and abs((left + right) / 2 - centre) < CENTRED:
        return None
    return _free(row, low, high)
