"""What closes a task and says who does it, maybe with whom and by when: "(Công an tỉnh)", "[Sở Y tế; trước ngày 31/12/2024]", "(Sở Y tế,
quý II)", "… – Sở Y tế.", "…: Sở Y tế, quý II.", "…. Sở Y tế. Quý II."

A bracket is one only where its first part names agencies and does nothing else, or says who leads ("Sở Y tế chủ trì"), and where nothing
stands right before it that it explains: an agency ("Ban Chỉ đạo (Sở Y tế)"), or units told in general ("cho 03 đơn vị (Sở Y tế, Sở Nội
vụ)"). A tail without brackets asks for more: an action of several words before it, and before a colon or dash no agencies or units that it
could list, nor work that agencies are the object of ("Thanh tra công tác tiếp dân: Sở Y tế"; without a time "Xây trụ sở: UBND xã").
The last of a list of members ("gồm các ông (bà): … - Thư ký đoàn") closes nothing.
"""

from __future__ import annotations

from itertools import pairwise

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_lists import names_agencies_only
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.records import Span

__all__ = ["closing_words"]

_BRACKET = lazy_pattern(r"[(\[]([^()\[\]]{3,300})[)\]][\s.;]*$")
_LABEL = lazy_pattern(
    r"\s*(?:(?:cơ quan|đơn vị|bộ phận|cq|đv)(?: chủ trì| thực hiện)?|chủ trì|thực hiện|đầu mối|phân công|giao|cqct|đvct|ct)\s*:\s*"
)
_LEADS = lazy_pattern(r"\s(?:chủ trì|thực hiện|đảm nhiệm|là đầu mối|làm đầu mối)\s*(?=$|,)")
_HELPS = lazy_pattern(r"\s(?:phối hợp|phối hợp thực hiện)\s*$")  # behind whoever leads only
_EXPLAINED = lazy_pattern(
    r"(?<!\w)(?:\d+|các|những|một số|cho|tại|của|với|mỗi|từng|gồm|là) (?:\S+ )?"
    r"(?:đơn vị|cơ quan|tổ chức|bệnh viện|cán bộ|công chức|viên chức|doanh nghiệp|địa phương|huyện|xã|phường|trường|sở|ngành|ban|phòng"
    r"|trung tâm|trạm|điểm|cơ sở)(?: \S+){0,2}$"
)
# Where the time begins behind whoever acts ("Sở Y tế, | quý II", "Sở Y tế - | thường xuyên").
_TIME = lazy_pattern(
    r"(?:[,;.]|\s[-–])\s+(?=(?:xong|hoàn thành|thời gian|thời hạn|thời điểm|tiến độ|tg|trước|trong|từ|đến|quý|tháng|năm|ngày|tuần|định kỳ"
    r"|thường xuyên|hằng|hàng|cả năm|cuối|đầu|giữa|chậm nhất|học kỳ|mỗi)(?!\w)|\d{1,2}/|\d{4})"
)
_TIMED = lazy_pattern(r"(?:thời gian|thời hạn|tiến độ|tg)\s*:|(?:hoàn thành|xong)(?!\w)")
# Behind which members are listed, each with his post ("gồm các ông (bà): … - Thư ký đoàn").
_MEMBERS = lazy_pattern(r"(?<!\w)gồm(?: có)?\s*:?\s+(?:các )?(?:ông|bà|đồng chí|đ/c|thành viên|cá nhân)(?!\w)")
# What parts a tail from the task; behind a colon or dash it may list what stands before, several of a kind or what is looked into.
_TAIL = lazy_pattern(r"(?P<mark>:|(?<=[\w)])\.|\s[-–])\s+(?=[A-ZĐỦ])")
_LISTED = lazy_pattern(
    r"(?<!\w)(?:\d+|các|những|một số|cho|tại|của|với|mỗi|từng|gồm|là|sau|đây|từ|về|đến|qua|ở|vào|theo|và|phối hợp|hai|ba)(?: \S+){0,3}$"
)
_LOOKED_INTO = lazy_pattern(r"(?:thanh tra|kiểm tra|giám sát|kiểm toán|làm việc|đánh giá|thăm|họp|mời|gửi|trình|báo cáo)(?!\w)")
_WORKED_ON = lazy_pattern(
    r"(?:đầu tư|xây|sửa|nâng cấp|cải tạo|lắp đặt|hỗ trợ|công nhận|thành lập|kiện toàn|sáp nhập|giải thể|trao|tặng|khen|mua)(?!\w)"
)
_NUMBER = lazy_pattern(r"\s*(?:[IVXLC\d]{1,5}(?:\.\d{1,2})*|[a-zđ])[.)/]\s*|\s*[-+*•–]\s*")
_LONGEST, _LONGEST_TAIL, _FEWEST_WORDS, _MOST_TAILS = 400, 160, 3, 3


def closing_words(text: str, span: Span, context: Context) -> tuple[Span, ...]:
    """The parts of the bracket or tail that ends the span, who leads first; empty where it ends with none of the kind."""
    parts = _bracket(text, span, context) or _tail(text, span, context)
    return () if parts and _MEMBERS.search(fold(text[span.start : parts[0].start])) else parts


def _bracket(text: str, span: Span, context: Context) -> tuple[Span, ...]:
    begin = max(span.start, span.end - _LONGEST)
    found = _BRACKET.search(text[begin : span.end])
    if found is None:
        return ()
    start, end = begin + found.start(1), begin + found.end(1)
    marks = [start - 1, *(at for at in range(start, end) if text[at] == ";"), end]
    first, *others = (_trimmed(text, Span(before + 1, at)) for before, at in pairwise(marks))
    parts = (*_who_and_when(text, first), *others)
    who, leading = _LEADS.subn("", text[parts[0].start : parts[0].end])
    who = _HELPS.sub("", who) if leading else who
    if not who or not names_agencies_only(who, context):
        # "(UBND xã chủ trì, đề nghị Sở Y tế hỗ trợ; thời gian: 2026 - 2027)": the sentence tells who.
        timed = [part for part in others if _TIMED.match(fold(text[part.start : part.end]))]
        return (Span(start, start), *timed) if timed else ()
    before = text[max(span.start, start - _LONGEST) : start - 1].rstrip()
    return () if _EXPLAINED.search(fold(before)) or _ends_in_agency(before, context) else parts


def _tail(text: str, span: Span, context: Context) -> tuple[Span, ...]:
    begin = max(span.start, span.end - _LONGEST_TAIL)
    starts = vocabulary().starts
    for mark in list(_TAIL.finditer(text, begin, span.end))[: -_MOST_TAILS - 1 : -1]:
        first = fold(text[mark.end() : min(mark.end() + 12, span.end)]).split(" ", 1)[0].rstrip(":")
        if first not in starts:
            continue
        parts = _who_and_when(text, _trimmed(text, Span(mark.end(), span.end)))
        who = text[parts[0].start : parts[0].end]
        if not names_agencies_only(who, context):
            continue
        before = text[span.start : mark.start()].rstrip()
        number = _NUMBER.match(before)
        work = fold(before[number.end() if number else 0 :])
        if work.count(" ") < _FEWEST_WORDS or _ends_in_agency(before, context):
            return ()
        return () if mark["mark"] != "." and _is_listed(work, before, timed=len(parts) > 1) else parts
    return ()


def _is_listed(work: str, before: str, *, timed: bool) -> bool:
    """Whether what stands behind a colon or dash may be what the work is about ("Xây trường đạt chuẩn: Trường Tiểu học Hòa Bình")."""
    if _LISTED.search(work) or _LOOKED_INTO.match(work) or not before[before.rfind(" ") + 1 :].islower():
        return True
    return not timed and _WORKED_ON.match(work) is not None


def _ends_in_agency(before: str, context: Context) -> bool:
    named = find_agencies(before, context)
    return bool(named) and named[-1].span.end == len(before)


def _who_and_when(text: str, part: Span) -> tuple[Span, ...]:
    """Whoever a part names, without a label, and the time behind them where one is."""
    label = _LABEL.match(folded := fold(text[part.start : part.end]))
    begin = label.end() if label else 0
    time = _TIME.search(folded, begin)
    if time is None:
        return (_trimmed(text, Span(part.start + begin, part.end)),)
    return (_trimmed(text, Span(part.start + begin, part.start + time.start())), _trimmed(text, Span(part.start + time.end(), part.end)))


def _trimmed(text: str, span: Span) -> Span:
    printed = text[span.start : span.end]
    return Span(span.start + len(printed) - len(printed.lstrip()), span.start + len(printed.rstrip(" \n\t\u00a0.;")) or span.start)
