"""What users bring, checked where it comes in: a file's statements enter, an OntologyError with file and line leaves
where the graph could not hold them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Never

from kg.errors import OntologyError

DIP = "https://w3id.org/diplomatic-kg/ontology#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NAMES = (LABEL, ALIAS, *(DIP + name for name in ("adjective", "people", "metonym", "familyName", "role")))
KINDS = frozenset(DIP + kind for kind in ("Country", "Organization", "Person", "Place", "Group", "Facility", "Office"))

_WORD = re.compile(r"[^\W_]")
_COUNTRY = re.compile(r"[A-Z]{3}")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def check_actors(path: Path, statements: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
    """Raise an OntologyError for an actor, place or office that could not be found in texts or written down: a name
    without letters, a country that is no code, an owl:sameAs that is no IRI, an actor without an IRI of its own."""
    for iri, said in statements.items():
        if KINDS.isdisjoint(said.get(TYPE, ())):
            continue
        if not _IRI.fullmatch(iri) or not re.split(r"[#/]", iri)[-1]:
            _refuse(path, iri, f"<{iri}> names nobody. Give it an IRI that ends with a name.")
        for name in (name for predicate in NAMES for name in said.get(predicate, ())):
            if not _WORD.search(name):
                _refuse(path, name, f"<{iri}> has the name '{name}', which has no letter. Write a name.")
        for code in said.get(DIP + "countryCode", ()):
            if not _COUNTRY.fullmatch(code):
                _refuse(path, code, f"<{iri}> has the country '{code}'. Write its alpha-3 code, such as FRA.")
        for other in said.get(SAME_AS, ()):
            if not _IRI.fullmatch(other):
                _refuse(path, other, f"<{iri}> is the same as '{other}', which is no IRI. Write a full one.")


def check_relation(path: Path, iri: str, facts: Mapping[str, Sequence[str]]) -> None:
    """Raise an OntologyError for a relation that could not be shown or written in every format: one with a blank label,
    one whose name, mode or context would not make a name of XML."""
    name = re.split(r"[#/]", iri)[-1]
    if not _PLAIN_NAME.fullmatch(name):
        _refuse(path, iri, f"'{name}' can't name a relation. Use letters of ASCII, digits, _ and -, a letter first.")
    if not all(_WORD.search(label) for label in facts.get("label", ())):
        _refuse(path, iri, f"{name} has a label without letters. Write words.")
    for word in (*facts.get("mode", ()), *facts.get("context", ())):
        if not _PLAIN_NAME.fullmatch(word):
            _refuse(path, word, f"{name} has the mode or context '{word}'. Write one word in letters of ASCII.")


def label_of(name: str) -> str:
    """What a relation is called that has no label: the words of its name.

    >>> label_of("metSecretly")
    'met secretly'
    """
    return " ".join(re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)).lower() or name


def line_of(path: Path, words: str) -> int:
    """The number of the first line that holds the words in quotes, or the last part of an IRI; 1 where none does."""
    name = re.escape(re.split(r"[#/]", words)[-1])
    wanted = [re.compile(f'"{re.escape(words)}"'), *([re.compile(rf":{name}(?![\w-])|{name}>")] if name else [])]
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((n for pattern in wanted for n, line in enumerate(lines, 1) if pattern.search(line)), 1)


def _refuse(path: Path, words: str, message: str) -> Never:
    raise OntologyError(f"{path}, line {line_of(path, words)}: {message}")
