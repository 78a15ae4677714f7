"""The bracket that closes a task and says who does it, maybe with whom and by when: "(Công an tỉnh)", "(Sở Y tế; trước ngày 31/12/2024)".

It is one only where its first part names agencies and does nothing else, or says who leads ("Sở Y tế chủ trì"), and where nothing stands
right before it that it explains: an agency ("Ban Chỉ đạo (Sở Y tế)"), or units told in general ("cho 03 đơn vị (Sở Y tế, Sở Nội vụ)").
"""

from __future__ import annotations

from itertools import pairwise

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_lists import names_agencies_only
from extractor.mentions.context import Context
from extractor.records import Span

__all__ = ["closing_bracket"]

_BRACKET = lazy_pattern(r"\(([^()]{3,300})\)[\s.;]*$")
_LEADS = lazy_pattern(r"(?:chủ trì|thực hiện|đảm nhiệm)\s*$")
_EXPLAINED = lazy_pattern(
    r"(?<!\w)(?:\d+|các|những|một số|cho|tại|của|với|mỗi|từng|gồm|là) (?:\S+ )?"
    r"(?:đơn vị|cơ quan|tổ chức|bệnh viện|cán bộ|công chức|viên chức|doanh nghiệp|địa phương|huyện|xã|phường|trường|sở|ngành|ban|phòng"
    r"|trung tâm|trạm|điểm|cơ sở)(?: \S+){0,2}$"
)
_LONGEST = 400


def closing_bracket(text: str, span: Span, context: Context) -> tuple[Span, ...]:
    """The parts of the bracket that ends the span, parted by ";", who leads first; empty where it ends with none of the kind."""
    begin = max(span.start, span.end - _LONGEST)
    found = _BRACKET.search(text[begin : span.end])
    if found is None:
        return ()
    start, end = begin + found.start(1), begin + found.end(1)
    marks = [start - 1, *(at for at in range(start, end) if text[at] == ";"), end]
    parts = tuple(_trimmed(text, Span(before + 1, at)) for before, at in pairwise(marks))
    who = _LEADS.sub("", text[parts[0].start : parts[0].end])
    if not who or not names_agencies_only(who, context):
        return ()
    before = text[max(span.start, start - _LONGEST) : start - 1].rstrip()
    if _EXPLAINED.search(fold(before)):
        return ()
    named = find_agencies(before, context)
    return () if named and named[-1].span.end == len(before) else parts


def _trimmed(text: str, span: Span) -> Span:
    printed = text[span.start : span.end]
    return Span(span.start + len(printed) - len(printed.lstrip()), max(span.start, span.end - len(printed) + len(printed.rstrip())))
