"""Many documents on a cluster: what the run on one machine leaves, whatever happens to workers."""

from __future__ import annotations

import errno
import json
import shutil
from collections import deque
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow.parquet as pq
import pytest

from extractor import load
from extractor.clustering import cluster_run, work
from extractor.clustering.cluster_run import run_on
from extractor.clustering.connecting import Cluster
from extractor.clustering.errors import ClusterError
from extractor.clustering.url_inputs import inputs_at
from extractor.clustering.url_place import UrlPlace
from extractor.exporting.parquet_file import table_of
from extractor.files.destinations import Refused
from extractor.running.batch import Outcome
from extractor.running.folder_run import run_into
from extractor.running.inputs import Input, inputs_of, laid_out
from extractor.running.places import Folder
from extractor.running.worker import Arguments
from tests.clustering.conftest import TEXT, bucket_contents, contents

ARGUMENTS = Arguments()


@pytest.fixture(autouse=True)
def in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def on(cluster: Cluster, out: Path, **named: Any) -> list[Outcome]:
    """A run of the folder "plans"."""
    shown: list[Outcome] = []
    ended = run_on(cluster, Folder(out.absolute()), inputs_of(["plans"], out), ARGUMENTS, show=shown.append, **named)
    assert list(ended.outcomes) == shown
    return shown


def alone(out: Path) -> dict[str, bytes]:
    run_into(out, inputs_of(["plans"], out), ARGUMENTS, workers=2)
    return contents(out)


def statuses(outcomes: list[Outcome]) -> dict[str, int]:
    return {status: sum(outcome.status == status for outcome in outcomes) for status in {outcome.status for outcome in outcomes}}


def test_what_the_run_on_one_machine_leaves(cluster: Cluster, plans: Path) -> None:
    usual = alone(Path("alone"))
    assert statuses(on(cluster, Path("out"))) == {"done": 19, "refused": 1}
    assert contents(Path("out")) == usual
    assert json.loads(Path("out/report.json").read_bytes())["run"]["workers"] == 2


def test_each_goes_on_with_what_the_other_left(cluster: Cluster, plans: Path) -> None:
    usual = alone(Path("alone"))
    shutil.copytree("alone", "out")
    Path("out/00.txt.tasks.json").unlink()
    assert statuses(on(cluster, Path("out"))) == {"done": 1, "skipped": 18, "refused": 1}
    (plans / "deep" / "01.txt").write_text(TEXT.format(1999), "utf-8")
    assert statuses(on(cluster, Path("out"))) == {"done": 1, "skipped": 18, "refused": 1}
    (plans / "deep" / "01.txt").write_text(TEXT.format(2001), "utf-8")
    assert alone(Path("out")) == usual
    assert statuses(on(cluster, Path("out"), force=True)) == {"done": 19, "refused": 1}


def test_what_a_person_corrected_and_what_is_not_ours_stays(cluster: Cluster, plans: Path) -> None:
    on(cluster, Path("out"))
    corrected, other = Path("out/00.txt.tasks.json"), Path("out/02.txt.tasks.json")
    corrected.write_bytes(corrected.read_bytes().replace(b'\n "corrected": false', b'\n "corrected": true'))
    other.write_bytes(b'{"mine": 1}')
    before = corrected.read_bytes()
    assert statuses(on(cluster, Path("out"))) == {"skipped": 18, "failed": 1, "refused": 1}
    assert (corrected.read_bytes(), other.read_bytes()) == (before, b'{"mine": 1}')


# Shards ---------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shards_of_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_run, "SHARD_DOCUMENTS", 8)


def shards(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "shards").iterdir())}


@pytest.mark.usefixtures("shards_of_eight")
def test_shards_hold_the_tasks_of_all_results(cluster: Cluster, plans: Path) -> None:
    on(cluster, Path("out"))
    results = sorted(Path("out").rglob("*.tasks.json"), key=lambda path: path.relative_to("out").as_posix())
    assert list(shards(Path("out"))) == [
        f"{name}-{n:05d}.{end}" for name, end in (("_part", "json"), ("part", "parquet")) for n in range(3)
    ]
    table = pq.read_table("out/shards")
    assert table.equals(table_of(load(path.read_bytes()) for path in results))
    assert table.num_rows == 19
    manifests = [json.loads(data) for name, data in shards(Path("out")).items() if name.endswith(".json")]
    assert [part["result"] for manifest in manifests for part in manifest["documents"]] == [
        path.relative_to("out").as_posix() for path in results
    ]


@pytest.mark.usefixtures("shards_of_eight")
def test_shards_are_made_again_where_something_changed_and_no_longer_there_where_nothing_is(cluster: Cluster, plans: Path) -> None:
    on(cluster, Path("out"))
    first, before = shards(Path("out")), {path.name: path.stat().st_mtime_ns for path in Path("out/shards").iterdir()}
    (plans / "18.txt").write_text(TEXT.format(1999), "utf-8")
    on(cluster, Path("out"))
    after = {path.name: path.stat().st_mtime_ns for path in Path("out/shards").iterdir()}
    changed = {name for name in after if after[name] != before[name]}
    [at] = [json.loads(data)["shard"] for name, data in first.items() if b"18.txt" in data and name.endswith(".json")]
    assert changed == {at, "_" + at.replace(".parquet", ".json")}
    (plans / "18.txt").write_text(TEXT.format(2018), "utf-8")
    on(cluster, Path("out"))
    assert shards(Path("out")) == first
    shutil.rmtree(plans / "deep")
    on(cluster, Path("out"))
    assert list(shards(Path("out"))) == ["_part-00000.json", "_part-00001.json", "part-00000.parquet", "part-00001.parquet"]


def test_a_run_that_ended_between_a_manifest_and_its_shard_is_gone_on_with(cluster: Cluster, plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Folder.write

    def full(self: Folder, name: str, data: bytes) -> None:
        if name.endswith(".parquet"):
            raise OSError(errno.ENOSPC, "disk full")
        whole(self, name, data)

    monkeypatch.setattr(Folder, "write", full)
    with pytest.raises(OSError, match="disk full"):
        on(cluster, Path("out"))
    monkeypatch.setattr(Folder, "write", whole)
    on(cluster, Path("out"))
    assert pq.read_table("out/shards").num_rows == 19


def test_a_shard_that_is_not_ours_is_not_written_over(cluster: Cluster, plans: Path) -> None:
    Path("out/shards").mkdir(parents=True)
    Path("out/shards/part-00000.parquet").write_bytes(b"mine")
    with pytest.raises(Refused):
        on(cluster, Path("out"))
    assert Path("out/shards/part-00000.parquet").read_bytes() == b"mine"
    assert not Path("out/report.json").exists()
    on(cluster, Path("out"), force=True)
    assert pq.read_table("out/shards").num_rows == 19


# Workers --------------------------------------------------------------------------------------------------------------------------------


def test_a_document_that_ends_every_worker_is_told_and_the_others_are_read(
    cluster: Cluster, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import KilledWorker

    def deadly(job: work.Job, chunk: work.Chunk) -> work.Read:
        if any(document.path.endswith("07.txt") for document in chunk.documents):
            raise KilledWorker("extract-chunk", SimpleNamespace(address="tcp://127.0.0.1:1"), 1)
        return work.read_chunk(job, chunk)

    monkeypatch.setattr(cluster_run, "read_chunk", deadly)
    shown = on(cluster, Path("out"))
    assert statuses(shown) == {"done": 18, "refused": 1, "failed": 1}
    [lost] = [outcome for outcome in shown if outcome.status == "failed"]
    assert lost.document.path.endswith("07.txt")
    assert lost.error is not None
    assert lost.error.code == "worker_ended"
    assert lost.sha256 is not None


def test_no_more_is_out_than_keeps_the_workers_busy(cluster: Cluster, plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_run, "CHUNK_DOCUMENTS", 1)
    most = 0
    submit = cluster_run._Work._submit

    def counted(self: cluster_run._Work, *arguments: Any) -> None:
        nonlocal most
        submit(self, *arguments)
        most = max(most, len(self._out))

    monkeypatch.setattr(cluster_run._Work, "_submit", counted)
    on(cluster, Path("out"))
    assert most <= 2 * 2 + 1  # chunks for two threads, and a shard


@pytest.mark.parametrize(
    ("documents", "most", "sizes"),
    [
        (100, 4, [8] * 9 + [7, 5, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1]),
        (20, 2, [8, 6, 3, 1, 1, 1]),
        (6, 256, [1] * 6),  # a large cluster: each has a document
    ],
)
def test_the_last_chunks_are_smaller(documents: int, most: int, sizes: list[int]) -> None:
    coming = deque(Input(f"{number}.txt", f"{number}.txt.tasks.json") for number in range(documents))
    given = []
    while coming:
        given.append(cluster_run._chunk(coming, most))
    assert [len(chunk) for chunk in given] == sizes
    assert [document.path for chunk in given for document in chunk] == [f"{number}.txt" for number in range(documents)]


def test_nothing_of_a_document_is_in_what_dask_writes_down() -> None:
    document = Input("plans/secret.pdf", "secret.pdf.tasks.json")
    job = work.Job(Folder(Path("/secret")), "/secret", "", "", ARGUMENTS, 0.0, False)
    chunk = work.Chunk((document,), ())
    read = work.Read((Outcome(document, "done"),), ())
    assert "secret" not in f"{job!r}{chunk!r}{read!r}{cluster_run.Shard(0, (('secret', None),))!r}"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"made_with": "other"}, "worker_other_program"),
        ({"folder": "/nowhere/at/all"}, "worker_sees_no_documents"),
        ({"mark": "other"}, "worker_sees_no_results"),
        ({"place": Folder(Path("/nowhere/at/all"))}, "worker_sees_no_results"),
    ],
)
def test_a_worker_that_would_give_other_results_is_told(cluster: Cluster, tmp_path: Path, changed: dict[str, Any], code: str) -> None:
    from msgspec.structs import replace

    place = Folder(tmp_path)
    (tmp_path / ".extract" / "parts").mkdir(parents=True)
    place.write(work.MARK_NAME, b"mark")
    fit = work.Job(place, "", cluster_run.made_with(ARGUMENTS), "mark", ARGUMENTS, 0.0, False)
    for job, told in ((fit, None), (replace(fit, **{"mark": f"mark{code}", **changed}), code)):
        error = cluster.client.submit(work.check_fit, job, pure=False).exception()
        assert (error.code if error is not None else None) == told
        if error is not None:
            assert isinstance(error, ClusterError)


# URLs -----------------------------------------------------------------------------------------------------------------------------------


def test_from_a_bucket_into_a_bucket(cluster: Cluster, plans: Path, s3: Any, bucket: str) -> None:
    usual = alone(Path("alone"))
    s3.put(str(plans), f"{bucket}/plans", recursive=True)
    place = UrlPlace(f"s3://{bucket}/out")
    found = inputs_at([f"s3://{bucket}/plans"], place.url)
    inputs = laid_out(found.documents, {}, found.left_out)
    for expected in ({"done": 19, "refused": 1}, {"skipped": 19, "refused": 1}):
        shown: list[Outcome] = []
        run_on(cluster, place, inputs, ARGUMENTS, show=shown.append)
        assert statuses(shown) == expected
    made = bucket_contents(s3, f"{bucket}/out")
    report = json.loads(made.pop("report.json"))
    assert made == {name: data for name, data in usual.items() if name != "report.json"}
    usual_report = json.loads(usual["report.json"])
    for entry in report["documents"]:
        entry["path"] = entry["path"].removeprefix(f"s3://{bucket}/")
    assert report == usual_report
    with s3.open(f"{bucket}/out/shards/part-00000.parquet") as file:
        assert pq.read_table(file).num_rows == 19


def test_in_a_bucket_what_is_not_ours_stays_and_what_was_changed_is_read_again(cluster: Cluster, plans: Path, s3: Any, bucket: str) -> None:
    place = UrlPlace(f"s3://{bucket}")
    inputs = inputs_of(["plans"], Path("none"))

    def run(**named: Any) -> dict[str, int]:
        shown: list[Outcome] = []
        run_on(cluster, place, inputs, ARGUMENTS, show=shown.append, **named)
        return statuses(shown)

    run()
    place.write("02.txt.tasks.json", b'{"mine": 1}')
    place.remove("04.txt.tasks.json")
    assert run() == {"done": 1, "skipped": 17, "failed": 1, "refused": 1}
    assert place.standing("02.txt.tasks.json") == b'{"mine": 1}'
    assert run(force=True) == {"done": 19, "refused": 1}
    place.write("report.json", b'{"mine": 1}')
    with pytest.raises(Refused):
        run()


def test_on_another_file_system_a_file_is_written_beside_and_renamed(cluster: Cluster, plans: Path, tmp_path: Path) -> None:
    usual = alone(Path("alone"))
    run_on(cluster, UrlPlace((tmp_path / "out").as_uri()), inputs_of(["plans"], Path("out")), ARGUMENTS, show=lambda outcome: None)
    assert contents(Path("out")) == usual
    assert not [path for path in Path("out").rglob("*.part*") if path.suffix == ".part"]


class _Future:
    """A task whose answer is lost with its worker before it is fetched, and what becomes of it then."""

    def __init__(self, end: str) -> None:
        self.status, self._end, self._asked = "lost", end, 0

    def add_done_callback(self, done: Any) -> None:
        self._asked += 1
        if self._asked == 2:
            self.status = self._end
        done(self)

    def result(self) -> work.Read:
        if self.status == "cancelled":
            from distributed.client import CancelledError

            raise CancelledError
        return work.Read((Outcome(Input("a.txt", "a.txt.tasks.json"), "failed"),), ())


class _Scheduler:
    """Stands for a cluster with such tasks."""

    def __init__(self, end: str) -> None:
        self.client, self._end = self, end

    def threads(self) -> int:
        return 1

    def submit(self, task: Any, *arguments: Any, **named: Any) -> _Future:
        return _Future(self._end)


def test_workers_that_are_gone_are_waited_for_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now, there = [100.0], [{"a": 2}]
    monkeypatch.setattr("extractor.clustering.connecting.time.monotonic", lambda: now[0])
    cluster = Cluster(SimpleNamespace(nthreads=lambda: there[0]), "local", 15.0)
    assert cluster.threads() == 2
    there[0] = {}
    for now[0] in (103.0, 114.0):
        assert cluster.threads() == 0
    there[0] = {"b": 1}
    now[0] = 117.0
    assert cluster.threads() == 1
    there[0] = {}
    now[0] = 131.0
    assert cluster.threads() == 0
    now[0] = 134.0
    with pytest.raises(ClusterError, match="cluster_workers_gone"):
        cluster.threads()


def test_an_answer_that_is_lost_with_its_worker_is_waited_for_again(tmp_path: Path) -> None:
    from extractor.running.ledger import opened

    document = Input("a.txt", "a.txt.tasks.json")
    job = work.Job(Folder(tmp_path), "", "", "", ARGUMENTS, 0.0, False)
    with opened(tmp_path) as done:
        finished: Any = _Scheduler("finished")
        assert next(cluster_run._Work(finished, done, job).outcomes([document])).document == document
        gone: Any = _Scheduler("cancelled")
        with pytest.raises(ClusterError, match="cluster_lost"):
            next(cluster_run._Work(gone, done, job).outcomes([document]))
