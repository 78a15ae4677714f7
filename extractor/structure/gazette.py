"""A title in the form of the official gazette (Công báo), which prints no letterhead: issuer, number and date are in the title itself.

"CHỈ THỊ | CỦA BỘ Y TẾ SỐ 05/2006/CT-BYT NGÀY 13 THÁNG 10 NĂM 2006 VỀ VIỆC …": the citation of the document, then its subject. Issuer and
date stand in either order. A page's headline has neither "số" nor date ("KẾT LUẬN | 127-KL/TW CỦA BỘ CHÍNH TRỊ VỀ …"). `citation_in` reads
one only where the title begins with it, so that a document cited in a subject is none.
Source: Nghị định 100/2010/NĐ-CP on the gazette, and the practice of legal databases.
"""

from __future__ import annotations

import re

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.structure.letterhead import Letterhead, issuing_date
from extractor.structure.signs import NUMBER

__all__ = ["Citation", "citation_in"]


class Citation(Struct, frozen=True):
    """What a gazette's title says of its document: the letterhead it stands for, and the subject behind it."""

    letterhead: Letterhead
    subject: str | None


_ISSUER = r"(?:của (?P<{0}>[^\d,;:]{{4,120}}?)\s+)?"
_SUBJECT_FOLLOWS = r"(?=(?:về|v/v|quy định|ban hành|phê duyệt|tăng cường)\b|$)"
_OWN = lazy_pattern(
    _ISSUER.format("before")
    + NUMBER.pattern
    + r"[\s,]*ngày\s+(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})[\s,]*"
    + _ISSUER.format("after")
    + _SUBJECT_FOLLOWS
)
_HEADLINE = lazy_pattern(
    r"(?P<number>\d{1,6}[a-zđ]?(?:/\d{4})?[-/][^\W\d_][\w.&-]*(?:[-/][^\W_][\w.&-]*){0,5})\s+của\s+(?P<issuer>[^\d;:]{4,120}?)\s+"
    + _SUBJECT_FOLLOWS
)


def citation_in(title: str) -> Citation | None:
    """The citation that a title begins with; None where it begins otherwise or names no issuer."""
    folded = fold(title)
    if len(folded) != len(title):
        return None
    if headline := _HEADLINE.match(folded):
        number, issuer = (title[headline.start(group) : headline.end(group)] for group in ("number", "issuer"))
        return Citation(Letterhead(issuer=issuer, number=number, symbol=number, has_number=True), title[headline.end() :].strip() or None)
    match = _OWN.match(folded)
    if match is None:
        return None
    group = "before" if match["before"] else "after"
    if not match[group]:
        return None
    number = re.sub(r"\s+", "", "".join(title[match.start(index) : match.end(index)] for index in (2, 3, 4)))
    letterhead = Letterhead(
        issuer=title[match.start(group) : match.end(group)].strip(),
        number=number,
        symbol=number,
        date=issuing_date(match["day"], match["month"], match["year"]),
        has_number=True,
        has_date=True,
    )
    return Citation(letterhead, title[match.end() :].strip() or None)
