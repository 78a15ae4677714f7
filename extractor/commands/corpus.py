"""`extract corpus build|query|search|stats`: many plans as one database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.commands.errors import DONE, FAILED, WRONG_USAGE, CommandError, complain, errors_about, said
from extractor.commands.files import check, named_file
from extractor.files.destinations import Refused
from extractor.messages import wording
from extractor.terminal.standard_streams import tell, write_out

if TYPE_CHECKING:
    from extractor.collecting import Database

DATABASE = "plans.duckdb"
MOST_HITS = 10_000


def build(
    plans_folder: Annotated[str, typer.Argument(metavar="FOLDER")],
    database: Annotated[str, typer.Option("-o", "--output", metavar="DATABASE", show_default=False)] = DATABASE,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    from extractor.collecting import Refusal
    from extractor.collecting import build as build_database
    from extractor.collecting.building import parquet_folder
    from extractor.running.telling import counted

    place = named_file(database, "-o")
    check(place, None, "plan", force=True)  # what stands there is asked by the database itself
    with _errors(plans_folder):
        try:
            with counted(lang, quiet=quiet) as progress:
                done = build_database(named_file(plans_folder, "FOLDER"), place, force=force, progress=progress)
        except Refusal as refusal:
            with errors_about(refusal.path):
                raise Refused("not_ours", refusal.path) from None
        except OSError as error:
            with errors_about(error.filename or plans_folder):  # the plans, or where the database goes
                raise
    for file in done.broken:
        complain(wording("error", "plan_left_out", lang, reason=file.reason), Path(plans_folder) / file.path)
    if not quiet:
        told = {"added": done.added, "changed": done.changed, "removed": done.removed, "superseded": len(done.superseded)}
        tell(wording("label", "built", lang, plans=done.plans, **told))
        tell(wording("label", "written", lang, path=f"{place}, {parquet_folder(place)}"))
    return FAILED if done.broken else DONE


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL")],
    database: Annotated[str, typer.Option("-d", "--database", metavar="DATABASE", show_default=False)] = DATABASE,
    answer: Annotated[Literal["table", "csv", "json"], typer.Option("--format")] = "table",
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    from extractor.collecting.showing import as_csv, as_json, as_table

    with _opened(database) as plans:
        rows = plans.query(sql)
    if answer == "table":
        shown, left_out = as_table(rows)
        write_out(shown.encode())
        if left_out:
            tell(wording("label", "rows_left_out", lang, count=left_out))
    else:
        write_out((as_csv if answer == "csv" else as_json)(rows.columns, rows.rows).encode())
    return DONE


def search(
    words: Annotated[str, typer.Argument(metavar="WORDS")],
    database: Annotated[str, typer.Option("-d", "--database", metavar="DATABASE", show_default=False)] = DATABASE,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=MOST_HITS)] = 20,
    answer: Annotated[Literal["table", "csv", "json"], typer.Option("--format")] = "table",
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    import msgspec

    from extractor.collecting import Hit
    from extractor.collecting.showing import as_csv, as_json, as_list

    with _opened(database) as plans:
        found = plans.search(words, limit)
    if answer == "table":
        write_out(as_list(found.hits, lang).encode())
    else:
        rows = [msgspec.structs.astuple(hit) for hit in found.hits]
        write_out((as_csv if answer == "csv" else as_json)(Hit.__struct_fields__, rows).encode())
    tell(wording("label", "hits", lang, count=found.count, shown=len(found.hits)))
    return DONE


def stats(
    figures: Annotated[str, typer.Option("-o", "--output", metavar="FOLDER")],
    database: Annotated[str, typer.Option("-d", "--database", metavar="DATABASE", show_default=False)] = DATABASE,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    from extractor.collecting.figures import MANIFEST, figure_files
    from extractor.files.writing import write_all

    folder = named_file(figures, "-o")
    with _opened(database) as plans:
        files = figure_files(plans, lang)
    with errors_about(folder):
        if not force and folder.is_dir() and any((folder / name).exists() for name in files) and not (folder / MANIFEST).exists():
            raise Refused("not_ours", folder)
        write_all(folder, files)
    for name in files:
        tell(wording("label", "written", lang, path=folder / name))
    return DONE


SUBCOMMANDS = (build, query, search, stats)


@contextmanager
def _opened(database: str) -> Iterator[Database]:
    from extractor.collecting import Database

    with _errors(database), Database(named_file(database, "-d")) as plans:
        yield plans


@contextmanager
def _errors(path: str) -> Iterator[None]:
    """What goes wrong inside is told as an error about this file, or about the query."""
    from extractor.collecting import BuildError, DatabaseInUse, NoDatabase, NotInstalled, QueryError

    with errors_about(path):
        try:
            yield
        except NotInstalled as error:
            raise CommandError(None, said("not_installed", package=error.package), WRONG_USAGE) from error
        except DatabaseInUse as error:
            raise CommandError(error.path, said("database_in_use", reason=error)) from error
        except NoDatabase as error:
            raise CommandError(path, said("no_database", reason=error), WRONG_USAGE) from error
        except BuildError as error:
            raise CommandError(path, said("build_failed", reason=error)) from error
        except QueryError as error:
            raise CommandError(None, said("query", reason=error), WRONG_USAGE) from error
