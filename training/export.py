"""Weights in, a spaCy pipeline on disk out: one ONNX graph with 8-bit weights, no torch needed to run it."""

import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from spacy.language import Language
from torch import Tensor, nn

from kg.knowledge.ontology import load_ontology
from kg.nlp.annotator import Annotator
from kg.nlp.lemmatizer import Lemmatizer
from training.example import Example
from training.inflections import irregular_forms, regular_forms
from training.lemmas import learn_lemmas
from training.model import Model, Sizes
from training.tokens import blank_english

INPUTS = ["pieces", "cases", "gaps", "first"]
OUTPUTS = ["tags", "morphs", "names", "starts", "arcs", "events", "dependent", "governor", "trigger", "filler"]
META = {
    "lang": "en",
    "name": "kg",
    "version": "1.0.0",
    "spacy_version": ">=3.8.0,<4.0.0",
    "description": "Tags, morphology, lemmas, Universal Dependencies and names of English news; runs without torch.",
    "license": "CC BY-SA 4.0",
}


class SingleText(nn.Module):
    """The model on one text: no batch dimension comes out, and labels instead of scores where nobody needs those."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, cases: Tensor, gaps: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """The OUTPUTS."""
        scores = self.model(pieces, cases, gaps, first)
        return scores.tags[0].argmax(-1), scores.morphs[0].argmax(-1), *(part[0] for part in scores[2:])


def export(train: list[Example], encoder: Path, work: Path, pipeline: Path, *, quantise: bool = True) -> None:
    """Make a pipeline of the weights in `work` and of the lemmas of `train`; replace what is at `pipeline` at once."""
    beside = pipeline.with_name(pipeline.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    build(train, encoder, work, quantise=quantise).to_disk(beside)
    for note in pipeline.glob("*.md"):
        shutil.copy(note, beside)
    with tempfile.TemporaryDirectory(dir=pipeline.parent) as bin:
        if pipeline.exists():
            pipeline.rename(Path(bin) / "old")
        beside.rename(pipeline)


def build(train: list[Example], encoder: Path, work: Path, *, quantise: bool = True) -> Language:
    """The pipeline as a spaCy object."""
    nlp = blank_english()
    nlp.meta.update(META)
    reader = Annotator(nlp.vocab)
    reader.load(
        {
            "model.onnx": write_graph(work, quantise=quantise).read_bytes(),
            "labels.json": (work / "labels.json").read_bytes(),
            "vocab.txt": (encoder / "vocab.txt").read_bytes(),
        }
    )
    lemmatizer = Lemmatizer(nlp.vocab)
    verbs = [trigger.lemma for trigger in load_ontology().triggers if trigger.kind == "verb"]
    lemmatizer.table = learn_lemmas(train, (*irregular_forms(), *regular_forms(verbs)))
    for name, component in (("kg_annotator", reader), ("kg_lemmatizer", lemmatizer)):
        nlp.add_pipe(name).from_bytes(component.to_bytes())  # type: ignore[attr-defined]
    return nlp


def write_graph(work: Path, *, quantise: bool = True) -> Path:
    """The ONNX graph of work/model.pt. Weights get 7 bits per channel, which no processor's arithmetic overflows."""
    saved = torch.load(work / "model.pt")
    model = Model(Sizes(*saved["sizes"]))
    model.load_state_dict(saved["state"])
    example = torch.randint(5, 1000, (1, 17))
    first = torch.arange(9)[None]
    exact, small = work / "exact.onnx", work / "model.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            SingleText(model).eval(),
            (example, example % 11, example % 3, first),
            str(exact),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes={
                **{name: {1: "pieces"} for name in INPUTS[:3]},
                "first": {1: "nodes"},
                **{name: {0: "words"} for name in OUTPUTS},
                "arcs": {0: "words", 1: "nodes"},
                "governor": {0: "nodes"},
            },
            opset_version=17,
            dynamo=False,
        )
    if not quantise:
        return exact
    quantize_dynamic(exact, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    return small
