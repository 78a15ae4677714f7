"""How far a title reaches: the kind in capitals, its subject lines (trích yếu), the note "(Ban hành kèm theo …)"; likewise of an appendix.

A subject ends, in this order of precedence: after the attachment note; before a table, an item, an article, a legal basis or its
heading, or the issuing authority's name; before a paragraph that ends like a sentence; where centred or bold lines, or capitals, give
way to plain text; at a rule. Years alone go on with it.
All functions take the lines of the document and an index, and give the index behind what they found, or the same index: nothing found.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.lazy_patterns import lazy_pattern
from extractor.structure.kinds import kind_of_heading
from extractor.structure.lines import Line
from extractor.structure.numbering import parse_marker
from extractor.structure.signs import (
    is_addressee,
    is_appendix_label,
    is_article,
    is_attachment_note,
    is_authority,
    is_capacity,
    is_enacting,
    is_item,
    is_legal_basis,
    is_motto,
    is_noise,
    is_number,
    is_place_date,
    is_recipients_head,
    is_recital,
    is_wiring,
)

__all__ = ["appendix_title_end", "note_end", "starts_attachment", "subject_end", "title_end"]

_YEARS_ALONE = lazy_pattern(r"\(?[-–—\d\s/.]{0,30}(?<!\d)(?:19|20)\d\d\)?$")
_BASES_HEADING = lazy_pattern(r"(?:các )?(?:căn cứ|cơ sở) (?:pháp lý|lập|xây dựng|ban hành)\b")
_SUBJECT_LINES = 12
_LONGEST_LINE = 450
_LONGEST_PLAIN = 220
_NOTE_LINES = 4
_NOTE_BACK = 6
_ATTACHMENT_AHEAD = 10
_TABLE_AHEAD = 5
_SKIPPED = 12


def title_end(lines: Sequence[Line], at: int) -> int:
    """Behind the title that begins at `at`: a kind's heading, or after a letterhead a subject in capitals."""
    first = _skip(lines, at)
    if first >= len(lines) or lines[first].table or is_appendix_label(lines[first]):
        return at
    heading = kind_of_heading(lines[first].text)
    if heading:
        return subject_end(lines, first + 1, begun=heading[1] < len(lines[first].text))
    if at > 0 and _is_unnamed_title(lines, first):
        return subject_end(lines, first + 1, begun=True)
    return at


def subject_end(lines: Sequence[Line], at: int, *, begun: bool) -> int:
    """Behind the subject lines and the attachment note that follow a heading. `begun`: the line before holds a part of the subject."""
    end = at
    for index in range(at, min(len(lines), at + _SUBJECT_LINES)):
        line = lines[index]
        if line.ruler or is_noise(line):
            if begun and line.ruler and not _note_follows(lines, index):
                return index + 1
        elif is_attachment_note(line):
            return note_end(lines, index)
        elif _ends_subject(lines, index, begun):
            return end
        else:
            begun = True
        end = index + 1
    return end


def note_end(lines: Sequence[Line], at: int) -> int:
    """Behind the attachment note that begins at `at`: its bracket may be closed some lines below, or never."""
    opened = lines[at].text.count("(") > lines[at].text.count(")")
    for index in range(at + 1, min(len(lines), at + _NOTE_LINES)):
        line = lines[index]
        if line.table or is_item(line) or len(line.text) > _LONGEST_PLAIN:
            break
        if opened and ")" in line.text:
            return index + 1
        if not opened and (line.text[:1].islower() and line.centred and "(" not in line.text):
            return index + 1
    return at + 1


def appendix_title_end(lines: Sequence[Line], at: int, *, after_closing: bool = False) -> int:
    """Behind the title of an appendix: its label and subject; or unlabelled title lines with an attachment note.

    `after_closing`: where nothing but an appendix can follow, title lines above a table are enough.
    """
    first = _skip(lines, at)
    if first >= len(lines) or lines[first].table:
        return at
    if is_appendix_label(lines[first]):
        return subject_end(lines, first + 1, begun=False)
    if not _like_title(lines[first]):
        return at
    for index in range(first, min(len(lines), first + _NOTE_BACK)):
        line = lines[index]
        if is_attachment_note(line):
            return note_end(lines, index)
        if line.table and after_closing:
            return index
        if line.table or not (_like_title(line) or line.ruler):
            break
    if after_closing and any(line.table for line in lines[first : first + _TABLE_AHEAD]):
        return subject_end(lines, first + 1, begun=True)
    return at


def starts_attachment(lines: Sequence[Line], at: int) -> bool:
    """Whether the document that a decision issues begins here: a kind's heading, or a letterhead of its own."""
    first = _skip(lines, at)
    for index in range(first, min(len(lines), first + _ATTACHMENT_AHEAD)):
        line = lines[index]
        if line.table or is_appendix_label(line) or is_item(line) or is_attachment_note(line):
            return False
        if is_motto(line) or is_number(line) or kind_of_heading(line.text):
            return True
        if not (_like_title(line) or line.capitals or line.ruler or is_noise(line)):
            return False
    return False


def _skip(lines: Sequence[Line], at: int) -> int:
    end = min(len(lines), at + _SKIPPED)
    while at < end and (lines[at].ruler or is_noise(lines[at])):
        at += 1
    return at


def _like_title(line: Line) -> bool:
    plain = not line.table and 0 < len(line.text) < _LONGEST_LINE and not is_item(line)
    return plain and line.column is None and (line.centred or line.capitals) and line.text.rstrip()[-1:] not in ";:"


def _is_unnamed_title(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if len(line.text) < 12 or is_item(line) or is_enacting(line) or is_recipients_head(line) or is_capacity(line):
        return False
    return line.capitals and not _is_authority_above_bases(lines, at)


def _is_authority_above_bases(lines: Sequence[Line], at: int) -> bool:
    """Capitals that name an authority, with legal bases within the next three lines."""
    if not is_authority(lines[at]):
        return False
    for line in lines[at + 1 : at + 4]:
        if is_legal_basis(line) or is_recital(line):
            return True
        if not line.capitals:
            return False
    return False


def _note_follows(lines: Sequence[Line], at: int) -> bool:
    return any(is_attachment_note(line) for line in lines[at + 1 : at + 3])


def _ends_subject(lines: Sequence[Line], at: int, begun: bool) -> bool:
    line = lines[at]
    if is_wiring(line):
        return True
    if line.table or is_item(line) or is_article(line) or is_enacting(line) or is_legal_basis(line) or is_recipients_head(line):
        return True
    if is_motto(line) or is_number(line) or is_place_date(line) or is_addressee(line):
        return True
    if begun and line.capitals and _BASES_HEADING.match(line.folded):
        return True
    goes_on = begun and lines[at - 1].text.rstrip().endswith(",")  # "CỦA BỘ CHÍNH TRỊ, | BAN BÍ THƯ"
    if _is_authority_above_bases(lines, at) and not goes_on:
        return True
    if parse_marker(line.text) is not None and not (line.centred or line.bold):
        return True
    if len(line.text) > _LONGEST_LINE or _is_sentence(line):
        return True
    styled = line.centred or line.bold or line.capitals
    opens_sentence = is_recital(line) and line.text[:1].isupper()
    if not begun:
        return not styled and opens_sentence and len(line.text) > _LONGEST_PLAIN
    before = lines[at - 1]
    if _YEARS_ALONE.match(line.text.strip()):  # "(27/7/1947 - 27/7/2022)", or the last year of a span that the line above begins
        return False
    if (before.centred or before.bold) and not (line.centred or line.bold):
        return True
    if before.capitals and not line.capitals and not line.centred:
        return not (line.bold or line.text[:1].islower())
    return not styled and (opens_sentence or len(line.text) > _LONGEST_PLAIN)


def _is_sentence(line: Line) -> bool:
    """Whether a line ends as a sentence or an announcement does; short centred lines may end in a full stop and be a title."""
    ended = line.text.rstrip().endswith((".", ";", ":"))
    return ended and not line.capitals and not (line.centred and len(line.text) < _LONGEST_PLAIN)
