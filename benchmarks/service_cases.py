"""What is sent to the service under load, and the answer that is right for it: made here by the library, or told by the rule it breaks.

Good documents (`corpus/dev`, `tests/traps`), broken and hostile ones made of them, and clients that behave badly.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractor import extract
from extractor.document import ReadingError
from extractor.running.products import Product, made
from extractor.serving.problems import problem_of

__all__ = ["MARK", "Case", "Manner", "cases", "marked"]

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / "corpus" / "dev"
TRAPS = ROOT / "tests" / "traps"
MARK = "MARK-"
_MB = 2**20

Manner = Literal[
    "at once", "slowly", "stalls", "takes its answer late",
    "goes away in the middle", "goes away before the answer", "goes away within the answer",
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A request and its right answer: status, and its bytes (`plan`, or a review page) or the code of a problem. A client that goes away
    gets none."""

    name: str
    data: bytes
    filename: str | None
    status: int
    plan: bytes | None = None
    code: str | None = None
    manner: Manner = "at once"
    query: str = ""
    password: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    form: bool = True


def cases(largest: int, *, scans: bool) -> list[Case]:
    """All but those of `marked`. `largest`: bytes that the service takes. Scans take seconds each."""
    good = [path for path in sorted(DEV.iterdir()) if path.suffix in (".pdf", ".docx", ".txt", ".md")]
    good += [TRAPS / name for name in ("t_merged.docx", "t_noruling.pdf", "t_vni.docx", "two_columns.pdf", "long60.pdf")]
    found = [read(path.name, path.read_bytes(), path.name) for path in good]
    pdf, docx = DEV / "so-ldtbxh-bac-giang-2024.pdf", DEV / "ttg-chi-thi-07-2012.docx"
    found += [read(name, data, filename) for name, filename, data in _hostile(pdf.read_bytes(), docx.read_bytes())]
    found += _options(pdf, docx, largest)
    found += _manners(found[:3])
    found += _pages(pdf)
    if scans:
        scan = TRAPS / "scan_signed_letter.pdf"
        found.append(read(scan.name, scan.read_bytes(), scan.name))
        found += _pages(TRAPS / "long60.pdf")  # 7 MB each
    return found


def _pages(pdf: Path) -> list[Case]:
    """Review pages with pictures, the largest answers; also by clients that do not take them, or not for a while."""
    data = pdf.read_bytes()
    page = made(extract(data, filename=pdf.name), data, Product("review", "vi"))
    manners: tuple[Manner, ...] = ("at once", "takes its answer late", "goes away within the answer")
    query, name = "?as=review&lang=vi", f"review page of {pdf.name}"
    return [Case(f"{name}, {manner}", data, pdf.name, 200, plan=page, manner=manner, query=query) for manner in manners]


def read(name: str, data: bytes, filename: str | None, **asked: Any) -> Case:
    """The case whose right answer is what the library says."""
    password = asked.pop("password", None)
    sent = {key: asked.pop(key) for key in ("query", "form") if key in asked}
    try:
        plan = extract(data, filename=filename, password=password, **asked)
        return Case(name, data, filename, 200, plan=plan.to_json(), password=password, **sent)
    except ReadingError as error:
        problem = problem_of(error)
        return Case(name, data, filename, problem.status, code=problem.code, password=password, **sent)


def marked(rng: random.Random) -> Case:
    """A document of its own: nobody else's words may be in its answer."""
    mark = f"{MARK}{rng.getrandbits(64):016x}"
    text = f"KẾ HOẠCH\nTuyên truyền năm 2024, {mark}\n\nII. NỘI DUNG\n1. Sở Nội vụ tổng hợp {mark} trước ngày 28/02/2024.\n"
    return Case("a document of its own", text.encode(), f"{mark}.txt", 200)


def _hostile(pdf: bytes, docx: bytes) -> list[tuple[str, str, bytes]]:
    return [
        ("PDF cut in half", "a.pdf", pdf[: len(pdf) // 2]),
        ("PDF of nothing", "a.pdf", b"%PDF-1.7\n%%EOF"),
        ("DOCX cut in half", "a.docx", docx[: len(docx) // 2]),
        ("DOCX that unpacks to 300 MB", "bomb.docx", _package(b"<w:t>" + b"a" * (300 * _MB))),
        ("DOCX with entities", "a.docx", _package(b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document/>')),
        ("DOCX with too many tags", "a.docx", _package(b"<w:document>" + b"<a/>" * 700_000 + b"</w:document>")),
        ("HTML with too many tags", "a.html", b"<html><body>" + b"<b>a</b>" * 600_000),
        ("text of 600,000 lines", "a.txt", b"a\n" * 600_000),
        ("nothing", "a.pdf", b""),
        ("a picture", "a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 1000),
        ("an archive", "a.zip", _package(b"", name="a.txt")),
        ("a program", "a.exe", b"MZ" + bytes(range(256)) * 40),
        ("zeros by the name of a PDF", "a.pdf", b"\0" * _MB),
        ("a web page by the name of a PDF", "a.pdf", b"<html><body>404 Not Found</body></html>"),
        ("a name of 2,000 letters", "k" * 2000 + ".txt", b"Ke hoach"),
        ("a name with a path and HTML", "../../etc/<script>alert(1)</script>.md", "KẾ HOẠCH\n\n1. Sở Nội vụ báo cáo.".encode()),
    ]


def _package(document: bytes, name: str = "word/document.xml") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, document)
    return held.getvalue()


def _options(pdf: Path, docx: Path, largest: int) -> list[Case]:
    data, name = pdf.read_bytes(), pdf.name
    form = "multipart/form-data; boundary=a"
    protected = (TRAPS / "protected.docx").read_bytes()
    broken: list[Callable[[], Case]] = [
        lambda: Case("larger than is taken", b"a" * (largest + 1), "a.txt", 413, code="too_large"),
        lambda: Case("much larger than is taken, as it is", b"a" * (largest * 2), "a.txt", 413, code="too_large", form=False),
        lambda: Case("packed", data, name, 415, code="body_not_supported", headers=(("Content-Encoding", "gzip"),)),
        lambda: Case("an option that is none", data, name, 422, code="bad_option", query="?ocr=perhaps&min_confidence=2"),
        lambda: Case("a name of 5,000 letters", data, "k" * 5000, 400, code="bad_form"),
        lambda: Case("another host", data, name, 421, code="host_not_known", headers=(("Host", "plans.example"),)),
        lambda: Case("another web page", data, name, 403, code="foreign_page", headers=(("Origin", "http://plans.example"),)),
        lambda: Case("a form that is none", b"no form", name, 400, code="bad_form", form=False, headers=(("Content-Type", form),)),
    ]
    return [
        *(make() for make in broken),
        read("as it is", data, None, form=False),
        read("the sure tasks only", docx.read_bytes(), docx.name, min_confidence=0.9, query="?min_confidence=0.9"),
        read("with the second reader", docx.read_bytes(), docx.name, second_reader=True, query="?second_reader=true"),
        read("with the password", protected, "protected.docx", password="secret"),
        read("with a wrong password", protected, "protected.docx", password="guess"),
        read("without the password", protected, "protected.docx"),
    ]


def _manners(good: list[Case]) -> list[Case]:
    found = []
    for case in good:
        for manner in ("slowly", "goes away in the middle", "goes away before the answer"):
            found.append(Case(f"{case.name}, {manner}", case.data, case.filename, case.status, case.plan, case.code, manner=manner))
    found.append(Case("stalls", good[0].data, good[0].filename, 408, code="too_late", manner="stalls"))
    return found
