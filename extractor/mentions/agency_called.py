"""Whom a sentence calls that begins with an adverbial and ends in a colon ("Để bảo đảm an toàn, Sở Xây dựng, Sở Tài chính:").

The duties stand below, so that no predicate need tell them: the agencies behind a comma are called where nothing follows them but in what
capacity they act, "cần" or "phải", or whatever an order before them says ("…, yêu cầu Sở Xây dựng thực hiện các nhiệm vụ sau:"). Those
listed right before an order are called with those that it names ("…, Sở Nội vụ, đề nghị Ủy ban MTTQ tỉnh:"), and a place by name with
"cần" ("…, tỉnh Đắk Lắk cần tập trung …:"). Nobody is called by a list that has begun before the comma as that of partners, or as the
object of a further verb ("…, phối hợp với Sở A, Sở B:", "…, hướng dẫn Sở A, Sở B:"), or of reporting ("Trước ngày 30/6 báo cáo Sở A, Sở
B:").
"""

from __future__ import annotations

from itertools import pairwise

from extractor.mentions.agency_bare import MODALS
from extractor.mentions.agency_grammar import Reading
from extractor.mentions.agency_sentences import listed, order_end, sentence_words
from extractor.mentions.agency_subjects import places_told
from extractor.mentions.agency_tokens import Words

__all__ = ["behind_capacity", "behind_governed", "called_before_colon"]

_LONGEST_CAPACITY = 20  # words
_LONGEST_ADVERBIAL = 80  # words
# What "theo chức năng, nhiệm vụ, thẩm quyền được giao" is made of.
_CAPACITY = frozenset({
    "theo", "đúng", "chức", "năng", "nhiệm", "vụ", "thẩm", "quyền", "quy", "định", "được", "giao", "phân", "công", "và", "của", "mình",
    "lĩnh", "vực", "phạm", "vi", "quản", "lý", "phụ", "trách", ",",
})
# Last words before a list of those who are worked with, reported to, directed or visited: it may go on behind its comma.
_OBJECTS_BEHIND = frozenset({"với", "giữa", "cùng", "cáo", "gửi", "trình", "qua", "đạo", "dẫn", "tại", "từ", "gồm", "là"})
_ENDS = frozenset({":", ";", ".", "\n"})


def called_before_colon(words: Words, start: int) -> list[Reading]:
    """The agencies that the sentence from `start` to the last word calls; empty where it ends in no colon or calls nobody."""
    last = len(words) - 1
    if words.at(last) != ":":
        return []
    adverbial = words.at(start) in sentence_words().openers
    at = clause = start + adverbial
    before: list[Reading] = []  # the list that ends at the comma right before `at`
    while at < min(last, start + _LONGEST_ADVERBIAL) and words.at(at) not in _ENDS:
        if words.at(at - 1) == ",":
            clause = at
            if (ordered := order_end(words, at)) > at:
                readings = [] if words.at(at) == "chỉ" else listed(words, ordered)[0]  # whom one directs is not called
                return before + readings if adverbial or before else []
            if adverbial and (places := places_told(words, at, alone=False)[0]):
                return places
        readings, end = listed(words, at)
        if not readings:
            if not adverbial:
                return []
            before, at = [], at + 1
            continue
        if at > clause or (adverbial and clause == start + 1):  # a list that stands in the adverbial or is an object
            several = any(words.at(i) == "," for i in range(readings[0].end, readings[-1].start))
            if several and (clause > start + 1 or words.at(at - 1) in _OBJECTS_BEHIND):
                return []
            readings = behind_governed(words, readings)
        if readings and adverbial and _only_called(words, end):
            return readings
        before, at = (readings, end + 1) if words.at(end) == "," else ([], end)
    return []


def _only_called(words: Words, end: int) -> bool:
    """Whether nothing but a capacity and "cần" stands between a list and the colon that ends the sentence."""
    at = behind_capacity(words, end)
    return at + (words.at(at) in MODALS) == len(words) - 1


def behind_capacity(words: Words, at: int) -> int:
    """Behind in what capacity somebody acts ("các Sở | theo chức năng, nhiệm vụ được giao | triển khai"); the same index without it."""
    end = at
    while words.at(at) == "theo" and words.at(end) in _CAPACITY and end - at < _LONGEST_CAPACITY:
        end += 1
    return end


def behind_governed(words: Words, readings: list[Reading]) -> list[Reading]:
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
