"""Notes that web pages print at the end of a text, with marks in brackets: "[1] Nghị quyết số …", cited as "kế hoạch[1]".

A note begins where the last "[1]" opens a line and goes on over the lines behind it, up to a blank line, a bar, the next mark, the head of
the recipients, a line in capitals (as an appendix has) or an item. The notes are those whose marks count up from there. Notes without a
text and notes that nothing before them cites are none.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.text.line_joining import is_capitals, is_item, seam

__all__ = ["EndNote", "end_notes"]

_MARK = lazy_pattern(r"\\?\[(\d{1,2})\\?\](?=\s|$)")
_CITED = lazy_pattern(r"\\?\[(\d{1,2})\\?\]")
_FIRST = ("[1]", "\\[1\\]")


class EndNote(Struct, frozen=True):
    """A note: its mark as printed ("[1]"), its text without it, and the index of the line behind it."""

    mark: str
    text: str
    end: int


def end_notes(lines: Sequence[str]) -> dict[int, EndNote]:
    """The notes at the end of a text by the index of their first line. The lines come stripped."""
    first = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].startswith(_FIRST) and _MARK.match(lines[at])), None)
    if first is None:
        return {}
    cited = {mark for line in lines[:first] for mark in _CITED.findall(line)}
    notes: dict[int, EndNote] = {}
    number, at = 1, first
    while at < len(lines):
        found = _MARK.match(lines[at])
        if found is None or int(found[1]) != number:
            at += 1
            continue
        text, end = lines[at][found.end() :].strip(), at + 1
        while end < len(lines) and lines[end] and lines[end][0] != "|" and not _MARK.match(lines[end]):
            if text and (is_item(lines[end]) or is_capitals(lines[end]) or matches("recipients_head", lines[end])):
                break
            text += (seam(text, lines[end]) if text else "") + lines[end]
            end += 1
        if text and found[1] in cited:
            notes[at] = EndNote(f"[{number}]", text.rstrip("|").rstrip(), end)
        number, at = number + 1, end
    return notes
