"""Makes a folder of many documents to measure with: `python -m benchmarks.documents FOLDER [--count 500]`.

They are the documents of corpus/dev and corpus/made, then variants of them until there are enough: other bytes, the same text (a comment
behind a PDF's end or in a DOCX archive, an empty line below a text), so that none is another's copy. Every hundredth is cut off in its
middle. The same count gives the same files, in ten folders.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from io import BytesIO
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = (".pdf", ".docx", ".txt", ".md")
FOLDERS = 10
EACH_BROKEN = 100


def originals() -> list[Path]:
    """The documents of the corpus, in order."""
    folders = (ROOT / "corpus" / "dev", ROOT / "corpus" / "made")
    return sorted(path for folder in folders for path in folder.iterdir() if path.suffix in KINDS and path.name != "README.md")


def variant(data: bytes, suffix: str, number: int) -> bytes:
    """Other bytes that say the same. Number 0 is the document itself."""
    if number == 0:
        return data
    if suffix == ".pdf":
        return data + b"\n%% variant %d\n" % number
    if suffix == ".docx":
        changed = BytesIO(data)
        with zipfile.ZipFile(changed, "a") as archive:
            archive.comment = b"variant %d" % number
        return changed.getvalue()
    return data + b"\n" * number


def make(folder: Path, wanted: int) -> None:
    """Writes the documents into the folder, which must not be there."""
    paths = originals()
    made = 0
    for number in count():
        for path in paths:
            if made == wanted:
                return
            made += 1
            place = folder / f"{made % FOLDERS:02d}" / f"{made:04d}-{path.name}"
            place.parent.mkdir(parents=True, exist_ok=True)
            data = variant(path.read_bytes(), path.suffix, number)
            place.write_bytes(data[: len(data) // 2] if made % EACH_BROKEN == 0 else data)


def main() -> int:
    """Makes the folder that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=500)
    arguments = parser.parse_args()
    make(arguments.folder, arguments.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
