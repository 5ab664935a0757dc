"""Three questions to the network of an example article: who mediates, who belongs together, who reaches whom how.

python examples/network.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx

import kg

ARTICLE = Path(__file__).with_name("istanbul-talks.txt")


def find_contacts(network: networkx.MultiDiGraph) -> networkx.Graph:
    """Who dealt with whom, once or more: plans, denials and events with one side only are left out."""
    contacts = networkx.Graph()
    for one, other, event in network.edges(data=True):
        if event["modality"] == "asserted" and not event["negated"] and one != other:
            contacts.add_edge(one, other)
    for actor in contacts:
        contacts.nodes[actor]["label"] = network.nodes[actor]["label"]
    return contacts


def rank_mediators(contacts: networkx.Graph, count: int) -> list[tuple[str, float]]:
    """The actors on most of the shortest ways between others."""
    shares = networkx.betweenness_centrality(contacts)
    return sorted(((actor, share) for actor, share in shares.items() if share), key=lambda pair: -pair[1])[:count]


def find_communities(contacts: networkx.Graph) -> list[set[str]]:
    """Actors who deal more with each other than with the rest, the largest group first."""
    return [set(group) for group in networkx.community.greedy_modularity_communities(contacts)]


def trace_path(network: networkx.MultiDiGraph, contacts: networkx.Graph, start: str, end: str) -> Iterator[str]:
    """One of the shortest ways from one actor to another, a line for each step, with the sentence that tells it."""
    for one, other in networkx.utils.pairwise(networkx.shortest_path(contacts, start, end)):
        events = [
            *(network.get_edge_data(one, other) or {}).values(),
            *(network.get_edge_data(other, one) or {}).values(),
        ]
        event = next(event for event in events if event["modality"] == "asserted" and not event["negated"])
        yield f"{contacts.nodes[one]['label']} - {contacts.nodes[other]['label']}: {event['evidence']}"


def main() -> None:
    """Print the answers."""
    network = kg.build(ARTICLE).to_networkx()
    contacts = find_contacts(network)
    label = contacts.nodes(data="label")
    print("Mediators:")
    for actor, share in rank_mediators(contacts, 3):
        print(f"  {label[actor]} ({share:.2f})")
    print("Communities:")
    for group in find_communities(contacts):
        print(f"  {', '.join(sorted(label[actor] for actor in group))}")
    print("From Giorgia Meloni to Leo XIV:")
    for step in trace_path(network, contacts, "giorgia-meloni", "leo-xiv"):
        print(f"  {step}")


if __name__ == "__main__":
    main()
