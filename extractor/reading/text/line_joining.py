"""Decides where lines of text are one paragraph, and joins them.

Two questions, each answered from the two lines alone (and the width at which the text was wrapped, where it was):
- `wraps`: do two lines that follow each other directly belong to one paragraph? The first is full (the next line's first word had no room
  on it), or the second begins in the middle of a sentence; never before an item's marker or from capitals into ordinary words.
- `cut_by_page`: are two paragraphs halves of one that a page break cut? Only where the first ends without the end of a sentence and the
  second begins in lower case, or the first ends with a word that ends no paragraph ("của", "các").

`seam` gives what stands between the joined lines: nothing after a hyphen at a line's end ("75-" + "KL/TW"), else a space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractor.folding import fold
from extractor.vocabulary import load_vocabulary

__all__ = ["cut_by_page", "is_capitals", "is_item", "is_ruler", "matches", "seam", "wrap_width", "wraps"]

WIDEST_WRAP = 160
"""Characters. Text whose continued lines are longer was not wrapped at a width: a line is a paragraph."""

_SHORTEST_HALF = 40
_ITEM = re.compile(
    r"(?:[-–—+•●▪■□➢❖✓*]\s|\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,5}|[IVXLC]{1,6}|[A-ZĐ])[.)]\s|\d{1,3}(?:\.\d{1,3}){1,4}[.)]?\s"
    r"|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Phụ lục|PHỤ LỤC)\s+[\dIVXLCtT])"
)
_SENTENCE_END = re.compile(r"[.;:!?…/][\"”')\]*]*$")
_RULER = re.compile(r"[\s\-–—_=*~+.•·\\]*$")
_FIRST_LETTER = re.compile(r"[\"“'(\[*]*(\w)")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_vocabulary("plain_text")[name]["pattern"])


def matches(name: str, text: str) -> bool:
    """Whether a rule of `models/plain_text.toml` finds something in the text."""
    return _pattern(name).search(fold(" ".join(text[:400].split()))) is not None


def is_item(text: str) -> bool:
    """Whether a line begins with a list marker or an article's or chapter's number."""
    return _ITEM.match(text) is not None


def is_ruler(text: str) -> bool:
    """Whether a line holds only dashes, stars and the like. True for a blank line."""
    return _RULER.match(text) is not None


def is_capitals(text: str) -> bool:
    """Whether the letters of a line are capitals, numbers and signs left out of account."""
    return text.isupper()


def seam(first: str, second: str) -> str:
    """What stands between two lines that are joined."""
    if len(first) > 1 and first[-1] in "-‐‑" and not first[-2].isspace() and second[:1].isalnum():
        return ""
    return " "


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width in characters at which running text was wrapped, None where a line is a paragraph.

    Blank strings part paragraphs. Measured on the lines that the next one visibly goes on from: the longest but one in twenty.
    """
    pairs = 0
    continued: list[int] = []
    for first, second in pairwise(lines):
        if first.strip() and second.strip():
            pairs += 1
            if _begins_lower(second) and not is_item(second) and not _SENTENCE_END.search(first[-8:]):
                continued.append(len(first))
    if len(continued) < 3 or len(continued) * 6 < pairs:
        return None
    continued.sort()
    width = continued[int(len(continued) * 0.95)]
    return width if width <= WIDEST_WRAP else None


def wraps(first: str, second: str, width: int | None) -> bool:
    """Whether the second line goes on with the first line's paragraph. `width`: see `wrap_width`. Lines come stripped, not empty."""
    if is_item(second) or second[0] == "[" or first[-1] == "]":
        return False
    if is_capitals(first) != is_capitals(second) and not _begins_in_sentence(second, first):
        return False
    if _begins_lower(second) and not _SENTENCE_END.search(first[-8:]) and (width is not None or len(first) >= _SHORTEST_HALF):
        return not is_capitals(first)
    if width is None:
        return False
    return len(first) + 1 + len(second.split(None, 1)[0]) > width * 0.97


def cut_by_page(first: str, second: str) -> bool:
    """Whether two paragraphs are one that a page break cut in two."""
    if len(first) < _SHORTEST_HALF or is_capitals(first[:200]) or is_item(second) or _SENTENCE_END.search(first[-8:]):
        return False
    if _begins_lower(second):
        return True
    return matches("unfinished", first[-20:]) and not is_capitals(second[:200])


def _begins_lower(text: str) -> bool:
    found = _FIRST_LETTER.match(text)
    return found is not None and found.group(1).islower()


def _begins_in_sentence(second: str, first: str) -> bool:
    """A line of capitals inside ordinary text ("CCHC" alone) or a number goes on where the first line is no heading."""
    return not is_capitals(first) and len(second) < 12 and not _SENTENCE_END.search(first[-8:])
