"""Folded forms for matching: text made comparable, character by character, so that offsets stay true.

`fold` promises `len(fold(text)) == len(text)` for NFC text: lower case, one kind of hyphen, quote and space, and one placement of the tone
mark ("uỷ" = "ủy", "hoà" = "hòa", "qúy" = "quý"; Thông tư and spelling rules allow both). It is for finding, never for showing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

from extractor.lazy_patterns import lazy_pattern
from extractor.short_texts import remembering_short_texts

# Replaced one by one, not by str.translate: that looks up every letter, and most texts have few of these or none.
_LATIN = (("\u00a0", " "), ("´", "'"), ("`", "'"), ("ð", "đ"))
_SINGLE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2002\u2003\u2007\u2009\u202f\u200b", " "),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‘’‛′", "'"),
}
# All of `_SINGLE` and what stands among them: a class of one short run is compiled in a fraction of the time of theirs.
_AMONG_SINGLE = lazy_pattern("[\u2002-\u2212]")

# Tone marks in the order level, huyền, sắc, hỏi, ngã, nặng.
_TONED = {v: row for row in ("aàáảãạ", "eèéẻẽẹ", "oòóỏõọ", "uùúủũụ", "yỳýỷỹỵ") for v in row}
# Where a mark may stand on the wrong vowel at the end of a syllable: oa, oe, uy, "qúy", and some that `_move_tone` leaves as they are.
_MAY_MOVE = lazy_pattern(r"(?:o(?<!qo)[à-éạ-ẽ]|u(?<!qu)[ýỳ-ỹ]|q[^u]y)(?![a-z])")
_MOVABLE = {"o": "àáảãạèéẻẽẹ", "u": "ỳýỷỹỵ", "q": "ùúủũụ"}
_MARKS = lazy_pattern("[\u0300-\u036f]")
_LONG, _WHOLE = 200, 20_000
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxzđ")


def _move_tone(match: re.Match[str]) -> str:
    """The vowels with the mark where it belongs; as they are where none may move, or more than consonants stands around them."""
    text, begin, found = match.string, match.start(), match.group()
    if found[1] not in _MOVABLE[found[0]] or _is_letter(text[match.end() : match.end() + 1]):
        return found
    while begin and text[begin - 1] in _CONSONANTS:
        begin -= 1
    if _is_letter(text[begin - 1 : begin]):
        return found
    if found[0] == "q":  # "quý": the u belongs to the consonant, the tone to y
        return f"qu{_TONED['y'][_TONED[found[1]].index(found[1])]}"
    tone = _TONED[found[1]].index(found[1])
    return f"{_TONED[found[0]][tone]}{_TONED[found[1]][0]}"


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z" or "à" <= character <= "ỹ"


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@remembering_short_texts
def fold(text: str) -> str:
    """The text for matching: same length, lower case, plain dashes, quotes and spaces, tone on the first vowel of oa, oe, uy."""
    return _folded(text) if len(text) <= _LONG else _folded_long(text) if len(text) < _WHOLE else _folded_whole(text)


def _folded(text: str) -> str:
    plain = _lower(text)
    for printed, folded in _LATIN:
        plain = plain.replace(printed, folded)
    plain = _AMONG_SINGLE.sub(_single, plain)
    return _MAY_MOVE.sub(_move_tone, plain)


def _single(found: re.Match[str]) -> str:
    return _SINGLE.get(found.group(), found.group())


_folded_long = lru_cache(maxsize=512)(_folded)  # paragraphs and rows, for which several recognisers ask; 80 MB of hostile text at most
_folded_whole = lru_cache(maxsize=1)(_folded)  # a whole document, for which several recognisers ask in turn


def forget_long_texts() -> None:
    """Forgets what was folded but for short texts: between two documents, as paragraphs of the one are not those of the other."""
    _folded_long.cache_clear()
    _folded_whole.cache_clear()


def fold_all(texts: Iterable[str]) -> list[str]:
    """Each of many texts without line breaks folded, all in one go: a vocabulary of thousands of phrases takes a fraction of the time."""
    printed = list(texts)
    return fold("\n".join(printed)).split("\n") if printed else []


def without_marks(text: str) -> str:
    """The letters of a text without tones and other marks ("tổ chức" is "to chuc"): for words that were misread or typed without them."""
    return _MARKS.sub("", normalize("NFD", text)).replace("Đ", "D").replace("đ", "d")
