"""What a person put in the place of a printed value is what every format shows, and what was printed is not."""

from __future__ import annotations

import html
import io
import zipfile

import pytest
from msgspec.structs import replace

from extractor.exporting.formats import FORMATS, Format, export
from extractor.exporting.mention_wording import Readings, number_in_words
from extractor.exporting.task_rows import task_rows
from extractor.records import Plan
from extractor.reviewing.applying import FIELDS
from tests.exporting.corrected_fields import Change, changes, whole_plan, with_change
from tests.exporting.made_plans import changed

CHANGES = changes()


def words_of(plan: Plan, to: Format) -> str:
    """All that a person can read in the file."""
    data = export(plan, to, "vi")
    if to in ("xlsx", "docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return html.unescape("\n".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml")))
    if to == "ics":
        return data.decode().replace("\r\n ", "").replace("\\", "")
    if to == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        return str(pq.read_table(pa.BufferReader(data)).to_pylist())
    return data.decode()


def test_each_field_that_is_merged_has_another_value_here() -> None:
    assert {change.field for change in CHANGES} == set(FIELDS)


@pytest.mark.parametrize("to", [to for to in FORMATS if to != "ndjson"])  # which has the records as they are
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.field}-{change.new}")
def test_every_format_shows_the_corrected_value(change: Change, to: Format) -> None:
    if to == "parquet":
        pytest.importorskip("pyarrow")
    plan = whole_plan()
    if to == "ics" and change.field == "deadline" and change.value.kind == "ongoing":  # type: ignore[attr-defined]
        assert "BEGIN:VEVENT" not in words_of(with_change(plan, change), to)  # what has no day is in no calendar
        return
    before, after = words_of(plan, to), words_of(with_change(plan, change), to)
    if change.old in before:  # the format shows the field
        assert change.new in after
        assert change.old not in after


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.field}-{change.new}")
def test_a_row_has_the_corrected_value(change: Change) -> None:
    plan = whole_plan()
    assert change.new not in str(task_rows(plan, "vi"))
    assert change.new in str(task_rows(with_change(plan, change), "vi"))
    assert change.old not in str(task_rows(with_change(plan, change), "vi"))


def test_other_fields_of_a_corrected_task_keep_their_printed_words() -> None:
    plan = whole_plan()
    (row,) = task_rows(with_change(plan, CHANGES[0]), "vi")
    assert (row.persons, row.deadline, row.targets, row.legal_basis) == (("Đỗ Văn Cũ",), "trước ngày 28/02/2024", ("987 hồ sơ",), ("Luật Cũ",))


def test_words_tell_what_the_plans_own_lists_read_from_them() -> None:
    """A figure that another extent of the task took in was read by the program as well."""
    plan = whole_plan()
    target = plan.tasks[0].targets[0]
    bare = changed(plan, tasks=(replace(plan.tasks[0], targets=()),))
    corrected = with_change(bare, Change("targets", (replace(target, id="g001"),), "", ""))
    assert not Readings(corrected).tell(target)
    assert Readings(changed(corrected, targets=(replace(target, id="g001"),))).tell(target)


@pytest.mark.parametrize(("value", "told"), [(42.0, "42"), (8.5, "8,5"), (1_500_000_000_000.0, "1500000000000"), (0.1 + 0.2, "0,3")])
def test_numbers(value: float, told: str) -> None:
    assert number_in_words(value, "vi") == told
    assert number_in_words(value, "en") == told.replace(",", ".")
