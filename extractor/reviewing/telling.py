"""What could not be merged, told to a person (models/reviewing.toml)."""

from __future__ import annotations

from extractor.messages import Language
from extractor.reviewing.applying import Unmerged
from extractor.vocabulary import load_vocabulary

__all__ = ["sentence"]


def sentence(unmerged: Unmerged, language: Language) -> str:
    words = load_vocabulary("reviewing")
    field = words["words"][f"field_{unmerged.field}"][language] if unmerged.field else ""
    template: str = words["unmerged"][unmerged.code][language]
    return template.format(task=unmerged.task, field=field)
