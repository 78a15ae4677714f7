"""CSV: one row a task, for Excel and for programs: RFC 4180 (comma, CRLF, every cell quoted), UTF-8 with the byte order mark for Excel.

Several values of a cell are joined by "; ", days are ISO 8601. A cell that a spreadsheet could take for a formula (OWASP, "CSV Injection":
beginning with = + - @, a tab or an end of line, also behind blanks and in full width) gets an apostrophe in front, and so does one that
begins with an apostrophe: who reads the file with a program takes one apostrophe away where a cell begins with one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from extractor.exporting.export_words import word
from extractor.exporting.task_rows import TaskRow, task_rows
from extractor.messages import Language
from extractor.records import Plan

__all__ = ["COLUMNS", "export", "guarded"]

COLUMNS = (
    "order", "task", "leads", "coordinators", "persons", "deadline", "start", "end", "kind", "recurrence", "outputs", "targets",
    "legal_basis", "page", "status", "section", "number", "confidence", "doubts", "corrected", "id", "fingerprint",
)  # fmt: skip
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")


def export(plan: Plan, language: Language) -> bytes:
    """The table with its head."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([word("column", name, language) for name in COLUMNS])
    writer.writerows([guarded(cell) for cell in _cells(row, language)] for row in task_rows(plan, language))
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def guarded(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def _cells(row: TaskRow, language: Language) -> Iterator[str]:
    for name in COLUMNS:
        value = "" if name == "status" else getattr(row, name)  # which a plan does not tell
        if isinstance(value, tuple):
            yield "; ".join(value)
        elif name == "kind" and row.kind:
            yield word("kind", row.kind, language)
        elif isinstance(value, bool):
            yield word("text", "yes", language) if value else ""
        else:
            yield "" if value is None else str(value)
