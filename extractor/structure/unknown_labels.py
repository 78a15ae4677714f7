"""Labels of field blocks that no name of `models/labels.toml` gives: a few words before a colon, in a line among labelled ones.

Words of the label tell its field where its value fits it ("Các bên cùng làm: Sở Tài chính", "Khung thời gian: Quý III"), after the table
`unknown`; else the field is "other" ("Mẫu phiếu: theo Phụ lục", "Cơ quan mở lớp: Sở Nội vụ"), unless the words order something or name
somebody who may be told to act and no unit follows. `may_be_value` says whether a line below an empty label is a value of it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.structure.actions import acts, kind_of_text
from extractor.structure.counted_words import counted_word
from extractor.structure.labels import Field, Labelled, trimmed
from extractor.structure.numbering import parse_marker
from extractor.structure.roles import names_subject
from extractor.vocabulary import load_vocabulary

__all__ = ["may_be_value", "unknown_label"]

_LABEL = lazy_pattern(r"(?P<label>\w[^:.;\n]{1,44}?)\s?:\s+(?=\S)")
_LISTED: dict[Field, int] = {"lead": 30, "coordinating": 30, "time": 12, "output": 20, "person": 20}
"""The fields whose values may stand below their label, and how many words each has at most."""
_LONG_LABEL, _LONG_DEED = 7, 2  # words: "Tham gia: Sở Tài chính" is a label, "Tham gia ý kiến dự thảo: Sở Tư pháp" is work


def unknown_label(text: str, span: Span, *, beside_known: bool) -> Labelled | None:
    """The label of a line and its value, or None. `beside_known`: a line next to it has a label of the vocabulary.

    Beside lines that only this rule labels, a line whose value is an order is none.
    """
    line = text[span.start : span.end]
    if ":" not in line:
        return None
    marker = parse_marker(line)
    match = _LABEL.match(line, marker.length if marker else len(line) - len(line.lstrip()))
    if not match or (length := len(match["label"].split())) > _LONG_LABEL or counted_word(line[match.start() :]):
        return None
    words, value = fold(match["label"]), line[match.end() :]
    orders = kind_of_text(value) == "action"
    field = _sorted(words, fold(value))
    if orders and field != "output":  # "Báo cáo tổng hợp" is a product there
        field = None
    named = names_subject(words)
    if not named and kind_of_text(words) == "action" and (field is None or length > _LONG_DEED):
        return None
    if field is None and ((orders and not beside_known) or (named and not _unit().match(fold(value)))):
        return None
    label = Span(span.start + match.start(), span.start + match.end("label"))
    return Labelled(field or "other", label, trimmed(line, match.end(), len(line), span.start))


def may_be_value(text: str, field: Field) -> bool:
    """Whether a line, without its marker, may be a value of the label alone on a line above it ("Đơn vị thực hiện:" over "Sở Nội vụ.")."""
    if field not in _LISTED or len(text.split()) > _LISTED[field] or text.endswith(":"):
        return False
    if field == "output":
        return True
    fitting = next(value for sort, _, value in _sorts() if sort == field)
    return fitting.match(fold(text)) is not None and not acts(text)


@cache
def _unit() -> re.Pattern[str]:
    return lazy_pattern(load_vocabulary("labels")["unknown"]["unit"])


@cache
def _sorts() -> tuple[tuple[Field, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            cast(Field, rule["field"]),
            lazy_pattern(rf"(?<!\w)(?:{'|'.join(rule['words'])})(?!\w)"),
            lazy_pattern(rule["value"]) if "value" in rule else _unit(),
        )
        for rule in load_vocabulary("labels")["unknown"]["sorts"]
    )


def _sorted(words: str, value: str) -> Field | None:
    return next((field for field, label, fitting in _sorts() if label.search(words) and fitting.match(value)), None)
