"""The province that a plan is of, and the one that it is in since the mergers of July 2025.

In this order: the province that the issuer's name has ("Tỉnh ủy Lào Cai"), or the superior issuer's ("Ủy ban nhân dân thành phố Đà Nẵng"
above a ward); the only province that had a district so called (`extractor.communes`); the place of the letterhead, where it is a province
and the issuer is none of the central bodies, which sit in Hà Nội. Else, and for central bodies, None.
"""

from __future__ import annotations

from functools import cache

from extractor.communes import province_of
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_succession import place_on
from extractor.naming import is_city, known_provinces
from extractor.records import Plan
from extractor.registry import name_key, place_key

__all__ = ["MERGERS", "issuer_level", "province_2025", "province_of_plan"]

MERGERS = "2025-07-01"  # Nghị quyết số 202/2025/QH15
_PROVINCE = lazy_pattern(r".*\b(tỉnh ủy|tỉnh đoàn|tỉnh|thành phố|thành ủy|thành đoàn) (\w+(?: \w+){0,4})$")
_LEVEL = lazy_pattern(r".*\b(?=(?:huyện|quận|thị xã|thành phố) )")


def issuer_level(plan: Plan) -> str | None:
    """The level of the issuing agency."""
    issuer = plan.metadata.issuer
    return next((agency.level for agency in plan.agencies if issuer is not None and agency.id == issuer.agency_id), None)


def province_of_plan(plan: Plan) -> str | None:
    """The province or centrally-run city by its name of then, without "tỉnh"."""
    metadata = plan.metadata
    names = [name_key(issuer.name) for issuer in (metadata.issuer, metadata.superior_issuer) if issuer is not None]
    level = issuer_level(plan)
    told = next(filter(None, map(_named_province, names)), None)
    if told is None and level != "central":
        told = next(filter(None, map(_province_of_district, names)), None)
    if told is None and level not in (None, "central"):
        told = _provinces().get(place_key(metadata.place or ""))
    return told


@cache
def province_2025(province: str) -> str | None:
    """The province that it is in since the mergers."""
    kind = "thành phố" if is_city(province) else "tỉnh"
    name = place_on(f"{kind} {province}", MERGERS).name
    return name.removeprefix("tỉnh ").removeprefix("thành phố ") if name else None


@cache
def _provinces() -> dict[str, str]:
    return {place_key(name): name for name in known_provinces().values()}


def _named_province(key: str) -> str | None:
    found = _PROVINCE.match(key)
    province = _provinces().get(found[2]) if found else None
    return province if found and province and (found[1].startswith("tỉnh") or is_city(province)) else None


def _province_of_district(key: str) -> str | None:
    level = _LEVEL.match(key)
    province = province_of(key[level.end() :]) if level else None
    return _provinces().get(province) if province else None
