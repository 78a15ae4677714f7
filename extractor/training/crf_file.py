"""The file of a trained CRF, the same bytes whenever the same was learned.

`underthesea_core` saves a model in CRFsuite's format, its weights in the order of a hash table, which differs from run to run, as do the
last bits of the weights. `canonical` writes it again: weights rounded to a step that is a million times what runs differ by, those that
are nothing left out, attributes and weights in order of their names. What is written is what `underthesea_core.CRFTagger` reads: header,
weights, and both lists of names; the tables by which other readers of the format look names up are left empty.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from msgspec import Struct

__all__ = ["Weights", "canonical", "read_weights"]

STEP = 1 / 16
_HEADER = struct.Struct("<4sI4s8I")  # magic, size, type, version, counts of weights, labels and attributes, and where each part begins
_WEIGHT = struct.Struct("<IIId")  # 0 for an attribute's and 1 for a transition's, from, to, weight
_CHUNK, _NAMES, _TABLES, _ENTRY = struct.Struct("<4sII"), struct.Struct("<4s5I"), 256 * 8, struct.Struct("<II")
_BYTE_ORDER = 0x62445371
_VERSION = 100


class Weights(Struct, frozen=True):
    """What a CRF has learned: its labels in their order, the weight of each attribute for a label, and of each label behind another."""

    labels: tuple[str, ...]
    attributes: dict[tuple[str, str], float]
    transitions: dict[tuple[str, str], float]


def read_weights(data: bytes) -> Weights:
    """The weights in a file as `underthesea_core.CRFModel.save` writes it. Raises ValueError for other data."""
    magic, _, _, version, count, label_count, attribute_count, weights_at, labels_at, attributes_at, _ = _HEADER.unpack_from(data)
    if magic != b"lCRF" or version != _VERSION:
        raise ValueError(f"no CRF model: {magic!r}, version {version}")
    labels, names = _read_names(data, labels_at, label_count), _read_names(data, attributes_at, attribute_count)
    attributes: dict[tuple[str, str], float] = {}
    transitions: dict[tuple[str, str], float] = {}
    first = weights_at + _CHUNK.size
    for kind, source, target, weight in _WEIGHT.iter_unpack(data[first : first + count * _WEIGHT.size]):
        if kind == 0:
            attributes[names[source], labels[target]] = weight
        else:
            transitions[labels[source], labels[target]] = weight
    return Weights(labels, attributes, transitions)


def _read_names(data: bytes, at: int, count: int) -> tuple[str, ...]:
    listed = at + _NAMES.unpack_from(data, at)[5]
    names = []
    for (offset,) in struct.iter_unpack("<I", data[listed : listed + 4 * count]):
        _, length = _ENTRY.unpack_from(data, at + offset)
        start = at + offset + _ENTRY.size
        names.append(data[start : start + length - 1].decode())
    return tuple(names)


def canonical(weights: Weights) -> bytes:
    """The file of the weights, rounded."""
    labels = sorted(weights.labels)
    kept = {key: rounded for key, weight in weights.attributes.items() if (rounded := _rounded(weight))}
    names = sorted({name for name, _ in kept})
    of_label, of_name = ({name: index for index, name in enumerate(every)} for every in (labels, names))
    rows = [(0, of_name[name], of_label[label], weight) for (name, label), weight in sorted(kept.items())]
    rows += [(1, of_label[before], of_label[label], _rounded(weight)) for (before, label), weight in sorted(weights.transitions.items())]
    body = b"".join(_WEIGHT.pack(*row) for row in rows)
    chunk = _CHUNK.pack(b"FEAT", _CHUNK.size + len(body), len(rows)) + body
    listed, named = _names_part(labels), _names_part(names)
    labels_at = _HEADER.size + len(chunk)
    names_at = labels_at + len(listed)
    end = names_at + len(named)
    header = _HEADER.pack(
        b"lCRF", end, b"FOMC", _VERSION, len(rows), len(labels), len(names), _HEADER.size, labels_at, names_at, end
    )
    return header + chunk + listed + named


def _rounded(weight: float) -> float:
    return round(weight / STEP) * STEP


def _names_part(names: Sequence[str]) -> bytes:
    entries: list[bytes] = []
    offsets: list[int] = []
    at = _NAMES.size + _TABLES
    for number, name in enumerate(names):
        key = name.encode() + b"\0"
        offsets.append(at)
        entries.append(_ENTRY.pack(number, len(key)) + key)
        at += len(entries[-1])
    return b"".join(_all_of(entries, offsets, at))


def _all_of(entries: Sequence[bytes], offsets: Sequence[int], listed: int) -> Iterable[bytes]:
    yield _NAMES.pack(b"CQDB", listed + 4 * len(offsets), 0, _BYTE_ORDER, len(offsets), listed)
    yield bytes(_TABLES)
    yield from entries
    yield struct.pack(f"<{len(offsets)}I", *offsets)
