"""What a command tells of a failure: the error for a person, the exit statuses, and what library errors become.

Everything for people goes to standard error, in Vietnamese or English (models/interface.toml, models/messages.toml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.document import ReadingError
from extractor.files.destinations import Refused
from extractor.messages import Language, message, system_error, wording
from extractor.terminal.standard_streams import tell

if TYPE_CHECKING:
    from extractor.records import PlanError

__all__ = ["DONE", "FAILED", "INTERRUPTED", "WRONG_USAGE", "CommandError", "complain", "errors_about", "no_plan", "said"]

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


class CommandError(Exception):
    """An error for a person: the file it is about (None where the text names it), what to say in a language, and the exit status."""

    def __init__(self, path: str | Path | None, say: Callable[[Language], str], status: int = FAILED) -> None:
        super().__init__(path)
        self.path, self.say, self.status = path, say, status


def said(name: str, **details: object) -> Callable[[Language], str]:
    """The error text of models/interface.toml in a language."""
    return lambda language: wording("error", name, language, **details)


def no_plan(path: str | Path, error: PlanError) -> CommandError:
    """What is told of JSON that is no plan: of another version which one it has."""
    from extractor.records import SCHEMA_VERSION, OtherVersionError

    if isinstance(error, OtherVersionError):
        return CommandError(path, said("other_version", version=error.version, read=SCHEMA_VERSION))
    return CommandError(path, said("no_plan", reason=error))


@contextmanager
def errors_about(path: str | Path) -> Iterator[None]:
    """What goes wrong inside is told as an error about this file. A closed pipe is nobody's error."""
    try:
        yield
    except ReadingError as error:
        code, details = error.code, error.details
        raise CommandError(None, lambda language: message(code, details, language)) from error
    except Refused as error:
        raise CommandError(path, said(error.code, **error.details), WRONG_USAGE) from error
    except BrokenPipeError:
        raise
    except MemoryError as error:
        raise CommandError(path, said("memory")) from error
    except OSError as error:
        reason = error
        raise CommandError(path, lambda language: system_error(reason, language)) from error


def complain(text: str, path: str | Path | None = None) -> None:
    from extractor.terminal.plain_text import plain

    told = "\n".join(map(plain, text.splitlines()))
    tell(f"extract: {plain(str(path))}: {told}" if path is not None else f"extract: {told}")
