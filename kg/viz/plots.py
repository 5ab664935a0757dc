"""A Graph enters; pictures for a report leave: events per week, the pairs that deal most, and a matrix of countries.

Only what happened counts: no plans, no denials. The same graph gives the same bytes.
"""

from __future__ import annotations

import io
import math
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.graph.dates import find_latest
from kg.model import Event, Graph
from kg.viz.picture import Picture, bundle_events, its_country

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

COLOURS = {
    "verbal cooperation": "#2f74c0",
    "material cooperation": "#17845a",
    "verbal conflict": "#b4650b",
    "material conflict": "#bd3434",
    "statement": "#74808f",
}
MOST_PAIRS = 15
MOST_COUNTRIES = 14
LONGEST_NAME = 32
# Names are no formulas, whatever dollar signs are in them; text stays text in SVG, which has no font of its own.
STYLE = {
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "kg",
    "font.family": ["DejaVu Sans"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.titlepad": 26,
}


def draw_plots(graph: Graph, format: str) -> dict[str, bytes]:
    """The pictures `weeks`, `pairs` and `matrix`, as "svg" or "png". Raises KgError where there is no matplotlib."""
    try:
        import matplotlib
    except ImportError:
        raise KgError("pictures need matplotlib; pip install matplotlib") from None
    happened = replace(graph, events=tuple(event for event in graph.events if event.happened))
    pictures: dict[str, Callable[[Graph], Figure]] = {
        "weeks": draw_weeks,
        "pairs": draw_pairs,
        "matrix": draw_matrix,
    }
    with matplotlib.rc_context(STYLE):
        return {name: _save(draw(happened), format) for name, draw in pictures.items()}


def draw_weeks(graph: Graph) -> Figure:
    """Bars of the events of each week, Monday to Sunday, by quad class; an event of a whole month is in no week.

    What has no time of its own stands, hatched, in the week of its report.
    """
    own = {event.id: week for event in graph.events if (week := week_of(event))}
    derived = {event.id: _monday(day) for event in graph.events if (day := find_latest(event, graph))}
    weeks, others = own | derived, len(graph.events) - len(own) - len(derived)
    below = _count(len(weeks), "event") + (f", {len(derived)} of them by the day of the report" if derived else "")
    below += f"; {others} more in no single week" if others else ""
    figure, axes = _axes("Events per week", below)
    if not weeks:
        return _say(figure, axes, "No event has a week.")
    counts = Counter((weeks[e.id], graph.quad_class(e), e.id in derived) for e in graph.events if e.id in weeks)
    tops = Counter[date]()
    for (quad_class, colour), hatched in product(COLOURS.items(), (False, True)):
        heights = {
            week: n for (week, kind, by_report), n in counts.items() if (kind, by_report) == (quad_class, hatched)
        }
        middles, bottoms = [week + timedelta(days=3) for week in heights], [tops[week] for week in heights]
        if heights:
            # The outline keeps a week visible among those of decades.
            look = {"color": "white", "hatch": "////"} if hatched else {"color": colour}
            label = f"{quad_class}, by its report" if hatched else quad_class
            axes.bar(middles, list(heights.values()), 6, bottoms, **look, edgecolor=colour, linewidth=0.8, label=label)
        tops.update(heights)
    _scale_time(axes)
    _finish(figure, axes.yaxis)
    return figure


def week_of(event: Event) -> date | None:
    """The Monday of the week in which an event lies wholly."""
    if event.time is None:
        return None
    first, last = map(_monday, (event.time.begin, event.time.end))
    return first if first == last else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def draw_pairs(graph: Graph) -> Figure:
    """Bars of the events between the actors who deal most with each other, by quad class."""
    picture = bundle_events(graph)
    pairs = count_pairs(picture)
    totals = {pair: sum(counts.values()) for pair, counts in pairs.items()}
    most = sorted(pairs, key=lambda pair: (-totals[pair], pair))[:MOST_PAIRS]
    figure, axes = _axes("Who deals most with whom", f"{len(most)} of {_count(len(pairs), 'pair')} of actors")
    if not most:
        return _say(figure, axes, "No event is between two actors.")
    names = {node.id: _shown(node.label) for node in picture.nodes}
    left = [0] * len(most)
    for quad_class, colour in COLOURS.items():
        widths = [pairs[pair][quad_class] for pair in most]
        if any(widths):
            axes.barh(range(len(most)), widths, 0.7, left, color=colour, label=quad_class)
        left = [low + width for low, width in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(most)), [" – ".join(sorted(names[name] for name in pair)) for pair in most])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("events")
    _finish(figure, axes.xaxis)
    return figure


def count_pairs(picture: Picture) -> dict[tuple[str, str], Counter[str]]:
    """How many events of each quad class link two nodes, in whichever direction."""
    pairs: dict[tuple[str, str], Counter[str]] = {}
    for bundle in picture.bundles:
        one, other = sorted((bundle.source, bundle.target))
        events = {*bundle.ahead, *bundle.back, *bundle.mutual}
        pairs.setdefault((one, other), Counter())[bundle.quad_class] += len(events)
    return pairs


def draw_matrix(graph: Graph) -> Figure:
    """What countries do to each other: a row acts towards a column; the colour tells cooperation from conflict."""
    picture = bundle_events(graph, its_country)
    names = {node.id: _shown(node.label) for node in picture.nodes if node.kind == "Country"}
    cells = {pair: deeds for pair, deeds in count_deeds(picture).items() if names.keys() >= set(pair)}
    dealing = [name for name in names if any(name in pair for pair in cells)]
    countries = dealing[:MOST_COUNTRIES]
    below = f"events of a row's country towards a column's; {len(countries)} of {len(dealing)} countries"
    figure, axes = _axes("Cooperation and conflict between countries", below)
    if not cells:
        return _say(figure, axes, "No event is between two countries.")
    deeds = [[cells.get((actor, recipient), Deeds()) for recipient in countries] for actor in countries]
    balances = [[deed.balance for deed in row] for row in deeds]
    mesh = axes.pcolormesh(balances, cmap="RdBu", vmin=-1.4, vmax=1.4, edgecolors="white", linewidth=1)
    for (row, column), deed in ((place, deeds[place[0]][place[1]]) for place in product(range(len(deeds)), repeat=2)):
        if deed.total:
            ink = "white" if abs(deed.balance) > 0.8 else "black"
            axes.text(column + 0.5, row + 0.5, str(deed.total), ha="center", va="center", color=ink, fontsize=9)
    middles = [number + 0.5 for number in range(len(countries))]
    axes.set_yticks(middles, [names[name] for name in countries])
    axes.set_xticks(middles, [names[name] for name in countries], rotation=40, ha="right", rotation_mode="anchor")
    axes.tick_params(length=0)
    axes.invert_yaxis()
    axes.set_aspect("equal")
    bar = figure.colorbar(mesh, ax=axes, shrink=0.6, boundaries=[step / 20 for step in range(-20, 21)])
    bar.set_ticks([-1, 0, 1], labels=["conflict only", "as much of each", "cooperation only"])
    return figure


@dataclass(slots=True)
class Deeds:
    """How often one country cooperated with another, and how often it came into conflict with it."""

    good: int = 0
    bad: int = 0

    @property
    def total(self) -> int:
        """All events."""
        return self.good + self.bad

    @property
    def balance(self) -> float:
        """From -1, conflict only, to 1, cooperation only; not a number where there is no event."""
        return (self.good - self.bad) / self.total if self.total else math.nan


def count_deeds(picture: Picture) -> dict[tuple[str, str], Deeds]:
    """What each node did towards each other; statements are neither cooperation nor conflict."""
    cells: defaultdict[tuple[str, str], Deeds] = defaultdict(Deeds)
    for bundle in picture.bundles:
        good, bad = (bundle.quad_class.endswith(kind) for kind in ("cooperation", "conflict"))
        ways = [(bundle.source, bundle.target, bundle.ahead), (bundle.target, bundle.source, bundle.back)]
        for actor, recipient, events in ways:
            if count := (len(events) + len(bundle.mutual)) * (good or bad):
                cells[actor, recipient].good += count * good
                cells[actor, recipient].bad += count * bad
    return dict(cells)


def _axes(title: str, below: str) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 5.5), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title, fontweight="bold")
    axes.annotate(below, (0, 1), (0, 12), "axes fraction", "offset points", color="#55606e", fontsize=9)
    return figure, axes


def _say(figure: Figure, axes: Axes, words: str) -> Figure:
    axes.set_axis_off()
    axes.text(0.5, 0.5, words, ha="center", va="center", transform=axes.transAxes)
    return figure


def _finish(figure: Figure, counts: Axis) -> None:
    """A legend below, and whole numbers where events are counted."""
    from matplotlib.ticker import MaxNLocator

    counts.set_major_locator(MaxNLocator(integer=True))
    figure.legend(loc="outside lower center", ncols=len(COLOURS), frameon=False, fontsize=9)


def _scale_time(axes: Axes) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def _shown(name: str) -> str:
    """A name in one line, cut if it is long; neither SVG nor a font has control characters."""
    line = "".join(char if char.isprintable() else " " for char in name)
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _save(figure: Figure, format: str) -> bytes:
    stream = io.BytesIO()
    metadata = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
    with warnings.catch_warnings():
        # A script that the font lacks: in SVG the reader's own fonts show it.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(stream, format=format, dpi=150, metadata=metadata)
    return stream.getvalue()
