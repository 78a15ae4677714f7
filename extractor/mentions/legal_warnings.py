"""What a person should look at in a document's legal references.

- `symbol_misprint`: a symbol of a known kind of misprint ("866/QĐ-Tg", "38-CT/TTg"), with what it should probably read;
- `symbol_type_differs`: the printed type and the symbol's abbreviation are two ("Nghị quyết số 12/QĐ-UBND");
- `reference_dates_differ`: one symbol with two days in one document;
- `reference_year_differs`: a date of another year than the symbol's ("61/2018/NĐ-CP ngày 23/4/2019");
- `reference_in_future`: a cited document of a later day than the plan's own.
Each symbol is warned of once a code, at its first place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import ReadingWarning
from extractor.folding import fold
from extractor.mentions.context import Context
from extractor.mentions.legal_finding import Citation, Citations
from extractor.mentions.legal_symbols import intended, kind_name

__all__ = ["reference_warnings"]

# Words that stand for more than their own abbreviation.
_ANY_TYPE = ("Văn bản", "Công văn", "Thông báo", "Kết luận", "Biên bản")


def _type_differs(citation: Citation) -> bool:
    expected = kind_name(citation.symbol.kind) if citation.symbol else None
    if expected is None or citation.type is None or citation.type in _ANY_TYPE:
        return False
    one, other = fold(expected), fold(citation.type)
    return not (one.startswith(other) or other.startswith(one))


def _printed(citation: Citation) -> str | None:
    if citation.issue.date is not None:
        return citation.issue.date
    return citation.before.date if citation.before else None


def _found(citations: Sequence[Citation], context: Context) -> Iterator[tuple[str, str, ReadingWarning]]:
    dates: dict[tuple[str | None, str], str] = {}
    for citation in citations:
        symbol = citation.symbol
        if symbol is None:
            continue
        day, span = _printed(citation), citation.span
        if (right := intended(symbol)) is not None:
            yield "symbol_misprint", symbol.text, ReadingWarning("symbol_misprint", {"symbol": symbol.text, "expected": right.text}, span)
        if _type_differs(citation):
            details = {"symbol": symbol.text, "type": citation.type or "", "expected": kind_name(symbol.kind) or ""}
            yield "symbol_type_differs", symbol.text, ReadingWarning("symbol_type_differs", details, span)
        if day is None:
            continue
        first = dates.setdefault((citation.type, symbol.text.casefold()), day)
        if not (first.startswith(day) or day.startswith(first)):
            details = {"symbol": symbol.text, "first": first, "second": day}
            yield "reference_dates_differ", symbol.text, ReadingWarning("reference_dates_differ", details, span)
        if symbol.year is not None and int(day[:4]) != symbol.year:
            details = {"symbol": symbol.text, "date": day}
            yield "reference_year_differs", symbol.text, ReadingWarning("reference_year_differs", details, span)
        own = context.date_issued
        if own is not None and day[: len(own)] > own[: len(day)]:
            details = {"symbol": symbol.text, "date": day, "own": own}
            yield "reference_in_future", symbol.text, ReadingWarning("reference_in_future", details, span)


def reference_warnings(citations: Citations, context: Context) -> tuple[ReadingWarning, ...]:
    """The warnings about what a document cites, by place; `context.date_issued` is EDTF."""
    seen: dict[tuple[str, str], ReadingWarning] = {}
    for code, symbol, warning in _found(citations.found, context):
        seen.setdefault((code, symbol), warning)
    return tuple(seen.values())
