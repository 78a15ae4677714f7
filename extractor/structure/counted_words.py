"""Headings that a word and a number begin ("Nhiệm vụ 1: Tuần tra", "Nhiệm vụ 2: Tuyên truyền"), after `counted` of `models/labels.toml`.

`counted_word` reads one line. `counted_heads` says which entries of a region are such headings: those of a word that is counted from one
on, with something of their own under them, set as running text or in bold (capitals head by themselves). One that ends as a sentence is a
heading over labelled lines only; one in running text that orders an action, over these and what orders actions itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.phrases import PhraseSet
from extractor.structure.actions import kind_of_text
from extractor.vocabulary import load_vocabulary

__all__ = ["Line", "counted_heads", "counted_word"]

_COUNT = {
    word: at
    for at, words in enumerate(
        (("i", "một", "nhất"), ("ii", "hai"), ("iii", "ba"), ("iv", "tư", "bốn"), ("v", "năm"), ("vi", "sáu"), ("vii", "bảy"),
         ("viii", "tám"), ("ix", "chín"), ("x", "mười")),
        1,
    )
    for word in words
}  # fmt: skip
_WORDS = "|".join(sorted(_COUNT, key=len, reverse=True))
_NUMBER = lazy_pattern(rf" (?:(?:số|thứ) )?(\d{{1,2}}|{_WORDS})\s?(?:[:.)]|[-–](?=\s)|$)\s*")
_TITLE = lazy_pattern(r"[:.)–-]\s*")
_LONGEST_WORD, _LONG_HEAD = 60, 40
_REACH = 40


class Line(Protocol):
    """What is asked of an entry: its text, and whether it has no marker and no label and is no table, begins with a label, is bold."""

    @property
    def text(self) -> str: ...
    @property
    def plain(self) -> bool: ...
    @property
    def labelled(self) -> bool: ...
    @property
    def bold(self) -> bool: ...


@cache
def _words() -> PhraseSet:
    return PhraseSet(load_vocabulary("labels")["counted"])


@cache
def _initials() -> frozenset[str]:
    return frozenset(letter for word in load_vocabulary("labels")["counted"] for letter in (word[0], word[0].upper()))


def counted_word(text: str) -> tuple[str, int] | None:
    """The word and the number that a line begins with, or None."""
    if text[:1] not in _initials():
        return None
    folded = fold(text[:_LONGEST_WORD])
    end = _words().end_at(folded, 0)
    found = _NUMBER.match(folded, end) if end is not None else None
    if not found:
        return None
    number = int(found[1]) if found[1].isdecimal() else _COUNT.get(found[1], 0)
    return (folded[:end], number) if 0 < number < _REACH else None


def counted_heads(entries: Sequence[Line]) -> frozenset[int]:
    """The indices of the entries that are headings of a count."""
    found = [(at, word) for at, entry in enumerate(entries) if entry.plain and (word := counted_word(entry.text))]
    if len(found) < 2:
        return frozenset()
    numbers: dict[str, list[int]] = {}
    for _, (name, number) in found:
        numbers.setdefault(name, []).append(number)
    places = {at for at, _ in found}
    return frozenset(
        at
        for at, (name, _) in found
        if {1, 2} <= set(numbers[name]) and at + 1 < len(entries) and at + 1 not in places and _may_head(entries[at], entries[at + 1])
    )


def _may_head(entry: Line, below: Line) -> bool:
    text = entry.text.rstrip()
    if len(re.findall(r"\S+", text[:600])) > _LONG_HEAD or text.isupper() or text.endswith((";", ",")):
        return False
    if below.labelled or text.endswith("."):
        return below.labelled
    title = _TITLE.split(text, 1)[-1]
    return entry.bold or kind_of_text(title) != "action" or kind_of_text(below.text) == "action"
