"""What a start costs, cold and warm, and a page that is read as a picture: `python -m benchmarks.starts` prints two Markdown tables.

- warm: the files are in memory, the modules compiled; what a person sees from the second time on.
- first: nothing is compiled (each run with an empty folder for compiled modules), as right after a copy that compiles nothing.
- cold: the files of program, packages and Python are put out of memory (POSIX only, as far as the system does it: what another process
  has in use stays), as after the machine was started.
- within: the same document read again in a process that has read it once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.measuring import best_of

__all__ = ["print_starts"]

ROOT = Path(__file__).resolve().parent.parent
_PLAN = ROOT / "corpus" / "dev" / "so-ldtbxh-bac-giang-2024.pdf"
_SCANS = {"scan_first_and_last.pdf": 2, "scan_signed_letter.pdf": 1, "scan_receipt_stamp.pdf": 1}  # and their pages
_WITHIN = """
import sys, time
from extractor import extract
for _ in range(5):
    started = time.process_time()
    extract(sys.argv[1]).to_json()
    print(time.process_time() - started)
"""


def _evicted() -> Mapping[str, str]:
    """Puts the files that a start reads out of memory."""
    folders = {ROOT / "extractor", ROOT / "models", *(Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib"))}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return {}


def print_starts(times: int) -> None:
    """Measures the starts and the recogniser, and prints them."""
    extract = str(Path(sys.executable).with_name("extract"))
    plan = [extract, str(_PLAN), "-o", "-", "--quiet"]
    print("| command | start | wall s | CPU s |\n|---|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        uncompiled = iter(range(sys.maxsize))
        kinds: dict[str, Callable[[], Mapping[str, str]]] = {
            "warm": dict,
            "first": lambda: {"PYTHONPYCACHEPREFIX": f"{folder}/{next(uncompiled)}"},
        }
        if hasattr(os, "posix_fadvise"):
            kinds["cold"] = _evicted
        for name, command in (("extract --help", [extract, "--help"]), ("extract, 7 pages", plan)):
            for kind, before in kinds.items():
                run = best_of(command, times, before=before)
                print(f"| {name} | {kind} | {run.wall:.2f} | {run.cpu:.2f} |", flush=True)
    seconds = subprocess.run([sys.executable, "-c", _WITHIN, str(_PLAN)], check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
    print(f"| extract(), 7 pages | within | | {min(map(float, seconds)):.3f} |")
    print("\n| scan | pages | CPU s a page | peak MB |\n|---|---:|---:|---:|")
    for name, pages in _SCANS.items():
        run = best_of([extract, str(ROOT / "tests" / "traps" / name), "-o", "-", "--quiet"], times)
        print(f"| {name} | {pages} | {run.cpu / pages:.2f} | {run.peak:.0f} |", flush=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    print_starts(parser.parse_args().times)


if __name__ == "__main__":
    main()
