"""What became of an agency (`models/succession.toml`): the bodies that followed it, each from its day on and with its legal ground.

A name is a body of the registry, with its province behind it where it has one. Its changes count in the order of their days: the body's own
("Sở Kế hoạch và Đầu tư" became "Sở Tài chính" on 1 March 2025) and its province's ("tỉnh Bắc Giang" is in "tỉnh Bắc Ninh" since July 2025).
A commune's body ("Đảng ủy xã Tân Thanh") has those of the communes that have its own since 1 July 2025 (`commune_succession`), as they were
called on that day: what changed there later is not known here.
Promises: only what is certain is told; a body that keeps its name has no successor, also where it took others in; the functions are pure,
and the day of "today" is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec import Struct

from extractor.mentions.commune_succession import commune_body, commune_place, commune_successors, heirs_of_place
from extractor.naming import known_provinces
from extractor.records import Successor
from extractor.registry import known_agency, name_key
from extractor.vocabulary import load_vocabulary

__all__ = ["Standing", "agency_on", "is_centrally_run", "place_on", "successors"]

_LEVELS = ("tỉnh", "thành phố")
_COMMUNES = (" xã ", " phường ", " thị trấn ")
# Bodies that are called after the kind of their province: "Tỉnh ủy Hải Dương", "Thành ủy Hải Phòng".
_BY_KIND = {("ủy", "tỉnh"): "Tỉnh ủy", ("ủy", "thành phố"): "Thành ủy", ("đoàn", "tỉnh"): "Tỉnh đoàn", ("đoàn", "thành phố"): "Thành đoàn"}
_KIND_OF = {name_key(name): kind for kind, name in _BY_KIND.items()}


class Standing(Struct, frozen=True):
    """What a body is on a day: its `name` then, and the day and legal ground of its last change, None where none is known.

    `name` is None where it had ended and no single body is its heir.
    """

    name: str | None
    since: str | None = None
    ground: str | None = None


class _Place(Struct, frozen=True):
    """A province ("tỉnh") or centrally-run city ("thành phố")."""

    level: str
    name: str

    def __str__(self) -> str:
        return f"{self.level} {self.name}"


class _Step(Struct, frozen=True):
    """One change: `to` is the name of a body or a place."""

    since: str
    ground: str
    to: str
    duties: str | None = None
    not_in: frozenset[str] = frozenset()


def successors(name: str, province: str | None = None, district: str | None = None) -> tuple[Successor, ...]:
    """The bodies that followed the one of a full name, in the order of their days; empty where none is certain.

    One with `duties` took over these alone. Of the others each followed the one before, and the last is the body of today. `province` is
    the document's, without "tỉnh": it tells where a body stands that is named without its place; `district` ("huyện Lạng Giang") tells the
    same of a commune's. An office-holder is followed by that of the body that followed his.
    """
    for title in load_vocabulary("succession")["titles"]:
        if name.startswith(f"{title} ") and (of_body := name[len(title) + 1 :]) and _is_known(name_key(of_body)):
            of_heirs = (one for one in successors(of_body, province, district) if one.duties is None and _is_of_kind(one.name, of_body))
            return tuple(msgspec.structs.replace(one, name=f"{title} {one.name}") for one in of_heirs)
    parted = _parted(key := name_key(name))
    if parted is None:
        communal = commune_body(key)
        return commune_successors(*communal, province, district) if communal else ()
    body, place = parted
    here = place.name if place else province
    steps = [*_own_steps(body, here), *(_moves(place) if place else ())]
    found: list[Successor] = []
    for step in sorted(steps, key=lambda step: (step.since, step.duties is not None)):
        moved = _place_of(step.to)
        if moved:
            place = moved
        elif step.duties is None:
            body = name_key(step.to)
        shown = _shown(body if moved or step.duties is None else name_key(step.to), place)
        found.append(Successor(name=shown, since=step.since, ground=step.ground, duties=step.duties))
    return tuple(found)


def agency_on(name: str, day: str, province: str | None = None, district: str | None = None) -> Standing:
    """What the body of a full name is on a day (ISO 8601): itself, the one that followed it, or none.

    There is none where the level of districts ended, and where the commune was parted.
    """
    standing = Standing(name)
    for step in successors(name, province, district):
        if step.since <= day and (step.duties is None or step.duties == _of_parted()):
            standing = Standing(None if step.duties else step.name, step.since, step.ground)
    ends = (end for end in load_vocabulary("succession")["ended"] if end["since"] <= day and _ended(name_key(name), end))
    return next((Standing(None, end["since"], end["ground"]) for end in ends), standing)


def place_on(place: str, day: str) -> Standing:
    """What a province or centrally-run city ("tỉnh Bắc Giang") is on a day (ISO 8601): itself, or the one that it is in then.

    Of a commune ("xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang") the one that it went into; none where it was parted.
    """
    standing = Standing(place)
    commune = commune_place(name_key(place))
    if commune is not None:
        heirs = heirs_of_place(commune) if load_vocabulary("succession")["communes"]["since"] <= day else ()
        name = f"{heirs[0].name}, {heirs[0].province}" if len(heirs) == 1 else None
        return Standing(name, load_vocabulary("succession")["communes"]["since"], heirs[0].ground) if heirs else standing
    known = _place_of(place)
    for step in _moves(known) if known else ():
        if step.since <= day:
            standing = Standing(step.to, step.since, step.ground)
    return standing


def is_centrally_run(city: str) -> bool:
    """Whether a city ("Vinh", "Hải Phòng") is or once came to be one of provinces' rank (thành phố trực thuộc Trung ương)."""
    return name_key(city) in _cities()


def _of_parted() -> str:
    duties: str = load_vocabulary("succession")["communes"]["duties"]
    return duties


def _is_known(key: str) -> bool:
    return _parted(key) is not None or commune_body(key) is not None


def _is_of_kind(name: str, other: str) -> bool:
    """Whether two bodies are headed by the same office: both a "Sở", a "Bộ", a committee."""
    return name.split()[0] == other.split()[0] or {name.split()[0], other.split()[0]} == {"Tỉnh", "Thành"}


def _ended(key: str, end: dict[str, list[str]]) -> bool:
    """Whether a name is one of those that ended; a "thành phố" is a district's where no centrally-run city has its name.

    A commune's body that is named with its district is none of the district's.
    """
    if any(f"{key} ".startswith(f"{name_key(committee)} ") for committee in end["committees"]):
        return True
    if not any(key.startswith(f"{name_key(body)} ") for body in end["bodies"]):
        return False
    levels = (key.rpartition(f" {level} ") for level in end["levels"])
    return any(
        found and not (found == " thành phố " and name in _cities()) and not any(kind in f"{body} " for kind in _COMMUNES)
        for body, found, name in levels
    )


def _own_steps(body: str, province: str | None) -> Iterator[_Step]:
    """The changes of a body and of what it became, without the place; those that not every province took only where it is known."""
    for step in _changes().get(body, ()):
        if step.not_in and (province is None or province in step.not_in):
            continue
        yield step
        if step.duties is None:
            yield from _own_steps(name_key(step.to), province)


def _moves(place: _Place | None) -> Iterator[_Step]:
    while place is not None and (step := _place_steps().get(name_key(str(place)))) is not None:
        yield step
        place = _place_of(step.to)


def _parted(key: str) -> tuple[str, _Place | None] | None:
    """The registry's key of the body and its province; None where the registry has no such body."""
    entry = known_agency(key)
    if entry is not None:
        return key, None
    for level in _LEVELS:
        body, found, name = key.rpartition(f" {level} ")
        entry = known_agency(body) if found else None
        if entry is not None and entry.local and (province := _provinces().get(name)):
            return body, _Place(level, province)
    head = " ".join(key.split()[:2])
    if (kind := _KIND_OF.get(head)) and (province := _provinces().get(key[len(head) + 1 :])):
        return head, _Place(kind[1], province)
    return None


def _shown(body: str, place: _Place | None) -> str:
    entry = known_agency(body)
    name = entry.name if entry else body
    if place is None:
        return name
    kind = _KIND_OF.get(body)
    return f"{_BY_KIND[kind[0], place.level]} {place.name}" if kind else f"{name} {place}"


@cache
def _provinces() -> dict[str, str]:
    return {name_key(name): name for name in known_provinces().values()}


@cache
def _cities() -> frozenset[str]:
    """Centrally-run cities of all times."""
    later = (new for change in load_vocabulary("succession")["place"] for _, new in change["places"])
    names = (*load_vocabulary("places")["cities"], *(new.removeprefix("thành phố ") for new in later if new.startswith("thành phố ")))
    return frozenset(map(name_key, names))


def _place_of(text: str) -> _Place | None:
    for level in _LEVELS:
        if text.startswith(f"{level} ") and (province := _provinces().get(name_key(text[len(level) :]))):
            return _Place(level, province)
    return None


@cache
def _changes() -> dict[str, tuple[_Step, ...]]:
    steps: dict[str, tuple[_Step, ...]] = {}
    for change in load_vocabulary("succession")["change"]:
        not_in = frozenset(change.get("not_in", ()))
        for name, to, *duties in (*change["names"], *change.get("duties", ())):
            step = _Step(change["since"], change["ground"], to, duties[0] if duties else None, not_in)
            steps[name_key(name)] = (*steps.get(name_key(name), ()), step)
    return steps


@cache
def _place_steps() -> dict[str, _Step]:
    changes = load_vocabulary("succession")["place"]
    return {name_key(old): _Step(change["since"], change["ground"], new) for change in changes for old, new in change["places"]}
