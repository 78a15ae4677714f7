"""The plots of the comparison's page, as inline SVG: the flow of tasks between plans, an indicator over the years, the load of a body.

Plain shapes and text with classes that the page's style colours; nothing is loaded, no style stands in an attribute, so that the page's
Content-Security-Policy can forbid both. Each plot has a title that says in words what it shows, for those who do not see it; the numbers
stand in a table beside it. The same comparison gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from extractor.comparing.records import Comparison, Indicator, Kind, Load, PlanPair, Quarter
from extractor.comparing.wording import Words

__all__ = ["flow_plot", "indicator_plot", "load_plot"]

_JOINED: tuple[Kind, ...] = ("kept", "reworded", "split", "merged")
_BAR, _WIDTH, _LEAST_GAP, _HEIGHT, _TOP = 22, 620, 200, 300, 34
_STUB = 84  # as long as the longest label in it


def _svg(width: float, height: float, title: str, shapes: Iterator[str], kind: str) -> str:
    return (
        f'<svg class="{kind}" role="img" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">'
        f"<title>{escape(title)}</title>{''.join(shapes)}</svg>"
    )


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{name}>{escape(text)}</text>'


def flow_plot(comparison: Comparison, words: Words) -> str:
    """Bars of the plans, as high as they have tasks, and between neighbours a band a kind; dropped and new ones end in a stub."""
    most = max((len(plan.tasks) for plan in comparison.plans), default=0) or 1
    scale = _HEIGHT / most
    gap = max(_LEAST_GAP, _WIDTH // (len(comparison.plans) - 1))
    width = len(comparison.plans) * _BAR + (len(comparison.plans) - 1) * gap + 80
    return _svg(width, _TOP + _HEIGHT + 16, words("flow"), _flow_shapes(comparison, words, scale, gap), "flow")


def _flow_shapes(comparison: Comparison, words: Words, scale: float, gap: int) -> Iterator[str]:
    for place, plan in enumerate(comparison.plans):
        x = 40 + place * (_BAR + gap)
        if place + 1 < len(comparison.plans):
            yield from _bands(comparison.pair(place, place + 1), x + _BAR, x + _BAR + gap, words, scale)
        yield f'<rect class="bar" x="{x}" y="{_TOP}" width="{_BAR}" height="{max(len(plan.tasks) * scale, 1):.1f}"/>'
        name = f"{place + 1}" if plan.year is None else f"{place + 1} · {plan.year}"
        yield _text(x + _BAR / 2, 14, name, "name", "middle")
        yield _text(x + _BAR / 2, 28, str(len(plan.tasks)), "count", "middle")


def _bands(pair: PlanPair, left: float, right: float, words: Words, scale: float) -> Iterator[str]:
    at_left = at_right = float(_TOP)
    middle = (left + right) / 2
    for kind in _JOINED:
        found = [alignment for alignment in pair.alignments if alignment.kind == kind]
        old, new = sum(len(one.before) for one in found), sum(len(one.after) for one in found)
        if not old:
            continue
        a, b, c, d = at_left, at_left + old * scale, at_right, at_right + new * scale
        yield (
            f'<path class="{kind}" d="M{left:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {c:.1f} {right:.1f} {c:.1f}'
            f'V{d:.1f}C{middle:.1f} {d:.1f} {middle:.1f} {b:.1f} {left:.1f} {b:.1f}Z"/>'
        )
        count = f"{old}" if old == new else f"{old} → {new}"
        if min(b - a, d - c) >= 10:
            yield _text(middle, (a + b + c + d) / 4 + 4, f"{words.kind(kind)} {count}", "label", "middle")
        at_left, at_right = b, d
    yield from _stub("dropped", pair.count("dropped"), left, at_left, 1, words, scale)
    yield from _stub("new", pair.count("new"), right, at_right, -1, words, scale)


def _stub(kind: Kind, count: int, x: float, y: float, way: int, words: Words, scale: float) -> Iterator[str]:
    """The end of tasks without partner: to the right of the earlier bar, to the left of the later."""
    if count:
        high, tip = count * scale, x + way * _STUB
        yield f'<path class="{kind}" d="M{x:.1f} {y:.1f}L{tip:.1f} {y + high * 0.15:.1f}V{y + high * 0.85:.1f}L{x:.1f} {y + high:.1f}Z"/>'
        yield _text(x + way * 6, y + high / 2 + 4, f"{words.kind(kind)} {count}", "label", "start" if way > 0 else "end")


def indicator_plot(indicator: Indicator, words: Words) -> str:
    """The figures from left to right in the order of years, or of plans where a year is not known; a figure of the end is named."""
    points = list(indicator.points)
    places = [point.year if all(one.year is not None for one in points) else point.plan for point in points]
    width, height, left, top = 250.0, 110.0, 26.0, 24.0
    first, last = min(p or 0 for p in places), max(p or 0 for p in places)
    most, least = max(point.value_max or point.value for point in points), min(0.0, *(point.value for point in points))
    spread = (most - least) or 1.0

    def shapes() -> Iterator[str]:
        yield f'<line class="axis" x1="{left}" y1="{height - 18}" x2="{width - 20}" y2="{height - 18}"/>'
        spots = [
            (
                left + (width - left - 44) * ((place or 0) - first) / ((last - first) or 1),
                height - 22 - (height - top - 28) * (point.value - least) / spread,
            )
            for place, point in zip(places, points, strict=True)
        ]
        yield f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in spots)}"/>'
        named: set[int] = set()
        for (x, y), point, place in zip(spots, points, places, strict=True):
            yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
            yield _text(x, y - 8, words.figure(point, None), "count", "middle")
            if place is not None and place not in named:
                named.add(place)
                yield _text(x, height - 4, str(point.year or point.plan + 1), "name", "middle")

    said = "; ".join(f"{point.year or point.plan + 1}: {words.figure(point, indicator.unit)}" for point in points)
    return _svg(width, height, f"{indicator.name}: {said}", shapes(), "indicator")


def load_plot(loads: Sequence[Load | None], most: int, words: Words, quarters: Sequence[Quarter]) -> str:
    """One bar a plan, as long as the body has tasks there, in parts by quarter."""
    row, width = 16, 240

    def shapes() -> Iterator[str]:
        for place, load in enumerate(loads):
            yield _text(0, place * row + 12, str(place + 1), "name")
            x = 14.0
            for quarter in quarters:
                count = load.quarters[quarter] if load else 0
                if count:
                    part = count * (width - 44) / most
                    yield f'<rect class="{quarter}" x="{x:.1f}" y="{place * row + 2}" width="{part:.1f}" height="{row - 4}"/>'
                    x += part
            yield _text(x + 4, place * row + 12, str(sum(load.quarters.values()) if load else 0), "count")

    said = "; ".join(f"{place + 1}: {_said(load.quarters, words) if load else 0}" for place, load in enumerate(loads))
    return _svg(width, len(loads) * row, said, shapes(), "load")


def _said(quarters: Mapping[Quarter, int], words: Words) -> str:
    return ", ".join(f"{words.quarter(quarter)} {count}" for quarter, count in quarters.items() if count)
