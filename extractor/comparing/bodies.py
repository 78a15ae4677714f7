"""Agencies of two plans compared through what became of them (`mentions.agency_succession`): moved by reform, or not.

`day` is the later of the two plans' days: up to it each body is followed through those that came after it, so that "Sở Lao động – Thương
binh và Xã hội" of 2024 and "Sở Nội vụ" of 2026 are one, and the same two of 2022 and 2023 are not. The plans' agencies carry that history
(`Agency.successors`), for the place of the plan. Where the day of a plan is not known nothing is followed. Bodies of a place are alike in
every place: "Ủy ban nhân dân tỉnh Bắc Giang" in a plan of Bắc Giang is "Ủy ban nhân dân tỉnh Lào Cai" in one of Lào Cai, each its own
province's. Symmetric in the plans but for the order of a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from extractor.comparing.records import Cause, Step
from extractor.mentions.agency_succession import place_on
from extractor.records import AgencyMention, Plan, Successor
from extractor.registry import name_key
from extractor.structure.issuers import province_of

__all__ = ["Body", "Register", "cause_of", "day_of", "later_day"]

_LEVELS = ("tỉnh", "thành phố")


class Body(Struct, frozen=True):
    """An agency of a plan: its name, what it was called on the day asked of, and keys of both that are alike in every place."""

    name: str
    later_name: str
    key: str
    later_key: str
    steps: tuple[Step, ...] = ()
    heirs: tuple[tuple[str, Successor], ...] = ()


def day_of(plan: Plan) -> str | None:
    """The day of a plan, ISO 8601: that of issue, the first where its day or month is blank, else the first that it covers."""
    date = plan.metadata.date_issued or plan.metadata.period.start
    return date + "-01-01"[len(date) - 4 :] if date else None


def later_day(one: Plan, other: Plan) -> str | None:
    """The later of two plans' days; None where one is not known."""
    days = day_of(one), day_of(other)
    return max(filter(None, days)) if all(days) else None


class Register:
    """The bodies of one plan as of a day."""

    def __init__(self, plan: Plan, day: str | None) -> None:
        self._histories = {agency.id: agency.successors for agency in plan.agencies}
        self._own = [f" {name_key(place)}" for place in _own_places(province_of(plan.metadata), day)]
        self._day = day
        self._known: dict[tuple[str, str | None], Body] = {}

    def body(self, mention: AgencyMention) -> Body:
        """The body that a task names."""
        asked = mention.name, mention.agency_id
        if asked not in self._known:
            self._known[asked] = self._followed(mention.name, self._histories.get(mention.agency_id or "", ()))
        return self._known[asked]

    def _followed(self, name: str, history: Iterable[Successor]) -> Body:
        now, steps, heirs = name, [], []
        for heir in history:
            if self._day is None or heir.since > self._day:
                continue
            if heir.duties is not None:
                heirs.append((self._key(heir.name), heir))
                continue
            steps.append(Step(before=now, after=heir.name, since=heir.since, ground=heir.ground))
            now = heir.name
        return Body(name, now, self._key(name), self._key(now), tuple(steps), tuple(heirs))

    def _key(self, name: str) -> str:
        key = name_key(name)
        for own in self._own:
            key = key.removesuffix(own)
        return key


def _own_places(province: str | None, day: str | None) -> Iterator[str]:
    """The province of a plan, and the one that it is in on the day."""
    for level in _LEVELS if province else ():
        yield f"{level} {province}"
        now = place_on(f"{level} {province}", day).name if day else None
        if now and now != f"{level} {province}":
            yield now


def cause_of(before: Iterable[Body], after: Iterable[Body], day: str | None) -> tuple[Cause | None, tuple[Step, ...]]:
    """Why the bodies of a task are others than before; None where they are the same; then the reforms that explain it."""
    old, new = list(before), list(after)
    if {body.key for body in old} == {body.key for body in new}:
        return None, ()
    steps: dict[Step, None] = {}
    for body in (*old, *new):
        others = new if body in old else old
        if body.key not in {other.key for other in others} and body.later_key in {other.later_key for other in others}:
            steps.update(dict.fromkeys(body.steps))
    if {body.later_key for body in old} == {body.later_key for body in new}:
        return "reform", tuple(steps)
    if {body.later_key for body in old} & {body.later_key for body in new}:
        return "some_stay", tuple(steps)
    parts = {
        Step(before=body.name, after=heir.name, since=heir.since, ground=heir.ground, duties=heir.duties): None
        for one, others in ((old, new), (new, old))
        for body in one
        for key, heir in body.heirs
        if key in {other.key for other in others}
    }
    if parts:
        return "part_of_reform", tuple(parts)
    return ("not_known" if day is None else "not_by_reform"), ()
