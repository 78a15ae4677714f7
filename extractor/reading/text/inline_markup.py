"""Reads the marks inside a line of Markdown or simple HTML: emphasis, line breaks, escapes, links, and the marks of notes.

`inline("**Phụ lục**<br>*(Kèm theo …)*")` gives a Piece: its text is free of marks, has bold and italic spans, and "\\n" where a
line ends.
- Emphasis is `*`, `**`, `***`, and the tags b, strong, i, em. A star that closes nothing and opens nothing stays in the text ("(*)").
  A blank inside the marks ("**1. **Tổ chức") closes all the same.
- Two underscores on either side of words ("__Nơi nhận__") are marks too and are dropped.
- Two emphasised stretches that touch ("**PHỤ LỤC****CÁC NỘI DUNG…***(Kèm…)*") were two lines: "\\n" stands between them.
- `<sup>1</sup>`, `[^1]` and "[1]" cite a note where `notes` has that mark ("1", and "[1]" for brackets); else they are text.
Every pass is linear in the length of the line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection

from msgspec import Struct, field

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pieces import Piece
from extractor.records import Span

__all__ = ["inline", "note_of"]

_TOKEN = lazy_pattern(
    r"(?P<bracket> ?\\?\[\d{1,2}\\?\])(?!\()|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>&~])"
    r"|<sup>\s*\(?(?P<sup>[\d*a-z]{1,3})\)?\s*</sup>|\[\^(?P<cite>\w{1,8})\]"
    r"|<(?P<close>/?)(?P<tag>b|strong|i|em)>|<(?P<br>br)\s*/?>|</?(?:u|sup|sub|span|font|p|div|center|small|s|a)(?:\s[^<>]{0,300})?>"
    r"|!\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)|\[(?P<link>[^\[\]]{1,300})\]\((?:https?|mailto|#|/)[^()\s]{0,500}\)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});)"
    r"|(?<!\*)\*\*(?P<blank>\s+)\*\*(?!\*)|(?P<stars>\*+)|(?<![\w_])__(?=[^\W_][^_]{0,200}[^\W\d_][^_]{0,200}__(?![\w_]))|(?<=[^\s_])__(?![\w_])(?<=[^\W\d_]__|[:.;,)]__)",
    re.IGNORECASE,
)
_NOTE = lazy_pattern(r"\s*(?:<sup>\s*\(?([\d*a-z]{1,3})\)?\s*</sup>|\[\^(\w{1,8})\]:)\s*(?=\S)", re.IGNORECASE)
_UNITS = {"m", "km", "cm", "dm", "mm", "ha", "co"}


def note_of(line: str) -> tuple[str, str] | None:
    """(mark, text) of a line that is a footnote: "<sup>1</sup> Kế hoạch số …" or "[^1]: …"; None for any other line."""
    found = _NOTE.match(line)
    return (found.group(1) or found.group(2), line[found.end() :]) if found else None


def inline(raw: str, notes: Collection[str] = ()) -> Piece:
    """The text of a raw line as a Piece; `notes` are the marks of the document's notes, which are the keys of the citations."""
    state = _Writer()
    at = 0
    for found in _TOKEN.finditer(raw):
        state.write(raw[at : found.start()])
        at = found.end()
        kind = found.lastgroup
        if found["stars"]:
            _stars(state, raw, found)
        elif found["tag"]:
            name = "bold" if found["tag"].lower() in {"b", "strong"} else "italic"
            state.tag(name, closing=bool(found["close"]))
        elif found["blank"]:
            state.part("bold", found["blank"])
        elif found["br"]:
            state.write("\n")
        elif kind in {"sup", "cite"}:
            mark = found["sup"] or found["cite"]
            if mark in notes and (kind == "cite" or state.last_word() not in _UNITS):
                state.cites.append((state.length, mark))
            else:
                state.write(mark)
        elif found["bracket"]:
            printed = found["bracket"].replace("\\", "")
            if printed.strip() in notes and state.length:
                state.cites.append((state.length, printed.strip()))
            else:
                state.write(printed)
        elif found["escaped"] or found["link"]:
            state.write(found["escaped"] or found["link"])
        elif found["entity"]:
            state.write(html.unescape(found["entity"]))
    state.write(raw[at:])
    return state.piece()


class _Writer(Struct):
    """The text so far, and the stars whose fate is not known yet: an unclosed opener becomes text again at the end."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    bold: list[Span] = field(default_factory=list)
    italic: list[Span] = field(default_factory=list)
    cites: list[tuple[int, str]] = field(default_factory=list)
    open_tags: dict[str, int] = field(default_factory=dict)
    openers: dict[str, tuple[int, int]] = field(default_factory=dict)

    def write(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def last_word(self) -> str:
        return (self.parts[-1].split() or [""])[-1].lower().lstrip("(") if self.parts else ""

    def tag(self, name: str, *, closing: bool) -> None:
        if not closing:
            self.open_tags.setdefault(name, self.length)
        elif name in self.open_tags:
            self._mark(name, self.open_tags.pop(name))

    def open(self, name: str) -> None:
        """A star opener; its part is kept empty, to hold the stars again should nothing close it."""
        self.openers[name] = (self.length, len(self.parts))
        self.parts.append("")

    def close(self, name: str) -> None:
        start, _ = self.openers.pop(name)
        self._mark(name, start)

    def part(self, name: str, blank: str) -> None:
        """Stars, a blank and stars again: the end of one stretch and the beginning of the next, or an empty one."""
        goes_on = name in self.openers
        if goes_on:
            self.close(name)
        self.write(blank)
        if goes_on:
            self.open(name)

    def _mark(self, name: str, start: int) -> None:
        if start < self.length:
            (self.bold if name == "bold" else self.italic).append(Span(start, self.length))

    def piece(self) -> Piece:
        late = sorted((start, index, "**" if name == "bold" else "*") for name, (start, index) in self.openers.items())
        for _, index, stars in late:
            self.parts[index] = stars

        def moved(offset: int, *, after: bool) -> int:
            return offset + sum(len(stars) for start, _, stars in late if start < offset or (start == offset and after))

        def spans(found: list[Span]) -> tuple[Span, ...]:
            return tuple(Span(moved(span.start, after=True), moved(span.end, after=False)) for span in found)

        cites = tuple((moved(offset, after=True), mark) for offset, mark in self.cites)
        return Piece("".join(self.parts), spans(self.bold), spans(self.italic), cites=cites)


def _stars(state: _Writer, raw: str, found: re.Match[str]) -> None:
    """One run of stars: closes what is open and touches text on its left, then opens what touches text on its right."""
    run = len(found.group())
    left = raw[found.start() - 1 : found.start()] if found.start() else ""
    right = raw[found.end() : found.end() + 1]
    can_close, can_open = bool(left) and not left.isspace(), bool(right) and not right.isspace()
    # What is open already cannot open again: "**1. **Tổ chức" and "**KT. CHỦ TỊCH **" close behind a blank.
    can_close = can_close or (run == 2 and "bold" in state.openers) or (run == 1 and "italic" in state.openers)
    can_close = can_close or (run == 3 and can_open and "bold" in state.openers)  # "**III. NHIỆM VỤ ***(chi tiết kèm theo)*"
    begins = run == 2 and not left and not state.openers  # "** 2.1. **Tập trung"
    if run > 6 or not (can_close or can_open or begins):
        state.write(found.group())
        return
    closed = False
    if can_close:
        for name, width in (("bold", 2), ("italic", 1)) if run != 1 else (("italic", 1),):
            inner_opens = width == 1 and run == 2  # "*a **b": two stars inside italic open bold
            if name in state.openers and run >= width and not inner_opens:
                state.close(name)
                run -= width
                closed = True
    if run == 2 and not can_open and not state.openers:  # "**1.**** **Các cơ quan", "bổ sung** 485** văn bản"
        state.open("bold")
        return
    if run and can_open:
        if closed and not left.isspace():
            state.write("\n")
        for name, width in (("bold", 2), ("italic", 1)):
            if run >= width and name not in state.openers:
                state.open(name)
                run -= width
    state.write("*" * run)
