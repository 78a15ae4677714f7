"""What became of an agency (`models/succession.toml`): the bodies that followed it, each from its day on and with its legal ground.

A name is a body of the registry, with its province behind it where it has one. Its changes count in the order of their days: the body's own
("Sở Kế hoạch và Đầu tư" became "Sở Tài chính" on 1 March 2025) and its province's ("tỉnh Bắc Giang" is in "tỉnh Bắc Ninh" since July 2025).
With its province goes only a body that every province has (`local` in the registry). A change that some provinces took otherwise is asked
of the province of its day. Of departments day and ground are the decree's: each province carried it out by its own resolution (`settled`).
A commune's body ("Đảng ủy xã Tân Thanh") has those of the communes that have its own since 1 July 2025 (`commune_succession`), as they were
called on that day: what changed there later is not known here.
Promises: only what is certain is told; a body that keeps its name has no successor, also where it took others in; a name whose history is
not known is told as not known, never as unchanged; the functions are pure, and the day of "today" is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.commune_succession import commune_body, commune_place, commune_successors, goes_on, heirs_of_place, names_commune
from extractor.naming import is_city, known_provinces
from extractor.records import Successor
from extractor.registry import known_agency, name_key, place_key
from extractor.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from extractor.communes import Commune

__all__ = ["Standing", "agency_on", "is_centrally_run", "place_on", "successors"]

_LEVELS = ("tỉnh", "thành phố")
_ISO_DAY = lazy_pattern(r"\d{4}-\d\d-\d\d")
# Bodies that are called after the kind of their province: "Tỉnh ủy Hải Dương", "Thành ủy Hải Phòng".
_BY_KIND = {("ủy", "tỉnh"): "Tỉnh ủy", ("ủy", "thành phố"): "Thành ủy", ("đoàn", "tỉnh"): "Tỉnh đoàn", ("đoàn", "thành phố"): "Thành đoàn"}
_KIND_OF = {name_key(name): kind for kind, name in _BY_KIND.items()}


class Standing(Struct, frozen=True):
    """What a body or place is on a day: its `name` then, and the day and legal ground of its last change, None where there was none.

    `name` is None where it had ended and no single body is its heir, and where nothing is `known` of it: a name that the registry does not
    have or whose history nobody looked up. `settled` is False in the months in which provinces carried the change out, when it may have
    stood under its old name still.
    """

    name: str | None
    since: str | None = None
    ground: str | None = None
    known: bool = True
    settled: bool = True


_UNKNOWN = Standing(None, known=False)


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
    settled: str = ""


class _Change(Struct, frozen=True):
    """A step with the key of the body and the place after it; `moved` tells that it is the place's.

    Where it is not `certain`, nothing is known from its day on.
    """

    step: _Step
    body: str
    place: _Place | None
    moved: bool = False
    certain: bool = True


def successors(name: str, province: str | None = None, district: str | None = None) -> tuple[Successor, ...]:
    """The bodies that followed the one of a full name, in the order of their days; empty where none is certain.

    One with `duties` took over these alone. Of the others each followed the one before, and the last is the body of today. `province` is
    the document's, without "tỉnh": it tells where a body stands that is named without its place; `district` ("huyện Lạng Giang") tells the
    same of a commune's. An office-holder is followed by that of the body that followed his.
    """
    title, of_body = _office(name)
    if title:
        of_heirs = (one for one in successors(of_body, province, district) if one.duties is None and _is_of_kind(one.name, of_body))
        return tuple(msgspec.structs.replace(one, name=f"{title} {one.name}") for one in of_heirs)
    parted = _parted(key := name_key(name))
    if parted is None:
        communal = commune_body(key)
        return commune_successors(*communal, province, district) if communal else ()
    body, place = parted
    told = (one for one in _changes(body, place or _province(province)) if one.certain and (place or not one.moved))
    return tuple(
        Successor(
            name=_shown(one.body, one.place if place else None), since=one.step.since, ground=one.step.ground, duties=one.step.duties
        )
        for one in told
    )


def agency_on(name: str, day: str, province: str | None = None, district: str | None = None) -> Standing:
    """What the body of a full name is on a day (ISO 8601): itself, the one that followed it, or none; or that it is not known.

    There is none where the level of districts ended, and where the commune was parted. That a district of the name existed before is not
    looked up. Raises ValueError where `day` is no whole date.
    """
    _check_day(day)
    title, of_body = _office(name)
    if title:
        standing = agency_on(of_body, day, province, district)
        if standing.name is None:
            return standing
        return msgspec.structs.replace(standing, name=f"{title} {standing.name}") if _is_of_kind(standing.name, of_body) else _UNKNOWN
    key = name_key(name)
    ends = [end for end in load_vocabulary("succession")["ended"] if _is_ended_by(key, end, day)]
    if ends:
        past = [Standing(None, end["since"], end["ground"]) for end in ends if end["since"] <= day]
        return past[0] if past else Standing(name)
    parted = _parted(key)
    if parted is not None:
        return _body_on(name, *parted, day, province)
    communal = commune_body(key)
    if communal is None:
        return _UNKNOWN
    body, at = communal
    return _commune_on(name, day, heirs_of_place(at, province, district), f"{body} ")


def place_on(place: str, day: str) -> Standing:
    """What a province or centrally-run city ("tỉnh Bắc Giang") is on a day (ISO 8601): itself, or the one that it is in then.

    Of a commune ("xã Tân Thanh, huyện Lạng Giang, tỉnh Bắc Giang") the one that it went into; none where it was parted. Of any other place,
    and of a commune of which it is not certain which one is meant, it is not known. Raises ValueError where `day` is no whole date.
    """
    _check_day(day)
    commune = commune_place(name_key(place))
    if commune is not None:
        return _commune_on(place, day, heirs_of_place(commune))
    known = _place_of(place)
    if known is None or _is_too_early(known, day):
        return _UNKNOWN
    standing = Standing(place)
    for change in _changes("", known):
        if (step := change.step).since <= day:
            standing = Standing(step.to, step.since, step.ground)
    return standing


def is_centrally_run(city: str, day: str | None) -> bool | None:
    """Whether a city ("Vinh", "Hải Phòng") is one of provinces' rank (thành phố trực thuộc Trung ương) on a day.

    Month and day may be missing ("2024-02"); None where the answer hangs on a day that is not told.
    """
    since = _new_cities().get(name_key(city))
    if since is None:
        return is_city(city)
    if day is None:
        return None
    if since <= day + "-01-01"[len(day) - 4 :]:
        return True
    return None if since.startswith(day) else False


def _check_day(day: str) -> None:
    if not isinstance(day, str) or not _ISO_DAY.fullmatch(day):
        raise ValueError(f"no day of the form YYYY-MM-DD: {day!r}")
    date.fromisoformat(day)


def _body_on(name: str, body: str, place: _Place | None, day: str, province: str | None) -> Standing:
    entry = known_agency(body)
    place = place or (_province(province) if entry and entry.local else None)
    if not entry or (entry.since and day < entry.since) or (place and _is_too_early(place, day)):
        return _UNKNOWN
    if not (entry.local or entry.traced or body in _own_steps()):
        return _UNKNOWN
    standing = Standing(name)
    for change in _changes(body, place):
        step = change.step
        if step.since <= day and step.duties is None:
            if not change.certain:
                return _UNKNOWN
            standing = Standing(_shown(change.body, change.place), step.since, step.ground, settled=step.settled <= day)
    return standing


def _commune_on(name: str, day: str, heirs: tuple[Commune, ...], body: str = "") -> Standing:
    """What a commune, or with a blank behind it its `body`, is on a day.

    Not known once the province had become a city, which made some of its communes wards.
    """
    if not heirs or any(step.since <= day for heir in heirs for step in _place_steps().get(name_key(heir.province), ())):
        return _UNKNOWN
    since = load_vocabulary("succession")["communes"]["since"]
    if goes_on(heirs) or day < since:
        return Standing(name)
    return Standing(f"{body}{heirs[0].name}, {heirs[0].province}" if len(heirs) == 1 else None, since, heirs[0].ground)


def _office(name: str) -> tuple[str, str]:
    """The title of an office-holder who stands for his body, and the body; the title is empty where there is none."""
    for title in load_vocabulary("succession")["titles"]:
        if name.startswith(f"{title} ") and len(name) > len(title) + 1:
            return title, name[len(title) + 1 :]
    return "", name


def _is_of_kind(name: str, other: str) -> bool:
    """Whether two bodies are headed by the same office: both a "Sở", a "Bộ", a committee."""
    return name.split()[0] == other.split()[0] or {name.split()[0], other.split()[0]} == {"Tỉnh", "Thành"}


def _is_ended_by(key: str, end: dict[str, list[str]], day: str) -> bool:
    """Whether a name is one of those that end with districts; a "thành phố" is a district's where it is no centrally-run city on the day.

    A commune's body that is named with its district is none of the district's.
    """
    if any(f"{key} ".startswith(f"{name_key(committee)} ") for committee in end["committees"]):
        return True
    if names_commune(key) or not any(key.startswith(f"{name_key(body)} ") for body in end["bodies"]):
        return False
    levels = (key.rpartition(f" {level} ") for level in end["levels"])
    return any(found and not (found == " thành phố " and is_centrally_run(name, day)) for _, found, name in levels)


def _changes(body: str, place: _Place | None) -> Iterator[_Change]:
    """What became of a body, in the order of the days; the last one where it is not `certain`.

    Of a body and of a place only what came after it became so counts: one renamed back is no circle.
    """
    body_since = place_since = ""
    while True:
        now = max(body_since, place_since)
        own = [step for step in _own_steps().get(body, ()) if step.since > body_since and step.since >= now]
        moves = [step for step in _place_steps().get(name_key(str(place)), ()) if step.since > place_since and step.since >= now]
        if not own and not moves:
            return
        since = min(step.since for step in (*own, *moves))
        for step in sorted((step for step in own if step.since == since), key=lambda step: step.duties is not None):
            if step.not_in and (place is None or place.name in step.not_in):
                yield _Change(step, body, place, certain=False)
                return
            if step.duties is None:
                body = name_key(step.to)
            yield _Change(step, body if step.duties is None else name_key(step.to), place)
            body_since = since
        for step in moves:
            if step.since == since and (place := _place_of(step.to)):
                place_since = since
                yield _Change(step, body, place, moved=True)


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


def _province(name: str | None) -> _Place | None:
    """The place of a province's name without its level; a city of 2026 as the province that it was."""
    known = _provinces().get(name_key(name)) if name else None
    if known is None:
        return None
    return _Place("thành phố" if is_city(known) else "tỉnh", known)


def _is_too_early(place: _Place, day: str) -> bool:
    """Whether a city is not yet one of provinces' rank on a day."""
    return place.level == "thành phố" and not is_centrally_run(place.name, day)


@cache
def _new_cities() -> dict[str, str]:
    """Cities of provinces' rank that a whole province became, to the day; up to then a district's city may have had the name."""
    changes = (change for change in load_vocabulary("succession")["place"] if change.get("new_city"))
    return {place_key(new): change["since"] for change in changes for _, new in change["places"]}


def _place_of(text: str) -> _Place | None:
    for level in _LEVELS:
        if text.startswith(f"{level} ") and (province := _provinces().get(name_key(text[len(level) :]))):
            return _Place(level, province)
    return None


@cache
def _own_steps() -> dict[str, tuple[_Step, ...]]:
    steps: dict[str, tuple[_Step, ...]] = {}
    for change in load_vocabulary("succession")["change"]:
        for name, to, *duties in (*change["names"], *change.get("duties", ())):
            step = _step(change, to, duties[0] if duties else None)
            steps[name_key(name)] = (*steps.get(name_key(name), ()), step)
    return steps


@cache
def _place_steps() -> dict[str, tuple[_Step, ...]]:
    steps: dict[str, tuple[_Step, ...]] = {}
    for change in load_vocabulary("succession")["place"]:
        for old, new in change["places"]:
            steps[name_key(old)] = (*steps.get(name_key(old), ()), _step(change, new))
    return steps


def _step(change: dict[str, Any], to: str, duties: str | None = None) -> _Step:
    return _Step(change["since"], change["ground"], to, duties, frozenset(change.get("not_in", ())), change.get("settled", ""))
