"""Recurring times (định kỳ, hằng tháng, trước ngày 25 hằng quý) as iCalendar recurrence rules (RFC 5545, RRULE).

`read_recurrence` reads, from an offset of a folded text, a run of frequencies and days in any order:
"trước ngày 18 hằng tháng", "định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12)". Of several frequencies the finest counts:
who reports every quarter and every year reports every quarter. Several days of each month are one rule, days of one number in several
months too ("ngày 15 các tháng 3, 6, 9"), else one rule each; days of the week, also from one to another, are one rule. A run without a
frequency is none, "các ngày thứ Bảy" apart. "Định kỳ" alone says no interval and is none either; what comes every term ("mỗi học kỳ 1 lần")
recurs by no rule.
`read_day_apart` reads the day of a frequency told before ("Hằng năm, Sở Y tế … | trước ngày 15/12"): one that fits it, or none.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.patterns import Beginnings
from extractor.month_lengths import last_day

_UNIT = r"(?P<unit>ngày|tuần|tháng|quý|năm)(?!\s+(?:tuổi|học)|\w)"
_EACH = r"(?:h[ằà]ng|mỗi|từng)"
_TIMES = r"(?:\s*/\s*(?:(?:0?1|một)\s+)?lần|,?\s+(?:0?1|một)\s+lần)"
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "mười": 10, "mười lăm": 15}
_COUNT = r"\d{1,2}|một|hai|ba|bốn|năm|sáu|mười(?:\s+lăm)?"
_LEAD = r"(?:(?:trước|chậm\s+nhất|muộn\s+nhất|vào|là|đến|hết|trong|dịp)\s+){0,4}"
_CLOCK_TIME = r"\d{1,2}\s?(?:h|giờ|g)(?:\s?\d{1,2})?(?:\s?phút)?"
_CLOCK = rf"(?:{_CLOCK_TIME}\s*,?\s+(?:(?:sáng|chiều)\s+)?)?"
_NO_DATE = r"(?![\w%]|\s?[/.-]\s?\d|[.,]\d|\s+năm)"
_LEADS = ("trước", "chậm", "muộn", "vào", "là", "đến", "hết", "trong", "dịp")  # what `_LEAD` begins with
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
# "thứ 2, 4 và 6 hằng tuần"
_MORE_WEEKDAYS = r"(?:(?:\s*,\s*|\s+và\s+)(?:hai|ba|tư|năm|sáu|bảy|[2-7])(?=\s*,|\s+(?:và|h[ằà]ng|mỗi|trong\s+tuần)(?!\w)|\s*[.;)]|\s*$))"
# "ngày 5, 15 và 25 hằng tháng"
_MORE_DAYS = r"(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?:ngày\s+)?\d{1,2})"
# "ngày 15 tháng 3, 6 và 9 hằng năm", "ngày 15 các tháng 3, 6, 9, 12"
_MORE_MONTHS = r"(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?:tháng\s+)?\d{1,2}(?!\d|\s+tháng|\s?/))"
_YEARLY = r"(?=\s+(?:h[ằà]ng|mỗi)\s+năm(?!\w))"
_EACHES = ("hằng", "hàng", "mỗi", "từng")
# A token's kind, what it can begin with ("0" for a digit), its pattern.
_TOKENS: Beginnings[tuple[str, re.Pattern[str]]] = Beginnings(
    (begins, (kind, lazy_pattern(pattern)))
    for kind, begins, pattern in (
        (
            "weekday",
            (*_LEADS, "0", "từ", "sáng", "chiều", "cuối", "các", "ngày", "thứ", "chủ"),
            rf"{_LEAD}(?:từ\s+)?{_CLOCK}(?:(?:sáng|chiều|cuối\s+ngày|(?P<all>các\s+(?:sáng|chiều|tối|ngày)|sáng\s+các\s+ngày|chiều\s+các\s+ngày)|ngày)\s+)?"
            rf"(?P<weekday>{_WEEKDAY})(?P<more>{_MORE_WEEKDAYS}{{0,5}})"
            r"(?(all)(?!\s*[,(]?\s*(?:ngày\s+)?\d{1,2}\s?/))"  # "các ngày thứ Bảy 15/6 và 22/6": those days
            r"(?:,?\s+(?:(?:của\s+)?tuần\s+)?(?P<nth>đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|thứ\s+(?:nhất|hai|ba|tư|[1-4]))"
            r"(?=\s+(?:của\s+)?(?:h[ằà]ng|mỗi|tháng|quý)))?(?!\w)",
        ),
        (
            "clock",
            ("trước", "vào", "lúc"),
            rf"(?:trước|vào|lúc)\s+{_CLOCK_TIME}(?:(?:\s*,\s*|\s+và\s+){_CLOCK_TIME}){{0,4}}(?=\s+(?:h[ằà]ng|mỗi)\s+ngày)",
        ),
        (
            "last",
            (*_LEADS, "ngày"),
            rf"{_LEAD}ngày\s+(?P<last>làm\s+việc\s+)?cuối(?:\s+cùng)?\s+(?:của\s+)?(?:{_EACH}\s+)?(?P<unit>tuần|tháng|quý)(?!\w|\s+\d)",
        ),
        ("edge", ("của", "tháng"), r"(?:của\s+)?tháng\s+(?P<edge>sau|tiếp\s+theo|kế\s+tiếp)\s+quý(?:\s+báo\s+cáo)?(?!\w)"),
        ("each", ("tháng",), r"(?<=\d của )(?P<unit>tháng)\s+báo\s+cáo(?!\w)"),
        ("each", ("của", "tháng"), r"(?:của\s+)?(?P<unit>tháng)\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề|liền\s+sau)(?!\w)"),
        (
            "edge",
            ("của", "tháng"),
            rf"(?:của\s+)?tháng\s+(?P<edge>đầu|cuối)(?:\s+cùng)?(?:\s+tiên)?(?:\s+(?:của\s+)?{_EACH}|\s+của)?\s+quý(?:\s+sau)?(?!\w)",
        ),
        (
            "every",
            (*_EACHES, "cứ", "0", "một", "hai", "ba", "bốn", "năm", "sáu", "mười"),
            rf"(?:{_EACH}\s+|(?P<every>cứ\s+)(?:sau\s+)?)?(?P<n>{_COUNT})\s+(?P<unit>ngày|tuần|tháng|quý|năm|giờ)(?P<times>{_TIMES})?"
            r"(?!\w|\s+(?:đầu|cuối|kể|làm|năm))",
        ),
        (
            "often",
            ("0", "hai", "ba", "bốn", "sáu"),
            r"(?P<n>0?[2-6]|hai|ba|bốn|sáu)(?P<times>\s+(?:lần|đợt|kỳ))\s*(?:/|(?:trong|mỗi|một)\s+)\s*(?:(?:0?1|một)\s+)?"
            r"(?P<unit>tuần|tháng|quý|năm)(?!\w)",  # "04 lần/ngày" is a rate
        ),
        (
            "often",
            _EACHES,
            rf"{_EACH}\s+(?P<unit>ngày|tuần|tháng|quý|năm)\s+(?:(?:tổ\s+chức|thực\s+hiện|họp|kiểm\s+tra)\s+)?"
            r"(?:(?:ít\s+nhất|tối\s+thiểu|từ|khoảng)\s+)?(?P<n>0?[1-6]|hai|ba|bốn|sáu)(?P<times>\s+(?:lần|đợt|kỳ))(?!\w)",
        ),
        ("term", _EACHES, rf"{_EACH}\s+học\s+kỳ(?P<times>{_TIMES})?(?!\w)"),
        ("term", ("0", "một", "hai"), r"(?:0?\d|một|hai)(?P<times>\s+lần)\s*(?:/|trong\s+|mỗi\s+)\s*(?:(?:0?1|một)\s+)?học\s+kỳ(?!\w)"),
        ("yearly", ("thường",), r"thường\s+niên(?=\s*[,;:(]|\s*$)"),
        (
            "every",
            ("0", "một"),
            r"(?P<n>0?1|một)(?P<times>\s+lần)\s*(?:/|trong)\s*(?:(?:0?1|một)\s+)?(?P<unit>ngày|tuần|tháng|quý|năm)(?!\w)",
        ),
        ("each", ("của", "cứ", *_EACHES), rf"(?:của\s+|cứ\s+)?{_EACH}\s+{_UNIT}(?P<times>{_TIMES})?"),
        (
            "quarter",
            ("trong", "vào", "quý", "quí"),
            r"(?:(?:trong|vào)\s+)?(?:quý|quí)\s+(?:iv|i{1,3}|[1-4])(?!\w|\s?[/-]\s?\d|\s+năm\s+\d)(?=\s*\)|\s+(?:h[ằà]ng|mỗi))",
        ),
        (
            "following quarter",
            ("trong", "vào"),
            r"(?:trong|vào)\s+(?:quý|quí)\s+(?:iv|i{1,3}|[1-4])(?!\w|\s?[/,-]\s?\w|\s+(?:năm|và)\s)",
        ),
        (
            "month",
            (*_LEADS, "các", "tháng"),
            rf"{_LEAD}(?:các\s+)?tháng\s+(?P<m>\d{{1,2}})(?![\d/])(?P<months>{_MORE_MONTHS}{{0,11}}+)(?=[^.;\n]{{0,24}}\s(?:h[ằà]ng|mỗi))",
        ),
        (
            "day",
            (*_LEADS, "các", "ngày"),
            rf"{_LEAD}{_CLOCK}(?:các\s+)?ngày\s+(?P<d>\d{{1,2}})(?P<more>{_MORE_DAYS}{{1,9}}+)(?!\d|\s?[/.-]\s?\d)"
            rf"(?=\s+(?:của\s+)?(?:{_EACH}\s+)?tháng(?!\s+\d)|\s*[.;)]|,(?!\s+tháng)|\s*$)",
        ),
        (
            "day",
            (*_LEADS, "0", "ngày"),
            rf"{_LEAD}{_CLOCK}(?:ngày\s+)?(?P<d>\d{{1,2}})\s+(?:của\s+)?(?P<each>các\s+)?tháng\s+(?P<m>\d{{1,2}})(?P<months>{_MORE_MONTHS}{{1,11}}+)"
            rf"(?!\d|\s?/|\s+năm\s+\d)(?(each)|{_YEARLY})",
        ),
        (
            "day",
            (*_LEADS, "0", "ngày"),
            rf"{_LEAD}{_CLOCK}ngày\s+(?:mùng\s+)?(?P<d>\d{{1,2}})(?:\s?/\s?(?P<m>\d{{1,2}})|\s+tháng\s+(?P<m2>\d{{1,2}}))?{_NO_DATE}",
        ),
        ("day", (*_LEADS, "0"), rf"{_LEAD}(?P<d>\d{{1,2}})\s?/\s?(?P<m>\d{{1,2}}){_NO_DATE}"),
        ("day", (*_LEADS, "0"), rf"{_LEAD}(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}}){_YEARLY}"),
        ("day", (*_LEADS, "0"), rf"{_LEAD}(?P<d>\d{{1,2}})(?=\s+(?:của\s+)?{_EACH}\s+tháng)"),
        (
            "following month",
            (*_LEADS, "tháng", "đợt", "lần"),
            rf"(?:(?:đợt|lần)\s+(?:\d|i{{1,3}}|iv)\s*:?\s+)?{_LEAD}tháng\s+(?P<m>\d{{1,2}})(?!\d|\s?[/-]\s?\d|\s+năm)",
        ),
        ("plain", ("ngày", "tuần", "tháng", "quý", "năm"), rf"{_UNIT}(?!\s+(?:\d|[iv]+\b))"),
    )
)
_PERIODIC = lazy_pattern(r"(?:một\s+cách\s+)?định\s+kỳ(?:\s+(?:theo|vào|là))?(?!\w)")
_BEHIND_PERIODIC = lazy_pattern(r"[\s,:(]*")  # not "định kỳ và năm"
# One of these stands in every recurring time, which has a frequency, or a day of the week that one follows: cheap to find, and most texts
# have none.
_SIGN = lazy_pattern(
    r"h[ằà]ng\s+[ntqh]|mỗi\s+[ntqh]|từng\s+[ntqh]|lần|(?:đợt|kỳ)\s*(?:/|trong\s|mỗi\s)|cứ\s+[\dmhbs]|định\s+kỳ|thường\s+niên|thứ\s+[htbns2-7]|chủ\s+nhật"
    r"|ngày\s+(?:làm|cuối)|tháng\s+(?:sau|tiếp|kế|liền|đầu|cuối)|các\s+tháng\s+\d|của\s+tháng\s+báo|báo\s+cáo\s+(?:(?:sơ|tổng)\s+kết\s+)?(?:tuần|tháng|quý|năm|0?6|sáu)"
)
_GAP = lazy_pattern(r"[\s,;:/()]*(?:(?:và|hoặc|của)(?!\w)[\s,;:/()]*)?")
_DAYS = {"giờ": 0, "ngày": 1, "tuần": 7, "tháng": 30, "quý": 90, "năm": 360}
_RULES = {
    "giờ": "FREQ=HOURLY", "ngày": "FREQ=DAILY", "tuần": "FREQ=WEEKLY", "tháng": "FREQ=MONTHLY", "quý": "FREQ=MONTHLY;INTERVAL=3",
    "năm": "FREQ=YEARLY",
}  # fmt: skip
_TERM = (180, "")  # a term's days are the school's: no rule
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAYS = {
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tư": "WE", "4": "WE", "năm": "TH", "5": "TH",
    "sáu": "FR", "6": "FR", "bảy": "SA", "7": "SA", "nhật": "SU",
}
_LISTED_WEEKDAY = lazy_pattern(r"[^\W_]+(?<!và)")
_LISTED_DAY = lazy_pattern(r"\d+")
_NTH = {"đầu": "1", "nhất": "1", "hai": "2", "ba": "3", "tư": "4", "cuối": "-1", **{str(n): str(n) for n in range(1, 5)}}
_QUARTER_EDGES = {"đầu": (1, 4, 7, 10), "cuối": (3, 6, 9, 12)}
# kinds of tokens that say a frequency, or its month, only behind another
_FOLLOWING = ("plain", "every", "following month", "following quarter")
_MAX_TOKENS = 12


class Recurrence(Struct, frozen=True):
    """A recurring time as read: where it ends, its rules (empty: a day that does not exist), and whether its words schedule by
    themselves (`firm`: "định kỳ", a day, an hour, "một lần") or are a frequency alone ("hằng năm")."""

    end: int
    rules: tuple[str, ...]
    firm: bool


class _Run(Struct):
    frequencies: list[tuple[int, str]] = field(default_factory=list)
    days: list[tuple[int, int | None]] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    weekdays: list[str] = field(default_factory=list)
    nth: str = ""
    edge: str | None = None
    last: bool | None = None
    firm: bool = False
    followed: bool = False  # whether a frequency stands behind days of no month

    def take(self, kind: str, match: re.Match[str]) -> None:
        groups = match.groupdict()
        known = len(self.frequencies)
        self._take(kind, match, groups)
        self.followed = len(self.frequencies) > known and bool(self.days) and not any(month for _, month in self.days)

    def _take(self, kind: str, match: re.Match[str], groups: dict[str, str]) -> None:
        if kind == "weekday":
            self._take_weekdays(match)
            self.nth = _NTH[(groups["nth"].removeprefix("thứ").split())[0]] if groups["nth"] else ""
        elif kind == "last":
            self.last = bool(groups["last"])
            self.frequencies.append((_DAYS[groups["unit"]], _rule(1, groups["unit"])))
        elif kind == "often":
            count, unit = _number(groups["n"]), groups["unit"]
            self.firm = True
            self.frequencies.append((_DAYS[unit] // count, _often(count, unit)))
        elif kind == "edge":
            self.edge = "cuối" if groups["edge"] == "cuối" else "đầu"  # the month behind a quarter is the next one's first
            self.frequencies.append((_DAYS["quý"], _RULES["quý"]))
        elif kind == "day":
            month = groups.get("m") or groups.get("m2")
            if month is None and match.group().startswith("đến") and self.days and self.days[-1][1] is None:
                # "từ ngày 01 đến ngày 05 hằng tháng"
                self.days.extend((day, None) for day in range(self.days[-1][0] + 1, int(groups["d"])))
            self.days.append((int(groups["d"]), int(month) if month else None))
            self.days.extend((int(groups["d"]), int(other)) for other in _LISTED_DAY.findall(groups.get("months") or ""))
            if groups.get("each"):
                self.frequencies.append((_DAYS["năm"], _RULES["năm"]))
            self.days.extend((int(day), None) for day in _LISTED_DAY.findall(groups.get("more") or ""))
        elif kind in ("month", "following month"):
            self.months.extend(map(int, (groups["m"], *_LISTED_DAY.findall(groups.get("months") or ""))))
        elif kind == "clock":
            self.firm = True
        elif kind == "term":
            self.firm = self.firm or bool(groups["times"])
            self.frequencies.append(_TERM)
        elif kind == "yearly":
            self.frequencies.append((_DAYS["năm"], _RULES["năm"]))
        elif not kind.endswith("quarter"):
            count, unit = _number(groups.get("n")), groups["unit"]
            self.firm = self.firm or bool(groups.get("times") or groups.get("every"))
            self.frequencies.append((count * _DAYS[unit], _rule(count, unit)))

    def closed_to(self, kind: str, match: re.Match[str]) -> bool:
        """Whether a day is another frequency's: "ngày 20 hằng tháng, | ngày 15 tháng cuối quý"."""
        groups = match.groupdict()
        return kind == "day" and self.followed and not (groups.get("m") or groups.get("m2"))

    def _take_weekdays(self, match: re.Match[str]) -> None:
        """A day of the week, those listed behind it, or those from the one before to it; "các ngày thứ Bảy" are every week's."""
        named = [_WEEKDAYS[name] for name in (match["weekday"].split()[-1], *_LISTED_WEEKDAY.findall(match["more"]))]
        if self.weekdays and match.group().startswith("đến"):
            first, last = _WEEK.index(self.weekdays[-1]), _WEEK.index(named[0])
            self.weekdays.extend(_WEEK[first + 1 : last])
        self.weekdays.extend(named)
        if match["all"]:
            self.frequencies.append((_DAYS["tuần"], _RULES["tuần"]))


def _number(printed: str | None) -> int:
    return 1 if printed is None else _NUMBERS.get(" ".join(printed.split())) or int(printed)


def _rule(count: int, unit: str) -> str:
    if unit == "quý":
        count, unit = 3 * count, "tháng"
    if unit == "tháng" and count % 12 == 0:
        count, unit = count // 12, "năm"
    return _RULES[unit] + (f";INTERVAL={count}" if count > 1 else "")


def _often(count: int, unit: str) -> str:
    """The rule of "02 lần/năm": every six months; where the times do not divide the unit evenly, the unit alone."""
    months = {"quý": 3, "năm": 12}.get(unit, 0)
    return _rule(months // count, "tháng") if months and months % count == 0 else _rule(1, unit)


def may_recur(folded: str) -> bool:
    """Whether a recurring time can stand in a folded text at all."""
    return _SIGN.search(folded) is not None


def read_recurrence(folded: str, at: int) -> Recurrence | None:
    """The recurring time that begins at `at` of a folded text, or None where none does."""
    run, place, end = _Run(), at, at
    if periodic := _PERIODIC.match(folded, at):
        behind = _BEHIND_PERIODIC.match(folded, periodic.end())
        run.firm, place = True, behind.end() if behind else periodic.end()
    for _ in range(_MAX_TOKENS):
        token = _token(folded, place, following=run.firm or bool(run.frequencies) or bool(run.nth))
        if token is None or run.closed_to(*token):
            break
        run.take(*token)
        end = token[1].end()
        place = _after_gap(folded, end)
    if folded.count("(", at, end) > folded.count(")", at, end) and folded[end : end + 1] == ")":
        end += 1
    if not run.frequencies:
        return None
    return Recurrence(end, _rules(run), run.firm or bool(run.days or run.weekdays or run.months) or run.last is not None)


def read_day_apart(folded: str, at: int, unit: str) -> Recurrence | None:
    """The days at `at` on which recurs what another place says to be done every week, month, quarter or year; None where none fit."""
    run, place, end = _Run([(_DAYS[unit], _RULES[unit])]), at, at
    for _ in range(_MAX_TOKENS):
        token = _token(folded, place, following=True)
        if token is None or token[0] not in ("day", "edge", "weekday", "month", "following month"):
            break
        run.take(*token)
        end = token[1].end()
        place = _after_gap(folded, end)
    dated = bool(run.days) and all(month is not None for _, month in run.days)
    fits = {
        "tuần": bool(run.weekdays) and not run.days,
        "tháng": bool(run.days) and not any(month for _, month in run.days) and run.edge is None,
        "quý": bool(run.days) and not any(month for _, month in run.days),
        "năm": (dated or bool(run.months and not run.days)) and run.edge is None,
    }
    return Recurrence(end, _rules(run), firm=True) if fits.get(unit) else None


def _after_gap(folded: str, at: int) -> int:
    gap = _GAP.match(folded, at)
    return gap.end() if gap else at


def _token(folded: str, at: int, *, following: bool) -> tuple[str, re.Match[str]] | None:
    """The next token. "quý" or "6 tháng" alone are frequencies only when they follow another, or "định kỳ"."""
    for kind, pattern in _TOKENS.at(folded, at):
        match = pattern.match(folded, at)
        if match and (following or kind not in _FOLLOWING or (kind == "every" and (match["times"] or match["every"]))):
            return kind, match
    return None


def _rules(run: _Run) -> tuple[str, ...]:
    base = min(run.frequencies)[1]
    if run.last is not None:
        return (_last_day(base, working=run.last),)
    if run.weekdays and run.nth:
        return (f"{base};BYDAY={run.nth}{run.weekdays[-1]}",) if base == _RULES["tháng"] else ()
    if run.weekdays:
        interval = base.removeprefix(_RULES["tuần"]) if base.startswith(_RULES["tuần"]) else ""
        return (f"{_RULES['tuần']}{interval};BYDAY={','.join(day for day in _WEEK if day in run.weekdays)}",)
    edged: tuple[str, ...] = ()
    if run.edge:
        rule = f"FREQ=YEARLY;BYMONTH={','.join(map(str, _QUARTER_EDGES[run.edge]))}"
        edged = tuple(f"{rule};BYMONTHDAY={day}" for day, month in run.days if day <= 30 and month is None) if run.days else (rule,)
    dated: dict[int, list[int]] = {}
    for day, month in run.days:
        if month is not None:
            if not (1 <= month <= 12 and 1 <= day <= last_day(2024, month)):
                return ()
            dated.setdefault(day, []).append(month)
    if dated or edged:
        rules = (f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(set(months))))};BYMONTHDAY={day}" for day, months in dated.items())
        return (*edged, *rules)
    if run.months and not base.startswith(("FREQ=DAILY", "FREQ=WEEKLY")):
        return (f"{_RULES['năm']};BYMONTH={','.join(map(str, sorted(set(run.months))))}",) if max(run.months) <= 12 else ()
    if run.days and base.startswith("FREQ=MONTHLY"):
        days = sorted({day for day, _ in run.days if 1 <= day <= 31})
        return (f"{base};BYMONTHDAY={','.join(map(str, days))}",) if days else ()
    return (base,) if base else ()


def _last_day(base: str, *, working: bool) -> str:
    """The last day, or last working day, of each week, month or quarter."""
    if base == _RULES["tuần"]:
        return f"{base};BYDAY={'FR' if working else 'SU'}"
    months = ";BYMONTH=3,6,9,12" if base == _RULES["quý"] else ""
    return f"FREQ=MONTHLY{months};" + ("BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1" if working else "BYMONTHDAY=-1")
