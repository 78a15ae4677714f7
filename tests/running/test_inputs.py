"""Which documents words, folders, patterns and lists name, and where each result goes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from extractor import extract
from extractor.exporting.formats import export
from extractor.reviewing.page import review_page
from extractor.running.inputs import Inputs, Meeting, NothingMatches, inputs_of, paths_listed

TEXT = "KẾ HOẠCH\nTuyên truyền năm 2024\n\nII. NỘI DUNG\n1. Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024.\n".encode()
POSIX = pytest.mark.skipif(os.name == "nt", reason="links and modes")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def made(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def results(words: Iterable[str | Path], output: str = "out") -> list[str]:
    return [document.result.removesuffix(".tasks.json") for document in found(words, output).documents]


def found(words: Iterable[str | Path], output: str = "out") -> Inputs:
    return inputs_of([str(word) for word in words], Path(output))


def test_a_folder_is_walked_for_the_kinds_that_can_be_read(here: Path) -> None:
    made(here, "plans/b.pdf", "plans/a/c.DOCX", "plans/a/d.txt", "plans/e.html", "plans/table.xlsx", "plans/picture.png")
    assert results(["plans"]) == results(["plans/"]) == results([here / "plans"]) == ["a/c.DOCX", "a/d.txt", "b.pdf", "e.html"]
    assert [document.path for document in found(["plans/"]).documents][-1] == os.path.join("plans/", "e.html")
    assert found(["plans"]).left_out == 2


def test_what_is_left_out_of_a_folder(here: Path) -> None:
    made(here, "plans/a.pdf", "plans/.hidden.pdf", "plans/.git/b.pdf", "plans/~$a.docx", "plans/a.pdf.tasks.json", "plans/out/c.md")
    assert results(["plans"], output="plans/out") == ["a.pdf"]
    assert results(["plans"], output="plans") == ["a.pdf", "out/c.md"]


def test_exports_and_review_pages_are_left_out_of_a_folder(here: Path) -> None:
    """By their marks: a document of such a name is read, an export by another name is not; one that is named is read in any case."""
    plan = extract(TEXT, filename="a.txt")
    made(here, "plans/a.txt", "plans/b.review.html", "plans/c.tasks.docx", "plans/d.tasks.md", "plans/e.docx")
    for name, data in (("a.review.html", review_page(plan, None, "vi")), ("table.htm", review_page(plan, None, "en")),
                       ("a.tasks.docx", export(plan, "docx", "vi")), ("f.docx", export(plan, "docx", "en")),
                       ("a.tasks.md", export(plan, "md", "vi")), ("g.md", export(plan, "md", "vi").replace("Sở Nội vụ".encode(), b"X"))):  # fmt: skip
        (here / "plans" / name).write_bytes(data)
    assert results(["plans"]) == ["a.txt", "b.review.html", "c.tasks.docx", "d.tasks.md", "e.docx"]
    assert found(["plans"]).left_out == 6
    assert [document.path for document in found(["plans/f.docx"]).documents] == ["plans/f.docx"]


def test_a_result_that_would_be_a_folder_of_others(here: Path) -> None:
    made(here, "d/t.txt", "d/t.txt.tasks.json/b.txt", "d/t.txt.tasks.json-/c.txt")
    with pytest.raises(Meeting):
        found(["d"])


def test_files_are_laid_out_by_their_path_below_the_working_folder(here: Path) -> None:
    made(here, "a.pdf", "2023/plan.pdf", "2024/plan.pdf", "../other/b.pdf")
    assert results(["a.pdf", "./2023/plan.pdf", here / "2024" / "plan.pdf"]) == ["2023/plan.pdf", "2024/plan.pdf", "a.pdf"]
    outside = (here.parent / "other" / "b.pdf").as_posix()
    assert results(["../other/b.pdf"]) == [outside.lstrip("/").replace(":", "")]


def test_a_file_that_is_named_is_taken_whatever_its_kind_and_if_it_is_missing(here: Path) -> None:
    made(here, "plan", ".hidden.pdf", "~$a.docx", "a.pdf.tasks.json")
    assert results(["plan", ".hidden.pdf", "missing.pdf", "~$a.docx", "a.pdf.tasks.json"]) == [".hidden.pdf", "missing.pdf", "plan"]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("*.pdf", ["a.pdf"]),
        ("plans/*.pdf", ["plans/b.pdf"]),
        ("plans/**/*.pdf", ["plans/b.pdf", "plans/x/c.pdf", "plans/x/y/d.pdf"]),
        ("**/d.*", ["plans/x/y/d.docx", "plans/x/y/d.pdf"]),
        ("plans/*/?.pdf", ["plans/x/c.pdf"]),
        ("plans/[xy]/**", ["plans/x/c.pdf", "plans/x/y/d.docx", "plans/x/y/d.pdf"]),
    ],
)
def test_patterns(here: Path, pattern: str, matches: list[str]) -> None:
    made(here, "a.pdf", "plans/b.pdf", "plans/x/c.pdf", "plans/x/y/d.pdf", "plans/x/y/d.docx", "plans/x/y/d.png", "plans/.z/e.pdf")
    assert results([pattern]) == matches
    assert results([here / pattern]) == matches


def test_a_name_that_looks_like_a_pattern(here: Path) -> None:
    made(here, "plan [1].pdf", "plan 1.pdf")
    assert results(["plan [1].pdf"]) == ["plan [1].pdf"]


def test_a_list_has_no_patterns(here: Path) -> None:
    made(here, "plans/a.pdf", "b.pdf")
    inputs = inputs_of([], Path("out"), ["*.pdf", "plans", "gone [1].pdf"])
    assert [document.path for document in inputs.documents] == ["*.pdf", os.path.join("plans", "a.pdf"), "gone [1].pdf"]


def test_a_pattern_that_nothing_matches(here: Path) -> None:
    made(here, "a.pdf")
    with pytest.raises(NothingMatches):
        found(["a.pdf", "*.docx"])


def test_each_file_once_however_often_it_is_named(here: Path) -> None:
    made(here, "plans/a.pdf", "plans/b.pdf")
    assert results(["plans", "plans/a.pdf", "plans/*.pdf", here / "plans" / "b.pdf"]) == ["a.pdf", "b.pdf"]


def test_two_documents_whose_results_would_meet(here: Path) -> None:
    made(here, "2023/plan.pdf", "2024/plan.pdf", "2024/plan.docx")
    assert results(["2024"]) == ["plan.docx", "plan.pdf"]
    with pytest.raises(Meeting) as meeting:
        found(["2023", "2024"])
    assert {meeting.value.first.path, meeting.value.second.path} == {os.path.join("2023", "plan.pdf"), os.path.join("2024", "plan.pdf")}


@POSIX
def test_links_lead_into_no_circle(here: Path) -> None:
    made(here, "plans/real/a.pdf", "plans/real/deep/b.pdf", "elsewhere/c.pdf")
    (here / "plans" / "again").symlink_to("real")
    (here / "plans" / "real" / "up").symlink_to("..")
    (here / "plans" / "above").symlink_to("../..")
    (here / "plans" / "out1").symlink_to("../elsewhere")
    (here / "plans" / "out2").symlink_to("../elsewhere")
    (here / "elsewhere" / "back").symlink_to("../plans")
    (here / "plans" / "0.pdf").symlink_to("real/a.pdf")
    (here / "plans" / "self").symlink_to("self")
    assert results(["plans"]) == ["out1/c.pdf", "real/a.pdf", "real/deep/b.pdf"]


@POSIX
def test_a_link_to_a_file_elsewhere_and_one_to_nothing(here: Path) -> None:
    made(here, "elsewhere/c.pdf", "plans/a.pdf")
    (here / "plans" / "b.pdf").symlink_to("../elsewhere/c.pdf")
    (here / "plans" / "gone.pdf").symlink_to("nothing.pdf")
    os.mkfifo(here / "plans" / "pipe.pdf")
    assert results(["plans"]) == ["a.pdf", "b.pdf", "gone.pdf"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_cannot_be_looked_into(here: Path) -> None:
    made(here, "plans/a.pdf", "plans/closed/b.pdf")
    (here / "plans" / "closed").chmod(0)
    inputs = found(["plans"])
    assert [(path, error.code) for path, error in inputs.unreadable] == [(os.path.join("plans", "closed"), "file_unreadable")]
    assert len(inputs.documents) == 1


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"a.pdf\nb c.pdf\r\n\n", ["a.pdf", "b c.pdf"]),
        (b"a.pdf\0b\nc.pdf\0", ["a.pdf", "b\nc.pdf"]),
        (b"\xef\xbb\xbfk\xe1\xba\xbf.pdf", ["kế.pdf"]),
        (b"", []),
    ],
)
def test_lists_of_paths(data: bytes, paths: list[str]) -> None:
    assert paths_listed(data) == paths
