"""kg in a spaCy pipeline."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg import component
from kg.api import KnowledgeGraph
from kg.errors import KgError
from kg.nlp.pipeline import load_pipeline

TEXT = "JD Vance met Volodymyr Zelenskyy in Rome on Sunday. Vance thanked the Italian government."


@pytest.fixture(scope="module")
def nlp() -> Language:
    assert component.TAKEN
    pipeline = load_pipeline()
    pipeline.add_pipe("kg_extractor")
    return pipeline


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    made = nlp.make_doc(TEXT)
    made._.kg_article = {"id": "rome", "date": "2025-05-20", "publisher": "Our wire"}
    return nlp(made)


def test_doc_has_its_graph(doc: Doc) -> None:
    graph = doc._.kg
    assert isinstance(graph, KnowledgeGraph)
    [article] = graph.articles
    assert (article.id, article.text, article.date, article.publisher) == ("rome", TEXT, date(2025, 5, 20), "Our wire")
    [met] = [event for event in graph.events if event.relation == "met"]
    assert (met.actors, met.recipients, met.place) == (("jd-vance",), ("volodymyr-zelenskyy",), "rome")
    assert met.time is not None
    assert met.time.edtf == "2025-05-18"


def test_names_say_whom_they_mean(doc: Doc) -> None:
    meant = {ent.text: ent.kb_id_ for ent in doc.ents}
    assert (meant["JD Vance"], meant["Volodymyr Zelenskyy"], meant["Rome"]) == (
        "jd-vance",
        "volodymyr-zelenskyy",
        "rome",
    )


def test_docs_are_known_by_their_text_and_go_into_files(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "Putin met Xi in Moscow.", TEXT]))
    ids = [doc._.kg.articles[0].id for doc in docs]
    assert ids[0] == ids[2] != ids[1]
    [again] = DocBin(store_user_data=True, docs=docs[:1]).get_docs(nlp.vocab)
    assert again._.kg == docs[0]._.kg


def test_the_users_own_actors_count(tmp_path: Path) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(
        """@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://w3id.org/diplomatic-kg/id/lena-brandvik> a dip:Person ; rdfs:label "Lena Brandvik" .
        """
    )
    pipeline = load_pipeline()
    pipeline.add_pipe("kg_extractor", config={"actors": [str(path)]})
    assert "lena-brandvik" in pipeline("Lena Brandvik met Vladimir Putin in Oslo.")._.kg.entity


def test_what_is_missing_is_said(nlp: Language) -> None:
    bare = spacy.blank("en")
    bare.add_pipe("kg_extractor")
    with pytest.raises(KgError, match="the Doc has no parse; add a parser before it"):
        bare(TEXT)
    made = nlp.make_doc(TEXT)
    made._.kg_article = {"dat": "2025-05-20"}
    with pytest.raises(KgError, match="it takes id, title, date"):
        nlp(made)
    assert spacy.blank("en")(TEXT)._.kg is None
