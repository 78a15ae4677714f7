"""Lessons from the bodies of small plans and their annotations."""

from __future__ import annotations

from typing import Any

from extractor.extracting import findings_of
from extractor.training.aligning import align
from extractor.training.lessons import Lesson
from tests.tasks.plans import plan_text


def lesson(name: str, body: str, *tasks: dict[str, Any], sections: tuple[tuple[str, str], ...] = ()) -> Lesson:
    """A plan of 2026 with this body, its annotated tasks, and the headings and roles of its sections."""
    document = plan_text(body)
    gold = {"tasks": list(tasks), "sections": [{"heading": heading, "role": role} for heading, role in sections]}
    found = findings_of(document)
    return Lesson(name, gold, document, found, align(document, found, gold))


def small_corpus() -> list[Lesson]:
    """Six plans of two forms, each with a department of its own."""
    made = []
    for number, name in enumerate(("Y tế", "Nội vụ", "Tài chính", "Tư pháp", "Xây dựng", "Công Thương")):
        first, second = f"1. Sở {name} chủ trì, phối hợp với Công an tỉnh kiểm tra chợ.", f"2. Rà soát hồ sơ đợt {number}."
        body = f"I. MỤC ĐÍCH\n- Nâng cao nhận thức của cán bộ.\nII. NHIỆM VỤ\n{first}\n{second}"
        tasks = ({"text": first, "lead": [f"Sở {name}"], "coordinating": ["Công an tỉnh"]}, {"text": second})
        made.append(lesson(f"plan-{number}", body, *tasks, sections=(("MỤC ĐÍCH", "purpose"), ("NHIỆM VỤ", "content"))))
    return made
