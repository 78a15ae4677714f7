"""Who is told to act in a task's own text.

In order of precedence within each sentence: whoever an order names ("Giao X", "Thủ tướng Chính phủ yêu cầu X", at the task's beginning
"Khuyến khích X" by name); the subject at the sentence's start with a verb or colon behind it, or behind a run-in topic ("Giám sát: X chủ
trì", "Về …: giao X"); the subject behind an adverbial ("Trong quá trình thực hiện, X chủ động", "Để …, X, Y:") or addressed ("Đối với X:
Rà soát …"). A further sentence counts where the first has a lead, or what it says binds ("có trách nhiệm"); a clause behind a comma where
its agency leads a part ("X chủ trì sơ kết, Y chủ trì …"). No lead is a channel of reporting ("báo cáo UBND tỉnh", "qua Văn phòng Sở") nor
whoever is himself the object ("chỉ đạo các phòng") or a partner ("Hằng quý, phối hợp với Sở A, Sở B rà soát"); a single agency that is to
be directed ("Chỉ đạo Sở X chủ trì") is given, for tasks where nobody else is named.
"""

from __future__ import annotations

from bisect import bisect_left

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import mention_of
from extractor.mentions.agency_bare import MODALS, of_issuer
from extractor.mentions.agency_called import behind_capacity, behind_governed, called_before_colon
from extractor.mentions.agency_clauses import relative_clause
from extractor.mentions.agency_grammar import Reading
from extractor.mentions.agency_joints import is_told
from extractor.mentions.agency_marks import mark_behind
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
from extractor.mentions.agency_starts import lists_members, lists_partners, sentence_starts
from extractor.mentions.agency_subjects import SUPERIORS, subject_at
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.records import AgencyMention, Span

__all__ = ["acts_behind", "called_leads", "leads_among", "sentence_leads"]

_GROUNDS = frozenset({"căn", "trên", "theo", "nhằm"})  # căn cứ, trên cơ sở
_LONGEST_PREDICATE = 40  # characters
_LONGEST_HELP = 6
_LONGEST_DIRECTING = 5  # words
_BEHIND_NOUN = frozenset({"của", "và", "số", "tại", "về", "theo"})  # behind what is a noun and no verb ("hướng dẫn | của Bộ Y tế")
_NUMBER = lazy_pattern(
    r"\s*(?:\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[A-ZĐÀÁẢÂẤẨĂẮẴẢẠÊẾỂÔỐỔƠỚỞÓỎÍỈÚỦƯỨỬÝỶ])"  # "6.2 Đối với …"
    r"|\(?(?:[IVXLC]{1,6}|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s?(?:[.)/]|[-–](?=\s))\s*|[-+*]\s*|[•–]\s*)*+"
    r"(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*[,:]\s*)?"
)


def sentence_leads(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """The agencies that the text of the span itself tells to act; empty where it names none."""
    return leads_among(task_words(text, span, context), span, context)


def called_leads(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """Whom a sentence that ends in a colon calls behind its adverbial, or lists before an order; empty of any other sentence."""
    words = task_words(text, span, context)
    called = [reading for reading in called_before_colon(words, _first(words, span)) if _leads(words, reading)]
    return tuple(mention_of(words, reading, context, "sentence") for reading in of_issuer(words, called, context))


def leads_among(words: Words, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """What `sentence_leads` gives of a span whose `task_words` are known."""
    found: list[Reading] = []
    first = _first(words, span)
    covered = 0
    for at in sentence_starts(words, first):
        if at < covered or (found and words.at(at - 1) == ":"):  # "Sở A; Sở B" was read as one list; a label named who acts
            continue
        if found and words.folded[at : at + 2] == ["chỉ", "đạo"]:
            continue  # "Bộ Tài chính xuất cấp gạo. Chỉ đạo Tổng công ty Đường sắt …": whom the leads direct
        if at > first and words.at(at - 1) == ";" and (lists_members(words, first, at) or lists_partners(words, first, at)):
            continue
        if not found and (called := called_before_colon(words, at)):
            found = [reading for reading in called if _leads(words, reading)]
            break
        bracketed = words.at(at - 1) in ("(", ",") or words.at(at) == "do"
        if at == first and (encouraged := _encouraged(words, at)):
            found, covered = list(encouraged), encouraged[-1].end
            continue
        subject, covered = subject_at(words, at, certain=at == first or (bool(found) and not bracketed))
        if found and (only_cooperates(words, covered) or _cooperates_with_leader(words, at, covered)):
            continue  # "Sở A chủ trì; Tỉnh đoàn phối hợp."
        if found and subject and _approves(words, at, covered):  # "… trình Bộ. Thủ tướng Chính phủ phê duyệt Đề án với …"
            continue
        if not subject and not bracketed:
            subject = _behind_adverbial(words, at, first=at == first)
            if found and subject and _approves(words, subject[0].start, subject[-1].end):  # "Quá thời gian này, Chủ tịch sẽ xem xét"
                continue
        found += new_ones(words, [r for r in subject if _leads(words, r)], found)
    found = [reading for reading in found if not _only_directs(words, reading, found)]
    return tuple(mention_of(words, reading, context, "sentence") for reading in of_issuer(words, found, context))


def _only_directs(words: Words, reading: Reading, found: list[Reading]) -> bool:
    """Whether it stands behind a body that it directs together with, and that is none of those found ("Kết luận của Bộ Chính trị, | Ban Bí
    thư", "các đồng chí Ủy viên Bộ Chính trị, | Ban Bí thư")."""
    for start in range(max(0, reading.start - _LONGEST_DIRECTING), reading.start - 1):
        together = sentence_words().directing_together.match(words, start)
        if together is not None and together[0] == reading.end:
            return all(other.start != start for other in found)
    return False


def _first(words: Words, span: Span) -> int:
    """The index of the first word behind a number or bullet."""
    number = _NUMBER.match(words.text, span.start, span.end)
    return bisect_left(words.starts, (number.end() if number else span.start) - words.offset)


def _encouraged(words: Words, start: int) -> list[Reading]:
    """Who is encouraged by name to do what follows ("Khuyến khích Hội Nông dân tỉnh xây dựng kế hoạch"), and those listed behind him."""
    encouraging = sentence_words().encouraging.match(words, start)
    readings, end = listed(words, encouraging[0]) if encouraging else ([], start)
    several = bool(readings) and vocabulary().determiners.match(words, readings[0].start) is not None
    named = bool(readings) and not several and not all_common(words, readings[:1])
    return readings if named and vocabulary().verbs.match(words, end) else []


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


def _approves(words: Words, start: int, end: int) -> bool:
    """Whether a further sentence only says what a superior decides."""
    verb = end + (words.at(end) in MODALS)
    return not binds(words, verb) and words.at(verb) != "trình" and SUPERIORS.match(" ".join(words.folded[start:end])) is not None


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
        if words.at(at - 1) == "," and (ordered := order_end(words, at)) > at:
            return _requested(words, at, ordered) if first and words.at(start) in _GROUNDS else []
        if words.at(at) in (".", ";", ":"):
            return []
        if words.at(at - 1) == "," and _goes_without_subject(words, start, at):
            return []
        if words.at(at - 1) == "," or (words.capital(at) and words.at(at - 1) not in spoken.governing):
            readings, end = listed(words, at)
            end = behind_capacity(words, relative_clause(words, end, vocabulary())) if readings else end
            verb = vocabulary().verbs.match(words, end + (words.at(end) in MODALS))
            acts = words.at(at - 1) == "," and verb and (first or not all_common(words, readings))
            if readings and (binds(words, end) or acts):
                return readings
        elif words.at(at - 1) in spoken.governing:
            readings, end = listed(words, at)
            subject = behind_governed(words, readings)
            if subject and _partners_only(words, start, at) and not (is_told(words, end) or spoken.implied.match(words, end)):
                return []  # "…, phối hợp với Sở A, Sở B tổ chức kiểm tra"
            if subject and (binds(words, end) or (vocabulary().verbs.match(words, end) and not all_common(words, subject))):
                return subject
            at = max(at, end - 1)
    return []


def _goes_without_subject(words: Words, start: int, at: int) -> bool:
    """Whether what somebody named above is to do stands behind the comma here, and no subject ("Hằng quý, | đôn đốc các sở, UBND xã …").

    So it is with "chủ trì" and "chủ động", but as one of several manners ("khẩn trương, | chủ động, hiệu quả"); with another verb behind
    the first comma that has agencies for its object, where none stands before, unless it is a noun of what one goes by ("Căn cứ quy định,
    | hướng dẫn của Bộ Y tế, …"). Behind another object the subject follows ("Hằng năm, | thực hiện Kế hoạch của tỉnh, Sở Y tế tổ chức").
    """
    if (implied := sentence_words().implied.match(words, at)) is not None:
        return implied[1] == "chủ trì" or (words.alphabetic(implied[0]) and words.at(implied[0]) != "và")
    verbs = vocabulary().verbs
    verb = None if words.capital(at) or sentence_words().together.match(words, at) else verbs.match(words, at)
    if verb is None or words.at(verb[0]) in _BEHIND_NOUN or not words.alphabetic(verb[0]):
        return False
    if words.at(at) in sentence_words().openers or words.folded[at : at + 2] == ["thông", "qua"]:
        return False  # "Hằng năm, | căn cứ tình hình thực tế, Sở Y tế …"
    if not listed(words, verb[0])[0]:
        return False
    return not any(words.at(before) == "," or verbs.match(words, before) for before in range(start + 1, at - 1))


def _partners_only(words: Words, start: int, at: int) -> bool:
    """Whether the list here is of those with whom somebody named above works ("…, thường xuyên phối hợp với | Sở A, Sở B")."""
    helps = at - (2 if words.at(at - 1) == "hợp" else 3)
    while helps > start and words.at(helps) != "phối" and at - helps < _LONGEST_HELP:
        helps -= 1
    begin = helps
    while begin > start and words.at(begin - 1) != "," and helps - begin < _LONGEST_HELP:
        begin -= 1
    if words.folded[helps : helps + 2] != ["phối", "hợp"] or words.at(begin - 1) != ",":
        return False
    manner = sentence_words().manners.match(words, begin)
    return begin == helps or (manner is not None and manner[0] == helps)


def _requested(words: Words, start: int, end: int) -> list[Reading]:
    """Whom a request behind an adverbial asks to act ("Căn cứ Kế hoạch này, | đề nghị các phòng khẩn trương xây dựng kế hoạch").

    "Đối với các dự án, giao Bộ X …" is read where the order begins; a superior is only proposed something. Requests "trong quá trình thực
    hiện" are mostly general ones.
    """
    readings, behind = listed(words, end) if words.at(start) != "giao" else ([], end)
    if not readings or SUPERIORS.match(" ".join(words.folded[readings[0].start : behind])) or all_objects(words, readings):
        return []
    return readings if binds(words, behind) else []
