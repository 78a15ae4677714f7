"""The records of a comparison, contract version compare-1.0: what `extract compare` writes and `extractor.compare` gives.

Frozen values; JSON out (`Comparison.to_json`) and in (`decode`); the JSON Schema is generated from them (`json_schema`).
Plans are named by their place in `Comparison.plans`, tasks by their id in their plan: every statement so has both places, and a task its
words, span and page. Spans are half-open code point offsets, of a task into its plan's text.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from extractor.records import Comparator, Fraction, Generator, IsoDate, Period, PlanError, Record, Span

SCHEMA_VERSION = "compare-1.0"

Kind = Literal["kept", "reworded", "merged", "split", "dropped", "new"]
Field = Literal["lead_agencies", "coordinating_agencies", "section", "deadline", "outputs", "targets", "legal_references"]
Cause = Literal["reform", "part_of_reform", "some_stay", "not_by_reform", "not_known", "renamed"]
_MOVING: frozenset[Cause | None] = frozenset({"part_of_reform", "not_by_reform", "not_known"})
WarningCode = Literal["order_of_time", "same_document", "recognised"]
PieceKind = Literal["same", "removed", "added"]
Quarter = Literal["Q1", "Q2", "Q3", "Q4", "year", "longer", "none"]
PlanIndex = Annotated[int, Meta(ge=0, description="Place of the plan in `plans`, from 0")]
TaskId = Annotated[str, Meta(description="Id of the task in its plan")]


class ComparedAgency(Record, frozen=True, kw_only=True):
    """An agency as the plan names it, and what it was called on the day of the latest plan, where that is another name."""

    name: str
    later_name: str | None = None


class ComparedTask(Record, frozen=True, kw_only=True):
    """A task of one of the plans; `deadline` are its words. `page` is the first one, None where the document has no pages."""

    id: TaskId
    fingerprint: str
    number: str | None
    section: str | None
    title: str | None
    text: str
    span: Span
    page: int | None
    lead_agencies: tuple[ComparedAgency, ...] = ()
    coordinating_agencies: tuple[ComparedAgency, ...] = ()
    deadline: str | None = None
    outputs: tuple[str, ...] = ()


class ComparedPlan(Record, frozen=True, kw_only=True):
    """One of the plans. `year`: the first that it covers, else that of its issue."""

    filename: str | None
    sha256: str
    number: str | None
    title: str | None
    issuer: str | None
    date_issued: str | None
    period: Period
    year: int | None
    tasks: tuple[ComparedTask, ...]


class Likeness(Record, frozen=True, kw_only=True, gc=False):
    """How alike two tasks are, 0 to 1, and by what: each part is None where one of both says nothing of it, and then does not count.

    `words`: shared words, rare ones counting more; `within`: the share of the shorter one's words that the other has; `agencies`: leads,
    through their succession; `section`: headings; `targets`: indicators; `references`: documents cited. `stretch`: both have the same eight
    syllables in a row, that no other task of either plan has.
    """

    score: Fraction
    words: Fraction
    within: Fraction
    stretch: bool
    agencies: Fraction | None = None
    section: Fraction | None = None
    targets: Fraction | None = None
    references: Fraction | None = None


class Piece(Record, frozen=True, kw_only=True, gc=False):
    """Words that both have ("same", printed as in the later), only the earlier ("removed"), or only the later ("added").

    `before` and `after` are their spans in the text of the task of that plan, counted from its start.
    """

    kind: PieceKind
    text: str
    before: Span | None = None
    after: Span | None = None


class Link(Record, frozen=True, kw_only=True):
    """An earlier task and a later one that belong together. `difference` is empty where their words are the same."""

    before: TaskId
    after: TaskId
    likeness: Likeness
    difference: tuple[Piece, ...] = ()


class Value(Record, frozen=True, kw_only=True):
    """What a task says in a field: the words, which task, where in the plan's text and on which page."""

    task: TaskId
    text: str
    span: Span
    page: int | None = None


class Step(Record, frozen=True, kw_only=True):
    """A body that became another by reform: from which day, and by which document; `duties`: the part that went, where not the whole."""

    before: str
    after: str
    since: IsoDate
    ground: str
    duties: str | None = None


class Change(Record, frozen=True, kw_only=True):
    """What moved in a field. One of `before` and `after` may be empty: then only the other says something.

    `cause`, of lead agencies: "reform" where every body is the earlier one or its heir, "part_of_reform" where some body took over a
    part of its duties, "some_stay" where one goes on (or its heir) and others joined or left, "not_by_reform" where the work went to
    another body and no reform is known that tells why, "not_known" the same where a plan has no date. `steps` are the reforms. Of a section
    it is "renamed" where the later plan has the earlier one's section under another heading. `days`, of
    deadlines: how much later (negative: earlier) it is within its plan's year, where both have a day.
    """

    field: Field
    before: tuple[Value, ...] = ()
    after: tuple[Value, ...] = ()
    cause: Cause | None = None
    steps: tuple[Step, ...] = ()
    days: int | None = None

    @property
    def is_move(self) -> bool:
        """Whether the task went to another body, not by reform alone, or to another section, not one under a new heading."""
        return self.cause in _MOVING or (self.field == "section" and self.cause != "renamed")


class Alignment(Record, frozen=True, kw_only=True):
    """Tasks that belong together, and what became of them.

    "kept": the same words, apart from years, and from the figures, times, bodies and documents named in them, whose changes are in
    `changes`; "reworded": other words; "merged": several became one; "split": one became several; "dropped", "new": no partner.
    """

    kind: Kind
    before: tuple[TaskId, ...]
    after: tuple[TaskId, ...]
    links: tuple[Link, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether any of its changes is a move."""
        return any(change.is_move for change in self.changes)


class PlanPair(Record, frozen=True, kw_only=True):
    """Two plans and every task of both in exactly one alignment. It depends on these two alone."""

    before: PlanIndex
    after: PlanIndex
    alignments: tuple[Alignment, ...]

    def count(self, kind: Kind) -> int:
        """How many alignments are of a kind."""
        return sum(alignment.kind == kind for alignment in self.alignments)


class Point(Record, frozen=True, kw_only=True):
    """A figure of an indicator in a plan. `year`: by when it is to be reached, else the plan's. `task` is None outside of tasks."""

    plan: PlanIndex
    task: TaskId | None
    year: int | None
    comparator: Comparator
    value: float
    value_max: float | None
    text: str
    span: Span
    page: int | None


class Indicator(Record, frozen=True, kw_only=True):
    """One indicator over the plans, as the latest of them words it; points in the order of the plans, then of the years."""

    name: str
    unit: str | None
    points: tuple[Point, ...]


class Load(Record, frozen=True, kw_only=True):
    """How many tasks a body leads in a plan, by the quarter in which they are due.

    "year": over a whole year or several quarters; "longer": more than a year; "none": no day is said. A task of several leads counts for
    each.
    """

    plan: PlanIndex
    agency: str
    quarters: dict[Quarter, int]
    tasks: tuple[TaskId, ...]


class Citation(Record, frozen=True, kw_only=True):
    """A legal or directing document: in which plans it is cited, and by which of their tasks (none: outside of tasks)."""

    name: str
    symbol: str | None
    plans: tuple[PlanIndex, ...]
    tasks: tuple[tuple[TaskId, ...], ...]


class ComparisonWarning(Record, frozen=True, kw_only=True):
    """What a reader should know of one or two of the plans.

    "order_of_time": the second is named later and is the earlier one; "same_document": both were read from one file; "recognised": the text
    of the plan, or of some of its pages, was recognised from pictures.
    """

    code: WarningCode
    plans: tuple[PlanIndex, ...]


class Comparison(Record, frozen=True, kw_only=True):
    """Plans held against each other, in the order given: `pairs` has each two of them once, the earlier in that order first."""

    schema_version: Annotated[str, Meta(pattern=r"^compare-1\.\d+$")]
    generator: Generator
    plans: tuple[ComparedPlan, ...]
    pairs: tuple[PlanPair, ...]
    indicators: tuple[Indicator, ...]
    loads: tuple[Load, ...]
    citations: tuple[Citation, ...]
    warnings: tuple[ComparisonWarning, ...] = ()

    def to_json(self) -> bytes:
        """UTF-8 JSON, indented by one space, a line feed at the end."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    def pair(self, before: int, after: int) -> PlanPair:
        """The pair of two plans by their places. Raises KeyError where there is none: the earlier is named first."""
        for pair in self.pairs:
            if (pair.before, pair.after) == (before, after):
                return pair
        raise KeyError((before, after))

    def rows(self) -> Iterator[dict[str, Any]]:
        """One flat row a link, dropped or new task, for a frame: `pandas.DataFrame(comparison.rows())`, `polars.DataFrame(…)` alike.

        Keys: before_plan, after_plan (places), kind, before, after (ids, None for none), score, before_text, after_text, before_page,
        after_page, before_leads, after_leads (joined by "; "), moved, changed (fields joined by "; ").
        """
        tasks = [{task.id: task for task in plan.tasks} for plan in self.plans]
        for pair in self.pairs:
            for alignment in pair.alignments:
                links: list[tuple[str | None, str | None, float | None]]
                links = [(link.before, link.after, link.likeness.score) for link in alignment.links]
                links = links or [(one, None, None) for one in alignment.before] or [(None, one, None) for one in alignment.after]
                for before, after, score in links:
                    sides = {"before": tasks[pair.before].get(before or ""), "after": tasks[pair.after].get(after or "")}
                    row: dict[str, Any] = {
                        "before_plan": pair.before, "after_plan": pair.after, "kind": alignment.kind,
                        "before": before, "after": after, "score": score,
                    }  # fmt: skip
                    for side, task in sides.items():
                        row[f"{side}_text"] = task and task.text
                        row[f"{side}_page"] = task and task.page
                        row[f"{side}_leads"] = task and "; ".join(agency.name for agency in task.lead_agencies)
                    yield row | {"moved": alignment.moved, "changed": "; ".join(change.field for change in alignment.changes)}


def decode(data: bytes | str) -> Comparison:
    """A Comparison from its JSON. Raises PlanError where it is none."""
    try:
        return msgspec.json.decode(data, type=Comparison)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise PlanError(str(error)) from error


def json_schema() -> dict[str, Any]:
    """JSON Schema (Draft 2020-12) of the comparison. Every key is required in what `extract compare` writes."""
    schema = msgspec.json.schema(Comparison)
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vietnamese plans compared",
        "version": SCHEMA_VERSION,
        **schema,
    }
