"""Draws rows of numbers with Matplotlib: PNG and SVG, the same bytes for the same rows.

Texts are shown as they are, never read as formulas.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from extractor.collecting.engine import load_module
from extractor.release import NAME
from extractor.terminal.plain_text import plain

__all__ = ["draw"]

_STYLE = {"svg.hashsalt": NAME, "svg.fonttype": "path", "font.family": "DejaVu Sans", "text.parse_math": False, "axes.spines.top": False,
          "axes.spines.right": False, "axes.titlesize": 12, "font.size": 9}  # fmt: skip
_COLOURS = ("#1b6ca8", "#e07a1f", "#3a923a", "#b03060", "#6a51a3", "#8c6d31", "#17a2a2", "#666666")  # told apart in grey too
_WIDTH, _LONGEST_LABEL = 9.0, 60
_MOST_TICKS = 30

Rows = Sequence[Sequence[Any]]


def draw(shape: str, title: str, axes: Sequence[str], rows: Rows) -> Mapping[str, bytes]:
    """"png" and "svg" to the picture. `shape` and rows: `extractor.collecting.figures.Figure`; `axes` are the columns' names for people."""
    matplotlib = load_module("matplotlib")
    with matplotlib.rc_context(_STYLE):
        figure = load_module("matplotlib.figure").Figure(figsize=(_WIDTH, _height(shape, rows)), layout="constrained")
        place = figure.add_subplot()
        _SHAPES[shape](place, axes, rows)
        place.set_title(title, loc="left")
        return {ending: _saved(figure, ending) for ending in ("png", "svg")}


def _saved(figure: Any, ending: str) -> bytes:
    target = io.BytesIO()
    metadata = {"Software": NAME} if ending == "png" else {"Date": None, "Creator": NAME}
    figure.savefig(target, format=ending, dpi=150, metadata=metadata)
    return target.getvalue()


def _height(shape: str, rows: Rows) -> float:
    if shape == "bars":
        return 1.6 + 0.32 * len(rows)
    return 1.8 + 0.35 * len({row[0] for row in rows}) if shape == "grid" else 4.6


def _label(value: object) -> str:
    text = plain(str(value))
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def _columns(place: Any, axes: Sequence[str], rows: Rows) -> None:
    _side_by_side(rows, lambda at, numbers, width, **style: place.bar(at, numbers, width, **style), axes)
    _name_ticks(place, [_label(row[0]) for row in rows])
    place.set_xlabel(axes[0])
    _legend(place, axes[1:], place.set_ylabel)


def _bars(place: Any, axes: Sequence[str], rows: Rows) -> None:
    _side_by_side(rows, lambda at, numbers, width, **style: place.barh(at, numbers, width, **style), axes)
    place.set_yticks(range(len(rows)), [_label(row[0]) for row in rows])
    place.invert_yaxis()
    _legend(place, axes[1:], place.set_xlabel)


def _side_by_side(rows: Rows, bar: Callable[..., Any], axes: Sequence[str]) -> None:
    series = len(axes) - 1
    width = 0.8 / series
    for one in range(series):
        at = [place + (one - (series - 1) / 2) * width for place in range(len(rows))]
        bar(at, [row[one + 1] for row in rows], width, color=_COLOURS[one], label=axes[one + 1])


def _legend(place: Any, names: Sequence[str], name_axis: Callable[[str], Any]) -> None:
    if len(names) > 1:
        place.legend(frameon=False)
    else:
        name_axis(names[0])


def _name_ticks(place: Any, names: Sequence[str]) -> None:
    step = -(-len(names) // _MOST_TICKS)
    shown = range(0, len(names), step)
    place.set_xticks(shown, [names[at] for at in shown], rotation=45 if len(names) > 8 else 0, ha="right" if len(names) > 8 else "center")


def _lines(place: Any, axes: Sequence[str], rows: Rows) -> None:
    for number, name in enumerate(dict.fromkeys(row[0] for row in rows)):
        points = [(row[1], row[2]) for row in rows if row[0] == name]
        place.plot(*zip(*points, strict=True), marker="o", color=_COLOURS[number % len(_COLOURS)], label=_label(name))
    place.set_xticks(sorted({row[1] for row in rows}))
    place.set_xlabel(axes[1])
    place.set_ylabel(axes[2])
    place.legend(frameon=False, loc="upper left", bbox_to_anchor=(0, -0.15))


def _grid(place: Any, axes: Sequence[str], rows: Rows) -> None:
    names, columns = list(dict.fromkeys(row[0] for row in rows)), sorted({row[1] for row in rows})
    numbers = [[0] * len(columns) for _ in names]
    for name, column, number, *_ in rows:
        numbers[names.index(name)][columns.index(column)] = number
    highest = max(max(line) for line in numbers) or 1
    place.imshow(numbers, aspect="auto", cmap="Blues", vmin=0)
    for at, line in enumerate(numbers):
        for column, number in enumerate(line):
            if number and len(columns) <= _MOST_TICKS:
                place.text(column, at, number, ha="center", va="center", color="white" if number > highest / 2 else "black")
    place.set_yticks(range(len(names)), [_label(name) for name in names])
    _name_ticks(place, [_label(column) for column in columns])
    place.set_xlabel(f"{axes[1]} ({axes[2]})")


_SHAPES: Mapping[str, Callable[[Any, Sequence[str], Rows], None]] = {"columns": _columns, "bars": _bars, "lines": _lines, "grid": _grid}
