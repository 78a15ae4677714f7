"""Reads values that list agencies: cells, labels and headings ("Văn phòng Sở, các phòng đơn vị trực thuộc").

A value is read part by part: what the grammar knows; what goes on behind it up to the separator ("UBND các xã nơi có mỏ"), unless it is a
verb: a value that goes on into an action names agencies only before it; members in brackets. A part that no rule knows counts only in a
list that names agencies besides, where it is short and begins with a capital. A value without any agency gives nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import mention_of, readable
from extractor.mentions.agency_bare import read_bare, read_branch, read_inspectorate, read_places, read_unit_beside
from extractor.mentions.agency_ellipsis import behind_seats
from extractor.mentions.agency_grammar import Reading, read_agency, read_companion
from extractor.mentions.agency_joints import goes_on_in_verbs
from extractor.mentions.agency_labels import label_end
from extractor.mentions.agency_levels import level
from extractor.mentions.agency_officers import behind_address, is_personal_name, is_subject, read_posts
from extractor.mentions.agency_parts import acting, field
from extractor.mentions.agency_shorts import spelled_out
from extractor.mentions.agency_tokens import Words, words_of
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.naming import known_field
from extractor.records import AgencyMention, FoundIn, Span

__all__ = ["names_agencies_only", "read_agency_list"]

_LONGEST_VALUE = 4000
_SEPARATORS = frozenset({"…", ",", ";", "\n", "\t", "/", "+", "-", "•", ".", "*", ":", "&"})
_EXCEPTED = (["trừ"], ["ngoại", "trừ"], ["không", "gồm"], ["không", "bao", "gồm"], ["không", "kể"])
_LEADING = frozenset({"giao", "do", "và", "với", "cùng", "của", "đối", "gồm", "hoặc", "hay"})
_LONGEST_UNKNOWN = 8
_PROVISIONS = frozenset({"điểm", "khoản", "mục", "điều", "phụ"})
_LONGEST_ORDINAL = 4
_SYSTEMS = (["hệ", "thống"], ["mạng", "lưới"])
_LONGEST_BRACKET = 40
_WORKING = frozenset({"đơn vị", "trung tâm", "cục, vụ", "ban", "trường"})  # kinds of units called after several works
_POSTS = frozenset({"phó", "chủ", "trưởng", "ông", "bà", "đồng", "đ"})


def read_agency_list(text: str, span: Span, context: Context, found_in: FoundIn) -> tuple[AgencyMention, ...]:
    """The agencies that the text of the span lists, in order; empty where it names none."""
    span = Span(span.start, min(span.end, span.start + _LONGEST_VALUE))
    words = spelled_out(words_of(text, span, readable(text[span.start : span.end]), join_lines=True), context)
    readings, unknown, _ = _read(words, context, places=found_in in ("cell", "label"))
    if not readings:
        return ()
    return tuple(mention_of(words, reading, context, found_in) for reading in sorted((*readings, *unknown), key=lambda r: r.start))


def _read(words: Words, context: Context, *, places: bool) -> tuple[list[Reading], list[Reading], bool]:
    """The agencies read, the unknown parts, and whether nothing else stands in the words. `places`: these act too ("Xã Yên Thành")."""
    lexicon = vocabulary()
    readings: list[Reading] = []
    unknown: list[Reading] = []
    clean, labels = True, ":" in words.folded
    at, size = 0, len(words)
    while at < size:
        word = words.at(at)
        if word in _SEPARATORS or word in _LEADING or word in "()[]" or word.isdigit():
            at += 1
            continue
        if words.at(at - 1) == "(" and any(words.folded[at : at + len(than)] == than for than in _EXCEPTED):  # "(trừ Văn phòng UBND tỉnh)"
            at = words.folded.index(")", at) if ")" in words.folded[at:] else size
            continue
        if word == "v" and words.folded[at : at + 3] == ["v", ".", "v"]:  # "v.v."
            at += 3
            continue
        if labels and (label := label_end(words, at, "chủ trì")) is not None:  # "Cơ quan chủ trì: | Sở Tài chính"
            at = label
            continue
        if readings and (behind := _apposition(words, at) or _bracketed_short(words, at, readings[-1])):
            at = behind
            continue
        if (lead_in := lexicon.lead_ins.match(words, at)) is not None:
            at = lead_in[0]
            continue
        if word in ("ông", "bà") and read_agency(words, behind_address(words, at)):  # "Ông Giám đốc Sở Tài chính"
            at = behind_address(words, at)
            continue
        found = read_agency(words, at) or read_bare(words, at) or _short(words, at, context) or _issuer(words, at)
        found = found or _officers(words, at, readings)
        if not found and (addressed := behind_address(words, at)) > at and (holder := read_agency(words, addressed)):
            found = (Reading(at, holder[0].end, holder[0].prefix, holder[0].collective), *holder[1:])  # "Đồng chí Trưởng Công an xã"
        if not found and (readings or _addressed(words, at)):
            several = bool(readings) and (readings[0].collective or readings[-1].collective)
            found = read_companion(words, at) if several else ()
            found = found or read_unit_beside(words, at) or read_inspectorate(words, at) or (_system(words, at) if readings else ())
        if not found and places and (branch := read_branch(words, at)) and level(words, branch[0].end - 1) == branch[0].end:
            found = branch  # "Quân sự xã"
        if not found and (places or _addressed(words, at)):
            found = read_places(words, at)
        if not found:
            end = _part_end(words, at)
            if readings and lexicon.stops.match(words, at):
                if words.at(at - 1) == "(" and ")" in words.folded[at : at + _LONGEST_BRACKET]:  # "Bộ Công an (| phụ trách …), Bộ Y tế"
                    at, clean = words.folded.index(")", at), False
                    continue
                if (further := _further_clause(words, at)) is None:
                    return readings, unknown, False
                at, clean = further, False
                continue
            if _maybe_agency(words, at, end):
                unknown.append(Reading(at, end))
            else:
                clean = False
            at = end
            continue
        if len(found) == 1 and (further := goes_on_in_verbs(words, found[0].start, found[0].end, lexicon)) is not None:
            found = (Reading(at, further, found[0].prefix, found[0].collective),)
        end = found[-1].end + (2 if words.folded[found[-1].end : found[-1].end + 2] == ["cùng", "cấp"] else 0)
        if found[-1].collective and (provided := _provision(words, end)) > end:
            found, end = (*found[:-1], Reading(found[-1].start, provided, found[-1].prefix, collective=True)), provided
        stop = _part_end(words, end) if words.folded[end : end + 3] != ["v", ".", "v"] else end
        if is_personal_name(words, end, stop):  # "Phó Hiệu trưởng Nguyễn Minh Trí"
            at, clean = stop, False
            continue
        if stop > end and words.alphabetic(end) and words.at(end) not in _LEADING and not read_agency(words, end):
            if (lexicon.stops.match(words, end) or acting(words, end, lexicon)) and not (found[-1].collective and words.at(end) == "được"):
                readings += found
                if (further := _further_clause(words, end)) is None:
                    return readings, unknown, False
                at, clean = further, False
                continue
            last = found[-1]
            while last.collective and words.at(end) == "có" and _goes_on_having(words, stop):
                stop = _part_end(words, stop + 1)
            found = (*found[:-1], Reading(last.start, stop, last.prefix, last.collective))
            end, clean = stop, False
        if (further := _goes_on_small(words, found[-1], end)) > end:
            last = found[-1]
            found, end = (*found[:-1], Reading(last.start, further, last.prefix, last.collective)), further
        readings += found
        at = behind_seats(words, found[-1], lexicon) if end == found[-1].end else end
    return readings, unknown, clean


def _further_clause(words: Words, at: int) -> int | None:
    """Where a clause begins, behind the semicolon of one that tells what the agencies before it do, that tells it of further ones ("Bộ A
    rà soát các văn bản; | các bộ, ngành rà soát …"); None where none does, or they only help."""
    while at < len(words) and words.at(at) != ";":
        if words.at(at) in (".", "\n"):
            return None
        at += 1
    begin = end = at + 1
    while begin < len(words) and (named := read_agency(words, end)):
        end = named[-1].end
        if words.at(end) not in (",", "và"):
            told = vocabulary().stops.match(words, end) or acting(words, end, vocabulary())
            return begin if told and words.folded[end : end + 2] != ["phối", "hợp"] else None
        end += 1
    return None


def _goes_on_small(words: Words, last: Reading, end: int) -> int:
    """The end of a unit's name with parts of its work in lower case behind commas ("Trung tâm Kiểm nghiệm thuốc, | mỹ phẩm, thực phẩm").

    The name before is no known field and no collective; a part is no verb, agency, post or noun of bodies. `end` where none follows.
    """
    lexicon = vocabulary()
    head = lexicon.head_phrases.match(words, last.start)
    if words.at(end) != "," or last.collective or last.prefix or head is None or lexicon.heads[head[1]].kind not in _WORKING:
        return end
    if field(words, head[0], lexicon) == end or level(words, end - 1) is not None or not words.printed[end - 1].islower():
        return end
    at = end
    while words.at(at) == "," and words.alphabetic(at + 1) and not words.capital(at + 1):
        begin = at + 1
        others = (lexicon.verbs, lexicon.stops, lexicon.nouns, lexicon.followers, lexicon.determiners, lexicon.officers)
        if any(phrases.match(words, begin) for phrases in others) or read_agency(words, begin) or read_unit_beside(words, begin):
            break
        at = _part_end(words, begin)
    return at if words.at(at) in (",", ";", "", "\n", ".") else end


def _goes_on_having(words: Words, at: int) -> bool:
    """Whether what a collective has goes on behind the comma here ("các đơn vị có hệ thống thông tin, | cơ sở dữ liệu")."""
    begin = at + 1
    if words.at(at) != "," or not words.alphabetic(begin) or words.capital(begin) or level(words, begin) is not None:
        return False
    lexicon = vocabulary()
    others = (lexicon.determiners, lexicon.followers, lexicon.verbs, lexicon.stops)
    if any(phrases.match(words, begin) for phrases in others):
        return False
    return not (read_agency(words, begin) or read_companion(words, begin) or read_unit_beside(words, begin))


def _apposition(words: Words, at: int) -> int | None:
    """The index of the bracket that ends what an agency is in this work ("Sở Y tế (| cơ quan thường trực Ban Chỉ đạo)")."""
    if words.at(at - 1) not in ("(", "-") or vocabulary().appositions.match(words, at) is None:
        return None
    if words.at(at - 1) == "-":  # "Sở Tài chính - | Cơ quan thường trực Ban Chỉ đạo"
        return _part_end(words, at)
    return words.folded.index(")", at) if ")" in words.folded[at : at + _LONGEST_BRACKET] else None


def _bracketed_short(words: Words, at: int, before: Reading) -> int | None:
    """The index of the bracket that ends a short form alone in brackets right behind a name ("UBND xã Yên Bình (| GPMB)").

    It is the name's own, its field or what it is in this work, and no agency besides; behind a collective it may be a member. A role may
    go on up to the bracket ("(CĐT đề xuất)").
    """
    if words.at(at - 1) == "(" and words.printed[at] in vocabulary().role_shorts:
        return words.folded.index(")", at) if ")" in words.folded[at : at + _LONGEST_BRACKET] else None
    alone = words.at(at - 1) in ("(", "[") and words.at(at + 1) in (")", "]") and before.end == at - 1
    return at + 1 if alone and not before.collective and words.printed[at].isupper() else None


# Phòng, Khoa, Trung tâm, Bộ phận, and "B." for Ban: before a field or its capitals only, for "P." before a place is a phường.
_SHORT_HEADS = frozenset({"P", "K", "TT", "BP"})
_POLICE = lazy_pattern(r"P[ACKVX]\d\d")  # divisions of a province's police by their codes ("PC06")


def _maybe_agency(words: Words, start: int, end: int) -> bool:
    """Whether an unknown part of a list may be an agency: a few words, a capital first, no verb, no number, not a person's name or post."""
    if not words.capital(start) or end - start > _LONGEST_UNKNOWN or vocabulary().stops.match(words, start):
        return False
    if vocabulary().followers.match(words, start) or (end - start == 1 and words.printed[start] in _SHORT_HEADS):  # "Người dân"; "P. 12"
        return False
    person = end - start > 1 and all(word.istitle() for word in words.printed[start:end])
    return not person and words.at(start) not in _POSTS and not any(word.isdigit() for word in words.folded[start:end])


def _provision(words: Words, at: int) -> int:
    """The end of the place of a plan that says which ones are meant ("Các cơ quan | tại điểm d, khoản 1, mục III"); `at` without one."""
    end = at
    while words.at(end) == ("," if end > at else "tại") and words.at(end + 1) in _PROVISIONS:
        behind = end + 2 + (words.folded[end + 1 : end + 3] == ["phụ", "lục"])
        if not words.alphabetic(behind) or len(words.at(behind)) > _LONGEST_ORDINAL:
            break
        end = behind + 1
    return end


def _system(words: Words, start: int) -> tuple[Reading, ...]:
    """A network of small bodies in lower case at the end of a list ("Báo Phú Thọ, | hệ thống truyền thanh cơ sở")."""
    if words.folded[start : start + 2] not in _SYSTEMS or words.capital(start) or words.at(start - 1) not in (",", ";", "và"):
        return ()
    end = start + 2
    while words.alphabetic(end) and words.at(end) != "và" and not words.capital(end) and end - start < _LONGEST_UNKNOWN:
        end += 1
    told = any(vocabulary().stops.match(words, at) for at in range(start + 2, end))
    return (Reading(start, end, collective=True),) if end - start > 2 and not told and not words.capital(end) else ()


def _part_end(words: Words, start: int) -> int:
    at = start
    while at < len(words) and words.at(at) not in (",", ";", "\n", "\t", "(", ")", ":", "."):
        if at > start and words.at(at) == "và" and (read_agency(words, at + 1) or _system(words, at + 1)):
            break
        at += 1
    return max(at, start + 1)


def _short(words: Words, start: int, context: Context) -> tuple[Reading, ...]:
    """A short form on its own: one that the document defines, a department's field ("KHTC"), or a division's ("P. KHTH", "P.Kinh tế")."""
    word = words.printed[start]
    if word in _SHORT_HEADS or (word == "B" and words.at(start + 1) == "."):
        at = start + 1 + (words.at(start + 1) == ".")
        if word == "TT" and words.capital(at) and words.alphabetic(at + 1) and not words.capital(at + 1):  # "TT Yên Thành" is a town
            return () if vocabulary().stops.match(words, at + 1) else (Reading(start, _part_end(words, at)),)
        field = vocabulary().fields.match(words, at)
        if field is not None and words.capital(at):
            return (Reading(start, field[0]),)
        if at < len(words) and len(words.printed[at]) > 1 and words.printed[at].isupper():
            return (Reading(start, at + 1),)
        if words.at(start + 1) == "." and words.capital(at) and (end := _unit_end(words, at)) is not None:
            return (Reading(start, end),)
    if not word[:1].isupper() or len(word) < 2 or not word.isupper():
        return ()
    if _POLICE.fullmatch(word):
        return (Reading(start, start + 1),)
    return (Reading(start, start + 1),) if word in context.abbreviations or known_field(word) else ()


def _unit_end(words: Words, start: int) -> int | None:
    """The end of a division's field that no list has, which fills its part of the value ("P. | Thanh tra - Pháp chế"); no person's name."""
    end = _part_end(words, start)
    named = words.at(start) in vocabulary().family_names and end - start > 2 and all(word.istitle() for word in words.printed[start:end])
    numbered = any(word.isdigit() for word in words.folded[start:end])
    return None if named or numbered or end - start > _LONGEST_UNKNOWN else end


def _officers(words: Words, start: int, readings: list[Reading]) -> tuple[Reading, ...]:
    """Posts; in lower case too behind another post of the list ("Kế toán, | thủ quỹ") or "đối với" ("Đối với | giáo viên phụ trách Đội").

    Behind "đối với" staff may be what is told of ("đối với | giáo viên hợp đồng", "đối với | cán bộ được cử đi học"): there only those
    count whose charge is told.
    """
    lexicon = vocabulary()
    if _addressed(words, start) and not words.capital(start):
        staff = lexicon.staff.match(words, start) is not None
        posts = read_posts(words, start, beside=True)
        told_of = any("được" in words.folded[post.start : post.end] or (staff and is_subject(words, post)) for post in posts)
        return () if told_of else tuple(posts)
    beside = bool(readings) and lexicon.officers.match(words, readings[-1].start) and not lexicon.staff.match(words, start)
    return tuple(read_posts(words, start, beside=bool(beside)))


def _addressed(words: Words, at: int) -> bool:
    """Whether "đối với" stands before: whoever follows is named by it, in lower case too."""
    return words.folded[max(0, at - 2) : at] == ["đối", "với"]


def _issuer(words: Words, start: int) -> tuple[Reading, ...]:
    if words.at(start) in ("sở", "bộ", "cục") and words.capital(start) and not words.alphabetic(start + 1):
        return (Reading(start, start + 1),)
    return ()


_NUMBER = lazy_pattern(r"^\s*(?:(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s*(?:[.)/]|[-–](?=\s))\s*|[-+*]\s*|[•–]\s*)*+")
_DUTY = lazy_pattern(
    r"\s*(?:(?:có|chịu|có các|thực hiện) (?:trách nhiệm|nhiệm vụ)(?: (?:thực hiện|sau|như sau|cụ thể|chính))*"
    r"|thực hiện|chủ trì|phối hợp|theo chức năng, nhiệm vụ(?: được giao)?)?\s*[:.;]?\s*$",
    re.IGNORECASE,
)
_LONGEST_LINE = 400


def names_agencies_only(text: str, context: Context) -> bool:
    """Whether a heading or line does nothing but name agencies, maybe with "có trách nhiệm:" behind them."""
    return len(text) <= _LONGEST_LINE and _only_names(text, tuple(context.abbreviations.items()))


@lru_cache(maxsize=256)
def _only_names(text: str, abbreviations: tuple[tuple[str, str], ...]) -> bool:
    """What `names_agencies_only` says; plans name the same bodies behind task after task."""
    context = Context(abbreviations=dict(abbreviations))
    start = _NUMBER.match(text)
    begin = start.end() if start else 0
    tail = _DUTY.search(text, begin)
    end = tail.start() if tail else len(text)
    line = text[begin:end]
    words = spelled_out(words_of(line, Span(0, len(line)), readable(line)), context)
    readings, unknown, clean = _read(words, context, places=False)
    return bool(readings) and clean and not unknown and not any(is_subject(words, reading) for reading in readings)
