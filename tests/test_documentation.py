"""What README and manual show is run: their commands and programs, in a folder with a plan, and what they say is printed.

A block fenced with `sh` is run line by line (a line continued with a backslash is one), a command in a table row too, one with `python` whole, those of a page after one
another in one folder. A line whose comment says `status N` may end with that status. A block fenced with `output` holds what the block
before it printed: each of its lines without "…" has to be among that. What is not to be run (installing, a server on another machine)
stands in a block fenced with `shell`, `bat` or another word; of a line that installs and then extracts, the extraction is run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from extractor import extract
from tests.reviewing.corrections import typed_agency, with_fields

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.vi.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$|^\|[^`\n]*`(extract [^`\n]*)`[^`\n]*\|$", re.M | re.S)
_INSTALLED = re.compile(r"pip install \. && \.venv/bin/(extract .*)$", re.M)
_STATUS = re.compile(r"#.*\bstatus (\d+)")
PLAN = ROOT / "corpus" / "dev" / "so-ldtbxh-bac-giang-2024.pdf"
# Of the annotated plans those that are read fast, of several forms and formats: to measure and to train takes time in proportion.
ANNOTATED = ("bac-giang-2019.", "so-ldtbxh", "sct-lao-cai", "ttg-chi-thi", "vp-lao-cai")
SECONDS = 120
RESEARCH = ("duckdb", "matplotlib", "pandas", "polars", "pyarrow")  # the packages of extras, which these pages need
NEEDED = {"docs/database.md": RESEARCH, "docs/tutorial.md": RESEARCH, "docs/cluster.md": ("distributed", "fsspec", "pyarrow")}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a Unix shell")


def blocks(text: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page, (word behind the fence, content), and the command that a table row has, as a block of its own."""
    return [("sh", match[3]) if match[3] else (match[1], match[2]) for match in _BLOCK.finditer(text)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the examples speak of: a plan as PDF and DOCX, corrections of it, its Vietnamese name too, a folder of plans, some of the corpus."""
    dev = ROOT / "corpus" / "dev"
    for name in ("plan", "ke-hoach"):
        for ending in (".pdf", ".docx"):
            shutil.copy(dev / f"so-ldtbxh-bac-giang-2024{ending}", tmp_path / f"{name}{ending}")
    for name, corrected in _corrected().items():
        (tmp_path / name).write_bytes(corrected)
    (tmp_path / "plans").mkdir()
    for name in ("bac-giang-2019.pdf", "sct-lao-cai-kiem-tra-2026.docx", "ttg-chi-thi-15-2025.docx"):
        shutil.copy(dev / name, tmp_path / "plans" / name)
    (tmp_path / "corpus" / "dev").mkdir(parents=True)
    for path in dev.iterdir():
        if path.name.startswith(ANNOTATED):
            shutil.copy(path, tmp_path / "corpus" / "dev")
    bin_folder = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", bin_folder + os.pathsep + os.environ["PATH"])
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("LANG", raising=False)
    return tmp_path


@cache
def _corrected() -> dict[str, bytes]:
    """What two people saved on the review page of the plan, by name of file: they gave a task each another lead."""
    made = {}
    for plan, leads in (("plan", {"corrected": "Văn phòng Sở", "second": "Thanh tra Sở"}), ("ke-hoach", {"corrected": "Văn phòng Sở"})):
        extracted = extract(PLAN, filename=f"{plan}.pdf")
        for name, lead in leads.items():
            corrected = with_fields(extracted, 15, lead_agencies=(typed_agency(extracted.tasks[15], lead),))
            made[f"{plan}.{name}.json"] = corrected.to_json()
    return made


def _run(command: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=SECONDS, stdin=subprocess.DEVNULL, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_examples(page: Path, desk: Path) -> None:
    for package in NEEDED.get(page.relative_to(ROOT).as_posix(), ()):
        pytest.importorskip(package)
    printed = ""
    for kind, content in blocks(page.read_text("utf-8")):
        if kind == "sh" or _INSTALLED.search(content):
            printed = ""
            for line in _INSTALLED.findall(content) or filter(str.strip, content.replace("\\\n", " ").splitlines()):
                allowed = {0, *map(int, _STATUS.findall(line))}
                status, output = _run(["bash", "-o", "pipefail", "-c", line], desk)
                assert status in allowed, f"{line}\nended with {status}:\n{output}"
                printed += output
        elif kind == "python":
            status, printed = _run([sys.executable, "-c", content], desk)
            assert status == 0, f"{content}\n{printed}"
        elif kind == "output":
            lines = {line.rstrip() for line in printed.splitlines()}
            missing = [line for line in content.splitlines() if "…" not in line and line.rstrip() not in lines]
            assert not missing, f"not printed: {missing}\n{printed}"


def test_an_example_that_fails_is_told(tmp_path: Path) -> None:
    assert blocks("a\n```sh\nfalse\n```\n| x | `extract a` |\n```python\n1\n```\n") == [
        ("sh", "false\n"),
        ("sh", "extract a"),
        ("python", "1\n"),
    ]
    assert _run(["bash", "-c", "false"], tmp_path)[0] == 1
