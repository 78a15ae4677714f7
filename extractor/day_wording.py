"""Days as people write them, in both languages; the same words on the terminal and in exported files."""

from __future__ import annotations

from extractor.messages import Language, wording

__all__ = ["date_for_people", "days_for_people"]


def date_for_people(date: str) -> str:
    """An EDTF or ISO date in the Vietnamese order: 28/02/2024, 02/2024, 2024."""
    return "/".join(reversed(date.split("-")))


def days_for_people(start: str | None, end: str | None, language: Language) -> str:
    """A stretch of ISO days, or its one known end, in words: "đến 28/02/2024"."""
    if start and end:
        return _days_text(start, end, language)
    if end:
        return wording("label", "by", language, end=date_for_people(end))
    return wording("label", "from", language, start=date_for_people(start)) if start else ""


def _days_text(start: str, end: str, language: Language) -> str:
    """Two days: a day, whole years as years, else both."""
    if start == end:
        return date_for_people(start)
    if start.endswith("-01-01") and end.endswith("-12-31"):
        first, last = start[:4], end[:4]
        return first if first == last else wording("label", "between", language, start=first, end=last)
    return wording("label", "between", language, start=date_for_people(start), end=date_for_people(end))
