"""The store on disk: what goes in and out, whole, in any order; who may open it; and what survives a crash."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cli.main import main
from kg.errors import KgError, ReadError, WriteError
from kg.extractor import Extractor
from kg.graph.merge import merge_graphs
from kg.model import Entity, Graph
from kg.rdf.serialization import from_turtle, to_turtle
from kg.rdf.to_dataset import to_dataset
from kg.store.store import (
    Store,
    describe_store,
    list_articles,
    load_store,
    read_store,
    store_base,
)
from kg.store.support import SUPPORT, to_oxigraph
from tests.helpers.graphs import GRAPH, TEXTS, part
from tests.helpers.stories import COLD_WAR, tell
from tests.helpers.tellings import articles, tellings

PARTS = [part(article) for article in TEXTS]


def dump(folder: Path) -> set[str]:
    """Everything that a store holds."""
    return {str(quad) for quad in read_store(folder)}


def fill(folder: Path, *graphs: Graph) -> Store:
    store = Store(folder)
    for graph in graphs:
        assert store.add(graph)
    return store


def test_a_store_gives_back_the_merged_graph(tmp_path: Path) -> None:
    fill(tmp_path / "store", *PARTS)
    assert to_turtle(load_store(tmp_path / "store")) == to_turtle(merge_graphs(PARTS))
    assert list_articles(tmp_path / "store") == sorted(TEXTS)
    described = describe_store(tmp_path / "store")
    assert (described["articles"], described["events"]) == (6, len(GRAPH.events))
    assert described["entities"] == len(merge_graphs(PARTS).entities)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(PARTS))), st.data())
def test_the_order_of_articles_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], data: st.DataObject
) -> None:
    """Articles come in any order, some of them twice, some only to be taken out and put back: the store is the same."""
    one, other = (tmp_path_factory.mktemp("stores") / "store" for _ in range(2))
    odd = [
        replace(graph, entities=tuple(map(vary, graph.entities))) if number % 2 else graph
        for number, graph in enumerate(PARTS)
    ]
    fill(one, *odd)
    store = fill(other, *(odd[number] for number in order))
    for number in data.draw(st.lists(st.sampled_from(order), max_size=3)):
        assert not store.add(odd[number]), "the same again changes nothing"
        store.remove(odd[number].articles[0].id)
        assert store.add(odd[number])
    assert dump(one) == dump(other)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles("a", "b", "c"), st.permutations("abc"), tellings("b"))
def test_a_store_holds_what_merging_gives_of_the_articles_left_in_it(
    tmp_path_factory: pytest.TempPathFactory, graphs: list[Graph], order: list[str], changed: Graph
) -> None:
    """Events of several articles and denials too, whatever came, went and changed before."""
    store, told = Store(tmp_path_factory.mktemp("stores") / "store"), dict(zip("abc", graphs, strict=True))
    for article in order:
        store.add(told[article])
    assert seen(store.folder) == statements(graphs)
    store.add(changed)
    assert seen(store.folder) == statements([told["a"], changed, told["c"]])
    store.add(told["b"])
    store.remove(order[0])
    assert seen(store.folder) == statements([told[article] for article in order[1:]])
    store.remove(order[1])
    store.remove(order[2])
    assert dump(store.folder) == set()


def seen(folder: Path) -> set[str]:
    """The statements in a store that queries see."""
    return {str(quad) for quad in read_store(folder) if quad.graph_name != SUPPORT}


def statements(graphs: list[Graph]) -> set[str]:
    """The statements of articles that are merged in memory."""
    return {str(to_oxigraph(quad)) for quad in to_dataset(replace(merge_graphs(graphs), parts=())).quads()}  # type: ignore[arg-type]


def vary(entity: Entity) -> Entity:
    """The entity as another article might know it."""
    return replace(entity, label=entity.label.upper(), country=None, aliases=(*entity.aliases, f"the {entity.label}"))


def test_an_article_that_changed_replaces_itself(tmp_path: Path) -> None:
    store = fill(tmp_path / "changed", *PARTS)
    rome = part("rome")
    assert store.add(replace(rome, events=(replace(rome.events[0], negated=True),)))
    assert not any("/jd-vance> <https://w3id.org/diplomatic-kg/ontology#met>" in line for line in dump(store.folder))
    assert store.add(rome)
    fill(tmp_path / "plain", *PARTS)
    assert dump(tmp_path / "changed") == dump(tmp_path / "plain")


def test_removing_takes_what_only_the_article_supported(tmp_path: Path) -> None:
    store = fill(tmp_path / "store", *PARTS)
    store.remove("rome")
    fill(tmp_path / "never", *(graph for graph in PARTS if graph.articles[0].id != "rome"))
    assert dump(tmp_path / "store") == dump(tmp_path / "never")
    assert not any("jd-vance" in line for line in dump(tmp_path / "store"))
    with pytest.raises(KgError, match=r"holds no article 'rome'; `kg info --articles` lists"):
        store.remove("rome")
    for graph in PARTS:
        if graph.articles[0].id != "rome":
            store.remove(graph.articles[0].id)
    assert dump(tmp_path / "store") == set()


def test_an_entity_keeps_the_label_that_merging_keeps(tmp_path: Path) -> None:
    first, second = part("rome"), part("kyiv")
    second = replace(second, entities=tuple(map(vary, second.entities)))
    fill(tmp_path / "store", first, second)
    assert load_store(tmp_path / "store").entities == merge_graphs([first, second]).entities


@pytest.mark.parametrize(
    "name", ['a "b" > } {\n\\', "\u202eright to left\u202c", "x" * 20_000, "<script>'", "{} ; DROP ALL"]
)
def test_hostile_names_come_back_as_they_were(tmp_path: Path, name: str) -> None:
    graph = part("rome")
    hostile = replace(
        graph,
        articles=(replace(graph.articles[0], title=name, source=name),),
        entities=tuple(replace(entity, label=name + entity.label, aliases=(name,)) for entity in graph.entities),
    )
    store = fill(tmp_path / "store", hostile, part("kyiv"))
    assert to_turtle(load_store(store.folder)) == to_turtle(merge_graphs([hostile, part("kyiv")]))


def test_a_second_writer_is_told_and_readers_go_on(tmp_path: Path) -> None:
    store = fill(tmp_path / "store", part("rome"))
    with pytest.raises(WriteError, match="another program writes to this store"):
        Store(tmp_path / "store")
    assert list_articles(tmp_path / "store") == ["rome"]
    store.add(part("kyiv"))
    assert list_articles(tmp_path / "store") == ["kyiv", "rome"]


def test_what_is_no_store_or_another_version_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is no store of kg; `kg add` makes one"):
        read_store(tmp_path / "nothing")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/one.txt").write_text("Dear")
    with pytest.raises(WriteError, match="not empty; choose another folder"):
        Store(tmp_path / "letters")
    fill(tmp_path / "store", part("rome"))
    (tmp_path / "store/kg.json").write_text(json.dumps({"format": 1, "base": "https://example.org/"}))
    with pytest.raises(ReadError, match="is a store of format 1, and this kg knows format 2"):
        load_store(tmp_path / "store")


def test_a_store_keeps_its_base(tmp_path: Path) -> None:
    Store(tmp_path / "store", base="https://example.org/news#").add(part("rome"))
    assert store_base(tmp_path / "store") == "https://example.org/news#"


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_articles_go_in_and_out_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talks.txt").write_text("date 2025-05-19 Talks\n\nJD Vance met Volodymyr Zelenskyy in Rome on Sunday.\n")
    assert kg("add", "store", "talks.txt").output == "store: 1 new or changed, 0 as before\n"
    again = kg("add", "store", "talks.txt", "nowhere.txt")
    assert (again.exit_code, again.stderr) == (1, "Error: nowhere.txt: no such file; check the path\n")
    assert again.stdout == "store: 0 new or changed, 1 as before\n"
    assert kg("info", "store", "--articles").stdout == "talks\n"
    assert kg("info", "store").stdout.startswith("articles\t1\nevents\t1\n")
    assert "JD Vance" in kg("query", "store", "--name", "who-met-whom").stdout
    assert from_turtle(kg("export", "store", "--format", "turtle").stdout) == load_store(Path("store"))
    assert kg("view", "store", "-o", "graph.html").exit_code == 0
    done = kg("remove", "store", "nowhere", "talks")
    assert (done.exit_code, "holds no article 'nowhere'" in done.stderr) == (1, True)
    assert kg("info", "store", "--articles").stdout == ""


def test_what_breaks_a_shape_is_not_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "talks.txt").write_text("JD Vance met Volodymyr Zelenskyy in Rome on 18 May 2025.\n")
    monkeypatch.setattr(Extractor, "run", lambda *_, **__: iter([broken]))
    broken = replace(part("rome"), entities=())
    done = kg("add", str(tmp_path / "store"), str(tmp_path / "talks.txt"))
    assert done.exit_code == 1
    assert "Error: rome: left out, for kg made a mistake; report it: " in done.stderr
    assert dump(tmp_path / "store") == set()


# A program that adds articles to a store, and says so after each.
ADDING = """
import sys
from pathlib import Path
from kg.store.store import Store
from tests.helpers.stories import COLD_WAR, tell
store = Store(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    store.add(tell(COLD_WAR[number % 7 :: 7], article_id=f"story-{number}"))
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_leaves_whole_articles(tmp_path: Path) -> None:
    """Killed at random moments and run again, the store is what an undisturbed run makes."""
    chance, count = random.Random(7), 12
    program = [sys.executable, "-c", ADDING, str(tmp_path / "killed"), str(count)]
    for _ in range(4):
        process = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        for _ in range(chance.randrange(1, count)):
            process.stdout.readline()
        time.sleep(chance.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        articles = list_articles(tmp_path / "killed")
        whole = {quad.graph_name for quad in read_store(tmp_path / "killed") if "/article/" in str(quad.graph_name)}
        assert len(whole) == len(articles)
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    fill(tmp_path / "calm", *(tell(COLD_WAR[number % 7 :: 7], article_id=f"story-{number}") for number in range(count)))
    assert dump(tmp_path / "killed") == dump(tmp_path / "calm")


FULL = """
import resource, sys
from pathlib import Path
from kg.extractor import Extractor
from kg.cli.main import main
from kg.errors import WriteError
from kg.store.store import Store
from tests.helpers.stories import COLD_WAR, tell
store = Store(Path(sys.argv[1]))
store.add(tell(COLD_WAR[:3], article_id="first"))
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    for number in range(50):
        store.add(tell(COLD_WAR, article_id=f"story-{number}"))
except WriteError as error:
    print(error)
"""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "store")], capture_output=True, text=True, check=True
    )
    assert "cannot be written" in done.stdout
    assert "make room and run the command again" in done.stdout
    assert "first" in list_articles(tmp_path / "store")
    Store(tmp_path / "store").add(part("rome"))
    assert {"first", "rome"} <= set(list_articles(tmp_path / "store"))


def damage(store: Path, name: str, place: float) -> None:
    """Flip a bit in a file of a store."""
    path = next(
        path for path in sorted((store / "oxigraph").iterdir()) if path.match(name) and path.stat().st_size > 200
    )
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 4
    path.write_bytes(data)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.99])
def test_a_changed_log_costs_a_closed_store_nothing(tmp_path: Path, place: float) -> None:
    with fill(tmp_path / "store", *PARTS[:3]):
        pass
    whole = dump(tmp_path / "store")
    for log in (tmp_path / "store" / "oxigraph").glob("*.log"):
        if log.stat().st_size > 200:
            damage(tmp_path / "store", log.name, place)
    assert dump(tmp_path / "store") == whole


@pytest.mark.parametrize(("name", "place"), [("*.sst", 0.1), ("*.sst", 0.5), ("*.sst", 0.99), ("MANIFEST*", 0.3)])
def test_a_store_that_a_disk_changed_is_told(
    tmp_path: Path, name: str, place: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.store.PATIENCE", 0.1)
    monkeypatch.chdir(tmp_path)
    with fill(Path("store"), *PARTS[:3]):
        pass
    Path("more.ttl").write_text(to_turtle(PARTS[3]), encoding="utf-8")
    for path in sorted(Path("store/oxigraph").glob("*.sst")) if name == "*.sst" else [None]:
        damage(Path("store"), path.name if path else name, place)
    results = [
        kg("info", "store"),
        kg("info", "store", "--articles"),
        kg("export", "store", "--format", "turtle"),
        kg("query", "store", "SELECT * { ?s ?p ?o }"),
        kg("view", "store", "-o", "graph.html"),
        kg("remove", "store", "rome"),
        kg("add", "store", "more.ttl"),
    ]
    for done in results:
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code == 0 or done.stderr.startswith("Error: store: ")
    assert any(done.exit_code for done in results)


def test_a_store_whose_data_are_gone_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    fill(tmp_path / "store", part("rome"))
    (tmp_path / "store/oxigraph/CURRENT").unlink()
    for use in (Store, read_store, load_store, describe_store):
        with pytest.raises(ReadError, match="its data are gone, or not whole; restore them"):
            use(tmp_path / "store")
    fill(tmp_path / "other", part("rome"))
    (tmp_path / "other/kg.json").unlink()
    with pytest.raises(ReadError, match=r"kg\.json is missing; restore it from a copy"):
        Store(tmp_path / "other")


def test_a_store_that_was_begun_and_killed_is_finished(tmp_path: Path) -> None:
    (tmp_path / "store/oxigraph").mkdir(parents=True)
    assert list_articles(fill(tmp_path / "store", part("rome")).folder) == ["rome"]


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "[]",
        "{" * 100_000,
        '{"a":' * 100_000,
        '{"format": 1e999, "base": "https://example.org/"}',
        '{"format": NaN, "base": "https://example.org/"}',
        '{"format": 2}',
        '{"format": 2, "base": "no IRI"}',
        '{"format": 2, "base": "https://example.org/> <urn:x"}',
        '{"format": 2, "base": "https://example.org/\\u001b[2J/"}',
        '{"format": 2, "base": ["https://example.org/"]}',
        '{"format": 2, "base": "\\ud800:/"}',
    ],
)
def test_settings_that_are_none_are_told(tmp_path: Path, settings: str) -> None:
    fill(tmp_path / "store", part("rome"))
    (tmp_path / "store/kg.json").write_text(settings, encoding="utf-8")
    for command in (["info"], ["export", "--format", "turtle"], ["query", "ASK {}"], ["remove", "rome"]):
        done = kg(command[0], str(tmp_path / "store"), *command[1:])
        assert isinstance(done.exception, SystemExit), done.exception
        assert "kg.json" in done.stderr
