"""A comparison on a terminal: the plans, what became of the tasks from each plan to the next, and the indicators followed.

Fits the terminal's width, is coloured only on a terminal, and shows no control character of the documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from extractor.comparing.records import Alignment, ComparedTask, Comparison, Kind, PlanPair
from extractor.comparing.returning import Returning
from extractor.comparing.wording import Words
from extractor.messages import Language
from extractor.shortening import shortened
from extractor.terminal.plain_text import plain
from extractor.terminal.rich_view import console_of

__all__ = ["KINDS", "show_comparison"]

KINDS: tuple[Kind, ...] = ("kept", "reworded", "merged", "split", "dropped", "new")
WIDEST = 140
_LONGEST = 110  # characters of a task, and of each side of a change
_SHORT = 75  # of a task without partner
_STYLES = {"kept": "", "reworded": "yellow", "merged": "cyan", "split": "cyan", "dropped": "red", "new": "green"}


def show_comparison(comparison: Comparison, language: Language, stream: TextIO) -> None:
    """Writes the comparison to the stream."""
    console, words = console_of(stream, widest=WIDEST), Words(language)
    console.print(Text(words("title"), style="bold"))
    for number, plan in enumerate(comparison.plans, start=1):
        console.print(Text(f"{number}. {plain(words.plan(plan))} – {len(plan.tasks)} {words('tasks').lower()}"))
    returning = Returning(comparison)
    for warning in words.warnings(comparison.warnings):
        console.print(Text(warning, style="bold yellow"))
    for pair in comparison.pairs:
        if pair.after == pair.before + 1:
            console.print()
            console.print(Text(words("pair", before=pair.before + 1, after=pair.after + 1), style="bold"))
            console.print(Text(_counts(pair, words)))
            console.print(_table(comparison, pair, returning, words))
    followed = [one for one in comparison.indicators if len({point.plan for point in one.points}) > 1]
    if followed:
        console.print(Text(words("indicators"), style="bold"))
    for indicator in followed:
        points = " → ".join(f"{words.figure(point, indicator.unit)} ({point.year or point.plan + 1})" for point in indicator.points)
        console.print(Text(f"{_cut(indicator.name)}: {plain(points)}"))


def _counts(pair: PlanPair, words: Words) -> str:
    counts = [f"{words.kind(kind)} {pair.count(kind)}" for kind in KINDS]
    return "; ".join([*counts, f"{words('moved')} {sum(alignment.moved for alignment in pair.alignments)}"])


def _table(comparison: Comparison, pair: PlanPair, returning: Returning, words: Words) -> Table:
    sides = tuple({task.id: task for task in comparison.plans[place].tasks} for place in (pair.before, pair.after))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, show_lines=False, leading=1)
    table.add_column(words("outcome"), no_wrap=True)
    for name, ratio in (("before", 5), ("after", 5), ("changes", 4)):
        table.add_column(words(name), ratio=ratio)
    for alignment in sorted(pair.alignments, key=lambda one: (not one.links, KINDS.index(one.kind) if not one.links else 0)):
        old, new = (
            "\n".join(_task(side[one], words, _LONGEST if alignment.links else _SHORT) for one in ids) or "–"
            for side, ids in zip(sides, _ids(alignment), strict=True)
        )
        table.add_row(
            Text(words.kind(alignment.kind), style=_STYLES[alignment.kind]),
            Text(old),
            Text(new),
            Text("\n".join((*_changes(alignment, words), *_elsewhere(words.elsewhere(alignment.kind, returning.found(pair, alignment)))))),
        )
    return table


def _ids(alignment: Alignment) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return alignment.before, alignment.after


def _task(task: ComparedTask, words: Words, longest: int) -> str:
    text = task.text[len(task.number) :].lstrip(".)/ ") if task.number and task.text.startswith(task.number) else task.text
    place = words.place(task)
    shown = _cut(text.lstrip("-+•* "), longest)
    return f"[{place}] {shown}" if place else shown


def _changes(alignment: Alignment, words: Words) -> Iterator[str]:
    for change in alignment.changes:
        before, after = (_cut("; ".join(dict.fromkeys(value.text for value in side))) or "–" for side in (change.before, change.after))
        cause = f" ({words.cause(change.cause)})" if change.cause else ""
        yield f"{words.field(change.field)}: {before} → {after}{cause}"


def _elsewhere(told: str | None) -> Iterator[str]:
    if told:
        yield _cut(told)


def _cut(text: str, longest: int = _LONGEST) -> str:
    return shortened(plain(text), longest)
