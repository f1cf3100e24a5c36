"use strict";
// Choosing a layer, a unit and a step, and drawing what has changed.

const waiting = new Set();

/** Draws before the next frame, everything once. */
function later(...drawings) {
  if (waiting.size === 0) {
    requestAnimationFrame(() => {
      const all = [...waiting];
      waiting.clear();
      all.forEach((draw) => draw());
    });
  }
  drawings.forEach((draw) => waiting.add(draw));
}

const drawCurves = () => curves.forEach(drawCurve);
const drawPlots = () => plots.forEach(drawPlot);

function chooseStep(step) {
  const wanted = clamp(step, 0, count - 1);
  const before = inView.get(lineOf(state.step));
  state.step = wanted;
  const line = inView.get(lineOf(wanted));
  [before, line].forEach((one) => one && colorLine(one));
  if (wanted < state.from || wanted >= state.from + state.shown) {
    show(wanted - state.shown / 2, state.shown);
  }
  later(drawStep, drawCurves, drawAnswers, drawMap);
}

function chooseUnit(layer, unit) {
  const isOther = layer !== state.layer;
  state.layer = layer;
  state.unit = unit;
  if (isOther) {
    changeLayer();
  }
  byId("layer").value = String(layer);
  byId("unit").value = String(unit);
  byId("quantity").value = state.quantity;
  const names = namesOf(layer, unit);
  byId("names").textContent = names.length
    ? `Unit ${unitName(layer, unit)} tells: ${names.slice(0, 5).join(", ")}`
    : `Unit ${unitName(layer, unit)} is among the best for nothing that was measured.`;
  recolorText();
  followUnit(layer, unit);
  later(drawStep, drawCurves, drawMap, drawPlots);
}

function changeLayer() {
  const layer = data.layers[state.layer];
  byId("unit").replaceChildren(
    ...Array.from({ length: layer.units }, (_, unit) =>
      element("option", { value: unit }, unitName(state.layer, unit)),
    ),
  );
  const answers = shownAnswers().map((id) => answerPrefix + answerName(id));
  const names = [...layer.series.map((series) => series.name), ...answers];
  state.quantity = names.includes(state.quantity) ? state.quantity : "hidden";
  byId("quantity").replaceChildren(...names.map((name) => element("option", { value: name }, name)));
  makeCurves();
  makePlots();
  state.height = clamp(Math.floor(320 / layer.units), 1, 16);
  state.height = [16, 8, 4, 2, 1].find((height) => height <= state.height);
  byId("height").value = String(state.height);
  later(paintMap);
}

function neighbor(by) {
  const units = data.layers[state.layer].units;
  chooseUnit(state.layer, (state.unit + by + units) % units);
}

function redraw() {
  makeColors();
  drawScale();
  recolorText();
  later(paintMap, drawStep, drawCurves, drawAnswers, drawPlots, drawCause, drawMemory);
}

function listen() {
  text.addEventListener("scroll", () => later(drawText), { passive: true });
  text.addEventListener("keydown", onTextKey);
  text.addEventListener("pointermove", (event) => {
    if (event.target.step !== undefined && event.target.step !== state.step) {
      chooseStep(event.target.step);
    }
  });
  text.addEventListener("click", (event) => event.target.step !== undefined && chooseStep(event.target.step));
  byId("layer").addEventListener("change", (event) => chooseUnit(Number(event.target.value), 0));
  byId("unit").addEventListener("change", (event) => chooseUnit(state.layer, Number(event.target.value)));
  byId("quantity").addEventListener("change", (event) => {
    state.quantity = event.target.value;
    chooseUnit(state.layer, state.unit);
  });
  byId("before").addEventListener("click", () => neighbor(-1));
  byId("after").addEventListener("click", () => neighbor(1));
  byId("in").addEventListener("click", () => zoom(0.5));
  byId("out").addEventListener("click", () => zoom(2));
  byId("whole").addEventListener("click", () => show(0, count));
  byId("from").addEventListener("input", (event) => show(Number(event.target.value), state.shown));
  byId("height").addEventListener("change", (event) => {
    state.height = Number(event.target.value);
    later(drawMap);
  });
  map.addEventListener("click", onMapClick);
  byId("map-box").addEventListener("keydown", onMapKey);
  byId("map-box").addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        zoom(event.deltaY > 0 ? 1.25 : 0.8, stepAt(map, event));
      }
    },
    { passive: false },
  );
  addEventListener("resize", () => {
    breakLines();
    later(drawText, paintMap, drawCurves, drawAnswers, drawPlots, drawMemory);
  });
  unroll.onTheme(redraw);
}

function start() {
  byId("about").append(...unroll.facts(data.about));
  byId("layer").append(...data.layers.map((layer, at) => element("option", { value: at }, layer.name)));
  makeColors();
  breakLines();
  makeAnswers();
  makeCause();
  makeMemory();
  makeAttention();
  changeLayer();
  listen();
  drawScores();
  const found = data.scores.find((score) => score.units[0].heldOut > score.baseline);
  const first = found ? found.units[0] : { layer: 0, unit: 0, quantity: "hidden" };
  state.quantity = first.quantity;
  drawScale();
  show(0, state.shown);
  chooseUnit(first.layer, first.unit);
  chooseStep(0);
  later(drawText, drawCause, drawMemory);
}

start();
