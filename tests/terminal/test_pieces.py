"""What is written without rich is what rich would write."""

from __future__ import annotations

import io
import os
import random

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from extractor.terminal.pieces import Style, in_one_column, is_known, paragraph_pieces, styled, terminal_width

WORDS = ["Ủy", "ban", "“nhân", "–", "x", "phối-hợp", "a" * 23, "b" * 40, "c" * 81, "…", "12/2024", "▸"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "NO_COLOR", "COLUMNS", "LINES", "COLORTERM", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("colours", [{}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}, {"COLORTERM": "truecolor"}])
@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_paragraphs_are_those_of_rich(stream: type[io.StringIO], colours: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in colours.items():
        monkeypatch.setenv(name, value)
    source = random.Random(5)
    styles: list[Style] = ["", "bold", "yellow"]
    for width in [*range(1, 121)] * 3:
        monkeypatch.setenv("COLUMNS", str(width))
        text = source.choice(["", " ", ": "]).join(source.choices(WORDS, k=source.randint(0, 20)))
        text += source.choice(["", " ", "  "]) if text else ""
        paragraph = (text, source.choice(styles))
        by_rich, own = stream(), stream()
        Console(file=by_rich, highlight=False, markup=False, emoji=False).print(Text(text, style=paragraph[1]))
        assert is_known(own)
        assert terminal_width() == width
        assert styled(paragraph_pieces(paragraph, width), own) == by_rich.getvalue(), (width, paragraph)


def test_characters_of_one_column_are_so_for_rich() -> None:
    own = [character for character in map(chr, range(32, 0x10000)) if in_one_column(character)]
    assert len(own) > 900
    assert {cell_len(character) for character in own} == {1}


def test_rich_is_asked_where_it_knows_better(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_known(io.TextIOWrapper(io.BytesIO(), encoding="cp1258"))
    for name, value, stream in (("FORCE_COLOR", "", io.StringIO()), ("TTY_COMPATIBLE", "1", io.StringIO()), ("TERM", "dumb", Terminal())):
        with monkeypatch.context() as patched:
            patched.setenv(name, value)
            assert not is_known(stream)


def test_the_width_is_that_of_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    def sized(descriptor: int) -> os.terminal_size:
        if descriptor != 2:
            raise OSError
        return os.terminal_size((33, 10))

    assert terminal_width() == Console(file=io.StringIO()).width
    monkeypatch.setattr(os, "get_terminal_size", sized)
    assert terminal_width() == 33
    monkeypatch.setenv("COLUMNS", "0")
    assert terminal_width() == 80
