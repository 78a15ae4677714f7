"""Parsed data files kept between runs: the same content, and never that of a file that has changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
import rtoml

from extractor import vocabulary_cache
from extractor.vocabulary import models_folder
from extractor.vocabulary_cache import taken_up


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data file, nothing of which is kept yet; what is kept stands in "kept" beside it."""
    monkeypatch.setattr(vocabulary_cache, "_path", lambda _: tmp_path / "kept" / "a.bin")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "a.toml"
    path.write_text('word = "kế hoạch"\nnumbers = [1, 2.5]\n[table]\nis = true\n', "utf-8")
    return path


def untouched(path: Path) -> dict[str, Any]:
    raise AssertionError("parsed again")


def test_what_is_taken_up_is_what_was_parsed(source: Path) -> None:
    parsed = taken_up(source, rtoml.load)
    assert parsed == {"word": "kế hoạch", "numbers": [1, 2.5], "table": {"is": True}}
    assert taken_up(source, untouched) == parsed
    assert [path.name for path in (source.parent / "kept").iterdir()] == ["a.bin"]


def test_a_changed_file_is_parsed_again(source: Path) -> None:
    taken_up(source, rtoml.load)
    state = source.stat()
    source.write_text(source.read_text("utf-8").replace("2.5", "3.5"), "utf-8")  # as long as before
    os.utime(source, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert taken_up(source, rtoml.load)["numbers"] == [1, 3.5]
    source.write_text("word = 1", "utf-8")
    os.utime(source, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert taken_up(source, rtoml.load) == {"word": 1}


@pytest.mark.parametrize("damage", [b"", b"\xff", b"cut", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_is_as_good_as_none(source: Path, damage: bytes) -> None:
    parsed = taken_up(source, rtoml.load)
    kept = source.parent / "kept" / "a.bin"
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9] if damage == b"cut" else damage)
    assert taken_up(source, rtoml.load) == parsed
    assert kept.read_bytes() == whole


def test_nothing_is_kept_where_it_cannot_be(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (source.parent / "kept").write_text("a file in the folder's place")
    assert taken_up(source, rtoml.load)["word"] == "kế hoạch"
    (source.parent / "kept").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert taken_up(source, rtoml.load)["word"] == "kế hoạch"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    source.write_text("day = 2024-02-05", "utf-8")  # which is no string or number
    assert set(taken_up(source, rtoml.load)) == {"day"}
    assert not list((source.parent / "kept").iterdir())


def test_all_data_files_can_be_kept(source: Path) -> None:
    for path in models_folder().glob("*.toml"):
        parsed = taken_up(path, rtoml.load)
        assert taken_up(path, untouched) == parsed
