"""Events and entities in words: a Graph and one of its events enter, a line for people leaves."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Event, Graph

MOODS = {"asserted": "", "planned": "planned: ", "hypothetical": "maybe: "}


def names(ids: Iterable[str | None], graph: Graph, between: str = "; ") -> str:
    """The labels of entities; of one that is not in the graph its id."""
    return between.join(graph.entity[id].label if id in graph.entity else id for id in ids if id)


def status_of(event: Event) -> str:
    """happened, planned, hypothetical, or denied, whatever its modality: nothing says that it took place."""
    return "denied" if event.negated else "happened" if event.modality == "asserted" else event.modality


def deed(event: Event, graph: Graph) -> str:
    """What was done, or not: "not met"."""
    return ("not " if event.negated else "") + graph.relation[event.relation].label


def deed_with_mood(event: Event, graph: Graph) -> str:
    """What was done, is to be done or may be: "planned: met"."""
    return MOODS[event.modality] + deed(event, graph)


def describe(event: Event, graph: Graph) -> str:
    """An event in a line: who, did what, to whom, and in brackets where, when, how sure and who says so."""
    roles = (event.actors, event.recipients, [event.place], [event.attribution])
    who, whom, where, says = (names(ids, graph, " and ") for ids in roles)
    if not whom and graph.is_symmetric(event):
        several = len(event.actors) > 1 or any(graph.entity[name].type == "Group" for name in event.actors)
        whom = "each other" if several else "somebody"
    when = event.time.edtf if event.time else event.time_text
    mood = "" if event.modality == "asserted" else event.modality
    details = ", ".join(filter(None, (where, when, mood, says and f"says {says}")))
    return " ".join(filter(None, (who or "somebody", deed(event, graph), whom, details and f"({details})")))


def caption(event: Event, graph: Graph) -> str:
    """The event without its circumstances, the same whatever the order of those who take part: JD Vance met Rome."""
    relation = graph.relation[event.relation]
    actors, recipients = (names(sorted(ids), graph, ", ") for ids in (event.actors, event.recipients))
    notes = [event.type.lower()] * (relation.category != event.type)
    notes += [event.modality] * (event.modality != "asserted") + ["negated"] * event.negated
    words = [actors, relation.label, recipients, f"({', '.join(notes)})" if notes else ""]
    return " ".join(filter(None, words))
