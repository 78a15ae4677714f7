"""One evaluation as a value, saved to and loaded from JSON, and two held against each other.

A gain is an error of the earlier run that the later one has not; a loss the other way round. Errors are equal when facet, kind,
place and value are; the same error twice counts twice.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec

from extractor.evaluating.tally import Figures, Tally
from extractor.release import NAME, VERSION

__all__ = ["Change", "NoRunError", "Run", "SavedFailing", "compare", "encode", "load"]


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


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a run and its errors, in the order in which they were found."""

    generator: Writer = Writer()
    documents: int
    absent: list[str]
    facets: dict[str, Figures]
    errors: list[SavedFailing]

    @classmethod
    def of(cls, tally: Tally, *, documents: int, absent: list[str]) -> Run:
        """The run that a tally has collected."""
        errors = [
            SavedFailing(facet, what, where, item if isinstance(item, str) else msgspec.json.encode(item).decode())
            for facet, what, where, item in tally.failings
        ]
        return cls(documents=documents, absent=absent, facets=tally.figures(), errors=errors)


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
