"""A later plan made of an earlier one by edits of known kinds: what annotated pairs are made of.

Hand-written edits of a pair's file come first: `reworded` [[beginning, new text]], `split` [[beginning, [texts]]], `merged`
[[[beginnings], text]], `dropped` [beginning], `new` [[beginning, text]]: one that has the place, lead and time of that task and is another.
With `shares` the other tasks are edited by chance, from a fixed `seed`: kept as they are, reworded (other verbs, clauses left out, put in,
put in another order; the harder, the more of it), split at a clause, merged with the next task of the section, dropped, given to another
body, with another time; strangers of another plan are put in as new ones, and the order of the tasks is shuffled within their sections.
Years move on to `year`; bodies are called as on its first of August. The later plan is a
Markdown document, read by the program like any other, in a layout of its own: a table, or items with labelled lines.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Any, NamedTuple

from extractor.comparing.words import bare_text
from extractor.mentions.agency_succession import agency_on
from extractor.records import Plan, Task
from extractor.structure.issuers import province_of
from extractor.tasks.fingerprints import folded_words

__all__ = ["Edited", "Row", "edited_plan"]

# Words that plans use for one another.
_SYNONYMS = (
    ("tăng cường", "đẩy mạnh"),
    ("đẩy mạnh", "tăng cường"),
    ("tổ chức thực hiện", "triển khai"),
    ("triển khai thực hiện", "tổ chức thực hiện"),
    ("xây dựng", "soạn thảo"),
    ("ban hành", "trình cấp có thẩm quyền ban hành"),
    ("tuyên truyền", "thông tin, phổ biến"),
    ("rà soát", "kiểm tra, rà soát"),
    ("phối hợp với", "cùng với"),
    ("đôn đốc", "nhắc nhở"),
    ("tổng hợp", "tập hợp"),
    ("nâng cao chất lượng", "cải thiện"),
    ("bảo đảm", "đáp ứng"),
    ("thực hiện", "tiến hành"),
    ("tham mưu", "đề xuất"),
    ("hướng dẫn", "chỉ dẫn"),
    ("định kỳ", "hằng kỳ"),
    ("kịp thời", "nhanh chóng"),
    ("Ủy ban nhân dân", "UBND"),
    ("UBND", "Ủy ban nhân dân"),
    ("trên địa bàn tỉnh", "tại địa phương"),
    ("các cơ quan, đơn vị", "các đơn vị"),
)
_ADDED = (
    "theo quy định của pháp luật hiện hành",
    "bảo đảm tiến độ, chất lượng và hiệu quả",
    "gắn với chuyển đổi số",
    "phù hợp với tình hình mới",
    "đồng thời tổ chức sơ kết, rút kinh nghiệm",
    "chú trọng vùng sâu, vùng xa",
    "phát huy vai trò của người đứng đầu",
)
_CLAUSE = re.compile(r"(?<=[,;.])\s+")
_YEAR = re.compile(r"\b(20\d\d)\b(?!/[A-ZĐ])")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


class Row(NamedTuple):
    """A task of the later plan: of which earlier ones it was made (ids), by what kind of edit, and whether its lead was moved."""

    text: str
    origins: tuple[str, ...]
    kind: str
    section: str
    leads: tuple[str, ...]
    deadline: str
    moved: bool = False


class Edited(NamedTuple):
    """The rows of the later plan, and what stands above them."""

    head: str
    layout: str
    rows: tuple[Row, ...]

    def document(self) -> str:
        """The plan as Markdown."""
        sections = list(dict.fromkeys(row.section for row in self.rows))
        lines = (_table if self.layout == "table" else _items)(self.rows, sections)
        return self.head + "\n".join(lines)

    def without(self, texts: Set[str]) -> Edited:
        """Without the rows of these texts and those made of the same tasks."""
        origins = {row.origins for row in self.rows if row.text in texts and row.origins}
        return self._replace(rows=tuple(row for row in self.rows if row.text not in texts and row.origins not in origins))


def edited_plan(plan: Plan, stranger: Plan, said: dict[str, Any]) -> Edited:
    """The later plan. Raises ValueError where a beginning is not that of one task."""
    chance = random.Random(said["seed"])
    rows = list(_Editing(plan, said, chance).rows())
    share = said.get("shares", {}).get("new", 0.0)
    strangers = [task for task in stranger.tasks if 60 < len(task.text) < 900 and task.lead_agencies]
    rows += [_row(task, said["year"], None, "new") for task in chance.sample(strangers, min(len(strangers), round(share * len(rows))))]
    unique: dict[str, Row] = {}
    for row in rows:
        unique.setdefault(row.text, row)
    rows = list(unique.values())
    chance.shuffle(rows)
    sections = list(dict.fromkeys(row.section for row in rows))
    rows.sort(key=lambda row: sections.index(row.section))
    title = _moved_on(plan.metadata.title or "Nhiệm vụ công tác", said["year"])
    issuer = plan.metadata.issuer.name if plan.metadata.issuer else ""
    day = f"{plan.metadata.place or ''}, ngày 15 tháng 8 năm {said['year']}"
    head = "\n\n".join((issuer.upper(), f"Số: 15/KH-{said['year']}", day, "**KẾ HOẠCH**", f"**{title}**", ""))
    return Edited(head, said.get("layout", "table"), tuple(rows))


def _moved_on(text: str, year: int) -> str:
    return _YEAR.sub(lambda found: str(year) if int(found[1]) < year else found[1], text)


def _task_moved_on(task: Task, year: int) -> str:
    """The task's text on one line, years moved on but in what it cites."""
    text, at = bare_text(task)
    cited = [
        (reference.span.start - task.span.start - at, reference.span.end - task.span.start - at) for reference in task.legal_references
    ]

    def moved(found: re.Match[str]) -> str:
        is_cited = any(start <= found.start() < end for start, end in cited)
        return found[1] if is_cited or int(found[1]) > year else str(year)

    return " ".join(_YEAR.sub(moved, text).split())


def _row(
    task: Task, year: int, province: str | None, kind: str, text: str | None = None, origins: tuple[str, ...] = (), section: str = ""
) -> Row:
    leads = []
    for agency in task.lead_agencies:
        now = agency_on(agency.name, f"{year}-08-01", province)
        leads.append(now.name or agency.name)
    deadline = _moved_on(" ".join(task.deadline.text.split()), year) if task.deadline else ""
    clean = " ".join((text if text is not None else _task_moved_on(task, year)).split()).replace("|", "/")
    return Row(clean, origins, kind, section or "Nhiệm vụ khác", tuple(dict.fromkeys(leads)), deadline)


class _Editing:
    def __init__(self, plan: Plan, said: dict[str, Any], chance: random.Random) -> None:
        self._said, self._chance, self._year = said, chance, said["year"]
        self._province = province_of(plan.metadata)
        self._sections = {section.id: " ".join(section.heading.split()) for section in plan.sections}
        counts = Counter(folded_words(bare_text(task)[0]) for task in plan.tasks)
        self._tasks = [
            task for task in plan.tasks if counts[folded_words(bare_text(task)[0])] == 1
        ]  # which of two alike is meant nobody can say
        self._every = tuple(self._tasks)
        self._leads = sorted({agency.name for task in plan.tasks for agency in task.lead_agencies})

    def rows(self) -> Iterator[Row]:
        yield from self._by_hand()
        shares = {kind: share for kind, share in self._said.get("shares", {}).items() if kind != "new"}
        while self._tasks:
            task = self._tasks.pop(0)
            text = _task_moved_on(task, self._year)
            kind = self._chance.choices(list(shares), list(shares.values()))[0] if shares else "kept"
            yield from getattr(self, f"_{kind}")(task, text)

    def _by_hand(self) -> Iterator[Row]:
        for beginning, text in self._said.get("reworded", ()):
            yield self._made(self._take(beginning), "reworded", text)
        for beginning, texts in self._said.get("split", ()):
            task = self._take(beginning)
            yield from (self._made(task, "split", text) for text in texts)
        for beginnings, text in self._said.get("merged", ()):
            tasks = [self._take(beginning) for beginning in beginnings]
            yield self._made(tasks[0], "merged", text, tuple(task.id for task in tasks))
        for beginning in self._said.get("dropped", ()):
            self._take(beginning)
        for beginning, text in self._said.get("new", ()):
            yield self._made(_beginning(self._every, beginning), "new", text)._replace(origins=())

    def _take(self, beginning: str) -> Task:
        found = _beginning(self._tasks, beginning)
        self._tasks.remove(found)
        return found

    def _made(self, task: Task, kind: str, text: str, origins: tuple[str, ...] = ()) -> Row:
        section = self._sections.get(task.section_id or "", "")
        return _row(task, self._year, self._province, kind, text, origins or (task.id,), section)

    def _kept(self, task: Task, text: str) -> Iterator[Row]:
        yield self._made(task, "kept", text)

    def _reworded(self, task: Task, text: str) -> Iterator[Row]:
        changed = self._changed(text, self._chance.choice((1, 2, 2, 3)))
        yield self._made(task, "reworded" if changed != text else "kept", changed)

    def _dropped(self, task: Task, text: str) -> Iterator[Row]:
        yield from ()

    def _lead(self, task: Task, text: str) -> Iterator[Row]:
        row = self._made(task, "kept", text)
        others = [name for name in self._leads if name not in {agency.name for agency in task.lead_agencies}]
        if row.leads and others:
            now = agency_on(other := self._chance.choice(others), f"{self._year}-08-01", self._province)
            if (name := now.name or other) not in row.leads:
                row = row._replace(leads=(name,), moved=True)
        yield row

    def _time(self, task: Task, text: str) -> Iterator[Row]:
        row = self._made(task, "kept", text)
        yield row._replace(
            deadline=self._chance.choice((f"Quý III/{self._year}", f"Trước ngày 30/9/{self._year}", f"Tháng 11/{self._year}"))
        )

    def _split(self, task: Task, text: str) -> Iterator[Row]:
        clauses = _CLAUSE.split(text)
        half = _half(clauses)
        parts = [" ".join(clauses[:half]).rstrip(",;. "), " ".join(clauses[half:]).rstrip(",;. ")]
        if min(len(part.split()) for part in parts) < 9:
            yield from self._reworded(task, text)
            return
        for part in parts:
            yield self._made(task, "split", part[0].upper() + part[1:])

    def _merged(self, task: Task, text: str) -> Iterator[Row]:
        other = next((one for one in self._tasks if one.section_id == task.section_id and len(one.text) < 700), None)
        if other is None or len(text) > 700 or min(len(text.split()), len(other.text.split())) < 9:
            yield from self._reworded(task, text)
            return
        self._tasks.remove(other)
        following = _task_moved_on(other, self._year)
        joined = f"{text.rstrip('.; ')}; {following[0].lower()}{following[1:]}"
        if self._chance.random() < 0.5:
            joined = self._chance.choice((self._synonyms, self._with_clause))(joined)
        yield self._made(task, "merged", joined, (task.id, other.id))

    def _changed(self, text: str, times: int) -> str:
        for _ in range(times):
            text = self._chance.choice((self._synonyms, self._synonyms, self._without_clause, self._with_clause, self._turned))(text)
        return text

    def _synonyms(self, text: str) -> str:
        some = [pair for pair in _SYNONYMS if re.search(_word(pair[0]), text, re.I)]
        for word, other in self._chance.sample(some, min(len(some), 2)):
            if found := re.search(_word(word), text, re.I):
                new = other[0].upper() + other[1:] if found[0][0].isupper() else other
                text = f"{text[: found.start()]}{new}{text[found.end() :]}"
        return text

    def _without_clause(self, text: str) -> str:
        clauses = _CLAUSE.split(text)
        if len(clauses) < 3 or len(text.split()) < 18:
            return text
        at = self._chance.randrange(1, len(clauses))
        kept = clauses[:at] + clauses[at + 1 :]
        return " ".join(kept).rstrip(",; ")

    def _with_clause(self, text: str) -> str:
        return f"{text.rstrip('.; ')}, {self._chance.choice(_ADDED)}"

    def _turned(self, text: str) -> str:
        clauses = text.rstrip(".").split("; ")
        if len(clauses) < 2:
            return text
        self._chance.shuffle(clauses)
        joined = "; ".join(clauses)
        return joined[0].upper() + joined[1:]


def _beginning(tasks: Sequence[Task], beginning: str) -> Task:
    found = [task for task in tasks if bare_text(task)[0].startswith(beginning)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} tasks begin with {beginning!r}")
    return found[0]


def _word(words: str) -> str:
    """Words that are no part of a body's name."""
    return rf"(?<!Sở )(?<!Bộ )(?<!Phòng )(?<!Ban )\b{words}\b"


def _half(clauses: Sequence[str]) -> int:
    """The clause behind which about half of the words stand."""
    lengths = [len(clause.split()) for clause in clauses]
    return min(range(1, max(2, len(clauses))), key=lambda at: abs(sum(lengths[:at]) - sum(lengths[at:])))


def _table(rows: Sequence[Row], sections: Sequence[str]) -> Iterator[str]:
    yield "**PHỤ LỤC NHIỆM VỤ CỤ THỂ**\n"
    yield "| TT | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời gian thực hiện |"
    yield "|---|---|---|---|"
    for number, section in zip(_ROMANS, sections, strict=False):
        yield f"| {number} | {section} | | |"
        for at, row in enumerate((row for row in rows if row.section == section), start=1):
            yield f"| {at} | {row.text} | {'; '.join(row.leads)} | {row.deadline} |"


def _items(rows: Sequence[Row], sections: Sequence[str]) -> Iterator[str]:
    for number, section in zip(_ROMANS, sections, strict=False):
        yield f"**{number}. {section.upper()}**\n"
        for at, row in enumerate((row for row in rows if row.section == section), start=1):
            yield f"{at}. {row.text}\n"
            if row.leads:
                yield f"- Đơn vị chủ trì: {', '.join(row.leads)}.\n"
            if row.deadline:
                yield f"- Thời gian thực hiện: {row.deadline}.\n"
