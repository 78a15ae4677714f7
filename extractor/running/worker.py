"""Documents read in a process of its own, which can be ended: for programs that read what others send, or many files.

A `Worker` is such a process (`running.work` is its side). `ask` gives the JSON of the plan that `extractor.extract` gives, or raises a
ReadingError, "document_too_slow" at the wall-clock limit, wherever the work then is; or WorkerEnded where the process ended without an
answer (a crash of native code, memory that the system refused, a kill). It ends itself at the limit with all it started
(`running.time_limit`), and where its parent has ended; one that does not is killed a few seconds later.
It is started as a program of its own on every system, so that a script needs no `if __name__ == "__main__"`. Through its standard input
it gets documents, by path or as bytes, the password, and `reading.limits` as they are set here: nothing of a document stands in a
command line. Modules are looked for where this process looks for them, never in the working folder besides.
`extract_within` reads one document so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import closing, suppress
from threading import Lock, Thread, Timer
from typing import Any, BinaryIO, cast

from msgspec import Struct

from extractor.document import OcrMode, ReadingError
from extractor.exporting.formats import MissingLibrary
from extractor.reading import limits
from extractor.reading.opening import base_name
from extractor.records import Plan, decode
from extractor.running.products import JSON, Product
from extractor.running.time_limit import GRACE_SECONDS
from extractor.running.work import TOO_SLOW

__all__ = [
    "MOST_DOCUMENTS", "MOST_MEMORY", "Arguments", "Content", "Worker", "WorkerEnded", "check_seconds", "extract_within", "shown_name",
]  # fmt: skip

MOST_DOCUMENTS = 500  # after which a worker makes room for a new one
MOST_MEMORY = 600 * 2**20  # bytes, likewise; common plans leave it at 85, scans and the worst of documents at up to 190
_START_SECONDS = 5.0  # what the start of the process may take on a busy machine
_END_SECONDS = 2.0
_LONGEST_WAIT = 1e6
_LONGEST_NOTE = 2000
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from extractor.running.work import work; work(*map(int, sys.argv[2:]))"

Content = bytes | bytearray  # of a document; nobody changes it any more


class Arguments(Struct, frozen=True):
    """How a document is to be read: the arguments of `extractor.extract` of these names."""

    filename: str | None = None
    ocr: OcrMode = "auto"
    password: str | None = None
    min_confidence: float = 0.0
    second_reader: bool = False


class WorkerEnded(Exception):
    """The process ended without an answer: its exit status (negative: the signal), and the end of what it said."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status, said)
        self.status, self.said = status, said

    def refusal(self, shown: str) -> ReadingError:
        """The error "worker_ended" about a document; what the process said is a note of it."""
        error = ReadingError("worker_ended", file=shown, status=self.status)
        error.add_note(self.said)
        return error


class Worker:
    """One process, one document at a time. `end` may be called from any thread."""

    def __init__(
        self, *, folder: str | None = None, documents: int = MOST_DOCUMENTS, memory: int = MOST_MEMORY, most_answer: int = 0
    ) -> None:
        """Starts the process, which opens paths from `folder` (the working folder). Raises OSError where the system gives none.

        `most_answer`: bytes of an answer, a larger one is ReadingError "answer_too_large"; 0 for no limit.
        """
        paths = json.dumps(list(map(os.fspath, sys.path)))
        pipe = subprocess.PIPE
        # A group of its own: Ctrl-C on the terminal asks the parent alone.
        self._process = process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE, paths, str(documents), str(memory)],
            stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder, process_group=None if sys.platform == "win32" else 0,
        )  # fmt: skip
        self._orders, self._answers, self._errors = (cast("BinaryIO", one) for one in (process.stdin, process.stdout, process.stderr))
        self._most_answer = most_answer
        self._sending = Lock()
        self._retired = False
        self._said = b""
        self._last = False
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_ready(self) -> bool:
        """Whether it waits for a document."""
        return not (self._last or self._retired) and self._process.poll() is None

    def retire(self) -> None:
        """It is not ready for a document any more; one that it has it goes on with. Never waits."""
        self._retired = True

    def ask(self, source: Content | str, arguments: Arguments, seconds: float, product: Product = JSON) -> bytes:
        """What is made of a document's bytes, or of the file at a path. 0 seconds: no limit.

        Raises ReadingError, WorkerEnded, MissingLibrary.
        """
        data = b"" if isinstance(source, str) else source
        order = {
            "path": source if isinstance(source, str) else None, "bytes": len(data), "seconds": seconds, "limits": _limits(),
            "most": self._most_answer, "shown": shown_name(source, arguments),
            "arguments": {name: getattr(arguments, name) for name in arguments.__struct_fields__},
            "product": {"to": product.to, "language": product.language, "of_results": product.of_results},
        }  # fmt: skip
        head = json.dumps(order).encode() + b"\n"
        started = time.monotonic()
        killing = Timer(seconds + GRACE_SECONDS + _START_SECONDS, self._process.kill)
        killing.daemon = True
        if seconds > 0:
            try:
                killing.start()
            except RuntimeError as error:  # no memory for another thread: no time limit, so no document
                raise WorkerEnded(1, str(error)) from error
        try:
            with suppress(OSError, ValueError), self._sending:  # a process that has ended; its answer is then missing
                self._orders.write(head)
                self._orders.write(data)
                self._orders.flush()
            kind, answer = self._answer()
        except WorkerEnded as ended:
            if seconds > 0 and (ended.status == TOO_SLOW or time.monotonic() - started >= seconds + GRACE_SECONDS):
                raise ReadingError("document_too_slow", file=shown_name(source, arguments), limit=f"{seconds:.10g}") from None
            raise
        finally:
            killing.cancel()
        if kind == "plan":
            return answer
        if kind == "missing":
            raise MissingLibrary(*json.loads(answer))
        refusal = json.loads(answer)
        raise ReadingError(refusal["code"], **refusal["details"])

    def _answer(self) -> tuple[str, bytes]:
        with suppress(OSError, ValueError, TypeError, KeyError):
            head: dict[str, Any] = json.loads(self._answers.readline())
            answer = self._answers.read(head["bytes"])
            if len(answer) == head["bytes"]:
                self._last = head["last"]
                return head["kind"], answer
        self._last = True
        try:
            status = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:  # it closed its output and lives on
            self._process.kill()
            status = self._process.wait()
        self._listener.join(_END_SECONDS)
        raise WorkerEnded(status, self._said.decode(errors="replace"))

    def _listen(self) -> None:
        """Keeps the end of what the process says, and the pipe empty."""
        with suppress(OSError, ValueError):
            while said := os.read(self._errors.fileno(), _LONGEST_NOTE):
                self._said = (self._said + said)[-_LONGEST_NOTE:]

    def end(self) -> None:
        """Ends the process, in the middle of a document too, with all it started; killed where it does not end itself in time."""
        if self._sending.acquire(timeout=_END_SECONDS):
            with suppress(OSError):
                self._orders.close()
            self._sending.release()
        else:  # it does not even read
            self._process.kill()

    def close(self) -> None:
        """Ends the process and lets go of it. Not while another thread asks it."""
        self.end()
        try:
            self._process.wait(_END_SECONDS + GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(_END_SECONDS)
        for pipe in (self._answers, self._errors):
            with suppress(OSError):
                pipe.close()

    def kill(self) -> None:
        self._process.kill()


def extract_within(seconds: float, data: bytes, arguments: Arguments) -> Plan:
    """The task list of a document's bytes; the errors are those of `extractor.extract`, "document_too_slow" and "worker_ended".

    Raises ValueError for `seconds` that are no time to wait.
    """
    check_seconds(seconds)
    with closing(Worker(documents=1)) as worker:
        try:
            return decode(worker.ask(data, arguments, seconds))
        except WorkerEnded as ended:
            raise ended.refusal(shown_name(data, arguments)) from None


def check_seconds(seconds: float) -> None:
    """Raises ValueError for what is no time limit."""
    if not 0 < seconds <= _LONGEST_WAIT:
        raise ValueError(f"time_limit is {seconds}: more than 0 and at most {_LONGEST_WAIT:.0f} seconds are needed")


def shown_name(source: Content | str, arguments: Arguments) -> str:
    """How errors name the document."""
    name = source if isinstance(source, str) and arguments.filename is None else arguments.filename
    return "-" if name is None else base_name(name)


def _limits() -> dict[str, float]:
    return {name: value for name, value in vars(limits).items() if name.isupper()}
