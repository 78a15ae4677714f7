"""How sure a task and each of its fields are: the share of such cases that were right, from the codes of `signs`.

A task's `confidence` is how often such tasks were tasks at all, in their right extent: of those given .9 nine in ten were. It does not
speak of the task's fields. Those have each a value of their own, given that the task is one: that the field says all that the document says
of it and nothing else (an empty field: that there is nothing to be said).

A logistic model (`models/confidence.toml`, with its recipe and its reliability): one number for how something was found, and one of at most
0 for each doubt, so that a doubt never makes anything surer. The numbers are fitted by `evaluating.calibration` to what was right and wrong
the first time that plans were seen; a second reader's opinion, where there is one, counts beside them.
"""

from __future__ import annotations

import math
from functools import cache

from extractor.records import CheckedField, FieldConfidence
from extractor.tasks.signs import Signed
from extractor.vocabulary import load_vocabulary

__all__ = ["doubtful_below", "field_confidence", "share_right"]

_LEAST, _MOST = 0.01, 0.99


@cache
def share_right(signed: Signed, codes: tuple[str, ...]) -> float:
    """How often a task ("text") or a field with these codes is right, from .01 to .99, two decimals."""
    rules = load_vocabulary("confidence")
    own = rules[signed]
    more = {**rules["anywhere"], **own["doubts"], **own.get("reader", {})}
    odds = own["found"][codes[0]] + sum(more[code] for code in codes[1:])
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)


@cache
def field_confidence(field: CheckedField, codes: tuple[str, ...]) -> FieldConfidence:
    """The record of a field with these codes."""
    return FieldConfidence(field=field, value=share_right(field, codes), reasons=codes)


def doubtful_below() -> float:
    """The confidence below which a person should look at a task."""
    return float(load_vocabulary("confidence")["doubtful_below"])
