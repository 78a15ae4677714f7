"""How well plans are aligned, on the annotated pairs (`plan_pairs`): links found, kinds told, bodies that moved.

A link is an earlier task and a later one that belong together; possible links count neither as found nor as missed. A kind is right for a
group only where all its tasks are. The confusion counts tasks of both sides by what became of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from extractor.comparing.aligning import groups_of
from extractor.comparing.comparison import compare_plans
from extractor.comparing.likeness import Sides
from extractor.comparing.records import Alignment, Kind
from recipes.plan_pairs import Pair

__all__ = ["KINDS", "Figures", "Tally", "figures_of", "link_tally"]

KINDS: tuple[Kind, ...] = ("kept", "reworded", "split", "merged", "dropped", "new")
Links = set[tuple[str, str]]


class Tally(NamedTuple):
    """Right, wrongly told, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)

    def __add__(self, other: tuple[int, ...]) -> Tally:  # type: ignore[override]
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


class Figures(NamedTuple):
    """Of some pairs together. `confusion`: (true kind, told kind) to tasks."""

    links: Tally
    kinds: dict[Kind, Tally]
    moved: Tally
    confusion: Counter[tuple[str, str]]


def link_tally(pair: Pair, found: Links) -> Tally:
    """The links found held against the truth."""
    true = {(a, b) for _, before, after in pair.truth.groups for a in before for b in after}
    return Tally(len(true & found), len(found - true - pair.truth.possible), len(true - found))


def links_of(sides: Sides, group: Callable[[Sides], list[tuple[tuple[int, ...], tuple[int, ...]]]] = groups_of) -> Links:
    """The links of an alignment, by ids."""
    return {(sides.left[row].task.id, sides.right[column].task.id) for rows, columns in group(sides) for row in rows for column in columns}


def figures_of(pairs: Iterable[Pair]) -> Figures:
    """The figures of all the pairs."""
    links, moved = Tally(0, 0, 0), Tally(0, 0, 0)
    kinds = {kind: Tally(0, 0, 0) for kind in KINDS}
    confusion: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        told = compare_plans([pair.before, pair.after]).pairs[0].alignments
        links += link_tally(pair, {(link.before, link.after) for one in told for link in one.links})
        true = _true_groups(pair)
        said = {(one.kind, one.before, one.after) for one in told if not _is_possible(one, pair)}
        for kind in KINDS:
            one, other = ({group for group in groups if group[0] == kind} for groups in (true, said))
            kinds[kind] += (len(one & other), len(other - one), len(one - other))
        labels = _labels(said)
        confusion.update((kind, labels[task]) for task, kind in _labels(true).items() if task in labels)
        if pair.sort == "edited":  # of these alone it is known
            went = {
                after
                for one in told
                if any(change.cause in ("part_of_reform", "not_by_reform") for change in one.changes)
                for after in one.after
            }
            paired = {after for _, _, afters in pair.truth.groups for after in afters}
            moved += (len(went & pair.moved), len(went & paired - pair.moved), len(pair.moved - went))
    return Figures(links, kinds, moved, confusion)


def _true_groups(pair: Pair) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The groups of the truth with those of tasks that are alone."""
    groups = {(kind, tuple(sorted(before)), tuple(sorted(after))) for kind, before, after in pair.truth.groups}
    old, new = {task for _, before, _ in groups for task in before}, {task for _, _, after in groups for task in after}
    groups |= {("dropped", (task.id,), ()) for task in pair.before.tasks if task.id not in old}
    return groups | {("new", (), (task.id,)) for task in pair.after.tasks if task.id not in new}


def _is_possible(one: Alignment, pair: Pair) -> bool:
    return any((link.before, link.after) in pair.truth.possible for link in one.links)


def _labels(groups: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> dict[tuple[int, str], str]:
    return {(side, task): kind for kind, *sides in groups for side, tasks in enumerate(sides) for task in tasks}
