"""The tokens of the shipped pipeline: as the treebanks split English."""

import pytest
from spacy.language import Language

from kg.nlp.pipeline import load_pipeline
from training.tokens import blank_english


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a pro-Russian, non-U.S. co-founder", "a | pro-Russian | , | non-U.S. | co-founder"),
        ("Pre-war policy-wise e-mails", "Pre-war | policy-wise | e-mails"),
        ("a Qatar-based UN-led body", "a | Qatar | - | based | UN | - | led | body"),
        ("the U.S.-led F-16s", "the | U.S. | - | led | F | - | 16s"),
        ("London–Paris, 2014–2015", "London | – | Paris | , | 2014 | – | 2015"),
        ("It ended--badly- (see 713-555-0123).", "It | ended | -- | badly | - | ( | see | 713-555-0123 | ) | ."),
        ("on 2025-05-18 or 5-18-25", "on | 2025-05-18 | or | 5-18-25"),
        ("the '90s and 1990's", "the | '90s | and | 1990's"),
        ("at 7pm, 7:30PM for $65k", "at | 7 | pm | , | 7:30 | PM | for | $ | 65 | k"),
        ("What?! No!!! They left...?", "What | ?! | No | !!! | They | left | ... | ?"),
        ("**** ====", "**** | ===="),
        ("#Kyiv #1", "#Kyiv | # | 1"),
        ("WASN'T hadn’t it’ll", "WAS | N'T | had | n’t | it | ’ll"),
        ("Lt. Smith met Col. Lee et al.", "Lt. | Smith | met | Col. | Lee | et | al."),
        ("and/or (here): wed", "and | / | or | ( | here | ) | : | wed"),
        ("official(s", "official | ( | s"),
        ("Sana'a Sa'd O'Brien al-Qaeda's", "Sana'a | Sa'd | O'Brien | al | - | Qaeda | 's"),
    ],
)
def test_splits_as_the_treebanks_do(nlp: Language, text: str, tokens: str) -> None:
    doc = nlp.make_doc(text)
    assert " | ".join(token.text for token in doc) == tokens
    assert doc.text == text


def test_the_shipped_tokenizer_is_the_one_that_training_makes(nlp: Language) -> None:
    shipped, made = nlp.tokenizer, blank_english().tokenizer
    for part in ("rules", "prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"):
        theirs, ours = (getattr(tokenizer, part) for tokenizer in (shipped, made))
        assert getattr(theirs, "__self__", theirs) == getattr(ours, "__self__", ours), part
