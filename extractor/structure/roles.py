"""The role of a section from its heading (vai trò của mục), after `models/section_roles.toml`.

Precedence: words that decide wherever they stand; the heading's opening words, in the order of the rules; for a heading of the first
level then words anywhere in it; then an agency's name at its head ("1. Bộ Công Thương:") where no parent gives a role; then the parent's
role; then None: not known. A heading that opens with a verb ("Huy động … các nguồn lực") says what is to be done and changes no role
below the first level.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.phrases import PhraseSet
from extractor.records import Role
from extractor.structure.numbering import parse_marker
from extractor.vocabulary import load_vocabulary

_TOLD = lazy_pattern(r"(?:giao\s+|yêu cầu\s+|đề nghị\s+)?(?:các\s+|những\s+)?")


class _Rule(Struct, frozen=True):
    role: Role
    always: re.Pattern[str] | None
    starts: PhraseSet
    anywhere: re.Pattern[str] | None


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return lazy_pattern("|".join(rf"(?:{pattern})(?!\w)" for pattern in patterns)) if patterns else None


@cache
def _rules() -> tuple[_Rule, ...]:
    rules = []
    roles: dict[Role, dict[str, list[str]]] = load_vocabulary("section_roles")  # type: ignore[assignment]
    for role, rule in roles.items():
        rules.append(_Rule(role, _any_of(rule.get("always", [])), PhraseSet(rule["starts"]), _any_of(rule["anywhere"])))
    return tuple(rules)


@cache
def _subjects() -> PhraseSet:
    return PhraseSet(load_vocabulary("actions")["subjects"])


def role_of_heading(heading: str, level: int, parent: Role | None) -> Role | None:
    """The role of a heading (its marker may still be there) at a level from 1, under a parent's role. None: not known."""
    marker = parse_marker(heading)
    folded = fold(heading[marker.length if marker else 0 :]).strip(" .:;*")
    for rule in _rules():
        if rule.always and rule.always.search(folded):
            return rule.role
    orders = names_subject(folded)  # "Yêu cầu các sở, ngành …" is no "Yêu cầu"
    for rule in _rules():
        if rule.starts.end_at(folded) is not None and not (orders and rule.role == "purpose"):
            return rule.role
    if level == 1:
        for rule in _rules():
            if rule.anywhere and rule.anywhere.search(folded):
                return rule.role
    if parent is None and names_subject(folded):
        return "implementation"
    return parent


def names_subject(folded: str) -> bool:
    """Whether a folded heading begins with somebody who can be told to act."""
    told = _TOLD.match(folded)
    return _subjects().end_at(folded, told.end() if told else 0) is not None
