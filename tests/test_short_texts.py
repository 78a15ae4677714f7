"""The memory of short texts: same values, no second computing, long texts never kept."""

from __future__ import annotations

from extractor.short_texts import remembering_short_texts


def test_short_texts_are_computed_once_and_long_ones_each_time() -> None:
    asked: list[str] = []

    @remembering_short_texts
    def upper(text: str) -> str:
        """Capitals."""
        asked.append(text)
        return text.upper()

    long = "a" * 513
    assert [upper("sở"), upper("sở"), upper(long), upper(long)] == ["SỞ", "SỞ", long.upper(), long.upper()]
    assert asked == ["sở", long, long]
    assert upper.__doc__ == "Capitals."
