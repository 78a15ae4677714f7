"""`extract plans/ -o out/`: many documents, by folders, names, patterns or a list, each result into a folder, with an
export beside it where one is asked for (`--to xlsx`); started again it goes on.

With `--cluster` the workers of a cluster read them (`many_on_cluster`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.commands import LONGEST_LIMIT, LONGEST_RUN
from extractor.commands.errors import DONE, FAILED, WRONG_USAGE, CommandError, complain, errors_about, said
from extractor.commands.files import STANDARD, named_file
from extractor.commands.numbers import check_numbers
from extractor.files.format_names import Format
from extractor.messages import wording

if TYPE_CHECKING:
    from extractor.running.inputs import Inputs

MOST_WORKERS = 256


def many(
    documents: Annotated[list[str] | None, typer.Argument(metavar="DOCUMENT…", show_default=False)] = None,
    results: Annotated[str, typer.Option("-o", "--output", metavar="FOLDER", show_default=False)] = "",
    files_from: Annotated[str | None, typer.Option("--files-from", metavar="FILE")] = None,
    workers: Annotated[int | None, typer.Option("--workers", metavar="N", min=1, max=MOST_WORKERS, show_default=False)] = None,
    cluster: Annotated[str | None, typer.Option("--cluster", metavar="ADDRESS", show_default=False)] = None,
    exports: Annotated[Literal["json", Format], typer.Option("--to", show_default=False)] = "json",
    ocr: Annotated[Literal["auto", "always", "never"], typer.Option("--ocr")] = "auto",
    seconds: Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=0, max=LONGEST_LIMIT, show_default=False)] = LONGEST_RUN,
    min_confidence: Annotated[float, typer.Option("--min-confidence", metavar="0..1", min=0, max=1, show_default=False)] = 0.0,
    second_reader: Annotated[bool, typer.Option("--second-reader")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    check_numbers({"--time-limit": seconds, "--min-confidence": min_confidence})
    if not results:
        raise CommandError(documents[0] if documents else None, said("no_results_folder"), WRONG_USAGE)
    from extractor.clustering.urls import is_url
    from extractor.exporting.formats import MissingLibrary, check_library
    from extractor.running.exports import Exported
    from extractor.running.folder_run import run_into
    from extractor.running.ledger import InUse
    from extractor.running.report import totals
    from extractor.running.telling import shown, tell_end, tell_problem
    from extractor.running.worker import Arguments

    arguments = Arguments(ocr=ocr, min_confidence=min_confidence, second_reader=second_reader)
    listed = _listed(files_from)
    exported = None if exports == "json" else Exported(exports, lang)
    for option, given in (("--workers", workers), ("--to", exported)):
        if cluster is not None and given is not None:
            raise CommandError(None, said("not_together", first=option, second="--cluster"), WRONG_USAGE)
    if cluster is None and any(is_url(word) for word in (results, *(documents or ()), *listed)):
        raise CommandError(None, said("urls_need_cluster"), WRONG_USAGE)
    if cluster is not None:
        from extractor.commands.many_on_cluster import check_cluster, run_there

        check_cluster(cluster)
    folder = results if is_url(results) else _folder(results)
    inputs = _inputs(documents or [], listed, folder)
    with errors_about(folder):
        try:
            if exported is not None:  # before the first document is read
                check_library(exported.to)
            with shown(len(inputs.documents), lang, quiet=quiet) as show:
                if cluster is not None:
                    ended = run_there(cluster, folder, inputs, arguments, time_limit=seconds, force=force, show=show)
                else:
                    ended = run_into(
                        Path(folder), inputs, arguments, exported=exported, workers=workers, time_limit=seconds, force=force, show=show
                    )
        except InUse:
            raise CommandError(folder, said("folder_in_use")) from None
        except MissingLibrary as missing:
            raise CommandError(None, said("missing_library", format=missing.to, extra=missing.extra)) from None
    for path, error in inputs.unreadable:
        tell_problem(path, error, lang)
    counts = totals(ended.outcomes)
    if not quiet:
        tell_end(counts, len(ended.other_results), inputs.left_out, ended.run, ended.report, lang)
    _, _, warnings = counts.of("done", "skipped")
    if strict and warnings:
        complain(wording("error", "strict", lang, count=warnings))
        return FAILED
    return FAILED if inputs.unreadable or counts.of("refused", "failed")[0] else DONE


def _listed(files_from: str | None) -> list[str]:
    """The paths of the list in a file or on standard input."""
    if files_from is None:
        return []
    from extractor.running.inputs import NoList, paths_listed

    with errors_about(files_from):
        data = sys.stdin.buffer.read() if files_from == STANDARD else named_file(files_from, "--files-from").read_bytes()
    try:
        return paths_listed(data)
    except NoList:
        raise CommandError(files_from, said("no_list"), WRONG_USAGE) from None


def _folder(results: str) -> Path:
    folder = named_file(results, "-o")
    if folder.exists() and not folder.is_dir():
        raise CommandError(folder, said("results_no_folder"), WRONG_USAGE)
    return folder


def _inputs(words: list[str], listed: list[str], folder: str | Path) -> Inputs:
    from extractor.running.inputs import Meeting, NothingMatches

    for word in words:
        if word in ("", STANDARD):
            raise CommandError(None, said("usage_of_name", parameter="DOCUMENT", given=f'"{word}"'), WRONG_USAGE)
    try:
        inputs = _found(words, listed, folder)
    except Meeting as meeting:
        first, second = meeting.first, meeting.second
        raise CommandError(None, said("results_meet", first=first.path, second=second.path, result=first.result), WRONG_USAGE) from None
    except NothingMatches as nothing:
        raise CommandError(nothing.pattern, said("nothing_matches"), WRONG_USAGE) from None
    if not inputs.documents and not inputs.unreadable:
        raise CommandError(None, said("nothing_to_read"), WRONG_USAGE)
    return inputs


def _found(words: list[str], listed: list[str], folder: str | Path) -> Inputs:
    from extractor.clustering.urls import is_url
    from extractor.running.inputs import inputs_of

    if not any(map(is_url, (*words, *listed))):
        return inputs_of(words, Path(folder), listed)
    from extractor.commands.many_on_cluster import inputs_found

    return inputs_found(words, listed, folder)
