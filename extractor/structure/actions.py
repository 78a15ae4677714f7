"""Whether a text orders work: it opens with a verb of doing, or tells somebody to act (câu giao nhiệm vụ).

Precedence: marker and run-in label off, then time phrases and adverbs off, then the longest opener of `models/actions.toml` decides: a
noun opener is "nominal", a verb "action", a subject with a verb behind it "action"; anything else "unknown". Promises no guess: unknown
stays unknown. Measured before: a verb lexicon at the start of the line finds the head verb more often than part-of-speech tagging does.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from extractor.folding import fold
from extractor.structure.numbering import parse_marker
from extractor.vocabulary import load_vocabulary

Kind = Literal["action", "nominal", "unknown"]

_RUN_IN = re.compile(r"[^:.;\n]{2,90}:\s+(?=\S)")
_TIME = re.compile(
    r"(?:định kỳ\s+)?(?:trước|đến|trong|từ|quý|tháng|năm|ngày|hết|sau|vào|chậm nhất|giai đoạn|kể từ|h[ằà]ng (?:năm|quý|tháng|tuần))\b"
    r"[^,.;:]{0,60},\s*"
)
_AGENCY_VERB_REACH = 260


def _words(names: list[str]) -> re.Pattern[str]:
    ordered = sorted({fold(name) for name in names}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?![\w])")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = load_vocabulary("actions")
    return {name: _words(rules[name]) for name in ("adverbs", "verbs", "subjects", "nominals", "states", "passives")}


def kind_of_text(text: str) -> Kind:
    """Whether a paragraph, item or cell orders an action, names a thing, or cannot be told."""
    marker = parse_marker(text)
    folded = fold(text[marker.length if marker else 0 :][:1200]).lstrip()
    label = _RUN_IN.match(folded)
    if label and (kind := _opener(folded[label.end() :])) == "action" and _opener(folded) != "action":
        return kind
    return _opener(folded)


def _opener(folded: str) -> Kind:
    patterns = _patterns()
    if time := _TIME.match(folded):
        folded = folded[time.end() :]
    noun = patterns["nominals"].match(folded)
    at = _skip_adverbs(folded)
    verb = patterns["verbs"].match(folded, at)
    if noun and not (verb and verb.end() > noun.end()):
        return "action" if _ordered(folded) else "nominal"
    if verb:
        return "action"
    if patterns["subjects"].match(folded):
        return "action" if _subject_acts(folded) else "unknown"
    if _ordered(folded):
        return "action"
    return "nominal" if _patterns()["states"].search(" ".join(folded.split()[:14])) else "unknown"


def _skip_adverbs(folded: str) -> int:
    at = 0
    patterns = _patterns()
    while not patterns["verbs"].match(folded, at) and (match := patterns["adverbs"].match(folded, at)):
        at = match.end()
        while at < len(folded) and folded[at] in " ,":
            at += 1
    return at


def _ordered(folded: str) -> bool:
    """Whether some sentence of a text that opens otherwise tells a subject to act ("… Hằng năm, các cơ quan … có trách nhiệm …")."""
    return any(
        _patterns()["subjects"].match(_without_time(sentence)) and re.search(r"có trách nhiệm|chịu trách nhiệm|có nhiệm vụ", sentence)
        for sentence in re.split(r"[.;]\s+", folded)
    )


def _without_time(sentence: str) -> str:
    time = _TIME.match(sentence)
    return sentence[time.end() :] if time else sentence


def _subject_acts(folded: str) -> bool:
    reach = folded[:_AGENCY_VERB_REACH]
    if re.search(r"có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|có nhiệm vụ", reach):
        return True
    if _patterns()["passives"].search(reach):
        return False
    verbs = _patterns()["verbs"]
    starts = [m.start() for m in re.finditer(r"(?<=[\s])\w", reach)]
    found = [at for at in starts if verbs.match(folded, at)]
    return len(reach.split()) > 8 and bool(found)
