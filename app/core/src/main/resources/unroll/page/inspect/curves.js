"use strict";
// Curves of the chosen unit over time.

function fit(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, width, height);
  return { context, width, height, ratio };
}

const stepAt = (canvas, event) => {
  const box = canvas.getBoundingClientRect();
  const share = (event.clientX - box.left) / box.width;
  return clamp(state.from + Math.floor(share * state.shown), 0, count - 1);
};

const curves = [];

function makeCurves() {
  curves.length = 0;
  const box = byId("curves");
  box.replaceChildren();
  for (const series of data.layers[state.layer].series) {
    const label = element("div");
    const canvas = element("canvas", { role: "img", "aria-label": `${series.name} of the unit over time` });
    canvas.addEventListener("click", (event) => {
      chooseStep(stepAt(canvas, event));
      reveal();
    });
    box.append(element("div", { class: "curve" }, label, canvas));
    curves.push({ name: series.name, label, canvas, color: "series-" + (curves.length + 1) });
  }
}

function drawCurve({ name, label, canvas, color }) {
  const numbers = numbersOf(state.layer, name, state.unit);
  const title = data.layers[state.layer].series.length > 1 && !["hidden", "cell"].includes(name) ? name + " gate" : name;
  label.textContent = numbers ? `${title} ${number(valueAt(numbers, state.step), 3)}` : `${title}: not in this page`;
  const { context, width, height, ratio } = fit(canvas);
  if (!numbers) {
    return;
  }
  const isGate = title.endsWith("gate");
  const low = isGate ? 0 : -numbers.largest;
  const high = isGate ? 1 : numbers.largest;
  const y = (value) => height - 3 * ratio - ((value - low) / (high - low)) * (height - 6 * ratio);
  const x = (step) => ((step - state.from + 0.5) / state.shown) * width;
  context.strokeStyle = unroll.color("line");
  context.beginPath();
  context.moveTo(0, y(0));
  context.lineTo(width, y(0));
  context.stroke();
  context.strokeStyle = unroll.color(color);
  context.lineWidth = 1.5 * ratio;
  context.beginPath();
  const stride = Math.max(1, Math.floor(state.shown / (2 * width)));
  for (let step = state.from; step < Math.min(count, state.from + state.shown); step += stride) {
    context.lineTo(x(step), y(valueAt(numbers, step)));
  }
  context.stroke();
  drawCursor(context, x(state.step), height, ratio);
}

function drawCursor(context, x, height, ratio) {
  context.strokeStyle = unroll.color("text");
  context.lineWidth = ratio;
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, height);
  context.stroke();
}
