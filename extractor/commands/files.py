"""The files that a command's words name: the input, the output, what stands where the output goes, and exports. Loads no Typer.

Raise CommandError with the file's name; standard input or output is "-".
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.errors import WRONG_USAGE, CommandError, errors_about, no_plan, said
from extractor.document import ReadingError
from extractor.files import writing
from extractor.files.ownership import Kind, check_content, check_destination
from extractor.files.result_names import beside
from extractor.messages import Language
from extractor.reading import limits
from extractor.terminal.standard_streams import tell

if TYPE_CHECKING:
    from extractor.files.format_names import Format
    from extractor.records import Plan

__all__ = [
    "STANDARD", "check", "check_for", "check_read", "destination_of", "exported", "loaded_plan", "named_file", "original_of", 
    "source_of", "tell_of", "write",
]  # fmt: skip

STANDARD = "-"  # standard input or output


def source_of(argument: str) -> Path | None:
    """The input file, None for standard input. A folder is refused here: nothing can stand beside "/"."""
    if argument == STANDARD:
        return None
    path = named_file(argument, "PLAN")
    with errors_about(argument):
        if path.is_dir():
            raise ReadingError("file_is_folder", file=argument)
    return path


def named_file(argument: str, parameter: str) -> Path:
    """The file or folder that a parameter names; standard input or output cannot be meant."""
    if argument in ("", STANDARD):
        raise CommandError(None, said("usage_of_name", parameter=parameter, given=f'"{argument}"'), WRONG_USAGE)
    return Path(argument)


def destination_of(source: Path | None, output: str | None, to: Format | None = None) -> Path | None:
    """Where the JSON or the export goes: as told, else beside the input; None for standard output, where standard input goes too."""
    if output == STANDARD or (output is None and source is None):
        return None
    if output is not None:
        return named_file(output, "-o")
    if source and to:
        from extractor.exporting.formats import default_name

        return default_name(source, to)
    return beside(source, ".tasks.json") if source else None


def loaded_plan(path: Path) -> Plan:
    """The plan of a JSON file, which has the limits of a document: a size, and no device or pipe."""
    from extractor import load
    from extractor.reading.opening import fetch
    from extractor.records import PlanError

    with errors_about(path):
        data, _ = fetch(path)
        if len(data) > limits.MAX_FILE_BYTES:
            raise ReadingError("file_too_large", file=str(path), limit=limits.MAX_FILE_BYTES // 2**20)
        try:
            return load(data)
        except PlanError as error:
            raise no_plan(path, error) from error


def original_of(plan: Plan, folder: Path) -> Path | None:
    """Where the file that the plan was read from would stand in the folder; None where the plan names none that could."""
    name = plan.source.filename or ""
    return folder / name if name not in ("", ".", "..") and Path(name).name == name and "\0" not in name else None


def check(destination: Path, source: Path | None, kind: Kind, force: bool, document: str | None = None) -> None:
    with errors_about(destination):
        check_destination(destination, source=source, kind=kind, force=force, document=document)


def check_for(plan: Plan, destination: Path, source: Path | None, kind: Kind, force: bool) -> None:
    """`check` of what is made of a plan: never over the document that the plan was read from, which stands beside it."""
    original = original_of(plan, (source or destination).parent)
    if original is not None:
        check(destination, original, kind, force=True)
    with errors_about(destination):
        document = plan.source.filename or ""
        check_destination(destination, source=source, kind=kind, force=force, document=document, corrected=plan.corrected)


def check_read(destination: Path, source: Path | None, kind: Kind, data: bytes) -> None:
    """`check` unless forced, now that the input's content is known."""
    check(destination, source, kind, force=False)
    with errors_about(destination):
        check_content(destination, source=source, data=data, kind=kind)


def write(destination: Path, data: bytes) -> None:
    with errors_about(destination):
        writing.write(destination, data)


def exported(plan: Plan, to: Format, language: Language, argument: str) -> bytes:
    """The exported file. Raises CommandError where the format's library is missing."""
    from extractor.exporting import formats

    try:
        return formats.export(plan, to, language)
    except formats.MissingLibrary as error:
        raise CommandError(argument, said("missing_library", format=to, extra=error.extra)) from error


def tell_of(plan: Plan, to: Format, language: Language) -> None:
    """What a person should know of the exported file."""
    from extractor.exporting import formats

    if note := formats.told(plan, to, language):
        tell(note)
