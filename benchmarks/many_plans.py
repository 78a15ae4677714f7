"""Prints Markdown tables: a database of 1,000, 3,000 and 10,000 made plans built, built again, searched and asked.

    python -m benchmarks.many_plans [--counts 1000,3000,10000] [--folder FOLDER]

The plans are those of corpus/dev and corpus/made, varied: other years (in texts), another province, a fifth of the tasks left out, each a
document of its own; the same number gives the same plans. Needs the extra `research`. Times of commands are those of whole processes, start
of Python included; of searches and queries also those inside one that has the database open, the median of five.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import Measure, best_of

if TYPE_CHECKING:
    from extractor.records import Plan

ROOT = Path(__file__).resolve().parent.parent
SEARCHES = ("một cửa điện tử", "mot cua dien tu", "Sở Nội vụ", '"phòng cháy, chữa cháy" kiểm tra')
QUERIES = {
    "tasks per agency and quarter": "SELECT * FROM tasks_by_agency_and_quarter",
    "targets by indicator and year": "SELECT indicator, unit, year, avg(value) FROM targets_by_indicator_and_year GROUP BY ALL",
    "laws that drive most tasks": "SELECT * FROM laws_by_tasks LIMIT 50",
}
_YEAR = re.compile(rb'(?<!": )(?<!\d)20[12]\d(?!\d)')  # in a text, not an offset
_KEPT = 0.8


def varied(plan: Plan, number: int) -> bytes:
    """The JSON of the number's variant of a plan; spans stay true: a year is put in a year's place."""
    import msgspec

    from extractor.naming import known_provinces
    from extractor.records import Issuer

    chance = random.Random(number)
    shift, province = chance.randrange(8), chance.choice(sorted(known_provinces().values()))
    metadata = plan.metadata
    issuer = Issuer(text=f"UBND TỈNH {province.upper()}", name=f"Ủy ban nhân dân tỉnh {province}")
    metadata = msgspec.structs.replace(metadata, place=province, issuer=issuer, number=f"{number}/KH-UBND")
    source = msgspec.structs.replace(plan.source, sha256=hashlib.sha256(str(number).encode()).hexdigest(), filename=f"{number}.docx")
    tasks = tuple(task for task in plan.tasks if chance.random() < _KEPT)
    made = msgspec.structs.replace(plan, metadata=metadata, source=source, tasks=tasks).to_json()
    return _YEAR.sub(lambda year: b"%d" % (2016 + (int(year[0]) - 2016 + shift) % 16), made)


def _command(*words: str | Path) -> Measure:
    return best_of([sys.executable, "-m", "cli", *map(str, words)], 1)


def _child(step: str, *words: str | Path | int) -> str:
    """What a step prints, in a process of its own: this one stays small, as its memory would count in that of the commands it starts."""
    command = [sys.executable, "-m", "benchmarks.many_plans", "--step", step, *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _make(folder: str, first: str, last: str) -> None:
    from extractor import extract

    files = [path for part in ("dev", "made") for path in sorted((ROOT / "corpus" / part).iterdir())]
    plans = [extract(path) for path in files if path.suffix in (".docx", ".txt")]
    for number in range(int(first), int(last)):
        place = Path(folder) / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06}.tasks.json").write_bytes(varied(plans[number % len(plans)], number))


def _ask(database: str) -> None:
    """Prints what each question gives and the median of its milliseconds."""
    from extractor.collecting import Database

    with Database(database) as plans:
        questions: list[tuple[Callable[[], object], Callable[[], int], str]] = []
        for words in SEARCHES:
            questions.append((partial(plans.search, words), lambda words=words: plans.search(words).count, "passages"))  # type: ignore[misc]
        for sql in QUERIES.values():
            questions.append((partial(plans.query, sql), lambda sql=sql: len(plans.query(sql).rows), "rows"))  # type: ignore[misc]
        for ask, count, unit in questions:
            times = []
            for _ in range(5):
                started = time.perf_counter()
                ask()
                times.append((time.perf_counter() - started) * 1000)
            print(f"{count():,} {unit} | {statistics.median(times):.0f}")


def _megabytes(path: Path) -> float:
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.iterdir())) / 1e6


def _measure(folder: Path, database: Path, count: int) -> tuple[str, list[str]]:
    database.unlink(missing_ok=True)
    shutil.rmtree(database.with_suffix(".parquet"), ignore_errors=True)
    built = _command("corpus", "build", folder, "-o", database)
    again = _command("corpus", "build", folder, "-o", database)
    _child("make", folder, count, count + 1)
    one_more = _command("corpus", "build", folder, "-o", database)
    line = (
        f"| {count:,} | {built.wall:.1f} | {built.cpu:.1f} | {built.cpu / count * 1000:.1f} | {built.peak:.0f} "
        f"| {again.wall:.1f} | {one_more.wall:.1f} | {_megabytes(database):.0f} | {_megabytes(database.with_suffix('.parquet')):.0f} |"
    )
    commands: dict[str, tuple[str, ...]] = {f"search `{words}`": ("search", words) for words in SEARCHES}
    commands |= {name: ("query", sql, "--format", "csv") for name, sql in QUERIES.items()}
    asked = []
    for (name, words), inside in zip(commands.items(), _child("ask", database).splitlines(), strict=True):
        whole = _command("corpus", *words, "-d", database)
        asked.append(f"| {count:,} | {name} | {inside} | {whole.wall:.2f} | {whole.cpu:.2f} | {whole.peak:.0f} |")
    return line, asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="1000,3000,10000")
    parser.add_argument("--folder", type=Path, help="where plans and databases are made (default: a temporary folder)")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        step, *words = arguments.step
        return _make(*words) if step == "make" else _ask(*words)
    lines, asked, done = [], [], 0
    with tempfile.TemporaryDirectory(dir=arguments.folder) as made:
        folder, database = Path(made) / "plans", Path(made) / "plans.duckdb"
        for count in sorted(map(int, arguments.counts.split(","))):
            _child("make", folder, done, count)
            done = count
            line, more = _measure(folder, database, count)
            lines.append(line)
            asked += more
    print("| plans | build s | CPU s | CPU ms a plan | peak MB | again s | one more s | database MB | Parquet MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|", *lines, sep="\n")
    print("\n| plans | question | answer | ms, database open | command s | CPU s | peak MB |\n|---:|---|---:|---:|---:|---:|---:|")
    print(*asked, sep="\n")


if __name__ == "__main__":
    main()
