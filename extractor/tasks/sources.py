"""Where a task's facts are looked for: the cells of its row, its labelled lines, the headings and introducing sentences above it."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import FoundIn, Span
from extractor.structure.labels import Field
from extractor.structure.outline import Node
from extractor.structure.tables import Column
from extractor.tasks.finding import Candidate
from extractor.tasks.surroundings import Surroundings

__all__ = ["NOTHING", "SourceReader"]

NOTHING = frozenset({"", "-", "x", "…", "...", "không", "*"})
"""Folded values of cells and labels that name nobody and nothing."""


class SourceReader:
    """What whoever reads a fact of one task reads it from."""

    def __init__(self, surroundings: Surroundings, candidate: Candidate) -> None:
        self.surroundings, self.candidate = surroundings, candidate
        self.document, self.context = surroundings.document, surroundings.context
        self.text = self.document.text

    def values(self, column: Column, field: Field) -> Iterator[tuple[Span, FoundIn]]:
        """Where a fact is stated outright: the row's cells of a column, the labelled lines of a field."""
        node = self.candidate.node
        if node.table and node.row:
            for cell in node.table.cells(node.row.row, column):
                yield cell.span, "cell"
        for label in self.candidate.labels:
            if label.field == field and len(label.value):
                yield label.value, "label"

    def headed(self) -> Iterator[Node]:
        """The sections around the task that have a heading, nearest first."""
        return (node for node in self.candidate.around if node.heading)

    def introductions(self) -> Iterator[Span]:
        """The sentences that introduce the task, nearest first."""
        for node in self.candidate.around:
            if not node.heading:
                yield node.span
