"""Prints two Markdown tables: the whole command beside other readers, and the stages of the command.

    python -m benchmarks [--times N] [--markitdown COMMAND] [FILE …]

Without files: the digital plans of corpus/dev and the 53 pages of tests/traps/long60.pdf. Every line is measured in the same run, on the
same machine, each in a process of its own, start of Python and imports included; the best of N times, the highest peak.
markitdown is measured where it is installed, best in an environment of its own:
`python3 -m venv .bench-venv && .bench-venv/bin/pip install "markitdown[pdf,docx]"`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import CommandFailed, Measure, best_of

ROOT = Path(__file__).resolve().parent.parent
MARKITDOWN = ROOT / ".bench-venv" / "bin" / "markitdown"


def _default_files() -> list[Path]:
    dev = sorted(path for path in (ROOT / "corpus" / "dev").iterdir() if path.suffix in (".pdf", ".docx"))
    return [*dev, ROOT / "tests" / "traps" / "long60.pdf"]


def _contenders(path: Path, markitdown: str | None) -> dict[str, list[str]]:
    extract = Path(sys.executable).with_name("extract")
    commands = {"extract": [str(extract), str(path), "-o", "-"]}
    if path.suffix == ".pdf":
        commands["PDFium, raw text"] = [sys.executable, "-m", "benchmarks.readers", "pdfium", str(path)]
        commands["pdfplumber, text and tables"] = [sys.executable, "-m", "benchmarks.readers", "pdfplumber", str(path)]
    if markitdown:
        commands["markitdown"] = [markitdown, str(path)]
    return commands


def _row(name: str, contender: str, measure: Measure | None, floor: Measure | None) -> str:
    if measure is None:
        return f"| {name} | {contender} | failed | | | |"
    ratio = f"{measure.cpu / floor.cpu:.1f}" if floor else ""
    return f"| {name} | {contender} | {measure.wall:.2f} | {measure.cpu:.2f} | {ratio} | {measure.peak:.0f} |"


def _whole(files: list[Path], times: int, markitdown: str | None) -> None:
    print("| document | program | wall s | CPU s | CPU / PDFium | peak MB |\n|---|---|---:|---:|---:|---:|")
    for path in files:
        measures: dict[str, Measure | None] = {}
        for contender, command in _contenders(path, markitdown).items():
            try:
                measures[contender] = best_of(command, times)
            except CommandFailed as error:
                print(error, file=sys.stderr)
                measures[contender] = None
        floor = measures.get("PDFium, raw text")
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
    parser.add_argument("--markitdown", default=str(MARKITDOWN) if MARKITDOWN.is_file() else shutil.which("markitdown"))
    arguments = parser.parse_args()
    files = arguments.files or _default_files()
    if not arguments.markitdown:
        print("markitdown is not installed; measured without it (see --help)", file=sys.stderr)
    _whole(files, arguments.times, arguments.markitdown)
    _stages(files, arguments.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
