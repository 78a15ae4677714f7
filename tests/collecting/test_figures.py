"""The figures: pictures with their numbers, the same of the same database, and drawn of any text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from extractor import extract
from extractor.collecting import Database, build
from extractor.collecting.figures import FIGURES, MANIFEST, figure_files
from extractor.collecting.plotting import draw
from extractor.records import Plan
from tests.collecting.conftest import Written


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("plans")
    corpus = Path(__file__).parents[2] / "corpus" / "dev"
    for name in ("so-ldtbxh-bac-giang-2024", "bac-giang-2019"):
        (folder / f"{name}.tasks.json").write_bytes(extract(corpus / f"{name}.docx").to_json())
    build(folder, folder / "plans.duckdb")
    with Database(folder / "plans.duckdb") as plans:
        made = figure_files(plans, "vi")
        assert made == figure_files(plans, "vi")
    return made


def test_each_figure_has_its_numbers_and_pictures(files: dict[str, bytes]) -> None:
    assert set(json.loads(files[MANIFEST])["files"]) == set(files) - {MANIFEST}
    for figure in FIGURES:
        rows = list(csv.reader(io.StringIO(files[f"{figure.name}.csv"].decode())))
        assert (len(rows) > 1) == (f"{figure.name}.png" in files) == (f"{figure.name}.svg" in files)
        if len(rows) > 1:
            assert Image.open(io.BytesIO(files[f"{figure.name}.png"])).size[0] > 1000
            assert b"<svg" in files[f"{figure.name}.svg"]
    assert "plans_by_year.png" in files
    assert b"2018,1,27\n2024,1,27\n" in files["plans_by_year.csv"]


@pytest.mark.parametrize("shape", ["columns", "bars"])
def test_any_text_is_drawn_as_it_is(shape: str) -> None:
    rows = [("$x^2$ \\frac{ $", 1, 2), ("\x1b[31m" + "dài " * 100, 3, 0), ("<script>&", 0, 0)]
    pictures = draw(shape, "$tên$ \\bad", ["a", "$b", "c"], rows)
    assert pictures["png"].startswith(b"\x89PNG")
    assert b"<script" not in pictures["svg"]


def test_lines_and_grids_hold_gaps() -> None:
    rows = [("một", 2024, 30.0), ("một", 2026, 70.5), ("hai", 2025, 1.0)]
    for shape in ("lines", "grid"):
        assert draw(shape, "t", ["a", "b", "c"], rows)["png"].startswith(b"\x89PNG")


def test_without_plans_there_are_no_pictures(tmp_path: Path) -> None:
    build(tmp_path, tmp_path / "plans.duckdb")
    with Database(tmp_path / "plans.duckdb") as plans:
        assert {name.rpartition(".")[2] for name in figure_files(plans, "en")} == {"csv", "json"}


def test_hostile_names_do_not_stop_the_figures(tmp_path: Path, write_plan: Written, plan: Plan) -> None:
    kind = msgspec.structs.replace(plan.metadata, kind=msgspec.structs.replace(plan.metadata.kind, name="$\\frac{$ =1+1 \x00"))
    write_plan("a", "a", metadata=kind)
    build(tmp_path / "out", tmp_path / "plans.duckdb")
    with Database(tmp_path / "plans.duckdb") as plans:
        assert "kinds.png" in figure_files(plans, "en")
