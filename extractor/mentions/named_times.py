"""Times that have a name: feasts and school days ("Tết Nguyên đán Ất Tỵ 2025", "trước khai giảng"), seasons and school terms, and the times
that a document names itself ("học kỳ I từ ngày 05/9/2024 đến ngày 18/01/2025", "Luật có hiệu lực từ ngày 01 tháng 01 năm 2026").

The names are `named` in `models/deadlines.toml`. A name has a day of every year, a day of each listed year (the lunar feasts), or no day:
a season, a school term or a term of office begins and ends where the document says, and is None where it does not.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.patterns import Beginnings, compile_pattern
from extractor.vocabulary import load_vocabulary

__all__ = ["NamedTime", "find_named_periods", "read_named"]

_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_SAME_BRANCH = {"tí": "tý", "mẹo": "mão", "tị": "tỵ"}
_DAY = r"(?:ngày\s+)?(\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(\d{1,2})(?:\s?[/.-]\s?|\s+năm\s+)((?:19|20)\d\d)"
_FROM_TO = rf"\s*[:(]?\s*(?:bắt\s+đầu\s+)?từ\s+{_DAY}\s*(?:đến|tới|-)(?:\s+hết)?\s+{_DAY}(?!\d)"
# by what stands in each: a pattern apiece, since one that begins with fixed letters is found fast
_SCHOOL_TIMES = {
    "học kỳ": lazy_pattern(rf"(?P<name>học\s+kỳ\s+(?:i{{1,3}}|[123]|hè)){_FROM_TO}"),
    "năm học": lazy_pattern(rf"(?P<name>năm\s+học\s+20\d\d\s*-\s*20\d\d){_FROM_TO}"),
}
_OFFICE = lazy_pattern(r"(?P<name>nhiệm\s+kỳ)\s+\(?(?P<first>(?:19|20)\d\d)\s*-\s*(?P<last>(?:19|20)\d\d)(?!\d)")
_EFFECT = lazy_pattern(
    rf"(?<!\w)(?P<name>(?:bộ\s+)?luật|nghị\s+định|thông\s+tư|nghị\s+quyết|quyết\s+định)(?!\w)[^.;\n]{{0,80}}?\scó\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+"
    rf"(?:kể\s+)?từ\s+{_DAY}(?!\d)"
)


class NamedTime(Struct, frozen=True):
    """A named time as read: where it ends, its name in the normal form of `find_named_periods`, and its day, as far as they are known."""

    end: int
    name: str
    year: int | None = None
    month: int | None = None
    day: int | None = None


class _Rule(Struct, frozen=True):
    pattern: re.Pattern[str]
    day: tuple[int, int] | None
    days: dict[str, str]


@cache
def _rules() -> Beginnings[_Rule]:
    data = load_vocabulary("deadlines")

    def read(rule: dict[str, Any]) -> _Rule:
        day = _month_day(rule["day"]) if "day" in rule else None
        return _Rule(compile_pattern(rule["pattern"], data["macros"]), day, rule.get("days", {}))

    return Beginnings((rule["begins"], rule.get("has", ()), read(rule)) for rule in data["named"])


def _month_day(printed: str) -> tuple[int, int]:
    month, day = printed.split("-")
    return int(month), int(day)


def read_named(folded: str, at: int) -> NamedTime | None:
    """The named time that begins at an offset of a folded text, or None."""
    for rule in _rules().at(folded, at):
        match = rule.pattern.match(folded, at)
        if match is None:
            continue
        groups = match.groupdict()
        printed = groups.get("y") or groups.get("y2")
        year = int(printed) if printed else _lunar_year(groups.get("lunar") or groups.get("lunar2"))
        whole = groups.get("name") if "name" in groups and match.start("name") == at else None  # "cuối học kỳ I" is not the term
        name = _name(whole or match.group())
        if rule.day:
            return NamedTime(match.end(), name, year, *rule.day)
        if listed := rule.days.get(str(year)):
            return NamedTime(match.end(), name, year, *_month_day(listed))
        return NamedTime(match.end(), name)
    return None


def _name(folded: str) -> str:
    return " ".join(folded.split()).replace(" - ", "-")


def _lunar_year(printed: str | None) -> int | None:
    """The year of this cycle (1984-2043) that stem and branch name: Ất Tỵ is 2025."""
    stem, _, branch = " ".join((printed or "").split()).partition(" ")
    branch = _SAME_BRANCH.get(branch, branch)
    if stem not in _STEMS or branch not in _BRANCHES:
        return None
    place = next((n for n in range(60) if n % 10 == _STEMS.index(stem) and n % 12 == _BRANCHES.index(branch)), None)
    return None if place is None else 1984 + place


def find_named_periods(text: str) -> dict[str, tuple[date, date]]:
    """The times that a document names and dates itself, by folded name ("học kỳ i", "luật có hiệu lực"); a name with two is left out.

    Of terms of office (nhiệm kỳ 2025-2030) a document with one means that one by "nhiệm kỳ".
    """
    found: dict[str, set[tuple[date, date]]] = {}
    folded = fold(text)
    for sign, pattern in _SCHOOL_TIMES.items():
        for match in pattern.finditer(folded) if sign in folded else ():
            _note(found, match["name"], match.groups()[1:4], match.groups()[4:7])
    if "nhiệm kỳ" in folded:
        for match in _OFFICE.finditer(folded):
            _note(found, match["name"], ("1", "1", match["first"]), ("31", "12", match["last"]))
    if "có hiệu lực" in folded:
        for match in _EFFECT.finditer(folded):
            _note(found, f"{match['name']} có hiệu lực", match.groups()[1:4], match.groups()[1:4])
    return {name: next(iter(days)) for name, days in found.items() if len(days) == 1}


def _note(found: dict[str, set[tuple[date, date]]], name: str, first: tuple[str, ...], last: tuple[str, ...]) -> None:
    try:
        begin, end = (date(int(year), int(month), int(day)) for day, month, year in (first, last))
    except ValueError:
        return
    if begin <= end:
        found.setdefault(_name(name), set()).add((begin, end))
