/* The visible part as a file: a picture, or a table of its events. */

const COLUMNS = ["date", "type", "relation", "actors", "recipients", "place", "status", "says", "sentence", "article"];

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
    .map(tableRow);
  const text = [COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  save(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }), fileName("csv"));
}

function tableRow(event) {
  const names = (numbers) => numbers.map(entityName).join("; ");
  const [number, begin, end] = event.evidence[0] ?? [];
  const article = graph.articles[number];
  return [
    event.edtf ?? "",
    event.kind.type,
    event.kind.label,
    names(event.actors),
    names(event.recipients),
    event.place === undefined ? "" : entityName(event.place),
    event.status,
    event.says === undefined ? "" : entityName(event.says),
    article ? passage(article, begin, end) : "",
    article?.id ?? "",
  ];
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
