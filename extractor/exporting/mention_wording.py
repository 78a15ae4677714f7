"""A task's mentions in words for people: bodies, persons, products, figures, documents.

The words printed in the document stand for a value only where the program read that value from those very words: of the task as it was
extracted, or of the plan's own lists (`Readings`). What a person put in the place of a printed value is told by its values. The review page
says the same (reviewing/assets/records.js); both are held to the same cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from extractor.messages import Language
from extractor.records import AgencyMention, ExtractedTask, LegalReference, Mention, Output, Person, Plan, Target

__all__ = ["Readings", "agency_in_words", "number_in_words", "output_in_words", "person_in_words", "reference_in_words", "target_in_words"]


class Readings:
    """What the program read from a plan's own words."""

    def __init__(self, plan: Plan) -> None:
        # Of a plan that nobody corrected there is nothing to compare.
        self._read = frozenset(map(_meant, _extracted_mentions(plan))) if any(task.corrected for task in plan.tasks) else None

    def tell(self, mention: Mention) -> bool:
        """Whether the mention's printed words tell what it says."""
        return bool(mention.text) and (self._read is None or _meant(mention) in self._read)


def _extracted_mentions(plan: Plan) -> Iterator[Mention]:
    yield from (*plan.targets, *plan.deadlines, *plan.legal_references)
    for task in plan.tasks:
        extracted: tuple[ExtractedTask, ...] = task.originals if task.corrected else (task,)
        for one in extracted:
            yield from (*one.persons, *one.targets, *one.legal_references)
            if one.deadline:
                yield one.deadline


def _meant(mention: Mention) -> Mention:
    """The mention without its id and its places on pages, which say nothing of its value."""
    changes: dict[str, object] = {"location": ()}
    if "id" in mention.__struct_fields__:
        changes["id"] = None
    return replace(mention, **changes)


def agency_in_words(mention: AgencyMention) -> str:
    return mention.name or mention.text


def output_in_words(output: Output) -> str:
    return output.text if output.corrected_text is None else output.corrected_text


def person_in_words(person: Person, readings: Readings) -> str:
    if readings.tell(person):
        return person.text
    return ", ".join(filter(None, (person.name, person.position))) or person.text


def reference_in_words(reference: LegalReference, readings: Readings) -> str:
    if readings.tell(reference):
        return reference.text
    return " ".join(filter(None, (reference.type, reference.symbol, reference.title))) or reference.text


def target_in_words(target: Target, readings: Readings, language: Language) -> str:
    """The figure with what it is of: "Hồ sơ đúng hạn: >= 95,5%"; a range as "5–10 km"."""
    figure = target.text if readings.tell(target) else _figure(target, language)
    return figure if not target.indicator or target.indicator in figure else f"{target.indicator}: {figure}"


def _figure(target: Target, language: Language) -> str:
    sign = "" if target.comparator in ("=", "range") else f"{target.comparator} "
    value = number_in_words(target.value, language)
    if target.value_max is not None:
        value = f"{value}–{number_in_words(target.value_max, language)}"
    return f"{sign}{value}{'' if target.unit in (None, '%') else ' '}{target.unit or ''}"


def number_in_words(value: float, language: Language) -> str:
    """At most ten digits; a comma before decimals in Vietnamese, a point in English."""
    told = format(Decimal(f"{value:.10g}"), "f")
    return told.replace(".", ",") if language == "vi" else told
