"""Runs on a Ray cluster, with folders on object storage: the same bytes as by one process, whoever dies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.model import Article
from kg.readers.articles import read_articles
from kg.runs.crew import Crew, Processes
from kg.runs.folder import open_folder
from kg.runs.run import make_run
from kg.runs.shards import Knowledge
from tests.runs.fragile import Dangerous
from tests.runs.test_runs import content

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install '.[cluster]'")
KNOWN = Dangerous(None, (), ())


def texts(marks: Path, *names: str) -> list[Article]:
    return [Article(name, f"Text of {name}.", date=date(2020, 1, 1), source=str(marks / name)) for name in names]


def make(articles: list[Article], knowledge: Knowledge, address: str, crew: Crew) -> None:
    for _ in make_run(articles, knowledge, open_folder(address), crew, 2):
        pass


@pytest.fixture(scope="module")
def cluster() -> Iterator[Crew]:
    from kg.runs.cluster import Cluster

    with Cluster(KNOWN, "local", 2) as crew:
        yield crew


def test_a_worker_that_is_killed_changes_no_byte(cluster: Crew, tmp_path: Path) -> None:
    told = texts(tmp_path, "a", "b", "once", "c", "broken", "d", "e")
    make(told, KNOWN, str(tmp_path / "cluster"), cluster)
    assert (tmp_path / "once").exists()
    with Processes(KNOWN, 1) as crew:
        make(told, KNOWN, str(tmp_path / "alone"), crew)
    assert content(tmp_path / "cluster") == content(tmp_path / "alone")


def test_object_storage_gets_the_same_files_and_is_gone_on_with(tmp_path: Path) -> None:
    fsspec, told = pytest.importorskip("fsspec"), texts(tmp_path, "a", "broken", "c", "d", "e")
    with Processes(KNOWN, 1) as crew:
        make(told, KNOWN, str(tmp_path / "run"), crew)
        make(told, KNOWN, "memory://shelf/run", crew)
        files = fsspec.filesystem("memory")
        stored = {path.removeprefix("/shelf/run/"): files.cat_file(path) for path in files.find("/shelf/run")}
        assert stored == content(tmp_path / "run")
        files.rm_file("/shelf/run/quads/000001.nq.zst")
        make(told[:4], KNOWN, "memory://shelf/run", crew)
    assert sorted(map(Path, files.find("/shelf/run/quads"))) == [
        Path(f"/shelf/run/quads/00000{number}.nq.zst") for number in (0, 1)
    ]


def test_articles_come_from_object_storage() -> None:
    files = pytest.importorskip("fsspec").filesystem("memory")
    for name, told in {"a.txt": b"One text.", "in/b.txt": b"Another text.", "c.bin": b"\0"}.items():
        files.pipe_file(f"/news/{name}", told)
    errors: list[KgError] = []
    for source, ids in {
        "memory://news": ["a", "b"],
        "memory://news/*.txt": ["a"],
        "memory://news/in/b.txt": ["b"],
        "memory://news/none.txt": [],
    }.items():
        found = list(read_articles([source], on_error=errors.append))
        assert [article.id for article in found] == ids
    assert found == [] and "none.txt: no such file" in str(errors[-1])
