"""What a client asks for by its headers: the language (Accept-Language) and whether it wants a page to look at (Accept)."""

from __future__ import annotations

from extractor.messages import Language

__all__ = ["language_of", "wants_page"]

_LONGEST = 1000  # characters of a header that are looked at


def language_of(accept_language: str, usual: Language = "vi") -> Language:
    """The one of the two that is wanted more; the usual one where neither is."""
    wanted = _weights(accept_language)
    english = max((weight for name, weight in wanted if name.partition("-")[0] == "en"), default=0.0)
    vietnamese = max((weight for name, weight in wanted if name.partition("-")[0] == "vi"), default=0.0)
    if english == vietnamese:
        return usual
    return "en" if english > vietnamese else "vi"


def wants_page(accept: str) -> bool:
    """Whether HTML is named and no less wanted than JSON: browsers name it, programs do not."""
    wanted = dict(_weights(accept))
    return wanted.get("text/html", 0.0) > 0 and wanted["text/html"] >= wanted.get("application/json", 0.0)


def _weights(header: str) -> list[tuple[str, float]]:
    return [_weight(part) for part in header[:_LONGEST].lower().split(",")]


def _weight(part: str) -> tuple[str, float]:
    name, *parameters = (word.strip() for word in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return name, 0.0
    return name, 1.0
