"""A time alone in the bracket that closes a task: "Hoàn thiện hạ tầng phần mềm (2025 - 2026).", "Rà soát thủ tục (năm 2026)".

It names a year, and is not over when the plan is issued: whoever lived or what is commemorated is named with its years too. A bare year
is none ("Luật Đất đai (2024)"), nor is the time of what is named right before the bracket: a document, scheme, term or event ("Chương
trình mục tiêu quốc gia (2021 - 2025)"). "Xuyên suốt 2025 - 2035" is ongoing over these years.
"""

from __future__ import annotations

from msgspec.structs import replace

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.context import Context
from extractor.mentions.deadlines import read_deadline_value
from extractor.records import Deadline, Span

__all__ = ["time_in_brackets"]

_BRACKET = lazy_pattern(r"\(((?:(?:thực hiện|hoàn thành|trong|xuyên suốt|liên tục)\s+)?)([^()]{4,60})\)[\s.;]*$")
_BARE_YEAR, _YEAR = lazy_pattern(r"\s*(?:19|20)\d\d\s*"), lazy_pattern(r"(?<!\d)20\d\d(?!\d)")
_NAMED = lazy_pattern(
    r"(?<!\w)(?:luật|bộ luật|pháp lệnh|nghị quyết|nghị định|quyết định|chỉ thị|kết luận|kế hoạch|đề án|dự án|tiểu dự án|chương trình"
    r"|chiến lược|quy hoạch|nhiệm kỳ|khóa|niên khóa|năm học|giai đoạn|số liệu|kết quả"
    r"|kỷ niệm|lễ|ngày|thành lập|sinh|đồng chí|đại hội|phong trào|cuộc vận động|thế hệ)(?: \S+){0,8}\s*$"
)
_LONGEST, _WHOLE = 80, 0.8
_YEARS_BEFORE = 2  # work may have begun before the plan; whoever lived or what is commemorated began long before


def time_in_brackets(text: str, span: Span, context: Context) -> tuple[Deadline, ...]:
    """The time in the bracket that ends the span; empty where the bracket says anything else."""
    tail = fold(text[max(span.start, span.end - _LONGEST) : span.end])
    found = _BRACKET.search(tail) if ")" in tail[-4:] else None
    if found is None or _BARE_YEAR.fullmatch(found[2]) or not _YEAR.search(found[2]):
        return ()
    if _NAMED.search(fold(text[span.start : span.end])[: found.start() - len(tail)]):
        return ()
    start = span.end - len(tail) + found.start(2)
    read = read_deadline_value(text, Span(start, start + len(found[2])), context)
    if len(read) != 1 or not read[0].resolved or len(read[0].span) < _WHOLE * len(found[2].strip()):
        return ()
    begins, ends, issued = read[0].start or read[0].end, read[0].end or read[0].start, context.date_issued or context.period[0]
    if not begins or not ends or not issued or int(begins[:4]) < int(issued[:4]) - _YEARS_BEFORE or ends[:4] < issued[:4]:
        return ()
    ongoing = found[1].strip() in ("xuyên suốt", "liên tục") and read[0].kind == "during"
    return (replace(read[0], kind="ongoing"),) if ongoing else read
