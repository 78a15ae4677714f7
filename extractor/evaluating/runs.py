"""One evaluation as a value, saved to and loaded from JSON, and two held against each other.

A gain is an error of the earlier run that the later one has not; a loss the other way round. Errors are equal when facet, kind,
place and value are; the same error twice counts twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from extractor.evaluating.intervals import f1_intervals
from extractor.evaluating.reliability import Band, table
from extractor.evaluating.tally import Figures, Tally
from extractor.release import NAME, VERSION

__all__ = ["Change", "KindFigures", "NoRunError", "Run", "SavedFailing", "compare", "encode", "load"]


class NoRunError(ValueError):
    """A file that holds no saved run."""


class SavedFailing(msgspec.Struct, frozen=True, order=True, array_like=True):
    """An error: its value is text, JSON where it is not a string."""

    facet: str
    what: str
    where: str
    item: str


class Writer(msgspec.Struct, frozen=True):
    """The program that evaluated."""

    name: str = NAME
    version: str = VERSION


class KindFigures(msgspec.Struct, frozen=True):
    """The figures of the documents of one kind, and how many they are."""

    documents: int
    facets: dict[str, Figures]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a run and its errors, in the order in which they were found.

    `intervals` are those of F1 (95 %, by bootstrap over documents), `fields` the figures of each field of the metadata, `kinds` the number
    of documents of each kind (abbreviation of Nghị định 30/2020/NĐ-CP, "?" where none is annotated) and their figures.
    `reliability`: of the tasks ("text") and fields that were given a confidence, how many are right.
    """

    generator: Writer = Writer()
    documents: int
    absent: list[str]
    facets: dict[str, Figures]
    errors: list[SavedFailing]
    intervals: dict[str, tuple[float, float]] = {}
    fields: dict[str, Figures] = {}
    kinds: dict[str, KindFigures] = {}
    reliability: dict[str, list[Band]] = {}

    @classmethod
    def of(cls, tallies: Sequence[tuple[str, Tally]], *, absent: list[str]) -> Run:
        """The run that the tallies of its documents, each with the document's kind, have collected."""
        tally, kinds = Tally(), {kind: Tally() for kind in sorted({kind for kind, _ in tallies})}
        for kind, one in tallies:
            tally.absorb(one)
            kinds[kind].absorb(one)
        errors = [
            SavedFailing(facet, what, where, item if isinstance(item, str) else msgspec.json.encode(item).decode())
            for facet, what, where, item in tally.failings
        ]
        sizes = Counter(kind for kind, _ in tallies)
        return cls(
            documents=len(tallies),
            absent=absent,
            facets=tally.figures(),
            errors=errors,
            intervals=f1_intervals([one.counts() for _, one in tallies]),
            fields=tally.part_figures(),
            kinds={kind: KindFigures(sizes[kind], of_kind.figures()) for kind, of_kind in kinds.items()},
            reliability=table(tally.judged),
        )


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a run gained and lost against an earlier one: F1 before and after of each facet that moved, errors gone and new."""

    f1: dict[str, tuple[float | None, float | None]]
    gains: list[SavedFailing]
    losses: list[SavedFailing]


def encode(run: Run) -> bytes:
    """The run as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(run), indent=1) + b"\n"


def load(path: Path) -> Run:
    """A saved run. Raises NoRunError where the file holds none, OSError where it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Run)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NoRunError(str(error)) from error


def compare(earlier: Run, later: Run) -> Change:
    """Gains and losses of the later run."""
    before, after = Counter(earlier.errors), Counter(later.errors)

    def f1(run: Run, facet: str) -> float | None:
        return run.facets[facet].f1 if facet in run.facets else None

    moved = {facet: (f1(earlier, facet), f1(later, facet)) for facet in {**earlier.facets, **later.facets}}
    return Change(
        f1={facet: values for facet, values in moved.items() if values[0] != values[1]},
        gains=sorted((before - after).elements()),
        losses=sorted((after - before).elements()),
    )
