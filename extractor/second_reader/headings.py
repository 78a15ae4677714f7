"""What the second reader sees of each section, to say what it is for: the words of its heading, its place, and the headings above it.

One sequence a document, its sections in document order. Not seen: the role that the rules gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Section
from extractor.structure.numbering import parse_marker

__all__ = ["heading_features"]

_WORD = lazy_pattern(r"\w+")
_SEEN = 14


def heading_features(sections: Sequence[Section]) -> list[list[str]]:
    """The features of each section, in their order."""
    by_id = {section.id: section for section in sections}
    return [list(_features(section, by_id)) for section in sections]


def _features(section: Section, by_id: Mapping[str, Section]) -> Iterator[str]:
    yield f"level={section.level}"
    marker = parse_marker(f"{section.number}." if section.number else "")
    yield f"depth={marker.depth if marker else '-'}"
    yield from _words("own", section.heading)
    parent = by_id.get(section.parent_id or "")
    yield f"under={'-' if parent is None else parent.level}"
    top = parent
    while top is not None and top.parent_id is not None:
        top = by_id[top.parent_id]
    if parent is not None:
        yield from _words("parent", parent.heading)
    if top is not None:
        yield from _words("top", top.heading)


def _words(name: str, heading: str) -> Iterator[str]:
    words = _WORD.findall(fold(heading))[:_SEEN]
    yield f"{name} first={' '.join(words[:2])}"
    yield from (f"{name}={word}" for word in dict.fromkeys(words))
    yield from (f"{name}={first} {second}" for first, second in pairwise(words))
