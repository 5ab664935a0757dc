"""Who speaks in quotations, also in those that run over several sentences or paragraphs.

A `Parse` enters; the token of the speaker for every token inside a quotation leaves. The speaker is the subject of the
nearest reporting verb in a sentence that the quotation touches; a quotation without one continues the one before it
(the order of strategies follows the sieves of Muzny et al. 2017, "A Two-stage Sieve Approach for Quote Attribution").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.syntax.clauses import subjects
from kg.syntax.cues import is_cue
from kg.syntax.items import WHOLE, Items
from kg.syntax.parse import Parse
from kg.syntax.turns import Turn, speakers_of_turns

OPENING, CLOSING, STRAIGHT = frozenset("“«"), frozenset("”»"), frozenset({'"', "``", "''"})
MAX_GAP = 30
TORN = frozenset({"dep", "appos", "parataxis", "vocative", "discourse"})


def find_quotes(parse: Parse, items: Items = WHOLE) -> list[tuple[int, int]]:
    """Token ranges [begin, end) inside quotation marks; an unclosed one ends with its paragraph or item."""
    quotes, begin = [], None
    longest = 0 if items.several else 1  # line ends
    for index, word in enumerate(parse.words):
        opens = word in OPENING or (word in STRAIGHT and begin is None)
        closes = begin is not None and (word in CLOSING or word in STRAIGHT or word.count("\n") > longest)
        if begin is not None and (closes or opens):
            quotes.append((begin, index))
            begin = None
        if opens:
            begin = index + 1
    if begin is not None:
        quotes.append((begin, len(parse.words)))
    return quotes


def find_speakers(
    parse: Parse, quotes: Sequence[tuple[int, int]], turns: Sequence[Turn] = (), items: Items = WHOLE
) -> dict[int, int]:
    """Token inside one of the quotations or a turn of an interview -> token of its speaker, where one is found; nobody
    speaks in another's item of a digest."""
    speakers = speakers_of_turns(turns)
    sentences = _sentences(parse)
    last: tuple[int, int] | None = None
    for begin, end in quotes:
        if begin == end:
            continue
        speaker = _reported_beside(parse, sentences, begin, end)
        if speaker is None and last is not None and begin - last[1] <= MAX_GAP:
            speaker = last[0]
        if speaker is not None and items.begin(speaker) == items.begin(begin):
            speakers.update(dict.fromkeys(range(begin, end), speaker))
            last = (speaker, end)
    return speakers


def _sentences(parse: Parse) -> list[range]:
    begins = [i for i, number in enumerate(parse.sentence) if i == 0 or parse.sentence[i - 1] != number]
    return [range(begin, end) for begin, end in pairwise([*begins, len(parse.words)])]


def _reported_beside(parse: Parse, sentences: list[range], begin: int, end: int) -> int | None:
    """The subject of the reporting verb nearest to the quotation, outside it, in the sentences that it touches."""
    first, last = parse.sentence[begin], parse.sentence[end - 1]
    around = range(sentences[first].start, sentences[last].stop)
    if first and around.start >= begin - 1 and _ends_with_colon(parse, sentences[first - 1]):
        around = range(sentences[first - 1].start, around.stop)
    if last + 1 < len(sentences) and around.stop == end:
        around = range(around.start, sentences[last + 1].stop)
    verbs = [
        (min(abs(index - begin), abs(index - end)), found[0])
        for index in around
        if not begin <= index < end and parse.pos[index] == "VERB" and is_cue(parse, index, "governor", "reported")
        if (found := subjects(parse, index) or _torn_subject(parse, index))
    ]
    return min(verbs)[1] if verbs else None


def _torn_subject(parse: Parse, verb: int) -> list[int]:
    """The noun right before a verb of saying, which the parse hangs on what is quoted: "...," the consul, X, said."""
    before = verb - 1
    while before > 0 and parse.words[before] == ",":
        before -= 1
    while parse.deps[before] == "flat" and parse.heads[before] < before:
        before = parse.heads[before]
    torn = parse.pos[before] in {"PROPN", "NOUN"} and parse.deps[before] in TORN and before > 0
    return [before] if torn else []


def _ends_with_colon(parse: Parse, sentence: range) -> bool:
    return any(parse.words[index] == ":" for index in list(sentence)[-3:])


REACH = 4
LONGEST_SPEAKER = 10  # words before the colon


QUOTED = [[mark] for mark in OPENING | STRAIGHT]


def find_announcements(parse: Parse, items: Items = WHOLE) -> list[tuple[int, int]]:
    """(colon, speaker's token) for each "X said:" without quotation marks and for each "X:" alone, after which the text
    is X's own; none in a digest, where a name before a colon is a topic."""
    if items.several:
        return []
    found = _turns(parse)
    for verb in range(len(parse.words)):
        if parse.pos[verb] == "VERB" and is_cue(parse, verb, "governor", "reported"):
            behind = range(verb + 1, min(verb + REACH, len(parse.words)))
            colon = next((token for token in behind if parse.words[token] == ":"), None)
            speakers = subjects(parse, verb) if colon is not None else []
            if colon is not None and speakers and parse.words[colon + 1 : colon + 2] not in QUOTED:
                found.append((colon, speakers[0]))
    return sorted(found)


def _turns(parse: Parse) -> list[tuple[int, int]]:
    """(colon, speaker's token) for each turn of a transcript: a name alone on its line before a colon."""
    found = []
    for sentence in _sentences(parse):
        tokens = [token for token in sentence if parse.pos[token] != "SPACE"]
        if not 1 < len(tokens) <= LONGEST_SPEAKER or parse.words[tokens[-1]] != ":":
            continue
        names = [token for token in tokens if parse.tags[token] in {"NNP", "NNPS", "NN"}]
        if names and not any(parse.pos[token] in {"VERB", "AUX"} for token in tokens):
            found.append((tokens[-1], names[-1]))
    return found
