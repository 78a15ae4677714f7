"""Plans of any texts, for tests of exports: each text becomes a mention that stands where its span says."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from extractor.records import (
    AgencyMention,
    Deadline,
    Generator,
    Issuer,
    Kind,
    LegalReference,
    Metadata,
    Output,
    PageRecord,
    Person,
    Plan,
    PlanWarning,
    SourceRecord,
    Span,
    Target,
    Task,
)
from extractor.release import NAME, VERSION

# All but halves of characters, which no plan holds.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", " =1", '="a";"b"', "a|b", "*a*", "<b>&amp;", "_x0041_", "a\nb", "\\|", "1. x", "# x", "]]>", "👍" * 3]
)  # fmt: skip


class Building:
    """A plan's text being put together."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, text: str) -> dict[str, Any]:
        start = len(self.text)
        self.text += text + "\n"
        return {"text": text, "span": Span(start, start + len(text))}


def task_of(building: Building, order: int, text: str, **texts: Any) -> Task:
    """A task with texts for its fields; `deadline` is a Deadline's values beside its text."""
    deadline = texts.get("deadline")
    mention = building.put
    return Task(
        **mention(text), id=f"t{order:03}", fingerprint=f"{order:016x}", number=texts.get("number"), section_id=None, parent_id=None,
        origin="table_row", title=texts.get("title"), confidence=texts.get("confidence", 0.9),
        lead_agencies=tuple(AgencyMention(**mention(name), name=name, found_in="cell") for name in texts.get("leads", ())),
        coordinating_agencies=tuple(AgencyMention(**mention(name), name=name, found_in="cell") for name in texts.get("coordinators", ())),
        persons=tuple(Person(**mention(name), name=name, role="in_charge") for name in texts.get("persons", ())),
        deadline=deadline and Deadline(**{"kind": "by", "resolved": True, **deadline, **mention(deadline["text"])}),
        outputs=tuple(Output(**mention(name)) for name in texts.get("outputs", ())),
        targets=tuple(Target(**mention(name), comparator="=", value=1.0) for name in texts.get("targets", ())),
        legal_references=tuple(LegalReference(**mention(name)) for name in texts.get("legal_basis", ())),
    )  # fmt: skip


def plan_of(*tasks: dict[str, Any], title: str = "Cải cách hành chính", filename: str = "a.pdf", **metadata: Any) -> Plan:
    """A plan of a PDF of one page with these tasks: `text` and the texts of their fields."""
    building = Building()
    made = tuple(task_of(building, order, **task) for order, task in enumerate(tasks, 1))
    known = {"kind": Kind(code="KH", name="Kế hoạch"), "issuer": Issuer(text="UBND", name="Ủy ban nhân dân tỉnh Bắc Giang"), "number": "14/KH-UBND"}
    text = building.text
    return Plan(
        schema_version="1.0",
        generator=Generator(name=NAME, version=VERSION, models={}),
        source=SourceRecord(
            filename=filename, media_type="application/pdf", sha256="0" * 64, size_bytes=1, pages=1, text_origin="digital", ocr_confidence=None
        ),
        metadata=Metadata(**{**known, "date_issued": "2024-02-05", "title": title, **metadata}),
        text=text, pages=(PageRecord(number=1, width=595.0, height=842.0, start=0, end=len(text)),), sections=(), tasks=made,
        legal_references=(), agencies=(), targets=(), deadlines=(), warnings=(PlanWarning(code="columns_guessed", message="?", page=1),),
    )  # fmt: skip


def changed(plan: Plan, **fields: Any) -> Plan:
    return msgspec.structs.replace(plan, **fields)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans with any text in any field of up to three tasks."""
    several = st.lists(TEXTS, max_size=2)
    tasks = st.fixed_dictionaries(
        {"text": TEXTS},
        optional={
            "leads": several, "coordinators": several, "persons": several, "outputs": several, "targets": several, "legal_basis": several,
            "deadline": st.fixed_dictionaries({"text": TEXTS}, optional={"end": st.dates().map(str)}), "number": TEXTS, "title": TEXTS,
        },
    )  # fmt: skip
    return plan_of(*draw(st.lists(tasks, min_size=1, max_size=3)), title=draw(TEXTS), filename=draw(TEXTS), number=draw(TEXTS))
