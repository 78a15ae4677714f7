"""Which paragraphs are headings of sections (tiêu đề mục), and which words of them are the heading.

Precedence, for a paragraph with its marker and what stands under it:
1. phần, chương, mục: always a heading. A decision's điều, dashes and crosses: never, but for a dash before a noun whose work the labelled
lines under it tell.
2. A letter or Roman head ("A.", "I.", "II.1"): a heading, unless it is as long as a whole paragraph of prose.
3. A number or letter with a run-in label ("1.1. Đợt 1: từ 13h30 …"): the label is the heading, unless the label orders something itself,
   or an action follows it in a section of tasks (then the whole is a task).
4. A number or letter with something under it: a heading when it is short; one that ends in a colon and orders an action only introduces
its items.
5. Without number: a short paragraph in capitals or wholly bold, with something under it, that does not end like a sentence; one that
a counted word begins ("Nhiệm vụ 2: …", `counted_words`); and a line that only names who is told to act, over paragraphs ("Sở Tư pháp:").
Anything else is an item or paragraph. Level never comes from font or markup alone.
"""

from __future__ import annotations

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Role, Span
from extractor.structure.actions import kind_of_text, lists_documents, tells_briefly, tells_somebody
from extractor.structure.entries import Entry, all_capitals
from extractor.structure.numbering import ARTICLE, DASH, DIVISION, LETTER, ROMAN_DECIMAL
from extractor.structure.roles import names_subject, role_of_heading

__all__ = ["TASK_ROLES", "heading_of", "is_whole_item", "without_pointer"]

TASK_ROLES = frozenset({None, "content", "implementation", "appendix"})

_RUN_IN = lazy_pattern(r"([^:\n]{2,110}?)\s?:\s+(?=\S)")
_LONG_ADDRESS = 25
_LONG_HEAD, _LONG_HEADING, _LONG_SENTENCE, _SHORT = 70, 60, 40, 12
_INTRODUCES = lazy_pattern(r"(?:sau|sau đây|vào|gồm|là|cụ thể|các nội dung|các nhiệm vụ|các việc|trong đó|như|với|việc)\s*:$")
_STEPS = ("bước ", "giai đoạn ", "đợt ")
_STEP = lazy_pattern(r"(?:bước|giai đoạn|đợt) (?:\d{1,2}|[ivx]{1,4}|một|hai|ba|bốn|năm)\s?:")  # "2.2. Bước 2: Kiểm tra hiện trạng nhà ở."
_SAYS_WHEN = lazy_pattern(r"(?:hoàn thành|xong|trước ngày|trước tháng|chậm nhất)\b[^.;:\d]{0,30}\d")
_YEARS = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?"
_ONLY_WHEN = lazy_pattern(rf"(?:(?:phấn đấu |tính )?(?:đến|trước|trong|từ)(?: hết| cuối)? )?(?:giai đoạn |năm )*{_YEARS}")
_POINTER = lazy_pattern(
    r"\s*\((?:(?:có|xem|theo|nội dung|nhiệm vụ) )?(?:(?:chi tiết|cụ thể|tại|theo|trong|ở) ){0,3}(?:các )?phụ lục[^()]*\)\s*[.:;]?$"
)
_TOLD = lazy_pattern(r"(?:giao|yêu cầu|đề nghị)\s")


def heading_of(entry: Entry, first: Entry | None, role: Role | None, level: int, *, among_items: bool = False) -> Span | None:
    """The heading's span where the entry is one, else None.

    `first` is the first thing that stands under it (None: nothing), `role` the role of the section around it, `level` its level from 1.
    `among_items`: most entries beside it are whole items, so that a label at its beginning is no heading.
    """
    if entry.table is not None:
        return None
    body = entry.text[entry.body.start - entry.span.start :]
    marker = entry.marker
    if marker is None:
        if entry.labels or not first:
            return None
        return entry.span if entry.counted or _set_off(entry, body) or (is_addressed(entry) and first.marker is None) else None
    if marker.depth <= DIVISION:
        return entry.body if body.strip() else entry.span
    if marker.depth == DASH and first and _heads_fields(entry, body, first):
        return entry.body
    if marker.depth == ARTICLE or marker.depth >= DASH or not body.strip() or (entry.labels and marker.depth >= LETTER):
        return None
    words = len(body.split())
    run_in = None if among_items else _run_in(body, role, level, leaf=first is None)
    if run_in and (first is None or first.marker is None or words > _SHORT * 2 or body.rstrip()[-1] not in ":"):
        return Span(entry.body.start, entry.body.start + run_in)
    if marker.depth <= ROMAN_DECIMAL:
        return entry.body if words <= _LONG_HEAD and (first or words <= _LONG_SENTENCE) else None
    return entry.body if first and _short_enough(entry, body, words, first) else None


def without_pointer(entry: Entry, heading: Span) -> Span:
    """A heading without the bracket that only points to an appendix ("III. NHIỆM VỤ CHỦ YẾU (chi tiết Phụ lục đính kèm)")."""
    words = entry.text[heading.start - entry.span.start : heading.end - entry.span.start]
    pointer = _POINTER.search(fold(words)) if ")" in words[-3:] else None
    return Span(heading.start, heading.start + pointer.start()) if pointer and pointer.start() else heading


def _heads_fields(entry: Entry, body: str, first: Entry) -> bool:
    """Whether a dashed line names what is to be made and the labelled lines under it tell the work ("- Nghị định …", "+ Nội dung: …")."""
    deeper = first.marker is not None and first.marker.depth > DASH and first.labels and first.labels[0].field in ("content", "lead")
    return bool(deeper) and not entry.labels and len(body.split()) <= _LONG_HEADING and kind_of_text(body) != "action"


# What tells somebody to act in it is an item, as in a section of tasks ("Kinh phí: Sở Tài chính thẩm định …", "Tháng 4: Sở Y tế báo cáo").
_ASIDE = frozenset({"schedule", "funding"})


def is_addressed(entry: Entry) -> bool:
    """Whether a line without number only names who is told to act ("Sở Kế hoạch và Đầu tư, Sở Tài chính:")."""
    text = entry.text.strip()
    if entry.marker is not None or entry.table is not None or entry.labels or text[-1:] != ":" or len(text.split()) > _LONG_ADDRESS:
        return False
    return names_subject(fold(text)) and kind_of_text(text) != "action"


def is_whole_item(entry: Entry) -> bool:
    """Whether a numbered entry reads as a whole item: it ends as a sentence or clause does and has no run-in label."""
    body = entry.text[entry.body.start - entry.span.start :].rstrip()
    return body[-1:] in (".", ";") and not _RUN_IN.match(body)


def _run_in(body: str, role: Role | None, level: int, *, leaf: bool) -> int | None:
    """The length of a run-in label that is a heading, or None."""
    match = _RUN_IN.match(body)
    if not match or len(match[1].split()) > _SHORT + 4 or "." in match[1].rstrip("."):
        return None
    label, rest = match[1], body[match.end() :]
    says_role = role_of_heading(label, level + 1, None) not in (None, "implementation")
    if not says_role and kind_of_text(label) == "action":
        return None
    own = role_of_heading(label, level, role)
    if own in TASK_ROLES and (kind_of_text(label) != "nominal" or kind_of_text(rest) == "action"):
        return None
    if leaf and own == "objective" and _ONLY_WHEN.fullmatch(fold(label)):  # "Đến hết năm 2025: 30%": a figure and its time
        return None
    timed = own == "schedule" and not says_role and kind_of_text(rest) == "action"
    if leaf and (timed or (own in _ASIDE and tells_somebody(rest))):
        return None
    return len(label)


def _short_enough(entry: Entry, body: str, words: int, first: Entry) -> bool:
    last = body.rstrip()[-1]
    folded = fold(body)
    if folded.startswith(_STEPS) and _STEP.match(folded) and not first.labels:
        return words <= _LONG_HEAD
    if last == ":" and folded.startswith("về "):  # "1. Về kiến nghị hoàn thiện …; ban hành …:"
        return words <= _LONG_HEAD
    if last == ":" and lists_documents(body, [first.text]):
        return False
    if last == ":":
        told = _TOLD.match(folded) or names_subject(folded)
        orders = not told and kind_of_text(body) == "action"
        if told and _INTRODUCES.search(folded) and first.marker and first.marker.numbered:
            return words <= _LONG_HEAD
        if orders and (_INTRODUCES.search(folded) or kind_of_text(first.text) == "nominal"):
            return False
        return words <= _SHORT or (not orders and words <= _LONG_SENTENCE)
    if last in ".;!":
        if ". " in body.rstrip(". "):
            return False
        if first.plain or first.table is not None:
            return entry.bold or (words <= _SHORT and kind_of_text(body) != "action" and not tells_briefly(body))
        orders = kind_of_text(body) == "action"
        if first.labels and not orders:  # the fault that "Nguyên nhân: …" and "Giải pháp: …" tell of
            return words <= _LONG_HEAD
        if first.labels and _SAYS_WHEN.search(folded):  # a task of its own, which the labelled lines say more of
            return False
        return words <= _LONG_SENTENCE
    return words <= _LONG_HEADING


def _set_off(entry: Entry, body: str) -> bool:
    if len(body.split()) > _LONG_SENTENCE // 2 + 10 or body.rstrip()[-1:] in ".;,:)":
        return False
    return all_capitals(body) or (entry.bold and len(body) > 3)
