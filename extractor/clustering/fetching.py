"""Documents by paths and by URLs, as the workers of a cluster read them: what a URL names is fetched here and read as bytes."""

from __future__ import annotations

import errno
import os
from concurrent.futures import Future

from msgspec import Struct
from msgspec.structs import replace

from extractor.clustering.urls import file_system, is_url, reaching
from extractor.digests import sha256
from extractor.document import ReadingError
from extractor.reading import limits
from extractor.running.pool import Pool
from extractor.running.sources import Paths, digest_at
from extractor.running.worker import Arguments

__all__ = ["Fetched", "digest_of_document"]


class Fetched(Struct, frozen=True):
    """Files by paths from a folder, or by URLs: `running.sources.Sources`."""

    pool: Pool
    folder: str

    @property
    def count(self) -> int:
        return self.pool.count

    def submit(self, path: str, arguments: Arguments) -> Future[bytes]:
        if not is_url(path):
            return self._paths.submit(path, arguments)
        try:
            return self.pool.submit(fetched(path), replace(arguments, filename=path))
        except ReadingError as error:
            failed: Future[bytes] = Future()
            failed.set_exception(error)
            return failed

    def digest(self, path: str) -> str | None:
        return digest_of_document(path, self.folder)

    def whole(self, path: str) -> str:
        return path if is_url(path) else self._paths.whole(path)

    @property
    def _paths(self) -> Paths:
        return Paths(self.pool, self.folder)


def digest_of_document(path: str, folder: str) -> str | None:
    """The SHA-256 of what a path from a folder, or a URL, names; None where nothing could be read."""
    if not is_url(path):
        return digest_at(os.path.join(folder, path))
    try:
        return sha256(fetched(path))
    except ReadingError:
        return None


def fetched(url: str) -> bytes:
    """The bytes of a document. Raises ReadingError: "file_not_found", "file_is_folder", "file_too_large", "file_unreadable"."""
    try:
        system, path = file_system(url)
        with reaching():
            found = system.info(path)
            if found["type"] == "directory":
                raise IsADirectoryError(errno.EISDIR, url)
            if (found["size"] or 0) > limits.MAX_FILE_BYTES:
                raise ReadingError("file_too_large", file=url, limit=limits.MAX_FILE_BYTES // 2**20)
            data: bytes = system.cat_file(path)
    except FileNotFoundError as error:
        raise ReadingError("file_not_found", file=url) from error
    except IsADirectoryError as error:
        raise ReadingError("file_is_folder", file=url) from error
    except OSError as error:
        raise ReadingError("file_unreadable", file=url, reason=errno.errorcode.get(error.errno or 0) or str(error)) from error
    return data
