"""Whether a word can be a Vietnamese syllable: onset, rhyme and tone as the orthography allows them (`models/syllables.toml`).

It tells text from what only looks like text: a lying text layer, an encoding that is not the right one. Both placements of the tone mark
("uỷ", "ủy") are right. Foreign names and abbreviations are no syllables, so a share of 1 is never asked for.
"""

from __future__ import annotations

from functools import cache, lru_cache
from unicodedata import normalize

from extractor.lazy_patterns import lazy_pattern
from extractor.vocabulary import load_vocabulary

__all__ = ["is_syllable", "syllable_share"]

_LONGEST = 8
"""No syllable is longer ("nghiêng" has seven letters)."""
_TONES = lazy_pattern("[\u0300\u0301\u0303\u0309\u0323]")
_STOP_TONES = "\u0301\u0323"
_WORD = lazy_pattern(r"[^\W\d_]+")
_ENTERING = lazy_pattern(r"(?:ch|[cpt])\Z")


@cache
def _bare_syllables() -> frozenset[str]:
    """All syllables without their tones, composed."""
    data = load_vocabulary("syllables")
    front = tuple(data["front"])
    found = set()
    for onset in data["onsets"]:
        for rhyme in data["rhymes_of_q"] if onset == "q" else data["rhymes"]:
            before_front = rhyme.startswith(front)
            if (onset in ("k", "gh", "ngh") and not before_front) or (onset in ("c", "ng") and before_front):
                continue
            if onset == "g" and rhyme.startswith(("e", "ê", "y")):
                continue
            # "gi" and "i" are written with one i: "gì", "giêng".
            found.add(onset + (rhyme[1:] if onset == "gi" and rhyme.startswith("i") else rhyme))
    return frozenset(found | set(data["borrowed"]))


def is_syllable(word: str) -> bool:
    """Whether a word, in any case and composed or not, is a Vietnamese syllable."""
    return len(word) <= 3 * _LONGEST and _is_syllable(word)


@lru_cache(maxsize=1 << 14)
def _is_syllable(word: str) -> bool:
    letters = normalize("NFD", word.lower())
    tones = _TONES.findall(letters)
    bare = normalize("NFC", _TONES.sub("", letters))
    if len(tones) > 1 or bare not in _bare_syllables():
        return False
    return not _ENTERING.search(bare) or (len(tones) == 1 and tones[0] in _STOP_TONES)


def syllable_share(text: str) -> float:
    """The share of the words (runs of letters) of a text that are syllables; 0 where it has no words."""
    words = _WORD.findall(normalize("NFC", text))
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
