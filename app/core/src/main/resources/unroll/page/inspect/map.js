"use strict";
// The map of all units over time.

const map = byId("map");
let mapImage = null;

/** Colors of one unit, a pixel a column. */
function paintUnit(pixels, row, width, numbers) {
  const perColumn = state.shown / width;
  for (let column = 0; column < width; column++) {
    const first = Math.floor(state.from + column * perColumn);
    const last = Math.max(first + 1, Math.floor(state.from + (column + 1) * perColumn));
    let sum = 0;
    for (let step = first; step < last; step++) {
      sum += numbers.bytes[step];
    }
    const value = numbers.low + (sum / (last - first)) * numbers.unit;
    const color = colorIndex(value / numbers.largest) * 3;
    const at = (row * width + column) * 4;
    pixels[at] = colors.map[color];
    pixels[at + 1] = colors.map[color + 1];
    pixels[at + 2] = colors.map[color + 2];
    pixels[at + 3] = 255;
  }
}

/** One line of pixels a unit, stretched by the style sheet. */
function paintMap() {
  const units = data.layers[state.layer].units;
  const width = Math.max(1, Math.min(map.clientWidth || 800, Math.max(state.shown, 1)));
  mapImage = new ImageData(width, units);
  for (let unit = 0; unit < units; unit++) {
    const numbers = numbersOf(state.layer, "hidden", unit);
    if (numbers) {
      paintUnit(mapImage.data, unit, width, numbers);
    }
  }
  drawMap();
}

function drawMap() {
  const units = data.layers[state.layer].units;
  map.style.height = units * state.height + "px";
  const ratio = window.devicePixelRatio || 1;
  map.width = Math.round(map.clientWidth * ratio);
  map.height = Math.min(8192, Math.round(units * state.height * ratio));
  const context = map.getContext("2d");
  const copy = element("canvas");
  copy.width = mapImage.width;
  copy.height = mapImage.height;
  copy.getContext("2d").putImageData(mapImage, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(copy, 0, 0, map.width, map.height);
  const line = map.height / units;
  context.strokeStyle = unroll.color("text");
  context.lineWidth = Math.max(1, ratio);
  context.strokeRect(0, state.unit * line, map.width, Math.max(line, 2));
  if (state.step >= state.from && state.step < state.from + state.shown) {
    drawCursor(context, ((state.step - state.from + 0.5) / state.shown) * map.width, map.height, ratio);
  }
  byId("window").textContent =
    `steps ${number(state.from + 1)} to ${number(Math.min(count, state.from + state.shown))} of ${number(count)}`;
}

function show(from, shownSteps) {
  state.shown = clamp(Math.round(shownSteps), Math.min(20, count), count);
  state.from = clamp(Math.round(from), 0, count - state.shown);
  const range = byId("from");
  range.max = count - state.shown;
  range.value = state.from;
  later(paintMap, drawCurves, drawAnswers);
}

function zoom(factor, step = state.step) {
  const wanted = clamp(state.shown * factor, Math.min(20, count), count);
  const share = clamp((step - state.from) / state.shown, 0, 1);
  show(step - share * wanted, wanted);
}

function onMapKey(event) {
  const units = data.layers[state.layer].units;
  const moves = {
    ArrowLeft: () => chooseStep(state.step - 1),
    ArrowRight: () => chooseStep(state.step + 1),
    ArrowUp: () => chooseUnit(state.layer, clamp(state.unit - 1, 0, units - 1)),
    ArrowDown: () => chooseUnit(state.layer, clamp(state.unit + 1, 0, units - 1)),
    "+": () => zoom(0.5),
    "=": () => zoom(0.5),
    "-": () => zoom(2),
  };
  if (moves[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    moves[event.key]();
  }
}

function onMapClick(event) {
  const box = map.getBoundingClientRect();
  const units = data.layers[state.layer].units;
  const unit = clamp(Math.floor(((event.clientY - box.top) / box.height) * units), 0, units - 1);
  chooseUnit(state.layer, unit);
  chooseStep(stepAt(map, event));
  reveal();
}
