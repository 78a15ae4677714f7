"""How alike two tasks are, and by what (`records.Likeness`).

The words count most: the TF-IDF cosine of their features, or, for a short task that lies within a longer one, what share of it lies there,
less a discount. Beside them count, where both tasks have some, the lead agencies through their succession, the headings, the indicators of
the targets, the documents cited. The score is the weighted mean of these (models/comparing.toml). Where the tasks stand in their plans does
not count. Symmetric: likeness(a, b) == likeness(b, a).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from extractor.comparing.bodies import Body, Register, later_day
from extractor.comparing.records import Likeness
from extractor.comparing.words import Features, Shared, bare_text, features_of, shared_weights, stretches_of, weights_of
from extractor.folding import fold
from extractor.mentions.abbreviations import find_abbreviations
from extractor.records import LegalReference, Plan, Section, Span, Task
from extractor.tasks.fingerprints import folded_words
from extractor.vocabulary import load_vocabulary

__all__ = ["Seen", "Sides", "heading_of", "overlap", "reference_key", "section_above", "seen_together"]


Parts = tuple[float | None, float | None, float | None, float | None]
"""How alike leads, headings, indicators and documents cited are; None where one side has none."""


class Seen(Struct, frozen=True):
    """A task with all that it is compared by.

    `bodies`: keys of the leads as of the later plan's day; `told`: where in its text (from its start) figures, times, bodies and documents
    were recognised. `order` is by content alone: where tasks stand does not count.
    """

    task: Task
    section: Section | None
    features: Features
    stretches: Features
    heading: Features
    leads: tuple[Body, ...]
    bodies: Features
    coordinators: tuple[Body, ...]
    targets: Features
    references: frozenset[str]
    told: tuple[Span, ...]
    order: tuple[str, ...]


class Sides:
    """The tasks of two plans, each in an order of its own content, and how alike any two are."""

    def __init__(self, left: list[Seen], right: list[Seen]) -> None:
        self.left, self.right = left, right
        numbers = load_vocabulary("comparing")
        self._weight_of_words: float = numbers["weights"]["words"]
        self._weights_of_parts = tuple(float(numbers["weights"][name]) for name in ("agencies", "section", "targets", "references"))
        self._thresholds: dict[str, float] = numbers["thresholds"]
        self.weights = weights_of([seen.features for seen in (*left, *right)])
        shared: Shared = shared_weights([seen.features for seen in left], [seen.features for seen in right], self.weights)
        self.both, self.left_weights, self.right_weights = shared
        self._own = _in_one(left) & _in_one(right)
        self._cosine, self.within = shared.cosine().clip(0, 1), shared.within().clip(0, 1)

    def candidates(self) -> Iterator[tuple[int, int]]:
        """The pairs (places left and right) whose words have enough in common to be looked at."""
        rows, columns = (self._cosine >= self._thresholds["candidate"]).nonzero()
        yield from zip(rows.tolist(), columns.tolist(), strict=True)

    def likeness(self, row: int, column: int) -> Likeness:
        """How alike two tasks are as wholes, with the parts that make it."""
        words, within = float(self._cosine[row, column]), float(self.within[row, column])
        agencies, section, targets, references = (part if part is None else _rounded(part) for part in self._parts(row, column))
        return Likeness(
            score=self.score(row, column),
            words=_rounded(words),
            within=_rounded(within),
            stretch=self.share_a_stretch(row, column),
            agencies=agencies,
            section=section,
            targets=targets,
            references=references,
        )

    def score(self, row: int, column: int) -> float:
        """How alike two tasks are as wholes."""
        words = max(float(self._cosine[row, column]), float(self.within[row, column]) * self._thresholds["within"])
        return self._mean(words, self._parts(row, column))

    def belonging(self, row: int, column: int) -> float:
        """How much the shorter one is a part of the longer."""
        return self._mean(float(self.within[row, column]), self._parts(row, column))

    def share_a_stretch(self, row: int, column: int) -> bool:
        """Whether both have the same eight syllables in a row that no other task of either plan has."""
        return not self._own.isdisjoint(self.left[row].stretches & self.right[column].stretches)

    def _parts(self, row: int, column: int) -> Parts:
        left, right = self.left[row], self.right[column]
        return (
            overlap(left.bodies, right.bodies),
            overlap(left.heading, right.heading),
            overlap(left.targets, right.targets),
            overlap(left.references, right.references),
        )

    def _mean(self, words: float, parts: Parts) -> float:
        whole = self._weight_of_words
        total = whole * words
        for weight, part in zip(self._weights_of_parts, parts, strict=True):
            if part is not None:
                whole += weight
                total += weight * part
        return _rounded(total / whole)


def _in_one(side: list[Seen]) -> frozenset[str]:
    """The stretches that only one task has."""
    counts = Counter(stretch for seen in side for stretch in seen.stretches)
    return frozenset(stretch for stretch, count in counts.items() if count == 1)


def _rounded(value: float) -> float:
    """Four digits: what differs by less, by the order of a sum, is the same."""
    return min(round(value, 4), 1.0)


@lru_cache(maxsize=65536)  # the same headings and bodies stand above many tasks
def overlap(one: Features, other: Features) -> float | None:
    """1 where two sets are the same, 0 where they share nothing, None where one is empty."""
    if not one or not other:
        return None
    return len(one & other) / math.sqrt(len(one) * len(other))


def seen_together(left: Plan, right: Plan) -> Sides:
    """The tasks of two plans ready to be compared: abbreviations of either count in both, bodies are followed to the later day."""
    defined = {(fold(short), fold(long)) for plan in (left, right) for short, long in find_abbreviations(plan.text).items()}
    shorts = dict(sorted(defined))
    day = later_day(left, right)
    return Sides(_seen(left, shorts, day), _seen(right, shorts, day))


def _seen(plan: Plan, shorts: dict[str, str], day: str | None) -> list[Seen]:
    sections, register = {section.id: section for section in plan.sections}, Register(plan, day)
    mentions = sorted(_mentioned(plan))
    starts = [span.start for span in mentions]
    seen = []
    for task in plan.tasks:
        section = section_above(task, sections)
        leads = tuple(map(register.body, task.lead_agencies))
        told = tuple(_told(task, mentions, starts))
        titles = [task.title] if task.title and task.title not in task.text else []
        heading = [text for text in (heading_of(section), *titles) if text]
        texts = [bare_text(task)[0], *titles]
        seen.append(
            Seen(
                task=task,
                section=section,
                features=features_of(texts, shorts),
                stretches=frozenset().union(*(stretches_of(part, shorts) for part in _between(task, told))),
                heading=features_of(heading, shorts),
                leads=leads,
                bodies=frozenset(body.later_key for body in leads),
                coordinators=tuple(map(register.body, task.coordinating_agencies)),
                targets=features_of((f"{target.indicator} {target.unit or ''}" for target in task.targets if target.indicator), shorts),
                references=frozenset(filter(None, map(reference_key, task.legal_references))),
                told=told,
                order=(
                    fold(texts[0]),
                    *map(fold, heading),
                    *(body.name for body in leads),
                    task.fingerprint,
                ),
            )
        )
    return sorted(seen, key=lambda one: one.order)


def _mentioned(plan: Plan) -> Iterator[Span]:
    """Where the document has a figure, a time, a body, a document cited."""
    for mention in (*plan.targets, *plan.deadlines, *plan.legal_references, *(one for agency in plan.agencies for one in agency.mentions)):
        if len(mention.span):
            yield mention.span


def _told(task: Task, mentions: list[Span], starts: list[int]) -> Iterator[Span]:
    for span in mentions[bisect_left(starts, task.span.start) : bisect_left(starts, task.span.end)]:
        if task.span.covers(span):
            yield Span(span.start - task.span.start, span.end - task.span.start)


def _between(task: Task, told: tuple[Span, ...]) -> Iterator[str]:
    """The text without what was recognised in it, which two tasks may share by chance: the parts before, between and behind."""
    at = bare_text(task)[1]
    for span in told:
        if span.end > at:
            yield task.text[at : span.start]
            at = span.end
    yield task.text[at:]


def section_above(task: Task, sections: Mapping[str, Section]) -> Section | None:
    """The section that a task stands in; one whose heading is the task itself is no section of it, but the one above is."""
    section = sections.get(task.section_id or "")
    words = f" {folded_words(task.text)} "
    while section is not None and f" {folded_words(section.heading)} " in words:
        section = sections.get(section.parent_id or "")
    return section


def heading_of(section: Section | None) -> str | None:
    """The heading as it is printed; None where there is none."""
    return section.heading.strip() or None if section else None


def reference_key(reference: LegalReference) -> str | None:
    """What makes mentions of one document the same: its symbol, with the year where it is told apart; else its words. None for the plan
    itself.
    """
    if reference.self:
        return None
    return fold(reference.symbol or reference.title or reference.text)
