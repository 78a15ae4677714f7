"""Markdown: the plan's title and its tasks as a table of six columns, as documents print them. `extract` reads it back.

Every mark of Markdown and HTML in the text is escaped; ends of lines within a cell are `<br>`. The last line is a comment with the mark by
which the file is known as this program's (`marks`).
"""

from __future__ import annotations

from extractor.digests import sha256
from extractor.exporting.export_words import word
from extractor.exporting.plan_head import attached_to, named
from extractor.exporting.printed_table import COLUMNS, printed_cells
from extractor.exporting.task_rows import task_rows
from extractor.files.marks import mark_text
from extractor.lazy_patterns import lazy_pattern
from extractor.messages import Language
from extractor.records import Plan

__all__ = ["escaped", "export"]

_MARK = lazy_pattern(r"[\\`*_\[\]<>&|~]")


def export(plan: Plan, language: Language) -> bytes:
    """The document."""
    head = [word("printed", name, language) for name in COLUMNS]
    lines = [
        f"# {_cell(word('text', 'list_of_tasks', language).upper())}",
        "",
        f"**{_cell(named(plan, language))}**",
        "",
        f"*{_cell(attached_to(plan))}*",
        "",
        _line(head),
        _line(["---"] * len(head)),
        *(_line([_cell(text) for text in printed_cells(row, language)]) for row in task_rows(plan, language)),
    ]
    body = "\n".join(lines) + "\n"
    return f"{body}\n<!-- {mark_text(plan, sha256(body.encode()))} -->\n".encode()


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return escaped(text).replace("\n", "<br>")


def escaped(text: str) -> str:
    """The text with a backslash before whatever Markdown would take for a mark."""
    return _MARK.sub(r"\\\g<0>", text)
