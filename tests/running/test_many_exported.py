"""`extract plans/ -o out/ --to xlsx`: an export beside each result, made again when it has to be, never over somebody's work."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, get_args

import pytest
from openpyxl import load_workbook

from extractor import extract, load
from extractor.exporting import formats
from extractor.exporting.formats import FORMATS, Format, export
from extractor.running.exports import Exported, export_name
from extractor.running.folder_run import run_into
from extractor.running.inputs import inputs_of
from extractor.running.worker import Arguments
from tests.conftest import Command
from tests.running.test_many import TEXT, report

YEARS = range(2020, 2023)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    (folder / "deep").mkdir(parents=True)
    for year in YEARS:
        (folder / "deep" / f"plan{year}.txt").write_text(TEXT.format(year), "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    return folder


def told(folder: Path) -> dict[str, dict[str, Any]]:
    return {Path(one["path"]).name: one for one in report(folder)["documents"]}


def test_each_format_beside_the_json(plans: Path, tmp_path: Path) -> None:
    for to in get_args(Format):
        out = tmp_path / to
        run_into(out, inputs_of([str(plans)], out), Arguments(), exported=Exported(to, "en"))
        for year in YEARS:
            source = plans / "deep" / f"plan{year}.txt"
            plan = extract(source)
            assert (out / "deep" / f"plan{year}.txt.tasks.json").read_bytes() == plan.to_json()
            assert (out / "deep" / f"plan{year}.txt{FORMATS[to].ending}").read_bytes() == export(plan, to, "en")
        files = [path for path in out.rglob("*") if path.is_file() and ".extract" not in path.parts]
        assert len(files) == 2 * len(YEARS) + 1  # and the report


def test_the_report_tells_the_exports(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    assert extract_command("plans", "-o", "out", "--to", "md").returncode == 1  # the broken one
    read = report(tmp_path / "out")
    assert read["options"]["export"] == {"to": "md", "language": "en"}
    assert {name: one["export"] for name, one in told(tmp_path / "out").items()} == {
        "broken.pdf": None, **{f"plan{year}.txt": f"deep/plan{year}.txt.tasks.md" for year in YEARS},
    }  # fmt: skip
    extract_command("plans", "-o", "out")
    read = report(tmp_path / "out")
    assert (read["options"]["export"], read["other_results"], read["run"]["read"]) == (None, [], 1)
    assert {one["export"] for one in read["documents"]} == {None}


def test_started_again_it_makes_what_is_missing_or_of_another_json(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract_command("plans", "-o", "out")
    jsons = {path: path.stat().st_mtime_ns for path in out.rglob("*.tasks.json")}
    extract_command("plans", "-o", "out", "--to", "xlsx")  # of what was read before, without reading it again
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.tasks.json")} == jsons
    sheets = {path: path.stat().st_mtime_ns for path in out.rglob("*.xlsx")}
    assert (len(sheets), report(out)["run"]["skipped"]) == (3, [])
    (plans / "deep" / "plan2020.txt").write_text(TEXT.format(2030), "utf-8")
    (out / "deep" / "plan2021.txt.xlsx").unlink()
    extract_command("plans", "-o", "out", "--to", "xlsx")
    assert report(out)["run"]["skipped"] == ["deep/plan2022.txt.tasks.json"]
    assert {path.name for path, at in sheets.items() if path.stat().st_mtime_ns != at} == {"plan2020.txt.xlsx", "plan2021.txt.xlsx"}
    assert (out / "deep" / "plan2020.txt.xlsx").read_bytes() == export(extract(plans / "deep" / "plan2020.txt"), "xlsx", "en")
    extract_command("plans", "-o", "out", "--to", "xlsx", "--lang", "vi")
    assert report(out)["run"]["skipped"] == []
    assert (out / "deep" / "plan2022.txt.xlsx").read_bytes() == export(extract(plans / "deep" / "plan2022.txt"), "xlsx", "vi")


def test_a_corrected_plan_is_exported_with_its_corrections(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    extract_command("plans", "-o", "out", "--to", "csv")
    result = tmp_path / "out" / "deep" / "plan2020.txt.tasks.json"
    result.write_bytes(result.read_bytes().replace(b'\n "corrected": false', b'\n "corrected": true'))
    corrected = load(result.read_bytes())
    assert corrected.corrected
    extract_command("plans", "-o", "out", "--to", "xlsx")
    sheet = (tmp_path / "out" / "deep" / "plan2020.txt.xlsx").read_bytes()
    assert sheet == export(corrected, "xlsx", "en") != export(extract(plans / "deep" / "plan2020.txt"), "xlsx", "en")
    assert load(result.read_bytes()) == corrected


def test_a_sheet_that_somebody_worked_in_stays(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract_command("plans", "-o", "out", "--to", "xlsx")
    sheet = out / "deep" / "plan2020.txt.xlsx"
    book = load_workbook(io.BytesIO(sheet.read_bytes()))
    book.worksheets[0]["A1"] = "theirs"
    book.save(sheet)
    worked_in = sheet.read_bytes()
    extract_command("plans", "-o", "out", "--to", "xlsx")
    assert (told(out)["plan2020.txt"]["status"], told(out)["plan2020.txt"]["export"]) == ("done", "deep/plan2020.txt.xlsx")
    (plans / "deep" / "plan2020.txt").write_text(TEXT.format(2030), "utf-8")
    done = extract_command("plans", "-o", "out", "--to", "xlsx")
    entry = told(out)["plan2020.txt"]
    assert (entry["status"], entry["code"], entry["export"]) == ("failed", "export_changed", None)
    assert (entry["output"], entry["tasks"]) == ("deep/plan2020.txt.tasks.json", 1)  # the JSON is of today
    assert load((out / entry["output"]).read_bytes()) == extract(plans / "deep" / "plan2020.txt")
    assert b"plan2020.txt: The export deep/plan2020.txt.xlsx was not written" in done.stderr
    assert sheet.read_bytes() == worked_in
    extract_command("plans", "-o", "out", "--to", "xlsx", "--force")
    assert sheet.read_bytes() == export(extract(plans / "deep" / "plan2020.txt"), "xlsx", "en")


@pytest.mark.parametrize(("to", "made"), [("csv", "file"), ("xlsx", "file"), ("xlsx", "folder")])
def test_what_is_not_ours_stays(extract_command: Command, plans: Path, tmp_path: Path, to: Format, made: str) -> None:
    path = tmp_path / "out" / "deep" / f"plan2020.txt.{to}"
    path.parent.mkdir(parents=True)
    if made == "file":
        path.write_bytes(b"theirs")
    else:
        path.mkdir()
    assert extract_command("plans", "-o", "out", "--to", to).returncode == 1
    code = "export_changed" if made == "file" else "result_not_written"
    assert told(tmp_path / "out")["plan2020.txt"]["code"] == code
    assert path.is_dir() if made == "folder" else path.read_bytes() == b"theirs"


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("to", ["csv", "ics"])  # without and with a mark
def test_killed_and_finished_with_the_same_bytes(extract_command: Command, entry_point: str, tmp_path: Path, to: Format) -> None:
    (tmp_path / "plans").mkdir()
    for number in range(40):
        (tmp_path / "plans" / f"{number:02d}.txt").write_text(TEXT.format(2000 + number), "utf-8")
    extract_command("plans", "-o", "undisturbed", "--to", to)
    out = tmp_path / "out"
    command = [entry_point, "plans", "-o", "out", "--to", to]
    for count in (1, 12, 25):
        with subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "LC_ALL": "en_US.UTF-8"}, stderr=subprocess.DEVNULL) as process:
            end = time.monotonic() + 60
            while len(list(out.glob(f"*.{to}"))) < count and process.poll() is None:
                assert time.monotonic() < end
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
    lines = out / ".extract" / "done.jsonl"
    lines.write_bytes(b"".join(line for line in lines.read_bytes().splitlines(True) if b'"00.txt.' not in line))  # killed before it said so
    assert extract_command("plans", "-o", "out", "--to", to).returncode == 0
    for path in (tmp_path / "undisturbed").rglob("*"):
        if path.is_file() and path.name != "report.json":
            assert (out / path.relative_to(tmp_path / "undisturbed")).read_bytes() == path.read_bytes(), path.name


def test_a_missing_library_is_told_before_the_work(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.commands.errors import CommandError
    from extractor.commands.many import many

    monkeypatch.setattr(formats, "import_module", lambda name: (_ for _ in ()).throw(ModuleNotFoundError("pyarrow")))
    with pytest.raises(CommandError) as refused:
        many([str(plans)], str(tmp_path / "out"), exports="parquet", lang="en")
    assert "pip install" in refused.value.say("en")
    assert not (tmp_path / "out").exists()


def test_names() -> None:
    assert export_name("deep/plan.pdf.tasks.json", "xlsx") == "deep/plan.pdf.xlsx"
    assert export_name("plan.md.tasks.json", "md") == "plan.md.tasks.md"
