"""Text that is on a page twice, read once.

Some programs fake bold or shadow by printing a text twice with a small offset: one of the two is kept, as bold text. Others lay a text
nobody sees (drawn invisibly or in white) over the one that is printed, as scanners do: what is unseen is left out where it covers
printed text, and kept where it is the only text there is.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractor.reading.page_characters import PageCharacters
from extractor.reading.page_lines import Run

__all__ = ["without_doubles"]

OFFSET = 0.16
"""Of the font size: how far the second printing may stand off the first."""
BAND = 12.0
"""Points of height in which covering text is looked for."""
COVERED = 0.5
"""Of an unseen text's width: what printed text must cover."""


def without_doubles(characters: PageCharacters, runs: Sequence[Run]) -> list[Run]:
    """The runs, in drawing order, without those that are there twice."""
    if any(run.style.hidden for run in runs):
        runs = _without_covered(runs)
    kept: list[Run] = []
    seen: dict[str, list[int]] = {}
    for run in runs:
        text = characters.text[run.start : run.end]
        places = seen.setdefault(text, [])
        for index in places:
            first = kept[index]
            reach = OFFSET * run.style.size
            if abs(first.left - run.left) < reach and abs(first.bottom - run.bottom) < reach and abs(first.right - run.right) < 2 * reach:
                kept[index] = replace(first, style=first.style._replace(bold=True))
                break
        else:
            places.append(len(kept))
            kept.append(run)
    return kept


def _without_covered(runs: Sequence[Run]) -> list[Run]:
    """The runs without the unseen ones that stand over seen ones."""
    seen: dict[int, list[Run]] = {}
    for run in runs:
        if not run.style.hidden:
            for band in range(int(run.top // BAND), int(run.bottom // BAND) + 1):
                seen.setdefault(band, []).append(run)
    return [run for run in runs if not run.style.hidden or not _is_covered(run, seen)]


def _is_covered(run: Run, seen: dict[int, list[Run]]) -> bool:
    middle = run.bottom - 0.4 * run.style.size
    over = sum(
        max(0.0, min(run.right, other.right) - max(run.left, other.left))
        for other in seen.get(int(middle // BAND), ()) if other.top < middle < other.bottom
    )
    return over > COVERED * (run.right - run.left)
