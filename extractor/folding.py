"""Folded forms for matching: text made comparable, character by character, so that offsets stay true.

`fold` promises `len(fold(text)) == len(text)` for NFC text: lower case, one kind of hyphen, quote and space, and one placement of the tone
mark ("uỷ" = "ủy", "hoà" = "hòa", "qúy" = "quý"; Thông tư and spelling rules allow both). It is for finding, never for showing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
_OPEN = lazy_pattern(r"(?<![a-zà-ỹđ])([b-df-hj-np-tv-xzđ]*)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|[ùúủũụ]y)(?![a-zà-ỹđ])")
# What every place to be changed has, quick to find; most texts have none.
_MAY_MOVE = lazy_pattern(r"[ouùúủũụ](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ]|(?<=q[ùúủũụ])y)(?![a-zà-ỹđ])")


def _move_tone(match: re.Match[str]) -> str:
    onset, pair = match.groups()
    first, second = pair[0], pair[1]
    if onset.endswith("q"):  # "quý": the u belongs to the consonant, the tone to y
        row = _TONED[first]
        return f"{onset}u{_TONED['y'][row.index(first)]}" if second == "y" and first != "u" else match.group()
    if second == "y" and first in _TONED["u"]:
        return match.group()
    tone = _TONED[second].index(second)
    return f"{onset}{_TONED[first][tone]}{_TONED[second][0]}"


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@remembering_short_texts
def fold(text: str) -> str:
    """The text for matching: same length, lower case, plain dashes, quotes and spaces, tone on the first vowel of oa, oe, uy."""
    plain = _ANY_SINGLE.sub(lambda found: _SINGLE[found.group()], _lower(text))
    return _OPEN.sub(_move_tone, plain) if _MAY_MOVE.search(plain) else plain


def fold_all(texts: Iterable[str]) -> list[str]:
    """Each of many texts without line breaks folded, all in one go: a vocabulary of thousands of phrases takes a fraction of the time."""
    printed = list(texts)
    return fold("\n".join(printed)).split("\n") if printed else []
