"""The wheel holds everything that runs, and the checkout finds the same files without being installed as one."""

from __future__ import annotations

import configparser
import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from kg.knowledge import paths
from tests.helpers.paths import ROOT

PARTS = ("kg", "ontologies", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that the checkout stays clean."""
    source, output = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, source)
    build = f"from setuptools.build_meta import build_wheel; build_wheel({str(output)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    return next(output.glob("kg-*.whl"))


def shipped(folder: str, *patterns: str) -> set[str]:
    files = (file for pattern in patterns for file in (ROOT / folder).rglob(pattern) if file.is_file())
    return {str(file.relative_to(ROOT)) for file in files if "__pycache__" not in file.parts}


def test_the_wheel_holds_code_knowledge_templates_and_weights(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    knowledge = {f"kg/{name}" for name in shipped("ontologies", "*.ttl", "*.rq", "*.tsv")}
    assert knowledge
    assert names >= shipped("kg", "*") | knowledge
    assert all(name.startswith(("kg/", "kg-")) for name in names)


def test_an_installed_wheel_finds_its_files(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)
    code = "import kg; from kg.knowledge import paths; print(kg.__file__, paths.ontology_path('plover.ttl'), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    package, table = map(Path, done.stdout.splitlines())
    assert package == tmp_path / "kg" / "__init__.py"
    assert table == tmp_path / "kg" / "ontologies" / "plover.ttl"
    assert table.is_file()


def test_a_checkout_finds_its_files_beside_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "find_spec", lambda name: None)
    assert paths.ontology_path("plover.ttl") == ROOT / "ontologies" / "plover.ttl"
    assert paths.ontology_path("plover.ttl").is_file()


def test_spacy_knows_the_parts_of_the_pipeline() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    factories = importlib.metadata.entry_points(group="spacy_factories")
    for line in config["options.entry_points"]["spacy_factories"].split("\n"):
        if name := line.split("=")[0].strip():
            assert callable(factories[name].load())


def test_no_command_needs_torch() -> None:
    requirements = importlib.metadata.requires("kg") or []
    assert not [requirement for requirement in requirements if requirement.startswith(("torch", "transformers"))]
