"""What a person should look at in a document's legal references.

- `symbol_misprint`: a symbol of a known kind of misprint ("866/QĐ-Tg", "38-CT/TTg"), with what it should probably read;
- `symbol_type_differs`: the printed type and the symbol's abbreviation are two ("Nghị quyết số 12/QĐ-UBND");
- `reference_dates_differ`: one symbol with two days in one document;
- `reference_year_differs`: a date of another year than the symbol's ("61/2018/NĐ-CP ngày 23/4/2019");
- `reference_in_future`: a cited document of a later day than the plan's own;
- `reference_date_unlike`, `reference_title_unlike`, `reference_number_unlike`: what is printed is not what is known of the document
  (`legal_known`; `symbol` is the name of a law that is cited by name alone); where the day is not the known one, that its year is not the
  symbol's is not said too.
A day that stands before a citation is its own only where the agency that stands with it can have given the symbol.
Each symbol is warned of once a code, at its first place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import ReadingWarning
from extractor.folding import fold
from extractor.mentions.context import Context
from extractor.mentions.legal_finding import Citation, Citations
from extractor.mentions.legal_known import contradiction, law_day_unlike
from extractor.mentions.legal_resolving import can_issue
from extractor.mentions.legal_symbols import intended, kind_name, types

__all__ = ["reference_warnings"]

# In front of a document that another amends: the day behind it may be the other's.
_AMENDING = ("sửa đổi", "bổ sung")
_FARTHEST_AMENDING = 90
# Words that stand for more than their own abbreviation.
_ANY_TYPE = ("Văn bản", "Công văn", "Thông báo", "Kết luận", "Biên bản")


def _type_differs(citation: Citation) -> bool:
    kind = citation.symbol.kind if citation.symbol else None
    expected = kind_name(kind)
    if expected is None or citation.type is None or citation.type in _ANY_TYPE:
        return False
    if any(entry["name"] == citation.type and kind in entry.get("shares", ()) for entry in types()):
        return False
    one, other = fold(expected), fold(citation.type)
    return not (one.startswith(other) or other.startswith(one))


def _printed(text: str, citation: Citation) -> str | None:
    """The day printed behind the citation, else the one before it."""
    before = citation.before
    if citation.issue.date is not None or before is None or before.issuer is None:
        return citation.issue.date
    return before.date if can_issue(citation.symbol, text[before.issuer.start : before.issuer.end]) else None


def _is_amended(before: str) -> bool:
    """Whether what stands before a document amends it."""
    at = max(map(before.rfind, _AMENDING))
    return at >= 0 and not any(mark in before[at:] for mark in ".;\n")


def _title(text: str, citation: Citation) -> str | None:
    """A law's printed name, else the printed subject."""
    subject = citation.issue.title
    return citation.title or (text[subject.start : subject.end] if subject else None)


def _unlike(text: str, citation: Citation, day: str | None) -> ReadingWarning | None:
    """How the citation contradicts what is known of its document; nothing where the words around it may be another's."""
    symbol, issuer = citation.symbol, citation.issue.issuer
    if symbol is None or (issuer is not None and not can_issue(symbol, text[issuer.start : issuer.end])):
        return None
    if day is not None and _is_amended(text[max(0, citation.span.start - _FARTHEST_AMENDING) : citation.span.start]):
        return None
    if citation.issue.date is not None and "ngày" not in text[citation.span.end : citation.issue.end]:
        day = None  # "(202/2025/QH15, 01/7/2025)" may be the day of its effect
    found = contradiction(symbol, citation.type, _title(text, citation), day)
    if found is None:
        return None
    details = {"symbol": symbol.text, "known": found.known}
    if found.code == "reference_date_unlike":
        return ReadingWarning("reference_date_unlike", details | {"date": day or ""}, citation.span)
    if found.code == "reference_title_unlike":
        return ReadingWarning("reference_title_unlike", details, citation.span)
    return ReadingWarning("reference_number_unlike", details, citation.span)


def _law_unlike(text: str, citation: Citation) -> ReadingWarning | None:
    """The same for a law cited by its name and the day right behind that, without number."""
    day, kind, end = citation.issue.date, citation.type, citation.span.end
    if day is None or citation.title is None or citation.number or not text[end : end + 8].lstrip(" \n,(").startswith("ngày"):
        return None
    if kind not in ("Luật", "Bộ luật") or _is_amended(text[max(0, citation.span.start - _FARTHEST_AMENDING) : citation.span.start]):
        return None
    found = law_day_unlike(kind, citation.title, day)
    name = f"{kind} {citation.title}"
    return ReadingWarning(found.code, {"symbol": name, "date": day, "known": found.known}, citation.span) if found else None


def _found(text: str, citations: Sequence[Citation], context: Context) -> Iterator[tuple[str, str, ReadingWarning]]:
    dates: dict[tuple[str | None, str], str] = {}
    for citation in citations:
        symbol = citation.symbol
        if symbol is None:
            if (law := _law_unlike(text, citation)) is not None:
                yield law.code, law.details["symbol"], law
            continue
        day, span = _printed(text, citation), citation.span
        if (right := intended(symbol)) is not None:
            yield "symbol_misprint", symbol.text, ReadingWarning("symbol_misprint", {"symbol": symbol.text, "expected": right.text}, span)
        if _type_differs(citation):
            details = {"symbol": symbol.text, "type": citation.type or "", "expected": kind_name(symbol.kind) or ""}
            yield "symbol_type_differs", symbol.text, ReadingWarning("symbol_type_differs", details, span)
        unlike = _unlike(text, citation, day)
        if unlike is not None:
            yield unlike.code, symbol.text, unlike
        if day is None:
            continue
        first = dates.setdefault((citation.type, symbol.text.casefold()), day)
        if not (first.startswith(day) or day.startswith(first)):
            details = {"symbol": symbol.text, "first": first, "second": day}
            yield "reference_dates_differ", symbol.text, ReadingWarning("reference_dates_differ", details, span)
        dated = unlike is not None and unlike.code == "reference_date_unlike"
        if symbol.year is not None and int(day[:4]) != symbol.year and not dated:
            details = {"symbol": symbol.text, "date": day}
            yield "reference_year_differs", symbol.text, ReadingWarning("reference_year_differs", details, span)
        own = context.date_issued
        if own is not None and day[: len(own)] > own[: len(day)]:
            details = {"symbol": symbol.text, "date": day, "own": own}
            yield "reference_in_future", symbol.text, ReadingWarning("reference_in_future", details, span)


def reference_warnings(citations: Citations, context: Context) -> tuple[ReadingWarning, ...]:
    """The warnings about what a document cites, by place; `context.date_issued` is EDTF."""
    seen: dict[tuple[str, str], ReadingWarning] = {}
    for code, symbol, warning in _found(citations.folded, citations.found, context):
        seen.setdefault((code, symbol), warning)
    return tuple(seen.values())
