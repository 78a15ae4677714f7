"""The time a plan covers (thời kỳ), read from a phrase of its title or announcing sentence, by the rules of `models/periods.toml`.

Precedence: a range of days, then a range or a part of a year, before a single year; the plan's own words before those of documents it
cites. A period printed inside the citation of another document ("Nghị quyết số 35/NQ-CP … giai đoạn 2021-2025 của …") is that document's:
after a citation only the period that closes the title counts. The time of what is planned ("bầu cử … nhiệm kỳ 2026-2031") is
not the plan's.
Single dates are no periods. Nothing printed: None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Period
from extractor.vocabulary import load_vocabulary, patterns_of

__all__ = ["PeriodPhrase", "find_periods", "own_phrases", "period_of_title"]

_DATE = lazy_pattern(r"ngày\s+\d{1,2}\s*tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}")
_CITED = lazy_pattern(r"số\s*:?\s*\d+[a-z]?\s*[-/]|\b(?:nghị quyết|chiến lược|chỉ thị|kết luận|luật|nghị định|đề án|quyết định)\b")
# What may follow the plan's own period at the end of a title: the place, the unit, a bracket.
_CLOSING_WORDS = lazy_pattern(
    r"\s*(?:[,;)]\s*)?"
    r"(?:(?:và|,)?\s*(?:tầm nhìn|định hướng|những năm tiếp theo|các năm tiếp theo).*"
    r"|(?:của|trên địa bàn|tại|ở|tỉnh|thành phố|huyện|xã|phường|\()(?!.*\bsố\b).{0,120})?"
    r"[\s.,;)]*$"
)
_LONGEST = 2000
_WORDS = {"ba": 3, "sáu": 6, "chín": 9}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class PeriodPhrase(Struct, frozen=True):
    """A phrase that prints a period: its offsets in the text it was found in, the period, and the grain of its rule."""

    start: int
    end: int
    period: Period
    grain: str


@cache
def _rules() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """The grain of each rule, what a text must have some of for it to be tried, and its pattern."""
    return tuple((rule["grain"], tuple(rule["has"]), lazy_pattern(rule["pattern"])) for rule in load_vocabulary("periods")["rule"])


def find_periods(text: str) -> tuple[PeriodPhrase, ...]:
    """Every period the first 2,000 characters of a text print, in order; single dates are passed over."""
    folded = fold(text[:_LONGEST])
    undated = _DATE.sub(lambda match: "\0" * len(match.group()), folded)
    found: list[PeriodPhrase] = []
    for grain, has, pattern in _rules():
        if not any(words in folded for words in has):
            continue
        for match in pattern.finditer(folded if grain == "days" else undated):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                period = _period(grain, match.groupdict())
                if period:
                    found.append(PeriodPhrase(match.start(), match.end(), period, grain))
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def _period(grain: str, parts: dict[str, str | None]) -> Period | None:
    if grain == "days":
        return _days(parts)
    first = parts.get("first") or parts.get("last") or ""
    last = parts.get("last") or first
    if first > last:
        return None
    if grain == "end":
        return Period(start=None, end=first)
    if grain in ("years", "year"):
        return Period(start=first, end=last)
    months = _months(grain, parts)
    if months is None or not 1 <= months[0] <= months[1] + 12 * (int(last) - int(first)) or not 1 <= months[1] <= 12 or months[0] > 12:
        return None
    return Period(start=f"{first}-{months[0]:02}", end=f"{last}-{months[1]:02}")


def _days(parts: dict[str, str | None]) -> Period | None:
    """First and last day; the first has the month and year of the last where it prints none."""
    try:
        last = date(int(parts["last"] or 0), int(parts["last_month"] or 0), int(parts["last_day"] or 0))
        year, month = int(parts["first"] or last.year), int(parts["first_month"] or last.month)
        first = date(year, month, int(parts["first_day"] or 0))
    except ValueError:
        return None
    return Period(start=first.isoformat(), end=last.isoformat()) if first <= last else None


def _months(grain: str, parts: dict[str, str | None]) -> tuple[int, int] | None:
    if grain == "months":
        return int(parts["first_month"] or 0), int(parts["last_month"] or 0)
    if grain == "month":
        return int(parts["month"] or 0), int(parts["month"] or 0)
    if grain == "quarter":
        printed = parts["quarter"] or ""
        quarter = _QUARTERS.get(printed) or int(printed)
        return 3 * quarter - 2, 3 * quarter
    printed = parts["count"] or ""
    count = _WORDS.get(printed) or int(printed)
    if not 1 <= count <= 12:
        return None
    return (1, count) if parts["part"] == "đầu" else (13 - count, 12)


def period_of_title(title: str) -> Period | None:
    """The plan's own period in a title or announcing clause, or None."""
    return next(_own_periods(title), None)


def own_phrases(text: str) -> list[PeriodPhrase]:
    """The periods that a text prints, those of what is planned left out."""
    things = [match.span() for match in patterns_of("periods", "things").finditer(fold(text[:_LONGEST]))]
    return [phrase for phrase in find_periods(text) if not any(start < phrase.start < end for start, end in things)]


def _own_periods(title: str) -> Iterator[Period]:
    folded = fold(title[:_LONGEST])
    phrases = own_phrases(title)
    cited = _CITED.search(folded)
    # The last phrase that closes the title is the plan's own even where a document is cited before it.
    for phrase in reversed(phrases):
        if phrase.grain != "end" and _CLOSING_WORDS.match(folded, phrase.end):
            yield phrase.period
    for phrase in sorted(phrases, key=lambda phrase: phrase.grain == "end"):
        if cited is None or phrase.end <= cited.start():
            yield phrase.period
