"""Makes models/communes.tsv: the communes of 1 July 2025 and the old ones that went into each.

    make communes

Source: the package vietnamadminunits 1.0.4 (MIT, Copyright 2025 Tran Ngoc Minh Hieu), its tables of units and its mapping of 2025. It was
compared whole with the 34 resolutions of 16 June 2025; what it has otherwise than they is put right here (`_NOT_INTO`, `_ALSO_INTO`), with
the clause of the resolution. models/communes.md describes the outcome. The order is that of the codes, so that the same source gives the
same file, byte by byte. Raises ValueError where the source does not fit the corrections or the resolutions' totals.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

# Number of the resolution (".../NQ-UBTVQH15", 16 June 2025) and how many communes the province has by it.
RESOLUTIONS = {
    "tỉnh An Giang": (1654, 102), "tỉnh Cà Mau": (1655, 64), "thành phố Hà Nội": (1656, 126), "tỉnh Cao Bằng": (1657, 56),
    "tỉnh Bắc Ninh": (1658, 99), "thành phố Đà Nẵng": (1659, 94), "tỉnh Đắk Lắk": (1660, 102), "tỉnh Điện Biên": (1661, 45),
    "tỉnh Đồng Nai": (1662, 95), "tỉnh Đồng Tháp": (1663, 102), "tỉnh Gia Lai": (1664, 135), "tỉnh Hà Tĩnh": (1665, 69),
    "tỉnh Hưng Yên": (1666, 104), "tỉnh Khánh Hòa": (1667, 65), "thành phố Cần Thơ": (1668, 103), "thành phố Hải Phòng": (1669, 114),
    "tỉnh Lai Châu": (1670, 38), "tỉnh Lâm Đồng": (1671, 124), "tỉnh Lạng Sơn": (1672, 65), "tỉnh Lào Cai": (1673, 99),
    "tỉnh Ninh Bình": (1674, 129), "thành phố Huế": (1675, 40), "tỉnh Phú Thọ": (1676, 148), "tỉnh Quảng Ngãi": (1677, 96),
    "tỉnh Nghệ An": (1678, 130), "tỉnh Quảng Ninh": (1679, 54), "tỉnh Quảng Trị": (1680, 78), "tỉnh Sơn La": (1681, 75),
    "tỉnh Tây Ninh": (1682, 96), "tỉnh Thái Nguyên": (1683, 92), "tỉnh Tuyên Quang": (1684, 124), "thành phố Hồ Chí Minh": (1685, 168),
    "tỉnh Thanh Hóa": (1686, 166), "tỉnh Vĩnh Long": (1687, 124),
}


class Old(NamedTuple):
    """A commune up to 30 June 2025; a district without communes has `name` None."""

    province: str
    district: str
    name: str | None


# Where two old communes of a province had one name, the source gives both to the heirs of both. Old commune, the heir that is not its own.
_NOT_INTO = (
    # Nghị quyết 1663, khoản 84, 86, 95, 98, 99, 101: wards of four towns with a number for a name.
    (Old("tỉnh Đồng Tháp", "thành phố Sa Đéc", "phường 3"), "phường Cao Lãnh"),
    (Old("tỉnh Đồng Tháp", "thành phố Sa Đéc", "phường 4"), "phường Cao Lãnh"),
    (Old("tỉnh Tiền Giang", "thành phố Mỹ Tho", "phường 4"), "phường Cao Lãnh"),
    (Old("tỉnh Tiền Giang", "thành phố Mỹ Tho", "phường 6"), "phường Cao Lãnh"),
    (Old("tỉnh Tiền Giang", "thị xã Cai Lậy", "phường 3"), "phường Cao Lãnh"),
    (Old("tỉnh Tiền Giang", "thị xã Cai Lậy", "phường 4"), "phường Cao Lãnh"),
    # 1668: the clauses name the communes of one district each.
    (Old("tỉnh Hậu Giang", "thị xã Long Mỹ", "xã Long Bình"), "xã Tân Long"),
    (Old("tỉnh Sóc Trăng", "thị xã Ngã Năm", "xã Long Bình"), "phường Long Bình"),
    (Old("tỉnh Hậu Giang", "thị xã Long Mỹ", "xã Long Phú"), "xã Long Phú"),
    (Old("tỉnh Sóc Trăng", "huyện Long Phú", "xã Long Phú"), "phường Long Phú 1"),
    (Old("thành phố Cần Thơ", "huyện Thới Lai", "xã Tân Thạnh"), "xã Tân Thạnh"),
    (Old("tỉnh Sóc Trăng", "huyện Long Phú", "xã Tân Thạnh"), "xã Trường Thành"),
    (Old("thành phố Cần Thơ", "huyện Vĩnh Thạnh", "xã Thạnh Quới"), "xã Gia Hòa"),
    (Old("tỉnh Sóc Trăng", "huyện Mỹ Xuyên", "xã Thạnh Quới"), "xã Thạnh Quới"),
    (Old("tỉnh Hậu Giang", "huyện Long Mỹ", "xã Thuận Hưng"), "xã Mỹ Hương"),
    (Old("tỉnh Sóc Trăng", "huyện Mỹ Tú", "xã Thuận Hưng"), "xã Xà Phiên"),
    (Old("tỉnh Hậu Giang", "huyện Châu Thành", "xã Phú Tân"), "xã Thuận Hòa"),
    (Old("tỉnh Sóc Trăng", "huyện Châu Thành", "xã Phú Tân"), "xã Phú Hữu"),
    (Old("tỉnh Hậu Giang", "huyện Châu Thành", "xã Phú Hữu"), "xã Trường Khánh"),
    (Old("tỉnh Sóc Trăng", "huyện Long Phú", "xã Phú Hữu"), "xã Phú Hữu"),
    (Old("tỉnh Hậu Giang", "huyện Phụng Hiệp", "xã Tân Long"), "xã Tân Long"),
    (Old("tỉnh Sóc Trăng", "thị xã Ngã Năm", "xã Tân Long"), "xã Thạnh Hòa"),
    # 1669: Hòa Bình of Kim Thành was parted, that of Vĩnh Bảo went whole.
    (Old("tỉnh Hải Dương", "huyện Kim Thành", "xã Hòa Bình"), "xã Nguyễn Bỉnh Khiêm"),
    (Old("thành phố Hải Phòng", "huyện Vĩnh Bảo", "xã Hòa Bình"), "xã Hà Nam"),
    (Old("thành phố Hải Phòng", "huyện Vĩnh Bảo", "xã Hòa Bình"), "xã Kim Thành"),
    # 1672, khoản 10 and 58.
    (Old("tỉnh Lạng Sơn", "huyện Bình Gia", "xã Hồng Phong"), "xã Đồng Đăng"),
    # 1682, khoản 20 and 84: the township went whole into xã Thủ Thừa; "Phường IV" is Tây Ninh's.
    (Old("tỉnh Long An", "huyện Thủ Thừa", "thị trấn Thủ Thừa"), "xã Nhựt Tảo"),
    (Old("tỉnh Long An", "thành phố Tân An", "phường 4"), "phường Tân Ninh"),
    (Old("tỉnh Tây Ninh", "thành phố Tây Ninh", "phường 4"), "phường Long An"),
    # 1687.
    (Old("tỉnh Bến Tre", "huyện Mỏ Cày Bắc", "xã Hòa Lộc"), "xã Hòa Hiệp"),
    (Old("tỉnh Vĩnh Long", "huyện Tam Bình", "xã Hòa Lộc"), "xã Tân Thành Bình"),
    (Old("tỉnh Vĩnh Long", "huyện Mang Thít", "xã Mỹ An"), "xã Thạnh Phú"),
)
# 1656, khoản 107: a part that the source has not.
_ALSO_INTO = ((Old("thành phố Hà Nội", "huyện Mê Linh", "xã Văn Khê"), "xã Ô Diên"),)


_KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã")


class New(NamedTuple):
    """A commune of 1 July 2025, with its code of Cục Thống kê (Công văn 1027/CTK-CSCL of 25 June 2025)."""

    code: str
    name: str
    province: str
    province_code: str


def _low(name: str) -> str:
    """ "Thị Trấn Vôi" as "thị trấn Vôi": the kind in small letters."""
    kind = next(kind for kind in _KINDS if name.lower().startswith(f"{kind} "))
    return kind + name[len(kind) :]


def read_source(wheel: str) -> tuple[dict[str, Old], dict[str, New], dict[str, set[str]]]:
    """Of the package's wheel: old and new communes by their keys, and the keys of each old one's heirs."""
    with zipfile.ZipFile(wheel) as archive:
        mapping = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("vietnamadminunits/data/dataset.db"))
    old = {
        f"{province_key}_{district_key}_{ward_key or ''}": Old(_low(province), _low(district), _low(ward) if ward else None)
        for province_key, district_key, ward_key, province, district, ward in database.execute(
            "select provinceKey, districtKey, wardKey, province, district, ward from admin_units_legacy"
        )
    }
    new = {
        f"{province_key}_{ward_key}": New(code, _low(ward), _low(province), province_code)
        for province_key, ward_key, code, ward, province, province_code in database.execute(
            "select provinceKey, wardKey, wardCode, ward, province, provinceCode from admin_units"
        )
    }
    heirs: dict[str, set[str]] = defaultdict(set)
    for province, wards in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, parts in wards.items():
            for part in parts:
                heirs[part].add(f"{province}_{ward}")
    for province, parted in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for part, wards in parted.items():
            heirs[part].update(f"{province}_{ward['newWardKey']}" for ward in wards)
    return old, new, heirs


def corrected(old: dict[str, Old], new: dict[str, New], heirs: dict[str, set[str]]) -> dict[str, set[str]]:
    """The heirs as the resolutions have them. Raises ValueError where a correction finds nothing to correct."""
    keys = {unit: key for key, unit in old.items()}
    right = {key: set(theirs) for key, theirs in heirs.items()}
    for unit, name in _NOT_INTO:
        theirs = right[keys[unit]]
        wrong = {heir for heir in theirs if new[heir].name == name}
        if len(wrong) != 1 or theirs == wrong:
            raise ValueError(f"{unit} does not go into {name} alone or at all; the correction no longer fits")
        theirs -= wrong
    for unit, name in _ALSO_INTO:
        theirs = right[keys[unit]]
        provinces = {new[heir].province for heir in theirs}
        missing = {key for key, heir in new.items() if heir.name == name and heir.province in provinces}
        if len(missing) != 1 or missing <= theirs:
            raise ValueError(f"{unit} goes into {name} already; the correction no longer fits")
        theirs |= missing
    return right


def lines(old: dict[str, Old], new: dict[str, New], heirs: dict[str, set[str]]) -> Iterable[str]:
    """The lines of the file. Raises ValueError where a province has not as many communes as its resolution says, or one has no old ones."""
    into: dict[str, list[str]] = defaultdict(list)
    for part in old:
        for heir in heirs[part]:
            into[heir].append(part)
    by_province: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, unit in new.items():
        by_province[unit.province_code, unit.province].append(key)
    if {province for _, province in by_province} != RESOLUTIONS.keys():
        raise ValueError("other provinces than the resolutions'")
    for (code, province), keys in sorted(by_province.items()):
        number, total = RESOLUTIONS[province]
        if len(keys) != total:
            raise ValueError(f"{province} has {len(keys)} communes, by its resolution {total}")
        yield f"{province}\t{code}\tNghị quyết số {number}/NQ-UBTVQH15"
        for key in sorted(keys, key=lambda key: new[key].code):
            districts: dict[tuple[str, str], list[str]] = defaultdict(list)
            for part in into[key]:
                parted = "một phần " if len(heirs[part]) > 1 else ""
                districts[old[part].province, old[part].district].append(parted + (old[part].name or ""))
            if not districts:
                raise ValueError(f"{new[key].name} has no old communes")
            for (old_province, district), names in sorted(districts.items()):
                yield f"{new[key].code}\t{new[key].name}\t{old_province}\t{district}\t{', '.join(names)}"


if __name__ == "__main__":
    units = read_source(sys.argv[1])
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    print(*lines(*units[:2], corrected(*units)), sep="\n")
