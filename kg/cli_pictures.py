"""The commands that make pictures for people: `kg plot` and `kg annotate`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="Folder for the results."
)
@click.option("--format", type=click.Choice(["svg", "png"]), default="svg", show_default=True, help="Kind of picture.")
def plot(folder: Path, file: str, format: str) -> None:
    """Draw pictures for a report.

    Writes weeks (events per week), pairs (who deals most with whom) and matrix (cooperation and conflict between
    countries). FILE holds RDF or the records of `kg extract`, or is a store. Needs matplotlib: pip install 'kg[plot]'.

    \b
    kg plot out/graph.ttl -o plots --format png
    """
    from kg.load import load_graph
    from kg.plot import draw_plots
    from kg.write import write_bytes

    for name, picture in draw_plots(load_graph(file), format).items():
        write_bytes(folder / f"{name}.{format}", picture)
