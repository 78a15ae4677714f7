"""What the second reader sees of each word, to say whether it names who leads a task or who helps.

A passage is what stands for itself: a heading, an item or paragraph, the value of a label, a cell. Each word is a row of columns (as
underthesea's CRFFeaturizer takes them): the word folded, its shape, the passage's kind, the last word of telling before it in its sentence
("phối hợp", "giao"), the next one behind it, its place in the sentence, and pairs of these. The templates over the columns stand in
`models/second_reader/features.toml`. Not seen: which agencies the rules found, and their vocabulary of names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, zip_longest

from msgspec import Struct

from extractor.document import Document
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.structure.outline import Node, Outline
from extractor.vocabulary import load_vocabulary

__all__ = ["INSIDE", "OUTSIDE", "Passage", "columns_of", "passages_of"]

INSIDE = {"lead": ("B-lead", "I-lead"), "coordinating": ("B-coordinating", "I-coordinating")}
OUTSIDE = "O"
_TOKEN = lazy_pattern(r"\w+|[^\w\s]|\n")
_SENTENCE_END = frozenset(".;\n")
_REACH = 14  # words ahead in which a word of telling is seen
_NEAR = 4
_LONGEST = 2000  # words of a passage that are read


class Passage(Struct, frozen=True):
    """A stretch of text, what kind it is ("heading implementation", "cell lead", "label time", "item"), and its words."""

    span: Span
    kind: str
    words: tuple[Span, ...]


def passages_of(document: Document, tree: Outline) -> tuple[Passage, ...]:
    """The passages of a document, each once, in document order; those without words are left out."""
    found = {span: kind for node in tree.nodes() for span, kind in _stretches(document, node)}
    made = (Passage(span, kind, _words(document.text, span)) for span, kind in sorted(found.items(), key=lambda pair: pair[0]))
    return tuple(passage for passage in made if passage.words)


def _stretches(document: Document, node: Node) -> Iterator[tuple[Span, str]]:
    if node.table and node.row:
        columns = node.table.columns
        for index, cell in enumerate(node.row.row.cells):
            yield cell.span, f"cell {columns.get(index, '-')}"
    elif node.kind == "labels":
        for label in node.labels:
            yield label.value, f"label {label.field}"
    elif node.heading:
        yield node.heading, f"heading {node.role}"
        if node.heading.end < node.span.end:
            yield Span(node.heading.end, node.span.end), "behind heading"
    else:
        introduces = bool(node.children) and document.slice(node.span).endswith(":")
        yield node.body, "introduction" if introduces else node.kind


def _words(text: str, span: Span) -> tuple[Span, ...]:
    found = islice(_TOKEN.finditer(text, span.start, span.end), _LONGEST)
    return tuple(Span(word.start(), word.end()) for word in found)


@cache
def _telling() -> frozenset[str]:
    return frozenset(load_vocabulary("second_reader/features")["telling"])


def columns_of(document: Document, passage: Passage) -> list[list[str]]:
    """A row of columns for each word of a passage."""
    printed = [document.slice(word) for word in passage.words]
    folded = [fold(word) for word in printed]
    before, behind = _told(folded)
    rows: list[list[str]] = []
    place = 0
    opened = folded[0]
    for word, plain, last, following in zip(printed, folded, before, behind, strict=True):
        shape = _shape(word)
        near = str(min(place, _NEAR))
        rows.append(
            [plain, shape, passage.kind, last, following, near, f"{passage.kind} {last}", f"{last} {shape}", f"{near} {following} {shape}",
             f"{near} {plain}", f"{passage.kind} {plain}", f"{opened} {shape}"]
        )
        opened = plain if place == 0 else opened
        place = 0 if plain in _SENTENCE_END else place + 1
    return rows


def _shape(word: str) -> str:
    if not word[0].isalnum():
        return word
    if word.isdigit():
        return "1"
    return "a" if word.islower() else "A" if word.isupper() else "Aa"


def _told(folded: list[str]) -> tuple[list[str], list[str]]:
    """For each word the last word of telling before it and the next one from it on, in its sentence; "-" where there is none."""
    telling = _telling()
    pairs = map(" ".join, zip_longest(folded, folded[1:], fillvalue=""))
    at = [pair if pair in telling else word if word in telling else "" for word, pair in zip(folded, pairs, strict=True)]
    before: list[str] = []
    last = "-"
    for word, told in zip(folded, at, strict=True):
        before.append(last)
        last = "-" if word in _SENTENCE_END else told or last
    behind: list[str] = []
    following, far = "-", 0
    for word, told in zip(reversed(folded), reversed(at), strict=True):
        following, far = ("-", 0) if word in _SENTENCE_END else (told, 0) if told else (following, far + 1)
        behind.append(following if far <= _REACH else "-")
    return before, behind[::-1]
