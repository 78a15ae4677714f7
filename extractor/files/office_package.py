"""The ZIP package of an XLSX or DOCX file: always the same bytes for the same parts, and with this program's mark.

The mark stands in the description of the core properties; its digest is over all parts as they are with `UNSEALED` in the mark's place.
Office programs write other parts when they save, so what they saved bears no valid mark.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from extractor.files.marks import Mark, mark_text, parse
from extractor.records import Plan
from extractor.release import NAME

__all__ = ["EPOCH", "UNSEALED", "mark_of_package", "sealed"]

UNSEALED = f"{NAME} mark"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that ZIP can say
_CORE = "docProps/core.xml"
_MOST_UNPACKED = 200_000_000


def sealed(package: bytes, plan: Plan) -> bytes:
    """The package with the mark in the place of `UNSEALED` in its description."""
    with ZipFile(BytesIO(package)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    mark = mark_text(plan, _digest(parts)).encode()
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, data in parts:
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data.replace(UNSEALED.encode(), mark, 1) if name == _CORE else data)
    return target.getvalue()


def mark_of_package(data: bytes, main: str) -> Mark | None:
    """The mark of a package whose parts are those that were written; None for any other file. `main` is the part that tells its kind."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                return None
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except (BadZipFile, LargeZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, zlib.error):
        return None
    core = dict(parts).get(_CORE, b"")
    mark = parse(core.decode(errors="replace"))
    if mark is None or main not in dict(parts):
        return None
    unsealed = [(name, part.replace(mark.written.encode(), UNSEALED.encode(), 1) if name == _CORE else part) for name, part in parts]
    return mark if _digest(unsealed) == mark.digest else None


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, data in sorted(parts):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
