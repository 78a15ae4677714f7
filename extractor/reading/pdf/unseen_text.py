"""Text that nobody sees, drawn invisibly or in white: left out where it stands over printed text, kept where it is all there is.

Scanners and converters lay such a text over a page that has its own; the layer of a scan's recogniser, or white words on a dark band, are
the only text in their place.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.pdf.page_lines import Run

__all__ = ["without_unseen"]

BAND = 12.0
"""Points of height in which covering text is looked for."""
COVERED = 0.5
"""Of an unseen text's width: what printed text must cover."""


def without_unseen(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs without the unseen ones that stand over seen ones."""
    if not any(run.style.hidden for run in runs):
        return runs
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
