"""Scores records against cases: a case and a record enter, the reasons why the case fails leave.

A case is a JSON object with `id`, `kind`, `date`, `text` (`title`, `publisher`) and

- `expect`: events that must be there, or `{"any_of": [event, ...]}`;
- `forbid`: events, or `{"entity": LABEL}`, that must not be there;
- `one`: lists of spellings that name one entity; `apart`: lists of labels of different entities.

Keys of an event: `type` (one or a list; "any" is all but STATE), `who`, `whom`, `sides` (both roles together): lists
of LABELs; `status` (asserted, planned, hypothetical, not), `says`, `place`, `time`, `relation`, `mode`, `word` (of the
trigger), `count`. A key that is left out is not tested; null or [] tests that there is none. Expected roles are
exact: "?LABEL" may be there, "*" lets others be there. A forbidden event has at least the participants named.

A LABEL is a name (any case, accents and articles aside; a person's part of a name will do), "@KEN" an entity of that
country, "@KEN/Country" one of that type, "Name@KEN" one of both; "*" stands for anything, "|" parts alternatives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

Case = dict[str, Any]
Record = dict[str, Any]
Entity = dict[str, Any]
Event = dict[str, Any]
Wanted = dict[str, Any]

LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "’": "'", "–": "-", "\u00a0": " "}
)


def find_faults(case: Case, record: Record, symmetric: Collection[str]) -> list[str]:
    """Why the record fails the case, an empty list where it passes; `symmetric` are the ids of such relations."""
    entities = {entity["id"]: entity for entity in record["entities"]}
    events: list[Event] = record["events"]

    def matching(wanted: Wanted, *, exact: bool) -> list[Event]:
        return [event for event in events if is_event(wanted, event, entities, symmetric, exact=exact)]

    def met(wanted: Wanted) -> bool:
        if "any_of" in wanted:
            return any(met(option) for option in wanted["any_of"])
        found = len(matching(wanted, exact=True))
        return bool(found == wanted["count"]) if "count" in wanted else found > 0

    faults = [f"missing {wanted}" for wanted in case.get("expect", ()) if not met(wanted)]
    for barred in case.get("forbid", ()):
        if "entity" in barred:
            wrong = [entity["label"] for entity in entities.values() if names_entity(barred["entity"], entity)]
            faults += [f"wrong entity {label}" for label in wrong]
        else:
            faults += [f"wrong {tell_event(event, entities)}" for event in matching(barred, exact=False)]
    faults += [fault for spellings in case.get("one", ()) for fault in _split(spellings, entities.values())]
    faults += [fault for labels in case.get("apart", ()) for fault in _mixed(labels, entities.values())]
    return faults


def is_event(
    wanted: Wanted, event: Event, entities: dict[str, Entity], symmetric: Collection[str], *, exact: bool
) -> bool:
    """Whether an event has all that is wanted; the participants exactly, or at least those named."""
    return (
        _is_kind(wanted, event)
        and _is_set(wanted, event, entities)
        and _is_between(wanted, event, entities, event["relation"] in symmetric, exact)
    )


def _is_kind(wanted: Wanted, event: Event) -> bool:
    types = wanted.get("type", ["any", "STATE"])
    types = [types] if isinstance(types, str) else types
    if event["type"] not in types and not ("any" in types and event["type"] != "STATE"):
        return False
    if "status" in wanted and not _is_one_of(wanted["status"], "not" if event["negated"] else event["modality"]):
        return False
    return plain(wanted.get("word", "")) in plain(event["trigger"]["text"])


def _is_set(wanted: Wanted, event: Event, entities: dict[str, Entity]) -> bool:
    """Whether time, mode, relation, place and source are those wanted."""
    if any(key in wanted and not _is_one_of(wanted[key], event[key]) for key in ("time", "mode", "relation")):
        return False
    for key, role in (("says", "attribution"), ("place", "place")):
        if key in wanted and (wanted[key] is None or event[role] is None):
            if wanted[key] != event[role]:
                return False
        elif key in wanted and not names_entity(wanted[key], entities[event[role]]):
            return False
    return True


def _is_between(wanted: Wanted, event: Event, entities: dict[str, Entity], symmetric: bool, exact: bool) -> bool:
    fits = _are_exactly if exact else _are_among
    roles = {"who": list(event["actors"]), "whom": list(event["recipients"])}
    both = [entities[one] for one in dict.fromkeys(roles["who"] + roles["whom"])]
    if "sides" in wanted and not fits(wanted["sides"], both):
        return False
    named = {role: wanted[role] for role in roles if role in wanted}
    if symmetric and named:
        # Either side may be told first: one of them alone says who took part, both together say who all did.
        labels = [label for role in named.values() for label in role]
        return _are_exactly(labels, both) if exact and len(named) == 2 else _are_among(labels, both)
    return all(fits(labels, [entities[one] for one in roles[role]]) for role, labels in named.items())


def _are_exactly(labels: Sequence[str], entities: Sequence[Entity]) -> bool:
    """Whether each label has its entity and each entity its label; equal country codes need as many entities."""
    needed = [label for label in labels if label != "*" and not label.startswith("?")]
    if not _are_all_met(needed, entities) or len(entities) < len([label for label in needed if label[0] == "@"]):
        return False
    allowed = [label.removeprefix("?") for label in labels if label != "*"]
    return "*" in labels or all(any(names_entity(label, entity) for label in allowed) for entity in entities)


def _are_among(labels: Sequence[str], entities: Sequence[Entity]) -> bool:
    certain = [label for label in labels if label != "*" and not label.startswith("?")]
    return _are_all_met(certain, entities) if labels else not entities


def _are_all_met(labels: Sequence[str], entities: Sequence[Entity]) -> bool:
    return all(any(names_entity(label, entity) for entity in entities) for label in labels)


def names_entity(label: str, entity: Entity) -> bool:
    """Whether one of the label's alternatives fits the entity."""
    return any(_names(option.strip(), entity) for option in label.split("|"))


def _names(label: str, entity: Entity) -> bool:
    name, at, place = label.rpartition("@")
    country, _, kind = place.partition("/")
    if at and re.fullmatch("[A-Z]{3}", country):
        of_country = entity["country"] == country and kind in ("", entity["type"])
        return of_country and (not name or _names(name, entity))
    own = [plain(text) for text in (entity["label"], *entity["aliases"])]
    pattern = _pattern(plain(label))
    if any(pattern.fullmatch(text) for text in (*own, *(plain(mention["text"]) for mention in entity["mentions"]))):
        return True
    return entity["type"] == "Person" and "*" not in label and any(_holds(text, plain(label)) for text in own)


def _is_one_of(wanted: str | None, value: str | None) -> bool:
    if wanted is None or value is None:
        return wanted is value
    return any(_pattern(option).fullmatch(value) for option in wanted.split("|"))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text.split("*")), re.DOTALL)


def _holds(text: str, part: str) -> bool:
    """Whether the words of `part` stand in a row in `text`."""
    return f" {_words(part)} " in f" {_words(text)} "


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def plain(text: str) -> str:
    """The text without case, accents, an article or marks at its ends."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    words = "".join(letter for letter in bare if not unicodedata.combining(letter)).split()
    return re.sub(r"^(the|an?) ", "", " ".join(words).strip(" .,;:\"'“”"))


def _split(spellings: Sequence[str], entities: Collection[Entity]) -> Iterator[str]:
    """Spellings that no entity has, or that more than one entity have together."""
    holders: set[str] = set()
    for spelling in spellings:
        mine = {entity["id"] for entity in entities if _is_called(spelling, entity)}
        if not mine:
            yield f"no entity is called {spelling}"
        holders |= mine
    if len(holders) > 1:
        yield f"{' and '.join(spellings)} are {len(holders)} entities"


def _is_called(spelling: str, entity: Entity) -> bool:
    return any(_holds(_name_in(mention).casefold(), spelling.casefold()) for mention in entity["mentions"])


def _name_in(mention: Entity) -> str:
    """The name inside a mention, the whole of it where there is none."""
    text: str = mention["text"]
    name = mention.get("name")
    return text[name["begin"] - mention["begin"] : name["end"] - mention["begin"]] if name else text


def _mixed(labels: Sequence[str], entities: Iterable[Entity]) -> Iterator[str]:
    for entity in entities:
        if sum(names_entity(label, entity) for label in labels) > 1:
            yield f"{' and '.join(labels)} are one entity, {entity['label']}"


def tell_event(event: Event, entities: dict[str, Entity]) -> str:
    """An event in one line: type, trigger, participants, status, and what else is known."""
    actors, recipients = (
        " + ".join(_tell(entities[one]) for one in event[role]) or "nobody" for role in ("actors", "recipients")
    )
    status = ("not " if event["negated"] else "") + event["modality"]
    more = [f"{key} {entities[event[key]]['label']}" for key in ("place", "attribution") if event[key]]
    more += [str(event["time"])] if event["time"] else []
    trigger = event["trigger"]["text"]
    return f"{event['type']} '{trigger}': {actors} > {recipients} ({', '.join([status, *more])})"


def _tell(entity: Entity) -> str:
    return f"{entity['label']} [{entity['country'] or '-'}]"
