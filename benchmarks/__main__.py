"""Prints Markdown tables: the command beside other readers, how cost grows, what starts and scans cost, and the stages of the command.

    python -m benchmarks [--times N] [FILE …]

Without files: a short and a long plan as PDF and DOCX, the 53 pages of tests/traps/long60.pdf, and 265 pages with 1,500 rows made for it
(`benchmarks.made_documents`), then growth, starts and scans. With files: these beside other readers, and their stages. Every line is
measured in the same run, on the same machine, each in a process of its own, start of Python and imports included; the best of N times,
the highest peak. The other readers are those of `benchmarks.contenders`; `make benchmark-environments` installs them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.contenders import FLOOR, Contender, contenders_for, missing
from benchmarks.growth import LONG_PAGES, LONG_ROWS, made, print_growth
from benchmarks.measuring import CommandFailed, Measure, best_of
from benchmarks.starts import print_starts

ROOT = Path(__file__).resolve().parent.parent


def _default_files() -> list[Path]:
    dev, traps = ROOT / "corpus" / "dev", ROOT / "tests" / "traps"
    long = [made(f"pages-{LONG_PAGES}.pdf", LONG_ROWS, LONG_PAGES), made(f"rows-{LONG_ROWS}.docx", LONG_ROWS)]
    return [dev / "so-ldtbxh-bac-giang-2024.pdf", dev / "so-ldtbxh-bac-giang-2024.docx", traps / "long60.pdf", *long]


def _row(name: str, contender: Contender, measure: Measure | None, floor: Measure | None) -> str:
    if measure is None:
        return f"| {name} | {contender.name}: {contender.delivers} | failed | | | |"
    ratio = f"{measure.cpu / floor.cpu:.1f}" if floor else ""
    return f"| {name} | {contender.name}: {contender.delivers} | {measure.wall:.2f} | {measure.cpu:.2f} | {ratio} | {measure.peak:.0f} |"


def _whole(files: list[Path], times: int) -> None:
    print("| document | program, and what it gives | wall s | CPU s | CPU / PDFium | peak MB |\n|---|---|---:|---:|---:|---:|")
    for path in files:
        measures: dict[Contender, Measure | None] = {}
        for contender in contenders_for(path):
            try:
                measures[contender] = best_of(contender.command(path), times)
            except CommandFailed as error:
                print(error, file=sys.stderr)
                measures[contender] = None
        floor = next((measure for contender, measure in measures.items() if contender.name == FLOOR), None)
        for contender, measure in measures.items():
            print(_row(path.name, contender, measure, floor), flush=True)


def _stages(files: list[Path], times: int) -> None:
    print("\n| document | stage | ms | peak MB so far |\n|---|---|---:|---:|")
    for path in files:
        command = [sys.executable, "-m", "benchmarks.stages", str(path)]
        runs = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(times)]
        for at, stage in enumerate(runs[0]):
            fastest = min(run[at]["seconds"] for run in runs)
            print(f"| {path.name} | {stage['stage']} | {fastest * 1000:.0f} | {max(run[at]['peak'] for run in runs):.0f} |", flush=True)


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    if absent := missing():
        print(f"measured without {', '.join(absent)}: `make benchmark-environments` installs them", file=sys.stderr)
    files = arguments.files or _default_files()
    _whole(files, arguments.times)
    if not arguments.files:
        print()
        print_growth(arguments.times)
        print()
        print_starts(arguments.times)
    _stages(files, arguments.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
