"""Whom a sentence orders or begins with, and whether its predicate makes him act: agencies, offices, branches, places and posts.

An order before the subject decides ("Giao X", "Đề nghị X"); else the predicate behind it does, which must bind it ("có trách nhiệm", "chủ
trì") but where the sentence surely begins with whoever acts. What only tells of its subject ("được hỗ trợ") makes nobody act.
"""

from __future__ import annotations

from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_bare import MODALS, read_bare, read_branch, read_house, read_office, read_places, read_told
from extractor.mentions.agency_grammar import Reading, read_agency, read_series
from extractor.mentions.agency_joints import goes_on_to_duty
from extractor.mentions.agency_labels import label_end
from extractor.mentions.agency_levels import counted, level
from extractor.mentions.agency_officers import behind_address, read_holder_of_two, read_officers, read_posts
from extractor.mentions.agency_places import level_words, place, place_members
from extractor.mentions.agency_sentences import all_common, all_objects, binds, listed, order_end, sentence_words
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_unknown import with_unknown
from extractor.mentions.agency_vocabulary import vocabulary

__all__ = ["SUPERIORS", "TOPIC_ENDS", "places_told", "subject_at"]

TOPIC_ENDS = frozenset({":", ".", ";", "\n"})
# Whoever stands above those he orders: the order's object acts, not he.
SUPERIORS = lazy_pattern(
    r"thủ tướng|chính phủ|chủ tịch|phó chủ tịch|(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố|huyện)|bộ trưởng|giám đốc|ban thường vụ"
    r"|thường trực|tỉnh ủy|thành ủy"
)
_LONGEST_INSERTION = 40
_BEFORE_PARTNER = frozenset({".", ";", "\n", ","})  # a comma only behind "chủ trì"


def subject_at(words: Words, start: int, *, certain: bool) -> tuple[list[Reading], int]:
    """The agencies that a sentence orders or begins with, and the index behind all it read.

    Without `certain` only a binding predicate makes a subject an actor.
    """
    at, spoken = start, sentence_words()
    if (label := label_end(words, at, "chủ trì")) is not None:
        return listed(words, label)
    if words.at(at) == "do":  # "do Sở Y tế chủ trì", "…, do Chi cục Dân số thực hiện"
        readings, end = listed(words, at + 1)
        marked = words.at(at - 1) in (",", ";", "(", "-")
        verbs = spoken.charged_in_brackets if words.at(at - 1) == "(" else spoken.carrying_out if marked else spoken.leading
        acts = verbs.match(words, end) is not None
        told = not marked and any(r.collective or all_common(words, [r]) for r in readings)  # "các dự án do Sở, ngành chủ trì"
        return (readings if acts and not told else []), end
    if certain and (addressed := _addressed(words, at))[0]:
        return addressed
    if words.at(at) == "riêng":  # "Riêng UBND thành phố Tây Ninh …"
        at += 3 if words.folded[at + 1 : at + 3] == ["đối", "với"] else 1
    behind = order_end(words, at)
    ordered = " ".join(words.folded[at:behind])
    addressed_as = behind_address(words, behind)
    if certain and (held := _held_besides(words, behind, addressed_as)):
        return [held], held.end
    if certain and (held := read_holder_of_two(words, behind)) and _posts_act(words, held.end, certain=certain):
        return [held], held.end
    if addressed_as > behind and read_agency(words, addressed_as):
        behind = addressed_as  # "Giao đồng chí Chánh Văn phòng …", "Ông Giám đốc Sở …"
    readings, end = listed(words, behind)
    if readings and (duty := goes_on_to_duty(words, end, vocabulary())) > end:
        readings[-1], end = replace(readings[-1], end=duty), duty
    if not readings and certain and (some := _branches(words, behind)):
        return some, some[-1].end
    if not readings and certain and (bare := read_bare(words, behind)) and _told_bare(words, bare[0].end):
        return list(bare), bare[0].end
    if not readings and certain and (office := read_office(words, behind)):
        return list(office), office[0].end
    if not readings and certain and (house := read_house(words, behind)) and (ordered or binds(words, behind + 1)):
        return list(house), behind + 1
    if not readings and certain and (series := _series(words, behind)):
        return series, series[-1].end
    posted = certain or (words.capital(behind) and not ordered)
    if not readings and posted and (posts := read_posts(words, behind)):
        end = posts[-1].end
        return (posts if _posts_act(words, end, certain=certain) else []), end
    if certain and not ordered and (places := places_told(words, at, alone=not readings))[0]:
        return places
    if not readings or (ordered == "chỉ đạo" and readings[0].collective):
        return [], start
    if ordered:
        inside = ordered == "yêu cầu" and words.at(start - 1) in (",", ";", "(")  # "Kiểm tra các trạm, yêu cầu các doanh nghiệp …"
        told_of = inside or (words.at(start - 1) == "," and ordered == "giao nhiệm vụ cho")  # "cơ chế đặt hàng, giao …"
        objects = told_of and all_objects(words, readings)
        return ([] if objects else readings), end
    told_on = order_end(words, end)
    if told_on > end and words.at(end) != "chỉ" and SUPERIORS.match(" ".join(words.folded[at:end])):
        ordered_ones, behind = listed(words, told_on)  # "Thủ tướng Chính phủ yêu cầu các Bộ trưởng"
        return ordered_ones, behind
    predicate = end
    if words.at(end) == "(" and ")" in words.folded[end : end + 40]:  # "Ban Chỉ đạo (Ban Chỉ đạo 389) chủ trì"
        predicate = words.folded.index(")", end) + 1
    if words.at(start - 1) in ("(", ",") and _charged_in_brackets(words, end) and not all_common(words, readings):
        return readings, end
    named, predicate = _behind_insertion(words, predicate, readings)
    readings = readings + named
    told = _told_of(words, predicate, readings)
    ordered_to = _predicate(words, predicate, certain=certain)
    if certain and not ordered_to:
        readings, end = with_unknown(words, readings, end)
        ordered_to = _predicate(words, end, certain=certain)
    if words.at(start - 1) in _BEFORE_PARTNER and not ordered_to and not all_common(words, readings):
        ordered_to = spoken.taking_part.match(words, end) is not None
    if words.at(start - 1) == ";" and not ordered_to and not all_common(words, readings):
        ordered_to = vocabulary().verbs.match(words, end) is not None  # "…; các bệnh viện tuyến huyện dành 10% số giường"
    if words.at(start - 1) == ":":  # "Kinh phí: Phòng Tài chính - Kế hoạch thẩm định dự toán"
        ordered_to = ordered_to or vocabulary().verbs.match(words, predicate + (words.at(predicate) in MODALS)) is not None
    return (readings if not told and ordered_to else []), end


def _addressed(words: Words, start: int) -> tuple[list[Reading], int]:
    """Whose duty follows ("Đối với Sở Y tế: Rà soát …", "Trách nhiệm của Sở Y tế là hướng dẫn …"), and the index behind them."""
    spoken = sentence_words()
    with_colon, with_copula = spoken.with_colon.match(words, start), spoken.with_copula.match(words, start)
    found = with_colon or with_copula
    if with_colon and (inspected := spoken.inspected.match(words, with_colon[0])) and words.at(inspected[0]) == ":":
        acts = spoken.inspected_do.match(words, inspected[0] + 1) is not None
        return ([Reading(with_colon[0], inspected[0])] if acts else []), inspected[0]
    readings, end = listed(words, found[0]) if found else ([], start)
    told = words.at(end) == ":" or (with_copula is not None and words.at(end) == "là")
    acts = _begins_predicate(words, end + 1) and not (with_colon and spoken.done_to.match(words, end + 1))
    return (readings, end) if readings and told and acts and not all_objects(words, readings) else ([], start)


def _posts_act(words: Words, end: int, *, certain: bool) -> bool:
    """Whether what the holders of posts are to do stands behind them."""
    return binds(words, end) or (certain and (words.at(end) == ":" or _begins_predicate(words, end)))


def _held_besides(words: Words, start: int, at: int) -> Reading | None:
    """An office with what its holder is in this work, before a colon ("Đồng chí | Phó Giám đốc Sở Y tế - Phó Trưởng ban: Chỉ đạo …")."""
    office = read_agency(words, at) if vocabulary().holders.match(words, at) else ()
    post = read_officers(words, office[-1].end + 1) if len(office) == 1 and words.at(office[0].end) in ("-", "–") else None
    return Reading(start, post.end) if post is not None and words.at(post.end) == ":" else None


def _begins_predicate(words: Words, at: int) -> bool:
    """Whether a verb, or what else a predicate begins with, stands here."""
    return vocabulary().verbs.match(words, at) is not None or vocabulary().stops.match(words, at) is not None


def _behind_insertion(words: Words, at: int, before: list[Reading]) -> tuple[list[Reading], int]:
    """The index of the predicate behind an insertion ("Các tỉnh, | nhất là các tỉnh giáp Thủ đô, | tăng cường …"); the same without one.

    And the agencies that it names, where the predicate stands right behind them ("Các cơ quan báo chí, | nhất là Báo Nhân Dân | đưa tin"),
    but for such as are of those before it in general ("Các tỉnh, | nhất là các tỉnh vùng Thủ đô | chủ động …").
    """
    inserted = sentence_words().insertions.match(words, at + 1) if words.at(at) == "," else None
    if inserted is None:
        return [], at
    named, end = listed(words, inserted[0])
    if named and _begins_predicate(words, end):
        nouns = {words.at(r.start + 1) for r in before if r.collective and words.at(r.start) == "các"}
        return [r for r in named if not (r.collective and words.at(r.start) == "các" and words.at(r.start + 1) in nouns)], end
    for comma in range(at + 1, min(at + _LONGEST_INSERTION, len(words))):
        if words.at(comma) in TOPIC_ENDS:
            break
        if words.at(comma) == "," and _begins_predicate(words, comma + 1):
            return [], comma + 1
    return [], at


def _branches(words: Words, start: int) -> list[Reading]:
    """Forces and branches, villages, teams or what else is too common for a name, with a predicate behind them that binds them ("Công an,
    Quân sự xã | có trách nhiệm", "Tổ thủy nông | chủ trì", "Chủ hộ | có trách nhiệm")."""
    if (told := read_told(words, start)) is not None:
        return [told]
    if (village := read_places(words, start)) and level(words, start) is None:
        return list(village) if binds(words, village[-1].end) else []
    if not read_branch(words, start):
        return []
    readings, end = listed(words, start, partners=True)
    return readings if binds(words, end) else []


def _series(words: Words, start: int) -> list[Reading]:
    """Nouns of collectives without "các" that are told to act ("Hội, hiệp hội xã hội nghề nghiệp | chủ động"); those who are people too
    by a colon with what they are to do ("Doanh nghiệp, cộng đồng, cá nhân: | Quan tâm …")."""
    readings = read_series(words, start)
    if not readings:
        return []
    end = readings[-1].end
    people = any(vocabulary().followers.match(words, at) for at in range(start, end))
    duty = people and words.at(end) == ":" and words.at(end + 1) != "được" and _begins_predicate(words, end + 1)
    duty = duty and sentence_words().done_to.match(words, end + 1) is None
    return list(readings) if duty or binds(words, end + (words.at(end) in MODALS)) else []


def _told_bare(words: Words, at: int) -> bool:
    """Whether a duty stands behind a bare name: behind a colon, or its unit in brackets ("Văn phòng (Phòng Hành chính) chuẩn bị")."""
    if words.at(at) == ":":
        return True
    readings, end = listed(words, at + 1) if words.at(at) == "(" else ([], at)
    return bool(readings) and words.at(end) == ")" and _predicate(words, end + 1, certain=True)


def _charged_in_brackets(words: Words, at: int) -> bool:
    """Whether a bracket or clause says only that the agency before does it ("(Thanh tra Sở | thực hiện)", "…, UBND xã | thực hiện.")."""
    verb = sentence_words().charged_in_brackets.match(words, at)
    return verb is not None and words.at(verb[0]) in (")", ",", ";", ".", "") and not sentence_words().watching.match(words, 0)


def places_told(words: Words, start: int, *, alone: bool) -> tuple[list[Reading], int]:
    """Places that are told to act ("Các tỉnh Nghệ An, Cao Bằng khẩn trương", "Huyện A, huyện B nạo vét"), and the index behind them.

    A single province needs a predicate that binds it ("Tỉnh Đắk Lắk cần"): else it is mostly the subject of an aim. `alone`: no agency is
    read there, so that those without names count too ("Các thị trấn nạo vét").
    """
    found: list[Reading] = []
    at = end = start
    while level(words, begin := at + _is_several(words, at)) is not None and (named := place(words, at, vocabulary())) is not None:
        if not words.capital(named - 1):
            unnamed = alone and not found and words.at(at) == "các" and _acts_in_lower_case(words, named)
            return ([Reading(at, named, collective=True)], named) if unnamed else ([], start)
        members = place_members(words, named, vocabulary())
        kind = words.slice(begin, level(words, begin) or named)
        found.append(Reading(at, named))
        for first, stop, own in members:
            kind = own or kind
            printed = 0 if _is_several(words, start) or not own else level_words(own)  # "Huyện A, | huyện B"
            found.append(Reading(first - printed, stop, "" if printed else kind))
        at = end = members[-1][1] if members else named
        if words.at(end) not in (",", "và"):
            break
        at += 1
    if not found:
        return [], start
    acts = (len(found) > 1 or words.at(start) != "tỉnh") and _acts_in_lower_case(words, end)
    return (found, end) if acts or binds(words, end) or words.at(end) == "cần" else ([], start)


def _is_several(words: Words, at: int) -> bool:
    """Whether "các" or a number stands before the level of places here."""
    return words.at(at) == "các" or counted(words, at)


def _acts_in_lower_case(words: Words, at: int) -> bool:
    """Whether a verb in lower case that tells what a subject does stands here."""
    verb = None if words.capital(at) else vocabulary().verbs.match(words, at)
    return verb is not None and words.at(at) not in ("là", "không", "cho") and words.at(at) not in sentence_words().no_predicates


def _told_of(words: Words, at: int, readings: list[Reading]) -> bool:
    """Whether the predicate only tells of its subject: "được hỗ trợ", "Các tổ chức có hành vi vi phạm"."""
    at += words.at(at) in MODALS  # "Tổ bầu cử | sẽ được thành lập"
    word, following = words.at(at), words.at(at + 1)
    if word == "được":
        return following not in sentence_words().charged
    return word == "có" and following not in sentence_words().having and all_objects(words, readings)


def _predicate(words: Words, at: int, *, certain: bool) -> bool:
    """Whether what a subject is to do stands here."""
    if not certain:
        return binds(words, at) or words.at(at) == ":"
    if words.at(at) == ",":
        return vocabulary().stops.match(words, at + 1) is not None
    if words.at(at) in sentence_words().no_predicates:  # "Sở Nội vụ | số 5", but "số hóa"
        return vocabulary().verbs.match(words, at) is not None
    return words.at(at) == ":" or (words.alphabetic(at) and not words.capital(at))
