"""Figures of one indicator followed over the plans: 30 %, then 70 %, then 100 %.

A target of a plan joins an indicator of the plans before it where the unit is the same and the indicators' words are alike enough
(models/comparing.toml), the most alike first. One of two syllables or fewer ("tập huấn") says too little by itself: it joins only where
its task belongs together with a task of the indicator's. Several figures of one plan join only where their indicators are worded the same
(a figure for each year). Plans are taken in their order, so that a later plan changes no earlier series. Targets without indicator, whose
unit alone says nothing, are followed only as parts of their tasks (`changes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from extractor.comparing.changes import year_of
from extractor.comparing.likeness import overlap
from extractor.comparing.places import Placing
from extractor.comparing.records import Indicator, PlanPair, Point
from extractor.comparing.words import Features, features_of
from extractor.folding import fold
from extractor.mentions.abbreviations import find_abbreviations
from extractor.records import Plan, Span, Target
from extractor.vocabulary import load_vocabulary

__all__ = ["indicators_of"]

_FEW_SYLLABLES = 2


class _Series:
    def __init__(self, name: str, unit: str | None, features: Features, points: list[Point]) -> None:
        self.name, self.unit, self.features, self.points = name, unit, features, points

    def says_enough(self) -> bool:
        """Whether the indicator's words alone tell what is counted: more than two syllables."""
        return sum(" " not in feature for feature in self.features) > _FEW_SYLLABLES


def indicators_of(plans: Sequence[Plan], pairs: Sequence[PlanPair]) -> Iterator[Indicator]:
    """Indicators in the order in which they first appear. `pairs` tells which tasks belong together."""
    least: float = load_vocabulary("comparing")["thresholds"]["indicator"]
    linked: set[tuple[int, str | None, int, str | None]]
    linked = {(pair.before, link.before, pair.after, link.after) for pair in pairs for one in pair.alignments for link in one.links}
    followed: list[_Series] = []
    for place, plan in enumerate(plans):
        own = list(_of_plan(plan, place))
        found = []
        for a, series in enumerate(followed):
            for b, one in enumerate(own):
                alike = (overlap(series.features, one.features) or 0.0) if fold(series.unit or "") == fold(one.unit or "") else 0.0
                if alike >= least and ((series.says_enough() and one.says_enough()) or _belong_together(series, one, linked)):
                    found.append((-alike, a, b))
        taken: set[int] = set()
        joined: set[int] = set()
        for _, a, b in sorted(found):
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


def _belong_together(series: _Series, one: _Series, linked: Set[tuple[int, str | None, int, str | None]]) -> bool:
    points = ((old, new) for old in series.points for new in one.points)
    return any((old.plan, old.task, new.plan, new.task) in linked for old, new in points)


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
