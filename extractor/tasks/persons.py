"""Persons named for a task (lãnh đạo phụ trách, người thực hiện): each with name and position, from a cell's or label's whole value.

A personal name is two to six capitalised syllables. "Đồng chí A - Phó Giám đốc" gives both; "Thủ trưởng các cơ quan, đơn vị" gives a
position alone. Persons stand on lines of their own, or are parted by ";" or ", " before another name or title. `person_told` finds the
person whom a task's own text begins with, `person_in_heading` the one for whom a heading is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Person, Span
from extractor.vocabulary import load_vocabulary

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_OFFICE = r"(?:Phó|Trưởng|Giám đốc|Chủ tịch|Bí thư|Chánh|Hiệu trưởng|Ủy viên)(?!\w)"
_NAME = lazy_pattern(rf"[{_UPPER}][^\W\d_]*(?: (?!{_OFFICE})(?:[{_UPPER}][^\W\d_]*|[a-zà-ỹđ][^\W\d_]*(?= [{_UPPER}]))){{1,5}}")
_SPLIT = lazy_pattern(rf"\n|;|,\s+(?=(?:đồng chí|đ/c|[Đđ]/c|Đồng chí)\s)|,\s+(?=[{_UPPER}])")


@cache
def _openers(name: str) -> re.Pattern[str]:
    words = sorted(load_vocabulary("persons")[name], key=len, reverse=True)
    return lazy_pattern(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)\s*:?\s*")


def read_persons(text: str, span: Span, role: Literal["in_charge", "performer"]) -> tuple[Person, ...]:
    """The persons of a cell or label value, in order; empty where it names neither person nor office."""
    return tuple(_persons(text, span, role))


def _persons(text: str, span: Span, role: Literal["in_charge", "performer"]) -> Iterator[Person]:
    for part in _parts(text, span):
        printed = text[part.start : part.end]
        flat = " ".join(printed.split())
        title = _openers("titles").match(fold(flat))
        rest = flat[title.end() :] if title else flat
        name = _NAME.match(rest)
        if name and not _openers("offices").match(fold(rest)):
            position = rest[name.end() :].strip(" -–—,:()") or None
            yield Person(text=printed, span=part, name=name.group(), position=position, role=role)
        elif _openers("offices").match(fold(rest)):
            yield Person(text=printed, span=part, name=None, position=rest.strip(" ."), role=role)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The stretches that name one person each. A line or comma parts two only where a new name or title begins behind it."""
    whole = text[span.start : span.end]
    cuts = [0]
    for match in _SPLIT.finditer(whole):
        if match.group() == ";" or _begins(whole[match.end() :]):
            cuts.append(match.end())
    for start, end in zip(cuts, [*cuts[1:], len(whole)], strict=True):
        piece = whole[start:end].rstrip(" ;,\n-+")
        lead = len(piece) - len(piece.lstrip(" -+\n"))
        if len(piece) > lead:
            yield Span(span.start + start + lead, span.start + start + len(piece))


def _begins(rest: str) -> bool:
    rest = rest.lstrip(" -+")
    if _openers("titles").match(fold(rest[:40])):
        return True
    if _openers("offices").match(fold(rest[:40])):
        return False
    name = _NAME.match(rest)
    return bool(name and 2 <= len(name.group().split()) <= 5 and not re.search(r"[a-zà-ỹ]", name.group().split()[-1][:1]))


_PERSON = lazy_pattern(
    r"[\s\-–+*•]*(?:\d{1,2}[.)]\s*|[a-zđ][.)]\s*)?((?:[Đđ]ồng chí|[Đđ]/c|[ÔôBb](?:ng|à))\s+[A-ZĐ][^:;\n]{3,120}?)"
    r"(?:\s*:\s|,?\s+(?=(?:trực tiếp|phụ trách|chịu trách nhiệm|chủ trì|chỉ đạo|theo dõi|có trách nhiệm)\s))"
)
_IN_HEADING = lazy_pattern(
    r"(?:^|[,;–-]\s*)(?P<told>(?:[Đđ]ồng chí|[Đđ]/[Cc]|[ÔôBb](?:ng|à))\s*:?\s+"
    rf"(?:[{_UPPER}][^\W\d_]*\s+(?!{_OFFICE})){{1,4}}[{_UPPER}][^\W\d_]*)"
    r"(?=$|[\s.,:;(–-])"
)
_POST = lazy_pattern(
    r"(?:phó |làm |là )?(?:trưởng |tổ trưởng|tổ phó|đội trưởng|ủy viên|thành viên|thư ký|chủ tịch hội đồng)[^,;.]{0,40}[.;]?\s*$"
)
_LONGEST_POST = 60


def person_in_heading(text: str, span: Span) -> Span | None:
    """Where a heading names the person for whom it is ("1. Công chức Văn phòng, Bà Lê Thị Sáng"), with what is said of him behind.

    `span` is without the marker. None where it names an office alone.
    """
    found = _IN_HEADING.search(text[span.start : span.end])
    if found is None:
        return None
    told = Span(span.start + found.start("told"), span.start + len(text[span.start : span.end].rstrip(" .:;")))
    return told if any(person.name for person in read_persons(text, told, "performer")) else None


def person_told(text: str, span: Span) -> Span | None:
    """The person whom a task begins with, up to the colon or verb behind ("Đồng chí Lê Văn A, Phó Giám đốc Sở: chỉ đạo …"): he does it.

    None for a membership ("Đồng chí Lê Văn A, Phó Giám đốc Sở: Phó Trưởng ban") and for an office without a name.
    """
    found = _PERSON.match(text, span.start, span.end)
    if found is None or _POST.match(fold(text[found.end() : found.end() + _LONGEST_POST])):
        return None
    told = Span(found.start(1), found.end(1))
    return told if any(person.name for person in read_persons(text, told, "performer")) else None
