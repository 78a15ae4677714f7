"""Remembers what a pure function of a text gave for short texts.

Plans say the same again and again: cells with one agency, headings over many tasks, names that several recognisers fold. The memory is
bounded in entries and in the length of a text, so hostile text fills some 50 MB at most; a long text is computed each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

__all__ = ["remembering_short_texts"]

_Value = TypeVar("_Value")

_LONGEST = 200
_MOST = 2048


def remembering_short_texts(function: Callable[[str], _Value]) -> Callable[[str], _Value]:
    """The function with a memory of its values for texts of up to 200 characters, the 2048 texts last asked for."""
    remembered = lru_cache(_MOST)(function)

    @wraps(function)
    def value(text: str) -> _Value:
        return remembered(text) if len(text) <= _LONGEST else function(text)

    return value
