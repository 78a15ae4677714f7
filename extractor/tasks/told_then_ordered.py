"""Texts that first tell the situation and then order ("Hiện nay tiến độ còn chậm. Yêu cầu Sở Xây dựng đẩy nhanh thi công.").

Looked for in the sentences and clauses behind the first:
1. an explicit order: "giao", "yêu cầu", "đề nghị" with somebody who is told to act; a clause behind a semicolon not where a report of what
   was done goes on ("UBND tỉnh đã ban hành kế hoạch; giao các sở thực hiện");
2. a sentence whose subject acts ("Sở Xây dựng phối hợp Sở Nội vụ …"), only where the caller says that most texts beside it order, and not
   where its words say how things are ("Các sở chưa phối hợp …").
General requests for execution are no orders here. Promises no more than that some sentence orders: whether the text tells otherwise is the
caller's to ask.
"""

from __future__ import annotations

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.context import Context
from extractor.records import Span
from extractor.structure.actions import kind_of_text
from extractor.vocabulary import opening, patterns_of

__all__ = ["orders_behind"]

_BREAK = lazy_pattern(r"[.;]\s+(?=\w)")
_EXPLICIT = ("giao ", "yêu cầu ", "đề nghị ")
_DONE = lazy_pattern(r"(?<!\w)đã(?!\w)")
_AS_IT_IS = lazy_pattern(r"(?<!\w)(?:đã|đang|chưa|còn|vẫn|từng|cũng|luôn|đạt)(?!\w)")
_OPENS = 6  # characters
_REQUESTS = "closing_requests"


def orders_behind(text: str, span: Span, context: Context, *, among_orders: bool) -> bool:
    """Whether a sentence or clause behind the first of a span of a text tells somebody to act. `among_orders`: most texts beside it do."""
    breaks = [(found.start(), found.end()) for found in _BREAK.finditer(text, span.start, span.end)]
    starts, ends = [span.start, *(end for _, end in breaks)], [*(start for start, _ in breaks), span.end]
    for at in range(1, len(starts)):
        said = fold(text[starts[at] : ends[at]])
        explicit = said.startswith(_EXPLICIT)
        if not explicit and (not among_orders or _AS_IT_IS.search(said) or not text[starts[at]].isupper()):
            continue
        if text[ends[at - 1]] == ";" and (not explicit or _DONE.search(fold(text[starts[at - 1] : ends[at - 1]]))):
            continue
        if kind_of_text(said) != "action" or _is_general(said):
            continue
        leads = sentence_leads(text, Span(starts[at], ends[at]), context)
        if leads and (explicit or leads[0].span.start - starts[at] < _OPENS):
            return True
    return False


def _is_general(said: str) -> bool:
    asks = opening(_REQUESTS, "general", said) or opening(_REQUESTS, "request", said)
    return bool(asks) and not patterns_of(_REQUESTS, "reporting_duty").search(said)
