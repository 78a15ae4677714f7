"""Documents of a run by their paths, and the workers that read them."""

from __future__ import annotations

import os
from concurrent.futures import Future
from typing import Protocol

from msgspec import Struct

from extractor.digests import sha256_of_file
from extractor.reading import limits
from extractor.running.pool import Pool
from extractor.running.worker import Arguments

__all__ = ["Paths", "Sources"]


class Sources(Protocol):
    """What reads documents, by the paths of their `inputs.Input`; `count` of them at the same time."""

    @property
    def count(self) -> int: ...

    def submit(self, path: str, arguments: Arguments) -> Future[bytes]:
        """The future of the plan's JSON, as of `Pool.submit`."""

    def digest(self, path: str) -> str | None:
        """The SHA-256 of the document; None where it is no file that could be read."""

    def whole(self, path: str) -> str | None:
        """The document's path for whoever does not stand in the working folder; None where it is none of a file of this machine."""


class Paths(Struct, frozen=True):
    """Files of this machine, by paths from a folder (the pool's too): `Sources`."""

    pool: Pool
    folder: str = ""

    @property
    def count(self) -> int:
        return self.pool.count

    def submit(self, path: str, arguments: Arguments) -> Future[bytes]:
        return self.pool.submit(path, arguments)

    def digest(self, path: str) -> str | None:
        whole = self.whole(path)
        try:
            if not os.path.isfile(whole) or os.path.getsize(whole) > limits.MAX_FILE_BYTES:
                return None
            return sha256_of_file(whole)
        except OSError:
            return None

    def whole(self, path: str) -> str:
        return os.path.join(self.folder, path)
