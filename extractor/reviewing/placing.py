"""What a person corrected, carried over to a plan that may have another text: one read by a later version, or from another file format.

In the same text everything stays where it is. In another, a stretch is looked for with the same letters, the nearest to where it should
stand by the task it belongs to, at most `_FARTHEST` away. A value whose words are not found there is kept as one that was typed: text ""
at the end of its task, with what it says in its other fields. Places on pages hold for the same file only. Ids of agencies and mentions
are those of the plan that it is carried to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from msgspec.structs import replace

from extractor.records import AgencyMention, ExtractedTask, Location, Mention, Output, Plan, Span

__all__ = ["Placing"]

_FARTHEST = 5_000
_M = TypeVar("_M", bound=Mention)


@dataclass(frozen=True)
class Placing:
    """From a plan (`of`) to another (`to`)."""

    to: Plan
    of: Plan
    _ids: dict[tuple[str, str, Span], str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups: tuple[Iterable[Any], ...] = (self.to.deadlines, self.to.targets, self.to.legal_references)
        ids = {(type(mention).__name__, mention.text, mention.span): mention.id for group in groups for mention in group}
        object.__setattr__(self, "_ids", ids)

    @property
    def same_text(self) -> bool:
        return self.to.text == self.of.text

    def span(self, text: str, span: Span, shift: int) -> Span | None:
        """Where the stretch stands; None where it does not. `shift`: how far its task has moved."""
        if self.same_text:
            return span
        expected = max(0, span.start + shift)
        best: int | None = None
        at = self.to.text.find(text, max(0, expected - _FARTHEST), expected + _FARTHEST + len(text))
        while at >= 0 and (best is None or abs(at - expected) < abs(best - expected)):
            best = at
            at = self.to.text.find(text, at + 1, expected + _FARTHEST + len(text))
        return Span(best, best + len(text)) if best is not None else None

    def places(self, locations: tuple[Location, ...]) -> tuple[Location, ...]:
        return locations if self.to.source.sha256 == self.of.source.sha256 else ()

    def values(self, task: ExtractedTask, name: str, shift: int, end: int) -> Any:
        """The value of a task's field there; `end` is where the task then ends."""
        value = getattr(task, name)
        if isinstance(value, tuple):
            return tuple(self._mention(mention, shift, end) for mention in value)
        return self._mention(value, shift, end) if isinstance(value, Mention) else value

    def _mention(self, mention: _M, shift: int, end: int) -> _M:
        span = self.span(mention.text, mention.span, shift) if mention.text else None
        changes: dict[str, Any] = {"span": span or Span(end, end), "location": self.places(mention.location) if span else ()}
        if span is None:
            changes["text"] = ""
            if isinstance(mention, Output) and mention.corrected_text is None:
                changes["corrected_text"] = mention.text
        if isinstance(mention, AgencyMention):
            changes["agency_id"] = self._agency_id(mention)
        elif "id" in mention.__struct_fields__:
            # One that a person changed is not the document's any more: it has no id.
            has_id = mention.id is not None  # type: ignore[attr-defined]
            changes["id"] = self._ids.get((type(mention).__name__, changes.get("text", mention.text), changes["span"])) if has_id else None
        return replace(mention, **changes)

    def _agency_id(self, mention: AgencyMention) -> str | None:
        """The plan's own id of the agency: of that with the name of the one that was meant."""
        if mention.agency_id is None and self.same_text:
            return None
        name = next((agency.name for agency in self.of.agencies if agency.id == mention.agency_id), mention.name)
        named = [agency.id for agency in self.to.agencies if agency.name == name]
        return mention.agency_id if mention.agency_id in named else named[0] if named else None
