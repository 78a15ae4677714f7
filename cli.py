"""The command line: `extract plan.pdf` and the commands schema, inspect and evaluate. Each is a thin call into the library.

The language of help and messages is decided in this order: `--lang`, the environment's locale where it is English, Vietnamese.
JSON and other data go to standard output, everything for people to standard error.
Exit status: 0 done; 1 a document could not be read, or has warnings under `--strict`; 2 wrong usage; 130 interrupted.
Nothing slow is imported before a command needs it.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from extractor.document import ReadingError
from extractor.messages import Language, message, wording
from extractor.release import NAME, VERSION
from extractor.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from extractor.evaluating.runs import Run

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
SILENT_SECONDS = 2.0
STANDARD = "-"  # standard input or output
DEFAULT_COMMAND = "run"
COMMANDS = ("schema", "inspect", "evaluate")
WITH_VALUE = ("-o", "--output", "--lang", "--ocr", "--page", "--save", "--against")  # options whose next word is their value


class CommandError(Exception):
    """An error for a person: the file it is about (None where the text names it), what to say in a language, and the exit status."""

    def __init__(self, path: str | Path | None, say: Callable[[Language], str], status: int = FAILED) -> None:
        super().__init__(path)
        self.path, self.say, self.status = path, say, status


def _said(name: str, **details: object) -> Callable[[Language], str]:
    """The error text of models/interface.toml in a language."""
    return lambda language: wording("error", name, language, **details)


class TranslatedCommand(TyperCommand):
    """A command whose help is in the language its `lang` parameter has; the default command lists the others below its own help."""

    def get_help(self, ctx: Any) -> str:
        language: Any = next(parameter.default for parameter in self.params if parameter.name == "lang")
        text = super().get_help(ctx)
        if self.name == DEFAULT_COMMAND:
            text = text.replace(f" {DEFAULT_COMMAND} ", " ", 1)
            formatter = ctx.make_formatter()
            with formatter.section("Commands"):
                formatter.write_dl([(name, wording("command", name, language)) for name in COMMANDS])
            text += "\n\n" + formatter.getvalue().rstrip("\n")
        if language == "vi":
            for printed, translated in load_vocabulary("interface")["frame"].items():
                text = text.replace(printed, translated)
        return text


app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
HELP_NAMES = {"help_option_names": ["-h", "--help"]}


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {VERSION}")
        raise typer.Exit


Lang = Annotated[Literal["vi", "en"], typer.Option(show_default=False)]


@app.command(DEFAULT_COMMAND, cls=TranslatedCommand, context_settings=HELP_NAMES)
def run(
    plan: Annotated[str, typer.Argument(metavar="PLAN")],
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE")] = None,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    ocr: Annotated[Literal["auto", "always", "never"], typer.Option("--ocr")] = "auto",
    lang: Lang = "vi",
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_print_version)] = False,
) -> int:
    from extractor.exporting import json_file

    source = _source(plan)
    destination = _destination(source, output)
    if destination is not None:
        _check(destination, source, force)
    from extractor import extract

    with _errors_about(plan), _progress(lang, quiet) as progress:
        result = extract(source or sys.stdin.buffer, ocr=ocr, progress=progress)
    if destination is None:
        _write_out(result.to_json())
    else:
        with _errors_about(destination):
            json_file.write(destination, result.to_json())
    if not quiet:
        from extractor.exporting.terminal import plain, show_plan

        show_plan(result, lang, sys.stderr)
        if destination is not None:
            print(wording("label", "written", lang, path=plain(str(destination))), file=sys.stderr)
    return FAILED if strict and result.warnings else DONE


@app.command("schema", cls=TranslatedCommand, context_settings=HELP_NAMES)
def schema(lang: Lang = "vi") -> int:
    import json

    from extractor.records import json_schema

    _write_out(json.dumps(json_schema(), ensure_ascii=False, indent=1).encode() + b"\n")
    return DONE


@app.command("inspect", cls=TranslatedCommand, context_settings=HELP_NAMES)
def inspect(
    pdf: Annotated[str, typer.Argument(metavar="PDF")],
    page: Annotated[int, typer.Option("--page", min=1)],
    picture: Annotated[Path, typer.Option("-o", "--output", metavar="PNG")],
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Lang = "vi",
) -> int:
    source = _source(pdf)
    _check(picture, source, force)
    from extractor import read
    from extractor.exporting.json_file import replacing
    from extractor.exporting.page_picture import draw_page
    from extractor.extracting import plan_of

    with _errors_about(pdf):
        data = source.read_bytes() if source else sys.stdin.buffer.read()
        document = read(data, filename=source.name if source else None)
        if not document.pages:
            raise CommandError(pdf, _said("no_pages"), WRONG_USAGE)
        if page > len(document.pages):
            raise CommandError(pdf, _said("no_page", page=page, pages=len(document.pages)), WRONG_USAGE)
        plan = plan_of(document)
    with _errors_about(picture), replacing(picture) as beside:
        draw_page(data, document, plan, page, beside)
    return DONE


@app.command("evaluate", cls=TranslatedCommand, context_settings=HELP_NAMES)
def evaluate(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS")],
    errors: Annotated[bool, typer.Option("--errors")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE")] = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="FILE")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Lang = "vi",
) -> int:
    from extractor import extract
    from extractor.evaluating import report, runs
    from extractor.evaluating.corpus import evaluate_corpus
    from extractor.exporting import json_file

    if save is not None:
        _check(save, None, force)
    earlier = _saved_run(against) if against is not None else None
    with _errors_about(corpus):
        result = evaluate_corpus(corpus, extract)
    if not result.documents:
        raise CommandError(corpus, _said("no_gold"), WRONG_USAGE)
    lines = [report.as_json(result)] if json else report.as_lines(result, errors=errors)
    if earlier is not None and not json:
        lines += report.comparison_lines(runs.compare(earlier, result), lang)
    _write_out("".join(f"{line}\n" for line in lines).encode())
    if save is not None:
        with _errors_about(save):
            json_file.write(save, runs.encode(result))
    return DONE


def _saved_run(path: Path) -> "Run":
    from extractor.evaluating import runs

    with _errors_about(path):
        try:
            return runs.load(path)
        except runs.NoRunError as error:
            raise CommandError(path, _said("no_run", reason=error), WRONG_USAGE) from error


def _source(argument: str) -> Path | None:
    """The input file, None for standard input."""
    return None if argument == STANDARD else Path(argument)


def _destination(source: Path | None, output: str | None) -> Path | None:
    """Where the JSON goes: as told, else beside the input; None for standard output, where standard input goes too."""
    if output == STANDARD or (output is None and source is None):
        return None
    if output is not None:
        return Path(output)
    return source.with_name(f"{source.stem}.tasks.json") if source else None


def _check(destination: Path, source: Path | None, force: bool) -> None:
    from extractor.exporting import json_file

    with _errors_about(destination):
        try:
            json_file.check_destination(destination, source=source, force=force)
        except json_file.Refused as refused:
            raise CommandError(destination, _said(refused.code), WRONG_USAGE) from refused


@contextmanager
def _errors_about(path: str | Path) -> Iterator[None]:
    """What goes wrong inside is told as an error about this file. A closed pipe is nobody's error."""
    try:
        yield
    except ReadingError as error:
        code, details = error.code, error.details
        raise CommandError(None, lambda language: message(code, details, language)) from error
    except BrokenPipeError:
        raise
    except FileNotFoundError as error:
        raise CommandError(path, _said("file_not_found")) from error
    except PermissionError as error:
        raise CommandError(path, _said("not_permitted")) from error
    except OSError as error:
        raise CommandError(path, _said("system", reason=error.strerror or error)) from error


@contextmanager
def _progress(lang: Language, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Tells on a terminal how many pages are read, from two seconds on; the line goes when it is done."""
    import time

    if quiet or not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    shown = ""

    def show(done: int, count: int) -> None:
        nonlocal shown
        if time.monotonic() - started > SILENT_SECONDS:
            text = wording("label", "progress", lang, done=done, count=count)
            print("\r" + text.ljust(len(shown)), end="", file=sys.stderr, flush=True)
            shown = text

    try:
        yield show
    finally:
        if shown:
            print("\r" + " " * len(shown) + "\r", end="", file=sys.stderr, flush=True)


def _write_out(data: bytes) -> None:
    """Bytes to standard output: UTF-8 whatever the console's encoding."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def language_for(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang`, else English where the first set of LC_ALL, LC_MESSAGES and LANG (on Windows the user's locale) says so, or Vietnamese"""
    told = [word.partition("=")[2] for word in arguments if word.startswith("--lang=")]
    told += [value for word, value in pairwise(arguments) if word == "--lang"]
    if told:
        return "en" if told[-1] == "en" else "vi"
    locale_name = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if not locale_name and sys.platform == "win32":
        import locale

        locale_name = locale.getlocale()[0] or ""
    return "en" if locale_name.lower().startswith("en") else "vi"


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


def translated_command(language: Language) -> Any:
    """The Typer application as a command, its texts in the language; `lang` has it as its default."""
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        command.help = wording("command", name, language)
        for parameter in command.params:
            parameter.help = wording("option", parameter.name, language)
            if parameter.name == "lang":
                parameter.default = language
    return group


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
    print(f"extract: {plain(str(path))}: {told}" if path is not None else f"extract: {told}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if os.name == "nt" else None, errors="replace")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Little of what one document makes refers to itself: looking for such garbage as often as Python does costs a fortieth of the time.
    gc.set_threshold(100_000)
    language = language_for(words, os.environ)
    usage_error: Any = typer.BadParameter.__mro__[1]
    try:
        status = translated_command(language).main(routed(words), prog_name="extract", standalone_mode=False)
    except usage_error as error:
        _complain(wording("error", "usage", language, reason=_usage_reason(error, language)))
        return WRONG_USAGE
    except CommandError as error:
        _complain(error.say(language), error.path)
        return error.status
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status == INTERRUPTED:
        _complain(wording("error", "interrupted", language))
    return status or DONE


if __name__ == "__main__":
    sys.exit(main())
