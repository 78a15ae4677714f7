"""Levels of administration in names of agencies: "tỉnh", "thành phố", "xã"; "Tỉnh đoàn" and "Tỉnh ủy" are bodies, and begin with none.

Every reader takes the index of a word and returns the index behind what stands there, or None.
"""

from __future__ import annotations

from extractor.mentions.agency_tokens import Words

__all__ = ["counted", "level", "youth_body"]

_LEVELS = frozenset({
    ("tỉnh",), ("thành", "phố"), ("tp",), ("huyện",), ("huyện", "đảo"), ("quận",), ("thị", "xã"), ("thị", "trấn"), ("xã",), ("phường",),
    ("đặc", "khu"), ("tx",),
})
_LEVEL_STARTS = frozenset(level[0] for level in _LEVELS)
_LEVELS_OF_YOUTH = frozenset({"tỉnh", "huyện", "quận", "xã", "phường"})
_ENTRUSTING = frozenset({"quyền", "thác", "nhiệm"})  # "UBND xã ủy quyền"
_COUNTS = frozenset({"hai", "ba", "bốn"})


def level(words: Words, start: int) -> int | None:
    """A level of administration ("tỉnh", "thành phố", "xã"); none is the first word of "Tỉnh đoàn"."""
    if words.at(start) not in _LEVEL_STARTS or youth_body(words, start) is not None or _no_level(words, start):
        return None
    for size in (2, 1):
        if start + size <= len(words) and tuple(words.folded[start : start + size]) in _LEVELS:
            return start + size
    return None


def _no_level(words: Words, start: int) -> bool:
    """Whether the word only looks like a level ("xã hội"; "Tỉnh ủy", "Huyện ủy")."""
    following = words.at(start + 1)
    if following == "hội":
        return words.at(start) == "xã" and not words.capital(start + 1)
    return following == "ủy" and words.at(start + 2) not in _ENTRUSTING


def youth_body(words: Words, start: int) -> int | None:
    """The end of "Tỉnh đoàn", "Huyện đoàn" and the like; None where none stands here."""
    return start + 2 if words.at(start + 1) == "đoàn" and words.at(start) in _LEVELS_OF_YOUTH else None


def counted(words: Words, at: int) -> bool:
    """Whether a number of places stands here, which are named behind it ("UBND | 3 xã Đông Á, …", "Hai huyện Tiền Hải, …")."""
    word = words.at(at)
    if word not in _COUNTS and not (word.isdigit() and len(word) < 3):
        return False
    end = level(words, at + 1)
    return end is not None and (words.capital(end) or words.at(end) == ":") and not words.capital(at + 1)
