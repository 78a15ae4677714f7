"""A provisional confidence for each task, from how it was found. Not yet calibrated on held-out documents.

A row of a ruled task table or a labelled block is surer than a list item, an item known by its verb surer than one of unknown wording;
what was filled but not understood, and columns that were guessed, cost.
"""

from __future__ import annotations

from extractor.tasks.assigning import Assignment
from extractor.tasks.finding import Candidate

_BASE = {"table_row": 0.95, "field_block": 0.93, "list_item": 0.9, "paragraph": 0.82}


def confidence(candidate: Candidate, assignment: Assignment) -> float:
    """From 0 to 1, two decimals."""
    value = _BASE[candidate.origin]
    if not candidate.certain:
        value -= 0.2
    if candidate.node.table and candidate.node.table.table.columns_guessed:
        value -= 0.15
    value -= 0.05 * len(assignment.warnings)
    return round(max(0.1, value), 2)
