"""Labels of a role inside a text, a value or a cell ("Đơn vị chủ trì:", "Phối hợp:", "CQPH:")."""

from __future__ import annotations

from typing import Literal

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_tokens import Words

__all__ = ["SHORT_LABELS", "label_end"]

SHORT_LABELS = frozenset({"ph", "cqph", "đvph"})  # "phối hợp" before a colon
_LABEL = lazy_pattern(
    r"(?:(?:cơ quan|đơn vị|bộ phận|cq|đv) )?(?:(chủ trì|thực hiện|đầu mối|chịu trách nhiệm|trách nhiệm|ct|cqct|đvct)|phối hợp|ph|cqph|đvph)"
    r"(?: tham mưu)?(?: thực hiện)? :"
)


def label_end(words: Words, at: int, role: Literal["chủ trì", "phối hợp"]) -> int | None:
    """The index behind a label inside a text ("Đơn vị chủ trì:", "Phối hợp:"), None where none of the role stands here."""
    near = words.folded[at : at + 9]
    found = _LABEL.match(" ".join(near)) if ":" in near else None
    if found is None or (found[1] is None) != (role == "phối hợp"):
        return None
    return at + found.group().count(" ") + 1
