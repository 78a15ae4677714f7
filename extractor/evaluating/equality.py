"""When a reference, target, deadline or agency of a plan agrees with the annotated one. Each score is 0 to 1.

Both sides are JSON data: the annotated side in the short form of the gold files, the extracted side in the contract's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractor.evaluating.matching import name_tokens, plain_dashes, similarity, tokens
from extractor.lazy_patterns import lazy_pattern

__all__ = ["SAME_NAME", "cited", "deadline_score", "name_score", "reference_score", "target_score", "wordings"]

Data = Mapping[str, Any]
_BLANK = lazy_pattern(r"\s+")
SAME_NAME = 0.8
"""From which likeness on two names, or two wordings of a product, are the same."""
_SPANNING = frozenset({"by", "during", "ongoing"})  # kinds that agree when their days do


def wordings(items: Iterable[Any] | None) -> list[str]:
    """The texts of mentions, or the names where they are given as strings."""
    return [item if isinstance(item, str) else (item.get("text") or item.get("name") or "") for item in items or []]


def name_score(gold: str | None, found: str | None) -> float:
    """How alike two names of agencies are."""
    return similarity(name_tokens(gold), name_tokens(found))


def _described(reference: Data) -> list[str]:
    return tokens(f"{reference.get('type') or ''} {reference.get('title') or ''}")


def _symbol_key(reference: Data) -> str:
    if reference.get("self") or reference.get("symbol") == "self":
        return "self"
    symbol = reference.get("symbol")
    return _BLANK.sub("", plain_dashes(symbol)).upper() if symbol else " ".join(_described(reference))


def cited(references: Iterable[Data] | None, own_number: str | None) -> list[Data]:
    """The references that are scored: others' documents, not the plan itself."""
    own = _symbol_key({"symbol": own_number}) if own_number else None
    return [reference for reference in references or [] if _symbol_key(reference) not in ("self", own)]


def reference_score(gold: Data, found: Data) -> float:
    """The symbol decides. A law annotated without a number may carry the number that the document gives elsewhere."""
    if gold.get("symbol"):
        return float(_symbol_key(gold) == _symbol_key(found))
    key = _symbol_key(gold).split()
    return max(similarity(key, _described(found)), similarity(key, tokens(found.get("text"))))


def _number(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _bound(target: Data) -> tuple[Any, ...]:
    return target.get("comparator"), _number(target.get("value")), _number(target.get("value_max"))


def _unit(target: Data) -> str:
    return " ".join(tokens((target.get("unit") or "").replace("%", " phần trăm ")))


def target_score(gold: Data, found: Data) -> float:
    """Bound and value must agree; the unit may be worded longer or shorter."""
    first, second = _unit(gold), _unit(found)
    return float(_bound(gold) == _bound(found) and (first in second or second in first))


def deadline_score(gold: Data, found: Data) -> float:
    """Days decide: "by", "during" and "ongoing" agree when their ends do, and their starts where both give one.

    An annotated recurrence of null accepts any; an annotated "ongoing" without dates accepts any "ongoing".
    """
    kind, other = gold.get("kind"), found.get("kind")
    if kind != other and not (kind in _SPANNING and other in _SPANNING):
        return 0.0
    if kind == "recurring":
        return float(_accepts(gold, found, ("recurrence", "end")))
    if kind == "relative":
        return float(gold.get("duration") == found.get("duration"))
    start, end = gold.get("start"), gold.get("end")
    if kind == "ongoing" and start is None and end is None:
        return float(other == "ongoing")
    return float(end == found.get("end") and (start == found.get("start") or start is None or found.get("start") is None))


def _accepts(gold: Data, found: Data, fields: Sequence[str]) -> bool:
    return all(gold.get(field) is None or gold.get(field) == found.get(field) for field in fields)
