"""Tables ruled inside a cell of another table: told apart from the outer table's own rulings.

A nested table is a closed rectangle of rulings within one row of the outer table: its vertical rulings stand in that row alone and do not
run through it, its horizontal ones begin and end at them, and at least one of its sides stands off the cell's. The columns of a
header on two levels, or of a cell that is split, run on to the outer table's rulings and are the outer table's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractor.reading.pdf.page_rulings import Ruling, Rulings

__all__ = ["part_nested"]


def part_nested(across: Sequence[Ruling], down: Sequence[Ruling], snap: float) -> tuple[Rulings, list[Rulings]]:
    """The rulings of one connected table, parted into its own and those of each table nested in it.

    `across` and `down` come snapped and joined; rulings nearer than `snap` points touch.
    """
    whole = Rulings(list(across), list(down))
    left, right = min(ruling.at for ruling in down), max(ruling.at for ruling in down)
    through = sorted({ruling.at for ruling in across if ruling.start <= left + snap and ruling.end >= right - snap})
    if len(through) < 2 or len(through) == len({ruling.at for ruling in across}):
        return whole, []
    bands: dict[int, list[Ruling]] = {}
    for ruling in down:
        band = _band(ruling, through, snap)
        if band is not None and not any(other.at == ruling.at and other != ruling for other in down):
            bands.setdefault(band, []).append(ruling)
    nested = []
    for band, posts in bands.items():
        top, bottom = through[band], through[band + 1]
        lines = [ruling for ruling in across if top + snap < ruling.at < bottom - snap]
        for inner in _closed(lines, posts, snap):
            sides = [r.at for r in down if r not in inner.vertical and r.start <= top + snap and r.end >= bottom - snap]
            if _stands_off(inner, sides, snap):
                nested.append(_completed(inner, (top, bottom), snap))
    if not nested:
        return whole, []
    gone = {ruling for inner in nested for ruling in (*inner.horizontal, *inner.vertical)}
    return Rulings([r for r in across if r not in gone], [r for r in down if r not in gone]), nested


def _band(ruling: Ruling, through: Sequence[float], snap: float) -> int | None:
    """The stretch between two rulings of full width that holds a vertical ruling without being crossed by it; None where there is none."""
    band = bisect_right(through, ruling.start + snap) - 1
    if not 0 <= band < len(through) - 1 or ruling.end > through[band + 1] + snap:
        return None
    whole = ruling.start <= through[band] + snap and ruling.end >= through[band + 1] - snap
    return None if whole else band


def _closed(lines: Sequence[Ruling], posts: Sequence[Ruling], snap: float) -> list[Rulings]:
    """Horizontal rulings that begin at one of the vertical ones and end at another, with those they connect, from left to right."""
    found: dict[tuple[float, float], list[Ruling]] = {}
    for line in lines:
        at = [
            post.at for post in posts
            if post.start - snap <= line.at <= post.end + snap and line.start - snap <= post.at <= line.end + snap
        ]
        if len(at) > 1 and abs(min(at) - line.start) <= snap and abs(max(at) - line.end) <= snap:
            found.setdefault((min(at), max(at)), []).append(line)
    closed: list[Rulings] = []
    for (start, end), group in sorted(found.items(), key=lambda item: item[0][0] - item[0][1]):
        wider = next((inner for inner in closed if inner.vertical[0].at <= start and end <= inner.vertical[-1].at), None)
        if wider is not None:
            wider.horizontal.extend(group)
            continue
        low, high = min(line.at for line in group), max(line.at for line in group)
        inside = sorted(post for post in posts if start <= post.at <= end and post.start <= high + snap and post.end >= low - snap)
        closed.append(Rulings(group, inside))
    return closed


def _stands_off(inner: Rulings, sides: Sequence[float], snap: float) -> bool:
    """Whether the rectangle leaves room on the left or right within the cell it stands in, and no side of a cell runs through it."""
    start, end = inner.vertical[0].at, inner.vertical[-1].at
    if any(start + snap < side < end - snap for side in sides):
        return False
    return not (any(abs(side - start) <= snap for side in sides) and any(abs(side - end) <= snap for side in sides))


def _completed(inner: Rulings, band: tuple[float, float], snap: float) -> Rulings:
    """With the upper or lower side that lies so near the row's that the two were joined."""
    start, end = inner.vertical[0].at, inner.vertical[-1].at
    low, high = min(post.start for post in inner.vertical), max(post.end for post in inner.vertical)
    lines = list(inner.horizontal)
    for edge, side in zip((low, high), band, strict=True):
        if not any(abs(line.at - edge) <= snap for line in lines) and abs(edge - side) <= snap:
            lines.append(Ruling(side, start, end))
    return Rulings(sorted(lines), inner.vertical)
