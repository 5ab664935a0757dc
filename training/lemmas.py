"""Forms with tags and lemmas in, the smallest table that explains them out: endings first, what they miss as a list."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.nlp.lemmatizer import LONGEST_ENDING, PROPER, LemmaTable, apply_endings
from training.example import Example

Rule = tuple[int, str]
ENOUGH = 2  # forms that must agree on an ending


def learn_lemmas(examples: Iterable[Example], further: Iterable[tuple[str, str, str]] = ()) -> LemmaTable:
    """The table that gives the most frequent lemma of every (form, tag) of the examples.

    `further` are (tag, form, lemma) that it gives too, whatever the examples say: treebanks have slips.
    """
    usual = _usual_lemmas(examples)
    endings = {tag: _learn_endings(_lowered(tag, forms)) for tag, forms in usual.items()}
    irregular: dict[str, dict[str, str]] = {}
    for tag, forms in usual.items():
        for form, lemma in forms.items():
            if apply_endings(endings[tag], _lower(tag, form)) != lemma:
                irregular.setdefault(tag, {})[form] = lemma
    for tag, form, verb in further:
        irregular.setdefault(tag, {})[form] = verb
    return {"irregular": irregular, "endings": endings}


def _usual_lemmas(examples: Iterable[Example]) -> dict[str, dict[str, str]]:
    """tag -> form -> lemma; a form in capitals counts as its lower-case one if that occurs with the same lemma."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in examples:
        for word, tag, lemma in zip(example.words, example.tags, example.lemmas, strict=False):
            if tag and lemma and lemma != "_":
                form = word.replace("’", "'") if len(word) > 1 else word
                counts[tag, form][lemma] += 1
    usual: dict[str, dict[str, str]] = defaultdict(dict)
    for (tag, form), lemmas in counts.items():
        usual[tag][form] = max(sorted(lemmas), key=lambda lemma: lemmas[lemma])
    return {
        tag: {form: lemma for form, lemma in forms.items() if form.islower() or forms.get(_lower(tag, form)) != lemma}
        | {form: lemma for form, lemma in forms.items() if tag in PROPER}
        for tag, forms in usual.items()
    }


def _learn_endings(forms: dict[str, str]) -> dict[str, Rule]:
    """The rule that most forms with an ending follow, where it differs from that of the ending's own ending."""
    votes: defaultdict[str, Counter[Rule]] = defaultdict(Counter)
    for form, lemma in forms.items():
        stem = _shared(form, lemma)
        rule = len(form) - stem, lemma[stem:]
        for length in range(rule[0], min(LONGEST_ENDING, len(form)) + 1):
            votes[form[len(form) - length :]][rule] += 1
    endings: dict[str, Rule] = {}
    for ending in sorted(votes, key=len):
        rule, count = max(sorted(votes[ending].items()), key=lambda item: item[1])
        shorter = next((endings[e] for e in _tails(ending) if e in endings), (0, ""))
        if count >= ENOUGH and rule != shorter:
            endings[ending] = rule
    return endings


def _shared(form: str, lemma: str) -> int:
    """How many letters both begin with."""
    return next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma)))


def _tails(ending: str) -> list[str]:
    return [ending[begin:] for begin in range(1, len(ending) + 1)]


def _lowered(tag: str, forms: dict[str, str]) -> dict[str, str]:
    return {_lower(tag, form): lemma for form, lemma in forms.items() if form == _lower(tag, form)}


def _lower(tag: str, form: str) -> str:
    return form if tag in PROPER else form.lower()
