"""Typed events with their participants, setting and status.

What is known of one article enters, a `Reading`; Events, each with its exact evidence, leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg.entities.linking import Actors
from kg.events.confidence import confidence, load_weights, read_signs
from kg.events.context import Reading
from kg.events.deeds import harming_deeds
from kg.events.modality import Status, assess
from kg.events.nesting import drop_covered
from kg.events.participants import ABOUT, Cast, find_cast
from kg.events.phrases import ACTING, denoted
from kg.events.places import DEPTH, find_place
from kg.events.predictions import learned_one
from kg.events.senses import is_topic, noun_forms
from kg.events.speech_acts import is_ultimatum, promised, take_stance
from kg.events.times import choose_time, is_lasting
from kg.events.triggers import Match
from kg.knowledge.cues import cue_words
from kg.knowledge.ontology import STATEMENT, Category
from kg.model import Article, Event, Modality, Span, TimeValue
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse
from kg.temporal.reference import Tense

PLACES = frozenset({"Place", "Facility", "Country"})
ACCUSATION = "ACCUSE"
REACHING = frozenset({"ASSAULT", "COERCE", "CONSULT"})  # what is done to a place is done there


@dataclass(frozen=True, slots=True)
class Proposal:
    """A trigger found in the text with the entities that take part."""

    match: Match
    category: Category
    cast: Cast

    @property
    def who(self) -> list[str]:
        """Who acts."""
        return self.cast.actors.ids

    @property
    def whom(self) -> list[str]:
        """Whom it concerns."""
        return self.cast.recipients.ids


def propose_events(reading: Reading) -> list[Proposal]:
    """The triggers of an article that tell of an event, with who takes part, in text order; none inside another."""
    proposals = [proposal for match in reading.matches.values() if (proposal := _propose(reading, match))]
    categories = {proposal.match.head: proposal.category for proposal in proposals}
    whole = {proposal.match.head for proposal in proposals if _is_whole(proposal)}
    matches = [proposal.match for proposal in proposals]
    kept = drop_covered(reading.parse, matches, categories, reading.actors, whole)
    told = [match for match in matches if match.head in kept]
    harming = (harming_deeds(reading.parse, match, reading.matches, reading.ontology) for match in told)
    kept -= {deed.head for deeds in harming for deed in deeds}  # one act: the raid, and that it killed
    return [proposal for proposal in proposals if proposal.match.head in kept]


def _is_whole(proposal: Proposal) -> bool:
    """Whether both sides are known, or whom a hostile deed befell."""
    hostile = proposal.category.quad_class == "material conflict"
    return bool(proposal.whom and (proposal.who or hostile)) or len(proposal.who) > 1


def compose_events(reading: Reading, proposals: Sequence[Proposal]) -> list[Event]:
    """The events of the proposals, with time, place, status, source and evidence; several where each has a time."""
    return [event for proposal in proposals for event in _apart(reading, proposal.match, _weighed(reading, proposal))]


def _propose(reading: Reading, match: Match) -> Proposal | None:
    relation = reading.ontology.relations[match.trigger.relation]
    category = reading.ontology.categories[relation.category]
    cast = find_cast(reading.parse, reading.actors, match, reading.matches, reading.ontology, reading.hints)
    who, whom = cast.actors.ids, cast.recipients.ids
    thing = bool(match.actors) and not who and not _is_instrument(reading.parse, match)
    thing |= match.clause.kind == "noun" and is_topic(reading.parse, match.head)
    both = bool(who) and (bool(whom) or len(who) > 1)
    nobody = not who and cast.recipients.how == ABOUT
    told = both or not match.learned
    told = told and not thing and not nobody and _is_told(reading.actors, who, whom, category, match)
    return Proposal(match, category, cast) if told else None


def _is_instrument(parse: Parse, match: Match) -> bool:
    """Whether weapons do it ("a bomb killed"): somebody is behind them, while a storm is nobody's act."""
    return match.clause.kind == "noun" or any(is_cue(parse, actor, "noun", "instrument") for actor in match.actors)


def _is_told(actors: Actors, who: Sequence[str], whom: Sequence[str], category: Category, match: Match) -> bool:
    """Somebody must act or suffer; whose words and promises they are must be known, and to whom a statement is made."""
    if "talking" in category.traits and any(side and _is_press(actors, side) for side in (who, whom)):
        return False
    acting = [entity for entity in (*who, *whom) if actors.entities[entity].type in ACTING]
    if category.id == STATEMENT:
        return match.trigger.recipient_required and bool(who) and any(entity in acting for entity in whom)
    alone = category.quad_class == "material conflict" or (category.id == "CONSULT" and len(whom) > 1)
    alone |= match.clause.passive and category.id == ACCUSATION  # "Kenya was accused of it": by whom need not be said
    alone |= match.trigger.subject == "R"  # "prisoners walked free": nobody need be said to have done it
    return bool(acting) and (bool(who) or alone)


def _weighed(reading: Reading, proposal: Proposal) -> Event:
    event = _compose(reading, proposal)
    signs = read_signs(event, proposal.match, proposal.cast, reading)
    return replace(event, confidence=confidence(signs, load_weights().signs))


def _is_press(actors: Actors, side: Sequence[str]) -> bool:
    """Whether these are all newspapers, stations, journalists: who speaks to them speaks to the public."""
    last = {entity: actors.entities[entity].label.split()[-1].lower() for entity in side}
    press = cue_words("noun", "press")
    return all(entity in actors.media or not press.isdisjoint(noun_forms(last[entity])) for entity in side)


def _compose(reading: Reading, proposal: Proposal) -> Event:
    article, parse, match = reading.article, reading.parse, proposal.match
    relation = reading.ontology.relations[match.trigger.relation]
    status = assess(parse, match.anchor, source=reading.speakers.get(match.head))
    tense = _tense(parse, match.anchor, status.modality)
    source = denoted(parse, reading.actors, [status.source]) if status.source is not None else []
    words, status = take_stance(
        proposal.category,
        status,
        announced=status.source is not None and parse.sentence[status.source] == parse.sentence[match.head],
        own_words=not source or not set(source).isdisjoint(proposal.who),
        verbal=match.clause.kind == "verb",
        ultimatum=is_ultimatum(parse, match.head),
        of=promised(parse, match, reading.matches, reading.ontology),
    )
    kind = reading.ontology.relations[words].category if words else relation.category
    if words and status.modality != "planned":
        relation = reading.ontology.relations[words]
    time, time_text = _when(reading, match, tense)
    modality = _ahead(status, tense, time, reading) if _is_deed(proposal.category) else status.modality
    begin, end = parse.begins[match.head], parse.ends[match.head]
    return Event(
        id=f"{article.id}-{begin}",
        type=kind,
        relation=relation.id,
        mode=relation.mode if kind == relation.category else None,
        contexts=relation.contexts,
        trigger=Span(article.id, begin, end, article.text[begin:end]),
        evidence=(sentence_of(article, reading.doc, match.head),),
        actors=tuple(proposal.who),
        recipients=tuple(proposal.whom),
        place=_place(reading, proposal),
        time=time,
        time_text=time_text,
        modality=modality,
        negated=status.negated,
        attribution=source[0] if source else learned_one(reading.hints, reading.actors, match, "speaker", ACTING),
    )


def _place(reading: Reading, proposal: Proposal) -> str | None:
    """Where the text says that it takes place; else the place that is attacked or visited; else what was learned."""
    match, category = proposal.match, proposal.category
    said = match.clause.kind == "verb" and (category.quad_class == "verbal conflict" or category.id == "REQUEST")
    tokens = (match.anchor, match.head, *(() if said else sorted(match.used)))
    place = find_place(reading.parse, reading.actors, tokens, depth=0 if said else DEPTH)
    aims = [entity for entity in proposal.whom if reading.actors.entities[entity].type in {"Place", "Facility"}]
    aims = aims or _struck(reading, match)
    if place is not None or aims:
        reached = category.id in REACHING and reading.ontology.relations[match.trigger.relation].mode != "phone"
        return place or (aims[0] if reached else None)
    return None if said else learned_one(reading.hints, reading.actors, match, "place", PLACES)


def _struck(reading: Reading, match: Match) -> list[str]:
    """The places that the deed hit which did it: "killed in a strike on Gaza", "strikes on Kharkiv killed"."""
    nouns = (token for argument in match.clause.arguments for token in reading.parse.conjuncts(argument.head))
    deeds = [reading.matches[token] for token in nouns if token in reading.matches]
    hit = (deed for deed in deeds if deed.clause.kind == "noun" and _category(reading, deed).id == "ASSAULT")
    ids = (entity for deed in hit for entity in denoted(reading.parse, reading.actors, deed.recipients))
    return [entity for entity in ids if reading.actors.entities[entity].type in {"Place", "Facility"}]


def _category(reading: Reading, match: Match) -> Category:
    return reading.ontology.categories[reading.ontology.relations[match.trigger.relation].category]


def _when(reading: Reading, match: Match, tense: Tense) -> tuple[TimeValue | None, str | None]:
    """The time of an event, and the words that tell it."""
    due = (
        word for word in reading.parse.find(match.head, "acl") if is_cue(reading.parse, word, "governor", "foreseen")
    )
    numbers = reading.times_at((*due, match.anchor, match.head))
    if tense == "future":  # what is still to come is not of the day that heads its paragraph
        numbers = [number for number in numbers if number not in reading.headings]
    if not is_lasting(reading.parse, [match.anchor, match.head]):
        numbers = [number for number in numbers if not reading.times[number].text.lower().startswith("since ")]
    told = [(reading.date_of(number, _seen(reading, number, tense)), reading.times[number].text) for number in numbers]
    return choose_time(told, tense, reading.article.date)


def _seen(reading: Reading, number: int, tense: Tense) -> Tense:
    """Headlines tell in the present what is done: "Students block bridge Wednesday"."""
    bare = not reading.parse.case(reading.time_starts[number])
    return "past" if tense == "present" and bare and " " not in reading.times[number].text else tense


def _is_deed(category: Category) -> bool:
    return category.quad_class.startswith("material") or category.id in {"CONSULT", "COOPERATE"}


def _ahead(status: Status, tense: Tense, time: TimeValue | None, reading: Reading) -> Modality:
    """The modality; what somebody "does" on a day to come is planned: "flies to London on Monday"."""
    published = reading.article.date
    ahead = tense == "present" and time is not None and published is not None and time.begin > published
    return "planned" if ahead and status.modality == "asserted" else status.modality


def _apart(reading: Reading, match: Match, event: Event) -> list[Event]:
    """An event for each recipient with a time of its own: "visited Turkey on 4 April and Uzbekistan on 5 April"."""
    parse, actors = reading.parse, reading.actors
    numbers = [number for owner in {match.anchor, match.head} for number in reading.times_of.get(owner, ())]
    times = {reading.time_starts[number]: number for number in numbers}
    if len(times) < 2:
        return [event]
    seats = [token for token in range(match.head, max(times)) if token in actors.at]
    seats = [token for token in seats if not set(event.recipients).isdisjoint(actors.at[token])]
    turns = sorted({*seats, *times})
    met = {entity for seat in seats for entity in actors.at[seat]}
    if [token in times for token in turns] != [False, True] * len(times) or met != set(event.recipients):
        return [event]
    tense = _tense(parse, match.anchor, event.modality)
    return [
        replace(
            event,
            id=event.id if seat == turns[0] else f"{reading.article.id}-{parse.begins[seat]}",
            recipients=actors.at[seat],
            place=event.place if seat == turns[0] else find_place(parse, actors, (seat,)),
            time=reading.date_of(times[start], tense),
            time_text=reading.times[times[start]].text,
        )
        for seat, start in zip(turns[::2], turns[1::2], strict=True)
    ]


def sentence_of(article: Article, doc: Doc, index: int) -> Span:
    """The sentence around a token, without the white space at its ends."""
    sentence = doc[index].sent
    text = article.text[sentence.start_char : sentence.end_char]
    begin = sentence.start_char + len(text) - len(text.lstrip())
    return Span(article.id, begin, begin + len(text.strip()), text.strip())


def _tense(parse: Parse, index: int, modality: Modality) -> Tense:
    """Where a bare weekday or month lies for a verb: "may leave on Monday" ahead, "may have left on Monday" behind."""
    auxiliaries = parse.find(index, "aux", "aux:pass")
    done = parse.tags[index] == "VBD" or any(parse.lemmas[auxiliary] == "have" for auxiliary in auxiliaries)
    if modality == "planned" or (modality == "hypothetical" and parse.pos[index] == "VERB" and not done):
        return "future"
    going_on = parse.tags[index] == "VBG" and any(parse.tags[word] in {"VBZ", "VBP"} for word in auxiliaries)
    return "present" if going_on or parse.tags[index] in {"VBZ", "VBP"} else "past"
