"""The page of a chronicle in a real Chromium: what it shows at first glance, and every control."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.formats.event_table import to_csv
from kg.model import Span
from tests.helpers.browser import Visit, chromium, place_of, shown, visit, write_page
from tests.helpers.graphs import GRAPH, defined
from tests.helpers.stories import COLD_WAR, tell

TITLE = "Summits and crises of the Cold War"
REAGAN_GORBACHEV = "ronald-reagan | mikhail-gorbachev | verbal cooperation"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chronicle's page as a file."""
    return write_page(tmp_path_factory.mktemp("view") / "chronicle.html", tell(COLD_WAR), TITLE)


@pytest.fixture(scope="module")
def window(browser: Browser, chronicle: Path) -> Iterator[Visit]:
    """One window for all tests of the chronicle: a new one for each would take several times as long."""
    with visit(browser, chronicle) as opened:
        yield opened


@pytest.fixture
def opened(window: Visit, chronicle: Path) -> Iterator[Visit]:
    """The chronicle, loaded anew; whatever a test does with it, it asks for nothing and complains of nothing."""
    window.requests.clear()
    window.complaints.clear()
    window.page.emulate_media(color_scheme="light")
    window.page.goto(chronicle.as_uri())
    yield window
    assert window.requests == [chronicle.as_uri()]
    assert window.complaints == []


@pytest.fixture
def page(opened: Visit) -> Page:
    return opened.page


def click_on_edge(page: Page, key: str) -> None:
    """Click where an edge is drawn, between its middle and its source."""
    x, y = page.evaluate(
        """key => {
          const point = network.canvasToDOM(pointOn(key, 0.35));
          const frame = byId("graph").getBoundingClientRect();
          return [frame.left + point.x, frame.top + point.y];
        }""",
        key,
    )
    page.mouse.click(x, y)


def tick(page: Page, name: str) -> None:
    """Click the tick box of a filter."""
    page.locator("#tab-filters").click()
    page.locator("#panel-filters label", has=page.locator(f"bdi:text-is('{name}')")).locator("input").click()


# What there is at first glance


def test_page_shows_title_counts_and_legend(page: Page) -> None:
    expect(page.locator("h1")).to_have_text(TITLE)
    assert page.title() == TITLE
    expect(page.locator("#summary")).to_have_text("29 actors · 32 events · 1 article")
    assert shown(page) == (29, 26, 32)
    legend = page.locator("#legend").inner_text()
    assert all(name in legend for name in ("verbal cooperation", "planned", "did not happen", "person", "country"))
    assert "facility" not in legend


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_no_two_labels_overlap(browser: Browser, chronicle: Path, width: int, height: int) -> None:
    with visit(browser, chronicle, width=width, height=height) as opened:
        labels = opened.page.evaluate("labels")
        assert len(labels) > 12
        for number, one in enumerate(labels):
            for other in labels[:number]:
                assert (
                    one["left"] >= other["left"] + other["width"] or other["left"] >= one["left"] + one["width"]
                    or one["top"] >= other["top"] + other["height"] or other["top"] >= one["top"] + one["height"]
                ), (one["text"], other["text"])  # fmt: skip
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_twenty_actors_all_bear_their_names(browser: Browser, tmp_path: Path) -> None:
    graph = tell(line for line in COLD_WAR if line < "1979")
    with visit(browser, write_page(tmp_path / "twenty.html", graph)) as opened:
        names = set(opened.page.evaluate("drawnNodes.map((node) => node.label)"))
        assert len(names) == 20
        assert names <= set(opened.page.evaluate("labels.map((label) => label.text)"))


def test_look_of_nodes_and_edges_tells_kind_and_status(page: Page) -> None:
    looks = page.evaluate("Object.fromEntries(edgeSet.get().map((edge) => [edge.id, edge]))")
    treaty = looks["willy-brandt | józef-cyrankiewicz | verbal cooperation"]
    planned = looks["richard-nixon | china | verbal cooperation"]
    war = looks["iraq | kuwait | material conflict"]
    assert (treaty["dashes"], planned["dashes"]) == (False, [9, 6])
    assert treaty["color"]["color"] != war["color"]["color"]
    assert looks[REAGAN_GORBACHEV]["width"] > treaty["width"]
    assert war["arrows"]["to"]["enabled"] and not war["arrows"]["from"]["enabled"]
    assert not looks["john-f-kennedy | nikita-khrushchev | verbal cooperation"]["arrows"]["to"]["enabled"]
    shapes = page.evaluate("Object.fromEntries(drawnNodes.map((node) => [node.key, node.shape]))")
    assert (shapes["iraq"], shapes["ronald-reagan"], shapes["knesset"]) == ("square", "dot", "hexagon")


def test_edge_that_only_tells_what_did_not_happen_is_dotted_and_struck(browser: Browser, tmp_path: Path) -> None:
    graph = tell(line for line in COLD_WAR if "negated" in line)
    with visit(browser, write_page(tmp_path / "negated.html", graph)) as opened:
        assert opened.page.evaluate("edgeSet.get()[0].dashes") == [2, 6]
        assert opened.page.evaluate("drawnEdges[0].struck")


def test_parallel_events_are_one_edge_with_a_count(page: Page) -> None:
    edge = page.evaluate("key => drawnEdges.find((edge) => edge.key === key)", REAGAN_GORBACHEV)
    assert (edge["count"], edge["labels"]) == (4, ["met ×2, signed with +1", "met ×2 +2", "×4"])


# Selecting


def test_click_on_an_edge_shows_the_sentence_with_its_marks(page: Page) -> None:
    click_on_edge(page, "george-h-w-bush | mikhail-gorbachev | verbal cooperation")
    expect(page.locator("#focus h2")).to_have_text("George H. W. Bush – Mikhail Gorbachev")
    expect(page.locator("#events > li")).to_have_count(1)
    sentence = "George H. W. Bush met Mikhail Gorbachev off Malta on 2 December 1989."
    expect(page.locator("blockquote")).to_have_text(sentence)
    marks = page.locator("blockquote mark")
    assert marks.all_inner_texts() == ["George H. W. Bush", "met", "Mikhail Gorbachev", "Malta"]
    expect(page.locator("blockquote mark.trigger")).to_have_text("met")
    expect(page.locator(".facts")).to_contain_text("2 Dec 1989")
    expect(page.locator(".facts")).to_contain_text("Malta")


def test_click_on_a_node_lists_its_events_and_a_click_beside_it_all(page: Page) -> None:
    page.mouse.click(*place_of(page, "jimmy-carter"))
    expect(page.locator("#focus h2")).to_have_text("Jimmy Carter")
    expect(page.locator("#focus .soft")).to_have_text("Person · USA · 4 events")
    expect(page.locator("#events > li")).to_have_count(4)
    assert page.evaluate("drawnNodes.filter((node) => !node.faded).length") == 5
    frame = page.locator("#graph").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + 3, frame["y"] + 3)
    expect(page.locator("#events > li")).to_have_count(32)


def test_neighbourhood_of_an_actor_and_the_way_back(page: Page) -> None:
    page.mouse.click(*place_of(page, "jimmy-carter"))
    page.locator("#around").click()
    assert shown(page) == (5, 5, 32)
    expect(page.locator("#around")).to_have_attribute("aria-pressed", "true")
    page.locator("#clear-focus").click()
    assert shown(page)[0] == 29


def test_names_in_the_list_select_their_actor(page: Page) -> None:
    page.locator("#events .link", has_text="Nikita Khrushchev").click()
    expect(page.locator("#focus h2")).to_have_text("Nikita Khrushchev")
    expect(page.locator("#events > li")).to_have_count(1)


def test_event_says_how_sure_it_is_and_who_says_so(page: Page) -> None:
    items = page.locator("#events > li")
    expect(items.filter(has_text="space weapons").locator(".status")).to_have_text("did not happen")
    expect(items.filter(has_text="would visit").locator(".status")).to_have_text("planned")
    expect(items.filter(has_text="do business").locator(".facts")).to_contain_text("says Margaret Thatcher")


def test_article_opens_at_the_sentence_with_all_evidence_marked(page: Page) -> None:
    click_on_edge(page, "george-h-w-bush | mikhail-gorbachev | verbal cooperation")
    page.locator("figcaption .link").click()
    dialog = page.locator("#article")
    expect(dialog.locator("h2")).to_have_text("A short chronicle")
    expect(dialog.locator("#article-meta")).to_have_text("The tests · 1 Jan 1991")
    expect(dialog.locator(".sentence")).to_have_count(32)
    expect(dialog.locator(".sentence.chosen")).to_have_text(re.compile("off Malta"))
    expect(dialog.locator(".sentence.chosen")).to_be_in_viewport()
    assert dialog.locator("#article-text").text_content() == tell(COLD_WAR).articles[0].text
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()


def test_article_closes_by_its_button(page: Page) -> None:
    page.locator("figcaption .link").first.click()
    page.locator("#article-close").click()
    expect(page.locator("#article")).not_to_be_visible()


def test_further_sentences_of_a_merged_event_unfold(browser: Browser, tmp_path: Path) -> None:
    one, two = tell(COLD_WAR[:1]), tell(COLD_WAR[:1], article_id="second", title="A second chronicle")
    event = replace(one.events[0], evidence=one.events[0].evidence + two.events[0].evidence)
    merged = defined(one.articles + two.articles, one.entities, (event,))
    with visit(browser, write_page(tmp_path / "merged.html", merged)) as opened:
        opened.page.locator(".event summary").click()
        expect(opened.page.locator(".event details .link")).to_have_text("A second chronicle")
        expect(opened.page.locator(".event details blockquote")).to_contain_text("Khrushchev")
        opened.page.locator(".event details .link").click()
        expect(opened.page.locator("#article-title")).to_have_text("A second chronicle")
        expect(opened.page.locator(".sentence.chosen")).to_contain_text("Khrushchev")


def test_chosen_sentence_is_marked_where_another_one_overlaps_it(browser: Browser, tmp_path: Path) -> None:
    graph = tell(COLD_WAR[:2])
    both = Span("chronicle", 0, graph.events[1].evidence[0].end, graph.articles[0].text)
    wide = replace(graph, events=(replace(graph.events[0], evidence=(both,)), graph.events[1]))
    with visit(browser, write_page(tmp_path / "overlap.html", wide)) as opened:
        opened.page.locator("figcaption .link").nth(1).click()
        expect(opened.page.locator(".sentence.chosen mark.trigger")).to_have_text("demanded")
        assert opened.page.locator("#article-text").text_content() == graph.articles[0].text


# Filters, period, search


def test_filter_by_type(page: Page) -> None:
    tick(page, "consult")
    assert shown(page)[2] == 19
    expect(page.locator("#summary")).to_contain_text("19 of 32 events")
    tick(page, "consult")
    assert shown(page)[2] == 32


def test_filter_by_quad_class_covers_its_types(page: Page) -> None:
    tick(page, "material conflict")
    assert shown(page)[2] == 27
    box = page.locator("#panel-filters label", has=page.locator("bdi:text-is('assault')")).locator("input")
    expect(box).not_to_be_checked()
    tick(page, "assault")
    quad = page.locator("#panel-filters label", has=page.locator("bdi:text-is('material conflict')")).locator("input")
    assert quad.evaluate("box => box.indeterminate")
    assert shown(page)[2] == 29


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ("planned", 31),
        ("hypothetical", 31),
        ("did not happen", 31),
        ("happened", 3),
        ("Margaret Thatcher", 31),
        ("Iraq", 32),
        ("Iraq and Kuwait", 31),
    ],
)
def test_filter_by_status_source_and_country(page: Page, names: str, left: int) -> None:
    for name in names.split(" and "):
        tick(page, name)
    assert shown(page)[2] == left


def test_only_keeps_one_value_and_counts_follow(page: Page) -> None:
    page.locator("#tab-filters").click()
    page.get_by_role("button", name="only China").click()
    assert shown(page)[2] == 4
    count = page.locator("#panel-filters label", has=page.locator("bdi:text-is('consult')")).locator(".count")
    expect(count).to_have_text("4")
    expect(page.locator("#summary")).to_contain_text("4 of 32 events")


def test_period_by_the_keyboard(page: Page) -> None:
    page.locator("#since").focus()
    page.keyboard.press("End")
    assert shown(page)[2] == 1
    expect(page.locator("#since-text")).to_have_text("8 Aug 1990")
    expect(page.locator("#since")).to_have_attribute("aria-valuetext", "8 Aug 1990")
    page.locator("#since").press("Home")
    page.locator("#until").focus()
    page.keyboard.press("Home")
    assert shown(page)[2] == 1
    expect(page.locator("#until-text")).to_have_text("4 Jun 1961")


def test_period_drawn_across_the_bars(page: Page) -> None:
    bars = page.locator("#bars").bounding_box()
    assert bars is not None
    y = bars["y"] + 5
    page.mouse.move(bars["x"] + bars["width"] * 0.8, y)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] * 0.9, y)
    page.mouse.up()
    assert 0 < shown(page)[2] < 12
    page.mouse.click(bars["x"] + bars["width"] * 0.5, y)
    assert shown(page)[2] == 32


def test_undated_events_are_counted_beside_the_period(browser: Browser, tmp_path: Path) -> None:
    graph = tell([*COLD_WAR[:3], "- CONSULT met | {A Helmut Kohl} once {T met} {R Leonid Brezhnev}."])
    graph = replace(graph, articles=tuple(replace(article, date=None) for article in graph.articles))
    with visit(browser, write_page(tmp_path / "undated.html", graph)) as opened:
        expect(opened.page.locator("#undated")).to_have_text("1 event without a date")
        assert shown(opened.page)[2] == 4
        opened.page.locator("#since").press("ArrowRight")
        assert shown(opened.page)[2] == 2


def test_what_is_dated_by_its_report_is_hatched_and_said_to_be_so(browser: Browser, tmp_path: Path) -> None:
    graph = tell([*COLD_WAR[:3], "- CONSULT met | {A Helmut Kohl} once {T met} {R Leonid Brezhnev}."])
    graph = replace(graph, articles=tuple(replace(article, date=date(1978, 5, 6)) for article in graph.articles))
    with visit(browser, write_page(tmp_path / "reported.html", graph)) as opened:
        expect(opened.page.locator("#undated")).to_have_text("hatched: 1 event by the day of the report")
        expect(opened.page.locator("#bars rect.hatched")).to_have_count(1)
        expect(opened.page.locator(".derived")).to_have_text("by 6 May 1978")
        opened.page.locator("#since").press("ArrowRight")
        assert shown(opened.page)[2] == 3


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("JOZEF", "Józef Cyrankiewicz"),
        ("brezhnyev", "Leonid Brezhnev"),
        ("prc", "China"),
        ("tatcher", "Margaret Thatcher"),
    ],
)
def test_search_finds_names_as_people_type_them(page: Page, typed: str, found: str) -> None:
    page.locator("#tab-actors").click()
    page.locator("#search").fill(typed)
    assert page.locator("#actors bdi").all_inner_texts() == [found]
    page.locator("#search").fill("")


def test_only_what_is_sure_enough_is_shown(browser: Browser, tmp_path: Path) -> None:
    first, *others = tell(COLD_WAR[:4]).events
    graph = replace(tell(COLD_WAR[:4]), events=(replace(first, confidence=0.42), *others))
    with visit(browser, write_page(tmp_path / "sure.html", graph)) as opened:
        opened.page.locator("#tab-filters").click()
        opened.page.locator("#sure").fill("0.4")
        assert shown(opened.page)[2] == 4
        opened.page.locator("#sure").fill("0.45")
        expect(opened.page.locator("#sure-text")).to_have_text("0.45")
        assert shown(opened.page)[2] == 3
        assert "sure=0.45" in opened.page.url
        opened.page.locator("#reset").click()
        assert shown(opened.page)[2] == 4
        expect(opened.page.locator(".sure").first).to_have_text("42 % sure")


def test_articles_are_chosen_by_their_publisher(browser: Browser, tmp_path: Path) -> None:
    with visit(browser, write_page(tmp_path / "publishers.html", GRAPH)) as opened:
        opened.page.locator("#tab-filters").click()
        opened.page.get_by_label("only Our wire").click()
        assert shown(opened.page)[2] == sum(event.trigger.article == "rome" for event in GRAPH.events)


def test_a_few_events_far_off_do_not_stretch_the_timeline(browser: Browser, tmp_path: Path) -> None:
    days = [f"1978-{month:02}-{day:02}" for month in range(1, 13) for day in (5, 9, 13, 17, 21)]
    met = [f"{day} CONSULT met | On {day} {{A Jimmy Carter}} {{T met}} {{R Anwar Sadat}}." for day in days]
    far = "1815-06-09 CONSULT met | {A Helmut Kohl} {T met} {R Leonid Brezhnev}."
    with visit(browser, write_page(tmp_path / "far.html", tell([far, *met]))) as opened:
        expect(opened.page.locator("#since-text")).to_have_text("5 Jan 1978")
        expect(opened.page.locator("#undated")).to_have_text("1 event far off, not drawn")
        assert opened.page.locator("#ticks span").all_inner_texts() == ["Apr 1978", "Jul 1978", "Oct 1978"]
        assert shown(opened.page)[2] == 61
        opened.page.locator("#since").press("ArrowRight")
        assert shown(opened.page)[2] == 59


def test_search_finds_by_parts_of_names_and_by_country(page: Page) -> None:
    page.locator("#tab-actors").click()
    page.locator("#search").fill("bra wil")
    assert page.locator("#actors bdi").all_inner_texts() == ["Willy Brandt"]
    page.locator("#search").fill("soviet person")
    assert len(page.locator("#actors bdi").all()) == 4
    page.locator("#search").fill("nobody")
    expect(page.locator("#actors-rest")).to_have_text("Nobody of that name.")
    page.locator("#search").fill("kissinger")
    page.keyboard.press("Enter")
    expect(page.locator("#focus h2")).to_have_text("Henry Kissinger")


def test_actor_in_the_list_is_selected(page: Page) -> None:
    page.locator("#tab-actors").click()
    page.locator("#actors button", has_text="Mao Zedong").click()
    expect(page.locator("#focus h2")).to_have_text("Mao Zedong")


def test_bars_count_the_events_that_other_filters_leave(page: Page) -> None:
    bars = page.locator("#bars rect")
    before = bars.count()
    assert before > 12
    tick(page, "material conflict")
    expect(page.locator("#bars rect.material-conflict")).to_have_count(0)
    assert bars.count() < before


# Views, window, address


def test_country_view_folds_persons_into_their_countries(page: Page) -> None:
    page.locator("#view-countries").click()
    expect(page.locator("#summary")).to_contain_text("15 countries and other actors")
    names = page.evaluate("drawnNodes.map((node) => node.label)")
    assert {"United States", "Soviet Union", "Egypt", "Knesset"} <= set(names)
    assert "Ronald Reagan" not in names
    expect(page.locator("#legend")).not_to_contain_text("person")
    page.locator("#events .link", has_text="Ronald Reagan").first.click()
    expect(page.locator("#focus h2")).to_have_text("United States")
    page.locator("#view-actors").click()
    assert shown(page)[0] == 29


def test_address_holds_the_view(page: Page, browser: Browser, chronicle: Path) -> None:
    tick(page, "consult")
    page.locator("#since").press("PageUp")
    page.locator("#tab-actors").click()
    page.locator("#search").fill("reagan")
    page.keyboard.press("Enter")
    page.locator("#around").click()
    fragment = "#" + page.url.split("#", 1)[1]
    with visit(browser, chronicle, fragment=fragment) as again:
        assert shown(again.page) == shown(page)
        expect(again.page.locator("#focus h2")).to_have_text("Ronald Reagan")
        expect(again.page.locator("#around")).to_have_attribute("aria-pressed", "true")
        expect(again.page.locator("#search")).to_have_value("reagan")
        assert again.page.locator("#since").input_value() == page.locator("#since").input_value()


def test_address_holds_a_selected_edge_of_the_country_view(browser: Browser, chronicle: Path) -> None:
    fragment = "#view=countries&edge=USA+%7C+CUB+%7C+material+conflict"
    with visit(browser, chronicle, fragment=fragment) as opened:
        expect(opened.page.locator("#focus h2")).to_have_text("United States – Cuba")


@pytest.mark.parametrize(
    "fragment", ["#view=__proto__&tab=x&since=never&node=nobody&limit=-1", "#%", "#without-type=%3Cb%3E"]
)
def test_address_that_makes_no_sense_changes_nothing(browser: Browser, chronicle: Path, fragment: str) -> None:
    with visit(browser, chronicle, fragment=fragment) as opened:
        assert shown(opened.page) == (29, 26, 32)
        assert opened.complaints == []


def test_reset_shows_everything_again(page: Page) -> None:
    tick(page, "consult")
    page.locator("#tab-events").click()
    page.locator("#events .link").first.click()
    page.locator("#reset").click()
    assert shown(page) == (29, 26, 32)
    expect(page.locator("#focus h2")).to_have_text("32 events")


def test_node_can_be_dragged_and_fit_puts_it_back(page: Page) -> None:
    before = place_of(page, "knesset")
    page.mouse.move(*before)
    page.mouse.down()
    page.mouse.move(before[0] + 60, before[1] + 50, steps=4)
    page.mouse.up()
    moved = place_of(page, "knesset")
    assert moved[0] > before[0] + 30
    tick(page, "statement")
    tick(page, "statement")
    assert place_of(page, "knesset") == pytest.approx(moved, abs=2)
    page.locator("#fit").click()
    assert place_of(page, "knesset") == pytest.approx(before, abs=2)


def test_graph_moves_and_zooms_by_the_keyboard(page: Page) -> None:
    page.locator("#graph").focus()
    before = place_of(page, "knesset")
    page.keyboard.press("ArrowRight")
    assert place_of(page, "knesset")[0] == pytest.approx(before[0] - 60, abs=2)
    page.keyboard.press("+")
    assert page.evaluate("network.getScale()") == pytest.approx(1.25)
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert page.evaluate("network.getScale()") == pytest.approx(0.8)
    page.keyboard.press("0")
    assert place_of(page, "knesset") == pytest.approx(before, abs=2)
    page.mouse.click(*before)
    page.locator("#graph").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#focus h2")).to_have_text("32 events")


def test_tabs_follow_the_arrow_keys(page: Page) -> None:
    page.locator("#tab-events").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel-actors")).to_be_visible()
    expect(page.locator("#tab-actors")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#panel-filters")).to_be_visible()
    expect(page.locator("#panel-events")).not_to_be_visible()


def test_every_control_has_a_name(page: Page) -> None:
    page.locator("#tab-filters").click()
    nameless = page.evaluate(
        """[...document.querySelectorAll("button, input, [role], dialog")].filter((element) => !(
          element.textContent.trim() || element.labels?.[0]?.textContent.trim() || element.getAttribute("aria-label")
        )).map((element) => element.outerHTML)"""
    )
    assert nameless == ['<p id="summary" role="status"></p>'] or nameless == []


# Files


def test_visible_events_are_saved_as_a_table(page: Page, tmp_path: Path) -> None:
    tick(page, "consult")
    with page.expect_download() as download:
        page.locator("#save-csv").click()
    assert download.value.suggested_filename == "Summits-and-crises-of-the-Cold-War.csv"
    download.value.save_as(tmp_path / "table.csv")
    with open(tmp_path / "table.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 19
    assert (rows[0]["time"], rows[0]["relation"]) == ("1962-10-22", "demanded")
    own = {row.pop("event"): row for row in csv.DictReader(to_csv(tell(COLD_WAR)).splitlines())}
    for row in rows:
        assert row == {column: own[row["event"]].get(column, row["event"]) for column in row}


def test_cell_that_begins_like_a_formula_is_text(browser: Browser, tmp_path: Path) -> None:
    graph = tell(['1990-01-01 STATE said | {A =HYPERLINK("x")} {T said} nothing.'])
    with visit(browser, write_page(tmp_path / "formula.html", graph)) as opened:
        with opened.page.expect_download() as download:
            opened.page.locator("#save-csv").click()
        download.value.save_as(tmp_path / "formula.csv")
    rows = list(csv.DictReader((tmp_path / "formula.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0]["actors"] == '\'=HYPERLINK("x")'


def test_visible_picture_is_saved_as_png(page: Page, tmp_path: Path) -> None:
    with page.expect_download() as download:
        page.locator("#save-png").click()
    download.value.save_as(tmp_path / "picture.png")
    content = (tmp_path / "picture.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    frame = page.locator("#graph").bounding_box()
    assert frame is not None
    assert int.from_bytes(content[16:20], "big") == round(frame["width"])
    assert len(content) > 20_000


# Light and dark


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_enough_contrast(browser: Browser, chronicle: Path, scheme: str) -> None:
    pairs = [(text, ground, 4.5) for text in ("ink", "soft", "accent") for ground in ("paper", "ground")]
    pairs += [("ink", mark, 4.5) for mark in ("trigger", "taking-part", "where", "says", "evidence", "tint")]
    pairs += [("on-node", kind, 4.5) for kind in ("person", "country", "organization", "group", "place", "facility")]
    quads = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "statement")
    pairs += [(quad, "ground", 3.0) for quad in quads] + [("paper", "accent", 4.5)]
    with visit(browser, chronicle, scheme=scheme) as opened:  # type: ignore[arg-type]
        value = "name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()"
        for front, back, least in pairs:
            one, other = sorted(luminance(opened.page.evaluate(value, name)) for name in (front, back))
            assert (other + 0.05) / (one + 0.05) >= least, (scheme, front, back)


def test_picture_changes_with_the_colour_scheme(page: Page) -> None:
    light = page.evaluate("nodeSet.get()[0].color.background")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("light => nodeSet.get()[0].color.background !== light", arg=light)
