"""What sentences that tell who is to act have in common: lists of agencies, orders, labels, binding predicates.

The words are those of `models/sentences.toml`. Every reader takes the index of a word and reads at most to the end of the sentence's list.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import readable
from extractor.mentions.agency_bare import read_branch, read_common, read_office, read_places, read_unit_beside
from extractor.mentions.agency_ellipsis import behind_seats
from extractor.mentions.agency_grammar import Reading, read_agency, read_companion
from extractor.mentions.agency_labels import SHORT_LABELS
from extractor.mentions.agency_marks import mark_behind
from extractor.mentions.agency_names import tail_end
from extractor.mentions.agency_officers import is_personal_name, read_posts
from extractor.mentions.agency_parts import field_ends
from extractor.mentions.agency_shorts import spelled_out
from extractor.mentions.agency_tokens import Phrases, Words, words_of
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

__all__ = [
    "SentenceWords",
    "all_common",
    "all_objects",
    "binds",
    "is_unit_in_general",
    "listed",
    "new_ones",
    "only_cooperates",
    "order_end",
    "sentence_words",
    "task_words",
]

_ASSOCIATIONS = frozenset({"đoàn", "hội", "công", "liên", "tỉnh"})  # which stand beside each other with a dash between them
_LONGEST_TASK = 20_000


class SentenceWords(Struct, frozen=True):
    """The words of `models/sentences.toml`: phrases, and single words; `helping` are those with which others are named who help;
    `openers` begin what stands before a subject, `adverbials` those of them that no subject has behind it."""

    orders: Phrases
    encouraging: Phrases
    implied: Phrases
    directing_together: Phrases
    insertions: Phrases
    with_colon: Phrases
    with_copula: Phrases
    done_to: Phrases
    inspected: Phrases
    inspected_do: Phrases
    binding: Phrases
    apart: Phrases
    taking_part: Phrases
    leading: Phrases
    carrying_out: Phrases
    charged_in_brackets: Phrases
    watching: Phrases
    bodies: Phrases
    together: Phrases
    manners: Phrases
    partners: Phrases
    common_partners: Phrases
    shared: Phrases
    objects: re.Pattern[str]
    common: re.Pattern[str]
    no_predicates: frozenset[str]
    charged: frozenset[str]
    having: frozenset[str]
    adverbials: frozenset[str]
    openers: frozenset[str]
    governing: frozenset[str]
    nouns_before: frozenset[str]
    planned: Phrases
    doing: frozenset[str]
    object_verbs: frozenset[str]
    helping: frozenset[str]


@cache
def sentence_words() -> SentenceWords:
    """The words made ready for matching. Built once a process."""
    data = load_vocabulary("sentences")
    objects = "|".join(map(fold, data["objects"]))
    together = Phrases(data["together"])
    return SentenceWords(
        orders=Phrases(data["orders"]),
        encouraging=Phrases(data["encouraging"]),
        implied=Phrases(data["implied"]),
        directing_together=Phrases(data["directing_together"]),
        insertions=Phrases(data["insertions"]),
        with_colon=Phrases(data["addressing"]["with_colon"]),
        with_copula=Phrases(data["addressing"]["with_copula"]),
        done_to=Phrases(data["addressing"]["done_to"]),
        inspected=Phrases(data["addressing"]["inspected"]),
        inspected_do=Phrases(data["addressing"]["inspected_do"]),
        binding=Phrases(data["binding"]),
        apart=Phrases(data["apart"]),
        taking_part=Phrases(data["taking_part"]),
        leading=Phrases(data["leading"]),
        carrying_out=Phrases(data["carrying_out"]),
        charged_in_brackets=Phrases(data["charged_in_brackets"]),
        watching=Phrases(data["watching"]),
        bodies=Phrases(data["bodies"]),
        together=together,
        manners=Phrases(data["manners"]),
        partners=Phrases(data["partners"]),
        common_partners=Phrases(data["common_partners"]),
        shared=Phrases(data["shared"]),
        no_predicates=frozenset(data["no_predicates"]),
        charged=frozenset(data["charged"]),
        having=frozenset(data["having"]),
        adverbials=frozenset(data["adverbials"]),
        openers=frozenset((*data["adverbials"], *data["also_adverbials"])),
        governing=frozenset(data["governing"]),
        nouns_before=frozenset(data["nouns_before"]),
        planned=Phrases(data["planned"]),
        doing=frozenset(data["doing"]),
        object_verbs=frozenset(data["object_verbs"]),
        helping=together.first_words | {*SHORT_LABELS, "(", "[", "cùng"},
        objects=lazy_pattern(rf"(?:các |những )?(?:{objects})(?!\w)"),
        common=lazy_pattern(rf"(?:các |những )?(?:{objects}|cơ quan)(?!\w)"),
    )


def task_words(text: str, span: Span, context: Context) -> Words:
    """The words of a task's own text, its first 20,000 characters."""
    span = Span(span.start, min(span.end, span.start + _LONGEST_TASK))
    return spelled_out(words_of(text, span, readable(text[span.start : span.end])), context)


def listed(words: Words, start: int, *, bracketed: bool = False, partners: bool = False) -> tuple[list[Reading], int]:
    """The agencies listed from a word on ("X, Y và các đơn vị liên quan"), and the index behind them.

    A collective's members in brackets belong to the list ("các nhà mạng (Viettel Nghệ An, VNPT Nghệ An)"); `bracketed`: these are read, so
    that brackets in brackets are not. `partners`: they are worked with, so that a force or branch may come first ("với Công an, Quân sự"),
    and those count too who have no agency's name ("với phụ huynh").
    """
    found: list[Reading] = []
    at = end = start
    while readings := _one(words, at, found, bracketed=bracketed, partners=partners):
        found += readings
        at = end = _behind_holder(words, behind_seats(words, readings[-1], vocabulary()))
        if words.folded[at : at + 2] == ["cùng", "cấp"]:
            at = end = at + 2
        if (mark := mark_behind(words, at)) is not None:  # "Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)"
            at = end = mark[1]
        if words.at(at) == "(" and readings[-1].collective and not bracketed:
            members, behind = listed(words, at + 1, bracketed=True)
            if members and words.at(behind) == ")":
                found += [member for member in members if words.at(member.end - 1) != "khác"]  # the rest of the collective
                at = end = behind + 1
        elif words.at(at) == ")" and not bracketed and words.at(readings[0].end) == "(":  # "các phòng (Tư pháp, Nội vụ)"
            at = end = at + 1
        elif words.at(at) == ":" and readings[-1].collective and not bracketed and _in_general(words, [readings[-1]]):
            members, behind = listed(words, at + 1)  # "Các đơn vị: Công an tỉnh, Sở Y tế"; "UBMTTQ, các hội: Hội Nông dân, Hội Phụ nữ"
            if len(members) > 1 and words.alphabetic(behind) and not any(member.collective for member in members):
                return (members if len(found) == 1 else found + members), behind
        if partners and words.at(at) == "," and (some := sentence_words().insertions.match(words, at + 1)):
            at = some[0]  # "phối hợp với các cơ quan báo chí, nhất là Báo Thái Bình"
        while words.at(at) in (",", "và", ";"):
            at += 1
        if at == end and words.at(at) == "-" and words.at(at + 1) in _ASSOCIATIONS and words.at(readings[-1].start) in _ASSOCIATIONS:
            at += 1  # "Đoàn Thanh niên - Hội Sinh viên"
        if at == end and words.at(at) == "cùng":  # "các Sở: Tài chính, Y tế cùng các đơn vị liên quan"
            at += 2 if words.at(at + 1) == "với" else 1
        if at == end:
            break
    return found, end


def _behind_holder(words: Words, at: int) -> int:
    """The index behind the name of whoever holds an office, where the list goes on behind it ("Phó Thủ tướng | Lê Văn An | và các bộ")."""
    end = at
    while words.capital(end) and words.alphabetic(end):
        end += 1
    return end if words.at(end) in (",", "và") and is_personal_name(words, at, end) else at


def _one(words: Words, at: int, found: list[Reading], *, bracketed: bool, partners: bool) -> tuple[Reading, ...]:
    """What stands at one place of a list; in brackets behind a collective its members too ("Các chủ rừng (| công ty lâm nghiệp, …)")."""
    if readings := read_agency(words, at):
        return readings
    beside = _beside(words, at, several=found[0].collective or found[-1].collective) if found else ()
    return beside or (bracketed and read_companion(words, at)) or (_partner(words, at) if partners else ())


def _in_general(words: Words, readings: list[Reading]) -> bool:
    """Whether the members of a collective may stand behind its colon ("các hội: Hội Nghề cá, Hội Tin học")."""
    return words.at(readings[0].start) in ("các", "những") or all_common(words, readings)


def _beside(words: Words, at: int, *, several: bool) -> tuple[Reading, ...]:
    """What is an agency only in a list that another begins. `several`: a collective begins it, or stands right before."""
    companion = read_companion(words, at) if several else ()
    return companion or read_unit_beside(words, at) or read_branch(words, at) or read_places(words, at)


def _partner(words: Words, at: int) -> tuple[Reading, ...]:
    """A force or branch, or a partner in lower case, before a mark, a further one or a verb ("phối hợp với | phụ huynh").

    So is the house's own office, before a mark or what is done with it ("phối hợp với | Văn phòng xây dựng kịch bản").
    """
    if own := read_branch(words, at) or read_office(words, at) or read_common(words, at) or tuple(read_posts(words, at)):
        return own
    office = vocabulary().offices.match(words, at) if words.capital(at) else None
    if office is not None and (words.at(office[0]) == "và" or not words.alphabetic(office[0])):
        return (Reading(at, office[0]),)
    if words.folded[at : at + 2] == ["đầu", "mối"] and (several := read_agency(words, at + 2 + (words.at(at + 2) == "của"))):
        return (Reading(at, several[-1].end, collective=True),) if len(several) == 1 else ()  # "với | đầu mối các bộ, ngành"
    found = None if words.capital(at) else sentence_words().partners.match(words, at)
    if found is None and words.at(at) == "các" and (common := sentence_words().common_partners.match(words, at + 1)):
        found = common if field_ends(words, common[0], vocabulary()) or vocabulary().verbs.match(words, common[0]) else None
        return (Reading(at, found[0], collective=True),) if found else ()
    if found is None:
        return ()
    if vocabulary().verbs.match(words, found[0]):
        return (Reading(at, found[0]),)
    end = tail_end(words, found[0], vocabulary())  # "doanh nghiệp | trên địa bàn tỉnh"
    bounded = field_ends(words, end, vocabulary()) or vocabulary().verbs.match(words, end)
    return (Reading(at, end),) if bounded else ()


def new_ones(words: Words, readings: list[Reading], found: list[Reading]) -> list[Reading]:
    """The readings whose text is not among the found ones."""
    texts = {words.slice(reading.start, reading.end) for reading in found}
    return [reading for reading in readings if words.slice(reading.start, reading.end) not in texts]


def all_objects(words: Words, readings: list[Reading]) -> bool:
    """Whether all are units and firms in general, which behind "yêu cầu" are the object of the work."""
    return all(is_unit_in_general(words.slice(reading.start, reading.end)) for reading in readings)


def is_unit_in_general(name: str) -> bool:
    """Whether a name is that of units, firms or bodies in general ("các đơn vị", "các chủ đầu tư")."""
    return sentence_words().objects.match(fold(name)) is not None


def all_common(words: Words, readings: list[Reading]) -> bool:
    """Whether all are units, firms and bodies in general."""
    return all(sentence_words().common.match(fold(words.slice(reading.start, reading.end))) for reading in readings)


def binds(words: Words, at: int) -> bool:
    """Whether a predicate that binds its subject to act stands here ("có trách nhiệm", "chủ trì", "chủ động")."""
    return sentence_words().binding.match(words, at) is not None


def order_end(words: Words, at: int) -> int:
    """The index behind words of ordering ("giao", "đề nghị"); the same index where none stand here."""
    found = sentence_words().orders.match(words, at)
    return found[0] if found else at


def only_cooperates(words: Words, at: int) -> bool:
    """Whether nothing but "phối hợp" or "phối hợp thực hiện" stands here up to a mark."""
    if words.folded[at : at + 2] != ["phối", "hợp"]:
        return False
    end = at + (4 if words.folded[at + 2 : at + 4] == ["thực", "hiện"] else 2)
    return not words.alphabetic(end)
