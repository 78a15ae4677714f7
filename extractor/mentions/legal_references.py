"""Legal references (viện dẫn): every citation of a legal or directing document in a text, and what looks wrong about them.

Steps: `legal_finding` (what is printed), `legal_resolving` (what the rest of the document adds), normal forms and identifiers here.
A reference's span reaches from its pinpoint or type to the end of its symbol or name ("điểm a khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP",
"Luật Viên chức năm 2010", "Kế hoạch này"); date, issuer and title are fields, and are not in the span.
Promises: references are in order and `text` is the slice of its span; a symbol is kept as printed, misprints too; a date, issuer or symbol
that the document does not give, and a national code does not tell, is None. A short form without its full form has its bare number as
symbol; a law by name has the number the document gives it elsewhere, else none.
"""

from __future__ import annotations

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.context import Context
from extractor.mentions.legal_finding import Citations
from extractor.mentions.legal_iri import legal_iri
from extractor.mentions.legal_resolving import Resolved, resolve
from extractor.naming import full_name
from extractor.records import Issuer, LegalReference
from extractor.vocabulary import load_vocabulary

__all__ = ["legal_references"]

_BLANKS = lazy_pattern(r"\s+")


def _issuer(item: Resolved, context: Context) -> Issuer | None:
    if item.issuer is not None:
        printed = _BLANKS.sub(" ", item.issuer).strip()
        name = full_name(printed, province=context.province, places=context.places, abbreviations=context.abbreviations)
        return Issuer(text=printed, name=name)
    if item.symbol is None:
        return None
    name = load_vocabulary("legal_references")["national"].get(item.symbol.issuer_code)
    return Issuer(text=item.symbol.issuer_code, name=name) if name else None


def _reference(text: str, item: Resolved, context: Context) -> LegalReference:
    citation, symbol = item.citation, item.symbol
    issuer = None if citation.itself else _issuer(item, context)
    title = citation.title
    if title is None and citation.issue.title is not None:
        title = _BLANKS.sub(" ", text[citation.issue.title.start : citation.issue.title.end])
    year = symbol.year if symbol and symbol.year else citation.year
    if year is None and item.date is not None:
        year = int(item.date[:4])
    return LegalReference(
        text=text[citation.span.start : citation.span.end],
        span=citation.span,
        type=citation.type,
        symbol=item.symbol_text,
        number=symbol.number if symbol else citation.number,
        year=year,
        issuer=issuer,
        date=item.date,
        title=title,
        pinpoint=citation.pinpoint,
        iri=legal_iri(citation.type, symbol, item.date, issuer.name if issuer else None) if symbol and citation.type else None,
        self=citation.itself,
    )


def legal_references(text: str, citations: Citations, context: Context) -> tuple[LegalReference, ...]:
    """A reference for each citation of a document's text, in order.

    `context` gives the document's own number and kind (its own number is no reference), province and abbreviations.
    """
    return tuple(_reference(text, item, context) for item in resolve(text, citations.folded, citations.found))
