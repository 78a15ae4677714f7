"""Patterns of the rule files: regular expressions in which `«name»` stands for a macro of the same file."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MACRO = re.compile(r"«(\w+)»")


def compile_pattern(pattern: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern with its macros filled in, macros within macros too. Raises KeyError for a macro that is not there."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: macros[match.group(1)], pattern)
    return re.compile(pattern)
