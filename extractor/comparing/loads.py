"""How much each body leads in each plan, and when it is due.

Bodies are counted under the name of the latest plan's day (`bodies`), so that a body and its heir are one over the years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.comparing.bodies import Register
from extractor.comparing.records import Load, Quarter
from extractor.records import Deadline, Plan

__all__ = ["QUARTERS", "loads_of", "quarter_of"]

QUARTERS: tuple[Quarter, ...] = ("Q1", "Q2", "Q3", "Q4", "year", "longer", "none")
_OF_QUARTER: tuple[Quarter, ...] = ("Q1", "Q2", "Q3", "Q4")


def loads_of(plans: Sequence[Plan], day: str | None) -> Iterator[Load]:
    """Plan by plan, the body with the most tasks first."""
    names: dict[str, str] = {}
    by_plan: list[dict[str, dict[str, Quarter]]] = []
    for plan in plans:
        register = Register(plan, day)
        tasks: dict[str, dict[str, Quarter]] = {}
        for task in plan.tasks:
            for body in map(register.body, task.lead_agencies):
                names[body.later_key] = body.later_name
                tasks.setdefault(body.later_key, {})[task.id] = quarter_of(task.deadline)
        by_plan.append(tasks)
    for place, tasks in enumerate(by_plan):
        for key in sorted(tasks, key=lambda key: (-len(tasks[key]), key)):
            counts = {quarter: sum(due == quarter for due in tasks[key].values()) for quarter in QUARTERS}
            yield Load(plan=place, agency=names[key], quarters=counts, tasks=tuple(tasks[key]))


def quarter_of(deadline: Deadline | None) -> Quarter:
    """The quarter of the last day; of a time that spans several quarters the year."""
    if deadline is None or deadline.end is None:
        return "none"
    start, end = deadline.start, deadline.end
    due = _OF_QUARTER[(int(end[5:7]) - 1) // 3]
    if start is None or start > end:
        return due
    months = (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7])
    if months >= 12:
        return "longer"
    return due if months < 3 and start[:4] == end[:4] and (int(start[5:7]) - 1) // 3 == (int(end[5:7]) - 1) // 3 else "year"
