"""Two texts side by side outside a table: the letterhead (agency | national title) and the closing (recipients | signature).

A band of printed rows is two columns when a gutter runs through all of them: found from a row with a wide gap, and followed down and up
as long as the rows leave it free. A row centred on the page ends the band, and so does body text, whose narrow gaps do not line up. The
white behind a list mark ("1.", "-", and a tab) is no gutter.

A band must bear out that it is a letterhead or a closing: by its words (`models/layout_words.toml`), or by a right column that is centred,
as a signature is; two columns of prose, and lists, are none. A letterhead ends with number and place and date, and the "V/v" below them.
Three columns and more (a table without rulings) are left as they are: rows from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.pdf.page_lines import Line, Run
from extractor.reading.text.line_joining import is_item

__all__ = ["Band", "TextOf", "band_below", "find_bands", "free_part", "halves", "sides_of", "size_of"]

WIDE = 2.0
"""Of the font size: a gap that may be a gutter."""
NARROWEST = 0.6
"""Of the font size: what a row must leave free of a gutter found elsewhere."""
CENTRED = 8.0
"""Points a centred row may be off the centre."""
FARTHEST = 8.0
"""Of the font size: rows farther below one another are not one band (a signature leaves room for the stamp)."""
WIDEST_TAB = 6.0
"""Of the font size: what stands farther from a list mark is not set off by a tab: the rule or star of a letterhead."""
MOST_GAPS = 4
LEAST_WIDTH = 60.0
"""Points: narrower columns are the number column of a table."""
MOST_ROWS = 60
"""A band of more rows than this is a table or a page in two columns."""
FEWEST_SIDES = 3
"""Lines on the left and on the right, counted together, of the smallest closing."""
COMMON = 6.0
"""Points by which the middles of centred lines may differ; lines whose left edges differ less are set flush left."""

_LIST_MARK = lazy_pattern(r"[-–—+•●▪■□*➢❖✓]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|(?:[a-zA-Z]|[đĐ]|[ivx]{1,5}|[IVXLC]{1,6})[.)])")

Row = Sequence[Run]
TextOf = Callable[[Row], str]


class Band(Struct, frozen=True):
    """Rows first..last (half-open) in two columns, parted at `gutter`."""

    first: int
    last: int
    gutter: float


def find_bands(rows: Sequence[Row], centre: float, text_of: TextOf) -> list[Band]:
    """The bands of a page's rows (given from top to bottom), whose text area has its middle at `centre`. `text_of`: what runs say."""
    bands: list[Band] = []
    rows = [_without_list_gap(row, text_of) if _gaps(row) else row for row in rows]
    gaps = [_gaps(row) for row in rows]
    torn = [len(found) > 1 or (len(found) == 1 and _begins_numbered(row, text_of)) for row, found in zip(rows, gaps, strict=True)]
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
                band = _band(rows, start, end, gutter, torn, text_of)
                if band is not None:
                    found.append(band)
                else:
                    refused.append((end, gutter))
        if found:
            bands.append(max(found, key=lambda band: band.last - band.first))
    return bands


def band_below(rows: Sequence[Row], left: Sequence[Line], right: Sequence[Line]) -> Band | None:
    """The rows at a page's top that carry on the two columns (not empty) that the page before ended with; None where none has both."""
    if not left or not right:
        return None
    gutter = (max(line.right for line in left) + min(line.left for line in right)) / 2
    middle = (right[-1].left + right[-1].right) / 2
    count = 0
    for row in rows:
        own, other = sides_of(row, gutter)
        if any(run.left < gutter < run.right for run in row) or (own and abs(own[0].left - left[-1].left) > COMMON) or (
            other and abs((other[0].left + max(run.right for run in other)) / 2 - middle) > COMMON
        ):
            break
        count += 1
    both = any(row[0].left < gutter < row[-1].left for row in rows[:count])
    return Band(0, count, gutter) if both else None


def sides_of(runs: Iterable[Run], gutter: float) -> tuple[list[Run], list[Run]]:
    """The runs left and right of a gutter; one that runs over it stands where its middle does."""
    sides: tuple[list[Run], list[Run]] = [], []
    for run in runs:
        sides[(run.left + run.right) / 2 >= gutter].append(run)
    return sides


def size_of(row: Row) -> float:
    """The font size of a row, the greatest in it."""
    return max(run.style.size for run in row)


def _gaps(row: Sequence[Run]) -> list[tuple[float, float]]:
    """The wide gaps between the runs of a row, the widest few of them."""
    gaps = []
    right = row[0].right
    wide = WIDE * size_of(row)
    for run in row[1:]:
        if run.left - right >= wide:
            gaps.append((right, run.left))
        right = max(right, run.right)
    return gaps if len(gaps) <= MOST_GAPS else sorted(gaps, key=lambda gap: gap[0] - gap[1])[:MOST_GAPS]


def free_part(row: Sequence[Run], low: float, high: float) -> tuple[float, float] | None:
    """The part of low..high that the row leaves free, the widest one; None where too little of it is."""
    best = (low, low)
    at = low
    for run in row:
        if min(run.left, high) - at > best[1] - best[0]:
            best = at, min(run.left, high)
        at = max(at, run.right)
    if high - at > best[1] - best[0]:
        best = at, high
    return best if best[1] - best[0] >= NARROWEST * size_of(row) else None


def _bounds(
    rows: Sequence[Sequence[Run]], seed: int, first: int, gap: tuple[float, float], centre: float,
) -> tuple[int, int, float]:
    """The first and last row around the seed that leave the gap free, and the middle of what they all leave free."""
    low, high = gap
    start = end = seed
    for step in (1, -1):
        index = seed + step
        while first <= index < len(rows) and abs(index - seed) < MOST_ROWS and _near(rows[index - step], rows[index]):
            free = _fits(rows[index], low, high, centre)
            if free is None:
                break
            low, high = free
            start, end = min(start, index), max(end, index)
            index += step
    return start, end, (low + high) / 2


def _band(rows: Sequence[Row], start: int, end: int, gutter: float, torn: Sequence[bool], text_of: TextOf) -> Band | None:
    """The rows as a band, without what is above the right column; None where they are no two columns."""
    # The last line of a paragraph above may be short: a band begins where its right column does.
    while not any(run.left > gutter for run in rows[start]):
        start += 1
    band = Band(start, end + 1, gutter)
    inside = rows[start : end + 1]
    left = [run for row in inside for run in row if run.right < gutter]
    right = [run for row in inside for run in row if run.left > gutter]
    sides = sum(any(run.right < gutter for run in row) + any(run.left > gutter for run in row) for row in inside)
    # Of a closing that the page's end cuts, the first row alone may be left.
    cut = end + 1 == len(rows) and matches("side_by_side", halves(rows[end], gutter, text_of)[0])
    if sum(torn[start : end + 1]) > 1 or sides < FEWEST_SIDES - cut:
        return None
    if any(matches("column_sign", half) for row in inside for half in halves(row, gutter, text_of)):
        return _without_body(rows, band, text_of)
    if sides <= FEWEST_SIDES or min(_width(left), _width(right)) < LEAST_WIDTH or not _is_centred(inside, gutter):
        return None
    return band


def _width(runs: Sequence[Run]) -> float:
    return max((run.right for run in runs), default=0.0) - min((run.left for run in runs), default=0.0)


def _near(row: Sequence[Run], other: Sequence[Run]) -> bool:
    distance = max(run.bottom for run in row) - max(run.bottom for run in other)
    return abs(distance) <= FARTHEST * max(size_of(row), size_of(other))


def _fits(row: Sequence[Run], low: float, high: float, centre: float) -> tuple[float, float] | None:
    left, right = row[0].left, max(run.right for run in row)
    free = free_part(row, low, high)
    if free is not None and (right <= free[0] + 1 or left >= free[1] - 1) and abs((left + right) / 2 - centre) < CENTRED:
        return None
    return free


def _mark(row: Row, text_of: TextOf) -> tuple[str, int]:
    """What stands before the row's first wide gap, where it is a list mark, and how many runs it is; "" and 0 where it is none."""
    wide = WIDE * size_of(row)
    for index in range(1, len(row)):
        gap = row[index].left - row[index - 1].right
        if gap >= wide:
            if gap > WIDEST_TAB * size_of(row):
                return "", 0
            mark = text_of(row[:index]).replace(" ", "")
            # Longer than a sign, a mark ends with a digit or with one of these.
            ends = len(mark) == 1 or mark.endswith((".", ")")) or mark[-1:].isdecimal()
            return (mark, index) if ends and _LIST_MARK.fullmatch(mark) else ("", 0)
    return "", 0


def _without_list_gap(row: Row, text_of: TextOf) -> Row:
    """The row, a list mark that a tab follows stretched to the text behind the tab."""
    _, count = _mark(row, text_of)
    return [*row[: count - 1], replace(row[count - 1], right=row[count].left), *row[count:]] if count else row


def _begins_numbered(row: Row, text_of: TextOf) -> bool:
    """Whether a row begins with a number of its own, as that of a table without rulings does."""
    return len(row) > 2 and re.fullmatch(r"\d{1,3}\.?", text_of(row[:1])) is not None


def halves(row: Row, gutter: float, text_of: TextOf) -> tuple[str, str]:
    """What the row has on the left and on the right of the gutter."""
    left, right = sides_of(row, gutter)
    return text_of(left) if left else "", text_of(right) if right else ""


def _is_centred(rows: Sequence[Row], gutter: float) -> bool:
    """Whether the lines right of the gutter are centred under one another, as those of a signature are, and not flush left."""
    right = [(runs[0].left, max(run.right for run in runs)) for row in rows if (runs := [run for run in row if run.left > gutter])]
    middles = [(low + high) / 2 for low, high in right]
    lefts = [low for low, _ in right]
    return len(right) > 1 and max(middles) - min(middles) <= COMMON < max(lefts) - min(lefts)


def _without_body(rows: Sequence[Row], band: Band, text_of: TextOf) -> Band:
    """A letterhead's band without what follows its number and its place and date, but for the "V/v" below the number."""
    sides = [halves(row, band.gutter, text_of) for row in rows[band.first : band.last]]
    if not any(matches("national_heading", half) for row in sides for half in row):
        return band
    dated = numbered = noted = False
    for index, (left, right) in enumerate(sides):
        if dated:
            if right and not (right[:1].islower() or right[:1].isdigit()):
                return replace(band, last=band.first + index)
            noted = (noted or matches("subject_note", left)) and not matches("side_by_side", left)
            heading = noted or (not numbered and (left.isupper() or matches("own_number", left)))
            cut = index > 0 and sides[index - 1][0].endswith(("-", "–", "/"))
            if left and (is_item(left) or not (heading or cut)):
                return replace(band, last=band.first + index)
        numbered = numbered or matches("own_number", left) or matches("own_number", right)
        dated = dated or matches("issuing_date", right) or matches("issuing_date", left)
    return band
