"""Quantities in folded text: a number, or a range of numbers, with its unit.

A unit is a sign ("%", "‰", "phần trăm"), a name in quotation marks ("02 “Ngôi nhà trí tuệ”"), a sum's scale and currency, a measure, a
time or a thing of `units` in `models/targets.toml`, or any other noun that can be counted; a number before a mark or at the end has none.
So many of so many ("5/7 xã") are so many, where the unit is a thing; a part ("2/3 số hộ") is no quantity. So many for each so many
("15/100.000 dân") have that as their unit. A number in words ("hai mô hình") is one before a thing, "một" only behind a bounding word,
since it is an article.
Units are looked up by their first word: a pattern of all of them takes longer to compile than a plan to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.numbers import BEHIND_DIGIT, NUMBER
from extractor.mentions.patterns import places_of
from extractor.vocabulary import load_vocabulary

__all__ = ["Quantity", "find_quantities", "is_money", "is_unit"]

# A range may repeat the sign: "từ 80% đến 90%". What may not stand before is looked at behind the first digit, which is fast to find.
_OF = r"\d{0,3}(?=/\d{1,4}\s+[^\W\d_])"
_EACH = r"/1(?:0{0,2}\.)?000\s"
_LOW = rf"\d(?<![\w/.,-].)(?:{BEHIND_DIGIT}|{_OF}|\d{{0,2}}(?:,\d+)?(?={_EACH}))"
_HIGH = rf"(?:\s?%?\s*(?:-|\bđến\b)\s*(?P<high>{NUMBER}))?\s*"
_NUMBERS = rf"(?P<low>{_LOW})(?:/(?P<of>\d{{1,4}})(?=\s+[^\W\d_]))?{_HIGH}"
_NO_WORD = r"(?P<sign>[%‰])|(?=[.;)]|,\s|$)"
_SIGNED_OR_BARE = lazy_pattern(rf"{_NUMBERS}(?:{_NO_WORD})")
_ANY = lazy_pattern(
    rf"{_NUMBERS}(?:{_NO_WORD}|(?P<each>{_EACH}\s*(?=[^\W\d_]))|(?P<word>(?=[^\W\d_]))|(?P<quoted>[“\"][^“”\"\n\d]{{2,60}}[”\"]))"
)
_PERCENT = lazy_pattern(r"phần\s+trăm")
_LETTERS = lazy_pattern(r"[^\W\d_]+")
_WORD = lazy_pattern(r"\w+")
_NOUN = lazy_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_FEWEST, _NEAR = 5, 12
_BLANKS = lazy_pattern(r"\s+")


class Quantity(Struct, frozen=True):
    """A quantity and where it stands, its unit at the end, as the text has it; empty for a `bare` number.

    `money`: the unit is a sum's; `other`: a noun that is not listed; `of_all`: so many of all that there are.
    """

    start: int
    end: int
    low: str
    high: str | None
    unit_start: int
    unit: str
    bare: bool = False
    money: bool = False
    other: bool = False
    of_all: bool = False


class _Units(Struct, frozen=True):
    scales: frozenset[str]
    scales_alone: frozenset[str]
    currencies: dict[str, list[str]]
    currencies_alone: dict[str, list[str]]
    listed: dict[str, list[str]]
    counted: dict[str, list[str]]
    signs: dict[str, int]
    dated: re.Pattern[str]
    no_sum: re.Pattern[str]
    not_counted: frozenset[str]
    ends: frozenset[str]


@cache
def _units() -> _Units:
    units = load_vocabulary("targets")["units"]
    return _Units(
        frozenset(units["scales"]),
        frozenset(units["scales_alone"]),
        _by_first(units["currencies"]),
        _by_first(units["currencies_alone"]),
        _by_first((*units["whole"], *units["measures"], *units["times"], *units["things"])),
        _by_first((*(unit for unit in units["whole"] if "công" not in unit), *units["things"])),
        {f" {words} ": number for words, number in units["numbers"].items()},
        lazy_pattern(units["dated"]),
        lazy_pattern(units["no_sum"]),
        frozenset(units["not_counted"]),
        frozenset(units["ends"]),
    )


def _by_first(phrases: Sequence[str]) -> dict[str, list[str]]:
    """The phrases by the letters that they begin with, in their order."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        if letters := _LETTERS.match(phrase):
            found.setdefault(letters.group(), []).append(phrase)
    return found


@cache
def _per() -> re.Pattern[str]:
    return lazy_pattern(load_vocabulary("targets")["units"]["per"])


def is_unit(folded: str) -> bool:
    """Whether a folded text is a sign, or a sum's, measure's, time's or thing's unit."""
    end = _sum_end(folded, 0) or _listed_end(folded, 0)
    per = _per().match(folded, end) if end else None
    return folded in ("%", "‰") or (per is not None and per.end() == len(folded))


def is_money(folded: str) -> bool:
    """Whether a folded text begins as the unit of a sum ("triệu đồng")."""
    return _sum_end(folded, 0) is not None


def find_quantities(folded: str) -> Iterator[Quantity]:
    """The quantities of a folded text, in order."""
    in_words = _in_words(folded)
    waiting = next(in_words, None)
    for quantity in _in_figures(folded):
        while waiting is not None and waiting.start < quantity.start:
            yield waiting
            waiting = next(in_words, None)
        yield quantity
    if waiting is not None:
        yield waiting
        yield from in_words


def _in_words(folded: str) -> Iterator[Quantity]:
    units = _units()
    places = [(place, sign) for sign in units.signs if sign in folded for place in places_of(sign, folded)]
    for place, sign in sorted(places):
        start, number = place + len(sign), sign.split()[-1]
        if (end := _phrase_end(units.counted, folded, start)) is not None and not folded.startswith("con số", start):
            per = _per().match(folded, end)
            last = per.end() if per else end
            yield Quantity(start - len(number) - 1, last, str(units.signs[sign]), None, start, folded[start:last])


def _in_figures(folded: str) -> Iterator[Quantity]:
    at = 0
    while found := _ANY.search(folded, at):
        if found["quoted"]:
            quantity: Quantity | None = _quantity(folded, found, found.start("quoted"), found.end(), other=True)
        elif found["of"]:
            quantity = _of_so_many(folded, found) if found["word"] is not None else None
        elif found["each"]:
            word = _WORD.match(folded, found.end("each"))
            quantity = _quantity(folded, found, found.start("each"), word.end() if word else found.end(), other=True)
        else:
            quantity = _signed_or_bare(folded, found) if found["word"] is None else _with_word(folded, found)
        if quantity is None and not found["of"] and found["word"] is not None and (without := _SIGNED_OR_BARE.match(folded, found.start())):
            quantity = _signed_or_bare(folded, without)  # "80% đến 90 của": the 80% alone
        if quantity is not None:
            yield quantity
        at = quantity.end if quantity is not None else found.end("of") if found["of"] else found.start() + 1


def _signed_or_bare(folded: str, found: re.Match[str]) -> Quantity:
    return _quantity(folded, found, found.start("sign"), found.end()) if found["sign"] else _quantity(folded, found, found.end(), None)


def _quantity(folded: str, found: re.Match[str], start: int, end: int | None, *, money: bool = False, other: bool = False) -> Quantity:
    """A quantity whose unit stands at `start`, what it is counted per behind `end`; without an end it is bare."""
    per = _per().match(folded, end) if end is not None else None
    last = per.end() if per else start
    return Quantity(found.start(), last, found["low"], found["high"], start, folded[start:last], end is None, money, other)


def _with_word(folded: str, found: re.Match[str]) -> Quantity | None:
    """The quantity whose unit is the word behind its numbers; None where that is no unit."""
    start = found.end()
    if percent := _PERCENT.match(folded, start):
        return _quantity(folded, found, start, percent.end())
    if (end := _sum_end(folded, start)) is not None:
        return _quantity(folded, found, start, end, money=True)
    if (end := _listed_end(folded, start)) is not None:
        return _quantity(folded, found, start, end)
    end = _noun_end(folded, start) if folded[start - 1].isspace() else None
    return _quantity(folded, found, start, end, other=True) if end is not None else None


def _of_so_many(folded: str, found: re.Match[str]) -> Quantity | None:
    """So many of so many things; None for a day ("ngày 5/7"), and for a part as small numbers give it ("2/3 cán bộ")."""
    low, of = int(found["low"]), int(found["of"])
    part = of < _FEWEST and not found["low"].startswith("0")
    end = _phrase_end(_units().counted, folded, found.end())
    if end is None or part or low > of or _units().dated.search(folded, max(0, found.start() - _NEAR), found.start()):
        return None
    quantity = _quantity(folded, found, found.end(), end)
    return Quantity(quantity.start, quantity.end, quantity.low, None, quantity.unit_start, quantity.unit, of_all=True)


def _sum_end(folded: str, at: int) -> int | None:
    """The end of a sum's unit ("tỷ đồng", "tỷ", "usd")."""
    units, word = _units(), _letters(folded, at)
    if units.no_sum.match(folded, at):
        return None
    behind = at + len(word)
    blanks = _BLANKS.match(folded, behind) if word in units.scales else None
    if blanks and (second := _letters(folded, blanks.end())) in units.scales:  # "500 nghìn tỷ đồng"
        behind = blanks.end() + len(second)
        blanks = _BLANKS.match(folded, behind)
    if blanks and (end := _phrase_end(units.currencies, folded, blanks.end())) is not None:
        return end
    if word in units.scales_alone and not (blanks and _LETTERS.match(folded, blanks.end())):
        return behind
    return _phrase_end(units.currencies_alone, folded, at)


def _listed_end(folded: str, at: int) -> int | None:
    """The end of a measure, time or thing, a scale before it too ("triệu lượt khách")."""
    units, word = _units(), _letters(folded, at)
    blanks = _BLANKS.match(folded, at + len(word)) if word in units.scales else None
    scaled = _phrase_end(units.listed, folded, blanks.end()) if blanks else None
    return scaled if scaled is not None else _phrase_end(units.listed, folded, at)


def _letters(folded: str, at: int) -> str:
    letters = _LETTERS.match(folded, at)
    return letters.group() if letters else ""


def _phrase_end(phrases: dict[str, list[str]], folded: str, at: int) -> int | None:
    """The end of the first phrase that stands at an offset and is followed by no letter."""
    ends = (_end(folded, at, phrase.split(" ")) for phrase in phrases.get(_letters(folded, at), ()))
    return next((end for end in ends if end is not None and _LETTERS.match(folded, end) is None), None)


def _end(folded: str, at: int, words: Sequence[str]) -> int | None:
    """The end of words that stand at an offset with blanks between them; None where they do not."""
    for number, word in enumerate(words):
        blanks = _BLANKS.match(folded, at) if number else None
        if number and blanks is None:
            return None
        at = blanks.end() if blanks else at
        if not folded.startswith(word, at):
            return None
        at += len(word)
    return at


def _noun_end(folded: str, at: int) -> int | None:
    """The end of a noun of one or two words that can be counted."""
    first, whole = _NOUN.match(folded, at), _WORD.match(folded, at)
    if first is None or (whole and whole.group() in _units().not_counted):
        return None
    behind = first.end() + 1
    second = _NOUN.match(folded, behind) if folded[behind - 1 : behind].isspace() else None
    whole = _WORD.match(folded, behind)
    return second.end() if second and not (whole and whole.group() in _units().ends) else first.end()
