"""Words of a text with their places, and phrases of the vocabulary found among them.

A word is a run of letters and digits, with ampersands inside ("LĐTB&XH") or apostrophes ("Cư M'gar"); every other printed character, and
every line break, is a word of its own.
Words are compared folded; hyphens inside a phrase may be left out or added ("Lao động – Thương binh" is "Lao động Thương binh").
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import accumulate
from typing import cast, overload

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.short_texts import remembering_short_texts

# Behind words, so that what is no blank is a mark.
_TOKEN = lazy_pattern(r"(\w++(?:[&']\w+)*+|[\S\n\t])")
_BEGUN = lazy_pattern(r"^(?:\w++(?:[&']\w+)*+|\S)", re.MULTILINE)  # the first word of each line
_BREAK = "\n"
_JOINING = frozenset({"và", "&"})  # behind which no value ends
_LONG = 2000
"""Characters of a text, of whose words few are looked at as printed."""
_STRETCH = 50_000
"""Characters of a long text that are cut into words at a time."""


class _Printed(Sequence[str]):
    """The words of a text as printed, each cut out where it is asked for."""

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._text, self._starts, self._ends = text, starts, ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self._text[start:end] for start, end in zip(self._starts[index], self._ends[index], strict=True)]
        return self._text[self._starts[index] : self._ends[index]]


class Words(Struct, frozen=True):
    """The words of one stretch, which begins at `offset`: `folded[i]` stands `starts[i]`..`ends[i]` behind it, printed `printed[i]`."""

    text: str
    printed: Sequence[str]
    folded: list[str]
    starts: Sequence[int]
    ends: Sequence[int]
    offset: int = 0

    def __len__(self) -> int:
        return len(self.folded)

    def at(self, index: int) -> str:
        """The folded word, or the empty string behind the last."""
        try:
            return self.folded[index] if index >= 0 else ""
        except IndexError:
            return ""

    def capital(self, index: int) -> bool:
        """Whether the word begins with a capital letter."""
        try:
            return self.printed[index][0].isupper()
        except IndexError:
            return False

    def alphabetic(self, index: int) -> bool:
        """Whether it is a word of letters or digits, not a mark."""
        try:
            return self.printed[index][0].isalnum()
        except IndexError:
            return False

    def span(self, start: int, end: int) -> Span:
        """Where the words start..end stand in the text."""
        return Span(self.offset + self.starts[start], self.offset + self.ends[end - 1])

    def slice(self, start: int, end: int) -> str:
        """The text of words start..end, as it stands."""
        return self.text[self.offset + self.starts[start] : self.offset + self.ends[end - 1]]


def words_of(text: str, span: Span, readable: str | None = None, *, join_lines: bool = False) -> Words:
    """The words of a span. `readable` is the span's text with capitals undone (else the same), which decides what counts as a capital.

    `join_lines`: a line break before a lower-case letter or behind "và" is a blank (a name broken within a cell).
    """
    plain = text[span.start : span.end]
    shown = readable if readable is not None else plain
    folded, starts, ends = (_cut if len(plain) <= _LONG else _cut_long)(fold(plain))  # the whole text of a document is folded already
    printed: Sequence[str] = _Printed(shown, starts, ends)
    if len(shown) <= _LONG:
        printed = printed[:]
    if join_lines and _BREAK in folded:
        joined = {
            index for index, word in enumerate(folded)
            if word == _BREAK
            and (shown[ends[index] : ends[index] + 2].strip()[:1].islower() or (index and folded[index - 1] in _JOINING))
        }
        kept = [index for index in range(len(folded)) if index not in joined]
        printed, folded = ([values[index] for index in kept] for values in (printed, folded))
        starts, ends = ([values[index] for index in kept] for values in (starts, ends))
    return Words(text=text, printed=printed, folded=folded, starts=starts, ends=ends, offset=span.start)


@remembering_short_texts
def _cut(folded: str) -> tuple[list[str], Sequence[int], Sequence[int]]:
    """The words of a folded text, and where they start and end. The lists are shared: nobody may change them."""
    # Gaps and words in turn: cut and measured as a whole, because all of a document's text comes through here, some of it often.
    parts = _TOKEN.split(folded)
    offsets = list(accumulate(map(len, parts)))
    return parts[1::2], offsets[0:-1:2], offsets[1::2]


def _cut_long(folded: str) -> tuple[list[str], Sequence[int], Sequence[int]]:
    """What `_cut` gives, of the words of a whole document: each word is held once, and places as plain numbers, for the sake of memory."""
    words: list[str] = []
    starts, ends = array("i"), array("i")
    held: dict[str, str] = {}
    at = 0
    while at < len(folded):
        stop = folded.rfind(_BREAK, at + 1, at + _STRETCH)  # no word goes on over a line break
        if stop < 0 and (stop := folded.find(_BREAK, at + _STRETCH)) < 0:
            stop = len(folded)
        parts = _TOKEN.split(folded[at:stop])
        offsets = list(accumulate(map(len, parts), initial=at))
        words += map(held.setdefault, parts[1::2], parts[1::2])
        starts.extend(offsets[1:-1:2])
        ends.extend(offsets[2::2])
        at = stop
    return words, starts, ends


class _Node(Struct):
    """What may come behind the words so far, and the phrase that they are."""

    next: dict[str, _Node] = {}
    phrase: str | None = None


class Phrases:
    """A set of phrases, found at a place by the longest match. Compared folded.

    Those that begin with one word are entered when that word is first met: a text holds few of the words that phrases begin with.
    """

    def __init__(self, phrases: Iterable[str], *, folded: bool = False) -> None:
        """`folded`: the phrases are folded already."""
        printed = list(phrases)
        lines = "\n".join(printed) if folded else fold("\n".join(printed))
        # For each first word its phrases, printed and folded, until they are entered.
        self._first: defaultdict[str, _Node | list[tuple[str, str]]] = defaultdict(list)
        first = cast("defaultdict[str, list[tuple[str, str]]]", self._first)
        for begun, phrase in zip(_BEGUN.findall(lines), zip(printed, lines.split("\n"), strict=True), strict=True):
            first[begun].append(phrase)

    @property
    def first_words(self) -> frozenset[str]:
        """The words a phrase can begin with."""
        return frozenset(self._first)

    def among(self, words: Words, places: Iterable[int]) -> list[int]:
        """Those of the places of first words behind which a phrase goes on, or may end: at the others `match` finds nothing."""
        folded, kept = words.folded, []
        following: dict[str, Container[str] | None] = {}  # what may stand behind a first word; None: anything, as it is a phrase itself
        for at in places:
            word = folded[at]
            if word not in following:
                node = self._node(word)
                following[word] = None if node.phrase is not None else {*node.next, "-"}
            behind = following[word]
            if behind is None or (at + 1 < len(folded) and folded[at + 1] in behind):
                kept.append(at)
        return kept

    def _node(self, word: str) -> _Node:
        node = self._first[word]
        if isinstance(node, list):
            node = self._first[word] = _entered(node)
        return node

    def match(self, words: Words, start: int) -> tuple[int, str] | None:
        """The end of the longest phrase at `start`, and the phrase as the vocabulary writes it."""
        folded = words.folded
        try:
            node = self._first.get(folded[start])
        except IndexError:
            return None
        if node is None:  # as at most places
            return None
        if isinstance(node, list):
            node = self._first[folded[start]] = _entered(node)
        index, size = start + 1, len(folded)
        found = (index, node.phrase) if node.phrase is not None else None
        while index < size and node.next:
            word = folded[index]
            following = node.next.get(word)
            if following is not None:
                node = following
                if node.phrase is not None:
                    found = (index + 1, node.phrase)
            elif word != "-":
                break
            index += 1
        return found


def _entered(waiting: list[tuple[str, str]]) -> _Node:
    """The phrases, printed and folded, that begin with one word, behind it."""
    first = _Node()
    for phrase, folded in waiting:
        node = first
        for word in _TOKEN.findall(folded)[1:]:
            if word == "-":
                continue
            if (following := node.next.get(word)) is None:
                following = node.next[word] = _Node()
            node = following
        node.phrase = phrase
    return first
