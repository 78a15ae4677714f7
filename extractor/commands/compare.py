"""`extract compare A B [C …]`: plans held against each other, as a table, JSON, a workbook, a page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.commands.errors import DONE, WRONG_USAGE, CommandError, errors_about, no_plan, said
from extractor.commands.files import STANDARD, check, named_file, source_of, write
from extractor.messages import Language, wording
from extractor.terminal.standard_streams import tell, write_out

if TYPE_CHECKING:
    from extractor.comparing.records import Comparison
    from extractor.records import Plan


def compare(
    plans: Annotated[list[str], typer.Argument(metavar="PLAN PLAN…")],
    outputs: Annotated[list[str] | None, typer.Option("-o", "--output", metavar="FILE")] = None,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    if len(plans) < 2:
        raise CommandError(None, said("too_few_plans"), WRONG_USAGE)
    if plans.count(STANDARD) > 1:
        raise CommandError(None, said("standard_input_twice"), WRONG_USAGE)
    sources = [source_of(plan) for plan in plans]
    destinations = [_destination(output, sources, force) for output in outputs or ()]
    from extractor.comparing.comparison import compare_plans

    comparison = compare_plans([_read(plan, source) for plan, source in zip(plans, sources, strict=True)])
    for destination in destinations:
        if destination is None:
            write_out(comparison.to_json())
        else:
            write(destination, _FORMATS[destination.suffix.lower()](comparison, lang))
            if not quiet:
                tell(wording("label", "written", lang, path=str(destination)))
    if not quiet and None not in destinations:
        from extractor.comparing.table import show_comparison

        show_comparison(comparison, lang, sys.stdout)
    return DONE


def _read(plan: str, source: Path | None) -> Plan:
    """A plan's JSON as it is, any other document extracted."""
    from extractor import extract, load
    from extractor.reading.opening import fetch
    from extractor.records import PlanError

    with errors_about(plan):
        data, _ = fetch(source or sys.stdin.buffer)
        try:
            return load(data) if data.lstrip()[:1] == b"{" else extract(data, filename=str(source) if source else None)
        except PlanError as error:
            raise no_plan(plan, error) from error


def _destination(output: str, sources: list[Path | None], force: bool) -> Path | None:
    """Where a result goes, None for standard output. An earlier comparison is overwritten, a workbook only by force: people work in it."""
    if output == STANDARD:
        return None
    path = named_file(output, "-o")
    if path.suffix.lower() not in _FORMATS:
        raise CommandError(output, said("no_such_format"), WRONG_USAGE)
    from extractor.comparing.written import is_comparison

    with errors_about(path):
        ours = path.is_file() and path.suffix.lower() != ".xlsx" and is_comparison(path)
    for source in sources:
        check(path, source, "plan", force or ours)
    return path


def _json(comparison: Comparison, lang: Language) -> bytes:
    return comparison.to_json()


def _workbook(comparison: Comparison, lang: Language) -> bytes:
    from extractor.comparing.workbook import comparison_workbook

    return comparison_workbook(comparison, lang)


def _page(comparison: Comparison, lang: Language) -> bytes:
    from extractor.comparing.page import comparison_page

    return comparison_page(comparison, lang)


_FORMATS: dict[str, Callable[[Comparison, Language], bytes]] = {".json": _json, ".xlsx": _workbook, ".html": _page}
