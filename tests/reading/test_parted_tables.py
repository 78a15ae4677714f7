"""Tables whose rows have bars between their cells alone."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor import extract, read
from extractor.document import Table
from extractor.reading.text.parted_tables import is_parted_row, read_parted_table

HEAD = "TT | Nội dung công việc | Cơ quan chủ trì | Thời gian"


def grid(*lines: str) -> list[list[str]]:
    """The texts of each row's cells, merged ones repeated; the table takes all the lines."""
    document = read("\n".join(("KẾ HOẠCH", "Năm 2026", "", *lines)).encode(), filename="plan.txt")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [[document.slice(cell.span) for cell in row.cells] for row in table.rows]


def test_rows_groups_and_empty_cells() -> None:
    rows = grid(HEAD, "I | Hoàn thiện thể chế", "1 | Rà soát văn bản | Sở Tư pháp | Quý I/2026", "2 | Đào tạo cán bộ | Sở Nội vụ |")
    assert rows[0] == ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian"]
    assert rows[1] == ["I", *["Hoàn thiện thể chế"] * 3]
    assert rows[2:] == [["1", "Rà soát văn bản", "Sở Tư pháp", "Quý I/2026"], ["2", "Đào tạo cán bộ", "Sở Nội vụ", ""]]


def test_a_head_on_two_rows() -> None:
    rows = grid("Thời gian | Nội dung công việc | Thực hiện", " | | Chủ trì | Phối hợp", "01/2026 | Rà soát | Sở A | Sở B", " | Lập dự toán | Sở C | Sở D")
    assert rows[0] == ["Thời gian", "Nội dung công việc", "Thực hiện", "Thực hiện"]
    assert rows[1] == ["Thời gian", "Nội dung công việc", "Chủ trì", "Phối hợp"]
    assert rows[3] == ["01/2026", "Lập dự toán", "Sở C", "Sở D"]  # an empty first cell belongs to the one above


def test_an_empty_number_stays_empty() -> None:
    assert grid(HEAD, "1 | Việc một | Sở A | 2026", " | Việc hai | Sở B | 2026")[2] == ["", "Việc hai", "Sở B", "2026"]


def test_rows_that_close_with_a_bar() -> None:
    rows = grid(*(f"{line} |" for line in (HEAD, "1 | Việc một | Sở A | 2026", "2 | Việc hai | Sở B | 2027")))
    assert rows[2] == ["2", "Việc hai", "Sở B", "2027"]


def test_a_cell_on_several_lines() -> None:
    rows = grid(HEAD, "1 | Việc một | Sở A;", "- Sở B | 2026", "2 | Việc hai | Sở C | 2027")
    assert rows[1] == ["1", "Việc một", "Sở A;\n- Sở B", "2026"]


def test_the_tasks_of_such_a_table() -> None:
    text = f"KẾ HOẠCH\nNăm 2026\n\nPHỤ LỤC\n\n{HEAD}\nI | Hoàn thiện thể chế\n1 | Rà soát văn bản | Sở Tư pháp | Quý I/2026\n2 | Tập huấn | Sở Nội vụ | 2026\n"
    plan = extract(text.encode(), filename="plan.txt")
    assert [(task.text, task.lead_agencies[0].text, task.deadline.end) for task in plan.tasks if task.deadline] == [
        ("Rà soát văn bản", "Sở Tư pháp", "2026-03-31"), ("Tập huấn", "Sở Nội vụ", "2026-12-31"),
    ]


@pytest.mark.parametrize("lines", [
    ["ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/KH-UBND | Sơn La, ngày 1"],
    ["Một đoạn văn dài " * 8 + " | hai | ba", "1 | a | b", "2 | a | b"],
    [HEAD, "1 | a | b | c"],
    ["x | y | z", "a | b", "c | d", "e | f"],
])
def test_no_table(lines: list[str]) -> None:
    assert not is_parted_row(lines[0]) or read_parted_table(lines, 0, ()) is None


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_title_repeated_in_all_cells_is_a_group(between: str) -> None:
    group, last = "I | Thể chế | Thể chế | Thể chế", "Nguồn lực | Nguồn lực | Nguồn lực | Nguồn lực"
    rows = [HEAD, group, "1 | Rà soát | Sở Tư pháp | 2026", "2 | Sửa đổi | Sở Tư pháp | 2026", last]
    document = read("\n".join(("KẾ HOẠCH", "", f"\n{between}".join(rows))).encode(), filename="plan.txt")
    assert document.text.count("Thể chế") == document.text.count("Nguồn lực") == 1
    assert grid(f"\n{between}".join(rows))[2] == ["1", "Rà soát", "Sở Tư pháp", "2026"]


CELLS = st.sampled_from(["Sở Y tế", "Rà soát quy hoạch", "2026", ""])


@given(st.lists(st.tuples(CELLS.filter(bool), CELLS.filter(bool), CELLS.filter(bool)).filter(lambda row: len(set(row)) > 1), min_size=2, max_size=30))
@example([("Sở Y tế", "Rà soát quy hoạch", "Rà soát quy hoạch"), ("Sở Y tế", "Sở Y tế", "2026")])
def test_no_text_is_lost(rows: list[tuple[str, str, str]]) -> None:
    lines = [HEAD, *(" | ".join((str(number), *row)) for number, row in enumerate(rows, 1)), "", "Nơi nhận:"]
    found = read_parted_table(lines, 0, ())
    assert found is not None
    assert found.taken == len(rows) + 1
    texts = [cell.piece.text for cell in found.table.cells]
    assert texts == [cell for line in lines[: found.taken] for cell in line.split(" | ")]


@pytest.mark.parametrize("line", ["a | b | c", "1 |", "a | b | c | ", "x" * 50 + " | y | z"])
def test_time_is_linear(line: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        read("\n".join([HEAD, *[line] * count]).encode(), filename="plan.txt")
        read("\n".join([line] * count).encode(), filename="plan.txt")
        return time.process_time() - started

    best = {count: min(seconds(count) for _ in range(2)) for count in (1_000, 4_000)}  # the other collects what the suite has left
    assert best[4_000] < 10 * max(best[1_000], 0.05)
