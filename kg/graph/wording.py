"""Events and entities in words."""

from __future__ import annotations

from rdflib import Literal

from kg.knowledge.ontology import Ontology, is_symmetric
from kg.model import Event, Graph


def describe(event: Event, graph: Graph, ontology: Ontology) -> str:
    """An event in a line: who, did what, to whom, and in brackets where, when, how sure and who says so."""
    relation = ontology.relations.get(event.relation)
    deed = ("not " if event.negated else "") + (relation.label if relation else event.relation)
    who, whom, where, says = (
        " and ".join(graph.entity[name].label for name in names if name)
        for names in (event.actors, event.recipients, [event.place], [event.attribution])
    )
    if not whom and is_symmetric(event, ontology):
        several = len(event.actors) > 1 or any(graph.entity[name].type == "Group" for name in event.actors)
        whom = "each other" if several else "somebody"
    when = event.time.edtf if event.time else event.time_text
    mood = "" if event.modality == "asserted" else event.modality
    details = ", ".join(filter(None, (where, when, mood, says and f"says {says}")))
    return " ".join(filter(None, (who or "somebody", deed, whom, details and f"({details})")))


MOODS = {"asserted": "", "planned": "planned: ", "hypothetical": "maybe: "}


def describe_deed(event: Event, ontology: Ontology) -> str:
    relation = ontology.relations.get(event.relation)
    words = relation.label if relation else event.relation
    return f"{MOODS[event.modality]}{'not ' if event.negated else ''}{words}"


def caption(event: Event, graph: Graph, ontology: Ontology) -> Literal:
    """The event in words, for people: JD Vance met Volodymyr Zelenskyy."""
    relation = ontology.relations.get(event.relation)
    actors, recipients = (
        ", ".join(graph.entity[id].label if id in graph.entity else id for id in sorted(ids))
        for ids in (event.actors, event.recipients)
    )
    notes = [event.type.lower()] * bool(relation and relation.category != event.type)
    notes += [event.modality] * (event.modality != "asserted") + ["negated"] * event.negated
    words = [
        actors,
        relation.label if relation else event.relation,
        recipients,
        f"({', '.join(notes)})" if notes else "",
    ]
    return Literal(" ".join(filter(None, words)))
