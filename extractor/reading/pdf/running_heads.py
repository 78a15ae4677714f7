"""Running heads and feet: lines that stand at the same height near the edge of several pages with the same words, numbers aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf.page_layout import MARGIN, PageLayout
from extractor.reading.pdf.page_lines import Line
from extractor.reading.pdf.page_tables import PageTable

__all__ = ["without_running_heads"]

_NUMBER = lazy_pattern(r"\d+")
FEWEST_PAGES = 3

Key = tuple[str, bool, int]


def without_running_heads(pages: Sequence[PageLayout]) -> list[PageLayout]:
    """The pages without the lines that at least three of them repeat at their top or bottom."""
    seen = Counter(key for page in pages for key in {_key(page, item) for item in page.items} if key is not None)
    repeated = {key for key, count in seen.items() if count >= FEWEST_PAGES}
    if not repeated:
        return list(pages)
    return [replace(page, items=tuple(item for item in page.items if _key(page, item) not in repeated)) for page in pages]


def _key(page: PageLayout, item: Line | PageTable) -> Key | None:
    if isinstance(item, PageTable):
        return None
    if item.bottom < MARGIN * page.height or item.top > (1 - MARGIN) * page.height:
        head = item.bottom < MARGIN * page.height
        place = item.bottom if head else page.height - item.bottom
        return _NUMBER.sub("#", fold(item.text)), head, round(place / 4)
    return None
