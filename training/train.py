"""Examples in, weights out: one multi-task model, its weights averaged over the last steps."""

import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.nlp.wordpieces import WordPieces
from training.augment import NamePool, name_spans, vary
from training.batches import UNKNOWN, Batch, ExampleEncoder, Labels, collate, make_batches
from training.convert import Corpus
from training.example import Example
from training.model import Model, Scores, Sizes


@dataclass(frozen=True, slots=True)
class Settings:
    """The recipe. Learning rates rise for `warm_up` of all steps and fall to nothing in a straight line.

    Each epoch reads the treebanks once and our own corpus so many times. `kept` is the share of the weights before the
    course that is mixed into those after it, lest it forgets (Wortsman et al., 2022).
    """

    epochs: int = 12
    own_copies: int = 3
    kept: float = 0.0
    encoder_rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    warm_up: float = 0.06
    batch_pieces: int = 1100
    weight_decay: float = 0.01
    clip: float = 2.0
    smoothing: float = 0.03
    averaged_steps: int = 800
    seed: int = 0
    threads: int = 2


EVENT_SHARE, ROLE_SHARE = 3.0, 0.2  # of the loss
# Each course goes on from the weights of the one before it: syntax and names first, then events with them.
COURSES = (
    Settings(own_copies=0),
    Settings(own_copies=0, head_rate=1.2e-3, seed=5),
    Settings(epochs=7, kept=0.5, seed=41),
    Settings(epochs=2, kept=0.4, encoder_rate=7e-5, head_rate=7e-4, seed=51),
)


def train(corpus: Corpus, encoder: Path, work: Path, courses: Sequence[Settings] = COURSES) -> None:
    """Write labels.json and, after every epoch, model.pt (the averaged weights) into `work`; log to standard output."""
    torch.manual_seed(courses[0].seed)
    labels = Labels.of([*corpus.train, *corpus.own])
    work.mkdir(parents=True, exist_ok=True)
    (work / "labels.json").write_text(json.dumps(labels.to_dict(), ensure_ascii=False, indent=0), encoding="utf-8")
    examples = ExampleEncoder(WordPieces((encoder / "vocab.txt").read_text("utf-8").split("\n")[:-1]), labels)
    model = Model(Sizes(*(len(part) for part in labels.to_dict().values())))
    model.encoder.load_pretrained(encoder / "model.safetensors")
    for settings in courses:
        run_course(model, corpus, examples, labels, work, settings)


def run_course(
    model: Model, corpus: Corpus, examples: ExampleEncoder, labels: Labels, work: Path, settings: Settings
) -> None:
    """Some epochs with one rise and fall of the learning rates; the model ends with the averaged weights."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    random = Random(settings.seed)
    pool = NamePool([*corpus.train, *corpus.own])

    def epoch() -> list[Batch]:
        read = corpus.train + corpus.own * settings.own_copies
        encoded = [examples.encode(vary(example, pool, random)) for example in read]
        return [collate(batch) for batch in make_batches(encoded, settings.batch_pieces, random)]

    batches, before = epoch(), {key: value.clone() for key, value in model.state_dict().items()}
    learner = Learner(model, settings, steps=settings.epochs * len(batches))
    for number in range(settings.epochs):
        learner.run(batches if number == 0 else epoch())
        _save(model.sizes, learner.averaged, work)
        for name, dev in corpus.dev.items():
            print(f"epoch {number + 1} {name} dev {measure(learner.averaged, model.sizes, examples, labels, dev)}")
    mixed = {key: torch.lerp(value, before[key], settings.kept) for key, value in learner.averaged.items()}
    _save(model.sizes, mixed, work)
    model.load_state_dict(mixed)


def _save(sizes: Sizes, state: dict[str, Tensor], work: Path) -> None:
    torch.save({"sizes": tuple(sizes), "state": state}, work / "model.new")
    (work / "model.new").rename(work / "model.pt")


class Learner:
    """A model with its optimiser, its schedule and the running average of its weights."""

    def __init__(self, model: Model, settings: Settings, steps: int) -> None:
        # Rare words keep the meaning that pre-training gave them, next to the words that training moved.
        model.encoder.pieces.weight.requires_grad_(False)
        self.model, self.settings, self.steps, self.step = model, settings, steps, 0
        self.started = time.time()
        self.trained = [p for p in model.parameters() if p.requires_grad]
        self.averaged = {key: value.detach().clone() for key, value in model.state_dict().items()}
        new = ("encoder.cases", "encoder.gaps")
        pretrained: list[nn.Parameter] = []
        heads: list[nn.Parameter] = []
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                (pretrained if name.startswith("encoder.") and not name.startswith(new) else heads).append(parameter)
        groups = [{"params": pretrained, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.99), weight_decay=settings.weight_decay, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)

    def _rate(self, step: int) -> float:
        done, rising = step / self.steps, self.settings.warm_up
        return done / rising if done < rising else (1 - done) / (1 - rising)

    def run(self, batches: list[Batch]) -> None:
        """One pass over the batches."""
        self.model.train()
        sums: defaultdict[str, float] = defaultdict(float)
        for batch in batches:
            with torch.autocast("cpu", torch.bfloat16):
                losses = self.losses(batch)
            torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.trained, self.settings.clip, foreach=True)
            self.optimiser.step()
            self.schedule.step()
            self.optimiser.zero_grad()
            self._average()
            for key, loss in losses.items():
                sums[key] += loss.item()
            if self.step % 100 == 0:
                report = {key: round(value / 100, 3) for key, value in sums.items()}
                print(f"{time.time() - self.started:.0f} s step {self.step}/{self.steps} {report}", flush=True)
                sums.clear()

    def _average(self) -> None:
        """An exponential average that forgets what is older than about `averaged_steps`; in strides, to save time."""
        self.step += 1
        stride = 5
        if self.step % stride:
            return
        weight = stride / min(self.settings.averaged_steps, stride + self.step / 4)
        own = self.model.state_dict()
        keys = [key for key in own if key != "encoder.pieces.weight"]
        torch._foreach_lerp_([self.averaged[key] for key in keys], [own[key] for key in keys], weight)

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """The mean loss of every head over the words that it is taught."""
        model, targets = self.model, batch.targets
        scores = model(batch.pieces, batch.cases, batch.gaps, batch.first, batch.attention_mask)
        relations = model.relations(scores, targets["heads"].clamp(min=0))
        smooth = self.settings.smoothing
        taught = targets["starts"] != UNKNOWN
        starts = F.binary_cross_entropy_with_logits(
            scores.starts.float()[taught], targets["starts"].float()[taught], reduction="sum"
        )
        return {
            "tags": _entropy(scores.tags, targets["tags"], smooth),
            "morphs": _entropy(scores.morphs, targets["morphs"], smooth),
            "names": _entropy(scores.names, targets["names"]),
            "heads": _entropy(scores.arcs + batch.head_mask, targets["heads"]),
            "deps": _entropy(relations, targets["deps"], smooth),
            "starts": starts / taught.sum().clamp(min=1),
            "events": EVENT_SHARE * _entropy(scores.events, targets["events"]),
            "roles": self._role_loss(scores, batch.roles),
        }

    def _role_loss(self, scores: Scores, roles: Tensor) -> Tensor:
        """The loss of a trigger, summed over the words that may play a role in its event."""
        rows = (roles != UNKNOWN).any(-1)
        cast = self.model.cast(scores.trigger[rows], scores.filler[rows.nonzero()[:, 0]])
        summed = F.cross_entropy(
            cast.float().flatten(0, 1), roles[rows].flatten(), ignore_index=UNKNOWN, reduction="sum"
        )
        return ROLE_SHARE * summed / rows.sum().clamp(min=1)


def _entropy(scores: Tensor, target: Tensor, smoothing: float = 0.0) -> Tensor:
    summed = F.cross_entropy(
        scores.float().flatten(0, 1), target.flatten(), ignore_index=UNKNOWN, label_smoothing=smoothing, reduction="sum"
    )
    return summed / (target != UNKNOWN).sum().clamp(min=1)


def measure(
    state: dict[str, Tensor], sizes: Sizes, encoder: ExampleEncoder, labels: Labels, examples: list[Example]
) -> dict[str, float]:
    """Accuracies on gold tokens and F of names and sentence starts, decoding greedily: steers, doesn't prove."""
    model = Model(sizes)
    model.load_state_dict(state)
    model.eval()
    counts: Counter[str] = Counter()
    encoded = [encoder.encode(example) for example in examples]
    with torch.no_grad():
        for group in make_batches(encoded, 4000, Random(0)):
            batch = collate(group)
            scores = model(batch.pieces, batch.cases, batch.gaps, batch.first, batch.attention_mask)
            counts += _count(model, batch, scores, labels)
    figures = {key: 100 * counts[key] / max(1, counts[key + "/"]) for key in ("tags", "morphs", "heads", "parse")}
    figures |= {
        key: 200 * counts[key] / max(1, counts[key + " gold"] + counts[key + " found"]) for key in ("starts", "names")
    }
    return {key: round(value, 2) for key, value in figures.items() if not math.isnan(value)}


def _count(model: Model, batch: Batch, scores: Scores, labels: Labels) -> Counter[str]:
    counts: Counter[str] = Counter()
    targets = batch.targets
    heads = (scores.arcs + batch.head_mask).argmax(-1)
    found = {"tags": scores.tags.argmax(-1), "morphs": scores.morphs.argmax(-1), "heads": heads}
    for key, guess in found.items():
        taught = targets[key] != UNKNOWN
        counts[key] += int(((guess == targets[key]) & taught).sum())
        counts[key + "/"] += int(taught.sum())
    attached = (heads == targets["heads"]) & (targets["heads"] != UNKNOWN)
    counts["parse"] += int((attached & (model.relations(scores, heads).argmax(-1) == targets["deps"])).sum())
    counts["parse/"] += int((targets["heads"] != UNKNOWN).sum())
    starts = (scores.starts > 0) & (targets["starts"] != UNKNOWN)
    counts["starts"] += int((starts & (targets["starts"] == 1)).sum())
    counts["starts gold"] += int((targets["starts"] == 1).sum())
    counts["starts found"] += int(starts.sum())
    for gold, guess in zip(targets["names"].tolist(), scores.names.argmax(-1).tolist(), strict=True):
        expected = set(name_spans([labels.names[tag] if tag >= 0 else None for tag in gold]))
        predicted = set(name_spans([labels.names[g] if t >= 0 else None for g, t in zip(guess, gold, strict=True)]))
        counts["names"] += len(expected & predicted)
        counts["names gold"] += len(expected)
        counts["names found"] += len(predicted)
    return counts
