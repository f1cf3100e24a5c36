"use strict";
// What the page is about, and its numbers as they are unpacked.

const { data, element, number, percent, visible, colorIndex, bytes, probability } = unroll;
const byId = (id) => document.getElementById(id);
const steps = data.steps;
const count = steps.length;
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

// What is chosen, and the steps that curves and map show.
const state = { layer: 0, unit: 0, quantity: "hidden", step: 0, from: 0, shown: Math.min(count, 200), height: 1 };

// Only little-endian machines run browsers.
const predictions = {
  most: data.predictions.most,
  ids: new Int32Array(bytes(data.predictions.ids).buffer),
  values: new Uint16Array(bytes(data.predictions.values).buffer),
  labels: new Int32Array(bytes(data.predictions.labels).buffer),
  ofLabel: new Uint16Array(bytes(data.predictions.ofLabel).buffer),
};

function seriesOf(layer, name) {
  const found = data.layers[layer].series.find((series) => series.name === name);
  if (found && !found.bytes) {
    found.bytes = bytes(found.data);
    found.data = null;
    found.place = new Map(found.units.map((unit, place) => [unit, place]));
  }
  return found;
}

/** A unit's numbers, null if the page does not hold them. */
function numbersOf(layer, name, unit) {
  const series = seriesOf(layer, name);
  const place = series ? series.place.get(unit) : undefined;
  if (place === undefined) {
    return null;
  }
  const low = series.low[place];
  const high = series.high[place];
  const isSigned = name === "hidden" || name === "cell";
  return {
    bytes: series.bytes.subarray(place * count, (place + 1) * count),
    low,
    high,
    unit: (high - low) / 255,
    largest: isSigned ? Math.max(Math.abs(low), Math.abs(high), 1e-12) : 1,
  };
}

/** Whether a layer reads a step: of two stacks the first reads what comes before a sequence's target. */
function isReadBy(layer, step) {
  const { stack } = data.layers[layer];
  if (!stack) {
    return true;
  }
  const row = data.starts.findLastIndex((start) => start <= step);
  return step < data.targets[row] === (stack === "encoder");
}

const valueAt = (numbers, step) => numbers.low + numbers.bytes[step] * numbers.unit;

const unitName = (layer, unit) => unroll.unitName(data.layers[layer], unit);
