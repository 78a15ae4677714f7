"""The field behind an agency's head, beyond what the vocabulary has: further parts of it, in lower case, and those of a list.

Every reader takes the index of a word and returns the index behind the field, or None.
"""

from __future__ import annotations

from extractor.mentions.agency_joints import goes_on, starts_agency
from extractor.mentions.agency_parts import field, field_ends, goes_further, proper, stopped
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Head, Vocabulary

__all__ = ["UNITS", "beyond_field", "other_field", "small_field"]

_SHORTEST_SMALL = {"sở": 2, "phòng": 4}  # words of a field in lower case
UNITS = frozenset({"đơn vị", "ban", "cục, vụ", "văn phòng"})
"""Kinds of heads that are called after what they work at."""


def beyond_field(words: Words, start: int, end: int, head: Head, lexicon: Vocabulary, *, many: bool) -> int:
    """The end of a name that begins with a known field: "Cục Kỹ thuật an toàn | và Môi trường công nghiệp".

    What is itself a whole field is a further member of an elliptic list ("các Sở Tài chính và Nội vụ"), not a part of the name.
    """
    if head.kind in UNITS and (second := field(words, end, lexicon)) and not starts_agency(words, end, lexicon):
        return second  # "Trung tâm Chuyển đổi số | Văn hóa, Thể thao và Du lịch"
    topic = lexicon.topics.match(words, end) if head.kind in UNITS and not words.capital(end) else None
    if topic is not None and lexicon.verbs.match(words, end) is None and field_ends(words, topic[0], lexicon):
        return topic[0]  # "Vụ Xây dựng | pháp luật"
    further = goes_on(words, end, lexicon) if "name" in head.body and not many else None
    if further is None or (head.kind == "sở" and (words.at(end) == "," or lexicon.inspectorates.match(words, end + 1))):
        return end
    part = end + 1
    whole = field(words, part, lexicon)
    if whole and (words.at(end) == "," or head.kind == "sở") and field_ends(words, whole, lexicon):
        return end
    return goes_further(words, further, lexicon, first=start)


def small_field(words: Words, at: int, start: int, lexicon: Vocabulary) -> int | None:
    """The end of a field in lower case behind a department's head in lower case ("sở | giáo dục và đào tạo"); "phòng y tế" is a room."""
    if start - at != 1 or words.at(at) not in _SHORTEST_SMALL or words.capital(start):
        return None
    found = lexicon.fields.match(words, start)
    long_enough = found is not None and found[0] - start >= _SHORTEST_SMALL[words.at(at)]
    if found is None or not long_enough:
        return None
    return found[0] if field_ends(words, found[0], lexicon) or words.at(found[0]) in ("các", "cấp") else None


def other_field(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """A field that no vocabulary has, where several are listed behind a colon ("Các phòng: Nội vụ, | Kế hoạch nghiệp vụ"), or a branch."""
    branch = (lexicon.branches.match(words, start) or _house(words, start, lexicon)) if words.capital(start) else None
    if branch is not None and (field_ends(words, branch[0], lexicon) or lexicon.verbs.match(words, branch[0])):
        return branch[0]  # "Các Chi cục: | Thuế, Thú y"
    verb = lexicon.verbs.match(words, start)
    named = verb is not None and words.capital(verb[0]) and not starts_agency(words, verb[0], lexicon)  # "Đăng kiểm | Việt Nam"
    if (verb and not named) or stopped(words, start, lexicon) or lexicon.determiners.match(words, start):
        return None
    if starts_agency(words, start, lexicon):
        return None
    end = proper(words, start, lexicon)
    end = next((at for at in range(start, end) if words.at(at) in (",", "và")), end) if end is not None else None
    return end if end is not None and end - start > 1 and (words.at(end) in (",", "và", ";") or stopped(words, end, lexicon)) else None


def _house(words: Words, start: int, lexicon: Vocabulary) -> tuple[int, str] | None:
    """A branch of the state by the head of its own offices ("Các Cục: Thuế, | Thống kê")."""
    head = lexicon.head_phrases.match(words, start)
    return head if head is not None and lexicon.heads[head[1]].kind == "cơ quan ngành dọc" else None
