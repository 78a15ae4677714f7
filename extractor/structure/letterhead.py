"""The letterhead (phần đầu văn bản): issuing and superior agency, number and symbol, place and date, and the "V/v" of an official letter.

Agencies are lines in capitals left of (or, in one column, above and below) the national motto; a name may run over several lines. The last
name is the issuer, the one above it its superior. Nothing is guessed: an unfilled number or day is None.
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1 to II.5; Hướng dẫn 36-HD/VPTW for Party documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from extractor.folding import fold, fold_all
from extractor.lazy_patterns import lazy_pattern
from extractor.month_lengths import last_day
from extractor.naming import known_provinces
from extractor.phrases import PhraseSet
from extractor.structure.kinds import kind_of_heading
from extractor.structure.lines import Line, is_capitals
from extractor.structure.signs import MOTTO_PHRASE, NUMBER, is_addressee, is_motto, is_noise, is_number, is_subject_note, place_date
from extractor.vocabulary import load_vocabulary

__all__ = ["Letterhead", "issuing_date", "read_letterhead", "without_misprint"]


class Letterhead(Struct, frozen=True):
    """What a letterhead says. `issuer` and `superior` as printed, lines joined by a blank; `number` normalised ("104-CTr/TU").

    `date` is EDTF level 0. `has_number` and `has_date` tell whether the places for them are printed, filled in or not.
    """

    issuer: str | None = None
    superior: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: str | None = None
    subject: str | None = None
    addressed: bool = False
    has_number: bool = False
    has_date: bool = False


_LEVEL_WORDS = r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)"
_CELL_BORDER = lazy_pattern(r"\s*\|\s*|\s*[-_*=]{3,}\s*")
_SUBJECT_MARK = lazy_pattern(r"^\W*v\s*/\s*v\b\W*", re.IGNORECASE)
_BEHIND_NUMBER = lazy_pattern(r"(?:\W*số\b.{3,40}?\s)?\W*(?:v\s*/\s*v|về việc)\s+(?P<subject>\S.{8,})", re.IGNORECASE)
# A line that cannot be a name's last.
_UNFINISHED = lazy_pattern(
    r"(?:\b(?:và|của|về)|[-,–&])$|^\S{1,4}$|\b(?:trung học cơ|môi)$|(?:\b(?:và|hiểm|học|tế)|-) xã$"
    r"|\b(?:ban chấp hành|văn phòng|ban thường vụ|đoàn đại biểu)$"
)
_COMMITTEE = lazy_pattern(rf"(?:bch|btv|ban chấp hành|ban thường vụ) (?:{_LEVEL_WORDS}|trường|học viện|đại học)\b")
_LOST = lazy_pattern(r"\AY BAN(?= (?:NHÂN DÂN|MẶT TRẬN)\b)")
_STRAY = lazy_pattern(r"\A[A-ZĐ](?=UBND\b)")
_CUT_NUMBER = lazy_pattern(r"[-–/]\s*\Z")
# Words that look like a head and are not: "BAN CHỈ ĐẠO" / "PHÒNG, CHỐNG THIÊN TAI".
_CONTINUES = lazy_pattern(
    r"(?:và|về|của|phòng,? chống|phòng thủ|hội nhập|hội nghị|đoàn kết|đoàn thể|bộ máy|bộ chỉ số|vụ việc|tổ quốc|tổ chức|đội ngũ|trường học"
    r"|khoa học|báo cáo|viện trợ|sở hữu)\b|[-–]"
)
# What a firm's name begins with and is no name yet: "TỔNG CÔNG TY" / "ĐIỆN LỰC MIỀN TRUNG".
_NAMELESS = lazy_pattern(
    r"(?:tập đoàn|tổng công ty|công ty)(?: cổ phần| tnhh| trách nhiệm hữu hạn)?(?: mtv| một thành viên)?", needs=("tập đoàn", "công ty")
)
_PLACE_HEADS = lazy_pattern(rf"{_LEVEL_WORDS}\b(?! ủy| đoàn)")
_FURTHER_HEADS = (
    "ubnd",
    "hđnd",
    "tỉnh ủy",
    "thành ủy",
    "huyện ủy",
    "quận ủy",
    "thị ủy",
    "đảng ủy",
    "đảng bộ",
    "tỉnh đoàn",
    "thành đoàn",
    "huyện đoàn",
    "liên đoàn",
    "đoàn",
    "hội",
    "mttq",
    "chính phủ",
    "thủ tướng",
    "quốc hội",
    "chủ tịch",
    "trường",
    "đại học",
    "học viện",
    "viện",
    "ban",
    "bộ",
    "sở",
    "phòng",
    "vụ",
    "cục",
    "tòa án",
    "công an",
    "kho bạc",
    "thuế",
    "công ty",
    "tổng công ty",
    "tập đoàn",
    "ngân hàng",
    "bệnh viện",
    "đài",
    "báo",
    "trạm",
    "hạt",
    "thanh tra",
    "kiểm toán",
    "bảo hiểm",
    "trung ương",
    "liên minh",
    "liên sở",
    "liên ngành",
    "liên tịch",
    "công đoàn",
    "tổng liên đoàn",
    "chi bộ",
    "chi đoàn",
    "chi hội",
    "tổ",
    "đội",
    "thôn",
    "khu phố",
    "xí nghiệp",
    "nhà máy",
    "hợp tác xã",
    "trung đoàn",
    "tiểu đoàn",
    "đại đội",
    "đồn biên phòng",
)


@cache
def _heads() -> PhraseSet:
    return PhraseSet([*fold_all(text for entry in load_vocabulary("agencies")["head"] for text in entry["texts"]), *_FURTHER_HEADS])


def read_letterhead(lines: Sequence[Line]) -> Letterhead:
    """The letterhead told by its lines."""
    rows = tuple(_joined(_cells(lines)))
    names = _agencies(rows)
    numbers = [row for row in rows if is_number(row)]
    # "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH / SỐ 1050/QĐ-SCT" is a name; what has the form's colon is the number.
    number = next((row for row in numbers if "số:" in row.folded.replace(" ", "")), numbers[0] if numbers else None)
    symbol, filled = _number(number.text) if number else (None, False)
    place, date, dated = _place_date(rows)
    return Letterhead(
        issuer=names[-1] if names else None,
        superior=names[-2] if len(names) > 1 else None,
        number=symbol if filled else None,
        symbol=symbol,
        place=place,
        date=date,
        subject=_subject(lines),
        addressed=any(is_addressee(row) for row in rows),
        has_number=number is not None,
        has_date=dated,
    )


def _cells(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, cut where a converter left cell borders or rules inside them."""
    for line in lines:
        if line.table:
            continue
        at = 0
        for border in (*_CELL_BORDER.finditer(line.text[:2000]), None):
            end = border.start() if border else len(line.text)
            part = line.text[at:end]
            if part.strip() or not line.text.strip():
                yield _line(part, line, at)
            elif border and border.end() > border.start():
                yield _line("-", line, border.start())
            at = border.end() if border else end


def _line(text: str, like: Line, at: int) -> Line:
    folded = fold(text[:400]).strip()
    return Line(text, folded, like.start + at, like.block, like.column, like.centred, like.bold, capitals=is_capitals(text))


def _joined(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, with those that break a place, a date, a number or a symbol joined ("Hải Dương, ngày" / "05 tháng 6 năm 2023")."""
    held: Line | None = None
    for line in lines:
        if held is not None:
            if held.column == line.column and _breaks(held, line):
                blank = "" if is_number(held) and _CUT_NUMBER.search(held.text) else " "
                held = _line(f"{held.text.rstrip()}{blank}{line.text.lstrip()}", held, 0)
                continue
            yield held
        held = line
    if held is not None:
        yield held


def _breaks(held: Line, line: Line) -> bool:
    if held.ruler or line.ruler or len(held.text) + len(line.text) > 160:
        return False
    if is_number(held) and _CUT_NUMBER.search(held.text):
        return " " not in line.text.strip()
    if line.capitals and not line.text[:1].isdigit():
        return False
    if re.fullmatch(r"\W*số\s*:?", held.folded):
        return True
    if held.capitals or is_motto(held) or is_number(held):
        return False
    if len(held.text) < 20 and held.text[:1].isupper() and re.match(r"[^\W\d_][^\d;:|]{0,40}, ngày\b", line.folded):
        return True
    return re.search(r"\b(?:ngày|tháng|năm)(?:\s+\d{1,2})?$|,$", held.folded) is not None


def _number(text: str) -> tuple[str | None, bool]:
    """Number and symbol as signed and whether the number is filled in: "Số 104 -CTr/TU" is "104-CTr/TU"."""
    match = NUMBER.search(fold(text))
    if match is None:
        return None, False
    number, year, symbol = (re.sub(r"\s+", "", text[match.start(group) : match.end(group)]) for group in (1, 2, 3))
    symbol = symbol.replace("–", "-").rstrip(".,;-/")
    return f"{number}{year}{symbol}", bool(number)


def _place_date(rows: Sequence[Line]) -> tuple[str | None, str | None, bool]:
    for row in rows:
        match = place_date(row)
        if match:
            text, number = row.text.lstrip(), NUMBER.search(row.folded)
            begin = number.end() if number and match.start(1) < number.end() < match.end(1) else match.start(1)  # both in one line
            place = _parted(re.sub(r"\s+", " ", text[begin : match.end(1)]).strip(" -–_*"))
            return place or None, issuing_date(*("".join(part.split()) for part in match.group(2, 3, 4))), True
    return None, None, False


def without_misprint(name: str) -> str:
    """A name whose first letter is lost ("Y BAN NHÂN DÂN"), or has one typed too many before it ("DUBND TỈNH"), as it is meant."""
    return _STRAY.sub("", _LOST.sub("ỦY BAN", name))


def _parted(place: str) -> str:
    """The words of a place that a converter ran together ("Thành phốHồ Chí Minh"): no name has a capital inside a word."""
    return "".join(f" {c}" if c.isupper() and before.islower() else c for before, c in zip(f" {place}", place, strict=False))


def issuing_date(day: str, month: str, year: str) -> str | None:
    """EDTF level 0 of what is filled in, without a day or month that there is not: ("", "02", "2024") is "2024-02"; None without a year."""
    if len(year) != 4 or not 1945 <= int(year) <= 2199:
        return None
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= last_day(int(year), int(month)):
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def _subject(lines: Sequence[Line]) -> str | None:
    """The "V/v …" of an official letter, with the lines it goes on over in its own column; the Party's "về việc …" behind the number."""
    parts: list[str] = []
    numbered = False
    for line in lines:
        behind = _BEHIND_NUMBER.match(line.text) if numbered or is_number(line) else None
        if is_subject_note(line):
            parts = [_SUBJECT_MARK.sub("", line.text)]
        elif behind and not parts:
            parts = [behind["subject"]]
        elif parts:
            over = line.ruler or is_motto(line) or is_number(line) or is_addressee(line) or place_date(line) or line.capitals
            if over or len(line.text) > 120:
                break
            parts.append(line.text.strip())
        numbered = is_number(line)
    return re.sub(r"\s+", " ", " ".join(parts)).strip() or None


def _agencies(rows: Sequence[Line]) -> list[str]:
    """Names of agencies, from the top."""
    columns = any(row.column == "left" for row in rows)
    chosen = [row for row in rows if not columns or row.column == "left"]
    names: list[str] = [] if (union := _union_above_committee(chosen)) is None else [union]
    open_name = False
    for row in _without_motto(chosen):
        if row.ruler:
            open_name = open_name and not names
            continue
        if not _names_agency(row):
            open_name = False
            continue
        text = re.sub(r"\s+", " ", row.text).strip(" *_|")
        if names and open_name and _goes_on(names[-1], text):
            names[-1] = f"{names[-1]} {text}"
        else:
            names.append(text)
        open_name = True
    return [name for name in names if _heads().end_at(fold(without_misprint(name)).lstrip("- "))]


def _union_above_committee(rows: Sequence[Line]) -> str | None:
    """The Youth Union's name where it heads its committee's and not the page, as its motto does: "ĐOÀN TNCS HỒ CHÍ MINH" / "BCH TỈNH …"."""
    for row, below in pairwise(rows):
        if is_motto(row) and row.folded.startswith("đoàn ") and _COMMITTEE.match(below.folded):
            return row.text.strip(" *_|")
    return None


def _names_agency(row: Line) -> bool:
    if is_number(row) or is_subject_note(row) or is_addressee(row) or is_noise(row) or place_date(row):
        return False
    return row.capitals and kind_of_heading(row.text) is None and 2 <= len(row.text) <= 160


def _goes_on(name: str, text: str) -> bool:
    """Whether a line belongs to the name above it."""
    before, here = fold(name), fold(text)
    if _UNFINISHED.search(before) or _CONTINUES.match(here) or text[:1] in "-–" or _breaks_province(before, here):
        return True
    if _NAMELESS.fullmatch(before) and not _NAMELESS.match(here):
        return True
    return not _heads().end_at(here) or (_PLACE_HEADS.match(here) is not None and _PLACE_HEADS.search(before) is None)


def _breaks_province(before: str, here: str) -> bool:
    """Whether a line is the rest of a province's name that the line above begins ("THÀNH PHỐ HẢI" / "PHÒNG")."""
    joined = f"{before} {here}"
    return any(len(name) > len(here) and joined.endswith(f" {name}") for name in known_provinces())


def _without_motto(rows: Sequence[Line]) -> Iterator[Line]:
    """The rows without the motto, also where it is broken over lines ("CỘNG" / "HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")."""
    at = 0
    while at < len(rows):
        for size in (1, 2, 3):
            text = " ".join(row.folded for row in rows[at : at + size])
            match = MOTTO_PHRASE.search(text) if len(text) < 300 else None
            starts_here = match is not None and match.start() < len(rows[at].folded)
            if match and starts_here:
                rest = rows[at].text.lstrip()[: match.start()]
                if len(rest.strip()) > 2:
                    yield _line(rest, rows[at], 0)
                at += size
                break
        else:
            if not is_motto(rows[at]):
                yield rows[at]
            at += 1
