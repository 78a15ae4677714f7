"""Persons whom running text names for a task: whom it begins with, whom a heading is for, and who is charged inside a sentence.

Inside a sentence a person is charged by a label ("Người chịu trách nhiệm: BS. Lê Văn An, Phó Giám đốc."), by an order ("Giao đồng chí Lê
Văn An, Phó Chủ tịch UBND tỉnh trực tiếp chỉ đạo …") or in the bracket behind a body ("Trung tâm Y tế (đ/c Lê Văn An, Giám đốc)"). Only
named ones count; an office alone stands for its body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Person, Span
from extractor.tasks.persons import OFFICE, TITLE, TITLES, UPPER, has_title, read_persons

__all__ = ["person_in_heading", "person_told", "persons_charged"]

_ACTS = r"(?:trực tiếp|phụ trách|chịu trách nhiệm|chủ trì|chỉ đạo|theo dõi|có trách nhiệm|điều hành|làm (?:trưởng|tổ trưởng|đầu mối))"
_NAMED = rf"{TITLE}\s+[{UPPER}][^\W\d_]*(?:\s+(?!{OFFICE})[{UPPER}][^\W\d_]*){{0,5}}"
_LABELLED = lazy_pattern(
    r"(?:[Nn]gười (?:chịu trách nhiệm|phụ trách|thực hiện|chỉ đạo)|[Ll]ãnh đạo (?:phụ trách|chỉ đạo|theo dõi)"
    r"|[Cc]án bộ (?:phụ trách|thực hiện))(?: chính)?\s*:\s*"
    r"(?P<told>(?:(?:[A-ZĐ][A-Za-zĐđ]{1,6}\.\s?){1,3})?[^.;:()\n]{3,160})"
)
_ORDERED = lazy_pattern(
    rf"(?:[Gg]iao|[Pp]hân công|[Cc]ử)(?: cho)?\s+"
    rf"(?P<told>{_NAMED}(?:\s*[,–-]\s*[^.;:()\n]{{3,120}}?)?),?\s+(?={_ACTS}\s)"
)
_BRACKETED = lazy_pattern(rf"\((?:do\s+)?(?P<told>{_NAMED}(?:\s*[,–-]\s*[^();:\n\d]{{3,80}})?)\)")
# What each of the three has, quick to find; most texts have none.
_LABELS, _ORDERS = ("gười ", "ãnh đạo ", "án bộ "), ("iao", "hân công", "cử", "Cử")
_BRACKETS = ("(do", *(f"({title}" for title in TITLES))
_OPENING = lazy_pattern(r"[\s\-–+*•]*(?:\d{1,2}[.)]\s*|[a-zđ][.)]\s*)?")
_PERSON = lazy_pattern(
    rf"{_OPENING.pattern}((?:[Đđ]ồng chí|[Đđ]/c|[ÔôBb](?:ng|à))\s+[A-ZĐ][^:;\n]{{3,120}}?)"
    r"(?:\s*:\s|,?\s+(?=(?:trực tiếp|phụ trách|chịu trách nhiệm|chủ trì|chỉ đạo|theo dõi|có trách nhiệm)[\s,]))"
)
_IN_HEADING = lazy_pattern(
    r"(?:^|[,;–-]\s*)(?P<told>(?:[Đđ]ồng chí|[Đđ]/[Cc]|[ÔôBb](?:ng|à))\s*:?\s+"
    rf"(?:[{UPPER}][^\W\d_]*\s+(?!{OFFICE})){{1,4}}[{UPPER}][^\W\d_]*)"
    r"(?=$|[\s.,:;(–-])"
)
_POST = lazy_pattern(
    r"(?:phó |làm |là )?(?:trưởng |tổ trưởng|tổ phó|đội trưởng|ủy viên|thành viên|thư ký|chủ tịch hội đồng)[^,;.]{0,40}[.;]?\s*$"
)
_MEMBER = lazy_pattern(r"(?:phó )?(?:trưởng (?:ban|tiểu ban|đoàn|nhóm)|tổ trưởng|tổ phó|đội trưởng|ủy viên|thành viên|thư ký)(?!\w)")
_LONGEST_POST = 60
_BEGUN = lazy_pattern(rf"{_OPENING.pattern}(?P<told>{_NAMED})(?=\s*[,–-]\s)")


def persons_charged(text: str, span: Span) -> tuple[Person, ...]:
    """The named persons whom a sentence within the span charges, in order."""
    return tuple(sorted(_charged(text, span), key=lambda person: person.span))


def _charging(words: str) -> Iterator[re.Pattern[str]]:
    """The patterns that may find a person whom the words charge, in order."""
    if ":" in words and any(label in words for label in _LABELS):
        yield _LABELLED
    ordered = any(order in words for order in _ORDERS)
    bracketed = "(" in words and any(bracket in words for bracket in _BRACKETS)
    if (ordered or bracketed) and has_title(words):
        if ordered:
            yield _ORDERED
        if bracketed:
            yield _BRACKETED


def _charged(text: str, span: Span) -> Iterator[Person]:
    for pattern in _charging(text[span.start : span.end]):
        for found in pattern.finditer(text, span.start, span.end):
            told = Span(found.start("told"), found.end("told"))
            label = fold(text[found.start() : told.start])
            role: Literal["in_charge", "performer"] = "performer" if "thực hiện" in label else "in_charge"
            yield from (person for person in read_persons(text, told, role) if person.name)


def person_in_heading(text: str, span: Span) -> Span | None:
    """Where a heading names the person for whom it is ("1. Công chức Văn phòng, Bà Lê Thị Sáng"), with what is said of him behind.

    `span` is without the marker. None where it names an office alone.
    """
    heading = text[span.start : span.end]
    found = _IN_HEADING.search(heading) if has_title(heading) else None
    if found is None:
        return None
    told = Span(span.start + found.start("told"), span.start + len(heading.rstrip(" .:;")))
    return told if any(person.name for person in read_persons(text, told, "performer")) else None


def person_told(text: str, span: Span) -> Span | None:
    """The person whom a task begins with, up to the colon or verb behind ("Đồng chí Lê Văn A, Phó Giám đốc Sở: chỉ đạo …"): he does it.

    None for a membership ("Đồng chí Lê Văn A, Phó Giám đốc Sở: Phó Trưởng ban") and for an office without a name.
    """
    marker = _OPENING.match(text, span.start, span.end)  # a title behind it is quicker to look for than a person
    if marker is None or not text.startswith(TITLES, marker.end(), span.end):
        return None
    found, posts = _PERSON.match(text, span.start, span.end), _POST
    if found is None:
        found, posts = _BEGUN.match(text, span.start, span.end), _MEMBER
    if found is None or posts.match(fold(text[found.end() : found.end() + _LONGEST_POST]).lstrip(" ,-")):
        return None
    told = Span(found.start(1), found.end(1))
    return told if any(person.name for person in read_persons(text, told, "performer")) else None
