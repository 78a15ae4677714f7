"""Heights of rows: by the lines that a text takes; what is remembered of texts is bounded."""

from __future__ import annotations

from extractor.exporting import row_heights
from extractor.exporting.row_heights import row_height


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    one, two = row_height((("một", 20.0),), 12), row_height((("một", 20.0), ("một\nhai", 20.0)), 12)
    assert one < two
    assert row_height((("một hai ba bốn năm sáu " * 10, 20.0),), 12) > two
    assert row_height((("a" * 100_000, 20.0),), 12) == 409.0


def test_no_long_text_is_remembered() -> None:
    before = row_heights._short_lines.cache_info().currsize
    row_height((("một hai " * 1000, 20.0),), 12)
    assert row_heights._short_lines.cache_info().currsize == before
    row_height((("một hai chỉ ở đây", 20.0),), 12)
    assert row_heights._short_lines.cache_info().currsize == before + 1
