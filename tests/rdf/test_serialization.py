"""RDF: what a graph becomes, and that it comes back from every format as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import PROV
from rdflib.compare import isomorphic

from kg.errors import KgError
from kg.knowledge.ontology import load_ontology
from kg.model import Article, Entity, EntityMention, Event, Graph, Span, TimeValue
from kg.rdf.namespaces import BASE, DIP, NIF, SEM, Names, local_id, local_name
from kg.rdf.serialization import FORMATS, from_dataset, from_text, from_turtle, serialize, to_dataset, to_turtle
from kg.temporal.periods import day, month, through
from tests.helpers.graphs import ENTITIES, EVENTS, GRAPH, defined, part

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

NAMES = Names()
GOLDEN = Path(__file__).parents[1] / "goldens" / "rome.ttl"


def read(turtle: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle, format="turtle")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_brings_back_the_same_graph(format: str) -> None:
    assert from_text(serialize(GRAPH, format), format) == GRAPH


def test_turtle_of_an_article() -> None:
    assert isomorphic(read(to_turtle(part("rome"))), rdflib.Graph().parse(GOLDEN))


def test_turtle_lists_events_before_entities_before_text() -> None:
    turtle = to_turtle(GRAPH)
    starts = [turtle.index(start) for start in ("\nevent:", "\n:jd-vance", "\narticle:", "\ntext:", "\nmention:")]
    assert starts == sorted(starts)


def test_rdflib_and_oxigraph_read_the_same_graph() -> None:
    turtle = to_turtle(GRAPH)
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    stored = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert stored is not None
    assert isomorphic(read(turtle), rdflib.Graph().parse(data=stored, format="nt"))


def test_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import hashlib; from kg.rdf.serialization import FORMATS, serialize; from tests.helpers.graphs import GRAPH\n"
        "for name in FORMATS: print(name, hashlib.sha256(serialize(GRAPH, name).encode()).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_same_bytes_whatever_the_order_of_evidence_and_mentions() -> None:
    entity = replace(ENTITIES[0], mentions=ENTITIES[0].mentions[::-1], aliases=("b", "a"))
    shuffled = defined(GRAPH.articles[::-1], (entity, *ENTITIES[:0:-1]), EVENTS[::-1])
    straight = defined(GRAPH.articles, (replace(entity, aliases=("a", "b")), *ENTITIES[1:]), EVENTS)
    for format in FORMATS:
        assert serialize(shuffled, format) == serialize(straight, format)


def test_each_article_has_a_graph_of_its_own() -> None:
    dataset = to_dataset(GRAPH)
    names = {str(graph.identifier) for graph in dataset.graphs() if len(graph)}
    shared = {str(NAMES.graph(name)) for name in ("contradictions", "copies", "entities", "links", "vocabulary")}
    assert names == shared | {str(NAMES.article(article.id)) for article in GRAPH.articles}
    kyiv = dataset.graph(NAMES.article("kyiv"))
    assert set(kyiv.subjects(rdflib.RDF.type, SEM.Event)) == {NAMES.event("kyiv-1")}
    assert not list(dataset.graph(NAMES.graph("entities")).subjects(rdflib.RDF.type, DIP.Mention))


def test_event_of_two_articles_stands_in_both_with_the_evidence_of_each() -> None:
    told, retold = GRAPH.events[5], Span("kyiv", 0, 9, "Zelenskyy")
    event = replace(told, evidence=(told.evidence[0], retold))
    dataset = to_dataset(defined(GRAPH.articles, GRAPH.entities, (event,)))
    rome, kyiv = (dataset.graph(NAMES.article(id)) for id in ("rome", "kyiv"))
    node = NAMES.event(event.id)
    assert rome.value(node, DIP.actor) == kyiv.value(node, DIP.actor) == NAMES.entity("jd-vance")
    assert set(rome.objects(node, PROV.wasDerivedFrom)) == {NAMES.text(told.evidence[0])}
    assert set(kyiv.objects(node, PROV.wasDerivedFrom)) == {NAMES.text(retold)}
    assert from_dataset(dataset).events == (event,)


def links(event: Event) -> set[tuple[str, str, str]]:
    dataset = to_dataset(defined(GRAPH.articles, GRAPH.entities, (event,)))
    triples = dataset.graph(NAMES.graph("links"))
    return {(local_id(str(s)), local_id(str(p)), local_id(str(o))) for s, p, o in triples}


MET, SANCTIONED = EVENTS[5], EVENTS[3]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(
            MET,
            {("jd-vance", "met", "volodymyr-zelenskyy"), ("volodymyr-zelenskyy", "met", "jd-vance")},
            id="a symmetric relation goes both ways",
        ),
        pytest.param(
            replace(MET, actors=("jd-vance", "volodymyr-zelenskyy"), recipients=()),
            {("jd-vance", "met", "volodymyr-zelenskyy"), ("volodymyr-zelenskyy", "met", "jd-vance")},
            id="of a symmetric relation each actor with each",
        ),
        pytest.param(SANCTIONED, {("european-union", "imposedSanctionsOn", "russia")}, id="others go one way"),
        pytest.param(replace(SANCTIONED, attribution="russia"), {("european-union", "imposedSanctionsOn", "russia")},
                     id="what somebody says happened"),
        pytest.param(replace(MET, negated=True), set(), id="negated"),
        pytest.param(replace(MET, modality="planned"), set(), id="planned"),
        pytest.param(replace(MET, modality="hypothetical"), set(), id="hypothetical"),
        pytest.param(replace(MET, type="REJECT"), set(), id="a refusal to meet is no meeting"),
        pytest.param(replace(MET, recipients=()), set(), id="no recipient"),
        pytest.param(replace(MET, recipients=MET.actors), set(), id="nobody meets himself"),
    ],
)  # fmt: skip
def test_direct_links(event: Event, expected: set[tuple[str, str, str]]) -> None:
    assert links(event) == expected


@pytest.mark.parametrize(
    ("event", "caption"),
    [
        (MET, "JD Vance met Volodymyr Zelenskyy"),
        (EVENTS[4], "Volodymyr Zelenskyy met Vladimir Putin (planned)"),
        (replace(MET, negated=True, modality="planned"), "JD Vance met Volodymyr Zelenskyy (planned, negated)"),
        (replace(MET, type="REJECT"), "JD Vance met Volodymyr Zelenskyy (reject)"),
        (replace(MET, actors=("jd-vance", "rome"), recipients=()), "JD Vance, Rome met"),
    ],
)
def test_events_are_labelled_in_words(event: Event, caption: str) -> None:
    dataset = to_dataset(defined(GRAPH.articles, GRAPH.entities, (event,)))
    assert str(dataset.value(NAMES.event(event.id), rdflib.RDFS.label)) == caption


def test_relation_of_a_user_is_described_by_the_users_ontology(tmp_path: Path) -> None:
    path = tmp_path / "toasts.ttl"
    path.write_text(
        "@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .\n"
        "@prefix plover: <https://w3id.org/diplomatic-kg/plover#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'dip:toasted a dip:Relation ; rdfs:label "raised a glass to" ; dip:category plover:SUPPORT ;\n'
        '    dip:symmetric true ; dip:trigger "A toast R" .\n'
    )
    graph = Graph(GRAPH.articles, GRAPH.entities, (replace(MET, relation="toasted", type="SUPPORT"),))
    known, unknown = (read(to_turtle(load_ontology(extra).define(graph))) for extra in ([path], []))
    assert known.value(DIP.toasted, rdflib.RDFS.label) == rdflib.Literal("raised a glass to")
    assert (NAMES.entity("volodymyr-zelenskyy"), DIP.toasted, NAMES.entity("jd-vance")) in known
    assert unknown.value(DIP.toasted, rdflib.RDFS.label) == rdflib.Literal("toasted")


def test_another_base() -> None:
    base = "https://archive.example/news#"
    turtle = to_turtle(GRAPH, base)
    assert (rdflib.URIRef(base + "jd-vance"), rdflib.RDF.type, DIP.Person) in read(turtle)
    assert BASE not in turtle
    assert from_turtle(turtle) == GRAPH


def test_no_blank_nodes_and_no_slash_in_local_names() -> None:
    graph = replace_ids(GRAPH, "a/b\\c d.#?")
    for triple in read(to_turtle(graph)):
        for node in triple:
            assert not isinstance(node, rdflib.BNode)
            if isinstance(node, rdflib.URIRef) and node.startswith(BASE):
                parts = node.removeprefix(BASE).split("/")
                assert len(parts) == 1 or (len(parts) == 2 and parts[0] in {"article", "event", "mention", "text"})


def replace_ids(graph: Graph, id: str) -> Graph:
    """One article, one actor and one event that all have the same id."""
    text = Span(id, 0, 3, "met")
    return defined(
        (Article(id, "met"),),
        (Entity(id, "Somebody", "Group", mentions=(EntityMention(text, text),)),),
        (replace(graph.events[5], id=id, trigger=text, evidence=(text,), actors=(id,), recipients=(), place=None),),
    )


@pytest.mark.parametrize("number", [1.0, 0.0, 0.85, 0.3, 1e-7, 2 / 3])
def test_confidence_is_exact_and_stays_as_stores_keep_it(number: float) -> None:
    graph = defined(GRAPH.articles, GRAPH.entities, (replace(MET, confidence=number),))
    turtle = to_turtle(graph)
    assert from_turtle(turtle).events[0].confidence == number
    assert isomorphic(read(turtle), read(to_turtle(from_turtle(turtle))))


@pytest.mark.parametrize("time", [month(2025, 3), through(day(date(2016, 4, 5)), day(date(2016, 4, 6))), None])
def test_times_come_back(time: TimeValue | None) -> None:
    event = replace(MET, time=time, time_text="in the spring")
    assert from_turtle(to_turtle(defined(GRAPH.articles, GRAPH.entities, (event,)))).events == (event,)


TEXT = st.text(min_size=1, max_size=30)
HOSTILE = st.sampled_from(
    [
        '"""',
        "\\",
        "\\u0022",
        "a\r\nb\rc",
        "> } ;",
        "<script>",
        "\u202e\u200f",
        "\x00\x1f\x7f",
        "\ufffe",
        "'",
        "%",
        "\u2028",
    ]
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """One article with two actors and an event, all with any names."""
    name = st.one_of(TEXT, HOSTILE)
    id, one, other, event = (draw(name) for _ in range(4))
    text = draw(name) + draw(name)
    whole = Span(id, 0, len(text), text)
    entities = {
        key: Entity(key, draw(name), "Person", None, tuple(sorted({draw(name)})), (), (EntityMention(whole, whole),))
        for key in (one, other)
    }
    return defined(
        (Article(id, text, draw(st.none() | name), draw(st.none() | st.dates()), draw(st.none() | name), None),),
        tuple(entities[key] for key in sorted(entities)),
        (Event(event, "CONSULT", "met", whole, (whole,), (one,), (other,), time_text=draw(st.none() | name)),),
    )


@settings(max_examples=60, deadline=None)
@given(graphs(), st.sampled_from([name for name in FORMATS if name != "rdfxml"]))
def test_any_unicode_name_is_valid_rdf_and_comes_back(graph: Graph, format: str) -> None:
    assert from_text(serialize(graph, format), format) == graph


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_any_unicode_name_is_valid_for_oxigraph(graph: Graph) -> None:
    quads = ox.parse(to_turtle(graph).encode(), format=ox.RdfFormat.TURTLE)
    texts = [quad.object.value for quad in quads if quad.predicate.value == str(NIF.isString)]
    assert texts == [graph.articles[0].text]


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_any_unicode_name_comes_back_from_rdf_xml_or_is_refused(graph: Graph) -> None:
    try:
        text = serialize(graph, "rdfxml")
    except KgError as error:
        assert "choose another format" in str(error)
    else:
        assert from_text(text, "rdfxml") == graph


def test_iris_from_elsewhere_can_hold_no_code() -> None:
    entity = replace(ENTITIES[0], same_as=('http://example.org/> . <x> <y> "',))
    turtle = to_turtle(defined(GRAPH.articles, (entity,), ()))
    assert "http://example.org/%3E%20.%20%3Cx%3E%20%3Cy%3E%20%22" in turtle
    assert len(from_turtle(turtle).entities) == 1


@given(TEXT)
def test_ids_come_back_from_iris(id: str) -> None:
    name = local_name(id)
    assert local_id(BASE + name) == id
    assert name.isascii() and not set(name) & set("/.#~ ")


def test_unknown_format() -> None:
    with pytest.raises(KgError, match=r"'n3'.*turtle, trig, nquads, ntriples, jsonld, rdfxml"):
        serialize(GRAPH, "n3")
    with pytest.raises(KgError, match=r"'n3'.*turtle"):
        from_text("", "n3")


@pytest.mark.parametrize("format", FORMATS)
def test_broken_text_is_one_clear_error(format: str) -> None:
    with pytest.raises(KgError, match=f"no valid {format}"):
        from_text("<a> <b", format)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("nif:isString", "has no http.*isString"),
        ("dip:triggerPhrase", "has no http.*triggerPhrase"),
        ("dip:negated", "has no http.*negated"),
    ],
)
def test_incomplete_graph_names_what_is_missing(broken: str, message: str) -> None:
    with pytest.raises(KgError, match=message):
        from_turtle(to_turtle(GRAPH).replace(broken, "rdfs:seeAlso"))


def test_two_values_where_one_belongs() -> None:
    with pytest.raises(KgError, match=r"rome has several values of .*label"):
        from_turtle(to_turtle(GRAPH).replace('rdfs:label "Rome"', 'rdfs:label "Rome", "Roma"'))


def test_json_ld_has_terms_of_its_own() -> None:
    event = next(
        node
        for graph in json.loads(serialize(GRAPH, "jsonld"))["@graph"]
        for node in graph.get("@graph", [])
        if node.get("@type") == "Event"
    )
    assert {"actor", "recipient", "category", "modality", "negated", "confidence", "evidence"} <= event.keys()
    assert isinstance(event["negated"], bool)
