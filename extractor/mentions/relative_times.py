"""Times counted from an event ("trong 15 ngày kể từ ngày ký", "trước ngày Luật có hiệu lực").

A span of time counts to a date where its event's day is known: the day that its words print, the plan's own date, or a day of taking effect
that the document states (`Context.periods`). "Ngày ký" is the plan's own unless its clause speaks of another paper. The event's day is not
counted; working days are those of working_days.py.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.calendar_time import read_time
from extractor.mentions.context import Context
from extractor.mentions.deadline_scan import Scan
from extractor.mentions.patterns import Beginnings, compile_pattern
from extractor.mentions.working_days import counted_working_days
from extractor.records import Deadline
from extractor.vocabulary import load_vocabulary

__all__ = ["counts_from_issue", "may_count", "may_take_effect", "read_effect", "read_relative"]

_DURATIONS = {"ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "quý": "P{}M", "năm": "P{}Y", "giờ": "PT{}H", "h": "PT{}H", "phút": "PT{}M"}
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "mười": 10}
_ACT = r"(?:kế\s+hoạch|quyết\s+định|chỉ\s+thị|chương\s+trình|văn\s+bản|thông\s+báo|nghị\s+quyết|kết\s+luận|hướng\s+dẫn|công\s+văn|đề\s+án)"
# The plan's own issue: "ngày ký", "ngày ký ban hành Kế hoạch này", "khi Kế hoạch này được ban hành".
_ISSUED = lazy_pattern(
    rf"(?:ngày|khi)\s+(?:(?:ký|ban\s+hành)(?:\s+ban\s+hành)?(?:\s+(?P<act>{_ACT})(?P<own>\s+này)?)?"
    rf"|{_ACT}\s+này\s+(?:được\s+)?(?:ký|ban\s+hành)(?:\s+ban\s+hành)?)$"
)
_PLANS = ("kế hoạch", "chương trình")
# "văn bản mới ban hành được giới thiệu trong 05 ngày kể từ ngày ký": of that paper, whenever it comes
_OTHER_ACT = lazy_pattern(
    r"(?<!\w)(?:văn\s+bản|tài\s+liệu|hợp\s+đồng|giấy\s+(?:phép|chứng|mời)|quyết\s+định|nghị\s+(?:quyết|định)|thông\s+tư|luật|biên\s+bản|tờ\s+trình"
    r"|công\s+văn|chỉ\s+thị|hồ\s+sơ)(?!\w|\s+này)"
)
_EFFECT = lazy_pattern(
    r"(?:ngày|khi)\s+(?:thi\s+hành\s+)?(?P<document>(?:bộ\s+)?luật|nghị\s+định|thông\s+tư|nghị\s+quyết|quyết\s+định)"
    r"[^.;,\n]{0,60}?\s+có\s+hiệu\s+lực"
)

# "… hết hiệu lực từ ngày Nghị định này có hiệu lực" dates a document.
_TAKES_EFFECT = lazy_pattern(r"hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?$")

# "các công trình được đưa vào sử dụng trước ngày Luật có hiệu lực" tells which buildings.
_QUALITY = lazy_pattern(
    r"(?<!\w)(?:(?<!phải )(?<!cần )được|đã|đang)\s+(?!hoàn\s+thành)[^.;,\n]{1,40}\s$"
    r"|(?:(?:đưa|đi)\s+vào\s+(?:sử\s+dụng|hoạt\s+động|khai\s+thác|vận\s+hành)|xây\s+dựng|hình\s+thành|thành\s+lập|phát\s+sinh)\s+(?:đến\s+)?$"
)


# One of these stands in every time counted from an event: what an event begins with, or a number with a unit of time.
_WHEN, _THE_DAY = lazy_pattern(r"khi\s"), lazy_pattern(r"ngày\s+[^\d\s]")  # apart: what begins with a fixed word is found fast
_COUNTED = lazy_pattern(r"\d(?:\s*\([^)\n]{1,30}\))?\s*(?:ngày|tuần|tháng|năm|giờ|quý|phút|h(?!\w))")
_EFFECT_SIGN = lazy_pattern(r"hiệu\s+lực")


@cache
def _rules() -> Beginnings[tuple[re.Pattern[str], bool, re.Pattern[str] | None]]:
    data = load_vocabulary("deadlines")
    macros = data["macros"]
    return Beginnings(
        (
            rule["begins"],
            rule.get("has", ()),
            (
                compile_pattern(rule["pattern"], macros),
                rule.get("value", False),
                compile_pattern(rule["not_after"], macros) if "not_after" in rule else None,
            ),
        )
        for rule in data["relative"]
    )


@cache
def _effect_leads() -> re.Pattern[str]:
    return lazy_pattern(rf"(?P<lead>trước|(?:kể\s+)?từ)\s+(?P<anchor>{_EFFECT.pattern}(?:\s+thi\s+hành)?)")


def may_take_effect(folded: str) -> bool:
    """Whether a text can speak of an act's taking effect at all."""
    return _EFFECT_SIGN.search(folded) is not None


def may_count(folded: str) -> bool:
    """Whether a time counted from an event can stand in a folded text at all."""
    return bool(_WHEN.search(folded) or _THE_DAY.search(folded) or _COUNTED.search(folded))


def read_effect(scan: Scan, at: int) -> tuple[Deadline, ...]:
    """"Trước ngày Luật có hiệu lực" (`by`, the day before) and "từ ngày Luật có hiệu lực" (`from`) at an offset; empty for neither."""
    match = _effect_leads().match(scan.folded, at)
    if match is None or scan.before(at, _TAKES_EFFECT) or (match["lead"] == "trước" and scan.before(at, _QUALITY)):
        return ()
    day = _effective(scan.context, match["anchor"])
    anchor = " ".join(scan.text[scan.span.start + match.start("anchor") : scan.span.start + match.end()].split())
    if match["lead"] == "trước":
        last = day - timedelta(days=1) if day else None
        return (scan.deadline(at, match.end(), "by", (None, last), resolved=day is not None, anchor=anchor),)
    return (scan.deadline(at, match.end(), "from", (day, None), resolved=day is not None, anchor=anchor),)


def read_relative(scan: Scan, at: int) -> tuple[Deadline, ...]:
    """The relative deadline that begins at an offset; empty for none."""
    for pattern, value_only, not_after in _rules().at(scan.folded, at):
        match = pattern.match(scan.folded, at) if scan.value or not value_only else None
        if match is None or (not_after and scan.before(at, not_after)):
            continue
        groups = {name.removesuffix("2"): value for name, value in match.groupdict().items() if value}
        printed_number = groups.get("n", "0")
        count = (_NUMBERS.get(printed_number) or int(printed_number)) * (3 if groups.get("unit") == "quý" else 1)
        duration = _DURATIONS[groups["unit"]].format(count) if groups.get("unit") else None
        anchor, begun, end = None, None, match.end()
        if groups.get("anchor"):
            end = match.start("anchor") + len(match["anchor"].rstrip())
            printed = _printed_day(scan, match.start("anchor"))
            end = max(end, printed[0]) if printed else end
            begun = printed[1] if printed else _event_day(scan, at, match["anchor"])
            anchor = " ".join(scan.text[scan.span.start + match.start("anchor") : scan.span.start + end].split())
            if "n" in groups and match.start("n") > match.start("anchor"):  # "trước khai mạc | 10 ngày"
                end = match.end()
        ahead = -1 if groups.get("anchor", "").startswith("trước") else 1
        working = "working" in groups
        last = _counted(begun, groups["unit"], ahead * count, working=working) if begun and duration else None
        return (scan.deadline(at, end, "relative", (None, last), resolved=last is not None, duration=duration, anchor=anchor),)
    return ()


def counts_from_issue(deadline: Deadline) -> bool:
    """Whether the plan's own issue surely begins it, by its words ("kể từ ngày ký Kế hoạch", not "kể từ ngày ký")."""
    issued = _ISSUED.match(fold(deadline.anchor).strip()) if deadline.kind == "relative" and deadline.anchor else None
    if issued is None:
        return False
    act = " ".join((issued["act"] or "").split())
    return bool(issued["own"]) or act in _PLANS or " này " in issued.group()


def _effective(context: Context, anchor: str) -> date | None:
    """The day a document takes effect, where this one states it."""
    match = _EFFECT.search(anchor)
    stated = context.periods.get(f"{' '.join(match['document'].split())} có hiệu lực") if match else None
    return stated[0] if stated else None


def _printed_day(scan: Scan, at: int) -> tuple[int, date | None] | None:
    """Where the day ends that an anchor prints or names ("kể từ ngày 01/6/2026", "ngày khai giảng"), and the day as far as it is known."""
    place = at + len("trước ") if scan.folded.startswith("trước ", at) else at
    reading = read_time(scan.folded, place, value=True)
    if reading is None or reading.grain not in ("day", "event") or len(reading.parts) > 1:
        return None
    days = scan.interval(at, reading)
    if reading.grain == "event" and (days is None or days[0] != days[1]):
        return None
    return reading.end, days[0] if days else None


def _event_day(scan: Scan, at: int, anchor: str) -> date | None:
    """The day of an event that the document dates: its own issue, or an act's taking effect."""
    issued = _ISSUED.match(anchor.strip())
    if issued is None:
        return _effective(scan.context, anchor)
    act = " ".join((issued["act"] or "").split())
    if act and not issued["own"] and act not in (*_PLANS, fold(scan.context.kind_name or act)):
        return None  # "ngày ban hành Quyết định" in a plan is that decision's
    if not act and _OTHER_ACT.search(scan.clause_before(at)):
        return None
    return scan.context.issued_day


def _counted(start: date, unit: str, count: int, *, working: bool) -> date | None:
    """The day so many days, weeks, months or years from a day on; None for hours, and for weeks or months of working days."""
    if working:
        return counted_working_days(start, count) if unit == "ngày" else None
    if unit in ("ngày", "tuần"):
        return start + timedelta(days=count * (7 if unit == "tuần" else 1))
    months = {"tháng": count, "quý": count, "năm": 12 * count}.get(unit)
    if months is None:
        return None
    year, month = divmod(start.month - 1 + months, 12)
    try:
        return date(start.year + year, month + 1, start.day)
    except ValueError:  # 31 January and one month: the last day of February
        year, month = divmod(start.month + months, 12)
        return date(start.year + year, month + 1, 1) - timedelta(days=1)
