"""Merging by sorted files: the store is the same whatever the order of articles and however they are divided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.merge import merge_graphs
from kg.model import Graph
from kg.rdf.columns import Columns
from kg.rdf.namespaces import Names
from kg.rdf.serialization import serialize, to_turtle
from kg.store.bulk_load import Intake, take_in
from kg.store.merge_files import Sorter, merge_intakes
from kg.store.store import Store, load_store
from tests.helpers.tellings import articles
from tests.store.test_store import dump, fill


def fill_merged(folder: Path, shards: Sequence[Sequence[Graph]], held: int) -> None:
    """A store of what shards of articles tell."""
    store = Store(folder)
    texts = (serialize(merge_graphs(shard), "nquads", store.names.base) for shard in shards if shard)
    intakes = (take_in(Columns.from_lines(text), store.names) for text in texts)
    store.fill(merge_intakes(intakes, store.names, folder, held))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles("a", "b", "c", "d", "e"), st.data())
def test_any_order_and_any_shards_give_the_store_and_the_graph_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, graphs: list[Graph], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    shuffled = data.draw(st.permutations(graphs))
    first, second = sorted(data.draw(st.tuples(st.integers(0, 5), st.integers(0, 5))))
    shards = [shuffled[:first], shuffled[first:second], shuffled[second:]]
    fill_merged(folder / "merged", shards, data.draw(st.sampled_from([100, 10_000_000])))
    fill(folder / "one-by-one", *graphs)
    assert dump(folder / "merged") == dump(folder / "one-by-one")
    assert to_turtle(load_store(folder / "merged")) == to_turtle(merge_graphs(graphs))


def test_a_node_that_very_many_shards_tell_of_is_settled_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.merge_files.TOGETHER", 2)
    names, node = Names("https://example.org/"), "<https://example.org/z>"
    graph, is_a = f"<{names.graph('entities')}> .", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    type = f"{node} {is_a} <https://example.org/Person> {graph}"
    labels = ("Zelensky", "Zelenskyy", "Volodymyr", "Zelenski", "Selenskyj")
    told = [f'{node} <http://www.w3.org/2000/01/rdf-schema#label> "{label}" {graph}' for label in labels]
    intakes = [Intake([], {node: [type, line]}, []) for line in told]
    assert set(merge_intakes(intakes, names, tmp_path)) == {type, told[-1]}


@given(st.lists(st.text("ab\u2028\x85c", max_size=5)), st.integers(0, 20))
def test_lines_come_out_sorted_however_few_are_held(lines: list[str], held: int) -> None:
    with Sorter(Path(gettempdir()), held) as sorter:
        for line in lines:
            sorter.add(line)
        assert list(sorter) == sorted(lines)
