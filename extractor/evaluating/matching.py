"""When an extracted value and an annotated one count as the same, and which goes with which.

Wording is compared as multisets of tokens: case, dashes, tone placement ("uỷ" = "ủy") and the commonest abbreviations do not count.
Pairs are one to one, the most similar first; of equal pairs the one nearer in document order, then the later.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from extractor.lazy_patterns import lazy_pattern

__all__ = ["name_tokens", "pairs", "plain_dashes", "similarity", "tokens"]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DASHES = lazy_pattern(r"[\u2010-\u2015\u2212]")
_WORD = lazy_pattern(r"\w+")
# The measure's own short list, fixed so that figures stay comparable; the vocabulary of the program is in models/.
_EXPANSIONS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "mttq": "mặt trận tổ quốc",
    "tand": "tòa án nhân dân",
    "vksnd": "viện kiểm sát nhân dân",
    "ttđt": "thông tin điện tử",
    "bch": "ban chấp hành",
}
_LEADING = ("các", "giao", "những")


def _fold_syllable(word: str) -> str:
    """The tone at the end, so that both placements are one spelling."""
    parts = unicodedata.normalize("NFD", word)
    letters = "".join(c for c in parts if c not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(c for c in parts if c in _TONES)


def plain_dashes(text: str) -> str:
    """The text in NFC with one kind of dash."""
    return _DASHES.sub("-", unicodedata.normalize("NFC", text))


def tokens(text: str | None) -> list[str]:
    """The words for comparison, abbreviations expanded."""
    words = _WORD.findall(_DASHES.sub("-", unicodedata.normalize("NFC", text or "").casefold()))
    return [_fold_syllable(word) for word in " ".join(_EXPANSIONS.get(word, word) for word in words).split()]


def name_tokens(name: str | None) -> list[str]:
    """The tokens of an agency's name without leading "các", "giao", "những"."""
    words = tokens(name)
    drop = {tokens(word)[0] for word in _LEADING}
    while words and words[0] in drop:
        words = words[1:]
    return words


def similarity(first: Iterable[str], second: Iterable[str]) -> float:
    """F1 of two token multisets, 0 to 1; 0 where both are empty."""
    x, y = Counter(first), Counter(second)
    shared = (x & y).total()
    return 2 * shared / (x.total() + y.total()) if shared else 0.0


def pairs(gold: Sequence[Any], found: Sequence[Any], score: Callable[[Any, Any], float], floor: float) -> list[tuple[int, int]]:
    """Index pairs (gold, found), best first, each index at most once, none below the floor."""
    scored = ((score(g, f), -abs(i - j), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))
    ranked = sorted((candidate for candidate in scored if candidate[0] >= floor), reverse=True)
    left: set[int] = set()
    right: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for _, _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((i, j))
    return chosen
