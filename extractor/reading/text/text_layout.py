"""Text laid out in columns of characters, as `pdftotext -layout` writes it: lines to paragraphs, tables, texts side by side (drafts).

In this order:
1. pages: form feeds, and numbers alone in the middle of a line that count up, part the pages and are dropped;
2. tables: from a head with a number column ("TT") to where a new part begins (`layout_tables`);
3. texts side by side (letterhead, signature): lines with a wide gap (`gap_columns`);
4. the rest is wrapped text. A blank line, a first line's indent, a list marker or room left on the line above begins a paragraph;
   lines in the middle of the page are centred ones. A paragraph goes on over a page break where its first line there has no indent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.document import Align
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.pieces import Piece
from extractor.reading.text.drafts import Draft, TextDraft
from extractor.reading.text.gap_columns import CENTRED_INDENT, GAP, indent_of, is_centred, lines_above, side_by_side_at, sides_of
from extractor.reading.text.layout_tables import PAGE_BREAK, find_layout_tables
from extractor.reading.text.line_joining import cut_by_page, is_capitals, is_item, is_ruler, seam

__all__ = ["is_laid_out", "read_laid_out_text"]

_PAGE_NUMBER = lazy_pattern(r"\s*[-–]?\s{0,3}(?:trang\s)?(\d{1,4})(?:/\d{1,4})?\s{0,3}[-–]?$", re.IGNORECASE)
_MOST_PAGES_MISSING = 20
_FIRST_LINE_INDENT = 3


def is_laid_out(text: str) -> bool:
    """Whether columns of characters carry the layout: one line in eight has an indent or a wide gap, and lines end at a common width.

    An indent that all lines have in common is none.
    """
    lines = [line for line in text[:200_000].split("\n") if line.strip()]
    if len(lines) < 3 or text.count("\t") > len(lines) // 4:
        return False
    shaped = sum(1 for line in lines if line[:4] == "    " or GAP.search(line[:300]))
    if shaped == len(lines):  # as pages cut out of others have it
        common = min(map(indent_of, lines))
        shaped = sum(1 for line in lines if indent_of(line) >= common + 4 or GAP.search(line[common : common + 300]))
    long = sum(1 for line in lines if len(line) > 240)
    return shaped * 8 >= len(lines) and long * 20 <= len(lines)


def read_laid_out_text(text: str) -> list[Draft]:
    """The drafts of a text, in reading order."""
    lines = _pages_parted(text.expandtabs(8))
    drafts: list[Draft] = []
    at = 0
    for start, end, table in find_layout_tables(lines):
        drafts += _running(lines[at:start])
        drafts.append(table)
        at = end
    return _mended(drafts + _running(lines[at:]))


def _pages_parted(text: str) -> list[str]:
    """The lines without trailing spaces; PAGE_BREAK where a page ends, page numbers dropped."""
    lines: list[str] = []
    for number, page in enumerate(text.split("\f")):
        if number:
            lines.append(PAGE_BREAK)
        lines += [line.rstrip() for line in page.split("\n")]
    last = 0
    for index, line in enumerate(lines):
        found = _PAGE_NUMBER.match(line[:200]) if line and len(line) < 200 else None
        if not found:
            continue
        number = int(found[1])
        if last < number <= last + _MOST_PAGES_MISSING and (_in_middle(lines, index) or _at_page_edge(lines, index)):
            last = number
            lines[index] = "" if _at_page_edge(lines, index) else PAGE_BREAK
    return lines


def _in_middle(lines: Sequence[str], index: int) -> bool:
    """Whether a short line stands in the middle of the width of the lines around it."""
    width = max(len(line) for line in lines[max(0, index - 30) : index + 30])
    line = lines[index]
    indent = len(line) - len(line.lstrip())
    return indent >= 10 and 0.35 < (indent + len(line)) / 2 / max(width, 1) < 0.65


def _at_page_edge(lines: Sequence[str], index: int) -> bool:
    """Whether nothing but blank lines stands between a line and a form feed, above or below, a few lines away."""
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(lines) and not lines[at] and abs(at - index) < 6:
            at += step
        if 0 <= at < len(lines) and lines[at] == PAGE_BREAK:
            return True
    return False


def _running(lines: Sequence[str]) -> list[Draft]:
    """The drafts of lines that hold no table."""
    drafts: list[Draft] = []
    pages: list[list[str]] = [[]]
    for line in lines:
        if line == PAGE_BREAK:
            pages.append([])
        else:
            pages[-1].append(line)
    for page in pages:
        drafts += _page(page)
    return drafts


def _page(lines: list[str]) -> list[Draft]:
    drafts: list[Draft] = []
    width = _text_width(lines)
    margin = _margin(lines, width)
    rest: list[str] = []
    at = 0
    while at < len(lines):
        beside = side_by_side_at(lines, at, width)
        if beside is not None:
            above = lines_above(rest, beside)
            drafts += _paragraphs(rest[: len(rest) - above], margin, width)
            drafts += sides_of(lines[at - above : beside.end], beside.cut)
            rest = []
            at = beside.end
        else:
            rest.append(lines[at])
            at += 1
    return drafts + _paragraphs(rest, margin, width)


def _text_width(lines: Sequence[str]) -> int:
    """The right edge of the text: the longest line, a few that reach far beyond the others left out of account."""
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return 0
    usual = lengths[int(len(lengths) * 0.8)]
    return max(length for length in lengths if length <= usual * 1.25)


def _margin(lines: Sequence[str], width: int) -> int:
    """The left edge of full lines: the commonest indent of those that reach the right edge, 0 where there are none."""
    indents = Counter(indent_of(line) for line in lines if len(line) > width * 0.8 and not GAP.search(line))
    return min(indent for indent, count in indents.items() if count == max(indents.values())) if indents else 0


def _paragraphs(lines: Sequence[str], margin: int, width: int) -> list[Draft]:
    drafts: list[Draft] = []
    indented = any(margin + _FIRST_LINE_INDENT <= indent_of(line) < margin + CENTRED_INDENT for line in lines if line)
    above: str | None = None
    texts: list[tuple[str, Align | None]] = []
    for line in lines:
        bare = line.strip()
        if not bare or is_ruler(bare):
            above = None
            continue
        align: Align | None = "center" if is_centred(line, width) and indent_of(line) >= margin + CENTRED_INDENT else None
        if above is not None and _joins(above, line, texts[-1][1], align, margin, width, indented=indented):
            texts[-1] = (texts[-1][0] + seam(above.strip(), bare) + bare, texts[-1][1])
        else:
            texts.append((bare, align))
        above = line
    for text, how in texts:
        drafts.append(TextDraft(Piece(text), align=how, flows=how is None))
    return drafts


def _joins(above: str, line: str, above_align: Align | None, align: Align | None, margin: int, width: int, *, indented: bool) -> bool:
    """Whether a line goes on with the paragraph of the line above it."""
    first, second = above.strip(), line.strip()
    if second[0] == "[" or first[-1] == "]" or above_align != align or (is_capitals(first) and not is_capitals(second)):
        return False
    full = indent_of(above) + len(first) + 1 + len(second.split(None, 1)[0]) > width * 0.9
    if align == "center":
        if first.count("(") > first.count(")") or (matches("unfinished", first[-20:]) and not is_capitals(second)):
            return True
        room_left = len(first) + len(second.split(None, 1)[0]) < width * 0.72
        return is_capitals(first) == is_capitals(second) and not room_left and not is_item(second)
    if indent_of(line) >= margin + _FIRST_LINE_INDENT:
        # A hanging indent goes on at the same place; a first line's indent begins anew.
        return indent_of(line) == indent_of(above) and full and second[0].islower() and not is_item(second)
    if is_item(second) and (not indented or first.endswith((".", ";", ":"))):
        return False
    return full or (second[0].islower() and not first.endswith((".", ";", ":", "?", "!")))


def _mended(drafts: Sequence[Draft]) -> list[Draft]:
    """Paragraphs that a page break cut in two, joined."""
    mended: list[Draft] = []
    for draft in drafts:
        above = mended[-1] if mended else None
        if isinstance(draft, TextDraft) and isinstance(above, TextDraft) and draft.flows and above.flows:
            first, second = above.piece.text, draft.piece.text
            if cut_by_page(first, second):
                mended[-1] = TextDraft(Piece(first + seam(first, second) + second), flows=True)
                continue
        mended.append(draft)
    return mended
