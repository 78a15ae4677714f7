"""Fixed phrases of a vocabulary, found in folded text where a word begins and the phrase ends with a word.

A pattern of five hundred alternatives takes milliseconds to compile, in each process anew, and tries one after the other; a set of phrases
is sorted by first words in a fraction of that. It promises what the pattern `(?:longest|…|shortest)(?!\\w)` gives, in linear time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.lazy_patterns import lazy_pattern

__all__ = ["PhraseSet"]

_WORD = lazy_pattern(r"\w+")
_GAP = lazy_pattern(r"[ \n]{1,4}")
_BROKEN = lazy_pattern(r"\n|  ")


class PhraseSet:
    """Phrases in the form of the texts they are looked for in (that is, folded); each begins with a letter or digit.

    `broken`: a blank of a phrase stands for up to four blanks and line breaks of the text. Raises ValueError for a phrase that begins
    with something else.
    """

    def __init__(self, phrases: Iterable[str], *, broken: bool = False) -> None:
        self._broken = broken
        self._by_word: dict[str, list[str]] = {}
        ordered = sorted(set(phrases), key=len, reverse=True)
        for phrase in ordered:
            word = phrase.partition(" ")[0]
            if not word.isalnum():  # a mark ends the word
                word = _first_word(phrase)
            self._by_word.setdefault(word, []).append(phrase)
        self._longest = len(ordered[0]) if ordered else 0

    def end_at(self, text: str, at: int = 0) -> int | None:
        """Where the longest phrase ends that stands at an offset and is followed by no letter or digit; None where none stands there."""
        word = _WORD.match(text, at)
        return self._end(text, at, word.group()) if word else None

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Start and end of the phrases between two offsets, from left to right, none within another; what is behind `end` is not seen."""
        seen = text if end is None else text[:end]
        free = start
        for word in _WORD.finditer(seen, start):
            at = word.start()
            if at < free or word.group() not in self._by_word or (at == start and at and _WORD.match(seen, at - 1)):
                continue
            if (found := self._end(seen, at, word.group())) is not None:
                yield at, found
                free = found

    def _end(self, text: str, at: int, word: str) -> int | None:
        phrases = self._by_word.get(word)
        if phrases is None:
            return None
        broken = self._broken and _BROKEN.search(text, at, at + 4 * self._longest) is not None
        for phrase in phrases:
            end = _broken_end(text, at, phrase) if broken else at + len(phrase) if text.startswith(phrase, at) else None
            if end is not None and not (text[end : end + 1].isalnum() or text[end : end + 1] == "_"):
                return end
        return None


def _first_word(phrase: str) -> str:
    word = _WORD.match(phrase)
    if word is None:
        raise ValueError(f"a phrase begins with a letter or digit: {phrase!r}")
    return word.group()


def _broken_end(text: str, at: int, phrase: str) -> int | None:
    for number, part in enumerate(phrase.split(" ")):
        if number:
            gap = _GAP.match(text, at)
            if gap is None:
                return None
            at = gap.end()
        if not text.startswith(part, at):
            return None
        at += len(part)
    return at
