"""Slips of parsers that can be told by grammar alone.

A `Parse` enters and is corrected in place: whoever is asked stands above what he is asked to do, a verb in the past
tense is no relative clause, and a subject has no preposition.
"""

from __future__ import annotations

from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

SUBJECT = ("nsubj", "nsubj:pass")
NAMES = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
DASHES = frozenset({"-", "--", "–", "—"})
LONGEST_DATELINE = 12
DESCRIBING = frozenset({"nmod:desc", "flat", "compound"})
BROUGHT = frozenset({"obj", "obl", "nmod"})


def repair(parse: Parse) -> None:
    """Correct the slips of all sentences."""
    for index, label in enumerate(parse.deps):
        if label in {"obj", "iobj"}:
            _object(parse, index)
        elif label == "obl:agent":
            _author(parse, index)
        elif label == "obl":
            _of_a_name(parse, index)
        elif label == "nmod:poss":
            _end_of_a_clause(parse, index)
        elif label == "nsubj" and _owned_gerund(parse, index):
            continue
        elif label == "nsubj":
            _called_upon(parse, index)
            _subject_with_preposition(parse, index)
            _name_behind(parse, index)
            _behind_a_title(parse, index)
        elif label == "case":
            _preposition_of_a_modifier(parse, index)
            _of_a_title(parse, index)
        elif label == "punct" and parse.words[index] in DASHES:
            _dateline(parse, index)
        elif label == "acl:relcl":
            _coordinated_predicate(parse, index)
        elif label in {"nmod", "appos"}:
            _behind_a_title(parse, index)
            _subject_behind_a_clause(parse, index)
        elif label == "advcl":
            _clause_of_a_noun(parse, index)
        elif label == "conj" and parse.pos[index] == "NOUN":
            _predicate_as_modifier(parse, index)
        elif label in {"ccomp", "parataxis", "conj"} and not (label == "ccomp" and _nominal_object(parse, index)):
            _second_clause(parse, index)
            if label == "ccomp":
                _clause_beside(parse, index)


def _object(parse: Parse, index: int) -> None:
    """ "asked Kenya to leave": the object of the asking; "called on Kenya": brought by its preposition."""
    verb = parse.heads[index]
    above = parse.heads[verb]
    if any(index < mark and parse.words[mark] == "to" for mark in parse.find(verb, "mark")):
        if above < index < verb and parse.pos[above] == "VERB" and not parse.has(above, "obj"):
            _hang(parse, index, above, "obj")
    elif verb + 1 in parse.find(index, "case") and parse.pos[verb] == "VERB":
        parse.deps[index] = "obl"


def _owned_gerund(parse: Parse, index: int) -> bool:
    """ "Her brother's killing shocked Oslo": what has an owner is a noun; whether the subject was an owner."""
    head = parse.heads[index]
    owns = parse.tags[head] == "VBG" and any(parse.tags[child] == "POS" for child in parse.children[index])
    if owns:
        parse.deps[index], parse.pos[head] = "nmod:poss", "NOUN"
    return owns


def _called_upon(parse: Parse, index: int) -> None:
    """ "calls upon Kenya to leave": who is called upon, taken for the subject of what he is asked to do."""
    verb = parse.heads[index]
    above = parse.heads[verb]
    behind = above + 1 if above < verb else above
    asked = above < behind < index < verb and parse.words[behind] in {"on", "upon"} and parse.heads[behind] == above
    if asked and parse.is_marked(verb, "to") and parse.pos[above] == "VERB":
        _hang(parse, index, above, "obl")
        _hang(parse, behind, index, "case")


def _author(parse: Parse, index: int) -> None:
    """ "rejected a plan by Ghana": nobody acts behind "by" where the verb has a subject and an object."""
    verb = parse.heads[index]
    objects = [noun for noun in parse.find(verb, "obj") if verb < noun < index]
    if objects and parse.has(verb, "nsubj") and not parse.has(verb, "aux:pass"):
        _hang(parse, index, objects[-1], "nmod")


def _of_a_name(parse: Parse, index: int) -> None:
    """ "met the president of Chile, and ...": what "of" and a name say right behind an object is whose it is."""
    first = parse.find(index, "case")[:1]
    if (
        parse.pos[index] == "PROPN"
        and parse.case(index) == ("of",)
        and first[0] - 1 in parse.find(parse.heads[index], "obj")
        and parse.pos[first[0] - 1] in NAMES
    ):
        _hang(parse, index, first[0] - 1, "nmod")


def _behind_a_title(parse: Parse, index: int) -> None:
    """ "met President of the Republic of Chile Gabriel Boric": the name stands for all that describes it."""
    title = _title_before(parse, index)
    if title is None or parse.pos[index] != "PROPN" or parse.has(index, "case"):
        return
    phrase = range(title, index)
    above = [token for token in phrase if parse.heads[token] not in range(title, index + 1)]
    if not above or parse.deps[above[0]] not in {*BROUGHT, *SUBJECT} or parse.heads[above[0]] == above[0]:
        return
    prepositions = [word for token in phrase for word in parse.find(token, "case") if word < title]
    _hang(parse, index, parse.heads[above[0]], parse.deps[above[0]])
    for token in above:
        _hang(parse, token, index if token == above[0] else above[0], "nmod:desc" if token == above[0] else "nmod")
    for word in prepositions:
        _hang(parse, word, index, "case")


def _title_before(parse: Parse, index: int) -> int | None:
    """The noun before the first "of" in the words right before a name: "President" of "President of the Republic"."""
    title, token = None, index - 1
    while token > 0 and (parse.pos[token] in {"PROPN", "ADJ"} or parse.words[token] in {"of", "the"}):
        if parse.words[token] == "of":
            title = token - 1
        token -= 1
    return title if parse.pos[index - 1] == "PROPN" and title is not None and parse.pos[title] in NAMES else None


def _end_of_a_clause(parse: Parse, index: int) -> None:
    """ "After thanking Togo, Ghana's envoy left", "thanked Togo for Ghana's hat": an owner stands right there."""
    noun = parse.heads[index]
    verb, comma = index - 1, parse.words[index + 1 : index + 2] == [","]
    ended = comma and parse.tags[verb] == "VBG"
    if not ended and parse.deps[noun] == "obl" and any(index < word < noun for word in parse.find(noun, "case")):
        verb, ended = parse.heads[noun], parse.heads[noun] < index
    if ended and not parse.has(index, "case") and not parse.has(verb, "obj"):
        _hang(parse, index, verb, "obj")


def _subject_behind_a_clause(parse: Parse, index: int) -> None:
    """ "Having met Togo, Ghana left": a name behind the comma of an opening clause is the subject of the next verb."""
    clause = next((token for token, _ in parse.ancestors(index) if parse.deps[token] == "advcl"), index)
    verb = parse.heads[clause]
    behind = index < verb and parse.words[index - 1] == "," and clause < index
    if behind and parse.tags[verb] in FINITE and not parse.has(verb, *SUBJECT):
        _hang(parse, index, verb, "nsubj")


def _clause_of_a_noun(parse: Parse, index: int) -> None:
    """ "held talks with Togo before leaving": when something was done is said of the verb, not of its object."""
    noun = parse.heads[index]
    if parse.deps[noun] == "obj" and parse.pos[noun] == "NOUN" and parse.pos[parse.heads[noun]] == "VERB":
        _hang(parse, index, parse.heads[noun], "advcl")


def _predicate_as_modifier(parse: Parse, index: int) -> None:
    """ "praised Togo and held talks": a participle between "and" and a noun that is joined to a verb is a verb."""
    verb, first = parse.heads[index], index - 1
    joined = parse.pos[verb] == "VERB" and parse.deps[first - 1] == "cc" and parse.has(index, "cc")
    if joined and parse.deps[first] == "amod" and parse.tags[first] in {"VBN", "VBD"}:
        _hang(parse, first, verb, "conj")
        _hang(parse, index, first, "obj")
        for word in parse.find(index, "cc"):
            _hang(parse, word, first, "cc")


def _subject_with_preposition(parse: Parse, index: int) -> None:
    """ "a visit by the minister ended": of two subjects the one behind a preposition belongs to the other."""
    verb, cases = parse.heads[index], parse.find(index, "case")
    if not cases:
        return
    before = [other for other in parse.find(verb, *SUBJECT) if other < index and not parse.case(other)]
    beside = [other for other in parse.find(verb, "obj") if verb < other == cases[0] - 1]
    if before or beside:
        _hang(parse, index, (beside or before)[-1], "nmod")


def _name_behind(parse: Parse, index: int) -> None:
    """ "its neighbour Lithuania praised it": the noun right before a name describes it."""
    before = index - 1
    noun = before in parse.find(parse.heads[index], *SUBJECT) and parse.pos[before] == "NOUN"
    if noun and parse.pos[index] == "PROPN" and index < parse.heads[index]:
        _hang(parse, before, index, "nmod:desc")


def _preposition_of_a_modifier(parse: Parse, index: int) -> None:
    """ "across New Zealand": a preposition belongs to the head of its phrase, not to the first word."""
    word = parse.heads[index]
    head = parse.heads[word]
    if parse.deps[word] in {"amod", "compound"} and index < word < head and parse.deps[head] in {"obl", "nmod"}:
        _hang(parse, index, head, "case")


def _of_a_title(parse: Parse, index: int) -> None:
    """ "with President of Chile X": "of" behind a title brings whose it is; the phrase hangs on the title."""
    head, title = parse.heads[index], index - 1
    titled = title >= 0 and parse.words[index] == "of" and parse.heads[title] == head and parse.pos[title] in NAMES
    if not titled or parse.deps[title] not in DESCRIBING or not title < head or parse.heads[head] == head:
        return
    behind = [child for child in parse.children[head] if index < child < head and parse.deps[child] in DESCRIBING]
    if behind:  # "of State" between "Secretary" and a name
        _hang(parse, behind[0], title, "nmod")
        _hang(parse, index, behind[0], "case")
    elif parse.find(head, "case")[0] < title:
        before = [child for child in parse.children[head] if child < title]
        _hang(parse, title, parse.heads[head], parse.deps[head])
        _hang(parse, head, title, "nmod")
        for child in before:
            _hang(parse, child, title, parse.deps[child])


def _dateline(parse: Parse, dash: int) -> None:
    """ "PARIS – France praised Cuba": the place before the first dash is no subject, the name behind it is."""
    first = dash
    while first and parse.sentence[first - 1] == parse.sentence[dash] and dash - first < LONGEST_DATELINE:
        first -= 1
    opening, name = range(first, dash), dash + 1
    if not opening or any(parse.pos[token] not in {"PROPN", "NUM", "PUNCT"} for token in opening):
        return
    place = next((token for token in opening if parse.deps[token] in SUBJECT), None)
    verb = parse.heads[place] if place is not None else -1
    if place is None or verb <= name or parse.pos[name] != "PROPN" or DASHES & set(parse.words[name:verb]):
        return
    apposed = next((token for token in parse.find(place, "appos") if token >= name), None)
    if apposed is not None:
        _hang(parse, apposed, verb, parse.deps[place])
    if apposed is not None or any(token >= name for token in parse.find(verb, *SUBJECT)):
        parse.deps[place] = "obl:unmarked"


def _coordinated_predicate(parse: Parse, index: int) -> None:
    """ "praised Ghana, criticised Togo": a past tense without a subject or relative pronoun is the next predicate."""
    noun = parse.heads[index]
    verb = next((head for head, _ in parse.ancestors(noun) if parse.pos[head] == "VERB"), None)
    if verb is None or parse.tags[index] != "VBD" or not parse.has(index, "obj") or parse.has(index, *SUBJECT):
        return
    comma = index - 1 > noun and parse.deps[index - 1] in {"punct", "cc"}
    if comma and parse.tags[verb] == "VBD" and verb < noun:
        _hang(parse, index, verb, "conj")


def _second_clause(parse: Parse, index: int) -> None:
    """ "wrote to the minister and Ghana left": who stands alone before a verb is its subject."""
    noun, verb = index - 1, parse.heads[index]
    while verb < noun and parse.deps[noun] in {"flat", "compound"} and parse.heads[noun] < noun:
        noun = parse.heads[noun]
    if parse.tags[index] not in FINITE or parse.has(index, *SUBJECT, "cc", "mark") or noun <= verb:
        return
    first = parse.heads[noun]
    joined = parse.deps[noun] == "conj" and parse.has(noun, "cc") and parse.pos[noun] in NAMES
    if joined and verb < first and parse.deps[first] in BROUGHT:
        for word in parse.find(noun, "cc"):
            _hang(parse, word, index, "cc")
        _hang(parse, noun, index, "nsubj")
        parse.deps[index] = "conj"


def _nominal_object(parse: Parse, index: int) -> bool:
    """ "condemned Ghana's bombing of a town": a noun without a subject is no clause."""
    noun = parse.pos[index] == "NOUN" and not parse.has(index, *SUBJECT, "cop", "aux", "mark", "case")
    if noun and parse.heads[index] < index and not parse.has(parse.heads[index], "obj"):
        parse.deps[index] = "obj"
    return noun


def _clause_beside(parse: Parse, index: int) -> None:
    """ "left; Ghana stayed", "left because Ghana stayed": no clause that is said, thought or asked."""
    if any(is_cue(parse, mark, "mark", "circumstance") for mark in parse.find(index, "mark")):
        parse.deps[index] = "advcl"
    elif parse.has(index, *SUBJECT) and parse.heads[index] < index:
        first = parse.subtree(index)[0]
        if ";" in parse.words[first - 1 : first + 1]:
            parse.deps[index] = "parataxis"


def _hang(parse: Parse, index: int, head: int, label: str) -> None:
    """Hang a word below another one, unless that stands below it already, as it may in a tree that makes no sense."""
    if index in {head, *(above for above, _ in parse.ancestors(head))}:
        return
    parse.children[parse.heads[index]].remove(index)
    parse.children[head] = sorted([*parse.children[head], index])
    parse.heads[index], parse.deps[index] = head, label
