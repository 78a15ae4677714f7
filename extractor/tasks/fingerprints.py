"""Fingerprints: one value for one task, whatever the file format it was read from.

sha256 over the plan's identity (kind, number, issuer, date, title), the headings above the task, its folded words, and its place among
tasks that agree in all of these; the first 16 hexadecimal digits. Blanks, dashes, case, tone placement and list markers do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extractor.digests import sha256
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Metadata
from extractor.short_texts import remembering_short_texts

_MARK = lazy_pattern(r"[^\w\s]")  # the underscore apart: a pattern of one class is searched for in half the time


@remembering_short_texts  # a heading stands above many tasks
def folded_words(text: str) -> str:
    """The words of a text, folded, with single blanks between and nothing else."""
    return " ".join(_MARK.sub(" ", fold(text)).replace("_", " ").split())


def fingerprints(metadata: Metadata, tasks: Iterable[tuple[Iterable[str], str]]) -> list[str]:
    """One fingerprint a task; each task is its headings from the outside in, and its text without marker."""
    identity = "\n".join(
        folded_words(part or "")
        for part in (
            metadata.kind.code if metadata.kind else None,
            metadata.number,
            metadata.issuer.name if metadata.issuer else None,
            metadata.date_issued,
            metadata.title,
        )
    )
    seen: Counter[str] = Counter()
    found = []
    for headings, text in tasks:
        key = "\n".join([identity, *map(folded_words, headings), "", folded_words(text)])
        seen[key] += 1
        found.append(sha256(f"{key}\n{seen[key]}".encode())[:16])
    return found
