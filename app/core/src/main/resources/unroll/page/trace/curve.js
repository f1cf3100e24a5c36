"use strict";
// The loss over the training, with the moments that can be chosen.
const traceCurve = (host, data, number, choose) => {
  const { svg } = unroll;
  const { moments } = data;
  let mark = () => {};

  function draw() {
    const width = Math.max(280, host.clientWidth);
    const height = 130;
    const [left, right, top, bottom] = [44, 14, 8, 22];
    const last = Math.max(moments[moments.length - 1].step, 1);
    const most = Math.max(...data.curve.losses, ...moments.map((moment) => moment.forced.meanLoss), 1e-9);
    const x = (step) => left + (Math.log1p(step) / Math.log1p(last)) * (width - left - right);
    const y = (loss) => top + (1 - loss / most) * (height - top - bottom);
    const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": `Loss over ${last} training steps, from ${number(moments[0].forced.meanLoss)} to ${number(moments[moments.length - 1].forced.meanLoss)}` });
    for (const share of [0, 0.5, 1]) {
      root.append(svg("path", { class: "axis", d: `M${left} ${y(most * share)}H${width - right}` }));
      root.append(svg("text", { x: left - 6, y: y(most * share) + 4, "text-anchor": "end" }, number(most * share, 2)));
    }
    let taken = -100;
    for (const step of [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000, 1000000]) {
      if (step <= last && x(step) > taken + 38) {
        taken = x(step);
        root.append(svg("text", { x: taken, y: height - 5, "text-anchor": "middle" }, number(step)));
      }
    }
    const points = data.curve.steps.map((step, i) => `${x(step).toFixed(1)} ${y(data.curve.losses[i]).toFixed(1)}`);
    root.append(svg("path", { class: "loss", d: "M" + points.join("L") }));
    const now = svg("path", { class: "now" });
    root.append(now);
    const dots = moments.map((moment) => svg("circle", { class: "dot", r: 4, cx: x(moment.step), cy: y(moment.forced.meanLoss) }));
    root.append(...dots);
    root.addEventListener("click", (event) => {
      const at = event.clientX - root.getBoundingClientRect().left;
      const away = moments.map((moment) => Math.abs(x(moment.step) - at));
      choose(away.indexOf(Math.min(...away)));
    });
    host.replaceChildren(root);
    mark = (shown) => {
      now.setAttribute("d", `M${x(moments[shown].step)} ${top}V${height - bottom}`);
      dots.forEach((dot, place) => {
        dot.classList.toggle("shown", place === shown);
        dot.setAttribute("r", place === shown ? 6 : 4);
      });
    };
  }

  draw();
  return { draw, mark: (shown) => mark(shown) };
};
