"""Lists of agencies that print their head or level once: "UBND các xã Tân Tiến, Khánh Hội", "Các Công ty Điện lực: Gia Lai, Đắk Lắk",
"Công an tỉnh Nghệ An, Hà Tĩnh", "Các xã: Yên Thành, Diễn Châu".

The first member is what the grammar read, or none where a colon parts the head from all of them; each further one is a place whose
`prefix` restores the head. Behind a colon there are two at least, or a sentence begins there.
"""

from __future__ import annotations

from msgspec import Struct

from extractor.mentions.agency_parts import field_ends, level, place_members
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary

__all__ = ["MOST_MEMBERS", "Reading", "behind_colon", "by_place", "by_province"]

MOST_MEMBERS = 40
_LONGEST_PROVINCE = 4


class Reading(Struct, frozen=True):
    """Words start..end are an agency; `prefix` is what an elliptic list left out; `collective`: many agencies under one name."""

    start: int
    end: int
    prefix: str = ""
    collective: bool = False


def by_place(words: Words, first: Reading, at: int, end: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The members of "UBND các xã Tân Tiến, Khánh Hội"; the head stands at `at`..`end`, "các" at `end`."""
    members = place_members(words, first.end, lexicon)
    colon = words.at(first.end) == ":"
    kind_end = level(words, end + 1)
    if kind_end is None or (colon and len(members) < 2) or not members:
        return (first,)
    head, kind = words.slice(at, end), words.slice(end + 1, kind_end)
    readings = [] if colon else [Reading(first.start, first.end)]  # the first of several, its "các" no part of the name
    for start, stop, own in members:
        kind = own or kind
        readings.append(Reading(start, stop, f"{head} {kind}"))
    return tuple(readings)


def behind_colon(words: Words, at: int, end: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The places behind the colon at `end` that the plural head at `at`..`end` stands for ("Các Công ty Điện lực: Gia Lai, Đắk Lắk")."""
    members = place_members(words, end, lexicon) if words.at(end) == ":" else []
    head = words.slice(at, end)
    return tuple(Reading(start, stop, f"{head} {own}".rstrip()) for start, stop, own in members) if len(members) > 1 else ()


def by_province(words: Words, first: Reading, at: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """Further provinces behind a name that ends in one ("Công ty Điện lực Gia Lai, Đắk Lắk"); the list ends in a mark or predicate."""
    provinces = lexicon.provinces
    size = next((n for n in range(1, _LONGEST_PROVINCE) if (found := provinces.match(words, first.end - n)) and found[0] == first.end), 0)
    begin = first.end - size
    if not size or begin <= at:
        return (first,)
    prefix, members, end = words.slice(at, begin), [first], first.end
    while words.at(end) in (",", "và") and len(members) < MOST_MEMBERS:
        following = end + (2 if words.at(end + 1) == "và" else 1)
        more = provinces.match(words, following) if words.capital(following) else None
        if more is None or not field_ends(words, more[0], lexicon) or words.at(more[0]) in ("thuộc", "của"):
            break
        members.append(Reading(following, more[0], prefix))
        end = more[0]
    return tuple(members)
