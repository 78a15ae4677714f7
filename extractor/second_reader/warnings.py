"""What the second reader proposes, and what is left out for it, as warnings: a person looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.document import Document, ReadingWarning
from extractor.records import Span
from extractor.shortening import shortened

if TYPE_CHECKING:
    from extractor.second_reader.opinions import Proposal

__all__ = ["left_out", "warnings_of"]

_SHOWN = 80
_CODES = {"task": "second_reader_task", "lead": "second_reader_lead", "coordinating": "second_reader_coordinating"}


def warnings_of(document: Document, proposals: Iterable[Proposal]) -> Iterator[ReadingWarning]:
    """A warning for each proposal, in their order, with its words and how sure the second reader is."""
    for proposal in proposals:
        yield ReadingWarning(_CODES[proposal.kind], _details(document, proposal.span, proposal.probability), proposal.span)


def left_out(document: Document, span: Span, probability: float) -> ReadingWarning:
    """The warning for an item that the rules, unsure, took for a task, and the second reader, with this probability, for none."""
    return ReadingWarning("second_reader_no_task", _details(document, span, probability), span)


def _details(document: Document, span: Span, probability: float) -> dict[str, str]:
    return {"text": shortened(document.slice(span), _SHOWN), "percent": f"{probability:.0%}"}
