"""The part of `many` that is about a cluster: its errors told, its library silenced, words that are URLs."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from extractor.clustering.cluster_run import run_on
from extractor.clustering.connecting import check_address, connected
from extractor.clustering.errors import ClusterError
from extractor.clustering.url_inputs import inputs_at
from extractor.clustering.url_place import UrlPlace
from extractor.clustering.urls import is_url
from extractor.commands.errors import FAILED, WRONG_USAGE, CommandError, errors_about, said
from extractor.running.folder_run import Ended, Show
from extractor.running.inputs import Inputs, inputs_of, laid_out
from extractor.running.lean_start import seeming_absent
from extractor.running.places import Folder
from extractor.running.worker import Arguments

__all__ = ["check_cluster", "inputs_found", "run_there"]


def check_cluster(address: str) -> None:
    """Raises CommandError where nothing can be done with the address here."""
    with _told():
        check_address(address)


def inputs_found(words: list[str], listed: list[str], folder: str | Path) -> Inputs:
    """The documents that paths, patterns and URLs name. Raises what `inputs_of` raises, and CommandError."""
    urls, paths = _parted(words)
    listed_urls, listed_paths = _parted(listed)
    here = inputs_of(paths, Path(folder), listed_paths)
    with errors_about(next(iter((*urls, *listed_urls)))):
        there = inputs_at((*urls, *listed_urls), str(folder))
    return laid_out((*here.documents, *there.documents), dict(here.unreadable), here.left_out + there.left_out)


def run_there(
    address: str, folder: str | Path, inputs: Inputs, arguments: Arguments, *, time_limit: float, force: bool, show: Show
) -> Ended:
    """`cluster_run.run_on` the cluster of an address, into a folder or URL. Raises CommandError besides."""
    with _told(), _silent(), ExitStack() as until_end:
        with seeming_absent("numpy"):  # which Dask loads wherever it is installed, for values that a run does not have
            cluster = until_end.enter_context(connected(address))
        place = UrlPlace(folder) if isinstance(folder, str) else Folder(Path(os.path.abspath(folder)))
        return run_on(cluster, place, inputs, arguments, time_limit=time_limit, force=force, show=show)


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """The URLs and the others."""
    return [word for word in words if is_url(word)], [word for word in words if not is_url(word)]


@contextmanager
def _silent() -> Iterator[None]:
    """Dask, tornado and asyncio log workers that come and go, and lost schedulers, with tracebacks; what matters is in the outcomes."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except ClusterError as error:
        status = WRONG_USAGE if error.code in ("cluster_no_address", "cluster_missing") else FAILED
        raise CommandError(None, said(error.code, **error.details), status) from error
