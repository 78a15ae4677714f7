"""The closing of a document: recipients (nơi nhận) and signature block (quyền hạn, chức vụ, họ tên), in either order or side by side.

Where a block begins is told by "Nơi nhận:", or by a capacity ("TM. ỦY BAN NHÂN DÂN") or position ("CHỦ TỊCH") in capitals with a person's
name or the recipients close below. Stamps of digital signatures are passed over. What a converter left on one line ("Nơi nhận: CHỦ TỊCH",
"KT. BỘ TRƯỞNG THỨ TRƯỞNG", "- Lưu: VT. Nguyễn Văn An") is parted.
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.lazy_patterns import lazy_pattern
from extractor.records import Signer
from extractor.structure.kinds import kind_of_heading
from extractor.structure.lines import Line, part_of
from extractor.structure.signs import (
    is_appendix_label,
    is_attachment_note,
    is_authority,
    is_capacity,
    is_item,
    is_motto,
    is_noise,
    is_number,
    is_person,
    is_position,
    is_recipients_head,
    offices_in,
    without_rank,
)

__all__ = ["closing_end", "read_recipients", "read_signer", "starts_closing"]

_SIGNATURE = 14
_LONGEST_RECIPIENT = 300
_LONGEST_PLAIN = 160
_BULLET = lazy_pattern(r"\s*(?:[-+*]\s*|[–—•]\s*)")  # two classes compile in a fraction of the time of one
_SIDE_END = lazy_pattern(r"(?<=[:;.,])\s+(?=[^\W\d_])")
_MARK = lazy_pattern(r"(?:^|(?<=\s))(tm|t/m|kt|k/t|tl|t/l|tuq|t/uq|q)(?:[./]\s*|\s+)")
_LAST = lazy_pattern(r"\W*lưu\b")
_SIGNED = lazy_pattern(r"\W*(?:đã ký|ký tên|ký(?:,| và)? (?:ghi rõ|đóng dấu|họ tên)|chữ ký)", needs=("ký",))
_COPIES = lazy_pattern(r"\W*(?:bản điện tử|bản giấy|gửi bản|đồng gửi|văn bản điện tử|như trên)")


def starts_closing(lines: Sequence[Line], at: int) -> bool:
    """Whether the closing begins at this line."""
    line = lines[at]
    if line.table:
        return False
    if is_recipients_head(line):
        return True
    if line.text.rstrip().endswith((":", ";", ".")) or not (is_capacity(line) or is_position(line)):
        return False
    for below in lines[at + 1 : at + _SIGNATURE]:
        if is_recipients_head(below) or (is_person(below) and not below.folded.startswith("phụ lục")):
            return True
        if below.table or is_item(below) or len(below.text) > _LONGEST_PLAIN or is_appendix_label(below):
            return False
    return False


def closing_end(lines: Sequence[Line], at: int) -> int:
    """The index behind the closing that begins at `at`, or `at` where none does."""
    if at >= len(lines) or not starts_closing(lines, at):
        return at
    recipients = last = signed = False
    for index in range(at, len(lines)):
        line = lines[index]
        if line.table or is_appendix_label(line) or is_attachment_note(line):
            return index
        if is_motto(line) or is_number(line):
            return _above_agencies(lines, at, index)
        if line.column is None and kind_of_heading(line.text):
            return index
        if is_recipients_head(line):
            recipients = True
        elif is_capacity(line) or is_position(line) or is_noise(line) or line.ruler or _SIGNED.match(line.folded):
            pass
        elif is_person(line) and not recipients:
            signed = True
        elif line.column is None and not _continues(lines[index - 1], line, recipients, last, signed):
            return index
        last = last or (recipients and _LAST.match(line.folded) is not None)
        signed = signed or is_person(line)
    return len(lines)


def _above_agencies(lines: Sequence[Line], at: int, index: int) -> int:
    """Back from the first sign of a second letterhead over the agencies' names that stand above it."""
    while index > at + 1 and (lines[index - 1].ruler or (lines[index - 1].capitals and is_authority(lines[index - 1]))):
        index -= 1
    return index


def _continues(before: Line, line: Line, recipients: bool, last: bool, signed: bool) -> bool:
    """Whether a line that has no sign of its own goes on with recipients or signature."""
    if is_person(line):
        return True
    if len(line.text) > _LONGEST_RECIPIENT or is_item(line):
        return False
    if recipients and _BULLET.match(line.text):
        return True
    if line.capitals:
        return not signed and (is_capacity(before) or (is_authority(line) and not is_position(before)))
    if not recipients:
        return False
    if _COPIES.match(line.folded):
        return True
    ended = before.text.rstrip().endswith((";", ".", ":"))
    return (not ended and not is_person(before)) or (not last and line.text.rstrip().endswith((";", ".", ",")))


def _parted(lines: Sequence[Line]) -> list[Line]:
    """The lines, each recipient and signer, capacity, position and name on a line of its own."""
    return [part for line in lines for side in _sides(line) for part in _offices_apart(side)]


def _sides(line: Line) -> list[Line]:
    """A line of the recipients, and what of the signature stands behind it on the same line."""
    if line.table or len(line.text) > _LONGEST_RECIPIENT or not (is_recipients_head(line) or _BULLET.match(line.text)):
        return [line]
    for end in _SIDE_END.finditer(line.text):
        if line.text[end.end()].islower():
            continue
        rest = part_of(line, end.end(), len(line.text))
        if is_capacity(rest) or is_position(rest) or (is_person(rest) and _LAST.match(line.folded)):
            return [part_of(line, 0, end.start()), rest]
    return [line]


def _offices_apart(line: Line) -> list[Line]:
    """Capacity, position and name of a signer that stand on one line."""
    words = list(re.finditer(r"\S+", line.text[: _LONGEST_PLAIN + 1]))
    name = next((word.start() for word in words if word.group()[1:] != word.group()[1:].upper()), 0)
    if name and name < len(line.text) <= _LONGEST_PLAIN:
        office, person = part_of(line, 0, name), part_of(line, name, len(line.text))
        if (is_capacity(office) or is_position(office)) and is_person(person):
            return [*_offices_apart(office), person]
    marks = list(_MARK.finditer(line.folded)) if is_capacity(line) else []
    if not marks:
        return [line]
    offices = offices_in(line.folded, marks[-1].end())
    # "KT." is followed by the office signed for, "TM." by a body's name, which may hold an office itself ("TM. BAN BÍ THƯ").
    bodies = [at for at in offices if at > marks[-1].end() and not line.folded[:at].endswith("ban ")]
    own = offices[1:] if marks[-1][1][-1] != "m" else bodies
    return [part_of(line, 0, own[0]), part_of(line, own[0], len(line.text))] if own else [line]


def read_recipients(lines: Sequence[Line]) -> tuple[str, ...]:
    """The recipients of a closing's lines, each without its dash and its semicolon; a recipient set on several lines is joined."""
    found: list[str] = []
    begun = False
    column = None
    for line in _parted(lines):
        if is_recipients_head(line):
            begun, column = True, line.column
            rest = re.sub(r"^[\W_]*nơi\s+nhận\s*[:.]?", "", line.text, flags=re.IGNORECASE).strip()
            if rest:
                found += _split_recipients(rest)
            continue
        if not begun or (line.column != column and not _across(line)) or line.ruler or is_noise(line):
            continue
        if is_capacity(line) or is_position(line) or (is_person(line) and not _open(found)):
            continue
        bullet = _BULLET.match(line.text)
        if bullet:
            found.append(line.text[bullet.end() :])
        elif _COPIES.match(line.folded) and line.text.rstrip().endswith(":"):
            continue
        elif _open(found) and not line.capitals:
            found[-1] = f"{found[-1]} {line.text.strip()}"
        elif line.text.rstrip().endswith((";", ".", ",")):
            found.append(line.text)
    return tuple(text for text in (_cleaned(item) for item in found) if text)


def _across(line: Line) -> bool:
    """Whether a line that stands in no column is the last of the recipients, which the signer's name beside it drew over both."""
    return line.column is None and _BULLET.match(line.text) is not None and _LAST.match(line.folded) is not None


def _open(found: Sequence[str]) -> bool:
    return bool(found) and not found[-1].rstrip().endswith((";", "."))


def _split_recipients(text: str) -> list[str]:
    """Recipients that a converter left on one line: "- Như Điều 3; - Lưu: VT."."""
    return [part for part in re.split(r"(?:^|(?<=[;.:\s]))\s*[-–]\s+(?=\S)", text) if part.strip()]


def _cleaned(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().rstrip(";.,").strip()


def read_signer(lines: Sequence[Line]) -> Signer | None:
    """Who signed, from a closing's lines: the capacity as printed, the position below it, the first name below them. None without a name.

    Where several sign (kế hoạch liên tịch), the first. The signature stands in the right column where there is one.
    """
    plain = [line for line in _parted(lines) if not (line.ruler or is_noise(line))]
    rows = [line for line in plain if line.column != "left"] or plain
    for index, line in enumerate(rows):
        if not (is_capacity(line) or is_position(line)):
            continue
        capacity, position, name = _signature(rows[index:])
        if name:
            return Signer(name=name, position=position, capacity=capacity)
    return None


def _signature(rows: Sequence[Line]) -> tuple[str | None, str | None, str | None]:
    capitals: list[Line] = []
    for line in rows:
        if is_person(line):
            name = without_rank(line.text.strip())
            capacity, position = _divide(capitals)
            return capacity, position, name
        if line.capitals and not is_recipients_head(line):
            capitals.append(line)
        elif len(capitals) and len(line.text) > _LONGEST_PLAIN:
            break
    return None, None, None


def _divide(capitals: Sequence[Line]) -> tuple[str | None, str | None]:
    """Capacity and position of the capital lines above a name: the capacity ends with the last line that begins with TM., KT. and the like
    (and the agency's name going on below it); what is left is the signer's own position, "Q. GIÁM ĐỐC" too."""
    marks = [index for index, line in enumerate(capitals) if is_capacity(line) and not line.folded.startswith("q")]
    if not marks:
        return None, _joined(capitals)
    cut = marks[-1] + 1
    while cut < len(capitals) and (not is_position(capitals[cut]) or capitals[cut - 1].text.rstrip().endswith(",")):
        cut += 1  # "KT. BỘ TRƯỞNG, | CHỦ NHIỆM"
    if cut == len(capitals):
        cut = marks[-1] + 1
    return _joined(capitals[:cut]), _joined(capitals[cut:])


def _joined(lines: Sequence[Line]) -> str | None:
    return re.sub(r"\s+", " ", " ".join(line.text.strip() for line in lines)).strip() or None
