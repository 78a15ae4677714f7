"""Reads the data files of `models/`: vocabularies and rules as TOML, each with its examples.

In a checkout they stand in `models/` beside the package; in an installed wheel inside it. Read once a process, by a compiled parser: the
standard library's takes five times as long, which each command would pay.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from extractor.lazy_patterns import lazy_pattern


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
    return tomli.loads((models_folder() / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def patterns_of(name: str, table: str) -> re.Pattern[str]:
    """What finds any of the `patterns` of a table of `models/NAME.toml`."""
    return lazy_pattern("|".join(f"(?:{pattern})" for pattern in load_vocabulary(name)[table]["patterns"]))
