"""Why a sentence was read as it was.

The analysis of an article enters; for each sentence its clauses, its triggers, and how each event came by
its participants, its status, its time and its place leave, as words to print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.events.confidence import load_weights, read_signs
from kg.events.context import Reading
from kg.events.extraction import sentence_of
from kg.events.modality import Status, assess
from kg.events.nesting import drop_covered
from kg.events.participants import Cast, Side, find_cast
from kg.events.triggers import Match
from kg.extractor import Analysis
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.ontology import Relation
from kg.model import Entity, Event
from kg.syntax.clauses import predicate_kind, read_clause
from kg.syntax.parse import Parse

Row = tuple[str, str]
SIGNS = 5  # how many signs of its confidence are shown of an event


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence by its number, and what was seen in it: rows of what it is and the words for it."""

    number: int
    text: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class _Case:
    """An article as read, with the events that came of it, and all that triggers tell, by their trigger."""

    reading: Reading
    gazetteer: Gazetteer
    events: dict[int, Event]
    told: dict[int, Event]


def explain(analysis: Analysis) -> Iterator[Explanation]:
    """Explain an article, sentence by sentence."""
    doc = analysis.doc
    events, told = ({event.trigger.begin: event for event in some} for some in (analysis.events, analysis.told))
    case = _Case(analysis.reading, analysis.gazetteer, events, told)
    for number, sentence in enumerate(doc.sents, 1):
        tokens = range(sentence.start, sentence.end)
        rows = [*_clauses(case.reading, tokens)]
        for match in (case.reading.matches[token] for token in tokens if token in case.reading.matches):
            event = events.get(doc[match.head].idx)
            rows += _event(case, match, event, tokens) if event else [_no_event(case, match)]
        yield Explanation(number, printable(sentence.text), [(heading, printable(words)) for heading, words in rows])


def printable(text: str) -> str:
    """Words in one line, which can't steer a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def decisive_words(parse: Parse, tokens: Iterable[int], judge: Callable[[Parse], object]) -> list[int]:
    """The words that a judgement rests on: those of the tokens that can't all be taken away without changing it.

    Of two words that each suffice only the last is kept.
    """
    bare = replace(parse, words=[*parse.words], lemmas=[*parse.lemmas])
    verdict, decisive = judge(bare), []
    for index in tokens:
        bare.words[index] = bare.lemmas[index] = ""
        if judge(bare) != verdict:
            bare.words[index], bare.lemmas[index] = parse.words[index], parse.lemmas[index]
            decisive.append(index)
    return decisive


def _clauses(reading: Reading, tokens: range) -> Iterator[Row]:
    for index in tokens:
        kind = predicate_kind(reading.parse, index)
        if index in reading.matches:
            clause = reading.matches[index].clause
        elif kind is None or kind == "noun":
            continue
        else:
            clause = read_clause(reading.parse, index, kind)
        arguments = [" ".join((a.role, *a.words, _phrases(reading, a.head))) for a in clause.arguments]
        passive = " (passive)" if clause.passive else ""
        yield "clause", f"{reading.doc[index].text}{passive}: {', '.join(arguments) or 'no arguments'}"


def _phrases(reading: Reading, head: int) -> str:
    """The words of a noun phrase and of what is coordinated with it."""
    return " and ".join(dict.fromkeys(_phrase(reading, token) for token in reading.parse.conjuncts(head)))


def _phrase(reading: Reading, head: int) -> str:
    """The words of a mention, or the one word at a token."""
    begin, end = reading.actors.span.get(head, (head, head + 1))
    return reading.doc[begin:end].text


def _trigger(reading: Reading, match: Match) -> str:
    light = f" with {_quote(reading, [match.light])}" if match.light is not None else ""
    how = "as was learned" if match.learned else f"by the trigger {match.trigger.text.split(' unless ')[0]}"
    return f"{_quote(reading, [match.head, *sorted(match.used)])}{light}, {how}"


def _cast(reading: Reading, match: Match) -> Cast:
    return find_cast(reading.parse, reading.actors, match, reading.matches, reading.ontology, reading.hints)


def _quote(reading: Reading, tokens: Iterable[int]) -> str:
    return " ".join(f'"{reading.doc[token].text}"' for token in sorted(tokens))


def _no_event(case: _Case, match: Match) -> Row:
    """Why a trigger made no event of its own."""
    reading, parse, actors = case.reading, case.reading.parse, case.reading.actors
    cast = _cast(reading, match)
    who, whom = cast.actors.ids, cast.recipients.ids
    sentence = sentence_of(reading.article, reading.doc, match.head)
    types = reading.ontology.categories
    categories = {head: types[_relation(reading, other).category] for head, other in reading.matches.items()}
    told = (event for event in case.events.values() if sentence in event.evidence)
    same = next((event for event in told if {*event.actors, *event.recipients} == {*who, *whom}), None)
    unlikely = case.told.get(reading.doc[match.head].idx)
    if unlikely and unlikely.confidence < load_weights().least:
        reason = f"too unlikely, {_confidence(reading, match, unlikely, cast)}"
    elif (who or whom) and match.head not in drop_covered(parse, [*reading.matches.values()], categories, actors):
        reason = "a part of another event"
    elif same:
        reason = f'told by "{same.trigger.text}" already'
    else:
        names = (", ".join(actors.entities[i].label for i in ids) or "nobody" for ids in (who, whom))
        reason = "too little is known of who acts ({}) and whom it concerns ({})".format(*names)
    return "no event", f"{_trigger(reading, match)}: {reason}"


def _relation(reading: Reading, match: Match) -> Relation:
    return reading.ontology.relations[match.trigger.relation]


def _event(case: _Case, match: Match, event: Event, tokens: range) -> Iterator[Row]:
    reading = case.reading
    label = reading.ontology.relations[event.relation].label
    status = f"{event.modality}{', negated' if event.negated else ''}"
    yield "event", f"{event.type}, {label}; {status}"
    cast = _cast(reading, match)
    yield "confidence", _confidence(reading, match, event, cast)
    yield "trigger", _trigger(reading, match)
    for role, side, ids, heads in (
        ("actor", cast.actors, event.actors, match.actors),
        ("recipient", cast.recipients, event.recipients, match.recipients),
    ):
        for identifier in ids:
            yield role, _entity(case, identifier, heads, tokens)
        yield from _side(case, role, side)
    yield from _status(case, match, event, tokens)
    if event.time_text:
        day = f", in an article of {reading.article.date}" if reading.article.date else ""
        yield "time", f'{event.time.edtf if event.time else "no date"}: "{event.time_text}"{day}'
    if event.place:
        yield "place", _entity(case, event.place, (match.anchor, match.head), tokens)


def _confidence(reading: Reading, match: Match, event: Event, cast: Cast) -> str:
    """How sure an event is, with the signs that speak most for it and against it."""
    weights = load_weights().signs
    signs = read_signs(event, match, cast, reading)
    shares = {name: round(weights.get(name, 0.0) * value, 1) for name, value in signs.items() if name != "always"}
    heavy = sorted(shares, key=lambda name: -abs(shares[name]))[:SIGNS]
    return f"{event.confidence:.2f}: " + ", ".join(f"{name} {shares[name]:+}" for name in heavy if shares[name])


def _side(case: _Case, role: str, side: Side) -> Iterator[Row]:
    """How a side was filled, and who else would have been named in another way."""
    if side.how:
        yield f"{role} is", side.how
    for how, ids in side.lost:
        others = [case.reading.actors.entities[i].label for i in ids if i not in side.ids]
        if others:
            yield f"no {role}", f"{', '.join(others)}: {how}"


def _status(case: _Case, match: Match, event: Event, tokens: range) -> Iterator[Row]:
    """Modality, negation and attribution as the sentence has them, with the words that say so; then what they make."""
    reading, anchor = case.reading, match.anchor
    speaker = reading.speakers.get(match.head)

    def cues(judge: Callable[[Status], object]) -> str:
        words = decisive_words(reading.parse, tokens, lambda parse: judge(assess(parse, anchor, source=speaker)))
        return f": {_quote(reading, words)}" if words else ""

    status = assess(reading.parse, anchor, source=speaker)
    yield "modality", status.modality + (cues(lambda status: status.modality) if status.modality != "asserted" else "")
    if status.negated:
        yield "negated", "yes" + cues(lambda status: status.negated)
    if event.attribution:
        how = cues(lambda status: status.source) or (": the speaker of the quotation" if speaker is not None else "")
        yield "says", _entity(case, event.attribution, [status.source or anchor], tokens) + how
    relation = _relation(reading, match)
    if (relation.id, relation.category) != (event.relation, event.type):
        yield "instead of", f"{relation.category}, {relation.label}: announced, promised or refused it is only words"


def _entity(case: _Case, identifier: str, heads: Sequence[int], tokens: range) -> str:
    """An entity, the words that mean it at or below some tokens, else in the sentence, and how they do."""
    entity = case.reading.actors.entities[identifier]
    about = ", ".join(filter(None, (identifier, entity.type, entity.country)))
    below = (token for head in heads for token in (head, *case.reading.parse.subtree(head)))
    meaning = (token for token in (*below, *tokens) if identifier in case.reading.actors.at.get(token, ()))
    token = next(meaning, None)
    how = "as told before" if token is None else f'"{_phrase(case.reading, token)}", {_link(case, entity, token)}'
    return f"{entity.label} ({about}): {how}"


def _link(case: _Case, entity: Entity, token: int) -> str:
    """How the words at a token lead to an entity."""
    begin = case.reading.doc[case.reading.actors.span[token][0]].idx
    known = entity.id in case.gazetteer.entries
    if any(mention.name for mention in entity.mentions if mention.span.begin == begin):
        return "a name that the gazetteer knows" if known else "a name that the gazetteer does not know"
    named = [mention.name for mention in entity.mentions if mention.name]
    others = named or [mention.span for mention in entity.mentions if mention.span.begin < begin]
    if others:
        nearest = [span for span in others if span.begin < begin][-1:] or others
        return f'the same as "{nearest[0].text}"'
    return "as the gazetteer describes it" if known else "without a name"
