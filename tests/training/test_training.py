"""Training: whole plans held out, the same bytes each time, figures that say what they mean."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from extractor.second_reader.items import items_of
from extractor.second_reader.models import FILES, FOLDER, VERSION_FILE, version_of
from extractor.second_reader.opinions import Proposal
from extractor.second_reader.reading import SecondReading
from extractor.training.examples import FILE, examples_of, truths_of
from extractor.training.fitting import TooLittle, fit, models_from
from extractor.training.held_out import READINGS, HeldOut, cross_validate, measure, read_with
from extractor.training.lessons import folds_of
from extractor.training.recipe import load_recipe
from extractor.training.report import as_lines, yardstick_line
from extractor.training.yardstick import figures_by_spacy, figures_of_items
from extractor.vocabulary import load_vocabulary, models_folder
from tests.conftest import ROOT, Command
from tests.training.lessons import lesson, small_corpus

CORPUS = ROOT / "corpus"
STALE = "the shipped models are not those of corpus/ any more: run `make models` and commit them"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models trained from the corpus in a process of its own."""
    folder = tmp_path_factory.mktemp("models")
    code = "import sys, cli; sys.exit(cli.main(sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", code, "train", str(CORPUS), "-o", str(folder)], check=True, capture_output=True, cwd=ROOT)
    return folder


@pytest.mark.parametrize("name", [*FILES, VERSION_FILE])
def test_training_again_gives_the_shipped_bytes(trained: Path, name: str) -> None:
    assert (trained / name).read_bytes() == (models_folder() / FOLDER / name).read_bytes(), STALE


def test_the_shipped_training_data_are_those_of_the_corpus(trained: Path) -> None:
    shipped = (models_folder() / FOLDER / FILE).read_bytes()
    assert truths_of((trained / FILE).read_bytes()) == truths_of(shipped), STALE  # the packing may differ from one zlib to another


def test_the_models_are_small() -> None:
    assert sum((models_folder() / FOLDER / name).stat().st_size for name in (*FILES, FILE)) < 2_000_000


def test_every_plan_of_the_corpus_is_learned_from() -> None:
    shipped = truths_of((models_folder() / FOLDER / FILE).read_bytes())
    assert set(shipped) == {path.name.removesuffix(".gold.json") for path in CORPUS.rglob("*.gold.json")}


def test_two_files_of_one_plan_are_in_one_fold() -> None:
    plans = [lesson(name, "II. NHIỆM VỤ\n1. Kiểm tra chợ.", {"text": f"1. Kiểm tra {what}."}) for name, what in
             (("a", "chợ"), ("b", "rừng"), ("a-md", "chợ"), ("c", "kho"), ("d", "bến"))]  # fmt: skip
    folds = folds_of(plans, 4, seed=1)
    assert sorted(made.name for fold in folds for made in fold) == ["a", "a-md", "b", "c", "d"]
    assert any({made.name for made in fold} == {"a", "a-md"} for fold in folds)
    assert folds_of(plans, 4, seed=1) == folds


def test_what_was_learned_is_read_in_another_plan() -> None:
    lessons = small_corpus()
    truths, recipe = truths_of(examples_of(lessons)), load_recipe()
    one, *others = lessons
    held = read_with(models_from(fit(others, truths, recipe)), [one])[0]
    assert [opinion.task is not None and opinion.task > 0.5 for opinion in held.opinions] == [True, True]
    assert {(one.document.slice(named.span), named.role) for named in held.reading.named} >= {("Công an tỉnh", "coordinating")}


def test_cross_validation_holds_out_each_plan_once() -> None:
    lessons = small_corpus()
    recipe = load_recipe()
    held = cross_validate(lessons, truths_of(examples_of(lessons)), recipe)
    assert sorted(one.lesson.name for one in held) == [made.name for made in lessons]
    report = measure(held)
    assert report.figures["rules"]["tasks"].f1 == 1.0
    lines = as_lines(held)
    assert lines[0] == "6 documents that were not in the training"
    assert [line.split()[0] for line in lines[3:7]] == ["tasks", "lead_agencies", "coordinating_agencies", "section_roles"]
    assert lines[9].split() == ["task", "12", "0", "-"]


def test_the_yardstick_is_measured_on_the_same_items() -> None:
    lessons, recipe = small_corpus(), load_recipe()
    truths = truths_of(examples_of(lessons))
    held = read_with(models_from(fit(lessons, truths, recipe)), lessons)
    along, by_itself = figures_of_items(held, truths), figures_by_spacy(lessons, truths, recipe)
    assert (along.gold, along.f1) == (12, 1.0)
    assert by_itself.gold == 12
    assert figures_by_spacy(lessons, truths, recipe) == by_itself
    assert yardstick_line(along, by_itself).startswith("items that are tasks, F1: along the document 1.000")


def test_figures_of_the_three_readings() -> None:
    """One right task and one wrong one of the rules, one that only the second reader sees: its proposal is right here."""
    body = "II. NHIỆM VỤ\n1. Kiểm tra chợ.\n2. Kho dữ liệu của tỉnh.\n3. Rà soát hồ sơ."
    made = lesson("a", body, {"text": "1. Kiểm tra chợ."}, {"text": "2. Kho dữ liệu của tỉnh."})
    items = items_of(made.found.tree)
    likely = {"1": 0.9, "2": 0.98, "3": 0.2}
    reading = SecondReading(tuple((item, likely.get(item.node.number or "", 0.1)) for item in items), {}, (), ())
    untrained = read_with(models_from(fit(small_corpus(), truths_of(examples_of(small_corpus())), load_recipe())), [made])[0]
    opinions = tuple(replace(opinion, task=likely[candidate.number or ""]) for opinion, candidate in zip(untrained.opinions, made.found.candidates, strict=True))
    proposal = next(item.node.span for item in items if item.node.number == "2")
    roles = {span: {"content": 1.0} for span in untrained.reading.roles}
    held = HeldOut(made, replace(reading, roles=roles), opinions, (Proposal("task", proposal, 0.98),))
    report = measure([held])
    assert [report.figures[name]["tasks"].f1 for name in READINGS] == [0.5, 1.0, 0.5, 0.8]
    assert measure([replace(held, rejected=frozenset({1}))]).figures["and proposing"]["tasks"].f1 == 1.0
    assert report.telling["task"] == (1.0, 1, 1)


def test_refusals_of_the_command(extract_command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert extract_command("train", "empty").returncode == 2
    (tmp_path / "items.crf").write_text("mine")
    (tmp_path / "a.gold.json").write_text('{"tasks": [{"text": "- Kiểm tra chợ."}]}')
    (tmp_path / "a.txt").write_text("KẾ HOẠCH\n\nII. NHIỆM VỤ\n\n- Kiểm tra chợ.\n")
    refused = extract_command("train", ".", "-o", ".")
    assert refused.returncode == 2
    assert "items.crf" in refused.stderr.decode()
    assert (tmp_path / "items.crf").read_text() == "mine"


@pytest.mark.parametrize("options", [(), ("--cross-validate", "-o", "x"), ("--cross-validate", "--test", "."), ("--cross-validate", "--force")])
def test_what_train_is_to_do_is_said_once(extract_command: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert extract_command("train", ".", *options).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_programs_own_models_are_not_replaced_unless_forced(extract_command: Command, tmp_path: Path) -> None:
    shipped = models_folder() / FOLDER
    before = {path.name: path.stat().st_mtime_ns for path in shipped.iterdir()}
    refused = extract_command("train", CORPUS, "-o", shipped)
    assert refused.returncode == 2
    assert "--force" in refused.stderr.decode()
    assert {path.name: path.stat().st_mtime_ns for path in shipped.iterdir()} == before


@pytest.mark.parametrize("way", [("-o", "models"), ("--cross-validate",), ("--test", ".")])
def test_too_few_plans_are_an_error_in_words(extract_command: Command, tmp_path: Path, way: tuple[str, ...]) -> None:
    (tmp_path / "a.gold.json").write_text('{"tasks": [{"text": "- Kiểm tra chợ."}]}')
    (tmp_path / "a.txt").write_text("KẾ HOẠCH\n\nII. NHIỆM VỤ\n\n- Kiểm tra chợ.\n")
    refused = extract_command("train", ".", *way)
    assert refused.returncode == 1
    assert "learned nothing" in refused.stderr.decode()
    assert not (tmp_path / "models").exists()


def test_a_model_that_learns_nothing_is_refused() -> None:
    """Without annotated roles there is nothing to learn of headings, however many plans there are."""
    made = [lesson(f"plan-{number}", "II. NHIỆM VỤ\n1. Kiểm tra chợ.", {"text": "1. Kiểm tra chợ."}) for number in range(3)]
    with pytest.raises(TooLittle) as refused:
        fit(made, truths_of(examples_of(made)), load_recipe())
    assert refused.value.model == "headings"


def test_few_plans_are_cross_validated_with_folds_that_are_empty() -> None:
    lessons = small_corpus()[:3]
    held = cross_validate(lessons, truths_of(examples_of(lessons)), load_recipe())
    assert sorted(one.lesson.name for one in held) == [made.name for made in lessons]


def test_the_version_is_that_of_all_that_decides() -> None:
    features = load_vocabulary(f"{FOLDER}/features")
    shipped = {name: (models_folder() / FOLDER / name).read_bytes() for name in FILES}
    version = version_of(shipped, features)
    assert (models_folder() / FOLDER / VERSION_FILE).read_text() == f"{version}\n", STALE
    changed = [{"rejected": 0.3}, {"templates": features["templates"][1:]}, {"sure": features["sure"] | {"lead": 0.8}}, {"telling": []}]
    assert len({version, version_of(shipped | {FILES[0]: b""}, features), *(version_of(shipped, features | one) for one in changed)}) == 6
