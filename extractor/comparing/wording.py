"""What table, workbook and page say of a comparison, in Vietnamese or English (models/comparing.toml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.comparing.records import (
    Cause,
    Change,
    ComparedPlan,
    ComparedTask,
    ComparisonWarning,
    Field,
    Kind,
    Likeness,
    Point,
    Quarter,
    Step,
)
from extractor.messages import Language
from extractor.vocabulary import load_vocabulary

__all__ = ["Words", "number_text"]

PARTS = ("words", "within", "agencies", "section", "targets", "references")


def number_text(value: float, language: Language) -> str:
    """A figure as people write it: a decimal comma in Vietnamese."""
    text = f"{value:.10g}"
    return text.replace(".", ",") if language == "vi" else text


class Words:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._vocabulary = load_vocabulary("comparing")

    def __call__(self, name: str, **details: object) -> str:
        text: str = self._vocabulary["words"][name][self.language]
        return text.format_map(details) if details else text

    def kind(self, kind: Kind) -> str:
        return str(self._vocabulary["kinds"][kind][self.language])

    def field(self, field: Field) -> str:
        return str(self._vocabulary["fields"][field][self.language])

    def cause(self, cause: Cause) -> str:
        return str(self._vocabulary["causes"][cause][self.language])

    def quarter(self, quarter: Quarter) -> str:
        return str(self._vocabulary["quarters"][quarter][self.language])

    def plan(self, plan: ComparedPlan) -> str:
        """The plan's title, with its year where the title does not say it."""
        title = plan.title or self("no_title")
        return title if plan.year is None or str(plan.year) in title else f"{title} ({plan.year})"

    def warnings(self, warnings: Sequence[ComparisonWarning]) -> Iterator[str]:
        """The warnings as sentences, those of one code in one; the plans by their numbers."""
        for code in dict.fromkeys(warning.code for warning in warnings):
            named = (warning.plans for warning in warnings if warning.code == code)
            told = "; ".join(self(f"{code}_plans", first=plans[0] + 1, last=plans[-1] + 1) for plans in named)
            yield self(code, plans=told)

    def place(self, task: ComparedTask) -> str:
        """Number and page of a task."""
        return ", ".join(filter(None, (task.number, self("page", page=task.page) if task.page else None)))

    def placed(self, task: ComparedTask) -> str:
        """The task's text behind its number and page in brackets."""
        place = self.place(task)
        return f"[{place}] {task.text}" if place else task.text

    def place_of(self, point: Point, tasks: Mapping[str, ComparedTask]) -> str:
        """Where a figure stands: the task's number, the page and the heading; "outside of tasks" where no task has it. `tasks` are the
        plan's, by id.
        """
        task = tasks[point.task] if point.task is not None else None
        where = self("of_task", number=task.number or task.id) if task else self("outside")
        placed = ", ".join(filter(None, (where, self("page", page=point.page) if point.page else None)))
        return " · ".join(filter(None, (placed, task.section if task else None)))

    def elsewhere(self, kind: Kind, found: tuple[int, Sequence[ComparedTask]] | None) -> str | None:
        """Of a dropped or new task in which other plan it is (`returning`), and where there; None for none."""
        if found is None:
            return None
        place, tasks = found
        where = "; ".join(self.placed(task) for task in tasks)
        return self("there_again" if kind == "dropped" else "there_before", plan=place + 1, where=where)

    def change(self, change: Change) -> str:
        """A change as a phrase: what it was → what it is, and why."""
        before, after = (
            "; ".join(dict.fromkeys(value.text for value in side)) or self("nothing") for side in (change.before, change.after)
        )
        return f"{before} → {after}{self.reason(change)}"

    def reason(self, change: Change) -> str:
        """In brackets by how much a time moved, or why a body; empty where there is nothing to say."""
        told = []
        if change.days:
            told.append(self("later_days" if change.days > 0 else "earlier_days", days=abs(change.days)))
        if change.cause:
            told.append(self.cause(change.cause))
        told += [self.step(step) for step in change.steps]
        return f" ({'; '.join(told)})" if told else ""

    def step(self, step: Step) -> str:
        since = "/".join(reversed(step.since.split("-")))
        details = {"before": step.before, "after": step.after, "since": since, "ground": step.ground}
        return self("duties_step", duties=step.duties, **details) if step.duties else self("reform_step", **details)

    def likeness(self, likeness: Likeness) -> Iterator[tuple[str, str]]:
        """Each part that counted, with its value."""
        for part in PARTS:
            value: float | None = getattr(likeness, part)
            if value is not None:
                yield self(f"part_{part}"), number_text(round(value, 2), self.language)
        if likeness.stretch:
            yield self("part_stretch"), "✓"

    def figure(self, point: Point, unit: str | None) -> str:
        """The bound, the value or both, and the unit."""
        value = number_text(point.value, self.language)
        if point.value_max is not None:
            value += f"–{number_text(point.value_max, self.language)}"
        return f"{f'{sign} ' if (sign := self.sign(point)) else ''}{value}{f' {unit}' if unit else ''}"

    def sign(self, point: Point) -> str:
        """The bound's sign, empty for a figure that is to be reached exactly, or a range."""
        return {"=": "", "range": "", ">=": "≥", "<=": "≤", "~": "≈"}.get(point.comparator, point.comparator)
