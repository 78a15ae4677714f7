"""Who issued a cited document and when, as the words around the citation say: "ngày 23/4/2018 của Chính phủ về …".

`read_issue` reads behind a symbol or a name: date, issuer (in either order), subject (trích yếu). `read_issue_before` reads in front of it:
"Ngày 21 tháng 5 năm 2026, Chính phủ ban hành …", "được Thủ tướng Chính phủ phê duyệt tại …". Both work on folded text and read at most
a few hundred characters, so that a text of any form takes linear time. An issuer is a slice of the text; nothing is completed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from msgspec import Struct

from extractor.folding import fold, fold_all
from extractor.lazy_patterns import lazy_pattern
from extractor.naming import known_provinces
from extractor.phrases import PhraseSet
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

__all__ = ["Issue", "issuer_end", "read_date", "read_issue", "read_issue_before"]

_S = "[ \n]"  # a Document has no two blanks beside each other
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:{_S}tháng{_S}|[ ]?[/.-][ ]?)(?P<month>\d{{1,2}})(?:{_S}năm{_S}|[ ]?[/.-][ ]?)(?P<year>\d{{4}}|\d\d)(?!\d))"
)
_DATED = lazy_pattern(
    rf"(?:[ \n]{{0,4}}[,(]?[ \n]{{0,4}}(?:(?:được )?(?:quốc hội )?(?:ban hành|ký|thông qua)(?: vào)?{_S}|cùng{_S})?ngày[ \n]{{0,4}}"
    rf"|[ \n]?\(|, ){_DATE}\)?"
)
_DATE_BEFORE = lazy_pattern(
    rf"ngày{_S}{_DATE}[ ]?,?(?:{_S}(?:tại{_S})?(?:hội nghị|kỳ họp|phiên họp|cuộc họp)[\w ]{{0,40}},?)?[ \n]{{1,4}}$"
)
_YEARED = lazy_pattern(rf"(?:{_S}|[ ]?\()năm{_S}(?P<year>(?:19|20)\d\d)(?!\d)\)?")
_MONTHED = lazy_pattern(rf"{_S}tháng{_S}(?P<month>\d{{1,2}})(?:{_S}năm{_S}|/)(?P<year>(?:19|20)\d\d)(?!\d)")
_OF = lazy_pattern(rf"(?:[ \n]{{0,4}},)?{_S}(?:của|do){_S}(?:đồng chí )?")
_LOOK_BACK = 240
_TITLE_LONGEST = 400
_WORD = lazy_pattern(r"(?:[ \n]{1,4}|[ ]?-[ ]?)(\w[\w&./]{0,30}(?<=\w))")
_JOINED = lazy_pattern(rf"{_S}và{_S}(?=\w)|[ ]?[,-][ ](?=\w)")
# "…/QĐ-UBND" at a paragraph's end, "Ngày 5/6/2024, …" at the beginning of the next.
_NEW_PARAGRAPH = lazy_pattern(r" {0,4}\n\s{0,4}(?:Ngày|Tháng|Năm)\b")
_BLANK = lazy_pattern(_S)
_AMENDED_BY = rf"{_S}(?:sửa{_S}đổi|bổ{_S}sung)(?:,?{_S}bổ{_S}sung)?{_S}(?:bởi|tại|theo)(?!\w)"
_CLAUSE = lazy_pattern(rf",?{_S}")
_TERM = lazy_pattern(rf"(?:{_S}\(?(?:khóa|nhiệm kỳ){_S}[ivxlcm\d]+(?:{_S}nhiệm kỳ{_S}[\d-]+)?\)?)?")
_SESSION = lazy_pattern(rf"(?:hội nghị|phiên họp){_S}(?:lần thứ{_S}\w+|trung ương{_S}\w+),?{_S}(?:của{_S})?")
_LEADS = lazy_pattern(rf"(?:phó{_S})?trưởng{_S}(?=(?:tiểu{_S})?ban{_S}|đoàn{_S}|tổ{_S})")
_MARKS = ("", ",", ";", ".", ")")
_LEADERS = ("trưởng", "phó")
# What a body is for, behind its head ("Tổ Công tác | triển khai Đề án 06").
_FOR_WORK = ("công tác", "chỉ đạo")
_WORK = lazy_pattern(rf"{_S}(?:triển khai|thực hiện){_S}đề án{_S}(?:số{_S})?\d{{1,3}}(?![\d/])")
# Other issuers of a joint document behind the first: "của Bộ Tài chính | , Bộ Y tế và Bộ Nội vụ | hướng dẫn …".
_JOINT = lazy_pattern(rf"(?P<last>{_S}và{_S})|,{_S}")
_MOST_JOINT = 6
_NUMBERED = (" khu", " đoàn", " đạo", " vùng")  # bodies that have a number: "Quân khu 5", "Ban Chỉ đạo 389"
_MOST_WORDS = 14
_MOST_LOWER = 4
_ASSOCIATIONS = frozenset({"hội", "đoàn", "hiệp", "liên", "tổng"})


class Issue(Struct, frozen=True):
    """Date as EDTF, issuer and subject as spans, and where the words about it end."""

    end: int
    date: str | None = None
    issuer: Span | None = None
    title: Span | None = None


def _phrases(names: list[str]) -> str:
    ordered = sorted((fold(name) for name in names), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", _S) for name in ordered)


def _phrase_set(names: Iterable[str]) -> PhraseSet:
    return PhraseSet(fold_all(names), broken=True)


@cache
def _names() -> dict[str, PhraseSet]:
    vocabulary = load_vocabulary("legal_references")
    issuer = vocabulary["issuer"]
    kinds = [word for entry in vocabulary["type"] for word in entry["words"]]
    starts = [*issuer["bodies"], *issuer["offices"], *issuer["place_heads"], *issuer["heads"], "hội nghị", "phiên họp"]
    return {
        "start": _phrase_set(starts),
        "stop": _phrase_set([*issuer["ends"], *kinds]),
        "province": _phrase_set(known_provinces()),
        "field": _phrase_set(load_vocabulary("agencies")["fields"]),
        **{part: _phrase_set(issuer[part]) for part in ("bodies", "offices", "place_heads", "levels", "heads")},
    }


def _named(part: str, folded: str, at: int, *, behind_blank: bool = False) -> int | None:
    """The end of the longest name of a part of the vocabulary at an offset, or behind the blank there; None where there is none."""
    if behind_blank:
        blank = _BLANK.match(folded, at)
        if blank is None:
            return None
        at = blank.end()
    return _names()[part].end_at(folded, at)


def _behind_session(part: str, folded: str, at: int) -> int | None:
    """The end of a name, which a session of the body may stand before ("Hội nghị lần thứ 6 Ban Chấp hành …")."""
    session = _SESSION.match(folded, at)
    return (_named(part, folded, session.end()) if session else None) or _named(part, folded, at)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    vocabulary = load_vocabulary("legal_references")
    issuer = vocabulary["issuer"]
    kinds = [word for entry in vocabulary["type"] for word in entry["words"]]
    acts = _phrases(issuer["acts"])
    # A subject ends at punctuation, at words that speak of the document again, before another citation, and where an agency acts.
    title_end = (
        r"[;\n\t\"]",
        r"\.(?=\s|$)",
        r":(?=\s)",
        rf"[, (]{{1,2}}(?:{_phrases(issuer['title_ends'])})(?!\w)",
        rf"(?:,|{_S}và){_S}(?=(?:{_phrases(kinds)}){_S}(?:số{_S}\d|\d{{1,5}}[a-zđ]?(?:/|-[a-zđ])|này))",
        rf"(?P<by>{_S}do{_S})",
        rf"(?P<clause>,{_S})",
    )
    return {
        "about": lazy_pattern(rf",?(?!{_AMENDED_BY}){_S}(?:{_phrases(issuer['about'])})(?!\w)"),
        "title_end": lazy_pattern("|".join(title_end)),
        "goes_on": lazy_pattern(rf"[^,;.\n]{{0,80}}?{_S}(?:{_phrases(issuer['goes_on'])})(?!\w)"),
        "act": lazy_pattern(
            rf"(?:{_S}\([^()\n]{{1,120}}\))?,?(?:{_S}(?:đã|vừa|mới))?(?P<act>{_S}(?:{acts})(?!\w)){{0,2}}(?P<at>{_S}(?:tại|bằng))?(?:{_S}các)?{_S}"
        ),
    }


@cache
def _acting() -> tuple[str, ...]:
    """Words of which one stands between an issuer and the citation of what it issued."""
    acts = load_vocabulary("legal_references")["issuer"]["acts"]
    return ("tại", "bằng", *dict.fromkeys(fold(act).partition(" ")[0] for act in acts))


def _edtf(day: str | None, month: str | None, year: str) -> str | None:
    number = int(year) + (2000 if len(year) == 2 else 0)
    if not 1945 <= number <= 2100:
        return None
    if month is None:
        return f"{number:04}"
    if day is None:
        return f"{number:04}-{int(month):02}" if 1 <= int(month) <= 12 else None
    try:
        return date(number, int(month), int(day)).isoformat()
    except ValueError:
        return None


def read_date(folded: str, at: int) -> tuple[str, int] | None:
    """The date that stands right at an offset, as EDTF, and its end: a day, a month of a year, or a year."""
    if match := _DATED.match(folded, at):
        value = _edtf(match["day"], match["month"], match["year"])
        return (value, match.end()) if value else None
    if match := _MONTHED.match(folded, at):
        value = _edtf(None, match["month"], match["year"])
        return (value, match.end()) if value else None
    if match := _YEARED.match(folded, at):
        return match["year"], match.end()
    return None


def _place_end(text: str, folded: str, at: int) -> int:
    """The end of a place's name behind its level or head: a known province, else words with capitals; `at` where there is none."""
    if province := _named("province", folded, at, behind_blank=True):
        return province
    for _ in range(5):
        match = _WORD.match(folded, at)
        if match is None or not text[match.start(1)].isupper() or _named("stop", folded, match.start(1)):
            break
        at = match.end()
    return at


def _joins(text: str, folded: str, joined: re.Match[str]) -> bool:
    """Whether "và", a comma or a dash goes on with the name: a capital follows that begins no agency, behind a comma a province."""
    end = joined.end()
    if not text[end].isupper() or (folded[joined.start()] == "," and not _named("province", folded, end - 1, behind_blank=True)):
        return False
    return not _named("stop", folded, end) and not _named("start", folded, end)


def _name_end(text: str, folded: str, at: int) -> int | None:
    """The end of a proper name behind a head ("Chi nhánh …", "Hội đồng …"): words up to one that ends a name; None where there is none."""
    good, lower, first = at, 0, True
    for _ in range(_MOST_WORDS):
        joined = _JOINED.match(folded, at)
        if joined and (first or not _joins(text, folded, joined)):
            break
        match = _WORD.match(folded, joined.end() - 1 if joined else at)
        if match is None or _named("stop", folded, match.start(1)):
            break
        upper = text[match.start(1)].isupper() or (match.group(1).isdigit() and folded.endswith(_NUMBERED, 0, at))
        if first and not upper:
            return None
        lower = 0 if upper else lower + 1
        if lower > _MOST_LOWER:
            return good
        first, at = False, match.end()
        if lower <= 1:
            good = at
    return None if first else at


def issuer_end(text: str, folded: str, at: int, *, led: bool = False) -> int | None:
    """Where the name of an issuer that begins at an offset ends, or None where none begins there.

    `led`: whoever leads it stands before, so that it may begin in lower case ("Trưởng | ban Chỉ đạo tỉnh").
    """
    if body := _behind_session("bodies", folded, at):
        return _association_end(text, folded, body) or _with_term(folded, body)
    place_head = _behind_session("place_heads", folded, at)
    if place_head and place_head >= (_named("heads", folded, at) or 0):  # "Trường Đại học …" is no "Trường" of a place
        return _with_term(folded, _place_end(text, folded, _named("levels", folded, place_head, behind_blank=True) or place_head))
    if folded.startswith(_LEADERS, at) and (leads := _LEADS.match(folded, at)):  # "Trưởng | Ban Chỉ đạo 934"
        return issuer_end(text, folded, leads.end(), led=True)
    if (office := _named("offices", folded, at)) and (blank := _BLANK.match(folded, office)):
        return issuer_end(text, folded, blank.end()) or _bare_end(text, folded, blank.end())
    if office and folded[office : office + 1] in _MARKS:  # "của Bộ trưởng;"
        return office
    head = _named("heads", folded, at)
    if head is None or not (led or text[at].isupper()):
        return None
    end: int | None
    if field := _named("field", folded, head, behind_blank=True):
        end = field
    elif (inner := _WORD.match(folded, head)) and _named("start", folded, inner.start(1)):
        end = issuer_end(text, folded, inner.start(1))
    elif folded.endswith(_FOR_WORK, at, head) and (work := _WORK.match(folded, head)):
        end = work.end()
    elif _named("levels", folded, head, behind_blank=True):  # "Ban Chỉ đạo | tỉnh"
        end = head
    else:
        end = _name_end(text, folded, head)
    if end is not None and (level := _named("levels", folded, end, behind_blank=True)):
        end = _place_end(text, folded, level)
    return end


def _association_end(text: str, folded: str, at: int) -> int | None:
    """The end of the association whose central body ends here ("… Trung ương | Hội Nông dân Việt Nam"); None where none follows."""
    word = _WORD.match(folded, at) if folded.endswith("trung ương", 0, at) else None
    if word is None or word.group(1) not in _ASSOCIATIONS or folded.startswith("hội nghị", word.start(1)):
        return None
    if not text[word.start(1)].isupper():
        return None
    return issuer_end(text, folded, word.start(1)) or _bare_end(text, folded, word.start(1))


def _bare_end(text: str, folded: str, at: int) -> int | None:
    """The end of a head that stands for its body behind an office ("Tổng Giám đốc Tập đoàn"); None where more of a name follows."""
    head = _named("heads", folded, at)
    if head is None or not text[at].isupper():
        return None
    word = _WORD.match(folded, head)
    return head if word is None or _named("stop", folded, word.start(1)) else None


def _with_term(folded: str, at: int) -> int:
    """The end of the term that may stand behind a body's name ("khóa XIII")."""
    term = _TERM.match(folded, at)
    return term.end() if term else at


def _title(text: str, folded: str, at: int) -> Span | None:
    """The subject behind date and issuer, up to a safe end; None where there is none, or none within reach."""
    match = _patterns()["about"].match(folded, at)
    if match is None:
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip(", \n"))
    at, limit = match.end(), start + _TITLE_LONGEST
    while (end := _patterns()["title_end"].search(folded, at, limit)) and not _ends_title(text, folded, start, end):
        at = _behind_quotation(folded, end, limit) or end.end()
    if end is None and len(folded) > limit:
        return None
    last = end.start() if end else len(folded)
    if folded.count(")", start, last) > folded.count("(", start, last):
        last = folded.index(")", start)
    last -= len(folded[start:last]) - len(folded[start:last].rstrip(" ,"))
    return Span(start, last) if last > match.end() else None


def _behind_quotation(folded: str, end: re.Match[str], limit: int) -> int | None:
    """The end of the name in quotation marks that opens at a match ("Đề án “Phát triển …; …”"); None where none opens, or none closes."""
    opens = end.group() == '"' and folded[end.start() - 1 : end.start()] in (" ", "\n", "(")
    closing = folded.find('"', end.end() + 1, limit) if opens else -1
    return closing + 1 if closing > 0 else None


def _ends_title(text: str, folded: str, start: int, end: re.Match[str]) -> bool:
    """Whether a subject ends where it might.

    Not at a line's end of a title page, at "do" or a comma without an agency behind it, nor at a mark that opens a quotation.
    """
    if end.group() == '"':
        return _behind_quotation(folded, end, start + _TITLE_LONGEST) is None
    if end["by"] or end["clause"]:
        agency = _named("start", folded, end.end())
        return agency is not None and (end["by"] is not None or _patterns()["goes_on"].match(folded, agency) is not None)
    if end.group() == "\n":
        following = text[end.end() : end.end() + 40].lstrip()
        return not (following[:1].islower() or (text[start : end.start()].isupper() and following.split("\n")[0].isupper()))
    return True


def read_issue(text: str, folded: str, at: int) -> Issue:
    """Date, issuer and subject behind a symbol or a name that ends at an offset; what is not printed is None."""
    day: str | None = None
    issuer: Span | None = None
    for _ in range(3):
        if day is None and (dated := read_date(folded, at)) and not _NEW_PARAGRAPH.match(text, at):
            if issuer is not None and folded[at] == "," and _acts_at(text, folded, dated[1]):
                break
            day, at = dated
            continue
        if issuer is None:
            of = _OF.match(folded, at)
            start = of.end() if of else at + 1 if day and folded[at : at + 1] in (" ", "\n") else None
            end = issuer_end(text, folded, start) if start is not None and start < len(text) else None
            # "ngày 05/6/2024 UBND tỉnh về …": the issuer without "của"; "…, UBND tỉnh giao": the next clause.
            acts = end is not None and _patterns()["act"].match(folded, end) and not _patterns()["about"].match(folded, end)
            if start is not None and end is not None and (of or not acts):
                issuer, at = Span(start, end), end
                continue
        break
    title = _title(text, folded, at)
    if title is None and issuer and (joint := _joint_end(text, folded, issuer)):
        title = _title(text, folded, joint)
    return Issue(at, day, issuer, title)


def _acts_at(text: str, folded: str, at: int) -> bool:
    """Whether an agency stands behind an offset and does something: the day before it is the next clause's."""
    blank = _CLAUSE.match(folded, at)
    end = issuer_end(text, folded, blank.end()) if blank and blank.end() < len(text) else None
    act = _patterns()["act"].match(folded, end) if end is not None else None
    return act is not None and act["act"] is not None


def _joint_end(text: str, folded: str, issuer: Span) -> int | None:
    """Where the list of a joint document's other issuers ends, of one kind with the first, the last behind "và"; None for none."""
    head = folded[issuer.start : issuer.end].partition(" ")[0]
    at = issuer.end
    for _ in range(_MOST_JOINT):
        joined = _JOINT.match(folded, at)
        alike = joined is not None and folded.startswith(head, joined.end())
        end = issuer_end(text, folded, joined.end()) if joined and alike else None
        if joined is None or end is None:
            return None
        if joined["last"]:
            return end
        at = end
    return None


def read_issue_before(text: str, folded: str, at: int, ends: dict[int, int | None]) -> Issue | None:
    """Issuer, and date, in front of a citation that begins at an offset; None where the words before it name no issuer.

    `ends`: where the names end that citations before it were asked for, by where they begin; what is found now is put there too.
    """
    floor = max(0, at - _LOOK_BACK)
    floor = max(floor, folded.rfind("\n", floor, max(floor, at - 1)) + 1)
    if not any(folded.find(word, floor, at) >= 0 for word in _acting()):  # as before most, without asking each name who it is
        return None
    for start, _ in _names()["start"].find(folded, floor, at):
        if start not in ends:
            ends[start] = issuer_end(text, folded, start)
        end = ends[start]
        if end is None or end >= at:
            continue
        act = _patterns()["act"].fullmatch(folded, end, at)
        if act and (act["act"] or act["at"]):
            before = _DATE_BEFORE.search(folded, max(0, start - 110), start)
            day = _edtf(before["day"], before["month"], before["year"]) if before else None
            return Issue(at, day, Span(start, end))
    return None
