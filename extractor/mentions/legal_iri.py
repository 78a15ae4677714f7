"""Identifiers of cited documents in the style of Akoma Ntoso (OASIS LegalDocML, Naming Convention 1.0, section 4.4).

    /akn/vn/act/nghi-dinh/2018-04-23/61-2018-nd-cp                                        normative documents
    /akn/vn/doc/quyet-dinh/2023-12-15/1626-qd-ttg                                         documents of organs that are one in the country
    /akn/vn/doc/ke-hoach/uy-ban-nhan-dan-tinh-khanh-hoa/2020-03-05/12-kh-ubnd             all others: with the issuer

Parts are lower case without diacritics, "đ" as "d", everything else as hyphens. The date is as exact as it is known, at least the year.
Without a date, or without the issuer where the symbol does not tell one from its like in other provinces, there is no identifier (None):
two documents never share one.
"""

from __future__ import annotations

import unicodedata

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.legal_symbols import Symbol, types
from extractor.vocabulary import load_vocabulary

__all__ = ["legal_iri"]

_NOT_PLAIN = lazy_pattern(r"[^a-z0-9]+")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _NOT_PLAIN.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def legal_iri(kind: str, symbol: Symbol, date: str | None, issuer: str | None) -> str | None:
    """The identifier of a document: its type ("Nghị định"), symbol, EDTF date and the issuer's full name."""
    when = date or (str(symbol.year) if symbol.year else None)
    if when is None:
        return None
    normative = symbol.year is not None or any(entry["name"] == kind and entry.get("normative", False) for entry in types())
    national = symbol.issuer_code in load_vocabulary("legal_references")["national"] or symbol.law or symbol.issuer == "TW"
    if not national and issuer is None:
        return None
    actor = "" if national or issuer is None else f"/{_slug(issuer)}"
    return f"/akn/vn/{'act' if normative else 'doc'}/{_slug(kind)}{actor}/{when}/{_slug(symbol.text)}"
