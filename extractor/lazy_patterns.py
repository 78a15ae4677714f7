"""Regular expressions that are compiled when they are first used.

The package has some five hundred, and a document needs half of them: compiling the others would cost a command more than reading the page
that a plan mostly is. A module writes its patterns at its head as ever, `_MARK = lazy_pattern(r"…")`, and uses them like compiled ones.
That those at the heads of modules compile is what a test looks after; those made of `models/` are used by the tests of their rules.

A pattern of short texts may be told words of which each text that it matches has one: it is not compiled for texts that have none. That
they are indeed necessary is what tests derive from the parsed expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, AnyStr, Generic, cast

from extractor.pattern_cache import compiled

__all__ = ["lazy_pattern"]


def lazy_pattern(source: AnyStr, flags: re.RegexFlag = re.NOFLAG, *, needs: Sequence[str] = ()) -> re.Pattern[AnyStr]:
    """The pattern, not yet compiled. An error in it is raised where it is first used.

    `needs`: words without one of which a text has no match. They are looked for in the whole text, from wherever it is to be matched, so
    they are for patterns of short texts, and for those that are seldom asked.

    Compiled forms are kept between runs (`pattern_cache`), so `source` is of the package or its models, never of a document.
    """
    return cast("re.Pattern[AnyStr]", _NeedingPattern(str(source), flags, tuple(needs)) if needs else _LazyPattern(source, flags))


class _LazyPattern(Generic[AnyStr]):
    """Has every attribute of the compiled pattern; each is asked of that one once, so that a later use is as fast."""

    def __init__(self, source: AnyStr, flags: re.RegexFlag) -> None:
        self.pattern: AnyStr = source
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[AnyStr]:
        return compiled(self.pattern, int(self._flags))

    def __reduce__(self) -> tuple[Any, ...]:
        return lazy_pattern, (self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._compiled, name)
        setattr(self, name, attribute)
        return attribute


class _NeedingPattern(_LazyPattern[str]):
    """Answers for texts that have none of the words itself, and is compiled for the first that has one.

    A text in which it is asked place after place is searched for the words once in vain: its hash is remembered, not the text itself. Where
    it has one, the compiled pattern answers for its places: the word may stand far behind them.
    """

    def __init__(self, source: str, flags: re.RegexFlag, needs: tuple[str, ...]) -> None:
        super().__init__(source, flags)
        self.needs = needs
        self._without = hash("")  # the hash of the text that was last searched in vain

    def __reduce__(self) -> tuple[Any, ...]:
        return _NeedingPattern, (self.pattern, self._flags, self.needs)

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        return self._compiled.search(text, *place) if self._has_any(text, place) else None

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        return self._compiled.match(text, *place) if self._has_any(text, place) else None

    def fullmatch(self, text: str, *place: int) -> re.Match[str] | None:
        return self._compiled.fullmatch(text, *place) if self._has_any(text, place) else None

    def finditer(self, text: str, *place: int) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text, *place) if self._has_any(text, place) else iter(())

    def findall(self, text: str, *place: int) -> list[Any]:
        return self._compiled.findall(text, *place) if self._has_any(text, place) else []

    def sub(self, replacement: Any, text: str, *count: int) -> str:
        return self._compiled.sub(replacement, text, *count) if self._has_any(text) else text

    def _has_any(self, text: str, place: tuple[int, ...] = ()) -> bool:
        if place:
            if hash(text) == self._without:
                return False
            if "_compiled" in self.__dict__:
                return True
        for word in self.needs:
            if word in text:
                return True
        if place:
            self._without = hash(text)
        return False
