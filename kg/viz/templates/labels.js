/* Names and relations are written at the size of screen text whatever the zoom, and only where they cover nothing. */

const MOST_LABELS = 300;
const LONGEST_LABEL = 28;

let labels = [];

/** Cut between characters, not inside one. */
function shorten(text) {
  const characters = [...text];
  return characters.length > LONGEST_LABEL
    ? `${characters
        .slice(0, LONGEST_LABEL - 1)
        .join("")
        .trimEnd()}…`
    : text;
}

const overlap = (a, b) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

const inside = (box, frame) =>
  box.left >= frame.left &&
  box.top >= frame.top &&
  box.left + box.width <= frame.right &&
  box.top + box.height <= frame.bottom;

const middle = ([from, to]) => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });

const holds = (frame, { x, y }) => x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom;

const boxAround = ({ x, y, radius }) => ({ left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius });

/** Draw what fits, the strongest first; `unit` is a screen pixel in the picture's own measure. */
function drawLabels(context, { unit, frame, nodes, edges }) {
  const boxes = nodes.map(boxAround);
  const lines = edges.slice(0, MOST_LABELS).map((edge) => edge.ends);
  const pen = { context, unit, frame, taken: [...boxes], nodes: boxes, lines };
  labels = [];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const node of nodes) {
    drawCode(context, unit, node);
    if (node.alone) drawBadge(context, unit, node);
  }
  for (const node of nodes.filter((node) => holds(frame, node)).slice(0, MOST_LABELS)) {
    const style = { size: 12.5, bold: node.strong, colour: colours.ink };
    wrappings(shorten(node.label)).some((lines) => place(pen, lines, style, aroundNode(node, unit)));
  }
  const near = edges.filter((edge) => holds(frame, middle(edge.ends)));
  for (const edge of near.length > DENSE ? [] : near) {
    const style = { size: 11, colour: colours.soft, struck: edge.struck, edge };
    edge.labels.some((label) => place(pen, [shorten(label)], style, edge.points));
  }
}

/** A text in one line, and in two where it has a space, at the one nearest its middle. */
function wrappings(text) {
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  if (!spaces.length) return [[text]];
  const [nearest] = spaces.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2));
  return [[text], [text.slice(0, nearest), text.slice(nearest + 1)]];
}

/** Where a node's label may stand: below, above, right, left, then further round. Each gives the label's centre. */
function aroundNode({ x, y, radius }, unit) {
  const gap = radius + 2 * unit;
  const sides = [
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
  ];
  const corners = [-1, -0.5, 0.5, 1].flatMap((right) => [
    [right, 1],
    [right, -1],
  ]);
  return [...sides, ...corners].map(([right, down]) => (width, height) => {
    const near = Math.abs(right) === 1 && down ? 0.6 : 1;
    return { x: x + right * (gap * near + width / 2), y: y + down * (gap * near + height / 2) };
  });
}

/** Write the lines where they cover nothing that is drawn already, and are least confusing; false if nowhere. */
function place(pen, lines, style, candidates) {
  const { context, unit, frame, taken } = pen;
  context.font = `${style.bold ? 600 : 400} ${style.size * unit}px ${colours.font}`;
  const width = Math.max(...lines.map((line) => context.measureText(line).width)) + 4 * unit;
  const height = (style.size + 3) * unit * lines.length;
  if (style.edge && hides(style.edge, width, height)) return false;
  const boxes = candidates
    .map((candidate) => candidate(width, height))
    .map(({ x, y }) => ({ x, y, left: x - width / 2, top: y - height / 2, width, height }))
    .filter((box) => inside(box, frame) && !taken.some((other) => overlap(box, other)));
  if (!boxes.length) return false;
  const confusion = boxes.map((box) => confusionAt(box, pen));
  const best = boxes[confusion.indexOf(Math.min(...confusion))];
  taken.push(best);
  labels.push({ text: lines.join(" "), ...best });
  lines.forEach((line, number) =>
    write(pen, line, { ...best, y: best.top + ((number + 0.5) * height) / lines.length }, style),
  );
  return true;
}

/** Whether a label of this size would cover most of its edge, between the nodes at its ends. */
function hides({ ends: [from, to] }, width, height) {
  const [across, down] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  const length = Math.hypot(across, down);
  const covered = length * Math.min(width / across, height / down);
  return covered > 0.75 * (length - from.radius - to.radius);
}

/** How many lines a label would lie on, and how many nodes beside its own are so near that it could seem theirs. */
function confusionAt({ left, top, width, height }, { unit, nodes, lines }) {
  const margin = 9 * unit;
  const box = { left, top, width, height };
  const wide = { left: left - margin, top: top - margin, width: width + 2 * margin, height: height + 2 * margin };
  const near = nodes.filter((node) => overlap(wide, node)).length;
  return lines.filter(([from, to]) => crosses(box, from, to)).length + 3 * Math.max(0, near - 1);
}

/** Whether a straight line passes through a box: the part of it within the box's width, then within its height. */
function crosses({ left, top, width, height }, from, to) {
  let [enter, leave] = [0, 1];
  const axes = [
    [from.x, to.x - from.x, left, left + width],
    [from.y, to.y - from.y, top, top + height],
  ];
  for (const [start, step, low, high] of axes) {
    if (step === 0 && (start < low || start > high)) return false;
    if (step === 0) continue;
    const [first, last] = [(low - start) / step, (high - start) / step].sort((a, b) => a - b);
    [enter, leave] = [Math.max(enter, first), Math.min(leave, last)];
  }
  return enter < leave;
}

function write({ context, unit }, text, { x, y, left, top, width, height }, style) {
  context.lineWidth = 3.5 * unit;
  context.strokeStyle = context.fillStyle = colours.ground;
  if (style.edge) context.fillRect(left, top, width, height);
  else context.strokeText(text, x, y);
  context.fillStyle = style.colour;
  context.fillText(text, x, y);
  if (style.struck) context.fillRect(left, y - 0.5 * unit, width, unit);
}

/** The country's code inside a node that is large enough to hold it, and no triangle. */
function drawCode(context, unit, { x, y, radius, country, shape }) {
  if (!country || radius < 10 * unit || !["dot", "square", "hexagon"].includes(shape)) return;
  context.font = `600 ${Math.min(radius * 0.72, 11 * unit)}px ${colours.font}`;
  context.fillStyle = colours["on-node"];
  context.fillText(country, x, y + 0.5 * unit);
}

/** A small count at a node's shoulder: events that link it to nobody. */
function drawBadge(context, unit, { x, y, radius, alone, aloneColour }) {
  const centre = { x: x + radius * 0.8, y: y - radius * 0.8 };
  context.beginPath();
  context.arc(centre.x, centre.y, 7 * unit, 0, 2 * Math.PI);
  context.fillStyle = colours.ground;
  context.fill();
  context.lineWidth = 1.5 * unit;
  context.strokeStyle = aloneColour;
  context.stroke();
  context.font = `600 ${9 * unit}px ${colours.font}`;
  context.fillStyle = colours.ink;
  context.fillText(alone > 99 ? "99+" : String(alone), centre.x, centre.y + 0.5 * unit);
}
