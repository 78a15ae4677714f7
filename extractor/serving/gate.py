"""What stands before the routes: who may ask, what is logged and counted, and what every answer has.

Precedence: a Host that is not ours (421: a foreign name that leads here is how web pages get at services of the machine, DNS rebinding);
another site's page that posts (403, by Sec-Fetch-Site or Origin); the routes. An error of our own is 500; its place in the code goes to the
log, its message, which could hold words of a document, does not. Of requests the time, method, route, status, seconds and bytes
are logged: no client's address, no query, no name of a file. A refusal that comes before the body was received is followed by a moment in
which what still comes is thrown away: to close at once would take the answer from a client that is still sending.
"""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.messages import Language
from extractor.serving.addresses import is_own_host
from extractor.serving.metrics import Metrics
from extractor.serving.negotiation import language_of
from extractor.serving.problems import MEDIA_TYPE, Problem, as_json

__all__ = ["CLIENT_GONE", "Gate", "answer_at_once"]

CLIENT_GONE = 499  # logged and counted, never sent
_LINGER = 2.0  # seconds

_HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
_log = logging.getLogger("extractor.serving")


class Gate:
    """An ASGI application around another. `routes` are the paths that are logged and counted by name."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, *, routes: Collection[str], names: Collection[str], single_words: bool, language: Language
    ) -> None:
        self._app, self._metrics, self._routes = app, metrics, frozenset(routes)
        self._language: Language = language
        self._names, self._single_words = frozenset(name.lower() for name in names), single_words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status, sent = time.monotonic(), CLIENT_GONE, 0

        async def sending(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {name.decode("latin-1").lower() for name, _ in message.get("headers", [])}
                added = [(name.encode(), value.encode()) for name, value in _HEADERS.items() if name not in own]
                message = {**message, "headers": [*message.get("headers", []), *added]}
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            if (problem := self._refusal(scope)) is not None:
                await answer_at_once(problem, scope, receive, sending, language=self._language_of(scope))
            else:
                await self._app(scope, receive, sending)
        except Exception as error:
            _log.error("%s in\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)).rstrip())
            if status == CLIENT_GONE:
                await answer_at_once(Problem(500, "internal"), scope, receive, sending, language=self._language_of(scope))
        finally:
            method, route = _known(scope["method"]), scope["path"] if scope["path"] in self._routes else "other"
            self._metrics.request(method, route, status)
            _log.info("%s %s %d %.3fs %dB", method, route, status, time.monotonic() - start, sent)

    def _language_of(self, scope: Scope) -> Language:
        return language_of(_headers_of(scope).get("accept-language", ""), self._language)

    def _refusal(self, scope: Scope) -> Problem | None:
        headers = _headers_of(scope)
        if not is_own_host(headers.get("host", ""), self._names, single_words=self._single_words):
            return Problem(421, "host_not_known")
        if scope["method"] not in ("GET", "HEAD") and _is_of_another_page(headers):
            return Problem(403, "foreign_page")
        return None


def _headers_of(scope: Scope) -> dict[str, str]:
    """The last of each name. Names are in small letters already."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _is_of_another_page(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that another site's page asks. Programs say nothing.

    Sec-Fetch-Site says it of the address that the browser sees, so that a proxy may rewrite Host; older browsers, and those that ask
    without TLS, tell Origin only.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site not in ("same-origin", "none")
    return origin is not None and origin.lower().partition("://")[2] != headers.get("host", "").lower()


def _known(method: str) -> str:
    return method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"


async def answer_at_once(
    problem: Problem, scope: Scope, receive: Receive, send: Send, *,
    language: Language, page: bytes | None = None, page_headers: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """The problem as the answer, whether the body was received or not; then the end of the connection. `page`: HTML in JSON's place."""
    headers = _headers_of(scope)
    body = as_json(problem, language) if page is None else page
    told = {
        "content-type": MEDIA_TYPE if page is None else "text/html; charset=utf-8",
        "content-length": str(len(body)),
        "content-language": language,
        "vary": "accept, accept-language",
        "connection": "close",
        **(page_headers or {}),
        **{name.lower(): value for name, value in problem.headers.items()},
    }
    raw: list[tuple[bytes, bytes]] = [(name.encode(), value.encode("latin-1")) for name, value in told.items()]
    await send({"type": "http.response.start", "status": problem.status, "headers": raw})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    if "expect" not in headers:  # such a client waits to be asked for the body
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGER):
                message: Any = {"more_body": True}
                while message.get("more_body", False):
                    message = await receive()
    await send({"type": "http.response.body", "body": b""})
