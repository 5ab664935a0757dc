"""The corpus of diplomatic events: `python -m training.corpus check`, and what else can be made of it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from spacy.tokens import DocBin

from kg.events.confidence import load_weights
from kg.formats.records import to_record
from kg.knowledge.ontology import load_ontology
from kg.knowledge.paths import ontology_path
from training.corpus.check import find_errors, find_likeness, find_repetition, find_shortage
from training.corpus.convert import to_doc, to_graph
from training.corpus.markup import NAMES, SECOND, TEXTS, Annotated, MarkupError, read_corpus, read_file
from training.corpus.pin import pin, show
from training.corpus.real import PARTS, find_real_errors, read_real
from training.corpus.real import TEXTS as DOCUMENTS
from training.corpus.split import SHARES, read_part, write_split
from training.corpus.statistics import real_table, tables
from training.tokens import blank_english

PIPELINE = Path(__file__).parents[2] / "kg" / "nlp" / "en_kg"
GOLD = Path(__file__).parents[3] / "shared" / "gold"


def main() -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="print what is wrong; quotas count where all files are checked")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE")
    commands.add_parser("relations", help="list the types with their relations")
    commands.add_parser("split", help="deal the articles out to train, dev and test")
    commands.add_parser("statistics", help="print tables in Markdown")
    fitting = commands.add_parser("calibrate", help="fit ontologies/confidence.toml on real articles and the dev part")
    fitting.add_argument("--pipeline", type=Path, default=PIPELINE, help="to extract with")
    fitting.add_argument("--least", type=float, default=load_weights().least, help="below this nothing is told")
    for name, help in (
        ("articles", "print the texts as JSON lines that kg reads"),
        ("records", "print the annotation as the records of `kg extract`, for `kg score`"),
        ("docbin", "write names and sentences as spaCy's DocBin to FILE"),
    ):
        command = commands.add_parser(name, help=help)
        command.add_argument("--part", choices=sorted(SHARES), help="only this part")
        if name != "docbin":
            command.add_argument("--real", action="store_true", help="of real documents instead of our own")
        command.add_argument("--second", action="store_true", help="what a second annotator made of some articles")
        if name == "docbin":
            command.add_argument("file", type=Path, metavar="FILE")
    showing = commands.add_parser("show", help="print real documents with their sentences numbered")
    showing.add_argument("ids", nargs="+", metavar="ID")
    pinning = commands.add_parser("pin", help="print a draft of annotation of real documents with its offsets")
    pinning.add_argument("draft", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    try:
        COMMANDS[arguments.command](arguments)
    except MarkupError as error:
        sys.exit(str(error))


def _chosen(arguments: argparse.Namespace) -> list[Annotated]:
    if getattr(arguments, "real", False):
        if not DOCUMENTS.is_dir():
            sys.exit(f"{DOCUMENTS} is missing: put the documents that the annotation is about there")
        return read_real(arguments.part)
    folder = SECOND if arguments.second else TEXTS
    return read_part(arguments.part, folder) if arguments.part else read_corpus(folder)


def _articles(arguments: argparse.Namespace) -> None:
    for article in _chosen(arguments):
        told = {"id": article.id, "title": article.headers.get("title"), "date": article.headers.get("date")}
        print(json.dumps(told | {"text": article.text}, ensure_ascii=False))


def _records(arguments: argparse.Namespace) -> None:
    for article in _chosen(arguments):
        print(json.dumps(to_record(to_graph(article)), ensure_ascii=False))


def _docbin(arguments: argparse.Namespace) -> None:
    nlp = blank_english()
    docs = [to_doc(nlp, article) for article in _chosen(arguments)]
    DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START"], docs=docs, store_user_data=True).to_disk(arguments.file)


def _statistics(arguments: argparse.Namespace) -> None:
    print("\n".join(tables(read_corpus(), read_corpus(NAMES))))
    print("\n".join(real_table({part: read_real(part) for part in PARTS})))


def _calibrate(arguments: argparse.Namespace) -> None:
    from training.corpus.calibrate import calibrate

    articles = [*read_real("train"), *read_real("dev"), *read_part("dev")]
    print("\n".join(calibrate(articles, arguments.pipeline, ontology_path("confidence.toml"), arguments.least)))


def _split(arguments: argparse.Namespace) -> None:
    write_split(read_corpus())


def _check(arguments: argparse.Namespace) -> None:
    files = [path.resolve() for path in arguments.files]
    articles = [a for file in files for a in read_file(file)] or read_corpus() + read_corpus(NAMES)
    problems = [*find_errors(articles), *find_repetition(articles), *([] if files else find_real_errors())]
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


def _show(arguments: argparse.Namespace) -> None:
    print("\n".join(show(arguments.ids)))


def _pin(arguments: argparse.Namespace) -> None:
    print("\n".join(pin(arguments.draft)))


def _relations(arguments: argparse.Namespace) -> None:
    ontology = load_ontology()
    for kind in ontology.categories.values():
        print(f"{kind.id}: {kind.definition}")
        for relation in ontology.relations.values():
            if relation.category == kind.id:
                sign = " (symmetric)" if relation.symmetric else ""
                print(f"    {relation.id}{f' [{relation.mode}]' if relation.mode else ''}{sign}")


COMMANDS = {
    "check": _check,
    "relations": _relations,
    "split": _split,
    "statistics": _statistics,
    "calibrate": _calibrate,
    "articles": _articles,
    "records": _records,
    "docbin": _docbin,
    "show": _show,
    "pin": _pin,
}

if __name__ == "__main__":
    main()
