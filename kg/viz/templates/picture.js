/* The picture: nodes and edges of a view (actors or countries), drawn by vis-network at places computed beforehand. */

const COLOURS = ["ink", "soft", "ground", "on-node", ...QUADS.map(quadClass)];
const KINDS = ["Person", "Country", "Organization", "Group", "Place", "Facility"];

const MARGIN = { across: 0.09, down: 36 };
const MOST_STRETCH = 1.4;
const MOST_DISTORTION = 1.8;
const DENSE = 150; // edges: from here on they are drawn fainter, and without their names

let colours = {};
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const nodeLooks = new Map();
const edgeLooks = new Map();
let drawnNodes = [];
let drawnEdges = [];

const views = { actors: prepare(actorPicture), countries: prepare(countryPicture) };
const network = new vis.Network(
  byId("graph"),
  { nodes: nodeSet, edges: edgeSet },
  {
    autoResize: false,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 150, selectConnectedEdges: false, hoverConnectedEdges: false },
    nodes: { borderWidth: 2, borderWidthSelected: 3, labelHighlightBold: false },
    edges: { selectionWidth: 1.5, hoverWidth: 0.5, arrowStrikethrough: false },
  },
);

/** A view of the page: its nodes and edges, each with its events; parallel edges get different curves. */
function prepare({ nodes, edges: given }) {
  for (const node of nodes) {
    node.alone ??= [];
    node.events = new Set(node.alone);
  }
  const pairs = new Map();
  const edges = given.map(({ from, to, ahead = [], back = [], mutual = [] }) => {
    const ends = [nodes[from], nodes[to]];
    const numbers = [...ahead, ...back, ...mutual];
    for (const end of ends) numbers.forEach((number) => end.events.add(number));
    const pair = [from, to].sort().join("~");
    const turn = pairs.get(pair) ?? 0;
    pairs.set(pair, turn + 1);
    const { quad } = events[numbers[0]].kind;
    const key = [ends[0].key, ends[1].key, quad].join(" | ");
    return { key, ends, ahead, back, quad, turn: from < to ? turn : -turn, events: numbers };
  });
  const heaviest = Math.max(1, ...nodes.map((node) => node.events.size));
  return { nodes, edges, heaviest, size: 1, dragged: new Map(), locate: (node) => node };
}

/** Colours and font as the style sheet has them, light or dark. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of [...COLOURS, ...KINDS.map((kind) => kind.toLowerCase())]) {
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  }
  colours.font = getComputedStyle(document.body).fontFamily;
}

/** What of a view is shown: `visible` says which events count, `limit` how many nodes, `focus` what stands out. */
function choose(view, { visible, limit, focus, around }) {
  const edges = view.edges
    .map((edge) => ({ edge, shown: edge.events.filter((number) => visible.has(number)) }))
    .filter(({ shown }) => shown.length)
    .sort((a, b) => b.shown.length - a.shown.length);
  const near = new Set(focus?.node ? [focus.node] : (focus?.edge?.ends ?? []));
  for (const { edge } of edges) {
    if (edge.ends.includes(focus?.node)) edge.ends.forEach((end) => near.add(end));
  }
  const present = view.nodes.filter((node) => near.has(node) || [...node.events].some((number) => visible.has(number)));
  const nodes = present.filter((node, rank) => near.has(node) || (!around && rank < limit));
  const drawn = new Set(nodes);
  return { nodes, present, near, edges: edges.filter(({ edge }) => edge.ends.every((end) => drawn.has(end))) };
}

/** Bring the picture to what was chosen. */
function draw(view, chosen, { visible, focus }) {
  drawnNodes = chosen.nodes.map((node) => ({
    ...describeNode(view, node, visible),
    chosen: node === focus?.node,
    faded: Boolean(focus) && !chosen.near.has(node),
  }));
  drawnEdges = chosen.edges.map(({ edge, shown }) => ({
    ...describeEdge(
      edge,
      shown.map((number) => events[number]),
    ),
    faded: Boolean(focus) && edge !== focus.edge && !edge.ends.includes(focus.node),
  }));
  synchronise(nodeSet, nodeLooks, drawnNodes.map(nodeStyle));
  synchronise(edgeSet, edgeLooks, drawnEdges.map(edgeStyle));
}

/** Bring vis-network's data to these items; what hasn't changed isn't touched, since it draws everything anew. */
function synchronise(set, drawn, items) {
  const looks = new Map(items.map((item) => [item.id, JSON.stringify(item)]));
  set.remove([...drawn.keys()].filter((id) => !looks.has(id)));
  set.update(items.filter((item) => drawn.get(item.id) !== looks.get(item.id)));
  drawn.clear();
  looks.forEach((look, id) => drawn.set(id, look));
}

function describeNode(view, node, visible) {
  const alone = node.alone.filter((number) => visible.has(number)).map((number) => events[number]);
  const colour = alone.length ? colours[quadClass(mostFrequent(alone.map((event) => event.kind.quad)))] : "";
  const size = view.size * (9 + 15 * Math.sqrt(node.events.size / view.heaviest));
  const { x, y } = view.dragged.get(node.id) ?? view.locate(node);
  return {
    ...node,
    x,
    y,
    size,
    alone: alone.length,
    aloneColour: colour,
    strong: node.events.size > view.heaviest / 3,
  };
}

function describeEdge(edge, shown) {
  return {
    ...edge,
    count: shown.length,
    labels: summarise(shown),
    struck: shown.every((event) => event.status === "negated"),
    dashed: shown.every((event) => event.status !== "happened"),
    ahead: shown.some((event) => edge.ahead.includes(event.number)),
    back: shown.some((event) => edge.back.includes(event.number)),
  };
}

/**
 * "called ×3, met +1", and shorter for where less room is: the most frequent relations, and how many events besides.
 * What happened is named before what is planned, and what didn't happen only where nothing else is told.
 */
function summarise(shown) {
  const surest = Object.keys(STATUSES).find((status) => shown.some((event) => event.status === status));
  const told = shown.filter((event) => event.status === surest);
  const counts = [...countBy(told, (event) => event.kind.label)].sort((a, b) => b[1] - a[1]);
  const name = (most) => {
    const named = counts.slice(0, most);
    const rest = named.reduce((left, [, count]) => left - count, shown.length);
    const words = named.map(([label, count]) => (count > 1 ? `${label} ×${count}` : label)).join(", ");
    return rest ? `${words} +${rest}` : words;
  };
  return [...new Set([name(2), name(1), shown.length > 1 ? `×${shown.length}` : name(1)])];
}

function countBy(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

const mostFrequent = (values) => [...countBy(values, (value) => value)].sort((a, b) => b[1] - a[1])[0][0];

function nodeStyle(node) {
  const colour = colours[node.group.toLowerCase()];
  const look = { background: colour, border: node.chosen ? colours.ink : colours.ground };
  const lit = { background: colour, border: colours.ink };
  return {
    id: node.id,
    x: node.x,
    y: node.y,
    shape: node.shape,
    size: node.size,
    opacity: node.faded ? 0.25 : 1,
    color: { ...look, hover: lit, highlight: lit },
    title: nodeTitle(node),
  };
}

const nodeTitle = (node) =>
  [node.label, node.group, node.country, plural(node.events.size, "event")].filter(Boolean).join(" · ");

function edgeStyle(edge) {
  const colour = colours[quadClass(edge.quad)];
  const dense = drawnEdges.length > DENSE;
  const opacity = edge.faded ? 0.1 : dense && !state.focus ? 0.5 : 0.9;
  const arrow = (enabled) => ({ enabled, scaleFactor: dense ? 0.3 : 0.55 });
  const curve = {
    enabled: true,
    type: edge.turn > 0 ? "curvedCW" : "curvedCCW",
    roundness: 0.12 * Math.abs(edge.turn),
  };
  return {
    id: edge.key,
    from: edge.ends[0].id,
    to: edge.ends[1].id,
    color: { color: colour, highlight: colour, hover: colour, opacity },
    width: (dense ? 0.8 : 1.3) + Math.log2(edge.count),
    dashes: edge.struck ? [2, 6] : edge.dashed ? [9, 6] : false,
    arrows: { to: arrow(edge.ahead), from: arrow(edge.back) },
    smooth: edge.turn ? curve : false,
    title: `${edge.ends[0].label} – ${edge.ends[1].label}: ${edge.labels[0]}`,
  };
}

/** Spread what is drawn over the frame, turned on its side where that suits the frame better (a phone held upright). */
function fit() {
  if (!drawnNodes.length) return;
  const view = views[state.view];
  const frame = byId("graph").getBoundingClientRect();
  network.setSize("100%", "100%");
  const [wide, high] = ["x", "y"].map((axis) => extent(drawnNodes.map(({ id }) => view.nodes[id][axis])));
  const turned = wide.length > high.length !== frame.width > frame.height;
  const stretch = (room, length) => Math.min(MOST_STRETCH, room / length);
  let [across, down] = [frame.width * (1 - 2 * MARGIN.across), frame.height - 2 * MARGIN.down];
  across = stretch(across, turned ? high.length : wide.length);
  down = stretch(down, turned ? wide.length : high.length);
  [across, down] = [Math.min(across, MOST_DISTORTION * down), Math.min(down, MOST_DISTORTION * across)];
  view.locate = ({ x, y }) => {
    const [u, v] = [x - wide.middle, y - high.middle];
    return turned ? { x: v * across, y: u * down } : { x: u * across, y: v * down };
  };
  view.dragged.clear();
  view.size = Math.min(1, Math.max(0.3, Math.sqrt((frame.width * frame.height) / drawnNodes.length) / 120));
  refreshPicture();
  network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false });
}

function extent(places) {
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return { length: Math.max(1, high - low), middle: (low + high) / 2 };
}

/** What the window shows, in the picture's own measure. */
function frameInPicture() {
  const { width, height } = byId("graph").getBoundingClientRect();
  const [from, to] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: width, y: height })];
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

network.on("dragEnd", ({ nodes }) => {
  for (const id of nodes) views[state.view].dragged.set(id, network.getPosition(id));
});

/** A point on an edge as drawn; vis-network has no public way to ask for it. */
const pointOn = (key, share) => network.body.edges[key]?.edgeType.getPoint(share) ?? { x: 0, y: 0 };

network.on("afterDrawing", (context) => {
  const frame = frameInPicture();
  const placed = network.getPositions();
  const nodes = drawnNodes.map((node) => ({ ...node, ...placed[node.id], radius: node.size }));
  const drawn = new Map(nodes.map((node) => [node.id, node]));
  const edges = drawnEdges.map((edge) => ({
    ...edge,
    ends: edge.ends.map((end) => drawn.get(end.id)),
    points: [0.5, 0.42, 0.58, 0.34, 0.66].map((share) => () => pointOn(edge.key, share)),
  }));
  const lit = (item) => !item.faded;
  drawLabels(context, { unit: 1 / network.getScale(), frame, nodes: nodes.filter(lit), edges: edges.filter(lit) });
});
