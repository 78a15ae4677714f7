"""Broken files: documents with bits flipped, pieces cut out, doubled or moved are read or refused with a clear error, in bounded time.

CI runs a few; `MUTATIONS=2000 python -m pytest tests/test_mutations.py` runs many. The seed is the case's number: a failure names it.
"""

import os
import time
from pathlib import Path
from random import Random

import pytest

from extractor import extract, load
from extractor.document import ReadingError
from extractor.messages import message
from extractor.records import Plan

MUTATIONS = int(os.environ.get("MUTATIONS", "48"))
SECONDS = 20.0
TRAPS = Path(__file__).parent / "traps"
NAMES = ("bac-giang-2019.pdf", "so-ldtbxh-bac-giang-2024.docx", "quang-ngai-tb565-2024.pdf", "so-ldtbxh-2024-md.md", "ttg-chi-thi-15-2025.docx", "bo-nnmt-nd180-2026.txt",
         "t_noruling.pdf")


def mutated(data: bytes, random: Random) -> bytes:
    """The data with one to eight mutations: flipped bits, a cut, a doubled or a moved stretch, a new byte, an early end."""
    out = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at, length = random.randrange(len(out)), random.randint(1, 400)
        kind = random.randrange(6)
        if kind == 0:
            for _ in range(random.randint(1, 16)):
                out[random.randrange(len(out))] ^= 1 << random.randrange(8)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length]
        elif kind == 3:
            piece = out[at : at + length]
            del out[at : at + length]
            place = random.randrange(len(out) + 1)
            out[place:place] = piece
        elif kind == 4:
            out[at] = random.randrange(256)
        elif random.random() < 0.3:
            del out[at:]
        if not out:
            return b"\0"
    return bytes(out)


def extracted(data: bytes, name: str) -> tuple[Plan | None, ReadingError | None]:
    """The plan, or the error with which the file is refused; anything else that is raised is a failure."""
    try:
        return extract(data, filename=name, ocr="never"), None
    except ReadingError as error:
        return None, error


@pytest.mark.parametrize("seed", range(MUTATIONS))
def test_a_broken_file_is_read_or_refused(seed: int, corpus: Path) -> None:
    random = Random(seed)
    name = NAMES[seed % len(NAMES)]
    folder = TRAPS if name.startswith("t_") else corpus
    data = mutated((folder / name).read_bytes(), random)
    started = time.process_time()
    plan, refusal = extracted(data, name)
    if plan:
        assert load(plan.to_json()) == plan
    if refusal:
        assert message(refusal.code, refusal.details, "vi")
        assert message(refusal.code, refusal.details, "en")
    assert time.process_time() - started < SECONDS
