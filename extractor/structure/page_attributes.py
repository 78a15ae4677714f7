"""What a legal database's page says of a document above its text: "Số hiệu: 1557/KH-BYT-BGDĐT", "Ngày ban hành: 18/11/2022" …

It stands for the letterhead of a document that is saved without one. Values end with their line or cell, or where the next attribute's name
begins, as pages run them together. An issuer that such pages name by its province alone ("Tỉnh Bắc Ninh") is no agency and left out.
"""

from __future__ import annotations

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.structure.letterhead import Letterhead, issuing_date

__all__ = ["attributes_in"]

_REACH = 5000
_CUE = "Số hiệu"
_BETWEEN = r"[ \t]*[:|]?[ \t]*"
_NEXT = r"(?=[ \t]*(?:[\n|]|Số công báo|Ngày (?:đăng|ban|có|hết)|Người ký|Lĩnh vực|Tình trạng|Áp dụng|$))"
_NUMBER = lazy_pattern(rf"Số hiệu{_BETWEEN}(\d{{1,6}}[a-zđ]?(?:/\d{{4}})?[-/][^\s|:;,]{{2,40}}?){_NEXT}")
_DATE = lazy_pattern(rf"Ngày ban hành{_BETWEEN}(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})(?!\d)")
_ISSUER = lazy_pattern(rf"Cơ quan ban hành{_BETWEEN}([^\n|:]{{3,120}}?){_NEXT}")
_PROVINCE = ("tỉnh ", "thành phố ", "tp")


def attributes_in(text: str) -> Letterhead | None:
    """The letterhead that the attributes at the head of a page stand for; None where they give no number."""
    head = text[:_REACH]
    number = _NUMBER.search(head) if _CUE in head else None
    if number is None:
        return None
    date, issuer = _DATE.search(head), _ISSUER.search(head)
    named = issuer is not None and not fold(issuer[1]).startswith(_PROVINCE)
    return Letterhead(
        issuer=issuer[1].strip() if issuer and named else None,
        number=number[1],
        symbol=number[1],
        date=issuing_date(date[1], date[2], date[3]) if date else None,
        has_number=True,
        has_date=date is not None,
    )
