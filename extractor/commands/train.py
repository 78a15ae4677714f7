"""`extract train corpus/ -o models/`: the second reader trained anew, or measured on plans that it has not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.commands.errors import DONE, WRONG_USAGE, CommandError, errors_about, said
from extractor.commands.files import check, named_file
from extractor.files.writing import write_all
from extractor.messages import wording
from extractor.terminal.standard_streams import tell, write_out

if TYPE_CHECKING:
    from extractor.training.lessons import Lesson


def train(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS")],
    folder: Annotated[str | None, typer.Option("-o", "--output", metavar="FOLDER")] = None,
    cross_validate: Annotated[bool, typer.Option("--cross-validate")] = False,
    test: Annotated[str | None, typer.Option("--test", metavar="FOLDER")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    if (folder is not None) + cross_validate + (test is not None) != 1:
        raise CommandError(None, said("one_of", options="-o, --cross-validate, --test"), WRONG_USAGE)
    if force and folder is None:
        raise CommandError(None, said("not_together", first="--force", second="--test" if test else "--cross-validate"), WRONG_USAGE)
    from extractor.training import held_out, report
    from extractor.training.fitting import TooLittle
    from extractor.training.trained import FILE_NAMES, trained_files

    place = _place_of_models(named_file(folder, "-o"), FILE_NAMES, force) if folder is not None else None
    lessons = _lessons(corpus)
    try:
        if place is not None:
            with errors_about(place):
                write_all(place, trained_files(lessons))
            tell(wording("label", "written", lang, path=str(place)))
            return DONE
        lines = report.cross_validated(lessons) if test is None else report.as_lines(held_out.read_after(lessons, _lessons(test)))
    except TooLittle as error:
        raise CommandError(corpus, said("too_little", model=error.model)) from error
    write_out("".join(f"{line}\n" for line in lines).encode())
    return DONE


def _place_of_models(place: Path, names: Sequence[str], force: bool) -> Path:
    """The folder, which need not be there yet, if models may be written to it; never without force the one that the program reads."""
    from extractor.second_reader.models import shipped_folder

    if not force and place.resolve() == shipped_folder().resolve():
        raise CommandError(place, said("own_models"), WRONG_USAGE)
    for name in names if place.is_dir() else ():
        check(place / name, None, "model", force)
    if not place.is_dir():
        check(place, None, "model", force=False)
    return place


def _lessons(corpus: str) -> list[Lesson]:
    from extractor.evaluating.corpus import BrokenGold
    from extractor.training.lessons import lessons_of

    with errors_about(corpus):
        try:
            lessons = lessons_of(named_file(corpus, "CORPUS"))
        except BrokenGold as error:
            raise CommandError(error.path, said("broken_gold", reason=error.reason)) from error
    if not lessons:
        raise CommandError(corpus, said("no_gold"), WRONG_USAGE)
    return lessons
