"""The answer to a document: given block by block as its client takes it, its place in the service held until it is taken.

So what waits for a client is one answer for each place, never a second copy of it, and whoever asks how many documents are in hand is told
of those too that are still being sent. How long a client may take is bounded by `server`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from fastapi import Response
from starlette.types import Receive, Scope, Send

__all__ = ["Answer"]

_BLOCK = 2**16


class Answer(Response):
    """`place` is left when the last block was given to the system, or the client has gone."""

    def __init__(self, content: bytes, place: AbstractContextManager[object], *, media_type: str, headers: dict[str, str]) -> None:
        super().__init__(content, media_type=media_type, headers=headers)
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._place:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            for start in range(0, len(self.body), _BLOCK):  # each waits for the one before to be taken
                await send({"type": "http.response.body", "body": self.body[start : start + _BLOCK], "more_body": True})
            await send({"type": "http.response.body", "body": b""})
