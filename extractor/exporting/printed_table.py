"""The table of tasks as documents print it: six columns (TT, nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời hạn, sản phẩm).

Several bodies or products stand on a line each; a dash says that the plan names nobody who leads. A deadline whose words leave out the
year, or name a month and not that of its beginning (which stood in another column), is followed by its days in brackets, so that it can be
read without the plan. `extract` reads such a table back to the same tasks.
"""

from __future__ import annotations

from datetime import date

from extractor.day_wording import days_for_people
from extractor.exporting.task_rows import TaskRow
from extractor.lazy_patterns import lazy_pattern
from extractor.messages import Language

__all__ = ["COLUMNS", "printed_cells"]

COLUMNS = ("order", "task", "leads", "coordinators", "deadline", "outputs")
_NOBODY = "-"
_MONTH = lazy_pattern(r"(?<!\d)\d{1,2}[/.-]\d{4}(?!\d)")
_NUMBER = lazy_pattern(r"\d+")
_YEAR = lazy_pattern(r"\d{4}|[/.-]\d{2}(?!\d)(?<=\d[/.-]\d\d[/.-]\d\d)")


def printed_cells(row: TaskRow, language: Language) -> tuple[str, ...]:
    """The texts of a task's cells."""
    deadline = row.deadline
    if deadline and not _tells_its_days(row):
        deadline = f"{deadline} ({days_for_people(_iso(row.start), _iso(row.end), language)})"
    return (str(row.order), row.task, _lines(row.leads) or _NOBODY, _lines(row.coordinators), deadline, _lines(row.outputs))


def _tells_its_days(row: TaskRow) -> bool:
    """Whether the deadline's words can be read without the plan, or no days are known that could be put beside them."""
    if row.kind == "recurring" or not (row.start or row.end):
        return True
    if row.kind == "during" and row.start and _MONTH.search(row.deadline):
        return row.start.month in map(int, _NUMBER.findall(row.deadline))
    return _YEAR.search(row.deadline) is not None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _lines(texts: tuple[str, ...]) -> str:
    return ";\n".join(texts)
