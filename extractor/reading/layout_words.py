"""What the words of a line say of its place in the layout (`models/layout_words.toml`): a letterhead, a closing, a table's head, a label.

Every reader asks here that has to tell from the words what the layout does not show: of plain text, PDF and Word documents.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.vocabulary import load_vocabulary

__all__ = ["matches"]

_LOOKED_AT = 400


@cache
def _rule(name: str) -> tuple[re.Pattern[str], bool]:
    """A rule's pattern, and whether it tells capitals from small letters."""
    rule = load_vocabulary("layout_words")[name]
    return lazy_pattern(rule["pattern"]), rule.get("cased", False)


def matches(name: str, text: str) -> bool:
    """Whether a rule of `models/layout_words.toml` finds something in the text."""
    pattern, cased = _rule(name)
    text = " ".join(text[:_LOOKED_AT].split())
    return pattern.search(text if cased else fold(text)) is not None
