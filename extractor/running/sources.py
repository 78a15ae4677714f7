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

__all__ = ["Paths", "Sources", "digest_at"]


class Sources(Protocol):
    """What reads documents, by the paths of their `inputs.Input`; `count` of them at the same time."""

    @property
    def count(self) -> int: ...

    def submit(self, path: str, arguments: Arguments) -> Future[bytes]:
        """The future of the plan's JSON, as of `Pool.submit`."""

    def digest(self, path: str) -> str | None:
        """The SHA-256 of the document; None where it is no file that could be read."""

    def whole(self, path: str) -> str:
        """The document's path for whoever does not stand in the folder that it leads from, or its URL."""


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
        return digest_at(self.whole(path))

    def whole(self, path: str) -> str:
        return os.path.join(self.folder, path)


def digest_at(path: str) -> str | None:
    """The SHA-256 of a document of this machine; None where it is no file that could be read."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > limits.MAX_FILE_BYTES:
            return None
        return sha256_of_file(path)
    except OSError:
        return None
