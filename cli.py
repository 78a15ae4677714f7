"""The command line: `extract plan.pdf` and the way to the other commands (`extractor.commands`), each a thin call into the library.

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

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from extractor import pattern_cache
from extractor.commands import LONGEST_LIMIT, LONGEST_RUN
from extractor.commands.errors import DONE, FAILED, INTERRUPTED, WRONG_USAGE, CommandError, complain, errors_about
from extractor.commands.files import STANDARD, check, check_read, destination_of, exported, source_of, tell_of, write
from extractor.commands.numbers import check_numbers
from extractor.files.format_names import Format
from extractor.messages import Language, language_for, system_error, wording
from extractor.release import NAME, VERSION
from extractor.running import interrupts
from extractor.terminal.standard_streams import discard_output, prepare, show_vietnamese, tell, telling, write_out
from extractor.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import typer

DEFAULT_COMMAND = "run"
MANY = "many"
COMMANDS = (MANY, "review", "apply", "export", "serve", "schema", "inspect", "compare", "evaluate", "train", "corpus")
GROUPS = ("corpus",)  # commands of commands: the module's SUBCOMMANDS
# What `run` takes without Typer.
PLAIN_FLAGS = {"--quiet": "quiet", "--force": "force", "--strict": "strict", "--second-reader": "second_reader"}
PLAIN_VALUES = {"-o": "output", "--output": "output", "--lang": "lang", "--to": "to"}
FORMS = ("json", *get_args(Format))  # of `--to`
# Options whose next word is their value.
WITH_VALUE = (
    "-o", "--output", "--lang", "--ocr", "--page", "--save", "--against", "--time-limit", "--min-confidence", "--test",
    "-d", "--database", "--format", "--limit",
    "--to", "--workers", "--files-from", "--cluster",
    "--host", "--port", "--queue", "--max-size",
)  # fmt: skip
ONLY_MANY = ("--files-from", "--cluster")  # options of the command for many documents alone


class Held(int):
    """An exit status that holds what was made until the process ends: to free that takes a hundredth of the time."""

    made: object = None


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {VERSION}")
        raise typer.Exit


def run(
    plan: Annotated[str, typer.Argument(metavar="PLAN")],
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE")] = None,
    to: Annotated[Literal["json", Format], typer.Option("--to", show_default=False)] = "json",
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
    check_numbers({"--time-limit": seconds, "--min-confidence": min_confidence})
    source = source_of(plan)
    form = None if to == "json" else to
    destination = destination_of(source, output, form)
    if destination is not None:
        check(destination, source, form or "plan", force)
    secret = None
    if password:
        from extractor.commands.passwords import asked_password

        secret = asked_password(plan, lang)
    from extractor.extracting import plan_of
    from extractor.reading.opening import fetch, open_document
    from extractor.running.time_limit import time_limit

    def too_long() -> None:
        complain(wording("error", "too_long", lang, seconds=f"{seconds:.10g}"), plan)

    with errors_about(plan), time_limit(seconds, too_long, status=FAILED), nullcontext() if quiet else _progress_line(lang) as progress:
        data, _ = fetch(source or sys.stdin.buffer)
        if destination is not None and not force:
            check_read(destination, source, form or "plan", data)
        document = open_document(
            data, filename=str(source) if source else None, ocr=ocr, progress=progress, password=secret, two_processes=True
        )
        result = plan_of(document, min_confidence, second_reader=second_reader)
    made = exported(result, form, lang, plan) if form else result.to_json()
    if destination is None:
        write_out(made)
    else:
        if not force:  # somebody may have put a file there meanwhile
            check_read(destination, source, form or "plan", data)
        write(destination, made)
    if not quiet:
        from extractor.terminal.plain_text import plain
        from extractor.terminal.plan_view import show_plan

        with telling() as stream:
            show_plan(result, lang, stream)
        if form:
            tell_of(result, form, lang)
        if destination is not None:
            tell(wording("label", "written", lang, path=plain(str(destination))))
    if strict and result.warnings:
        complain(wording("error", "strict", lang, count=len(result.warnings)), plan)
        return FAILED
    status = Held(DONE)
    status.made = document, result
    return status


def _progress_line(lang: Language) -> AbstractContextManager[Callable[[int, int], None] | None]:
    from extractor.terminal.page_progress import progress_line

    return progress_line(lang)


def routed(arguments: Sequence[str]) -> list[str]:
    """The arguments with a command in front: the one that the first word names, else that for many documents where they name more than
    one, or a folder for the results ("-o out/"), else the default command.

    A file with a command's name is reached as "./schema" or after "--".
    """
    words: list[str] = []
    many = skip = False
    for at, word in enumerate(arguments):
        if skip:
            skip = False
            many = many or (arguments[at - 1] in ("-o", "--output") and _names_folder(word))
        elif word == "--":
            words += arguments[at + 1 :]
            break
        elif word in WITH_VALUE:
            skip = True
            many = many or word in ONLY_MANY
        elif word == STANDARD or not word.startswith("-"):
            if not words and word in COMMANDS:
                behind, inner = arguments[at + 1 :], word in GROUPS
                return [word, *behind[:inner], *arguments[:at], *behind[inner:]]
            words.append(word)
        else:
            many = many or word.partition("=")[0] in ONLY_MANY or (word.startswith(("-o", "--output=")) and _names_folder(word))
    many = many or len(words) > 1 or any(_names_many(word) for word in words)
    return [MANY if many else DEFAULT_COMMAND, *arguments]


def _names_folder(output: str) -> bool:
    """Whether the name of an output can only be a folder's."""
    return output.endswith(("/", os.sep))


def _names_many(word: str) -> bool:
    """Whether a word names a folder or, as nothing of that name is there, a pattern or what is at a URL."""
    if os.path.lexists(word):
        return os.path.isdir(word)
    if "://" in word:
        return True
    from extractor.running.inputs import is_pattern

    return is_pattern(word)


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
            if _names_many(value) if name == "plan" else name == "output" and _names_folder(value):
                return None
        if name in given:
            return None
        given[name] = value
    known = given.get("lang", "vi") in ("vi", "en") and given.get("to", "json") in FORMS
    return given if "plan" in given and known else None


def translated_command(language: Language, names: Sequence[str] = COMMANDS) -> Any:
    """The Typer application with the default command and those named, its texts in the language; `lang` has it as its default."""
    global typer  # the commands' annotations name it
    import typer
    from typer.core import TyperCommand, TyperGroup

    class TranslatedCommand(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return _translated_help(self.name, super().get_help(ctx), ctx, language)

    class TranslatedGroup(TyperGroup):
        def get_help(self, ctx: Any) -> str:
            return _translated_help(self.name, super().get_help(ctx), ctx, language)

    def group_of(functions: Sequence[Callable[..., Any]]) -> typer.Typer:
        group = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        group.callback()(lambda: None)  # a group, of one command too
        for function in functions:
            group.command(function.__name__, cls=TranslatedCommand, context_settings=help_options)(function)
        return group

    help_options = {"help_option_names": ["-h", "--help"]}
    modules = {name: import_module(f"extractor.commands.{name}") for name in names}
    app = group_of([run, *(getattr(module, name) for name, module in modules.items() if name not in GROUPS)])
    for name in filter(GROUPS.__contains__, names):
        app.add_typer(group_of(modules[name].SUBCOMMANDS), name=name, cls=TranslatedGroup, context_settings=help_options)
    command: Any = typer.main.get_command(app)
    _translate(command, "", language)
    return command


def _translate(group: Any, above: str, language: Language) -> None:
    """Gives the commands of a group their texts, those of one inside it as `[command.corpus_build]`."""
    for name, command in group.commands.items():
        command.help = wording("command", above + name, language)
        if name in GROUPS:
            _translate(command, f"{name}_", language)
            continue
        for parameter in command.params:
            parameter.help = wording("option", parameter.name, language)
            if parameter.name == "lang":
                parameter.default = language


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
        complain(error.say(language), error.path)
        status = error.status
    except OSError as error:  # those about files are CommandErrors
        discard_output()
        complain(wording("error", "no_output", language, reason=system_error(error, language)))
        status = FAILED
    except KeyboardInterrupt:
        status = INTERRUPTED
    if arguments is None:
        interrupts.ignore()  # all is done: nothing is left that could be stopped
    if status == INTERRUPTED:
        complain(wording("error", "interrupted", language))
    if arguments is None and IS_PROGRAM:
        pattern_cache.keep()
        if not _is_watched():
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
    ordered = routed(words)
    group = translated_command(language, [name for name in COMMANDS if name == ordered[0]])
    usage_error: Any = typer.BadParameter.__mro__[1]
    try:
        return group.main(ordered, prog_name="extract", standalone_mode=False) or DONE
    except usage_error as error:
        complain(wording("error", "usage", language, reason=_usage_reason(error, language)))
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
