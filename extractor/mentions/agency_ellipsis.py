"""Lists of agencies that print their head or level once: "UBND các xã Tân Tiến, Khánh Hội", "Các Công ty Điện lực: Gia Lai, Đắk Lắk",
"Công an tỉnh Nghệ An, Hà Tĩnh", "UBND xã Đông Á và xã Đông Lĩnh", "Các xã: Yên Thành, Diễn Châu", "Phòng 1, 2, 3", "Hội Nông dân, Phụ nữ",
"Các Viện: Dinh dưỡng, Pasteur Nha Trang", "Trường Mầm non, Tiểu học, THCS Tân Hưng", "Trung tâm Y tế khu vực Sa Pa, Bắc Hà".

The first member is what the grammar read, or none where a colon parts the head from all of them; each further one is a place, a number or
a union, whose `prefix` restores the head. Behind a colon there are two at least, or a sentence begins there.
"""

from __future__ import annotations

from msgspec import Struct

from extractor.folding import fold
from extractor.mentions.agency_joints import starts_agency
from extractor.mentions.agency_levels import level
from extractor.mentions.agency_parts import field, field_ends, stopped
from extractor.mentions.agency_places import level_words, local, number_end, numbered, place, place_members
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary
from extractor.naming import is_city

__all__ = [
    "MOST_MEMBERS", "Reading", "behind_colon", "behind_seats", "by_area", "by_association", "by_institute",
    "by_level", "by_number", "by_place", "by_province", "by_school", "by_semicolon",
]

MOST_MEMBERS = 40
_LONGEST_PROVINCE = 4
_LONGEST_MEMBER = 16
# Levels that stand side by side; of two ranks the second tells where the first is ("UBND xã Đông Á, huyện Đông Hưng").
_RANKS = {
    "xã": 1, "phường": 1, "thị trấn": 1, "đặc khu": 1, "huyện": 2, "quận": 2, "thị xã": 2, "tx": 2, "thành phố": 2, "tp": 2, "tỉnh": 3,
}
_SCHOOL_LEVELS = frozenset({
    ("mầm", "non"), ("mn",), ("tiểu", "học"), ("th",), ("thcs",), ("thpt",), ("trung", "học", "cơ", "sở"), ("trung", "học", "phổ", "thông"),
})
_SEATS = frozenset({"thành", "tp", "tỉnh"})  # first words of levels at which institutes sit


class Reading(Struct, frozen=True):
    """Words start..end are an agency; `prefix` is what an elliptic list left out; `collective`: many agencies under one name."""

    start: int
    end: int
    prefix: str = ""
    collective: bool = False


def by_semicolon(words: Words, start: int, prefix: str, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The members behind a colon that semicolons part, as their names have commas in them ("Các Cục: Báo chí; Xuất bản, In và Phát hành;
    Du lịch"): three at least, none of which begins an agency, and no list of fields is among them. Empty for any other list."""
    members: list[Reading] = []
    parted = False
    at = start
    while len(members) < MOST_MEMBERS and words.capital(at):
        known = field(words, at, lexicon)
        if starts_agency(words, at, lexicon) and (known is None or words.alphabetic(known)):  # "Báo chí" is a field alone
            break
        end = at
        while (words.alphabetic(end) or words.at(end) in (",", "-", "&")) and end - at < _LONGEST_MEMBER:
            end += 1
        comma = next((i for i in range(at, end) if words.at(i) == ","), None)
        if comma is not None and (not words.capital(comma + 1) or known == comma):
            return ()
        parted = parted or comma is not None
        members.append(Reading(at, end, prefix))
        if words.at(end) != ";":
            break
        at = end + 1
    return tuple(members) if parted and len(members) > 2 and not words.alphabetic(members[-1].end) else ()


def by_institute(words: Words, start: int, prefix: str, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The members behind a colon that commas part, whose fields no vocabulary has ("Các Viện: | Vệ sinh dịch tễ Trung ương, Pasteur Nha
    Trang"): two at least, each with a capital first and none the beginning of another agency, up to a mark, predicate or "và"."""
    members: list[Reading] = []
    at = start
    while len(members) < MOST_MEMBERS and words.capital(at) and not starts_agency(words, at, lexicon):
        end = field(words, at, lexicon) or at + 1
        while (words.alphabetic(end) or words.at(end) == "-") and words.at(end) != "và" and end - at < _LONGEST_MEMBER:
            if words.alphabetic(end) and stopped(words, end, lexicon):
                break
            end += 1
        members.append(Reading(at, end, prefix))
        at = end + (2 if words.at(end) == "," and words.at(end + 1) == "và" else 1)
        if words.at(end) not in (",", "và"):
            break
    bounded = bool(members) and (stopped(words, members[-1].end, lexicon) or words.at(members[-1].end) in (",", "và"))
    return tuple(members) if len(members) > 1 and bounded else ()


def by_school(words: Words, at: int, end: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The schools of several levels that one "Trường" names ("Trường | Mầm non, Tiểu học, THCS Tân Hưng"); "Trường" stands at `at`."""
    ends: list[tuple[int, int]] = []
    begin = end
    while (kind := _school_level(words, begin)) is not None:
        ends.append((begin, kind))
        begin = kind + (2 if words.at(kind) == "," and words.at(kind + 1) == "và" else 1)
        if words.at(kind) not in (",", "và"):
            break
    if len(ends) < 2 or words.at(ends[0][1]) != ",":  # "Trường THCS và THPT Con Cuông" is one
        return ()
    last = ends[-1][1]
    last = place(words, last, lexicon) or local(words, last, lexicon) or last
    if not stopped(words, last, lexicon) and words.at(last) not in (",", "và"):
        return ()
    prefix = words.slice(at, end)
    return (Reading(at, ends[0][1]), *(Reading(b, e, prefix) for b, e in ends[1:-1]), Reading(ends[-1][0], last, prefix))


def _school_level(words: Words, at: int) -> int | None:
    if not words.capital(at):
        return None
    return next((at + size for size in (3, 2, 1) if tuple(words.folded[at : at + size]) in _SCHOOL_LEVELS), None)


def by_place(words: Words, first: Reading, at: int, end: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The members of "UBND các xã Tân Tiến, Khánh Hội"; the head stands at `at`..`end`, "các" at `end`."""
    members = place_members(words, first.end, lexicon)
    colon = words.at(first.end) == ":"
    kind_end = level(words, end + 1)
    if kind_end is None or (colon and len(members) < 2) or not members:
        return (first,)
    head, kind = words.slice(at, end), words.slice(end + 1, kind_end)
    readings = [] if colon else [Reading(first.start, first.end)]  # the first of several, its "các" no part of the name
    provinces = "tỉnh" in words.folded[end + 1 : first.end]
    if readings and provinces and "phố" in words.folded[end + 1 : first.end]:  # "UBND các tỉnh, thành phố | Tuyên Quang, Hải Phòng"
        named = ((i, _central_kind(words, i, first.end, lexicon)) for i in range(end + 2, first.end))
        readings = [Reading(i, first.end, f"{head} {central}") for i, central in named if central][:1] or readings
    for start, stop, own in members:
        kind = own or kind
        central = _central_kind(words, start, stop, lexicon) if provinces else None
        begin, prefix = (start - level_words(own), head) if own else (start, f"{head} {central or kind}")
        readings.append(Reading(begin, stop, prefix))
    return tuple(readings)


def _central_kind(words: Words, start: int, end: int, lexicon: Vocabulary) -> str | None:
    """What a province or centrally-run city among provinces is ("UBND các tỉnh, thành phố: Đồng Nai, | Huế"); None of other places."""
    found = lexicon.provinces.match(words, start)
    if found is None or found[0] != end:
        return None
    return "thành phố" if is_city(found[1]) else "tỉnh"


def by_level(words: Words, first: Reading, at: int, end: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The members of "UBND xã Đông Á và xã Đông Lĩnh", empty where there is one; the head stands at `at`..`end`.

    A city is of a district's rank or, where it is centrally run, of a province's.
    """
    if words.at(first.end) not in (",", "và") or (kind := _kind(words, end)) is None:
        return ()
    members = [first]
    stop = first.end
    central = _is_central(words, end, stop, lexicon)
    while words.at(stop) in (",", "và") and len(members) < MOST_MEMBERS:
        begin = stop + (2 if words.at(stop + 1) == "và" else 1)
        own = _kind(words, begin)
        if own is None and (bare := _bare_place(words, begin, lexicon)) is not None:  # "UBND xã Đông Á, | Đông Lĩnh"
            members.append(Reading(begin, bare, f"{words.slice(at, end)} {kind}"))
            stop = bare
            continue
        named = place(words, begin, lexicon) if own is not None and not words.capital(begin) else None
        if own is None or named is None or not words.capital(named - 1) or not field_ends(words, named, lexicon):
            break
        both = (_RANKS[kind] + central, _RANKS[own] + _is_central(words, begin, named, lexicon))
        if both[0] != both[1]:
            break
        members.append(Reading(begin, named, words.slice(at, end)))
        stop = named
    return tuple(members) if len(members) > 1 else ()


def _bare_place(words: Words, start: int, lexicon: Vocabulary, *, persons: bool = True) -> int | None:
    """The end of a place named without its level; no province (of an address), no person and no agency.

    Without `persons` only three syllables that begin with a family name are one ("Nguyễn Văn An", but "Lương Tài").
    """
    person = words.at(start) in lexicon.family_names
    if lexicon.provinces.match(words, start) or (person and persons) or starts_agency(words, start, lexicon):
        return None
    end = local(words, start, lexicon) if words.capital(start) else None
    if end is None or (person and end - start > 2):
        return None
    bounded = words.at(end) in (",", "và") or stopped(words, end, lexicon) or lexicon.verbs.match(words, end) is not None
    return end if bounded else None


def _kind(words: Words, at: int) -> str | None:
    """The level that begins here."""
    end = level(words, at)
    return " ".join(words.folded[at:end]) if end is not None else None


def _is_central(words: Words, start: int, end: int, lexicon: Vocabulary) -> bool:
    """Whether a city is centrally run ("thành phố Hà Nội")."""
    name = level(words, start)
    found = lexicon.provinces.match(words, name) if name is not None and words.at(start) in ("thành", "tp") else None
    return found is not None and found[0] == end and is_city(found[1])


def behind_colon(words: Words, at: int, end: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The places behind the colon at `end` that the plural head at `at`..`end` stands for ("Các Công ty Điện lực: Gia Lai, Đắk Lắk")."""
    members = place_members(words, end, lexicon) if words.at(end) == ":" else []
    head = words.slice(at, end)
    if len(members) < 2:
        return ()
    readings = []
    for start, stop, own in members:
        central = _central_kind(words, start, stop, lexicon) if fold(head) == "tỉnh" else None
        readings.append(Reading(start, stop, own or central or head if fold(head) == "tỉnh" else f"{head} {own}".rstrip()))
    return tuple(readings)


def by_province(words: Words, first: Reading, at: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """Further provinces behind a name that ends in one ("Công ty Điện lực Gia Lai, Đắk Lắk"); the list ends in a mark or predicate."""
    if words.at(first.end) not in (",", "và"):
        return (first,)
    provinces = lexicon.provinces
    sizes = range(1, min(_LONGEST_PROVINCE, first.end - at))
    size = next((n for n in sizes if (found := provinces.match(words, first.end - n)) and found[0] == first.end), 0)
    if not size:
        return (first,)
    begin = first.end - size
    prefix, members, end = words.slice(at, begin), [first], first.end
    head = words.slice(at, begin - 1) if words.at(begin - 1) == "tỉnh" and begin - 1 > at else None
    while words.at(end) in (",", "và") and len(members) < MOST_MEMBERS:
        following = end + (2 if words.at(end + 1) == "và" else 1)
        more = provinces.match(words, following) if words.capital(following) else None
        if more is None or not field_ends(words, more[0], lexicon) or words.at(more[0]) in ("thuộc", "của"):
            break
        members.append(Reading(following, more[0], f"{head} thành phố" if head and is_city(more[1]) else prefix))
        end = more[0]
    return tuple(members)


def by_area(words: Words, first: Reading, at: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The members of "Trung tâm Y tế khu vực Sa Pa, Bắc Hà" and "Tòa án nhân dân khu vực 1, 2"; the head stands at `at`.

    Names go on in names of places and numbers in numbers; a province (of an address), a person and another agency end the list.
    """
    area = next((i for i in range(first.end - 2, at, -1) if words.folded[i : i + 2] == ["khu", "vực"]), None)
    if area is None or words.at(first.end) not in (",", "và"):
        return ()
    by_numbers = words.at(area + 2).isdigit()
    if (area + 3 if by_numbers else local(words, area + 2, lexicon)) != first.end:
        return ()
    members, end = [first], first.end
    while words.at(end) in (",", "và") and len(members) < MOST_MEMBERS:
        begin = name = end + (2 if words.at(end + 1) == "và" else 1)
        if words.folded[begin : begin + 2] == ["khu", "vực"]:
            name = begin + 2
        more = number_end(words, name, lexicon) if by_numbers and words.at(name).isdigit() else None
        more = _bare_place(words, name, lexicon, persons=False) if not by_numbers else more
        if more is None:
            break
        members.append(Reading(begin, more, words.slice(at, area if name > begin else area + 2)))
        end = more
    return tuple(members) if len(members) > 1 else ()


def by_number(words: Words, first: Reading, at: int, end: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The members of "Phòng 1, 2 và 3" and "Trường THPT số 1, số 2 Bảo Thắng"; the head stands at `at`..`end`, its number at `end`."""
    members = [first]
    stop = first.end
    worded = words.at(end) == "số"
    while words.at(stop) in (",", "và") and len(members) < MOST_MEMBERS:
        begin = stop + 1
        more = numbered(words, begin, lexicon) if worded else number_end(words, begin, lexicon)
        if more is None:
            break
        members.append(Reading(begin, more, words.slice(at, end)))
        stop = more
    return tuple(members)


def behind_seats(words: Words, before: Reading, lexicon: Vocabulary) -> int:
    """The index behind the places that follow an institute's name ("Viện Vệ sinh dịch tễ Trung ương, | Tây Nguyên"); its end without them.

    They are where further institutes of the kind sit, or this one, and act for themselves in neither case.
    """
    at = before.end
    procuracy = words.folded[before.start + 1 : before.start + 3] == ["kiểm", "sát"]
    if words.at(before.start) != "viện" or procuracy or before.collective:
        return at
    while words.at(at) in (",", "và"):
        begin = at + 1
        named = level(words, begin) or begin
        if named > begin and words.at(begin) not in _SEATS:
            break
        named += words.at(named - 1) == "tp" and words.at(named) == "."
        end = local(words, named, lexicon) if words.capital(named) else None
        if end is None or starts_agency(words, begin, lexicon) or lexicon.fields.match(words, begin):
            break
        if not field_ends(words, end, lexicon) and lexicon.verbs.match(words, end) is None:
            break
        at = end
    return at


def by_association(words: Words, first: Reading, at: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The members of "Hội Nông dân, Phụ nữ tỉnh" and "các hội: Nông dân, Phụ nữ"; "hội" stands at `at`. What is no union ends the list."""
    members = [first]
    stop = first.end
    head = words.slice(at, at + 1).capitalize()
    while (words.at(stop) in (",", "và") or (words.at(stop) == ":" and len(members) == 1)) and len(members) < MOST_MEMBERS:
        begin = stop + 1
        union = lexicon.associations.match(words, begin) if words.capital(begin) else None
        if union is None:
            break
        stop = place(words, union[0], lexicon) or union[0]
        if not field_ends(words, stop, lexicon) and lexicon.verbs.match(words, stop) is None:
            break
        members.append(Reading(begin, stop, head))
    return tuple(members)
