"""What the program's start leaves out, and that nothing is different without it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import load
from extractor.records import json_schema
from extractor.running.lean_start import seeming_absent
from tests.conftest import Command

UNUSED = "this"  # a module of the standard library that nobody imports

LOADED = """
import sys
sys.argv = ["extract"]
import cli
status = cli.main(sys.orig_argv[-1:] + ["-o", "-", "--quiet", "--lang", "en"])
left_out = ("typing_extensions", "inspect", "ast", "logging", "argparse", "threading", "subprocess", "tempfile", "hashlib", "_hashlib", "json")
print([name for name in left_out if name in sys.modules], file=sys.stderr)
import typing_extensions
"""


def test_a_module_that_seems_absent_is_there_again_afterwards() -> None:
    sys.modules.pop(UNUSED, None)
    with seeming_absent(UNUSED), pytest.raises(ImportError):
        __import__(UNUSED)
    assert UNUSED not in sys.modules
    with pytest.raises(ZeroDivisionError), seeming_absent(UNUSED):
        _ = 1 / 0
    assert UNUSED not in sys.modules


def test_a_module_that_is_loaded_stays() -> None:
    with seeming_absent("json"):
        assert __import__("json") is json
    assert sys.modules["json"] is json


def test_a_plan_needs_none_of_what_is_left_out(corpus: Path) -> None:
    """The records that are read, written and read again are those of a process that has all of it."""
    from extractor import extract

    path = corpus / "so-ldtbxh-bac-giang-2024.pdf"
    run = subprocess.run([sys.executable, "-c", LOADED, str(path)], capture_output=True, cwd=Path(__file__).parents[1], check=True)
    assert run.stderr == b"[]\n"
    assert "typing_extensions" in sys.modules  # of the tests
    assert load(run.stdout) == extract(path)


def test_the_schema_is_the_same(extract_command: Command) -> None:
    assert json.loads(extract_command("schema").stdout) == json.loads(json.dumps(json_schema()))
