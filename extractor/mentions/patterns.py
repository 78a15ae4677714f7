"""Patterns of the rule files: regular expressions in which `«name»` stands for a macro of the same file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from extractor.lazy_patterns import lazy_pattern

_Rule = TypeVar("_Rule")

_MACRO = lazy_pattern(r"«(\w+)»")


def compile_pattern(pattern: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern with its macros filled in, macros within macros too, compiled when it is first used.

    Raises KeyError for a macro that is not there.
    """
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: macros[match.group(1)], pattern)
    return lazy_pattern(pattern)


def word_start(words: Iterable[str]) -> str:
    """The source of a pattern for words (patterns, each with a letter first) where they begin.

    It begins with their letters, by which the search skips all others fast; the place before is looked at behind that letter.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    grouped = "|".join(f"(?<={letter})(?:{'|'.join(rest)})" for letter, rest in rests.items())
    return rf"[{''.join(rests)}](?<!\w.)(?:{grouped})"


class PatternTable(dict[str, re.Pattern[str]]):
    """A table of patterns by their names, each filled in when it is first asked for: most documents need a few of them.

    Raises KeyError for a name that the table has not, and for a macro that is not there.
    """

    def __init__(self, patterns: Mapping[str, str], macros: Mapping[str, str]) -> None:
        super().__init__()
        self._patterns, self._macros = patterns, macros

    def __missing__(self, name: str) -> re.Pattern[str]:
        compiled = self[name] = compile_pattern(self._patterns[name], self._macros)
        return compiled


class Beginnings(Generic[_Rule]):
    """Rules by what their patterns can begin with ("0" for any digit, nothing for anything), found in their order.

    At a place of a text few of a file's rules can begin: the others need not be tried, nor be compiled in most documents.
    """

    def __init__(self, rules: Iterable[tuple[Sequence[str], _Rule]]) -> None:
        self.entries = [(tuple(begins), rule) for begins, rule in rules]
        letters = {word[0] for begins, _ in self.entries for word in begins}
        self._by_letter = {letter: [_begun(letter, *entry) for entry in self.entries if _can_begin(letter, entry[0])] for letter in letters}
        self._anywhere = [_begun("", *entry) for entry in self.entries if not entry[0]]

    def at(self, text: str, at: int) -> list[_Rule]:
        """The rules that can begin at an offset."""
        letter = text[at : at + 1]
        rules = self._by_letter.get("0" if letter.isdecimal() else letter, self._anywhere)
        return [rule for begins, rule in rules if text.startswith(begins, at)]


def _can_begin(letter: str, begins: tuple[str, ...]) -> bool:
    return not begins or any(word[0] == letter for word in begins)


def _begun(letter: str, begins: tuple[str, ...], rule: _Rule) -> tuple[tuple[str, ...], _Rule]:
    """A rule with the words to look for where a letter stands; behind a digit any, and of a rule without words."""
    return (begins if begins and letter != "0" else ("",), rule)
