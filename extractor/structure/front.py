"""How far the letterhead and the preamble of a document reach.

The letterhead ends with its last sign (quốc hiệu, number, place and date, "V/v", addressees); what stands before its first sign belongs
to it (a copy's notes, stamps). The preamble ends with the enacting words where there are some, else before the first numbered item,
table or heading, else behind the leading legal bases and the paragraph that announces the content ("… như sau:").
All functions take the lines of the document and an index, and give the index behind what they found, or the same index: nothing found.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.structure.closing import starts_closing
from extractor.structure.kinds import kind_of_heading
from extractor.structure.lines import Line
from extractor.structure.numbering import parse_marker
from extractor.structure.signs import (
    is_addressee,
    is_appendix_label,
    is_article,
    is_authority,
    is_enacting,
    is_item,
    is_legal_basis,
    is_motto,
    is_noise,
    is_number,
    is_place_date,
    is_recital,
    is_subject_note,
    is_wiring,
    opens_content,
)

__all__ = ["letterhead_end", "preamble_end"]

_PREAMBLE = 150
_LONGEST_SIGN = 250
_LONGEST_ADDRESSEE = 160
_NAMELESS = 15
_BROKEN = 8
_LETTER_END = 4
# Tables of a web page's own notes above a copied document stand within its first lines.
_COPY_NOTES = 4


def letterhead_end(lines: Sequence[Line], at: int, reach: int) -> int:
    """Behind the letterhead that begins at `at`, looked for in the next `reach` lines."""
    end = at
    for index in range(at, min(len(lines), at + reach)):
        line = lines[index]
        if is_motto(line) or is_number(line) or is_place_date(line) or is_subject_note(line) or is_addressee(line):
            end = index + 1
        elif is_article(line) or is_appendix_label(line) or (line.table and (end > at or index > at + _COPY_NOTES)):
            break
        elif line.column is None and kind_of_heading(line.text):
            # A place and date broken over lines by a converter is no sign, but stands above the kind.
            return index if at < end and index - end <= _BROKEN else _nameless_end(lines, at, index) if end == at else end
        elif end > at and line.column is None and (len(line.text) > _LONGEST_SIGN or is_legal_basis(line) or _is_spaced_item(line)):
            break
    return _tail_end(lines, end) if end > at else at


def _is_spaced_item(line: Line) -> bool:
    """An item; a number torn from its "Số:" ("772/KH-UBND") is none."""
    return is_item(line) and " " in line.text


def _nameless_end(lines: Sequence[Line], at: int, heading: int) -> int:
    """What stands above a kind's heading without any sign of a letterhead is its remains, where it is short."""
    above = lines[at:heading]
    short = heading - at <= _NAMELESS and all(len(line.text) <= _LONGEST_SIGN and not is_item(line) for line in above)
    return heading if short else at


def _tail_end(lines: Sequence[Line], end: int) -> int:
    """What goes on behind the last sign: the rest of the columns, rules, the addressees."""
    addressees = any(is_addressee(line) for line in lines[max(0, end - _LETTER_END) : end])  # place and date may stand behind them
    while end < len(lines):
        line = lines[end]
        listed = (
            addressees
            and len(line.text) <= _LONGEST_ADDRESSEE
            and (
                line.text.lstrip()[:1] in "-–+"
                or line.text.rstrip().endswith((";", ","))
                or lines[end - 1].text.rstrip().endswith((":", ";"))
            )
        )
        side = line.column is not None and not kind_of_heading(line.text)
        if line.table or not (listed or side or line.ruler or is_noise(line)):
            return end
        end += 1
    return end


def preamble_end(lines: Sequence[Line], at: int) -> int:
    """Behind the preamble (căn cứ, and the paragraphs that lead to the content)."""
    limit = min(len(lines), at + _PREAMBLE)
    addressed = _addressed_end(lines, at)
    told, bases = addressed > at, False
    for index in range(addressed, limit):
        line = lines[index]
        if is_enacting(line) and told:
            return index + 1
        if opens_content(line) or (told and _heads_content(line)):
            return index
        if is_appendix_label(line) or starts_closing(lines, index):
            break
        dash = parse_marker(line.text) is not None and not is_recital(line)
        bases = bases or line.folded.startswith("căn cứ")
        if dash and not bases and told and lines[index - 1].text.rstrip().endswith(":"):
            return index
        told = told or not (line.capitals or line.ruler)
    return _leading_bases_end(lines, addressed, limit)


def _addressed_end(lines: Sequence[Line], at: int) -> int:
    """Behind the addressees of a telegram, a list under "THỦ TƯỚNG CHÍNH PHỦ điện:"."""
    if at >= len(lines) or not is_wiring(lines[at]):
        return at
    end = at + 1
    while end < len(lines) and not lines[end].table and (lines[end].text.lstrip()[:1] in "-–+" or lines[end].text.rstrip().endswith(";")):
        end += 1
    return end


def _heads_content(line: Line) -> bool:
    """A heading in capitals without a number."""
    return line.capitals and 6 < len(line.text) < 200 and not is_enacting(line) and not is_authority(line) and not is_noise(line)


def _leading_bases_end(lines: Sequence[Line], at: int, limit: int) -> int:
    end = at
    for index in range(at, limit):
        line = lines[index]
        announces = line.text.rstrip().endswith(":") and index - end <= 2
        if is_legal_basis(line) or is_authority(line) or announces or (index == at and is_recital(line)):
            end = index + 1
            if announces:
                break
        elif index - end > 2:
            break
    return end
