"""The rows of task tables."""

from __future__ import annotations

from extractor.document import Table
from extractor.structure.tables import read_table
from tests.structure.documents import document

HEAD = "TT\tNội dung công việc\tChủ trì\tThời gian"


def numbers_of(*cells: str) -> list[str | None]:
    """The numbers that are read of rows with these number cells."""
    made = document("\n".join([HEAD, *(f"{cell}\tBáo cáo kết quả\tSở Y tế\tQuý I" for cell in cells)]))
    (table,) = made.blocks
    assert isinstance(table, Table)
    read = read_table(made, table)
    return [row.marker and row.marker.number for row in read.rows[1:]]


def test_rows_are_numbered_beyond_999() -> None:
    counted = [str(number) for number in range(1, 1202)]
    assert numbers_of(*counted) == counted
    grouped = ["998", "999", "II", "1000", "1001"]  # a group's number is not the last one counted
    assert numbers_of(*grouped) == grouped


def test_a_year_is_no_number() -> None:
    assert numbers_of("1", "2025", "2", "2026") == ["1", None, "2", None]
