"""Fits `models/confidence.toml` to what was right and wrong the first time plans were seen, and says how reliable that is.

    python -m extractor.evaluating.calibration corpus/first_sight.csv    the fitted numbers, and the reliability with documents left out
    python -m extractor.evaluating.calibration --observe FOLDER SET      what a set adds to the observations: NAME.gold.json beside each
                                                                         NAME.tasks.json that `extract` wrote at first sight

Observations (CSV: set, document, field, reasons, right, of) are counts: of so many fields with these codes in a document so many were
right; the field "text" is the task itself.
Only first sight is of use: plans for which no rule had been touched yet. What was right today in plans that the rules were mended with
says too much.

The model of a field is logistic: odds = number of how it was found + numbers of its doubts. It has the largest likelihood, less a penalty:
half the square of how far each number is from the field's mean, or from 0, so that what was seen twice says little (the mean's own distance
from 0 counts a hundredth, so that it has an end where all is right). Doubts are held at 0 or below. Found by going through the numbers in
turn, each to its own best, until none moves: the same input gives the same numbers. "anywhere" in the file is not fitted.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from extractor.evaluating.facets import score_plan
from extractor.evaluating.reliability import Judged, table
from extractor.evaluating.report import reliability_lines
from extractor.evaluating.tally import Tally
from extractor.tasks.signs import DOUBTS, FOUND, Signed

__all__ = ["Model", "Observation", "fit", "left_out", "observe", "read_observations"]

_COLUMNS = ("set", "document", "field", "reasons", "right", "of")
_PENALTY, _PENALTY_OF_MEAN = 1.0, 0.01
_ROUNDS, _STEP = 2000, 1e-9


class Observation(NamedTuple):
    """Of `of` fields with these reasons in a document `right` were right."""

    set: str
    document: str
    field: Signed
    reasons: tuple[str, ...]
    right: int
    of: int


class Model(NamedTuple):
    """Log odds of how a field was found, and what each doubt adds to them (0 or less)."""

    found: Mapping[str, float]
    doubts: Mapping[str, float]

    def share(self, reasons: Sequence[str]) -> float:
        """How often a field with these reasons is right."""
        return _share(self.found[reasons[0]] + sum(self.doubts.get(code, 0.0) for code in reasons[1:]))


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def fit(field: Signed, observations: Iterable[Observation]) -> Model:
    """The model of a field. Codes that were not observed have the field's mean, or 0."""
    seen: Counter[tuple[str, ...]] = Counter()
    right: Counter[tuple[str, ...]] = Counter()
    for one in observations:
        if one.field == field:
            seen[one.reasons] += one.of
            right[one.reasons] += one.right
    rows = [(("mean", *reasons), seen[reasons], right[reasons]) for reasons in sorted(seen)]
    numbers = dict.fromkeys(("mean", *FOUND[field], *DOUBTS[field]), 0.0)
    for _ in range(_ROUNDS):
        moved = max(_improve(numbers, name, rows, highest=0.0 if name in DOUBTS[field] else math.inf) for name in numbers)
        if moved < _STEP:
            break
    return Model(
        {code: numbers["mean"] + numbers[code] for code in FOUND[field]},
        {code: numbers[code] + 0.0 for code in DOUBTS[field]},
    )


def _improve(numbers: dict[str, float], name: str, rows: Sequence[tuple[tuple[str, ...], int, int]], *, highest: float) -> float:
    """Takes one of Newton's steps with one number, the others standing, and returns how far it moved."""
    penalty = _PENALTY_OF_MEAN if name == "mean" else _PENALTY
    slope, bend = -penalty * numbers[name], -penalty
    for reasons, of, right in rows:
        if name in reasons:
            share = _share(sum(numbers.get(code, 0.0) for code in reasons))
            slope += right - of * share
            bend -= of * share * (1 - share)
    before = numbers[name]
    numbers[name] = min(highest, before - max(-1.0, min(1.0, slope / bend)))
    return abs(numbers[name] - before)


def left_out(field: Signed, observations: Sequence[Observation]) -> Iterator[Judged]:
    """Each observation of a field with the confidence that a model gives it which was fitted without its document."""
    own = [one for one in observations if one.field == field]
    for document in dict.fromkeys((one.set, one.document) for one in own):
        model = fit(field, (one for one in own if (one.set, one.document) != document))
        for one in own:
            if (one.set, one.document) == document:
                given = round(model.share(one.reasons), 2)
                yield from (Judged(field, one.reasons, given, at < one.right) for at in range(one.of))


def read_observations(path: Path) -> list[Observation]:
    """The observations of a file. Raises KeyError or ValueError where it is no such file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Observation(row["set"], row["document"], row["field"], tuple(row["reasons"].split()), int(row["right"]), int(row["of"]))  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]


def observe(name: str, documents: Iterable[Sequence[Judged]]) -> Iterator[Observation]:
    """What the judged fields of a set's documents add to the observations; documents are numbered."""
    for number, judged in enumerate(documents, start=1):
        of = Counter((one.field, one.reasons) for one in judged)
        right = Counter((one.field, one.reasons) for one in judged if one.right)
        for field, reasons in sorted(of):
            yield Observation(name, str(number), field, reasons, right[field, reasons], of[field, reasons])  # type: ignore[arg-type]


def _observed(folder: Path, name: str) -> Iterator[Observation]:
    judged = []
    for gold in sorted(folder.glob("*.gold.json")):
        tally = Tally()
        plan = gold.with_name(gold.name.removesuffix(".gold.json") + ".tasks.json")
        score_plan(json.loads(gold.read_bytes()), json.loads(plan.read_bytes()), tally, gold.name)
        judged.append(tally.judged)
    return observe(name, judged)


def _fitted_lines(observations: Sequence[Observation]) -> Iterator[str]:
    judged: list[Judged] = []
    for field in FOUND:
        model = fit(field, observations)
        for group, numbers in (("found", model.found), ("doubts", model.doubts)):
            yield f"[{field}.{group}]"
            yield from (f"{code} = {number:.2f}" for code, number in numbers.items())
            yield ""
        judged += left_out(field, observations)
    yield from (f"# {line}".rstrip() for line in reliability_lines(table(judged))[1:])


def main(arguments: Sequence[str]) -> None:
    """Prints what the module's docstring says."""
    if arguments[0] == "--observe":
        _, folder, name = arguments
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows((*one[:3], " ".join(one.reasons), one.right, one.of) for one in _observed(Path(folder), name))
    else:
        print("\n".join(_fitted_lines(read_observations(Path(arguments[0])))))


if __name__ == "__main__":
    main(sys.argv[1:])
