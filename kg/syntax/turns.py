"""Turns of interviews, briefings and transcripts: "Q: ... A: ...", "MS. OTORO: ...".

A `Parse` enters; the stretches of the text that somebody speaks leave, each with the token of the speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

MAX_LABEL = 14  # words of a label, "Lars Berg, of the monitoring mission:"
AFTER_NAME = frozenset({",", "("})
NAMES = frozenset({"NNP", "NNPS"})
LINKING = frozenset({"of", "for", "and", "to"})
SIGHT = 40  # words of the first answer in which it may be said who speaks


@dataclass(frozen=True, slots=True)
class Turn:
    """The tokens [begin, end) behind a label with a colon; `speaker` is None where nobody is named."""

    begin: int
    end: int
    speaker: int | None


@dataclass(frozen=True, slots=True)
class Label:
    """The tokens [begin, colon); `name` is the last word of a name in it; `sure` whether it is one by itself; `inside`
    whether it stands in the middle of a paragraph."""

    begin: int
    colon: int
    name: int | None
    sure: bool
    answers: bool = False
    inside: bool = False


def find_turns(parse: Parse) -> list[Turn]:
    """The turns of a text, in order; none where its colons are no labels of speakers."""
    labels = list(_labels(parse))
    first = next((number for number, label in enumerate(labels) if label.sure and not label.inside), None)
    if first is None:
        return []
    labels = [label for number, label in enumerate(labels) if not label.inside or (label.sure and number > first)]
    answering = _interviewee(parse, labels)
    ends = [label.begin for label in labels[1:]]
    ends.append(len(parse.words) if len(labels) > 1 or labels[0].begin == 0 else _paragraph_end(parse, labels[0].colon))
    return [
        Turn(label.colon + 1, end, answering if label.answers else label.name)
        for label, end in zip(labels, ends, strict=True)
    ]


def _labels(parse: Parse) -> Iterator[Label]:
    for colon, word in enumerate(parse.words):
        if word == ":" and (begin := _begin(parse, colon)) is not None and (label := _label(parse, begin, colon)):
            yield label


def _begin(parse: Parse, colon: int) -> int | None:
    """Where the words before a colon begin: behind an end of a line or of a sentence."""
    for begin in range(colon, max(-1, colon - MAX_LABEL - 1), -1):
        if begin == 0 or parse.tags[begin - 1] == "." or _is_break(parse, begin - 1):
            return begin if begin < colon else None
    return None


def _is_break(parse: Parse, index: int) -> bool:
    return "\n" in parse.words[index]


def _label(parse: Parse, begin: int, colon: int) -> Label | None:
    """What a label says of who speaks."""
    if colon - begin == 1:
        for effect in ("asker", "answerer"):
            if is_cue(parse, begin, "turn", effect):
                return Label(begin, colon, None, True, effect == "answerer")
    if parse.tags[begin] not in NAMES or any(parse.tags[i][:2] in {"VB", "MD"} for i in range(begin, colon)):
        return None
    end = next((i for i in range(begin, colon) if parse.tags[i] not in NAMES and not _links(parse, i)), colon)
    if end < colon and parse.words[end] not in AFTER_NAME:  # "North Sea crisis:" names a topic
        return None
    inside = begin > 0 and not _is_break(parse, begin - 1)
    return Label(begin, colon, end - 1, end - begin > 1, inside=inside)


def _links(parse: Parse, index: int) -> bool:
    """Whether a small word stands inside a title: "President of Russia"."""
    return (parse.words[index] in LINKING or parse.tags[index] == "HYPH") and parse.tags[index + 1] in NAMES


def _head(parse: Parse, begin: int, end: int) -> int:
    """The token of a stretch whose head stands outside it."""
    return next((i for i in range(begin, end) if not begin <= parse.heads[i] < end or parse.heads[i] == i), begin)


def _interviewee(parse: Parse, labels: list[Label]) -> int | None:
    """Who answers: the one whom the first question addresses by name, else the first one who speaks or does something
    before it, else who is said to speak in the first answer."""
    first = labels[0]
    if not first.answers and first.name is None and (named := _addressed(parse, first.colon + 1)) is not None:
        return named
    before, answers = range(first.begin), [label.colon for label in labels if label.answers]
    told = next((s for i in before for s in _subjects(parse, i) if _says(parse, i) or parse.pos[s] == "PROPN"), None)
    if told is not None or not answers:
        return told
    behind = range(answers[0], min(answers[0] + SIGHT, len(parse.words)))
    return next((s for i in behind if _says(parse, i) for s in _subjects(parse, i) if parse.pos[s] == "PROPN"), None)


def _subjects(parse: Parse, index: int) -> list[int]:
    return parse.find(index, "nsubj", "nsubj:pass") if parse.pos[index] == "VERB" else []


def _says(parse: Parse, index: int) -> bool:
    return is_cue(parse, index, "governor", "reported")


def _addressed(parse: Parse, begin: int) -> int | None:
    """ "Dr Lind, how long did it take?" """
    words = range(begin, min(begin + MAX_LABEL, len(parse.words)))
    comma = next((i for i in words if parse.words[i] == ","), begin)
    named = comma > begin and all(parse.tags[i][:2] in {"NN", "JJ", "HY"} for i in range(begin, comma))
    return _head(parse, begin, comma) if named else None


def _paragraph_end(parse: Parse, index: int) -> int:
    ends = (i for i in range(index, len(parse.words)) if parse.words[i].count("\n") > 1)
    return next(ends, len(parse.words))


def speakers_of_turns(turns: Iterable[Turn]) -> dict[int, int]:
    """Token inside a turn -> token of its speaker, where one is named."""
    return {token: turn.speaker for turn in turns for token in range(turn.begin, turn.end) if turn.speaker is not None}
