"""Marks of who leads and who coordinates in a value that lists both: "Sở Y tế (CT), Sở Nội vụ (PH)", "CT: Sở Y tế; PH: Sở Nội vụ".

A mark in brackets, or behind a dash or slash, belongs to what stands before it, back to the mark, semicolon or line before. Where only
commas part the first ones of a value from the one marked as coordinating, they keep the value's own role. A label before a colon or dash
holds to the next one. What bears no mark leads, unless another is marked as leading: then it coordinates. The marks are no agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_lists import read_agency_list
from extractor.mentions.agency_tokens import Words
from extractor.mentions.context import Context
from extractor.records import AgencyMention, FoundIn, Span
from extractor.vocabulary import load_vocabulary

__all__ = ["Roles", "mark_behind", "read_marked_list", "without_marks"]

Role = Literal["lead", "coordinating"]
_PARTS = lazy_pattern(r"[;\n]")
_SIGNS = frozenset("([/:–-")  # one is in every mark; few values have any


class Roles(Struct, frozen=True):
    """Who leads and who coordinates, in order."""

    leads: tuple[AgencyMention, ...]
    coordinating: tuple[AgencyMention, ...]


class _Mark(Struct, frozen=True):
    start: int
    end: int
    role: Role
    label: bool


@cache
def _patterns() -> tuple[tuple[Role, bool, tuple[str, ...], re.Pattern[str]], ...]:
    """Per role the pattern of marks behind a name and that of labels before one, and words of which one is in each, in small letters.

    Short forms count in capitals only.
    """
    marks = load_vocabulary("sentences")["marks"]
    made: list[tuple[Role, bool, tuple[str, ...], re.Pattern[str]]] = []
    roles: tuple[Role, Role] = ("lead", "coordinating")
    for role in roles:
        shorts = "|".join(word for word in marks[role] if word.isupper())
        words = "|".join(word for word in marks[role] if not word.isupper())
        body = rf"(?:{shorts}|(?i:(?:{'|'.join(marks['before'])})? ?(?:{words})))"
        dashed = rf"(?:[ \u00a0][-–][ \u00a0]?|/)(?:{shorts})(?=\s*(?:[,;.]|\Z))"
        has = tuple(word.lower() for word in marks[role])
        made.append((role, False, has, lazy_pattern(rf"[(\[][ \u00a0]?{body}[ \u00a0]?[)\]]|{dashed}")))
        begun = rf"(?:\A|[;,.\n][ \u00a0]?)(?i:{words})[ \u00a0]?[-–][ \u00a0]"
        made.append((role, True, has, lazy_pattern(rf"(?<![\w/-])(?:{shorts})[ \u00a0]?:|{begun}")))
    return tuple(made)


def _possible(value: str) -> Iterator[tuple[Role, bool, re.Pattern[str]]]:
    """The patterns of which a value has a word."""
    lowered = value.lower()
    return ((role, label, pattern) for role, label, has, pattern in _patterns() if any(word in lowered for word in has))


def _marks(value: str) -> list[_Mark]:
    if _SIGNS.isdisjoint(value):
        return []
    found = [_Mark(m.start(), m.end(), role, label) for role, label, pattern in _possible(value) for m in pattern.finditer(value)]
    return sorted(found, key=lambda mark: mark.start)


def read_marked_list(text: str, span: Span, context: Context, found_in: FoundIn) -> Roles | None:
    """The agencies of a value by the roles that its marks give them; None where it has no mark."""
    marks = _marks(text[span.start : span.end])
    if not marks:
        return None
    reader = _Reader(text, span, context, found_in, tuple(Span(span.start + mark.start, span.start + mark.end) for mark in marks))
    read: list[tuple[AgencyMention, Role | None]] = []
    held: Role | None = None
    at = 0
    for index, mark in enumerate(marks):
        part = Span(span.start + at, span.start + mark.start)
        if mark.label:
            read += [(mention, held) for mention in reader.agencies(part)]
            held = mark.role
        else:
            read += _before_mark(reader, part, mark.role, held, first=index == 0)
        at = mark.end
    read += [(mention, held) for mention in reader.agencies(Span(span.start + at, span.end))]
    unmarked: Role = "coordinating" if any(role == "lead" for _, role in read) else "lead"
    roles = [(mention, role or unmarked) for mention, role in read]
    return Roles(
        tuple(mention for mention, role in roles if role == "lead"), tuple(mention for mention, role in roles if role == "coordinating")
    )


class _Reader(Struct, frozen=True):
    """Reads the parts of one value; what no rule knows counts where the value names agencies besides ("Kiểm toán khu vực (CT), …")."""

    text: str
    span: Span
    context: Context
    found_in: FoundIn
    marks: tuple[Span, ...]

    def agencies(self, part: Span) -> tuple[AgencyMention, ...]:
        if found := read_agency_list(self.text, part, self.context, self.found_in):
            return found
        whole = read_agency_list(self.text, self.span, self.context, self.found_in) if len(part) else ()
        return tuple(m for m in whole if part.covers(m.span) and not any(mark.covers(m.span) for mark in self.marks))


def _before_mark(
    reader: _Reader, part: Span, role: Role, held: Role | None, *, first: bool
) -> list[tuple[AgencyMention, Role | None]]:
    """The agencies before a mark in brackets, with what it makes of each."""
    cuts = [cut.end() for cut in _PARTS.finditer(reader.text, part.start, part.end) if reader.text[cut.end() : part.end].strip()]
    begin = cuts[-1] if cuts else part.start
    before = [(mention, held) for mention in reader.agencies(Span(part.start, begin))]
    marked = reader.agencies(Span(begin, part.end))
    unmarked = len(marked) - 1 if first and not cuts and role == "coordinating" else 0
    return [*before, *((mention, held if i < unmarked else role) for i, mention in enumerate(marked))]


def without_marks(value: str) -> str:
    """The value without its marks behind names ("1. Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)")."""
    for _, label, pattern in () if _SIGNS.isdisjoint(value) else _possible(value):
        value = value if label else pattern.sub("", value)
    return value


def mark_behind(words: Words, at: int) -> tuple[Role, int] | None:
    """The role that a mark in brackets gives to the name before it in a sentence, and the index behind the bracket."""
    if words.at(at) not in ("(", "["):
        return None
    close = next((i for i in range(at + 1, min(at + 6, len(words))) if words.at(i) in (")", "]")), None)
    marks = _marks(words.slice(at, close + 1)) if close is not None else []
    return (marks[0].role, close + 1) if close is not None and marks else None
