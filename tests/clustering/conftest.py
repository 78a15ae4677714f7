"""A cluster inside the process of the tests, a bucket on this machine, and documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="needs the extra cluster")

from extractor.clustering.connecting import Cluster

TEXT = "KẾ HOẠCH\nTuyên truyền năm {0}\n\nII. NỘI DUNG\n1. Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/{0}.\n"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A scheduler and one worker of two threads in this process."""
    from distributed import Client, LocalCluster

    with LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, protocol="inproc", dashboard_address=None
    ) as here, Client(here, set_as_default=False) as client:  # fmt: skip
        yield Cluster(client, "inproc", 60.0)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of twenty documents below one another, one of them broken."""
    folder = tmp_path / "plans"
    (folder / "deep").mkdir(parents=True)
    for number in range(19):
        (folder / ("deep" if number % 2 else "") / f"{number:02d}.txt").write_text(TEXT.format(2000 + number), "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    return folder


@pytest.fixture(scope="session")
def s3() -> Iterator[Any]:
    """What speaks S3 on this machine, for the processes that are started too: the file system of fsspec."""
    pytest.importorskip("s3fs")
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        }.items():  # fmt: skip
            patch.setenv(name, value)
        import s3fs

        yield s3fs.S3FileSystem()
    server.stop()


@pytest.fixture
def bucket(s3: Any, tmp_path: Path) -> str:
    """The name of an empty bucket."""
    name = "".join(letter if letter.isalnum() else "-" for letter in tmp_path.name.lower())
    s3.mkdir(name)
    return name


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder of results but shards, hidden ones too; of the report what does not differ from run to run."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return compared(files)


def bucket_contents(s3: Any, root: str) -> dict[str, bytes]:
    """The same of what is below a path in a bucket."""
    s3.invalidate_cache()
    return compared({path.removeprefix(f"{root}/"): s3.cat_file(path) for path in s3.find(root)})


def compared(files: dict[str, bytes]) -> dict[str, bytes]:
    report = json.loads(files["report.json"])
    del report["run"]
    kept = {name: data for name, data in files.items() if not name.startswith("shards/") and name != ".extract/lock"}
    return {**kept, "report.json": json.dumps(report).encode()}
