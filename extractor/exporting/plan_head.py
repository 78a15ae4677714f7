"""What an exported file says of the plan at its head: title, number, day, issuer. What is not known is told as unknown, or left as "…"."""

from __future__ import annotations

from extractor.day_wording import date_for_people
from extractor.exporting.deadline_wording import in_full
from extractor.exporting.export_words import word
from extractor.exporting.task_rows import held
from extractor.messages import Language
from extractor.records import Plan

__all__ = ["attached_to", "facts", "named"]


def named(plan: Plan, language: Language) -> str:
    """The plan's kind and title on one line: "Kế hoạch Cải cách hành chính năm 2024"."""
    kind = plan.metadata.kind.name if plan.metadata.kind else ""
    return " ".join(held(f"{kind} {plan.metadata.title or ''}").split()) or word("text", "unknown", language)


def facts(plan: Plan, language: Language) -> tuple[str, ...]:
    """Number, day of issue and issuer, a text each."""
    unknown = word("text", "unknown", language)
    data = plan.metadata
    return (
        word("text", "number", language, number=_line(data.number) or unknown),
        word("text", "date", language, date=date_for_people(data.date_issued) if data.date_issued else unknown),
        word("text", "issuer", language, issuer=_line(data.issuer.name if data.issuer else None) or unknown),
    )


def attached_to(plan: Plan) -> str:
    """The line below an appendix's name after Nghị định 30/2020/NĐ-CP, Phụ lục III, form 2.1: "(Kèm theo Kế hoạch số … ngày … của …)"."""
    data = plan.metadata
    kind = _line(data.kind.name if data.kind else None) or "Văn bản"
    issuer = _line(data.issuer.name if data.issuer else None) or "…"
    return f"(Kèm theo {kind} số {_line(data.number) or '…'} {in_full(data.date_issued)} của {issuer})"


def _line(text: str | None) -> str:
    return " ".join(held(text or "").split())
