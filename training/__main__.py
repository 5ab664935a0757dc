"""Make the shipped pipeline: `python -m training [STEP ...]`, with the treebanks in ../shared/treebanks."""

import argparse
import json
from pathlib import Path

from training.card import write_card
from training.convert import Corpus, read_corpus
from training.encoder import find_encoder

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Run the named steps, all by default; each takes up what the one before it left in the work folder."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"{', '.join(STEPS)}; all by default")
    parser.add_argument("--treebanks", type=Path, default=ROOT.parent / "shared" / "treebanks", help="their folder")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "training", help="for weights and figures")
    parser.add_argument("--pipeline", type=Path, default=ROOT / "kg" / "nlp" / "en_kg", help="what is made")
    parser.add_argument("--without-own", action="store_true", help="leave out our own corpus, to measure what it gives")
    arguments = parser.parse_args()
    steps = arguments.steps or STEPS
    if unknown := set(steps) - STEPS.keys():
        parser.error(f"unknown step {min(unknown)}: there are {', '.join(STEPS)}")
    if not arguments.treebanks.is_dir():
        parser.error(f"{arguments.treebanks} is missing: name the treebanks' folder with --treebanks")
    corpus = read_corpus(arguments.treebanks, own=not arguments.without_own)
    for step in steps:
        STEPS[step](corpus, arguments)


def _train(corpus: Corpus, arguments: argparse.Namespace) -> None:
    from training.train import train

    train(corpus, find_encoder(), arguments.work)


def _export(corpus: Corpus, arguments: argparse.Namespace) -> None:
    from training.export import export

    export(corpus.train, find_encoder(), arguments.work, arguments.pipeline)


def _heads(corpus: Corpus, arguments: argparse.Namespace) -> None:
    from training.corpus.real import read_real
    from training.corpus.split import read_part
    from training.heads import refit

    refit(arguments.pipeline, read_part("train"), read_real("train"))


def _evaluate(corpus: Corpus, arguments: argparse.Namespace) -> None:
    """Figures of the pipeline as shipped, and on dev of the same weights in full precision; then the card."""
    from kg.nlp.pipeline import load_pipeline
    from training.evaluate import MACHINE, evaluate, measure_speed, measure_start
    from training.export import build

    nlp = load_pipeline(str(arguments.pipeline))
    exact = build(corpus.train, find_encoder(), arguments.work, quantise=False)
    figures = evaluate(nlp, arguments.treebanks, "dev") | evaluate(nlp, arguments.treebanks, "test")
    figures |= {f"{name}, 32 bits": f for name, f in evaluate(exact, arguments.treebanks, "dev").items()}
    figures[MACHINE] = measure_speed(nlp, arguments.treebanks) | measure_start(arguments.pipeline)
    (arguments.work / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    write_card(figures, arguments.pipeline)


STEPS = {"train": _train, "export": _export, "heads": _heads, "evaluate": _evaluate}

if __name__ == "__main__":
    main()
