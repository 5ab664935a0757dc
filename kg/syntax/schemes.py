"""Other label schemes of English pipelines, rewritten into Universal Dependencies: the only place that knows them."""

from __future__ import annotations

from kg.syntax.parse import Parse

CLEARNLP = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "agent": "obl:agent",
    "prt": "compound:prt",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "npadvmod": "obl:unmarked",
    "nn": "compound",
    "neg": "advmod",
    "acomp": "xcomp",
    "pcomp": "advcl",
}
TELLTALE = frozenset({"pobj", "dobj", "nsubjpass"})  # labels that only ClearNLP has
UNMARKED = {"obl:tmod": "obl:unmarked", "obl:npmod": "obl:unmarked", "nmod:tmod": "nmod:unmarked"}


def to_universal(parse: Parse) -> None:
    """Rewrite the labels and heads of a parse in place, as its own labels show that they must be."""
    parse.deps = [UNMARKED.get(label, label) for label in parse.deps]
    if not TELLTALE.isdisjoint(parse.deps):
        _rewrite_clearnlp(parse)


def _rewrite_clearnlp(parse: Parse) -> None:
    """Hang each preposition below its object and make a copula the child of its predicate."""
    labels = list(parse.deps)
    parse.deps = [CLEARNLP.get(label, label) for label in labels]
    for index, label in enumerate(labels):
        if label in {"pobj", "pcomp"}:
            _lift(parse, index, labels)
    for index, label in enumerate(labels):
        if label in {"attr", "acomp"} and parse.lemmas[parse.heads[index]] == "be":
            _make_predicate(parse, index, parse.heads[index])


def _lift(parse: Parse, index: int, labels: list[str]) -> None:
    preposition = parse.heads[index]
    governor = preposition
    while labels[governor] == "prep" and labels[parse.heads[governor]] == "prep":
        governor = parse.heads[governor]
    above, agent = parse.heads[governor], labels[preposition] == "agent"
    nominal = parse.pos[above] in {"NOUN", "PROPN", "PRON", "NUM"}
    if labels[index] == "pobj":
        parse.deps[index] = "obl:agent" if agent else "nmod" if nominal else "obl"
    parse.heads[index] = above
    while preposition != above:
        following = parse.heads[preposition]
        parse.heads[preposition], parse.deps[preposition] = index, "case"
        if preposition == governor:
            break
        preposition = following


def _make_predicate(parse: Parse, index: int, copula: int) -> None:
    """Turn "be" with an attribute into the attribute with a copula."""
    parse.deps[index] = parse.deps[copula]
    parse.heads[index] = index if parse.heads[copula] == copula else parse.heads[copula]
    for child, head in enumerate(parse.heads):
        if head == copula and child not in {index, copula}:
            parse.heads[child] = index
    parse.heads[copula], parse.deps[copula] = index, "cop"
