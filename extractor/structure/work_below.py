"""Whether what stands under a heading that promises none is work after all: under a roadmap, and under directions told field by field.

Counted in the entries below the heading: most of them order actions, three or more. What names figures or years to be reached counts for
directions as none. Promises nothing of other headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.structure.actions import kind_of_text
from extractor.structure.entries import Entry

__all__ = ["directs_fields", "tells_work"]

_FEWEST_ORDERS = 3
_FIGURE = lazy_pattern(r"%|(?<!\w)(?:19|20)\d\d(?!\w)|[Pp]hấn đấu")


def tells_work(below: Sequence[Entry]) -> bool:
    """Whether what stands under "Lộ trình thực hiện" is the work itself: items under headings, and most of them order actions.

    A schedule of stages alone ("- Giai đoạn 1: Xây dựng kế hoạch, tập huấn.") tells once more when the work of the plan is done.
    """
    heads = any(
        above.marker and above.marker.numbered and above.text.rstrip()[-1:] not in (".", ";") and entry.marker and not entry.marker.numbered
        for above, entry in pairwise(below)
    )
    items = [kind_of_text(entry.text) for entry in below if heads and entry.marker and not entry.marker.numbered]
    return items.count("action") >= _FEWEST_ORDERS and items.count("action") * 2 > len(items)


def directs_fields(heading: str, below: Sequence[Entry]) -> bool:
    """Whether a heading of directions ("Định hướng phát triển") stands over work told field by field ("1. Về tín dụng:", "a) Củng cố …").

    Not where what stands there names figures or years to be reached.
    """
    if not fold(heading).startswith("định hướng"):
        return False
    numbered = [entry.text[entry.marker.length :] for entry in below if entry.marker and entry.marker.numbered]
    fields = [text for text in numbered if fold(text).startswith("về ")]
    items = [entry.text for entry in below if entry.table is None and entry.text.rstrip()[-1:] != ":"]
    orders = sum(kind_of_text(text) == "action" and not _FIGURE.search(text) for text in items)
    return len(fields) > 1 and orders >= _FEWEST_ORDERS and orders * 2 > len(items)
