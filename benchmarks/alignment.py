"""Prints how well plans are aligned on the annotated pairs of corpus/pairs, as Markdown.

    python -m benchmarks.alignment [--fit]

Links, kinds and their confusion, for the pairs that numbers were fitted to and for those held out. `--fit` prints the search over the
numbers of models/comparing.toml instead: the best settings on the pairs that are not held out, by F1 of links. Last, what is linked
between plans of other subjects: each two plans of corpus/dev and corpus/made, which have nothing in common but what every plan has.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

from extractor import extract
from extractor.comparing.likeness import Sides, seen_together
from extractor.vocabulary import load_vocabulary
from recipes.alignment_figures import KINDS, Figures, Tally, figures_of, link_tally, links_of
from recipes.plan_pairs import CORPUS, Pair, pairs

_GRID = {
    "pair": (0.34, 0.38, 0.42, 0.46),
    "within": (0.5, 0.6, 0.7),
    "part": (0.45, 0.5, 0.55, 0.6),
    "part_alone": (0.2, 0.3),
    "lead": (0.5, 0.9, 1.3),
}
_WORDS = (4.0, 6.0)
_SHOWN = 12
_SAME_SUBJECT = "bac-giang"  # one pair of corpus/dev is annotated; the same plan stands there in other formats


def _line(name: str, tally: Tally) -> str:
    return f"| {name} | {tally.precision:.3f} | {tally.recall:.3f} | {tally.f1:.3f} | {tally.right} | {tally.wrong} | {tally.missed} |"


def _told(title: str, figures: Figures) -> Iterator[str]:
    yield f"\n## {title}\n\n| | precision | recall | F1 | right | wrong | missed |\n|---|---:|---:|---:|---:|---:|---:|"
    yield _line("links", figures.links)
    yield from (_line(kind, figures.kinds[kind]) for kind in KINDS)
    if figures.moved.right + figures.moved.missed:
        yield _line("given to another body", figures.moved)
    yield f"\nTasks by true kind (rows) and told kind:\n\n| | {' | '.join(KINDS)} |\n|---|{'---:|' * len(KINDS)}"
    for true in KINDS:
        yield f"| {true} | {' | '.join(str(figures.confusion[true, told]) for told in KINDS)} |"


def _search(fitted: list[Pair]) -> Iterator[str]:
    """The best settings; where several are as good, the middle one of a range is the one to take."""
    numbers = load_vocabulary("comparing")
    prepared: list[tuple[Pair, Sides]] = [(pair, seen_together(pair.before, pair.after)) for pair in fitted]
    found = []
    for words, *values in product(_WORDS, *_GRID.values()):
        numbers["thresholds"].update(zip(_GRID, values, strict=True))
        numbers["weights"]["words"] = words
        tally = Tally(0, 0, 0)
        for pair, sides in prepared:
            tally += link_tally(pair, links_of(sides))
        found.append((tally.f1, tally.precision, words, values))
    yield f"F1 of links, precision, words, {', '.join(_GRID)}"
    for f1, precision, words, values in sorted(found, reverse=True)[:_SHOWN]:
        yield f"{f1:.4f} {precision:.4f} {words} {' '.join(map(str, values))}"


def _strangers() -> str:
    documents: dict[str, Path] = {}
    for path in sorted((*(CORPUS / "dev").iterdir(), *(CORPUS / "made").iterdir())):
        if path.suffix in (".pdf", ".docx", ".txt") and not (path.suffix == ".docx" and path.with_suffix(".pdf").exists()):
            documents[path.stem] = path
    plans = {name: extract(path) for name, path in documents.items()}
    couples = [(a, b) for a, b in combinations(plans, 2) if not (_SAME_SUBJECT in a and _SAME_SUBJECT in b)]
    links = sum(len(links_of(seen_together(plans[a], plans[b]))) for a, b in couples)
    return f"\nPlans of other subjects: {links} links in {len(couples)} pairs of {len(plans)} plans."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    wanted = parser.parse_args()
    annotated = list(pairs())
    fitted, held_out = ([pair for pair in annotated if pair.held_out == is_held_out] for is_held_out in (False, True))
    if wanted.fit:
        print("\n".join(_search(fitted)))
        return
    for title, some in ((f"{len(fitted)} pairs that the numbers were fitted to", fitted), (f"{len(held_out)} pairs held out", held_out)):
        print("\n".join(_told(title, figures_of(some))))
    written = [pair for pair in held_out if pair.sort == "written"]
    print("\n".join(_told(f"{len(written)} pairs held out whose later plan is written by hand, alone", figures_of(written))))
    print("\n".join(_told("Read plans alone", figures_of(pair for pair in annotated if pair.sort == "read"))))
    print(_strangers())


if __name__ == "__main__":
    main()
