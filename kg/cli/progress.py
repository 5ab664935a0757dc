"""How far a command is: a line on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
WORDS = "{task.completed} articles, {task.fields[events]} events, {task.fields[failed]} failed, {task.fields[rate]}/s"


@dataclass(frozen=True, slots=True)
class Count:
    """What one step of the work adds."""

    articles: int = 0
    events: int = 0
    failed: int = 0

    def __add__(self, other: Count) -> Count:
        """What two steps add."""
        return Count(self.articles + other.articles, self.events + other.events, self.failed + other.failed)


def with_progress(items: Iterable[Item], count: Callable[[Item], Count]) -> Iterator[Item]:
    """The items as they come; meanwhile the sum of what each counts is shown, and the articles a second."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn(WORDS), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None, events=0, failed=0, rate=0)
        total = Count()
        for item in items:
            yield item
            total = total + count(item)
            rate = round(total.articles / (bar.tasks[task].elapsed or 1), 1)
            bar.update(task, completed=total.articles, events=total.events, failed=total.failed, rate=rate)
