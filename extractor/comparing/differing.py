"""The words of two tasks held against each other: are they the same, and if not, which were taken out and put in.

`same_words` looks past what a plan of the next year changes of itself: years and dates, and the figures, times, bodies and documents that
were recognised in the text (what changed there is told by `changes`). Punctuation, case and tone placement do not count. `difference` is
by whole words, the longest common stretches first; a lone short stretch between two changes is no anchor and counts as changed, so that a
person reads phrases and not scattered words. The pieces of one text, put together, are the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from extractor.comparing.likeness import Seen
from extractor.comparing.records import Piece
from extractor.comparing.words import Token, bare_text, plain_tokens
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span, Task

__all__ = ["difference", "same_words"]

_YEAR = lazy_pattern(r"(?:19|20)\d\d")
_DATE = lazy_pattern(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?<!\d)\d{1,2}/\d{4}")
_MASK = "\0"
_FEW_WORDS = 2


def same_words(before: Seen, after: Seen) -> bool:
    """Whether two tasks say the same, but for what a plan of another year changes of itself."""
    old, new = (plain_tokens(*bare_text(seen.task)) for seen in (before, after))
    if [token.word for token in old] == [token.word for token in new]:
        return True
    return any(_masked(before, hidden) == _masked(after, hidden) for hidden in (False, True))


def _masked(seen: Seen, recognised: bool) -> list[str]:
    """The words with a mark where a year or date stands, or anything `recognised`; marks next to each other are one."""
    text, offset = bare_text(seen.task)
    hidden = sorted(
        (*(seen.told if recognised else ()), *(Span(found.start() + offset, found.end() + offset) for found in _DATE.finditer(text)))
    )
    words: list[str] = []
    at = 0
    for token in plain_tokens(text, offset):
        while at < len(hidden) and hidden[at].end <= token.span.start:
            at += 1
        is_hidden = _YEAR.fullmatch(token.word) or any(span.overlaps(token.span) for span in hidden[at : at + 4])
        if not is_hidden:
            words.append(token.word)
        elif not words or words[-1] != _MASK:
            words.append(_MASK)
    return words


def difference(before: Task, after: Task) -> tuple[Piece, ...]:
    """The pieces in reading order, removed before added; empty where the words are the same."""
    (old_text, old_at), (new_text, new_at) = bare_text(before), bare_text(after)
    old, new = plain_tokens(old_text, old_at), plain_tokens(new_text, new_at)
    if [token.word for token in old] == [token.word for token in new]:
        return ()
    pieces: list[Piece] = []
    ends = (len(before.text), len(after.text))
    for kind, old_from, old_to, new_from, new_to in _steps(old, new):
        old_span = _stretch(old, old_from, old_to, old_at, ends[0])
        new_span = _stretch(new, new_from, new_to, new_at, ends[1])
        if kind == "same":
            pieces.append(Piece(kind="same", text=after.text[new_span.start : new_span.end], before=old_span, after=new_span))
            continue
        if len(old_span):
            pieces.append(Piece(kind="removed", text=before.text[old_span.start : old_span.end], before=old_span))
        if len(new_span):
            pieces.append(Piece(kind="added", text=after.text[new_span.start : new_span.end], after=new_span))
    return tuple(pieces)


def _stretch(tokens: Sequence[Token], first: int, last: int, begin: int, end: int) -> Span:
    """From the start of a word to that of the word behind the last: blanks and marks go with the word before them."""
    starts = (tokens[at].span.start if at < len(tokens) else end for at in (first, last))
    start, stop = (begin if at == 0 else one for at, one in zip((first, last), starts, strict=True))
    return Span(start, stop)


def _steps(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[str, int, int, int, int]]:
    """("same" or "changed", from and to in the old, from and to in the new), short stretches between changes taken as changed."""
    left, right = [token.word for token in old], [token.word for token in new]
    blocks = [
        (block.a, block.b, block.size) for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks() if block.size
    ]
    kept = [block for block in blocks if block[2] > _FEW_WORDS or _is_at_an_end(block, len(left), len(right))]
    at_left = at_right = 0
    for a, b, size in kept:
        if (a, b) != (at_left, at_right):
            yield "changed", at_left, a, at_right, b
        yield "same", a, a + size, b, b + size
        at_left, at_right = a + size, b + size
    if (at_left, at_right) != (len(left), len(right)):
        yield "changed", at_left, len(left), at_right, len(right)


def _is_at_an_end(block: tuple[int, int, int], left: int, right: int) -> bool:
    a, b, size = block
    return a == b == 0 or (a + size == left and b + size == right)
