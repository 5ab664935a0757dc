"""What the ontology knows, as rows to print: the event types, their relations, and what triggers these.

An `Ontology` enters, rows of plain values leave. In triggers A is the actor and R the recipient.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.knowledge.ontology import Ontology
from kg.knowledge.paths import ontology_path
from kg.knowledge.turtle import read_turtle

Row = dict[str, Any]


def list_types(ontology: Ontology) -> list[Row]:
    """The event types, with how many relations and triggers each has."""
    relations = [relation.category for relation in ontology.relations.values()]
    triggers = [ontology.relations[trigger.relation].category for trigger in ontology.triggers]
    return [
        {
            "type": category.id,
            "quad class": category.quad_class,
            "score": category.score,
            "relations": relations.count(category.id),
            "triggers": triggers.count(category.id),
            "meaning": category.definition,
        }
        for category in ontology.categories.values()
    ]


def list_relations(ontology: Ontology, asked: str, *, extra: Sequence[Path] = ()) -> list[Row]:
    """The relations of a type, or the one of this name, with all triggers; of others the triggers with this word.

    `extra` are the user's files that the ontology was loaded with. Raises OntologyError where nothing is called so.
    """
    comments, triggers = _load_comments(extra), _triggers(ontology)
    rows: list[Row] = [
        {
            "type": relation.category,
            "relation": relation.id,
            "label": relation.label,
            "mode": relation.mode,
            "contexts": list(relation.contexts),
            "roles": "A and R" if relation.symmetric else "A to R",
            "meaning": comments[relation.id],
            "triggers": texts,
        }
        for relation in ontology.relations.values()
        if (texts := _asked(triggers[relation.id], asked, everything=asked in {relation.category, relation.id}))
    ]
    if not rows:
        raise OntologyError(
            f"{asked!r} is no type, no relation and no word of a trigger: give the dictionary form of a word (meet, "
            "not met), or one of the types that `kg ontology` lists"
        )
    return rows


def _load_comments(extra: Sequence[Path]) -> dict[str, str]:
    """What each relation means; the user's own files count first."""
    comments: dict[str, str] = {}
    for path in (*extra, *sorted(ontology_path("relations").glob("*.ttl"))):
        for iri, facts in read_turtle(path).items():
            words = " ".join(" ".join(facts.get("comment", [])).split())
            comments.setdefault(re.split("[#/]", iri)[-1], words)
    return comments


def _triggers(ontology: Ontology) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {relation: [] for relation in ontology.relations}
    for trigger in ontology.triggers:
        texts[trigger.relation].append(trigger.text)
    return texts


def _asked(texts: Sequence[str], word: str, *, everything: bool) -> list[str]:
    return [text for text in texts if everything or word in set(re.findall(r"[\w.'-]+", text)) - {"A", "R", "R's"}]
