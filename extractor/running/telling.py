"""What a person sees of a run over many files: how far it is while it runs, each document that gave no result, and a table at the end.

On a terminal a bar with rate and time left; elsewhere a line every ten seconds. All goes to standard error.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from extractor.document import ReadingError
from extractor.messages import Language, message, wording
from extractor.running.batch import Outcome, Status
from extractor.running.report import Run, Totals
from extractor.terminal.plain_text import plain
from extractor.terminal.standard_streams import telling

__all__ = ["counted", "shown", "tell_end", "tell_problem"]

LINE_SECONDS = 10.0  # between two lines where there is no terminal
_WIDEST = 100
_ENDS: Mapping[Status, str] = {"done": "end_done", "skipped": "end_skipped", "refused": "end_refused", "failed": "end_failed"}

Show = Callable[[Outcome], None]


class _Pace:
    """How many documents are through, how fast those that are read go, and how long the rest will take at that rate."""

    def __init__(self, count: int) -> None:
        self._count, self._started = count, time.monotonic()
        self.through = self._read = self.problems = 0

    def add(self, outcome: Outcome) -> None:
        self.through += 1
        self._read += outcome.status != "skipped"
        self.problems += outcome.error is not None

    def text(self, language: Language) -> str:
        rate = self._read / max(time.monotonic() - self._started, 1e-9)
        left = _duration((self._count - self.through) / rate) if rate else "?"
        return wording("label", "pace", language, rate=_number(rate, language), left=left, problems=self.problems)


@contextmanager
def shown(count: int, language: Language, *, quiet: bool) -> Iterator[Show]:
    """To be called with each outcome: shows how far the run is, and each document that gave no result. Quiet: only the latter."""
    pace = _Pace(count)
    if quiet or not sys.stderr.isatty():
        last = time.monotonic()

        def line(outcome: Outcome) -> None:
            nonlocal last
            pace.add(outcome)
            if outcome.error is not None:
                tell_problem(outcome.document.path, outcome.error, language)
            if not quiet and time.monotonic() - last >= LINE_SECONDS:
                last = time.monotonic()
                _tell(f"{pace.through}/{count}  {pace.text(language)}")

        yield line
        return
    columns = (BarColumn(None), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=_console(), transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        bar = progress.add_task("", total=count)

        def advance(outcome: Outcome) -> None:
            pace.add(outcome)
            if outcome.error is not None:
                progress.console.print(Text(_problem(outcome.document.path, outcome.error, language), style="yellow"))
            progress.update(bar, advance=1, description=pace.text(language))

        yield advance


@contextmanager
def counted(language: Language, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """To be called with how many files are through, and of how many: a bar on a terminal, with rate and time left; elsewhere None."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    columns = (BarColumn(None), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=_console(), transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        bar = progress.add_task("", total=None)  # moves to and fro until it is known how many there are
        started: list[float] = []

        def count(done: int, of: int) -> None:
            if not started:
                started.append(time.monotonic())
            rate = done / max(time.monotonic() - started[0], 1e-9)
            left = _duration((of - done) / rate) if rate else "?"
            text = wording("label", "pace_of_files", language, rate=_number(rate, language), left=left)
            progress.update(bar, completed=done, total=of, description=text)

        yield count


def tell_problem(path: str, error: ReadingError, language: Language) -> None:
    """A document or folder that gave nothing, and why."""
    _tell(_problem(path, error, language))


def _problem(path: str, error: ReadingError, language: Language) -> str:
    return f"{plain(path)}: {plain(message(error.code, error.details, language))}"


def tell_end(
    counts: Totals, others: int, left_out: int, run: Run, report: str, language: Language
) -> None:
    """The table of the ends that documents came to, and what else is to be known."""
    table = Table(box=None, pad_edge=False)
    table.add_column(wording("label", "column_end", language))
    for name in ("column_documents", "column_tasks", "column_warnings"):
        table.add_column(wording("label", name, language), justify="right")
    for status, label in _ENDS.items():
        documents, tasks, warnings = counts.of(status)
        told = (str(tasks), str(warnings)) if status in ("done", "skipped") else ("", "")
        table.add_row(wording("label", label, language), str(documents), *told)
    read = counts.of("done", "refused", "failed")[0]
    pace = {"duration": _duration(run.seconds), "rate": _number(read / run.seconds, language)}
    lines = [wording("label", "run_took", language, count=read, workers=run.workers, **pace)]
    if others:
        lines.append(wording("label", "other_results", language, count=others))
    if left_out:
        lines.append(wording("label", "files_left_out", language, count=left_out))
    lines.append(wording("label", "report", language, path=plain(report)))
    with telling() as stream:
        console = Console(file=stream, highlight=False, markup=False, emoji=False)
        console.width = min(console.width, _WIDEST)
        console.print(table)
        for line in lines:
            console.print(Text(line), soft_wrap=True)


def _console() -> Console:
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def _tell(text: str) -> None:
    with telling() as stream:
        print(text, file=stream, flush=True)


def _duration(seconds: float) -> str:
    """Hours, minutes and seconds: "1:02:03", "2:03", "0:03"."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def _number(value: float, language: Language) -> str:
    """With one decimal, and the language's decimal mark."""
    return f"{value:.1f}".replace(".", "," if language == "vi" else ".")
