"""How closely two words stand together in this document: Vietnamese writes a word's syllables apart, and their pairs come again.

Where text was cut, at a page break or between the columns of a table, the pair of words that would meet tells what belongs together:
"Cục" + "Lâm" is common in a plan of the Cục Lâm nghiệp, "2027" + "Lâm" is not found anywhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern

__all__ = ["Cohesion"]

_PAIRED = lazy_pattern(r"[^\W_]+(?=( ?)([^\W_]+)?)")
_LAST = lazy_pattern(r"([^\W_]+)\W{0,3}$")
_FIRST = lazy_pattern(r"\W{0,3}([^\W_]+)")


class Cohesion:
    """Counts the pairs of neighbouring words of some lines. Words with a sign or a wide gap between them are no pair.

    Lines with a wide gap may be rows of columns that touch: there a number is no second of a pair ("Phó Chủ 2026 - 2030").
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._firsts: Counter[str] = Counter()
        for line in lines:
            columns = "  " in line.strip()
            for found in _PAIRED.finditer(fold(line)):
                if found[1] and found[2] and not (columns and found[2][0].isdigit()):
                    self._pairs[found[0], found[2]] += 1
                    self._firsts[found[0]] += 1

    def between(self, left: str, right: str) -> float:
        """0 where the last word of one text is never followed by the first of the other, else growing with the times it is."""
        return math.log1p(self._pairs[_meeting(left, right)])

    def strangeness(self, left: str, right: str) -> float:
        """How unlikely it is that two words which stand beside each other here belong together: 0 where the one is always followed by the
        other, growing with the times something else follows. This one time is not counted. 0.5 where a sign stands between."""
        pair = _meeting(left, right)
        if pair == _NO_PAIR:
            return 0.5
        return math.log((self._firsts[pair[0]] + 1) / max(self._pairs[pair], 1))


_NO_PAIR = ("", "")


def _meeting(left: str, right: str) -> tuple[str, str]:
    """The folded words that meet where one text follows the other, two empty ones where a sign stands between."""
    last, first = _LAST.search(fold(left[-60:])), _FIRST.match(fold(right[:60]))
    if not last or not first or not right[:1].isalnum() or not left.rstrip()[-1:].isalnum():
        return _NO_PAIR
    return last[1], first[1]
