"""The corpus in, tables about it out: how much of what, and how varied."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.knowledge.ontology import STATEMENT, load_ontology
from training.corpus.check import count, template
from training.corpus.kinds import category
from training.corpus.markup import Annotated, Event

STATES = ("asserted", "planned", "hypothetical", "negated", "attributed")


def tables(articles: list[Annotated], named: list[Annotated]) -> Iterator[str]:
    """The lines of the tables, in Markdown; `named` are the texts in which only names are annotated."""
    counts = count(articles)
    yield from _table(("", "number"), [(key, counts[key]) for key in ("articles", "sentences", "words", "entities")])
    yield from _table(("mentions and names", "number"), [("mentions", counts["mentions"]), *_under("name ", counts)])
    yield from _table(("texts with names alone", "number"), list(_named(named)))
    yield from _table(("register", "articles"), _under("register ", counts))
    yield from _table(("region", "articles"), _under("region ", counts))
    yield from _table(("type", "events", *STATES, "different triggers"), list(_types(articles)))
    yield from _table(("mode", "events"), _under("mode ", counts))
    yield from _table(("variety", ""), list(_variety(articles)))


def real_table(parts: dict[str, list[Annotated]]) -> Iterator[str]:
    """The lines of the table about the annotation of real documents, in Markdown."""
    head = ("part", "whole documents", "single sentences", "sentences in all", "of them without an event", "events")
    yield from _table(head, [(part, *_real(articles)) for part, articles in parts.items()])


def _real(articles: list[Annotated]) -> Iterator[int]:
    whole = sum("-" not in article.id for article in articles)
    sentences = sum(len(article.sentences) for article in articles)
    telling = sum(len({a.sentence(t).extent for ts in a.triggers.values() for t in ts}) for a in articles)
    yield from (whole, len(articles) - whole, sentences, sentences - telling)
    yield sum(len(article.events) for article in articles)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> Iterator[str]:
    yield from ("", f"| {' | '.join(head)} |", "|" + " --- |" * len(head))
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)


def _under(prefix: str, counts: Counter[str]) -> list[tuple[str | int, ...]]:
    return [(key.removeprefix(prefix), counts[key]) for key in sorted(counts) if key.startswith(prefix)]


def _named(articles: list[Annotated]) -> Iterator[tuple[str | int, ...]]:
    kinds = Counter(name.type for article in articles for name in article.names)
    yield "texts", len(articles)
    yield "sentences", sum(len(article.sentences) for article in articles)
    yield "words", sum(len(re.findall(r"\w+", article.text)) for article in articles)
    yield from sorted(kinds.items())
    yield "different names", len({article.words(name.extent) for article in articles for name in article.names})


def _types(articles: Iterable[Annotated]) -> Iterator[tuple[str | int, ...]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    words: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for event in article.events.values():
            for kind in (category(event), "all"):
                found[kind].update(_states(event))
                words[kind].update(article.words(trigger).lower() for trigger in event.triggers)
    for kind in [*(kind for kind in load_ontology().categories if kind != STATEMENT), "all"]:
        yield kind, found[kind]["events"], *(found[kind][state] for state in STATES), len(words[kind])


def _states(event: Event) -> Iterator[str]:
    yield "events"
    if event.modality != "asserted" or not event.negated:
        yield event.modality
    if event.negated:
        yield "negated"
    if event.says:
        yield "attributed"


def _variety(articles: Iterable[Annotated]) -> Iterator[tuple[str | int, ...]]:
    sentences = [(article, sentence) for article in articles for sentence in article.sentences]
    words = [re.findall(r"\w+", article.words(sentence.extent).lower()) for article, sentence in sentences]
    runs = [tuple(row[start : start + 4]) for row in words for start in range(len(row) - 3)]
    repeated = Counter(template(article, sentence.extent) for article, sentence in sentences)
    lengths = sorted(map(len, words))
    yield "different runs of four words", f"{100 * len(set(runs)) / max(1, len(runs)):.1f} %"
    yield "most often the same sentence but for its names", max(repeated.values(), default=0)
    yield (
        "words in a sentence: 5th, 50th, 95th percentile",
        ", ".join(str(lengths[len(lengths) * share // 100]) for share in (5, 50, 95)),
    )
