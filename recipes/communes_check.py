"""Holds provinces and communes of models/communes.tsv against the package vietnam-provinces, which is run as a program of its own.

    python3 -m venv build/provinces && build/provinces/bin/pip install vietnam-provinces==2025.10.1
    python -m recipes.communes_check build/provinces/bin/python

vietnam-provinces is GPL-3.0-or-later: nothing of it is imported here or taken into the project, its list is asked for in a process of the
interpreter that has it, and only compared. Units are compared by name and province, however capitals, tones and dashes are written;
prints those that only one has, then how many have another code there. Status 1 where one has a unit that the other has not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from unicodedata import normalize

from extractor.folding import fold
from extractor.vocabulary import models_folder

ASKED = """
import json
from vietnam_provinces import Province, Ward
provinces = {unit.code.value: unit.name for unit in Province.iter_all()}
units = {f"{code:02d}": [name, ""] for code, name in provinces.items()}
units.update({f"{unit.code.value:05d}": [unit.name, provinces[unit.province_code.value]] for unit in Ward.iter_all()})
print(json.dumps(units))
"""


class Unit(NamedTuple):
    """A province (of no other) or a commune of one; folded."""

    name: str
    province: str


def ours() -> dict[Unit, str]:
    """The codes of the units of models/communes.tsv: two digits for a province, five for a commune."""
    units: dict[Unit, str] = {}
    province = ""
    for line in (models_folder() / "communes.tsv").read_text("utf-8").splitlines():
        first, second, *rest = line.split("\t")
        if len(rest) == 1:
            province = first
            units[_unit(first, "")] = second
        else:
            units[_unit(second, province)] = first
    return units


def theirs(interpreter: str) -> dict[Unit, str]:
    """The codes of the units of vietnam-provinces. Raises CalledProcessError where the interpreter does not have it."""
    done = subprocess.run([interpreter, "-c", ASKED], capture_output=True, check=True)
    return {_unit(name, province): code for code, (name, province) in json.loads(done.stdout).items()}


def differences(here: Mapping[Unit, str], there: Mapping[Unit, str]) -> Iterator[str]:
    """A line for each unit that only one of them has."""
    for unit in sorted(here.keys() ^ there.keys()):
        yield f"{unit.name} ({unit.province}): only {'here' if unit in here else 'there'}"


def _unit(name: str, province: str) -> Unit:
    if province:
        return Unit(_folded(name), _unit(province, "").name)
    return Unit(_folded(name).removeprefix("thành phố ").removeprefix("tỉnh "), "")


def _folded(name: str) -> str:
    return " ".join(fold(normalize("NFC", name)).replace("’", "'").split())


def main(interpreter: str) -> int:
    """Prints the differences and the counts; the exit status."""
    here, there = ours(), theirs(interpreter)
    found = list(differences(here, there))
    for line in found:
        print(line)
    other = sum(here[unit] != there[unit] for unit in here.keys() & there.keys())
    print(f"{len(here)} units here, {len(there)} there, {len(here.keys() & there.keys())} in both, {other} of them with another code")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
