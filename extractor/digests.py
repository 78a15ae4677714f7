"""SHA-256 of bytes and files, without OpenSSL where these are few: to load it takes longer than to work out the digest of a usual file.

The standard library's own implementation stands in a module that it calls its own: `_sha2`, before Python 3.12 `_sha256` (its `random`
takes SHA-512 from it for the same reason). Where there is none, where OpenSSL is loaded already, and for large files, which it digests
several times as fast, it is hashlib's.
"""

from __future__ import annotations

import os
import sys
from binascii import b2a_base64, unhexlify
from collections.abc import Callable
from functools import cache
from typing import Any

__all__ = ["sha256", "sha256_of_file", "sha256_source"]

LARGE = 2**22
"""Bytes from which on OpenSSL has made up for its loading."""


def sha256(data: bytes) -> str:
    """The digest in hexadecimal digits."""
    digest: str = (_small() if len(data) < LARGE and "_hashlib" not in sys.modules else _any())(data).hexdigest()
    return digest


def sha256_of_file(path: str | os.PathLike[str]) -> str:
    """The digest of a file of any size in hexadecimal digits. Raises OSError."""
    from hashlib import file_digest

    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sha256_source(content: bytes) -> str:
    """What a Content-Security-Policy calls a script or style that stands in a page: "'sha256-…'", the digest in base 64."""
    return f"'sha256-{b2a_base64(unhexlify(sha256(content)), newline=False).decode()}'"


@cache
def _small() -> Callable[[bytes], Any]:
    for name in ("_sha2", "_sha256"):
        try:
            made: Callable[[bytes], Any] = __import__(name).sha256
        except (ImportError, AttributeError):
            continue
        return made
    return _any()


def _any() -> Callable[[bytes], Any]:
    from hashlib import sha256

    return sha256
