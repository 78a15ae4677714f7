"""Every text of the program is there in both languages, with the same details, and every one that the command line needs is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import cli
from extractor.collecting.figures import FIGURES
from extractor.vocabulary import load_vocabulary

ROOT = Path(__file__).parent.parent
ENTRIES = {f"messages/{code}": entry for code, entry in load_vocabulary("messages").items()} | {
    f"interface/{group}/{name}": entry
    for group, entries in load_vocabulary("interface").items() if group != "frame" for name, entry in entries.items()
}  # fmt: skip


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("name", ENTRIES)
def test_both_languages_with_the_same_details(name: str) -> None:
    entry = ENTRIES[name]
    assert set(entry) == {"vi", "en"}
    assert fields(entry["vi"]) == fields(entry["en"])
    assert entry["vi"] != entry["en"] or name.endswith("/between")


def commands(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Each command and its name, one inside a group with the group's before it."""
    for name, command in group.commands.items():
        yield above + name, command
        if name in cli.GROUPS:
            yield from commands(command, f"{name}_")


def test_each_command_and_option_has_its_help_and_no_more() -> None:
    interface = load_vocabulary("interface")
    every = dict(commands(cli.translated_command("vi")))
    assert set(interface["command"]) == set(every)
    assert {cli.DEFAULT_COMMAND, *cli.COMMANDS} <= set(every)
    assert set(interface["option"]) == {parameter.name for command in every.values() for parameter in command.params}


def test_options_with_a_value_are_known_to_the_routing() -> None:
    every = commands(cli.translated_command("vi"))
    options = [p for _, command in every for p in command.params if p.param_type_name == "option" and not p.is_flag]
    assert {name for option in options for name in option.opts} == set(cli.WITH_VALUE)


def test_codes_used_in_the_program_have_a_text() -> None:
    """Every ReadingError and warning is raised with a literal code; each code must have its message, and each message a use."""
    sources = "\n".join(path.read_text("utf-8") for path in [*(ROOT / "extractor").rglob("*.py"), ROOT / "cli.py"])
    used = set(re.findall(r"(?:\b(?:ReadingError|ReadingWarning|PlanWarning)|\.warn)\(\s*(?:code=)?\"(\w+)\"", sources))
    assert used <= set(load_vocabulary("messages"))
    unused = [code for code in load_vocabulary("messages") if f'"{code}"' not in sources]
    assert unused == []


def test_labels_and_errors_used_have_a_text() -> None:
    sources = (ROOT / "cli.py").read_text("utf-8") + "".join(p.read_text("utf-8") for p in (ROOT / "extractor").rglob("*.py"))
    interface = load_vocabulary("interface")
    used = set(re.findall(r'(?:_said\(|wording\(\s*"error", )"(\w+)"', sources))
    assert used <= set(interface["error"])
    for group in ("label", "error"):
        assert [name for name in interface[group] if f'"{name}"' not in sources] == []


def test_figures_and_their_axes_have_a_text() -> None:
    interface = load_vocabulary("interface")
    assert set(interface["figure"]) == {figure.name for figure in FIGURES}
    columns = {column for figure in FIGURES for column in interface["axis"] if re.search(rf"\b{column}\b", figure.sql)}
    assert set(interface["axis"]) == columns
