"""A deadline in words and days, for people: the document's own words, and what they mean as days.

The words are those printed. Where a person put other days or another kind in their place, or the document has no words for them, they
are made of these (`mention_wording.Readings` is the rule). Days are None where they are not known, and where the record holds none that
the calendar has.
"""

from __future__ import annotations

from datetime import date

from extractor.day_wording import days_for_people
from extractor.exporting.export_words import word
from extractor.exporting.mention_wording import Readings
from extractor.messages import Language
from extractor.records import Deadline
from extractor.recurrence_rules import often

__all__ = ["day_of", "deadline_in_words", "in_full", "parts_of"]

def day_of(iso: str | None) -> date | None:
    """The calendar day; None for none, and for one that no calendar has ("2024-02-31")."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def parts_of(edtf: str | None) -> tuple[str, str, str]:
    """Year, month and day of an EDTF date, "" for what it does not say."""
    year, month, day = [*(edtf or "").split("-"), "", "", ""][:3]
    return year, month, day


def in_full(edtf: str | None) -> str:
    """A day of issue as administrative documents write it: "ngày 05 tháng 02 năm 2024", "…" where a part is not known."""
    year, month, day = parts_of(edtf)
    return f"ngày {day or '…'} tháng {month or '…'} năm {year or '…'}"


def deadline_in_words(deadline: Deadline | None, readings: Readings, language: Language) -> str:
    """The deadline's own words; made of its days and kind where a person changed it or it has none."""
    if deadline is None:
        return ""
    if readings.tell(deadline):
        return deadline.text
    if deadline.kind == "recurring":
        return _often(deadline, language)
    if deadline.start or deadline.end:
        return days_for_people(deadline.start, deadline.end, language)
    # Words that a person chose in the document, without days, are all that is known; not so of a kind that needs no days.
    return deadline.text if deadline.text and deadline.kind != "ongoing" else word("kind", deadline.kind, language)


def _often(deadline: Deadline, language: Language) -> str:
    told = [_rule_in_words(rule, language) for rule in (deadline.recurrence or "").split("\n") if rule]
    if deadline.start or deadline.end:
        told.append(days_for_people(deadline.start, deadline.end, language))
    return "; ".join(told) or word("kind", "recurring", language)


def _rule_in_words(rule: str, language: Language) -> str:
    """A rule in words: "hằng quý, ngày 20 tháng 3, 6, 9, 12"; the rule itself where it has no words."""
    said = often(rule)
    if said is None:
        return rule
    name = word("recurrence", said.name, language)
    months = ", ".join(map(str, said.months))
    if said.weekday:
        return word("recurrence", "on_weekday", language, often=name, day=word("recurrence", said.weekday, language))
    if said.day is None:
        return word("recurrence", "in_months", language, often=name, months=months) if months else name
    template = f"on_{'last_' if said.day == -1 else ''}day{'_in' if months else ''}"
    return word("recurrence", template, language, often=name, day=said.day, months=months)
