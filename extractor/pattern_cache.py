"""Keeps the compiled forms of the package's regular expressions between runs, as Python keeps those of its modules.

To compile the two hundred that a plan needs takes a tenth of the time of a command; to take up their compiled forms, a fiftieth of that.
They stand in one file of the package's `__pycache__` (that of `sys.pycache_prefix` where it is set), so who may write them may write the
program as well. The file is of one Python and one version of its compiler; a form is found only by exactly the expression and flags it was
made from, and Python checks each form before it is used. A file that is missing, unreadable, another's or damaged is as good as none: then
patterns are compiled, with the same results.

Only expressions written in the package and its models may be kept, never one made of a document's words: `lazy_pattern` is for those alone.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, AnyStr

from extractor.kept_files import kept_in, place_of, put

__all__ = ["compiled", "keep"]

# Whatever Python's compiler, which has no public name for its forms, is like: its parts are asked for once and checked where used.
_engine: Any = import_module("_sre")
_compiler: Any = import_module("re._compiler")
_parser: Any = import_module("re._parser")

_MOST = 3000  # forms in a file: more are left-overs of expressions that have changed since

_Form = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # flags, code as machine words, groups, their names and back
_new: list[tuple[Any, int]] = []


def compiled(source: AnyStr, flags: int) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, taken up from an earlier run where it was kept. Raises re.error where it does."""
    form = _kept().get((source, flags))
    if form is not None:
        try:
            all_flags, code, groups, names, back = form
            pattern: re.Pattern[AnyStr] = _engine.compile(source, all_flags, memoryview(code).cast("I").tolist(), groups, names, back)
        except (TypeError, ValueError, RuntimeError, OverflowError):  # another engine's, or damaged
            pass
        else:
            return pattern
    pattern = re.compile(source, flags)
    _new.append((source, flags))
    return pattern


def keep() -> None:
    """Adds the forms of what this process had to compile to the file, for the runs to come. What cannot be written is left."""
    path = _path()
    if path is None or not _new:
        return
    forms = _kept()
    if len(forms) + len(_new) > _MOST:
        forms.clear()
    with suppress(ValueError, TypeError, AttributeError):  # another compiler than those known
        forms.update({key: _form(*key) for key in _new})
        put(path, (_MADE_BY, forms))
    _new.clear()


_MADE_BY = (sys.version, getattr(_engine, "MAGIC", None), getattr(_engine, "CODESIZE", None))


def _form(source: Any, flags: int) -> _Form:
    parsed = _parser.parse(source, flags)
    names: dict[str, int] = parsed.state.groupdict
    back: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        back[number] = name
    code = memoryview(bytearray(4 * len(words := _compiler._code(parsed, flags)))).cast("I")
    for at, word in enumerate(words):
        code[at] = word
    return int(flags | parsed.state.flags), code.tobytes(), parsed.state.groups - 1, dict(names), tuple(back)


@cache
def _kept() -> dict[tuple[Any, int], _Form]:
    """The forms of the file by expression and flags; empty where there are none for this Python."""
    path = _path()
    if path is None:
        return {}
    match kept_in(path):
        case made_by, dict(forms) if made_by == _MADE_BY:
            return dict(forms)
    return {}


def _path() -> Path | None:
    return place_of("patterns")
