"""The role of a section from its heading (vai trò của mục), after `models/section_roles.toml`.

Precedence: words that decide wherever they stand; the heading's opening words, in the order of the rules, but of several subjects the one
that holds tasks ("PHƯƠNG HƯỚNG, NHIỆM VỤ", "KINH PHÍ VÀ TỔ CHỨC THỰC HIỆN"); for a heading of the first
level then words anywhere in it; then an agency's name at its head ("1. Bộ Công Thương:") where no parent gives a role; then the parent's
role; then None: not known. A heading that opens with a verb ("Huy động … các nguồn lực") says what is to be done and changes no role
below the first level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from extractor.folding import fold, without_marks
from extractor.lazy_patterns import lazy_pattern
from extractor.phrases import PhraseSet
from extractor.records import Role
from extractor.structure.numbering import parse_marker
from extractor.vocabulary import load_vocabulary

_JOINT = lazy_pattern(r",\s+(?:và\s+)?|\s+và\s+")
_WORKING: frozenset[Role | None] = frozenset({"content", "implementation"})
_TELLING: frozenset[Role] = frozenset({"situation", "legal_basis", "content", "implementation"})
_NUMBER_MISREAD = lazy_pattern(r"^[hil1|]{1,4}\s?[-.)]\s*")  # "III"
_TOLD = lazy_pattern(r"(?:giao\s+|(?:một số\s+)?yêu cầu\s+(?:(?:cụ thể\s+)?đối với\s+)?|đề nghị\s+)?(?:các\s+|những\s+)?")
# What is required of something or somebody is no requirement on the plan as a whole.
_REQUIRED_OF = lazy_pattern(r"yêu cầu\s+(?:cụ thể\s+)?(?:đối với|triển khai|thực hiện)\s")


class _Rule(Struct, frozen=True):
    role: Role
    always: re.Pattern[str] | None
    openers: tuple[str, ...]
    starts: PhraseSet
    within_tasks: PhraseSet
    weak: frozenset[str]
    anywhere: re.Pattern[str] | None


def _any_of(patterns: Sequence[str], needs: Sequence[str] = ()) -> re.Pattern[str] | None:
    return lazy_pattern("|".join(rf"(?:{pattern})(?!\w)" for pattern in patterns), needs=needs) if patterns else None


@cache
def _rules() -> tuple[_Rule, ...]:
    rules = []
    roles: dict[Role, dict[str, list[str]]] = load_vocabulary("section_roles")  # type: ignore[assignment]
    for role, rule in roles.items():
        always, anywhere = _any_of(rule.get("always", []), rule.get("always_needs", ())), _any_of(rule["anywhere"])
        starts, within_tasks = PhraseSet(rule["starts"]), PhraseSet(rule.get("within_tasks", ()))
        rules.append(_Rule(role, always, tuple(rule["starts"]), starts, within_tasks, frozenset(rule.get("weak", ())), anywhere))
    return tuple(rules)


@cache
def _subjects() -> PhraseSet:
    return PhraseSet(load_vocabulary("actions")["subjects"])


@cache
def _nobody() -> PhraseSet:
    return PhraseSet(load_vocabulary("actions")["no_subjects"])


def role_of_heading(heading: str, level: int, parent: Role | None) -> Role | None:
    """The role of a heading (its marker may still be there) at a level from 1, under a parent's role. None: not known."""
    marker = parse_marker(heading)
    folded = fold(heading[marker.length if marker else 0 :]).strip(" .:;*")
    for rule in _rules():
        if rule.always and rule.always.search(folded):
            return rule.role
    orders = names_subject(folded) or _REQUIRED_OF.match(folded)  # "Yêu cầu các sở, ngành …" is no "Yêu cầu"
    if (opened := _opened(folded, parent)) and not (orders and opened == "purpose"):
        further = (_opened(part, parent) for part in _JOINT.split(folded)[1:])
        return opened if opened in _TELLING else next((role for role in further if role in _WORKING), opened)
    if level == 1:
        for rule in _rules():
            if rule.anywhere and rule.anywhere.search(folded):
                return rule.role
    if parent is None and names_subject(folded) and _nobody().end_at(folded) is None:
        return "implementation"
    if level == 1 and parent is None and heading.isupper():
        return _misread(folded)
    return parent


@cache
def _roadmaps() -> PhraseSet:
    return PhraseSet(load_vocabulary("section_roles")["schedule"]["roadmap"])


def is_roadmap(heading: str) -> bool:
    """Whether a schedule's heading (its marker may still be there) is one under which plans also tell work: stages, no mere days."""
    marker = parse_marker(heading)
    return _roadmaps().end_at(fold(heading[marker.length if marker else 0 :]).strip(" .:;*")) is not None


@cache
def _bare_starts() -> tuple[tuple[Role, PhraseSet], ...]:
    """For each role its opening words of three syllables or more, without marks on their letters."""
    return tuple((rule.role, PhraseSet(without_marks(start) for start in rule.openers if start.count(" ") > 1)) for rule in _rules())


def _misread(folded: str) -> Role | None:
    """The role of a heading in capitals whose marks, and number, a recogniser has misread ("HI- TỎ CHỨC THỰC HIỆN"); None where none is."""
    bare = _NUMBER_MISREAD.sub("", without_marks(folded))
    return next((role for role, starts in _bare_starts() if starts.end_at(bare) is not None), None)


def _opened(folded: str, parent: Role | None) -> Role | None:
    """The role that opening words give; under a section of tasks those that may be a verb or another word ("Đánh giá …") give none.

    There a few have a role of their own: whom the work is for ("Đối tượng thi đua") is no scope of the plan.
    """
    if parent in _WORKING and (within := next((rule.role for rule in _rules() if rule.within_tasks.end_at(folded) is not None), None)):
        return within
    for rule in _rules():
        end = rule.starts.end_at(folded)
        if end is not None and not (parent in _WORKING and folded[:end] in rule.weak and end < len(folded)):
            return rule.role
    return None


def names_subject(folded: str) -> bool:
    """Whether a folded heading begins with somebody who can be told to act."""
    told = _TOLD.match(folded)
    return _subjects().end_at(folded, told.end() if told else 0) is not None
