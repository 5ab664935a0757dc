"""The corpus of diplomatic events: `python -m training.corpus check`, and what else can be made of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.ontology import load_ontology
from training.corpus.check import find_errors, find_likeness, find_repetition, find_shortage
from training.corpus.markup import MarkupError, read_corpus, read_file

GOLD = Path(__file__).parents[3] / "shared" / "gold"


def main() -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="print what is wrong; quotas count where all files are checked")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE")
    commands.add_parser("relations", help="list the types with their relations")
    arguments = parser.parse_args()
    try:
        COMMANDS[arguments.command](arguments)
    except MarkupError as error:
        sys.exit(str(error))


def _check(arguments: argparse.Namespace) -> None:
    articles = [a for file in arguments.files for a in read_file(file)] or read_corpus()
    problems = [*find_errors(articles), *find_repetition(articles)]
    if GOLD.is_dir():
        problems += find_likeness(articles, GOLD)
    else:
        print(f"{GOLD} is missing: likeness to the gold was not checked", file=sys.stderr)
    for problem in problems:
        print(problem)
    short = False
    for name, found, wanted in [] if problems else find_shortage(articles):
        short = short or found < wanted
        print(f"{'short ' if found < wanted else 'ok    '}{name:28}{found:6} of {wanted}")
    if problems or (short and not arguments.files):
        sys.exit(1)


def _relations(arguments: argparse.Namespace) -> None:
    ontology = load_ontology()
    for kind in ontology.categories.values():
        print(f"{kind.id}: {kind.definition}")
        for relation in ontology.relations.values():
            if relation.category == kind.id:
                sign = " (symmetric)" if relation.symmetric else ""
                print(f"    {relation.id}{f' [{relation.mode}]' if relation.mode else ''}{sign}")


COMMANDS = {"check": _check, "relations": _relations}

if __name__ == "__main__":
    main()
