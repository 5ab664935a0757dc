"""Questions to a graph, and whether it is complete."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.options import FAILED, base_option, login_options, split_params


@click.command()
@click.argument("file", metavar="SOURCE")
@click.argument("sparql", metavar="[SPARQL]", required=False)
@click.option("--name", metavar="NAME", help="Ask a query that kg brings, instead of SPARQL.")
@click.option(
    "--param",
    "params",
    metavar="KEY=VALUE",
    multiple=True,
    callback=split_params,
    help="Value for --name; may be repeated.",
)
@click.option(
    "--format", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="Shape."
)
@base_option
@login_options
def query(
    file: str,
    sparql: str | None,
    name: str | None,
    params: list[tuple[str, str]],
    format: str,
    base: str,
    **login: str | None,
) -> None:
    """Ask a graph a question.

    SOURCE is a file of RDF or of the records of `kg extract`, a store, or the address of a server that answers SPARQL;
    the question is SPARQL, or one that kg brings.

    \b
    kg query out/graph.ttl --name who-met-whom
    kg query out/graph.ttl --name actor-events --param actor=Putin --format csv
    kg query out/graph.ttl 'SELECT ?who { ?who dip:met :volodymyr-zelenskyy }'
    kg query http://localhost:7878/query --name pairs
    """
    from kg.sources import load_graph
    from kg.sparql.credentials import Login
    from kg.sparql.named_queries import named_queries, named_query
    from kg.sparql.query import run_query, to_csv, to_json, to_table

    if (sparql is None) == (name is None):
        raise click.UsageError(f"Give either SPARQL or --name with one of: {', '.join(named_queries())}")
    source: Any = file
    if sparql is None:
        from kg.sparql.names import mean_names

        sparql = named_query(name or "", dict(params))  # whatever is wrong with it is told before anything is read
        source = load_graph(file) if file == "-" else file
        sparql = named_query(name or "", mean_names(source, dict(params), base=base, login=Login(**login)))
    result = run_query(source, sparql, base=base, login=Login(**login))
    if format == "table":
        from kg.cli.tables import open_console

        open_console().print(to_table(result, base=base))
    else:
        click.echo(to_csv(result) if format == "csv" else to_json(result), nl=False)


@click.command()
@click.argument("file", metavar="FILE")
def validate(file: str) -> None:
    """Check that a graph is complete and traceable.

    Prints what breaks the SHACL shapes, and each quotation that its article does not hold. FILE holds RDF.

    \b
    kg validate out/graph.ttl
    """
    from kg.formats.load import load_dataset
    from kg.rdf.validation import validate as find_violations

    for violation in find_violations(load_dataset(file)):
        click.echo(str(violation))
        click.get_current_context().meta[FAILED] = True
