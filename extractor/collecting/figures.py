"""The figures of `extract corpus stats`: each a query over the ready-made views, its numbers as CSV, and a picture as PNG and SVG.

The same database gives the same files. A figure without numbers has its CSV only.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from extractor.collecting.database import Database
from extractor.collecting.showing import as_csv
from extractor.messages import Language, wording
from extractor.release import NAME, VERSION

__all__ = ["FIGURES", "MANIFEST", "Figure", "figure_files"]

MANIFEST = "figures.json"
Shape = Literal["columns", "bars", "lines", "grid"]


class Figure(Struct, frozen=True):
    """A picture of a query's rows. The title is `[figure.NAME]` of models/interface.toml, the axes' `[axis.COLUMN]`.

    "columns" and "bars": the first column against the numbers in the others, standing or lying; "lines" and "grid": the first column names
    the line or row, the second its place on the axis, the third is the number.
    """

    name: str
    shape: Shape
    sql: str


FIGURES = (
    Figure(
        "plans_by_year", "columns",
        "SELECT year, sum(plans)::BIGINT AS plans, sum(tasks)::BIGINT AS tasks FROM plans_by_year "
        "WHERE year IS NOT NULL GROUP BY ALL ORDER BY year",
    ),
    Figure(
        "kinds", "bars",
        "SELECT kind, sum(plans)::BIGINT AS plans FROM document_kinds WHERE kind IS NOT NULL "
        "GROUP BY ALL ORDER BY plans DESC, kind LIMIT 15",
    ),
    Figure("tasks_by_quarter", "columns", "SELECT quarter, tasks FROM tasks_by_quarter ORDER BY quarter"),
    Figure(
        "agencies", "bars",
        "SELECT agency_today AS agency, sum(leads)::BIGINT AS leads, sum(coordinates)::BIGINT AS coordinates FROM tasks_by_agency "
        "GROUP BY ALL ORDER BY leads DESC, coordinates DESC, agency LIMIT 20",
    ),
    Figure(
        "agencies_by_quarter", "grid",
        "WITH most AS (SELECT agency_today FROM tasks_by_agency_and_quarter WHERE quarter IS NOT NULL GROUP BY ALL "
        "ORDER BY sum(leads) DESC, agency_today LIMIT 12) "
        "SELECT agency_today AS agency, quarter, sum(leads)::BIGINT AS leads FROM tasks_by_agency_and_quarter "
        "WHERE quarter IS NOT NULL AND agency_today IN (FROM most) GROUP BY ALL ORDER BY agency, quarter",
    ),
    Figure("laws", "bars", "SELECT law, tasks, plans FROM laws_by_tasks WHERE tasks > 0 ORDER BY tasks DESC, plans DESC, law LIMIT 20"),
    Figure(  # one unit: others would not be seen beside thousands of hectares
        "targets", "lines",
        "WITH percent AS (SELECT indicator, year, value FROM targets_by_indicator_and_year WHERE unit = '%' AND year IS NOT NULL), "
        "followed AS (SELECT indicator FROM percent GROUP BY ALL HAVING count(DISTINCT year) > 1 "
        "ORDER BY count(DISTINCT year) DESC, count(*) DESC, indicator LIMIT 8) "
        "SELECT indicator, year, avg(value) AS value, count(*) AS targets FROM percent "
        "WHERE indicator IN (FROM followed) GROUP BY ALL ORDER BY indicator, year",
    ),
    Figure(
        "confidence", "columns",
        "SELECT least(floor(confidence * 20) / 20, 0.95)::DECIMAL(3, 2)::VARCHAR AS confidence, count(*) AS tasks "
        "FROM tasks GROUP BY ALL ORDER BY ALL",
    ),
)  # fmt: skip


def figure_files(plans: Database, language: Language) -> dict[str, bytes]:
    """File name to content: NAME.csv, NAME.png and NAME.svg of each figure, and a list of them. Raises NotInstalled."""
    from extractor.collecting.plotting import draw

    files: dict[str, bytes] = {}
    for figure in FIGURES:
        answer = plans.query(figure.sql)
        rows = answer.rows
        files[f"{figure.name}.csv"] = as_csv(answer.columns, rows).encode()
        if rows:
            axes = [wording("axis", column, language) for column in answer.columns]
            for ending, picture in draw(figure.shape, wording("figure", figure.name, language), axes, rows).items():
                files[f"{figure.name}.{ending}"] = picture
    written_by = {"generator": {"name": NAME, "version": VERSION}, "files": sorted(files)}
    return {**files, MANIFEST: msgspec.json.format(msgspec.json.encode(written_by), indent=1) + b"\n"}
