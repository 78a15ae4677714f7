"""What a start costs, cold and warm, and a page that is read as a picture: `python -m benchmarks.starts` prints two Markdown tables.

- cold: nothing is compiled (each run has an empty folder for compiled modules), as right after a copy that compiles nothing. The time a
  disk takes is not in it: files stay in the system's memory, which other programs use too.
- warm: the modules are compiled; what a person sees from the second time on.
- within: the same document read again in a process that has read it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
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


def print_starts(times: int) -> None:
    """Measures the starts and the recogniser, and prints them."""
    extract = str(Path(sys.executable).with_name("extract"))
    plan = [extract, str(_PLAN), "-o", "-", "--quiet"]
    print("| command | start | wall s | CPU s |\n|---|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        uncompiled = iter(range(sys.maxsize))
        kinds: dict[str, Callable[[], Mapping[str, str]]] = {
            "cold": lambda: {"PYTHONPYCACHEPREFIX": f"{folder}/{next(uncompiled)}"},
            "warm": dict,
        }
        for name, command in (("extract --help", [extract, "--help"]), ("extract, 7 pages", plan)):
            for kind, before in kinds.items():
                run = best_of(command, times, before=before)
                print(f"| {name} | {kind} | {run.wall:.2f} | {run.cpu:.2f} |", flush=True)
    within = subprocess.run([sys.executable, "-c", _WITHIN, str(_PLAN)], check=True, capture_output=True, text=True, cwd=ROOT)
    print(f"| extract(), 7 pages | within | | {min(map(float, within.stdout.split())):.2f} |")
    print("\n| scan | pages | CPU s a page | peak MB |\n|---|---:|---:|---:|")
    for name, pages in _SCANS.items():
        run = best_of([extract, str(ROOT / "tests" / "traps" / name), "-o", "-", "--quiet"], times)
        print(f"| {name} | {pages} | {run.cpu / pages:.2f} | {run.peak:.0f} |", flush=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starts", description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    print_starts(parser.parse_args().times)


if __name__ == "__main__":
    main()
