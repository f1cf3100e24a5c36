"use strict";
// The one answer of a sequence, as it would be at every step.

const answerCurves = [];
const answerPrefix = "probability of ";

/** Outputs that are kept of a step, at most as many as there are curves for. */
function shownAnswers() {
  const most = Math.min(data.answers.length, predictions.most);
  return data.answersOnce ? Array.from({ length: most }, (_, id) => id) : [];
}

/** Probability of an answer at a step; 0 where it is not among the most probable that are kept. */
function answerAt(step, id) {
  for (let rank = 0; rank < predictions.most; rank++) {
    const at = step * predictions.most + rank;
    if (predictions.ids[at] === id) {
      return probability(predictions.values[at]);
    }
  }
  return 0;
}

const answerColoring = (id) => ({
  bytes: Uint8Array.from({ length: count }, (_, step) => Math.round(255 * answerAt(step, id))),
  low: 0,
  high: 1,
  unit: 1 / 255,
  largest: 1,
});

/** Numbers to color by where an answer is chosen to color by, else null. */
function answerNumbers(quantity) {
  const id = shownAnswers().find((one) => quantity === answerPrefix + answerName(one));
  return id === undefined ? null : answerColoring(id);
}

function endOfSequence(step) {
  return (data.starts.find((start) => start > step) ?? count) - 1;
}

function makeAnswers() {
  byId("answer-section").hidden = !data.answersOnce;
  for (const id of shownAnswers()) {
    const label = element("div");
    const canvas = element("canvas", { role: "img", "aria-label": `Probability of ${answerName(id)} at every step` });
    canvas.addEventListener("click", (event) => {
      chooseStep(stepAt(canvas, event));
      reveal();
    });
    byId("answer-curves").append(element("div", { class: "curve" }, label, canvas));
    answerCurves.push({ id, label, canvas });
  }
}

function drawAnswer({ id, label, canvas }) {
  label.textContent = `${answerName(id)} ${percent(answerAt(state.step, id))}`;
  const { context, width, height, ratio } = fit(canvas);
  const x = (step) => ((step - state.from + 0.5) / state.shown) * width;
  const y = (value) => height - 3 * ratio - value * (height - 6 * ratio);
  const last = Math.min(count, state.from + state.shown);
  context.strokeStyle = unroll.color("edge");
  context.lineWidth = ratio;
  data.starts
    .filter((start) => start > state.from && start < last)
    .forEach((start) => {
      context.beginPath();
      context.moveTo(x(start - 0.5), 0);
      context.lineTo(x(start - 0.5), height);
      context.stroke();
    });
  context.strokeStyle = unroll.color("series-" + ((id % 7) + 1));
  context.lineWidth = 1.5 * ratio;
  const isStart = new Set(data.starts);
  context.beginPath();
  for (let step = state.from; step < last; step++) {
    if (isStart.has(step)) {
      context.moveTo(x(step), y(answerAt(step, id)));
    }
    context.lineTo(x(step), y(answerAt(step, id)));
  }
  context.stroke();
  drawCursor(context, x(state.step), height, ratio);
}

const drawAnswers = () => answerCurves.forEach(drawAnswer);
