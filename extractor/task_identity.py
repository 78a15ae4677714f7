"""What programs go by when they read a plan: that its tasks can be told apart, and that what hangs on what is a tree.

An extraction always gives that; a file that was put together by hand or by another program may not.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.records import Plan

__all__ = ["fault_of"]


def fault_of(plan: Plan) -> str | None:
    """What is wrong: an id that two tasks have, a task that is live and dropped at once, tasks that hang on one another in a circle."""
    uses = Counter(task.id for task in plan.tasks)
    if twice := [identity for identity, count in uses.items() if count > 1]:
        return f"two tasks have the id {twice[0]!r}"
    uses.update(task.id for task in plan.dropped)
    if both := [task.id for task in plan.dropped if uses[task.id] > 1]:
        return f"the task {both[0]!r} is dropped and is not, or dropped twice"
    above = {task.id: task.parent_id for task in plan.tasks}
    settled: set[str | None] = {None}
    for identity in above:
        way: list[str | None] = []
        at: str | None = identity
        while at not in settled and at in above:
            settled.add(at)
            way.append(at)
            at = above[at]
        if at in way:
            return f"the task {at!r} hangs on itself"
    return None
