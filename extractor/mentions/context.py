"""What a recogniser may know of the document around the text it reads. Filled from the letterhead and the outline; all of it optional."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from extractor.month_lengths import last_day
from extractor.naming import is_city, places_in

_DISTRICTS = ("huyện", "quận", "thị xã", "thành phố")


class Context(Struct, frozen=True):
    """`issuer` and `province` are full names ("Sở Nội vụ tỉnh Bắc Giang", "Bắc Giang"); `province` without "tỉnh" or "thành phố".

    `abbreviations` maps a short form as the document writes it to its long form. `years` are (offset, year) marks in order of offset:
    from an offset on (a section heading, a table caption), a date without a year means that year. `period` is EDTF.
    `periods` are the times that the document names and dates itself ("học kỳ i"), first and last day.
    """

    kind_code: str | None = None
    kind_name: str | None = None
    own_number: str | None = None
    issuer: str | None = None
    superior: str | None = None
    province: str | None = None
    date_issued: str | None = None
    period: tuple[str | None, str | None] = (None, None)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    years: tuple[tuple[int, int], ...] = ()
    periods: Mapping[str, tuple[date, date]] = field(default_factory=dict)

    @property
    def places(self) -> Mapping[str, str]:
        """The places of the issuers by level ("xã": "Tân Hưng"), which complete "UBND xã"."""
        return places_in(self.issuer, self.superior)

    @property
    def district(self) -> str | None:
        """The district of the issuers ("huyện Lạng Giang"), which tells where the communes lie that are named without theirs."""
        levels = (level for level in _DISTRICTS if level in self.places and not is_city(self.places[level]))
        return next((f"{level} {self.places[level]}" for level in levels), None)

    @property
    def issued_day(self) -> date | None:
        """The day of issue, where it is known to the day."""
        issued = self.date_issued or ""
        return date.fromisoformat(issued) if len(issued) == len("2026-02-05") else None

    @property
    def period_year(self) -> int | None:
        """The year of a plan of one year, else None."""
        first, last = self.period
        return int(first[:4]) if first and last and first[:4] == last[:4] else None

    @property
    def period_days(self) -> tuple[date | None, date | None]:
        """First and last day of the plan's period, as far as it states them."""
        first, last = (tuple(map(int, bound.split("-"))) if bound else None for bound in self.period)
        begun = date(*(*first, 1, 1)[:3]) if first else None
        if last and len(last) < 3:
            last = last if len(last) == 2 else (*last, 12)
            last = (*last, last_day(*last))
        return begun, date(*last) if last else None

    def year_at(self, offset: int) -> int | None:
        """The year a date without one means at this offset, or None where the document gives none."""
        at = bisect_right(self.years, offset, key=lambda mark: mark[0]) - 1
        return self.years[at][1] if at >= 0 else None
