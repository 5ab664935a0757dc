"""Annotated articles in, windows of text to learn from out: names, sentence starts, events and roles."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.training import offsets_to_biluo_tags

from training.corpora import biluo
from training.corpus.convert import to_doc
from training.corpus.kinds import category
from training.corpus.markup import Annotated, Event, Extent, Mention
from training.example import Example, Labels
from training.names import TIME_WORDS, WORDS

Role = tuple[int, int, str]

# Where they slipped into a trigger they are not what tells the event.
AUXILIARIES = frozenset((WORDS / "auxiliaries.txt").read_text(encoding="utf-8").split())

IN_DATES = frozenset((WORDS / "dates.txt").read_text(encoding="utf-8").split())  # beside words that name a time
TIMES = re.compile(r"[tp](?:[tpj]*[tp])?")  # the kinds of words in a row, as _time_kind tells them


def to_examples(nlp: Language, article: Annotated, longest: int = 160) -> Iterator[Example]:
    """The article in windows of at most so many words, cut between sentences."""
    doc = to_doc(nlp, article)
    tags = open_dates(doc, offsets_to_biluo_tags(doc, [(e.start_char, e.end_char, e.label_) for e in doc.ents]))
    types = types_of(doc, article)
    roles = list(roles_of(doc, article))
    for tokens in _windows(doc, longest):
        at = {token.i: index for index, token in enumerate(tokens)}
        yield Example(
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) or _before_break(token) for token in tokens],
            names=[tags[token.i] for token in tokens],
            starts=[bool(token.is_sent_start) for token in tokens],
            events=[] if article.only_names else [types.get(token.i, "O") for token in tokens],
            roles=[(at[i], at[j], role) for i, j, role in roles if i in at and j in at],
            breaks=[index for index, token in enumerate(tokens) if index and _before_break(doc[token.i - 1])],
        )


def open_dates(doc: Doc, tags: list[str]) -> Labels:
    """The tags of names, None where GUM may call more of the text a date than we ("last week", "Tuesday night")."""
    opened: Labels = list(tags)
    for run in TIMES.finditer("".join(map(_time_kind, doc, tags))):
        begin, end = run.span()
        if "t" in run.group() and tags[begin:end] != biluo(end - begin, "DATE"):
            opened[begin:end] = [None] * (end - begin)
    return opened


def _time_kind(token: Token, tag: str) -> str:
    """Whether a word tells a time (t), may be part of one (p), may join the parts (j) or none of it."""
    word = token.lower_
    if tag.endswith("-DATE") or (tag == "O" and (word in TIME_WORDS or word.removesuffix("s") in TIME_WORDS)):
        return "t"
    if tag == "O" and (token.like_num or word in IN_DATES):
        return "p"
    return "j" if tag == "O" and word in ("of", ",", "-", "–") else " "


def _windows(doc: Doc, longest: int) -> Iterator[list[Token]]:
    window: list[Token] = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if window and len(window) + len(words) > longest:
            yield window
            window = []
        window += words
    if window:
        yield window


def _before_break(token: Token) -> bool:
    """Whether a token is white space or stands before it."""
    return token.is_space or (token.i + 1 < len(token.doc) and token.nbor().is_space)


def types_of(doc: Doc, article: Annotated) -> dict[int, str]:
    """The type of the event that a token tells."""
    return {
        index: category(event)
        for event in article.events.values()
        for trigger in event.triggers
        for index in _telling(doc, trigger)
    }


def roles_of(doc: Doc, article: Annotated) -> Iterator[Role]:
    """(token of a trigger, last token of a mention, role), for the mention of each participant that is nearest."""
    for event in article.events.values():
        for trigger in event.triggers:
            for entity, role in _cast(event):
                mention = min(_mentions(article, entity), key=lambda m: _distance(article, m.extent, trigger))
                yield from ((index, _tokens(doc, mention.extent)[-1], role) for index in _telling(doc, trigger))


def _cast(event: Event) -> Iterator[tuple[str, str]]:
    yield from ((entity, "actor") for entity in event.by)
    yield from ((entity, "recipient") for entity in event.to)
    if event.at and event.at not in event.to:
        yield event.at, "place"
    if event.says and event.says not in event.by:
        yield event.says, "speaker"


def _mentions(article: Annotated, entity: str) -> list[Mention]:
    return [mention for mention in article.mentions if mention.entity == entity]


def _distance(article: Annotated, extent: Extent, trigger: Extent) -> tuple[bool, bool, int]:
    """First those of the same sentence, then those before, then the nearest."""
    together = article.sentence(extent) == article.sentence(trigger)
    return not together, extent.begin > trigger.begin and not together, abs(extent.begin - trigger.begin)


def _telling(doc: Doc, trigger: Extent) -> list[int]:
    return [index for index in _tokens(doc, trigger) if doc[index].lower_ not in AUXILIARIES]


def _tokens(doc: Doc, extent: Extent) -> list[int]:
    span = doc.char_span(*extent, alignment_mode="expand")
    return [] if span is None else [token.i for token in span if not token.is_space]
