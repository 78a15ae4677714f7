"""What a person sees after a run: the document's title, number, issuer and date, its tasks, counts, and each warning on a line.

Fits the terminal's width (80 columns where there is none), is coloured only on a terminal, and shows no control character
of the document: all text is hostile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from extractor.day_wording import date_for_people, days_for_people
from extractor.messages import Language, message, wording
from extractor.terminal.pieces import Paragraph, Piece, in_one_column, is_known, paragraph_pieces, styled, terminal_width
from extractor.terminal.plain_text import plain
from extractor.terminal.task_table import Cells, table_pieces

if TYPE_CHECKING:
    from extractor.records import Deadline, Metadata, Plan, PlanWarning, Section, Task

__all__ = ["deadline_for_people", "show_plan"]

TASK_LENGTH = 75  # characters of a task shown, at most three lines of its column
LEAD_LENGTH = 60
WIDEST = 120  # columns; wider tables are hard to read across

Table = tuple[Cells, list[Cells | str]]
"""The heads of the columns and the rows, a section's heading as one text."""


def _shortened(text: str, length: int) -> str:
    """At most `length` characters, cut between words where there is a blank near."""
    text = plain(text)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head = cut.rsplit(" ", 1)[0]
    return f"{head if len(head) > length // 2 else cut} …"


def deadline_for_people(deadline: Deadline | None, language: Language) -> str:
    """The dates where they are known, else the words of the document."""
    if deadline is None:
        return ""
    if deadline.kind in ("recurring", "relative") or not deadline.resolved or not (deadline.start or deadline.end):
        return _shortened(deadline.text, LEAD_LENGTH)
    return days_for_people(deadline.start, deadline.end, language)


def _work_text(task: Task) -> str:
    """The title or the text, without the item's number, which has a column of its own."""
    text = f"{task.title}: {task.text}" if task.title else task.text
    if task.number and text.startswith(task.number):
        text = text[len(task.number) :].lstrip(".)/ ")
    return _shortened(text.lstrip("-+•* "), TASK_LENGTH)


def _lead_text(task: Task) -> str:
    return _shortened("; ".join(agency.text for agency in task.lead_agencies), LEAD_LENGTH)


def _heading_lines(metadata: Metadata, language: Language) -> list[str]:
    unknown = wording("label", "unknown", language)

    def line(name: str, value: str | None) -> str:
        return f"{wording('label', name, language)}: {plain(value) if value else unknown}"

    kind = metadata.kind.name if metadata.kind else ""
    title = metadata.title or wording("label", "no_title", language)
    date = metadata.date_issued and date_for_people(metadata.date_issued)
    return [
        plain(f"{kind} {title}"),
        "; ".join((line("number", metadata.number), line("date", date))),
        line("issuer", metadata.issuer.name if metadata.issuer else None),
    ]


def _section_text(section: Section) -> str:
    number = f"{section.number}. " if section.number else ""
    return f"▸ {_shortened(number + section.heading, TASK_LENGTH)}"


def _heads(language: Language) -> Cells:
    return (
        wording("label", "column_number", language),
        wording("label", "column_task", language),
        wording("label", "column_lead", language),
        wording("label", "column_deadline", language),
    )


def _task_rows(plan: Plan, language: Language) -> list[Cells | str]:
    """The tasks, each section's heading above its own."""
    rows: list[Cells | str] = []
    sections = {section.id: section for section in plan.sections}
    above = None
    for task in plan.tasks:
        if task.section_id != above and task.section_id in sections:
            rows.append(_section_text(sections[task.section_id]))
        above = task.section_id
        rows.append((plain(task.number or ""), _work_text(task), _lead_text(task), deadline_for_people(task.deadline, language)))
    return rows


def _counts(plan: Plan, language: Language) -> str:
    return wording(
        "label", "counts", language,
        tasks=len(plan.tasks), references=len(plan.legal_references), agencies=len(plan.agencies),
        targets=len(plan.targets), deadlines=len(plan.deadlines), warnings=len(plan.warnings),
    )  # fmt: skip


def _warning_text(warning: PlanWarning, language: Language) -> str:
    told = plain(message(warning.code, warning.details, language))
    if warning.page is None:
        return wording("label", "warning", language, message=told)
    return wording("label", "warning_on_page", language, message=told, page=warning.page)


def show_plan(plan: Plan, language: Language, stream: TextIO) -> None:
    """Writes the view of a plan to the stream."""
    title, *lines = _heading_lines(plan.metadata, language)
    above: list[Paragraph] = [(title, "bold"), *((line, "") for line in lines)]
    table = (_heads(language), _task_rows(plan, language)) if plan.tasks else None
    below: list[Paragraph] = [("", ""), (_counts(plan, language), "")]
    below += [(_warning_text(warning, language), "yellow") for warning in plan.warnings]
    if table:
        above.append(("", ""))
    pieces = _pieces(above, table, below, min(terminal_width(), WIDEST)) if is_known(stream) else None
    if pieces is not None:
        stream.write(styled(pieces, stream))
        stream.flush()
        return
    from extractor.terminal.rich_view import console_of, print_paragraphs, print_table

    console = console_of(stream, widest=WIDEST)
    print_paragraphs(console, above)
    if table:
        print_table(console, *table)
    print_paragraphs(console, below)


def _pieces(above: list[Paragraph], table: Table | None, below: list[Paragraph], width: int) -> list[Piece] | None:
    """The whole view; None where it is left to rich."""
    if not in_one_column("".join(text for text, _ in (*above, *below))):
        return None
    rows = table_pieces(*table, width) if table else []
    if rows is None:
        return None
    before, after = ([piece for each in part for piece in paragraph_pieces(each, width)] for part in (above, below))
    return [*before, *rows, *after]
