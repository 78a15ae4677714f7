"""Texts that are made to take long: each of `WORDS`, what a plan may hold, repeated without an end in each of `LAYOUTS`.

`layout(unit, length)` gives a text of some `length` characters. `rule_openings` are the examples of the rules of `models/`, each cut off
before its end: what a rule begins to match and does not find the end of. The same names give the same texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

__all__ = ["LAYOUTS", "MARKDOWN", "WORDS", "rule_openings"]

ROOT = Path(__file__).resolve().parent.parent
WORDS = {
    "digits": "1",
    "digits and slashes": "1/",
    "digits and semicolons": "1;",
    "dates": "15/6/2024, ",
    "dates without a gap": "15/6/2024",
    "day and month": "ngày 15 tháng 6 ",
    "days listed": "ngày 1, 2, 3, ",
    "months listed": "tháng 1, 2, 3 và ",
    "quarters": "quý I, II, III, ",
    "years": "2024-2025, ",
    "years joined": "2024-",
    "dots": ".",
    "dots and blanks": ". ",
    "commas": ",",
    "commas and blanks": ", ",
    "semicolons": "; ",
    "colons": ": ",
    "dashes": "- ",
    "dashes without a gap": "-",
    "slashes": "/",
    "plus signs": "+ ",
    "brackets that open": "(",
    "brackets that close": ")",
    "empty brackets": "()",
    "brackets in brackets": "(Sở ",
    "square brackets": "[",
    "abbreviations in brackets": "Sở Nội vụ (SNV), ",
    "short forms": "(gọi tắt là A) ",
    "short forms that never end": "(gọi tắt là ",
    "short forms in quotes": "(sau đây gọi tắt là “",
    "quotes": "“",
    "straight quotes": '"',
    "asterisks": "*",
    "asterisks and words": "**a ",
    "underscores": "_a ",
    "backticks": "`",
    "hashes": "# ",
    "pipes": "|",
    "pipes and words": "a | ",
    "tabs": "\t",
    "words and tabs": "ab\t",
    "blanks": " ",
    "words and wide gaps": "ab     ",
    "hard blanks": "\u00a0",
    "a word": "việc ",
    "a letter": "a",
    "a capital": "A",
    "capitals": "SỞ NỘI VỤ ",
    "capitals with dots": "A.",
    "and": "và ",
    "and without a gap": "và",
    "of": "của ",
    "or": "hoặc ",
    "with": "phối hợp với ",
    "led by": "do Sở Nội vụ chủ trì, ",
    "leads": "chủ trì, ",
    "leads and partners": "Sở Y tế chủ trì, phối hợp với Sở Nội vụ ",
    "agencies": "Sở Nội vụ, ",
    "agencies joined": "Sở Nội vụ và ",
    "agencies in a dash": "Sở Nội vụ - ",
    "agencies without a gap": "SởNộivụ",
    "agency words": "Sở ",
    "committees": "Ủy ban nhân dân ",
    "committees of places": "UBND xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang, ",
    "places": "huyện Lạng Giang, ",
    "levels": "các sở, ban, ngành, ",
    "departments": "Phòng Nội vụ, ",
    "departments by number": "Phòng 1, 2, 3, ",
    "bodies listed": "Ban: Tổ chức, Tuyên giáo, ",
    "abbreviations": "UBND, HĐND, ",
    "initials": "SNN&MT, ",
    "decisions": "theo Quyết định số ",
    "decisions with numbers": "theo Quyết định số 12/QĐ-UBND ngày 15/6/2024 của ",
    "symbols": "12/QĐ-UBND, ",
    "symbols without a gap": "12/QĐ-",
    "numbers of decrees": "Nghị định số 30/2020/NĐ-CP, ",
    "numbers listed": "số 12, 13, 14, ",
    "articles": "khoản 1, Điều 2, ",
    "articles and": "Điều 1, 2, 3 và ",
    "laws": "Luật Tổ chức chính quyền địa phương, ",
    "laws and words": "Luật Viên chức và ",
    "basis": "Căn cứ Luật ",
    "titles": "Kế hoạch về việc ",
    "on the matter": "về việc ",
    "issued with": "ban hành kèm theo Quyết định số ",
    "percentages": "95,5%, ",
    "percentages without a gap": "1%",
    "percentages and a letter": "1%a ",
    "signs before figures": "%1 ",
    "per mille": "1‰",
    "percentages reached": "đạt 95% trở lên ",
    "ranges": "từ 30% đến ",
    "sums": "1.200 tỷ đồng, ",
    "thousands": "1.000.",
    "counted": "đỡ đầu 12 trẻ em, ",
    "so many of": "5/7 xã, ",
    "each so many": "mỗi tháng 02 kỳ ",
    "persons": "đồng chí Nguyễn Văn A, ",
    "persons in charge": "phân công đồng chí Phó Chủ tịch UBND ",
    "names": "Nguyễn Văn ",
    "by": "trước ngày ",
    "within": "trong thời hạn 15 ngày làm việc kể từ ngày ",
    "from to": "từ ngày 1 đến ngày ",
    "recurring": "hằng tháng, hằng quý, ",
    "products": "Sản phẩm: báo cáo; ",
    "labels": "Thời gian: ",
    "labels run together": "Chủ trì: Sở Y tế; Phối hợp: ",
    "combining marks": "a\u0301\u0323",
    "combining marks alone": "\u0301",
    "composed in parts": "e\u0302\u0301",
    "zero width": "\u200b",
    "soft hyphens": "a\u00ad",
    "emoji": "\U0001f600",
    "private use": "\uf0b7 ",
    "broken letters": "\ufffd",
    "telex": "Keo^' hoa.ch ",
    "legacy letters": "KÕ ho¹ch ",
    "items": "1. ",
    "items of depth": "1.1.1.1.1. ",
    "items of letters": "a) ",
    "items of numerals": "I. ",
    "items in brackets": "(1) ",
    "words of tasks": "Xây dựng, ban hành ",
    "markup": "<b>",
    "markup that never ends": "<td ",
    "entities": "&amp;",
    "entities that never end": "&#",
    "comments": "<!-- ",
    "links": "[a](",
    "braces": "{",
    "JSON": '{"a":',
    "escapes": "\\",
}

_HEAD = "KẾ HOẠCH\nTriển khai công tác năm 2024\n\nI. NHIỆM VỤ\n"
_TABLE_HEAD = "| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n"
_LINE = 80


def _line(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _lines(unit: str, length: int, width: int = _LINE) -> str:
    line = _line(unit, max(width, len(unit))).rstrip() + "\n"
    return _line(line, length)


def _short_lines(unit: str, length: int) -> str:
    return _line(unit.rstrip(" ") + "\n", length)


def _numbered(unit: str, length: int) -> str:
    lines: list[str] = []
    done = 0
    while done < length:
        lines.append(f"{len(lines) + 1}. {unit.strip()}")
        done += len(lines[-1]) + 1
    return "\n".join(lines)


def _cell(column: int) -> Callable[[str, int], str]:
    """A table of one row whose cell in that column holds the text."""

    def table(unit: str, length: int) -> str:
        cells = ["1", "Xây dựng báo cáo", "Sở Y tế", "2024"]
        cells[column] = _line(unit, length).replace("\n", " ")
        return f"{_TABLE_HEAD}| {' | '.join(cells)} |\n"

    return table


def _rows(unit: str, length: int) -> str:
    row = f"| 1 | {unit} | {unit} | {unit} |\n"
    return _TABLE_HEAD + _line(row, length)


LAYOUTS: dict[str, Callable[[str, int], str]] = {
    "one line": _line,
    "an item": lambda unit, length: _HEAD + "1. Xây dựng báo cáo " + _line(unit, length),
    "lines": _lines,
    "short lines": _short_lines,
    "items": lambda unit, length: _HEAD + _numbered(unit, length),
    "a cell": _cell(1),
    "a cell of leads": _cell(2),
    "a cell of times": _cell(3),
    "rows": _rows,
    "capital line": lambda unit, length: _line(unit, length).upper(),
}
MARKDOWN = frozenset({"a cell", "a cell of leads", "a cell of times", "rows"})
"""The layouts that are Markdown; the others are plain text."""


def rule_openings() -> Iterator[str]:
    """The first two thirds of each example of a rule."""
    import rtoml

    for path in sorted((ROOT / "models").glob("*.toml")):
        for example in _examples(rtoml.load(path)):
            yield example[: -(-len(example) * 2 // 3)] + " "


def _examples(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("examples", "counter_examples"):
                firsts = (one[0] if isinstance(one, list) else one for one in inner)
                yield from (one for one in firsts if isinstance(one, str) and one)
            else:
                yield from _examples(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _examples(inner)
