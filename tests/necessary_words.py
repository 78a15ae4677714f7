"""Whether each text that a regular expression matches has one of some words, told from the parsed expression: never wrongly "yes"."""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

__all__ = ["has_one_of"]

MOST = 64
"""Spellings of a run of letters ("h[ằà]ng", "t(?:ốp|op)") that are looked at."""


def has_one_of(source: str, flags: re.RegexFlag, words: Sequence[str]) -> bool:
    parsed = parser.parse(source, flags)
    return not parsed.state.flags & re.IGNORECASE and _has(parsed, words)


def _has(items: Iterable[tuple[Any, Any]], words: Sequence[str]) -> bool:
    """Whether one item has a word for sure, or a run of letters between items that are none."""
    runs = [""]
    for code, value in (*_flat(items), (None, None)):
        if code is not None and _item_has(code, value, words):
            return True
        spelt = _spelt(code, value)
        if spelt and len(spelt) * len(runs) <= MOST:
            runs = [run + letters for run in runs for letters in spelt]
        else:
            if all(any(word in run for word in words) for run in runs):
                return True
            runs = [""]
    return False


def _spelt(code: Any, value: Any) -> list[str]:
    """All that an item can match, where that is a few runs of letters; else nothing."""
    if code is codes.LITERAL:
        return [chr(value)]
    if code is codes.IN:
        return [chr(letter) for _, letter in value] if all(kind is codes.LITERAL for kind, _ in value) else []
    if code is codes.BRANCH:
        branches = [_all_spelt(branch) for branch in value[1]]
        return [run for runs in branches for run in runs] if all(branches) else []
    return []


def _flat(items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """The items, those of groups that only hold some together in place of the group."""
    for code, value in items:
        if code is codes.SUBPATTERN and not value[1] & re.IGNORECASE:
            yield from _flat(value[3])
        else:
            yield code, value


def _all_spelt(items: Iterable[tuple[Any, Any]]) -> list[str]:
    runs = [""]
    for code, value in _flat(items):
        runs = [run + letters for run in runs for letters in _spelt(code, value)]
        if not 0 < len(runs) <= MOST:
            return []
    return runs


def _item_has(code: Any, value: Any, words: Sequence[str]) -> bool:
    if code is codes.IN:
        return all(kind is codes.LITERAL and chr(letter) in words for kind, letter in value)
    if code is codes.BRANCH:
        return all(_has(branch, words) for branch in value[1])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, _, inner = value
        return least > 0 and _has(inner, words)
    if code is codes.ATOMIC_GROUP:
        return _has(value, words)
    if code is codes.ASSERT:
        return _has(value[1], words)
    return False
