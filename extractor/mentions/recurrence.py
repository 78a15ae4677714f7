"""Recurring times (định kỳ, hằng tháng, trước ngày 25 hằng quý) as iCalendar recurrence rules (RFC 5545, RRULE).

`read_recurrence` reads, from an offset of a text, a run of frequencies and days (`frequency` in `models/deadlines.toml`) in any order:
"trước ngày 18 hằng tháng", "định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12)". Of several frequencies the finest counts:
who reports every quarter and every year reports every quarter. Several days of each month are one rule, days of one number in several
months too ("ngày 15 các tháng 3, 6, 9"), else one rule each; days of the week, also from one to another, are one rule. A run without a
frequency is none, "các ngày thứ Bảy" apart. "Định kỳ" alone says no interval and is none either; what comes every term ("mỗi học kỳ 1 lần")
recurs by no rule.
`read_day_apart` reads the day of a frequency told before ("Hằng năm, Sở Y tế … | trước ngày 15/12"): one that fits it, or none.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct, field

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.patterns import Beginnings, compile_pattern
from extractor.month_lengths import last_day
from extractor.vocabulary import load_vocabulary

_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "mười": 10, "mười lăm": 15}
_BEHIND_PERIODIC = lazy_pattern(r"[\s,:(]*")  # not "định kỳ và năm"
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
_LISTED_WEEKDAY = lazy_pattern(r"\b(?!và\b)[^\W_]+")
_LISTED_DAY = lazy_pattern(r"\d+")
_NTH = {"đầu": "1", "nhất": "1", "hai": "2", "ba": "3", "tư": "4", "cuối": "-1", **{str(n): str(n) for n in range(1, 5)}}
_QUARTER_EDGES = {"đầu": (1, 4, 7, 10), "cuối": (3, 6, 9, 12)}
# kinds of tokens that say a frequency, or its month, only behind another
_FOLLOWING = ("plain", "every", "following month", "following quarter")
_MAX_TOKENS = 12


class _Rules(Struct, frozen=True):
    tokens: Beginnings[tuple[str, re.Pattern[str]]]  # each with its kind
    periodic: re.Pattern[str]
    sign: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = load_vocabulary("deadlines")
    macros = data["macros"]
    tokens = Beginnings(
        (rule["begins"], rule.get("has", ()), (rule["kind"], compile_pattern(rule["pattern"], macros))) for rule in data["frequency"]
    )
    return _Rules(tokens, compile_pattern(data["recurrence"]["periodic"], macros), compile_pattern(data["recurrence"]["sign"], macros))


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
            if groups["unit"]:
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
    return _rules().sign.search(folded) is not None


def read_periodic(folded: str, at: int) -> int | None:
    """Where "định kỳ" ends that stands at `at` of a folded text; None where it does not."""
    periodic = _rules().periodic.match(folded, at)
    return periodic.end() if periodic else None


def read_recurrence(folded: str, at: int) -> Recurrence | None:
    """The recurring time that begins at `at` of a folded text, or None where none does."""
    run, place, end = _Run(), at, at
    if periodic := _rules().periodic.match(folded, at):
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
    return Recurrence(end, _recurs(run), run.firm or bool(run.days or run.weekdays or run.months) or run.last is not None)


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
    return Recurrence(end, _recurs(run), firm=True) if fits.get(unit) else None


def _after_gap(folded: str, at: int) -> int:
    gap = _GAP.match(folded, at)
    return gap.end() if gap else at


def _token(folded: str, at: int, *, following: bool) -> tuple[str, re.Match[str]] | None:
    """The next token. "quý" or "6 tháng" alone are frequencies only when they follow another, or "định kỳ"."""
    for kind, pattern in _rules().tokens.at(folded, at):
        match = pattern.match(folded, at)
        if match and (following or kind not in _FOLLOWING or (kind == "every" and (match["times"] or match["every"]))):
            return kind, match
    return None


def _recurs(run: _Run) -> tuple[str, ...]:
    base = min(run.frequencies)[1]
    if run.last is not None:
        return (_last_day(base, working=run.last, months=_QUARTER_EDGES.get(run.edge or "", ())),)
    if run.weekdays and run.nth:
        return (f"{base};BYDAY={run.nth}{run.weekdays[-1]}",) if base == _RULES["tháng"] else ()
    if run.weekdays:
        interval = base.removeprefix(_RULES["tuần"]) if base.startswith(_RULES["tuần"]) else ""
        return (f"{_RULES['tuần']}{interval};BYDAY={','.join(day for day in _WEEK if day in run.weekdays)}",)
    edged: tuple[str, ...] = ()
    if run.edge:
        rule = f"FREQ=YEARLY;BYMONTH={','.join(map(str, _QUARTER_EDGES[run.edge]))}"
        edged = tuple(f"{rule};BYMONTHDAY={day}" for day, month in run.days if day <= 30 and month is None) if run.days else (rule,)
    elif base == _RULES["tháng"] and any(month for _, month in run.days):  # "ngày 20 hằng tháng, năm (15/12)": the days of each month apart
        alone = sorted({day for day, month in run.days if month is None and 1 <= day <= 31})
        edged = (f"{base};BYMONTHDAY={','.join(map(str, alone))}",) if alone else ()
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


def _last_day(base: str, *, working: bool, months: tuple[int, ...]) -> str:
    """The last day, or last working day, of each week, month or quarter, or of each of the months."""
    if base == _RULES["tuần"]:
        return f"{base};BYDAY={'FR' if working else 'SU'}"
    last = "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1" if working else "BYMONTHDAY=-1"
    if months and not working:
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};{last}"
    months = months or (_QUARTER_EDGES["cuối"] if base == _RULES["quý"] else ())
    return "FREQ=MONTHLY;" + (f"BYMONTH={','.join(map(str, months))};" if months else "") + last
