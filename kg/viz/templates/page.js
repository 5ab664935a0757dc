/* The page as a whole: its state, how a change of it reaches every part, and the controls. */

const STEP = 200;
const MOST_ACTORS = 100;
const TABS = ["events", "actors", "filters"];

const state = {
  view: "actors",
  tab: "events",
  focus: null,
  around: false,
  limit: STEP,
  since: null,
  until: null,
  sure: 0,
  query: "",
  hidden: Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Set()])),
};

let visible = new Set();

/** Every control ends here: change the state, then show what follows from it. */
function change(changes, { fit: refit = false } = {}) {
  if ("focus" in changes) eventsShown = EVENTS_A_PAGE;
  Object.assign(state, changes);
  refresh();
  if (refit) fit();
  writeFragment();
}

function refresh() {
  visible = new Set(events.filter((event) => passes(event)).map((event) => event.number));
  refreshPicture();
  refreshLegend(views[state.view]);
  listEvents(visible);
  listActors();
  refreshFilters();
  if (lastDay > firstDay) refreshTimeline();
  for (const tab of TABS) {
    byId(`tab-${tab}`).setAttribute("aria-selected", String(tab === state.tab));
    byId(`tab-${tab}`).tabIndex = tab === state.tab ? 0 : -1;
    byId(`panel-${tab}`).hidden = tab !== state.tab;
  }
  for (const view of Object.keys(views)) byId(`view-${view}`).setAttribute("aria-pressed", String(view === state.view));
}

function refreshPicture() {
  const view = views[state.view];
  const chosen = choose(view, { ...state, visible });
  draw(view, chosen, { visible, focus: state.focus });
  const [shown, all] = [chosen.nodes.length, chosen.present.length];
  const noun = state.view === "actors" ? ["actor", "actors"] : ["country or other actor", "countries and other actors"];
  const counts = [
    countOf(shown, all, ...noun),
    countOf(visible.size, events.length, "event"),
    plural(graph.read, "article"),
  ];
  byId("summary").textContent = counts.join(" · ");
  byId("more").hidden = state.around || shown >= all;
  byId("more-text").textContent =
    `The ${shown.toLocaleString("en")} with most events of ${all.toLocaleString("en")} are shown.`;
}

const countOf = (part, all, ...noun) => (part < all ? `${part.toLocaleString("en")} of ` : "") + plural(all, ...noun);

/* Selecting */

function focusOn(focus) {
  const around = Boolean(focus?.node) && state.around;
  change({ focus, around, tab: focus ? "events" : state.tab }, { fit: state.around });
  byId("panel-events").scrollTop = 0;
}

function focusOnEntity(number) {
  const { id, country } = entities[number];
  const node = views[state.view].nodes.find(({ key }) => key === id || (state.view === "countries" && key === country));
  if (node) focusOnNode(node);
}

/** Select a node and, if it lies outside the window, bring it into the middle. */
function focusOnNode(node) {
  focusOn({ node });
  const position = network.getPosition(node.id);
  if (!holds(frameInPicture(), position)) network.moveTo({ position, animation: false });
}

network.on("click", ({ nodes, edges }) => {
  const view = views[state.view];
  const edge = view.edges.find(({ key }) => key === edges[0]);
  focusOn(nodes.length ? { node: view.nodes[nodes[0]] } : edge ? { edge } : null);
});

function listActors() {
  const words = folded(state.query).split(/\s+/).filter(Boolean);
  const matching = (fits) =>
    views[state.view].nodes.filter((node) => words.every((word) => fits(word, searchText(node))) && eventsOf(node));
  const exact = matching((word, text) => text.includes(word));
  const matches = exact.length ? exact : matching((word, text) => text.split(/[^\p{L}]+/u).some(isLike(word)));
  const rest = matches.length - MOST_ACTORS;
  byId("actors").replaceChildren(...matches.slice(0, MOST_ACTORS).map(describeActor));
  byId("actors-rest").textContent = rest > 0 ? `and ${rest.toLocaleString("en")} more: search by name` : "";
  if (!matches.length) byId("actors-rest").textContent = "Nobody of that name.";
}

const searchText = ({ label, also, country, group }) =>
  folded([label, also, country, countryName(country), group].filter(Boolean).join(" "));

/** A text as people type it: without case, accents and dots. */
function folded(text) {
  const plain = { ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", ə: "e" };
  const lower = text.normalize("NFKD").replace(/[\p{M}.]/gu, "").toLocaleLowerCase("en");
  return lower.replace(/[ıłøđðßæə]/g, (letter) => plain[letter]);
}

/** Whether a word may be another spelling of this one: of five letters and more one may differ. */
const isLike = (word) => (other) => word.length > 4 && Math.abs(word.length - other.length) < 2 && oneApart(word, other);

function oneApart(word, other) {
  let same = 0;
  while (same < word.length && word[same] === other[same]) same += 1;
  const [rest, otherRest] = [word.slice(same), other.slice(same)];
  return [rest.slice(1), rest].includes(otherRest.slice(1)) || rest.slice(1) === otherRest;
}

const eventsOf = (node) => [...node.events].filter((number) => visible.has(number)).length;

function describeActor(node) {
  const item = make("li");
  const button = make("button", "entry");
  button.type = "button";
  button.setAttribute("aria-current", String(node === state.focus?.node));
  button.append(
    make("i", `shape ${node.shape} ${node.group.toLowerCase()}`),
    make("bdi", "", node.label),
    make("span", "soft", node.country ?? ""),
  );
  button.append(make("span", "count", String(eventsOf(node))));
  button.addEventListener("click", () => focusOnNode(node));
  item.append(button);
  return item;
}

/* The state in the address, so that a view can be sent to somebody who has the file */

function writeFragment() {
  const parameters = new URLSearchParams();
  const add = (name, value, usual) => value !== usual && parameters.append(name, value);
  add("view", state.view, "actors");
  add("tab", state.tab, "events");
  if (state.since !== null) add("since", isoDay(state.since));
  if (state.until !== null) add("until", isoDay(state.until));
  add("sure", String(state.sure), "0");
  for (const [facet, values] of Object.entries(state.hidden))
    values.forEach((value) => parameters.append(`without-${facet}`, value));
  add("node", state.focus?.node?.key, undefined);
  add("edge", state.focus?.edge?.key, undefined);
  add("around", String(state.around), "false");
  add("limit", String(state.limit), String(STEP));
  add("search", state.query, "");
  history.replaceState(null, "", `#${parameters}`);
}

function readFragment() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(parameters.get(name) ?? "") ? dayNumber(parameters.get(name)) : null);
  state.view = parameters.get("view") === "countries" ? "countries" : "actors";
  state.tab = TABS.includes(parameters.get("tab")) ? parameters.get("tab") : "events";
  state.since = day("since");
  state.until = day("until");
  state.sure = Math.min(1, Math.max(0, Number(parameters.get("sure")) || 0));
  for (const facet of Object.keys(FACETS)) state.hidden[facet] = new Set(parameters.getAll(`without-${facet}`));
  const view = views[state.view];
  const node = view.nodes.find(({ key }) => key === parameters.get("node"));
  const edge = view.edges.find(({ key }) => key === parameters.get("edge"));
  state.focus = node ? { node } : edge ? { edge } : null;
  state.around = Boolean(node) && parameters.get("around") === "true";
  state.limit = Math.max(STEP, Number(parameters.get("limit")) || STEP);
  state.query = parameters.get("search") ?? "";
  byId("search").value = state.query;
}

/* Controls */

function connect() {
  for (const view of Object.keys(views)) {
    byId(`view-${view}`).addEventListener("click", () =>
      change({ view, focus: null, around: false, limit: STEP }, { fit: true }),
    );
  }
  TABS.forEach((tab, index) => {
    byId(`tab-${tab}`).addEventListener("click", () => change({ tab }));
    byId(`tab-${tab}`).addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: TABS.length - 1 }[key];
      if (!step) return;
      const next = TABS[(index + step) % TABS.length];
      change({ tab: next });
      byId(`tab-${next}`).focus();
    });
  });
  byId("fit").addEventListener("click", fit);
  byId("reset").addEventListener("click", () => {
    history.replaceState(null, "", "#");
    start();
  });
  byId("save-png").addEventListener("click", savePicture);
  byId("save-csv").addEventListener("click", () => saveTable(visible));
  byId("more-some").addEventListener("click", () => change({ limit: state.limit + STEP }, { fit: true }));
  byId("more-all").addEventListener("click", () => change({ limit: views[state.view].nodes.length }, { fit: true }));
  byId("events-more").addEventListener("click", () => {
    eventsShown += EVENTS_A_PAGE;
    change({});
  });
  byId("search").addEventListener("input", () => change({ query: byId("search").value }));
  byId("search").addEventListener("keydown", ({ key }) => {
    if (key === "Enter") byId("actors").querySelector("button")?.click();
  });
  byId("article-close").addEventListener("click", () => byId("article").close());
  byId("graph").addEventListener("keydown", moveByKey);
  window.addEventListener("hashchange", start);
  new ResizeObserver(fit).observe(byId("graph"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColours();
    refresh();
  });
}

/** Arrow keys move the picture, + and - zoom it, 0 fits it, Escape clears what is selected. */
function moveByKey(event) {
  const scale = network.getScale();
  const { x, y } = network.getViewPosition();
  const moves = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  const zooms = { "+": 1.25, "=": 1.25, "-": 0.8 };
  if (moves[event.key])
    network.moveTo({ position: { x: x + moves[event.key][0] / scale, y: y + moves[event.key][1] / scale } });
  else if (zooms[event.key]) network.moveTo({ scale: scale * zooms[event.key] });
  else if (event.key === "0") fit();
  else if (event.key === "Escape") focusOn(null);
  else return;
  event.preventDefault();
}

/** The legend names what this graph has, nothing else. */
function buildLegend() {
  const quads = new Set(events.map((event) => event.kind.quad));
  const statuses = new Set(events.map((event) => event.status));
  const lines = QUADS.filter((quad) => quads.has(quad)).map((quad) =>
    legendEntry(make("i", `line ${quadClass(quad)}`), quad),
  );
  if (statuses.has("planned") || statuses.has("hypothetical"))
    lines.push(legendEntry(make("i", "line dashed"), "planned or hypothetical"));
  if (statuses.has("negated")) lines.push(legendEntry(make("i", "line dotted"), "did not happen"));
  byId("legend-edges").replaceChildren(...lines);
  byId("legend").open = matchMedia("(min-width: 720px)").matches;
}

function refreshLegend({ nodes }) {
  const shapes = new Map(nodes.map((node) => [node.group, node.shape]));
  const entries = KINDS.filter((kind) => shapes.has(kind)).map((kind) => {
    const name = kind.toLowerCase();
    return legendEntry(make("i", `shape ${shapes.get(kind)} ${name}`), name);
  });
  if (nodes.some((node) => node.alone.length))
    entries.push(legendEntry(make("i", "badge", "2"), "events with nobody else"));
  byId("legend-nodes").replaceChildren(...entries);
}

function legendEntry(sign, text) {
  const item = make("li");
  item.append(sign, text);
  return item;
}

function start() {
  readFragment();
  refresh();
  fit();
}

readColours();
buildLegend();
buildFilters();
buildTimeline();
connect();
start();
const readyAfter = performance.now();
