"""Patterns of the rule files: regular expressions in which `«name»` stands for a macro of the same file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.lazy_patterns import lazy_pattern

_MACRO = lazy_pattern(r"«(\w+)»")


def compile_pattern(pattern: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern with its macros filled in, macros within macros too, compiled when it is first used.

    Raises KeyError for a macro that is not there.
    """
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: macros[match.group(1)], pattern)
    return lazy_pattern(pattern)


class PatternTable(dict[str, re.Pattern[str]]):
    """A table of patterns by their names, each filled in when it is first asked for: most documents need a few of them.

    Raises KeyError for a name that the table has not, and for a macro that is not there.
    """

    def __init__(self, patterns: Mapping[str, str], macros: Mapping[str, str]) -> None:
        super().__init__()
        self._patterns, self._macros = patterns, macros

    def __missing__(self, name: str) -> re.Pattern[str]:
        compiled = self[name] = compile_pattern(self._patterns[name], self._macros)
        return compiled
