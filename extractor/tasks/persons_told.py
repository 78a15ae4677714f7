"""Persons whom running text names for a task: whom it begins with, whom a heading is for, and who is charged inside a sentence.

Inside a sentence a person is charged by a label ("Người chịu trách nhiệm: BS. Lê Văn An, Phó Giám đốc."), by an order ("Giao đồng chí Lê
Văn An, Phó Chủ tịch UBND tỉnh trực tiếp chỉ đạo …", "do đồng chí Lê Văn An làm trưởng đoàn") or in the bracket behind a body ("Trung tâm Y
tế (đ/c Lê Văn An, Giám đốc)"). Only named ones count; an office alone stands for its body. Where a post ends is told by what stands behind
it: a colon, a word of charging, or a verb behind the office and agency that the vocabulary of agencies knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_grammar import read_agency
from extractor.mentions.agency_officers import read_officers
from extractor.mentions.agency_sentences import task_words
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.records import Person, Span
from extractor.tasks.persons import LEVELS, NAMED_AFTER_MEN, OFFICE, RANK, TITLE, TITLES, UPPER, has_title, read_persons
from extractor.vocabulary import load_vocabulary

__all__ = ["holder_named", "may_name_holder", "person_in_heading", "person_told", "persons_charged", "role_of_charged"]

_ACTS = (
    r"(?:trực tiếp|phụ trách|chịu trách nhiệm|chủ trì|chỉ đạo|theo dõi|có trách nhiệm|điều hành|tham mưu|làm (?:trưởng|tổ trưởng|đầu mối))"
)
_DOES = ("tham mưu", "chủ trì tham mưu", "chủ trì, tham mưu")
_CALLED = rf"(?:{TITLE}(?:\s+{RANK})?|{RANK})"
_NAMED = rf"{_CALLED}\s+[{UPPER}][^\W\d_]*(?:\s+(?!{OFFICE})[{UPPER}][^\W\d_]*){{0,5}}"
_LABELLED = lazy_pattern(
    r"(?:(?:[Nn]gười (?:chịu trách nhiệm|phụ trách|thực hiện|chỉ đạo)|[Ll]ãnh đạo (?:phụ trách|chỉ đạo|theo dõi)"
    r"|[Cc]án bộ (?:phụ trách|thực hiện))(?: chính)?\s*:\s*"
    rf"|(?:[Tt]rưởng đoàn|[Tt]ổ trưởng)\s*:\s*(?={_CALLED}\s))"
    r"(?P<told>(?:(?:[A-ZĐ][A-Za-zĐđ]{1,6}\.\s?){1,3})?[^.;:()\n]{3,160})"
)
_ORDERED = lazy_pattern(
    rf"(?:[Gg]iao|[Pp]hân công|[Cc]ử|\bdo)(?: cho)?\s+"
    rf"(?P<told>{_NAMED}(?:\s*[,–-]\s*[^.;:()\n]{{3,120}}?)?),?\s+(?={_ACTS}\s)"
)
_BRACKETED = lazy_pattern(rf"\((?:do\s+)?(?P<told>{_NAMED}(?:\s*[,–-]\s*[^();:\n\d]{{3,80}}?)?)(?:,?\s+{_ACTS}[^();\n]{{0,60}})?(?=\)|;)")
# What each of the three has, quick to find; most texts have none.
_LABELS = (
    "gười chịu trách nhiệm", "gười phụ trách", "gười thực hiện", "gười chỉ đạo", "ãnh đạo phụ trách", "ãnh đạo chỉ đạo", "ãnh đạo theo dõi",
    "án bộ phụ trách", "án bộ thực hiện", "rưởng đoàn", "ổ trưởng",
)
_ORDERS = ("iao ", "hân công ", "ử ", "do ")
_BRACKETS = lazy_pattern(rf"\((?:do\s+)?{_CALLED}\s")
_OPENING = lazy_pattern(r"[\s\-–+*•]*(?:\d{1,2}[.)]\s*|[a-zđ][.)]\s*)?")
# What stands behind a person who is told to act: a colon, or what he does.
_TOLD_TO_ACT = r"(?:\s*:\s|,?\s+(?=(?:trực tiếp|phụ trách|chịu trách nhiệm|chủ trì|chỉ đạo|theo dõi|có trách nhiệm)[\s,]))"
_PERSON = lazy_pattern(
    rf"{_OPENING.pattern}((?:(?:[Đđ]ồng chí|[Đđ]/c|[ÔôBb](?:ng|à))(?:\s+{RANK})?|{RANK}|{TITLE}(?=\s+[{UPPER}][^\W\d_]*\s+[{UPPER}]))"
    rf"\s+[A-ZĐ][^:;\n]{{3,120}}?){_TOLD_TO_ACT}"
)
# An office with its holder's name behind it: "Phó Chủ tịch UBND tỉnh Lê Văn An | chủ trì".
_OFFICERS = ("Phó ", "Chủ tịch ", "Giám đốc ", "Trưởng ", "Bí thư ", "Chánh ", "Hiệu trưởng ")
_OFFICER = lazy_pattern(
    rf"{_OPENING.pattern}((?:Phó )?{OFFICE}[^:;,.\n]{{3,100}}?[{UPPER}][^\W\d_]*\s[{UPPER}][^\W\d_]*){_TOLD_TO_ACT}"
)
_IN_HEADING = lazy_pattern(
    r"(?:^|[,;–-]\s*)(?P<told>(?:[Đđ]ồng chí|[Đđ]/[Cc]|[ÔôBb](?:ng|à))\s*:?\s+"
    rf"(?:[{UPPER}][^\W\d_]*\s+(?!{OFFICE})){{1,4}}[{UPPER}][^\W\d_]*)"
    r"(?=$|[\s.,:;(–-])"
)
# An office, and a family name with two or three names behind it: places have fewer ("Giám đốc Sở Y tế Hà Nội").
_HOLDER = lazy_pattern(rf"(?:{OFFICE}|(?:Bộ|Thứ) trưởng(?!\w))")
_AFTER_HIM = "hồ chí minh"  # a city and unions are called after him
_HOLDERS_NAME = lazy_pattern(rf"\s+(?P<name>(?P<family>[{UPPER}][^\W\d_]*)(?:\s+[{UPPER}][^\W\d_]*){{2,3}})(?!\w)(?!\s+[{UPPER}])")
_POST = lazy_pattern(
    r"(?:phó |làm |là )?(?:trưởng |tổ trưởng|tổ phó|đội trưởng|ủy viên|thành viên|thư ký|chủ tịch hội đồng)[^,;.]{0,40}[.;]?\s*$"
)
_MEMBER = lazy_pattern(r"(?:phó )?(?:trưởng (?:ban|tiểu ban|đoàn|nhóm)|tổ trưởng|tổ phó|đội trưởng|ủy viên|thành viên|thư ký)(?!\w)")
_LONGEST_POST, _LONGEST_SAID = 60, 160
_BEGUN = lazy_pattern(rf"{_OPENING.pattern}(?P<told>{_NAMED})(?=\s*[,–-]\s)")
_BEHIND_NAME = lazy_pattern(r"\s*[,–-]\s+")
_FURTHER = lazy_pattern(rf"\s*(?:,|và|,\s*và)\s+(?={_NAMED})(?P<told>{_NAMED})")
_IN_CHARGE = lazy_pattern(
    r"\W*(?:(?:trực tiếp|chịu trách nhiệm|có trách nhiệm|trách nhiệm)\s+)*(?:lãnh đạo|chỉ đạo|phụ trách|điều hành|theo dõi)(?!\w)"
)
_RANKED = lazy_pattern(rf"{RANK}\s")
# What they begin with: "Công khai" is no "Cô".
_TITLED = tuple(f"{title}{blank}" for title in TITLES for blank in " \n\t\u00a0")
_RANK_BEGINS = tuple(
    form for word in ("đại ", "thượng ", "trung ", "thiếu ", "bác sĩ", "dược sĩ", "thạc sĩ", "tiến sĩ", "kỹ sư", "luật sư")
    for form in (word, word.capitalize())
)
# How any of these begins, quicker to look up than all of them.
_BEGINNINGS = frozenset(form[:2] for form in (*_OFFICERS, *_TITLED, *_RANK_BEGINS))


def persons_charged(text: str, span: Span) -> tuple[Person, ...]:
    """The named persons whom a sentence within the span charges, in order."""
    return tuple(sorted(_charged(text, span), key=lambda person: person.span))


def _charging(words: str) -> Iterator[re.Pattern[str]]:
    """The patterns that may find a person whom the words charge, in order."""
    if ":" in words and any(map(words.__contains__, _LABELS)):
        yield _LABELLED
    ordered = any(map(words.__contains__, _ORDERS))
    bracketed = _BRACKETS.search(words) is not None
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
            does = "thực hiện" in label or text.startswith(_DOES, found.end())
            role: Literal["in_charge", "performer"] = "performer" if does else "in_charge"
            yield from (person for person in read_persons(text, told, role) if person.name)


def person_in_heading(text: str, span: Span, _: Context) -> Span | None:
    """Where a heading names the person for whom it is ("1. Công chức Văn phòng, Bà Lê Thị Sáng"), with what is said of him behind.

    `span` is without the marker. None where it names an office alone.
    """
    heading = text[span.start : span.end]
    found = _IN_HEADING.search(heading) if has_title(heading) else None
    if found is None:
        return None
    told = Span(span.start + found.start("told"), span.start + len(heading.rstrip(" .:;")))
    return told if any(person.name for person in read_persons(text, told, "performer")) else None


def role_of_charged(text: str, told: Span) -> Literal["in_charge", "performer"]:
    """What a person does whom a task begins with: he is in charge where he is to direct ("…: phụ trách chung"), else he does the work."""
    return "in_charge" if _IN_CHARGE.match(text[told.end : told.end + _LONGEST_POST]) else "performer"


def may_name_holder(text: str, span: Span) -> bool:
    """Whether a span can hold an office and a name behind one at all, as few do: what is told to act need then not be read for it."""
    return _HOLDER.search(text, span.start, span.end) is not None and _HOLDERS_NAME.search(text, span.start, span.end) is not None


def holder_named(text: str, office: Span, end: int) -> Person | None:
    """The person who is called by his name right behind an office that is told to act ("Giao Phó Thủ tướng | Lê Văn An | chỉ đạo …").

    None behind the level of a place that may be called like a man ("Chủ tịch UBND huyện Trần Văn Thời"; no province is), and of a body
    that may be.
    """
    held = text[office.start : office.end]
    found = _HOLDER.match(held) and _HOLDERS_NAME.match(text, office.end, end)
    if not found or found["family"] not in load_vocabulary("persons")["family_names"]:
        return None
    folded = fold(held)
    if fold(found["name"]) == _AFTER_HIM or folded.split()[-1] in LEVELS - {"tỉnh"} or any(body in folded for body in NAMED_AFTER_MEN):
        return None
    span = Span(office.start, found.end())
    return Person(text=text[span.start : span.end], span=span, name=" ".join(found["name"].split()), position=held, role="in_charge")


def _with_post(text: str, told: Span, end: int, context: Context) -> Span:
    """A named person with the post that follows, and further ones so named, where what is told to do it stands behind the last."""
    while (post := _post_end(text, told.end, end, context)) is not None:
        told = Span(told.start, post)
        further = _FURTHER.match(text, post, end)
        if further is None:
            break
        told = Span(told.start, further.end())
    return told


def _post_end(text: str, at: int, end: int, context: Context) -> int | None:
    """Where the post ends that stands behind a name and a comma or dash, None where that is not told."""
    gap = _BEHIND_NAME.match(text, at, end)
    if gap is None:
        return None
    words = task_words(text, Span(gap.end(), min(end, gap.end() + _LONGEST_SAID)), context)
    read = read_agency(words, 0)
    reading = read[-1] if read else read_officers(words, 0)
    if reading is None or not (vocabulary().verbs.match(words, reading.end) or words.at(reading.end) in (":", "và")):
        return None
    return words.offset + words.ends[reading.end - 1]


def person_told(text: str, span: Span, context: Context) -> Span | None:
    """The person whom a task begins with, up to the colon or verb behind ("Đồng chí Lê Văn A, Phó Giám đốc Sở: chỉ đạo …"): he does it.

    None for a membership ("Đồng chí Lê Văn A, Phó Giám đốc Sở: Phó Trưởng ban") and for an office without a name.
    """
    marker = _OPENING.match(text, span.start, span.end)  # a title behind it is quicker to look for than a person
    if marker is None or text[marker.end() : marker.end() + 2] not in _BEGINNINGS:
        return None
    if text.startswith(_OFFICERS, marker.end(), span.end):
        found, posts, begun = _OFFICER.match(text, span.start, span.end), _POST, False
    elif text.startswith(_TITLED, marker.end(), span.end) or (
        text.startswith(_RANK_BEGINS, marker.end(), span.end) and _RANKED.match(text, marker.end(), span.end)
    ):
        found, posts = _PERSON.match(text, span.start, span.end), _POST
        begun = found is None
    else:
        return None
    if begun:
        found, posts = _BEGUN.match(text, span.start, span.end), _MEMBER
    if found is None or posts.match(fold(text[found.end() : found.end() + _LONGEST_POST]).lstrip(" ,-")):
        return None
    told = Span(found.start(1), found.end(1))
    if begun:
        told = _with_post(text, told, span.end, context)
    return told if any(person.name for person in read_persons(text, told, "performer")) else None
