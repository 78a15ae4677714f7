"""Labelled lines of field blocks (dòng có nhãn): "Thời gian thực hiện: …; Cơ quan chủ trì: …", after `models/labels.toml`.

A line is labelled when it begins, behind a dash or letter, with a label and a colon. Further labels are seen behind ";", "." or a line
break. "Thực hiện:" is one only before a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.phrases import PhraseSet
from extractor.records import Span
from extractor.structure.actions import kind_of_text
from extractor.structure.numbering import parse_marker
from extractor.vocabulary import load_vocabulary

Field = Literal["content", "time", "lead", "coordinating", "output", "person", "target", "reason", "other"]


class Labelled(Struct, frozen=True):
    """One label and its value, as spans; the value is without surrounding blanks and may be empty."""

    field: Field
    label: Span
    value: Span


@cache
def _fields() -> dict[str, Field]:
    rules = load_vocabulary("labels")
    return {name: cast(Field, field) for field, rule in rules.items() if isinstance(rule, dict) for name in rule["names"]}


@cache
def _names() -> PhraseSet:
    return PhraseSet(_fields())


class _Found(Struct, frozen=True):
    """A label's name and where the label begins and ends, its colon included."""

    name: str
    start: int
    end: int


@cache
def _behind_name() -> re.Pattern[str]:
    tails = "|".join(re.escape(tail) for tail in sorted(load_vocabulary("labels")["tails"], key=len, reverse=True))
    return lazy_pattern(rf"(?: (?:{tails}))?(?: ?\([^()\n]{{0,40}}\))? ?:")


def _label_at(folded: str, at: int) -> _Found | None:
    name_end = _names().end_at(folded, at)
    behind = _behind_name().match(folded, name_end) if name_end is not None else None
    return _Found(folded[at:name_end], at, behind.end()) if behind else None


_BETWEEN = lazy_pattern(r"(?:[;.]\s+|\n\s*)(?:[-+•*]\s*)?")


def parse_labels(text: str, span: Span) -> tuple[Labelled, ...]:
    """The labels of one paragraph with their values, left to right; empty where it does not begin with a label."""
    line = text[span.start : span.end]
    if ":" not in line:
        return ()
    folded = fold(line)
    marker = parse_marker(line)
    begin = marker.length if marker else len(line) - len(line.lstrip())
    first = _label_at(folded, begin)
    if not first or not _may_label(first, line):
        return ()
    found = [first]
    for gap in _BETWEEN.finditer(folded, first.end):
        label = _label_at(folded, gap.end())
        if label and _may_label(label, line):
            found.append(label)
    ends = [_before(folded, following.start) for following in found[1:]] + [len(line)]
    return tuple(
        Labelled(_fields()[label.name], Span(span.start + label.start, span.start + label.end), _trim(line, label.end, end, span.start))
        for label, end in zip(found, ends, strict=True)
    )


def _may_label(found: _Found, line: str) -> bool:
    """Whether what reads like a label is one: most are, some only before a name."""
    if found.name not in load_vocabulary("labels")["before_names"]:
        return True
    value = line[found.end :].lstrip()
    return value[:1].isupper() and kind_of_text(value) == "unknown"


def field_of_heading(heading: str) -> Field | None:
    """The field of a heading without marker that is a label and nothing else ("Cơ quan chủ trì", "Thời gian thực hiện:")."""
    folded = " ".join(fold(heading).split()).rstrip(" :.")
    if not folded or folded in load_vocabulary("labels")["no_headings"]:
        return None
    label = _label_at(folded + ":", 0)
    return _fields()[label.name] if label and label.end == len(folded) + 1 else None


_UNKNOWN = lazy_pattern(r"(?P<label>\w[^:.;\n]{1,44}?)\s?:\s+(?=\S)")
_LONG_LABEL = 7


def unknown_label(text: str, span: Span) -> Labelled | None:
    """The label of a line that no rule knows: a few words before a colon. For lines among labelled ones; the field is "other"."""
    line = text[span.start : span.end]
    marker = parse_marker(line)
    match = _UNKNOWN.match(line, marker.length if marker else len(line) - len(line.lstrip()))
    if not match or len(match["label"].split()) > _LONG_LABEL:
        return None
    return Labelled(
        "other", Span(span.start + match.start(), span.start + match.end("label")), _trim(line, match.end(), len(line), span.start)
    )


def _before(folded: str, start: int) -> int:
    return len(folded[:start].rstrip(" -+•*;.\n"))


def _trim(line: str, start: int, end: int, offset: int) -> Span:
    value = line[start:end]
    start += len(value) - len(value.lstrip())
    end = start + len(line[start:end].rstrip())
    return Span(offset + start, offset + max(start, end))
