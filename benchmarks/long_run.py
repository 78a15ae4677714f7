"""Many documents read in one process: what it holds after each stretch of them, and whether that grows.

    python -m benchmarks.long_run [--count 10000] [--every 500]

They are read by `extract`, as a program that uses the library does, one after the other: the documents of corpus/dev and corpus/made and
those of tests/traps that are no scans and no larger than 100 kB, over and over; every other one is a text of its own, each line of which
no document had before, so that what remembers texts without a bound shows. One in 1,000 is a scan. Prints a table in Markdown
(memory as the system tells it, with whatever Python and the C library have not given back) and, as the fitted line over all that was
measured after the first 1,000 documents, how much memory grew for 1,000 more. Linux.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from statistics import linear_regression
from time import process_time

from benchmarks.documents import KINDS, ROOT, originals
from extractor import extract, read
from extractor.document import ReadingError
from extractor.running.resident_memory import resident_memory

__all__ = ["SCAN", "State", "growth", "in_unbounded_memories", "mixture", "run"]

TRAPS = ROOT / "tests" / "traps"
SCAN = TRAPS / "scan_signed_letter.pdf"
WARM = 1000  # documents until all that is loaded is loaded, and memories that are bounded are full
_LARGEST = 100_000  # bytes
_SCAN_EACH = 1000
_OWN = 3000  # characters of a text of its own
_Document = tuple[str, bytes]  # file name and bytes


@dataclass(frozen=True)
class State:
    """What the process has after so many documents: CPU seconds, bytes, open files, threads, entries in memories without a bound."""

    documents: int
    seconds: float
    memory: int
    files: int
    threads: int
    remembered: int


def _small_originals() -> list[_Document]:
    """The documents of the corpus and the small traps, in order."""
    traps = sorted(path for path in TRAPS.iterdir() if path.suffix in KINDS and path.name != "README.md" and "scan" not in path.name)
    return [(path.name, path.read_bytes()) for path in (*originals(), *traps) if path.stat().st_size <= _LARGEST]


def _own_texts(documents: Sequence[_Document]) -> Iterator[_Document]:
    """Texts without end, each the beginning of a document's text with its number in each line. Protected documents give none."""
    texts: list[str] = []
    for number in count(1):
        if number <= len(documents):
            name, data = documents[number - 1]
            with suppress(ReadingError):
                texts.append(read(data, filename=name, ocr="never").text[:_OWN])
        lines = (f"{line} (đợt {number})" if line.strip() else line for line in texts[number % len(texts)].split("\n"))
        yield f"{number}.txt", "\n".join(lines).encode()


def mixture(wanted: int, scan_each: int) -> Iterator[_Document]:
    """So many documents; the first and each `scan_each` later is a scan, none where that is 0."""
    documents = _small_originals()
    own = _own_texts(documents)
    scan = SCAN.name, SCAN.read_bytes()
    for number in range(wanted):
        if scan_each and number % scan_each == 0:
            yield scan
        else:
            yield next(own) if number % 2 else documents[number // 2 % len(documents)]


def run(documents: Iterable[_Document], every: int) -> Iterator[State]:
    """Reads the documents; the state before the first and after each stretch of `every`."""
    yield _state(0)
    for number, (name, data) in enumerate(documents, 1):
        with suppress(ReadingError):  # the protected ones
            extract(data, filename=name).to_json()
        if number % every == 0:
            yield _state(number)


def _state(documents: int) -> State:
    files, threads = (len(os.listdir(f"/proc/self/{kind}")) for kind in ("fd", "task"))
    remembered = sum(in_unbounded_memories().values())
    return State(documents, process_time(), resident_memory("self") or 0, files, threads, remembered)


def in_unbounded_memories() -> dict[str, int]:
    """The functions of the package that remember their values without a bound, and of how many calls they do now."""
    kind = type(lru_cache(lambda: None))
    caches = [one for one in gc.get_objects() if type(one) is kind and str(one.__module__).startswith("extractor")]
    return {f"{one.__module__}.{one.__qualname__}": one.cache_info().currsize for one in caches if one.cache_info().maxsize is None}


def growth(states: Sequence[State], after: int) -> float:
    """By how many bytes memory grew for 1,000 documents, as the line fitted to what was measured after the first `after` says."""
    late = [state for state in states if state.documents >= after]
    return 1000 * linear_regression([state.documents for state in late], [state.memory for state in late]).slope


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.long_run")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=500)
    given = parser.parse_args()
    print("| documents | CPU s | MB | open files | threads | remembered without a bound |\n|---:|---:|---:|---:|---:|---:|")
    states = []
    for state in run(mixture(given.count, _SCAN_EACH), given.every):
        states.append(state)
        shown = f"{state.seconds:.0f} | {state.memory / 1e6:.1f} | {state.files} | {state.threads} | {state.remembered}"
        print(f"| {state.documents:,} | {shown} |", flush=True)
    if given.count >= WARM + 2 * given.every:
        print(f"\ngrowth after the first {WARM:,}: {growth(states, WARM) / 1e6:+.2f} MB for 1,000 documents")
    return 0


if __name__ == "__main__":
    sys.exit(main())
