"""Targets (chỉ tiêu) in running text: figures that are to be reached, with what they measure.

The rules are `models/targets.toml`. A quantity is a number, or a range of numbers, with a unit: a sign, a measure, a thing of the list,
or any other noun that can be counted. In this order,

1. a rank ("thuộc nhóm 20 xã dẫn đầu") is a target, at most so many;
2. a figure whose surroundings make it something else is none: a result so far, a share, a rate of support, a number in a name, a condition
   ("khi mưa trên 100 mm"), what the plan itself is made of ("5 lĩnh vực") unless a bound counts it;
3. a percentage is a target, and so many for each so many ("15/100.000 dân");
4. a span of time is one where a waiting or handling time is bounded ("thời gian chờ không quá 15 phút"), or a time to be spent
   ("dành ít nhất 60 ngày"), or a product's bound ("≤ 60 phút");
5. a sum of money is one behind a word of reaching or raising;
6. a count is one behind a word of reaching ("đạt", "ít nhất") or of making ("tổ chức", "mua sắm"), at the end of the object of such a word
   ("hướng dẫn ủ phân tại 300 hộ", "bồi dưỡng nghiệp vụ cho 650 giáo viên"), or in an enumeration that such a count begins, a part of it too
   ("trong đó có 5 hợp tác xã"); so many a month or a body ("mỗi tháng 02 kỳ", "mỗi huyện 02 xã điểm"); so many of all that there are
   ("04/9 hệ thống") in a clause that wants them.

The comparator comes from the words directly around it, or from the member before it in an enumeration of the same build ("trên 95 % khu vực
đô thị và 80 % khu vực nông thôn"); two numbers are a range. `due` is the year or day that its sentence gives ("đến năm 2030").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.context import Context
from extractor.mentions.marks_before import MarksBefore
from extractor.mentions.numbers import LARGEST, number_value
from extractor.mentions.patterns import PatternTable, compile_pattern
from extractor.mentions.target_indicators import CLAUSE_START, indicator
from extractor.mentions.target_quantities import Quantity, find_quantities
from extractor.records import Comparator, Direction, Span, Target
from extractor.vocabulary import load_vocabulary

_LOOK_BACK = 56
_CLAUSE_LONGEST, _SENTENCE_LONGEST = 300, 600
_CLAUSE_LOOK_BACK = 130
_BOUND_LOOK_BACK = 36
_LOOK_AHEAD, _SENTENCE_BEHIND = 90, 200
_DIRECTION = lazy_pattern(
    r"\b(giảm|hạ|rút\s+ngắn|tăng|nâng|mở\s+rộng)\b(?!\s+(?:cường|cấp))", needs=("giảm", "hạ", "rút", "tăng", "nâng", "mở")
)
_SENTENCE_END = lazy_pattern(r"[.\n](?=\s|$)")
_DUE = lazy_pattern(r"(?:đến|vào|hết|trước)\s+(?:hết\s+|cuối\s+)?năm\s+((?:19|20)\d\d)(?!\d)", needs=("năm",))
# A day, or a year alone, by which the figure of the same clause is reached ("đến 31/12/2026 đạt 90%, đến 2027 đạt 100%").
_DUE_DAY = lazy_pattern(
    r"(?<!\w)đến\s+(?:hết\s+)?(?:(?P<y>20\d\d)(?![\d/.])|(?:ngày\s+)?(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<of>20\d\d)(?!\d))[^;:\d]{0,80}$",
    needs=("đến",),
)
_YEAR_BEHIND = lazy_pattern(r"\s+(?:(?:vào|trong)\s+)?năm\s+((?:19|20)\d\d)(?!\d|\s?[-/])", needs=("năm",))
_OF_YEAR = lazy_pattern(r"năm(?<!so với năm)(?<!từ năm)\s+((?:19|20)\d\d)(?!\d|\s?[-/])", needs=("năm",))
_BREAKDOWN = lazy_pattern(r"\((?:bao\s+)?(?:gồm|trong\s+đó)[^()]*$")
_ENUMERATED = lazy_pattern(r"(?:\s+[^\W\d_]+){0,8}\s*(?:,|;|\bvà|,\s*và)\s*")
_PARALLEL = lazy_pattern(r"\s*(?P<head>[^\W\d_]+)[^.;:\n\d]{0,80}?(?:,|;|\bvà)\s*")
_LINE_BEGUN = lazy_pattern(r"(?:^|[\n;]|,\s)[\s+-]*(?:(?:ít|nhất|tối|thiểu|khoảng|từ|trên|tổ|chức)\s+){0,4}(?:[≤≥]\s*)?$")
_FROM = lazy_pattern(r"\btừ(?:\s+mức)?\s*$", needs=("từ",))
_INDEX = lazy_pattern(r"(?<!\w)[A-ZĐ]{3,}[A-ZĐ\d-]*\s*(?:≥|≤|<=?|>=?)\s*$", needs=("<", ">", "≤", "≥"))
_FOR_EACH = lazy_pattern(r"/\s?\d")  # "110 bé trai/100 bé gái"
_ENDS = lazy_pattern(r"\s*(?:[.;,)\n]|$)")
_FIRST_WORD = lazy_pattern(r"\s*([^\W\d_]+)")


class _Rules(Struct, frozen=True):
    time: re.Pattern[str]
    measure: re.Pattern[str]
    document: re.Pattern[str]
    before: tuple[tuple[re.Pattern[str], Comparator], ...]
    after: tuple[tuple[re.Pattern[str], Comparator], ...]
    triggers: PatternTable
    excluded: PatternTable


@cache
def _rules() -> _Rules:
    data = load_vocabulary("targets")
    macros, units = data["macros"], data["units"]

    def begun(names: list[str]) -> re.Pattern[str]:
        behind = r"(?!\w|\s+công(?!\w))"  # "ngày công" is work that is counted
        return lazy_pattern(rf"(?:{'|'.join(map(re.escape, names))})".replace(r"\ ", r"\s+") + behind)

    def comparators(side: str) -> tuple[tuple[re.Pattern[str], Comparator], ...]:
        rules = [rule for rule in data["comparator"] if side in rule]
        return tuple((compile_pattern(rule[side], macros, rule.get("needs", ())), rule["sign"]) for rule in rules)

    return _Rules(
        begun(units["times"]),
        begun(units["measures"]),
        compile_pattern("«document»", macros),
        comparators("before"),
        comparators("after"),
        PatternTable(data["triggers"], macros),
        PatternTable(data["excluded"], macros),
    )


class _Figure(Struct, frozen=True, dict=True):
    """A quantity and what stands around it, folded: directly before, in its clause and sentence before, and behind."""

    quantity: Quantity
    printed_unit: str
    clause_start: int
    sentence_start: int
    before: str
    clause: str
    sentence: str
    after: str
    index: bool  # whether it stands behind an index in capitals and a sign ("SAIDI ≤")

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def percentage(self) -> bool:
        return self.unit.startswith(("%", "‰", "phần", "/"))

    @cached_property
    def bound(self) -> tuple[Comparator, int]:
        """The comparator, and where the words that bound the number begin."""
        comparator: Comparator = "="
        start = self.quantity.start
        for pattern, sign in _rules().before:
            if found := pattern.search(self.before):
                comparator, start = sign, self.quantity.start - len(self.before) + found.start()
                break
        if self.quantity.high:
            return "range", start
        return next((sign for pattern, sign in _rules().after if pattern.match(self.after)), comparator), start


def find_targets(text: str, span: Span, context: Context) -> tuple[Target, ...]:
    """The targets that running text within the span states, in order. Each one's text is its number and unit with the bounding words."""
    printed = text[span.start : span.end]
    return tuple(_targets(printed, fold(printed), span.start, context, product=False))


def find_product_targets(text: str, span: Span, context: Context) -> tuple[Target, ...]:
    """The targets of a cell or label of products: what `find_targets` finds, and a count that begins a line or part ("03 Thông tư")."""
    printed = text[span.start : span.end]
    return tuple(_targets(printed, fold(printed), span.start, context, product=True))


def _targets(printed: str, folded: str, offset: int, context: Context, *, product: bool) -> Iterator[Target]:
    last: tuple[int, Comparator] | None = None  # where the last target ended, and its comparator
    counted = -1  # where the last count to be made ended
    clauses, sentences = MarksBefore(folded, CLAUSE_START, _CLAUSE_LONGEST), MarksBefore(folded, _SENTENCE_END, _SENTENCE_LONGEST)
    for quantity in find_quantities(folded):
        figure = _figure(printed, folded, quantity, clauses.end(quantity.start), sentences.end(quantity.start))
        gap = folded[last[0] : quantity.start] if last and quantity.start - last[0] < _LOOK_AHEAD else None
        ranked = _is_rank(figure)
        enumerated = counted >= 0 and gap is not None and counted == (last or (0,))[0] and _ENUMERATED.fullmatch(gap) is not None
        enumerated = enumerated or (counted >= 0 and gap is not None and _rules().triggers["of_these"].fullmatch(gap) is not None)
        begun = product and _begins_line(folded, quantity.start)
        if _is_told(figure, context) or not (ranked or _is_target(figure, enumerated=enumerated or begun, alone=gap is None or ";" in gap)):
            continue
        comparator, start = figure.bound
        if ranked:
            comparator = "<="
        elif comparator == "=" and last and gap is not None:
            counts = enumerated and not figure.percentage and ";" not in gap and last[1] != "range" and "trong đó" not in gap
            comparator = last[1] if counts else _shared(last[1], gap, figure)
        clause = figure.clause_start
        low, high = number_value(quantity.low), number_value(quantity.high) if quantity.high else None
        if max(low, high or 0.0) > LARGEST or (high is not None and high < low):  # "2050 -5%": a year before a minus
            continue
        yield Target(
            text=printed[start : quantity.end],
            span=Span(offset + start, offset + quantity.end),
            indicator=indicator(printed, folded, clause, quantity),
            comparator=comparator,
            value=low,
            value_max=high,
            unit=None if ranked and figure.unit.startswith(("cả ", "toàn ")) else figure.printed_unit or None,  # "tốp 10 cả nước"
            direction=_direction(folded[clause : quantity.start]),
            due=_due(folded, figure, context),
        )
        last = (quantity.end, comparator)
        counted = quantity.end if not figure.percentage else -1


def _begins_line(folded: str, at: int) -> bool:
    """Whether a number is the first of its line or of its part behind a mark, but for bounding words."""
    near = folded[max(0, at - _BOUND_LOOK_BACK) : at]
    return _LINE_BEGUN.search(near if at <= _BOUND_LOOK_BACK else f"…{near}") is not None


def _figure(printed: str, folded: str, quantity: Quantity, clause: int, sentence: int) -> _Figure:
    start, end = quantity.start, quantity.end
    return _Figure(
        quantity,
        printed[quantity.unit_start : end],
        clause,
        sentence,
        folded[max(0, start - _LOOK_BACK) : start],
        folded[max(clause, start - _CLAUSE_LOOK_BACK) : start],
        folded[sentence:start],
        folded[end : end + _LOOK_AHEAD],
        _INDEX.search(printed, max(0, start - _BOUND_LOOK_BACK), start) is not None,
    )


def _is_told(figure: _Figure, context: Context) -> bool:
    """Whether a percentage, a sum, or so many of all tells what was reached: by now, or in a year before the plan's own."""
    excluded = _rules().excluded
    if not (figure.percentage or figure.quantity.money or figure.quantity.of_all):
        return False
    if excluded["told"].search(figure.sentence):
        return True
    if _is_over(figure.sentence, context.date_issued or ""):
        return True
    first = (context.period[0] or context.date_issued or "")[:4]
    year = excluded["earlier_year"].search(figure.sentence) if first else None
    return year is not None and year["y"] < first


def _is_over(sentence: str, issued: str) -> bool:
    """Whether the time by which a sentence counts, the last it names, lies before the document's own day."""
    named = list(_rules().excluded["until"].finditer(sentence)) if issued and "đến" in sentence else []
    until = named[-1] if named else None
    if until is None or re.search(r"(?<!\w)(?:phấn\s+đấu|mục\s+tiêu|đến\s+(?:hết\s+|cuối\s+)?năm)(?!\w)", sentence[until.end() :]):
        return False
    day = f"{until['y']}-{int(until['m']):02}" + (f"-{int(until['d']):02}" if until["d"] else "")
    return day < issued[: len(day)]


def _is_rank(figure: _Figure) -> bool:
    triggers = _rules().triggers
    return bool(triggers["rank"].search(figure.before)) and triggers["ranked_behind"].match(f"{figure.unit}{figure.after}") is not None


def _is_target(figure: _Figure, *, enumerated: bool, alone: bool) -> bool:
    """`enumerated`: the count stands in an enumeration of counts to be made; `alone`: no other target stands before it in its clause."""
    triggers, excluded, before = _rules().triggers, _rules().excluded, figure.before
    if figure.quantity.bare and not triggers["bare"].search(figure.clause):  # most numbers without a unit, before all longer patterns
        return False
    if excluded["before"].search(before) or excluded["after"].match(figure.after) or _BREAKDOWN.search(before):
        return False
    if len(figure.quantity.low) > 2 and excluded["numbered_of"].match(figure.unit) and excluded["numbered"].search(before):
        return False
    if excluded["scope"].search(figure.clause):
        return False
    if excluded["all_with"].search(figure.clause) and excluded["predicate"].match(figure.after):
        return False
    if figure.bound[0] != "=" and _is_condition(figure):
        return False
    if _FROM.search(before) and not figure.quantity.high and excluded["baseline_after"].match(figure.after):
        return False
    sums = figure.quantity.money
    if (figure.percentage or sums) and excluded["rate"].search(before):
        return False
    if figure.quantity.bare:
        return True
    if figure.percentage:
        aimed = not excluded["share"].search(before) or triggers["share"].search(figure.clause)
        return not before.endswith("(") and bool(aimed or (not alone and triggers["part_share"].search(before)))
    if excluded["past"].search(figure.sentence):
        return False
    if excluded["of_the_plan"].match(figure.unit) and not enumerated and not triggers["firm"].search(before):
        return False
    if figure.index:
        return True
    if _rules().time.match(figure.unit):
        what = "age_measured" if figure.unit.startswith("tuổi") else "time_measured"
        measured = triggers[what].search(figure.clause) and triggers["time_bounded"].search(before)
        signed = enumerated and triggers["bare"].search(before)  # a cell's own "≤ 60 phút"
        return bool(measured or signed or triggers["time_spent"].search(before)) and not excluded["time_after"].match(figure.after)
    if _FOR_EACH.search(figure.unit) and figure.bound[0] != "=":
        return True
    if figure.quantity.of_all and triggers["of_all"].search(figure.clause):
        return True
    reached = bool(triggers["reach"].search(before) or triggers["have"].search(before) or triggers["fewer"].search(figure.clause)) or bool(
        triggers["yield"].search(figure.clause)
    )
    if _FOR_EACH.search(figure.unit) and reached:
        return True
    if sums:
        return reached or bool(triggers["raise"].search(before))
    if figure.printed_unit[:1].isupper() and not figure.printed_unit.split()[0].isupper():
        # "02 Chương trình mục tiêu quốc gia" is a name; documents to be drafted are counted with a capital too ("03 Thông tư").
        if _rules().document.match(figure.unit):
            return enumerated or bool(triggers["draft"].search(before))
        founded = triggers["founded_what"].match(f"{figure.unit}{figure.after}") and triggers["founded"].search(before)
        known = founded or (not figure.quantity.other and not triggers["named"].match(figure.unit))
        return bool(known and (founded or enumerated or triggers["found"].search(before)))
    if reached and (not figure.quantity.other or triggers["firm"].search(before)):
        return True
    if enumerated or triggers["make"].search(before) or (_rules().measure.match(figure.unit) and triggers["make_much"].search(before)):
        return True
    if len(figure.quantity.low) > 1 and triggers["make_object"].search(figure.clause):
        return True
    if len(figure.quantity.low) > 1 and not figure.quantity.other and triggers["make_also"].search(figure.clause):
        return True
    if triggers["held"].match(figure.unit):
        if triggers["each_time"].search(before) or (_ENDS.match(figure.after) and triggers["events_behind"].search(figure.clause)):
            return True
    elif triggers["each_body"].search(before) and triggers["each_thing"].match(figure.unit):
        return True
    if figure.quantity.high and triggers["bracketed"].search(figure.clause):
        return True
    if figure.after.startswith(")") and triggers["held"].match(figure.unit) and triggers["events"].search(figure.clause):
        return True
    if triggers["hold"].search(before) and triggers["held"].match(figure.unit):
        return True
    if excluded["far_places"].match(figure.unit):
        return False
    if triggers["serve_of"].search(figure.clause):
        return True
    return bool(triggers["serve"].search(figure.clause) or (alone and triggers["serve_at"].search(figure.clause)))


def _is_condition(figure: _Figure) -> bool:
    """Whether a bounded figure tells when or of whom something else holds ("khi mưa trên 100 mm", "các xã có trên 50% … được xét")."""
    excluded = _rules().excluded
    if excluded["condition"].search(figure.clause):
        return True
    return excluded["some_with"].search(figure.clause) is not None and excluded["some_predicate"].match(figure.after) is not None


def _shared(comparator: Comparator, gap: str, figure: _Figure) -> Comparator:
    """The comparator of the member before in an enumeration of the same build; "=" for a full hundred, which no bound means."""
    if comparator == "range" or figure.quantity.low == "100":
        return "="
    joined, behind = _PARALLEL.fullmatch(gap), _FIRST_WORD.match(figure.after)
    return comparator if joined and behind and joined["head"] == behind[1] else "="


def _direction(clause: str) -> Direction:
    found = _DIRECTION.findall(clause)
    if not found:
        return "reach"
    return "decrease" if found[-1] in ("giảm", "hạ") or found[-1].startswith("rút") else "increase"


def _due(folded: str, figure: _Figure, context: Context) -> str | None:
    """The day by which in the figure's own clause, else the year right behind it, else the nearest year by which before in the sentence,
    else the first one behind in it, else a year of its clause that is not over ("phấn đấu năm 2026 đạt 85%").
    """
    quantity = figure.quantity
    if day := _DUE_DAY.search(folded, max(0, quantity.start - _LOOK_AHEAD - len("đến hết ngày 31/12/2026")), quantity.start):
        return day["y"] or _day(int(day["of"]), int(day["m"]), int(day["d"]))
    if own := _YEAR_BEHIND.match(folded, quantity.end):
        return own[1]
    years = _DUE.findall(folded, figure.sentence_start, quantity.start)
    if years:
        return str(years[-1])
    if behind := _DUE.search(folded, quantity.end, quantity.end + _SENTENCE_BEHIND):
        stop = _SENTENCE_END.search(folded, quantity.end, quantity.end + _SENTENCE_BEHIND)
        if stop is None or behind.end() <= stop.start():
            return behind[1]
    first = (context.period[0] or context.date_issued or "")[:4]
    years = _OF_YEAR.findall(folded, figure.clause_start, quantity.start) if first else []
    return years[-1] if years and years[-1] >= first else None


def _day(year: int, month: int, day: int) -> str:
    """A day as EDTF; its year where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return str(year)
