"""XLSX: the tracking sheet that offices keep of a plan (bảng theo dõi), for printing and for work.

Sheets: all tasks; the agencies with how many each leads and helps with; what to look at (warnings); and one for each lead agency, at most
`MOST_AGENCIES`, those with the most tasks (beyond some tens nobody finds a tab; the filter of the first sheet finds the others). The status
is entered on the first sheet only, with a list to choose from; agencies' sheets look it up by the task's number, however the first is
sorted. The columns to the right of it are for checking and are not printed.
Promises: text of the document is never a formula, whatever it begins with: cells of text are stored as text. Text that Excel cannot hold
(32,767 UTF-16 units) is cut, and ends in "[…]". A link opens the source file where it lies beside the workbook; whether at the page is up
to the viewer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from extractor.exporting.export_words import word
from extractor.exporting.plan_head import facts, named
from extractor.exporting.row_heights import row_height
from extractor.exporting.sheet_names import sheet_names, utf16_length
from extractor.exporting.task_rows import TaskRow, held, task_rows, warning_text
from extractor.files.office_package import UNSEALED, sealed
from extractor.messages import Language
from extractor.records import Plan
from extractor.shortening import shortened
from extractor.vocabulary import load_vocabulary

__all__ = ["MOST_AGENCIES", "cut_text", "export"]

MOST_AGENCIES = 40
_LONGEST_CELL = 32_767
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's days are off by one, and before 1900 it has none
_HEAD_ROW = 3  # rows above the head: title, the plan, a note
_CREATED = datetime(2000, 1, 1)
_WARNING_LENGTH = 200  # characters of the place that a warning is about
_LONGEST_NAME = 255  # of a file
_SIZE = 11  # points of a cell's font
_AGENCIES_WIDTHS, _WARNINGS_WIDTHS = (5.5, 60, 12, 12, 34), (5.5, 7, 80, 60)
_WIDE = 110  # characters of a title's line at its font in the printed width

Value = str | int | float | date | None
Kind = Literal["text", "centred", "date", "share", "doubt"]


class _Column(Struct, frozen=True):
    name: str
    width: float
    value: Callable[[TaskRow, Language], Value]
    kind: Kind = "text"


def _listed(texts: Sequence[str]) -> str:
    return ";\n".join(texts)


_ORDER = _Column("order", 5.5, lambda row, _: row.order, "centred")
_TASK = _Column("task", 60, lambda row, _: row.task)
_LEADS = _Column("leads", 21, lambda row, _: _listed(row.leads))
_COORDINATORS = _Column("coordinators", 21, lambda row, _: _listed(row.coordinators))
_PERSONS = _Column("persons", 18, lambda row, _: _listed(row.persons))
_DEADLINE = _Column("deadline", 16, lambda row, _: row.deadline)
_END = _Column("end", 11.5, lambda row, _: row.end, "date")
_OUTPUTS = _Column("outputs", 20, lambda row, _: _listed(row.outputs))
_TARGETS = _Column("targets", 17, lambda row, _: _listed(row.targets))
_BASIS = _Column("legal_basis", 17, lambda row, _: _listed(row.legal_basis))
_PAGE = _Column("page", 7, lambda row, _: row.page, "centred")
_STATUS = _Column("status", 15, lambda row, _: None, "centred")
_PRINTED = (_ORDER, _TASK, _LEADS, _COORDINATORS, _PERSONS, _DEADLINE, _END, _OUTPUTS, _TARGETS, _BASIS, _PAGE, _STATUS)
_CHECKED = (
    _Column("doubts", 40, lambda row, _: _listed(row.doubts), "doubt"),
    _Column("confidence", 9, lambda row, _: row.confidence, "share"),
    _Column("corrected", 9, lambda row, language: word("text", "yes", language) if row.corrected else None, "centred"),
    _Column("kind", 14, lambda row, language: word("kind", row.kind, language) if row.kind else None),
    _Column("start", 11.5, lambda row, _: row.start, "date"),
    _Column("recurrence", 20, lambda row, _: row.recurrence),
    _Column("number", 11, lambda row, _: row.number, "centred"),
    _Column("section", 40, lambda row, _: row.section),
)


def export(plan: Plan, language: Language) -> bytes:
    """The workbook."""
    target = BytesIO()
    # No text is ever taken for a formula, number or link.
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    book = Workbook(target, {**options, "default_format_properties": {"font_name": "Times New Roman", "font_size": 12}})
    book.set_properties({"title": _fitting(named(plan, language))[:250], "comments": UNSEALED, "created": _CREATED})
    _Writer(book, plan, language).write()
    book.close()
    return sealed(target.getvalue(), plan)


class _Writer:
    """One workbook being written."""

    def __init__(self, book: Workbook, plan: Plan, language: Language) -> None:
        self.book, self.plan, self.language = book, plan, language
        self.rows = task_rows(plan, language)
        self.printed = tuple(column for column in _PRINTED if column is not _PERSONS or any(row.persons for row in self.rows))
        # Names that differ in case only are one body's; the first spelling is shown.
        self.spelt: dict[str, str] = {}
        for row in self.rows:
            for name in (*row.leads, *row.coordinators):
                self.spelt.setdefault(name.casefold(), name)
        self.file = _file_beside(plan)
        self.formats = _formats(book)
        self.main = self._word("sheet", "tracking")

    def write(self) -> None:
        names = tuple(self._word("sheet", name) for name in ("tracking", "agencies", "warnings"))
        led = Counter(self.spelt[lead.casefold()] for row in self.rows for lead in row.leads)
        helped = Counter(self.spelt[name.casefold()] for row in self.rows for name in row.coordinators)
        most = sorted(led, key=lambda name: -led[name])[:MOST_AGENCIES]
        chosen = [name for name in led if name in set(most)]
        sheets = dict(zip(chosen, sheet_names(chosen, names), strict=True))
        main, agencies, warnings = (self.book.add_worksheet(name) for name in names)
        self._main(main)
        self._agencies(agencies, led, helped, sheets)
        self._warnings(warnings)
        for agency, name in sheets.items():
            self._agency(self.book.add_worksheet(name), agency)

    def _word(self, group: str, name: str, **details: object) -> str:
        return word(group, name, self.language, **details)

    def _main(self, sheet: Worksheet) -> None:
        columns = (*self.printed, *_CHECKED)
        corrected, doubtful = sum(row.corrected for row in self.rows), sum(bool(row.doubts) for row in self.rows)
        note = self._word("text", "counts", tasks=len(self.rows), corrected=corrected, doubtful=doubtful)
        self._head(sheet, self._word("text", "tracking").upper(), note, [column.name for column in columns], len(self.printed))
        self._body(sheet, columns, self.rows)
        status = columns.index(_STATUS)
        if self.rows:
            states = [state[self.language] for state in load_vocabulary("exports")["status"].values()]
            choice = {"validate": "list", "source": states, "error_type": "warning", "ignore_blank": True}
            sheet.data_validation(_HEAD_ROW + 1, status, _HEAD_ROW + len(self.rows), status, choice)

    def _agency(self, sheet: Worksheet, agency: str) -> None:
        columns = tuple(column for column in self.printed if column is not _PERSONS)
        rows = [row for row in self.rows if any(self.spelt[lead.casefold()] == agency for lead in row.leads)]
        note = self._word("text", "status_is_looked_up", sheet=self.main)
        title = self._word("text", "tasks_of", agency=agency)
        self._head(sheet, _fitting(title), note, [column.name for column in columns], len(columns))
        self._body(sheet, columns, rows)
        status, last = columns.index(_STATUS), _HEAD_ROW + 1 + len(self.rows)
        letter = chr(ord("A") + self.printed.index(_STATUS))
        states, orders = (f"'{self.main}'!${column}${_HEAD_ROW + 2}:${column}${last}" for column in (letter, "A"))
        for at in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + len(rows)):
            formula = f'=IFERROR(INDEX({states},MATCH($A{at + 1},{orders},0))&"","")'
            sheet.write_formula(at, status, formula, self.formats["centred"], "")

    def _agencies(self, sheet: Worksheet, led: Counter[str], helped: Counter[str], sheets: Mapping[str, str]) -> None:
        left_out = len(led) - len(sheets)
        column = self._word("column", "leads")
        note = self._word("text", "sheets_left_out", count=left_out, most=MOST_AGENCIES, column=column, sheet=self.main) if left_out else ""
        self._head(sheet, self._word("sheet", "agencies").upper(), note, ["order", "agency", "led", "helped", "sheet"], 5)
        for index, width in enumerate(_AGENCIES_WIDTHS):
            sheet.set_column(index, index, width)
        names = tuple(dict.fromkeys((*led, *helped)))
        for order, name in enumerate(names, 1):
            at = _HEAD_ROW + order
            sheet.set_row(at, _height([(name, _AGENCIES_WIDTHS[1])]))
            sheet.write_number(at, 0, order, self.formats["centred"])
            sheet.write_string(at, 1, _fitting(name), self.formats["text"])
            sheet.write_number(at, 2, led[name], self.formats["centred"])
            sheet.write_number(at, 3, helped[name], self.formats["centred"])
            if name in sheets:
                sheet.write_url(at, 4, f"internal:'{sheets[name]}'!A1", self.formats["link_text"], sheets[name])
            else:
                sheet.write_blank(at, 4, None, self.formats["text"])
        _finish(sheet, len(names), 5)

    def _warnings(self, sheet: Worksheet) -> None:
        self._head(sheet, self._word("sheet", "warnings").upper(), "", ["order", "page", "warning", "about"], 4)
        for index, width in enumerate(_WARNINGS_WIDTHS):
            sheet.set_column(index, index, width)
        for order, warning in enumerate(self.plan.warnings, 1):
            at = _HEAD_ROW + order
            span = warning.span
            end = min(span.end, span.start + 4 * _WARNING_LENGTH) if span else 0
            about = shortened(held(self.plan.text[span.start : end]), _WARNING_LENGTH) if span else ""
            told = warning_text(warning, self.language)
            sheet.set_row(at, _height([(told, _WARNINGS_WIDTHS[2]), (about, _WARNINGS_WIDTHS[3])]))
            sheet.write_number(at, 0, order, self.formats["centred"])
            self._page(sheet, at, 1, warning.page)
            sheet.write_string(at, 2, _fitting(told), self.formats["text"])
            sheet.write_string(at, 3, about, self.formats["text"])
        if not self.plan.warnings:
            sheet.write_string(_HEAD_ROW + 1, 2, self._word("text", "no_warnings"), self.formats["text"])
        _finish(sheet, max(1, len(self.plan.warnings)), 4)

    def _head(self, sheet: Worksheet, title: str, note: str, names: Sequence[str], printed: int) -> None:
        """The rows above the body: title, plan, note, and the columns' names."""
        plan = f"{named(self.plan, self.language)}\n{'; '.join(facts(self.plan, self.language))}"
        for at, (text, name) in enumerate(((title, "title"), (plan, "plan"), (note, "note"))):
            sheet.merge_range(at, 0, at, printed - 1, "", self.formats[name])
            sheet.write_string(at, 0, _fitting(text), self.formats[name])
        sheet.set_row(0, 24)
        sheet.set_row(1, 17 * min(8, sum(1 + len(line) // _WIDE for line in plan.split("\n"))))
        sheet.set_row(_HEAD_ROW, 36)
        for index, name in enumerate(names):
            checked = index >= printed
            sheet.write_string(_HEAD_ROW, index, self._word("column", name), self.formats["checked_head" if checked else "head"])

    def _body(self, sheet: Worksheet, columns: Sequence[_Column], rows: Sequence[TaskRow]) -> None:
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        for at, row in enumerate(rows, _HEAD_ROW + 1):
            values = [column.value(row, self.language) for column in columns]
            sheet.set_row(at, _height((value, column.width) for value, column in zip(values, columns, strict=True)))
            for index, (column, value) in enumerate(zip(columns, values, strict=True)):
                if column is _PAGE:
                    self._page(sheet, at, index, row.page)
                else:
                    self._cell(sheet, at, index, value, column.kind)
        _finish(sheet, len(rows), len(columns), printed=len(self.printed))

    def _cell(self, sheet: Worksheet, at: int, index: int, value: Value, kind: Kind) -> None:
        shape = self.formats[kind if kind != "doubt" or value else "text"]
        if isinstance(value, str) and value:
            sheet.write_string(at, index, _fitting(value), shape)
        elif isinstance(value, date) and value < _FIRST_DAY:
            sheet.write_string(at, index, value.strftime("%d/%m/%Y"), shape)
        elif isinstance(value, date):
            sheet.write_datetime(at, index, value, shape)
        elif isinstance(value, int | float):
            sheet.write_number(at, index, value, shape)
        else:
            sheet.write_blank(at, index, None, shape)

    def _page(self, sheet: Worksheet, at: int, index: int, page: int | None) -> None:
        if page is None:
            sheet.write_blank(at, index, None, self.formats["centred"])
            return
        if self.file:  # as text: LibreOffice keeps no link on a number
            tip = self._word("text", "page_link", file=self.plan.source.filename or "", page=page)
            sheet.write_url(at, index, f"external:{self.file}#page={page}", self.formats["link"], str(page), _fitting(tip)[:250])
        else:
            sheet.write_number(at, index, page, self.formats["centred"])


def _formats(book: Workbook) -> dict[str, Any]:
    font = {"font_name": "Times New Roman"}
    cell = {**font, "font_size": _SIZE, "border": 1, "border_color": "#A6A6A6", "valign": "top", "text_wrap": True}
    centred = {**cell, "align": "center"}
    link = {"font_color": "#0563C1", "underline": 1}
    head = {**cell, "bold": True, "align": "center", "valign": "vcenter", "border_color": "#595959"}
    return {
        "title": book.add_format({**font, "font_size": 14, "bold": True, "align": "center", "valign": "vcenter"}),
        "plan": book.add_format({**font, "font_size": 12, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "note": book.add_format({**font, "font_size": 11, "italic": True, "align": "center", "valign": "vcenter"}),
        "head": book.add_format({**head, "bg_color": "#DDEBF7"}),
        "checked_head": book.add_format({**head, "bg_color": "#FFF2CC"}),
        "text": book.add_format(cell),
        "centred": book.add_format(centred),
        "date": book.add_format({**centred, "num_format": "dd/mm/yyyy"}),
        "share": book.add_format({**centred, "num_format": "0%"}),
        "doubt": book.add_format({**cell, "bg_color": "#FFF2CC"}),
        "link": book.add_format({**centred, **link}),
        "link_text": book.add_format({**cell, **link}),
    }


def _finish(sheet: Worksheet, rows: int, columns: int, printed: int | None = None) -> None:
    """Frozen head, filter, and print: A4 across, fitted to the width, the head on each page."""
    last = _HEAD_ROW + max(rows, 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.autofilter(_HEAD_ROW, 0, last, columns - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{_HEAD_ROW + 2}:Z{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.print_area(0, 0, last, (printed or columns) - 1)
    sheet.set_footer('&C&"Times New Roman"&10&P/&N')


def cut_text(plan: Plan, language: Language) -> str | None:
    """How many tasks have more text in a column than a cell can hold; None where none has."""
    cut = 0
    for row in task_rows(plan, language):
        values = (getattr(row, name) for name in TaskRow.__struct_fields__)
        texts = (value if isinstance(value, str) else ";\n".join(value) if isinstance(value, tuple) else "" for value in values)
        cut += any(utf16_length(text) > _LONGEST_CELL for text in texts)
    return word("text", "cells_cut", language, count=cut, most=_LONGEST_CELL) if cut else None


def _height(cells: Iterable[tuple[Value, float]]) -> float:
    return row_height(tuple((value, width) for value, width in cells if isinstance(value, str)), _SIZE)


def _fitting(text: str) -> str:
    """The text as a cell can hold it."""
    if utf16_length(text) <= _LONGEST_CELL:
        return text
    mark = " […]"
    return text.encode("utf-16-le")[: 2 * (_LONGEST_CELL - len(mark))].decode("utf-16-le", errors="ignore") + mark


def _file_beside(plan: Plan) -> str | None:
    """The source file as a link's relative target; None where it has no pages, or its name is no plain file name."""
    name = held(plan.source.filename or "")
    plain = name == plan.source.filename and name not in ("", ".", "..") and not any(c in '/\\:\n\t<>"|?*' for c in name)
    if not plan.pages or not plain or len(name) > _LONGEST_NAME:
        return None
    return "".join(f"%{ord(c):02X}" if c in " %#&+=@'`[]{}^;" else c for c in name)
