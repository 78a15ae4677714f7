"""Calendar expressions (biểu thức thời gian): days, months, quarters, halves and years, lists and ranges of them, as intervals of days.

`read_time` reads the expression that begins at an offset of a folded text. The forms are `expression` in `models/deadlines.toml`;
each names its parts by groups: `d` day, `m` month, `q` quarter, `n` and `edge` for "6 tháng đầu năm", `part` for "cuối", `y` year.
Parts of a list or range lend each other what is left out, the later to the earlier first: "quý III, IV/2026", "01 - 15/6/2026".
`current` ("tuần này", "ngày mai") counts from the day of issue, which the scan knows.
A list is one interval, from its first day to its last; `stretches` tells what of it is named ("tháng 3 và tháng 9").

An interval is inclusive at both ends. Nothing is guessed: an impossible day (31/02) or a year nobody gives makes `interval` None.
Conventions where the language has no sharp edge: đầu, giữa, cuối of a month are its ten-day spells (thượng, trung, hạ tuần), of a quarter
its months, of a year its first, its two middle and its last quarters; the weeks of a month are its sevens, the fourth to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.named_times import read_named
from extractor.mentions.patterns import Beginnings, compile_pattern
from extractor.month_lengths import last_day
from extractor.vocabulary import load_vocabulary

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = {
    "hai": 2, "ba": 3, "tư": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_LIST = lazy_pattern(r"\s*(?:,|;|\+|&|\bvà\b|\bhoặc\b)\s*")
_RANGE = lazy_pattern(r"\s*(?:-+>?|\bđến\s+hết\b|\bđến\b|\btới\b)\s*")
_YEAR = r"(?:\s?[/.-]\s?(?P<y>(?:19|20)\d\d)|\s+năm\s+(?P<y2>(?:19|20)\d\d))?"
_END = r"(?![\w/%]|[.,]\d)"
_DAY_ALONE = lazy_pattern(
    rf"(?:ngày\s+)?(?P<d>\d{{1,2}})(?:\s+tháng\s+(?P<m>\d{{1,2}}))?{_END}(?!\s+(?:tháng|năm|tuần|ngày|quý|giờ|lần|đợt)(?!\w))"
)
_DAY_AND_MONTH = lazy_pattern(rf"(?:ngày\s+)?(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}}){_YEAR}{_END}")
_BARE = {
    "day": (_DAY_AND_MONTH, _DAY_ALONE),
    "month": (lazy_pattern(rf"(?:(?<!\w)t\s?)?(?P<m>\d{{1,2}}){_YEAR}(?:(?=,(?:0?[1-9]|1[0-2])(?![\d%]))|{_END})"),),
    "quarter": (lazy_pattern(rf"(?P<q>iv|i{{1,3}}|[1-4]){_YEAR}(?:(?=,[1-4](?!\d))|{_END})"),),
    "year": (lazy_pattern(rf"(?P<y>(?:19|20)\d\d){_END}"),),
}
_FIRST_OF_MONTHS = lazy_pattern(r"(?P<m>0?[1-9]|1[0-2])(?=\s?-\s?(?:0?[1-9]|1[0-2])\s?/\s?(?:19|20)\d\d(?![\w/]))")
# "17 giờ 00 phút, thứ Sáu, ngày", "8h00 đến 11h30", "19 giờ hôm nay," before a day
TIME_OF_DAY = lazy_pattern(
    r"\s*(?:(?:(?:lúc|hồi)\s+)?\d{1,2}\s?(?:h|giờ|g|:(?=\d\d))\s?(?:\d{1,2})?(?:\s?phút|')?"
    r"(?P<until>\s*(?:-|đến)\s*\d{1,2}\s?(?:h|giờ|g|:(?=\d\d))\s?(?:\d{1,2})?(?:\s?phút|')?)?\s*,?\s*)?"
    r"(?:(?:buổi\s+)?(?:rạng\s+sáng|sáng|trưa|chiều(?:\s+tối)?|tối|đêm)(?!\s+(?:mai|nay)(?!\w)|\w)\s*,?\s*)?"
    r"(?:(?:(?:ngày\s+)?hôm\s+nay|(?:ngày|sáng|trưa|chiều|tối|đêm)\s+mai|(?:sáng|trưa|chiều|tối|đêm)\s+nay)\s*,?\s*\(?(?=ngày\s+\d|\d{1,2}\s?/))?"
    r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)(?!\w)\s*,?\s*\(?(?=ngày\s+\d|\d{1,2}\s?/))?"
)
_MAX_PARTS = 12


class Part(Struct, frozen=True):
    """One calendar expression: its grain and the days it covers within a year.

    `end_day` None is the month's last; `name` is a feast's or term's, or "tuần này"; `ends` says that it ends a range which the part
    before it begins ("tháng 3 - | tháng 5").
    """

    grain: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    name: str | None = None
    ends: bool = False

    def days(self, default_year: int | None = None) -> tuple[date, date] | None:
        """First and last day, in `default_year` where it has no year; None where a part is unknown or the day does not exist."""
        year = self.year or default_year
        if year is None or self.month is None or self.day is None or self.end_month is None:
            return None
        try:
            last = self.end_day or last_day(year, self.end_month)
            return date(year, self.month, self.day), date(year, self.end_month, last)
        except ValueError:
            return None


class TimeReading(Struct, frozen=True):
    """An expression as read: where it ends in the text, its parts in order, and whether they form a range ("từ … đến …")."""

    end: int
    parts: tuple[Part, ...]

    @property
    def grain(self) -> str:
        """The grain of the first part: day, month, quarter, half, year."""
        return self.parts[0].grain

    def interval(self, default_year: int | None = None) -> tuple[date, date] | None:
        """First and last day. A year nobody gives is `default_year`; None where one is missing or a day is impossible.

        A quarter named twice ("Quý II, II" in a scan) is misread, and nobody knows which of the two.
        """
        covered = [part.days(default_year) for part in self.parts]
        known = [days for days in covered if days]
        twice = self.grain == "quarter" and len(set(known)) < len(known)
        if len(known) < len(covered) or twice:
            return None
        first, last = min(days[0] for days in known), max(days[1] for days in known)
        return (first, last) if known[0][0] <= known[-1][1] else None

    def stretches(self, default_year: int | None = None) -> tuple[tuple[date, date], ...]:
        """First and last day of each stretch that is named, in the order of time; what touches is one. Empty where `interval` is None."""
        if self.interval(default_year) is None:
            return ()
        named: list[tuple[date, date]] = []
        for part in self.parts:
            days = part.days(default_year)
            assert days
            named.append((named.pop()[0], days[1]) if part.ends and named else days)
        return joined(named)

    @property
    def has_year(self) -> bool:
        """Whether the text itself gives the year."""
        return all(part.year for part in self.parts)


def joined(named: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Stretches of days in the order of time, those that overlap or follow one another as one ("quý I, quý II")."""
    apart: list[tuple[date, date]] = []
    for first, last in sorted(named):
        if apart and first <= apart[-1][1] + timedelta(days=1):
            first, last = apart[-1][0], max(last, apart.pop()[1])
        apart.append((first, last))
    return tuple(apart)


@cache
def _expressions() -> Beginnings[tuple[str, re.Pattern[str], bool]]:
    data = load_vocabulary("deadlines")
    macros = data["macros"]
    return Beginnings(
        (entry["begins"], entry.get("has", ()), (entry["grain"], compile_pattern(entry["pattern"], macros), entry.get("value_only", False)))
        for entry in data["expression"]
    )


def four_digits(year: str) -> int:
    """A printed year: two digits are of this century."""
    return int(year) + 2000 if len(year) == 2 else int(year)


def _part(grain: str, match: re.Match[str]) -> Part:
    groups = {name.removesuffix("2"): value for name, value in match.groupdict().items() if value}  # "y2": a second form of the year
    printed = groups.get("y")
    year = four_digits(printed) if printed else None
    if "current" in groups:
        return Part(grain, name=" ".join(groups["current"].split()))
    if "d" in groups:
        month, day = int(groups["m"]) if "m" in groups else None, int(groups["d"])
        return Part("day", year, month, day, month, day)
    if "n" in groups:
        count = int(groups["n"]) if groups["n"].isdigit() else {"ba": 3, "sáu": 6, "chín": 9}[groups["n"]]
        first, last = (1, count) if groups["edge"] == "đầu" else (13 - count, 12)
        return Part("half", year, first, 1, last)
    if "q" in groups:
        quarter = _QUARTERS.get(groups["q"]) or int(groups["q"])
        first, last = 3 * quarter - 2, 3 * quarter
    elif "m" in groups:
        printed_month = " ".join(groups["m"].split())
        first = last = _MONTHS.get(printed_month) or int(printed_month)
    else:
        first, last = 1, 12
    part = Part(grain, year, first, 1, last)
    if "week" in groups:
        return replace(_week(part, groups["week"]), end_day=_week(part, groups.get("until", groups["week"])).end_day)
    if "half" in groups:
        return _half(part, earlier=groups["half"] == "đầu")
    return _narrow(part, groups["part"]) if "part" in groups else part


def _half(part: Part, *, earlier: bool) -> Part:
    """The first or second half of a month, quarter or year."""
    assert part.month is not None
    if part.grain == "half":
        return replace(part, month=1, end_month=6) if earlier else replace(part, month=7, end_month=12)
    middle = part.month + (part.grain == "quarter")
    return replace(part, end_month=middle, end_day=15) if earlier else replace(part, month=middle, day=16)


def _week(part: Part, printed: str) -> Part:
    """A week of a month, by sevens from its first day; the last one ends with the month."""
    number = {**_QUARTERS, "v": 5, "nhất": 1, "đầu": 1, "hai": 2, "ba": 3, "tư": 4, "cuối": 4}.get(printed) or int(printed)
    return replace(part, day=7 * number - 6, end_day=7 * number if number < 4 else None)


def _narrow(part: Part, spell: str) -> Part:
    """"đầu", "giữa", "cuối" of a month, quarter or year."""
    place = {"đầu": 0, "thượng": 0, "giữa": 1, "trung": 1, "cuối": 2, "hạ": 2}[spell.split()[0]]
    if part.grain == "month":
        first, last = ((1, 10), (11, 20), (21, None))[place]
        return replace(part, day=first, end_day=last)
    assert part.month is not None
    spans = ((0, 0), (1, 1), (2, 2)) if part.grain == "quarter" else ((0, 2), (3, 8), (9, 11))
    first, last = spans[place]
    return replace(part, grain="half", month=part.month + first, end_month=part.month + last)


def _item(folded: str, at: int, value: bool) -> tuple[int, Part] | None:
    for grain, pattern, value_only in _expressions().at(folded, at):
        if (value or not value_only) and (match := pattern.match(folded, at)):
            return match.end(), _part(grain, match)
    if named := read_named(folded, at):
        return named.end, Part("event", named.year, named.month, named.day, named.month, named.day, named.name)
    return None


def _continuation(folded: str, at: int, previous: Part, ranged: bool, value: bool) -> tuple[int, Part] | None:
    """The next part of a list: a whole expression of any grain, or one without its head word, of the grain before or a bare year."""
    for grain in (previous.grain, "year"):
        for pattern in _BARE.get(grain, ()):
            if (match := pattern.match(folded, at)) and (ranged or value or grain == "year" or previous.year is None):
                return match.end(), _part(grain, match)
    item = _item(folded, at, value)
    return item if item and (ranged or item[1].grain == previous.grain or value) else None


def _lend(parts: list[Part]) -> tuple[Part, ...]:
    for i in range(len(parts) - 2, -1, -1):
        here, after = parts[i], parts[i + 1]
        if here.year is None:
            here = replace(here, year=after.year)
        if here.grain == "day" and here.month is None:
            here = replace(here, month=after.month, end_month=after.month)
        parts[i] = here
    for i in range(1, len(parts)):
        here, before = parts[i], parts[i - 1]
        if here.year is None:
            here = replace(here, year=before.year)
        if here.grain == "day" and here.month is None:
            here = replace(here, month=before.month, end_month=before.month)
        parts[i] = here
    return tuple(parts)


def read_time(folded: str, at: int, *, value: bool = False) -> TimeReading | None:
    """The calendar expression, list or range that begins at `at` of a folded text; None where none does.

    `value`: the text is a time cell or label, where a bare year or day ("2030", "15/10") is a time by itself.
    """
    first = _item(folded, at, value) or _day_range(folded, at) or _month_range(folded, at)
    if first is None:
        return None
    end, part = first
    parts = [part]
    while len(parts) < _MAX_PARTS:
        ranged = _RANGE.match(folded, end)
        gap = ranged or _LIST.match(folded, end)
        clock = TIME_OF_DAY.match(folded, ranged.end()) if ranged else None
        start = clock or gap
        if not value and gap and ";" in gap.group() and folded.startswith("giai đoạn", gap.end()):
            break  # "… vào năm 2028; giai đoạn 2029-2030 …": the next clause
        if not value and gap and ";" in gap.group() and _DAY_ALONE.match(folded, gap.end()):
            break  # "trước ngày 10/3; 6 tháng: …"
        following = _continuation(folded, start.end(), parts[-1], bool(ranged), value) if start else None
        if following is None:
            break
        apart = gap and ";" in gap.group() and "year" not in (parts[-1].grain, following[1].grain)
        if apart and parts[-1].year and following[1].year and following[1].year > parts[-1].year + 1:
            break  # "Quý II/2022; Quý IV/2024": years lie between
        end, part = following
        parts.append(replace(part, ends=True) if ranged else part)
    return TimeReading(end, _lend(parts)) if parts[-1].month or parts[-1].name else None


def _day_range(folded: str, at: int) -> tuple[int, Part] | None:
    """The first day of "01 - 15/6/2026", "ngày 5, 6/6/2026" or "ngày 15 và 30 tháng 6", where the month follows later."""
    match = _DAY_ALONE.match(folded, at)
    if not match:
        return None
    gap = _RANGE.match(folded, match.end()) or _LIST.match(folded, match.end())
    for _ in range(_MAX_PARTS):  # "các ngày 15, 16 và 17/3": the days between
        further = _DAY_ALONE.match(folded, gap.end()) if gap else None
        beyond = _LIST.match(folded, further.end()) if further else None
        if beyond is None:
            break
        gap = beyond
    if gap and (_DAY_AND_MONTH.match(folded, gap.end()) or ((last := _item(folded, gap.end(), value=False)) and last[1].grain == "day")):
        return match.end(), _part("day", match)
    return None


def _month_range(folded: str, at: int) -> tuple[int, Part] | None:
    """The first month of "10-11/2019", where the year follows later."""
    match = _FIRST_OF_MONTHS.match(folded, at)
    return (match.end(), _part("month", match)) if match else None
