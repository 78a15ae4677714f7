"""How cost grows with pages, rows and documents: `python -m benchmarks.growth` prints a Markdown table with a fitted exponent for each.

Documents are made in `build/made` by `benchmarks.made_documents`: pages of five to six rows each, dense pages of 20 rows, DOCX of so many
rows; folders of plans by `benchmarks.documents`. From CPU time the start is subtracted, which is that of the smallest; the exponent is the
slope of the rest over the size, both as logarithms, by least squares, over the sizes whose rest is at least half the start (that of
smaller ones is noise). Memory of each is what the largest holds more than the smallest, shared out.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import Measure, best_of

__all__ = ["exponent", "made", "print_growth"]

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "build" / "made"
LONG_PAGES, LONG_ROWS = 265, 1500
_DENSE = 20  # rows a page
_EXTRACT = str(Path(sys.executable).with_name("extract"))


class _Series(NamedTuple):
    """What grows, the sizes, and what measures one."""

    name: str
    sizes: tuple[int, ...]
    measured: Callable[[int, int], Measure]


def made(name: str, *numbers: int) -> Path:
    """A made document, in `build/made`: rows, and pages of a PDF. Made by another process, so that this one stays small."""
    MADE.mkdir(parents=True, exist_ok=True)
    path = MADE / name
    if not path.is_file():
        subprocess.run([sys.executable, "-m", "benchmarks.made_documents", str(path), *map(str, numbers)], check=True, cwd=ROOT)
    return path


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The exponent with which costs grow with sizes, the first cost subtracted as the start. NaN where too few sizes cost more than it."""
    start = costs[0]
    points = [(math.log(size), math.log(cost - start)) for size, cost in zip(sizes, costs, strict=True) if cost - start >= start / 2]
    if len(points) < 2:
        return math.nan
    middle, level = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope: float = sum((x - middle) * (y - level) for x, y in points) / sum((x - middle) ** 2 for x, _ in points)
    return slope


def _of_pages(pages: int, times: int) -> Measure:
    rows = round(pages * LONG_ROWS / LONG_PAGES)
    return _read(made(f"pages-{pages}.pdf", rows, pages), times)


def _of_rows(rows: int, times: int) -> Measure:
    return _read(made(f"rows-{rows}.pdf", rows, -(-rows // _DENSE)), times)


def _of_word_rows(rows: int, times: int) -> Measure:
    return _read(made(f"rows-{rows}.docx", rows), times)


def _of_documents(count: int, times: int) -> Measure:
    folder = MADE / f"documents-{count}"
    if not folder.is_dir():
        subprocess.run([sys.executable, "-m", "benchmarks.documents", str(folder), "--count", str(count)], check=True, cwd=ROOT)
    with tempfile.TemporaryDirectory() as out:
        # A hundredth of the documents is cut off, so the command ends with status 1: that is its answer, no failure of the measurement.
        command = ["sh", "-c", '"$0" "$1/" -o "$2/" --workers 1 --force --quiet; test $? -le 1', _EXTRACT, str(folder), out]
        return best_of(command, times)


def _read(path: Path, times: int) -> Measure:
    return best_of([_EXTRACT, str(path), "-o", "-", "--quiet"], times)


SERIES = (
    _Series("pages of a PDF", (1, 5, 20, 80, 160, LONG_PAGES), _of_pages),
    _Series("rows of a PDF", (10, 100, 500, 1500, 3000, 5000), _of_rows),
    _Series("rows of a DOCX", (10, 100, 500, 1500, 3000, 5000), _of_word_rows),
    _Series("documents", (1, 50, 100, 200, 400), _of_documents),
)


def print_growth(times: int) -> None:
    """Measures each series and prints its lines and exponent."""
    print("| what grows | CPU s at each size | peak MB | exponent | MB each |\n|---|---|---|---:|---:|")
    for name, sizes, measured in SERIES:
        runs = [measured(size, times) for size in sizes]
        costs = ", ".join(f"{size}: {run.cpu:.2f}" for size, run in zip(sizes, runs, strict=True))
        each = (runs[-1].peak - runs[0].peak) / (sizes[-1] - sizes[0])
        fitted = exponent(sizes, [run.cpu for run in runs])
        print(f"| {name} | {costs} | {runs[0].peak:.0f} to {runs[-1].peak:.0f} | {fitted:.2f} | {each:.3f} |", flush=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    print_growth(parser.parse_args().times)


if __name__ == "__main__":
    main()
