"""Party committees that print their head once, each called after the house whose members it leads: "các Đảng ủy: Chính phủ; Quốc hội; Mặt
trận Tổ quốc, các đoàn thể Trung ương và Bộ Tư pháp".

The first joint decides: behind a semicolon commas are inside names, and a list with commas ends at a semicolon. No member is a Party body
itself ("…; Ban Tổ chức Trung ương; Quân ủy Trung ương"): there the list ends. Two members at least, with capitals.
"""

from __future__ import annotations

from extractor.mentions.agency_ellipsis import MOST_MEMBERS, Reading
from extractor.mentions.agency_names import read_name, tail_end
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary

__all__ = ["by_committee"]

_FRONT = ["mặt", "trận", "tổ", "quốc"]
# What shares a committee with the Fatherland Front ("Mặt trận Tổ quốc, | các đoàn thể Trung ương").
_UNIONS = (["các", "đoàn", "thể"], ["các", "tổ", "chức", "chính", "trị", "-", "xã", "hội"])
_OFFICES = ["các", "cơ", "quan", "đảng"]
_FORCES = (["quân", "sự"], ["biên", "phòng"])  # which alone are no names
_PARTY_FIRST = frozenset({"ban", "văn", "đảng", "thường"})  # Ban Tổ chức Trung ương, Văn phòng Tỉnh ủy, Đảng ủy, Thường trực


def by_committee(words: Words, head: int, colon: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The committees behind the colon that "các Đảng ủy" stands before; the head is `head`..`colon`. Empty for fewer than two."""
    prefix = words.slice(head, colon)
    prefix = prefix[:1].upper() + prefix[1:]
    members: list[Reading] = []
    at, joint = colon + 1, ""
    while len(members) < MOST_MEMBERS and (end := _house(words, at, lexicon)) is not None:
        members.append(Reading(at, end, prefix))
        mark = words.at(end)
        joint = joint or mark
        if mark not in (joint, "và") or mark not in (",", ";", "và"):
            break
        at = end + (2 if mark != "và" and words.at(end + 1) == "và" else 1)
    return tuple(members) if len(members) > 1 else ()


def _house(words: Words, at: int, lexicon: Vocabulary) -> int | None:
    """The end of the house that a committee is called after; None where none or a Party body stands here."""
    if words.folded[at : at + 4] == _OFFICES:  # "các cơ quan Đảng Trung ương"
        return tail_end(words, at + 4, lexicon)
    if not words.capital(at) or words.at(at) in _PARTY_FIRST or words.folded[at : at + 4] == ["ủy", "ban", "kiểm", "tra"]:
        return None
    if words.folded[at : at + 2] in _FORCES:
        return tail_end(words, at + 2, lexicon)
    named = read_name(words, at, lexicon, 1)
    if len(named) != 1 or words.at(named[0].end - 1) == "ủy" or words.folded[at + 1 : at + 2] == ["ủy"]:
        return None
    end = named[0].end
    if words.folded[at : at + 4] == _FRONT and words.at(end) in (",", "và"):
        unions = next((union for union in _UNIONS if words.folded[end + 1 : end + 1 + len(union)] == union), None)
        end = tail_end(words, end + 1 + len(unions), lexicon) if unions else end
    return end
