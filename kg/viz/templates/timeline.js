/* When: a histogram of the events, and a period on it, by two sliders or by drawing across the bars. */

const MOST_BARS = 60;
const MOST_TICKS = 8;
const MONTH = 30;
/* Of so many events one may lie far off: so many times as far as the others reach. */
const FEW = 0.02;
const FAR = 1;
const TICK_MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const SVG = "http://www.w3.org/2000/svg";

const dated = events.filter((event) => event.begin !== null);
const [firstDay, lastDay] = mainPeriod();
const barDays = Math.max(1, Math.ceil((lastDay - firstDay + 1) / MOST_BARS));

/** The first and last day of the events, but for a few that lie so far off that all others would be one bar. */
function mainPeriod() {
  if (!dated.length) return [Infinity, -Infinity];
  const begins = dated.map((event) => event.begin).sort((a, b) => a - b);
  const ends = dated.map((event) => event.end).sort((a, b) => a - b);
  const few = Math.floor(dated.length * FEW);
  const [first, last] = [begins[few], ends.at(-1 - few)];
  const far = FAR * Math.max(last - first, MONTH);
  return [begins[0] < first - far ? first : begins[0], ends.at(-1) > last + far ? last : ends.at(-1)];
}

const liesFarOff = (event) => event.end < firstDay || event.begin > lastDay;

/** An event without a date, and without a report that has one, is in the picture as long as no period is chosen. */
function inPeriod(event) {
  if (state.since === null && state.until === null) return true;
  return event.begin !== null && event.end >= (state.since ?? -Infinity) && event.begin <= (state.until ?? Infinity);
}

const wholePeriod = (since, until) => ({
  since: since <= firstDay ? null : since,
  until: until >= lastDay ? null : until,
});

function buildTimeline() {
  byId("timeline").hidden = !(lastDay > firstDay);
  for (const name of ["since", "until"]) {
    const slider = byId(name);
    slider.min = firstDay;
    slider.max = lastDay;
    slider.addEventListener("input", () => {
      const [since, until] = [Number(byId("since").value), Number(byId("until").value)];
      change(wholePeriod(Math.min(since, until), Math.max(since, until)));
    });
  }
  drawAcross(byId("bars"));
  byId("ticks").replaceChildren(...ticks().map(drawTick));
}

/** The first days of months or years, a few of them. */
function ticks() {
  const month = (day) => new Date(day * DAY).getUTCFullYear() * 12 + new Date(day * DAY).getUTCMonth();
  const [first, last] = [month(firstDay), month(lastDay)];
  const step = TICK_MONTHS.find((months) => (last - first) / months <= MOST_TICKS) ?? TICK_MONTHS.at(-1);
  const found = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) {
    const begin = `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
    const day = dayNumber(`${begin}-01`);
    if (day >= firstDay) found.push({ day, label: readableTime(step % 12 ? begin : begin.slice(0, 4)) });
  }
  return found;
}

function drawTick({ day, label }) {
  const tick = make("span", "", label);
  tick.style.left = `${(100 * (day - firstDay)) / (lastDay - firstDay + 1)}%`;
  return tick;
}

/** Choose a period by pressing, drawing and letting go; a click alone shows the whole period again. */
function drawAcross(bars) {
  let start = null;
  const dayAt = (event) => {
    const frame = bars.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - frame.left) / frame.width));
    return Math.round(firstDay + share * (lastDay - firstDay));
  };
  bars.addEventListener("pointerdown", (event) => {
    start = dayAt(event);
    bars.setPointerCapture(event.pointerId);
  });
  bars.addEventListener("pointermove", (event) => {
    if (start !== null) change(wholePeriod(Math.min(start, dayAt(event)), Math.max(start, dayAt(event))));
  });
  bars.addEventListener("pointerup", (event) => {
    if (dayAt(event) === start) change({ since: null, until: null });
    start = null;
  });
}

function refreshTimeline() {
  const since = state.since ?? firstDay;
  const until = state.until ?? lastDay;
  byId("since").value = since;
  byId("until").value = until;
  for (const [name, day] of [
    ["since", since],
    ["until", until],
  ]) {
    byId(name).setAttribute("aria-valuetext", readableTime(isoDay(day)));
    byId(`${name}-text`).textContent = readableTime(isoDay(day));
  }
  const share = (day) => `${(100 * (day - firstDay)) / (lastDay - firstDay)}%`;
  byId("window").style.left = share(since);
  byId("window").style.right = `calc(100% - ${share(until)})`;
  const without = events.filter((event) => event.begin === null).length;
  const derived = events.filter((event) => event.by).length;
  const off = dated.filter(liesFarOff).length;
  const notes = [
    derived && `hatched: ${plural(derived, "event")} by the day of the report`,
    without && `${plural(without, "event")} without a date`,
    off && `${plural(off, "event")} far off, not drawn`,
  ];
  byId("undated").textContent = notes.filter(Boolean).join(" · ");
  drawBars();
}

/** Bars by quad class, one on the other; by the square root of their number, so that a single event can be seen too. */
function drawBars() {
  const stacks = Array.from({ length: Math.ceil((lastDay - firstDay + 1) / barDays) }, () => []);
  for (const event of dated) {
    if (passes(event, "time") && event.begin >= firstDay && event.begin <= lastDay) stacks[Math.floor((event.begin - firstDay) / barDays)].push(event);
  }
  const highest = Math.max(1, ...stacks.map((stack) => stack.length));
  byId("bars").setAttribute("viewBox", `0 0 ${stacks.length} 1`);
  byId("bars").replaceChildren(
    ...QUADS.map(drawHatching),
    ...stacks.flatMap((stack, column) => drawStack(stack, column, highest)),
  );
}

function drawing(tag, look) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(look)) element.setAttribute(name, value);
  return element;
}

/** What is dated by its report only: stripes, level, for the picture is stretched. */
function drawHatching(quad) {
  const look = { id: `hatched-${quadClass(quad)}`, width: 1, height: 0.1, patternUnits: "userSpaceOnUse" };
  const pattern = drawing("pattern", look);
  pattern.append(drawing("path", { d: "M0 0h1v0.05h-1z", class: quadClass(quad) }));
  return pattern;
}

/** The dated events of each class, and on them, hatched, those dated by their report. */
function drawStack(stack, column, highest) {
  const share = Math.sqrt(stack.length / highest) / stack.length;
  let top = 1;
  const parts = QUADS.flatMap((quad) => {
    const of = stack.filter((event) => event.kind.quad === quad);
    const derived = of.filter((event) => event.by).length;
    return [
      { count: of.length - derived, class: quadClass(quad) },
      { count: derived, class: "hatched", fill: `url(#hatched-${quadClass(quad)})` },
    ];
  });
  return parts
    .filter(({ count }) => count)
    .map(({ count, ...look }) => {
      top -= share * count;
      return drawing("rect", { x: column + 0.08, y: top, width: 0.84, height: share * count, ...look });
    });
}
