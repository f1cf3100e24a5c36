"use strict";
/** The films' numbers, unpacked when they are first asked for. */
const filmNumbers = (data) => {
  const { bytes, probability, unitName } = unroll;

  // Only little-endian machines run browsers.
  function unpack(frame) {
    if (!frame.bytes) {
      frame.bytes = bytes(frame.values);
      frame.ids = new Int32Array(bytes(frame.ids).buffer);
      frame.probabilities = new Uint16Array(bytes(frame.probabilities).buffer);
      frame.ofLabel = new Uint16Array(bytes(frame.ofLabel).buffer);
      frame.values = null;
    }
    return frame;
  }

  const bytesOf = (frame, place) =>
    unpack(frame).bytes.subarray(place * data.steps.length, (place + 1) * data.steps.length);

  /**
   * What has the full color: 98 % of a place's values in the whole film are nearer to zero. A few of a cell state may be
   * out of all proportion.
   */
  function largestOf(run, place) {
    const { low, high } = run.places[place];
    const counts = new Array(256).fill(0);
    for (const frame of run.frames) {
      for (const byte of bytesOf(frame, place)) {
        counts[byte]++;
      }
    }
    const sizes = counts.map((count, byte) => ({ count, size: Math.abs(low + (byte * (high - low)) / 255) }));
    sizes.sort((one, other) => other.size - one.size);
    let beyond = 0.02 * data.steps.length * run.frames.length;
    return Math.max(sizes.find(({ count }) => (beyond -= count) < 0).size, 1e-12);
  }

  /** A place's numbers in a frame: its bytes, and what they stand for. */
  function valuesOf(run, frame, place) {
    const of = run.places[place];
    of.largest = of.largest || largestOf(run, place);
    return { bytes: bytesOf(frame, place), low: of.low, unit: (of.high - of.low) / 255, largest: of.largest };
  }

  const valueAt = (values, step) => values.low + values.bytes[step] * values.unit;

  /** The most probable answers after a step, and the probability of the right one. */
  function answersAt(frame, step) {
    const { most, ids, probabilities, ofLabel } = unpack(frame);
    const answers = [];
    for (let at = step * most; at < (step + 1) * most; at++) {
      if (ids[at] >= 0) {
        answers.push({ id: ids[at], probability: probability(probabilities[at]) });
      }
    }
    return { answers, ofLabel: probability(ofLabel[step]) };
  }

  /** How far a training is at its frames, from 0 to 1, on a logarithmic scale of steps. */
  function progressOf(run) {
    const last = Math.log1p(run.frames[run.frames.length - 1].step);
    return run.frames.map((frame) => (last > 0 ? Math.log1p(frame.step) / last : 1));
  }

  /** The last frame that is not behind a place on that scale; the first one if all are. */
  function frameAt(run, progress) {
    let at = 0;
    run.progress.forEach((of, frame) => {
      at = of <= progress + 1e-9 ? frame : at;
    });
    return at;
  }

  for (const run of data.runs) {
    run.progress = progressOf(run);
    run.labels = new Int32Array(bytes(run.labels).buffer);
    run.names = run.places.map(({ layer, quantity, unit }) => {
      const name = unitName(run.layers[layer], unit);
      return `${run.layers.length > 1 ? `layer ${layer + 1}, ` : ""}${quantity} of unit ${name}`;
    });
  }

  /** Where the slider stops: wherever any run has a frame. */
  const stops = [...new Set(data.runs.flatMap((run) => run.progress.map((of) => of.toFixed(6))))]
    .map(Number)
    .sort((one, other) => one - other);

  const curveOf = (run, name) => run.curves.find((curve) => curve.name === name);

  function placeOf(run, place) {
    return run.places.findIndex(
      (one) => one.layer === place.layer && one.quantity === place.quantity && one.unit === place.unit,
    );
  }

  /** The frame from which on a curve's unit is better than chance, to the best model; -1 if never. */
  function sinceOf(run, curve) {
    let since = run.frames.findIndex((frame) => frame.isBest) + 1;
    const best = since - 1;
    while (since > 0 && curve.ofUnit[since - 1] > curve.baseline) {
      since--;
    }
    return since > best ? -1 : since;
  }

  return { stops, valuesOf, valueAt, answersAt, frameAt, curveOf, placeOf, sinceOf };
};
