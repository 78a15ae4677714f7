"""A place for results at a URL: a bucket that speaks S3, or another system of files that fsspec knows.

Object stores take a file whole or not at all. On other systems it is written beside and renamed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from extractor.clustering.urls import file_system, reaching
from extractor.files import ownership

__all__ = ["UrlPlace"]

_OBJECT_STORES = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss"))


class UrlPlace(Struct, frozen=True):
    """What is below a URL: a `running.places.Place`."""

    url: str

    def _at(self, name: str) -> tuple[Any, str]:
        system, path = file_system(self.url)
        return system, f"{path.rstrip('/')}/{name}"

    def standing(self, name: str) -> bytes | None:
        system, path = self._at(name)
        try:
            with reaching():
                data: bytes = system.cat_file(path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        return data

    def check(self, name: str, standing: bytes | None, source: str | None, *, force: bool) -> None:
        if standing is not None and not force:
            ownership.check_result(standing, Path(self.shown(name)), source)

    def check_open(self, name: str) -> None:
        """Nothing is known before it is written."""

    def write(self, name: str, data: bytes) -> None:
        system, path = self._at(name)
        with reaching():
            if _OBJECT_STORES.intersection((system.protocol,) if isinstance(system.protocol, str) else system.protocol):
                system.pipe_file(path, data)
                return
            folder = path.rpartition("/")[0]
            system.makedirs(folder, exist_ok=True)
            beside = f"{folder}/.extract-{os.urandom(8).hex()}.part"
            try:
                system.pipe_file(beside, data)
                system.mv(beside, path)
            except BaseException:
                with suppress(Exception):
                    system.rm_file(beside)
                raise

    def remove(self, name: str) -> None:
        system, path = self._at(name)
        with suppress(FileNotFoundError), reaching():
            system.rm_file(path)

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, in order; none where there is no folder."""
        system, path = self._at(folder)
        try:
            with reaching():
                system.invalidate_cache()
                paths = system.ls(path, detail=False)
        except FileNotFoundError:
            return []
        return sorted(f"{folder}/{found.rstrip('/').rpartition('/')[2]}" for found in paths)

    def shown(self, name: str) -> str:
        return f"{self.url.rstrip('/')}/{name}"
