"""Which headings of two plans are one under another name: "Chính quyền điện tử" that the later plan calls "Chuyển đổi số".

A heading is renamed where neither plan has one like the other's, and most of the linked tasks under either stand under the other, two at
least. What stands under it did not move. It hangs on the two plans alone, and not on which comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.comparing.likeness import heading_of, overlap
from extractor.comparing.words import Features, features_of
from extractor.records import Section
from extractor.vocabulary import load_vocabulary

__all__ = ["features_of_heading", "renamed"]

Headings = tuple[Section | None, Section | None]
_LEAST = 2


def renamed(linked: Iterable[Headings], before: Sequence[Section], after: Sequence[Section]) -> frozenset[tuple[str, str]]:
    """Ids of sections of the earlier and the later plan that are one. `linked`: the headings of each earlier task and its later one."""
    together = Counter((old.id, new.id) for old, new in linked if old and new)
    of_old: Counter[str] = Counter()
    of_new: Counter[str] = Counter()
    for (old, new), count in together.items():
        of_old[old] += count
        of_new[new] += count
    found = (pair for pair, count in together.items() if count >= _LEAST and 2 * count > max(of_old[pair[0]], of_new[pair[1]]))
    old_words, new_words = ({section.id: features_of_heading(section) for section in side} for side in (before, after))
    return frozenset(
        (old, new)
        for old, new in found
        if not _is_there(old_words[old], new_words.values()) and not _is_there(new_words[new], old_words.values())
    )


def features_of_heading(section: Section | None) -> Features:
    """The words of a heading."""
    return features_of([heading_of(section) or ""], {})


def _is_there(heading: Features, others: Iterable[Features]) -> bool:
    least: float = load_vocabulary("comparing")["thresholds"]["section"]
    return any((alike := overlap(heading, other)) is not None and alike >= least for other in others)
