"""When an event takes place, as its clause says, and what the text before it says of the time."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import TimeValue
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse
from kg.temporal.expressions import TimeExpression, resolve_time
from kg.temporal.reference import Tense

UP = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "nmod", "conj", "xcomp"})
MAX_CLIMB = 4
REACH = 1  # sentences over which a story's date carries
WITH_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
ENDS_ONLY = ("until", "till")  # say when something ends, not when a deed was done


@dataclass(frozen=True, slots=True)
class Background:
    """What a time expression is seen from: the date told just before it, and where a story of other times has
    come to."""

    anchor: date | None = None
    story: date | None = None


def above(parse: Parse, index: int) -> list[int]:
    """The words whose circumstances an event shares."""
    found: list[int] = []
    node = index
    for head, label in parse.ancestors(index):
        apart = label == "conj" and parse.has(node, "nsubj", "nsubj:pass")
        topic = label in {"nmod", "obl"} and any(
            is_cue(parse, word, "preposition", "topic") for word in parse.find(node, "case")
        )
        if label not in UP or apart or topic or len(found) == MAX_CLIMB:
            break
        node = head
        found.append(head)
        if parse.pos[head] == "VERB" and label not in {"conj", "xcomp"}:
            break
    return found


def time_owners(
    parse: Parse, starts: Sequence[int], events: frozenset[int], transparent: Container[int] = range(0)
) -> list[int]:
    """For each time expression, by its first token, the event's word or verb that it belongs to, or the thing.

    `transparent` are the words that have no time of their own: names, people, places, time expressions.
    """
    owners = []
    for start in starts:
        owner = start
        for head, label in parse.ancestors(start):
            if owner not in transparent and _is_of_a_thing(parse, owner, start, head):
                break
            owner = head
            told = head in events or (parse.pos[head] in {"VERB", "AUX"} and label != "case")
            told = told or is_cue(parse, head, "governor", "foreseen")
            if told and not _opens_behind(parse, head, start):
                break
        owners.append(_beyond_semicolon(parse, owner, start))
    return owners


def _is_of_a_thing(parse: Parse, noun: int, start: int, head: int) -> bool:
    """Whether a time is that of a noun, and not of the verb above: "lauded the August 1 arrival", "welcomed the vote of
    4 May", "congratulated her on the victory in the election in April"; but "said in a statement on Monday"."""
    if parse.pos[noun] != "NOUN" or is_cue(parse, noun, "governor", "reported"):
        return False
    if parse.deps[noun] == "obl" and any(
        is_cue(parse, word, "preposition", "place") for word in parse.find(noun, "case")
    ):
        return False
    judged = is_cue(parse, head, "governor", "judging") or is_cue(parse, head, "governor", "others")
    return start < noun or judged or parse.deps[noun] in {"nmod", "appos"}


def _beyond_semicolon(parse: Parse, verb: int, index: int) -> int:
    """ "A attacked B in 1908; the next year C left": what opens a clause dates that clause."""
    parted = any(parse.words[token] == ";" for token in range(verb, index))
    behind = [clause for clause in parse.find(verb, "parataxis", "conj") if clause > index] if parted else []
    return behind[0] if behind else verb


def _opens_behind(parse: Parse, verb: int, index: int) -> bool:
    """Whether a verb's clause begins behind a word that parsers hang on it: "met on 3 April to sign a treaty"."""
    return any(index < mark < verb for mark in parse.find(verb, "mark"))


def find_headings(parse: Parse, starts: Sequence[int], times: Sequence[TimeExpression]) -> list[int]:
    """Which of the time expressions are headings that date what follows: "29 Nov 2021. A met B.", "1 May: A met B." """
    return [
        number
        for number, (start, time) in enumerate(zip(starts, times, strict=True))
        if _opens_text(parse, start) and _is_headed(parse, start, time)
    ]


def _opens_text(parse: Parse, index: int) -> bool:
    return index == 0 or "\n" in parse.words[index - 1] or parse.tags[index - 1] == "."


def _is_headed(parse: Parse, start: int, time: TimeExpression) -> bool:
    """A colon or the end of the line behind a day, or a full stop behind one with its year."""
    behind = next((i for i in range(start, len(parse.words)) if parse.begins[i] >= time.end), None)
    if behind is None or not any(letter.isdigit() for letter in time.text):
        return False
    dated = WITH_YEAR.search(time.text) is not None
    return parse.words[behind] == ":" or "\n" in parse.words[behind] or (dated and parse.words[behind] == ".")


def find_backgrounds(
    parse: Parse, starts: Sequence[int], times: Sequence[TimeExpression], published: date | None
) -> list[Background]:
    """What each time expression is seen from, by those before it: one with a year of its own starts a story, that goes
    on for as long as its next dates are near."""
    found: list[Background] = []
    story, last, sentence = None, None, 0
    for start, time in zip(starts, times, strict=True):
        if parse.sentence[start] - sentence > REACH:
            story, last = None, None
        found.append(Background(last, story))
        value = resolve_time(time.text, published, anchor=last, story=story)
        if value is None:
            continue
        last, sentence = value.end, parse.sentence[start]
        dated = story is not None or WITH_YEAR.search(time.text) is not None
        story = value.begin if dated and _is_of_other_times(value, published) else None
    return found


def _is_of_other_times(value: TimeValue, published: date | None) -> bool:
    """Whether a story begins with a month or day of a year before that of the article."""
    if published is None:
        return True
    return value.precision in {"day", "month"} and value.end.year < published.year


def find_times_of(
    parse: Parse,
    tokens: Sequence[int],
    starts: Sequence[int],
    times_of: Mapping[int, Sequence[int]],
    headings: Mapping[int, int],
) -> list[int]:
    """The numbers of the time expressions of the event at some tokens: its own, else those of the verbs above that
    share it, else the one that heads its paragraph."""
    for index in tokens:
        for node in (index, *above(parse, index)):
            if found := [number for number in times_of.get(node, ()) if _is_shared(parse, index, node, starts[number])]:
                return found
    return [headings[token] for token in tokens[:1] if token in headings]


def _is_shared(parse: Parse, index: int, node: int, start: int) -> bool:
    """ "On Monday A met B and has thanked C" dates both, "A met B on Monday and has thanked C" the first only; so does
    "A met B on Monday, and C left"."""
    if node == index or parse.deps[index] != "conj" or {parse.pos[index], parse.pos[node]} != {"VERB"}:
        return True
    if parse.has(index, "nsubj", "nsubj:pass"):
        return False
    return parse.tags[index] == parse.tags[node] == "VBD" or not node < start < index


def reach_of_headings(parse: Parse, starts: Sequence[int], headings: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(token, number of its heading) for what each heading dates: up to the next one, or to the end of the paragraph
    of the last."""
    for place, number in enumerate(headings):
        following = headings[place + 1 : place + 2]
        end = starts[following[0]] if following else len(parse.words)
        for token in range(starts[number], end):
            if parse.words[token].count("\n") > 1 and token > starts[number] + REACH * 5:
                break
            yield token, number


def is_lasting(parse: Parse, tokens: Sequence[int]) -> bool:
    """Whether "since May" dates a deed: "have met since May", "the people killed since May"; not "the first visit
    since May", "met for the first time since May"."""
    have = (parse.lemmas[word] == "have" for token in tokens for word in parse.find(token, "aux"))
    return any(have) or any(parse.tags[token] == "VBN" and parse.deps[token] == "acl" for token in tokens)


def choose_time(
    told: Sequence[tuple[TimeValue | None, str]], tense: Tense, published: date | None
) -> tuple[TimeValue | None, str | None]:
    """The time of an event of those told for it: the first, or one inside it that says more ("sixty years ago, in
    March 1957"). What lies ahead dates no deed that is done, nor does what says when something ended."""
    possible = [(value, text) for value, text in told if tense != "past" or _may_be_past(value, text, published)]
    if not possible:
        return None, None
    value, text = possible[0]
    for other, words in possible[1:]:
        if value is None or (other is not None and _lies_inside(other, value)):
            value, text = other, words
    return value, text


def _may_be_past(value: TimeValue | None, text: str, published: date | None) -> bool:
    ends = text.lower().startswith(ENDS_ONLY)
    ahead = value is not None and published is not None and value.begin > published
    return not ends and not ahead


def _lies_inside(inner: TimeValue, outer: TimeValue) -> bool:
    return outer.begin <= inner.begin <= inner.end <= outer.end and inner != outer
