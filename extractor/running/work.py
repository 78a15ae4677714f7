"""The worker's side of `running.worker`: a process that reads documents one after the other, until nobody wants it any more.

Orders come through standard input, each a line of JSON (how many bytes of the document follow, none where it is to be opened by its path;
the time limit; the most bytes of an answer; the arguments of `extractor.extract`; `reading.limits`), answers go out likewise: a line of
JSON (whether it is what was asked for, a refusal, or that a library is missing; whether it is the last; the bytes that follow) and the
bytes. What a library prints goes to standard error.
A thread reads the orders, and so learns at once when standard input ends, which it does when the parent ends, however that was: it then
ends the process with all it started, in the middle of a document too. After a number of documents, or grown beyond a bound of memory,
the worker says that this answer was its last, and ends.
Between two documents it lets go of the last one: what refers to itself in circles is looked for (where Python counts, a document of
90 MB can be a few objects, too few to be looked for), and what the C library has free goes back to the system.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from extractor.document import ReadingError
from extractor.exporting.formats import MissingLibrary
from extractor.folding import forget_long_texts
from extractor.reading import limits
from extractor.reading.unfinished import end_all
from extractor.running.free_memory import give_back, use_one_arena
from extractor.running.products import Product, made, plan_in
from extractor.running.resident_memory import resident_memory
from extractor.running.time_limit import time_limit

__all__ = ["TOO_SLOW", "work"]

ENDED, CRASHED, TOO_SLOW = 0, 1, 3  # exit statuses

_MB = 2**20
_MUCH_FREE = 16 * _MB  # beyond what was held the last time: to give less back costs more than it brings

Order = tuple[dict[str, Any], bytes]


def work(documents: int, memory: int) -> None:
    """Answers orders until standard input ends, for at most so many documents, or until the process holds more than `memory` bytes."""
    use_one_arena()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C asks the parent, which ends its workers
    orders: SimpleQueue[Order] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    import extractor.extracting  # noqa: F401  # before there is a document

    held = 0
    for number in range(1, documents + 1):
        order, data = orders.get()
        try:
            kind, answer = _answer(order, data)
        except BaseException:  # neither a plan nor a refusal: nobody knows what state the process is in
            traceback.print_exc()
            os._exit(CRASHED)
        del data
        last = number == documents or (resident_memory("self") or _most_memory()) > memory
        answers.write(json.dumps({"kind": kind, "last": last, "bytes": len(answer)}).encode() + b"\n" + answer)
        answers.flush()
        if last:
            break
        del answer
        held = _let_go(held)
    os._exit(ENDED)  # what one document made need not be freed first


def _let_go(held: int) -> int:
    """Lets go of what the last document left. `held`: the memory after the time before; returns that of now, 0 where it is not told."""
    forget_long_texts()
    gc.collect()
    gc.freeze()  # what is loaded and remembered by now stays: it is not looked through again, document after document
    if (resident_memory("self") or 0) > held + _MUCH_FREE:
        give_back()
        return resident_memory("self") or 0
    return held


def _listen(stream: BinaryIO, orders: SimpleQueue[Order]) -> None:
    while line := stream.readline():
        order = json.loads(line)
        data = stream.read(order["bytes"] or 0)
        if len(data) < (order["bytes"] or 0):
            break
        orders.put((order, data))
        del data
    end_all()
    os._exit(ENDED)


def _answer(order: dict[str, Any], data: bytes) -> tuple[str, bytes]:
    """What the answer is, and its bytes."""
    import extractor

    for name, value in order["limits"].items():
        setattr(limits, name, value)
    with time_limit(order["seconds"], lambda: None, status=TOO_SLOW):
        try:
            source = data if order["path"] is None else order["path"]
            product = Product(**order["product"])
            plan = (plan_in(data) if product.of_results else None) or extractor.extract(source, **order["arguments"])
            answer = made(plan, data or None, product, order["arguments"]["password"])
            if 0 < order["most"] < len(answer):
                raise ReadingError("answer_too_large", file=order["shown"], limit=order["most"] // _MB)
            return "plan", answer
        except ReadingError as error:
            return "refusal", json.dumps({"code": error.code, "details": error.details}).encode()
        except MissingLibrary as error:
            return "missing", json.dumps([error.to, error.extra]).encode()


def _most_memory() -> int:
    """The most bytes that the process ever held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
