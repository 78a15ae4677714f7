"""Reads what is made to take long, and prints what takes longer than a limit: `python -m benchmarks.hostile [--size 100000] [--limit 2]`.

Each text of `benchmarks.hostile_texts` in each layout, each opening of a rule as one item, each file of `benchmarks.hostile_files`, with
its CPU seconds, in a process of its own (POSIX only) that is ended after 60. `--size` is in characters of text, bytes of a file's content.
`--only` takes those whose name has the words. An error other than a refusal to read is printed whatever it took. Status 1 where there
was one, or anything took longer than `--ended`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.hostile_files import FILES
from benchmarks.hostile_texts import LAYOUTS, MARKDOWN, WORDS, rule_openings

_MOST_SECONDS = 60


def hostile(size: int) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """The name of each input, a file name, and what makes it."""
    for layout, laid in LAYOUTS.items():
        for words, unit in WORDS.items():
            filename = "plan.md" if layout in MARKDOWN else "plan.txt"
            yield f"{words}, {layout}", filename, lambda laid=laid, unit=unit: laid(unit, size).encode()  # type: ignore[misc]
    for name, (filename, made) in FILES.items():
        yield name, filename, lambda made=made: made(size)  # type: ignore[misc]
    for unit in rule_openings():
        yield f"opening of a rule: {unit}", "plan.txt", lambda unit=unit: LAYOUTS["an item"](unit, size).encode()  # type: ignore[misc]


def measured(data: bytes, filename: str) -> tuple[float, str | None]:
    """The CPU seconds of an extraction in a child of this process, and the error that it ended with: none that refuses a document."""
    from extractor import extract
    from extractor.document import ReadingError

    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS + 1))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        error = None
        started = time.process_time()
        try:
            extract(data, filename=filename, ocr="never")
        except ReadingError:
            pass
        except BaseException as raised:
            error = repr(raised)
        os.write(writing, json.dumps([time.process_time() - started, error]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    seconds, error = json.loads(answer) if answer else (float(_MOST_SECONDS), "ended")
    return seconds, error


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--limit", type=float, default=2.0, help="CPU seconds from which an input is printed")
    parser.add_argument("--ended", type=float, default=10.0, help="CPU seconds that none may take")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    count = bad = 0
    print("| input | CPU s | error |\n|---|---:|---|")
    for name, filename, made in hostile(arguments.size):
        if arguments.only in name:
            count += 1
            seconds, error = measured(made(), filename)
            bad += error is not None or seconds > arguments.ended
            if error or seconds > arguments.limit:
                print(f"| {name} | {seconds:.1f} | {error or ''} |", flush=True)
    print(f"\n{count} inputs of {arguments.size:,}; {bad} with an error or more than {arguments.ended:g} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
