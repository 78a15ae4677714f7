"""Pairs of plans with their truth, from corpus/pairs: which task of the earlier belongs to which of the later, and how.

`NAME.toml` names the earlier plan and either the later one, with the groups that a reader found, or the edits that make a later one of it
(`edited_plan`). A task is named by how its text begins, without its number. `possible` are pairs of which a reader may think either way: to
find one is no error, to miss it neither. `held_out`: no number is fitted to the pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import rtoml

from extractor import extract
from extractor.comparing.words import bare_text
from extractor.records import Plan
from extractor.tasks.fingerprints import folded_words
from recipes.edited_plan import Edited, edited_plan

__all__ = ["Pair", "Sort", "Truth", "pairs"]

Sort = Literal["read", "written", "edited"]
"""Two plans as they were issued; a later one written by hand; one edited by chance."""

CORPUS = Path(__file__).parent.parent / "corpus"


class Truth(NamedTuple):
    """Ids of tasks: the groups that have both sides, by kind, and pairs that may be or not."""

    groups: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    possible: frozenset[tuple[str, str]]


class Pair(NamedTuple):
    """Two plans, where the later one is from, which tasks of them belong together, and the tasks that were given to another body, not by
    reform (ids of the later).
    """

    name: str
    held_out: bool
    sort: Sort
    before: Plan
    after: Plan
    truth: Truth
    moved: frozenset[str]


def pairs(folder: Path = CORPUS / "pairs") -> Iterator[Pair]:
    """All pairs, by name. Raises ValueError where a task is not found in its plan as the pair says."""
    for path in sorted(folder.glob("*.toml")):
        said = rtoml.load(path)
        before = extract(CORPUS / said["earlier"])
        held_out: bool = said.get("held_out", False)
        if "later" in said:
            after = extract(CORPUS / said["later"])
            yield Pair(path.stem, held_out, "read", before, after, _read(said, before, after, path.stem), frozenset())
            continue
        stranger = extract(CORPUS / said["stranger"])
        edited, after = _as_read(edited_plan(before, stranger, said), path.stem)
        yield Pair(path.stem, held_out, "written" if "reworded" in said else "edited", before, after, *_of_edits(edited, after))


def _as_read(edited: Edited, name: str) -> tuple[Edited, Plan]:
    """The later plan and what the program reads of it, without the rows that it reads otherwise than they were written."""
    for _ in range(9):
        after = extract(edited.document().encode(), filename=f"{name}.md")
        read = {folded_words(bare_text(task)[0]) for task in after.tasks}
        unread = {row.text for row in edited.rows if folded_words(row.text) not in read}
        if not unread:
            return edited, after
        edited = edited.without(unread)
    raise ValueError(f"{name}: not read as written")


def _read(said: dict[str, Any], before: Plan, after: Plan, name: str) -> Truth:
    groups = tuple(
        (
            group["kind"],
            *(tuple(_by_beginning(plan, text, name) for text in group[side]) for plan, side in ((before, "before"), (after, "after"))),
        )
        for group in said.get("group", ())
    )
    possible = frozenset((_by_beginning(before, a, name), _by_beginning(after, b, name)) for a, b in said.get("possible", ()))
    return Truth(groups, possible)


def _by_beginning(plan: Plan, text: str, name: str) -> str:
    found = [task.id for task in plan.tasks if bare_text(task)[0].startswith(text)]
    if len(found) != 1:
        raise ValueError(f"{name}: {len(found)} tasks begin with {text!r}")
    return found[0]


def _of_edits(edited: Edited, after: Plan) -> tuple[Truth, frozenset[str]]:
    ids = {folded_words(bare_text(task)[0]): task.id for task in after.tasks}
    moved: set[str] = set()
    by_origin: dict[tuple[str, ...], list[str]] = {}
    kinds = {}
    for row in edited.rows:
        identity = ids[folded_words(row.text)]
        if row.origins:
            by_origin.setdefault(row.origins, []).append(identity)
            kinds[row.origins] = row.kind
        if row.moved:
            moved.add(identity)
    groups = [(kinds[origins], origins, tuple(found)) for origins, found in by_origin.items()]
    return Truth(tuple(groups), frozenset()), frozenset(moved)
