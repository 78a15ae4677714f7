"""A document read in a process of its own, which can be ended: for programs that read what others send.

`extract_within` gives what `extractor.extract` gives, or raises a ReadingError: "document_too_slow" at the wall-clock limit, wherever the
work then is, "worker_ended" where the process ended without a result (a crash of native code, memory that the system refused); what it
said before is a note of the error. The worker ends itself at the limit with all it started (`running.time_limit`), and where its parent
has ended; one that does not is killed a few seconds later. It gets the bytes, the password and `reading.limits` as they are set here
through its standard input: nothing of a document stands in a command line. Modules are looked for where this process looks for them,
never in the working folder besides.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from threading import Thread
from typing import Any

from extractor.document import OcrMode, ReadingError
from extractor.reading import limits
from extractor.reading.opening import base_name
from extractor.reading.unfinished import end_all
from extractor.records import Plan, PlanError, decode
from extractor.running.time_limit import GRACE_SECONDS, time_limit

__all__ = ["extract_within"]

_DONE, _REFUSED, _TOO_SLOW = 0, 1, 3
_START_SECONDS = 5.0  # what the start of the process may take on a busy machine
_LONGEST_WAIT = 1e6
_LONGEST_NOTE = 2000
_LOOK_SECONDS = 0.5
_ADOPTING = 1  # the process that takes those whose parent has ended
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from extractor.running.worker import work; work()"


def extract_within(
    seconds: float, data: bytes, *, filename: str | None, ocr: OcrMode, password: str | None, min_confidence: float = 0.0
) -> Plan:
    """The task list of a document's bytes; the errors are those of `extractor.extract` and the two named above.

    Raises ValueError for `seconds` that are no time to wait.
    """
    if not 0 < seconds <= _LONGEST_WAIT:
        raise ValueError(f"time_limit is {seconds}: more than 0 and at most {_LONGEST_WAIT:.0f} seconds are needed")
    arguments = {"filename": filename, "ocr": ocr, "password": password, "min_confidence": min_confidence}
    order = {"seconds": seconds, "arguments": arguments, "limits": _limits(), "parent": os.getpid()}
    shown = base_name(filename) if filename is not None else "-"
    command = [sys.executable, "-P", "-c", _CODE, json.dumps(list(map(os.fspath, sys.path)))]
    longest = seconds + GRACE_SECONDS + _START_SECONDS
    try:
        done = subprocess.run(command, input=json.dumps(order).encode() + b"\n" + data, capture_output=True, timeout=longest, check=False)
    except subprocess.TimeoutExpired:
        raise ReadingError("document_too_slow", file=shown, limit=f"{seconds:.10g}") from None
    if done.returncode == _DONE:
        with suppress(PlanError):
            return decode(done.stdout)
    if done.returncode == _TOO_SLOW:
        raise ReadingError("document_too_slow", file=shown, limit=f"{seconds:.10g}")
    if done.returncode == _REFUSED and done.stdout:
        refusal = json.loads(done.stdout)
        raise ReadingError(refusal["code"], **refusal["details"])
    ended = ReadingError("worker_ended", file=shown, status=done.returncode)
    ended.add_note(done.stderr.decode(errors="replace")[-_LONGEST_NOTE:])
    raise ended


def _limits() -> dict[str, float]:
    return {name: value for name, value in vars(limits).items() if name.isupper()}


def work() -> None:
    """The worker's side: an order and a document from standard input, the plan's JSON or a refusal to standard output."""
    from extractor import extract

    result = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the result
    order: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    if os.getppid() in (order["parent"], _ADOPTING):  # else a launcher stands between, as on Windows
        Thread(target=_end_with, args=(order["parent"],), daemon=True).start()
    for name, value in order["limits"].items():
        setattr(limits, name, value)
    status, answer = _DONE, b""
    with time_limit(order["seconds"], lambda: None, status=_TOO_SLOW):
        try:
            answer = extract(sys.stdin.buffer.read(), **order["arguments"]).to_json()
        except ReadingError as error:
            status, answer = _REFUSED, json.dumps({"code": error.code, "details": error.details}).encode()
    with result:
        result.write(answer)
    sys.exit(status)


def _end_with(parent: int) -> None:
    """Nobody waits for a result any more once the parent has ended. (Windows does not tell of it; there the limit ends the worker.)"""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    end_all()
    os._exit(_REFUSED)
