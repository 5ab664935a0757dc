/* What happened, as a list: each event with its sentence, and the whole article on one more click. */

const EVENTS_A_PAGE = 60;
const ROLES = {
  T: ["trigger", "what happened"],
  A: ["actor", "actor"],
  R: ["recipient", "recipient"],
  P: ["place", "place"],
  S: ["source", "who says so"],
};

let eventsShown = EVENTS_A_PAGE;

/** Fill the Events tab: what is selected, and its events (all that are visible, if nothing is). */
function listEvents(visible) {
  const { node, edge } = state.focus ?? {};
  const numbers = [...(node?.events ?? edge?.events ?? visible)];
  const list = numbers
    .filter((number) => visible.has(number))
    .map((number) => events[number])
    .sort(byTime);
  byId("focus").replaceChildren(...describeFocus(node, edge, plural(list.length, "event")));
  byId("events").replaceChildren(...list.slice(0, eventsShown).map(describeEvent));
  byId("events-more").hidden = list.length <= eventsShown;
}

function describeFocus(node, edge, count) {
  if (!node && !edge) return [make("h2", "", count)];
  const heading = make("h2");
  const names = (node ? [node] : edge.ends).map(({ label }) => make("bdi", "", label));
  names.forEach((name, number) => heading.append(number ? " – " : "", name));
  const facts = node ? [node.group, node.country, count] : [edge.quad, count];
  const tools = make("p", "focus-tools");
  if (node) {
    const around = makeButton("around", "Only its neighbours", () => change({ around: !state.around }, { fit: true }));
    around.setAttribute("aria-pressed", String(state.around));
    tools.append(around);
  }
  tools.append(makeButton("clear-focus", "Back to all events", () => focusOn(null)));
  return [heading, make("p", "soft", facts.filter(Boolean).join(" · ")), tools];
}

function makeButton(id, text, action) {
  const button = make("button", "", text);
  button.type = "button";
  button.id = id;
  button.addEventListener("click", action);
  return button;
}

/** One event of the list. */
function describeEvent(event) {
  const item = make("li", `event ${quadClass(event.kind.quad)}`);
  item.append(headline(event), facts(event));
  const [first, ...others] = event.evidence;
  if (first) item.append(quote(event, first));
  if (others.length) {
    const more = make("details");
    const summary = make("summary", "", `Also told in ${plural(others.length, "other sentence")}`);
    more.append(summary, ...others.map((evidence) => quote(event, evidence)));
    item.append(more);
  }
  return item;
}

/** Who did what to whom, with the names as buttons. */
function headline(event) {
  const line = make("h3");
  const relation = make("span", event.negated ? "relation struck" : "relation", event.kind.label);
  line.append(...nameLinks(event.actors), " ", relation, " ", ...nameLinks(event.recipients));
  return line;
}

/** "A", "A and B", "A, B and C", each name a button. */
function nameLinks(numbers) {
  return numbers.flatMap((number, index) => {
    const before = index === 0 ? "" : index === numbers.length - 1 ? " and " : ", ";
    return [before, makeLink(entityName(number), () => focusOnEntity(number))];
  });
}

/** Type, time, place, how sure, and who says so. */
function facts(event) {
  const line = make("p", "facts");
  const type = make("span", "type", event.kind.name);
  type.title = [event.kind.type, event.kind.quad, event.kind.definition].filter(Boolean).join(" · ");
  line.append(make("i", "swatch"), type);
  if (event.edtf) {
    const time = make("time", "", readableTime(event.edtf));
    time.dateTime = isoDay(event.begin);
    if (event.words) time.title = event.words;
    line.append(time);
  } else if (event.words) {
    line.append(make("span", "", `“${event.words}”`));
  }
  if (event.by) {
    const by = make("span", "derived", `by ${readableTime(event.by)}`);
    by.title = "derived: the text has no date for it, and it happened on or before the day of the report";
    line.append(by);
  }
  if (event.place !== undefined) line.append(make("bdi", "", entityName(event.place)));
  if (event.status !== "happened") line.append(make("span", "status", STATUSES[event.status]));
  if (event.negated && event.modality) line.append(make("span", "status", event.modality));
  const told = new Set(event.evidence.map(([number]) => number)).size;
  if (told > 1) line.append(make("span", "", `${plural(told, "article")}`));
  const sure = make("span", "sure", `${Math.round(100 * event.confidence)} % sure`);
  sure.title = "how sure the reading of the text is; it says nothing about whether the text is right";
  line.append(sure);
  if (event.says !== undefined) {
    const says = make("span", "", "says ");
    says.append(makeLink(entityName(event.says), () => focusOnEntity(event.says)));
    line.append(says);
  }
  return line;
}

/** A sentence with what happened and who took part marked, and the way to its article. */
function quote(event, [number, begin, end, marks]) {
  const article = graph.articles[number];
  const figure = make("figure");
  const sentence = make("blockquote");
  sentence.dir = "auto";
  appendMarked(sentence, passage(article, begin, end), marks);
  const caption = make("figcaption");
  caption.append(makeLink(article.title ?? article.id, () => openArticle(event, number, begin)));
  if (article.publisher) caption.append(" · ", make("bdi", "soft", article.publisher));
  figure.append(sentence, caption);
  return figure;
}

/** Append a sentence with its marks, which are sorted and don't overlap. */
function appendMarked(parent, sentence, marks) {
  let done = 0;
  for (const [role, begin, end] of marks) {
    const mark = make("mark", ROLES[role][0], sentence.slice(begin, end));
    mark.title = ROLES[role][1];
    parent.append(sentence.slice(done, begin), mark);
    done = end;
  }
  parent.append(sentence.slice(done));
}

/** Show the article with all its evidence marked, at the sentence that was asked for. */
function openArticle(event, number, at) {
  const article = graph.articles[number];
  const day = article.date && readableTime(article.date);
  const facts = [article.publisher, day, article.source, graph.whole ? "" : "only the sentences with events"];
  const chosen = event.evidence.find(([other, begin]) => other === number && begin === at);
  const sentences = evidenceIn(number, chosen);
  byId("article-title").replaceChildren(make("bdi", "", article.title ?? article.id));
  byId("article-meta").textContent = facts.filter(Boolean).join(" · ");
  byId("article-text").replaceChildren(...article.passages.map((passage) => markPassage(passage, sentences, chosen)));
  byId("article").showModal();
  byId("article-text").querySelector(".sentence.chosen").scrollIntoView({ block: "center" });
}

/** The evidence in an article, in order, without overlaps: the chosen sentence with its own marks, others with all. */
function evidenceIn(number, chosen) {
  const [, from, to] = chosen;
  const sentences = new Map();
  for (const [article, begin, end, marks] of events.flatMap((event) => event.evidence)) {
    if (article !== number || (begin < to && from < end)) continue;
    const known = sentences.get(begin) ?? [number, begin, end, []];
    sentences.set(begin, [number, begin, Math.max(end, known[2]), [...known[3], ...marks]]);
  }
  const ordered = [chosen, ...sentences.values()].sort((a, b) => a[1] - b[1]);
  return ordered.filter((sentence, rank) => sentence === chosen || rank === 0 || sentence[1] >= ordered[rank - 1][2]);
}

function markPassage([start, text], sentences, chosen) {
  const paragraph = make("p");
  let done = start;
  for (const sentence of sentences) {
    const [, begin, end, marks] = sentence;
    if (begin < done || end > start + text.length) continue;
    const span = make("span", sentence === chosen ? "sentence chosen" : "sentence");
    appendMarked(span, text.slice(begin - start, end - start), withoutOverlaps(marks));
    paragraph.append(text.slice(done - start, begin - start), span);
    done = end;
  }
  paragraph.append(text.slice(done - start));
  return paragraph;
}

/** The marks of several events in one sentence, sorted, the first of those that overlap. */
function withoutOverlaps(marks) {
  const kept = [];
  for (const mark of marks.toSorted((a, b) => a[1] - b[1] || b[2] - a[2])) {
    if (!kept.length || mark[1] >= kept.at(-1)[2]) kept.push(mark);
  }
  return kept;
}
