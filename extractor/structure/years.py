"""The year that a date without one means, by place in the document: that of the section heading or table caption around it, else the
plan's own.

A heading that names exactly one year ("III. NHIỆM VỤ NĂM 2026") sets it for its section; behind the section the outer year holds again.
The plan's own year is its period's, where that is one year, else the year it was issued.
"""

from __future__ import annotations

from extractor.lazy_patterns import lazy_pattern
from extractor.records import Metadata
from extractor.structure.outline import Outline

_YEAR = lazy_pattern(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/-])")


def year_marks(outline: Outline, metadata: Metadata) -> tuple[tuple[int, int], ...]:
    """(offset, year) in order of offset: from the offset on, a date without year means that year."""
    own = _own_year(metadata)
    marks: list[tuple[int, int]] = [(0, own)] if own else []
    open_sections: list[tuple[int, int]] = []
    for section in outline.sections:
        while open_sections and open_sections[-1][0] <= section.span.start:
            end, _ = open_sections.pop()
            outer = open_sections[-1][1] if open_sections else own
            if outer:
                marks.append((end, outer))
        years = {int(year) for year in _YEAR.findall(section.heading)}
        if len(years) == 1:
            marks.append((section.span.start, years.pop()))
            open_sections.append((section.span.end, marks[-1][1]))
    return tuple(sorted(marks, key=lambda mark: mark[0]))


def _own_year(metadata: Metadata) -> int | None:
    start, end = metadata.period.start, metadata.period.end
    if start and end and start[:4] == end[:4]:
        return int(start[:4])
    return int(metadata.date_issued[:4]) if metadata.date_issued else None
