"""What the second reader proposes, as warnings: a person looks at it; nothing is entered into the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.document import Document, ReadingWarning
from extractor.second_reader.opinions import Proposal

__all__ = ["warnings_of"]

_SHOWN = 80
_CODES = {"task": "second_reader_task", "lead": "second_reader_lead", "coordinating": "second_reader_coordinating"}


def warnings_of(document: Document, proposals: Iterable[Proposal]) -> Iterator[ReadingWarning]:
    """A warning for each proposal, in their order, with its words and how sure the second reader is."""
    for proposal in proposals:
        text = " ".join(document.slice(proposal.span).split())
        details = {"text": text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…", "percent": f"{proposal.probability:.0%}"}
        yield ReadingWarning(_CODES[proposal.kind], details, proposal.span)
