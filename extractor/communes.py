"""The communes (cấp xã) of 1 July 2025 and the old ones that went into each (`models/communes.tsv`, described in `models/communes.md`).

A commune is told by its name with its kind ("xã Tân Thanh"), its district and its province. Precedence: the district where it is told; of
an old province that ended ("Bắc Giang") its own communes; of one that is a province today all that came to it, and without a district only
where no commune of today has the name. Promises: heirs are told only where one old commune alone is meant. The file is read at the first
question, and names are compared within one province of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from extractor.registry import name_key, name_keys, place_key
from extractor.vocabulary import models_folder

__all__ = ["Commune", "Old", "communes", "heirs_of", "province_of"]

PARTED = "một phần "


class Old(Struct, frozen=True):
    """A commune of 30 June 2025, all in full ("xã Tân Thanh", "huyện Lạng Giang", "tỉnh Bắc Giang"); `parted`: only a part went there.

    `name` is empty of a district that had no communes and became a special zone (đặc khu).
    """

    name: str
    district: str
    province: str
    parted: bool


class Commune(Struct, frozen=True):
    """A commune of 1 July 2025: code (Công văn 1027/CTK-CSCL), name with kind, province, its resolution, and what it is made of."""

    code: str
    name: str
    province: str
    ground: str
    olds: tuple[Old, ...]


@cache
def _sections() -> dict[str, tuple[list[str], list[str]]]:
    """Province of today (`name_key` without "tỉnh" or "thành phố") to its fields and its lines."""
    sections: dict[str, tuple[list[str], list[str]]] = {}
    lines: list[str] = []
    for line in (models_folder() / "communes.tsv").read_text(encoding="utf-8").splitlines():
        if line[0].isdigit():
            lines.append(line)
        else:
            fields = line.split("\t")
            lines = []
            sections[place_key(fields[0])] = (fields, lines)
    return sections


@cache
def _heir_provinces() -> dict[str, str]:
    """Province of 30 June 2025 to that of today which has it."""
    return {place_key(old): today for today, (_, lines) in _sections().items() for old in {line.split("\t")[2] for line in lines}}


@cache
def communes(province: str) -> tuple[Commune, ...]:
    """Those of a province of today ("Bắc Ninh"), in the order of their codes; empty where there is none of that name."""
    (name, _, ground), lines = _sections().get(place_key(province), (["", "", ""], []))
    found: dict[tuple[str, str], list[Old]] = {}
    for line in lines:
        code, commune, old_province, district, olds = line.split("\t")
        told = found.setdefault((code, commune), [])
        told.extend(Old(old.removeprefix(PARTED), district, old_province, old.startswith(PARTED)) for old in olds.split(", "))
    return tuple(Commune(code, commune, name, ground, tuple(olds)) for (code, commune), olds in found.items())


@cache
def _by_name(province: str) -> Mapping[str, list[tuple[str, str, Commune]]]:
    """Old commune's key to province's and district's key and the heir, one entry a part."""
    parts = [(old, commune) for commune in communes(province) for old in commune.olds]
    names, districts = name_keys(old.name for old, _ in parts), name_keys(old.district for old, _ in parts)
    entries: dict[str, list[tuple[str, str, Commune]]] = {}
    for name, district, (old, commune) in zip(names, districts, parts, strict=True):
        entries.setdefault(name, []).append((place_key(old.province), district, commune))
    return entries


@cache
def _names_today(province: str) -> frozenset[str]:
    return frozenset(name_keys(commune.name for commune in communes(province)))


@cache
def _provinces_of_districts() -> Mapping[str, str | None]:
    """Old district's key to the province that alone had one so called, None where several had."""
    pairs = {tuple(line.split("\t")[3:1:-1]) for _, section in _sections().values() for line in section}
    provinces: dict[str, str | None] = {}
    for key, (_, province) in zip(name_keys(district for district, _ in pairs), pairs, strict=True):
        provinces[key] = None if key in provinces else place_key(province)
    return provinces


def province_of(district: str) -> str | None:
    """The old province, by `place_key`, that alone had a district of a name ("huyện Lạng Giang"); None where several or none had."""
    return _provinces_of_districts().get(name_key(district))


def heirs_of(name: str, district: str | None, province: str) -> tuple[Commune, ...]:
    """The communes that an old one went into: one that has it whole, or all that have a part of it.

    Empty where it is not certain which one is meant. All are compared by `name_key`: the name with its kind ("xã Tân Thanh"), the district
    with its level or None, the province without it.
    """
    key, within = name_key(name), name_key(province)
    today = _heir_provinces().get(within)
    if today is None:
        return ()
    found = _by_name(today).get(key, [])
    if within != today:
        found = [entry for entry in found if entry[0] == within]
    if district is not None:
        found = [entry for entry in found if entry[1] == name_key(district)]
    elif within == today and key in _names_today(today):
        return ()
    return tuple(commune for _, _, commune in found) if len({entry[:2] for entry in found}) == 1 else ()
