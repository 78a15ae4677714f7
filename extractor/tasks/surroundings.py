"""A document around its tasks: what its headings, introducing sentences, cells and labels say, each read once for all tasks it concerns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace

from extractor.document import Document
from extractor.mentions.context import Context
from extractor.records import FoundIn, Mention, Span
from extractor.structure.outline import Node

__all__ = ["Surroundings"]

_Said = TypeVar("_Said")
_M = TypeVar("_M", bound=Mention)


class Surroundings:
    """`preamble` is the sentence that tells its addressees to do the items that follow, None where the document has none."""

    def __init__(self, document: Document, context: Context, preamble: Span | None) -> None:
        self.document, self.context, self.preamble = document, context, preamble
        self._years = [offset for offset, _ in context.years]
        self._read: dict[tuple[Callable[..., Any], Span], Any] = {}
        self._values: dict[tuple[Callable[..., Any], str, FoundIn, int | Span], tuple[int, Any]] = {}
        self._above: dict[Callable[..., Any], tuple[tuple[Node, ...], Any]] = {}

    def read(self, reader: Callable[[str, Span, Context], _Said], span: Span) -> _Said:
        """What the reader finds in the span."""
        if (reader, span) not in self._read:
            self._read[reader, span] = reader(self.document.text, span, self.context)
        said: _Said = self._read[reader, span]
        return said

    def above(self, reader: Callable[[Surroundings, tuple[Node, ...]], _Said], around: tuple[Node, ...]) -> _Said:
        """What the reader finds in the nodes above a task, which are the same for those beside it: read once for tasks in a row."""
        last = self._above.get(reader)
        if last is None or last[0] is not around:
            last = self._above[reader] = around, reader(self, around)
        said: _Said = last[1]
        return said

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
