"""Who is told to act in a task's own text.

In order of precedence within each sentence: whoever an order names ("Giao X", "Thủ tướng Chính phủ yêu cầu X"); the subject at the
sentence's start with a verb or colon behind it, or behind a run-in topic ("Giám sát: X chủ trì", "Về …: giao X"); the subject behind an
adverbial ("Trong quá trình thực hiện, X chủ động") or addressed ("Đối với X: Rà soát …"). A further sentence counts where the first has a
lead, or what it says binds ("có trách nhiệm"); a clause behind a comma where its agency leads a part ("X chủ trì sơ kết, Y chủ trì …"). No
lead is a channel of reporting ("báo cáo UBND tỉnh", "qua Văn phòng Sở") nor whoever is himself the object ("chỉ đạo các phòng"); a single
agency that is to be directed ("Chỉ đạo Sở X chủ trì") is given, for tasks where nobody else is named.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import mention_of
from extractor.mentions.agency_bare import of_issuer, read_bare, read_branch, read_house, read_office, read_places, read_told
from extractor.mentions.agency_clauses import relative_clause
from extractor.mentions.agency_grammar import Reading, read_agency
from extractor.mentions.agency_joints import goes_on_to_duty
from extractor.mentions.agency_labels import label_end
from extractor.mentions.agency_levels import counted, level
from extractor.mentions.agency_marks import mark_behind
from extractor.mentions.agency_officers import behind_address, read_posts
from extractor.mentions.agency_places import place, place_members
from extractor.mentions.agency_sentences import (
    all_common,
    all_objects,
    binds,
    listed,
    new_ones,
    only_cooperates,
    order_end,
    sentence_words,
    task_words,
)
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_unknown import with_unknown
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.records import AgencyMention, Span

__all__ = ["acts_behind", "leads_among", "sentence_leads"]

_LONGEST_MEMBERS = 200
_LONGEST_PARTNERS = 80
_LONGEST_INSERTION = 40
_LONGEST_PART = 40
_LONGEST_PREDICATE = 40  # characters
_LONGEST_TOPIC, _LONGEST_MATTER = 24, 120  # "Giám sát dịch tễ: …"; "Về đề nghị bổ sung vốn cho …: giao Bộ Tài chính …"
_TOPIC_ENDS = frozenset({":", ".", ";", "\n"})
_MAY_START = frozenset({".", ";", "\n", "(", ":", ",", "-", "do"})  # before a place where it may be told who acts, or there
_BEFORE_SUBJECT = frozenset({"-", "+", "đồng", "thời", ","})
_NUMBER = lazy_pattern(
    r"\s*(?:\(?(?:[IVXLC]{1,6}|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s?(?:[.)/]|[-–](?=\s))\s*|[-+*]\s*|[•–]\s*)*+"
    r"(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*[,:]\s*)?"
)
# Whoever stands above those he orders: the order's object acts, not he.
_BEFORE_PARTNER = frozenset({".", ";", "\n", ","})  # a comma only behind "chủ trì"
_REPORTS = (["báo", "cáo"], ["thông", "tin"])
_MODALS = frozenset({"cần", "phải", "sẽ"})
_SUPERIORS = lazy_pattern(
    r"thủ tướng|chính phủ|chủ tịch|phó chủ tịch|(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố|huyện)|bộ trưởng|giám đốc|ban thường vụ"
    r"|thường trực|tỉnh ủy|thành ủy"
)


def sentence_leads(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """The agencies that the text of the span itself tells to act; empty where it names none."""
    return leads_among(task_words(text, span, context), span, context)


def leads_among(words: Words, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """What `sentence_leads` gives of a span whose `task_words` are known."""
    number = _NUMBER.match(words.text, span.start, span.end)
    begin = number.end() if number else span.start
    found: list[Reading] = []
    first = bisect_left(words.starts, begin - words.offset)
    covered = 0
    for at in _sentence_starts(words, first):
        if at < covered or (found and words.at(at - 1) == ":"):  # "Sở A; Sở B" was read as one list; a label named who acts
            continue
        if found and words.folded[at : at + 2] == ["chỉ", "đạo"]:
            continue  # "Bộ Tài chính xuất cấp gạo. Chỉ đạo Tổng công ty Đường sắt …": whom the leads direct
        if at > first and words.at(at - 1) == ";" and (_lists_members(words, first, at) or _lists_partners(words, first, at)):
            continue
        bracketed = words.at(at - 1) in ("(", ",") or words.at(at) == "do"
        subject, covered = _subject(words, at, certain=at == first or (bool(found) and not bracketed))
        if found and (only_cooperates(words, covered) or _cooperates_with_leader(words, at, covered)):
            continue  # "Sở A chủ trì; Tỉnh đoàn phối hợp."
        if found and subject and _approves(words, at, covered):  # "… trình Bộ. Thủ tướng Chính phủ phê duyệt Đề án với …"
            continue
        if not subject and not bracketed:
            subject = _behind_adverbial(words, at, first=at == first)
            if found and subject and _approves(words, subject[0].start, subject[-1].end):  # "Quá thời gian này, Chủ tịch sẽ xem xét"
                continue
        found += new_ones(words, [r for r in subject if _leads(words, r)], found)
    return tuple(mention_of(words, reading, context, "sentence") for reading in of_issuer(words, found, context))


def _cooperates_with_leader(words: Words, start: int, end: int) -> bool:
    """Whether a subject behind a bare "Sở A chủ trì;" only goes along ("Sở B phối hợp rà soát"), with nobody that it cooperates with."""
    if words.folded[end : end + 2] != ["phối", "hợp"] or words.folded[start - 3 : start - 1] not in (["chủ", "trì"], ["đầu", "mối"]):
        return False
    return not listed(words, end + (3 if words.at(end + 2) == "với" else 2))[0]


def _leads(words: Words, reading: Reading) -> bool:
    """Whether no mark behind a name makes it coordinate ("Sở Nội vụ (phối hợp)")."""
    mark = mark_behind(words, reading.end)
    return mark is None or mark[0] == "lead"


def acts_behind(text: str, at: int) -> bool:
    """Whether a predicate that binds its subject to act stands at an offset, or a colon ("Lãnh đạo Sở | chịu trách nhiệm …")."""
    words = task_words(text, Span(at, min(len(text), at + _LONGEST_PREDICATE)), Context())
    return binds(words, 0) or words.at(0) == ":"


def _sentence_starts(words: Words, first: int) -> list[int]:
    """Where it may be told who acts: the first word, words behind a full stop, semicolon, line break or bracket, ", giao X", "do X"."""
    starts = [first] if first < len(words) else []
    longest = _LONGEST_MATTER if words.at(first) == "về" else _LONGEST_TOPIC
    beginning = words.folded[first : max(first, min(first + longest, len(words) - 1))]
    topic = next((at for at, word in enumerate(beginning, first) if word in _TOPIC_ENDS), first)
    for at in [at for at, word in enumerate(words.folded[first:-1], first) if word in _MAY_START]:
        mark = words.folded[at]
        if mark in (".", ";", "\n", "("):
            if mark in (";", "(") or words.capital(at + 1) or words.at(at + 1) in ("-", "+"):
                begin = at + 1
                while words.at(begin) in _BEFORE_SUBJECT:
                    begin += 1
                starts.append(begin)
        elif mark == ":" and at == topic and (words.capital(at + 1) or order_end(words, at + 1) > at + 1):
            starts.append(at + 1)  # "Giám sát dịch tễ: Trạm Y tế chủ trì"
        elif mark == ":" and at == topic and words.at(at + 1) == "các" and _reports(words, first, at):
            starts.append(at + 1)  # "Chế độ báo cáo: các đơn vị báo cáo …"
        elif mark in (",", "-") and at > first and _another_acts(words, first, at):
            starts.append(at + 1)
        elif mark == "do" and not sentence_words().watching.match(words, first):  # what one only watches is led by another
            starts.append(at)
    return starts


def _reports(words: Words, first: int, at: int) -> bool:
    """Whether a run-in topic is the duty to report, which the units behind the colon have."""
    return any(words.folded[i : i + 2] in _REPORTS for i in range(first, at - 1))


def _another_acts(words: Words, first: int, at: int) -> bool:
    """Whether a part of its own begins behind the comma or dash here ("“…” - | giao Sở X chủ trì", "Bộ A chủ trì sơ kết, | Bộ B …")."""
    if words.at(at + 1) == "giao":
        return True
    return words.at(at) == "," and (_led_before(words, at) or _leads_in_turn(words, first, at))


def _led_before(words: Words, at: int) -> bool:
    """Whether another agency's part may follow the comma here ("Ban CHQS huyện chủ trì, | Trung tâm Y tế huyện bảo đảm quân y")."""
    return words.folded[at - 2 : at] == ["chủ", "trì"] and words.at(at + 1) in vocabulary().starts


def _leads_in_turn(words: Words, first: int, at: int) -> bool:
    """Whether another agency leads its part behind the comma ("Bộ A chủ trì sơ kết, | Bộ B chủ trì tổng kết")."""
    if not words.capital(at + 1) or words.at(at + 1) not in vocabulary().starts:
        return False
    if not any(words.folded[i : i + 2] == ["chủ", "trì"] for i in range(max(first, at - _LONGEST_PART), at - 2)):
        return False
    readings, end = listed(words, at + 1)
    return bool(readings) and words.folded[end : end + 2] == ["chủ", "trì"]


def _lists_members(words: Words, first: int, at: int) -> bool:
    """Whether what stands here belongs to a list of members ("kiện toàn Ban Chỉ đạo, gồm: Trưởng ban là …; thành viên là …")."""
    if "gồm" not in words.folded[max(first, at - _LONGEST_MEMBERS - 1) : at]:
        return False
    stop = next((i for i in range(at, first, -1) if words.at(i) == "." or at - i > _LONGEST_MEMBERS), first)
    return any(words.at(i) == "gồm" and words.at(i + 1) == ":" for i in range(stop, at))


def _lists_partners(words: Words, first: int, at: int) -> bool:
    """Whether a list of partners goes on behind a semicolon ("X chủ trì, phối hợp với Sở A; | UBND các huyện và Sở B tham mưu").

    It does where nothing is said yet of what X leads: the verb stands behind the list and is X's, not that of a clause of its own.
    """
    helps = next((i for i in range(at - 2, max(first, at - _LONGEST_PARTNERS), -1) if words.at(i) in sentence_words().helping), None)
    verb = sentence_words().together.match(words, helps) if helps is not None and words.at(helps) == "phối" else None
    if helps is None or verb is None or words.at(verb[0]) not in ("với", "cùng"):
        return False
    leads = helps - (words.at(helps - 1) in (",", "và"))
    if words.folded[leads - 2 : leads] not in (["chủ", "trì"], ["đầu", "mối"]):
        return False
    begin = verb[0] + (2 if words.folded[verb[0] : verb[0] + 2] == ["cùng", "với"] else 1)
    readings, end = listed(words, begin, partners=True)
    return any(reading.start >= at for reading in readings) and sentence_words().apart.match(words, end) is None


def _approves(words: Words, start: int, end: int) -> bool:
    """Whether a further sentence only says what a superior decides."""
    verb = end + (words.at(end) in _MODALS)
    return not binds(words, verb) and words.at(verb) != "trình" and _SUPERIORS.match(" ".join(words.folded[start:end])) is not None


def _behind_adverbial(words: Words, start: int, *, first: bool) -> list[Reading]:
    """The subject behind "Trong quá trình thực hiện, …", "Trường hợp đột xuất, …": agencies with a binding predicate behind them.

    Named ones may have any verb behind them; "các sở, ngành" too, where the task begins so.
    """
    spoken = sentence_words()
    case = words.at(start) == "trường" and words.at(start + 1) == "hợp"
    if (words.at(start) not in spoken.openers and not case) or words.at(start + 1) == "dõi":
        return []
    at = start
    while (at := at + 1) < min(start + 40, len(words)):
        if words.at(at) in (".", ";", ":") or (words.at(at - 1) == "," and order_end(words, at) > at):
            return []  # "Đối với các dự án, giao Bộ X …" is read where the order begins
        if words.at(at - 1) == "," or (words.capital(at) and words.at(at - 1) not in spoken.governing):
            readings, end = listed(words, at)
            end = relative_clause(words, end, vocabulary()) if readings else end
            verb = vocabulary().verbs.match(words, end + (words.at(end) in _MODALS))
            acts = words.at(at - 1) == "," and verb and (first or not all_common(words, readings))
            if readings and (binds(words, end) or acts):
                return readings
        elif words.at(at - 1) in spoken.governing:
            readings, end = listed(words, at)
            subject = _behind_governed(words, readings)
            if subject and (binds(words, end) or (vocabulary().verbs.match(words, end) and not all_common(words, subject))):
                return subject
            at = max(at, end - 1)
    return []


def _behind_governed(words: Words, readings: list[Reading]) -> list[Reading]:
    """Of a list behind a governing word, those behind the governed ones: "Căn cứ đề nghị của Sở Y tế, | Sở Tài chính chủ trì".

    The governed ones end at the comma behind "và X", else at the first comma; general ones ("của các Bộ, cơ quan liên quan, | Bộ Tài
    chính") before the first that is named, or that a new "các" begins.
    """
    joints = [words.folded[before.end : after.start] for before, after in pairwise(readings)]
    if readings and readings[0].collective:
        begins = (i for i, r in enumerate(readings) if i and (not r.collective or words.at(r.start) == "các") and "," in joints[i - 1])
        return readings[next(begins, len(readings)) :]
    joined = next((i for i, joint in enumerate(joints) if "và" in joint), -1)
    comma = next((i for i, joint in enumerate(joints) if i > joined and "," in joint), None)
    return readings[comma + 1 :] if comma is not None else []


def _subject(words: Words, start: int, *, certain: bool) -> tuple[list[Reading], int]:
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
    if (addressed_as := behind_address(words, behind)) > behind and read_agency(words, addressed_as):
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
    posted = certain or (words.capital(behind) and not ordered)
    if not readings and posted and (posts := read_posts(words, behind)):
        end = posts[-1].end
        acts = binds(words, end) or (certain and (words.at(end) == ":" or _begins_predicate(words, end)))
        return (posts if acts else []), end
    if certain and not ordered and (places := _places(words, at, alone=not readings))[0]:
        return places
    if not readings or (ordered == "chỉ đạo" and readings[0].collective):
        return [], start
    if ordered:
        inside = ordered == "yêu cầu" and words.at(start - 1) in (",", ";", "(")  # "Kiểm tra các trạm, yêu cầu các doanh nghiệp …"
        told_of = inside or (words.at(start - 1) == "," and ordered == "giao nhiệm vụ cho")  # "cơ chế đặt hàng, giao …"
        objects = told_of and all_objects(words, readings)
        return ([] if objects else readings), end
    told_on = order_end(words, end)
    if told_on > end and words.at(end) != "chỉ" and _SUPERIORS.match(" ".join(words.folded[at:end])):
        ordered_ones, behind = listed(words, told_on)  # "Thủ tướng Chính phủ yêu cầu các Bộ trưởng"
        return ordered_ones, behind
    predicate = end
    if words.at(end) == "(" and ")" in words.folded[end : end + 40]:  # "Ban Chỉ đạo (Ban Chỉ đạo 389) chủ trì"
        predicate = words.folded.index(")", end) + 1
    if words.at(start - 1) == "(" and _charged_in_brackets(words, end) and not all_common(words, readings):
        return readings, end
    named, predicate = _behind_insertion(words, predicate)
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
        ordered_to = ordered_to or vocabulary().verbs.match(words, predicate + (words.at(predicate) in _MODALS)) is not None
    return (readings if not told and ordered_to else []), end


def _addressed(words: Words, start: int) -> tuple[list[Reading], int]:
    """Whose duty follows ("Đối với Sở Y tế: Rà soát …", "Trách nhiệm của Sở Y tế là hướng dẫn …"), and the index behind them."""
    spoken = sentence_words()
    with_colon, with_copula = spoken.with_colon.match(words, start), spoken.with_copula.match(words, start)
    found = with_colon or with_copula
    readings, end = listed(words, found[0]) if found else ([], start)
    told = words.at(end) == ":" or (with_copula is not None and words.at(end) == "là")
    acts = _begins_predicate(words, end + 1) and not (with_colon and spoken.done_to.match(words, end + 1))
    return (readings, end) if readings and told and acts and not all_objects(words, readings) else ([], start)


def _begins_predicate(words: Words, at: int) -> bool:
    """Whether a verb, or what else a predicate begins with, stands here."""
    return vocabulary().verbs.match(words, at) is not None or vocabulary().stops.match(words, at) is not None


def _behind_insertion(words: Words, at: int) -> tuple[list[Reading], int]:
    """The index of the predicate behind an insertion ("Các tỉnh, | nhất là các tỉnh giáp Thủ đô, | tăng cường …"); the same without one.

    And the agencies that it names, where the predicate stands right behind them ("Các cơ quan báo chí, | nhất là Báo Nhân Dân | đưa tin").
    """
    inserted = sentence_words().insertions.match(words, at + 1) if words.at(at) == "," else None
    if inserted is None:
        return [], at
    named, end = listed(words, inserted[0])
    if named and _begins_predicate(words, end):
        return named, end
    for comma in range(at + 1, min(at + _LONGEST_INSERTION, len(words))):
        if words.at(comma) in _TOPIC_ENDS:
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


def _told_bare(words: Words, at: int) -> bool:
    """Whether a duty stands behind a bare name: behind a colon, or its unit in brackets ("Văn phòng (Phòng Hành chính) chuẩn bị")."""
    if words.at(at) == ":":
        return True
    readings, end = listed(words, at + 1) if words.at(at) == "(" else ([], at)
    return bool(readings) and words.at(end) == ")" and _predicate(words, end + 1, certain=True)


def _charged_in_brackets(words: Words, at: int) -> bool:
    """Whether a bracket says only that the agency before does it ("(Thanh tra Sở Y tế | thực hiện)")."""
    verb = sentence_words().charged_in_brackets.match(words, at)
    return verb is not None and words.at(verb[0]) in (")", ",", ";") and not sentence_words().watching.match(words, 0)


def _places(words: Words, start: int, *, alone: bool) -> tuple[list[Reading], int]:
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
            printed = 0 if _is_several(words, start) or not own else own.count(" ") + 1  # "Huyện A, | huyện B"
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
