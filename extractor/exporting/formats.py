"""The formats that a plan is exported to: for each name its module, media type and the end of its file's name.

`export` makes a file's bytes, `told` what a person should know of it. The same plan, format and language give the same bytes with the same
versions of the libraries. A format's module is loaded when it is asked for.
Documents for print (DOCX) are Vietnamese whatever the language; NDJSON and Parquet, which programs read, know no language.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from extractor.files.format_names import Format
from extractor.files.result_names import beside
from extractor.messages import Language
from extractor.records import Plan

__all__ = ["FORMATS", "Format", "FormatInfo", "MissingLibrary", "check_library", "default_name", "export", "told"]


class FormatInfo(Struct, frozen=True):
    """`module` has `export(plan, language) -> bytes`; `ending` follows the document's name; `extra` is the optional dependency it needs."""

    module: str
    media_type: str
    ending: str
    extra: str | None = None


# A table beside plan.docx or plan.md is no plan.docx or plan.md itself.
FORMATS: dict[Format, FormatInfo] = {
    "xlsx": FormatInfo("tracking_sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "csv": FormatInfo("csv_file", "text/csv; charset=utf-8", ".csv"),
    "ics": FormatInfo("calendar_file", "text/calendar; charset=utf-8", ".ics"),
    "md": FormatInfo("markdown_table", "text/markdown; charset=utf-8", ".tasks.md"),
    "docx": FormatInfo("word_table", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".tasks.docx"),
    "ndjson": FormatInfo("ndjson_file", "application/x-ndjson", ".ndjson"),
    "parquet": FormatInfo("parquet_file", "application/vnd.apache.parquet", ".parquet", extra="parquet"),
}
assert tuple(FORMATS) == get_args(Format)


class MissingLibrary(ImportError):
    """A format's library is not installed; `extra` is the package's extra that brings it."""

    def __init__(self, to: Format, extra: str) -> None:
        super().__init__(f"{to} needs pip install '.[{extra}]'")
        self.to, self.extra = to, extra


def export(plan: Plan, to: Format, language: Language) -> bytes:
    """The plan's tasks as a file of the format. Raises MissingLibrary."""
    data: bytes = _module(to).export(plan, language)
    return data


def check_library(to: Format) -> None:
    """Raises MissingLibrary where the format's optional library is not installed."""
    if FORMATS[to].extra is not None:
        _module(to)


def _module(to: Format) -> Any:
    info = FORMATS[to]
    try:
        return import_module(f"extractor.exporting.{info.module}")
    except ModuleNotFoundError as error:
        if info.extra is None:
            raise
        raise MissingLibrary(to, info.extra) from error


def told(plan: Plan, to: Format, language: Language) -> str | None:
    """What a person should know of the exported file: tasks that are not in a calendar, texts that a sheet's cells cannot hold. Or None."""
    if to == "ics":
        from extractor.exporting.calendar_file import left_out_text

        return left_out_text(plan, language)
    if to == "xlsx":
        from extractor.exporting.tracking_sheet import cut_text

        return cut_text(plan, language)
    return None


def default_name(source: Path, to: Format) -> Path:
    """Where the export of a document or plan goes: "plan.xlsx" beside "plan.pdf" or "plan.tasks.json"."""
    return beside(source, FORMATS[to].ending)
