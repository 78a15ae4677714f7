"""Deadlines (thời hạn): what schedules work in running text, and what a time cell or label says.

The rules are `models/deadlines.toml`. At each place of the text, in this order, the first that reads it wins:

1. a day of the next year ("trước ngày 31/01 năm liền kề"): of the year after a plan of one year, else of every year;
   a time counted from an event ("trong 15 ngày kể từ ngày ký", "trước ngày Luật có hiệu lực"): `relative`, or `by` and `from`;
2. a recurring time ("trước ngày 25 hằng tháng"): `recurring`;
3. ongoing work ("thường xuyên", as a value or behind a label only): `ongoing`;
4. a lead ("trước", "chậm nhất", "trong", "từ") and a calendar expression: `by`, `during`, `from` (led_times.py).

In running text a date needs such a lead: a bare date is a cited document's, a bare year part of a name. As a value it is a time.
A bare day on which something is held or sent ("tổ chức lễ phát động ngày 15/7/2026") counts from the plan's own day on: no document
is of then.
A year left out is the document's at that place, else the plan's period where it is one year, else the year of issue where the day lies
not before that. Where none is known, or a day does not exist, the dates are None and `resolved` is False.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.calendar_time import read_time
from extractor.mentions.context import Context
from extractor.mentions.deadline_rules import deadline_rules
from extractor.mentions.deadline_scan import BOUNDS, Scan
from extractor.mentions.led_times import read_led
from extractor.mentions.patterns import any_of
from extractor.mentions.recurrence import may_recur
from extractor.mentions.recurring_times import read_recurring
from extractor.mentions.relative_times import may_count, may_take_effect, read_effect, read_relative
from extractor.month_lengths import last_day
from extractor.records import Deadline, Span

_SINCE = lazy_pattern(r"(?<!\w)từ(?!\w)")
_NUMBERING = lazy_pattern(
    r"\s*(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđA-Z])?\s*[.)/:–-]?\s*(?:(?:(?:ngày|đợt|buổi)\s+(?:thứ\s+)?(?:\d{1,2}|[ivx]{1,4}|nhất|hai|ba|tư|năm)"
    r"|(?:buổi\s+)?(?:sáng|chiều|tối)|thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*[,:(–-]?\s*){0,4}[.:;)]?\s*",
    re.IGNORECASE,
)
_NEXT_YEAR = lazy_pattern(
    r"(?:(?:trước|chậm\s+nhất(?:\s+là)?|muộn\s+nhất(?:\s+là)?|đến|hết|vào)\s+){0,3}(?:ngày\s+)?(?P<d>\d{1,2})(?:\s?/\s?|\s+tháng\s+)(?P<m>\d{1,2})"
    r"\s+(?:của\s+)?năm\s+(?:sau(?:\s+liền\s+kề)?|liền\s+kề|tiếp\s+theo|kế\s+tiếp)(?!\w|\s+năm)"
)
_NEXT = lazy_pattern(r"năm\s+(?:sau|liền|tiếp|kế)")  # in all that `_NEXT_YEAR` matches

# What a document or campaign is called, in quotation marks: its years are its own ("Đề án “…, đến năm 2030”").
_TITLE = lazy_pattern(
    r"(?:đề\s+án|chương\s+trình|kế\s+hoạch|dự\s+án|phong\s+trào|chiến\s+dịch|chiến\s+lược|cuộc\s+vận\s+động|quy\s+hoạch|chuyên\s+đề|luật)"
    r"[^“”\".;]{0,60}([“\"][^“”\"]{4,600}[”\"])"
)
_DAY_BEFORE = lazy_pattern(r"ngày\s+\d{1,2}\s+$")
# Where a deadline can begin at all: cheap to find, so that the rules are tried at few places.
_CUES = any_of((
    "trước", "chậm", "muộn", "không", "hạn", "thời", "cho", "đến", "hết", "hoàn", "xong", "ngay", "trong", "vào", "bắt", "q[1-4]",
    "nửa", "kể", "tính", "từ", "sau", "tối", "qu[ýí]", "qúi", "tháng", "năm", "đầu", "giữa", "cuối", "giai", "định", "dự", "sơ", "tổng",
    "ít", "lúc", r"thường(?<=:\sthường)", r"cả(?<=:\scả)", r"suốt(?<=:\ssuốt)", "h[ằà]ng", "mỗi", "cứ", "rạng", "sáng", "chiều", "đêm",
    "thứ", "một", "tiến", r"ngày\s+(?:\d{1,2}|làm|cuối|thứ|chủ)", r"các\s+ngày\s+(?:\d{1,2}|thứ|chủ)",
    *(rf"{number}\s+(?:ngày|tuần|tháng|quý|năm|giờ|lần)" for number in ("hai", "ba", "bốn", "sáu", r"mười(?:\s+lăm)?")),
    r"thường\s+niên", r"dịp\s+\d", r"thượng\s+tuần", r"trung\s+tuần", r"hạ\s+tuần", r"tuần\s+(?:thứ|\d|i|cuối|đầu)", r"t\d{1,2}",
)) + r"|\d\d?(?:\s?(?:h(?:\d{2})?|g(?:\d{2})?|giờ|/)|\s+(?:tháng|năm|tuần|ngày|lần))|20\d\d(?<=\(20\d\d)" + (
    r"|\d(?:(?<![^\n].)|(?<=[+-]\s.))\d?\s?[/-]\s?\d\d?"  # "01/4 - 10/4/2026: …" at the head of an item
)
_CUE = lazy_pattern(rf"(?<!\w)(?=(?:{_CUES})(?!\w))")
_VALUE_CUES = any_of((
    "ngày", "các", "kỳ", "nhiệm", "thường", "cả", "suốt", "quanh", "toàn", "liên", "ba", "sáu", "chín", "chủ", "tuần", "xuyên", "lâu",
    "học", "mùa", "hè", "dịp", "khai", "lễ", "quốc", "phiên", "tết", "th", "t",
    "q", "q[1-4]", "qi{1,3}", "qiv", "thượng", "trung", "hạ", "hôm", "trưa", r"t\d{1,2}",
))
_VALUE_CUE = lazy_pattern(rf"(?<!\w)(?:(?=(?:{_CUES}|{_VALUE_CUES})(?!\w))|(?=\d)(?<!/))")


_WORK_UP_TO = lazy_pattern(
    r"(?!.*(?:đề án|dự án|chương trình|kế hoạch|quyết định|nghị quyết|chỉ thị|kết luận|luật|chiến lược|quy hoạch))"
    r".*(?:nhiệm vụ|công việc|hoạt động|giải pháp|nội dung)(?!\w).*"
    r"(từ nay (?:cho )?(?:đến|tới) năm (?:19|20)\d\d)[\s:.]*"
)


def find_deadlines(text: str, span: Span, context: Context) -> tuple[Deadline, ...]:
    """The deadlines that running text within the span states, in order and not overlapping."""
    return tuple(_read(text, span, context, value=False))


def read_deadline_value(text: str, span: Span, context: Context) -> tuple[Deadline, ...]:
    """The deadlines that the whole of a time cell or of a label's value states; empty where it says nothing that can be placed in time.

    A remark on the occasion beside a date ("2026 - 2030 (ngay sau khi sự cố phát sinh)") is left to the date.
    """
    found = tuple(_read(text, span, context, value=True))
    dated = any(deadline.kind in ("by", "during", "recurring") for deadline in found)
    return tuple(deadline for deadline in found if deadline.kind != "relative" or deadline.duration or not dated)


def read_heading_deadline(text: str, span: Span, context: Context) -> tuple[Deadline, ...]:
    """The deadlines that a heading sets for all items under it: a scheduling phrase, or the word "thường xuyên".

    A bare year in a heading ("Kế hoạch năm 2024") is part of its subject and sets none, unless the heading is nothing but a time, or calls
    the work below that of the time up to it ("Nhiệm vụ từ nay đến năm 2025").
    """
    found = find_deadlines(text, span, context) or _whole_value(text, span, context) or _up_to_a_year(text, span, context)
    if found:
        return found
    folded = fold(text[span.start : span.end])
    match = re.search(r"(?:nhiệm\s+vụ|công\s+việc|công\s+tác|hoạt\s+động)\s+(?:có\s+tính\s+chất\s+|mang\s+tính\s+)?thường\s+xuyên", folded)
    if not match:
        return ()
    start = folded.rindex("thường", 0, match.end())
    return (_ongoing(Scan(text, span, folded, context, value=True), start, match.end()),)


def _whole_value(text: str, span: Span, context: Context) -> tuple[Deadline, ...]:
    """The time that a heading is ("II. Giai đoạn 2027 - 2028"), or nothing where it says more."""
    read = read_deadline_value(text, span, context)
    if len(read) != 1 or not read[0].resolved:
        return ()
    rest = text[span.start : read[0].span.start] + text[read[0].span.end : span.end]
    return read if _NUMBERING.fullmatch(rest) else ()


def _up_to_a_year(text: str, span: Span, context: Context) -> tuple[Deadline, ...]:
    """The time with which a heading ends that names work to be done up to a year; none where it cites a scheme of such a name."""
    work = _WORK_UP_TO.fullmatch(fold(text[span.start : span.end]))
    return read_deadline_value(text, Span(span.start + work.start(1), span.start + work.end(1)), context) if work else ()


_UNPLACED = 10  # what has no day ("trước mùa khô") decides only where nothing else does


def main_deadline(deadlines: Sequence[Deadline]) -> Deadline | None:
    """The deadline that ends the main work, or None for none.

    Dated ones (by, during) before counted ones (relative), these before recurring and ongoing ones, a mere beginning last.
    Of several dated ones the latest end: plans name the steps and reports of a work in order. Ties go to the first named.
    """
    ranks = {"by": 0, "during": 0, "relative": 1, "recurring": 2, "ongoing": 2, "from": 3}
    if len(deadlines) < 2:
        return deadlines[0] if deadlines else None

    def rank(deadline: Deadline) -> float:
        unplaced = not deadline.resolved and deadline.kind != "relative"
        return ranks[deadline.kind] + (_UNPLACED if unplaced else 0 if deadline.resolved else 0.5)

    best = min(map(rank, deadlines))
    rivals = [deadline for deadline in deadlines if rank(deadline) == best]
    return max(rivals, key=lambda deadline: deadline.end or "") if best == 0 else rivals[0]


def _read(text: str, span: Span, context: Context, *, value: bool) -> Iterator[Deadline]:
    folded = fold(text[span.start : span.end])
    cue = _VALUE_CUE if value else _CUE
    if (found := cue.search(folded)) is None:
        return
    scan = Scan(text, span, folded, context, value)
    # What kinds of time can stand in the text at all: most cannot, and then nothing is tried for them at any place.
    recurs, counts, takes_effect, next_year = may_recur(folded), may_count(folded), may_take_effect(folded), _NEXT.search(folded)
    titles = [match.span(1) for match in _TITLE.finditer(folded)] if not value and '"' in folded else []
    while found:
        start = found.start()
        if titles and (title := next((title for title in titles if title[0] <= start < title[1]), None)):
            at = title[1]
        elif folded.startswith("tháng", start) and _DAY_BEFORE.search(folded, max(0, start - 12), start):
            at = start + 1  # "ngày 21 | tháng 11 năm 2025": a day that no rule took, the date of a document or meeting
        else:
            deadlines = (
                (_of_next_year(scan, start) if next_year else ())
                or (read_effect(scan, start) if takes_effect else ())
                or (read_relative(scan, start) if counts else ())
                or (read_recurring(scan, start) if recurs else ())
                or _lasting(scan, start)
                or read_led(scan, start)
            )
            yield from deadlines
            at = max(deadline.span.end for deadline in deadlines) - span.start if deadlines else start + 1
        found = cue.search(folded, at)


def _of_next_year(scan: Scan, at: int) -> tuple[Deadline, ...]:
    """A day of the year after: one where the plan is of one year, every year's where it is of several."""
    match = _NEXT_YEAR.match(scan.folded, at)
    if match is None:
        return ()
    day, month = int(match["d"]), int(match["m"])
    first, last = scan.context.period
    try:
        date(2024, month, day)  # a leap year has every day
    except ValueError:
        return ()
    if first and last and first[:4] != last[:4]:
        rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
        return (scan.deadline(at, match.end(), "recurring", (None, None), resolved=True, recurrence=rule),)
    year = scan.context.year_at(scan.span.start + at) or int((last or scan.context.date_issued or "0")[:4])
    known = date(year + 1, month, min(day, last_day(year + 1, month))) if year else None
    return (scan.deadline(at, match.end(), "by", (None, known), resolved=known is not None),)


def _lasting(scan: Scan, at: int) -> tuple[Deadline, ...]:
    rules = deadline_rules()
    match = next((match for pattern in rules.ongoing.at(scan.folded, at) if (match := pattern.match(scan.folded, at))), None)
    if match is None or not (scan.value or scan.before(at, rules.labelled_before)):
        return ()
    return (_ongoing(scan, at, match.end()),)


def _ongoing(scan: Scan, at: int, end: int) -> Deadline:
    """Ongoing over the time named behind it, else over the plan's period or up to its end ("đến năm 2030"), else without dates."""
    bounds = BOUNDS.match(scan.folded, end)
    assert bounds
    reading = read_time(scan.folded, bounds.end(), value=True)
    days = scan.interval(at, reading) if reading else None
    first, last = scan.context.period_days
    if reading and days and _SINCE.search(bounds.group()) and " đến " not in scan.folded[bounds.end() : reading.end]:
        return scan.deadline(at, reading.end, "ongoing", (days[0], last if last and last > days[0] else None), resolved=True)
    if reading and days:
        return scan.deadline(at, reading.end, "ongoing", days, resolved=True)
    if last:
        return scan.deadline(at, end, "ongoing", (first, last), resolved=True)
    return scan.deadline(at, end, "ongoing", (None, None), resolved=False)
