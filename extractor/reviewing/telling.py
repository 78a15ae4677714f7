"""What could not be merged, and what is wrong with corrections, told to a person (models/reviewing.toml)."""

from __future__ import annotations

from extractor.messages import Language
from extractor.reviewing.applying import Unmerged
from extractor.reviewing.faults import Fault
from extractor.vocabulary import load_vocabulary

__all__ = ["fault_sentence", "sentence"]

_NAMES = {"extent": "extent", "section_id": "filter_section"}  # of fields that the page names otherwise


def sentence(unmerged: Unmerged, language: Language) -> str:
    words = load_vocabulary("reviewing")
    field = words["words"][f"field_{unmerged.field}"][language] if unmerged.field else ""
    template: str = words["unmerged"][unmerged.code][language]
    return template.format(task=unmerged.task, field=field)


def fault_sentence(fault: Fault, language: Language) -> str:
    words = load_vocabulary("reviewing")
    field = words["words"][_NAMES.get(fault.field, f"field_{fault.field}")][language]
    template: str = words["fault"][fault.code][language]
    return template.format(id=fault.id, task=fault.task, field=field, value=fault.value)
