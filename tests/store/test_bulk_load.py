"""Graphs that exist already into a store: the same as article by article, all or nothing, and nothing unsound."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from kg.cli.main import main
from kg.errors import ReadError
from kg.formats.load import holds_graph
from kg.formats.records import to_record
from kg.graph.merge import merge_graphs
from kg.graph.split import split_graph
from kg.model import Graph
from kg.rdf.check import check
from kg.rdf.columns import Columns
from kg.rdf.namespaces import BASE, prefixes
from kg.rdf.serialization import FORMATS, serialize
from kg.rdf.to_dataset import to_dataset
from kg.rdf.validation import validate
from kg.store.bulk_load import add_file
from kg.store.store import Store, list_articles, load_store
from tests.helpers.graphs import GRAPH, TEXTS, part
from tests.helpers.stories import COLD_WAR, tell
from tests.helpers.tellings import articles
from tests.sparql.test_query import ENDINGS
from tests.store.test_store import PARTS, dump, fill

STORIES = [tell(COLD_WAR[number % 7 :: 7], article_id=f"story-{number}") for number in range(40)]


def write(folder: Path, graph: Graph, format: str = "nquads") -> Path:
    path = folder / f"graph.{ENDINGS[format]}"
    path.write_text(serialize(graph, format), encoding="utf-8")
    return path


def load(folder: Path, path: Path) -> Store:
    store = Store(folder)
    assert all(add_file(store, str(path)))
    return store


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_fills_a_store_like_its_articles(format: str, tmp_path: Path) -> None:
    load(tmp_path / "at-once", write(tmp_path, GRAPH, format))
    fill(tmp_path / "one-by-one", *PARTS)
    assert dump(tmp_path / "at-once") == dump(tmp_path / "one-by-one")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles("a", "b", "c"))
def test_events_of_several_articles_and_denials_go_in_alike(
    tmp_path_factory: pytest.TempPathFactory, graphs: list[Graph]
) -> None:
    folder, merged = tmp_path_factory.mktemp("stores"), merge_graphs(graphs)
    store = load(folder / "at-once", write(folder, merged))
    fill(folder / "one-by-one", *graphs)
    assert dump(folder / "at-once") == dump(folder / "one-by-one")
    load(folder / "again", write(folder, load_store(folder / "one-by-one")))
    assert dump(folder / "again") == dump(folder / "one-by-one")
    for told in split_graph(merged):
        assert not store.add(told)
        store.remove(told.articles[0].id)
    assert dump(folder / "at-once") == set()


def test_into_a_store_that_holds_articles_others_go_one_by_one(tmp_path: Path) -> None:
    store = fill(tmp_path / "store", part("rome"))
    changed = add_file(store, str(write(tmp_path, GRAPH)))
    assert (len(changed), sum(changed)) == (6, 5)
    fill(tmp_path / "plain", *PARTS)
    assert dump(tmp_path / "store") == dump(tmp_path / "plain")


def test_a_file_takes_the_base_of_the_store(tmp_path: Path) -> None:
    base = "https://example.org/news#"
    store = Store(tmp_path / "store", base=base)
    add_file(store, str(write(tmp_path, GRAPH)))
    assert list_articles(tmp_path / "store") == sorted(TEXTS)
    assert not any(BASE in line for line in dump(tmp_path / "store"))


VANCE, EVENT, MENTION = ":jd-vance", "event:rome-1", "mention:rome.0-23.jd-vance"


@pytest.mark.parametrize(
    ("update", "rule"),
    [
        (f"DELETE WHERE {{ {VANCE} rdfs:label ?o }}", "an entity has one label"),
        (f"INSERT DATA {{ {VANCE} rdfs:label 'Vance' }}", "an entity has one label"),
        (f"DELETE WHERE {{ {MENTION} itsrdf:taIdentRef ?o }}", "a mention refers to one entity of the graph"),
        (f"DELETE WHERE {{ {EVENT} dip:confidence ?o }}", "an event has one confidence"),
        (f"DELETE WHERE {{ {EVENT} prov:wasDerivedFrom ?o }}", "an event is derived from at least one sentence"),
        (f"INSERT DATA {{ {EVENT} dip:actor :nobody }}", "an actor is an entity of the graph"),
        ("DELETE WHERE { :rome a dip:Place }", "an event has at most one place, an entity of the graph"),
        (
            "DELETE { ?e dip:modality ?o } INSERT { ?e dip:modality dip:x } WHERE { ?e dip:modality ?o }",
            "is asserted,",
        ),
        ("DELETE { ?a nif:endIndex ?o } INSERT { ?a nif:endIndex 'x' } WHERE { ?a nif:endIndex ?o }", "an integer"),
        (
            "DELETE { ?a nif:anchorOf ?o } INSERT { ?a nif:anchorOf 'a \"word\"' } WHERE { ?a nif:anchorOf ?o }",
            "the article has other words at",
        ),
    ],
)
def test_what_breaks_a_shape_is_told_and_not_added(update: str, rule: str, tmp_path: Path) -> None:
    whole = to_dataset(GRAPH)
    assert check(Columns.from_lines(whole.serialize(format="nquads").strip())) == []
    lines = broken(whole, update)
    (tmp_path / "graph.nq").write_text("\n".join(lines), encoding="utf-8")
    store = Store(tmp_path / "store")
    with pytest.raises(ReadError, match=rule):
        add_file(store, str(tmp_path / "graph.nq"))
    assert store.is_empty


def broken(whole: rdflib.Dataset, update: str) -> list[str]:
    """The lines of a graph after an update that stays within each of its named graphs; SHACL too finds it wrong."""
    for graph in list(whole.graphs()):
        if "INSERT DATA" not in update or "rome" in graph.identifier or "entities" in graph.identifier:
            graph.update(update, initNs=prefixes())
    assert validate(whole)
    return [line for line in whole.serialize(format="nquads").split("\n") if line]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<http://www.w3.org/ns/prov#wasDerivedFrom>", "<a b>", "not added, it breaks a rule"),
        ("<http://www.w3.org/ns/prov#wasDerivedFrom>", "<http://[>", "a node has a valid IRI"),
        ("<http://www.w3.org/ns/prov#wasDerivedFrom>", "_:b", "a node has a valid IRI"),
        ('"The tests"', '"The \\q"', "no valid N-Quads"),
    ],
)
def test_what_is_no_n_quads_leaves_nothing(old: str, new: str, message: str, tmp_path: Path) -> None:
    path = write(tmp_path, merge_graphs(STORIES))
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    store = Store(tmp_path / "store")
    with pytest.raises(ReadError, match=message):
        add_file(store, str(path))
    assert store.is_empty


def test_records_hold_no_texts(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(to_record(part("rome"))) + "\n", encoding="utf-8")
    with pytest.raises(ReadError, match="holds no texts of its articles, which a store keeps; add the articles"):
        add_file(Store(tmp_path / "store"), str(path))


def test_graphs_are_told_from_articles(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text(json.dumps(to_record(part("rome"))))
    (tmp_path / "articles.jsonl").write_text(json.dumps({"text": TEXTS["rome"], "events": []}))
    names = ("graph.ttl", "graph.nq", "records.jsonl", "articles.jsonl", "missing.jsonl", "article.txt", "-")
    assert [name for name in names if holds_graph(str(tmp_path / name))] == ["graph.ttl", "graph.nq", "records.jsonl"]


def test_a_graph_goes_in_by_command(tmp_path: Path) -> None:
    path, other = write(tmp_path, GRAPH), tmp_path / "other.ttl"
    other.write_text("<https://example.org/a> a <https://example.org/B> .")
    done = CliRunner().invoke(main, ["add", str(tmp_path / "store"), str(other), str(path)])
    assert done.stdout == f"{tmp_path / 'store'}: 6 new or changed, 0 as before\n"
    assert (done.exit_code, "other.ttl: holds no articles" in done.stderr) == (1, True)


LOADING = """
import sys
from pathlib import Path
from kg.store.bulk_load import add_file
from kg.store.store import Store
store = Store(Path(sys.argv[1]))
print(flush=True)
add_file(store, sys.argv[2])
"""


def test_a_kill_leaves_all_of_a_graph_or_nothing(tmp_path: Path) -> None:
    path, chance = write(tmp_path, merge_graphs(STORIES)), random.Random(7)
    begin = time.monotonic()
    load(tmp_path / "calm", path)
    takes = time.monotonic() - begin
    for number in range(6):
        folder = tmp_path / f"killed-{number}"
        process = subprocess.Popen(
            [sys.executable, "-c", LOADING, str(folder), str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.random() * takes)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert len(list_articles(folder)) in (0, len(STORIES))
        add_file(Store(folder), str(path))
        assert dump(folder) == dump(tmp_path / "calm")
