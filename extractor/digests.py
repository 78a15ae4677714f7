"""SHA-256 of bytes, without OpenSSL where these are few: to load it takes longer than to work out the digest of a usual file.

The standard library's own implementation stands in a module that it calls its own: `_sha2`, before Python 3.12 `_sha256` (its `random`
takes SHA-512 from it for the same reason). Where there is none, and for large files, which OpenSSL digests several times as fast, it is
hashlib's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

__all__ = ["sha256"]

LARGE = 2**22
"""Bytes from which on OpenSSL has made up for its loading."""


def sha256(data: bytes) -> str:
    """The digest in hexadecimal digits."""
    digest: str = (_small() if len(data) < LARGE else _any())(data).hexdigest()
    return digest


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
