"""What was read goes with its last reader: no document leaves circles of references, which stay in memory until Python looks for them.

It looks by how many objects there are, not how large they are: a text of 8 MB left 90 MB in fifteen of them, which a worker that read on
held for hundreds of documents.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import extract
from extractor.document import ReadingError
from extractor.reading import limits

ROOT = Path(__file__).parents[2]
DEV, TRAPS = ROOT / "corpus" / "dev", ROOT / "tests" / "traps"
OURS = {"extractor", "docx", "lxml"}


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Python looks for no circles by itself; what a test finds stays to be looked at."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


def left_behind() -> set[str]:
    """The types of ours, and of the libraries that hold documents, that stood in circles."""
    gc.collect()
    return {f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.garbage if type(one).__module__.partition(".")[0] in OURS}


@pytest.mark.parametrize(
    "path",
    [
        DEV / "so-ldtbxh-2024-md.md",
        DEV / "bo-nnmt-nd180-2026.txt",
        DEV / "ttg-chi-thi-07-2012.docx",
        DEV / "so-ldtbxh-bac-giang-2024.docx",
        DEV / "so-ldtbxh-bac-giang-2024.pdf",
        TRAPS / "t_noruling.pdf",
    ],
    ids=lambda path: path.name,
)
def test_a_document_leaves_no_circle(path: Path, uncollected: None) -> None:
    extract(path)
    assert left_behind() == set()


def test_html_leaves_no_circle(uncollected: None) -> None:
    extract("<html><body><h1>KẾ HOẠCH</h1><table><tr><td>1</td><td>Sở Nội vụ báo cáo</td></tr></table></body></html>".encode(), filename="a.html")
    assert left_behind() == set()


def test_a_refused_text_leaves_no_circle(monkeypatch: pytest.MonkeyPatch, uncollected: None) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 100)
    try:
        extract("1. Sở Nội vụ báo cáo.\n".encode() * 6, filename="a.txt")
    except ReadingError as error:
        refused = error.code
    assert refused == "text_too_long"
    assert left_behind() == set()
