"""How the second reader does on plans that were not in its training, beside the rules and together with them.

Cross-validation is by plan, never by sentence: the plans are dealt out to folds, each is read by models trained on the other folds. Four
readings are scored as `extractor.evaluating` scores plans: the rules alone; the second reader alone, its tasks and agencies taken as they
are; the rules with what they are unsure of left out where it rejects that, as the program does; and this with all that the second reader
proposes entered. Besides, how well agreement tells what the rules have right
from what they have wrong: the share of pairs of a right and a wrong one in which the right one has the higher agreement (.5: not at all).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from extractor.document import Document
from extractor.evaluating.facets import score_plan
from extractor.evaluating.matching import name_tokens, pairs, similarity, tokens
from extractor.evaluating.tally import Figures, Tally
from extractor.records import Span
from extractor.second_reader.models import Models
from extractor.second_reader.opinions import Opinion, Proposal, opinions_of, proposals_of
from extractor.second_reader.reading import SecondReading, read_again
from extractor.second_reader.rejecting import rejected
from extractor.training.aligning import Truth
from extractor.training.examples import examples_of, truths_of
from extractor.training.fitting import fit, models_from
from extractor.training.lessons import Lesson, folds_of
from extractor.training.recipe import Recipe, load_recipe

__all__ = ["FACETS", "READINGS", "HeldOut", "Report", "cross_validate", "measure", "read_after", "read_with"]

FACETS = ("tasks", "lead_agencies", "coordinating_agencies", "section_roles")
READINGS = ("rules", "second reader", "rules, rejecting", "and proposing")
_SAME_TASK, _SAME_NAME = 0.75, 0.8  # as in the evaluation
_LIKELY = 0.5

Data = dict[str, Any]


class HeldOut(Struct, frozen=True):
    """A plan read by models that have not seen it: its second reading, the opinions on the rules' tasks in their order, and the indices of
    those that are rejected."""

    lesson: Lesson
    reading: SecondReading
    opinions: tuple[Opinion, ...]
    proposals: tuple[Proposal, ...]
    rejected: frozenset[int] = frozenset()


class Report(Struct, frozen=True):
    """The figures of each reading by facet, and how well agreement on each matter tells right from wrong, with the counts of both."""

    figures: Mapping[str, Mapping[str, Figures]]
    telling: Mapping[str, tuple[float, int, int]]


def cross_validate(lessons: Sequence[Lesson], truths: Mapping[str, Truth], recipe: Recipe) -> list[HeldOut]:
    """Each lesson read by models that were trained on the other folds. Raises TooLittle."""
    folds = folds_of(lessons, recipe.recipe.folds, recipe.recipe.seed)
    held: list[HeldOut] = []
    for fold in filter(None, folds):
        others = [lesson for other in folds if other is not fold for lesson in other]
        held += read_with(models_from(fit(others, truths, recipe)), fold)
    return held


def read_after(lessons: Sequence[Lesson], others: Iterable[Lesson]) -> list[HeldOut]:
    """Other lessons read by models that were trained on some. Raises TooLittle."""
    return read_with(models_from(fit(lessons, truths_of(examples_of(lessons)), load_recipe())), others)


def read_with(models: Models, lessons: Iterable[Lesson]) -> list[HeldOut]:
    """Lessons read by given models."""
    held = []
    for lesson in lessons:
        found = lesson.found
        reading = read_again(lesson.document, found.tree, models)
        opinions = opinions_of(reading, found.candidates, found.assignments)
        proposals = proposals_of(reading, found.candidates, found.assignments)
        out = rejected(lesson.document, found.tree, found.candidates, models)
        held.append(HeldOut(lesson, reading, opinions, proposals, frozenset(out)))
    return held


def measure(held: Sequence[HeldOut]) -> Report:
    """The figures over all plans, counts summed before precision and recall are taken."""
    tallies = {name: Tally() for name in READINGS}
    judged: dict[str, list[tuple[float, bool]]] = {}
    for one in held:
        gold = {"sections": one.lesson.gold.get("sections"), "tasks": one.lesson.gold.get("tasks")}
        rules = _by_rules(one.lesson)
        readings = (rules, _alone(one), _without_rejected(one, rules), _without_rejected(one, _with_proposals(one, rules)))
        for name, reading in zip(READINGS, readings, strict=True):
            score_plan(gold, reading, tallies[name], one.lesson.name)
        for matter, agreement, right in _judged(one, rules):
            judged.setdefault(matter, []).append((agreement, right))
    figures = {name: {facet: row for facet, row in tally.figures().items() if facet in FACETS} for name, tally in tallies.items()}
    return Report(figures, {matter: _telling(rows) for matter, rows in judged.items()})


def _entry(document: Document, text: Span, leads: Iterable[Span], coordinating: Iterable[Span]) -> Data:
    named = ([{"text": document.slice(span)} for span in spans] for spans in (leads, coordinating))
    return {"text": document.slice(text), **dict(zip(("lead_agencies", "coordinating_agencies"), named, strict=True))}


def _by_rules(lesson: Lesson) -> Data:
    found, document = lesson.found, lesson.document
    tasks = [
        _entry(document, candidate.span, (m.span for m in assignment.leads), (m.span for m in assignment.coordinating))
        for candidate, assignment in zip(found.candidates, found.assignments, strict=True)
    ]
    return {"sections": [{"heading": section.heading, "role": section.role} for section in found.tree.sections], "tasks": tasks}


def _without_rejected(one: HeldOut, reading: Data) -> Data:
    return {**reading, "tasks": [task for index, task in enumerate(reading["tasks"]) if index not in one.rejected]}


def _with_proposals(one: HeldOut, rules: Data) -> Data:
    """The rules' tasks with the agencies proposed for them, and the proposed tasks with those that the second reader sees there."""
    document = one.lesson.document
    tasks = [dict(task) for task in rules["tasks"]]
    for proposal in one.proposals:
        if proposal.task is None:
            named = (one.reading.named_in([proposal.span], role) for role in ("lead", "coordinating"))
            tasks.append(_entry(document, proposal.span, *([agency.span for agency in agencies] for agencies in named)))
        else:
            key = f"{proposal.kind}_agencies"
            tasks[proposal.task][key] = [*tasks[proposal.task][key], {"text": document.slice(proposal.span)}]
    return {**rules, "tasks": tasks}


def _alone(one: HeldOut) -> Data:
    """What the second reader would make of a plan by itself: the deepest likely items, with the agencies that it sees nearest to them."""
    document, reading = one.lesson.document, one.reading
    likely = [item for item, probability in reading.items if probability >= _LIKELY and item.node.kind != "labels"]
    above = {node.span for item in likely for node in item.around}
    tasks = []
    for item in likely:
        node = item.node
        if node.span in above:
            continue
        beside = [label.value for other in item.around[:1] for child in other.children for label in child.labels]
        own = [node.row.row.span if node.row else Span(node.span.start, node.end), *beside]
        leads = [named.span for named in reading.named_in(own, "lead")]
        for over in item.around if not leads else ():
            leads = [named.span for named in reading.named_in([over.span], "lead")]
            if leads:
                break
        coordinating = [named.span for named in reading.named_in(own, "coordinating")]
        tasks.append(_entry(document, node.body if node.row else Span(node.span.start, node.end), leads, coordinating))
    roles = {span: max(of, key=lambda role: (of[role], role)) for span, of in reading.roles.items()}
    sections = [
        {"heading": section.heading, "role": role} for section, role in zip(one.lesson.found.tree.sections, roles.values(), strict=True)
    ]
    return {"sections": sections, "tasks": tasks}


def _judged(one: HeldOut, rules: Data) -> Iterator[tuple[str, float, bool]]:
    """Each agreement with whether the rules are right there: that it is a task; of those that are, on who leads and who helps."""
    gold = one.lesson.gold.get("tasks") or []
    wanted, got = ([tokens(task["text"]) for task in tasks] for tasks in (gold, rules["tasks"]))
    paired = {j: i for i, j in pairs(wanted, got, similarity, _SAME_TASK)}
    for j, opinion in enumerate(one.opinions):
        if opinion.task is not None:
            yield "task", opinion.task, j in paired
        if opinion.role is not None:
            yield "task by role", opinion.role, j in paired
        if j in paired:
            for key, agreement in (("lead", opinion.leads), ("coordinating", opinion.coordinating)):
                if agreement is not None:
                    yield key, agreement, _same(gold[paired[j]].get(key) or [], rules["tasks"][j][f"{key}_agencies"])


def _same(gold: Sequence[str], found: Sequence[Data]) -> bool:
    """Whether each annotated agency is found and no other."""
    wanted, got = [name_tokens(name) for name in gold], [name_tokens(agency["text"]) for agency in found]
    return len(wanted) == len(got) == len(pairs(wanted, got, similarity, _SAME_NAME))


def _telling(rows: Sequence[tuple[float, bool]]) -> tuple[float, int, int]:
    right, wrong = ([agreement for agreement, is_right in rows if is_right == wanted] for wanted in (True, False))
    won = sum((first > second) + 0.5 * (first == second) for first in right for second in wrong)
    return won / (len(right) * len(wrong)) if right and wrong else 0.5, len(right), len(wrong)
