"use strict";
// Shut and open shares of the gates.

const plots = [];

function makePlots() {
  plots.length = 0;
  const gates = Object.entries(data.layers[state.layer].saturation);
  byId("saturation-section").hidden = gates.length === 0;
  byId("saturation").replaceChildren(
    ...gates.map(([gate, of]) => {
      const canvas = element("canvas", { role: "img", "aria-label": `${gate} gate: shut and open shares of all units` });
      canvas.addEventListener("click", (event) => chooseUnit(state.layer, nearest(canvas, of, event)));
      const caption = element("figcaption");
      plots.push({ gate, of, canvas, caption });
      return element("figure", {}, caption, canvas);
    }),
  );
}

const edge = 34;

function nearest(canvas, of, event) {
  const box = canvas.getBoundingClientRect();
  const x = (event.clientX - box.left - edge) / (box.width - edge - 8);
  const y = 1 - (event.clientY - box.top - 8) / (box.height - edge - 8);
  let best = 0;
  const distance = (unit) => Math.hypot(of.left[unit] - x, of.right[unit] - y);
  of.left.forEach((_, unit) => {
    best = distance(unit) < distance(best) ? unit : best;
  });
  return best;
}

function drawPlot({ gate, of, canvas, caption }) {
  const { context, width, height, ratio } = fit(canvas);
  const x = (share) => edge * ratio + share * (width - (edge + 8) * ratio);
  const y = (share) => height - edge * ratio - share * (height - (edge + 8) * ratio);
  context.strokeStyle = unroll.color("edge");
  context.fillStyle = unroll.color("muted");
  context.font = `${12 * ratio}px sans-serif`;
  context.strokeRect(x(0), y(1), x(1) - x(0), y(0) - y(1));
  context.fillText("shut: share of steps →", x(0), height - 8 * ratio);
  context.save();
  context.translate(14 * ratio, y(0));
  context.rotate(-Math.PI / 2);
  context.fillText("open: share of steps →", 0, 0);
  context.restore();
  context.fillStyle = unroll.color("series-1");
  of.left.forEach((left, unit) => {
    context.beginPath();
    context.arc(x(left), y(of.right[unit]), 2.5 * ratio, 0, 7);
    context.fill();
  });
  context.strokeStyle = unroll.color("series-2");
  context.lineWidth = 3 * ratio;
  context.beginPath();
  context.arc(x(of.left[state.unit]), y(of.right[state.unit]), 6 * ratio, 0, 7);
  context.stroke();
  caption.textContent =
    `${gate} gate; unit ${unitName(state.layer, state.unit)}: shut ${percent(of.left[state.unit])}, ` +
    `open ${percent(of.right[state.unit])}`;
}
