"""Kinds of documents (loại văn bản) from `models/document_kinds.toml`: by the heading that names them, by the abbreviation in a symbol."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.structure.lines import is_capitals
from extractor.vocabulary import load_vocabulary

__all__ = ["DocumentKind", "kind_of_heading", "kind_of_symbol"]

# What a heading may add to the kind's name without beginning the subject.
_TAIL = lazy_pattern(r"(?: hành động| liên tịch| liên ngành| công tác| họp)?(?=\s|$)")
_ABBREVIATION = lazy_pattern(r"[\d\s.…]*[a-zđ]?(?:/\d{4})?\s*[-/]\s*([^\W\d_]+)")


class DocumentKind(Struct, frozen=True):
    """A kind: its abbreviation (None where the sources give none) and its name ("KH", "Kế hoạch")."""

    code: str | None
    name: str


@cache
def _kinds() -> tuple[tuple[DocumentKind, str], ...]:
    entries = sorted(load_vocabulary("document_kinds")["kind"], key=lambda entry: -len(entry["name"]))
    return tuple(
        (DocumentKind(entry.get("code"), entry["name"]), fold(entry["name"]))
        for entry in entries
        if entry.get("heading", True)
    )


@cache
def _symbols() -> dict[str, DocumentKind]:
    kinds: dict[str, DocumentKind] = {}
    for entry in load_vocabulary("document_kinds")["kind"]:
        for symbol in (entry.get("code"), *entry.get("symbols", ())):
            if symbol:
                kinds.setdefault(symbol.casefold(), DocumentKind(entry.get("code"), entry["name"]))
    return kinds


def kind_of_heading(text: str) -> tuple[DocumentKind, int] | None:
    """The kind a heading names and where the rest of the line begins, or None.

    A heading is in capitals, begins with the kind and ends without a colon or full stop ("QUYẾT ĐỊNH:" enacts, it does not name).
    """
    stripped = text.strip()
    if not stripped or stripped[-1] in ":.;" or len(stripped) > 400 or not is_capitals(stripped[:60]):
        return None
    folded = fold(text)
    at = len(text) - len(text.lstrip())
    for kind, name in _kinds():
        if folded.startswith(name, at) and (tail := _TAIL.match(folded, at + len(name))):
            rest = tail.end()
            return kind, rest + len(text[rest:]) - len(text[rest:].lstrip())
    return None


def kind_of_symbol(symbol: str) -> DocumentKind | None:
    """The kind that a symbol's abbreviation names ("14/KH-UBND", "104-CTr/TU"), or None ("123/UBND-NC": an official letter)."""
    match = _ABBREVIATION.match(symbol)
    return _symbols().get(match[1].casefold()) if match else None
