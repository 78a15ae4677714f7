"""A run over many documents into a folder, with its report: what `extract plans/ -o out/` does, for programs too.

The folder is locked, so that no other run writes into it; a report of an earlier run is removed before the first document and the new one
written when all are through, so that a folder with a report is one whose run came to its end. Of the documents: `running.batch`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from extractor.exporting.formats import FORMATS
from extractor.running import ledger
from extractor.running.batch import Outcome, outcomes
from extractor.running.exports import Exported, export_name, with_exports
from extractor.running.inputs import Inputs
from extractor.running.ledger import Ledger
from extractor.running.pool import Pool, available_cores
from extractor.running.report import REPORT_NAME, Run, check_report, report_of
from extractor.running.sources import Paths
from extractor.running.worker import Arguments

__all__ = ["Ended", "Show", "ended_run", "run_into", "workers_for"]

Show = Callable[[Outcome], None]


class Ended(Struct, frozen=True):
    """A run that came to its end: what became of each document, in the order in which it was known; the results in the folder that are of
    documents not given; when it began, how long it took, its workers; where its report stands."""

    outcomes: tuple[Outcome, ...]
    other_results: tuple[str, ...]
    run: Run
    report: str


def _unseen(outcome: Outcome) -> None:
    """Nobody looks."""


def run_into(
    folder: Path, inputs: Inputs, arguments: Arguments, *,
    exported: Exported | None = None, workers: int | None = None, time_limit: float = 0.0, force: bool = False, show: Show = _unseen,
) -> Ended:  # fmt: skip
    """Reads the documents (`running.inputs.inputs_of`) and writes the result of each, and the report, into the folder, which is made.

    `exported`: what is made of each plan beside its JSON. `workers`: processes, the machine's cores for None. `time_limit`: seconds for
    each document, 0 for none. `force`: all are read, whatever stands there. `show` is called with each outcome,
    in this thread. Raises `ledger.InUse` where another run writes into the folder,
    `files.destinations.Refused` where a report there is no report of ours, MissingLibrary (`exporting.formats`), OSError.
    """
    count = workers_for(inputs, workers)

    def coming() -> Generator[Outcome]:
        with Pool(count, time_limit=time_limit) as pool:
            read = outcomes(inputs.documents, done, Paths(pool), arguments, force=force)
            yield from with_exports(read, done, pool, exported, force=force) if exported else read

    with ledger.opened(folder) as done:
        return ended_run(done, inputs, arguments, coming, exported=exported, workers=lambda: count, force=force, show=show)


def ended_run(
    done: Ledger, inputs: Inputs, arguments: Arguments, coming: Callable[[], Generator[Outcome]], *,
    workers: Callable[[], int], exported: Exported | None = None, force: bool = False, show: Show = _unseen,
) -> Ended:  # fmt: skip
    """The run whose outcomes come, into the place of an open ledger, with its report. As `run_into`, whoever reads the documents.

    `workers` is asked at the end how many there were.
    """
    began, started = datetime.now(UTC).isoformat(timespec="seconds"), time.monotonic()
    check_report(done.place, force=force)
    done.place.remove(REPORT_NAME)
    ended: list[Outcome] = []
    with closing(coming()) as arriving:
        for outcome in arriving:
            ended.append(outcome)
            show(outcome)
    results = [document.result for document in inputs.documents]
    given = {*results, *(export_name(result, to) for result in results for to in FORMATS)}
    others = tuple(result for result in done.results() if result not in given)
    run = Run(began, time.monotonic() - started, workers())
    done.place.write(REPORT_NAME, report_of(ended, inputs.unreadable, others, arguments, run, exported))
    return Ended(tuple(ended), others, run, done.place.shown(REPORT_NAME))


def workers_for(inputs: Inputs, workers: int | None) -> int:
    """How many processes a run has: no more than documents."""
    return min(workers or available_cores(), max(len(inputs.documents), 1))
