"""The heads of events and roles, fitted last: on the encoder as it is shipped, which stays as it is.

A pipeline and annotated articles enter, our own and real ones; the pipeline leaves with other weights in these heads.
The encoder learned from our own corpus what an event looks like there. Real news and statements have other verbs and
more sentences without events; what the heads make of the same vectors can be learned from far fewer of these, in
minutes, and nothing of tags, trees and names changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import ModelProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F

from kg.nlp.annotator import Annotator
from kg.nlp.pipeline import load_pipeline
from kg.nlp.windows import cut_windows
from training.batches import UNKNOWN
from training.corpus.examples import roles_of, types_of
from training.corpus.markup import Annotated
from training.model import ROLE, WIDTH

LAYERS = ("events", "role_trigger", "role_filler", "role_weight")
LARGEST = 64  # of a weight in 7 bits


@dataclass(frozen=True, slots=True)
class Settings:
    """The recipe. `own` and `real` are what a word of either kind of article counts; `pull` draws the weights of the
    types to what they were."""

    type_epochs: int = 80
    role_epochs: int = 6
    rate: float = 1e-3
    pull: float = 1e-4
    own: float = 0.4
    real: float = 2.0
    dropout: float = 0.33  # of roles
    words: int = 1024  # in a step, for types
    triggers: int = 24  # in a step, for roles
    seed: int = 0


class Window(NamedTuple):
    """The vectors [N, WIDTH] of the words that the encoder read at once, the type of the event that each tells
    (UNKNOWN where nobody annotated it), and who plays which role for the words that tell one."""

    vectors: Tensor
    types: Tensor
    roles: dict[int, dict[int, int]]
    share: float


class Heads(nn.Module):
    """The heads of events and roles as training.model has them."""

    def __init__(self, types: int, roles: int, dropout: float) -> None:
        super().__init__()
        self.events = nn.Linear(WIDTH, types)
        self.role_trigger = nn.Linear(WIDTH, ROLE)
        self.role_filler = nn.Linear(WIDTH, ROLE)
        self.role_weight = nn.Linear(ROLE + 1, roles * (ROLE + 1), bias=False)
        self.dropout = nn.Dropout(dropout)

    def cast(self, vectors: Tensor, triggers: Sequence[int]) -> Tensor:
        """How well N words [N, WIDTH] play each role in the events of K of them: [K, N, roles]."""
        wanted = self.role_weight(self._side(self.role_trigger, vectors[list(triggers)])).unflatten(1, (-1, ROLE + 1))
        return torch.einsum("krd,nd->knr", wanted, self._side(self.role_filler, vectors))

    def _side(self, layer: nn.Linear, words: Tensor) -> Tensor:
        x = self.dropout(F.gelu(layer(self.dropout(words))))
        return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def refit(pipeline: Path, own: Iterable[Annotated], real: Iterable[Annotated], settings: Settings = Settings()) -> None:
    """Fit the heads of the pipeline at this path anew, in place."""
    path = pipeline / "kg_annotator" / "model.onnx"
    graph = onnx.load(path)
    reader = Reader(pipeline, graph)
    windows = [*reader.read(own, settings.own), *reader.read(real, settings.real)]
    heads = Heads(len(reader.types), len(reader.roles), settings.dropout)
    heads.load_state_dict({name: value for layer in LAYERS for name, value in _weights(graph, layer)})
    torch.manual_seed(settings.seed)
    learn_types(heads, windows, settings)
    learn_roles(heads, windows, settings)
    for layer in LAYERS:
        _store(graph, layer, getattr(heads, layer))
    beside = path.with_suffix(".new")
    onnx.save(graph, beside)
    beside.rename(path)


class Reader:
    """What the encoder makes of the words of annotated articles, as the heads of events see it."""

    def __init__(self, pipeline: Path, graph: ModelProto) -> None:
        self._nlp = load_pipeline(str(pipeline))
        self._annotator: Any = self._nlp.get_pipe("kg_annotator")
        assert isinstance(self._annotator, Annotator)
        self.types, self.roles = self._annotator.event_labels
        # One vector a word: the quantised input of the head, before it is gathered from the batch of one.
        view = _node(graph, "events").input[0].removesuffix("_quantized")
        probe = ModelProto()
        probe.CopyFrom(graph)
        del probe.graph.output[:]
        probe.graph.output.append(helper.make_tensor_value_info(view, onnx.TensorProto.FLOAT, None))
        self._session = onnxruntime.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])

    def read(self, articles: Iterable[Annotated], share: float) -> Iterator[Window]:
        """The windows of articles; words outside the annotated sentences teach nothing."""
        for article in articles:
            doc = self._nlp.make_doc(article.text)
            types, roles = types_of(doc, article), list(roles_of(doc, article))
            taught = {
                token.i
                for sentence in article.sentences
                for token in doc.char_span(*sentence.extent, alignment_mode="expand") or ()
            }
            for window in cut_windows(doc, self._annotator.wordpieces):
                (vectors,) = self._session.run(None, self._annotator.inputs(window))
                at = {word.token: index for index, word in enumerate(window)}
                labels = [self.types.index(types.get(t, self.types[0])) if t in taught else UNKNOWN for t in at]
                cast: dict[int, dict[int, int]] = {at[token]: {} for token in types if token in at and token in taught}
                for trigger, word, role in roles:
                    if at.get(trigger) in cast and word in at:
                        cast[at[trigger]][at[word]] = self.roles.index(role)
                yield Window(torch.from_numpy(vectors.reshape(-1, WIDTH)), torch.tensor(labels), cast, share)


def learn_types(heads: Heads, windows: Sequence[Window], settings: Settings) -> None:
    """Fit what words tell, in place."""
    vectors = torch.cat([window.vectors for window in windows])
    types = torch.cat([window.types for window in windows])
    shares = torch.cat([torch.full((len(window.types),), window.share) for window in windows])
    taught, layer = (types != UNKNOWN).nonzero()[:, 0], heads.events
    before = layer.weight.detach().clone()
    optimiser = torch.optim.Adam(layer.parameters(), lr=settings.rate)
    for _ in range(settings.type_epochs):
        for rows in taught[torch.randperm(len(taught))].split(settings.words):
            losses = F.cross_entropy(layer(vectors[rows]), types[rows], reduction="none")
            pull = settings.pull / 2 * ((layer.weight - before) ** 2).sum()
            ((shares[rows] * losses).mean() + pull).backward()
            optimiser.step()
            optimiser.zero_grad()


def learn_roles(heads: Heads, windows: Sequence[Window], settings: Settings) -> None:
    """Fit who plays which role in the events of annotated triggers, in place; the learning rate falls to nothing."""
    heads.train()
    layers = [heads.role_trigger, heads.role_filler, heads.role_weight]
    optimiser = torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=settings.rate)
    order, random = [window for window in windows if window.roles], Random(settings.seed)
    for epoch in range(settings.role_epochs):
        random.shuffle(order)
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * (1 - epoch / settings.role_epochs)
        waiting = 0
        for window in order:
            triggers = sorted(window.roles)
            cast = heads.cast(window.vectors, triggers)
            played = torch.tensor([[window.roles[t].get(word, 0) for word in range(cast.shape[1])] for t in triggers])
            loss = F.cross_entropy(cast.flatten(0, 1), played.flatten(), reduction="sum")
            (window.share * loss / settings.triggers).backward()  # type: ignore[no-untyped-call]
            waiting += len(triggers)
            if waiting >= settings.triggers or window is order[-1]:
                optimiser.step()
                optimiser.zero_grad()
                waiting = 0
    heads.eval()


def _node(graph: ModelProto, layer: str) -> onnx.NodeProto:
    """The product of a layer's words with its weights."""
    return next(node for node in graph.graph.node if node.name == f"/model/{layer}/MatMul_quant")


def _tensors(graph: ModelProto) -> dict[str, onnx.TensorProto]:
    return {tensor.name: tensor for tensor in graph.graph.initializer}


def _weights(graph: ModelProto, layer: str) -> Iterator[tuple[str, Tensor]]:
    """The weights of a layer in 32 bits."""
    stem, tensors = _node(graph, layer).input[1].removesuffix("_quantized"), _tensors(graph)
    whole, zero, scale = (
        numpy_helper.to_array(tensors[stem + end]).astype(np.float32) for end in ("_quantized", "_zero_point", "_scale")
    )
    yield f"{layer}.weight", torch.from_numpy(np.ascontiguousarray(((whole - zero) * scale).T))
    if (bias := tensors.get(f"model.{layer}.bias")) is not None:
        yield f"{layer}.bias", torch.from_numpy(numpy_helper.to_array(bias).copy())


def _store(graph: ModelProto, layer: str, linear: nn.Linear) -> None:
    """Put the weights of a layer into the graph, with 7 bits per output."""
    stem, tensors = _node(graph, layer).input[1].removesuffix("_quantized"), _tensors(graph)
    weight = linear.weight.detach().numpy().T
    scale = np.maximum(np.abs(weight).max(0), 1e-8).astype(np.float32) / LARGEST
    whole = np.clip(np.round(weight / scale), -LARGEST, LARGEST).astype(np.int8)
    told = {"_quantized": whole, "_scale": scale, "_zero_point": np.zeros(len(scale), np.int8)}
    new = {stem + end: array for end, array in told.items()}
    if linear.bias is not None:
        new[f"model.{layer}.bias"] = linear.bias.detach().numpy()
    for name, array in new.items():
        tensors[name].CopyFrom(numpy_helper.from_array(array.reshape(tuple(tensors[name].dims)), name))
