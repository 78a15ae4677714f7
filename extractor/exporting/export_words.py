"""The words of exported files, from `models/exports.toml`: Vietnamese, or English."""

from __future__ import annotations

from extractor.messages import Language
from extractor.vocabulary import load_vocabulary

__all__ = ["word"]


def word(group: str, name: str, language: Language, **details: object) -> str:
    """A word or sentence of a group ("column", "kind", "status" …). Raises KeyError for one that is not there."""
    template: str = load_vocabulary("exports")[group][name][language]
    return template.format_map(details) if details else template
