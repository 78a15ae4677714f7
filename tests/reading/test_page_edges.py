"""What stands at the edges of pages of plain text: numbers, running heads and feet, marks of the page."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.text.page_edges import without_page_edges


def pages(parting: str, *texts: str) -> list[str]:
    return [line for line in without_page_edges(parting.join(texts)) if line]


def test_page_numbers_and_running_feet_at_form_feeds() -> None:
    assert pages("\f", "Đầu\nA\n1\n", "2\nĐầu\nB", "Đầu\nC\n3") == ["Đầu", "A", "Đầu", "B", "Đầu", "C"]
    assert pages("\f", *(f"đoạn {word}\nnữa\n18.CTRTW31.DOC {number}" for number, word in enumerate("abc", 1))) == [
        "đoạn a", "nữa", "đoạn b", "nữa", "đoạn c", "nữa",
    ]  # fmt: skip


def test_marks_that_programs_write_between_pages() -> None:
    text = "===== Trang 1 =====\nmột\nhai\n\n===== Trang 2 =====\n18.CTRTW31.DOC 2\nba\nbốn\n===== Trang 3 =====\n18.CTRTW31.DOC 3\nnăm\n--- Page 4 ---\n18.CTRTW31.DOC 4\nsáu\n"
    assert pages("", text) == ["một", "hai", "ba", "bốn", "năm", "sáu"]


def test_what_is_no_edge_stays() -> None:
    assert without_page_edges("1\nTrang 2\n== Trang 3 ==\nhết") == ["1", "Trang 2", "== Trang 3 ==", "hết"]
    assert pages("\f", "I. MỤC ĐÍCH\na", "II. YÊU CẦU\nb", "III. KINH PHÍ\nc") == ["I. MỤC ĐÍCH", "a", "II. YÊU CẦU", "b", "III. KINH PHÍ", "c"]
    assert pages("\f", "Trong\nA 1", "giữa 18.CTRTW31.DOC 2 dòng\nB") == ["Trong", "A 1", "giữa 18.CTRTW31.DOC 2 dòng", "B"]


@given(st.lists(st.lists(st.sampled_from(["a", "b 1", "", "2", "Chân trang 3"]), min_size=1, max_size=6), min_size=1, max_size=6))
def test_no_line_inside_a_page_is_dropped(given: list[list[str]]) -> None:
    kept = without_page_edges("\f".join("\n".join(page) for page in given))
    inside = [line for page in given for line in "\n".join(page).strip("\n").split("\n")[1:-1] if line]
    rest = iter(line for line in kept if line)
    assert all(line in rest for line in inside)


def test_page_breaks_that_a_program_wrote_part_pages() -> None:
    text = "một\n\n--- PAGE BREAK ---\n\n2\n\nhai\n\n--- PAGE BREAK ---\n\n3\n\nba"
    assert [line for line in without_page_edges(text) if line] == ["một", "hai", "ba"]
