"""The registry of agencies (`models/registry.toml`): abbreviation, level, kind and code of a body by its full name.

Names are compared by `name_key`: folded, blanks, hyphens and commas as one. What is not in the registry is unknown here (None); heads and
structure (`mentions`) recognise it all the same. Read at the first question, once a process.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from extractor.folding import fold, fold_all
from extractor.records import Level
from extractor.vocabulary import load_vocabulary

__all__ = ["Entry", "code_of", "known_agency", "name_key", "name_keys", "whole_names"]


class Entry(Struct, frozen=True):
    """One body; `local`: every province has one, whose name goes on with its place. `code` is a mã cấp 1 of Quyết định 20/2020/QĐ-TTg."""

    name: str
    level: Level
    kind: str
    code: str | None = None
    local: bool = False


def name_key(name: str) -> str:
    """What makes two printed names one: the folded name, blanks, hyphens and commas as one blank."""
    return _spaced(fold(name))


def name_keys(names: Iterable[str]) -> list[str]:
    """The `name_key` of each of many names, in one go."""
    return list(map(_spaced, fold_all(names)))


def _spaced(folded: str) -> str:
    return " ".join(folded.replace("-", " ").replace(",", " ").split())


@cache
def _entries() -> dict[str, Entry]:
    groups = load_vocabulary("registry")["group"]
    entries = [
        Entry(agency["name"], group["level"], group["kind"], agency.get("code"), agency.get("local", False))
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
