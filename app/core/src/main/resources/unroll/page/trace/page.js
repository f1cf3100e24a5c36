"use strict";
(() => {
  const { data, element, number, visible } = unroll;
  const byId = (id) => document.getElementById(id);
  const network = traceArithmetic(data);
  const explanation = traceExplanation(data, network);
  const moments = data.moments;
  const hasFree = moments[0].free !== undefined;
  const PACE = 700;
  const nats = network.output.kind === "MEAN_SQUARED_ERROR" ? "" : " nats";

  // What is shown: the moment, and the number that is explained, in which of the two drawings.
  const state = { moment: moments.findIndex((moment) => moment.isKept), key: null, mode: "forced", timer: null };

  /** A number to be read; a zero has no sign. */
  const digits = (value) => number(value || 0);

  /** Three or four digits, for a small box. */
  function short(value) {
    const size = Math.abs(value);
    const text = Number.isInteger(value) ? String(value) : size < 10 ? value.toFixed(3) : size < 1e5 ? value.toPrecision(4) : value.toExponential(1);
    return text.replace(/-/g, "−");
  }

  const drawings = {};
  for (const mode of ["forced", "free"]) {
    const choose = (key, cell) => {
      show(mode, key);
      cell.focus({ preventScroll: true });
    };
    drawings[mode] = traceDiagram(byId(mode), data, network, { short, number, visible, choose });
  }
  const drawn = {};
  const curve = traceCurve(byId("curve"), data, number, (moment) => go(moment));

  // ---- the moment

  function momentName({ step, isKept, forced }) {
    const name = step === 0 ? "before training" : `after ${number(step)} ${step === 1 ? "step" : "steps"}`;
    return `${name}: mean loss ${forced.meanLoss.toFixed(4)}${nats}${isKept ? ", the model that is kept" : ""}`;
  }

  const joined = (names) => names.join(names.every((name) => Array.from(name).length === 1) ? "" : " ");
  const said = (trace) => trace.answers.filter(Boolean).map((answer) => network.answerName(answer.best));

  function describe(moment) {
    byId("forced-text").textContent = data.areAnswersSymbols ? `It says “${joined(said(moment.forced))}”.` : "";
    if (!hasFree) {
      return;
    }
    const { free } = moment;
    const isText = data.topology === "MANY_TO_MANY";
    const start = isText ? network.inputName(free.inputs[0]) : "";
    const run = joined((isText ? [start] : []).concat(said(free)));
    const parting = free.answers.findIndex((answer) => answer && answer.best !== answer.label);
    const name = (id) => `“${visible(network.answerName(id))}”`;
    const parts =
      parting < 0
        ? "It never parts from the truth."
        : `It parts from the truth at step ${parting + 1}: ${name(free.answers[parting].best)}, not ${name(free.answers[parting].label)}.`;
    byId("free-text").textContent = `Free run${isText ? ` from “${start}”` : ""}: ${run}. ${parts}`;
  }

  function render() {
    const moment = moments[state.moment];
    const apart = hasFree ? moment.free.inputs.map((id, step) => (id === moment.forced.inputs[step] ? -1 : step)).filter((step) => step >= 0) : [];
    const focused = document.activeElement.closest(".drawing");
    drawn.forced = drawings.forced.draw(moment, moment.forced, false, []);
    if (hasFree) {
      drawn.free = drawings.free.draw(moment, moment.free, true, apart);
    }
    byId("moment").value = state.moment;
    byId("moment").setAttribute("aria-valuetext", momentName(moment));
    byId("moment-name").textContent = momentName(moment);
    describe(moment);
    curve.mark(state.moment);
    mark();
    explain();
    if (focused) {
      drawn[state.mode].cells.get(state.key)?.focus({ preventScroll: true });
    }
  }

  function go(moment) {
    state.moment = Math.max(0, Math.min(moments.length - 1, moment));
    render();
  }

  function play(isOn) {
    clearInterval(state.timer);
    state.timer = null;
    if (isOn) {
      if (state.moment === moments.length - 1) {
        go(0);
      }
      state.timer = setInterval(() => {
        go(state.moment + 1);
        if (state.moment === moments.length - 1) {
          play(false);
        }
      }, PACE);
    }
    byId("play").setAttribute("aria-pressed", String(isOn));
    byId("play").textContent = isOn ? "Pause" : "Play";
  }

  // ---- a number and how it comes about

  function show(mode, key) {
    state.mode = mode;
    state.key = key;
    mark();
    explain();
  }

  /** One cell of each drawing can be reached with the tabulator; the arrow keys go on from it. */
  function mark() {
    const moment = moments[state.moment];
    const sources = explanation.explain(moment, moment[state.mode], state.key).lines.flatMap((line) => [line.key, line.also]);
    for (const [mode, { cells, order }] of Object.entries(drawn)) {
      const isHere = mode === state.mode;
      const entry = isHere && cells.has(state.key) ? state.key : order[0][0];
      cells.forEach((cell, key) => {
        cell.setAttribute("tabindex", key === entry ? 0 : -1);
        cell.classList.toggle("chosen", isHere && key === state.key);
        cell.classList.toggle("source", isHere && sources.includes(key));
      });
    }
  }

  function line(type, what, how, value) {
    return element(
      "li",
      { class: type },
      element("span", { class: "what" }, what),
      element("span", { class: "how" }, how),
      element("span", { class: "value", "data-value": value }, "= " + digits(value)),
    );
  }

  function how(term) {
    if (term.of !== undefined) {
      return `exp(${digits(term.of)})`;
    }
    return term.factors && term.factors.length > 1 ? term.factors.map(digits).join(" × ") : "";
  }

  function explain() {
    const moment = moments[state.moment];
    const { title, lines, own } = explanation.explain(moment, moment[state.mode], state.key);
    const place = !hasFree ? "" : state.mode === "free" ? ", free running" : ", teacher forcing";
    byId("explained").textContent = `${title[0].toUpperCase()}${title.slice(1)}${place}: ${digits(own)}`;
    const shown = lines.map((each) => line(each.type, visible(each.what).replace(/␣/g, " "), how(each), each.value));
    const ownNumber = element("span", { class: "own" }, "; the network’s own number is ", element("span", { "data-value": own }, digits(own)));
    shown[shown.length - 1].append(ownNumber);
    byId("lines").replaceChildren(element("ol", {}, ...shown));
  }

  // ---- keys

  /** The key that an arrow leads to from the chosen one. */
  function neighbor(pressed) {
    const at = network.parse(state.key);
    const { order, cells } = drawn[state.mode];
    const inStep = (step) => network.key(at.kind, step, at.layer, at.direction, at.quantity, at.unit);
    const place = order[at.step].indexOf(state.key);
    const targets = {
      ArrowLeft: () => inStep(at.step - 1),
      ArrowRight: () => inStep(at.step + 1),
      ArrowUp: () => order[at.step][place - 1],
      ArrowDown: () => order[at.step][place + 1],
      Home: () => inStep(0),
      End: () => inStep(order.length - 1),
    };
    const target = targets[pressed]?.();
    return cells.has(target) ? target : targets[pressed] && state.key;
  }

  for (const mode of Object.keys(drawings)) {
    byId(mode).addEventListener("focusin", (event) => {
      const key = event.target.dataset.key;
      if (key && (key !== state.key || mode !== state.mode)) {
        show(mode, key);
      }
    });
    byId(mode).addEventListener("keydown", (event) => {
      const target = neighbor(event.key);
      if (target && event.target.dataset.key) {
        event.preventDefault();
        drawn[mode].cells.get(target).focus();
      }
    });
  }

  document.addEventListener("keydown", (event) => {
    const isFree = document.activeElement === document.body || document.activeElement === byId("main");
    if (isFree && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      go(state.moment + (event.key === "ArrowLeft" ? -1 : 1));
    }
  });
  byId("moment").addEventListener("input", () => {
    play(false);
    go(Number(byId("moment").value));
  });
  byId("play").addEventListener("click", () => play(state.timer === null));
  addEventListener("resize", () => {
    curve.draw();
    curve.mark(state.moment);
  });

  // ---- once

  const MEANINGS = {
    h: "hidden state, what is carried to the next step and up",
    c: "cell state, what is carried to the next step beside it",
    i: "input gate: how much of the candidate is taken in",
    f: "forget gate: how much of the cell state is kept",
    o: "output gate: how much of the cell state is shown",
    g: "candidate for the cell state",
    r: "reset gate: how much of the state the candidate hears",
    z: "update gate: how much of the state before is kept",
    n: "candidate for the hidden state",
    "h′, c′": "the states at the step before (of the backward direction: at the step after)",
    "x, W, R, b": "what a layer reads, its weights for it, its weights for its own state, its bias",
    V: "weights of the output layer",
  };
  byId("about").append(...unroll.facts(data.about));
  const kind = network.recurrent[0].kind;
  const letters = network.quantities(0).map((quantity) => network.letter(kind, quantity));
  const isDrawn = ([name]) => name.length > 1 || name === "V" || letters.includes(name);
  byId("letters").append(...unroll.facts(Object.fromEntries(Object.entries(MEANINGS).filter(isDrawn))));
  const isWide = drawings.forced.width(moments[0].forced.inputs.length) > byId("pair").clientWidth / 2;
  byId("pair").classList.toggle("stacked", isWide || !hasFree);
  for (const [one, other] of [["forced", "free"], ["free", "forced"]]) {
    byId(one).addEventListener("scroll", () => {
      byId(other).scrollLeft = byId(one).scrollLeft;
    });
  }
  byId("moment").max = moments.length - 1;
  byId("free-figure").hidden = !hasFree;
  byId("no-free").hidden = hasFree;
  if (!hasFree) {
    byId("forced").dataset.label = "The unrolled network";
    byId("forced-name").textContent = "The sequence as it is read.";
  }
  state.key = network.key("state", data.firstLabel, 0, 0, "hidden", 0);
  render();
  drawings.forced.showLabels();
})();
