"""Relative clauses behind a collective: "các đơn vị | được phân công chủ trì", "các Cơ quan | chủ trì Dự án, Tiểu dự án", "các doanh
nghiệp | hoạt động trong lĩnh vực xây dựng".

A clause ends before the predicate that tells the collective to act ("chủ động", "có trách nhiệm"), at a mark, or before a further agency of
the list. Where neither comes within `_LONGEST` words it is what commonly follows being charged ("nhiệm vụ", "chủ trì", "dự toán").
"""

from __future__ import annotations

from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary

__all__ = ["relative_clause"]

_LONGEST = 24
_LONGEST_CHARGE = 40
_MARKS = frozenset({".", ";", ":", "(", ")", "\n", "\t"})


def relative_clause(words: Words, start: int, lexicon: Vocabulary) -> int:
    """The end of the clause that begins at `start`; `start` where there is none."""
    if (charged := lexicon.charges.match(words, start)) is not None:
        return _charged(words, charged[0], start, lexicon)
    if words.at(start) in ("chủ", "đầu") or words.folded[start - 2 : start] == ["đầu", "mối"]:
        return _role(words, start, lexicon)
    if (calling := lexicon.callings.match(words, start)) is not None:
        return _calling(words, calling[0], lexicon) or start
    return start


def _calling(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """The end of what firms and bodies do: the next predicate, or the end or colon of a heading that has none."""
    for at in range(start, min(start + _LONGEST, len(words) + 1)):
        if at == len(words) or words.at(at) == ":" or lexicon.predicates.match(words, at):
            return at - 1 if words.at(at - 1) == "và" else at
        if words.at(at) in _MARKS or words.at(at) == "do" or words.folded[at : at + 2] == ["tham", "gia"]:
            return None
    return None


def _charged(words: Words, at: int, start: int, lexicon: Vocabulary) -> int:
    """Behind "được giao", "được phân công": what they are charged with."""
    end = at
    while end - start < _LONGEST:
        charge = lexicon.duties.match(words, end + (words.at(end) in (",", "và")))
        if charge is None:
            break
        end = charge[0]
    if lexicon.predicates.match(words, end):
        return end
    return _predicate(words, end, lexicon) or _duty(words, end) or (end if end > at else start)


def _duty(words: Words, start: int) -> int | None:
    """The index of "có trách nhiệm" before the sentence ends; commas may stand before it ("được cấp phép thăm dò, khai thác | phải")."""
    for at in range(start, min(start + _LONGEST_CHARGE, len(words))):
        if words.at(at) in (".", ";", ":", "\n"):
            return None
        if words.at(at) == "phải" or (words.at(at) in ("có", "chịu") and words.folded[at + 1 : at + 3] == ["trách", "nhiệm"]):
            return at
    return None


def _role(words: Words, start: int, lexicon: Vocabulary) -> int:
    """ "chủ trì" or "đầu mối" with what is led behind it, which a capital or a work's noun begins."""
    at = start + 2 if words.at(start) in ("chủ", "đầu") else start
    if words.folded[start:at] not in ([], ["chủ", "trì"], ["đầu", "mối"]):
        return start
    led = words.capital(at) or lexicon.works.match(words, at) is not None
    if not led and (at > start or not words.alphabetic(at) or lexicon.predicates.match(words, at) is not None):
        return start
    return _predicate(words, at + 1, lexicon, commas=True) or start


def _predicate(words: Words, start: int, lexicon: Vocabulary, *, commas: bool = False) -> int | None:
    """The index of the next predicate or further agency of a list, None where a mark comes first."""
    for at in range(start, min(start + _LONGEST, len(words))):
        if words.at(at) in _MARKS:
            return None
        if words.at(at) == ",":
            if lexicon.determiners.match(words, at + 1):
                return at
            if not commas or not words.capital(at + 1):
                return None
        elif words.at(at) == "để" or lexicon.predicates.match(words, at):
            return at
    return None
