"""Who is measured on the same file, what each delivers, and how it is started.

The program, PDFium's raw text (the floor) and pdfplumber run in the project's environment. The others have an environment each, made by
`make benchmark-environments` in
`build/bench`; one that is not there is left out. None of them is given a model or a network.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FLOOR", "PLUMBER", "PROGRAM", "Contender", "contenders_for", "missing"]

ROOT = Path(__file__).resolve().parent.parent
_READERS = str(ROOT / "benchmarks" / "readers.py")
_ENVIRONMENTS = ROOT / "build" / "bench"
PROGRAM, FLOOR, PLUMBER = "extract", "PDFium", "pdfplumber"


@dataclass(frozen=True)
class Contender:
    """A program, in words what it gives of a plan, the endings it reads, and whether it has an environment of its own."""

    name: str
    delivers: str
    endings: tuple[str, ...]
    apart: bool = False

    @property
    def python(self) -> Path:
        """The interpreter that runs it."""
        return _ENVIRONMENTS / self.name / "bin" / "python" if self.apart else Path(sys.executable)

    def command(self, path: Path) -> list[str]:
        """What reads a file with it."""
        if self.name == PROGRAM:
            return [str(Path(sys.executable).with_name("extract")), str(path), "-o", "-", "--quiet"]
        return [str(self.python), _READERS, self.name, str(path)]


_ALL = (
    Contender(PROGRAM, "tasks with who, when, what, each value with its place", (".pdf", ".docx")),
    Contender(FLOOR, "raw text of each page, nothing else", (".pdf",)),
    Contender(PLUMBER, "text and ruled tables of each page; no joined tables, no tasks", (".pdf",)),
    Contender("kreuzberg", "text; tables of DOCX, those of PDF only with models it downloads; no tasks", (".pdf", ".docx"), apart=True),
    Contender("markitdown", "Markdown with tables; no places, no tasks", (".pdf", ".docx"), apart=True),
    Contender("camelot", "ruled tables of each page only; no other text, no tasks", (".pdf",), apart=True),
)


def contenders_for(path: Path) -> Iterator[Contender]:
    """Those that read such a file and are installed, the program first."""
    return (one for one in _ALL if path.suffix in one.endings and one.python.is_file())


def missing() -> list[str]:
    """The names of those that are not installed."""
    return [one.name for one in _ALL if not one.python.is_file()]
