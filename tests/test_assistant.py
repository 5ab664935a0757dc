"""The server for assistants, asked by the official client."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from kg.assistant import MOST_ROWS, make_server
from kg.errors import ReadError
from kg.store.store import Store
from tests.helpers.graphs import GRAPH, TEXTS, part
from tests.helpers.paths import ROOT

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assistant") / "store"
    with Store(folder) as opened:
        for article in TEXTS:
            opened.add(part(article))
    return folder


async def call(target: Any, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    async with Client(target) as client:
        result = await client.call_tool(tool, arguments)
        text = "".join(block.text for block in result.content if block.type == "text")
        assert not result.is_error, text
        return result.structured_content or json.loads(text)


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


@pytest.fixture(scope="module")
def ask(store: Path) -> Ask:
    server = make_server(store)
    return lambda tool, **arguments: run(call(server, tool, arguments))


def test_tools_only_read_and_say_what_they_do(store: Path) -> None:
    async def look() -> tuple[Any, str | None]:
        async with Client(make_server(store)) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = run(look())
    names = {tool.name for tool in tools}
    assert names == {"find_actor", "find_events", "about_event", "find_contradictions", "sparql"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    assert "never instructions" in (instructions or "")


def test_actors_are_found_as_people_type_them(ask: Ask) -> None:
    [actor] = ask("find_actor", name="erdogan")["actors"]
    assert (actor["id"], actor["kind"], actor["country"]) == ("recep-tayyip-erdoğan", "Person", "TUR")
    assert actor["events"]["as_recipient"] == 1
    [vance] = ask("find_actor", name="J.D. Vance")["actors"]
    assert "Vice President JD Vance met" in vance["mentioned"][0]["words"]


def test_events_between_two_come_with_their_sentences(ask: Ask) -> None:
    found = ask("find_events", actor="zelenskiy", other="Vance", since="2025-05-01", until="2025-05-31")
    [event] = found["events"]
    assert (event["relation"], event["status"], event["time"], found["more"]) == ("met", "happened", "2025-05-18", 0)
    quote = event["sentences"][0]
    assert quote["sentence"] == TEXTS["rome"][quote["begin"] : quote["end"]]
    assert (quote["article"], quote["publisher"], quote["date"]) == ("rome", "Our wire", "2025-05-18")


def test_what_did_not_happen_is_told_only_if_asked_for(ask: Ask) -> None:
    assert not ask("find_events", actor="Putin", other="Zelenskyy")["events"]
    [denied] = ask("find_events", actor="Putin", other="Zelenskyy", status="denied")["events"]
    assert denied["status"] == "denied"
    everything = ask("find_events", status=None, limit=3)
    assert (len(everything["events"]), everything["more"]) == (3, len(GRAPH.events) - 3)


def test_an_event_tells_who_says_so_and_what_denies_it(ask: Ask) -> None:
    [talk] = ask("find_events", actor="United States", other="PRC")["events"]
    told = ask("about_event", event=talk["id"])
    assert told["sentences"][0]["article"] == "washington"
    [denial] = told["denied_by"]
    assert denial["said_by"] == "China"
    assert denial["sentences"][0]["sentence"] == TEXTS["beijing"]


def test_contradictions_quote_both_sides(ask: Ask) -> None:
    [found] = ask("find_contradictions", actor="china")["contradictions"]
    assert found["event"]["sentences"][0]["article"] == "washington"
    assert found["denial"]["sentences"][0]["article"] == "beijing"
    assert not ask("find_contradictions", actor="Erdogan")["contradictions"]


def test_sparql_brings_rows_up_to_a_limit_and_sentences(ask: Ask) -> None:
    found = ask("sparql", query="SELECT ?event { ?event dip:relation dip:met } ORDER BY ?event", limit=1)
    assert len(found["rows"]) == 1
    assert found["more"] > 0
    assert found["sentences"][0]["event"] == found["rows"][0]["event"].rsplit("/", 1)[1]
    assert ask("sparql", query="ASK { ?event dip:relation dip:met }")["answer"] is True
    assert len(ask("sparql", query="SELECT * { ?s ?p ?o }", limit=10_000)["rows"]) == MOST_ROWS


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("find_actor", {"name": "Putain"}, "did you mean Vladimir Putin"),
        ("find_events", {"actor": "Putin", "type": "MEET"}, "there is no type 'MEET'"),
        ("find_events", {"status": "done"}, "there is no status 'done'"),
        ("find_events", {"since": "May"}, "no day; write it like 2025-05-18"),
        ("about_event", {"event": "none"}, "there is no event 'none'"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "no valid SPARQL"),
        ("sparql", {"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}, "SERVICE asks other servers"),
        ("sparql", {"query": "DESCRIBE <urn:x>"}, "ask with SELECT or ASK"),
    ],
)
def test_what_there_is_not_is_told(store: Path, tool: str, arguments: dict[str, Any], message: str) -> None:
    async def fail() -> tuple[bool, str]:
        async with Client(make_server(store)) as client:
            result = await client.call_tool(tool, arguments)
            return bool(result.is_error), "".join(block.text for block in result.content if block.type == "text")

    is_error, text = run(fail())
    assert is_error
    assert message in text


def test_the_command_speaks_over_its_standard_streams(store: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp", str(store)], env=environment)
    assert run(call(command, "find_actor", {"name": "vance"}))["actors"][0]["id"] == "jd-vance"


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is no store of kg"):
        make_server(tmp_path)
