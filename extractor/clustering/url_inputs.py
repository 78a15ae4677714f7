"""Which documents words that are URLs name, and where their results go: as `running.inputs` does for paths, without links.

A URL is, in this order: a pattern, where it has "*" ("s3://bucket/plans/**/*.pdf"); a folder, which is walked for the kinds that can be
read; a document. A result is laid out by the path below the folder that was given, that of a document that was named, or found by a
pattern, by its whole path (with the bucket).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from extractor.clustering.urls import file_system, reaching
from extractor.reading.opening import SUFFIXES
from extractor.running.inputs import RESULT_SUFFIX, Input, Inputs, NothingMatches, is_ours
from extractor.running.own_products import bears_mark

__all__ = ["inputs_at"]

_AT_ONCE = 16  # files that are looked into for marks


def inputs_at(urls: Iterable[str], output: str) -> Inputs:
    """The documents that the URLs name, not laid out yet (`running.inputs.laid_out`); nothing of what is below the URL `output` is one.

    Raises NothingMatches, OSError.
    """
    found: dict[str, Input] = {}
    left_out = 0
    for url in urls:
        system, path = file_system(url)
        with reaching():
            system.invalidate_cache()
            if "*" in path:
                below, paths = "", sorted(system.glob(path))
            elif system.isdir(path):
                below, paths = path.rstrip("/") + "/", sorted(system.find(path))
            else:
                found.setdefault(url, Input(url, path.strip("/") + RESULT_SUFFIX))
                continue
        visible = [each for each in paths if not _is_hidden(each.removeprefix(below), system.unstrip_protocol(each), output)]
        if "*" in path and not visible:
            raise NothingMatches(url)
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for each, is_document in zip(visible, threads.map(partial(_is_document, system), visible), strict=True):
                if is_document:
                    whole = system.unstrip_protocol(each)
                    found.setdefault(whole, Input(whole, each.removeprefix(below).lstrip("/") + RESULT_SUFFIX))
                else:
                    left_out += 1
    return Inputs(tuple(found.values()), (), left_out)


def _is_hidden(below: str, url: str, output: str) -> bool:
    return any(part.startswith(".") for part in below.split("/")) or url.startswith(output.rstrip("/") + "/")


def _is_document(system: Any, path: str) -> bool:
    suffix = posixpath.splitext(path)[1].lower()
    if is_ours(path) or suffix not in SUFFIXES:
        return False
    with reaching():
        return not bears_mark(suffix, lambda: system.open(path, "rb"))
