"""What the values of cells and labels say, by what they are for: readers of the words alone, for `Surroundings.value`."""

from __future__ import annotations

from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_lists import read_agency_list
from extractor.mentions.agency_marks import read_marked_list
from extractor.mentions.context import Context
from extractor.mentions.deadlines import read_deadline_value
from extractor.records import AgencyMention, Deadline, FoundIn, Person, Span
from extractor.tasks.persons import persons_in_list
from extractor.tasks.persons_told import persons_charged

__all__ = ["helping", "leading", "marked_aside", "persons_beside", "timing"]


def leading(text: str, span: Span, context: Context, found: FoundIn) -> tuple[AgencyMention, ...]:
    """Whom a lead's cell or label names."""
    roles = read_marked_list(text, span, context, found)
    return roles.leads if roles else read_agency_list(text, span, context, found)


def marked_aside(text: str, span: Span, context: Context, found: FoundIn) -> tuple[AgencyMention, ...]:
    """Whom a lead's cell or label names as coordinating ("Sở Y tế (CT), Sở Nội vụ (PH)")."""
    roles = read_marked_list(text, span, context, found)
    return (*(roles.coordinating if roles else ()), *sentence_coordinators(text, span, context, led=True))


def helping(text: str, span: Span, context: Context, found: FoundIn) -> tuple[AgencyMention, ...]:
    """Whom a cell or label of coordinating agencies names, with marks or without."""
    roles = read_marked_list(text, span, context, found)
    return (*roles.leads, *roles.coordinating) if roles else read_agency_list(text, span, context, found)


def timing(text: str, span: Span, context: Context, _: FoundIn) -> tuple[Deadline, ...]:
    """What a cell or label of times says."""
    return read_deadline_value(text, span, context)


def persons_beside(text: str, span: Span, _: Context, __: FoundIn) -> tuple[Person, ...]:
    """The persons in a cell or label of agencies."""
    return persons_in_list(text, span) or persons_charged(text, span)
