"""The command line: `extract plan.pdf` and the commands schema, inspect, evaluate and train. Each is a thin call into the library.

The language of help and messages is decided in this order: `--lang`, the environment's locale where it is English, Vietnamese (English
where its letters cannot be shown). JSON and other data go to standard output, everything for people to standard error.
Exit status: 0 done; 1 a document could not be read or a result not written, or it has warnings under `--strict`; 2 wrong usage;
130 interrupted. Nothing slow is imported before a command needs it.
"""

from __future__ import annotations

import os
import signal
import sys

IS_PROGRAM = __name__ == "__main__" or os.path.splitext(os.path.basename(sys.argv[0]))[0] == "extract"  # else another imports this
# What asks to stop while modules are imported is noted, and told by `main`: an exception could only end in a traceback here.
early_signals: list[int] = []
if IS_PROGRAM:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), lambda number, _: early_signals.append(number))

import gc

if IS_PROGRAM:
    # A hundredth of what modules and one document make refers to itself: looking for such garbage as often as Python does, or every
    # 100,000 objects, costs a twentieth of the time.
    gc.set_threshold(1_000_000)

    from extractor.running.lean_start import seeming_absent

    with seeming_absent("typing_extensions"):
        import msgspec  # noqa: F401

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from extractor.document import ReadingError
from extractor.exporting.json_file import Kind, Refused, check_content, check_destination, write, write_all
from extractor.exporting.standard_streams import discard_output, prepare, show_vietnamese, tell, telling, write_out
from extractor.messages import Language, language_for, message, system_error, wording
from extractor.release import NAME, VERSION
from extractor.running import interrupts
from extractor.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import typer

    from extractor.evaluating.runs import Run
    from extractor.training.lessons import Lesson

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
LONGEST_LIMIT = 1e6
LONGEST_RUN = 1800.0  # seconds that one document may take; `--time-limit` changes it

STANDARD = "-"  # standard input or output
DEFAULT_COMMAND = "run"
COMMANDS = ("schema", "inspect", "evaluate", "train")
# What `run` takes without Typer.
PLAIN_FLAGS = {"--quiet": "quiet", "--force": "force", "--strict": "strict", "--second-reader": "second_reader"}
PLAIN_VALUES = {"-o": "output", "--output": "output", "--lang": "lang"}
# Options whose next word is their value.
WITH_VALUE = ("-o", "--output", "--lang", "--ocr", "--page", "--save", "--against", "--time-limit", "--min-confidence", "--test")


class Held(int):
    """An exit status that holds what was made until the process ends: to free that takes a hundredth of the time."""

    made: object = None


class CommandError(Exception):
    """An error for a person: the file it is about (None where the text names it), what to say in a language, and the exit status."""

    def __init__(self, path: str | Path | None, say: Callable[[Language], str], status: int = FAILED) -> None:
        super().__init__(path)
        self.path, self.say, self.status = path, say, status


def _said(name: str, **details: object) -> Callable[[Language], str]:
    """The error text of models/interface.toml in a language."""
    return lambda language: wording("error", name, language, **details)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {VERSION}")
        raise typer.Exit


def run(
    plan: Annotated[str, typer.Argument(metavar="PLAN")],
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE")] = None,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    ocr: Annotated[Literal["auto", "always", "never"], typer.Option("--ocr")] = "auto",
    password: Annotated[bool, typer.Option("--password")] = False,
    seconds: Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=0, max=LONGEST_LIMIT, show_default=False)] = LONGEST_RUN,
    min_confidence: Annotated[float, typer.Option("--min-confidence", metavar="0..1", min=0, max=1, show_default=False)] = 0.0,
    second_reader: Annotated[bool, typer.Option("--second-reader")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_print_version)] = False,
) -> int:
    for name, value in (("--time-limit", seconds), ("--min-confidence", min_confidence)):
        if math.isnan(value):
            raise typer.BadParameter("nan", param_hint=name)
    source = _source(plan)
    destination = _destination(source, output)
    if destination is not None:
        _check(destination, source, "plan", force)
    secret = _asked_password(plan, lang) if password else None
    from extractor import read
    from extractor.extracting import plan_of
    from extractor.reading.opening import fetch
    from extractor.running.time_limit import time_limit

    def too_long() -> None:
        _complain(wording("error", "too_long", lang, seconds=f"{seconds:.10g}"), plan)

    with _errors_about(plan), time_limit(seconds, too_long, status=FAILED), nullcontext() if quiet else _progress_line(lang) as progress:
        data, _ = fetch(source or sys.stdin.buffer)
        if destination is not None and not force:
            with _errors_about(destination):
                check_content(destination, source=source, data=data)
        document = read(data, filename=str(source) if source else None, ocr=ocr, progress=progress, password=secret)
        result = plan_of(document, min_confidence, second_reader=second_reader)
    if destination is None:
        write_out(result.to_json())
    else:
        _write(destination, result.to_json())
    if not quiet:
        from extractor.exporting.terminal import plain, show_plan

        with telling() as stream:
            show_plan(result, lang, stream)
        if destination is not None:
            tell(wording("label", "written", lang, path=plain(str(destination))))
    if strict and result.warnings:
        _complain(wording("error", "strict", lang, count=len(result.warnings)), plan)
        return FAILED
    status = Held(DONE)
    status.made = document, result
    return status


def schema(lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi") -> int:
    import json

    from extractor.records import json_schema

    write_out(json.dumps(json_schema(), ensure_ascii=False, indent=1).encode() + b"\n")
    return DONE


def inspect(
    pdf: Annotated[str, typer.Argument(metavar="PDF")],
    page: Annotated[int, typer.Option("--page", metavar="N", min=1)],
    picture: Annotated[str, typer.Option("-o", "--output", metavar="PNG")],
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    source, destination = _source(pdf), _file(picture, "-o")
    _check(destination, source, "picture", force)
    from extractor import read
    from extractor.exporting.page_picture import draw_page
    from extractor.extracting import plan_of
    from extractor.reading.opening import fetch

    with _errors_about(pdf):
        data, _ = fetch(source or sys.stdin.buffer)
        document = read(data, filename=str(source) if source else None)
        if not document.pages:
            raise CommandError(pdf, _said("no_pages"), WRONG_USAGE)
        if page > len(document.pages):
            raise CommandError(pdf, _said("no_page", page=page, pages=len(document.pages)), WRONG_USAGE)
        drawn = draw_page(data, document, plan_of(document), page)
    _write(destination, drawn)
    return DONE


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
            raise CommandError(None, _said("not_together", first="--json", second=option), WRONG_USAGE)
    folder = _file(corpus, "CORPUS")
    saved = _file(save, "--save") if save is not None else None
    if saved is not None:
        _check(saved, None, "run", force)
    earlier = _saved_run(_file(against, "--against")) if against is not None else None
    with _errors_about(corpus):
        try:
            result = evaluate_corpus(folder, extract)
        except BrokenGold as error:
            raise CommandError(error.path, _said("broken_gold", reason=error.reason)) from error
    if not result.documents:
        raise CommandError(corpus, _said("no_gold"), WRONG_USAGE)
    lines = [report.as_json(result)] if json else report.as_lines(result, errors=errors)
    if earlier is not None:
        lines += report.comparison_lines(runs.compare(earlier, result), lang)
    write_out("".join(f"{line}\n" for line in lines).encode())
    if saved is not None:
        _write(saved, runs.encode(result))
    return DONE


def train(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS")],
    folder: Annotated[str | None, typer.Option("-o", "--output", metavar="FOLDER")] = None,
    cross_validate: Annotated[bool, typer.Option("--cross-validate")] = False,
    test: Annotated[str | None, typer.Option("--test", metavar="FOLDER")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    if (folder is not None) + cross_validate + (test is not None) != 1:
        raise CommandError(None, _said("one_of", options="-o, --cross-validate, --test"), WRONG_USAGE)
    if force and folder is None:
        raise CommandError(None, _said("not_together", first="--force", second="--test" if test else "--cross-validate"), WRONG_USAGE)
    from extractor.training import held_out, report
    from extractor.training.fitting import TooLittle
    from extractor.training.trained import FILE_NAMES, trained_files

    place = _place_of_models(_file(folder, "-o"), FILE_NAMES, force) if folder is not None else None
    lessons = _lessons(corpus)
    try:
        if place is not None:
            with _errors_about(place):
                write_all(place, trained_files(lessons))
            tell(wording("label", "written", lang, path=str(place)))
            return DONE
        lines = report.cross_validated(lessons) if test is None else report.as_lines(held_out.read_after(lessons, _lessons(test)))
    except TooLittle as error:
        raise CommandError(corpus, _said("too_little", model=error.model)) from error
    write_out("".join(f"{line}\n" for line in lines).encode())
    return DONE


def _place_of_models(place: Path, names: Sequence[str], force: bool) -> Path:
    """The folder, which need not be there yet, if models may be written to it; never without force the one that the program reads."""
    from extractor.second_reader.models import shipped_folder

    if not force and place.resolve() == shipped_folder().resolve():
        raise CommandError(place, _said("own_models"), WRONG_USAGE)
    for name in names if place.is_dir() else ():
        _check(place / name, None, "model", force)
    if not place.is_dir():
        _check(place, None, "model", force=False)
    return place


def _lessons(corpus: str) -> list[Lesson]:
    from extractor.evaluating.corpus import BrokenGold
    from extractor.training.lessons import lessons_of

    with _errors_about(corpus):
        try:
            lessons = lessons_of(_file(corpus, "CORPUS"))
        except BrokenGold as error:
            raise CommandError(error.path, _said("broken_gold", reason=error.reason)) from error
    if not lessons:
        raise CommandError(corpus, _said("no_gold"), WRONG_USAGE)
    return lessons


def _progress_line(lang: Language) -> AbstractContextManager[Callable[[int, int], None] | None]:
    from extractor.exporting.terminal import progress_line

    return progress_line(lang)


def _asked_password(plan: str, lang: Language) -> str:
    """The password typed on the terminal: it never stands in the command line or its history."""
    from getpass import getpass

    if not sys.stdin.isatty():
        raise CommandError(plan, _said("no_terminal"), WRONG_USAGE)
    try:
        typed = getpass(wording("label", "password", lang))
        typed.encode()
    except EOFError:  # Ctrl-D
        tell("")
        raise KeyboardInterrupt from None
    except UnicodeError as error:
        raise CommandError(plan, _said("password_no_text")) from error
    return typed


def _saved_run(path: Path) -> Run:
    from extractor.evaluating import runs

    with _errors_about(path):
        try:
            return runs.load(path)
        except runs.NoRunError as error:
            raise CommandError(path, _said("no_run", reason=error), WRONG_USAGE) from error


def _source(argument: str) -> Path | None:
    """The input file, None for standard input. A folder is refused here: nothing can stand beside "/"."""
    if argument == STANDARD:
        return None
    path = _file(argument, "PLAN")
    with _errors_about(argument):
        if path.is_dir():
            raise ReadingError("file_is_folder", file=argument)
    return path


def _file(argument: str, parameter: str) -> Path:
    """The file or folder that a parameter names; standard input or output cannot be meant."""
    if argument in ("", STANDARD):
        raise CommandError(None, _said("usage_of_name", parameter=parameter, given=f'"{argument}"'), WRONG_USAGE)
    return Path(argument)


def _destination(source: Path | None, output: str | None) -> Path | None:
    """Where the JSON goes: as told, else beside the input; None for standard output, where standard input goes too."""
    if output == STANDARD or (output is None and source is None):
        return None
    if output is not None:
        return _file(output, "-o")
    return source.with_name(f"{source.stem}.tasks.json") if source else None


def _check(destination: Path, source: Path | None, kind: Kind, force: bool) -> None:
    with _errors_about(destination):
        check_destination(destination, source=source, kind=kind, force=force)


def _write(destination: Path, data: bytes) -> None:
    with _errors_about(destination):
        write(destination, data)


@contextmanager
def _errors_about(path: str | Path) -> Iterator[None]:
    """What goes wrong inside is told as an error about this file. A closed pipe is nobody's error."""
    try:
        yield
    except ReadingError as error:
        code, details = error.code, error.details
        raise CommandError(None, lambda language: message(code, details, language)) from error
    except Refused as error:
        raise CommandError(path, _said(error.code, **error.details), WRONG_USAGE) from error
    except BrokenPipeError:
        raise
    except MemoryError as error:
        raise CommandError(path, _said("memory")) from error
    except OSError as error:
        reason = error
        raise CommandError(path, lambda language: system_error(reason, language)) from error


def routed(arguments: Sequence[str]) -> list[str]:
    """The arguments with a command in front: the one that the first word names, else the default command.

    A file with a command's name is reached as "./schema" or after "--".
    """
    skip = False
    for at, word in enumerate(arguments):
        if skip:
            skip = False
        elif word in WITH_VALUE:
            skip = True
        elif word == STANDARD or not word.startswith("-"):
            return [word, *arguments[:at], *arguments[at + 1 :]] if word in COMMANDS else [DEFAULT_COMMAND, *arguments]
        elif word == "--":
            break
    return [DEFAULT_COMMAND, *arguments]


def plain_arguments(words: Sequence[str]) -> dict[str, Any] | None:
    """The arguments of `run` where the words are a plan and its commonest options, each once; None for others, which Typer is to read.

    To load Typer takes longer than to read the page that a plan mostly is.
    """
    given: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        value: Any = True
        name = PLAIN_FLAGS.get(word)
        if name is None:
            name = PLAIN_VALUES.get(word, "plan")
            value = word if name == "plan" else next(rest, "")
            if value in ("", *COMMANDS) or (value.startswith("-") and value != STANDARD):
                return None
        if name in given:
            return None
        given[name] = value
    return given if "plan" in given and given.get("lang", "vi") in ("vi", "en") else None


def translated_command(language: Language) -> Any:
    """The Typer application as a command, its texts in the language; `lang` has it as its default."""
    global typer  # the commands' annotations name it
    import typer
    from typer.core import TyperCommand

    class TranslatedCommand(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return _translated_help(self.name, super().get_help(ctx), ctx, language)

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    for function in (run, schema, inspect, evaluate, train):
        app.command(function.__name__, cls=TranslatedCommand, context_settings={"help_option_names": ["-h", "--help"]})(function)
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        command.help = wording("command", name, language)
        for parameter in command.params:
            parameter.help = wording("option", parameter.name, language)
            if parameter.name == "lang":
                parameter.default = language
    return group


def _translated_help(name: str | None, text: str, ctx: Any, language: Language) -> str:
    """A command's help in the language; the default command lists the others below its own."""
    if name == DEFAULT_COMMAND:
        text = text.replace(f" {DEFAULT_COMMAND} ", " ", 1)
        formatter = ctx.make_formatter()
        with formatter.section("Commands"):
            formatter.write_dl([(name, wording("command", name, language)) for name in COMMANDS])
        text += "\n\n" + formatter.getvalue().rstrip("\n")
    if language == "vi":
        for printed, translated in load_vocabulary("interface")["frame"].items():
            text = text.replace(printed, translated)
    return text


def _usage_reason(error: Any, language: Language) -> str:
    """Typer's error in the language: in English its own sentence, in Vietnamese by the kind of error."""
    if language == "en":
        return str(error.format_message())
    if getattr(error, "option_name", None) and type(error).__name__ == "NoSuchOption":
        return wording("error", "no_such_option", language, option=error.option_name)
    parameter = getattr(error, "param", None)
    if parameter is None:
        return wording("error", "bad_words", language)
    code = "missing_parameter" if type(error).__name__ == "MissingParameter" else "bad_value"
    return wording("error", code, language, parameter=parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar)


def _complain(text: str, path: str | Path | None = None) -> None:
    from extractor.exporting.terminal import plain

    told = "\n".join(map(plain, text.splitlines()))
    tell(f"extract: {plain(str(path))}: {told}" if path is not None else f"extract: {told}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language: Language = "vi"
    try:
        prepare()
        language = language_for(words, os.environ, vietnamese=show_vietnamese())
        interrupts.listen(early_signals)
        status = _run(words, language)
    except CommandError as error:
        _complain(error.say(language), error.path)
        status = error.status
    except OSError as error:  # those about files are CommandErrors
        discard_output()
        _complain(wording("error", "no_output", language, reason=system_error(error, language)))
        status = FAILED
    except KeyboardInterrupt:
        status = INTERRUPTED
    if arguments is None:
        interrupts.ignore()  # all is done: nothing is left that could be stopped
    if status == INTERRUPTED:
        _complain(wording("error", "interrupted", language))
    if arguments is None and IS_PROGRAM and not _is_watched():
        _end(status)
    return int(status)


def _run(words: Sequence[str], language: Language) -> int:
    arguments = plain_arguments(words)
    if arguments is not None:
        try:
            return run(**{"lang": language, **arguments})
        except BrokenPipeError:  # nobody's error, for Typer too
            discard_output()
            return FAILED
    group = translated_command(language)
    usage_error: Any = typer.BadParameter.__mro__[1]
    try:
        return group.main(routed(words), prog_name="extract", standalone_mode=False) or DONE
    except usage_error as error:
        _complain(wording("error", "usage", language, reason=_usage_reason(error, language)))
        return WRONG_USAGE


def _is_watched() -> bool:
    """Whether a profiler, debugger or measurer of coverage is at work: it tells at the end of Python."""
    monitoring: Any = getattr(sys, "monitoring", None)  # Python 3.12
    tools = monitoring is not None and any(monitoring.get_tool(tool) for tool in range(6))
    return bool(tools or sys.getprofile() or sys.gettrace())


def _end(status: int) -> None:
    """Ends the process as it stands: to free all that one document made costs a twentieth of the time.

    Files are closed, folders removed and threads ended where they were used; what Python would still print it prints here. Output that
    cannot be written is left to Python's own end.
    """
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
