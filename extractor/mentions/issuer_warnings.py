"""Warns where the issuer, or who is above it, had ended by the day of issue: a date misread or misprinted, or an old letterhead.

Only what `agency_succession` is certain of counts, not the months in which provinces carried a change out, and only
a whole date. It promises to change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractor.document import ReadingWarning
from extractor.mentions.agency_succession import agency_on
from extractor.records import Metadata

__all__ = ["issuer_warnings"]


def issuer_warnings(metadata: Metadata, province: str | None) -> Iterator[ReadingWarning]:
    """One warning an issuer that was no more on the day of issue, with day and legal ground of its end; `province` without "tỉnh"."""
    day = metadata.date_issued
    if day is None or not _is_whole(day):
        return
    for issuer in (metadata.issuer, metadata.superior_issuer):
        standing = agency_on(issuer.name, day, province) if issuer else None
        if issuer and standing and standing.since and standing.ground and standing.settled:
            details = {"agency": issuer.name, "since": _printed(standing.since), "ground": standing.ground, "date": _printed(day)}
            yield ReadingWarning("issuer_ended", details)


def _is_whole(day: str) -> bool:
    """Whether neither month nor day is missing, and the calendar has the day."""
    try:
        return str(date.fromisoformat(day)) == day
    except ValueError:
        return False


def _printed(day: str) -> str:
    return "/".join(reversed(day.split("-")))
