"""Patterns of the rule files: regular expressions in which `«name»` stands for a macro of the same file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from extractor.lazy_patterns import lazy_pattern

_Rule = TypeVar("_Rule")
_Entry = tuple[tuple[str, ...], tuple[str, ...], _Rule]  # what it begins with, what it has, itself

_MACRO = lazy_pattern(r"«(\w+)»")


def compile_pattern(pattern: str, macros: Mapping[str, str], needs: Sequence[str] = ()) -> re.Pattern[str]:
    r"""The pattern with its macros filled in, macros within macros too, compiled when it is first used; `needs`: see `lazy_pattern`.

    Blanks (`\s+`) are one: a Document has no two beside each other but where cells are empty, and no rule reaches across cells. So it is
    compiled in nine tenths of the time.
    Raises KeyError for a macro that is not there.
    """
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: macros[match.group(1)], pattern)
    return lazy_pattern(pattern.replace(r"\s+", r"\s"), needs=needs)


def word_start(words: Iterable[str]) -> str:
    """The source of a pattern for words (patterns, each with a letter first) where they begin.

    It begins with their letters, by which the search skips all others fast; the place before is looked at behind that letter.
    """
    rests = _by_first_letter(words)
    grouped = "|".join(f"(?<={letter})(?:{'|'.join(rest)})" for letter, rest in rests.items())
    return rf"[{''.join(rests)}](?<!\w.)(?:{grouped})"


def places_of(word: str, text: str) -> Iterator[int]:
    """Where a word stands in a text, also within others, from left to right."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def begun_with(words: Iterable[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `finditer` gives of a pattern whose matches all begin with one of the words, which are found in a fraction of the time."""
    end = 0
    for place in sorted(place for word in words for place in places_of(word, text)):
        if place >= end and (match := pattern.match(text, place)):
            yield match
            end = match.end()


def any_of(words: Iterable[str]) -> str:
    """The source of a pattern for one of the words, tried in their order where they begin with the same letter; each has a letter first.

    A word that begins with the letter that stands in the text is tried after a dozen letters, not after fifty words.
    """
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in _by_first_letter(words).items())


def _by_first_letter(words: Iterable[str]) -> dict[str, list[str]]:
    """What follows the first letter, by that letter."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return rests


class PatternTable(dict[str, re.Pattern[str]]):
    """A table of patterns by their names, each filled in when it is first asked for: most documents need a few of them.

    What some of them need (see `lazy_pattern`) stands by their names in the table's own table `needs`.
    Raises KeyError for a name that the table has not, and for a macro that is not there.
    """

    def __init__(self, patterns: Mapping[str, Any], macros: Mapping[str, str]) -> None:
        super().__init__()
        self._patterns, self._macros = patterns, macros
        self._needs: Mapping[str, Sequence[str]] = patterns.get("needs", {})

    def __missing__(self, name: str) -> re.Pattern[str]:
        compiled = self[name] = compile_pattern(self._patterns[name], self._macros, self._needs.get(name, ()))
        return compiled


_REACH = 300  # code points: no pattern of a rule reaches as far
_MOST_KEYS = 500  # kept: as many as plans have, and no more of a hostile text


class Beginnings(Generic[_Rule]):
    """Rules by what their patterns can begin with ("0" for any digit, nothing for anything) and by words of which each finding has one.

    At a place of a text few of a file's rules can begin, and behind it stand few of the words that they need: the others need not be tried,
    nor be compiled in most documents. Found in their order.
    """

    def __init__(self, rules: Iterable[tuple[Sequence[str], Sequence[str], _Rule]]) -> None:
        self.entries = [(tuple(begins), tuple(has), rule) for begins, has, rule in rules]
        self._keys = frozenset(word[:size] for begins, _, _ in self.entries for word in begins for size in (1, 2))
        self._by_key: dict[str, list[_Entry[_Rule]]] = {}  # filled when a key is first met

    def at(self, text: str, at: int) -> list[_Rule]:
        """The rules that can begin at an offset."""
        key = text[at : at + 2]
        rules = self._by_key.get(key)
        if rules is None:
            rules = self._known(key)
        return [rule for begins, has, rule in rules if text.startswith(begins, at) and (not has or _stands(has, text, at))]

    def _known(self, key: str) -> list[_Entry[_Rule]]:
        """The rules, and the words to look for, where two letters stand that a word begins with, else by their first or for any."""
        met = key
        if key not in self._keys:
            key = "0" if key[:1].isdecimal() else key[:1]
            key = key if key in self._keys else ""
        if key not in self._by_key:
            listed = ((_words(key, begins) if begins else ("",), has, rule) for begins, has, rule in self.entries)
            self._by_key[key] = [entry for entry in listed if entry[0]]
        rules = self._by_key[key]
        if len(self._by_key) < _MOST_KEYS:
            self._by_key[met] = rules
        return rules


def _stands(words: tuple[str, ...], text: str, at: int) -> bool:
    """Whether one of the words stands behind an offset, as near as a rule can reach."""
    for word in words:  # noqa: SIM110 - twice as fast as any()
        if text.find(word, at, at + _REACH) >= 0:
            return True
    return False


def _words(key: str, begins: tuple[str, ...]) -> tuple[str, ...]:
    """The words to look for where a key stands: its first letter alone, or both; behind a digit anything goes."""
    if key[:1].isdecimal() and "0" in begins:
        return ("",)
    return tuple(word for word in begins if word == key[:1] or (len(key) > 1 and word.startswith(key)))
