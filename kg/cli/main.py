"""The commands: thin, and quick to start, for what they need is imported when they run.

Data goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import click

import kg
from kg.cli.build import build, extract
from kg.cli.export import export
from kg.cli.knowledge import explain, ontology
from kg.cli.options import Commands
from kg.cli.pictures import annotate, plot, view
from kg.cli.query import query, validate
from kg.cli.run import run
from kg.cli.score import score
from kg.cli.stores import add, info, mcp, push, remove, serve
from kg.cli.watch import watch


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kg.__version__, help="Print the version.")
def main() -> None:
    """Turn news and official statements into a knowledge graph of diplomatic events.

    \b
    kg build article.txt -o out
    kg query out/graph.ttl --name who-met-whom
    """


COMMANDS = (
    *(build, extract, run, query, view, export, annotate, plot),
    *(add, watch, remove, info, push, serve, mcp, validate, explain, ontology, score),
)
for command in COMMANDS:
    main.add_command(command)
