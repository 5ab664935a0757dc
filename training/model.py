"""MiniLM with heads for tags, morphology, names, sentence starts and events, and two biaffine scorers.

One finds heads and relations of words (Dozat and Manning, 2017), the other who plays which role in an event.
"""

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from kg.nlp.wordpieces import CASE_CLASSES, GAP_CLASSES

WIDTH, HEADS, LAYERS, VOCABULARY, POSITIONS = 384, 12, 6, 30522, 512
ARC, RELATION, ROLE = 256, 96, 128
SHARPNESS = 4.0  # of the mix of layers, so that it moves at the heads' learning rate
TAGS_VIEW, NAMES_VIEW, PARSER_VIEW, EVENTS_VIEW = range(4)


class Sizes(NamedTuple):
    """How many labels each head tells apart."""

    tags: int
    morphs: int
    names: int
    deps: int
    events: int
    roles: int


class Scores(NamedTuple):
    """What the heads say of N words: arcs are [N, N + 1], column 0 is the root.

    The last four are sides for `Model.relations` and `Model.cast`.
    """

    tags: Tensor
    morphs: Tensor
    names: Tensor
    starts: Tensor
    arcs: Tensor
    events: Tensor
    dependent: Tensor
    governor: Tensor
    trigger: Tensor
    filler: Tensor


class Layer(nn.Module):
    """One transformer layer of BERT, normalised after each half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.norm_attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.norm_narrow = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x [B, T, WIDTH]; mask is added to the attention's scores."""
        size = (x.shape[0], x.shape[1], 3, HEADS, WIDTH // HEADS)
        query, key, value = self.attend(x).view(size).permute(2, 0, 3, 1, 4).unbind(0)
        dropped = self.dropout.p if self.training else 0.0
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=dropped)
        x = self.norm_attended(x + self.dropout(self.attended(mixed.transpose(1, 2).flatten(2))))
        x = self.norm_narrow(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))
        return x


class Encoder(nn.Module):
    """Word pieces, capitals and gaps in; the input layer and the output of every layer out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(CASE_CLASSES, WIDTH)
        self.gaps = nn.Embedding(GAP_CLASSES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        nn.init.normal_(self.cases.weight, std=0.01)
        nn.init.normal_(self.gaps.weight, std=0.01)

    def forward(self, pieces: Tensor, cases: Tensor, gaps: Tensor, mask: Tensor | None) -> list[Tensor]:
        """pieces, cases and gaps [B, T]."""
        positions = self.positions.weight[: pieces.shape[1]]
        x = self.dropout(self.norm(self.pieces(pieces) + positions + self.cases(cases) + self.gaps(gaps)))
        outputs = [x]
        for layer in self.layers:
            x = layer(x, mask)
            outputs.append(x)
        return outputs

    def load_pretrained(self, path: Path) -> None:
        """Take the weights of a BERT encoder of this shape from a safetensors file."""
        source = load_file(path)
        state = {
            "pieces.weight": source["embeddings.word_embeddings.weight"],
            "positions.weight": source["embeddings.position_embeddings.weight"]
            + source["embeddings.token_type_embeddings.weight"][0],
            "cases.weight": self.cases.weight,
            "gaps.weight": self.gaps.weight,
        }
        for kind in ("weight", "bias"):
            state[f"norm.{kind}"] = source[f"embeddings.LayerNorm.{kind}"]
            for number in range(LAYERS):
                state |= _layer_state(source, number, kind)
        self.load_state_dict(state)


class Model(nn.Module):
    """The encoder and its heads. Each head reads its own mix of the encoder's layers, at the words' first pieces."""

    def __init__(self, sizes: Sizes, dropout: float = 0.33) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder()
        self.mix = nn.Parameter(torch.zeros(4, LAYERS + 1))
        self.tags = nn.Linear(WIDTH, sizes.tags)
        self.morphs = nn.Linear(WIDTH, sizes.morphs)
        self.names = nn.Linear(WIDTH, sizes.names)
        self.starts = nn.Linear(WIDTH, 1)
        self.events = nn.Linear(WIDTH, sizes.events)
        self.role_trigger = nn.Linear(WIDTH, ROLE)
        self.role_filler = nn.Linear(WIDTH, ROLE)
        self.role_weight = nn.Linear(ROLE + 1, sizes.roles * (ROLE + 1), bias=False)
        self.arc_dependent = nn.Linear(WIDTH, ARC)
        self.arc_governor = nn.Linear(WIDTH, ARC)
        self.arc_weight = nn.Parameter(torch.empty(ARC, ARC))
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.relation_dependent = nn.Linear(WIDTH, RELATION)
        self.relation_governor = nn.Linear(WIDTH, RELATION)
        self.relation_weight = nn.Linear(RELATION + 1, sizes.deps * (RELATION + 1), bias=False)
        self.dropout = nn.Dropout(dropout)
        nn.init.constant_(self.mix[:, -1].data, 1.0)
        nn.init.xavier_uniform_(self.arc_weight)
        nn.init.normal_(self.relation_weight.weight, std=0.02)
        nn.init.normal_(self.role_weight.weight, std=0.02)

    def forward(self, pieces: Tensor, cases: Tensor, gaps: Tensor, first: Tensor, mask: Tensor | None = None) -> Scores:
        """first [B, N + 1]: where each word's first piece is, 0 (the text's mark, our root) in front."""
        layers = self.encoder(pieces, cases, gaps, mask)
        at = first[:, :, None].expand(-1, -1, WIDTH)
        words = torch.stack([torch.gather(layer, 1, at) for layer in layers])
        views = (torch.softmax(SHARPNESS * self.mix, -1) @ words.flatten(1)).view(4, *at.shape)
        tagged = self.dropout(views[TAGS_VIEW][:, 1:])
        parsed = self.dropout(views[PARSER_VIEW])
        told = self.dropout(views[EVENTS_VIEW][:, 1:])
        dependent = self.dropout(F.gelu(self.arc_dependent(parsed[:, 1:])))
        governor = self.dropout(F.gelu(self.arc_governor(parsed)))
        bias = (governor * self.arc_bias).sum(-1)[:, None, :]
        return Scores(
            tags=self.tags(tagged),
            morphs=self.morphs(tagged),
            names=self.names(self.dropout(views[NAMES_VIEW][:, 1:])),
            starts=self.starts(tagged).squeeze(-1),
            arcs=(dependent @ self.arc_weight) @ governor.transpose(1, 2) + bias,
            events=self.events(told),
            dependent=_pair(self.relation_weight, self._side(self.relation_dependent, parsed[:, 1:])),
            governor=self._side(self.relation_governor, parsed),
            trigger=_pair(self.role_weight, self._side(self.role_trigger, told)),
            filler=self._side(self.role_filler, told),
        )

    def _side(self, layer: nn.Linear, words: Tensor) -> Tensor:
        """One side of a biaffine scorer, with a constant behind it."""
        x = self.dropout(F.gelu(layer(words)))
        return torch.cat([x, torch.ones_like(x[..., :1])], -1)

    def relations(self, scores: Scores, heads: Tensor) -> Tensor:
        """The labels' scores [B, N, deps] of the arcs to `heads` [B, N] (0 is the root)."""
        at = heads[:, :, None].expand(-1, -1, RELATION + 1)
        governor = torch.gather(scores.governor, 1, at)
        return torch.einsum("bnlk,bnk->bnl", scores.dependent, governor)

    def cast(self, trigger: Tensor, filler: Tensor) -> Tensor:
        """How well the words of K texts play each role in the event of one trigger each: [K, N, roles]."""
        return torch.einsum("krd,knd->knr", trigger, filler)


def _pair(weight: nn.Linear, side: Tensor) -> Tensor:
    """[B, N, width] -> [B, N, labels, width]: what each label looks for on the other side."""
    wanted: Tensor = weight(side)
    return wanted.view(*side.shape[:2], -1, side.shape[-1])


def _layer_state(source: dict[str, Tensor], number: int, kind: str) -> dict[str, Tensor]:
    theirs = f"encoder.layer.{number}"
    parts = {
        "attended": "attention.output.dense",
        "norm_attended": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm_narrow": "output.LayerNorm",
    }
    state = {f"layers.{number}.{ours}.{kind}": source[f"{theirs}.{name}.{kind}"] for ours, name in parts.items()}
    attention = [source[f"{theirs}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
    return state | {f"layers.{number}.attend.{kind}": torch.cat(attention)}
