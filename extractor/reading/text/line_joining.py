"""Decides where lines of text are one paragraph, and joins them.

Two questions, each answered from the two lines alone (and how the text was wrapped, where it was):
- `wraps`: do two lines that follow each other directly belong to one paragraph? The first is full (the next line's first word had no room
  on it), the second begins in the middle of a sentence, or the break is inside a name or behind a word that ends no paragraph; never
  before an item's marker or from capitals into ordinary words. Where blank lines part the paragraphs of a wrapped text, lines without one
  between them are one, before a number or dash too for which the line had no room. A dash inside a name or quotation is no marker, nor
  is an article that a sentence cites.
- `cut_by_page`: are two paragraphs halves of one that a page break cut? Only where the first ends without the end of a sentence and the
  second begins in lower case, or the first ends with a word that ends no paragraph ("của", "các").

`seam` gives what stands between the joined lines: nothing after a hyphen at a line's end ("75-" + "KL/TW"), else a space.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches

__all__ = ["Wrapping", "cut_by_page", "is_capitals", "is_item", "is_ruler", "joined_cell", "opens_paragraph", "seam", "wrapping", "wraps"]

WIDEST_WRAP = 160
"""Characters. Text whose continued lines are longer was not wrapped at a width: a line is a paragraph."""

_SHORTEST_HALF = 40
_FEWEST_OPENINGS, _FEWEST_ITEMS, _MOSTLY = 5, 6, 0.7
_LONGEST_CELL = 40
"""Lines."""

_MARKS = lazy_pattern(r"[*_]{1,3}(?=[^\s*_])")
_MARKED_NUMBER = lazy_pattern(r"(\(?\w{1,6}(?:\.\d{1,3}){0,4}[.)])[*_]{1,3}(?=\s)")  # "**4.** Đài truyền hình", its first marks gone
_SIGNING = lazy_pattern(r"[*_]*(?:TM|KT|TL|TUQ|Q)\.")
# Words that a number goes with ("cấp độ | 1", "giai đoạn | 2").
_TAKES_NUMBER = lazy_pattern(
    r"(?<!\w)(?:cấp|độ|số|loại|hạng|nhóm|mức|đợt|kỳ|khóa|vòng|giai đoạn|quý|tuần|vùng|khu vực|khu|tổ|đội|cụm|bảng|biểu|mẫu|phụ lục|mục|điểm"
    r"|phần|chương|dự án|tiểu dự án|nội dung|phương án|kịch bản)$"
)
_ITEM = lazy_pattern(
    r"(?:[-–—+•●▪■□➢❖✓*]\s|\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,5}|[IVXLC]{1,6}|[A-ZĐ])[.)]\s|\d{1,3}(?:\.\d{1,3}){1,4}[.)]?\s"
    r"|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Phụ lục|PHỤ LỤC)\s+(?:\d|[IVXLC]{1,6}\b|(?:[Tt]hứ|THỨ)\b)"
    r"(?!\w{0,6}(?:[;,)]|\s+(?:của|và|đến|này|Luật|Bộ luật|Nghị định|Thông tư)\b)))"  # cited in the middle of a sentence
)
_NUMBER_ALONE = lazy_pattern(r"(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[A-Ha-hđ])[.)][*_]{0,3}")
_DASHED = lazy_pattern(r"[-–]\s?[^\W\d_]")
_OPEN, _CLOSE = "“", "”"
_SENTENCE_END = lazy_pattern(r"[.;:!?…/][\"”')\]*]*$")
_RULER = lazy_pattern(r"[\s\-–—_=*~+.•·\\]*$")
_SPAN_OF_YEARS, _YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d\s?[-–—]$"), lazy_pattern(r"(?:19|20)\d\d(?!\d)")
_YEAR_ALONE, _TO_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d$"), lazy_pattern(r"[-–—]\s?(?:19|20)\d\d(?!\d)")
_CITING = lazy_pattern(r"(?<=[\s,;(])(?:[Kk]hoản|[Đđ]iều|[Đđ]iểm)$")
_THOUSANDS = lazy_pattern(r"[1-9]\d{0,2}(?:\.\d{3})+\s+[^\W\d_A-ZÀ-ÝĐ]")
_FIRST_LETTER = lazy_pattern(r"[\"“'(\[*]*(\w)")


def is_item(text: str) -> bool:
    """Whether a line begins with a list marker or an article's or chapter's number."""
    return _ITEM.match(text) is not None


def is_ruler(text: str) -> bool:
    """Whether a line holds only dashes, stars and the like. True for a blank line."""
    return _RULER.match(text) is not None


def is_capitals(text: str) -> bool:
    """Whether the letters of a line are capitals, numbers and signs left out of account."""
    return text.isupper()


def seam(first: str, second: str) -> str:
    """What stands between two lines that are joined."""
    if len(first) > 1 and first[-1] in "-‐‑" and not first[-2].isspace() and second[:1].isalnum():
        return ""
    return " "


def joined_cell(lines: Sequence[str]) -> str:
    """The lines of a table's cell as one text; an item and what follows a label ("Phối hợp: …") begin on lines of their own."""
    text = ""
    for line in lines:
        begins = is_item(line) or matches("label_line", line)
        text += line if not text else f"\n{line}" if begins else seam(text, line) + line
    return text


class Wrapping(Struct, frozen=True):
    """How running text was wrapped: the width of its lines and of those that open a paragraph, in characters.

    The source of a web page is wrapped with its tags, so that the first line of a paragraph holds less. `parted`: blank lines part the
    paragraphs, and nothing else does. `item`: the width of lines that open an item, where enough of them told it, else 0; where nothing
    parts the paragraphs, lines inside of them, behind the end of a sentence, pass for openings.
    """

    width: int
    opening: int
    parted: bool = False
    item: int = 0


def wrapping(lines: Sequence[str]) -> Wrapping | None:
    """How running text was wrapped, None where a line is a paragraph.

    Blank strings part paragraphs. Measured on the lines that the next one visibly goes on from: the longest but one in twenty. Cells that
    lone bars part tell nothing of it: a long table of them has more lines than the text, and they break where the column ends.
    """
    pairs = items = parted = 0
    continued: list[int] = []
    opening: list[int] = []
    of_items: list[int] = []
    before = ""
    for first, second in pairwise(_outside_cells(lines)):
        if is_item(_unmarked(second)):
            items += 1
            parted += not first
        if first.strip() and second.strip():
            pairs += 1
            if _begins_lower(second) and not is_item(second) and not _SENTENCE_END.search(first[-8:]):
                continued.append(len(first))
                if opens_paragraph(before, first):
                    opening.append(len(first))
                if is_item(_unmarked(first)):
                    of_items.append(len(first))
        before = first
    if len(continued) < 3 or len(continued) * 6 < pairs:
        return None
    width = _longest(continued)
    if width > WIDEST_WRAP:
        return None
    narrow = min(width, _longest(opening)) if len(opening) >= _FEWEST_OPENINGS else width
    item = min(width, _longest(of_items)) if len(of_items) >= _FEWEST_OPENINGS else 0
    return Wrapping(width, narrow, parted=items >= _FEWEST_ITEMS and parted >= _MOSTLY * items, item=item)


def _outside_cells(lines: Sequence[str]) -> list[str]:
    """The lines with those that begin with a bar, and the lines of a cell between two of them, made blank."""
    kept: list[str] = []
    bar: int | None = None
    for at, line in enumerate(lines):
        if line.startswith("|"):
            if bar is not None:
                kept[bar + 1 :] = [""] * (at - bar - 1)
            bar, line = at, ""
        elif not line or (bar is not None and at - bar > _LONGEST_CELL):
            bar = None
        kept.append(line)
    return kept


def opens_paragraph(before: str, line: str) -> bool:
    """Whether a line opens a paragraph: a blank line or a sentence's end stands before it, or it is an item."""
    return not before or is_item(_unmarked(line)) or _SENTENCE_END.search(before[-8:]) is not None


def _longest(lengths: list[int]) -> int:
    return sorted(lengths)[int(len(lengths) * 0.95)]


def wraps(first: str, second: str, wrapped: Wrapping | None, *, opens: bool = False) -> bool:
    """Whether the second line goes on with the first line's paragraph. `opens`: the first line opens it. Lines come stripped, not empty."""
    if _goes_on_with_dash(first, second, wrapped) or _goes_on_with_number(first, second):
        return True
    if wrapped is not None and _goes_on_with_thousands(first, second):
        return True
    if is_item(_unmarked(second)):
        return wrapped is not None and wrapped.parted and _is_full(first, second, wrapped)
    if second[0] == "[":
        return False
    if wrapped is not None and _NUMBER_ALONE.fullmatch(_unmarked(first)):
        return True
    if wrapped is not None and _bold_goes_on(first, second):
        return True
    if wrapped is not None and is_capitals(first) and is_capitals(second) and is_item(first) and not _SENTENCE_END.search(first[-8:]):
        return True  # a heading of several lines
    if is_capitals(first) != is_capitals(second) and not _begins_in_sentence(second, first):
        return False
    if wrapped is not None and wrapped.parted:
        recipients = (first[-1] == ";" and matches("recipient_line", first)) or (first[-1] == ":" and matches("label_line", first))
        labelled = matches("label_line", second) and not _begins_lower(second)
        return not (recipients or labelled or _SIGNING.match(second))
    if first[-1] == "]" and wrapped is None:
        return False
    if _begins_lower(second) and not _SENTENCE_END.search(first[-8:]) and (wrapped is not None or len(first) >= _SHORTEST_HALF):
        return not is_capitals(first)
    if wrapped is None or _is_marked_off(first) != _is_marked_off(second):
        return False
    if _SENTENCE_END.search(first[-8:]) and matches("label_line", second):
        return False
    if matches("joining_word", first[-20:]) or matches("inside_name", f"{first[-24:]}|{second[:24]}"):
        return True
    if matches("order_goes_on", f"{first[-60:]}|{second[:24]}"):
        return True
    return len(first) + 1 + len(second.split(None, 1)[0]) > _width_of(first, wrapped, opens=opens) * 0.97


def _width_of(first: str, wrapped: Wrapping, *, opens: bool) -> int:
    """The width of such lines as the first one is; that of all where a sentence ends with it."""
    if _SENTENCE_END.search(first[-8:]):
        return wrapped.width
    if wrapped.item and is_item(_unmarked(first)):
        return wrapped.item
    return wrapped.opening if opens else wrapped.width


def _is_full(first: str, second: str, wrapped: Wrapping) -> bool:
    """Whether a line of text whose items are parted has no room for the next word, and ends in the middle of a sentence and of no list.

    "… ưu tiên các địa bàn cấp độ" + "1. Cấp ngay mì tôm …": the number is no item's.
    """
    if second[:1].isdigit() and not _TAKES_NUMBER.search(first[-16:]):
        return False  # "… báo cáo về Sở Y tế tỉnh" + "1. Sở Nội vụ"
    room = wrapped.width * 0.97 - len(second.split(None, 1)[0]) - 1
    return len(first) > room and not is_item(_unmarked(first)) and not is_capitals(first) and not _SENTENCE_END.search(first[-8:])


def _bold_goes_on(first: str, second: str) -> bool:
    """Whether what the first line begins to print bold ends in the second ("**III. NHIỆM VỤ, GIẢI PHÁP TRỌNG", "TÂM**")."""
    return first.count("**") % 2 == 1 and second.count("**") % 2 == 1 and is_capitals(first) == is_capitals(second)


def _goes_on_with_dash(first: str, second: str, wrapped: Wrapping | None) -> bool:
    """Whether the dash that opens a line of wrapped text is inside a name or quotation of the line above, and no item's."""
    if wrapped is None or not _DASHED.match(second) or _SENTENCE_END.search(first[-8:]):
        return False
    quoted = first.rfind(_OPEN) > first.rfind(_CLOSE) and _CLOSE in second
    return quoted or matches("dash_inside_name", f"{first[-24:]}|{second[:24]}")


def _goes_on_with_number(first: str, second: str) -> bool:
    """Whether a number that opens a line, behind a dash or not, is the last year of a span, or what is cited.

    "NĂM 2026 -", "2030"; "2026", "- 2030"; "tại khoản", "3 Điều 6".
    """
    if _YEAR_ALONE.search(first[-8:]) and _TO_YEAR.match(second):
        return True
    if not second[:1].isdigit():
        return False
    if _SPAN_OF_YEARS.search(first[-8:]) and _YEAR.match(second):
        return True
    return len(first) >= _SHORTEST_HALF and _CITING.search(first[-12:]) is not None


def _goes_on_with_thousands(first: str, second: str) -> bool:
    """Whether what looks like an item's number is a quantity in the middle of a sentence ("tặng" + "5.000 mũ bảo hiểm")."""
    return _THOUSANDS.match(second) is not None and not _SENTENCE_END.search(first[-8:])


def _unmarked(line: str) -> str:
    """The line without the marks of bold and italic type that open it, or stand about the number that does."""
    unmarked = _MARKS.sub("", line, count=1)
    return _MARKED_NUMBER.sub(r"\1", unmarked, count=1) if _MARKED_NUMBER.match(unmarked) else unmarked


def _is_marked_off(line: str) -> bool:
    """Whether all of a line is bold, as headings are."""
    return len(line) > 4 and line.startswith("**") and line.endswith("**")


def cut_by_page(first: str, second: str) -> bool:
    """Whether two paragraphs are one that a page break cut in two."""
    if len(first) < _SHORTEST_HALF or is_capitals(first[:200]) or is_item(second) or _SENTENCE_END.search(first[-8:]):
        return False
    if _begins_lower(second):
        return True
    return matches("unfinished", first[-20:]) and not is_capitals(second[:200])


def _begins_lower(text: str) -> bool:
    found = _FIRST_LETTER.match(text)
    return found is not None and found.group(1).islower()


def _begins_in_sentence(second: str, first: str) -> bool:
    """A line of capitals inside ordinary text ("CCHC" alone) or a number goes on where the first line is no heading."""
    return not is_capitals(first) and len(second) < 12 and not _SENTENCE_END.search(first[-8:])
