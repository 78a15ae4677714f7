"""Runs the service: a socket, uvicorn, the signals that end it.

At the first SIGTERM, SIGINT or SIGHUP it drains: it goes on listening, so that whoever asks is told (503), finishes the documents in hand,
until their answers are taken, within the time that one document may take, and ends with status 0; documents that are not done by then are
answered with 503, answers not taken are cut. A second
signal is the end of that time. Standard error is the log.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from extractor.running.free_memory import give_back
from extractor.serving.application import application
from extractor.serving.service import Service

__all__ = ["serve"]

_HEAD_SECONDS = 15.0  # for the head of a request
_TAKE_SECONDS = 120.0  # for an answer to be taken
_ANSWER_SECONDS = 5  # for answers that are ready to be taken, at the end
_LOOK_SECONDS = 0.05
_GIVE_BACK_SECONDS = 5.0
_GARBAGE = (700, 10, 10)  # what Python itself begins with


class _Protocol(H11Protocol):
    """Closes connections on which no whole head of a request comes in time, and those whose client does not take its answer in time.

    The time for the answer begins where the client does not keep up with it, and once more with its last block, which the system has then.
    (Keep-alive has its own, shorter limit; a body has those of `receiving`.)
    """

    _late: asyncio.TimerHandle | None = None
    _untaken: asyncio.TimerHandle | None = None
    _sending = False  # an answer that the client has not kept up with

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._expect_head()

    def on_response_complete(self) -> None:
        self._sending = False
        self._expect_taken(bool(self.transport.get_write_buffer_size()))
        super().on_response_complete()
        if not self.transport.is_closing():
            self._expect_head()

    def pause_writing(self) -> None:
        super().pause_writing()
        if not self._sending:
            self._sending = True
            self._expect_taken(True)

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in filter(None, (self._late, self._untaken)):
            timer.cancel()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        if self._late is not None:
            self._late.cancel()
        self._late = self.loop.call_later(_HEAD_SECONDS, self._close_late)

    def _expect_taken(self, something: bool) -> None:
        if self._untaken is not None:
            self._untaken.cancel()
        self._untaken = self.loop.call_later(_TAKE_SECONDS, self._abort_untaken) if something else None

    def _close_late(self) -> None:
        if self.conn.their_state is h11.IDLE:
            self.transport.close()

    def _abort_untaken(self) -> None:
        self._untaken = None
        if self.transport.get_write_buffer_size():
            self.transport.abort()


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The signals are ours."""
        yield


def serve(service: Service, listener: socket.socket) -> None:
    """Answers requests on the socket until a signal ends it. Closes the service."""
    _log_to_standard_error()
    # The command line, made for one document, lets garbage lie (`cli`). Here the traceback of a refusal would hold the document.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    try:
        asyncio.run(_serve(service, listener))
    finally:
        service.close()


async def _serve(service: Service, listener: socket.socket) -> None:
    config = uvicorn.Config(
        application(service), http=_Protocol, ws="none", lifespan="off", loop="asyncio", access_log=False, log_config=None,
        server_header=False, proxy_headers=False, timeout_graceful_shutdown=_ANSWER_SECONDS,
    )  # fmt: skip
    server = _Server(config)
    asked = asyncio.Semaphore(0)
    _on_signals(asked.release)
    ending, giving_back = asyncio.create_task(_end(service, server, asked)), asyncio.create_task(_give_back())
    await server.serve(sockets=[listener])
    await ending
    giving_back.cancel()


async def _give_back() -> None:
    """Now and then, what large documents left free."""
    while True:
        await asyncio.sleep(_GIVE_BACK_SECONDS)
        give_back()


async def _end(service: Service, server: uvicorn.Server, asked: asyncio.Semaphore) -> None:
    await asked.acquire()
    service.draining = True
    end = time.monotonic() + service.settings.seconds
    while service.in_hand and time.monotonic() < end and asked.locked():
        await asyncio.sleep(_LOOK_SECONDS)
    await asyncio.to_thread(service.close)
    server.should_exit = True


def _on_signals(end: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) == signal.SIG_IGN:
            continue
        try:
            loop.add_signal_handler(number, end)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(end))


def _log_to_standard_error() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    for name, level in (("extractor.serving", logging.INFO), ("uvicorn.error", logging.ERROR)):
        log = logging.getLogger(name)
        log.handlers, log.propagate = [handler], False
        log.setLevel(level)
    quotes = logging.getLogger("python_multipart")  # what was sent
    quotes.handlers, quotes.propagate = [logging.NullHandler()], False
