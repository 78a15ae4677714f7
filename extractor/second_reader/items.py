"""What the second reader sees of each node of an outline, to say whether it is a task.

One sequence a document, its nodes in document order: the words that a node begins and ends with, what is among its words, its place
(marker, table columns, what stands below it), and the words of the headings above it. Not seen: what the rules made of it, neither whether
it is a task nor the role of its section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.document import Document
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.structure.outline import Node, Outline

__all__ = ["NO_TASK", "TASK", "Item", "item_features", "items_of"]

TASK, NO_TASK = "task", "none"
_WORD = lazy_pattern(r"\w+")
_FIRST, _SEEN = 4, 40
_LONGEST, _ENDING = 1000, 60  # characters of a node that are looked at, from its beginning and its end
_HEADING_WORDS = 8
_MANY = 3
_LENGTHS = (3, 6, 12, 25, 50)


class Item(Struct, frozen=True):
    """A node with the nodes above it, nearest first."""

    node: Node
    around: tuple[Node, ...]


def items_of(tree: Outline) -> tuple[Item, ...]:
    """All nodes of an outline in document order."""
    return tuple(_walk(tree.roots, ()))


def _walk(nodes: Sequence[Node], around: tuple[Node, ...]) -> Iterator[Item]:
    for node in nodes:
        yield Item(node, around)
        yield from _walk(node.children, (node, *around))


def item_features(document: Document, items: Sequence[Item]) -> list[list[str]]:
    """The features of each item, in their order."""
    return [list(_features(document, item)) for item in items]


def _features(document: Document, item: Item) -> Iterator[str]:
    node = item.node
    printed = document.slice(node.body)
    text, ending = fold(printed[:_LONGEST]), fold(printed[-_ENDING:]).rstrip()
    words = _WORD.findall(text)
    yield f"kind={node.kind}"
    yield f"depth={node.marker.depth if node.marker else '-'}"
    yield f"length={sum(len(words) > length for length in _LENGTHS)}"
    yield f"end={ending[-1:] if not ending[-1:].isalnum() else 'a'}"
    yield f"below={node.children[0].kind if node.children else '-'}"
    yield f"above={item.around[0].kind if item.around else '-'}"
    yield from (f"label={label.field}" for child in node.children for label in child.labels)
    yield from (f"own label={label.field}" for label in node.labels)
    if node.table and node.row:
        yield from (f"cell={column}" for column in sorted(node.table.where) if node.table.cells(node.row.row, column))
    below = [child for child in node.children if child.kind != "labels"]
    yield f"parts={min(len(below), _MANY)}"
    yield f"beside={min(len(item.around[0].children) if item.around else 0, _MANY)} {'leaf' if not below else 'above'}"
    if below:
        yield f"part={' '.join(_WORD.findall(fold(document.slice(below[0].body)))[:1])}"
    yield f"first and end={' '.join(words[:1])} {ending[-1:]}"
    for size in range(1, _FIRST + 1):
        yield f"first={' '.join(words[:size])}"
    yield f"last={' '.join(_WORD.findall(ending)[-2:])}"
    yield from (f"has={word}" for word in dict.fromkeys(words[:_SEEN]))
    yield from (f"pair={first} {second}" for first, second in dict.fromkeys(pairwise(words[:_SEEN])))
    headings = [above.heading for above in item.around if above.heading]
    for name, heading in (("heading", headings[:1]), ("top", headings[-1:])):
        for span in heading:
            over = _WORD.findall(fold(document.slice(span)))[:_HEADING_WORDS]
            yield from (f"{name}={word}" for word in over)
            yield from (f"{name}={first} {second}" for first, second in pairwise(over))
    introduced = next((above for above in item.around if not above.heading), None)
    if introduced is not None:
        yield "introduced=" + " ".join(_WORD.findall(fold(document.slice(introduced.body)))[-2:])
