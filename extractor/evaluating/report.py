"""An evaluation as lines for people, or as JSON for programs."""

from __future__ import annotations

import msgspec

from extractor.evaluating.runs import Change, Run, SavedFailing
from extractor.messages import Language, wording

__all__ = ["as_json", "as_lines", "comparison_lines"]


def as_json(run: Run) -> str:
    """The figures on one line: documents, absent, facets."""
    data = msgspec.to_builtins(run)
    return msgspec.json.encode({key: data[key] for key in ("documents", "absent", "facets")}).decode()


def _error_line(error: SavedFailing) -> str:
    return f"{error.facet:22} {error.what:8} {error.where}: {error.item}"


def as_lines(run: Run, *, errors: bool) -> list[str]:
    """A table with a line a facet; before it, where asked for, a line an error."""
    lines = [*map(_error_line, run.errors), ""] if errors else []
    lines.append(f"{run.documents} documents" + (f", no prediction for {', '.join(run.absent)}" if run.absent else ""))
    lines.append(f"{'facet':24}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'pred':>7}")
    lines += [
        f"{facet:24}{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}{row.gold:7}{row.predicted:7}" for facet, row in run.facets.items()
    ]
    return lines


def comparison_lines(change: Change, language: Language) -> list[str]:
    """The facets that moved, then every gain and every loss."""

    def shown(value: float | None) -> str:
        return "-" if value is None else f"{value:.3f}"

    lines = ["", *(f"{facet:24}{shown(before):>8} -> {shown(after):>5}" for facet, (before, after) in change.f1.items())]
    for name, errors in (("gains", change.gains), ("losses", change.losses)):
        lines += [wording("label", name, language, count=len(errors)), *(f"  {_error_line(error)}" for error in errors)]
    return lines
