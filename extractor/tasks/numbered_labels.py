"""Field blocks whose labels are numbered ("1. Nội dung … 2. Cơ quan chủ trì … 3. Thời gian thực hiện: …").

Such lines are headings of their own in the outline. Of a heading under which they tell at least two fields of the same work, one of them
what is to be done or by whom, they are turned into labelled lines: a run-in value, or each agency of the list below, is a value. A
"Nội dung" under which actions are listed stays a heading, its items are the tasks. In the part on implementation, where a number is mostly
somebody's share of the work, nothing is turned unless a "Nội dung" is among it. Source: the annotation guidelines, "Tasks", form 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractor.document import Document
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.structure.actions import kind_of_text
from extractor.structure.headings import TASK_ROLES
from extractor.structure.labels import Field, Labelled, field_of_heading
from extractor.structure.outline import Node

__all__ = ["with_numbered_labels"]

_DOING: frozenset[Field] = frozenset({"content", "lead", "coordinating"})
_LISTED: frozenset[Field] = frozenset({"lead", "coordinating", "time", "output"})
_LONGEST_VALUE = 30
_REMARK = lazy_pattern(r"\s*\([^()]*\)[.;]?\s*")
_ACTS = lazy_pattern(
    r"trách nhiệm|chủ trì(?!\s*(?:[;,.]|$))|phối hợp (?:với|cùng)|căn cứ|"
    r"xây dựng (?:kế|các|và)|tham mưu|triển khai|tổ chức thực hiện|hướng dẫn|báo cáo"
)


def with_numbered_labels(document: Document, node: Node) -> tuple[Node, ...]:
    """What stands under a heading, numbered lines that are its labels turned into nodes of the kind "labels"."""
    if node.role not in TASK_ROLES:
        return node.children
    turned = [_turned(document, child) for child in node.children]
    told = {label.field for labels in turned for label in labels}
    if len(told) < 2 or not told & (_DOING if node.role != "implementation" else {"content"}):
        return node.children
    return tuple(_as_labels(document, child, labels) for child, labels in zip(node.children, turned, strict=True))


def _as_labels(document: Document, node: Node, labels: tuple[Labelled, ...]) -> Node:
    if not labels or (labels[0].field == "content" and _lists_work(document, node.children)):
        return node
    return replace(node, kind="labels", span=Span(node.span.start, node.end), heading=None, labels=labels, children=())


def _turned(document: Document, node: Node) -> tuple[Labelled, ...]:
    """The labels that a numbered node is, if it is nothing else: its own line, or its heading with the list below."""
    if not node.marker or not node.marker.numbered or node.kind not in ("section", "item"):
        return ()
    if node.labels and len(node.labels[0].value) and not node.children:
        return node.labels
    field = field_of_heading(document.slice(node.heading or node.body))
    if field == "content":
        return (Labelled(field, node.heading or node.body, _below(node) if node.children else _run_in(document, node)),)
    if field not in _LISTED:
        return ()
    below = tuple(label for child in node.children for label in (_listed(document, child) or child.labels or _turned(document, child)))
    return below or tuple(Labelled(field, node.heading or node.body, value) for value in _values(document, node))


def _listed(document: Document, node: Node) -> tuple[Labelled, ...]:
    """The labels that a line is with nothing behind its colon, each line below it a value ("a) Cơ quan chủ trì:", "- Sở Y tế.")."""
    if len(node.labels) != 1 or len(node.labels[0].value) or not node.children:
        return ()
    return tuple(replace(node.labels[0], value=value) for value in _values(document, node))


def _below(node: Node) -> Span:
    return Span(node.children[0].span.start, node.end)


def _run_in(document: Document, node: Node) -> Span:
    """What stands behind a heading's colon on its own line; empty where nothing does."""
    value = document.slice(Span(node.heading.end, node.span.end)).lstrip(" :") if node.heading else ""
    return Span(node.span.end - len(value), node.span.end)


def _values(document: Document, node: Node) -> list[Span]:
    """The value behind a heading's colon, or each line below it; none where one of them tells somebody what to do.

    A line wholly in brackets is a remark on them.
    """
    if not node.children:
        value = _run_in(document, node)
        return [value] if document.slice(value).strip() else []
    spans = [child.body for child in node.children]
    spans = [span for span in spans if not _REMARK.fullmatch(document.slice(span))]
    texts = [document.slice(span) for span in spans]
    plain = all(len(text.split()) <= _LONGEST_VALUE and not _ACTS.search(fold(text)) for text in texts)
    return spans if plain and not any(child.children for child in node.children) else []


def _lists_work(document: Document, nodes: Sequence[Node]) -> bool:
    return any(node.children or kind_of_text(document.slice(node.span)) == "action" for node in nodes)
