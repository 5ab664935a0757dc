"""Whether a graph is complete and traceable: RDF enters, what is wrong with it leaves.

The rules are the SHACL shapes of ontologies/shapes.ttl, and one that SHACL can tell only slowly: that every quoted
stretch stands in its article, word for word, where its offsets say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import rdflib
from rdflib import SH, Literal, URIRef

from kg.knowledge.paths import ontology_path
from kg.rdf.namespaces import NIF

ILL_TYPED = "a value fits its datatype"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a rule, and the value that does so."""

    node: str
    rule: str
    value: str = ""

    def __str__(self) -> str:
        found = f" (found {self.value})" if self.value else ""
        return f"{self.node}: {self.rule}{found}"


def validate(data: rdflib.Graph) -> list[Violation]:
    """Everything that is wrong with a graph or dataset, sorted; an empty list where all is well."""
    union = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in data.namespaces():
        union.bind(prefix, namespace)
    ill_typed = set[Violation]()
    for s, p, o in data.triples((None, None, None)):
        if isinstance(o, Literal) and o.ill_typed:  # pyshacl fails where it has to compare such a value
            ill_typed.add(Violation(_shown(s, union), ILL_TYPED, _shown(o, union)))
        else:
            union.add((s, p, o))
    return sorted({*ill_typed, *_shape_violations(union), *_misquotes(union)})


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_path("shapes.ttl"), format="turtle")


def _shape_violations(data: rdflib.Graph) -> Iterator[Violation]:
    import pyshacl  # slow to import, and not every command validates

    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), advanced=False, inplace=True)
    for result in report.objects(None, SH.result):
        node, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        rule = report.value(result, SH.resultMessage)
        yield Violation(_shown(node, data), str(rule), "" if value in (None, node) else _shown(value, data))


def _misquotes(data: rdflib.Graph) -> Iterator[Violation]:
    for node, article in data.subject_objects(NIF.referenceContext):
        text, quoted = data.value(article, NIF.isString), data.value(node, NIF.anchorOf)
        begin, end = (_number(data.value(node, index)) for index in (NIF.beginIndex, NIF.endIndex))
        complete = isinstance(text, Literal) and isinstance(quoted, Literal) and begin is not None and end is not None
        if complete and str(text)[begin:end] != str(quoted):
            yield Violation(_shown(node, data), f"the article has other words at {begin}-{end}", _shown(quoted, data))


def _number(node: rdflib.term.Node | None) -> int | None:
    return node.value if isinstance(node, Literal) and isinstance(node.value, int) else None


def _shown(node: rdflib.term.Node | None, data: rdflib.Graph) -> str:
    """An IRI with its prefix, a literal cut to a line's length."""
    if isinstance(node, URIRef):
        return node.n3(data.namespace_manager)
    text = repr(str(node))
    return text if len(text) < 80 else f"{text[:76]}..."
