"""A comparison as one HTML file to read: summary, flow, tasks side by side, targets over the plans, load of each body, documents cited.

It holds all that it needs and loads nothing: a Content-Security-Policy forbids everything but its own style, whose hash stands there; it
has no script. Every text of a document is escaped. Every plot has its numbers in a table beside it. Between each plan and the next the
tasks stand side by side; of all other pairs the counts are told. The same comparison and language give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as escaped
from pathlib import Path

from extractor.comparing.loads import QUARTERS
from extractor.comparing.plots import flow_plot, indicator_plot, load_plot
from extractor.comparing.records import Alignment, ComparedTask, Comparison, Kind, Link, Load, PlanPair, Value
from extractor.comparing.returning import Returning
from extractor.comparing.table import KINDS
from extractor.comparing.wording import Words, number_text
from extractor.digests import sha256_source
from extractor.messages import Language
from extractor.release import NAME, VERSION

__all__ = ["MARK", "comparison_page"]

MARK = f'<meta name="generator" content="{NAME} {VERSION}">\n<meta name="kind" content="comparison">'
_MOST_YEARS = 6
_MOST_BODIES = 40
_MOST_DOCUMENTS = 60


def escape(text: str) -> str:
    """The text for HTML; control characters, which HTML has not, as blanks."""
    return escaped("".join(" " if character < " " and character not in "\n\t" else character for character in text))


def comparison_page(comparison: Comparison, language: Language) -> bytes:
    """The page as UTF-8."""
    words = Words(language)
    style = (Path(__file__).parent / "page.css").read_text("utf-8")
    policy = f"default-src 'none'; style-src {sha256_source(style.encode())}; base-uri 'none'; form-action 'none'"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n{MARK}\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(_title(comparison, words))}</title>\n',
        f"<style>{style}</style>\n</head>\n<body>\n",
        *_body(comparison, words),
        f"<footer>{escape(words('made_by', generator=f'{NAME} {VERSION}'))}</footer>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode()


def _title(comparison: Comparison, words: Words) -> str:
    """With the years of the plans, each once; of many only the first and the last."""
    known = [plan.year for plan in comparison.plans if plan.year is not None]
    if len(known) < len(comparison.plans):
        return words("title")
    years = list(dict.fromkeys(known))
    shown = years if len(years) <= _MOST_YEARS else [min(years), max(years)]
    return f"{words('title')}: {' – '.join(map(str, shown))}"


def _body(comparison: Comparison, words: Words) -> Iterator[str]:
    yield f"<header><h1>{escape(_title(comparison, words))}</h1></header>\n<main>\n"
    yield from _plans(comparison, words)
    yield from _summary(comparison, words)
    yield f'<section id="flow"><h2>{escape(words("flow"))}</h2><p class="note">{escape(words("flow_note"))}</p>'
    yield f'<div class="wide">{flow_plot(comparison, words)}</div></section>\n'
    yield f'<section id="reading"><h2>{escape(words("reading"))}</h2><p class="note">{escape(words("reading_note"))}</p>'
    returning = Returning(comparison)
    for pair in comparison.pairs:
        if pair.after == pair.before + 1:
            yield from _reading(comparison, pair, returning, words)
    yield "</section>\n"
    yield from _indicators(comparison, words)
    yield from _loads(comparison, words)
    yield from _citations(comparison, words)
    yield "</main>\n"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]], kind: str = "") -> Iterator[str]:
    """A table of cells that are HTML already; the first cell of a row names it."""
    yield f'<table class="{kind}"><thead><tr>{"".join(f"<th scope=col>{cell}</th>" for cell in head)}</tr></thead><tbody>'
    for name, *cells in rows:
        yield f"<tr><th scope=row>{name}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    yield "</tbody></table>"


def _plans(comparison: Comparison, words: Words) -> Iterator[str]:
    yield f'<section id="plans"><h2>{escape(words("plans"))}</h2><div class="wide">'
    head = ["", *(escape(words(name)) for name in ("plan", "issuer", "date", "file", "task_count"))]
    rows = (
        [
            str(number), f"{escape(words.plan(plan))}", escape(plan.issuer or ""),
            escape("/".join(reversed((plan.date_issued or "").split("-")))), escape(plan.filename or "-"), str(len(plan.tasks)),
        ]
        for number, plan in enumerate(comparison.plans, start=1)
    )  # fmt: skip
    yield from _table(head, rows)
    yield "</div>"
    yield from (f'<p class="warning">{escape(warning)}</p>' for warning in words.warnings(comparison.warnings))
    yield "</section>\n"


def _summary(comparison: Comparison, words: Words) -> Iterator[str]:
    yield f'<section id="summary"><h2>{escape(words("summary"))}</h2><div class="wide">'
    near = [pair for pair in comparison.pairs if pair.after == pair.before + 1]
    far = [pair for pair in comparison.pairs if pair.after != pair.before + 1]
    yield from _table(_count_head(words), (_counts(pair, words) for pair in near), "counts")
    if far:
        yield f"<h3>{escape(words('other_pairs'))}</h3>"
        yield from _table(_count_head(words), (_counts(pair, words) for pair in far), "counts")
    yield "</div></section>\n"


def _count_head(words: Words) -> list[str]:
    return ["", *(f'<span class="badge {kind}">{escape(words.kind(kind))}</span>' for kind in KINDS), escape(words("moved"))]


def _counts(pair: PlanPair, words: Words) -> list[str]:
    name = escape(words("pair", before=pair.before + 1, after=pair.after + 1))
    return [name, *(str(pair.count(kind)) for kind in KINDS), str(sum(alignment.moved for alignment in pair.alignments))]


def _reading(comparison: Comparison, pair: PlanPair, returning: Returning, words: Words) -> Iterator[str]:
    sides = tuple({task.id: task for task in comparison.plans[place].tasks} for place in (pair.before, pair.after))
    yield f"<h3>{escape(words('pair', before=pair.before + 1, after=pair.after + 1))}</h3>"
    for kind in KINDS:
        found = [alignment for alignment in pair.alignments if alignment.kind == kind]
        if not found:
            continue
        opened = " open" if kind in ("reworded", "merged", "split") or len(found) <= 12 else ""
        yield f'<details class="kind"{opened}><summary><span class="badge {kind}">{escape(words.kind(kind))}</span> {len(found)}</summary>'
        yield f'<div class="heads" aria-hidden="true"><span>{escape(words("before"))}</span><span>{escape(words("after"))}</span></div>'
        for alignment in found:
            yield from _alignment(alignment, kind, sides, words.elsewhere(kind, returning.found(pair, alignment)), words)
        yield "</details>"


def _alignment(
    alignment: Alignment, kind: Kind, sides: Sequence[dict[str, ComparedTask]], elsewhere: str | None, words: Words
) -> Iterator[str]:
    yield f'<article class="{kind}"><div class="side">'
    for task_id in alignment.before:
        yield from _task(sides[0][task_id], [link for link in alignment.links if link.before == task_id], "removed", words)
    yield '</div><div class="side">'
    for task_id in alignment.after:
        yield from _task(sides[1][task_id], [link for link in alignment.links if link.after == task_id], "added", words)
    yield "</div>"
    if elsewhere:
        yield f'<div class="told">{escape(elsewhere)}</div>'
    if alignment.changes or alignment.links:
        yield '<div class="told">'
        if alignment.changes:
            yield "<ul>"
            for change in alignment.changes:
                moved = ' class="moved"' if change.is_move else ""
                before, after = (_values(side, words) for side in (change.before, change.after))
                yield (f"<li{moved}><b>{escape(words.field(change.field))}:</b> {before} → {after}{escape(words.reason(change))}</li>")
            yield "</ul>"
        for link in alignment.links:
            parts = "; ".join(f"{escape(name)} {value}" for name, value in words.likeness(link.likeness))
            score = escape(words("likeness", score=number_text(round(link.likeness.score, 2), words.language)))
            yield f'<p class="why">{score} <span>({parts})</span></p>'
        yield "</div>"
    yield "</article>\n"


def _values(side: Sequence[Value], words: Words) -> str:
    """What a side says, each thing once, with its pages; "nothing" where it says nothing."""
    if not side:
        return f'<span class="nothing">{escape(words("nothing"))}</span>'
    told = dict.fromkeys((value.text, value.page) for value in side)
    return "; ".join(f"{escape(text)}{f' <small>({escape(_page(page, words))})</small>' if page else ''}" for text, page in told)


def _page(page: int, words: Words) -> str:
    return words("page", page=page)


def _task(task: ComparedTask, links: Sequence[Link], mark: str, words: Words) -> Iterator[str]:
    place = escape(" · ".join(filter(None, (words.place(task), task.section))))
    yield f'<div class="task"><p class="place">{place}</p><p>{_marked(task, links, mark)}</p>'
    leads = "; ".join(agency.name for agency in task.lead_agencies)
    told = [(words("lead"), leads), (words("deadline"), task.deadline)]
    yield "".join(f'<p class="field"><b>{escape(name)}:</b> {escape(text)}</p>' for name, text in told if text)
    yield "</div>"


def _marked(task: ComparedTask, links: Sequence[Link], mark: str) -> str:
    """The task's text, marked where none of its partners has the words."""
    own = [False] * len(task.text)
    for link in links:
        for piece in link.difference:
            span = piece.before if mark == "removed" else piece.after
            if span is not None and piece.kind == mark:
                own[span.start : span.end] = [True] * len(span)
    for link in links:  # what one of several partners has is not only here
        if not link.difference:
            own = [False] * len(task.text)
        for piece in link.difference:
            span = piece.before if mark == "removed" else piece.after
            if span is not None and piece.kind == "same":
                own[span.start : span.end] = [False] * len(span)
    tag, parts, at = "del" if mark == "removed" else "ins", [], 0
    while at < len(own):
        end = at
        while end < len(own) and own[end] == own[at]:
            end += 1
        text = escape(task.text[at:end]).replace("\n", "<br>")
        parts.append(f"<{tag}>{text}</{tag}>" if own[at] else text)
        at = end
    return "".join(parts)


def _indicators(comparison: Comparison, words: Words) -> Iterator[str]:
    followed = [one for one in comparison.indicators if len({point.plan for point in one.points}) > 1]
    tasks = [{task.id: task for task in plan.tasks} for plan in comparison.plans]
    yield f'<section id="indicators"><h2>{escape(words("indicators"))}</h2>'
    yield f'<p class="note">{escape(words("indicators_note" if followed else "no_indicators"))}</p>'
    for indicator in followed:
        unit = f" ({escape(indicator.unit)})" if indicator.unit else ""
        yield f'<h3>{escape(indicator.name)}{unit}</h3><div class="beside">{indicator_plot(indicator, words)}'
        head = [escape(words(name)) for name in ("plan", "year", "value", "words", "place")]
        rows = (
            [
                str(point.plan + 1), str(point.year or ""), escape(words.figure(point, indicator.unit)),
                escape(point.text), escape(words.place_of(point, tasks[point.plan])),
            ]
            for point in indicator.points
        )  # fmt: skip
        yield from _table(head, rows)
        yield "</div>"
    yield "</section>\n"


def _loads(comparison: Comparison, words: Words) -> Iterator[str]:
    by_name: dict[str, list[Load | None]] = {}
    for load in comparison.loads:
        by_name.setdefault(load.agency, [None] * len(comparison.plans))[load.plan] = load
    order = sorted(by_name, key=lambda name: (-sum(len(one.tasks) for one in by_name[name] if one), name))
    most = max((len(load.tasks) for load in comparison.loads), default=1)
    used = [quarter for quarter in QUARTERS if any(load.quarters[quarter] for load in comparison.loads)]
    yield f'<section id="loads"><h2>{escape(words("loads"))}</h2><p class="note">{escape(words("loads_note"))} '
    yield " ".join(f'<span class="key {quarter}">{escape(words.quarter(quarter))}</span>' for quarter in used)
    yield '</p><div class="wide">'
    head = [
        escape(words("agency")),
        "",
        escape(words("plan")),
        *(escape(words.quarter(quarter)) for quarter in used),
        escape(words("total")),
    ]
    yield f'<table class="loads"><thead><tr>{"".join(f"<th scope=col>{cell}</th>" for cell in head)}</tr></thead><tbody>'
    for name in order[:_MOST_BODIES]:
        loads = by_name[name]
        for place, own in enumerate(loads):
            first = ""
            if not place:
                plot = load_plot(loads, most, words, used)
                first = f"<th scope=rowgroup rowspan={len(loads)}>{escape(name)}</th><td rowspan={len(loads)}>{plot}</td>"
            counts = [own.quarters[quarter] if own else 0 for quarter in used]
            cells = "".join(f"<td>{count or '·'}</td>" for count in counts)
            yield f"<tr>{first}<td>{place + 1}</td>{cells}<td><b>{sum(counts) or '·'}</b></td></tr>"
    yield "</tbody></table></div></section>\n"


def _citations(comparison: Comparison, words: Words) -> Iterator[str]:
    yield f'<section id="citations"><h2>{escape(words("citations"))}</h2>'
    yield f'<p class="note">{escape(words("citations_note"))}</p><div class="wide">'
    head = [escape(words("document")), *(str(place + 1) for place in range(len(comparison.plans)))]
    rows = (
        [
            escape(one.name),
            *(str(len(one.tasks[one.plans.index(place)])) if place in one.plans else "·" for place in range(len(comparison.plans))),
        ]
        for one in comparison.citations[:_MOST_DOCUMENTS]
    )
    yield from _table(head, rows, "counts")
    yield "</div></section>\n"
