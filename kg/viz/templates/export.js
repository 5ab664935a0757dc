/* The visible part as a file: a picture, or a table of its events. */

const list = (numbers) => numbers.map(entityName).join("; ");
const nameOf = (number) => (number === undefined ? "" : entityName(number));
const source = (event) => graph.articles[event.evidence[0]?.[0]];

/** The day of the first dated article that tells an event. */
function reported(event) {
  return event.evidence
    .map(([number]) => graph.articles[number].date)
    .filter(Boolean)
    .sort()[0];
}

/* The cells of an event by column: the same as in the table that Python writes (kg/graph/rows.py). */
const CELLS = {
  article: (event) => source(event)?.id,
  date: (event) => source(event)?.date,
  event: (event) => event.id,
  status: (event) => (event.status === "negated" ? "denied" : event.status),
  type: (event) => event.kind.type,
  mode: (event) => event.mode,
  contexts: (event) => event.contexts?.join("; "),
  relation: (event) => event.kind.relation,
  actors: (event) => list(event.actors),
  recipients: (event) => list(event.recipients),
  place: (event) => nameOf(event.place),
  time: (event) => event.edtf,
  time_text: (event) => event.words,
  reported,
  derived_time: (event) => event.by && `../${event.by}`,
  modality: (event) => event.modality ?? "asserted",
  negated: (event) => String(event.negated ?? false),
  attribution: (event) => nameOf(event.says),
  confidence: ({ confidence }) => (Number.isInteger(confidence) ? confidence.toFixed(1) : String(confidence)),
  evidence: (event) => passage(source(event), ...event.evidence[0].slice(1, 3)),
};

function save(content, name) {
  const link = make("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const fileName = (ending) =>
  `${
    document.title
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60) || "graph"
  }.${ending}`;

function saveTable(visible) {
  const rows = [...visible]
    .map((number) => events[number])
    .sort(byTime)
    .map((event) => graph.columns.map((column) => CELLS[column](event) ?? ""));
  const text = [graph.columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  save(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }), fileName("csv"));
}

/** A cell of the table. A spreadsheet would run a text that begins like a formula, so it gets an apostrophe. */
function cell(text) {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}

/** The picture as it stands, on its ground, under the title. */
function savePicture() {
  const drawn = byId("graph").querySelector("canvas");
  const ratio = drawn.width / drawn.clientWidth;
  const canvas = make("canvas");
  const head = 44 * ratio;
  canvas.width = drawn.width;
  canvas.height = drawn.height + head;
  const context = canvas.getContext("2d");
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = colours.ink;
  context.font = `600 ${18 * ratio}px ${colours.font}`;
  context.fillText(document.title, 16 * ratio, 28 * ratio, canvas.width - 32 * ratio);
  context.drawImage(drawn, 0, head);
  canvas.toBlob((blob) => save(blob, fileName("png")), "image/png");
}
