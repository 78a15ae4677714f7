"""Which legal and directing documents the plans and their tasks cite: what drove the work.

Mentions of one symbol are one document; without a symbol the title or the words make it. A plan's mentions of itself do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.comparing.likeness import reference_key
from extractor.comparing.records import Citation
from extractor.records import LegalReference, Plan

__all__ = ["citations_of"]


def citations_of(plans: Sequence[Plan]) -> Iterator[Citation]:
    """The document cited by the most plans first, then by the most tasks."""
    mentions: dict[str, LegalReference] = {}
    cited: dict[str, dict[int, dict[str, None]]] = {}
    for place, plan in enumerate(plans):
        for task_id, references in (*((None, (one,)) for one in plan.legal_references), *((t.id, t.legal_references) for t in plan.tasks)):
            for reference in references:
                if key := reference_key(reference):
                    mentions.setdefault(key, reference)
                    tasks = cited.setdefault(key, {}).setdefault(place, {})
                    if task_id is not None:
                        tasks[task_id] = None
    for key in sorted(cited, key=lambda key: (-len(cited[key]), -sum(map(len, cited[key].values())), key)):
        reference = mentions[key]
        name = reference.symbol or reference.title or reference.text
        name = f"{reference.type} {name}" if reference.type and not name.lower().startswith(reference.type.lower()) else name
        yield Citation(
            name=" ".join(name.split()),
            symbol=reference.symbol,
            plans=tuple(cited[key]),
            tasks=tuple(tuple(tasks) for tasks in cited[key].values()),
        )
