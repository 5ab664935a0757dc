"""Events that one article tells several times, joined.

The events of an article enter, each as one trigger tells it; each leaves once, with all the sentences that tell it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.events.context import Reading
from kg.knowledge.ontology import is_symmetric
from kg.model import Event, join_tellings
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

BY_PHONE = "phone"
ONE_ACT = frozenset({"ASSAULT", "PROTEST"})
LATEST = 8  # how many earlier events of the same participants a mention may mean


@dataclass(frozen=True, slots=True)
class Telling:
    """How one trigger tells an event: whether as one more ("again"), whether of nameless people whom the text has not
    spoken of before ("two men"), and whether as something long past ("had been arrested in 1987")."""

    another: bool
    new: bool
    long_past: bool


def told_once(events: Sequence[Event], reading: Reading) -> list[Event]:
    """Join events that say the same of the same participants; each keeps its sentences as evidence.

    A mention without a date tells of an earlier one with the same participants and status. What one sentence tells in
    the article's own voice, or two people say, is nobody's claim any more.
    """
    once: list[Event] = []
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for event in events:
        telling, group = _read(event, reading), alike[_what(event, reading)]
        before = [*group[-LATEST:], *([len(once) - 1] if once and _goes_on(once[-1], event, reading) else [])]
        same = (i for i in before if _agree(once[i], event, telling, reading))
        if (position := next(same, None)) is not None:
            once[position] = join_tellings(once[position], event)
        else:
            group.append(len(once))
            once.append(event)
    return sorted(once, key=lambda event: event.trigger.begin)


def _what(event: Event, reading: Reading) -> tuple[object, ...]:
    """What must be the same; of what both sides do it does not matter who is told first."""
    sides = (frozenset(event.actors), frozenset(event.recipients))
    if _is_mutual(event, reading):
        sides = (sides[0] | sides[1], frozenset())
    return event.type, *sides, event.modality, event.negated


def _is_mutual(event: Event, reading: Reading) -> bool:
    category = reading.ontology.categories[event.type]
    return "meeting" in category.traits or is_symmetric(event, reading.ontology)


def _goes_on(before: Event, event: Event, reading: Reading) -> bool:
    """ "They met in Rome. She discussed trade.": talks right behind others, told of one side alone, are the same."""
    talks = "meeting" in reading.ontology.categories[event.type].traits and event.mode is None
    alone = not event.recipients and {*event.actors} < {*before.actors, *before.recipients}
    same = (before.type, before.modality, before.negated) == (event.type, event.modality, event.negated)
    return talks and alone and same and event.place in {None, before.place}


def _agree(one: Event, other: Event, again: Telling, reading: Reading) -> bool:
    """Whether a later telling may be of the same event as an earlier one, whose participants are the same."""
    by_phone = (one.mode == BY_PHONE, other.mode == BY_PHONE)
    when = one.time is None or other.time is None or one.time.edtf == other.time.edtf
    if again.another or by_phone == (True, False) or by_phone == (False, True) or not when:
        return False
    if not _places_agree(one, other, reading) or (again.long_past and one.time is None):
        return False
    if not _acts_agree(one, other, reading):
        return False
    if _item(one, reading) != _item(other, reading):
        return False
    return one.evidence[-1] == other.evidence[0] or not (again.new or _is_brief(other, reading))


def _is_brief(event: Event, reading: Reading) -> bool:
    """Whether it is of nameless people in a digest, whose items are too short to come back to them."""
    nameless = not all(_is_named(identifier, reading) for identifier in (*event.actors, *event.recipients))
    return nameless and reading.actors.items.several


def _acts_agree(one: Event, other: Event, reading: Reading) -> bool:
    """Whether two events may be one act. An attack and a meeting are told in many words, of which each is a part; what
    is said or decided in other words, or to nobody in particular, is something else, unless a noun comes back to it:
    "the threat"."""
    parse, tokens = reading.parse, (_token(one, reading), _token(other, reading))
    alike = one.relation == other.relation and (one.recipients or len({parse.lemmas[token] for token in tokens}) == 1)
    if alike or one.type in ONE_ACT or _is_mutual(other, reading):
        return True
    comes_back = any(parse.pos[token] == "NOUN" and _is_known(parse, token) for token in tokens)
    return comes_back and (one.relation == other.relation or not reading.actors.items.several)


def _item(event: Event, reading: Reading) -> int:
    return reading.actors.items.begin(_token(event, reading))


def _is_named(identifier: str, reading: Reading) -> bool:
    return any(mention.name for mention in reading.actors.entities[identifier].mentions)


def _places_agree(one: Event, other: Event, reading: Reading) -> bool:
    """Whether two events may have one place: a place may be told as its country."""
    if one.place is None or other.place is None or one.place == other.place:
        return True
    places = [reading.actors.entities[place] for place in (one.place, other.place)]
    return places[0].country == places[1].country and "Country" in {place.type for place in places}


def _read(event: Event, reading: Reading) -> Telling:
    parse, actors = reading.parse, reading.actors
    token = _token(event, reading)
    first = token
    while parse.deps[first] == "conj":  # "was repeatedly arrested or confined"
        first = parse.heads[first]
    about = (*parse.children[token], *parse.children[first])
    another = any(is_cue(parse, child, "modifier", "another") for child in about)
    new = False
    for identifier in (*event.actors, *event.recipients):
        if _is_named(identifier, reading):
            continue
        heads = [head for head in reading.mentions_beside(token) if identifier in actors.at[head]]
        nearest = min(heads, key=lambda head: abs(head - token), default=None)
        if nearest is not None and not _is_known(parse, nearest):
            new = True
    return Telling(another, new, _is_long_past(event, token, reading))


def _token(event: Event, reading: Reading) -> int:
    return bisect_right(reading.parse.begins, event.trigger.begin) - 1


def _is_long_past(event: Event, token: int, reading: Reading) -> bool:
    """Whether something had happened by the time of which the text speaks, in another year than the article's."""
    parse, published = reading.parse, reading.article.date
    had = any(parse.words[auxiliary] == "had" for auxiliary in parse.find(token, "aux"))
    return had and event.time is not None and published is not None and event.time.end.year < published.year


def _is_known(parse: Parse, head: int) -> bool:
    """Whether a noun phrase is of those spoken of before: a pronoun ("half of them" are others), or a noun with "the",
    "both", "his"."""
    if parse.pos[head] == "PRON":
        return parse.case(head)[-1:] != ("of",)
    determiners = parse.find(head, "det", "nmod:poss", "det:predet")
    return any(parse.deps[word] == "nmod:poss" or is_cue(parse, word, "modifier", "known") for word in determiners)
