"""`extract evaluate corpus/`: precision, recall and F1 per facet against annotated plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.commands.errors import DONE, WRONG_USAGE, CommandError, errors_about, said
from extractor.commands.files import check, named_file, write
from extractor.terminal.standard_streams import write_out

if TYPE_CHECKING:
    from extractor.evaluating.runs import Run


def evaluate(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS")],
    errors: Annotated[bool, typer.Option("--errors")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
    save: Annotated[str | None, typer.Option("--save", metavar="FILE")] = None,
    against: Annotated[str | None, typer.Option("--against", metavar="FILE")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    from extractor import extract
    from extractor.evaluating import report, runs
    from extractor.evaluating.corpus import BrokenGold, evaluate_corpus

    for option, given in (("--errors", errors), ("--against", against is not None)):
        if json and given:
            raise CommandError(None, said("not_together", first="--json", second=option), WRONG_USAGE)
    folder = named_file(corpus, "CORPUS")
    saved = named_file(save, "--save") if save is not None else None
    if saved is not None:
        check(saved, None, "run", force)
    earlier = _saved_run(named_file(against, "--against")) if against is not None else None
    with errors_about(corpus):
        try:
            result = evaluate_corpus(folder, extract)
        except BrokenGold as error:
            raise CommandError(error.path, said("broken_gold", reason=error.reason)) from error
    if not result.documents:
        raise CommandError(corpus, said("no_gold"), WRONG_USAGE)
    lines = [report.as_json(result)] if json else report.as_lines(result, errors=errors)
    if earlier is not None:
        lines += report.comparison_lines(runs.compare(earlier, result), lang)
    write_out("".join(f"{line}\n" for line in lines).encode())
    if saved is not None:
        write(saved, runs.encode(result))
    return DONE


def _saved_run(path: Path) -> Run:
    from extractor.evaluating import runs

    with errors_about(path):
        try:
            return runs.load(path)
        except runs.NoRunError as error:
            raise CommandError(path, said("no_run", reason=error), WRONG_USAGE) from error
