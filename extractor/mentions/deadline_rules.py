"""The rules of `models/deadlines.toml` that deadlines.py reads by, their patterns filled in: leads, ongoing work, frequencies, the past."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from extractor.mentions.patterns import Beginnings, compile_pattern
from extractor.records import DeadlineKind
from extractor.vocabulary import load_vocabulary

__all__ = ["DeadlineRule", "DeadlineRules", "deadline_rules"]


class DeadlineRule(Struct, frozen=True):
    """A lead before a calendar expression, what it makes of it, and where it counts.

    `after_issue`: only a day known to be the plan's own or later. `labelled`: what follows is read as the value of a label.
    """

    kind: DeadlineKind
    lead: re.Pattern[str]
    grains: frozenset[str]
    clause_initial: bool
    introduced_by: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    clause_without: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    value: bool
    ranged: bool
    dated: bool
    to_come: bool
    later: bool
    ends_later: bool
    after_issue: bool
    labelled: bool


class DeadlineRules(Struct, frozen=True):
    """The leads in the order in which they are tried, and the patterns of what goes on, recurs or is past."""

    leads: Beginnings[DeadlineRule]
    ongoing: Beginnings[re.Pattern[str]]
    labelled_before: re.Pattern[str]
    never_after: re.Pattern[str]
    scheduled_before: re.Pattern[str]
    scheduled_after: re.Pattern[str]
    rate_after: re.Pattern[str]
    routine_before: re.Pattern[str]
    attributive_before: re.Pattern[str]
    clause_end: re.Pattern[str]
    named_before: re.Pattern[str]
    frequency_alone: re.Pattern[str]
    apart: re.Pattern[str]
    report_before: re.Pattern[str]
    covered_before: re.Pattern[str]
    things_of_then: re.Pattern[str]
    decided: re.Pattern[str]
    done: re.Pattern[str]


@cache
def deadline_rules() -> DeadlineRules:
    """The rules of the file."""
    data = load_vocabulary("deadlines")
    macros = data["macros"]

    def optional(pattern: str | None) -> re.Pattern[str] | None:
        return compile_pattern(pattern, macros) if pattern else None

    leads = Beginnings(
        (rule.get("begins", ()), rule.get("has", ()), DeadlineRule(
            kind=rule["kind"],
            lead=compile_pattern(rule["lead"], macros),
            grains=frozenset(rule.get("grains", ())),
            clause_initial=rule.get("clause_initial", False),
            introduced_by=optional(rule.get("introduced_by")),
            not_after=optional(rule.get("not_after")),
            only_after=optional(rule.get("only_after")),
            clause_without=optional(rule.get("clause_without")),
            tail=optional(rule.get("tail")),
            value=rule.get("value", False),
            ranged=rule.get("ranged", False),
            dated=rule.get("dated", False),
            to_come=rule.get("to_come", False),
            later=rule.get("later", False),
            ends_later=rule.get("ends_later", False),
            after_issue=rule.get("after_issue", False),
            labelled=rule.get("labelled", False),
        ))
        for rule in data["rule"]
    )
    recurrence = data["recurrence"]
    needs: dict[str, list[str]] = recurrence["needs"]
    return DeadlineRules(
        leads,
        Beginnings((rule["begins"], rule.get("has", ()), compile_pattern(rule["pattern"], macros)) for rule in data["ongoing"]),
        compile_pattern(data["lasting"]["labelled_before"], macros),
        compile_pattern(recurrence["never_after"], macros),
        compile_pattern(recurrence["scheduled_before"], macros),
        compile_pattern(recurrence["scheduled_after"], macros),
        compile_pattern(recurrence["rate_after"], macros),
        compile_pattern(recurrence["routine_before"], macros),
        compile_pattern(recurrence["attributive_before"], macros),
        compile_pattern(recurrence["clause_end"], macros),
        compile_pattern(recurrence["named_before"], macros),
        compile_pattern(recurrence["frequency_alone"], macros),
        compile_pattern(recurrence["apart"], macros),
        compile_pattern(recurrence["report_before"], macros, needs["report_before"]),
        compile_pattern(recurrence["covered_before"], macros, needs["covered_before"]),
        compile_pattern(data["past"]["things_of_then"], macros, data["past"]["needs"]["things_of_then"]),
        compile_pattern(data["past"]["decided"], macros),
        compile_pattern(data["past"]["done"], macros),
    )
