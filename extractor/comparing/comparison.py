"""Plans compared: every two of them aligned by themselves, then the figures over all.

The plans stay in the order in which they are given, which is taken as that of time. A pair depends on its two plans alone, so that a
further plan changes nothing between the others. In a pair the alignments follow the tasks of the earlier plan, new ones behind, in the
order of the later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.comparing.aligning import groups_of
from extractor.comparing.bodies import Register, day_of, later_day
from extractor.comparing.changes import Fields, year_of
from extractor.comparing.citing import citations_of
from extractor.comparing.differing import difference, same_words
from extractor.comparing.headings import renamed
from extractor.comparing.indicators import indicators_of
from extractor.comparing.likeness import Seen, heading_of, section_above, seen_together
from extractor.comparing.loads import loads_of
from extractor.comparing.places import Placing
from extractor.comparing.records import (
    SCHEMA_VERSION,
    Alignment,
    ComparedAgency,
    ComparedPlan,
    ComparedTask,
    Comparison,
    Kind,
    Link,
    PlanPair,
)  # fmt: skip
from extractor.comparing.warning import warnings_of
from extractor.records import AgencyMention, Generator, Plan
from extractor.release import NAME, VERSION

__all__ = ["compare_plans"]


def compare_plans(plans: Sequence[Plan]) -> Comparison:
    """The comparison of two plans or more. Raises ValueError for fewer."""
    if len(plans) < 2:
        raise ValueError(f"{len(plans)} plans: two are needed")
    day = max(filter(None, map(day_of, plans)), default=None)
    pairs = tuple(
        PlanPair(before=a, after=b, alignments=tuple(_alignments(plans[a], plans[b])))
        for a in range(len(plans))
        for b in range(a + 1, len(plans))
    )
    return Comparison(
        schema_version=SCHEMA_VERSION,
        generator=Generator(name=NAME, version=VERSION, models={}),
        plans=tuple(_compared(plan, day) for plan in plans),
        pairs=pairs,
        indicators=tuple(indicators_of(plans, pairs)),
        loads=tuple(loads_of(plans, day)),
        citations=tuple(citations_of(plans)),
        warnings=tuple(warnings_of(plans)),
    )


def _alignments(before: Plan, after: Plan) -> Iterator[Alignment]:
    sides = seen_together(before, after)
    groups = groups_of(sides)
    headings = ((sides.left[row].section, sides.right[column].section) for rows, columns in groups for row in rows for column in columns)
    fields = Fields(before, after, later_day(before, after), renamed(headings, before.sections, after.sections))
    place = ({task.id: at for at, task in enumerate(before.tasks)}, {task.id: at for at, task in enumerate(after.tasks)})
    found = []
    for rows, columns in groups:
        old = sorted(((sides.left[row], row) for row in rows), key=lambda one: place[0][one[0].task.id])
        new = sorted(((sides.right[column], column) for column in columns), key=lambda one: place[1][one[0].task.id])
        links = tuple(
            Link(before=a.task.id, after=b.task.id, likeness=sides.likeness(row, column), difference=difference(a.task, b.task))
            for a, row in old
            for b, column in new
        )
        one, other = [seen for seen, _ in old], [seen for seen, _ in new]
        found.append(
            Alignment(
                kind=_kind(one, other),
                before=tuple(seen.task.id for seen in one),
                after=tuple(seen.task.id for seen in other),
                links=links,
                changes=tuple(fields.changes(one, other)) if one and other else (),
            )
        )
    found.sort(key=lambda one: (not one.before, place[0][one.before[0]] if one.before else place[1][one.after[0]]))
    yield from found


def _kind(before: Sequence[Seen], after: Sequence[Seen]) -> Kind:
    if not before:
        return "new"
    if not after:
        return "dropped"
    if len(before) > 1:
        return "merged"
    if len(after) > 1:
        return "split"
    return "kept" if same_words(before[0], after[0]) else "reworded"


def _compared(plan: Plan, day: str | None) -> ComparedPlan:
    metadata, placing, register = plan.metadata, Placing(plan), Register(plan, day)
    sections = {section.id: section for section in plan.sections}

    def agencies(mentions: Sequence[AgencyMention]) -> tuple[ComparedAgency, ...]:
        bodies = dict.fromkeys(map(register.body, mentions))
        return tuple(
            ComparedAgency(name=body.name, later_name=body.later_name if body.later_name != body.name else None) for body in bodies
        )

    return ComparedPlan(
        filename=plan.source.filename,
        sha256=plan.source.sha256,
        number=metadata.number,
        title=metadata.title,
        issuer=metadata.issuer.name if metadata.issuer else None,
        date_issued=metadata.date_issued,
        period=metadata.period,
        year=year_of(plan),
        tasks=tuple(
            ComparedTask(
                id=task.id,
                fingerprint=task.fingerprint,
                number=task.number,
                section=heading_of(section_above(task, sections)),
                title=task.title,
                text=task.text,
                span=task.span,
                page=placing.page(task.span),
                lead_agencies=agencies(task.lead_agencies),
                coordinating_agencies=agencies(task.coordinating_agencies),
                deadline=" ".join(task.deadline.text.split()) if task.deadline else None,
                outputs=tuple(output.corrected_text if output.corrected_text is not None else output.text for output in task.outputs),
            )
            for task in plan.tasks
        ),
    )
