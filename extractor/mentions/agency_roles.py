"""Who is told to act in a task's own text, and with whom.

Leads, in order of precedence within each sentence: whoever an order names ("Giao X", "Thủ tướng Chính phủ yêu cầu X"); the subject at the
sentence's start with a verb or colon behind it, or behind a run-in topic ("Giám sát: X chủ trì"); the subject behind an adverbial ("Trong
quá trình thực hiện, X chủ động"). A further
sentence counts where the first has a lead, or what it says binds ("có trách nhiệm"). Coordinators stand behind
"phối hợp (với)", as far as the list goes.
Neither is a channel of reporting ("báo cáo UBND tỉnh", "qua Văn phòng Sở") nor whoever is himself the object ("chỉ đạo các phòng"); a
single agency that is to be directed ("Chỉ đạo Sở X chủ trì") is given, for tasks where nobody else is named.
"""

from __future__ import annotations

import re
from typing import Literal

from extractor.mentions.agencies import mention_of, readable
from extractor.mentions.agency_bare import read_bare
from extractor.mentions.agency_clauses import relative_clause
from extractor.mentions.agency_grammar import Reading, read_agency, read_companion
from extractor.mentions.agency_parts import level, place, place_members
from extractor.mentions.agency_tokens import Words, words_of
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.records import AgencyMention, Span

__all__ = ["sentence_coordinators", "sentence_leads"]

_LONGEST_TASK = 20_000
_LONGEST_UNKNOWN = 8
_NUMBER = re.compile(
    r"\s*(?:\(?(?:[IVXLC]{1,6}|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s?(?:[.)/]|[-–](?=\s))\s*|[-+*•–]\s*)*"
    r"(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*[,:]\s*)?"
)
_ORDERS = frozenset({"giao", "đề nghị", "yêu cầu", "kiến nghị", "phân công", "giao cho", "ủy quyền", "trân trọng đề nghị", "chỉ đạo",
                     "giao nhiệm vụ cho", "giao trách nhiệm cho", "phân công cho", "ủy quyền cho", "thống nhất giao", "kính đề nghị"})
_BINDING = frozenset({
    "có trách nhiệm", "chịu trách nhiệm", "chủ trì", "chủ động", "phối hợp", "có nhiệm vụ", "làm đầu mối", "là đầu mối", "khẩn trương",
    "nghiêm túc",
    "báo cáo", "tổ chức thực hiện", "tham mưu", "xây dựng kế hoạch", "tập trung", "tiếp tục", "tăng cường",
})
_NO_PREDICATES = frozenset({"và", "của", "về", "đã", "năm", "số", "bị"})
# Behind "được" and, for mere collectives, behind "có": what makes them actors ("được giao", "có giải pháp"), not what is told of them.
_CHARGED = frozenset({"giao", "phân", "ủy", "chỉ"})
_HAVING = frozenset({"trách", "nhiệm", "kế", "văn", "giải", "biện", "phương", "báo", "hình", "ý"})
_LEADING = frozenset({("chủ", "trì")})
_CARRYING_OUT = _LEADING | {("thực", "hiện"), ("đảm", "nhiệm"), ("đảm", "nhận"), ("triển", "khai"), ("phụ", "trách"), ("tổ", "chức")}
_BEFORE_SUBJECT = frozenset({"-", "+", "đồng", "thời", ","})
_ADVERBIAL = frozenset({
    "trong", "căn", "trên", "hằng", "hàng", "định", "khi", "sau", "trước", "theo", "đối", "từ", "đến", "chậm", "để", "ngoài", "bên", "nếu",
    "năm", "quý", "tháng", "giai", "vào", "cuối", "đầu", "nhằm", "với", "cùng",
})
# Words that make the agency behind them their own object, not the subject.
_GOVERNING = frozenset({
    "của", "với", "do", "tại", "từ", "cho", "về", "thuộc", "và", "nghị", "cầu", "đạo", "giao", "cáo", "trình", "gửi", "qua", "bởi", "đến",
    "dẫn", "trong", "theo", "giữa", "tới", "hợp", "mưu", "nghe",
})
# Whoever stands above those he orders: the order's object acts, not he.
_SUPERIORS = re.compile(
    r"thủ tướng|chính phủ|chủ tịch|phó chủ tịch|(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố|huyện)|bộ trưởng|giám đốc|ban thường vụ"
    r"|thường trực|tỉnh ủy|thành ủy"
)
# A collective of mere firms and units behind "Yêu cầu" is the object of the work, not the one who does it.
_OBJECTS = re.compile(r"(?:các |những )?(?:đơn vị|doanh nghiệp|tổ chức|cơ sở|chủ đầu tư|cá nhân|nhà đầu tư|hộ)\b", re.IGNORECASE)

_COMMON = re.compile(rf"{_OBJECTS.pattern}|(?:các |những )?cơ quan\b", re.IGNORECASE)


def _words(text: str, span: Span) -> Words:
    span = Span(span.start, min(span.end, span.start + _LONGEST_TASK))
    return words_of(text, span, readable(text[span.start : span.end]))


def _listed(words: Words, start: int) -> tuple[list[Reading], int]:
    """The agencies listed from a word on ("X, Y và các đơn vị liên quan"), and the index behind them."""
    found: list[Reading] = []
    at = end = start
    while readings := read_agency(words, at) or (read_companion(words, at) if found and found[0].collective else ()):
        found += readings
        at = end = readings[-1].end
        if words.folded[at : at + 2] == ["cùng", "cấp"]:
            at = end = at + 2
        if words.at(at) == "(" and readings[-1].collective and (members := _bracketed(words, at + 1)):
            found += members
            at = end = words.folded.index(")", at) + 1
        while words.at(at) in (",", "và", ";"):
            at += 1
        if at == end and words.at(at) == "cùng":  # "các Sở: Tài chính, Y tế cùng các đơn vị liên quan"
            at += 2 if words.at(at + 1) == "với" else 1
        if at == end:
            break
    return found, end


def _bracketed(words: Words, start: int) -> list[Reading]:
    """The members of a collective in brackets behind it ("các nhà mạng (Viettel Nghệ An, VNPT Nghệ An)"); none where more stands there."""
    members, end = _listed(words, start)
    return members if words.at(end) == ")" else []


def _with_unknown(words: Words, readings: list[Reading], end: int) -> tuple[list[Reading], int]:
    """The agencies of a list with its last member, where no rule knows that one: a few words in lower case between a joint and a verb.

    "Báo Phú Thọ, | hệ thống loa truyền thanh | duy trì chuyên mục"
    """
    lexicon = vocabulary()
    begin = end + (2 if words.at(end) == "," and words.at(end + 1) == "và" else 1)
    if not readings or words.at(end) not in (",", "và") or words.at(begin) in _ADVERBIAL or lexicon.verbs.match(words, begin):
        return readings, end
    at = begin
    while at - begin < _LONGEST_UNKNOWN and words.alphabetic(at) and not (at > begin and words.capital(at)):
        if at > begin and not lexicon.stops.match(words, begin) and (lexicon.stops.match(words, at) or lexicon.verbs.match(words, at)):
            return ([*readings, Reading(begin, at)], at) if at - begin > 1 and words.at(at) not in _NO_PREDICATES else (readings, end)
        at += 1
    return readings, end


def sentence_leads(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """The agencies that the text of the span itself tells to act; empty where it names none."""
    words = _words(text, span)
    number = _NUMBER.match(text, span.start, span.end)
    begin = number.end() if number else span.start
    found: list[Reading] = []
    first = next((i for i, s in enumerate(words.starts) if s >= begin), len(words))
    covered = 0
    for at in _sentence_starts(words, first):
        if at < covered or (found and words.at(at - 1) == ":"):  # "Sở A; Sở B" was read as one list; a label named who acts
            continue
        if at > first and words.at(at - 1) == ";" and _lists_members(words, first, at):
            continue
        bracketed = words.at(at - 1) in ("(", ",") or words.at(at) == "do"
        subject, covered = _subject(words, at, certain=at == first or (bool(found) and not bracketed))
        if found and _only_cooperates(words, covered):  # "Sở A chủ trì; Tỉnh đoàn phối hợp."
            continue
        if not subject and not bracketed:
            subject = _behind_adverbial(words, at)
        found += _new(words, subject, found)
    return tuple(mention_of(words, reading, context, "sentence") for reading in found)


_LONGEST_TOPIC, _LONGEST_MATTER = 24, 120  # "Giám sát dịch tễ: …"; "Về đề nghị bổ sung vốn cho …: giao Bộ Tài chính …"
_TOPIC_ENDS = frozenset({":", ".", ";", "\n"})


def _sentence_starts(words: Words, first: int) -> list[int]:
    """Where it may be told who acts: the first word, words behind a full stop, semicolon, line break or bracket, ", giao X", "do X"."""
    starts = [first] if first < len(words) else []
    longest = _LONGEST_MATTER if words.at(first) == "về" else _LONGEST_TOPIC
    topic = next((at for at in range(first, min(first + longest, len(words) - 1)) if words.at(at) in _TOPIC_ENDS), first)
    for at in range(first, len(words) - 1):
        mark = words.at(at)
        if mark in (".", ";", "\n", "("):
            if mark in (";", "(") or words.capital(at + 1) or words.at(at + 1) in ("-", "+"):
                begin = at + 1
                while words.at(begin) in _BEFORE_SUBJECT:
                    begin += 1
                starts.append(begin)
        elif mark == ":" and at == topic and (words.capital(at + 1) or _order(words, at + 1)):
            starts.append(at + 1)
        elif mark == "," and words.at(at + 1) == "giao":
            starts.append(at + 1)  # "Giám sát dịch tễ: Trạm Y tế chủ trì"
        elif mark == "do" and words.at(first) not in ("phối", "tham"):  # what one only takes part in is led by another
            starts.append(at)
    return starts


def _lists_members(words: Words, first: int, at: int) -> bool:
    """Whether what stands here belongs to a list of members ("kiện toàn Ban Chỉ đạo, gồm: Trưởng ban là …; thành viên là …")."""
    stop = next((i for i in range(at, first, -1) if words.at(i) == "."), first)
    return any(words.at(i) == "gồm" and words.at(i + 1) == ":" for i in range(stop, at))


def _only_cooperates(words: Words, at: int) -> bool:
    """Whether nothing but "phối hợp" or "phối hợp thực hiện" stands here up to a mark."""
    if words.folded[at : at + 2] != ["phối", "hợp"]:
        return False
    end = at + (4 if words.folded[at + 2 : at + 4] == ["thực", "hiện"] else 2)
    return not words.alphabetic(end)


def _new(words: Words, readings: list[Reading], found: list[Reading]) -> list[Reading]:
    """Those whose text is not among the found ones."""
    texts = {words.slice(reading.start, reading.end) for reading in found}
    return [reading for reading in readings if words.slice(reading.start, reading.end) not in texts]


def _binding(words: Words, at: int) -> bool:
    """Whether a predicate that binds its subject to act stands here ("có trách nhiệm", "chủ trì", "chủ động")."""
    return any(" ".join(words.folded[at : at + size]) in _BINDING for size in (2, 3, 4))


def _behind_adverbial(words: Words, start: int) -> list[Reading]:
    """The subject behind "Trong quá trình thực hiện, …", "Căn cứ Kế hoạch này, …": named agencies with a binding predicate behind them."""
    if words.at(start) not in _ADVERBIAL or words.at(start + 1) == "dõi":
        return []
    at = start
    while (at := at + 1) < min(start + 40, len(words)):
        if words.at(at) in (".", ";", ":"):
            return []
        if words.at(at - 1) == "," or (words.capital(at) and words.at(at - 1) not in _GOVERNING):
            readings, end = _listed(words, at)
            end = relative_clause(words, end, vocabulary()) if readings else end
            acts = words.at(at - 1) == "," and vocabulary().verbs.match(words, end) and not _all_common(words, readings)
            if readings and (_binding(words, end) or acts):
                return readings
        elif words.at(at - 1) in _GOVERNING:
            readings, end = _listed(words, at)
            # "Trên cơ sở đề nghị của các Bộ, cơ quan liên quan, | Bộ Tài chính khẩn trương": they end before the one who acts
            if len(readings) > 1 and _binding(words, end):
                return readings[-1:] if readings[0].collective and not readings[-1].collective else []
            at = max(at, end - 1)
    return []


def _subject(words: Words, start: int, *, certain: bool) -> tuple[list[Reading], int]:
    """The agencies that a sentence orders or begins with, and the index behind all it read.

    Without `certain` only a binding predicate makes a subject an actor.
    """
    at = start
    if (label := _label(words, at, "chủ trì")) is not None:
        return _listed(words, label)
    if words.at(at) == "do":  # "do Sở Y tế chủ trì", "…, do Chi cục Dân số thực hiện"
        readings, end = _listed(words, at + 1)
        marked = words.at(at - 1) in (",", ";", "(", "-")
        acts = tuple(words.folded[end : end + 2]) in (_CARRYING_OUT if marked else _LEADING)
        told = not marked and any(r.collective or _all_common(words, [r]) for r in readings)  # "các dự án do Sở, ngành chủ trì"
        return (readings if acts and not told else []), end
    if words.at(at) == "riêng":  # "Riêng UBND thành phố Tây Ninh …"
        at += 3 if words.folded[at + 1 : at + 3] == ["đối", "với"] else 1
    order = _order(words, at)
    if words.folded[at + order : at + order + 2] == ["đồng", "chí"] and read_agency(words, at + order + 2):
        order += 2  # "Giao đồng chí Chánh Văn phòng …"
    ordered = " ".join(words.folded[at : at + order])
    readings, end = _listed(words, at + order)
    if not readings and certain and (bare := read_bare(words, at + order)) and words.at(bare[0].end) == ":":
        return list(bare), bare[0].end
    if certain and not ordered and (places := _places(words, at))[0]:
        return places
    if not readings or (ordered == "chỉ đạo" and readings[0].collective):
        return [], start
    if ordered:
        objects = ordered == "yêu cầu" and all(_OBJECTS.match(words.slice(r.start, r.end)) for r in readings)
        return ([] if objects else readings), end
    if _SUPERIORS.match(" ".join(words.folded[at:end])) and (size := _order(words, end)) and words.at(end) != "chỉ":
        # "Thủ tướng Chính phủ yêu cầu các Bộ trưởng"
        ordered_ones, behind = _listed(words, end + size)
        if ordered_ones:
            return ordered_ones, behind
    predicate = end
    if words.at(end) == "(" and ")" in words.folded[end : end + 40]:  # "Ban Chỉ đạo (Ban Chỉ đạo 389) chủ trì"
        predicate = words.folded.index(")", end) + 1
    told = _told_of(words, predicate, readings)
    ordered_to = _predicate(words, predicate, certain=certain)
    if certain and not ordered_to:
        readings, end = _with_unknown(words, readings, end)
        ordered_to = _predicate(words, end, certain=certain)
    if words.at(start - 1) == ";" and not ordered_to and not _all_common(words, readings):
        ordered_to = vocabulary().verbs.match(words, end) is not None  # "…; các bệnh viện tuyến huyện dành 10% số giường"
    if words.at(start - 1) == ":":  # "Kinh phí: Phòng Tài chính - Kế hoạch thẩm định dự toán"
        ordered_to = ordered_to or vocabulary().verbs.match(words, predicate) is not None
    return (readings if not told and ordered_to else []), end


def _all_common(words: Words, readings: list[Reading]) -> bool:
    """Whether all are mere units, firms and bodies, which are as often the object of the work."""
    return all(_COMMON.match(words.slice(reading.start, reading.end)) for reading in readings)


def _places(words: Words, start: int) -> tuple[list[Reading], int]:
    """Provinces that a notice tells to act ("Các tỉnh Nghệ An, Cao Bằng khẩn trương", "Tỉnh Đắk Lắk cần"), and the index behind them."""
    found: list[Reading] = []
    at = start
    while (end := place(words, at, vocabulary())) is not None and level(words, at + (words.at(at) == "các")) is not None:
        members = place_members(words, end, vocabulary())
        named = words.capital(end - 1)
        if not named:
            return [], start
        found += [Reading(at, end), *(Reading(*member) for member in members)]
        end = members[-1][1] if members else end
        at = end + 1 if words.at(end) in (",", "và") else end
        if at == end:
            break
    return (found, end) if found and (_binding(words, end) or words.at(end) == "cần") else ([], start)


def _told_of(words: Words, at: int, readings: list[Reading]) -> bool:
    """Whether the predicate only tells of its subject: "được hỗ trợ", "Các tổ chức có hành vi vi phạm"."""
    word, following = words.at(at), words.at(at + 1)
    if word == "được":
        return following not in _CHARGED
    return word == "có" and following not in _HAVING and all(_OBJECTS.match(words.slice(r.start, r.end)) for r in readings)


_LABEL = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận) )?(?:(chủ trì|thực hiện|đầu mối|chịu trách nhiệm|trách nhiệm)|phối hợp)(?: tham mưu)?(?: thực hiện)? :"
)


def _label(words: Words, at: int, role: Literal["chủ trì", "phối hợp"]) -> int | None:
    """The index behind a label inside a text ("Đơn vị chủ trì:", "Phối hợp:"), None where none of the role stands here."""
    found = _LABEL.match(" ".join(words.folded[at : at + 9]))
    if found is None or (found[1] is None) != (role == "phối hợp"):
        return None
    return at + found.group().count(" ") + 1


def _order(words: Words, at: int) -> int:
    """How many words of ordering stand here ("giao", "đề nghị"); 0 for none."""
    return next((size for size in (4, 3, 2, 1) if " ".join(words.folded[at : at + size]) in _ORDERS), 0)


def _predicate(words: Words, at: int, *, certain: bool) -> bool:
    """Whether what a subject is to do stands here."""
    if not certain:
        return _binding(words, at) or words.at(at) == ":"
    if words.at(at) == ",":
        return vocabulary().stops.match(words, at + 1) is not None
    return words.at(at) == ":" or (words.alphabetic(at) and not words.capital(at) and words.at(at) not in _NO_PREDICATES)


_TOGETHER = frozenset({("phối", "hợp"), ("kết", "hợp"), ("liên", "kết"), ("hiệp", "đồng")})
_MANNERS = frozenset({
    "chặt", "chẽ", "chủ", "động", "thường", "xuyên", "tích", "cực", "kịp", "thời", "tốt", "đồng", "hiệu", "quả",
    "cùng", "với", "và",
})
_SHARED_VERBS = frozenset({("hướng", "dẫn"), ("hỗ", "trợ"), ("giúp", "đỡ"), ("trao", "đổi")})
_NOUNS_BEFORE = frozenset({"sự", "chế", "quan", "tác", "vị", "trách", "hợp"})  # "cơ chế phối hợp", "cơ quan phối hợp", "quy chế phối hợp"


def sentence_coordinators(text: str, span: Span, context: Context, *, led: bool = False) -> tuple[AgencyMention, ...]:
    """The agencies that the text of the span names behind "phối hợp (với)", or before a mere "phối hợp".

    `led`: whoever leads is known, so that "X phối hợp" makes X no leader; else only what stands behind "chủ trì" is read so.
    """
    words = _words(text, span)
    found: list[Reading] = []
    for at in range(len(words) - 1):
        led = led or (words.at(at) == "chủ" and words.at(at + 1) == "trì")
        if (words.at(at), words.at(at + 1)) not in _TOGETHER:
            continue
        begin = _label(words, at, "phối hợp")
        if begin is None and ((at and words.at(at - 1) in _NOUNS_BEFORE) or _object_before(words, at)):
            continue
        begin = begin or at + 2
        if words.at(at) != "phối" and words.at(begin) != "với":
            continue
        while words.at(begin) in _MANNERS:
            begin += 1
        if words.at(at) == "phối":
            begin = _behind_shared_verb(words, begin)
        readings, _ = _listed(words, begin)
        if not readings and led and _only_cooperates(words, at):
            readings = _before(words, at)
        found += _new(words, readings, found)
    return tuple(mention_of(words, reading, context, "sentence") for reading in found)


def _behind_shared_verb(words: Words, at: int) -> int:
    """The index behind a verb that has its object in common with "phối hợp" ("phối hợp, hướng dẫn Bộ Y tế")."""
    verb = at + (words.at(at) == ",")
    return verb + 2 if tuple(words.folded[verb : verb + 2]) in _SHARED_VERBS else at


def _before(words: Words, at: int) -> list[Reading]:
    """The agencies listed right before "phối hợp", behind "chủ trì" ("Sở A chủ trì, Sở B và Sở C phối hợp")."""
    begin = at
    while begin > max(0, at - _NEAR_LIST) and words.folded[begin - 2 : begin] != ["chủ", "trì"]:
        begin -= 1
    for start in range(begin, at):
        readings, end = _listed(words, start)
        if readings and end == at:
            return readings
    return []


_NEAR_LIST = 30
_NEAR = 14
# The last syllables of đôn đốc, hướng dẫn, yêu cầu, đề nghị, vận động. Whom one directs (chỉ đạo) acts for one.
_OBJECT_VERBS = frozenset({"đốc", "dẫn", "cầu", "nghị", "động", "cho"})


def _object_before(words: Words, at: int) -> bool:
    """Whether "phối hợp" is what the object of another verb is to do ("đôn đốc các chủ đầu tư phối hợp")."""
    for begin in range(max(0, at - _NEAR), at):
        if words.at(begin) in (".", ";", ":"):
            continue
        if begin and words.at(begin - 1) in _OBJECT_VERBS:
            readings, end = _listed(words, begin)
            if readings and at - 3 <= end <= at and not any(w in (".", ";", ",") for w in words.folded[end:at]):
                return words.folded[max(0, begin - 2) : begin] not in (["đề", "nghị"], ["yêu", "cầu"])
    return False
