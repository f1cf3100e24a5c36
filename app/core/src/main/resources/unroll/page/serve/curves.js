"use strict";
/** The figures of a run, drawn as they grow. */
function serveCurves({ ask, onPoll, onProblem, table }) {
  const { element, svg, number } = unroll;
  const POLL = 3000;
  const MOST_ROWS = 5000;
  const byId = (id) => document.getElementById(id);
  let run = null;
  let curves = null;
  let timer = null;
  let isLost = false;

  function chart(name, column) {
    const points = curves.rows.map((row) => [row[0], row[column]]).filter(([, value]) => value !== null);
    if (points.length === 0) {
      return null;
    }
    const range = (at) => points.reduce(([low, high], p) => [Math.min(low, p[at]), Math.max(high, p[at])], [Infinity, -Infinity]);
    const [left, right] = range(0);
    const [bottom, top] = range(1);
    const x = (value) => (right > left ? 10 + (380 * (value - left)) / (right - left) : 200).toFixed(1);
    const y = (value) => (top > bottom ? 110 - (100 * (value - bottom)) / (top - bottom) : 60).toFixed(1);
    const path = points.map(([step, value], at) => (at ? "L" : "M") + x(step) + " " + y(value)).join("");
    const [step, value] = points[points.length - 1];
    const now = `${number(value)} at step ${number(step)}`;
    const between = top > bottom ? `from ${number(bottom)} to ${number(top)}` : "the same throughout";
    const drawn = svg(
      "svg",
      { viewBox: "0 0 400 120", role: "img", "aria-label": `${name}: ${now}, ${between}` },
      svg("path", { d: path }),
      svg("circle", { cx: x(step), cy: y(value), r: 4 }),
    );
    const caption = element(
      "figcaption",
      {},
      element("strong", {}, name),
      " " + now,
      element("span", { class: "muted" }, ", " + between),
    );
    return element("figure", {}, caption, drawn);
  }

  function draw() {
    const names = curves.columns.slice(1);
    const charts = names.map((name, at) => (name === "epoch" ? null : chart(name, at + 1))).filter((one) => one);
    byId("charts").replaceChildren(...charts);
    const last = curves.rows.slice(-20).map((row) => row.map((value) => value ?? "–"));
    byId("curves-table").replaceChildren(table("Evaluations, the newest last", curves.columns, last));
    byId("curves-more").hidden = curves.rows.length === 0;
    tellState();
  }

  function tellState() {
    const seen = curves.rows.length === 0 ? "No evaluation yet. " : "";
    const state =
      seen + (curves.training ? "No result yet: still training, or stopped. New figures appear by themselves." : "Trained.");
    if (byId("curves-state").textContent !== state) {
      byId("curves-state").textContent = state;
    }
  }

  async function poll() {
    clearTimeout(timer);
    const mine = run;
    try {
      const last = curves.rows.length ? curves.rows[curves.rows.length - 1][0] : -1;
      const found = await ask("curves" + (last < 0 ? "" : "?after=" + last));
      if (mine !== run) {
        return;
      }
      if (isLost) {
        isLost = false;
        onProblem(null);
      }
      const isFirst = byId("curves").hidden;
      const isNew = found.rows.length > 0 || found.training !== curves.training;
      curves = { columns: found.columns, rows: curves.rows.concat(found.rows).slice(-MOST_ROWS), training: found.training };
      byId("curves").hidden = false;
      if (isFirst || isNew) {
        draw();
      }
      onPoll();
    } catch (error) {
      if (mine === run) {
        isLost = true;
        onProblem(error);
      }
    }
    if (mine === run && curves.training) {
      timer = setTimeout(poll, POLL);
    }
  }

  /** Begins with another run. */
  function show(name) {
    run = { name };
    curves = { columns: [], rows: [], training: true };
    isLost = false;
    byId("curves").hidden = true;
    poll();
  }

  return { show };
}
