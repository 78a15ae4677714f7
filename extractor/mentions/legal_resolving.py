"""Gives citations what the document says of them elsewhere: shared dates and issuers, the symbols of short forms.

In this order, each step only filling what is still unknown:
1. an enumeration's later member shares backwards ("số 18-NQ/TW, Nghị quyết số 19-NQ/TW ngày … của …"): the issuer where the symbols'
   issuers agree, the date where the members have one type and nothing stands between them;
2. the issuer in front of an enumeration holds for its members whose symbols can be that issuer's;
3. a short form takes the symbol of the full form that it is defined by in brackets ("(Đề án 06)"), else of the one full form with its type
   and number, a scheme's of the decision with its number; with several, that of its issuer, else it stays open;
4. a law by name takes the number that its name has elsewhere, where it has one alone, or one of the year in the name;
5. the document's other mentions of one symbol give date and issuer, where they agree;
6. the year in a law's name ("Luật Giá 2023") is its date where no better is known.
A code that is one body's in the whole country ("CP", "TTg", "QH15") is left to the caller.
A date is never taken that contradicts the symbol's year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.legal_finding import Citation
from extractor.mentions.legal_symbols import Symbol, intended
from extractor.vocabulary import load_vocabulary

__all__ = ["Resolved", "can_issue", "resolve", "title_key"]

_BETWEEN = lazy_pattern(r"[ \n]{0,3}(?:,|;|và|,[ \n]và|;[ \n]và|-|\+)[ \n]{1,3}(?:các[ \n]{1,3})?(?:số[ :]{0,3})?")
_FARTHEST_MEMBER = 2000
_FARTHEST_NAME = 600
_NAMING = lazy_pattern(r"\((?:[ \"]|(?:sau đây|dưới đây|được|gọi|viết|tắt|chung|là|:)(?!\w)){0,9}$")
_NAMED = lazy_pattern(r"[ \"]{0,3}\)")
# What a decision approves and is then cited by the decision's number.
_APPROVED = ("Đề án", "Chương trình", "Kế hoạch", "Phương án")
_LAW_TYPES = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_SENTENCE_END = lazy_pattern(r"[.](?:\s|$)|\n|\t")


class Resolved(Struct, frozen=True):
    """A citation with what is known of it: `issuer` is the printed text, None where the document prints none."""

    citation: Citation
    symbol: Symbol | None
    symbol_text: str | None
    date: str | None
    issuer: str | None


def can_issue(symbol: Symbol | None, issuer: str) -> bool:
    """Whether an issuer so printed can have given a symbol; unknown codes exclude nobody but the organs that have their own."""
    if symbol is None:
        return True
    symbol = intended(symbol) or symbol
    compatible = load_vocabulary("legal_references")["compatible"]
    words = compatible.get(symbol.issuer_code)
    name = fold(issuer)
    if words is not None:
        return any(word in name for word in words)
    national = load_vocabulary("legal_references")["national"].get(symbol.issuer_code)
    if national is not None:
        return fold(national).split()[0] in name
    if symbol.issuer_code[:1] == "S" and len(symbol.issuer_code) > 1:
        return "sở" in name
    if symbol.issuer_code[:1] == "B" and len(symbol.issuer_code) > 2:
        return name.startswith("b") or " b" in name
    return not any(name == fold(body) for body in ("Chính phủ", "Thủ tướng Chính phủ", "Quốc hội"))


def _enacts(kind: str | None, issuer: str) -> bool:
    """Whether an agency named beside a law made it, and does not only apply it, or stand in its name."""
    return fold(issuer).startswith("ủy ban thường vụ quốc hội" if kind == "Pháp lệnh" else "quốc hội")


def _fits(symbol: Symbol | None, date: str | None) -> bool:
    return date is not None and (symbol is None or symbol.year is None or int(date[:4]) == symbol.year)


def _own(text: str, citation: Citation) -> Resolved:
    date, issuer = citation.issue.date, None
    if citation.issue.issuer is not None:
        issuer = text[citation.issue.issuer.start : citation.issue.issuer.end]
        if citation.type in _LAW_TYPES and not _enacts(citation.type, issuer):
            issuer = None  # "Luật Ban hành VBQPPL của HĐND": a part of the name
    elif citation.before is not None and citation.before.issuer is not None:
        printed = text[citation.before.issuer.start : citation.before.issuer.end]
        if _enacts(citation.type, printed) if citation.type in _LAW_TYPES else can_issue(citation.symbol, printed):
            issuer = printed
            date = date or citation.before.date
    return Resolved(citation, citation.symbol, citation.symbol.text if citation.symbol else None, date, issuer)


def _backwards(folded: str, items: list[Resolved]) -> None:
    for index in range(len(items) - 2, -1, -1):
        this, following = items[index], items[index + 1]
        one, other = this.symbol, following.symbol
        if not (_both_bare(this.citation, following.citation) or (one and other and one.issuer_code == other.issuer_code)):
            continue
        if not _BETWEEN.fullmatch(folded, this.citation.issue.end, following.citation.span.start):
            continue
        issuer = this.issuer or following.issuer
        date = this.date
        if date is None and this.issuer is None and this.citation.type == following.citation.type and _fits(one, following.date):
            date = following.date
        items[index] = replace(this, issuer=issuer, date=date)


def _both_bare(one: Citation, other: Citation) -> bool:
    """Whether two citations are numbers alone of one type ("Chỉ thị số 05, 06 của …")."""
    return one.number is not None and other.number is not None and one.type == other.type


def _forwards(folded: str, items: list[Resolved]) -> None:
    leader: Resolved | None = None
    for index, this in enumerate(items):
        before = this.citation.before
        if leader is not None and (
            this.citation.span.start - leader.citation.span.start > _FARTHEST_MEMBER
            or _SENTENCE_END.search(folded, items[index - 1].citation.span.end, this.citation.span.start)
        ):
            leader = None
        if this.issuer is None and leader is not None and leader.issuer and leader.symbol and this.symbol:
            if leader.symbol.issuer_code == this.symbol.issuer_code and can_issue(this.symbol, leader.issuer):
                items[index] = replace(this, issuer=leader.issuer)
        elif before is not None and this.issuer is not None and this.citation.issue.issuer is None:
            leader = this


def _short_forms(folded: str, items: list[Resolved]) -> None:
    full: dict[tuple[str, str], dict[str, Resolved]] = defaultdict(dict)
    for item in items:
        if item.symbol is not None and item.citation.type is not None:
            for kind in _families(item.citation.type):
                full[kind, _bare(item.symbol.number)].setdefault(item.symbol.text, item)
    defined = _defined(folded, items)
    for index, item in enumerate(items):
        number, named_type = item.citation.number, item.citation.type
        if number is None or named_type is None:
            continue
        year = item.citation.year
        candidates = [c for c in full.get((named_type, _bare(number)), {}).values() if year is None or (c.symbol and c.symbol.year == year)]
        if not candidates and named_type in _APPROVED:
            candidates = list(full.get(("Quyết định", _bare(number)), {}).values())
        if item.issuer is not None and len(candidates) > 1:
            candidates = [c for c in candidates if c.symbol and can_issue(c.symbol, item.issuer)]
        chosen = defined.get((named_type, _bare(number))) or (candidates[0].symbol if len(candidates) == 1 else None)
        printed = number if year is None else f"{number}/{year}"
        items[index] = replace(item, symbol=chosen, symbol_text=chosen.text if chosen else printed)


def _defined(folded: str, items: Sequence[Resolved]) -> dict[tuple[str, str], Symbol]:
    """The short forms that the document defines in brackets behind a full form ("Quyết định số 06/QĐ-TTg … (Đề án 06)")."""
    defined: dict[tuple[str, str], Symbol] = {}
    leader: Resolved | None = None
    for item in items:
        number, kind, span = item.citation.number, item.citation.type, item.citation.span
        if item.symbol is not None:
            leader = item
        elif leader and leader.symbol and number and kind and span.start - leader.citation.span.end <= _FARTHEST_NAME:
            between = folded[leader.citation.span.end : span.start]
            nickname = kind in _APPROVED or kind == leader.citation.type
            if nickname and _NAMING.search(between) and "\n" not in between and _NAMED.match(folded, span.end):
                defined.setdefault((kind, _bare(number)), leader.symbol)
    return defined


def _families(kind: str) -> tuple[str, ...]:
    return (kind, "Chương trình") if kind == "Chương trình hành động" else (kind,)


def _bare(number: str) -> str:
    return number.lstrip("0").lower()


def _laws(items: list[Resolved]) -> None:
    numbered: dict[tuple[str, str], set[Symbol]] = defaultdict(set)
    for item in items:
        if item.symbol is not None and item.citation.title:
            numbered[item.citation.type or "", title_key(item.citation.title)].add(item.symbol)
    for index, item in enumerate(items):
        title = item.citation.title
        if title is None or item.symbol is not None:
            continue
        symbols = numbered.get((item.citation.type or "", title_key(title)), set())
        if item.citation.year is not None:  # of several laws of one name, that of the year
            symbols = {symbol for symbol in symbols if symbol.year == item.citation.year}
        symbol = next(iter(symbols)) if len(symbols) == 1 else None
        if symbol is not None:
            items[index] = replace(item, symbol=symbol, symbol_text=symbol.text)


def title_key(title: str) -> str:
    """The words of a title, folded: two titles are alike when these are."""
    return " ".join(re.findall(r"\w+", fold(title)))


def _from_others(items: list[Resolved]) -> None:
    dates: dict[tuple[str, str], set[str]] = defaultdict(set)
    issuers: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for item in items:
        if (key := _document_key(item)) is None:
            continue
        if item.date is not None:
            dates[key].add(item.date)
        if item.issuer is not None:
            issuers[key].setdefault(title_key(item.issuer), item.issuer)
    for index, item in enumerate(items):
        if (key := _document_key(item)) is None:
            continue
        date, issuer = item.date, item.issuer
        if date is None and len(dates[key]) == 1:
            date = next(iter(dates[key]))
            if item.citation.year not in (None, int(date[:4])):
                date = None
        if issuer is None and len(issuers[key]) == 1:
            issuer = next(iter(issuers[key].values()))
        items[index] = replace(item, date=date if _fits(item.symbol, date) or date == item.date else None, issuer=issuer)


def _from_years(items: list[Resolved]) -> None:
    for index, item in enumerate(items):
        if item.date is None and item.citation.year is not None:
            items[index] = replace(item, date=str(item.citation.year))


def _document_key(item: Resolved) -> tuple[str, str] | None:
    if item.symbol is not None:
        return (item.citation.type or "", item.symbol.text.casefold())
    if item.citation.title and item.citation.number is None:
        return (item.citation.type or "", title_key(item.citation.title))
    return None


def resolve(text: str, folded: str, citations: Sequence[Citation]) -> tuple[Resolved, ...]:
    """The citations, in their order, each with symbol, date and issuer as far as the document gives them.

    A short form of one digit that nothing in the document explains is dropped: it counts something ("Nghị quyết 4 nội dung"); so is a
    tentative one.
    """
    items = [_own(text, citation) for citation in citations]
    _backwards(folded, items)
    _forwards(folded, items)
    _short_forms(folded, items)
    _laws(items)
    _from_others(items)
    _from_years(items)
    return tuple(item for item in items if item.symbol is not None or _stands_alone(item.citation))


def _stands_alone(citation: Citation) -> bool:
    return not citation.tentative and (citation.said or len(citation.number or "  ") > 1)
