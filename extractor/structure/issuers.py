"""Issuing agencies in full: the place that a letterhead leaves to the line above, and the province a document belongs to.

"UBND TỈNH LÀO CAI" / "SỞ CÔNG THƯƠNG" is "Sở Công Thương tỉnh Lào Cai"; below it "VĂN PHÒNG" is "Văn phòng Ủy ban nhân dân tỉnh Lào Cai".
A name is only completed from what the document prints: the superior agency, the title, the announcing sentence. Of a letterhead in capitals
the words that no vocabulary knows are written as the body writes the name ("BỆNH VIỆN PHỤ SẢN", "Bệnh viện Phụ sản").
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.naming import full_name, is_guessed, known_provinces, recase
from extractor.phrases import PhraseSet
from extractor.records import Issuer, Metadata
from extractor.structure.letterhead import without_misprint

__all__ = ["announced_issuer", "full_issuer", "province_of"]

_LEVEL = r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)"
_AUTHORITY_PLACE = lazy_pattern(rf"(?:ủy ban nhân dân|hội đồng nhân dân|ủy ban hành chính)\s+({_LEVEL}\s+\S.*)$")
_PARTY_COMMITTEE = lazy_pattern(r"(?:tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|đảng bộ|tỉnh đoàn|thành đoàn)\b")
# Party cells and unions that their own name tells apart.
_BRANCH = lazy_pattern(r"(?:chi bộ|chi ủy|đảng bộ|đảng ủy|chi đoàn|chi hội|công đoàn)\s+\S")
_COMMITTEE_WITH_PLACE = lazy_pattern(r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy (?![Cc]ác\b)(?=\w)")
# Units that are only told apart by their agency.
_BARE = lazy_pattern(
    r"(?:văn phòng|thanh tra|ban chỉ đạo|tổ công tác|hội đồng|phòng \w+(?: \w+)?|ban (?:tổ chức|tuyên giáo|dân vận|nội chính)|"
    r"ủy ban kiểm tra|ban thường trực|ban thường vụ|ban chấp hành|thường trực|đảng đoàn|ban cán sự đảng|ban giám hiệu)$"
)
_CENTRAL = lazy_pattern(
    r"(?:bộ (?!chỉ huy|đội)|chính phủ|thủ tướng|quốc hội|chủ tịch nước|văn phòng (?:chính phủ|quốc hội)|tổng cục|thanh tra chính phủ|"
    r"kiểm toán nhà nước|ban bí thư|ban chấp hành trung ương|.*\btrung ương\b|.*\bviệt nam$|.*\btối cao$)"
)
_ANNOUNCED = lazy_pattern(
    r"(?:^|[.;,]\s*)((?:chủ tịch\s+|giám đốc\s+|bộ trưởng\s+|thường trực\s+|ban thường vụ\s+)?"
    r"(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|sở|bộ|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|ban|cục|tổng cục|chi cục|văn phòng|trung tâm|"
    r"phòng|công an|viện|trường)"
    r"[^;.:]{0,120}?)\s*(?:xây dựng|ban hành|lập|triển khai)\s+(?:kế hoạch|chương trình|phương án|đề án|chỉ thị)\b"
)
# A union's committee that leaves its union to the line above ("HỘI LIÊN HIỆP PHỤ NỮ TỈNH BẾN TRE" / "BCH HUYỆN GIỒNG TRÔM").
_COMMITTEE = lazy_pattern(rf"Ban (?:Chấp hành|Thường vụ)(?= (?:{_LEVEL}\b(?! (?:[Đđ]oàn|ủy)\b)|(?:Trường|Học viện|Đại học) ))")
# Words that a web page ran together where a line ended ("NHÂN DÂNTỈNH").
_GLUED = lazy_pattern(rf"(?<=nhân dân)(?={_LEVEL}\s)", re.IGNORECASE)
_UNION = lazy_pattern(rf"(?:Hội|Đoàn|Liên đoàn|Công đoàn|Liên hiệp)\b.{{0,80}}?(?= {_LEVEL}\b|$)")
# "BCH" is a command here and no executive committee.
_COMMAND = lazy_pattern(r"\s*bch(?= (?:quân sự|qs|bộ đội|pccc|pctt|ptds|phòng thủ|phòng,? chống)\b)", re.IGNORECASE)
# What a document of a province calls its own place.
_OWN_PROVINCE = lazy_pattern(r"\b(tỉnh|thành phố) (?:ta|nhà)\b|\btrên địa bàn (?:toàn )?(tỉnh|thành phố)\b")
_WORD = lazy_pattern(r"\w+")
_HOLDER = lazy_pattern(r"^(?:chủ tịch|giám đốc|bộ trưởng)\s+(?=(?:ubnd|ủy ban|sở|bộ)\b)")


_BEFORE_PROVINCE = lazy_pattern(r"\b(?:tỉnh ủy|thành ủy|tỉnh|thành phố|tp\.?)\s*")


@cache
def _provinces() -> PhraseSet:
    return PhraseSet(known_provinces())


def _province_in(text: str) -> str | None:
    folded = fold(text)
    for before in _BEFORE_PROVINCE.finditer(folded):
        end = _provinces().end_at(folded, before.end())
        if end is not None:
            return known_provinces()[folded[before.end() : end]]
    return None


def full_issuer(printed: str, *, above: Issuer | None, mentioned: str, place: str | None, body: str = "") -> Issuer:
    """The issuer printed in a letterhead, its name in full.

    `above`: the superior agency of the letterhead. `mentioned`: title and announcing sentence, that may say which committee is meant
    ("UBND tỉnh" below a bare "ỦY BAN NHÂN DÂN") and name the province; where they do not, and the place of issue has a province's name,
    "trên địa bàn tỉnh" in the body does. `place`: the place of issue. `body`: the document's text, also for how it writes the name.
    """
    province = _province_in(printed) or (_province_in(above.name) if above else None) or _province_in(mentioned)
    if province is None and place:
        province = known_provinces().get(fold(place))
    spelled = _GLUED.sub(" ", _COMMAND.sub("BAN CHỈ HUY", without_misprint(printed)))
    name = full_name(_as_written(spelled, body) if is_guessed(spelled) else spelled, province=province)
    if above and (committee := _COMMITTEE.match(name)) and (union := _UNION.match(above.name)):
        name = f"{committee.group()} {union.group()}{name[committee.end() :]}"
    folded = fold(name)
    if folded in ("ủy ban nhân dân", "hội đồng nhân dân"):
        level = re.search(rf"\b(?:ubnd|{folded})\s+({_LEVEL})\b", fold(mentioned))
        if level is None and place and fold(place) in known_provinces():
            level = _OWN_PROVINCE.search(fold(body))
        name = full_name(f"{name} {level[level.lastindex or 1]}", province=province) if level else name
    elif above and not _placed(name):
        name = _below(name, above.name)
    return Issuer(text=printed, name=name)


def _as_written(printed: str, body: str) -> str:
    """A name in capitals as running text mostly writes it, with a capital at least at its beginning; as printed where it does not.

    Where it writes only the end of it so, that end behind the rest in normal writing ("BCH TRƯỜNG CĐ | Ngô Gia Tự").
    """
    folded = fold(body)
    words = [match.start() for match in _WORD.finditer(printed)]
    for start in words[:1] + words[1 : max(1, len(words) - 1)]:
        pattern = r"\W{1,3}".join(map(re.escape, _WORD.findall(fold(printed[start:]))))
        spellings = Counter(
            spelling for found in re.finditer(rf"\b{pattern}\b", folded)
            if (spelling := " ".join(body[found.start() : found.end()].split()))[:1].isupper() and not spelling.isupper()
        )
        if spellings:
            spelled = max(spellings, key=lambda spelling: (spellings[spelling], spelling))
            return f"{recase(printed[:start]).strip()} {spelled}".strip()
    return printed


def _placed(name: str) -> bool:
    """Whether a name says where its agency is, or is one of the country ("Xã hội" is no commune)."""
    levels = re.finditer(rf"\b{_LEVEL}\s+(?=\S)", name)
    own = _COMMITTEE_WITH_PLACE.match(name)
    return (
        _CENTRAL.match(fold(name)) is not None
        or (own is not None and name[own.end()].isupper())
        or any(name[match.end()].isupper() for match in levels)
    )


def _below(name: str, superior: str) -> str:
    folded = fold(superior)
    if _BARE.match(fold(name)) or (_PARTY_COMMITTEE.match(folded) and not _BRANCH.match(fold(name))):
        return f"{name} {superior}"
    authority = _AUTHORITY_PLACE.match(folded)
    return f"{name} {superior[authority.start(1) :]}" if authority else name


def announced_issuer(sentence: str) -> str | None:
    """The agency that the announcing sentence says issues the plan, as printed; an office-holder stands for the agency."""
    matches = tuple(_ANNOUNCED.finditer(fold(sentence)))
    if not matches:
        return None
    match = matches[-1]
    printed = sentence[match.start(1) : match.end(1)].strip(" ,")
    holder = _HOLDER.match(fold(printed))
    return printed[holder.end() :] if holder else printed


def province_of(metadata: Metadata) -> str | None:
    """The province or centrally-run city whose document this is, without "tỉnh" or "thành phố"; None where none is told.

    A central agency's document has none: "Hà Nội" is where a ministry sits. The place of issue counts for the others only.
    """
    issuers = [issuer for issuer in (metadata.issuer, metadata.superior_issuer) if issuer]
    for issuer in issuers:
        if province := _province_in(issuer.name):
            return province
        if _CENTRAL.match(fold(issuer.name)):
            return None
    named = _province_in(metadata.title) if metadata.title else None
    if named:
        return named
    return known_provinces().get(fold(metadata.place)) if metadata.place and issuers else None
