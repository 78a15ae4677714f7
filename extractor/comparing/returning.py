"""Tasks that a plan leaves out and a later one has again: between neighbours they are dropped, then new; over the gap they are linked."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.comparing.records import Alignment, ComparedTask, Comparison, PlanIndex, PlanPair

__all__ = ["Returning"]


class Returning:
    """Where the tasks without partner of two neighbouring plans are, in plans before and after both."""

    def __init__(self, comparison: Comparison) -> None:
        self._count = len(comparison.plans)
        self._tasks = [{task.id: task for task in plan.tasks} for plan in comparison.plans]
        self._partners: dict[tuple[PlanIndex, str, PlanIndex], list[str]] = {}
        for pair in comparison.pairs:
            for link in (link for alignment in pair.alignments for link in alignment.links):
                self._partners.setdefault((pair.before, link.before, pair.after), []).append(link.after)
                self._partners.setdefault((pair.after, link.after, pair.before), []).append(link.before)

    def found(self, pair: PlanPair, alignment: Alignment) -> tuple[PlanIndex, tuple[ComparedTask, ...]] | None:
        """Of a dropped task the next plan that has it again, of a new one the last that had it, and the tasks there; else None."""
        for plan, task, others in self._asked(pair, alignment):
            for other in others:
                if partners := self._partners.get((plan, task, other)):
                    return other, tuple(self._tasks[other][partner] for partner in partners)
        return None

    def _asked(self, pair: PlanPair, alignment: Alignment) -> Iterator[tuple[PlanIndex, str, range]]:
        if alignment.kind == "dropped":
            yield pair.before, alignment.before[0], range(pair.after + 1, self._count)
        elif alignment.kind == "new":
            yield pair.after, alignment.after[0], range(pair.before - 1, -1, -1)
