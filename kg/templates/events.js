/* What happened, as a list: each event with its sentence, and the whole article on one more click. */

const EVENTS_A_PAGE = 60;
const ROLES = {
  T: ["trigger", "what happened"], A: ["actor", "actor"], R: ["recipient", "recipient"], P: ["place", "place"], S: ["source", "who says so"],
};

let eventsShown = EVENTS_A_PAGE;

/** Fill the Events tab: what is selected, and its events (all that are visible, if nothing is). */
function listEvents(view, visible) {
  const numbers = state.focus?.node ? [...state.focus.node.events] : state.focus?.edge ? state.focus.edge.events : [...visible];
  const list = numbers.filter((number) => visible.has(number)).map((number) => events[number]).sort(byTime);
  byId("focus").replaceChildren(...describeFocus(view, list.length));
  byId("events").replaceChildren(...list.slice(0, eventsShown).map(describeEvent));
  byId("events-more").hidden = list.length <= eventsShown;
}

function describeFocus(view, count) {
  const { node, edge } = state.focus ?? {};
  if (!node && !edge) return [make("h2", "", plural(count, "event"))];
  const heading = make("h2");
  const facts = make("p", "soft");
  const tools = make("p", "focus-tools");
  if (node) {
    heading.append(make("bdi", "", node.label));
    facts.textContent = [node.group, node.country, plural(count, "event")].filter(Boolean).join(" · ");
    const around = make("button", "", "Only its neighbours");
    around.type = "button";
    around.id = "around";
    around.setAttribute("aria-pressed", String(state.around));
    around.addEventListener("click", () => change({ around: !state.around }, { fit: true }));
    tools.append(around);
  } else {
    const ends = [view.nodes[edge.from], view.nodes[edge.to]];
    heading.append(make("bdi", "", ends[0].label), " – ", make("bdi", "", ends[1].label));
    facts.textContent = `${edge.quad} · ${plural(count, "event")}`;
  }
  const clear = make("button", "", "Back to all events");
  clear.type = "button";
  clear.id = "clear-focus";
  clear.addEventListener("click", () => change({ focus: null, around: false }, { fit: state.around }));
  tools.append(clear);
  return [heading, facts, tools];
}

/** One event of the list. */
function describeEvent(event) {
  const item = make("li", `event ${quadClass(event.kind.quad)}`);
  item.append(headline(event), facts(event));
  const [first, ...others] = event.evidence;
  if (first) item.append(quote(event, first));
  if (others.length) {
    const more = make("details");
    more.append(make("summary", "", `Also told in ${plural(others.length, "other sentence")}`), ...others.map((evidence) => quote(event, evidence)));
    item.append(more);
  }
  return item;
}

/** Who did what to whom, with the names as buttons. */
function headline(event) {
  const line = make("h3");
  const names = (numbers) =>
    numbers.flatMap((number, index) => [index === 0 ? "" : index === numbers.length - 1 ? " and " : ", ", makeLink(entityName(number), () => focusOnEntity(number))]);
  line.append(...names(event.actors), " ", make("span", event.negated ? "relation struck" : "relation", event.kind.label), " ", ...names(event.recipients));
  return line;
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
  if (event.place !== undefined) line.append(make("bdi", "", entityName(event.place)));
  if (event.status !== "happened") line.append(make("span", "status", STATUSES[event.status]));
  if (event.negated && event.modality) line.append(make("span", "status", event.modality));
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
  byId("article-title").replaceChildren(make("bdi", "", article.title ?? article.id));
  const facts = [article.publisher, article.date && readableTime(article.date), article.source, graph.whole ? "" : "only the sentences with events"];
  byId("article-meta").textContent = facts.filter(Boolean).join(" · ");
  byId("article-text").replaceChildren(...article.passages.flatMap((passage) => markPassage(passage, evidenceOf(number), event, at)));
  byId("article").showModal();
  byId("article-text").querySelector(".sentence.chosen")?.scrollIntoView({ block: "center" });
}

/** The sentences of an article that are evidence, in order, each once. */
function evidenceOf(number) {
  const sentences = new Map();
  for (const event of events) {
    for (const [article, begin, end, marks] of event.evidence) {
      if (article === number) sentences.set(begin, { begin, end: Math.max(end, sentences.get(begin)?.end ?? 0), marks: [...(sentences.get(begin)?.marks ?? []), ...marks] });
    }
  }
  return [...sentences.values()].sort((a, b) => a.begin - b.begin);
}

function markPassage([start, text], sentences, event, at) {
  const paragraph = make("p");
  let done = start;
  for (const { begin, end, marks } of sentences) {
    if (begin < done || end > start + text.length) continue;
    paragraph.append(text.slice(done - start, begin - start));
    const sentence = make("span", begin === at ? "sentence chosen" : "sentence");
    const own = event.evidence.find(([, from]) => from === begin && begin === at)?.[3];
    appendMarked(sentence, text.slice(begin - start, end - start), own ?? withoutOverlaps(marks));
    paragraph.append(sentence);
    done = end;
  }
  paragraph.append(text.slice(done - start));
  return [paragraph];
}

/** The marks of several events in one sentence, sorted, the first of those that overlap. */
function withoutOverlaps(marks) {
  const kept = [];
  for (const mark of marks.toSorted((a, b) => a[1] - b[1] || b[2] - a[2])) {
    if (!kept.length || mark[1] >= kept.at(-1)[2]) kept.push(mark);
  }
  return kept;
}
