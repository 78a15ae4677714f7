"""A closing whose recipients and signature are parted by a bar or a tab, row by row or once for all.

    Nơi nhận:            | TM. ỦY BAN NHÂN DÂN            Nơi nhận:
    - Như trên;          | CHỦ TỊCH                       - Như Điều 2;
    - Lưu: VT.           |                                - Lưu: VT. | BỘ TRƯỞNG
    Nguyễn Văn An                                         Phạm Hồng Hà

Its rows begin at the recipients' head with a mark behind it, and go on over rows with a mark, recipients' lines (which stand on the left)
and blank ones (`opens_closing`, `in_closing`, `halves`: for bars and the tabs of a Word document alike). Where a text has one bar alone,
the recipients are on the lines before it and the signature on those behind it. The signature's last lines may stand by themselves:
capitals, and the name (`models/layout_words.toml`, `signature_line`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.text.line_joining import is_capitals, is_item

__all__ = ["BAR", "TABS", "Closing", "halves", "in_closing", "opens_closing", "read_closing"]

BAR = lazy_pattern(r"[ \t]*\|[ \t]*")
TABS = lazy_pattern(r"[ \t]*\t[ \t]*")
_RECIPIENT_LINES, _SIGNATURE_LINES = 40, 12
_FEWEST_ROWS = 2


class Closing(Struct, frozen=True):
    """The lines of its two columns, and how many lines of the text it takes."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    taken: int


def opens_closing(text: str, mark: re.Pattern[str]) -> bool:
    """Whether a row is the recipients' head with a mark behind it."""
    return matches("recipients_head", text) and mark.search(text.strip()) is not None


def in_closing(text: str, mark: re.Pattern[str]) -> bool:
    """Whether a row behind such a head, not blank, is still of the closing."""
    return mark.search(text) is not None or is_item(text.strip()) or matches("recipient_line", text)


def halves(text: str, mark: re.Pattern[str]) -> tuple[int, int]:
    """Where a row's left cell ends and where its right one begins."""
    found = mark.search(text)
    return found.span() if found else (len(text), len(text))


def read_closing(lines: Sequence[str], at: int) -> Closing | None:
    """The closing with bars whose head stands at an index of the lines (stripped); None where it is none."""
    found = _rows(lines, at) if opens_closing(lines[at], BAR) else None
    return found or _parted_once(lines, at)


def _rows(lines: Sequence[str], at: int) -> Closing | None:
    """A closing with a bar on each row, or on all but some; None where only one has a bar, or one has more cells than two."""
    last = at
    rows = 0
    for index in range(at, min(at + _RECIPIENT_LINES, len(lines))):
        if lines[index] and not in_closing(lines[index], BAR):
            break
        if BAR.search(lines[index]):
            rows += 1
            last = index
    cells = [halves(line, BAR) for line in lines[at : last + 1]]
    left = [line[:end] for line, (end, _) in zip(lines[at : last + 1], cells, strict=True)]
    right = [line[start:].rstrip("| \t") for line, (_, start) in zip(lines[at : last + 1], cells, strict=True)]
    if rows < _FEWEST_ROWS or any("|" in cell for cell in right) or not any(right):
        return None
    signature = _signature(lines, last + 1)
    return Closing(tuple(left), (*right, *signature), last + 1 + len(signature) - at)


def _parted_once(lines: Sequence[str], at: int) -> Closing | None:
    """Recipients up to the only bar, the signature behind it; a bar may stand behind that too."""
    bar = next((index for index in range(at, min(at + _RECIPIENT_LINES, len(lines))) if "|" in lines[index]), None)
    if bar is None:
        return None
    left, _, right = lines[bar].partition("|")
    right, _, rest = right.partition("|")
    if rest.strip() or not (right.strip() or left.strip()):
        return None
    signature = _signature(lines, bar + 1)
    return Closing((*lines[at:bar], left), (right, *signature), bar + 1 + len(signature) - at)


def _signature(lines: Sequence[str], at: int) -> list[str]:
    """The lines of a signature from an index on, up to its last name; none where no name follows."""
    found: list[str] = []
    named = 0
    for line in lines[at : at + _SIGNATURE_LINES]:
        bare = line.rstrip("| ")
        if bare and not is_capitals(bare):
            if not matches("signature_line", bare):
                break
            named = len(found) + 1
        found.append(bare)
    return found[:named]
