"""What stands behind an agency's name and says which of its kind it is: "trên địa bàn …", "khối 1", "vùng II", "thôn Đông", its matter.

Belongs to `agency_names.tail_end`, which asks here after whose the agency is, and before qualifiers and places.
"""

from __future__ import annotations

from itertools import pairwise

from extractor.mentions.agency_joints import starts_agency
from extractor.mentions.agency_parts import free, roman, stopped
from extractor.mentions.agency_places import local, place
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary

__all__ = ["told_end"]

_QUOTES = frozenset('"“”')
_COMPETENT = frozenset({("nhà", "nước"), ("chuyên", "môn")})
# What a committee for one matter is called before "về" ("Ủy ban Quốc gia | về chuyển đổi số").
_FOR_A_MATTER = (
    ["ủy", "ban", "quốc", "gia"], ["hội", "đồng", "quốc", "gia"], ["chỉ", "đạo", "quốc", "gia"], ["chỉ", "đạo", "nhà", "nước"],
    ["chỉ", "đạo", "liên", "ngành"], ["ủy", "ban", "nhà", "nước"], ["văn", "phòng", "quốc", "gia"],
)
# What stands before a title in quotation marks that is part of a name ("Ban Chỉ đạo phong trào | “Toàn dân đoàn kết …”").
_TITLED = frozenset({("phong", "trào"), ("vận", "động"), ("chương", "trình"), ("đề", "án")})
_LONGEST_TITLE = 20
_LONGEST_BANK = 6
# Courts, procuracies and who executes judgments, of which a province has its own and those of its regions.
_OF_JUSTICE = frozenset({("tòa", "án"), ("kiểm", "sát"), ("thi", "hành")})
_JUSTICE_SHORTS = frozenset({"tand", "vksnd", "thads"})
_LONGEST_COURT = 8
_VILLAGES = frozenset({"thôn", "bản", "ấp", "xóm", "buôn", "khóm", "làng"})
_QUARTERS = frozenset({("khu", "phố"), ("khối", "phố"), ("tổ", "dân")})


def told_end(words: Words, at: int, lexicon: Vocabulary) -> int | None:
    """The index behind such words; the same index where the name ends before them, None where none of them stand here."""
    word, following = words.at(at), words.at(at + 1)
    if word == "địa" and following == "bàn":  # "Chi cục Hải quan Khu vực IV | địa bàn tỉnh Hưng Yên"
        return place(words, at + 2, lexicon) or at
    if word == "và" and (regions := _regions(words, at)) is not None:  # "Tòa án nhân dân thành phố | và các khu vực"
        return regions if stopped(words, regions, lexicon) or lexicon.verbs.match(words, regions) else at
    if word == "-" and words.folded[at + 1 : at + 3] == ["chi", "nhánh"] and "hàng" in words.folded[max(0, at - _LONGEST_BANK) : at]:
        return at if starts_agency(words, at + 3, lexicon) else place(words, at + 1, lexicon) or at  # "Ngân hàng Nhà nước - Chi nhánh tỉnh"
    if word == "trên":
        return (place(words, at + 3, lexicon) or at + 3) if words.folded[at + 1 : at + 3] == ["địa", "bàn"] else at
    if word == "về" and words.folded[at - 4 : at] in _FOR_A_MATTER and words.at(at + 1) != "việc":
        return free(words, at + 1, lexicon) or at
    if word in _QUOTES and tuple(words.folded[at - 2 : at]) in _TITLED:
        closing = (end for end in range(at + 2, min(at + _LONGEST_TITLE, len(words))) if words.at(end) in _QUOTES)
        return next((end + 1 for end in closing), at)
    if word in ("về", "đối") and tuple(words.folded[at - 2 : at]) in _COMPETENT:  # "các cơ quan quản lý nhà nước về giá"
        return free(words, at + (2 if word == "đối" else 1), lexicon) or at
    if word in ("khối", "lớp") and following[:1].isdigit():  # "Tổ chuyên môn | khối 1"
        return at + 2
    if word == "khóa":
        return at + 2 if at + 1 < len(words) and roman(words.printed[at + 1]) else at
    if word in ("tại", "ở"):
        return place(words, at + 1, lexicon) or at
    if word == "từ":  # "các tỉnh, thành phố từ Hà Tĩnh đến Khánh Hòa"
        first = lexicon.provinces.match(words, at + 1)
        last = lexicon.provinces.match(words, first[0] + 1) if first and words.at(first[0]) in ("đến", "tới") else None
        return last[0] if last else at
    if words.at(at - 1) == "vực" and (word.isdigit() or roman(words.printed[at])):  # "Ban Chỉ huy Phòng thủ khu vực | 1"
        return at + 1
    if word == "vùng" and at + 1 < len(words) and (following.isdigit() or roman(words.printed[at + 1])):  # "Chi cục Kiểm lâm | vùng II"
        return at + 2
    if word == "-" and words.at(at - 1).isdigit() and (seat := lexicon.provinces.match(words, at + 1)) is not None:
        return seat[0]  # "Tòa án nhân dân khu vực 2 | - Nghệ An"
    if word == "số" and following.isdigit() and len(following) < 3:  # "Đội Cảnh sát giao thông số 3", not "Sở Y tế số 3/BC-SYT"
        return at + 2 if words.at(at + 2) not in ("/", "-", "ngày") else at
    if words.at(at - 1) in _VILLAGES and (words.capital(at) or word.isdigit()):  # "Trưởng thôn | Đông"
        return local(words, at, lexicon) or at + 1
    if word in _VILLAGES or (word, following) in _QUARTERS:
        name = at + (1 if word in _VILLAGES else 3 if word == "tổ" else 2)
        return local(words, name, lexicon) or (name + 1 if words.capital(name) else name if stopped(words, name, lexicon) else at)
    return None


def _regions(words: Words, at: int) -> int | None:
    """The index behind "và (các) khu vực" where a province's body of justice stands before; None else."""
    begin = at + (2 if words.at(at + 1) == "các" else 1)
    if words.folded[begin : begin + 2] != ["khu", "vực"]:
        return None
    before = words.folded[max(0, at - _LONGEST_COURT) : at]
    justice = not _JUSTICE_SHORTS.isdisjoint(before) or any(pair in _OF_JUSTICE for pair in pairwise(before))
    return begin + 2 if justice else None
