/* Which events count: what kind, how sure, who says so, which countries take part, and when. */

const ARTICLE_ITSELF = "";
const UNKNOWN = "";
const kindOfType = new Map(graph.kinds.map((kind) => [kind.type, kind]));

/* A facet gives each event one or more values; an event passes while one of its values is still ticked. */
const FACETS = {
  type: { title: "What happened", of: (event) => [event.kind.type], name: (value) => kindOfType.get(value).name },
  status: { title: "How sure", of: (event) => [event.status], name: (value) => STATUSES[value] },
  says: {
    title: "Who says so",
    of: (event) => [event.says === undefined ? ARTICLE_ITSELF : entities[event.says].id],
    name: (value) =>
      value === ARTICLE_ITSELF ? "the article itself" : entities.find((entity) => entity.id === value).label,
  },
  publisher: {
    title: "Published by",
    of: (event) => [...new Set(event.evidence.map(([number]) => graph.articles[number].publisher ?? UNKNOWN))],
    name: (value) => (value === UNKNOWN ? "not known" : value),
  },
  country: {
    title: "Country of those involved",
    of: countriesOf,
    name: (value) => (value ? countryName(value) : "none"),
  },
};

function countriesOf(event) {
  return [...new Set([...event.actors, ...event.recipients].map((number) => entities[number].country ?? ""))];
}

const boxes = [];

/** Whether an event is in the picture; one facet can be left out of the question. */
function passes(event, without = null) {
  for (const [facet, { of }] of Object.entries(FACETS)) {
    const values = of(event);
    if (facet !== without && values.length && values.every((value) => state.hidden[facet].has(value))) return false;
  }
  if (event.confidence < state.sure) return false;
  if (without === "time") return true;
  return inPeriod(event);
}

/** Build the Filters tab once; refreshFilters keeps its ticks and counts up to date. */
function buildFilters() {
  byId("panel-filters").append(makeSlider());
  for (const [facet, { title, of }] of Object.entries(FACETS)) {
    const group = make("fieldset");
    group.append(make("legend", "", title));
    const counts = [...countBy(events.flatMap(of), (value) => value)].sort(
      (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1),
    );
    const values = counts.map(([value]) => value);
    if (facet === "publisher" && values.length < 2) continue;
    if (facet === "type") {
      for (const quad of QUADS) {
        const types = values.filter((value) => kindOfType.get(value).quad === quad);
        if (types.length)
          group.append(
            makeBox(facet, types, quad, quadClass(quad)),
            ...types.map((type) => makeBox(facet, [type], FACETS.type.name(type), "inner")),
          );
      }
    } else {
      group.append(...values.map((value) => makeBox(facet, [value], FACETS[facet].name(value))));
    }
    byId("panel-filters").append(group);
  }
}

/** How sure the reading of an event must be. */
function makeSlider() {
  const group = make("fieldset");
  const row = make("label", "slider");
  const slider = make("input");
  const shown = make("output");
  Object.assign(slider, { type: "range", id: "sure", min: 0, max: 1, step: 0.05 });
  slider.setAttribute("aria-label", "How sure an event must be");
  shown.id = "sure-text";
  slider.addEventListener("input", () => change({ sure: Number(slider.value) }));
  row.append(slider, shown);
  group.append(make("legend", "", "How sure at least"), row);
  return group;
}

/** A tick box for one value or, for a quad class, for several; "only" unticks all others. */
function makeBox(facet, values, name, look = "") {
  const row = make("div", `box ${look}`);
  const label = make("label");
  const input = make("input");
  const count = make("span", "count");
  const only = make("button", "link only", "only");
  input.type = "checkbox";
  only.type = "button";
  only.setAttribute("aria-label", `only ${name}`);
  input.addEventListener("change", () => {
    for (const value of values) state.hidden[facet][input.checked ? "delete" : "add"](value);
    change({});
  });
  only.addEventListener("click", () => {
    const others = boxes.filter((box) => box.facet === facet).flatMap((box) => box.values);
    state.hidden[facet] = new Set(others.filter((value) => !values.includes(value)));
    change({});
  });
  if (look && look !== "inner") label.append(input, make("i", "swatch"));
  else label.append(input);
  label.append(make("bdi", "", name), count);
  row.append(label, only);
  boxes.push({ facet, values, input, count });
  return row;
}

function refreshFilters() {
  byId("sure").value = state.sure;
  byId("sure-text").textContent = state.sure.toFixed(2);
  for (const [facet, { of }] of Object.entries(FACETS)) {
    const counts = countBy(events.filter((event) => passes(event, facet)).flatMap(of), (value) => value);
    for (const box of boxes.filter((box) => box.facet === facet)) {
      const hidden = box.values.filter((value) => state.hidden[facet].has(value)).length;
      box.input.checked = hidden < box.values.length;
      box.input.indeterminate = hidden > 0 && hidden < box.values.length;
      box.count.textContent = box.values.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0).toLocaleString("en");
    }
  }
}
