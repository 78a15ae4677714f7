"""Persons named for a task (lãnh đạo phụ trách, người thực hiện): each with name and position, from a cell's or label's whole value.

A personal name is two to six capitalised syllables. "Đồng chí A - Phó Giám đốc" gives both; "Thủ trưởng các cơ quan, đơn vị" gives a
position alone. Persons stand on lines of their own, or are parted by ";" or ", " before another name or title.
A given name alone is one behind a title or an abbreviated post ("thầy Bình", "PGĐ Tuấn").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.phrases import PhraseSet
from extractor.records import Person, Span
from extractor.vocabulary import load_vocabulary

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
OFFICE = r"(?:Phó|Trưởng|Giám đốc|Chủ tịch|Bí thư|Chánh|Hiệu trưởng|Ủy viên)(?!\w)"
_NAME = lazy_pattern(rf"[{UPPER}][^\W\d_]*(?: (?!{OFFICE})(?:[{UPPER}][^\W\d_]*|[a-zà-ỹđ][^\W\d_]*(?= [{UPPER}]))){{1,5}}")
_GIVEN = lazy_pattern(rf"[{UPPER}][^\W\d_]*(?: (?!{OFFICE})[{UPPER}][^\W\d_]*){{0,5}}(?!\w)")
TITLE = r"(?:[Đđ]ồng chí|[Đđ]/[Cc]|[Tt]hầy|[Cc]ô|[ÔôBb](?:ng|à)|[Aa]nh|[Cc]hị)"
# What `TITLE` matches: cheap to look up, so that most texts are not read for persons.
TITLES = (
    "đồng chí", "Đồng chí", "đ/c", "Đ/c", "đ/C", "Đ/C", "thầy", "Thầy", "cô", "Cô", "anh", "Anh", "chị", "Chị",
    *(first + rest for first in "ÔôBb" for rest in ("ng", "à")),
)
_WORDS_OF_TITLES = frozenset(TITLES)
_SPLIT = lazy_pattern(rf"\n|;|,\s+(?={TITLE}\s)|\s+và\s+(?={TITLE}\s+[{UPPER}])|,\s+(?=[{UPPER}])")


@cache
def _openers(table: str) -> PhraseSet:
    return PhraseSet(load_vocabulary("persons")[table])


def _opened(table: str, text: str) -> int | None:
    """Where what follows the words of a table, blanks and a colon begins, if the text begins with them."""
    folded = fold(text)
    end = _openers(table).end_at(folded)
    if end is None:
        return None
    behind = folded[end:].lstrip()
    return len(folded) - len(behind[1:].lstrip() if behind.startswith(":") else behind)


def has_title(text: str) -> bool:
    """Whether a `TITLE` may stand in a text as a word of its own."""
    if "ồng chí" in text:
        return True
    for mark in "(,;:–-":
        text = text.replace(mark, " ")
    return not _WORDS_OF_TITLES.isdisjoint(text.split())


def read_persons(text: str, span: Span, role: Literal["in_charge", "performer"]) -> tuple[Person, ...]:
    """The persons of a cell or label value, in order; empty where it names neither person nor office."""
    return tuple(_persons(text, span, role))


def names_unit(person: Person) -> bool:
    """Whether what was read as an office is a body ("Tổ Văn phòng")."""
    return person.name is None and _opened("units", person.position or "") is not None


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
        title = _opened("titles", flat)
        rest = flat[title:] if title else flat
        post = _opened("posts", rest)
        behind = rest[post:] if post else ""
        called = _GIVEN.fullmatch(behind.rstrip(" .")) if post and _is_name_behind(rest[:post].strip(), behind) else None
        if post and called:
            yield Person(text=printed, span=part, name=called.group(), position=rest[:post].strip(), role=role)
            continue
        if _opened("units", rest):
            yield Person(text=printed, span=part, name=None, position=rest.strip(" ."), role=role)
            continue
        office = _opened("offices", rest)
        name = None if office else (title and _GIVEN.match(rest)) or _NAME.match(rest)
        if name:
            position = rest[name.end() :].strip(" -–—,:()") or None
            yield Person(text=printed, span=part, name=name.group(), position=position, role=role)
        elif office:
            yield Person(text=printed, span=part, name=None, position=rest.strip(" ."), role=role)


def _is_name_behind(post: str, behind: str) -> bool:
    """Whether a name follows a post: any behind an abbreviation ("PGĐ Tuấn"), one with a family name behind its words."""
    if post.isupper():
        return not _opened("units", behind)
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
    if _opened("titles", rest[:40]):
        return True
    if _opened("offices", rest[:40]):
        return False
    name = _NAME.match(rest)
    return bool(name and 2 <= len(name.group().split()) <= 5 and not _is_small(name.group().split()[-1][0]))


def _is_small(letter: str) -> bool:
    """Whether a letter is in lower case or one of the marked ones, whose two cases take turns in the code."""
    return "a" <= letter <= "z" or "à" <= letter <= "ỹ"
