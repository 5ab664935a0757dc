"""What the commands share: options, how errors and warnings are shown, and which exit code follows."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import KgError, printable

Function = TypeVar("Function", bound=Callable[..., Any])
BASE = "https://w3id.org/diplomatic-kg/id/"
FAILED = "kg.failed"


class Commands(click.Group):
    """Errors and warnings are one line each on standard error; exit code 1 after any error."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        logger, warnings = logging.getLogger("kg"), _Warnings()
        logger.addHandler(warnings)
        if sys.stdout is None:
            sys.stdout = _Closed()
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except KgError as error:
            report(error)
        except OSError as error:
            _report_output(error)
        finally:
            logger.removeHandler(warnings)
        if FAILED in ctx.meta:
            ctx.exit(1)


class _Closed(io.TextIOBase):
    """Stands for a standard output that was closed before the start."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, "it is closed")


def _report_output(error: OSError) -> None:
    """Tell what can't be written; a pipe that nobody reads any more is left to click."""
    if error.errno == errno.EPIPE:
        raise error
    name = error.filename or "standard output"
    report(KgError(f"{name}: cannot be written ({error.strerror}); make room, or choose another place"))
    with suppress(OSError, ValueError):  # what is left of the output would fail once more at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Warnings(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"Warning: {printable(record.getMessage())}", err=True)


def _check_date(_ctx: click.Context, _param: click.Parameter, words: str | None) -> str | None:
    from kg.readers.fields import find_date

    if words is not None and find_date(words) is None:
        raise click.BadParameter(f"{words!r} is no day; write it as 2024-05-20.")
    return words


def _split_columns(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dict[str, str]:
    from kg.readers.fields import FIELDS

    pairs = [part.partition("=") for part in (value or "").split(",") if part.strip()]
    if wrong := next((field for field, _, name in pairs if field.strip() not in FIELDS or not name.strip()), None):
        raise click.BadParameter(f"{wrong!r} is no FIELD=NAME; fields are {', '.join(FIELDS)}.")
    return {field.strip(): name.strip() for field, _, name in pairs}


def extraction_options(command: Function) -> Function:
    """The articles, what is said of them (`given`), and with which knowledge they are read."""
    return click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)(reading_options(command))


def reading_options(command: Function) -> Function:
    """What is said of articles (`given`), and with which knowledge they are read."""

    @wraps(command)
    def with_given(*args: Any, columns: dict[str, str], date: str | None, publisher: str | None, **options: Any) -> Any:
        from kg.readers.streams import Given

        return command(*args, given=Given(columns, date, publisher), **options)

    return _with_options(with_given)  # type: ignore[return-value]


def _with_options(command: Function) -> Function:
    path = click.Path(path_type=Path)
    for option in (
        click.option("--actors", type=path, multiple=True, help="File with more actors, Turtle or PETRARCH (.txt)."),
        click.option("--ontology", type=path, multiple=True, help="Turtle file with more relations; may be repeated."),
        click.option("--pipeline", metavar="NAME", help="Name or path of another spaCy pipeline."),
        click.option("--publisher", metavar="NAME", help="Publisher of the articles that name none."),
        click.option("--date", metavar="DATE", callback=_check_date, help="Date of the articles that tell none."),
        click.option(
            "--columns",
            metavar="FIELD=NAME,...",
            callback=_split_columns,
            help="Columns of tables, or keys of JSON: text=body,date=published,title=headline,publisher=,url=,id=.",
        ),
    ):
        command = option(command)
    return command


def workers_option(default: int | None = 1) -> Callable[[Function], Function]:
    """In how many processes articles are read."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        default=default or (lambda: os.cpu_count() or 1),
        show_default=str(default) if default else "all processors",
        help="How many processes read.",
    )


def _check_base(_ctx: click.Context, _param: click.Parameter, base: str) -> str:
    from kg.rdf.namespaces import is_base

    if not is_base(base):
        raise click.BadParameter("give an absolute IRI that ends with / or #.")
    return base


base_option = click.option(
    "--base", metavar="IRI", default=BASE, callback=_check_base, show_default=True, help="What IRIs of data begin with."
)


def login_options(command: Function) -> Function:
    """As whom a server is asked; nobody sees an environment variable or a netrc file in the list of processes."""
    for option in (
        click.option("--token", envvar="KG_TOKEN", show_envvar=True, help="Token for the server."),
        click.option("--password", envvar="KG_PASSWORD", show_envvar=True, help="Password for the server."),
        click.option(
            "--user", envvar="KG_USER", show_envvar=True, help="Name on the server.  [default: that of ~/.netrc]"
        ),
    ):
        command = option(command)
    return command


def report(error: KgError) -> None:
    """Show an error as one line; the command goes on, and exits 1 at its end."""
    click.echo(f"Error: {printable(str(error))}", err=True)
    click.get_current_context().meta[FAILED] = True


def split_params(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, ...]]:
    """KEY=VALUE options as pairs."""
    if wrong := next((value for value in values if "=" not in value), None):
        raise click.BadParameter(f"{wrong!r} is not KEY=VALUE.")
    return [tuple(value.split("=", 1)) for value in values]


corrections_option = click.option(
    "--corrections",
    type=click.Path(path_type=Path),
    multiple=True,
    help="File of your decisions: who is one, who is not, which event is wrong, what it is called.",
)
