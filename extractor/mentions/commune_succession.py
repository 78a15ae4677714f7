"""What became of a commune's body on 1 July 2025: "Đảng ủy xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang".

A name is a body that each commune has (`models/succession.toml`), the commune, and as far as it is told its district and province; where it
is not, the document's count; without a province that of the district counts where no other district has the name. Promises: an heir is
told only where one old commune is meant (`extractor.communes`); a commune that was parted has all of its heirs, each with `duties`; one
that goes on with its name in its province has none. Pure functions.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.naming import PLACE_NAME, is_city, known_provinces
from extractor.records import Successor
from extractor.registry import name_key, place_key
from extractor.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from extractor.communes import Commune

__all__ = [
    "CommunePlace", "commune_body", "commune_place", "commune_successors", "goes_on", "heirs_of_place", "names_commune", "place_behind",
]

_KINDS = ("xã ", "phường ", "thị trấn ")
_DISTRICTS = (" huyện ", " quận ", " thị xã ", " thành phố ")
_PROVINCES = (" tỉnh ", " thành phố ")
_LEVELS = ("huyện ", "quận ", "thị xã ", "thành phố ", "tỉnh ")
_NEAR = len(" (thành phố ")
# What stands behind a commune: ", huyện Lạng Giang, tỉnh Bắc Giang", " (quận 8)".
_BEHIND = lazy_pattern(
    rf"(?: ?\(|,? )((?i:huyện|quận|thị xã|thành phố) {PLACE_NAME})?(?:(?:(?<=[ (])|, | )((?i:tỉnh|thành phố) {PLACE_NAME}))?"
)


def names_commune(name: str) -> bool:
    """Whether the name of a body, in small letters, goes on with a commune ("công an xã tân thanh"); "thị xã" is a district's."""
    return any(f" {kind}" in name.replace(" thị xã ", " ") for kind in _KINDS)


class CommunePlace(Struct, frozen=True):
    """A commune with what is told of where it lies, all as `name_key`: "xã tân thanh", "huyện lạng giang", "bắc giang"."""

    commune: str
    district: str | None
    province: str | None


def commune_body(key: str) -> tuple[str, CommunePlace] | None:
    """The body and the place of a commune's body with this `name_key`; None of any other."""
    for body_key, body in _bodies().items():
        if key.startswith(body_key) and (place := commune_place(key[len(body_key) :])):
            return body, place
    return None


def commune_place(key: str) -> CommunePlace | None:
    """The commune of a `name_key` "xã tân thanh huyện lạng giang tỉnh bắc giang"; None of any other place."""
    if not key.startswith(_KINDS):
        return None
    province = district = None
    for level in _PROVINCES:
        head, found, name = key.rpartition(level)
        if found and name in _known() and (level == " tỉnh " or is_city(name)):
            key, province = head, name
            break
    for level in _DISTRICTS:
        head, found, name = key.partition(level)
        if found:
            key, district = head, f"{level.strip()} {name}"
            break
    return CommunePlace(key, district, province)


def place_behind(text: str, at: int) -> str:
    """District and province as they are printed right behind a commune's name that ends at `at`; empty where there is neither."""
    if not text[at : at + _NEAR].lstrip(" (,").lower().startswith(_LEVELS):  # as behind most
        return ""
    found = _BEHIND.match(text, at)
    return ", ".join(filter(None, found.groups())) if found else ""


def commune_successors(body: str, place: CommunePlace, province: str | None, district: str | None) -> tuple[Successor, ...]:
    """The bodies that followed that of an old commune; `province` and `district` are the document's, for what the name does not tell."""
    told = load_vocabulary("succession")["communes"]
    heirs = heirs_of_place(place, province, district)
    if goes_on(heirs):
        return ()
    duties = told["duties"] if len(heirs) > 1 else None
    return tuple(
        Successor(name=f"{body} {heir.name}, {heir.province}", since=told["since"], ground=heir.ground, duties=duties) for heir in heirs
    )


def heirs_of_place(place: CommunePlace, province: str | None = None, district: str | None = None) -> tuple[Commune, ...]:
    """The communes that followed, itself where it `goes_on`; empty where it is not certain which one is meant."""
    from extractor.communes import heirs_of, province_of

    district = place.district or district
    within = place.province or (name_key(province) if province else None)
    within = _renamed().get(within, within) if within else province_of(district) if district else None
    return heirs_of(place.commune, district, within) if within else ()


def goes_on(heirs: tuple[Commune, ...]) -> bool:
    """Whether the one heir is what the old commune was, name and province and all, and only left its district behind."""
    if len(heirs) != 1:
        return False
    first, *others = heirs[0].olds
    return not others and not first.parted and (first.name, first.province) == (heirs[0].name, heirs[0].province)


@cache
def _bodies() -> dict[str, str]:
    """Key with a blank behind to the body as it is shown."""
    return {f"{name_key(body)} ": body for body in load_vocabulary("succession")["communes"]["bodies"]}


@cache
def _known() -> frozenset[str]:
    return frozenset(map(name_key, known_provinces().values()))


@cache
def _renamed() -> dict[str, str]:
    """Provinces that had another name or another province over them before the day of the communes."""
    vocabulary = load_vocabulary("succession")
    earlier = (places for change in vocabulary["place"] if change["since"] < vocabulary["communes"]["since"] for places in change["places"])
    return {place_key(old): place_key(new) for old, new in earlier}
