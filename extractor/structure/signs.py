"""Signs of the parts of an administrative document: what a single line is, by its words and its shape.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (and Thông tư 01/2011/TT-BNV before it); Hướng dẫn 36-HD/VPTW for Party documents.
Every function answers for one line; what the lines around it say is `parts`' business. A pattern is tried, and ever compiled, where the
line begins with words of its own: most lines begin with none of any.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.phrases import PhraseSet
from extractor.structure.lines import Line
from extractor.structure.numbering import parse_marker
from extractor.vocabulary import load_vocabulary

__all__ = [
    "MOTTO_PHRASE",
    "NUMBER",
    "is_addressee",
    "is_appendix_label",
    "is_article",
    "is_attachment_note",
    "is_authority",
    "is_capacity",
    "is_enacting",
    "is_item",
    "is_legal_basis",
    "is_motto",
    "is_noise",
    "is_number",
    "is_person",
    "is_place_date",
    "is_position",
    "is_recipients_head",
    "is_recital",
    "is_subject_note",
    "is_wiring",
    "offices_in",
    "opens_content",
    "place_date",
    "without_rank",
]

_MOTTO = lazy_pattern(
    r"(?:(?:\W*(?:cộng hòa xã hội(?: chủ nghĩa)?(?: việt nam)?|chủ nghĩa việt nam|việt nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc"
    r"|đảng cộng sản việt nam))+)[\W_]*$"
)
# What stands in the motto's place on documents of the Youth Union and the Pioneers (Hướng dẫn 29-HD/TWĐTN-VP), in capitals.
_UNION = lazy_pattern(r"\W*(?:đoàn (?:tncs|thanh niên cộng sản)|đội (?:tntp|thiếu niên tiền phong)) hồ chí minh[\W_]*")
# The motto anywhere in folded text.
MOTTO_PHRASE = lazy_pattern(
    r"cộng hòa xã hội chủ nghĩa việt nam|đảng cộng sản việt nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc",
    needs=("việt nam", "hạnh phúc"),
)
# Number: "Số: 14/KH-UBND", "Số 104 -CTr/TU", unfilled "Số:     /KH-UBND". The symbol is everything up to a blank behind its last letter.
NUMBER = lazy_pattern(
    r"\bsố(?: ký hiệu)?\s*:?[\s.…_]*(\d{0,6}[a-zđ]?)[\s.…_]*((?:/\s?\d{4})?)\s*"
    r"([/-]\s*[^\W\d_][\w.&-]*(?:\s?[-/&.]\s?[^\W_][\w.&-]*){0,5})"
)
_NUMBER_LINE = lazy_pattern(r"[\W_]*số(?: ký hiệu)?\s*:?[\s.…_]*(?:\d{1,6}[a-zđ]?)?[\s.…_]*[/-]\s?[^\W_]")
_NUMBER_UNFILLED = lazy_pattern(r"[\W_]*số\s*:[\s.…_]*(?:\d{1,6})?[\s.…_]*$")
# Place and date; day and month may be blank or dots. At most forty characters of place. A telegram has the hour too ("Nghệ An, hồi 16 giờ
# 00 ngày 19 tháng 9 năm 2024").
_HOUR = r"(?:(?:hồi |lúc )?\d{1,2}\s?(?:giờ|g|h|:)\s?(?:\d{1,2}\s?(?:phút|p|')?)?\s*,?\s*)?"
_PLACE_DATE = lazy_pattern(
    rf"(?:^|(?<=[\s|]))([^\W\d_][^\d,;:|]{{1,40}}?)\s*,\s*{_HOUR}ngày[\s.…_]*((?:\d\s?\d?)?)[\s.…_]*tháng[\s.…_]*((?:\d\s?\d?)?)"
    r"[\s.…_]*năm[\s.…_]*(\d{0,4})"
)
_PLACE_SHORT_DATE = lazy_pattern(r"\s*([^\W\d_][^\d,;:|]{1,40}?)\s*,\s*ngày\s*(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\W*$")
# "773_2018_QĐ_TTg_appendix": no blank, words joined by low lines.
_IDENTIFIER = lazy_pattern(r"[^\W_][^\s_]*(?:_[^\s_]+)+")
_ADDRESSEE = lazy_pattern(r"\W*kính gửi\b")
_SUBJECT_NOTE = lazy_pattern(r"\W*v\s*/\s*v\b")
_STRONG_RECITALS = ("căn cứ", "theo đề nghị", "xét đề nghị", "xét tờ trình", "xét ")
_RECITALS = (
    "căn cứ", "thực hiện", "xét", "theo", "trên cơ sở", "để ", "nhằm ", "thi hành", "tiếp tục", "triển khai", "sau khi", "tại ",
)
_ENACTING = lazy_pattern(r"(?:nay )?(?:quyết\s+định|quyết\s+nghị|ban\s+hành(?: quyết định)?|nghị\s+quyết|chỉ\s+thị)\s*:?\s*$")
_ARTICLE = lazy_pattern(r"điều\s+\d{1,3}[a-z]?\s*[.:]")
_ATTACHMENT_NOTE = lazy_pattern(r"[\W_]*(?:ban hành )?(?:kèm|đính kèm) theo\b|[\W_]*\(?(?:trích )?ban hành (?:tại|theo)\b")
_APPENDIX_BARE = lazy_pattern(
    r"[\W_]*(?:phụ lục|phụ biểu|biểu mẫu|biểu|mẫu)(?: số)?(?:[\s:.]*(?:[ivxl]{1,6}|\d{1,3}[a-zđ]?|[a-z]))?"
    r"(?:[./-]\d{1,2}[a-z]?)*[\s.:)]*$"
)
_APPENDIX_HEAD = lazy_pattern(r"[\W_]*(?:phụ lục|phụ biểu|biểu số|biểu mẫu|mẫu số)\b")
_AUTHORITIES = (
    "ủy ban", "ubnd", "hội đồng", "hđnd", "bộ trưởng", "chủ tịch", "giám đốc", "thủ tướng", "chính phủ", "quốc hội", "ban ",
    "thường trực", "tổng giám đốc", "cục trưởng", "tổng cục trưởng", "chi cục trưởng", "hiệu trưởng", "trưởng ban", "chánh án",
    "chánh văn phòng", "viện trưởng", "thống đốc", "bộ ", "sở ", "tỉnh ủy", "thành ủy", "tổng thanh tra", "chủ nhiệm", "tổng ",
    "trưởng phòng", "viện ", "trung tâm",
)
# Công điện: who wires, before the list of whom ("THỦ TƯỚNG CHÍNH PHỦ điện:").
_WIRES = lazy_pattern(rf"\W*(?!ban hành)(?:{'|'.join(_AUTHORITIES)})[^:;.,]{{0,80}},? điện\s*:\W*$")
# Academic titles, titles of honour and military ranks before a name.
_RANK = lazy_pattern(
    r"^(?:(?:GS|PGS|T[Ss]|Th[sS]|TH\.?S|[BKDL][Ss]|KTS|CN|(?:[BD][Ss]\.?)?CK ?(?:I{1,2}|[12])|TTND|TTƯT|NGND|NGƯT|NSND|NSƯT"
    r"|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|(?:Bác|Dược|Thạc|Tiến) sĩ|(?:Kỹ|Luật|Giáo|Phó Giáo) sư)\b[.,]?\s*)+"
)
_RANKS = (
    "GS", "PGS", "TS", "Ts", "ThS", "Ths", "TH.S", "THS", "BS", "Bs", "KS", "Ks", "DS", "Ds", "LS", "Ls", "KTS", "CN", "CK", "TTND", "TTƯT",
    "NGND", "NGƯT", "NSND", "NSƯT", *(f"{high} {of}" for high in ("Đại", "Thượng", "Trung", "Thiếu") for of in ("t", "ú")),
    "Bác s", "Dược s", "Thạc s", "Tiến s", "Kỹ s", "Luật s", "Giáo s", "Phó Giáo s",
)
# Words of units' names that are no part of a person's.
_UNIT_WORDS = frozenset({
    "và", "của", "tỉnh", "huyện", "xã", "phường", "sở", "nhiệm", "vụ", "mục", "niên", "tạo", "nghiệp", "trường", "hội",
    "đảng", "kiểm", "tra", "viên",
})
_RECIPIENTS = lazy_pattern(r"[\W_]*n[ơo]i nh[ậâ]n\s*(?:[:.].*)?$|[\W_]*n[ơo]i nh[ậâ]n\s*[:.]")


@cache
def _openings(table: str) -> tuple[str, ...]:
    return tuple(sorted(load_vocabulary("signing")[table]["texts"], key=len, reverse=True))


def _begins(folded: str, *words: str) -> bool:
    """Whether one of the words is the first of a text, behind whatever is no letter or digit."""
    return folded.startswith(words, _first_letter(folded))


def _first_letter(folded: str) -> int:
    return next((at for at, c in enumerate(folded) if c.isalnum()), len(folded))


def _recites(folded: str, words: tuple[str, ...]) -> bool:
    """Whether a text begins with one of the words, behind dashes and crosses."""
    at = _first_letter(folded)
    return folded.startswith(words, at) and all(c in "-+" or c.isspace() for c in folded[:at])


def is_motto(line: Line) -> bool:
    """Quốc hiệu, tiêu ngữ, or the Party's heading, whole or a part of it on a line of its own."""
    if len(line.text) >= 200:
        return False
    if line.capitals and _begins(line.folded, "đoàn ", "đội ") and _UNION.fullmatch(line.folded):
        return True
    if _MOTTO.match(line.folded):
        return True
    may_hold = line.column is None and ("cộng" in line.folded or "độc lập" in line.folded)
    return may_hold and MOTTO_PHRASE.search(line.folded) is not None


def is_number(line: Line) -> bool:
    """The line of the document's own number, filled in or not."""
    if len(line.text) > 120 or not _begins(line.folded, "số"):
        return False
    return _NUMBER_LINE.match(line.folded) is not None or (":" in line.folded and _NUMBER_UNFILLED.match(line.folded) is not None)


def place_date(line: Line) -> re.Match[str] | None:
    """Place and date in a line; the pattern is slow to say no, and few lines have its words."""
    if "ngày" not in line.folded:
        return None
    return _PLACE_DATE.search(line.folded) if "tháng" in line.folded else _PLACE_SHORT_DATE.match(line.folded)


def is_place_date(line: Line) -> bool:
    """Place and date of issue; the line holds nothing else."""
    match = place_date(line) if len(line.text) < 160 else None
    return match is not None and len(line.folded) - match.end() < 12 and (match.start() < 40 or is_number(line) or "số" in line.folded[:60])


def is_addressee(line: Line) -> bool:
    """ "Kính gửi:"."""
    return "kính gửi" in line.folded and _ADDRESSEE.match(line.folded) is not None


def is_wiring(line: Line) -> bool:
    """ "THỦ TƯỚNG CHÍNH PHỦ điện:", above the addressees of a telegram (công điện)."""
    return len(line.text) < 100 and " điện" in line.folded and _WIRES.match(line.folded) is not None


def is_subject_note(line: Line) -> bool:
    """ "V/v …", the subject of an official letter."""
    return len(line.text) < 300 and _SUBJECT_NOTE.match(line.folded) is not None


def is_recital(line: Line) -> bool:
    """A line that begins as a legal basis or reason does ("Căn cứ …", "Thực hiện …", "Theo đề nghị …")."""
    return not line.capitals and _recites(line.folded, _RECITALS)


def is_legal_basis(line: Line) -> bool:
    """A recital that can be nothing else: "Căn cứ …", "Theo đề nghị …", "Xét …"."""
    return not line.capitals and _recites(line.folded, _STRONG_RECITALS)


def is_enacting(line: Line) -> bool:
    """The enacting words between legal bases and articles ("QUYẾT ĐỊNH:")."""
    may_enact = len(line.text) < 40 and line.capitals and line.folded.startswith(("nay ", "quyết", "ban", "nghị", "chỉ"))
    return may_enact and _ENACTING.match(line.folded) is not None


def is_article(line: Line) -> bool:
    """ "Điều 1. …"."""
    return line.folded.startswith("điều") and _ARTICLE.match(line.folded) is not None


def is_attachment_note(line: Line) -> bool:
    """ "(Ban hành kèm theo Quyết định số …)", "Kèm theo Kế hoạch số …"."""
    if len(line.text) >= 500 or not _begins(line.folded, "ban hành", "kèm", "đính kèm", "trích ban hành"):
        return False
    return not is_item(line) and _ATTACHMENT_NOTE.match(line.folded) is not None


def is_appendix_label(line: Line) -> bool:
    """ "PHỤ LỤC", "Phụ lục II", "Biểu 01", "PHỤ LỤC I: DANH MỤC …": the label alone, or in capitals with what follows."""
    if len(line.text) > 300 or not _begins(line.folded, "phụ", "biểu", "mẫu"):
        return False
    if _APPENDIX_BARE.match(line.folded):
        return True
    return line.capitals and _APPENDIX_HEAD.match(line.folded) is not None


def is_authority(line: Line) -> bool:
    """The issuing authority in capitals above the legal bases ("ỦY BAN NHÂN DÂN TỈNH KON TUM", "BỘ TRƯỞNG BỘ …")."""
    named = line.folded.startswith(_AUTHORITIES) and not line.folded.startswith("ban hành")
    return named and line.capitals and len(line.text) < 160


def is_capacity(line: Line) -> bool:
    """In whose name is signed: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"."""
    opening = next((text for text in _openings("capacity") if line.folded.startswith(text)), None)
    if opening is None or len(line.text) > 120 or not line.capitals:
        return False
    rest = line.folded[len(opening) :]
    return "/" in opening or " " in opening or re.match(r"\s*[.,:]\s*\S|\s*$", rest) is not None


def offices_in(folded: str, at: int) -> list[int]:
    """Where the positions begin that a folded text names from an offset on, "phó" with the position it belongs to."""
    return [start - 4 * folded.endswith("phó ", at, start) for start, _ in _positions().find(folded, at)]


@cache
def _positions() -> PhraseSet:
    return PhraseSet(_openings("position"))


_BEFORE_POSITION = lazy_pattern(r"phó |quyền |(?:p|q)\s?\.\s*(?:phó )?")


def is_position(line: Line) -> bool:
    """A position in capitals on a line of its own: "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "Q. GIÁM ĐỐC", "P. HIỆU TRƯỞNG (PHỤ TRÁCH)"."""
    if len(line.text) > 90 or not line.capitals:
        return False
    before = _BEFORE_POSITION.match(line.folded)
    at = before.end() if before else 0
    return line.folded.startswith(_openings("position"), at)


def is_noise(line: Line) -> bool:
    """A stamp of a digital signature or of a copy; a file's name or another identifier that a converter left on a line ("773_2018_p1")."""
    if "_" in line.text and _IDENTIFIER.fullmatch(line.text.strip()):
        return True
    stamp = line.folded.startswith(_openings("noise"))
    return stamp and len(line.text) < 120 and not line.text.rstrip().endswith(";") and "," not in line.text[:20]


def without_rank(name: str) -> str:
    """A name without the titles and ranks before it."""
    return _RANK.sub("", name) if name.startswith(_RANKS) else name


def is_person(line: Line) -> bool:
    """A person's name on a line of its own: two to six words, each with a capital, ranks and degrees before it.

    A name set in capitals has three words or more and begins with a family name.
    """
    if not 4 <= len(line.text) <= 60:
        return False
    words = re.split(r"[ -]+", without_rank(line.text.strip()))
    if not 2 <= len(words) <= 6 or not all(word[:1].isupper() and _is_word(word) for word in words):
        return False
    if not line.capitals:
        return True
    folded = [fold(word) for word in words]
    return len(words) > 2 and folded[0] in _openings("surname") and not _UNIT_WORDS.intersection(folded)


def _is_word(text: str) -> bool:
    """Whether a text is letters alone, misplaced tone marks among them ("Hoang̀")."""
    return all(c.isalpha() or unicodedata.combining(c) for c in text)


def is_recipients_head(line: Line) -> bool:
    """ "Nơi nhận:"."""
    return _RECIPIENTS.match(line.folded) is not None and len(line.text) < 400


def is_item(line: Line) -> bool:
    """A numbered or lettered item or heading; dashes are none."""
    marker = parse_marker(line.text)
    return marker is not None and marker.numbered


def opens_content(line: Line) -> bool:
    """Whether a line can begin a plan's content after its preamble: a table, or a numbered item that is no legal basis."""
    return line.table or (is_item(line) and not is_legal_basis(line))
