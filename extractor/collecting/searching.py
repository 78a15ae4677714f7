"""Full text: the passages that have all words of a query, the best first.

Words are found whatever their tones, marks and capitals ("mot cua" finds "một cửa"); those between double quotes have to stand together.
A passage's score is BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over its words, plus BM25 over those that have the very tones of
the query where that has some, times ten to the power of the share of the query's neighbouring words that stand together in the passage: a
Vietnamese word is mostly several syllables, which mean something else apart. Equal ones stand in the order of document and text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from unicodedata import normalize

import msgspec
from msgspec import Struct

from extractor.collecting.words import Word, words_of
from extractor.lazy_patterns import lazy_pattern

__all__ = ["Found", "Hit", "search"]

SNIPPET = 160  # characters
_FILLED = 120  # of them, where words are counted
_QUOTED = lazy_pattern(r'"([^"]*)"')
_K1, _B = 1.2, 0.75


class Hit(Struct, frozen=True, array_like=True):
    """A passage: its place (`page` where the document has pages), score, and a snippet with the places in it of the query's words."""

    document: str
    path: str
    title: str | None
    section: str | None
    heading: str | None
    task: str | None
    page: int | None
    span_start: int
    span_end: int
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]


class Found(Struct, frozen=True):
    """How many passages have all words, and the best of them."""

    count: int
    hits: tuple[Hit, ...]


# $words: the query's words without marks; $toned: those that have marks. `counted` has a row for each word and passage; of a word with
# tones one more, as if it were another word.
_SEARCH = f"""
WITH size AS (SELECT count(*) AS passages, greatest(avg(words), 1) AS average FROM passages),
asked AS (SELECT plain, word, document, passage, occurrences FROM postings WHERE plain IN (SELECT unnest($words))),
counted AS (
    SELECT plain AS term, document, passage, sum(occurrences) AS occurrences FROM asked GROUP BY ALL
    UNION ALL SELECT '=' || word, document, passage, occurrences FROM asked WHERE word IN (SELECT unnest($toned))
),
spread AS (SELECT term, ln(1 + (any_value(size.passages) - count(*) + 0.5) / (count(*) + 0.5)) AS weight FROM counted, size GROUP BY term),
having_all AS (
    SELECT document, passage FROM (SELECT DISTINCT plain, document, passage FROM asked)
    GROUP BY ALL HAVING count(*) = len($words)
),
scored AS (
    SELECT document, passage, any_value(p.plain) AS plain,
        sum(weight * c.occurrences * {_K1 + 1} / (c.occurrences + {_K1} * ({1 - _B} + {_B} * p.words / size.average))) AS score
    FROM having_all JOIN counted c USING (document, passage) JOIN spread USING (term) JOIN passages p USING (document, passage), size
    GROUP BY document, passage
),
ranked AS (
    SELECT document, passage, count(*) OVER () AS found,
        score * pow(10, len(list_filter($pairs, lambda pair: contains(plain, pair))) / greatest(len($pairs), 1)) AS score
    FROM scored WHERE len(list_filter($phrases, lambda phrase: NOT contains(plain, phrase))) = 0
    ORDER BY score DESC, document, passage LIMIT $limit
)
SELECT r.found, d.document, d.path, d.title, s.section, s.heading, p.task, p.page, p.span_start, p.span_end, r.score, p.text
FROM ranked r JOIN passages p USING (document, passage) JOIN documents d USING (document)
LEFT JOIN sections s ON s.document = p.document AND s.section = p.section
ORDER BY r.score DESC, r.document, r.passage
"""


def search(connection: Any, query: str, limit: int) -> Found:
    """The best `limit` passages; none where the query has no word."""
    query = normalize("NFC", query)
    words = words_of(query)
    plain = list(dict.fromkeys(word.plain for word in words))
    if not plain:
        return Found(0, ())
    rows = connection.execute(
        _SEARCH,
        {
            "words": plain,
            "toned": _texts(word.folded for word in words if word.folded != word.plain),
            "pairs": _texts(f" {one.plain} {two.plain} " for one, two in pairwise(words)),
            "phrases": _texts(f" {' '.join(word.plain for word in words_of(quoted))} " for quoted in _QUOTED.findall(query)),
            "limit": limit,
        },
    ).fetchall()
    return Found(rows[0][0] if rows else 0, tuple(_hit(row[1:], frozenset(plain)) for row in rows))


def _texts(texts: Any) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text.strip()))


def _hit(row: Sequence[Any], asked: frozenset[str]) -> Hit:
    text = row[-1]
    words = [word for word in words_of(text) if word.plain in asked]
    start, end = _window(text, words)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((word.start + shift, word.end + shift) for word in words if start <= word.start and word.end <= end)
    return msgspec.convert([*row[:-1], f"{before}{text[start:end]}{after}", marks], Hit)


def _window(text: str, words: Sequence[Word]) -> tuple[int, int]:
    """The stretch of the text, cut at blanks, that has most words of the query, then most places of them; the first of equal ones."""
    if len(text) <= SNIPPET:
        return 0, len(text)
    best, most, behind = 0, (0, 0), 0
    inside: Counter[str] = Counter()
    for first, word in enumerate(words):
        while behind < len(words) and words[behind].end <= word.start + _FILLED:
            inside[words[behind].plain] += 1
            behind += 1
        score = (len(inside), behind - first)
        if score > most:
            best, most = word.start, score
        if behind > first:
            inside[word.plain] -= 1
            if not inside[word.plain]:
                del inside[word.plain]
    start = max(0, min(best - SNIPPET // 8, len(text) - SNIPPET))
    end = min(len(text), start + SNIPPET)
    if start:
        start = max(start, min(text.find(" ", start) + 1 or start, best))
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start + SNIPPET // 2 : end] else end
    return start, end
