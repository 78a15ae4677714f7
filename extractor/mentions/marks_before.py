"""Where the last mark before each of a row of places ends: of what stands between two places each letter is looked at once.

So it costs no more where places stand close, as in a text of nothing but percentages. It is what a search of the stretch before each place
alone would find, where at each place stands a digit or the word of a number: none of that is part of a mark, so that nothing behind a place
tells of marks before it.
"""

from __future__ import annotations

import re

__all__ = ["MarksBefore"]


class MarksBefore:
    """The ends of the marks of a text, asked for place after place."""

    def __init__(self, text: str, mark: re.Pattern[str], reach: int) -> None:
        """`reach`: how many code points before a place are looked at."""
        self._text, self._mark, self._reach = text, mark, reach
        self._seen = 0  # the last place: what is before it is known
        self._last = 0, 0  # the last mark before it, as the text goes on

    def end(self, at: int) -> int:
        """The end of the last mark within reach before a place, the text ending there; where the reach begins, where there is none."""
        first = max(0, at - self._reach)
        begun, ended = self._last
        seen = self._seen
        if at < seen or begun < first < ended:
            return self._searched(first, first, at)
        found = self._searched(max(first, seen), ended if ended and begun >= first else first, at)
        for mark in self._mark.finditer(self._text, seen, at + 1):
            self._last = mark.span()
        self._seen = at
        return found

    def _searched(self, start: int, otherwise: int, at: int) -> int:
        for mark in self._mark.finditer(self._text, start, at):
            otherwise = mark.end()
        return otherwise
