"""The component that reads a Doc with the encoder: tags, morphology, heads, sentences, names and likely events.

The encoder with all its heads is one ONNX graph with 8-bit weights. Its activations are scaled per call, so every call
reads one window: what comes out never depends on what else is in the batch.
"""

import json
import os
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from kg.nlp.event_tags import Cast, EventTags, Told
from kg.nlp.name_tags import NameTags
from kg.nlp.sentences import Flags, find_starts
from kg.nlp.trees import FORBIDDEN, Floats, Ints, parse_sentences
from kg.nlp.windows import Word, cut_windows, follows_abbreviation, may_begin, must_begin
from kg.nlp.wordpieces import GLUED, INNER_PIECE, WordPieces, case_class

ATTRIBUTES = ["TAG", "POS", "MORPH", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]
FILES = ("model.onnx", "labels.json", "vocab.txt")
INSIDE, OUTSIDE, BEGINS = 1, 2, 3  # spaCy's numbers for the position in a name
IOB = {"O": OUTSIDE, "B": BEGINS, "U": BEGINS, "I": INSIDE, "L": INSIDE}
FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
GOING_ON = frozenset({"B-PERSON", "U-PERSON", "I-ORG", "L-ORG"})  # behind "Gov.", behind "U.N."
RULES = (may_begin, must_begin, follows_abbreviation)

Table = npt.NDArray[np.uint64]


class Annotator:
    """Sets token.tag, pos, morph, head, dep, sentence starts, doc.ents and doc.spans["events"].

    The last are the words that may tell an event, labelled with its type; the attrs of the group hold how likely each
    is ("scores") and who plays a part ("roles": trigger, word, role, probability). The graph opens on first need.
    """

    def __init__(self, vocab: Vocab, name: str = "kg_annotator") -> None:
        self.vocab = vocab
        self.name = name
        self._files: dict[str, bytes] = {}
        self._session: onnxruntime.InferenceSession | None = None
        self._process = 0

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc in place."""
        if len(doc):
            blank = doc.to_array("IS_SPACE").astype(np.bool_)
            rows = self._blank_rows(blank)
            told: list[Told] = []
            cast: list[Cast] = []
            for window in cut_windows(doc, self.wordpieces):
                self._annotate(window, rows, told, cast)
            _join_names_over_blanks(rows, blank)
            doc.from_array(ATTRIBUTES, rows)  # type: ignore[arg-type]
            doc.spans["events"] = SpanGroup(
                doc,
                name="events",
                attrs={"scores": [event.probability for event in told], "roles": [list(one) for one in cast]},
                spans=[Span(doc, event.word, event.word + 1, label=event.type) for event in told],
            )
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the graph, its labels and its vocabulary."""
        Path(path).mkdir(parents=True, exist_ok=True)
        for name, content in self._files.items():
            (Path(path) / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Annotator":
        """Read what to_disk wrote."""
        return self.load({name: (Path(path) / name).read_bytes() for name in FILES})

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The same as to_disk, in memory."""
        return util.to_bytes({name: partial(self._files.__getitem__, name) for name in FILES}, exclude)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Annotator":
        """Read what to_bytes gave."""
        files: dict[str, bytes] = {}
        util.from_bytes(data, {name: partial(files.__setitem__, name) for name in FILES}, exclude)
        return self.load(files)

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the open graph, which belongs to its process."""
        return {**self.__dict__, "_session": None}

    def load(self, files: dict[str, bytes]) -> "Annotator":
        """Take the contents of FILES."""
        self._files = files
        self._session = None
        self.wordpieces = WordPieces(files["vocab.txt"].decode().split("\n")[:-1])
        labels: dict[str, list[str]] = json.loads(files["labels.json"])
        strings, morphology = self.vocab.strings, self.vocab.morphology
        split = [morph.split("|", 1) for morph in labels["morphs"]]
        self._finite = [number for number, tag in enumerate(labels["tags"]) if tag in FINITE]
        self._going_on = [number for number, tag in enumerate(labels["names"]) if tag in GOING_ON]
        self._tags = _table(strings.add(tag) for tag in labels["tags"])
        self._pos = _table(strings[pos] for pos, _ in split)
        self._morphs = _table(morphology.add(features) for _, features in split)
        self._blank = _table(
            [strings.add("_SP"), strings["SPACE"], morphology.add(""), 0, strings.add("dep"), OUTSIDE, 0]
        )
        self._deps = _table(strings.add(dep) for dep in labels["deps"])
        self._root = labels["deps"].index("ROOT")
        self._names = NameTags(labels["names"])
        self.event_labels = labels["events"], labels["roles"]
        self._events = EventTags(*self.event_labels)
        self._name_positions = _table(IOB[tag[0]] for tag in labels["names"])
        self._name_types = _table(strings.add(tag[2:]) if tag != "O" else 0 for tag in labels["names"])
        return self

    def _graph(self) -> onnxruntime.InferenceSession:
        """This process's own session: one neither pickles nor survives a fork."""
        if self._session is None or self._process != os.getpid():
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(
                self._files["model.onnx"], options, providers=["CPUExecutionProvider"]
            )
            self._process = os.getpid()
        return self._session

    def _blank_rows(self, blank: Flags) -> Table:
        """A row of ATTRIBUTES per token, filled in for white space: it hangs on the token before it."""
        offsets = np.full(len(blank), -1)
        lead = int(blank.argmin())  # the first word, or 0 where there is none
        offsets[:lead] = np.arange(lead, 0, -1)
        if lead == 0:
            offsets[0] = 0
        rows = np.tile(self._blank, (len(blank), 1))
        rows[:, 3] = _offsets(offsets)
        return rows

    def _annotate(self, words: list[Word], rows: Table, told: list[Told], cast: list[Cast]) -> None:
        """Fill the rows of a window's words, add the events that it may tell."""
        tags, morphs, names, starts, arcs, events, dependent, governor, trigger, filler = self._graph().run(
            None, self.inputs(words)
        )
        may, must, abbreviated = (np.array([rule(words, index) for index in range(len(words))]) for rule in RULES)
        name_tags = self._names.decode(names)
        abbreviated &= ~np.isin(name_tags, self._going_on)
        begins = find_starts(starts, arcs, may, must, abbreviated, np.isin(tags, self._finite))
        heads = parse_sentences(arcs, begins)
        tokens = [word.token for word in words]
        at = np.array(tokens)
        positions = self._name_positions[name_tags]
        positions[begins & (positions == INSIDE)] = BEGINS
        rows[at] = np.column_stack(
            [
                self._tags[tags],
                self._pos[morphs],
                self._morphs[morphs],
                _offsets(np.where(heads == 0, 0, at[heads - 1] - at)),
                self._deps[self._relations(dependent, governor, heads)],
                positions,
                self._name_types[name_tags],
            ]
        )
        here = self._events.told(events)
        told += [Told(tokens[word], type, probability) for word, type, probability in here]
        cast += [
            Cast(tokens[event], tokens[word], role, probability)
            for event, word, role, probability in self._events.cast(here, trigger, filler)
        ]

    def inputs(self, words: list[Word]) -> dict[str, npt.NDArray[np.int64]]:
        """What the graph takes for a window."""
        first = np.cumsum([0, 1, *(len(word.pieces) for word in words)])  # of both marks too
        pieces = [self.wordpieces.start, *chain.from_iterable(word.pieces for word in words), self.wordpieces.end]
        cases, gaps = np.full(len(pieces), INNER_PIECE), np.full(len(pieces), GLUED)
        cases[first] = [0, *(case_class(word.text) for word in words), 0]
        gaps[first] = [GLUED, *(word.gap for word in words), GLUED]
        inputs = {"pieces": pieces, "cases": cases, "gaps": gaps, "first": first[:-1]}
        return {name: np.array([numbers], dtype=np.int64) for name, numbers in inputs.items()}

    def _relations(self, dependent: Floats, governor: Floats, heads: Ints) -> Ints:
        """The best label of each arc: ROOT for roots and for them alone."""
        scores: Floats = (dependent @ governor[heads][:, :, None])[:, :, 0]
        scores[:, self._root] = FORBIDDEN
        labels: Ints = scores.argmax(1)
        labels[heads == 0] = self._root
        return labels


@Language.factory(
    "kg_annotator",
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.head",
        "token.dep",
        "token.is_sent_start",
        "doc.ents",
        "doc.spans",
    ],
    default_score_weights={"dep_las": 0.5, "ents_f": 0.5},
)
def make_annotator(nlp: Language, name: str) -> Annotator:
    """An annotator without weights, to be filled by from_disk."""
    return Annotator(nlp.vocab, name)


def _table(numbers: Iterable[int]) -> Table:
    return np.array(list(numbers), dtype=np.uint64)


def _offsets(signed: npt.NDArray[Any]) -> Table:
    """Relative heads as spaCy takes them in an unsigned array."""
    return signed.astype(np.int64).astype(np.uint64)


def _join_names_over_blanks(rows: Table, blank: Flags) -> None:
    """White space within a name belongs to it: spaCy forbids a hole."""
    for index in np.flatnonzero(blank[:-1])[::-1]:
        if rows[index + 1, 5] == INSIDE:
            rows[index, 5:] = rows[index + 1, 5:]
            rows[index, 5] = INSIDE
