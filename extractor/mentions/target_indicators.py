"""What the figure of a target measures, as printed: the phrase before its verb ("tỷ lệ … đạt 90%"), else the phrase behind its unit
("95% chất thải …"). A whole noun phrase or nothing: a verb, a place or a remark in brackets is no indicator."""

from __future__ import annotations

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.patterns import word_start
from extractor.mentions.target_quantities import Quantity

__all__ = ["CLAUSE_START", "indicator"]

# Each begins with what its first letter may be: all others are skipped fast.
CLAUSE_START = lazy_pattern(r"[.;\n%,v](?:(?<=[.;\n])(?!\d)|(?<=%),|(?<=,)\s+(?=không\s+để\s+xảy\s+ra\s)|(?<=v)(?<!\w.)à\s+(?=\d))")
_CLAUSE_END = lazy_pattern(r"[.;,:\n(\[v](?:(?<=[.;,:\n])(?!\d)|(?<=[(\[])|(?<=v)(?<!\w.)à\s+\d)")
# "độ" of "cấp độ", "số" of "chuyển đổi số", "tổng" of "tổng hợp" and "thu" of "thu hồi" are parts of other words.
_NO_NUMBER = (
    "đổi", "tế", "hội", "ký", "một", "vụ", "nghệ", "năng", "thuật", "liệu", "tự", "thiểu", "đa", "chữ", "hệ", "cơ",
)  # fmt: skip
_NUMBER_OF = rf"s{''.join(f'(?<!{word} s)' for word in _NO_NUMBER)}ố(?!\s+(?:hóa|cho|của|trong|tại|với|cộng|và|để))"
_NOUN_HEAD = lazy_pattern(
    word_start((
        r"tỷ\s+lệ", r"tỉ\s+lệ", r"tỷ\s+trọng", r"tốc\s+độ", r"mật\s+độ",
        r"độ(?=\s+(?:che|bao|phủ|chính|tin|tuổi|ẩm|mặn|trễ|sẵn))(?<!cấp độ)(?<!mức độ)",
        r"số\s+lượng", r"sĩ\s+số", r"chỉ\s+số", r"dân\s+số", _NUMBER_OF,
        r"tổng(?!\s+(?:hợp|kết|thể|điều|kiểm|vệ|rà|cục|công|liên|thanh|duyệt|tuyển))",
        r"mức(?!\s+(?:độ|sống|(?:thấp|cao)\s+nhất))", r"diện\s+tích", r"sản\s+lượng", r"giá\s+trị", r"thu\s+nhập", r"năng\s+suất",
        r"thời\s+gian",
        r"t(?<!nguồn t)(?<!doanh t)(?<!tiếp t)(?<!mùa t)hu"
        r"(?!\s+(?:hút|hồi|gom|thập|phí|tiền|xếp|dọn|mua|hoạch|hẹp|nhận|giữ|âm))",
    ))
    + r"\b"
)  # fmt: skip
# What begins or ends so is no noun phrase: a place, a purpose, a relation.
_RELATION = (
    r"(?:cho|với|tại|của|theo|về|trong|để|nhằm|từ|đến|tới|ở|do|(?<!mặt )bằng|"
    r"bởi|trên|dưới|vào|khỏi|ra|và|hoặc|phải|được|bị|là|có|không|đã|sẽ|đang|chưa|trước|sau|qua|giữa|"
    r"mỗi|các|những|so\s+với|tham\s+gia|gắn\s+với|phục\s+vụ|thuộc|khi|như|mà|nếu|trở)(?!\w)"
)
_RELATED = lazy_pattern(rf"(?<!\w)(?:{_RELATION}|(?:đạt|làm|dự\s+thi|di\s+chuyển|đợt\s+\d)(?!\w))")
_BEGINS_RELATED = lazy_pattern(rf"\s*(?!(?:các|những)\s){_RELATION}")
_MORE_OR_FEWER = lazy_pattern(r"\s*trở\s+(?:lên|xuống)(?!\w)")
_ENDS_RELATED = lazy_pattern(rf"(?<!\w){_RELATION}\s*$")
_VALUE_WORDS = lazy_pattern(
    r"(?:\s*(?:[,:(]\s*)?\b(?:phấn\s+đấu|duy\s+trì|ổn\s+định|đạt|tăng|giảm|nâng|còn|ở|mức|chiếm|hằng\s+năm|hàng\s+năm|bình\s+quân|là|xuống|lên|từ\s+\d[\d.,]*\s?%?|từ|trên|dưới|hơn|ít\s+nhất|"
    r"hoặc\s+bằng|bằng\s+hoặc|bằng|tối\s+thiểu|tối\s+đa|không\s+(?:(?:để\s+|cho\s+)?(?:xảy\s+ra\s+)?(?:vượt\s+)?quá|dưới|(?:thấp|ít|cao|nhiều|lớn|nhỏ)\s+hơn)|vượt(?:\s+quá)?|khoảng|thêm|gấp|đến|hoàn\s+thành|"
    r"(?:và\s+)?(?:thuộc|trong|vào|nằm\s+trong|đứng\s+trong)\s+(?:nhóm|tốp|top))(?!\w))++\s*$"
)
_WORDS_LONGEST, _RELATION_LONGEST = 120, 40  # characters: a phrase that must end at a place is looked for right before it
_LETTER = lazy_pattern(r"[A-Za-z\u00aa-\u1fff\u2070-\U0010ffff]")  # and what is none: ten times as fast as a class without exceptions
_SIGN = lazy_pattern(r"[^\W\d_][)\s]*(?:≥|≤|<=?|>=?)\s*$", needs=("<", ">", "≤", "≥"))
# "100% vốn | trước ngày 31/12/2023": when, not what
_BY_A_TIME = lazy_pattern(
    r"\s(?:xong\s+)?(?:trước|chậm\s+nhất|muộn\s+nhất|trong|vào|đến|hết)(?:\s+(?:là|trong|vào|trước|đến|hết|cuối|đầu)){0,3}"
    r"\s+(?:(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d|(?:ngày|tháng)\s+\d|quý\s+(?:[iv]{1,3}|[1-4])(?!\w)|năm\s+(?:19|20)\d\d)"
)
_RANKED = lazy_pattern(r"\s*(?:dẫn|đứng)\s+đầu(?!\w)")
_PASSIVE = lazy_pattern(r"[^\W\d_]\s+được\s+[^\W\d_]")
_ENOUGH = ("lên", "xuống")
_ENOUGH_SAID = lazy_pattern(r"\s*\btrở (?:lên|xuống)$")
_STATED = lazy_pattern(r"\b(?:đạt|là|ở|mức|còn|xuống|lên|bình\s+quân|duy\s+trì|chiếm)\b")
_LEAD_IN = lazy_pattern(
    r"(?:[\s,\-+*:]++|•)*+(?:(?:phấn\s+đấu|năm\s+20\d\d|(?:đến|trong|hết)\s+(?:hết\s+|cuối\s+)?(?:(?:ngày\s+)?\d{1,2}/[\d/]+|20\d\d(?![\d/])|ngày\s+\d[\d/]*|tháng\s+\d[\d/]*|quý\s+[\w/]+|năm)(?:\s+(?:năm\s+)?\d{4})?|bảo\s+đảm|đảm\s+bảo|mục\s+tiêu|chỉ\s+tiêu|trong\s+đó|cắt\s+giảm|giảm|tăng|nâng|đạt|bố\s+trí|có)(?!\w)\s*(?:[,:]\s*)?)*+"
)


def indicator(printed: str, folded: str, clause: int, quantity: Quantity) -> str | None:
    """The phrase that the figure of a quantity measures, its clause beginning at offset `clause`; None where none is printed."""
    start, end, words = clause, quantity.start, None
    if _LETTER.search(folded, clause, end):  # else nothing of what follows can be there
        words = _VALUE_WORDS.search(folded, max(clause, quantity.start - _WORDS_LONGEST), quantity.start)
        end = words.start() if words else quantity.start
        lead = _LEAD_IN.match(folded, clause, end)
        start = lead.end() if lead else clause
        noun = _NOUN_HEAD.search(folded, start, end)
        if noun and not _ends_related(folded, noun.start(), end):
            return _phrase(printed[noun.start() : end])
        if words and _STATED.search(words.group()) and not _ends_related(folded, start, end) and _phrase(printed[start:end]):
            return _phrase(printed[start:end])
        if _SIGN.search(folded, start, end) and (phrase := _phrase(printed[start:end])):
            return phrase
    stop = _CLAUSE_END.search(folded, quantity.end, quantity.end + 200)
    last = stop.start() if stop else min(len(folded), quantity.end + 200)
    if quantity.unit.startswith(("%", "‰", "phần", "/")):
        begins = _MORE_OR_FEWER.match(folded, quantity.end, last)
        at = begins.end() if begins else quantity.end
        if words and not folded[at:last].strip() and _PASSIVE.search(folded, start, end):
            return _phrase(printed[start:end])  # "Trẻ dưới 5 tuổi được tiêm chủng đầy đủ trên 95%"
        if folded[at : at + 1] == ")" or _BEGINS_RELATED.match(folded, at, last):
            return None
        due = _BY_A_TIME.search(folded, at, last)
        return _phrase(printed[at : due.start() if due else last])
    if _RANKED.match(folded, quantity.end, last):
        return None
    related = _RELATED.search(folded, quantity.end, last)
    return _whole(printed[quantity.end : related.start() if related else last])


def _ends_related(folded: str, start: int, end: int) -> bool:
    return _ENDS_RELATED.search(folded, max(start, end - _RELATION_LONGEST), end) is not None


def _whole(printed: str) -> str | None:
    """A phrase of at least two syllables; one alone is the rest of a word whose beginning was taken as the unit ("máy | chủ")."""
    phrase = _phrase(printed)
    return phrase if phrase and " " in phrase and phrase[0].isalpha() else None


def _phrase(printed: str) -> str | None:
    phrase = " ".join(printed.split())
    return (_ENOUGH_SAID.sub("", phrase) if phrase.endswith(_ENOUGH) else phrase).strip(" ,;:-–≥≤<>=") or None
