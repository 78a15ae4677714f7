"""Characters become printed lines.

In this order: characters of one text object, one after another, are a `Run`; runs whose base lines agree are a line; what stands raised or
stamped beside a line belongs to it; the runs of a line are put in order of place, not of drawing, and where they interlock (accented
letters drawn later from a second font) their characters are. A space is put in where PDFium saw one, where a gap is wide, and where a
narrow one between two objects parts two syllables.

A region of the page (a table cell, a column, all that is left) makes its lines from its own runs, so text side by side is never mixed.
Stamped text (a number or date put on by signing, kept in annotations) counts only where it stands on a printed line; who signed when,
which signing programs write into the margin, is no text of the document.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import dist, inf
from operator import attrgetter, sub
from typing import Literal

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf.emphasis import evened, spans_of
from extractor.reading.pdf.page_characters import PageCharacters, Style
from extractor.reading.syllables import is_syllable
from extractor.records import Span

__all__ = ["Line", "Run", "rows_of", "runs_of", "set_line", "set_lines"]

# Of the font size: how far lower edges of one line may lie apart, what gap is a space, also beside a letter that was put into a gap of
# another text, what size is small.
SAME_LINE = 0.3
SPACE = 0.22
SPACE_AT_INSERTED = 0.14  # 90,000 such gaps of substitute fonts: within words up to 0.10, between words from 0.16 (two from 0.10)
DOUBTFUL_SPACE = 0.05  # between two texts: a space where the letters are two syllables apart and none together
SMALL = 0.8
NEAR = 0.99  # less than 1, for what rounding loses
TWICE = 0.18
"""Of the font size: how far off itself a letter is printed a second time, to fake bold or shadow."""


_LEFT = attrgetter("left")


class Run(Struct, frozen=True, gc=False):
    """The characters start..end of the page, of one text object, and their place in points; whether they are typed into a form's field."""

    start: int
    end: int
    left: float
    right: float
    top: float
    bottom: float
    style: Style
    stamped: bool = False
    base: float | None = None
    typed: bool = False

    @property
    def foot(self) -> float:
        """Where it stands on its line: its base line, or the lower edge where that is not known."""
        return self.bottom if self.base is None else self.base


class Line(Struct, frozen=True, gc=False):
    """A printed line: `edges` as in document.TextLine, `size` of most of its characters, `raised` where superscripts stand in its text.

    `within`: the edges of the text column it stands in, where the page's prose runs in two.
    """

    page: int
    text: str
    edges: array[float]
    top: float
    bottom: float
    size: float
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    raised: tuple[Span, ...] = ()
    column: Literal["left", "right"] | None = None
    within: tuple[float, float] | None = None
    base: float | None = None

    @property
    def foot(self) -> float:
        """Its base line, or its lower edge where that is not known."""
        return self.bottom if self.base is None else self.base

    @property
    def left(self) -> float:
        return self.edges[0]

    @property
    def right(self) -> float:
        return self.edges[-1]

    @property
    def all_bold(self) -> bool:
        return _is_most(self.bold, self.text)

    @property
    def all_italic(self) -> bool:
        return _is_most(self.italic, self.text)


def _is_most(spans: Sequence[Span], text: str) -> bool:
    """Whether spans are nearly all of a text."""
    return sum([span.end - span.start for span in spans]) * 10 >= len(text) * 8 if spans else not text


def runs_of(characters: PageCharacters, stamped_from: int | None = None) -> list[Run]:
    """The runs of a page in drawing order, without those of spaces only. Characters from `stamped_from` on come from annotations."""
    runs = []
    text, left, right = characters.text, characters.left, characters.right
    tops, bottoms, upper = characters.top, characters.bottom, characters.upper
    styles, objects, get_base, fields = characters.styles, characters.objects, characters.bases.get, characters.fields
    for start, end in characters.stretches():
        address = objects[start]
        if address is None:
            continue
        stamped = stamped_from is not None and start >= stamped_from
        style = styles[address]
        size = style.size
        # The root of the sum of the squares of all gaps: seldom as large as one of them may be, and worked out much sooner than they are.
        whole = end - start == 1 or dist(left[start + 1 : end], right[start : end - 1]) < NEAR * size
        for low, high in ((start, end),) if whole else _pieces(left, right, start, end, size):
            stretch = text[low:high]
            bare = stretch.strip()
            if bare:
                first, last = low, high
                if len(bare) < len(stretch):
                    # Spaces at the ends keep words apart but make no place.
                    first += len(stretch) - len(stretch.lstrip(" "))
                    last -= len(stretch) - len(stretch.rstrip())
                if upper is None:
                    top, bottom = min(tops[first:last]), max(bottoms[first:last])
                else:
                    top, bottom = upper - max(tops[first:last]), upper - min(bottoms[first:last])
                # Where no gap is as wide as a letter the first and last one stand at the ends. Else the edges mostly come in order, which
                # sorting sees sooner than the least and the greatest are found.
                near, far = (left[first], right[last - 1]) if whole else (sorted(left[first:last])[0], sorted(right[first:last])[-1])
                runs.append(Run(first, high, near, far, top, bottom, style, stamped, get_base(address), address in fields))
    return runs


def _pieces(left: Sequence[float], right: Sequence[float], start: int, end: int, size: float) -> list[tuple[int, int]]:
    """An object's characters cut where one stands far from the one before: it may hold several cells or lines."""
    gaps = map(sub, left[start + 1 : end], right[start:end])
    return list(pairwise((start, *(index for index, gap in enumerate(gaps, start + 1) if gap > size or gap < -3 * size), end)))


def set_lines(characters: PageCharacters, runs: Iterable[Run], page: int) -> list[Line]:
    """The lines that the runs make, from top to bottom. Runs side by side are one line, however far apart."""
    return [set_line(characters, row, page) for row in rows_of(runs)]


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs that stand on one printed line each, from top to bottom, each from left to right."""
    runs = list(runs)
    if _are_rows(runs):
        return [[run] for run in runs]
    rows: list[list[Run]] = []
    base = height = 0.0
    sizes = [run.style.size for run in runs]
    even = min(sizes) >= SMALL * max(sizes) and not [run for run in runs if run.stamped]
    places = [(run.bottom if run.base is None else run.base, run.left, number) for number, run in enumerate(runs)]
    for foot, _, number in sorted(places):
        run, size = runs[number], sizes[number]
        if not rows or foot - base > SAME_LINE * min(height, size) or run.stamped != rows[-1][0].stamped:
            rows.append([run])
            base, height = foot, size
        else:
            rows[-1].append(run)
            if size > height:
                base, height = foot, size
    return [sorted(row, key=_LEFT) if len(row) > 1 else row for row in (rows if even else _gathered(rows))]


def _are_rows(runs: Sequence[Run]) -> bool:
    """Whether each is a row of its own, below the one before, as in most cells."""
    if not runs:
        return True
    near = SAME_LINE * runs[0].style.size
    above = -inf
    for run in runs:
        foot = run.bottom if run.base is None else run.base
        if run.stamped or not foot - above > near or run.style.size != runs[0].style.size:
            return False
        above = foot
    return True


def _gathered(rows: list[list[Run]]) -> list[list[Run]]:
    """Rows of raised, lowered or stamped runs put into the row they stand on; stamps that stand on none are left out.

    What is typed into a form's field is a row of its own there.
    """
    if len(rows) == 1 and not rows[0][0].stamped:
        return rows
    kept: list[list[Run]] = [row for row in rows if not row[0].stamped]
    sizes = [row[0].style.size if len(row) == 1 else max([run.style.size for run in row]) for row in kept]
    if not rows or (len(kept) == len(rows) and min(sizes) >= SMALL * max(sizes)):
        return rows
    tops = [max(run.bottom for run in row) - size for row, size in zip(kept, sizes, strict=True)]
    bottoms = [max(run.bottom for run in row) for row in kept]
    hosts: dict[int, int] = {}
    for index, size in enumerate(sizes):
        middle = (tops[index] + bottoms[index]) / 2
        for other in (index + 1, index - 1):
            if 0 <= other < len(kept) and size < SMALL * sizes[other] and tops[other] < middle < bottoms[other]:
                hosts[index] = other
    whole = [list(row) for row in kept]
    for index, host in hosts.items():
        if host not in hosts:
            whole[host] += whole[index]
            whole[index] = []
    alone: list[list[Run]] = []
    for row in rows:
        if row[0].stamped:
            left: list[Run] = []
            for run in row:
                middle = (run.top + run.bottom) / 2
                under = [index for index, top in enumerate(tops) if whole[index] and top < middle < bottoms[index]]
                (whole[under[0]] if under else left).append(run)
            alone.append([run for run in left if run.typed])
    return sorted((row for row in (*whole, *alone) if row), key=lambda row: max(run.foot for run in row))


def set_line(characters: PageCharacters, row: Sequence[Run], page: int) -> Line:
    """The line that runs make, given from left to right."""
    if len(row) == 1:
        return _single(characters, row[0], page)
    main = max(row, key=lambda run: (run.style.size * (run.end - run.start), run.left))
    size = main.style.size
    indexes = _in_order(characters, row)
    letters, lefts = characters.text, characters.left
    text: list[str] = []
    edges: list[float] = []
    marks: dict[str, list[int]] = {"bold": [], "italic": [], "raised": []}
    doubtful: list[tuple[int, float]] = []  # where a space may be missing, and the right edge of the letter before
    right = right_of_letters = 0.0
    previous = -1
    last: Run | None = None  # the run of the piece before, and whether others interlock with it
    parted = False
    for run, start, end in indexes:
        if edges and text[-1].endswith(" ") and lefts[start] < edges[-1] - 0.2 * size and lefts[start] - right_of_letters < 0.05 * size:
            # A space that was drawn behind a letter from another font, before that letter: the word goes on.
            text[-1] = text[-1][:-1]
            edges.pop()
            for ends in marks.values():
                if ends and ends[-1] > len(edges):
                    ends[-1] = len(edges)
            right = right_of_letters
        if text and not text[-1].endswith(" ") and letters[start] != " ":
            gap = run_left - right if (run_left := lefts[start]) > right else 0.0
            # PDFium puts in a space, or a line break where letters change fonts; the break may stand for a space or for nothing.
            # What was drawn between two letters that do not follow each other says nothing about them.
            between = letters[previous:start] if start > previous else ""
            between = "" if between.strip() else between
            seen = (" " in between and gap > 0.05 * size) or ("\n" in between and gap > 0.12 * size)
            # Word sets a tab after an automatic number; where the number fills it, the two touch.
            numbered = len(edges) < 9 and letters[start].isupper() and _NUMBER.fullmatch("".join(text)) is not None
            inserted = run is not last and (parted or end - start < run.end - run.start)
            if seen or numbered or gap > (SPACE_AT_INSERTED if inserted else SPACE) * size:
                text.append(" ")
                edges.append(right)
            elif gap > DOUBTFUL_SPACE * size and run is not last:
                doubtful.append((len(edges), right))
        at = len(edges)
        text.append(letters[start:end])
        edges.extend(lefts[start:end])
        right = characters.right[end - 1]
        right_of_letters = characters.right[end - 2] if letters[end - 1] == " " and end - start > 1 else right
        previous, last, parted = end, run, end - start < run.end - run.start
        style = run.style
        if style.bold:
            marks["bold"] += (at, len(edges))
        if style.italic:
            marks["italic"] += (at, len(edges))
        if style.size < SMALL * size and run.bottom < main.bottom - 0.15 * size:
            marks["raised"] += (at, len(edges))
    whole = "".join(text)
    for at, before in reversed(doubtful):
        if _are_two_syllables(whole, at):
            whole = f"{whole[:at]} {whole[at:]}"
            edges.insert(at, before)
            for name, ends in marks.items():
                marks[name] = [end + (end > at) for end in ends]
    bare = whole.rstrip()
    edges = [*edges, right] if len(bare) == len(whole) else edges[: len(bare) + 1]
    return Line(
        page, bare, array("d", edges), min(run.top for run in row), max(run.bottom for run in row), size,
        evened(spans_of(marks["bold"], bare), bare), evened(spans_of(marks["italic"], bare), bare), spans_of(marks["raised"], bare),
        base=main.base,
    )


def _are_two_syllables(text: str, at: int) -> bool:
    """Whether the letters on both sides of a place are a syllable each and none together."""
    before, after = _LETTERS_BEFORE.search(text[:at]), _LETTERS_AFTER.match(text[at:])
    if before is None or after is None or is_syllable(before[1] + after[1]):
        return False
    return is_syllable(before[1]) and is_syllable(after[1])


def _single(characters: PageCharacters, run: Run, page: int) -> Line:
    text = characters.text[run.start : run.end].rstrip()
    end = run.start + len(text)
    style = run.style
    whole = (Span(0, len(text)),) if style.bold or style.italic else ()
    return Line(
        page, text, characters.edges(run.start, end), run.top, run.bottom, style.size,
        whole if style.bold else (), whole if style.italic else (), (), None, None, run.base,
    )


def _in_order(characters: PageCharacters, row: Sequence[Run]) -> list[tuple[Run, int, int]]:
    """The row's characters from left to right as (run, start, end): whole runs, single characters where runs interlock."""
    ordered: list[tuple[Run, int, int]] = []
    group: list[Run] = []
    reach = 0.0
    for run in row:
        if group and run.left < reach - 0.3 * run.style.size:
            group.append(run)
        else:
            ordered += _untangled(characters, group)
            group, reach = [run], run.right
        reach = max(reach, run.right)
    return ordered + _untangled(characters, group)


def _untangled(characters: PageCharacters, group: list[Run]) -> list[tuple[Run, int, int]]:
    if len(group) <= 1:
        return [(run, run.start, run.end) for run in group]
    text, left, right = characters.text, characters.left, characters.right
    letters = sorted(
        ((left[index], index, run) for run in group for index in range(run.start, run.end) if text[index] != " "),
        key=lambda item: item[:2],
    )
    single: list[tuple[float, int, Run]] = []
    for run in group:
        for index in range(run.start, run.end):
            middle = (left[index] + right[index]) / 2
            if text[index] == " ":
                # Some of PDFium's spaces have no box: the next character shows how wide they are, if at all.
                middle = (left[index] + (left[index + 1] if index + 1 < run.end else right[index])) / 2
                if middle - left[index] < 0.05 * run.style.size:
                    continue
                # A letter was put where it had been left blank; a number that was stamped there is still a word of its own.
                _, over, owner = letters[max(0, bisect_left(letters, (middle, 0), key=lambda item: item[:2]) - 1)]
                if owner is not run and left[over] < middle < right[over]:
                    if not (text[over].isdigit() and text[index - 1].isalpha()):
                        continue
                    middle = left[index]
            single.append((middle, index, run))
    ordered: list[tuple[Run, int, int]] = []
    for _, index, run in sorted(single, key=lambda item: item[:2]):
        if not any(text[other] == text[index] and run is not owner and abs(left[other] - left[index]) < TWICE * run.style.size
                   for owner, other, _ in ordered[-3:]):
            ordered.append((run, index, index + 1))
    return ordered


_LETTERS_BEFORE = lazy_pattern(r"([^\W\d_]+)[^\w\s]*\Z")
_LETTERS_AFTER = lazy_pattern(r"[^\w\s]*([^\W\d_]+)")
_NUMBER = lazy_pattern(r"[IVXLC]+\.|\d+(?:\.\d+)*[.)]?|[a-zđ]\)")
