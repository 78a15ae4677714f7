"""Whom headings and introducing paragraphs tell to act, for all that stands under them.

A heading tells where it does nothing else than name agencies, maybe with marks of who leads, or orders them to do what follows ("1. Giao
Sở Y tế:"). An introducing paragraph tells by its last order, else by its subject.
"""

from __future__ import annotations

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.agency_lists import names_agencies_only, read_agency_list
from extractor.mentions.agency_marks import read_marked_list, without_marks
from extractor.mentions.context import Context
from extractor.records import AgencyMention, Span

__all__ = ["mostly_named_in_heading", "ordered_in_introduction", "told_in_heading", "told_in_introduction"]

_ORDER = lazy_pattern(r"(?<!\w)(?:yêu cầu|giao|đề nghị)\s")
_MOST = 0.5
_LAST_ORDERS = 6


def told_in_heading(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """The agencies of a heading that does nothing else than name them, or that orders them to do what follows; those marked as leading."""
    words = text[span.start : span.end]
    if names_agencies_only(words, context):
        return read_agency_list(text, span, context, "heading")
    unmarked = without_marks(words)
    if unmarked != words and names_agencies_only(unmarked, context):  # "1. Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)"
        roles = read_marked_list(text, span, context, "heading")
        return roles.leads if roles else ()
    return sentence_leads(text, span, context) if words.rstrip().endswith(":") else ()


def mostly_named_in_heading(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """As `told_in_heading`; in the implementation part also where a heading begins with an agency and most of it is agencies.

    "Các Ban quản lý rừng phòng hộ, rừng đặc dụng; Công ty Lâm nghiệp" goes on in words that no name is known for.
    """
    if told := told_in_heading(text, span, context):
        return told
    named = read_agency_list(text, span, context, "heading")
    mostly = named and named[0].span.start == span.start and sum(len(m.span) for m in named) >= _MOST * len(span)
    return named if mostly else ()


def told_in_introduction(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """Whom an introducing paragraph tells to act: whom it orders, else its subject."""
    return ordered_in_introduction(text, span, context) or sentence_leads(text, span, context)


def ordered_in_introduction(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """Whom the last order of an introducing paragraph is for, wherever it stands ("Sau khi nghe Sở A báo cáo, Chủ tịch yêu cầu X:")."""
    for order in list(_ORDER.finditer(fold(text[span.start : span.end])))[: -_LAST_ORDERS - 1 : -1]:
        if found := sentence_leads(text, Span(span.start + order.start(), span.end), context):
            return found
    return ()
