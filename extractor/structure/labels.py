"""Labelled lines of field blocks (dòng có nhãn): "Thời gian thực hiện: …; Cơ quan chủ trì: …", after `models/labels.toml`.

A line is labelled when it begins, behind a dash or letter, with a label and a colon. Further labels are seen behind ";", "." or a line
break, and where a line runs them together those of two syllables with a capital ("Đơn vị chủ trì: Sở A Đơn vị phối hợp: Sở B"); so are
those that an item has behind its work. "Thực hiện:" is one only before a name; who may be told to act ("Đơn vị liên quan:")
only where no order follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, cast

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.phrases import PhraseSet
from extractor.records import Span
from extractor.structure.actions import kind_of_text
from extractor.structure.numbering import parse_marker
from extractor.structure.roles import names_subject
from extractor.vocabulary import load_vocabulary

Field = Literal["content", "time", "lead", "coordinating", "output", "person", "target", "reason", "other"]


class Labelled(Struct, frozen=True):
    """One label and its value, as spans; the value is without surrounding blanks and may be empty."""

    field: Field
    label: Span
    value: Span


@cache
def _fields() -> dict[str, Field]:
    rules = load_vocabulary("labels")
    found: dict[str, Field] = {}
    for field, rule in rules.items():
        if isinstance(rule, dict) and "names" in rule:
            formed = [f"{head} {deed}" for deed in rule.get("deeds", ()) for head in rule.get("heads", rules["units"])]
            found |= dict.fromkeys([*rule["names"], *formed], cast(Field, field))
    return found


@cache
def _names() -> PhraseSet:
    return PhraseSet(_fields())


@cache
def _unit_in_charge() -> re.Pattern[str]:
    return lazy_pattern(load_vocabulary("labels")["unit_in_charge"])


class _Found(Struct, frozen=True):
    """A label's name and where the label begins and ends, its colon included."""

    name: str
    start: int
    end: int


@cache
def _behind_name() -> re.Pattern[str]:
    tails = "|".join(re.escape(tail) for tail in sorted(load_vocabulary("labels")["tails"], key=len, reverse=True))
    return lazy_pattern(rf"(?:,? (?:{tails})){{0,2}}(?: ?\([^()\n]{{0,40}}\))? ?:")


def _label_at(folded: str, at: int) -> _Found | None:
    name_end = _names().end_at(folded, at)
    behind = _behind_name().match(folded, name_end) if name_end is not None else None
    return _Found(folded[at:name_end], at, behind.end()) if behind else None


_MAYBE_BEHIND = lazy_pattern(r"[;.\n]\s+(?:[-+*]\s*|•\s*)?[^:;.\n]{1,60}:", needs=(":",))
_MAYBE_IN_BRACKET = lazy_pattern(r"[(\[]\s*\w[^:;.()\n]{1,60}:")
_BRACKET = lazy_pattern(r"[(\[]\s*(?=\w)")
_BRACKET_PART_END = lazy_pattern(r"[;)\]]")
_SENTENCE_END = lazy_pattern(r"(?<!\bTP)(?<!\bTX)\.\s+(?=\w)|\n")
_SAID_BEHIND = frozenset({"lead", "coordinating", "time", "output", "person"})
_TITLES = ("ông ", "bà ", "đồng chí ", "đ/c ", "thầy ", "cô ")
_COLON = lazy_pattern(r":")
_LONGEST_LABEL = 50
_RUN_TOGETHER = lazy_pattern(r"(?<=[\w),])\s+(?=[A-ZĐ])")  # before the capital of a label that no mark parts from the value before
_BETWEEN = lazy_pattern(r"(?:[;.]\s+|\n\s*)(?:[-+*]\s*|•\s*)?")


def parse_labels(text: str, span: Span) -> tuple[Labelled, ...]:
    """The labels of one paragraph with their values, left to right; empty where it does not begin with a label."""
    line = text[span.start : span.end]
    if ":" not in line:
        return ()
    folded = fold(line)
    marker = parse_marker(line)
    begin = marker.length if marker else len(line) - len(line.lstrip())
    first = _label_at(folded, begin)
    if not first or not _may_label(first, folded, line):
        return ()
    found = _with_run_together([first, *_further(line, folded, first.end)], line, folded)
    ends = [_before(folded, following.start) for following in found[1:]] + [len(line)]
    return tuple(_labelled(label, folded, line, end, span.start) for label, end in zip(found, ends, strict=True))


def labels_behind(text: str, span: Span) -> tuple[Labelled, ...]:
    """The labels behind the first sentence or clause of an item that begins with none; the value of each ends with its sentence.

    A product may also be told in brackets ("… (Sản phẩm: Kế hoạch)").

    "a) Thanh tra tài chính tại Sở A. Thời gian tiến hành: quý I. Trưởng đoàn: ông B."
    """
    line = text[span.start : span.end]
    if ":" not in line or not (_MAYBE_BEHIND.search(line) or _MAYBE_IN_BRACKET.search(line)):
        return ()
    folded = fold(line)
    found = [label for label in _further(line, folded, 0) if _fields()[label.name] in _SAID_BEHIND]
    if not found:
        products = _products_in_brackets(line, folded)
        return tuple(_labelled(label, folded, line, _part_end(line, label.end), span.start) for label in products)
    found = _with_run_together(found, line, folded)
    following = [label.start for label in found[1:]] + [len(line)]
    ends = (_before(folded, _sentence_end(line, label.end, end)) for label, end in zip(found, following, strict=False))
    return tuple(_labelled(label, folded, line, end, span.start) for label, end in zip(found, ends, strict=True))


def _further(line: str, folded: str, at: int) -> Iterator[_Found]:
    """The labels behind an offset: each begins a sentence, clause or line."""
    if line.find(":", at) < 0:
        return
    for gap in _BETWEEN.finditer(folded, at):
        label = _label_at(folded, gap.end())
        if label and _may_label(label, folded, line):
            yield label


def _products_in_brackets(line: str, folded: str) -> Iterator[_Found]:
    """The first label of a product that begins a bracket."""
    for bracket in _BRACKET.finditer(folded):
        label = _label_at(folded, bracket.end())
        if label and _fields()[label.name] == "output" and _may_label(label, folded, line):
            yield label
            return


def _part_end(line: str, at: int) -> int:
    """Where the part of a bracket ends that goes on at an offset."""
    end = _BRACKET_PART_END.search(line, at)
    return end.start() if end else len(line)


def _with_run_together(found: list[_Found], line: str, folded: str) -> list[_Found]:
    """The labels of a line and those that it runs together behind the first with no mark, or a comma, between."""
    if line.count(":", found[0].end) < len(found):
        return found
    known = {label.end for label in found}
    more: list[_Found] = []
    for colon in _COLON.finditer(line, found[0].end):
        if colon.end() in known:
            continue
        nearest = max(found[0].end, line.rfind(":", 0, colon.start()) + 1, colon.start() - _LONGEST_LABEL)
        for capital in _RUN_TOGETHER.finditer(line, nearest, colon.start()):
            label = _label_at(folded, capital.end())
            if label and label.end == colon.end() and " " in label.name and _fields()[label.name] in _SAID_BEHIND:
                more.append(label)
                break
    return sorted([*found, *more], key=lambda label: label.start) if more else found


def _sentence_end(line: str, at: int, most: int) -> int:
    """Where the sentence ends that goes on at an offset, or the offset `most` where it goes on beyond."""
    ends = (end.start() for end in _SENTENCE_END.finditer(line, at, most) if end.group() == "\n" or line[end.end()].isupper())
    return next(ends, most)


def _labelled(found: _Found, folded: str, line: str, end: int, offset: int) -> Labelled:
    label = Span(offset + found.start, offset + found.end)
    return Labelled(_field(found, folded), label, trimmed(line, found.end, end, offset))


def _may_label(found: _Found, folded: str, line: str) -> bool:
    """Whether what reads like a label is one: most are, some only before a name, some not before an order."""
    if found.name in load_vocabulary("labels")["before_names"]:
        value = _value(found, folded, line)
        person = _fields()[found.name] == "person"
        named = _names_person(value) if person else value[:1].isupper() or names_subject(fold(value[:40]))
        return named and kind_of_text(value) == "unknown"
    return not (_may_be_told(found.name) and kind_of_text(_value(found, folded, line)) == "action")


def _value(found: _Found, folded: str, line: str) -> str:
    """What stands behind a label, up to what reads like the next."""
    gaps = _BETWEEN.finditer(folded, found.end) if folded.find(":", found.end) >= 0 else ()
    end = next((gap.start() for gap in gaps if _label_at(folded, gap.end())), len(line))
    return line[found.end : end].lstrip()


def _names_person(value: str) -> bool:
    """Whether a value begins with a title or a name ("Đ/c Nam", "Nguyễn Văn Nam"), not with a word for somebody ("Đại diện …")."""
    words = value.split(maxsplit=2)[:2]
    return fold(value[:20]).startswith(_TITLES) or (len(words) == 2 and all(word[0].isupper() for word in words))


def _may_be_told(name: str) -> bool:
    return name.endswith(tuple(load_vocabulary("labels")["not_before_orders"]))


def _field(found: _Found, folded: str) -> Field:
    field = _fields()[found.name]
    return "lead" if field == "person" and _unit_in_charge().match(folded[found.end :].lstrip()) else field


def field_of_heading(heading: str) -> Field | None:
    """The field of a heading without marker that is a label and nothing else ("Cơ quan chủ trì", "Thời gian thực hiện:")."""
    folded = " ".join(fold(heading).split()).rstrip(" :.")
    rules = load_vocabulary("labels")
    if not folded or folded in rules["no_headings"]:
        return None
    label = _label_at(folded + ":", 0)
    if label is None or label.end <= len(folded) or label.name in rules["before_names"] or _may_be_told(label.name):
        return None
    return _fields()[label.name]


def _before(folded: str, start: int) -> int:
    return len(folded[:start].rstrip(" -+•*;,.\n"))


def trimmed(line: str, start: int, end: int, offset: int) -> Span:
    """The span, in a text where the line begins at an offset, of what stands between two places of the line, blanks apart.

    A bracket that closes behind it and opened before it is none of it ("(chủ trì: Sở Y tế; sản phẩm: Kế hoạch)").
    """
    value = line[start:end]
    if value.count(")") > value.count("(") and (closing := value.rstrip(" .;")).endswith(")"):
        value = closing[:-1]
        end = start + len(value)
    start += len(value) - len(value.lstrip())
    end = start + len(line[start:end].rstrip())
    return Span(offset + start, offset + max(start, end))
