"""An evaluation as lines for people, or as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from extractor.evaluating.reliability import BANDS, Band
from extractor.evaluating.runs import Change, Run, SavedFailing
from extractor.evaluating.tally import Figures
from extractor.messages import Language, wording

__all__ = ["as_json", "as_lines", "comparison_lines", "reliability_lines"]


def as_json(run: Run) -> str:
    """The figures on one line: documents, absent, facets, intervals, fields, kinds, reliability."""
    data = msgspec.to_builtins(run)
    return msgspec.json.encode({key: data[key] for key in _FIGURES}).decode()


_FIGURES = ("documents", "absent", "facets", "intervals", "fields", "kinds", "reliability")
_OF_KINDS = ("tasks", "lead_agencies", "coordinating_agencies", "deadlines", "outputs", "targets", "legal_references")


def _error_line(error: SavedFailing) -> str:
    return f"{error.facet:22} {error.what:8} {error.where}: {error.item}"


def as_lines(run: Run, *, errors: bool) -> list[str]:
    """Tables of the facets with the 95 % intervals of their F1, the fields of the metadata, the kinds of documents, and the confidences.

    Before them, where asked for, a line an error.
    """
    lines = [*map(_error_line, run.errors), ""] if errors else []
    lines.append(f"{run.documents} documents" + (f", no prediction for {', '.join(run.absent)}" if run.absent else ""))
    lines.append(f"{'facet':24}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'pred':>7}{'95 % of F1':>15}")
    lines += [_facet_line(facet, row, run.intervals.get(facet)) for facet, row in run.facets.items()]
    if run.fields:
        lines += ["", f"{'field':24}{'right':>8}{'of':>7}"]
        lines += [f"{field:24}{row.hit:8}{row.gold:7}" for field, row in run.fields.items()]
    if run.kinds:
        lines += ["", f"{'F1 by kind':12}{'documents':>10}" + "".join(f"{_short(facet):>13}" for facet in _OF_KINDS)]
        for kind, figures in run.kinds.items():
            row = "".join(f"{_shown(figures.facets[facet].f1 if facet in figures.facets else None):>13}" for facet in _OF_KINDS)
            lines.append(f"{kind:12}{figures.documents:10}{row}")
    return lines + reliability_lines(run.reliability)


def reliability_lines(reliability: Mapping[str, Sequence[Band]]) -> list[str]:
    """The table of how many were right of those that were given a confidence from … on; none where nothing was given any."""
    if not reliability:
        return []
    ends = [*(f"{end:.2f}" for end in BANDS[1:]), "1"]
    lines = ["", f"{'right of those given':24}" + "".join(f"{f'{least:.2f}-{end}':>12}" for least, end in zip(BANDS, ends, strict=True))]
    for field, bands in reliability.items():
        shown = {band.least: f"{band.right}/{band.given}" for band in bands}
        lines.append(f"{field:24}" + "".join(f"{shown.get(least, '-'):>12}" for least in BANDS))
    return lines


def _facet_line(facet: str, row: Figures, interval: tuple[float, float] | None) -> str:
    sure = f"{interval[0]:.3f}-{interval[1]:.3f}" if interval else "-"
    return f"{facet:24}{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}{row.gold:7}{row.predicted:7}{sure:>15}"


def _short(facet: str) -> str:
    return facet.removesuffix("_agencies").removeprefix("legal_")


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def comparison_lines(change: Change, language: Language) -> list[str]:
    """The facets that moved, then every gain and every loss."""

    lines = ["", *(f"{facet:24}{_shown(before):>8} -> {_shown(after):>5}" for facet, (before, after) in change.f1.items())]
    for name, errors in (("gains", change.gains), ("losses", change.losses)):
        lines += [wording("label", name, language, count=len(errors)), *(f"  {_error_line(error)}" for error in errors)]
    return lines
