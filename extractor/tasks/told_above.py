"""Whom headings and introducing paragraphs tell to act, for all that stands under them.

A heading tells where it does nothing else than name agencies, maybe with marks of who leads, by the bracket that closes it, or where it
orders them to do what follows ("1. Giao Sở Y tế:"): whoever gives the order is not told. In the implementation part headings also call
agencies after their part or with their members (`models/told_headings.toml`), and tell by their subject. An introducing paragraph tells by
whom its last sentence calls before its colon ("Để …, X, đề nghị Y:"), else by its last order, its subject or that of its last sentence.
Whoever only sets the tasks ("Đảng đoàn xác định các nhiệm vụ sau:") is told nothing. A preamble (of a directive, or one that gives an
order) tells by its last order, else by what its last sentence says that somebody must do ("…, ngành Kiểm sát cần tập trung thực hiện các
nhiệm vụ sau:").
"""

from __future__ import annotations

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import find_agencies, mention_of, readable
from extractor.mentions.agency_grammar import Reading
from extractor.mentions.agency_leads import called_leads, sentence_leads
from extractor.mentions.agency_lists import names_agencies_only, read_agency_list
from extractor.mentions.agency_marks import read_marked_list, without_marks
from extractor.mentions.agency_tokens import words_of
from extractor.mentions.context import Context
from extractor.records import AgencyMention, Span
from extractor.tasks.closing_brackets import closing_words
from extractor.tasks.persons_told import persons_charged
from extractor.vocabulary import patterns_of

__all__ = ["gives_an_order", "mostly_named_in_heading", "told_in_heading", "told_in_introduction", "told_in_preamble"]

_ORDER = lazy_pattern(r"(?<!\w)(?:yêu cầu|giao|đề nghị)\s")
_MAIN_ORDER = lazy_pattern(
    r"(?:^|[.;,]\s+)(?:ủy ban|ubnd|chủ tịch|phó chủ tịch|thủ tướng|chính phủ|bộ|sở|ban|giám đốc|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|hội"
    r"|tổng cục|cục)"
    r"(?!\w)(?:\s(?!ban hành |xây dựng |của )[^\s.;,:]+){0,12}?\s(?:yêu cầu|giao|đề nghị)\s"
)
_SETS_TASKS = lazy_pattern(r"\s+(?:đã )?(?:xác định|đề ra|đặt ra|nêu|ban hành|thông báo)\s")
_MUST = lazy_pattern(r"\s+(?:cần|phải|có trách nhiệm|có nhiệm vụ)\s")
_OWNER = lazy_pattern(
    r"trách nhiệm(?: cụ thể| chính| chung)? của (?!các bên|mỗi |từng |công tác|việc |hoạt động|kế hoạch|chương trình|đề án)"
    r"([^(:;,.\n]{4,90}?)\s*(?:\([^()]*\)\s*)?:?\s*$"
)
_LEAD_IN = lazy_pattern(r"(?:(?:đề nghị|yêu cầu|giao(?: cho)?|đối với|phân công|trách nhiệm của|nhiệm vụ của)\s+)?")
# Firms and bodies that are called after what they do, in words that else are verbs ("các doanh nghiệp sản xuất, chế biến và xuất khẩu").
_FIRMS = lazy_pattern(r"(?:các|những) (?:doanh nghiệp|cơ sở|hộ|chủ|hợp tác xã|hiệp hội|hội|nhà|công ty|ngân hàng)(?!\w)")
_TRADES = lazy_pattern(
    r",? (?:và )?(?:sản xuất|kinh doanh|chế biến|xuất khẩu|nhập khẩu|hoạt động|khai thác|chăn nuôi|nuôi trồng|phân phối|cung cấp|vận tải"
    r"|truyền hình|dịch vụ|thương mại|du lịch)(?!\w)[^.:;\d]*:?\s*$"
)
_NUMBERED = lazy_pattern(r"\s*(?:[IVXLC\d]{1,5}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]\s*")
_JOINT = lazy_pattern(r"\s*(?:[,;]|,?\s*và)\s+")
_MOST = 0.5
_LAST_ORDERS = 6


def told_in_heading(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """The agencies of a heading that does nothing else than name them, or that orders them to do what follows; those marked as leading.

    Of another heading those that its closing bracket names ("2. Công tác tuyên truyền (Sở Y tế chủ trì, Báo Hà Nam phối hợp)").
    """
    span = _behind_giver(text, span)
    words = text[span.start : span.end]
    if names_agencies_only(words, context):
        return read_agency_list(text, span, context, "heading")
    unmarked = without_marks(words)
    if unmarked != words and names_agencies_only(unmarked, context):  # "1. Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)"
        roles = read_marked_list(text, span, context, "heading")
        return roles.leads if roles else ()
    if words.rstrip(" .:").endswith(")") and persons_charged(text, bracket := Span(text.rfind("(", span.start, span.end), span.end)):
        return told_in_heading(text, Span(span.start, bracket.start), context)  # "1. Đối với Ban Giám hiệu (đồng chí Lê Văn An phụ trách)"
    if words.rstrip(" .:").endswith(")") and (parts := closing_words(text, span, context)):
        return read_agency_list(text, parts[0], context, "heading") or _subject(text, parts[0], context)
    return _subject(text, span, context) if words.rstrip().endswith(":") else ()


def _behind_giver(text: str, span: Span) -> Span:
    """The span behind whoever gives the order that it is ("2. Chủ tịch UBND tỉnh giao | Sở Tài chính:"); the same where nobody does."""
    number = _NUMBERED.match(text, span.start, span.end)
    begin = number.end() if number else span.start
    giver = patterns_of("told_headings", "giver").match(fold(text[begin : span.end]))
    return Span(begin + giver.end(), span.end) if giver else span


def _subject(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """Whom the span tells to act; nobody where its subject only sets what others are to do."""
    told = sentence_leads(text, span, context)
    return told if told and not _SETS_TASKS.match(fold(text[told[-1].span.end : span.end])) else ()


def mostly_named_in_heading(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """As `told_in_heading`; in the implementation part also where a heading begins with an agency and most of it is agencies.

    "Các Ban quản lý rừng phòng hộ, rừng đặc dụng; Công ty Lâm nghiệp" goes on in words that no name is known for; "Trách nhiệm của X"
    names X, known or not, and firms are named with all that they do.
    """
    span = _behind_giver(text, span)
    named = read_agency_list(text, span, context, "heading")
    begin = span.start + (lead_in.end() if (lead_in := _LEAD_IN.match(fold(text[span.start : span.end]))) else 0)
    if patterns_of("told_headings", "by_part").match(fold(text[begin : span.end]).strip(" .:")):
        return (_whole(text, Span(begin, span.end), context),)
    if len(named) < 2 and (owner := _owner_of_duty(text, span, context)):
        return (owner,)
    if told := _with_members(text, span, context) or told_in_heading(text, span, context):
        return told
    if not named or _LEAD_IN.fullmatch(fold(text[span.start : named[0].span.start])) is None:
        return ()
    if len(named) == 1 and _FIRMS.match(fold(named[0].text)) and _TRADES.match(fold(text[named[0].span.end : span.end])):
        return (_whole(text, Span(named[0].span.start, span.end), context),)
    return named if sum(len(m.span) for m in named) >= _MOST * (span.end - named[0].span.start) else _subject(text, span, context)


def _with_members(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """Agencies called after what they do, with each of them in the bracket behind ("Các cơ quan đăng ký đầu tư (Sở Tài chính, …)")."""
    lead_in = _LEAD_IN.match(folded := fold(text[span.start : span.end]))
    found = patterns_of("told_headings", "with_members").match(folded, lead_in.end() if lead_in else 0)
    if found is None:
        return ()
    inside = Span(span.start + found.start(2), span.start + found.end(2))
    if not names_agencies_only(text[inside.start : inside.end], context):
        return ()
    whole = _whole(text, Span(span.start + found.start(1), span.start + found.end(1)), context)
    return (whole, *read_agency_list(text, inside, context, "heading"))


def _owner_of_duty(text: str, span: Span, context: Context) -> AgencyMention | None:
    """Whose duties follow, by whatever words ("Trách nhiệm của | đối tượng thực hiện kiểm kê:"): there what sounds like a verb is none."""
    owner = _OWNER.match(fold(text[span.start : span.end]))
    if owner is None or names_agencies_only(text[span.start : span.end], context):
        return None
    return _whole(text, Span(span.start + owner.start(1), span.start + owner.end(1)), context)


def _whole(text: str, span: Span, context: Context) -> AgencyMention:
    """All of a span, but for a colon at its end, as one name."""
    words = words_of(text, span, readable(text[span.start : span.end]))
    return mention_of(words, Reading(0, len(words) - (words.at(len(words) - 1) == ":")), context, "heading")


def told_in_introduction(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """Whom an introducing paragraph tells to act: whom it orders, else its subject."""
    last = _last_sentence(text, span)
    told = called_leads(text, last, context) or _ordered(text, span, context) or _subject(text, span, context)
    return told or _subject(text, last, context)


def _last_sentence(text: str, span: Span) -> Span:
    """The last line or sentence of a span."""
    return Span(max(span.start, text.rfind("\n", span.start, span.end) + 1, text.rfind(". ", span.start, span.end) + 2), span.end)


def gives_an_order(paragraph: str) -> bool:
    """Whether somebody orders something in the main clause of a paragraph ("…, Ủy ban nhân dân quận yêu cầu các phòng, ban …:").

    Orders of which it only tells are none ("Thực hiện Công văn của Sở Y tế đề nghị các huyện báo cáo, UBND huyện xây dựng kế hoạch:").
    """
    return _MAIN_ORDER.search(fold(paragraph)) is not None


def told_in_preamble(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """Whom a directive's preamble orders, else whoever its last sentence says must do what follows."""
    return _ordered(text, span, context) or _must_act(text, span, context)


def _must_act(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """The agencies that stand listed before "cần", "phải" or "có trách nhiệm" in the last sentence."""
    named = find_agencies(text, context, [_last_sentence(text, span)])
    at = next((i for i, mention in enumerate(named) if _MUST.match(fold(text[mention.span.end : span.end]))), None)
    if at is None:
        return ()
    first = at
    while first and _JOINT.fullmatch(fold(text[named[first - 1].span.end : named[first].span.start])):
        first -= 1
    return named[first : at + 1]


def _ordered(text: str, span: Span, context: Context) -> tuple[AgencyMention, ...]:
    """Whom the last order of an introducing paragraph is for, wherever it stands ("Sau khi nghe Sở A báo cáo, Chủ tịch yêu cầu X:")."""
    for order in list(_ORDER.finditer(fold(text[span.start : span.end])))[: -_LAST_ORDERS - 1 : -1]:
        if found := sentence_leads(text, Span(span.start + order.start(), span.end), context):
            return found
    return ()
