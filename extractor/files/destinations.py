"""Where a path of an output leads, and the refusal to write there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

__all__ = ["Refused", "end_of_links", "mode_of"]


class Refused(Exception):
    """A destination that must not be written.

    `code`: "is_input", "output_is_folder", "not_regular", "no_folder", "not_ours", "is_corrected" (a plan that a person corrected, or an
    export of it, by one as extracted), or "of_other_input" and "of_other_content", where `details` has the input's name.
    """

    def __init__(self, code: str, path: Path, **details: str) -> None:
        super().__init__(code, path)
        self.code = code
        self.path = path
        self.details = details


def mode_of(path: Path) -> int | None:
    """The type and mode of what the path leads to, None for nothing. Raises OSError for a path that cannot be (too long, no access)."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise


def end_of_links(path: Path) -> Path:
    """Where symbolic links lead; a link itself where they go in a circle."""
    return Path(os.path.realpath(path))
