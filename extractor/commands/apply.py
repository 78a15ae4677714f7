"""`extract apply plan.tasks.json plan.corrected.json`: what people corrected on review pages, merged into a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.commands.errors import DONE, FAILED, CommandError, complain, errors_about, said
from extractor.commands.files import STANDARD, check, check_for, loaded_plan, named_file, write
from extractor.files.result_names import beside
from extractor.messages import wording
from extractor.terminal.standard_streams import tell, write_out


def apply(
    tasks: Annotated[str, typer.Argument(metavar="PLAN")],
    corrections: Annotated[list[str], typer.Argument(metavar="CORRECTED...")],
    merged: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    from extractor.reviewing.applying import apply as merge
    from extractor.reviewing.faults import faults_in
    from extractor.reviewing.telling import fault_sentence, sentence
    from extractor.terminal.plain_text import plain

    source = named_file(tasks, "PLAN")
    given = [named_file(name, "CORRECTED") for name in corrections]
    destination = _destination(source, merged)
    if destination is not None:
        for path in (source, *given):
            check(destination, path, "corrected", force=True)  # never an input itself
    plan = loaded_plan(source)
    if destination is not None:
        check_for(plan, destination, source, "corrected", force)
    unmerged = 0
    for path in given:
        corrected = loaded_plan(path)
        if faults := faults_in(corrected):
            for fault in faults:
                complain(fault_sentence(fault, lang), path)
            raise CommandError(path, said("faulty_corrections"))
        before = plan
        plan, told = merge(plan, corrected)
        nothing = (plan.tasks, plan.dropped) == (before.tasks, before.dropped) and {one.code for one in told} <= {"task_gone", "place_gone"}
        if told and nothing and corrected.source.sha256 != plan.source.sha256:
            raise CommandError(path, said("other_plan", other=corrected.source.filename or "-"))
        unmerged += len(told)
        for one in told:
            complain(sentence(one, lang), path)
    with errors_about(source):
        data = plan.to_json()
    if destination is None:
        write_out(data)
    else:
        write(destination, data)
        tell(wording("label", "written", lang, path=plain(str(destination))))
    return FAILED if strict and unmerged else DONE


def _destination(source: Path, output: str | None) -> Path | None:
    """As told, else beside the plan; None for standard output."""
    if output == STANDARD:
        return None
    return named_file(output, "-o") if output is not None else beside(source, ".reviewed.json")
