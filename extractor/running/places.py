"""Where a run over many documents writes: a place of files by names parted by "/"; here a folder of the machine, `clustering` has others.

A file is written whole or not at all. What stands at a name is looked at before it is written over: nothing of anybody else's, no folder,
no document of the run is.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from extractor.files import ownership, writing

__all__ = ["PARTS_FOLDER", "STATE_FOLDER", "Folder", "Place"]

STATE_FOLDER = ".extract"
PARTS_FOLDER = f"{STATE_FOLDER}/parts"


class Place(Protocol):
    """Files by their names. All raise OSError where the place cannot be reached or does not allow it."""

    def standing(self, name: str) -> bytes | None:
        """The file of that name; None where there is none."""

    def check(self, name: str, standing: bytes | None, source: str | None, *, force: bool) -> None:
        """Raises `files.destinations.Refused` where what stands at the name must not be written over by the result of a document.

        `standing`: what was found there, None for nothing or where it was not looked for; `source`: the document.
        """

    def check_open(self, name: str) -> None:
        """Raises `files.destinations.Refused` where no file can be written to the name, whatever it is of, as far as is known before."""

    def write(self, name: str, data: bytes) -> None:
        """The file, whole or not at all; its folders are made. Raises `files.destinations.Refused`."""

    def remove(self, name: str) -> None:
        """No file of that name is there any more; nothing where none was."""

    def shown(self, name: str) -> str:
        """How a person is told of the file."""


class Folder(Struct, frozen=True):
    """A folder of this machine, or one that it has from another: a `Place`."""

    path: Path

    def standing(self, name: str) -> bytes | None:
        path = self.path / name
        return path.read_bytes() if path.is_file() else None

    def check(self, name: str, standing: bytes | None, source: str | None, *, force: bool) -> None:
        path = self.path / name
        if os.path.lexists(path):
            ownership.check_destination(path, source=Path(source) if source is not None else None, force=force)

    def check_open(self, name: str) -> None:
        ownership.check_destination(self.path / name, source=None, force=True)

    def write(self, name: str, data: bytes) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.write(path, data, self.path / PARTS_FOLDER)

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)

    def shown(self, name: str) -> str:
        return str(self.path / name)
