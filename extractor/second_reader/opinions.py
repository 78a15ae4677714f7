"""What the second reader holds of the tasks that the rules found, and what it holds that they left out.

An opinion is an agreement, a probability or mean of probabilities from 0 to 1, and None where the second reader has none. A proposal is
something that the models are sure of (`sure` in `models/second_reader/features.toml`) and the rules have not: an item that neither is nor
holds nor belongs to a task; an agency in a task's own text or cells that the rules name neither as leading nor as helping there. The rules
decide: opinions feed the confidence, proposals are warnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from extractor.document import Document
from extractor.records import AgencyMention, Span
from extractor.second_reader.models import FOLDER, Models, shipped_models
from extractor.second_reader.reading import SecondReading, read_again
from extractor.structure.outline import Node, Outline
from extractor.tasks.assigning import Assignment
from extractor.tasks.finding import Candidate
from extractor.vocabulary import load_vocabulary

__all__ = ["Opinion", "Proposal", "opinions_of", "proposals_of", "second_opinion"]

_ASSIGNING = frozenset({"lead", "coordinating"})
_ITEMS = frozenset({"item", "paragraph", "row"})


class Opinion(Struct, frozen=True):
    """How far the second reader agrees with the rules about one task: that it is one, on who leads, on who helps, on its section's role.

    `leads`, `coordinating`: the mean over the agencies that the rules name (the role's probability over their words) and those that the
    second reader alone sees in the task's own text and cells (1 - its probability); where both see nobody 1 - the highest probability of
    a word there, for leads also of what stands above the task. None: nothing of it stands where the second reader looks. `role` is None
    for a task in no section that has one.
    """

    task: float | None
    leads: float | None
    coordinating: float | None
    role: float | None


class Proposal(Struct, frozen=True):
    """What the rules left out: an item, or the name of an agency of the task with the index `task`."""

    kind: Literal["task", "lead", "coordinating"]
    span: Span
    probability: float
    task: int | None = None


def second_opinion(
    document: Document,
    tree: Outline,
    candidates: Sequence[Candidate],
    assignments: Sequence[Assignment],
    models: Models | None = None,
) -> tuple[tuple[Opinion, ...], tuple[Proposal, ...]]:
    """An opinion on each candidate, in their order, and the proposals in document order. `models`: others than those that are shipped.

    `assignments[i]` is what the rules say of `candidates[i]`. Raises OSError and ValueError where the installation lacks the models.
    """
    reading = read_again(document, tree, models or shipped_models())
    return opinions_of(reading, candidates, assignments), proposals_of(reading, candidates, assignments)


def opinions_of(
    reading: SecondReading, candidates: Sequence[Candidate], assignments: Sequence[Assignment]
) -> tuple[Opinion, ...]:
    """What a second reading holds of each candidate."""
    tasks = {item.node.span: probability for item, probability in reading.items}
    found = []
    for candidate, assignment in zip(candidates, assignments, strict=True):
        own, above = _own_spans(candidate), [node.heading or node.span for node in candidate.around]
        found.append(
            Opinion(
                tasks.get(candidate.node.span),
                _agreement(reading, own, "lead", assignment.leads, above),
                _agreement(reading, own, "coordinating", assignment.coordinating, ()),
                _role(reading, candidate),
            )
        )
    return tuple(found)


def _own_spans(candidate: Candidate) -> list[Span]:
    """A task's own text, its whole row, and the values of the labels that hold for it and say who."""
    node = candidate.node
    spans = [node.row.row.span] if node.row else [candidate.span]
    spans += [label.value for label in candidate.labels if label.field in _ASSIGNING and not candidate.span.covers(label.value)]
    return spans


def _agreement(
    reading: SecondReading, own: Sequence[Span], role: str, mentions: Sequence[AgencyMention], above: Sequence[Span]
) -> float | None:
    agreed: list[float] = []
    for mention in mentions:
        if words := reading.words_in([mention.span]):
            agreed.append(sum(word.of(role) for word in words) / len(words))
    for named in reading.named_in(own, role):
        if not any(named.span.overlaps(mention.span) for mention in mentions):
            agreed.append(1 - named.probability)
    if agreed:
        return sum(agreed) / len(agreed)
    words = reading.words_in([*own, *above])
    return 1 - max(word.of(role) for word in words) if words and not mentions else None


def _role(reading: SecondReading, candidate: Candidate) -> float | None:
    """The probability of the role that the rules give the innermost section of a task."""
    for node in (candidate.node, *candidate.around):
        if node.heading is not None and node.heading in reading.roles:
            return reading.roles[node.heading].get(node.role or "other", 0.0)
    return None


@cache
def _sure() -> dict[str, float]:
    sure: dict[str, float] = load_vocabulary(f"{FOLDER}/features")["sure"]
    return sure


def proposals_of(
    reading: SecondReading, candidates: Sequence[Candidate], assignments: Sequence[Assignment]
) -> tuple[Proposal, ...]:
    """What a second reading is sure of and the rules have not, in document order."""
    found = [*_tasks(reading, candidates), *_agencies(reading, candidates, assignments)]
    return tuple(sorted(found, key=lambda proposal: (proposal.span, proposal.kind, proposal.task or 0)))


def _tasks(reading: SecondReading, candidates: Sequence[Candidate]) -> Iterator[Proposal]:
    taken = [_whole(candidate.node) for candidate in candidates]
    known = {node.span for candidate in candidates for node in (candidate.node, *candidate.around)}
    for item, probability in reading.items:
        node = item.node
        if probability < _sure()["task"] or node.kind not in _ITEMS or node.span in known:
            continue
        if not any(_whole(node).overlaps(span) for span in taken):
            yield Proposal("task", node.span, probability)


def _whole(node: Node) -> Span:
    return Span(node.span.start, max(node.span.end, node.end))


def _agencies(
    reading: SecondReading, candidates: Sequence[Candidate], assignments: Sequence[Assignment]
) -> Iterator[Proposal]:
    for index, (candidate, assignment) in enumerate(zip(candidates, assignments, strict=True)):
        known = [mention.span for mention in (*assignment.leads, *assignment.coordinating)]
        known += [person.span for person in assignment.persons]
        for role in ("lead", "coordinating"):
            for named in reading.named_in(_own_spans(candidate), role):
                if named.probability >= _sure()[role] and not any(named.span.overlaps(span) for span in known):
                    yield Proposal(role, named.span, named.probability, index)
