"use strict";

/* The graph as Python wrote it into the page, and what every other script needs to show it. */

const data = JSON.parse(document.getElementById("data").textContent);
const { graph, actors: actorPicture, countries: countryPicture } = data;

const QUADS = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "statement"];
const STATUSES = { happened: "happened", planned: "planned", hypothetical: "hypothetical", negated: "did not happen" };
const DAY = 86400000;
const UNDATED = Number.MAX_SAFE_INTEGER;

const byId = (id) => document.getElementById(id);

/** A new element with text, never markup. */
function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** A button that reads as a part of the text around it. */
function makeLink(text, action) {
  const button = make("button", "link");
  button.type = "button";
  button.append(make("bdi", "", text));
  button.addEventListener("click", action);
  return button;
}

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const quadClass = (quad) => quad.replace(" ", "-");

/** Days since 1970 of a date such as 1986-10-11. */
const dayNumber = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const dayOrNull = (iso) => (iso === undefined ? null : dayNumber(iso));
const isoDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);

/** 1986-10-11 as 11 Oct 1986, 1986-10 as Oct 1986; an interval as both ends; anything else as it is. */
function readableTime(edtf) {
  return edtf.split("/").map(readableDay).join(" – ");
}

function readableDay(text) {
  const parts = /^(\d{4})(-\d\d)?(-\d\d)?$/.exec(text);
  if (!parts) return text;
  const form = { year: "numeric", timeZone: "UTC" };
  if (parts[2]) form.month = "short";
  if (parts[3]) form.day = "numeric";
  const day = new Date(`${parts[1]}${parts[2] ?? "-01"}${parts[3] ?? "-01"}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? text : new Intl.DateTimeFormat("en-GB", form).format(day);
}

/* Entities by number: first the actors, as the picture has them, then those who are only a place or a source. */
const entities = [
  ...actorPicture.nodes.map(({ key, label, group, country }) => ({ id: key, label, type: group, country })),
  ...graph.entities.map(([id, label, type, country]) => ({ id, label, type, country })),
];

/* An event that happened and has no time of its own stands at the day by which it happened, that of its report: `by`. */
const events = graph.events.map(([kind, actors, recipients, time, evidence, more], number) => {
  const [edtf, first = edtf, last = edtf] = [time ?? []].flat();
  return {
    number,
    actors,
    recipients,
    evidence,
    edtf,
    ...more,
    kind: graph.kinds[kind],
    status: more.negated ? "negated" : (more.modality ?? "happened"),
    begin: first === undefined ? dayOrNull(more.by) : dayNumber(first),
    end: last === undefined ? dayOrNull(more.by) : dayNumber(last),
  };
});

const countryName = (code) => graph.countries[code] ?? code ?? "";
const entityName = (number) => entities[number].label;

/** Earlier first, undated last, otherwise as in the graph. */
function byTime(a, b) {
  return (a.begin ?? UNDATED) - (b.begin ?? UNDATED) || a.number - b.number;
}

/** The part of an article's text between two offsets; a large page holds only some passages of it. */
function passage(article, begin, end) {
  const [start, text] = article.passages.findLast(([offset]) => offset <= begin);
  return text.slice(begin - start, end - start);
}
