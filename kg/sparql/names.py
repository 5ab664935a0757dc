"""Names in the parameters of named queries: words as people type them enter, labels of who is meant leave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.graph.names import find_named
from kg.model import Graph
from kg.rdf.namespaces import BASE, local_id
from kg.sparql.credentials import Login
from kg.sparql.query import run_query

NAMES = ("actor", "speaker")
ENTITIES = """SELECT DISTINCT ?entity ?label ?alias {
    ?entity a ?kind ; rdfs:label ?label .
    FILTER(?kind IN (dip:Person, dip:Organization, dip:Country, dip:Group, dip:Place, dip:Facility))
    OPTIONAL { ?entity skos:altLabel ?alias }
}
ORDER BY ?entity ?label ?alias"""


def mean_names(
    source: str | Path | Graph, parameters: Mapping[str, str], *, base: str = BASE, login: Login | None = None
) -> dict[str, tuple[str, ...]]:
    """The parameters, those that are a name as labels of who is meant: what is a part of a label stays as it is.

    Raises KgError for a name that is nobody's, with those that are most like it.
    """
    meant: dict[str, tuple[str, ...]] = {key: (value,) for key, value in parameters.items()}
    asked = {key: value for key, value in parameters.items() if key in NAMES and value.strip()}
    if not asked:
        return meant
    names: dict[str, list[str]] = {}
    for entity, label, alias in run_query(source, ENTITIES, base=base, login=login).rows:
        names.setdefault(str(entity), [str(label)]).extend([str(alias)] if alias else [])
    by_id = {local_id(iri): called for iri, called in names.items()}
    for key, words in asked.items():
        if not any(words.casefold() in called[0].casefold() for called in names.values()):
            meant[key] = tuple(dict.fromkeys(by_id[id][0] for id in find_named(by_id, words)))
    return meant
