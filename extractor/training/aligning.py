"""Where in a document's text its annotation stands. Annotations give words, no places; models are trained on places.

A task's place is the node of the outline whose task the evaluation pairs it with, else the node whose own words are the most like it. An
agency's place is the rules' mention that the evaluation pairs it with, else the first place of its words in the task's own text and cells.
A section's is the one the evaluation pairs it with. What is found nowhere is left out: the models learn nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from extractor.document import Document
from extractor.evaluating.matching import name_tokens, pairs, similarity, tokens
from extractor.extracting import Findings
from extractor.records import AgencyMention, Span
from extractor.structure.outline import Node

__all__ = ["Truth", "align"]

Gold = Mapping[str, Any]
_SAME_TASK, _SAME_NAME, _SAME_HEADING = 0.75, 0.8, 0.8  # as in the evaluation


class Truth(Struct, frozen=True):
    """Where an annotation stands: the nodes that are tasks, the agencies with their role, and the headings with the section's."""

    tasks: tuple[Span, ...]
    agencies: tuple[tuple[Span, str], ...]
    headings: tuple[tuple[Span, str], ...]


def align(document: Document, found: Findings, gold: Gold) -> Truth:
    """The places of an annotation (the short form of the gold files) in the document that the rules have read."""
    tasks = gold.get("tasks") or []
    paired = _alike([task["text"] for task in tasks], [document.slice(candidate.span) for candidate in found.candidates])
    nodes = {i: found.candidates[j].node for i, j in paired.items()}
    rest = [i for i in range(len(tasks)) if i not in nodes]
    free = [node for node in found.tree.nodes() if node.span not in {taken.span for taken in nodes.values()}]
    nodes |= {rest[i]: free[j] for i, j in _alike([tasks[i]["text"] for i in rest], [document.slice(node.span) for node in free]).items()}
    agencies: dict[Span, str] = {}
    for i, node in nodes.items():
        assignment = found.assignments[paired[i]] if i in paired else None
        for role, mentions in (("lead", assignment.leads), ("coordinating", assignment.coordinating)) if assignment else ():
            for span in _places(document, node, tasks[i].get(role) or [], mentions):
                agencies.setdefault(span, role)
    return Truth(
        tuple(sorted(node.span for node in nodes.values())),
        tuple(sorted(_apart(agencies))),
        tuple(_headings(found, gold)),
    )


def _alike(gold: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Which texts belong together, each at most once."""
    first, second = [tokens(text) for text in gold], [tokens(text) for text in found]
    return dict(pairs(first, second, similarity, _SAME_TASK))


def _places(document: Document, node: Node, names: Sequence[str], mentions: Sequence[AgencyMention]) -> Iterator[Span]:
    wanted, got = [name_tokens(name) for name in names], [name_tokens(mention.text) for mention in mentions]
    paired = dict(pairs(wanted, got, similarity, _SAME_NAME))
    for i, name in enumerate(names):
        if i in paired:
            yield mentions[paired[i]].span
        elif (at := document.text.find(name, node.span.start, node.end)) >= 0:
            yield Span(at, at + len(name))


def _apart(agencies: Mapping[Span, str]) -> Iterator[tuple[Span, str]]:
    """The agencies without those that overlap an earlier one."""
    end = 0
    for span, role in sorted(agencies.items(), key=lambda pair: pair[0]):
        if span.start >= end:
            yield span, role
            end = span.end


def _headings(found: Findings, gold: Gold) -> Iterator[tuple[Span, str]]:
    """The headings with the annotated role of their section; those of no annotated section have none."""
    annotated = [section for section in gold.get("sections") or [] if section.get("role")]
    headings = [heading for _, heading in found.tree.section_nodes()]
    wanted, got = [tokens(section["heading"]) for section in annotated], [tokens(section.heading) for section in found.tree.sections]
    for i, j in sorted(pairs(wanted, got, similarity, _SAME_HEADING)):
        yield headings[j], annotated[i]["role"]
