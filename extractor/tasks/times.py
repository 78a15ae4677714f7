"""Times that stand around a task: which of an introduction's, a cell's or a column's hold for it, and as what.

An introducing paragraph sets a time where it begins or ends with it, or asks for completion by then. A day in a column of completion is the
day by which work is due; a beginning told in a column of its own makes a deadline a stretch, and alone is "from" then on. A row's own
sentence replaces its cell's time only by one within it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from extractor.document import ReadingWarning
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.relative_times import counts_from_issue
from extractor.mentions.times_apart import Stretch
from extractor.records import Deadline, Span
from extractor.shortening import shortened

__all__ = [
    "besides_hours", "bounded", "due", "from_then_on", "gaps", "in_short", "is_day", "is_span_alone", "narrows", "open_times", "sets_time",
    "with_start",
]

_NEAR_START, _SAME_CLAUSE = 12, 40  # characters
_PURPOSE = lazy_pattern(r"[\W\d]*(?:để|nhằm)\b")
_COMPLETES = lazy_pattern(r"hoàn thành|xong|kết thúc")
_HOURS = lazy_pattern(r"(?:\s*(?:\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?(?:\s?phút)?|từ|đến|lúc|hồi|sáng|chiều|tối|[-,;])){1,8}\s*\.?")
# What may stand between a time and the end of an introduction: no further clause but "cụ thể", "như sau".
_LAST_WORDS = lazy_pattern(r"[^,;.]{0,100}(?:[,;.] ?(?:cụ thể|như sau|bao gồm|gồm|với|tập trung|trong đó)[^,;.]{0,60})?[\s:.]*")


def sets_time(text: str, deadline: Deadline, introduction: Span) -> bool:
    """Whether an introducing paragraph sets the time of its items: where it begins or ends with it, or asks for completion by then.

    "Giai đoạn 2026 - 2030, tập trung …:", "…, hoàn thành trong tháng 11, cụ thể:"; not where it tells the matter ("Để thực hiện mục tiêu
    tăng trưởng trong năm 2026, các sở tập trung:").
    """
    if deadline.span.start - introduction.start <= _NEAR_START:
        return True
    whole = text[introduction.start : introduction.end]
    clause = text[max(introduction.start, deadline.span.start - _SAME_CLAUSE) : deadline.span.start].rpartition(",")[2]
    asked = deadline.kind == "by" and _COMPLETES.search(fold(clause + text[deadline.span.start : deadline.span.end]))
    if asked and whole.rstrip().endswith(":") and not _PURPOSE.match(fold(whole[:_NEAR_START])):
        return True
    return _LAST_WORDS.fullmatch(fold(text[deadline.span.end : introduction.end])) is not None


def open_times(deadlines: Iterable[Deadline]) -> Iterator[ReadingWarning]:
    """A warning for each time that is understood but whose days are not known: "Mùa lũ năm 2026", a day without a year.

    Of those counted from an event only what counts from the plan's own issue, whose day is blank: it will have one when that is filled in.
    """
    for deadline in deadlines:
        if not deadline.resolved and (deadline.kind in ("by", "during", "from", "recurring") or counts_from_issue(deadline)):
            yield ReadingWarning("deadline_unresolved", {"text": in_short(deadline.text)}, deadline.span)


def gaps(deadline: Deadline, apart: Sequence[Stretch]) -> Iterator[ReadingWarning]:
    """A warning where a deadline, one stretch, stands for times with gaps between them; it names them."""
    if apart and deadline.end:
        named = "; ".join(_printed(first) if first == last else f"{_printed(first)} – {_printed(last)}" for first, last in apart)
        yield ReadingWarning("deadline_with_gaps", {"text": in_short(deadline.text), "times": named}, deadline.span)


def _printed(day: date) -> str:
    return day.strftime("%d/%m/") + f"{day.year:04d}"


def besides_hours(warnings: Iterable[ReadingWarning]) -> list[ReadingWarning]:
    """The warnings of times not understood, without those of hours alone ("7h00 - 7h15"): of a row whose day its heading gives."""
    return [warning for warning in warnings if not _HOURS.fullmatch(fold(str(warning.details.get("text", ""))))]


def is_day(deadline: Deadline) -> bool:
    """Whether it is a single day on which something is done."""
    return deadline.kind == "during" and deadline.start is not None and deadline.start == deadline.end


def is_span_alone(deadline: Deadline) -> bool:
    """Whether it is a span of time that no event begins ("trong vòng 48 giờ"): a measure of the work more than its time."""
    return deadline.kind == "relative" and deadline.anchor is None and not deadline.resolved


def due(deadline: Deadline) -> Deadline:
    """A single day as the day by which something is due."""
    return replace(deadline, kind="by", start=None) if is_day(deadline) else deadline


def with_start(deadline: Deadline, begins: Sequence[Deadline]) -> Deadline:
    """The deadline from the beginning that is told beside it."""
    begin = next((begin.start or begin.end for begin in begins), None)
    known = deadline.end and begin and begin <= deadline.end
    return replace(deadline, kind="during", start=begin) if known else deadline


def from_then_on(begin: Deadline) -> Deadline:
    """A beginning without an end: "from" then on; what recurs or goes on ("Hằng tháng") as it is."""
    dated = begin.kind in ("by", "during") and (begin.start or begin.end)
    return replace(begin, kind="from", start=begin.start or begin.end, end=None) if dated else begin


def bounded(deadline: Deadline) -> bool:
    """Whether its first and last day are known: only within such a time another can lie (`narrows`)."""
    return bool(deadline.start and deadline.end)


def narrows(deadline: Deadline, stated: Iterable[Deadline]) -> bool:
    """Whether a time in a row's own sentence lies within the one its cell states, and says more."""
    inside = (s for s in stated if s.start and s.end and deadline.end and s.start <= deadline.end <= s.end)
    return any(deadline.end != s.end or (deadline.start or s.start or "") > (s.start or "") for s in inside)


def in_short(text: str) -> str:
    """A text for a warning: on one line, at most sixty characters."""
    return shortened(text, 60)
