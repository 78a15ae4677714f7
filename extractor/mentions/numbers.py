"""Numbers as Vietnamese documents print them: a dot for thousands, a comma for decimals, leading zeros ("95,5", "1.200", "05")."""

from __future__ import annotations

from extractor.lazy_patterns import lazy_pattern

BEHIND_DIGIT = r"(?:\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d*(?:[.,]\d+)?)(?![\d/])"
"""Source of a pattern for a number behind its first digit. A dot before one, two or four digits is the decimal point of a spreadsheet."""

NUMBER = rf"\d{BEHIND_DIGIT}"
"""Source of a pattern for one number."""

LARGEST = 1e15
"""What no plan counts, measures or spends: a longer row of digits is damage. Floats are exact to here."""

_THOUSANDS = lazy_pattern(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def number_value(printed: str) -> float:
    """The value of a printed number. Raises ValueError for what is none."""
    if _THOUSANDS.fullmatch(printed):
        printed = printed.replace(".", "")
    return float(printed.replace(",", "."))
