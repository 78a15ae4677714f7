"""Where in a task's text it may be told who acts: at its beginning, behind what ends a sentence or clause, behind a run-in topic, and where
an order or "do X" begins. And what stands behind a semicolon though it begins no clause: members and partners that a list goes on with.
"""

from __future__ import annotations

from extractor.mentions.agency_sentences import listed, order_end, sentence_words
from extractor.mentions.agency_subjects import TOPIC_ENDS
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import vocabulary

__all__ = ["lists_members", "lists_partners", "sentence_starts"]

_LONGEST_MEMBERS = 200
_LONGEST_PARTNERS = 80
_LONGEST_TOPIC, _LONGEST_MATTER = 24, 120  # "Giám sát dịch tễ: …"; "Về đề nghị bổ sung vốn cho …: giao Bộ Tài chính …"
_MAY_START = frozenset({".", ";", "\n", "(", ":", ",", "-", "do"})  # before a place where it may be told who acts, or there
_BEFORE_SUBJECT = frozenset({"-", "+", "đồng", "thời", ","})
_ACTING_WORDS = frozenset({"chủ", "thực"})
_PARTING = frozenset({",", ".", ";", ":", "\n", "("})
_LONGEST_NAMED = 20
_REPORTS = (["báo", "cáo"], ["thông", "tin"])


def sentence_starts(words: Words, first: int) -> list[int]:
    """Where it may be told who acts: the first word, words behind a full stop, semicolon, line break or bracket, ", giao X", "do X"."""
    starts = [first] if first < len(words) else []
    matter = words.at(first) == "về"
    beginning = range(first, min(first + (_LONGEST_MATTER if matter else _LONGEST_TOPIC), len(words) - 1))
    topic = next((at for at in beginning if words.at(at) in TOPIC_ENDS and not _inside_number(words, at)), first)
    led = _led_parts(words, first)
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
        elif mark == ":" and matter and at in beginning and _told_of_matter(words, at, topic):
            starts.append(at + 1)
        elif mark == ":" and at == topic and words.at(at + 1) == "các" and _reports(words, first, at):
            starts.append(at + 1)  # "Chế độ báo cáo: các đơn vị báo cáo …"
        elif mark in (",", "-") and at > first and (words.at(at + 1) == "giao" or (mark == "," and (at in led or _led_before(words, at)))):
            starts.append(at + 1)  # "“…” - | giao Sở X chủ trì", "Kiểm tra các cơ sở, | Sở Y tế chủ trì"
        elif mark == "do" and not sentence_words().watching.match(words, first):  # what one only watches is led by another
            starts.append(at)
    return starts


def _inside_number(words: Words, at: int) -> bool:
    """Whether the full stop here ends no sentence: it stands in a number or symbol ("1.500 tỷ đồng", "Nghị quyết số 66.4/2025/NQ-CP")."""
    tight = 0 < at < len(words) - 1 and words.ends[at - 1] == words.starts[at] and words.ends[at] == words.starts[at + 1]
    return words.at(at) == "." and tight


def _told_of_matter(words: Words, at: int, topic: int) -> bool:
    """Whether the colon here ends what a matter is about: behind the first as whom somebody acts may stand ("Về đầu tư kho dầu: | với vai
    trò là chủ đầu tư, Tập đoàn X chủ động …"), behind a further one an order ("Về …: tăng số cấp phó: | giao Bộ Nội vụ …")."""
    if at == topic:
        return words.folded[at + 1 : at + 4] == ["với", "vai", "trò"]
    return words.at(topic) == ":" and order_end(words, at + 1) > at + 1


def _reports(words: Words, first: int, at: int) -> bool:
    """Whether a run-in topic is the duty to report, which the units behind the colon have."""
    return any(words.folded[i : i + 2] in _REPORTS for i in range(first, at - 1))


def _led_before(words: Words, at: int) -> bool:
    """Whether another agency's part may follow the comma here ("Ban CHQS huyện chủ trì, | Trung tâm Y tế huyện bảo đảm quân y")."""
    return words.folded[at - 2 : at] == ["chủ", "trì"] and words.at(at + 1) in vocabulary().starts


def _led_parts(words: Words, first: int) -> set[int]:
    """The commas behind which an agency leads, or alone does it ("Kiểm tra các cơ sở, | Sở Y tế chủ trì, …", "…, | UBND xã thực hiện.")."""
    found: set[int] = set()
    for verb in [at for at, word in enumerate(words.folded[first:], first) if word in _ACTING_WORDS]:
        leads = words.folded[verb : verb + 2] == ["chủ", "trì"]
        if not leads and (words.folded[verb : verb + 2] != ["thực", "hiện"] or words.alphabetic(verb + 2)):
            continue
        before = range(verb - 1, max(first, verb - _LONGEST_NAMED), -1)
        comma = next((at for at in before if words.at(at) in _PARTING), None)
        if comma is None or words.at(comma) != "," or not words.capital(comma + 1) or words.at(comma + 1) not in vocabulary().starts:
            continue
        if not leads and "hợp" in words.folded[max(first, comma - _LONGEST_NAMED) : comma]:
            continue  # "Các phòng phối hợp với Sở, Văn phòng Sở | thực hiện"
        readings, end = listed(words, comma + 1)
        if readings and end == verb:
            found.add(comma)
    return found


def lists_members(words: Words, first: int, at: int) -> bool:
    """Whether what stands here belongs to a list of members ("kiện toàn Ban Chỉ đạo, gồm: Trưởng ban là …; thành viên là …")."""
    if "gồm" not in words.folded[max(first, at - _LONGEST_MEMBERS - 1) : at]:
        return False
    stop = next((i for i in range(at, first, -1) if words.at(i) == "." or at - i > _LONGEST_MEMBERS), first)
    return any(words.at(i) == "gồm" and words.at(i + 1) == ":" for i in range(stop, at))


def lists_partners(words: Words, first: int, at: int) -> bool:
    """Whether a list of partners goes on behind a semicolon ("X chủ trì, phối hợp với Sở A; | UBND các huyện và Sở B tham mưu").

    It does where nothing is said yet of what X leads: the verb stands behind the list and is X's, not that of a clause of its own; where
    further clauses with agencies of their own follow, or whoever acts does so at his own place, it is one.
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
    if not any(reading.start >= at for reading in readings) or sentence_words().apart.match(words, end) is not None:
        return False
    stop = next((i for i in range(end, len(words)) if words.at(i) in (".", "\n")), len(words))
    further = any(words.at(i) == ";" and listed(words, i + 1)[0] for i in range(end, stop))
    return not further and "mình" not in words.folded[end:stop]
