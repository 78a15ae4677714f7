"""The later part of a long PDF read by a second process: the Document is the same, whatever becomes of that process."""

from __future__ import annotations

import io
import json
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

import cli
from extractor.document import Document, ReadingError
from extractor.reading import limits, opening
from extractor.reading.opening import open_document
from extractor.reading.pdf import pages_ahead, reader
from extractor.reading.pdf.page_layout import PageLayout
from extractor.reading.pdf.page_reading import ReadPage, read_pages
from extractor.reading.pdf.pages_ahead import PagesAhead
from extractor.reading.pdf.pdf_file import PdfFile
from tests.reading.made_pdf import saved

ROOT = Path(__file__).parents[2]
TRAPS, DEV = ROOT / "tests" / "traps", ROOT / "corpus" / "dev"
OF_EACH_KIND = [  # tables that go on from page to page, with and without rulings; columns; a scan behind digital pages
    DEV / "bac-giang-2019.pdf", TRAPS / "t_noheader_split.pdf", TRAPS / "t_noruling.pdf", TRAPS / "unruled_two_levels.pdf",
    TRAPS / "two_columns_only.pdf", TRAPS / "mixed_scan_appendix.pdf",
]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Short files are read by two processes, on any machine; the numbers of the pages that came from the second."""
    numbers: list[int] = []
    take = PagesAhead.take

    def noted(self: PagesAhead, number: int, before: PageLayout | None) -> ReadPage | None:
        page = take(self, number, before)
        if page is not None:
            numbers.append(number)
        return page

    monkeypatch.setattr(reader, "FEWEST_PAGES", 2)
    monkeypatch.setattr(reader, "processors", lambda: 2)
    monkeypatch.setattr(PagesAhead, "take", noted)
    return numbers


def read(path: Path, *, two: bool, password: str | None = None) -> Document:
    return open_document(path, two_processes=two, password=password, ocr="never")


def test_the_later_pages_of_a_long_file_come_from_the_other_process(taken: list[int]) -> None:
    path = TRAPS / "long60.pdf"
    assert read(path, two=True) == read(path, two=False)
    assert taken == list(range(30, 54))


@pytest.mark.parametrize("path", OF_EACH_KIND, ids=lambda path: path.stem)
def test_the_document_is_the_same(path: Path, taken: list[int]) -> None:
    assert read(path, two=True) == read(path, two=False)
    assert taken != []


def test_by_itself_the_library_reads_in_one_process(taken: list[int]) -> None:
    open_document(TRAPS / "t_noruling.pdf")
    assert taken == []


def test_a_protected_file(taken: list[int]) -> None:
    path = TRAPS / "bad_password_user.pdf"
    assert read(path, two=True, password="secret") == read(path, two=False, password="secret")
    assert taken == [4, 5, 6, 7]


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(1)",
        "import sys; sys.stdin.buffer.read(1); sys.stdout.buffer.write(b'\\x80\\x05')",  # the beginning of a page
        "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
    ],
)
def test_a_process_that_ends_too_early_costs_nothing(code: str, taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    path = TRAPS / "t_noruling.pdf"
    monkeypatch.setattr(pages_ahead, "_CODE", code)
    assert read(path, two=True) == read(path, two=False)
    assert taken == []


def test_a_page_that_the_other_process_could_not_read_is_read_here(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    path = TRAPS / "t_noheader_split.pdf"
    without_memory = (
        "from extractor.reading.pdf import page_reading, ahead_work; lay_out = page_reading.lay_out\n"
        "def poor(characters, rulings, number, *more):\n    if number == 4: raise MemoryError\n    return lay_out(characters, rulings, number, *more)\n"
        "page_reading.lay_out = poor; ahead_work.work()"
    )
    monkeypatch.setattr(pages_ahead, "_CODE", f"import json, sys; sys.path[:] = json.loads(sys.argv[1])\n{without_memory}")
    assert read(path, two=True) == read(path, two=False)
    assert taken == [3]


def test_a_process_that_is_stopped_is_not_waited_for(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    path = TRAPS / "t_noruling.pdf"
    monkeypatch.setattr(pages_ahead, "_CODE", "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)")
    monkeypatch.setattr(pages_ahead, "_PATIENCE", 0.2)
    started = time.monotonic()
    assert read(path, two=True) == read(path, two=False)
    assert taken == []
    assert time.monotonic() - started < 20


def test_a_system_that_gives_no_process(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise BlockingIOError

    path = TRAPS / "t_noruling.pdf"
    expected = read(path, two=False)
    monkeypatch.setattr(subprocess, "Popen", none)
    assert read(path, two=True) == expected


def test_nothing_is_left_running_where_the_file_is_refused(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = pages_ahead._start

    def noted() -> subprocess.Popen[bytes] | None:
        process = start()
        assert process is not None
        started.append(process)
        return process

    monkeypatch.setattr(pages_ahead, "_start", noted)
    monkeypatch.setattr(limits, "FREE_CHARACTERS", 1_000)
    monkeypatch.setattr(limits, "MAX_CHARACTERS_PACKED", 0)
    with pytest.raises(ReadingError) as refused:
        read(TRAPS / "long60.pdf", two=True)
    assert refused.value.code == "pdf_overpacked"
    assert [process.returncode is not None for process in started] == [True]


def ordered(first: int, room: int = 10**9) -> tuple[subprocess.Popen[bytes], list[ReadPage]]:
    """A process that read long60.pdf from a page on, as it stands then with its input open, and its pages."""
    data = (TRAPS / "long60.pdf").read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", pages_ahead._CODE, json.dumps(sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    order = {"bytes": len(data), "first": first, "password": None, "ocr": "never", "layered": False, "room": room}
    process.stdin.write(json.dumps(order).encode() + b"\n" + data)
    process.stdin.flush()
    pages: list[ReadPage] = []
    try:
        while True:
            pages.append(pickle.load(process.stdout))
    except EOFError:
        return process, pages


def test_it_reads_no_more_than_there_is_room_for() -> None:
    process, pages = ordered(40, room=1)
    assert process.wait(10) == 0
    assert [page.number for page in pages] == [40]


def test_it_ends_with_the_other() -> None:
    code = (
        "import sys, time; from extractor.reading.pdf import ahead_work as w\n"
        "def slow(*_):\n    print('reading', file=sys.stderr, flush=True)\n    time.sleep(60)\n    yield\n"
        "w._pages = slow; w.work()"
    )
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT)
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(json.dumps({"bytes": 3}).encode() + b"\nPDF")
    process.stdin.flush()
    assert process.stderr.readline() == b"reading\n"
    process.send_signal(signal.SIGINT)  # Ctrl-C asks the other
    assert process.poll() is None
    process.stdin.close()
    assert process.wait(10) == 0
    process.stderr.close()


def test_the_command_asks_for_two_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []
    opened = opening.open_document

    def noted(*arguments: object, **options: object) -> Document:
        asked.append(options.get("two_processes"))
        return opened(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "open_document", noted)
    assert cli.main([str(TRAPS / "t_noruling.pdf"), "-o", str(tmp_path / "x.json"), "--quiet"]) == 0
    assert asked == [True]


@pytest.mark.parametrize(("pages", "started"), [(99, False), (100, True)])
def test_two_processes_from_100_pages_on(pages: int, started: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setattr(reader, "processors", lambda: 2)
    monkeypatch.setattr(pages_ahead, "_start", lambda: begun.append(1))
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        pdf.new_page(595, 842)
    open_document(saved(pdf), two_processes=True, ocr="never")
    assert (begun == [1]) is started


@pytest.fixture(scope="module")
def pages() -> list[ReadPage]:
    data = (TRAPS / "t_noheader_split.pdf").read_bytes()
    return list(read_pages(PdfFile(data), 5, "never"))


def stream(pages: list[ReadPage], cut: int = 0) -> io.BytesIO:
    data = b"".join(map(pickle.dumps, pages))
    return io.BytesIO(data[: len(data) - cut])


def changed(page: ReadPage) -> ReadPage:
    assert page.layout is not None
    return replace(page, layout=replace(page.layout, width=page.layout.width + 1))


def test_a_page_is_taken_when_the_one_before_it_is_equal(pages: list[ReadPage]) -> None:
    ahead = PagesAhead(2, stream(pages[1:]))
    assert ahead.take(2, pages[0].layout) is None  # the first page was read without the one before it
    assert [ahead.take(number, pages[number - 2].layout) for number in (3, 4, 5)] == pages[2:]


@pytest.mark.parametrize(
    ("differ", "known"),
    [
        ({2}, {4, 5}),  # read here: 3; equal to that of the other, so what follows it is known
        ({2, 3}, {5}),
        ({2, 3, 4}, set()),
        (set(), {3, 4, 5}),
    ],
)
def test_pages_after_one_that_differs_are_read_until_they_agree(differ: set[int], known: set[int], pages: list[ReadPage]) -> None:
    ahead = PagesAhead(2, stream([changed(page) if page.number in differ else page for page in pages[1:]]))
    got = {number: ahead.take(number, pages[number - 2].layout) for number in range(1, 6)}
    assert {number for number, page in got.items() if page is not None} == known
    assert all(page in (None, pages[number - 1]) for number, page in got.items())


def test_what_ends_in_the_middle_of_a_page_gives_the_pages_before_it(pages: list[ReadPage]) -> None:
    ahead = PagesAhead(2, stream(pages[1:], cut=10))
    assert [ahead.take(number, pages[number - 2].layout) is not None for number in (3, 4, 5)] == [True, True, False]


def test_an_unreadable_page_is_equal_to_itself(pages: list[ReadPage]) -> None:
    broken = ReadPage(3, None, warning="page_unreadable")
    ahead = PagesAhead(3, stream([broken, *pages[3:]]))
    assert [ahead.take(4, None), ahead.take(5, pages[3].layout)] == pages[3:]
