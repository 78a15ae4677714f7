"""Which exported files may be written over: those of this program, of the same document, that nobody has worked in since."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from extractor.exporting.formats import FORMATS, Format, export
from extractor.files.destinations import Refused
from extractor.files.marks import mark_in, mark_text, parse
from extractor.files.ownership import check_destination, check_document
from extractor.records import Plan
from tests.exporting.made_plans import TEXTS, changed, plan_of

MARKED: list[Format] = ["xlsx", "docx", "md", "ics", "parquet"]


@pytest.fixture
def exported(tmp_path: Path, plan: Plan) -> dict[Format, Path]:
    """The fixture's plan in every format."""
    paths = {}
    for to in FORMATS:
        paths[to] = tmp_path / f"a.{to}"
        paths[to].write_bytes(export(plan, to, "vi"))
    return paths


def refusal(path: Path, kind: Format, source: str | None = "a.txt", **details: str) -> str:
    with pytest.raises(Refused) as refused:
        check_destination(path, source=Path(source) if source else None, kind=kind, **details)
    return refused.value.code


@pytest.mark.parametrize("to", MARKED)
def test_our_own_is_written_again(exported: dict[Format, Path], to: Format) -> None:
    check_destination(exported[to], source=Path("a.txt"), kind=to)
    check_destination(exported[to], source=Path("a.tasks.json"), kind=to, document="a.txt")
    assert refusal(exported[to], to, "b.txt") == "of_other_input"
    assert refusal(exported[to], to, None) == "of_other_input"
    others = [other for other in MARKED if other != to]
    assert [refusal(exported[to], other) for other in others] == ["not_ours"] * len(others)


@pytest.mark.parametrize("to", MARKED)
def test_that_of_another_document_of_the_same_name_is_not(exported: dict[Format, Path], to: Format, plan: Plan) -> None:
    check_document(exported[to], source=None, sha256=plan.source.sha256, kind=to)
    with pytest.raises(Refused, match="of_other_content"):
        check_document(exported[to], source=None, sha256="1" * 64, kind=to)


@pytest.mark.parametrize("to", ["csv", "ndjson"])
def test_what_bears_no_mark_is_taken_for_foreign(exported: dict[Format, Path], to: Format) -> None:
    assert refusal(exported[to], to) == "not_ours"
    check_destination(exported[to], source=None, kind=to, force=True)


def test_a_sheet_that_somebody_filled_in_is_theirs(exported: dict[Format, Path]) -> None:
    """The tracking sheet is there to be worked in: what was entered must not be lost to a second export."""
    book = load_workbook(exported["xlsx"])
    book.worksheets[0]["K5"] = "Hoàn thành"
    book.save(exported["xlsx"])
    assert refusal(exported["xlsx"], "xlsx") == "not_ours"


def test_a_document_that_somebody_edited_is_theirs(exported: dict[Format, Path]) -> None:
    document = Document(str(exported["docx"]))
    document.tables[0].rows[1].cells[1].text = "Việc khác"
    document.save(str(exported["docx"]))
    assert refusal(exported["docx"], "docx") == "not_ours"


@pytest.mark.parametrize("to", MARKED)
def test_an_export_of_corrections_is_kept_from_one_without(tmp_path: Path, plan: Plan, to: Format) -> None:
    path = tmp_path / "a"
    path.write_bytes(export(changed(plan, corrected=True), to, "vi"))
    assert refusal(path, to) == "is_corrected"
    check_destination(path, source=Path("a.txt"), kind=to, corrected=True)
    check_destination(path, source=Path("a.txt"), kind=to, force=True)
    path.write_bytes(export(plan, to, "vi"))
    check_destination(path, source=Path("a.txt"), kind=to, corrected=True)


@settings(max_examples=150)
@given(places=st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(1, 255)), min_size=1, max_size=4), to=st.sampled_from(["xlsx", "docx"]))
def test_a_damaged_package_is_somebody_elses(places: list[tuple[int, int]], to: Format) -> None:
    data = bytearray(package_of(to))
    for at, change in places:
        data[at % len(data)] ^= change
    assert mark_in(bytes(data), to) in (None, mark_in(package_of(to), to))


@cache
def package_of(to: Format) -> bytes:
    return export(plan_of({"text": "Rà soát"}), to, "vi")


@pytest.mark.parametrize("to", ["xlsx", "docx"])
def test_a_mark_without_the_end_of_its_element(to: Format) -> None:
    target = BytesIO()
    with ZipFile(BytesIO(package_of(to))) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"<", b"") if name == "docProps/core.xml" else data)
    assert mark_in(target.getvalue(), to) is None


@pytest.mark.parametrize("to", ["md", "ics"])
def test_a_text_that_somebody_edited_is_theirs(exported: dict[Format, Path], to: Format) -> None:
    text = exported[to].read_bytes()
    assert "Sở Nội vụ".encode() in text
    exported[to].write_bytes(text.replace("Sở Nội vụ".encode(), "Sở Tài chính".encode(), 1))
    assert refusal(exported[to], to) == "not_ours"


@pytest.mark.parametrize("to", ["xlsx", "docx"])
def test_a_part_added_or_changed_is_seen(exported: dict[Format, Path], to: Format) -> None:
    data = exported[to].read_bytes()
    for name, content in (("new.xml", b"x"), ("docProps/app.xml", b"<a/>")):
        target = BytesIO()
        with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
            parts = {part: old.read(part) for part in old.namelist()} | {name: content}
            for part, part_data in parts.items():
                new.writestr(part, part_data)
        assert mark_in(target.getvalue(), to) is None
    assert mark_in(data, to) is not None


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PAR1", b"\xff\xfe", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"# Title\n", b"{}"])
def test_foreign_files_have_no_mark(to: Format, data: bytes) -> None:
    assert mark_in(data, to) is None


def test_a_mark_on_another_text_is_none(plan: Plan) -> None:
    line = f"\n<!-- {mark_text(plan, '0' * 64)} -->\n"
    assert mark_in(f"# Mine\n{line}".encode(), "md") is None


@settings(max_examples=50)
@given(name=TEXTS)
def test_any_name_of_a_file_is_in_the_mark(name: str) -> None:
    plan = plan_of({"text": "Rà soát"}, filename=name)
    mark = parse(f"<x>{mark_text(plan, '0' * 64)}</x>")
    assert mark is not None
    assert (mark.filename, mark.sha256) == (None if plan.source.filename == "-" else plan.source.filename, plan.source.sha256)


@pytest.mark.parametrize("to", MARKED)
def test_any_name_of_a_file_is_known_again(to: Format) -> None:
    for name in ("kế hoạch <1> & \"2\".pdf", "a-->b.pdf", "x" * 300 + ".pdf", "a b\n.pdf"):
        plan = plan_of({"text": "Rà soát"}, filename=name)
        mark = mark_in(export(plan, to, "vi"), to)
        assert mark is not None
        assert mark.filename == name


def test_a_plan_without_a_files_name_is_marked_too(plan: Plan) -> None:
    nameless = changed(plan, source=type(plan.source)(**{**{n: getattr(plan.source, n) for n in plan.source.__struct_fields__}, "filename": None, "sha256": ""}))
    for to in MARKED:
        mark = mark_in(export(nameless, to, "vi"), to)
        assert mark is not None
        assert (mark.filename, mark.sha256) == (None, "")
