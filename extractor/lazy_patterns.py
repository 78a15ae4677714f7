"""Regular expressions that are compiled when they are first used.

The package has some five hundred, and a document needs half of them: compiling the others would cost a command more than reading the page
that a plan mostly is. A module writes its patterns at its head as ever, `_MARK = lazy_pattern(r"…")`, and uses them like compiled ones.
That those at the heads of modules compile is what a test looks after; those made of `models/` are used by the tests of their rules.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, Generic, cast

__all__ = ["lazy_pattern"]


def lazy_pattern(source: AnyStr, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[AnyStr]:
    """The pattern, not yet compiled. An error in it is raised where it is first used."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))


class _LazyPattern(Generic[AnyStr]):
    """Has every attribute of the compiled pattern; each is asked of that one once, so that a later use is as fast."""

    def __init__(self, source: AnyStr, flags: re.RegexFlag) -> None:
        self.pattern: AnyStr = source
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[AnyStr]:
        return re.compile(self.pattern, self._flags)

    def __reduce__(self) -> tuple[Any, ...]:
        return lazy_pattern, (self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._compiled, name)
        setattr(self, name, attribute)
        return attribute
