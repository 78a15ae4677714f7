"""The document out of a request, received into memory: the body as it is, or the part "file" of a form (multipart/form-data).

Nothing is written to the disk. What comes is counted as it comes, whatever Content-Length says; a body that stops coming or takes too long
is given up. The media type that the client tells is not believed: what a document is, `reading` finds by its content. A password comes as
the form's part "password" only: neither addresses nor headers, which are logged on many ways, are for secrets.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from extractor.lazy_patterns import lazy_pattern
from extractor.serving.problems import Problem

__all__ = ["Upload", "received"]

IDLE_SECONDS = 15.0  # without a byte
LEAST_RATE = 1000  # bytes a second on the whole, once so long was waited
LONGEST_SECONDS = 120.0  # for the whole body
_FRAME_BYTES = 2**14  # what a form may hold beside the document
_HEAD_BYTES = 2**12  # of one part
_MOST_PARTS = 8
_MB = 2**20
_CONTROLS = lazy_pattern(r"[\x00-\x1f\x7f-\x9f]")
_EXTENDED_NAME = lazy_pattern(rb"(?i);\s{0,9}filename\*=utf-8'[\w-]{0,35}'([^;\s\"]+)")


@dataclass(frozen=True)
class Upload:
    """A document as it was sent. The password is never shown, in a traceback neither."""

    data: bytes | bytearray = field(repr=False)
    filename: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


async def received(headers: Mapping[str, str], body: AsyncIterator[bytes], most: int) -> Upload:
    """The document of at most so many bytes. `headers` are looked up in small letters.

    Raises Problem: 400 "bad_form", "no_document"; 408 "too_late"; 413 "too_large"; 415 "body_not_supported".
    """
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Problem(415, "body_not_supported")
    kind, options = parse_options_header(headers.get("content-type", ""))
    if kind == b"application/x-www-form-urlencoded":
        raise Problem(415, "body_not_supported")
    form = _Form(options.get(b"boundary", b""), most) if kind == b"multipart/form-data" else None
    allowed = most + (_FRAME_BYTES if form else 0)
    told = headers.get("content-length", "")
    if told.isdecimal() and int(told[:20]) > allowed:
        raise Problem(413, "too_large", {"limit": most // _MB})
    data = bytearray()  # blocks can be a byte each: a list of them would take many times their room
    count = 0
    async for block in _timely(body):
        count += len(block)
        if count > allowed:
            raise Problem(413, "too_large", {"limit": most // _MB})
        if form:
            form.write(block)
        else:
            data += block
    if form:
        return form.upload()
    return Upload(data, _filename(headers.get("content-disposition", "").encode("latin-1", "replace")))


async def _timely(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    start, count = time.monotonic(), 0
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            while True:
                try:
                    async with asyncio.timeout(IDLE_SECONDS):
                        block = await anext(body)
                except StopAsyncIteration:
                    return
                count += len(block)
                waited = time.monotonic() - start
                if waited > IDLE_SECONDS and count < waited * LEAST_RATE:
                    raise TimeoutError
                yield block
    except TimeoutError:
        raise Problem(408, "too_late") from None


def _filename(disposition: bytes) -> str | None:
    """The file name of a Content-Disposition, without control characters; that of RFC 8187 (filename*=UTF-8''…) before the other."""
    if extended := _EXTENDED_NAME.search(disposition):
        name = unquote_to_bytes(extended[1])
    elif (plain := parse_options_header(disposition)[1].get(b"filename")) is not None:
        name = plain
    else:
        return None
    return _CONTROLS.sub("", name.decode("utf-8", "replace"))


class _Form:
    """A form as it comes, block by block."""

    def __init__(self, boundary: bytes, most: int) -> None:
        if not boundary or len(boundary) > 200:
            raise Problem(400, "bad_form")
        self._most = most
        self._file: bytearray | None = None
        self._filename: str | None = None
        self._password: bytes | None = None
        self._parts = 0
        self._head: dict[bytes, bytes] = {}
        self._head_name, self._head_value, self._head_bytes = b"", b"", 0
        self._name = b""
        self._ended = False
        self._parser = MultipartParser(boundary, {
            "on_part_begin": self._begin,
            "on_header_field": self._on_head_name,
            "on_header_value": self._on_head_value,
            "on_header_end": self._on_head_end,
            "on_headers_finished": self._on_head,
            "on_part_data": self._on_data,
            "on_end": self._on_end,
        })  # fmt: skip

    def write(self, block: bytes) -> None:
        try:
            self._parser.write(block)
        except FormParserError:
            raise Problem(400, "bad_form") from None

    def upload(self) -> Upload:
        if not self._ended:
            raise Problem(400, "bad_form")
        if self._file is None:
            raise Problem(400, "no_document")
        try:
            password = self._password.decode() if self._password else None
        except UnicodeDecodeError:
            raise Problem(400, "bad_form") from None
        return Upload(self._file, self._filename, password)

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise Problem(400, "bad_form")
        self._head, self._head_bytes, self._name = {}, 0, b""

    def _grow(self, count: int) -> None:
        self._head_bytes += count
        if self._head_bytes > _HEAD_BYTES:
            raise Problem(400, "bad_form")

    def _on_head_name(self, data: bytes, start: int, end: int) -> None:
        self._grow(end - start)
        self._head_name += data[start:end]

    def _on_head_value(self, data: bytes, start: int, end: int) -> None:
        self._grow(end - start)
        self._head_value += data[start:end]

    def _on_head_end(self) -> None:
        self._head[self._head_name.lower()] = self._head_value
        self._head_name, self._head_value = b"", b""

    def _on_head(self) -> None:
        disposition = self._head.get(b"content-disposition", b"")
        _, options = parse_options_header(disposition)
        self._name = options.get(b"name", b"")
        if self._name == b"file":
            if self._file is not None:
                raise Problem(400, "bad_form")
            self._file, self._filename = bytearray(), _filename(disposition)
        elif self._name == b"password":
            self._password = b""

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._name == b"file" and self._file is not None:
            self._file += memoryview(data)[start:end]
            if len(self._file) > self._most:
                raise Problem(413, "too_large", {"limit": self._most // _MB})
        elif self._name == b"password" and self._password is not None:
            self._password += data[start:end]
            if len(self._password) > _FRAME_BYTES:
                raise Problem(400, "bad_form")

    def _on_end(self) -> None:
        self._ended = True
