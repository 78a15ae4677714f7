"""Reads the data files of `models/`: vocabularies and rules as TOML, each with its examples.

In a checkout they stand in `models/` beside the package; in an installed wheel inside it. Read once a process, from what an earlier
run kept (`vocabulary_cache`), else by a compiled parser: the standard library's takes eight times as long.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from extractor.lazy_patterns import lazy_pattern
from extractor.vocabulary_cache import taken_up


@cache
def models_folder() -> Path:
    """The folder of the data files. Raises FileNotFoundError where the installation is broken."""
    here = Path(__file__).resolve().parent
    for folder in (here / "models", here.parent / "models"):
        if (folder / "messages.toml").is_file():
            return folder
    raise FileNotFoundError(f"the package's data files are missing beside {here}; install it again")


@cache
def load_vocabulary(name: str) -> dict[str, Any]:
    """The content of `models/NAME.toml`. Callers must not change it."""
    return taken_up(models_folder() / f"{name}.toml", _parsed)


def _parsed(path: Path) -> dict[str, Any]:
    import rtoml

    return rtoml.load(path)


@cache
def patterns_of(name: str, table: str) -> re.Pattern[str]:
    """What finds any of the `patterns` of a table of `models/NAME.toml`; the table's `needs`, if it has any: see `lazy_pattern`."""
    rules = load_vocabulary(name)[table]
    patterns = (p if isinstance(p, str) else p["pattern"] for p in rules["patterns"])
    return lazy_pattern("|".join(f"(?:{pattern})" for pattern in patterns), needs=rules.get("needs", ()))


@cache
def _cued(name: str, table: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...], re.Pattern[str]], ...]:
    rules = load_vocabulary(name)[table]["patterns"]
    return tuple((tuple(rule.get("starts", ())), tuple(rule.get("has", ())), lazy_pattern(rule["pattern"])) for rule in rules)


def opening(name: str, table: str, text: str) -> re.Match[str] | None:
    """What one of the `patterns` of a table of `models/NAME.toml` finds where a text begins; None where all find nothing.

    Only those are tried, and ever compiled, of whose `has` the text has some, or with whose `starts` it begins: most texts have nothing
    of most.
    """
    for starts, has, pattern in _cued(name, table):
        if starts and text.startswith(starts) and (found := pattern.match(text)):
            return found
        for words in has:
            if words in text:
                if found := pattern.match(text):
                    return found
                break
    return None
