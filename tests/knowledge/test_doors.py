"""What users bring is refused where it comes in, with file and line, or is understood."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology

PREFIXES = """@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix plover: <https://w3id.org/diplomatic-kg/plover#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <https://w3id.org/diplomatic-kg/id/> .
"""
FIRST = PREFIXES.count("\n") + 1


def write(folder: Path, name: str, turtle: str) -> Path:
    path = folder / name
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("turtle", "line", "cause"),
    [
        (':a a dip:Person ;\n rdfs:label " " .', 1, "has the name ' '"),
        (':a a dip:Person ;\n rdfs:label "…!" .', 1, "has the name '…!'"),
        (':a a dip:Person ; rdfs:label "Ann Lee" ;\n skos:altLabel "--" .', 1, "has the name '--'"),
        (':a a dip:Country ; rdfs:label "Utopia" ;\n dip:countryCode "Utopia!" .', 1, "has the country 'Utopia!'"),
        (':a a dip:Person ; rdfs:label "Ann Lee" ;\n dip:countryCode "de" .', 1, "has the country 'de'"),
        (':a a dip:Person ; rdfs:label "Ann Lee" ;\n owl:sameAs "Ann Lee, Q7" .', 1, "which is no IRI"),
        (':a a dip:Person ; rdfs:label "Ann Lee" ;\n owl:sameAs "Q7" .', 1, "which is no IRI"),
        ('[] a dip:Person ; rdfs:label "Ann Lee" .', 0, "names nobody"),
        ('<https://example.org/> a dip:Person ; rdfs:label "Ann Lee" .', 0, "names nobody"),
    ],
)
def test_an_actor_that_no_graph_could_hold(tmp_path: Path, turtle: str, line: int, cause: str) -> None:
    path = write(tmp_path, "actors.ttl", turtle)
    with pytest.raises(OntologyError) as caught:
        load_gazetteer([path])
    assert str(caught.value).startswith(f"{path}, line ")
    assert cause in str(caught.value)
    if "nobody" not in cause:
        assert str(caught.value).startswith(f"{path}, line {FIRST + line}: ")


@pytest.mark.parametrize(
    ("turtle", "cause"),
    [
        (":a a dip:Person .", "has no name"),
        (':a a dip:Person ; rdfs:label "Ann Lee" ; dip:tenure [ dip:office :nowhere ] .', "the unknown office"),
        (
            ':o a dip:Office ; rdfs:label "mayor" . :a a dip:Person ; rdfs:label "Ann Lee" ;'
            ' dip:tenure [ dip:office :o ; dip:end "12 May" ] .',
            "a wrong date",
        ),
        (":a :b << :c :d :e >> .", "RDF-star"),
        ("<< :a :b :c >> :d :e .", "RDF-star"),
    ],
)
def test_what_else_is_wrong_with_actors_names_the_file(tmp_path: Path, turtle: str, cause: str) -> None:
    path = write(tmp_path, "actors.ttl", turtle)
    with pytest.raises(OntologyError) as caught:
        load_gazetteer([path])
    assert str(caught.value).startswith(str(path))
    assert cause in str(caught.value)


@pytest.mark.parametrize("end", ["9999", "9999-12", "9999-12-31", "2024-02"])
def test_an_office_without_an_end(tmp_path: Path, end: str) -> None:
    turtle = f'''
:o a dip:Office ; rdfs:label "mayor of Riga" ; dip:role "mayor" ; dip:countryCode "LVA" .
:a a dip:Person ; rdfs:label "Anete Liepa" ; dip:tenure [ dip:office :o ; dip:begin "2020" ; dip:end "{end}" ] .'''
    (entry,) = load_gazetteer([write(tmp_path, "actors.ttl", turtle)]).by_name("Anete Liepa")
    last = entry.tenures[0].end
    assert last is not None and last.isoformat().startswith(end)


RELATION = 'dip:{name} a dip:Relation ; dip:category plover:CONSULT ; dip:trigger "A confab with R" '


@pytest.mark.parametrize(
    ("turtle", "cause"),
    [
        (RELATION.format(name="über") + ' ; rdfs:label "over" .', "can't name a relation"),
        ("dip:1met" + RELATION.format(name="x")[5:] + ' ; rdfs:label "over" .', "can't name a relation"),
        ("<https://example.org/a%20b>" + RELATION.format(name="x")[5:] + ' ; rdfs:label "over" .', "can't name"),
        (RELATION.format(name="met2") + ' ; rdfs:label " " .', "has a label without letters"),
        (
            RELATION.format(name="met2") + ' ; rdfs:label "met" ; dip:mode "by phone" .',
            "the mode or context 'by phone'",
        ),
        (RELATION.format(name="met2") + ' ; rdfs:label "met" ; dip:context "<>" .', "the mode or context '<>'"),
        (RELATION.format(name="met2").replace("CONSULT", "TALK") + ".", "has no PLOVER type"),
    ],
)
def test_a_relation_that_no_format_could_hold(tmp_path: Path, turtle: str, cause: str) -> None:
    path = write(tmp_path, "relations.ttl", turtle)
    with pytest.raises(OntologyError) as caught:
        load_ontology([path])
    assert str(caught.value).startswith(f"{path}, line ")
    assert cause in str(caught.value)


def test_a_relation_without_a_label_is_called_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path, "relations.ttl", RELATION.format(name="metAtNATO2Times") + ".")
    assert load_ontology([path]).relations["metAtNATO2Times"].label == "met at nato 2 times"


@pytest.mark.parametrize("load", [load_ontology, load_gazetteer])
@pytest.mark.parametrize("name", ["pipe.ttl", "pipe.txt", "/dev/zero"])
def test_devices_and_pipes_are_refused(tmp_path: Path, load: object, name: str) -> None:
    path = tmp_path / name
    if not path.exists():
        os.mkfifo(path)
    with pytest.raises(OntologyError, match=r"can't be read \(it is no regular file\)"):
        load([path])  # type: ignore[operator]
