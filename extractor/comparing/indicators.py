"""Figures of one indicator followed over the plans: 30 %, then 70 %, then 100 %.

A target of a plan joins an indicator of the plans before it where the unit is the same and the indicators' words are alike enough
(models/comparing.toml), the most alike first; several figures of one plan join only where their indicators are worded the same (a figure
for each year). Plans are taken in their order, so that a later plan changes no earlier series. Targets without indicator, whose unit alone
says nothing, are followed only as parts of their tasks (`changes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.comparing.changes import year_of
from extractor.comparing.likeness import overlap
from extractor.comparing.places import Placing
from extractor.comparing.records import Indicator, Point
from extractor.comparing.words import Features, features_of
from extractor.folding import fold
from extractor.mentions.abbreviations import find_abbreviations
from extractor.records import Plan, Span, Target
from extractor.vocabulary import load_vocabulary

__all__ = ["indicators_of"]


class _Series:
    def __init__(self, name: str, unit: str | None, features: Features, points: list[Point]) -> None:
        self.name, self.unit, self.features, self.points = name, unit, features, points


def indicators_of(plans: Sequence[Plan]) -> Iterator[Indicator]:
    """Indicators in the order in which they first appear."""
    least: float = load_vocabulary("comparing")["thresholds"]["indicator"]
    followed: list[_Series] = []
    for place, plan in enumerate(plans):
        own = list(_of_plan(plan, place))
        found = sorted(
            (-(overlap(series.features, one.features) or 0.0), a, b)
            for a, series in enumerate(followed)
            for b, one in enumerate(own)
            if fold(series.unit or "") == fold(one.unit or "") and (overlap(series.features, one.features) or 0.0) >= least
        )
        taken: set[int] = set()
        joined: set[int] = set()
        for _, a, b in found:
            if a not in taken and b not in joined:
                taken.add(a)
                joined.add(b)
                series, one = followed[a], own[b]
                series.name, series.features = one.name, one.features
                series.points += one.points
        followed += [one for at, one in enumerate(own) if at not in joined]
    for series in followed:
        points = sorted(series.points, key=lambda point: (point.plan, point.year or 0))
        yield Indicator(name=series.name, unit=series.unit, points=tuple(points))


def _of_plan(plan: Plan, place: int) -> Iterator[_Series]:
    placing, year = Placing(plan), year_of(plan)
    shorts = {fold(short): fold(long) for short, long in find_abbreviations(plan.text).items()}
    tasks = {target.span: task.id for task in plan.tasks for target in task.targets}
    by_words: dict[tuple[Features, str], _Series] = {}
    for target in _targets(plan):
        name = " ".join((target.indicator or "").split())
        features = features_of([name], shorts)
        if not features:
            continue
        point = Point(
            plan=place,
            task=tasks.get(target.span),
            year=int(target.due[:4]) if target.due else year,
            comparator=target.comparator,
            value=target.value,
            value_max=target.value_max,
            text=" ".join(target.text.split()),
            span=target.span,
            page=target.location[0].page if target.location else placing.page(target.span),
        )
        key = features, fold(target.unit or "")
        if key in by_words:
            by_words[key].points.append(point)
        else:
            by_words[key] = _Series(name, target.unit, features, [point])
    yield from by_words.values()


def _targets(plan: Plan) -> list[Target]:
    """The targets of the document, and those that a person put into a task, in reading order, each once."""
    found: dict[tuple[Span, float], Target] = {}
    for target in (*plan.targets, *(target for task in plan.tasks for target in task.targets)):
        found.setdefault((target.span, target.value), target)
    return sorted(found.values(), key=lambda target: target.span)
