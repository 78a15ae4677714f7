"""`extract export plan.tasks.json --to xlsx`: a plan's tasks as a file for offices, calendars or programs.

A task list (JSON, also a corrected one) is exported as it is; a document is read first, as `extract plan.pdf --to xlsx` does.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.commands import files
from extractor.commands.errors import DONE, errors_about, no_plan
from extractor.commands.files import check, check_for, destination_of, source_of, write
from extractor.files.format_names import Format
from extractor.files.ownership import check_document
from extractor.messages import wording
from extractor.terminal.standard_streams import tell, write_out

if TYPE_CHECKING:
    from extractor.records import Plan


def export(
    exported: Annotated[str, typer.Argument(metavar="PLAN")],
    form: Annotated[Format, typer.Option("--to", show_default=False)],
    table: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    from extractor.terminal.plain_text import plain

    source = source_of(exported)
    destination = destination_of(source, table, form)
    if destination is not None:  # before a document is read, which can take minutes
        is_document = source is not None and source.suffix.lower() != ".json"
        check(destination, source, form, force or not is_document)
    plan = _plan_of(exported, source)
    if destination is not None:
        check_for(plan, destination, source, form, force)
        if not force:
            with errors_about(destination):
                check_document(destination, source=source, sha256=plan.source.sha256, kind=form)
    data = files.exported(plan, form, lang, exported)
    if destination is None:
        write_out(data)
    else:
        write(destination, data)
    files.tell_of(plan, form, lang)
    if destination is not None:
        tell(wording("label", "written", lang, path=plain(str(destination))))
    return DONE


def _plan_of(argument: str, source: Path | None) -> Plan:
    """What is named ".json", or on standard input begins as JSON does, is a plan; all else a document."""
    from extractor import extract, load
    from extractor.reading.opening import fetch
    from extractor.records import PlanError

    with errors_about(argument):
        data, _ = fetch(source or sys.stdin.buffer)
        is_plan = source.suffix.lower() == ".json" if source else data.lstrip().startswith(b"{")
        if not is_plan:
            return extract(data, filename=str(source) if source else None)
        try:
            return load(data)
        except PlanError as error:
            raise no_plan(argument, error) from error
