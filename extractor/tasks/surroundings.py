"""A document around its tasks: what its headings, introducing sentences, cells and labels say, each read once for all tasks it concerns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace

from extractor.document import Document
from extractor.mentions.context import Context
from extractor.records import FoundIn, Mention, Span
from extractor.tasks.persons_told import person_in_heading

__all__ = ["Surroundings"]

_Found = TypeVar("_Found")
_M = TypeVar("_M", bound=Mention)


class Surroundings:
    """`preamble` is the sentence that introduces a directive's items, None where the document has none."""

    def __init__(self, document: Document, context: Context, preamble: Span | None) -> None:
        self.document, self.context, self.preamble = document, context, preamble
        self._years = [offset for offset, _ in context.years]
        self._read: dict[tuple[Callable[..., Any], Span], Any] = {}
        self._values: dict[tuple[Callable[..., Any], str, FoundIn, int | Span], tuple[int, Any]] = {}
        self._persons: dict[Span, Span | None] = {}

    def read(self, reader: Callable[[str, Span, Context], tuple[_Found, ...]], span: Span) -> tuple[_Found, ...]:
        """What the reader finds in the span."""
        if (reader, span) not in self._read:
            self._read[reader, span] = reader(self.document.text, span, self.context)
        found: tuple[_Found, ...] = self._read[reader, span]
        return found

    def value(
        self, reader: Callable[[str, Span, Context, FoundIn], tuple[_M, ...]], span: Span, found_in: FoundIn
    ) -> tuple[_M, ...]:
        """What the reader finds in a cell or label. A column says the same in many rows: words that mean the same years are read once.

        The reader must see nothing outside the span but the context.
        """
        first, last = bisect_right(self._years, span.start), bisect_right(self._years, span.end)
        key = reader, self.document.slice(span), found_in, first if first == last else span
        if key not in self._values:
            self._values[key] = span.start, reader(self.document.text, span, self.context, found_in)
        start, mentions = self._values[key]
        by = span.start - start
        return tuple(replace(m, span=Span(m.span.start + by, m.span.end + by)) for m in mentions) if by else mentions

    def person_in_heading(self, heading: Span) -> Span | None:
        """The person for whom a heading is."""
        if heading not in self._persons:
            self._persons[heading] = person_in_heading(self.document.text, heading)
        return self._persons[heading]
