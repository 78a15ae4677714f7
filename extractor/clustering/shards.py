"""The tasks of all results of a run as Parquet files beside them, a few hundred documents in each, and what each file is of.

`shards/part-00000.parquet` has the columns of `exporting.parquet_file`, the documents in the order of their results' names;
`shards/_part-00000.json`, the manifest (readers of Parquet folders pass over names with "_"), the results that it is made of with their
SHA-256, and its own. A shard whose manifest says that it is of these results as they are is not made again. The same results give the
same bytes with the same version of pyarrow, whoever made them, in whatever order. Shards that an earlier run of more documents left are
removed.
"""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import msgspec
from msgspec import Struct

from extractor.digests import sha256
from extractor.files.destinations import Refused
from extractor.records import Plan, PlanError, decode, decode_written
from extractor.release import NAME, VERSION
from extractor.running.places import Place

__all__ = ["SHARD_DOCUMENTS", "SHARD_FOLDER", "Shard", "make_shard", "remove_from"]

SHARD_DOCUMENTS = 250
SHARD_FOLDER = "shards"
MANIFEST_VERSION = "1.0"


class Shard(Struct, frozen=True):
    """The number of a shard from 0, and the results of its documents, of those that have one, in order: the name of each, and its SHA-256
    where it is as it was written."""

    number: int
    results: tuple[tuple[str, str | None], ...]

    def __repr__(self) -> str:
        return f"Shard({self.number})"


class _Named(Struct):
    name: str


class _Part(Struct, frozen=True):
    result: str
    sha256: str
    tasks: int


class _Manifest(Struct):
    """What a manifest tells; `sha256`: of the shard."""

    manifest_version: str
    generator: _Named
    sha256: str
    documents: list[_Part]


def make_shard(place: Place, shard: Shard, force: bool) -> None:
    """Writes the shard and its manifest, where they do not stand already. Raises Refused where what stands there is not ours, OSError."""
    from extractor.exporting.parquet_file import file_of, table_of

    made, told = _names(shard.number)
    standing, before = place.standing(made), _manifest(place, told)
    if standing is not None and before is None and not force:
        raise Refused("not_ours", Path(place.shown(made)))
    documents = [
        (result, digest, plan)
        for result, written in shard.results
        if (data := place.standing(result)) and (plan := _plan(data, digest := sha256(data), written))
    ]
    parts = [_Part(_printable(result), digest, len(plan.tasks)) for result, digest, plan in documents]
    stands = before is not None and standing is not None and before.sha256 == sha256(standing)
    if before is not None and stands and before.documents == parts:
        return
    data = file_of(table_of(plan for _, _, plan in documents))
    manifest = {
        "manifest_version": MANIFEST_VERSION,
        "generator": {"name": NAME, "version": VERSION},
        "shard": made.rpartition("/")[2],
        "sha256": sha256(data),
        "tasks": sum(part.tasks for part in parts),
        "documents": [{"result": part.result, "sha256": part.sha256, "tasks": part.tasks} for part in parts],
    }
    # The manifest first: ended between the two, it tells of another file than stands there, and the next run makes it again.
    place.write(told, json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n")
    place.write(made, data)


def remove_from(place: Place, number: int) -> None:
    """Removes the shards from this number on that this program made. Raises OSError."""
    for behind in count(number):
        made, told = _names(behind)
        if _manifest(place, told) is None:
            return
        place.remove(made)
        place.remove(told)


def _names(number: int) -> tuple[str, str]:
    return f"{SHARD_FOLDER}/part-{number:05d}.parquet", f"{SHARD_FOLDER}/_part-{number:05d}.json"


def _manifest(place: Place, name: str) -> _Manifest | None:
    """The manifest of that name; None where there is none of ours."""
    data = place.standing(name)
    try:
        manifest = msgspec.json.decode(data, type=_Manifest) if data is not None else None
    except msgspec.MsgspecError:
        return None
    return manifest if manifest is not None and manifest.generator.name == NAME else None


def _plan(data: bytes, digest: str, written: str | None) -> Plan | None:
    """The plan of a result; None where somebody put something else there meanwhile."""
    try:
        return decode_written(data) if digest == written else decode(data)
    except PlanError:
        return None


def _printable(name: str) -> str:
    """The name in UTF-8: bytes that are none as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()
