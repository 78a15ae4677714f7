"""Markdown and text without layout: lines in reading order, to paragraphs, tables and notes (drafts).

What a run of lines is, the first that holds:
1. an HTML table; rows of pipes (a table, or two texts side by side); rows with bars between their cells alone; cells parted by lone bars
   (letterheads of web pages) or by one bar in each line; recipients and signature parted by bars (`closing_rows`); a letterhead or closing
   in columns of characters (`gap_columns`); rows of tabs;
2. a table whose cells stand one on a line (`linear_tables`), where a head is seen: rows of pipes without a body, or "TT" alone;
3. a footnote ("<sup>1</sup> …" at a line's start), wherever the page's foot left it, and a note at the end (`end_notes`);
4. a ruler ("-----", "* *"): dropped; a heading's "##" marks: dropped, their levels tell nothing;
5. text: lines that a hard break ("  " at the end) parts are paragraphs of their own, other lines are joined where `line_joining` says so.
At the end, paragraphs that a page break cut in two are joined, over a footnote too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.pieces import Piece, join
from extractor.reading.text.bar_tables import read_bar_table
from extractor.reading.text.closing_rows import read_closing
from extractor.reading.text.cohesion import Cohesion
from extractor.reading.text.drafts import Draft, NoteDraft, TableDraft, TextDraft
from extractor.reading.text.end_notes import end_notes
from extractor.reading.text.gap_columns import indent_of, lines_above, side_by_side_at, sides_of
from extractor.reading.text.inline_markup import inline, note_of
from extractor.reading.text.line_joining import cut_by_page, is_capitals, is_ruler, opens_paragraph, seam, wrapping, wraps
from extractor.reading.text.linear_tables import read_linear_table
from extractor.reading.text.marked_tables import html_table, is_pipe_row, is_separator, pipe_cells, table_of_rows
from extractor.reading.text.page_edges import without_page_edges
from extractor.reading.text.parted_tables import is_parted_row, read_parted_table
from extractor.reading.text.side_by_side import is_side_by_side, side_by_side
from extractor.reading.text.spaced_tables import read_spaced_table

__all__ = ["read_flowing_text"]

_MOST_COLUMNS = 40
_HTML_LINES = 5000
_LETTERHEAD_LINES = 24
_LONGEST_NUMBER_HEAD = 16
_SIGNATURE_LINES = 12
_LINES_OF_A_NAME = 6
_GAP_LINES, _LONGEST_GAP_LINE, _LINES_TO_MOTTO = 40, 180, 4
_HEADING = lazy_pattern(r"\s{0,3}#{1,6}\s+")
_FENCE = lazy_pattern(r"\s*(?:```|~~~)")


def read_flowing_text(text: str) -> list[Draft]:
    """The drafts of a text, in reading order. "\\n" parts the lines, a form feed the pages."""
    return _Reader(without_page_edges(text)).read()


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._stripped = [line.strip() for line in lines]
        self._end_notes = end_notes(self._stripped)
        self._notes = {found[0] for line in lines if (found := note_of(line)) is not None}
        self._notes |= {note.mark for note in self._end_notes.values()}
        self._wrapped = wrapping(self._stripped)
        self._drafts: list[Draft] = []
        self._text: list[str] = []
        self._no_bars_before = self._no_cells_before = self._no_pipes_before = 0
        self._cohesion = cache(partial(Cohesion, self._stripped))  # not of self: in a circle the text would outlive its reading

    def read(self) -> list[Draft]:
        at = 0
        while at < len(self._lines):
            taken = self._block(at)
            if taken:
                at += taken
                continue
            line = self._lines[at]
            bare = self._stripped[at]
            at += 1
            if is_ruler(bare) or bare == "|" or _FENCE.match(line):
                self._end_text()
            elif (note := note_of(bare)) is not None:
                self._end_text()
                self._drafts.append(NoteDraft(note[0], inline(note[1])))
            else:
                self._add_line(line)
        self._end_text()
        return _mended(self._drafts)

    def _block(self, at: int) -> int:
        """Reads a table, a note or two texts side by side that begin on the line; the number of lines taken, 0 where none does."""
        bare = self._stripped[at]
        if not bare:
            return 0
        if (note := self._end_notes.get(at)) is not None:
            self._end_text()
            self._drafts.append(NoteDraft(note.mark, inline(note.text)))
            return note.end - at
        if bare[:6].lower() == "<table":
            return self._html(at)
        if is_pipe_row(bare) or (bare.count("|") > 1 and at + 1 < len(self._lines) and is_separator(self._stripped[at + 1])):
            return self._pipes(at)
        if is_parted_row(bare) and (found := read_parted_table(self._stripped, at, self._notes)) is not None:
            self._table(found.table)
            return found.taken
        if matches("recipients_head", bare) and (taken := self._closing(at)):
            return taken
        if "    " in bare and (taken := self._gap_columns(at)):
            return taken
        counted = len(bare) < _LONGEST_NUMBER_HEAD and matches("number_column", inline(bare.rstrip("| ")).text)
        if counted and (taken := self._bar_table(at)):
            return taken
        if bare.count("|") == 1 and (taken := self._two_cells(at)):
            return taken
        if bare[0] == "|" and (taken := self._signature(at)):
            return taken
        if "|" in bare and (bare == "|" or bare[0] == "|" or bare[-1] == "|"):
            return self._bars(at) or (self._bar_table(at) if bare == "|" else 0)
        if is_capitals(bare) and self._bars_follow(at):
            return self._bars(at)
        if "\t" in bare:
            return self._tabs(at)
        if counted:
            return self._spaced(at) or self._linear([], at)
        return 0

    def _html(self, at: int) -> int:
        for end in range(at, min(at + _HTML_LINES, len(self._lines))):
            if "</table>" in self._lines[end].lower():
                self._table(html_table("\n".join(self._lines[at : end + 1]), self._notes))
                return end + 1 - at
        return 0

    def _pipes(self, at: int) -> int:
        if at < self._no_pipes_before:
            return 0
        rows: list[list[str]] = []
        header_rows = 0
        end = at
        while end < len(self._lines) and (bare := self._stripped[end]) and "|" in bare:
            if is_separator(bare):
                header_rows = header_rows or len(rows)
            elif is_pipe_row(bare) or end == at:
                rows.append(pipe_cells(bare if bare[0] == "|" else f"|{bare}|"))
            else:
                break
            end += 1
        if not rows or max(map(len, rows)) > _MOST_COLUMNS:
            self._no_pipes_before = end
            return 0
        if header_rows == len(rows) == 1 and (taken := self._linear(rows[0], end)):
            return end - at + taken
        self._rows(rows, header_rows)
        return end - at

    def _tabs(self, at: int) -> int:
        """Rows of tabs, over the blank lines of page breaks as long as rows of the same width go on."""
        rows: list[list[str]] = []
        end = at
        line = at
        while line < len(self._lines):
            raw = self._lines[line]
            if "\t" in raw and raw.strip():
                cells = [cell.strip() for cell in raw.strip("\n").split("\t")]
                if len(cells) > _MOST_COLUMNS or (end < line and len(cells) != len(rows[0])):
                    break
                rows.append(cells)
                end = line + 1
            elif raw.strip():
                break
            line += 1
        widest = max(map(len, rows), default=0)
        if not rows or (widest < 3 and (len(rows) < 2 or not rows[0][0]) and not is_side_by_side(rows)):
            return 0
        self._rows(rows, 0)
        return end - at

    def _rows(self, rows: list[list[str]], header_rows: int) -> None:
        self._end_text()
        if is_side_by_side(rows):
            self._drafts += side_by_side(rows)
        else:
            self._table(table_of_rows(rows, header_rows=header_rows, notes=self._notes))

    def _bars(self, at: int) -> int:
        """A letterhead whose cells are parted by bars at line ends or alone on a line, each cell on several lines."""
        if at < self._no_bars_before:
            return 0
        end = at
        while end < len(self._lines) and end - at < _LETTERHEAD_LINES and self._stripped[end]:
            if matches("preamble", self._stripped[end]):  # behind a letterhead
                break
            end += 1
        self._no_bars_before = end
        while end > at and "|" not in self._stripped[end - 1]:
            end -= 1
        end = self._closing_bar(at, end) if self._stripped[at] == "|" else end
        cells = [cell for cell in "\n".join(self._lines[at:end]).split("|") if not is_ruler(cell)]
        rows = [cells[index : index + 2] for index in range(0, len(cells), 2)]
        if not is_side_by_side(rows):
            return 0
        self._end_text()
        self._drafts += side_by_side(rows)
        return end - at

    def _signature(self, at: int) -> int:
        """A signature between two bars, the cell of the recipients left empty."""
        end = next((end for end in range(at, min(at + _SIGNATURE_LINES, len(self._lines))) if self._stripped[end][-1:] == "|"), at)
        signature = "\n".join(self._stripped[at : end + 1]).strip("| \n")
        if end == at or "|" in signature or not matches("signing", signature):
            return 0
        self._end_text()
        self._drafts += side_by_side([["", signature]])
        return end + 1 - at

    def _closing(self, at: int) -> int:
        """Recipients and signature parted by bars."""
        found = read_closing(self._stripped, at)
        if found is None:
            return 0
        self._end_text()
        self._drafts += side_by_side([["\n".join(found.left), "\n".join(found.right)]])
        return found.taken

    def _gap_columns(self, at: int) -> int:
        """A letterhead or closing in columns of characters."""
        if not matches("recipients_head", self._stripped[at]) and not any(
            matches("national_heading", line) for line in self._stripped[at : at + _LINES_TO_MOTTO]
        ):
            return 0
        lines = [line.rstrip() for line in self._lines[at : at + _GAP_LINES]]
        width = max((len(line) for line in lines if len(line) < _LONGEST_GAP_LINE), default=0)
        beside = side_by_side_at(lines, 0, width) if width else None
        if beside is None or not (beside.letterhead or matches("recipients_head", lines[0])):
            return 0
        above = lines_above(self._text, beside)
        first = [line.rstrip() for line in self._text[len(self._text) - above :]]
        del self._text[len(self._text) - above :]
        self._end_text()
        self._drafts += sides_of([*first, *lines[: beside.end]], beside.cut)
        return beside.end

    def _two_cells(self, at: int) -> int:
        """A letterhead with a bar inside each of its lines."""
        rows: list[tuple[str, str]] = []
        for bare in self._stripped[at : at + _LETTERHEAD_LINES]:
            left, _, right = bare.partition("|")
            if not (left.strip() and right.strip()) or "|" in right:
                break
            rows.append((left.strip(), right.strip()))
        if len(rows) < 2 or not is_side_by_side(rows):
            return 0
        self._end_text()
        self._drafts += side_by_side([["\n".join(left for left, _ in rows), "\n".join(right for _, right in rows)]])
        return len(rows)

    def _closing_bar(self, at: int, end: int) -> int:
        """The index behind the bar that closes a table of two columns whose bars stand alone: the second cell's, with no bar behind it."""
        bars = [line for line in range(at, end) if self._stripped[line] == "|"]
        for closing in bars[2::3]:
            if closing + 1 >= len(self._stripped) or self._stripped[closing + 1] != "|":
                return closing + 1
        return end

    def _bar_table(self, at: int) -> int:
        """A table whose cells are closed by bars: it begins with a bar or with the head of a number column that a bar closes."""
        bare = self._stripped[at]
        if at < self._no_cells_before or (bare[-1] != "|" and self._stripped[at + 1 : at + 2] != ["|"]):
            return 0
        found = read_bar_table(self._stripped, at, self._notes)
        self._no_bars_before = max(self._no_bars_before, at + found.taken)
        self._no_cells_before = at + found.taken
        if found.table is None:
            return 0
        self._table(found.table)
        return found.taken

    def _bars_follow(self, at: int) -> bool:
        """Whether nothing but lines of capitals and rulers stands between the line and one with a bar."""
        for bare in self._stripped[at + 1 : at + _LINES_OF_A_NAME]:
            if "|" in bare:
                return not is_pipe_row(bare)
            if not bare or not (is_capitals(bare) or is_ruler(bare)):
                return False
        return False

    def _spaced(self, at: int) -> int:
        found = read_spaced_table(self._lines, at, self._notes)
        if found is None:
            return 0
        self._table(found.table)
        return found.taken

    def _linear(self, head: list[str], at: int) -> int:
        found = read_linear_table(head, self._stripped, at, self._notes, self._cohesion)
        if found is None:
            return 0
        self._table(found.table)
        return found.taken

    def _table(self, table: TableDraft) -> None:
        self._end_text()
        self._drafts.append(table)

    def _add_line(self, line: str) -> None:
        heading = _HEADING.match(line)
        if heading:
            self._end_text()
            line = line[heading.end() :].rstrip().rstrip("#")
        if self._text and not self._text[-1].endswith("  "):
            first = self._text[-1].strip()
            opens = len(self._text) == 1 or opens_paragraph(self._text[-2].strip(), first)
            if not wraps(first, line.strip(), self._wrapped, opens=opens):
                self._end_text()
        self._text.append(line)
        if heading:
            self._end_text()

    def _end_text(self) -> None:
        """Ends the paragraph that was being collected; a hard break inside it begins a new one."""
        if not self._text:
            return
        parts: list[str] = []
        indent = indent_of(self._text[0].expandtabs(4))
        for line, after in zip(self._text, [*self._text[1:], ""], strict=True):
            parts.append(line.strip())
            if after:
                parts.append("\n" if line.endswith("  ") else seam(line.strip(), after.strip()))
        self._text = []
        self._drafts.append(TextDraft(inline("".join(parts), self._notes), flows=True, indent=indent))


def _mended(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with paragraphs joined that a page break cut in two; footnotes between the halves stay where they are."""
    mended: list[Draft] = []
    before: int | None = None
    for draft in drafts:
        if isinstance(draft, TextDraft) and draft.flows:
            above = mended[before] if before is not None else None
            if before is not None and isinstance(above, TextDraft) and _is_cut(above.piece, draft.piece):
                first, second = above.piece, draft.piece
                whole = join([first, second], seam(first.text.strip(), second.text.strip()))
                mended[before] = TextDraft(whole, flows=True, indent=above.indent)
                continue
            before = len(mended)
        elif not isinstance(draft, NoteDraft):
            before = None
        mended.append(draft)
    return mended


def _is_cut(first: Piece, second: Piece) -> bool:
    above, below = first.text.strip(), second.text.strip()
    return bool(below) and "\n" not in above[-200:] and cut_by_page(above, below)
