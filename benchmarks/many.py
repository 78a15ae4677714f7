"""`extract FOLDER -o OUT` measured: `python -m benchmarks.many throughput|kills|cluster FOLDER` (Linux), what `benchmarks.documents` made.

throughput: one worker and two in turn, several times; for each run wall clock, CPU of all processes, documents a second, the highest peak
of the parent and of a worker. kills: a run that is killed with -9 three times in the middle and once loses a worker, held byte for byte
against one that nobody disturbed. cluster: two workers of the plain run and of a local cluster in turn, wall clock and CPU of all their
processes, with the start (until a process that reads documents is there) and without it; then three workers of a cluster, one of them
killed with -9 in the middle, held byte for byte against a plain run.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median

_KILLS = (0.2, 0.5, 0.8)  # of the results written
_LOOK_SECONDS = 0.05
_ADOPT_ORPHANS = 36  # of prctl
_COUNT_SECONDS = 0.3  # between two looks at all processes, which take time themselves


def _start(documents: Path, out: Path, workers: int, *, cluster: bool = False) -> subprocess.Popen[bytes]:
    extract = Path(sys.executable).with_name("extract")
    by = ["--cluster", f"local:{workers}"] if cluster else ["--workers", str(workers)]
    command = [str(extract), f"{documents}/", "-o", f"{out}/", *by, "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _workers(parent: int) -> Iterator[int]:
    for state in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(state.read_text().rpartition(")")[2].split()[1]) == parent:
                yield int(state.parent.name)
        except OSError:
            continue


def _peak(process: int) -> float:
    """The most that a process ever held, in megabytes (10**6 bytes); 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), 0.0)


def _cpu(process: int) -> float:
    """The CPU seconds of a process so far, without those of its children; 0 where it has ended."""
    try:
        user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measure:
    """A run: wall clock and CPU seconds, the parent's part of the latter, and the peaks of the parent and of a worker in megabytes."""

    wall: float
    cpu: float
    parent_cpu: float
    parent: float
    worker: float


def _measured(documents: Path, out: Path, workers: int) -> Measure:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    parent = worker = parent_cpu = 0.0
    with _start(documents, out, workers) as process:
        while process.poll() is None:
            parent, parent_cpu = max(parent, _peak(process.pid)), max(parent_cpu, _cpu(process.pid))
            worker = max([worker, *map(_peak, _workers(process.pid))])
            time.sleep(_LOOK_SECONDS)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Measure(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, parent_cpu, parent, worker)


def throughput(documents: Path, times: int) -> None:
    """Prints a table of all runs, and the ratio of the medians."""
    print("| workers | wall s | CPU s | of it the parent's | documents/s | parent's peak MB | a worker's peak MB | load before |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    walls: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(times):
        for workers, seen in walls.items():
            with tempfile.TemporaryDirectory() as folder:
                load = os.getloadavg()[0]
                run = _measured(documents, Path(folder), workers)
                count = json.loads((Path(folder) / "report.json").read_bytes())["counts"]["documents"]
            seen.append(run.wall)
            seconds = f"{run.wall:.1f} | {run.cpu:.1f} | {run.parent_cpu:.1f}"
            print(f"| {workers} | {seconds} | {count / run.wall:.2f} | {run.parent:.0f} | {run.worker:.0f} | {load:.1f} |", flush=True)
    print(f"\ntwo workers to one: {median(walls[1]) / median(walls[2]):.2f} (medians), {min(walls[1]) / min(walls[2]):.2f} (fastest)")


def kills(documents: Path) -> bool:
    """Whether a run that was killed gave the same files as one that was not; says what happened."""
    with tempfile.TemporaryDirectory() as folder:
        undisturbed, out = Path(folder) / "undisturbed", Path(folder) / "out"
        _start(documents, undisturbed, 2).wait()
        count = len(list(undisturbed.rglob("*.tasks.json")))
        for share in _KILLS:
            with _start(documents, out, 2) as process:
                while len(list(out.rglob("*.tasks.json"))) < share * count and process.poll() is None:
                    time.sleep(_LOOK_SECONDS)
                process.kill()
            left = len(list((out / ".extract" / "parts").iterdir()))
            print(f"killed -9 with {len(list(out.rglob('*.tasks.json')))} of {count} results, {left} file(s) in hand")
        with _start(documents, out, 2) as process:
            killed = None
            while process.poll() is None and not killed:
                if len(list(out.rglob("*.tasks.json"))) >= 0.9 * count:
                    killed = next(_workers(process.pid), None)
                time.sleep(_LOOK_SECONDS)
            if killed:
                os.kill(killed, signal.SIGKILL)
        print(f"{'a' if killed else 'no'} worker killed -9; the run ended with status {process.returncode}")
        ours, theirs = _files(out), _files(undisturbed)
        print(f"{len(ours)} and {len(theirs)} files, {sum(ours.get(name) == data for name, data in theirs.items())} of them the same")
        return ours == theirs


def _below(parent: int) -> list[int]:
    """A process and all that it started, and they."""
    found = [parent]
    for process in found:
        found += _workers(process)
    return found


@dataclass(frozen=True)
class Cost:
    """A run: wall clock, CPU seconds of all its processes, what of each its start took, and the CPU seconds of those that read."""

    wall: float
    start_wall: float
    cpu: float
    start_cpu: float
    readers_cpu: float


def _cost(documents: Path, out: Path, *, on_cluster: bool) -> Cost:
    """What a run of two workers costs. CPU is what the system counted of all processes; of the start and the readers, what was seen."""
    spent: dict[int, float] = {}
    readers = set[int]()
    start_wall = start_cpu = 0.0
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with _start(documents, out, 2, cluster=on_cluster) as process:
        while process.poll() is None:
            below = _below(process.pid)
            spent.update({one: max(spent.get(one, 0.0), _cpu(one)) for one in below})
            readers.update(filter(_reads, below))
            if readers and not start_wall:
                start_wall, start_cpu = time.perf_counter() - started, sum(spent.values())
            time.sleep(_COUNT_SECONDS if readers else _LOOK_SECONDS)
    wall = time.perf_counter() - started
    with suppress(ChildProcessError):
        while True:
            os.wait()  # for those whose parent did not
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, start_wall, cpu, start_cpu, sum(spent[one] for one in readers))


def cluster(documents: Path, times: int) -> bool:
    """Prints a table of all runs, and the ratios of the medians; whether a run that lost a worker gave the files of one that lost none."""
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)  # so that processes which outlive their parents are counted too
    print("| run | wall s | of it the start's | CPU s of all processes | of it the start's | of it the readers' | load before |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    costs: dict[bool, list[Cost]] = {False: [], True: []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(times):
            for on_cluster, seen in costs.items():
                load = os.getloadavg()[0]
                cost = _cost(documents, Path(folder) / f"{number}{on_cluster}", on_cluster=on_cluster)
                seen.append(cost)
                told = " | ".join(f"{value:.1f}" for value in (*astuple(cost), load))
                print(f"| {'cluster local:2' if on_cluster else 'plain, two workers'} | {told} |", flush=True)
        print()
        for what, of in (
            ("CPU, with the start", lambda cost: cost.cpu),
            ("CPU, after the start", lambda cost: cost.cpu - cost.start_cpu),
            ("wall clock, with the start", lambda cost: cost.wall),
            ("wall clock, after the start", lambda cost: cost.wall - cost.start_wall),
        ):  # fmt: skip
            plain_cost, cluster_cost = (median(map(of, costs[on_cluster])) for on_cluster in (False, True))
            print(f"{what}: the cluster took {cluster_cost / plain_cost:.3f} times the plain one's (medians)")
        out, plain = Path(folder) / "killed", Path(folder) / f"0{False}"
        count, killed = len(list(plain.rglob("*.tasks.json"))), 0
        with _start(documents, out, 3, cluster=True) as process:
            while process.poll() is None and not killed:
                readers = {one for one in _below(process.pid) if _reads(one)}
                if readers and len(list(out.rglob("*.tasks.json"))) >= 0.4 * count:
                    killed = next(one for one in _below(process.pid) if readers.intersection(_workers(one)))
                    os.kill(killed, signal.SIGKILL)
                time.sleep(_LOOK_SECONDS)
        shutil.rmtree(out / "shards")
        ours, theirs = _files(out), _files(plain)
        print(f"{'a' if killed else 'no'} worker of three killed -9; the run ended with status {process.returncode}")
        print(f"{len(ours)} and {len(theirs)} files, {sum(ours.get(name) == data for name, data in theirs.items())} of them the same")
        return ours == theirs and bool(killed)


def _reads(process: int) -> bool:
    """Whether a process is one that reads documents."""
    try:
        return b"extractor.running.work" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def _files(folder: Path) -> dict[str, bytes]:
    """All files of a folder of results, of the report what does not differ from run to run."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    report = json.loads(files["report.json"])
    del report["run"]
    return {**files, "report.json": json.dumps(report).encode()}


def main() -> int:
    """Measures what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many", description=__doc__)
    parser.add_argument("what", choices=("throughput", "kills", "cluster"))
    parser.add_argument("documents", type=Path)
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.what == "throughput":
        throughput(arguments.documents, arguments.times)
        return 0
    same = cluster(arguments.documents, arguments.times) if arguments.what == "cluster" else kills(arguments.documents)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
