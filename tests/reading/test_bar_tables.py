"""Tables whose cells stand between lines that hold nothing but a bar."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import read
from extractor.reading.text.bar_tables import read_bar_table

HEAD = ["**TT**", "**Nhiệm vụ**", "**Chủ trì**", "**Thời gian**"]


def lines_of(rows: list[list[str]]) -> list[str]:
    """The lines of rows of cells: a bar opens each row and closes each cell."""
    return [line for row in rows for line in ("|", *(part for cell in row for part in (*([cell] if cell else []), "|")))]


def test_rows_groups_and_empty_cells() -> None:
    rows = [
        HEAD,
        ["**I**", "**CÔNG TÁC CHỈ ĐẠO**"],
        ["1", "Ban hành kế hoạch", "Sở Y tế", "Quý I"],
        ["2", "Rà soát quy hoạch", "Sở Xây dựng", ""],
        ["**II. KIỂM TRA**"],
        ["3", "Kiểm tra các xã", "Sở Nội vụ", "2026"],
    ]
    table = read_bar_table([*lines_of(rows), "Trên đây là Kế hoạch."], 0)
    assert [list(row) for row in table.rows] == [row + [""] * (4 - len(row)) for row in rows]
    assert table.taken == len(lines_of(rows))


def test_rows_that_the_page_leaves_out() -> None:
    lines = [*lines_of([HEAD, ["1", "Ban hành", "Sở Y tế", "2026"]]), "….........", *lines_of([["7", "Rà soát", "Sở Nội vụ", "2027"], ["8", "Sơ kết", "Sở Y tế", ""]])]
    assert [row[0] for row in read_bar_table(lines, 0).rows] == ["**TT**", "1", "7", "8"]


def test_a_cell_of_several_lines_is_one_text() -> None:
    lines = lines_of([HEAD, ["1", "Ban hành", "Sở Y tế", "2026"], ["2", "Rà soát", "Sở Y tế", "2026"]])
    lines[lines.index("Ban hành") : lines.index("Ban hành") + 1] = ["Ban hành", "kế hoạch", "- Mục một"]
    table = read_bar_table(lines, 0)
    assert table.rows[1][1] == "Ban hành kế hoạch\n- Mục một"


@pytest.mark.parametrize("rows", [
    [["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI"], ["Số: 12/KH-UBND", "Sơn La, ngày 1"]],
    [["Một đoạn văn dài " * 8, "hai", "ba"], ["1", "a", "b"], ["2", "a", "b"]],
    [HEAD],
    [],
])
def test_no_table(rows: list[list[str]]) -> None:
    assert not read_bar_table(["|", *lines_of(rows)], 0).rows


def test_the_closing_is_none_of_it() -> None:
    rows = [HEAD, *([str(n), "Việc", "Sở Y tế", "2026"] for n in range(1, 5))]
    table = read_bar_table([*lines_of(rows), "|", "**Nơi nhận:**", "- Như trên;", "|", "TM. ỦY BAN NHÂN DÂN", "|"], 0)
    assert table.taken == len(lines_of(rows))


CELLS = st.sampled_from(["Sở Y tế", "Rà soát quy hoạch", "2026", ""])


@given(st.lists(st.tuples(CELLS.filter(bool), CELLS, CELLS), min_size=2, max_size=30))
def test_numbered_rows_come_back_as_they_were(cells: list[tuple[str, str, str]]) -> None:
    rows = [HEAD, *([f"{number}.", *row] for number, row in enumerate(cells, 1))]
    table = read_bar_table(lines_of(rows), 0)
    assert [list(row) for row in table.rows] == rows
    assert table.taken == len(lines_of(rows))


@given(st.lists(st.sampled_from(["|", "1", "Sở Y tế", "", "**I**", "Nơi nhận:"]), max_size=80))
def test_what_follows_a_head_gives_rows_of_one_width(lines: list[str]) -> None:
    table = read_bar_table([*lines_of([HEAD, ["1", "Rà soát", "Sở Y tế", "2026"], ["2", "Kiểm tra", "Sở Nội vụ", "2026"]]), *lines], 0)
    assert {len(row) for row in table.rows} <= {len(HEAD)}
    assert 0 < table.taken <= len(lines) + len(lines_of([HEAD] * 3))


def _seconds(text: str) -> float:
    started = time.process_time()
    read(text.encode(), filename="plan.md")
    return time.process_time() - started


@pytest.mark.parametrize("unit", [
    "|\na\n|\nb\n|\n\ntext\n",
    "|\n1\n|\nViệc\n|\n|\n",
])
def test_the_time_is_linear(unit: str) -> None:
    _seconds(unit * 50)
    assert _seconds(unit * 1200) < 8 * max(_seconds(unit * 300), 0.05)
