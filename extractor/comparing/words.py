"""The words of tasks: tokens with their places, and how much of them two tasks share.

A task's words are those of its text without its number, folded (case, tone placement, dashes do not count). Abbreviations that everybody
uses ("UBND", models/abbreviations.toml) or that one of the two plans defines ("CCHC") count as the words that they stand for. Features are
syllables and pairs of neighbouring syllables: Vietnamese words are mostly one or two syllables, so that pairs stand for a segmentation
into words, whose model takes seconds to load. A feature weighs the more the fewer tasks of the two plans have it: log(1 + tasks / tasks
with it), squared, as in a TF-IDF cosine of presence. Pure functions; what they give depends on the two plans' tasks alone, not on their
order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span, Task
from extractor.vocabulary import load_vocabulary

__all__ = ["Shared", "Token", "bare_text", "features_of", "plain_tokens", "shared_weights", "stretches_of", "syllables_of", "weights_of"]

Features = frozenset[str]

_WORD = lazy_pattern(r"[^\W_]+")
_MARKER = lazy_pattern(r"^[\s\-–+•*.)/:]+")
_STRETCH = 8
_FEW = 64  # pairs of tasks of one feature that are added one by one rather than as a block


class Token(NamedTuple):
    """A word, folded, and where it stands in the task's text."""

    word: str
    span: Span


class Shared(NamedTuple):
    """What the tasks of two plans share: `both[i, j]` the weight of common features, `left[i]` and `right[j]` that of all of one's."""

    both: np.ndarray
    left: np.ndarray
    right: np.ndarray

    def cosine(self) -> np.ndarray:
        """1 where two have the same features, 0 where they share none."""
        cosines: np.ndarray = self.both / np.sqrt(np.outer(self.left, self.right))
        return cosines

    def within(self) -> np.ndarray:
        """How much of the lighter one's weight the other has too."""
        shares: np.ndarray = self.both / np.minimum.outer(self.left, self.right)
        return shares


def bare_text(task: Task) -> tuple[str, int]:
    """The task's text without its number and marker, and how many characters these take."""
    text = task.text
    at = len(task.number) if task.number and text.startswith(task.number) else 0
    if marker := _MARKER.match(text[at:]):
        at += marker.end()
    return text[at:], at


@lru_cache(maxsize=4096)  # asked for each task by each of its partners
def plain_tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The words of a text as they are written, their places counted from `offset`."""
    return tuple(Token(found.group(), Span(found.start() + offset, found.end() + offset)) for found in _WORD.finditer(fold(text)))


@cache
def _common_shorts() -> dict[str, str]:
    """Abbreviations of one word, folded, to their long form."""
    entries = load_vocabulary("abbreviations")["abbreviation"]
    return {
        fold(short): fold(entry["long"]) for entry in entries for short in entry["shorts"] if _WORD.fullmatch(short) and short.isupper()
    }


def syllables_of(text: str, own_shorts: Mapping[str, str]) -> list[str]:
    """The syllables of a text, abbreviations written out. `own_shorts`: the plans' own abbreviations, folded, to long forms, folded."""
    common = _common_shorts()
    syllables: list[str] = []
    for word in _WORD.findall(fold(text)):
        long = own_shorts.get(word) or common.get(word)
        syllables += _WORD.findall(long) if long else [word]
    return syllables


def features_of(texts: Iterable[str], own_shorts: Mapping[str, str]) -> Features:
    """The features of texts that stand apart."""
    found: set[str] = set()
    for text in texts:
        syllables = syllables_of(text, own_shorts)
        found.update(syllables)
        found.update(map("{} {}".format, syllables, syllables[1:]))
    return frozenset(found)


def stretches_of(text: str, own_shorts: Mapping[str, str]) -> Features:
    """Every stretch of eight syllables without figures: so many in a row two tasks hardly share by chance."""
    syllables = syllables_of(text, own_shorts)
    stretches = (syllables[at : at + _STRETCH] for at in range(len(syllables) - _STRETCH + 1))
    return frozenset(" ".join(stretch) for stretch in stretches if not any(map(str.isdigit, stretch)))


def weights_of(tasks: Sequence[Features]) -> dict[str, float]:
    """The weight of each feature among the tasks of both plans."""
    counts: dict[str, int] = {}
    for features in tasks:
        for feature in features:
            counts[feature] = counts.get(feature, 0) + 1
    return {feature: math.log1p(len(tasks) / count) ** 2 for feature, count in counts.items()}


def shared_weights(left: Sequence[Features], right: Sequence[Features], weights: Mapping[str, float]) -> Shared:
    """What each of the left shares with each of the right, by the tasks that have a feature: the rest is never looked at."""
    both = np.zeros(len(left) * len(right))
    at_left, at_right = _places(left), _places(right)
    cells: list[int] = []
    values: list[float] = []
    width = len(right)
    block = both.reshape(len(left), width)
    for feature in sorted(at_left.keys() & at_right.keys()):  # sorted: sums of floats hang on their order
        rows, columns, weight = at_left[feature], at_right[feature], weights[feature]
        if len(rows) * len(columns) > _FEW:
            block[np.ix_(rows, columns)] += weight
        else:
            for row in rows:
                for column in columns:
                    cells.append(row * width + column)
                    values.append(weight)
    if cells:
        both += np.bincount(cells, weights=values, minlength=len(both))
    return Shared(block, _totals(left, weights), _totals(right, weights))


def _places(tasks: Sequence[Features]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, features in enumerate(tasks):
        for feature in features:
            places.setdefault(feature, []).append(at)
    return places


def _totals(tasks: Sequence[Features], weights: Mapping[str, float]) -> np.ndarray:
    """The weight of all features of each; of one without any a little, so that it is like none."""
    return np.array([max(math.fsum(weights[feature] for feature in features), 1e-9) for features in tasks])
