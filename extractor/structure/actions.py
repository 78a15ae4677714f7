"""Whether a text orders work: it opens with a verb of doing, or tells somebody to act (câu giao nhiệm vụ).

Precedence: marker and run-in label off, then time phrases, "trong phạm vi chức năng, nhiệm vụ được giao" and adverbs off, then the
longest opener of `models/actions.toml` decides: a noun opener is "nominal", a verb "action", a subject with a verb behind it "action"
unless it tells only whom it consists of; anything else "unknown". Promises no guess: unknown stays unknown. Measured before: a verb
lexicon at the start of the line finds the head verb more often than part-of-speech tagging does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from extractor.folding import fold, fold_all
from extractor.lazy_patterns import lazy_pattern
from extractor.phrases import PhraseSet
from extractor.short_texts import remembering_short_texts
from extractor.structure.numbering import parse_marker
from extractor.vocabulary import load_vocabulary, opening, patterns_of

Kind = Literal["action", "nominal", "unknown"]

_RUN_IN = lazy_pattern(r"[^:.;\n]{2,90}:\s+(?=\S)")
_TIME = lazy_pattern(
    r"(?:định kỳ\s+)?(?:trước|đến|trong|từ|quý|tháng|năm|ngày|hết|sau|vào|chậm nhất|giai đoạn|kể từ|h[ằà]ng (?:năm|quý|tháng|tuần)"
    r"|(?<=định kỳ )(?:đầu|giữa|cuối) (?:mỗi )?(?:năm|quý|tháng|tuần|kỳ|học kỳ)|(?:đầu|giữa|cuối) mỗi (?:năm|quý|tháng|tuần|kỳ|học kỳ))\b"
    r"[^,.;:]{0,60},\s*"
)
_TIMES = (  # what `_TIME` begins with
    "định kỳ", "trước", "đến", "trong", "từ", "quý", "tháng", "năm", "ngày", "hết", "sau", "vào", "chậm nhất", "giai đoạn", "kể từ", "hằng",
    "hàng", "đầu ", "giữa ", "cuối ",
)
_SCOPE = lazy_pattern(
    r"(?:trong phạm vi|theo|căn cứ|trên cơ sở) chức năng(?:, | và | )nhiệm vụ(?:,? (?:và )?(?:quyền hạn|thẩm quyền))?"
    r"(?: (?:được giao|được phân công|được giao quản lý|của (?:mình|ngành|đơn vị|ngành mình|cơ quan, đơn vị)))?,\s*"
)
_CIRCUMSTANCE = lazy_pattern(r"(?:trong phạm vi|trên cơ sở|tùy|khi)(?=[ ,])[^.;:\n]{0,240}")
_CIRCUMSTANCES = ("trong phạm vi", "trên cơ sở", "tùy", "khi ")  # what it begins with
_AGENCY_VERB_REACH = 260


_DUTY = ("có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ")
_SENTENCE_END = lazy_pattern(r"[.;]\s+")
_BLANK = lazy_pattern(r"\s")
_COMMA = lazy_pattern(r",\s+")
_LEVEL = lazy_pattern(r"cấp (?:tỉnh|huyện|xã|sở|trung ương|thành phố|quận|phường|ủy|phòng)(?!\w)")
_HAPPENS = lazy_pattern(r"(?<!\w)(?:thực|thể|xuất|biểu|phát) hiện(?!\w)", needs=("hiện",))  # "thực hiện có trọng tâm" has no "hiện có"
_JOINED = lazy_pattern(r"(?:[,–-]|(?<!\w)(?:và|hoặc)) ?$|\([^)]*$")
_OF_PLACE = lazy_pattern(r"(?<!\w)(?:tỉnh|thành phố|huyện|xã|phường|thị trấn) $")
_BODIES = lazy_pattern(r"(?:các|,|và|những)\s+tổ chức$")


@cache
def _phrases() -> dict[str, PhraseSet]:
    rules = load_vocabulary("actions")
    folded = {name: fold_all(rules[name]) for name in ("adverbs", "verbs", "subjects", "nominals", "states", "passives", "attributive")}
    openers = PhraseSet([*folded["verbs"], *fold_all(rules["opening_verbs"])])
    return {name: PhraseSet(phrases) for name, phrases in folded.items()} | {"openers": openers}


@remembering_short_texts  # headings, items and tasks are told by it again and again
def kind_of_text(text: str) -> Kind:
    """Whether a paragraph, item or cell orders an action, names a thing, or cannot be told."""
    marker = parse_marker(text)
    folded = fold(text[marker.length if marker else 0 :][:1200]).lstrip()
    if opening("actions", "needed", folded):
        return "action"
    label = _RUN_IN.match(folded)
    if label and (kind := _opener(folded[label.end() :])) == "action" and _opener(folded) != "action":
        return kind
    return _opener(folded)


def introduces_inspected(text: str) -> bool:
    """Whether a text orders an inspection and introduces what is to be looked at ("Giám sát việc lập danh sách cử tri. Cụ thể:")."""
    return patterns_of("actions", "inspecting").search(_behind_marker(text)) is not None


def lists_documents(introduction: str, items: Sequence[str]) -> bool:
    """Whether a text orders documents to be made, which items name and nothing more ("Tham mưu các nội dung: a) Đề án …; b) Quy chế …")."""
    if not items or not introduction.endswith(":") or not patterns_of("actions", "making").match(_behind_marker(introduction)):
        return False
    named = 0
    for item in map(_behind_marker, items):
        if patterns_of("actions", "more_than_named").search(item):
            return False
        if patterns_of("actions", "document").match(item):
            named += 1
        elif not patterns_of("actions", "maybe_document").match(item):
            return False
    return named * 2 >= len(items)


def _behind_marker(text: str) -> str:
    marker = parse_marker(text)
    return fold(text[marker.length if marker else 0 :][:1300]).strip()


def names_without_verb(text: str) -> bool:
    """Whether a text names somebody and says nothing of him ("Các cơ quan Trung ương đóng trên địa bàn tỉnh.")."""
    marker = parse_marker(text)
    folded = patterns_of("actions", "seated").sub("", fold(text[marker.length if marker else 0 :][:1200])).lstrip()
    return _phrases()["subjects"].end_at(folded) is not None and not _has_verb(folded)


def tells_somebody(text: str) -> bool:
    """Whether a text begins with somebody and has a verb of doing behind him ("Sở Tài chính thẩm định, trình UBND tỉnh")."""
    folded = fold(text[:400]).lstrip()
    return _phrases()["subjects"].end_at(folded) is not None and _has_verb(folded)


def tells_briefly(text: str) -> bool:
    """Whether a short text is a whole sentence that tells somebody to act ("Công an tỉnh tăng cường tuần tra.").

    No name that has a verb in it ("Tổ kiểm tra liên ngành.", "Sở Giáo dục và Đào tạo."), and nobody of whom the verb says who he is ("Các
    đơn vị tham gia Hội thi.").
    """
    folded = fold(text)
    if _phrases()["subjects"].end_at(folded) is None:
        return False
    until = 0
    for at in _verbs_behind(folded):
        inside, until = at < until, max(until, _phrases()["verbs"].end_at(folded, at) or at)
        if inside or not text[at].islower() or _JOINED.search(folded, 0, at):
            continue
        named = any(letter.isupper() for letter in text[1:at]) or _OF_PLACE.search(folded, 0, at)
        if not _BODIES.search(folded, 0, at + 7) and (named or _phrases()["attributive"].end_at(folded, at) is None):
            return True
    return False


def opens_with_verb(text: str) -> bool:
    """Whether the first words of a text, adverbs and times apart, are a verb of doing ("Nâng cao hiệu quả công tác kiểm tra")."""
    noun, verb = _noun_and_verb(_without_time(_behind_marker(text)))
    return verb > noun


def _noun_and_verb(folded: str) -> tuple[int, int]:
    """Where the noun and the verb end that a text opens with; 0 where it opens with none."""
    phrases = _phrases()
    return phrases["nominals"].end_at(folded) or 0, phrases["openers"].end_at(folded, _skip_adverbs(folded)) or 0


def _opener(folded: str) -> Kind:
    phrases = _phrases()
    if opening("actions", "master_plan", folded):
        return "nominal"
    if _acts_behind_circumstance(folded):
        return "action"
    folded = _without_time(folded)
    noun, verb = _noun_and_verb(folded)
    if noun and verb <= noun:
        return "action" if _ordered(folded) else "nominal"
    if verb:
        return "action"
    if phrases["subjects"].end_at(folded):
        if opening("actions", "consisting", folded):
            return "nominal"
        return "action" if _subject_acts(folded) else "unknown"
    if _ordered(folded):
        return "action"
    return "nominal" if any(phrases["states"].find(_HAPPENS.sub("", " ".join(folded.split()[:14])))) else "unknown"


def _skip_adverbs(folded: str) -> int:
    at = 0
    phrases = _phrases()
    while not phrases["openers"].end_at(folded, at) and (end := phrases["adverbs"].end_at(folded, at)):
        at = end
        while at < len(folded) and folded[at] in " ,":
            at += 1
    return at


def _ordered(folded: str) -> bool:
    """Whether some sentence of a text that opens otherwise tells a subject to act ("… Hằng năm, các cơ quan … có trách nhiệm …")."""
    return any(duty in folded for duty in _DUTY) and any(
        any(duty in sentence for duty in _DUTY) and _phrases()["subjects"].end_at(_without_time(sentence))
        for sentence in _SENTENCE_END.split(folded)
    )


def _without_time(sentence: str) -> str:
    """A sentence without the time that it opens with, or within which duties it is to be done."""
    if "chức năng" in sentence[:30] and (scope := _SCOPE.match(sentence)):
        return sentence[scope.end() :]
    time = _TIME.match(sentence) if sentence.startswith(_TIMES) and "," in sentence else None
    if time and (at := _skip_adverbs(sentence)) and _phrases()["openers"].end_at(sentence, at):
        return sentence  # "Định kỳ hằng tháng báo cáo tình hình lao động, việc làm": the comma is behind the verb
    return sentence[time.end() :] if time else sentence


def _acts_behind_circumstance(folded: str) -> bool:
    """Whether a verb of doing opens what stands behind a comma of the circumstance that a text opens with ("Tùy tình hình, bố trí …")."""
    if not folded.startswith(_CIRCUMSTANCES) or (said := _CIRCUMSTANCE.match(folded)) is None:
        return False
    rests = (_noun_and_verb(folded[comma.end() :]) for comma in _COMMA.finditer(said.group()))
    return any(verb > noun for noun, verb in rests)


def _subject_acts(folded: str) -> bool:
    reach = folded[:_AGENCY_VERB_REACH]
    if any(words in reach for words in (*_DUTY, "chủ trì", "phối hợp")):
        return True
    if any(_phrases()["passives"].find(reach)) or len(reach.split()) <= 8:
        return False
    return _has_verb(reach)


def _has_verb(folded: str) -> bool:
    """Whether a verb of doing stands behind the first word ("Các cơ quan Trung ương đóng trên địa bàn tỉnh." has none)."""
    return next(_verbs_behind(folded), None) is not None


def _verbs_behind(folded: str) -> Iterator[int]:
    """Where verbs of doing begin behind the first word; "cấp tỉnh" is a level and no verb."""
    for blank in _BLANK.finditer(folded, 0, len(folded) - 1):
        if _phrases()["verbs"].end_at(folded, blank.end()) and not _LEVEL.match(folded, blank.end()):
            yield blank.end()


def acts(text: str) -> bool:
    """Whether what a text names does something: a verb in small letters behind its first word ("Sở Đầu tư rà soát hồ sơ", not "Sở Đầu tư").

    "Các cơ quan, tổ chức" are no verb.
    """
    folded = fold(text)
    return any(text[at].islower() and not _BODIES.search(folded, max(0, at - 6), at + 7) for at in _verbs_behind(folded))
