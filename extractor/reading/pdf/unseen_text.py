"""Text of a page that nobody sees is no text of the document: it is left out, and the page says where.

In this order:
1. text drawn invisibly or in white that stands over printed text goes, silently: converters lay it over a page that has its own;
2. text that surely is not seen goes: off the page, smaller than a point, outside its clip path;
3. text in doubt is looked for on the page's picture (`page_view`): drawn invisibly or in white, in a layer, below what is painted later,
   or on dark paint. It goes where its place shows one plain colour, apart from what was printed there later.

Kept are therefore white words on a dark band, and the recogniser's layer of a scan: invisible text over a picture, or visible text below
one that fills the page. A line that is covered in part loses that part.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from extractor.reading.pdf.page_characters import Box, PageCharacters
from extractor.reading.pdf.page_covers import Cover, Signs
from extractor.reading.pdf.page_lines import Run
from extractor.reading.pdf.page_view import PageView

__all__ = ["leave_out_unseen"]

BAND = 12.0
"""Points of height in which covering text is looked for."""
COVERED = 0.5
"""Of an unseen text's width: what printed text must cover; of an invisible one's: what a picture must."""
TINY = 1.0
"""Points: smaller text is not seen, unless the whole page is so small."""
SMALLEST_PAGE = 100.0
SCANNED = 0.6
"""Of the page: what its pictures cover at least where they are its scan."""
FOOT, HEAD = 0.02, 0.68
"""Of the font size, above the base line: where any letter has ink, and no other line does."""
HIDES = 0.75
"""Of the height in which a text has ink: what an area must cover that hides it."""
MOST_PAIRS = 200_000
"""Texts and areas near each other that are compared: a hostile page must end."""
EDGE = 1.0
"""Points at the ends of a covered text that are not looked at."""
MIDDLE = 0.45
"""Of a text's height, above its lower edge: a place that anything that hides it must cover."""
DESCENT = 0.2
"""Of the font size: how far the base line lies above a run's lower edge, where it is not known."""


def leave_out_unseen(
    characters: PageCharacters, runs: Sequence[Run], view: PageView | None,
) -> tuple[Sequence[Run], tuple[Box, ...]]:
    """The runs that are seen, and the boxes of what was left out, doubled text aside. Without a view nothing is in doubt."""
    hidden = any(style.hidden for style in characters.styles.values())
    if hidden:
        runs = _without_doubled(runs)
    if view is None:
        return runs, ()
    width, height = characters.width, characters.height
    signs = view.signs
    usual = min(width, height) > SMALLEST_PAGE
    if not (
        hidden or signs.covers or signs.frames or signs.layered or any(0 < style.size < TINY for style in characters.styles.values())
        or [run for run in runs if run.right <= 0 or run.left >= width or run.bottom <= 0 or run.top >= height]
    ):
        return runs, ()
    tiny = usual and 2 * sum(run.style.size < TINY for run in runs) < len(runs)
    covers = _covers(runs, characters, signs, scanned=_area(signs.pictures) > SCANNED * width * height)
    kept: list[Run] = []
    unseen: list[Run] = []
    for number, run in enumerate(runs):
        address = characters.objects[run.start]
        off = run.right <= 0 or run.left >= width or run.bottom <= 0 or run.top >= height
        odd = off or run.style.hidden or run.style.size < TINY or number in covers or address in signs.frames or address in signs.layered
        if not odd or address is None or run.typed or run.right <= run.left or run.bottom <= run.top:
            kept.append(run)
            continue
        band = _band(run)
        over = run.style.hidden and not run.style.white and _is_over(band, signs.pictures)
        if (
            off
            or (tiny and run.style.size < TINY and run.bottom - run.top < 2 * TINY and not over)
            or (address in signs.frames and not _overlap(band, signs.frames[address]))
        ):
            unseen.append(run)
            continue
        above, beneath = covers.get(number, ((), False))
        doubtful = (run.style.hidden and not over) or address in signs.layered or beneath
        if doubtful and view.is_plain(band):
            unseen.append(run)
            continue
        for part, cover in _parts(characters, run, above):
            (unseen if cover is not None and _is_covered(part, cover, runs, characters, view) else kept).append(part)
    return (kept, tuple((run.left, run.top, run.right, run.bottom) for run in unseen)) if unseen else (runs, ())


def _without_doubled(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs without the hidden ones that stand over seen ones."""
    seen: dict[int, list[Run]] = {}
    for run in runs:
        if not run.style.hidden:
            for band in range(int(run.top // BAND), int(run.bottom // BAND) + 1):
                seen.setdefault(band, []).append(run)
    return [run for run in runs if not run.style.hidden or not _is_doubled(run, seen)]


def _is_doubled(run: Run, seen: dict[int, list[Run]]) -> bool:
    middle = run.bottom - 0.4 * run.style.size
    over = sum(
        max(0.0, min(run.right, other.right) - max(run.left, other.left))
        for other in seen.get(int(middle // BAND), ()) if other.top < middle < other.bottom
    )
    return over > COVERED * (run.right - run.left)


def _band(run: Run) -> Box:
    """The part of a run's box in which its letters' ink is looked for."""
    size = min(run.style.size, run.bottom - run.top)
    base = run.base if run.base is not None else run.bottom - DESCENT * size
    return run.left, max(run.top, base - HEAD * size), run.right, base - FOOT * size


def _area(boxes: Sequence[Box]) -> float:
    return sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)


def _overlap(box: Box, other: Box) -> bool:
    return min(box[2], other[2]) - max(box[0], other[0]) > 0.5 and min(box[3], other[3]) - max(box[1], other[1]) > 0.5


def _is_over(band: Box, pictures: Sequence[Box]) -> bool:
    """Whether an invisible text stands over a picture, which it may be the text of."""
    middle = (band[1] + band[3]) / 2
    over = sum(max(0.0, min(band[2], box[2]) - max(band[0], box[0])) for box in pictures if box[1] < middle < box[3])
    return over > COVERED * (band[2] - band[0])


Above = tuple[tuple[Cover, ...], bool]
"""What is painted over a run later, and whether it is printed on dark paint."""


def _covers(runs: Sequence[Run], characters: PageCharacters, signs: Signs, *, scanned: bool) -> dict[int, Above]:
    """What the runs, by their numbers, have above and beneath. The pictures of a scanned page cover none: the text is its recogniser's."""
    if not signs.covers:
        return {}
    middles = sorted([(run.bottom - MIDDLE * (run.bottom - run.top), number) for number, run in enumerate(runs)])
    bands: dict[int, Box] = {}
    found: dict[int, Above] = {}
    budget = MOST_PAIRS
    for cover in signs.covers:
        if scanned and cover.picture:
            continue
        left, top, right, bottom = cover.box
        near = middles[bisect_left(middles, (top, 0)) : bisect_right(middles, (bottom, 0))]
        budget -= len(near)
        if budget < 0:
            break
        for _, number in near:
            run = runs[number]
            at = signs.orders.get(characters.objects[run.start] or 0)
            if at is None or run.left >= right or run.right <= left or (at > cover.order and not cover.beneath):
                continue
            band = bands[number] if number in bands else bands.setdefault(number, _band(run))
            if min(bottom, band[3]) - max(top, band[1]) < HIDES * (band[3] - band[1]):
                continue
            above, beneath = found.get(number, ((), False))
            if at < cover.order:
                found[number] = (*above, cover), beneath
            else:
                found[number] = above, True
    return found


def _parts(characters: PageCharacters, run: Run, covers: Sequence[Cover]) -> Iterator[tuple[Run, Cover | None]]:
    """The run, cut where an area begins or ends that is painted over it, each part with that area."""
    if not covers:
        yield run, None
        return
    over: list[Cover | None] = [
        next((cover for cover in covers if cover.box[0] < middle < cover.box[2]), None)
        for middle in ((characters.left[at] + characters.right[at]) / 2 for at in range(run.start, run.end))
    ]
    start = run.start
    for cover, group in groupby(over):
        end = start + sum(1 for _ in group)
        if characters.text[start:end].strip():
            yield replace(run, start=start, end=end, left=min(characters.left[start:end]), right=max(characters.right[start:end])), cover
        start = end


def _is_covered(part: Run, cover: Cover, runs: Sequence[Run], characters: PageCharacters, view: PageView) -> bool:
    """Whether nothing is seen of a text below an area but, at most, text that is printed on that area."""
    left, top, right, bottom = _band(part)
    left, right = max(left, cover.box[0] + EDGE), min(right, cover.box[2] - EDGE)
    top, bottom = max(top, cover.box[1]), min(bottom, cover.box[3])
    if view.is_plain((left, top, right, bottom)):
        return True
    orders = view.signs.orders
    printed = sorted(
        (other.left - EDGE, other.right + EDGE) for other in runs
        if orders.get(characters.objects[other.start] or 0, ()) > cover.order and other.top < bottom and other.bottom > top
        and other.right > left and other.left < right
    )
    reached = left
    for start, end in printed:
        if start > reached:
            break
        reached = max(reached, end)
    return cover.hides if reached >= right else bool(printed) and view.is_plain((left, top, right, bottom), printed)
