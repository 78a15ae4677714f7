"""A comparison as an XLSX workbook: a sheet of plans, one of tasks for each plan and the next, changes, indicators, load, documents cited.

Every text of a document is a cell of text, never a formula, whatever it begins with; what Excel cannot hold (32,767 characters) is cut and
ends in "[…]". The same comparison and language give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from math import ceil

from xlsxwriter import Workbook

from extractor.comparing.loads import QUARTERS
from extractor.comparing.records import Alignment, ComparedTask, Comparison, PlanPair
from extractor.comparing.returning import Returning
from extractor.comparing.table import KINDS
from extractor.comparing.wording import Words, number_text
from extractor.messages import Language
from extractor.release import NAME, VERSION

__all__ = ["comparison_workbook"]

_LONGEST_CELL = 32_767
_LINE, _HIGHEST = 15.0, 409.0  # points of a line, of the highest row that Excel has
_A3, _A4, _WIDE = 8, 9, 150  # papers; columns of more characters together stand on the larger
_CREATED = datetime(2000, 1, 1)
_COLOURS = {"kept": "#EEF1F4", "reworded": "#FBF0D3", "merged": "#D9ECF6", "split": "#E6DFF5", "dropped": "#F8DEDB", "new": "#DCF0E3"}

Cell = str | int | float | None
Row = Sequence[Cell]


def comparison_workbook(comparison: Comparison, language: Language) -> bytes:
    """The workbook's bytes."""
    words, target = Words(language), BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": words("title"), "comments": f"{NAME} {VERSION}", "created": _CREATED})
    sheets = _Sheets(book)
    sheets.add(words("plans"), _plan_head(words), _plan_rows(comparison, words), (5, 60, 34, 12, 30, 8, 10, 50))
    sheets.add(words("summary"), _count_head(words), _count_rows(comparison), (9, 9, 10, 10, 10, 10, 10, 10, 24))
    for pair in comparison.pairs:
        if pair.after == pair.before + 1:
            name = f"{pair.before + 1} → {pair.after + 1}"
            sheets.add(name, _task_head(words), _task_rows(comparison, pair, words), (11, 8, 46, 20, 14, 8, 46, 20, 14, 42, 8))
    sheets.add(words("changes"), _change_head(words), _change_rows(comparison, words), (8, 8, 12, 40, 40, 18, 40, 40, 50))
    sheets.add(words("indicators"), _indicator_head(words), _indicator_rows(comparison, words), (50, 12, 8, 8, 8, 12, 24, 40))
    head = [words("agency"), words("plan"), *(words.quarter(quarter) for quarter in QUARTERS), words("total")]
    sheets.add(words("agency"), head, _load_rows(comparison), (50, 10, *(10 for _ in QUARTERS), 10))
    cited = (
        [one.name, *(len(one.tasks[one.plans.index(place)]) if place in one.plans else None for place in range(len(comparison.plans)))]
        for one in comparison.citations
    )
    sheets.add(
        words("document"),
        [words("document"), *(place + 1 for place in range(len(comparison.plans)))],
        cited,
        (60, *(8 for _ in comparison.plans)),
    )
    book.close()
    return target.getvalue()


class _Sheets:
    """Sheets with a head that stays in sight, filters and wrapped text; a row whose first cell is a kind has its colour."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9DEE4"}
        self._head = book.add_format({**base, "bold": True, "bg_color": "#E3E8EE"})
        self._plain = book.add_format(base)
        self._of_kind = {kind: book.add_format({**base, "bg_color": colour, "bold": True}) for kind, colour in _COLOURS.items()}

    def add(self, name: str, head: Row, rows: Iterator[Row], widths: Sequence[float]) -> None:
        sheet = self._book.add_worksheet(name[:31])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, text in enumerate(head):
            sheet.write_string(0, column, str(text), self._head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                style = self._plain
                if isinstance(value, _KindCell):
                    style = self._of_kind[value.kind]
                if value is None:
                    sheet.write_blank(last, column, None, style)
                elif isinstance(value, str):
                    sheet.write_string(last, column, _held(value), style)
                else:
                    sheet.write_number(last, column, value, style)
            sheet.set_row(last, _height(row, widths))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(head) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A3 if sum(widths) > _WIDE else _A4)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def _height(row: Row, widths: Sequence[float]) -> float:
    """Points for the cell with the most lines: a row's height is not found anew by whoever opens the file."""
    lines = max(
        sum(ceil(max(len(line), 1) / width) for line in str(value or "").split("\n")) for value, width in zip(row, widths, strict=False)
    )
    return min(_LINE * lines + 2, _HIGHEST)


class _KindCell(str):
    """The name of a kind, with the kind, which gives the colour."""

    kind: str

    def __new__(cls, name: str, kind: str) -> _KindCell:
        cell = super().__new__(cls, name)
        cell.kind = kind
        return cell


def _held(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL // 2 else f"{text[: _LONGEST_CELL // 2]}[…]"


def _load_rows(comparison: Comparison) -> Iterator[Row]:
    for load in comparison.loads:
        yield [load.agency, load.plan + 1, *(load.quarters[quarter] for quarter in QUARTERS), len(load.tasks)]


def _plan_head(words: Words) -> Row:
    return ["", *(words(name) for name in ("plan", "issuer", "date", "file", "year", "task_count", "warnings"))]


def _plan_rows(comparison: Comparison, words: Words) -> Iterator[Row]:
    for number, plan in enumerate(comparison.plans, start=1):
        told = "\n".join(words.warnings([warning for warning in comparison.warnings if warning.plans[-1] + 1 == number]))
        yield number, words.plan(plan), plan.issuer, plan.date_issued, plan.filename, plan.year, len(plan.tasks), told or None


def _count_head(words: Words) -> Row:
    return [words("from_plan"), words("to_plan"), *(words.kind(kind) for kind in KINDS), words("moved")]


def _count_rows(comparison: Comparison) -> Iterator[Row]:
    for pair in comparison.pairs:
        moved = sum(alignment.moved for alignment in pair.alignments)
        yield [pair.before + 1, pair.after + 1, *(pair.count(kind) for kind in KINDS), moved]


def _task_head(words: Words) -> Row:
    columns = ["", *(f": {words(name)}" for name in ("tasks", "lead", "deadline"))]
    sides = [f"{words(side)}{column}" for side in ("before", "after") for column in columns]
    return [words("outcome"), *sides, words("changes"), words("likeness", score="").strip()]


def _task_rows(comparison: Comparison, pair: PlanPair, words: Words) -> Iterator[Row]:
    sides = tuple({task.id: task for task in comparison.plans[place].tasks} for place in (pair.before, pair.after))
    returning = Returning(comparison)
    for kind in KINDS:
        for alignment in pair.alignments:
            if alignment.kind == kind:
                old = _side([sides[0][one] for one in alignment.before], words)
                new = _side([sides[1][one] for one in alignment.after], words)
                changes = "\n".join(f"{words.field(change.field)}: {words.change(change)}" for change in alignment.changes)
                told = changes or words.elsewhere(kind, returning.found(pair, alignment))
                yield [_KindCell(words.kind(kind), kind), *old, *new, told, _score(alignment)]


def _score(alignment: Alignment) -> float | None:
    scores = [link.likeness.score for link in alignment.links]
    return round(sum(scores) / len(scores), 2) if scores else None


def _side(tasks: Sequence[ComparedTask], words: Words) -> list[Cell]:
    """Places, texts, leads and deadlines of the tasks of a side; a task a paragraph."""
    return [
        "\n\n".join(words.place(task) for task in tasks) or None,
        "\n\n".join(task.text for task in tasks) or None,
        "\n\n".join("; ".join(agency.name for agency in task.lead_agencies) for task in tasks).strip() or None,
        "\n\n".join(task.deadline or "" for task in tasks).strip() or None,
    ]


def _change_head(words: Words) -> Row:
    return [
        words("from_plan"), words("to_plan"), words("outcome"), *(f"{words(side)}: {words('tasks')}" for side in ("before", "after")),
        words("changes"), words("before"), words("after"), words("why"),
    ]  # fmt: skip


def _change_rows(comparison: Comparison, words: Words) -> Iterator[Row]:
    for pair in comparison.pairs:
        sides = tuple({task.id: task for task in comparison.plans[place].tasks} for place in (pair.before, pair.after))
        for alignment in pair.alignments:
            old, new = (
                "\n\n".join(words.placed(side[one]) for one in ids)
                for side, ids in zip(sides, (alignment.before, alignment.after), strict=True)
            )
            for change in alignment.changes:
                before, after = (
                    "; ".join(_placed(one.text, one.page, words) for one in side) or None for side in (change.before, change.after)
                )
                yield [
                    pair.before + 1, pair.after + 1, _KindCell(words.kind(alignment.kind), alignment.kind), old, new,
                    words.field(change.field), before, after, words.reason(change).removeprefix(" (").removesuffix(")") or None,
                ]  # fmt: skip


def _indicator_head(words: Words) -> Row:
    return [words("indicator"), words("unit"), words("plan"), words("year"), words("bound"), words("value"), words("words"), words("place")]


def _indicator_rows(comparison: Comparison, words: Words) -> Iterator[Row]:
    tasks = [{task.id: task for task in plan.tasks} for plan in comparison.plans]
    for indicator in comparison.indicators:
        for point in indicator.points:
            value = (
                point.value
                if point.value_max is None
                else f"{number_text(point.value, words.language)}–{number_text(point.value_max, words.language)}"
            )
            where = words.place_of(point, tasks[point.plan])
            yield indicator.name, indicator.unit, point.plan + 1, point.year, words.sign(point) or None, value, point.text, where


def _placed(text: str, page: int | None, words: Words) -> str:
    return f"{text} ({words('page', page=page)})" if page else text
