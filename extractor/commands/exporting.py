"""What `extract plan.pdf --to xlsx` and `extract export` share: the exported file, and what is told of it. Loads no Typer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.commands.errors import CommandError, said
from extractor.exporting import formats
from extractor.exporting.standard_streams import tell
from extractor.messages import Language

if TYPE_CHECKING:
    from extractor.exporting.formats import Format
    from extractor.records import Plan

__all__ = ["exported", "tell_of"]


def exported(plan: Plan, to: Format, language: Language, argument: str) -> bytes:
    """The exported file. Raises CommandError where the format's library is missing."""
    try:
        return formats.export(plan, to, language)
    except formats.MissingLibrary as error:
        raise CommandError(argument, said("missing_library", format=to, extra=error.extra)) from error


def tell_of(plan: Plan, to: Format, language: Language) -> None:
    """What a person should know of the exported file."""
    if note := formats.told(plan, to, language):
        tell(note)
