"""Targets (chỉ tiêu) in running text: figures that are to be reached, with what they measure.

The rules are `models/targets.toml`. A quantity is a number, or a range of numbers, with a unit. It is a target

1. unless its surroundings make it something else: a result so far, a share, a rate of support, a number in a name;
2. if it is a percentage, or a count behind a word of reaching ("đạt", "ít nhất") or of making ("tổ chức", "xây dựng").

The comparator comes from the words directly around it; two numbers are a range. `due` is the year that its sentence gives ("đến năm 2030").
The indicator is the noun phrase as printed: what stands before the verb ("tỷ lệ … đạt 90%"), else what follows the unit ("95% chất
thải …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.folding import fold
from extractor.mentions.context import Context
from extractor.mentions.numbers import NUMBER, number_value
from extractor.mentions.patterns import compile_pattern
from extractor.records import Comparator, Direction, Span, Target
from extractor.vocabulary import load_vocabulary

_LOOK_BACK = 56
_BOUND_LOOK_BACK = 36
_LOOK_AHEAD = 90
_DIRECTION = re.compile(r"\b(giảm|hạ|tăng|nâng|mở\s+rộng)\b(?!\s+cường)")
_SENTENCE_END = re.compile(r"[.\n](?=\s|$)")
_CLAUSE_START = re.compile(r"[.;\n](?!\d)|\bvà\s+(?=\d)|%,")
_CLAUSE_END = re.compile(r"[.;,:(\n](?!\d)|\bvà\s+\d")
_DUE = re.compile(r"(?:đến|vào|hết|trước)\s+(?:hết\s+|cuối\s+)?năm\s+((?:19|20)\d\d)(?!\d)")
_BREAKDOWN = re.compile(r"\((?:bao\s+)?(?:gồm|trong\s+đó)[^()]*$")
_NOUN_HEAD = re.compile(
    r"\b(?:tỷ\s+lệ|tỉ\s+lệ|tỷ\s+trọng|tốc\s+độ|số\s+lượng|số|tổng|mức|diện\s+tích|sản\s+lượng|giá\s+trị|thu\s+nhập|chỉ\s+số|năng\s+suất|thu|độ)\b"
)
_VALUE_WORDS = re.compile(
    r"(?:\s*[,:(]?\s*\b(?:phấn\s+đấu|duy\s+trì|ổn\s+định|đạt|tăng|giảm|nâng|còn|ở|mức|hằng\s+năm|hàng\s+năm|bình\s+quân|là|xuống|lên|từ|trên|dưới|hơn|ít\s+nhất|"
    r"tối\s+thiểu|tối\s+đa|không\s+(?:quá|dưới|thấp\s+hơn|ít\s+hơn)|khoảng|thêm|gấp|đến|hoàn\s+thành)(?!\w))+\s*$"
)
_ENOUGH_SAID = re.compile(r"\s*\btrở (?:lên|xuống)$")
_STATED = re.compile(r"\b(?:đạt|là|ở|mức|còn|xuống|lên|bình\s+quân|duy\s+trì)\b")
_LEAD_IN = re.compile(
    r"[\s,\-+*•–:]*(?:(?:phấn\s+đấu|đến\s+(?:hết\s+)?năm\s+\d{4}|bảo\s+đảm|đảm\s+bảo|mục\s+tiêu|chỉ\s+tiêu|trong\s+đó|cắt\s+giảm|giảm|tăng|nâng|đạt|bố\s+trí|có)(?!\w)\s*[,:]?\s*)*"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    quantity: re.Pattern[str]
    before: tuple[tuple[re.Pattern[str], Comparator], ...]
    after: tuple[tuple[re.Pattern[str], Comparator], ...]
    triggers: tuple[re.Pattern[str], ...]
    excluded_before: re.Pattern[str]
    excluded_after: re.Pattern[str]
    baseline_after: re.Pattern[str]
    past: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = load_vocabulary("targets")
    macros, units, excluded = data["macros"], data["units"], data["excluded"]
    unit = rf"(?P<unit>(?:%|phần\s+trăm|(?:{units['money']}|{units['measures']}|{units['things']})(?![^\W\d_])){units['per']})"
    # A range may repeat the sign: "từ 80% đến 90%".
    quantity = rf"(?<![\w/.,-])(?P<low>{NUMBER})(?:\s?%?\s*(?:-|\bđến\b)\s*(?P<high>{NUMBER}))?\s*{unit}"

    def comparators(side: str) -> tuple[tuple[re.Pattern[str], Comparator], ...]:
        return tuple((compile_pattern(rule[side], macros), rule["sign"]) for rule in data["comparator"] if side in rule)

    return _Rules(
        re.compile(quantity),
        comparators("before"),
        comparators("after"),
        tuple(compile_pattern(data["triggers"][name], macros) for name in ("reach", "make", "have")),
        compile_pattern(excluded["before"], macros),
        compile_pattern(excluded["after"], macros),
        compile_pattern(excluded["baseline_after"], macros),
        compile_pattern(excluded["past"], macros),
    )


def find_targets(text: str, span: Span, context: Context) -> tuple[Target, ...]:
    """The targets that running text within the span states, in order. Each one's text is its number and unit with the bounding words."""
    printed = text[span.start : span.end]
    return tuple(_targets(printed, fold(printed), span.start))


def _targets(printed: str, folded: str, offset: int) -> Iterator[Target]:
    rules = _rules()
    for match in rules.quantity.finditer(folded):
        before = folded[max(0, match.start() - _LOOK_BACK) : match.start()]
        after = folded[match.end() : match.end() + _LOOK_AHEAD]
        sentence = folded[_sentence_start(folded, match.start()) : match.start()]
        if not _is_target(printed, match, before, after, sentence):
            continue
        comparator, start = _comparator(match, before, after)
        clause = _clause_before(folded, match.start())
        low, high = number_value(match["low"]), match["high"]
        yield Target(
            text=printed[start : match.end()],
            span=Span(offset + start, offset + match.end()),
            indicator=_indicator(printed, folded, clause, match),
            comparator=comparator,
            value=low,
            value_max=number_value(high) if high else None,
            unit=printed[match.start("unit") : match.end("unit")],
            direction=_direction(folded[clause : match.start()]),
            due=_due(folded, match),
        )


def _is_target(printed: str, match: re.Match[str], before: str, after: str, sentence: str) -> bool:
    rules = _rules()
    if rules.excluded_before.search(before) or rules.excluded_after.match(after) or _BREAKDOWN.search(before):
        return False
    if re.search(r"\btừ\s*$", before) and not match["high"] and rules.baseline_after.match(after):
        return False
    if match["unit"].startswith(("%", "phần")):
        return not before.endswith("(")
    unit = printed[match.start("unit") : match.end("unit")]
    if unit[0].isupper() and not unit.isupper():  # "02 Chương trình mục tiêu quốc gia": a name
        return False
    return any(trigger.search(before) for trigger in rules.triggers) and not rules.past.search(sentence)


def _comparator(match: re.Match[str], before: str, after: str) -> tuple[Comparator, int]:
    """The comparator, and where the words that bound the number begin."""
    rules = _rules()
    near = before[-_BOUND_LOOK_BACK:]
    comparator: Comparator = "="
    start = match.start()
    for pattern, sign in rules.before:
        if found := pattern.search(near):
            comparator, start = sign, match.start() - len(near) + found.start()
            break
    if match["high"]:
        return "range", start
    return next((sign for pattern, sign in rules.after if pattern.match(after)), comparator), start


def _sentence_start(folded: str, at: int) -> int:
    start = max(0, at - 600)
    for end in _SENTENCE_END.finditer(folded, start, at):
        start = end.end()
    return start


def _clause_before(folded: str, at: int) -> int:
    """Where the clause begins in which a number stands."""
    start = max(0, at - 300)
    for end in _CLAUSE_START.finditer(folded, start, at):
        start = end.end()
    return start


def _direction(clause: str) -> Direction:
    found = _DIRECTION.findall(clause)
    if not found:
        return "reach"
    return "decrease" if found[-1] in ("giảm", "hạ") else "increase"


def _due(folded: str, match: re.Match[str]) -> str | None:
    """The year by which: the nearest one before in the sentence, else the first one behind in it."""
    years = _DUE.findall(folded, _sentence_start(folded, match.start()), match.start())
    if years:
        return str(years[-1])
    stop = _SENTENCE_END.search(folded, match.end(), match.end() + 200)
    behind = _DUE.search(folded, match.end(), stop.start() if stop else match.end() + 200)
    return behind[1] if behind else None


def _indicator(printed: str, folded: str, clause: int, match: re.Match[str]) -> str | None:
    """What the figure measures: the phrase before its verb where that is stated so, else the phrase behind the unit."""
    words = _VALUE_WORDS.search(folded, clause, match.start())
    end = words.start() if words else match.start()
    lead = _LEAD_IN.match(folded, clause, end)
    start = lead.end() if lead else clause
    if noun := _NOUN_HEAD.search(folded, start, end):
        return _phrase(printed[noun.start() : end])
    if words and _STATED.search(words.group()) and _phrase(printed[start:end]):
        return _phrase(printed[start:end])
    stop = _CLAUSE_END.search(folded, match.end(), match.end() + 200)
    behind = printed[match.end() : stop.start() if stop else match.end() + 200]
    return None if behind.startswith(")") else _phrase(behind) or _phrase(printed[start:end])


def _phrase(printed: str) -> str | None:
    return _ENOUGH_SAID.sub("", " ".join(printed.split())).strip(" ,;:-–") or None
