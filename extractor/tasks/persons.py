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
from extractor.naming import known_provinces
from extractor.phrases import PhraseSet
from extractor.records import Person, Span
from extractor.vocabulary import load_vocabulary

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
OFFICE = r"(?:Phó|Trưởng|Giám đốc|Chủ tịch|Bí thư|Chánh|Hiệu trưởng|Ủy viên)(?!\w)"
_NAME = lazy_pattern(rf"[{UPPER}][^\W\d_]*(?: (?!{OFFICE})(?:[{UPPER}][^\W\d_]*|[a-zà-ỹđ][^\W\d_]*(?= [{UPPER}]))){{1,5}}")
_GIVEN = lazy_pattern(rf"[{UPPER}][^\W\d_]*(?: (?!{OFFICE})[{UPPER}][^\W\d_]*){{0,5}}(?!\w)")
TITLE = r"(?:[Đđ]ồng chí|[Đđ]/[Cc]|(?:[Tt]hầy|[Cc]ô)(?: giáo)?|[ÔôBb](?:ng|à)|[Aa]nh|[Cc]hị)"
# Ranks and professions, which a title may stand before and which call a person by themselves.
RANK = r"(?:(?:[Đđ]ại|[Tt]hượng|[Tt]rung|[Tt]hiếu) (?:tướng|tá|úy)|[Bb]ác sĩ|[Dd]ược sĩ|[Tt]hạc sĩ|[Tt]iến sĩ|[Kk]ỹ sư|[Ll]uật sư)"
# What `TITLE` matches: cheap to look up, so that most texts are not read for persons.
TITLES = (
    "đồng chí", "Đồng chí", "đ/c", "Đ/c", "đ/C", "Đ/C", "thầy", "Thầy", "cô", "Cô", "anh", "Anh", "chị", "Chị",
    *(first + rest for first in "ÔôBb" for rest in ("ng", "à")),
)
RANKS = ("tướng ", "tá ", "úy ", "sĩ ", "sư ")
"""The last words of a `RANK`."""
_CAPITALS = lazy_pattern(rf"(?<!\S)(?:[{UPPER}][^\W\d_]*\s+){{2,8}}[{UPPER}][^\W\d_]*[.,]?\s*$")
_SYLLABLE = lazy_pattern(r"[^\W\d_]+")
LEVELS = frozenset({"tỉnh", "phố", "huyện", "quận", "xã", "phường", "trấn", "khu"})
_SHORTEST_PLACE = 2
# Bodies that are never called after a man, and such as are ("Trường THPT Lê Hồng Phong").
_NAMELESS = ("ubnd", "hđnd", "ủy ban nhân dân", "hội đồng nhân dân", "sở ", "công an", " ủy", "phòng ", "chi cục ", "cục ", "ban ")
NAMED_AFTER_MEN = ("trường ", "bệnh viện", "học viện", "trung tâm", "đoàn ", "đội ", "khu ", "đường ", "di tích", "thpt", "thcs")
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
    """Whether a `TITLE` or `RANK` may stand in a text as a word of its own."""
    if "ồng chí" in text or any(map(text.__contains__, RANKS)):
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
        title = 0
        while further := _opened("titles", flat[title:]):  # "Đ/c Thượng tá Phạm Văn Hùng"
            title += further
        rest = flat[title:]
        post = _opened("posts", rest)
        behind = rest[post:] if post else ""
        given = _GIVEN.fullmatch(behind.rstrip(" .")) if post and _is_name_behind(rest[:post].strip(), behind) else None
        if post and given:
            yield Person(text=printed, span=part, name=given.group(), position=rest[:post].strip(), role=role)
            continue
        if _opened("units", rest):
            yield Person(text=printed, span=part, name=None, position=rest.strip(" ."), role=role)
            continue
        office = _opened("offices", rest)
        name = None if office else (title and _GIVEN.match(rest)) or _NAME.match(rest)
        if name:
            position = rest[name.end() :].strip(" -–—,:().") or None
            yield Person(text=printed, span=part, name=name.group(), position=position, role=role)
        elif office:
            at = _name_behind_office(rest)
            called = rest[at:].strip(" .,") if at else None
            yield Person(text=printed, span=part, name=called, position=rest[:at].strip(" ."), role=role)


def _name_behind_office(office: str) -> int | None:
    """Where a name begins behind an office with its agency and place ("Phó Chủ tịch UBND tỉnh | Lại Văn Hoàn").

    A district or commune may itself be called like a man ("huyện Trần Văn Thời"): there the name is what stands behind the place's. Behind
    a body that may be called after one ("Trường THPT Lê Hồng Phong") none is looked for.
    """
    run = _CAPITALS.search(office)
    if run is None:
        return None
    ahead = fold(office[: run.end()])
    if not any(body in ahead for body in _NAMELESS) or any(body in ahead for body in NAMED_AFTER_MEN):
        return None
    words = list(_SYLLABLE.finditer(office, run.start(), run.end()))
    before = fold(office[: run.start()]).rsplit(maxsplit=1)[-1:]
    first = 0
    if before and before[0] in LEVELS:
        first = len(words) if len(words) < _SHORTEST_PLACE + 2 else _SHORTEST_PLACE
    if before == ["tỉnh"]:
        first = 0 if fold(words[0].group() + " " + words[1].group()) not in known_provinces() else _SHORTEST_PLACE
    families = load_vocabulary("persons")["family_names"]
    ends = (word for at, word in enumerate(words) if at >= first and len(words) - at in (3, 4))
    return next((word.start() for word in ends if word.group() in families), None)


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
        piece = whole[start:end].rstrip(" ;,\n-+").removesuffix(" và")
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
    return bool(name and 2 <= len(name.group().split()) <= 5 and not name.group().split()[-1][0].islower())
