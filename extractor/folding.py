"""Folded forms for matching: text made comparable, character by character, so that offsets stay true.

`fold` promises `len(fold(text)) == len(text)` for NFC text: lower case, one kind of hyphen, quote and space, and one placement of the tone
mark ("uỷ" = "ủy", "hoà" = "hòa", "qúy" = "quý"; Thông tư and spelling rules allow both). It is for finding, never for showing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.lazy_patterns import lazy_pattern
from extractor.short_texts import remembering_short_texts

_SINGLE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u200b", " "),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‘’‛′´`", "'"),
    "ð": "đ",
    "Ð": "đ",
}
# A pattern, not str.translate: that looks up every letter, and most texts have few of these or none.
_ANY_SINGLE = lazy_pattern(f"[{''.join(map(re.escape, _SINGLE))}]")

# Tone marks in the order level, huyền, sắc, hỏi, ngã, nặng.
_TONED = {v: row for row in ("aàáảãạ", "eèéẻẽẹ", "oòóỏõọ", "uùúủũụ", "yỳýỷỹỵ") for v in row}
# Where a mark may stand on the wrong vowel at the end of a syllable: oa, oe, uy, and "qúy".
_MAY_MOVE = lazy_pattern(r"[ouùúủũụ](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ]|(?<=q[ùúủũụ])y)(?![a-zà-ỹđ])")
_WHOLE = 20_000
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxzđ")
_LETTER = lazy_pattern("[a-zà-ỹđ]")


def _move_tone(match: re.Match[str]) -> str:
    """The two vowels with the mark where it belongs; as they are where more than consonants stands before them."""
    text, begin = match.string, match.start()
    while begin and text[begin - 1] in _CONSONANTS:
        begin -= 1
    first, second = text[match.start()], text[match.start() + 1]
    if begin and _LETTER.match(text[begin - 1]):
        return match.group()
    if text[begin : match.start()].endswith("q"):  # "quý": the u belongs to the consonant, the tone to y
        return f"u{_TONED['y'][_TONED[first].index(first)]}" if second == "y" else match.group()
    tone = _TONED[second].index(second)
    return f"{_TONED[first][tone]}{_TONED[second][0]}"


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@remembering_short_texts
def fold(text: str) -> str:
    """The text for matching: same length, lower case, plain dashes, quotes and spaces, tone on the first vowel of oa, oe, uy."""
    return _folded(text) if len(text) < _WHOLE else _folded_whole(text)


def _folded(text: str) -> str:
    plain = _ANY_SINGLE.sub(lambda found: _SINGLE[found.group()], _lower(text))
    return _MAY_MOVE.sub(_move_tone, plain)


_folded_whole = lru_cache(maxsize=1)(_folded)  # a whole document, for which several recognisers ask in turn


def fold_all(texts: Iterable[str]) -> list[str]:
    """Each of many texts without line breaks folded, all in one go: a vocabulary of thousands of phrases takes a fraction of the time."""
    printed = list(texts)
    return fold("\n".join(printed)).split("\n") if printed else []
