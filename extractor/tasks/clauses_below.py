"""A label of agencies with clauses of who does what below it.

    - Cơ quan thực hiện:
    + Sở A chủ trì, phối hợp với …
    + Sở B đăng tải …

Where a "Nội dung: …" beside it tells the work, the clauses say who does it: they are the label's values and no tasks. Lines none of which
says in which role, lines with a time, and lines with labels of their own stay what they are; bare names are values already
(`structure.entries`). Source: the annotation guidelines, "Tasks", form 3.
"""

from __future__ import annotations

from msgspec.structs import replace

from extractor.document import Document
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.structure.labels import Field
from extractor.structure.outline import Node

__all__ = ["with_clauses_below"]

_ACTORS: frozenset[Field] = frozenset({"lead", "coordinating"})
_ROLE, _DATED = lazy_pattern(r"(?<!\w)(?:chủ trì|phối hợp)(?!\w)"), lazy_pattern(r"\d/\d|(?<!\w)(?:tháng|quý|năm) [\divx]")


def with_clauses_below(document: Document, node: Node) -> tuple[Node, ...]:
    """What stands under a heading, the lines below a label of agencies made its values where a "Nội dung: …" beside it tells the work."""
    told = any(label.field == "content" and len(label.value) for child in node.children for label in child.labels)
    return tuple(_with_values(document, child) if told else child for child in node.children)


def _with_values(document: Document, node: Node) -> Node:
    label = node.labels[0] if node.kind == "labels" and len(node.labels) == 1 else None
    if label is None or label.field not in _ACTORS or len(label.value) or not node.children:
        return node
    lines = [fold(document.slice(child.body)) for child in node.children]
    if not any(map(_ROLE.search, lines)) or any(map(_DATED.search, lines)):  # each line is a task: "+ Sở Y tế in tài liệu trước 30/6/2025."
        return node
    if any(child.labels for child in node.children):  # "Cơ quan thực hiện:" with "+ Chủ trì: Sở A" and "+ Phối hợp: Sở B" below
        return node
    return replace(node, labels=tuple(replace(label, value=child.body) for child in node.children), children=())
