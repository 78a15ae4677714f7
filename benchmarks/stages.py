"""The stages of one extraction, timed in this process: `python -m benchmarks.stages FILE` prints a JSON list.

The rooms of the library are timed where `extractor.extracting` calls into them: what a room does for another (mentions that `tasks` looks
for itself) counts for the room that was called. "joining" is the time of `extracting` itself. Peak memory is that of the process so far.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
ROOMS = ("structure", "mentions", "tasks")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / 1e6


def _timed(function: Callable[..., Any], room: str, spent: dict[str, float]) -> Callable[..., Any]:
    def wrapper(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[room] += time.perf_counter() - started

    return wrapper


def _watch_rooms(module: Any) -> dict[str, float]:
    """Times the functions of each room from now on, where the module calls them."""
    spent = dict.fromkeys(ROOMS, 0.0)
    for name, value in list(vars(module).items()):
        room = (getattr(value, "__module__", None) or "").removeprefix("extractor.").partition(".")[0]
        if room in ROOMS and callable(value) and not isinstance(value, type):
            setattr(module, name, _timed(value, room, spent))
    return spent


def measure(path: str) -> list[dict[str, Any]]:
    """Each stage with its seconds and the peak memory in megabytes after it."""
    stages: list[dict[str, Any]] = []

    def stage(name: str, work: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        result = work()
        stages.append({"stage": name, "seconds": time.perf_counter() - started, "peak": _peak()})
        return result

    def imports() -> Any:
        import extractor.extracting
        import extractor.reading.opening

        return extractor.extracting, extractor.reading.opening

    extracting, opening = stage("import", imports)
    document = stage("reading", lambda: opening.open_document(path))
    spent = _watch_rooms(extracting)
    plan = stage("joining", lambda: extracting.plan_of(document))
    joining = stages.pop()
    stages += [{"stage": room, "seconds": spent[room], "peak": joining["peak"]} for room in ROOMS]
    stages.append({**joining, "seconds": joining["seconds"] - sum(spent.values())})
    stage("JSON", plan.to_json)
    return stages


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
