"""The registry of agencies (`models/registry.toml`): abbreviation and code of a body by its full name, and whether its history is known.

Names are compared by `name_key`: folded, blanks, hyphens and commas as one. What is not in the registry is unknown here (None). It makes no
name recognised: heads and structure (`mentions`) do, and tell its level and kind. Read at the first question, once a process.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from extractor.folding import fold, fold_all
from extractor.vocabulary import load_vocabulary

__all__ = ["Entry", "code_of", "known_agency", "name_key", "name_keys", "place_key", "whole_names"]


class Entry(Struct, frozen=True):
    """One body. `code` is a mã cấp 1 of Quyết định 20/2020/QĐ-TTg.

    `local`: every province has one, called alike, whose name goes on with its place. `traced`: all that became of its name since 2008 is in
    `models/succession.toml`. `since`: the day it began, of a new one.
    """

    name: str
    code: str | None = None
    local: bool = False
    traced: bool = False
    since: str | None = None


_FIELDS = ("name", "code", "local", "since")


def name_key(name: str) -> str:
    """What makes two printed names one: the folded name, blanks, hyphens and commas as one blank."""
    return _spaced(fold(name))


def name_keys(names: Iterable[str]) -> list[str]:
    """The `name_key` of each of many names, in one go."""
    return list(map(_spaced, fold_all(names)))


def place_key(province: str) -> str:
    """The `name_key` of a province or centrally-run city without "tỉnh" or "thành phố"."""
    return name_key(province.removeprefix("tỉnh ").removeprefix("thành phố "))


def _spaced(folded: str) -> str:
    return " ".join(folded.replace("-", " ").replace(",", " ").split())


@cache
def _entries() -> dict[str, Entry]:
    groups = load_vocabulary("registry")["group"]
    entries = [
        Entry(**{field: agency[field] for field in _FIELDS if field in agency}, traced=agency.get("traced", group.get("traced", False)))
        for group in groups
        for agency in group["agencies"]
    ]
    return dict(zip(name_keys(entry.name for entry in entries), entries, strict=True))


def known_agency(key: str) -> Entry | None:
    """The body with this `name_key`; None where the registry has none."""
    return _entries().get(key)


@cache
def _province_codes() -> dict[str, str]:
    return {name_key(f"Ủy ban nhân dân {place}"): code for place, code in load_vocabulary("registry")["province_codes"]}


def code_of(name: str) -> str | None:
    """The code of the body of a full name, of a province's people's committee too; None where none was read in any source."""
    key = name_key(name)
    entry = known_agency(key)
    return entry.code if entry else _province_codes().get(key)


@cache
def whole_names() -> dict[str, str]:
    """Abbreviation of a whole name ("EVN", "TTXVN") to the name."""
    groups = load_vocabulary("registry")["group"]
    return {short: agency["name"] for group in groups for agency in group["agencies"] for short in agency.get("shorts", ())}
