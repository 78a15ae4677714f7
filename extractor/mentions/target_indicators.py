"""What the figure of a target measures, as printed: the phrase before its verb ("tỷ lệ … đạt 90%"), else the phrase behind its unit
("95% chất thải …")."""

from __future__ import annotations

import re

__all__ = ["CLAUSE_START", "indicator"]

CLAUSE_START = re.compile(r"[.;\n](?!\d)|\bvà\s+(?=\d)|%,")
_CLAUSE_END = re.compile(r"[.;,:(\n](?!\d)|\bvà\s+\d")
_NOUN_HEAD = re.compile(
    r"\b(?:tỷ\s+lệ|tỉ\s+lệ|tỷ\s+trọng|tốc\s+độ|số\s+lượng|số|tổng|mức|diện\s+tích|sản\s+lượng|giá\s+trị|thu\s+nhập|chỉ\s+số|năng\s+suất|thu|độ|thời\s+gian)\b"
)
_VALUE_WORDS = re.compile(
    r"(?:\s*[,:(]?\s*\b(?:phấn\s+đấu|duy\s+trì|ổn\s+định|đạt|tăng|giảm|nâng|còn|ở|mức|chiếm|hằng\s+năm|hàng\s+năm|bình\s+quân|là|xuống|lên|từ|trên|dưới|hơn|ít\s+nhất|"
    r"hoặc\s+bằng|bằng\s+hoặc|bằng|tối\s+thiểu|tối\s+đa|không\s+(?:quá|dưới|thấp\s+hơn|ít\s+hơn)|khoảng|thêm|gấp|đến|hoàn\s+thành)(?!\w))+\s*$"
)
_ENOUGH_SAID = re.compile(r"\s*\btrở (?:lên|xuống)$")
_STATED = re.compile(r"\b(?:đạt|là|ở|mức|còn|xuống|lên|bình\s+quân|duy\s+trì|chiếm)\b")
_LEAD_IN = re.compile(
    r"[\s,\-+*•–:]*(?:(?:phấn\s+đấu|đến\s+(?:hết\s+)?năm\s+\d{4}|bảo\s+đảm|đảm\s+bảo|mục\s+tiêu|chỉ\s+tiêu|trong\s+đó|cắt\s+giảm|giảm|tăng|nâng|đạt|bố\s+trí|có)(?!\w)\s*[,:]?\s*)*"
)


def indicator(printed: str, folded: str, clause: int, match: re.Match[str]) -> str | None:
    """The phrase that the figure at `match` measures, its clause beginning at offset `clause`; None where none is printed."""
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
