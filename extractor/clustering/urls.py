"""Files by URLs (`s3://bucket/plans/a.pdf`), through fsspec: whatever system of files the URL's scheme names.

Which machine is meant and with which rights is told by that system's own configuration (the environment, files below the home folder), on
every machine that reads: nothing secret is in a URL or handed on. What goes wrong raises OSError, whatever the system's library raises.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from extractor.document import ReadingError

__all__ = ["file_system", "is_url", "reaching"]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(word: str) -> bool:
    """Whether the word is a URL, not a path ("C:/plans" is one)."""
    return _URL.match(word) is not None


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the URL's path in it. Raises OSError for a scheme that nothing here reads."""
    import fsspec

    with reaching():
        system, path = fsspec.core.url_to_fs(url)
    return system, path


@contextmanager
def reaching() -> Iterator[None]:
    """Errors of the libraries of file systems are OSError, EIO where it has no number."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise type(error)(errno.ENOENT if isinstance(error, FileNotFoundError) else errno.EIO, str(error)) from error
        raise
    except (AssertionError, AttributeError, NameError, ReadingError):  # ours
        raise
    except Exception as error:  # each library has errors of its own
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error
