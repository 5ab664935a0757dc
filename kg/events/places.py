"""Where an event takes place, as its clause says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.entities.linking import Actors
from kg.events.times import above
from kg.knowledge.cues import cue_words
from kg.model import Event
from kg.syntax.cues import is_cue
from kg.syntax.datelines import dateline_end
from kg.syntax.parse import Parse

PLACE_TYPES = frozenset({"Place", "Facility", "Country"})
DOWN = ("obl", "nmod", "appos")
DEPTH = 3
MAX_GAP = 3
SCENES = frozenset({"CONSULT", "AGREE"})


def find_place(parse: Parse, actors: Actors, tokens: Sequence[int], *, depth: int = DEPTH) -> str | None:
    """The entity where the event at some tokens takes place: nearest below it first, then with the verbs above it.

    Of what is only said ("condemned the killing in Gulu") nothing tells the place but the verb itself: `depth` is 0.
    """
    for index in dict.fromkeys(tokens):
        for node in [index, *above(parse, index)]:
            place = _place_below(parse, actors, node, depth)
            if place is not None:
                return place
    return _where(parse, actors, tokens[0]) or _before_subject(parse, actors, tokens[0]) or _here(parse, actors, tokens)


def _place_below(parse: Parse, actors: Actors, index: int, depth: int) -> str | None:
    below = [child for node in (index, *_people(parse, actors, index)) for child in parse.find(node, *DOWN)]
    for child in below:
        words = parse.case(child)[:1]
        if cue_words("preposition", "place").isdisjoint(words) and not (
            words == ("to",) and is_cue(parse, index, "noun", "travel")
        ):
            continue
        if place := _place_at(actors, child):
            return place
    if depth:
        for child in below:
            if cue_words("preposition", "topic").isdisjoint(parse.case(child)) and (
                place := _place_below(parse, actors, child, depth - 1)
            ):
                return place
    return None


def _people(parse: Parse, actors: Actors, index: int) -> list[int]:
    """ "met Zelenskyy in Rome": parsers hang the place below the name, but names of people have none."""
    objects = parse.find(index, "obj", "nsubj:pass")
    return [child for child in objects if any(actors.entities[i].type == "Person" for i in actors.at.get(child, ()))]


def _where(parse: Parse, actors: Actors, index: int) -> str | None:
    """ "in Rome, where they met": the place that the relative clause describes."""
    if parse.deps[index] == "acl:relcl" and any(parse.words[c] == "where" for c in parse.find(index, "advmod")):
        return _place_at(actors, parse.heads[index])
    return None


def _before_subject(parse: Parse, actors: Actors, index: int) -> str | None:
    """In "In Rome Secretary Kerry met ..." parsers take the place for a part of the name, in spite of "in"."""
    for subject in parse.find(index, "nsubj", "nsubj:pass"):
        for token in parse.subtree(subject):
            if parse.deps[token] == "compound" and not cue_words("preposition", "place").isdisjoint(parse.case(token)):
                return _place_at(actors, token)
    return None


def _here(parse: Parse, actors: Actors, tokens: Sequence[int]) -> str | None:
    """What takes place "here" does so in the place of the dateline."""
    nodes = {node for index in tokens for node in (index, parse.heads[index])}
    if any(parse.words[child] == "here" for node in nodes for child in parse.find(node, "advmod")):
        return next((place for index in range(dateline_end(parse)) if (place := _place_at(actors, index))), None)
    return None


def _place_at(actors: Actors, token: int) -> str | None:
    return next((entity for entity in actors.at.get(token, ()) if actors.entities[entity].type in PLACE_TYPES), None)


def stay_in_scene(events: Sequence[Event]) -> list[Event]:
    """Give talks without a place that of the talks told just before them, where the same people go on.

    "They met in Rome. She also saw the mayor." An event that names nobody on the other side ("Neither attended",
    "both sides agreed") refers back too.
    """
    placed: list[Event] = []
    for event in events:
        before = placed[-1] if placed else None
        if before is not None and event.place is None and before.place and _continues(before, event):
            event = replace(event, place=before.place)
        placed.append(event)
    return placed


def _continues(before: Event, event: Event) -> bool:
    near = event.evidence[0].begin - before.evidence[0].end <= MAX_GAP
    again = not event.recipients or not set(before.actors).isdisjoint(event.actors)
    talks = {before.type, event.type} <= SCENES and event.mode != "visit" and before.modality == event.modality
    other_time = event.time and before.time and event.time.edtf != before.time.edtf
    return near and again and talks and not other_time
