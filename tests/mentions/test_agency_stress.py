"""Names of agencies by classes in the frames that plans put them in: agency_stress.toml, agency_stress_units.toml; and whole sentences:
agency_stress_sentences.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.agency_lists import names_agencies_only, read_agency_list
from extractor.mentions.context import Context
from extractor.records import AgencyMention, Span
from extractor.vocabulary import load_vocabulary


def classes(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))["class"]  # type: ignore[no-any-return]


CLASSES = classes("agency_stress") + classes("agency_stress_units")
SENTENCES = classes("agency_stress_sentences")
UNITS = [{"name": f"units: {body['name']}", "issuer": "ministry", "names": body["units"]} for body in load_vocabulary("central_units")["body"]]
CLASSES += UNITS
ISSUERS = {
    "province": Context(issuer="Ủy ban nhân dân tỉnh Nghệ An", province="Nghệ An"),
    "commune": Context(issuer="Ủy ban nhân dân xã Tân Hưng", province="Nghệ An"),
    "department": Context(issuer="Sở Y tế tỉnh Nghệ An", superior="Ủy ban nhân dân tỉnh Nghệ An", province="Nghệ An"),
    "ministry": Context(issuer="Bộ Nội vụ"),
    "party": Context(issuer="Tỉnh ủy Nghệ An", province="Nghệ An"),
}
BESIDE, LAST = "Sở Tư pháp", "Công an tỉnh"


def texts(mentions: tuple[AgencyMention, ...]) -> list[str]:
    return [mention.text for mention in mentions]


def cell(value: str, here: Context) -> list[str]:
    return texts(read_agency_list(value, Span(0, len(value)), here, "cell"))


def leads(text: str, here: Context) -> list[str]:
    return texts(sentence_leads(text, Span(0, len(text)), here))


def coordinators(text: str, here: Context) -> list[str]:
    return texts(sentence_coordinators(text, Span(0, len(text)), here))


def in_sentence(name: str) -> str:
    """The name as it stands inside a sentence."""
    return name[0].lower() + name[1:] if name.startswith(("Các ", "Toàn thể ")) else name


def each_class(key: str) -> list[Any]:
    return [pytest.param(entry, id=entry["name"]) for entry in CLASSES if entry.get(key)]


@pytest.mark.parametrize("entry", each_class("names"))
def test_names_in_values(entry: dict[str, Any]) -> None:
    here = ISSUERS[entry["issuer"]]
    assert [name for name in entry["names"] if cell(name, here) != [name]] == []
    assert [name for name in entry["names"] if cell(f"{BESIDE}; {name}; {LAST}", here) != [BESIDE, name, LAST]] == []
    assert [name for name in entry["names"] if cell(f"{name}, {BESIDE}, {LAST}", here) != [name, BESIDE, LAST]] == []


@pytest.mark.parametrize("entry", each_class("names"))
def test_names_in_sentences(entry: dict[str, Any]) -> None:
    here = ISSUERS[entry["issuer"]]
    missed = [
        name
        for name in entry["names"]
        if leads(f"Giao {in_sentence(name)} chủ trì, phối hợp với {BESIDE} tổ chức triển khai thực hiện.", here) != [in_sentence(name)]
        or leads(f"{name} có trách nhiệm tổ chức triển khai thực hiện.", here) != [name]
        or coordinators(f"{BESIDE} chủ trì, phối hợp với {in_sentence(name)} tổ chức triển khai thực hiện.", here) != [in_sentence(name)]
    ]
    assert missed == []


@pytest.mark.parametrize("entry", each_class("names"))
def test_names_as_headings(entry: dict[str, Any]) -> None:
    assert [name for name in entry["names"] if not names_agencies_only(f"2. {name}", ISSUERS[entry["issuer"]])] == []


@pytest.mark.parametrize("entry", each_class("values"))
def test_values(entry: dict[str, Any]) -> None:
    here = ISSUERS[entry["issuer"]]
    assert [(value, read) for value, read in entry["values"] if cell(value, here) != read.split(" | ")] == []


@pytest.mark.parametrize("entry", each_class("none"))
def test_no_agencies(entry: dict[str, Any]) -> None:
    here = ISSUERS[entry["issuer"]]
    assert [value for value in entry["none"] if cell(value, here) or names_agencies_only(f"2. {value}", here)] == []
    assert [value for value in entry["none"] if leads(f"{value} được triển khai thực hiện đồng bộ.", here)] == []


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["name"]) for entry in SENTENCES])
def test_sentences(entry: dict[str, Any]) -> None:
    here = ISSUERS[entry["issuer"]]
    wrong = []
    for text, led, *helping in entry["sentences"]:
        found = leads(text, here), coordinators(text, here) if helping else []
        if found != (listed(led), listed(*helping) if helping else []):
            wrong.append((text, found))
    assert wrong == []


def listed(read: str) -> list[str]:
    """The names of a table's entry, "a | b"; of "" none."""
    return read.split(" | ") if read else []
