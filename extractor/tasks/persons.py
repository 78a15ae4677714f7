"""Persons named for a task (lãnh đạo phụ trách, người thực hiện): each with name and position, from a cell's or label's whole value.

A personal name is two to six capitalised syllables. "Đồng chí A - Phó Giám đốc" gives both; "Thủ trưởng các cơ quan, đơn vị" gives a
position alone. Persons stand on lines of their own, or are parted by ";" or ", " before another name or title.
A given name alone is one behind a title or an abbreviated post ("thầy Bình", "PGĐ Tuấn").
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

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
OFFICE = r"(?:Phó|Trưởng|Giám đốc|Chủ tịch|Bí thư|Chánh|Hiệu trưởng|Ủy viên)(?!\w)"
_NAME = lazy_pattern(rf"[{UPPER}][^\W\d_]*(?: (?!{OFFICE})(?:[{UPPER}][^\W\d_]*|[a-zà-ỹđ][^\W\d_]*(?= [{UPPER}]))){{1,5}}")
_GIVEN = lazy_pattern(rf"[{UPPER}][^\W\d_]*(?: (?!{OFFICE})[{UPPER}][^\W\d_]*){{0,5}}(?!\w)")
TITLE = r"(?:[Đđ]ồng chí|[Đđ]/[Cc]|[Tt]hầy|[Cc]ô|[ÔôBb](?:ng|à)|[Aa]nh|[Cc]hị)"
_SPLIT = lazy_pattern(rf"\n|;|,\s+(?={TITLE}\s)|\s+và\s+(?={TITLE}\s+[{UPPER}])|,\s+(?=[{UPPER}])")


@cache
def _openers(name: str) -> re.Pattern[str]:
    words = sorted(load_vocabulary("persons")[name], key=len, reverse=True)
    return lazy_pattern(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)\s*:?\s*")


def read_persons(text: str, span: Span, role: Literal["in_charge", "performer"]) -> tuple[Person, ...]:
    """The persons of a cell or label value, in order; empty where it names neither person nor office."""
    return tuple(_persons(text, span, role))


def names_unit(person: Person) -> bool:
    """Whether what was read as an office is a body ("Tổ Văn phòng")."""
    return person.name is None and _openers("units").match(fold(person.position or "")) is not None


def persons_in_list(text: str, span: Span) -> tuple[Person, ...]:
    """The persons in a cell or label of agencies ("PGĐ Tuấn"): with a title or post before it, or a whole name."""
    return tuple(person for person in _persons(text, span, "performer") if person.name and _is_person(person))


def _is_person(person: Person) -> bool:
    syllables = (person.name or "").split()
    called = person.text.strip().startswith(person.name or "")
    family = syllables[0] in load_vocabulary("persons")["family_names"] and syllables[0] != "Đoàn"
    return not called or (family and 3 <= len(syllables) <= 5 and all(syllable[0].isupper() for syllable in syllables))


def _persons(text: str, span: Span, role: Literal["in_charge", "performer"]) -> Iterator[Person]:
    for part in _parts(text, span):
        printed = text[part.start : part.end]
        flat = " ".join(printed.split())
        title = _openers("titles").match(fold(flat))
        rest = flat[title.end() :] if title else flat
        post = _openers("posts").match(fold(rest))
        behind = rest[post.end() :] if post else ""
        called = _GIVEN.fullmatch(behind.rstrip(" .")) if post and _is_name_behind(rest[: post.end()].strip(), behind) else None
        if post and called:
            yield Person(text=printed, span=part, name=called.group(), position=rest[: post.end()].strip(), role=role)
            continue
        if _openers("units").match(fold(rest)):
            yield Person(text=printed, span=part, name=None, position=rest.strip(" ."), role=role)
            continue
        name = (_GIVEN if title else _NAME).match(rest) or _NAME.match(rest)
        if name and not _openers("offices").match(fold(rest)):
            position = rest[name.end() :].strip(" -–—,:()") or None
            yield Person(text=printed, span=part, name=name.group(), position=position, role=role)
        elif _openers("offices").match(fold(rest)):
            yield Person(text=printed, span=part, name=None, position=rest.strip(" ."), role=role)


def _is_name_behind(post: str, behind: str) -> bool:
    """Whether a name follows a post: any behind an abbreviation ("PGĐ Tuấn"), one with a family name behind its words."""
    if post.isupper():
        return not _openers("units").match(fold(behind))
    first, _, rest = behind.partition(" ")
    return first in load_vocabulary("persons")["family_names"] and first != "Đoàn" and bool(rest.strip())


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
