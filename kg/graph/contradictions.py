"""What events claim of who dealt with whom, and which of them deny each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.graph.links import find_links
from kg.model import Graph


@dataclass(frozen=True, slots=True)
class Claim:
    """That something of a type took place, or is to, between two at some time, or that it did not."""

    event: str
    subject: tuple[str, ...]
    denied: bool
    begin: date
    end: date

    def contradicts(self, other: Claim) -> bool:
        """Whether one of the two denies the other."""
        about = self.subject == other.subject and self.denied != other.denied
        return about and self.begin <= other.end and other.begin <= self.end


def find_claims(graph: Graph) -> Iterator[Claim]:
    """What the events of a graph claim of who dealt with whom: that it was, or is to be, or that not.

    An event without a time may be of any day until its article appeared.
    """
    for event in graph.events:
        article = graph.article.get(event.trigger.article)
        begin, end = (event.time.begin, event.time.end) if event.time else (date.min, None)
        end = end or (article and article.date) or date.max
        links = find_links(event, symmetric=graph.is_symmetric(event)) if event.modality != "hypothetical" else ()
        for one, other in links:
            yield Claim(event.id, (event.modality, event.type, one, other), event.negated, begin, end)


def find_contradictions(claims: Iterable[Claim]) -> set[tuple[str, str]]:
    """The ids of each denial and of the event that it denies."""
    told, denied = defaultdict[tuple[str, ...], list[Claim]](list), list[Claim]()
    for claim in claims:
        (denied if claim.denied else told[claim.subject]).append(claim)
    return {
        (denial.event, claim.event)
        for denial in denied
        for claim in told.get(denial.subject, ())
        if denial.contradicts(claim)
    }
