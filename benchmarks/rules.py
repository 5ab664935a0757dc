"""Which triggers carry a result, and what is left of it without those that a single sentence needs.

    python -m benchmarks.rules SENTENCES.jsonl [--elsewhere OTHER.jsonl] [--left RECORDS.jsonl]

counts for each trigger of the ontology the sentences whose events it tells, and lists those that tell of one sentence's
only, with the number of sentences that they serve in other texts. `--left` writes the records without the events of
those that serve no other: each event that is left would also have been found if its sentence had never been seen, for
another one asks for the same trigger. Scored, they are a careful guess for unseen text (leave-one-out).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.extractor import Extractor
from kg.formats.records import to_record
from kg.model import Event, Graph
from kg.readers.articles import read_articles

Told = tuple[Graph, list[tuple[str, Event]]]
LEARNED = "(learned)"


def main() -> None:
    """Count, print and, if asked, write what is left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path, help="JSON lines to extract from")
    parser.add_argument("--elsewhere", type=Path, help="JSON lines of other texts")
    parser.add_argument("--left", type=Path, metavar="RECORDS", help="write the records that need no single trigger")
    options = parser.parse_args()
    read = list(events_by_trigger(options.sentences))
    others = count(events_by_trigger(options.elsewhere)) if options.elsewhere else Counter[str]()
    serving = count(read)
    single = sorted((trigger for trigger, number in serving.items() if number == 1), key=lambda t: (-others[t], t))
    print(
        f"{len(serving)} triggers tell events of {options.sentences.name}, {len(single)} of them in one sentence only"
    )
    for trigger in single:
        print(f"{others[trigger]:6} {trigger}")
    if options.left:
        dropped = {trigger for trigger in single if not others[trigger]}
        lines = [json.dumps(to_record(_without(graph, told, dropped)), ensure_ascii=False) for graph, told in read]
        options.left.write_text("\n".join(lines) + "\n", encoding="utf-8")


def events_by_trigger(path: Path) -> Iterator[Told]:
    """The graph of each article and its events, each with the trigger of the ontology that tells it."""
    for analysis in Extractor().analyse(read_articles([str(path)], on_error=print)):
        reading = analysis.reading
        names = {
            reading.parse.begins[token]: LEARNED if match.learned else f"{match.trigger.relation}: {match.trigger.text}"
            for token, match in reading.matches.items()
        }
        yield analysis.graph, [(names[event.trigger.begin], event) for event in analysis.events]


def count(read: Iterable[Told]) -> Counter[str]:
    """The number of sentences whose events each trigger tells."""
    told = {(trigger, event.evidence[0]) for _, events in read for trigger, event in events if trigger != LEARNED}
    return Counter(trigger for trigger, _ in told)


def _without(graph: Graph, told: list[tuple[str, Event]], triggers: set[str]) -> Graph:
    return replace(graph, events=tuple(event for trigger, event in told if trigger not in triggers))


if __name__ == "__main__":
    main()
