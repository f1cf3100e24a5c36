"use strict";
(() => {
  const { data, element, number, visible } = unroll;
  const byId = (id) => document.getElementById(id);
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  const numbers = filmNumbers(data);
  const names = [...new Set(data.runs.flatMap((run) => run.curves.map((curve) => curve.name)))];
  const secondsAMoment = 0.6;

  // What all columns show, and what they call.
  const film = {
    numbers,
    colors: [],
    moment: numbers.stops.length - 1,
    step: 0,
    annotation: null,
    chooseStep,
    chooseProgress: (progress) => chooseMoment(nearest(progress)),
    scrolled,
  };
  let columns = [];
  let playing = null;

  function makeColors() {
    film.colors = unroll.valueColors();
    unroll.drawScale(byId("scale"), film.colors);
  }

  // ---- moments

  function nearest(progress) {
    let best = 0;
    numbers.stops.forEach((stop, at) => {
      best = Math.abs(stop - progress) < Math.abs(numbers.stops[best] - progress) ? at : best;
    });
    return best;
  }

  function chooseMoment(moment) {
    film.moment = clamp(moment, 0, numbers.stops.length - 1);
    const stepsNow = data.runs.map((run) => run.frames[numbers.frameAt(run, numbers.stops[film.moment])].step);
    const steps = new Set(stepsNow).size === 1 ? [stepsNow[0]] : stepsNow;
    const name =
      `moment ${number(film.moment + 1)} of ${number(numbers.stops.length)}, ` +
      `step${steps.length > 1 ? "s" : ""} ${steps.map((step) => number(step)).join(", ")}`;
    byId("moment-name").textContent = name;
    byId("moment").value = String(film.moment);
    byId("moment").setAttribute("aria-valuetext", name);
    columns.forEach((column) => column.drawMoment());
  }

  function stop() {
    clearInterval(playing);
    playing = null;
    byId("play").textContent = "Play";
    byId("play").setAttribute("aria-pressed", "false");
  }

  function play() {
    if (film.moment === numbers.stops.length - 1) {
      chooseMoment(0);
    }
    byId("play").textContent = "Pause";
    byId("play").setAttribute("aria-pressed", "true");
    playing = setInterval(() => {
      chooseMoment(film.moment + 1);
      if (film.moment === numbers.stops.length - 1) {
        stop();
      }
    }, 1000 * secondsAMoment);
  }

  function byHand(moment) {
    stop();
    chooseMoment(moment);
  }

  // ---- steps

  function chooseStep(step, isByKey) {
    const before = film.step;
    film.step = clamp(step, 0, data.steps.length - 1);
    columns.forEach((column) => column.markStep(before));
    if (isByKey) {
      columns.forEach((column) => column.reveal());
    }
    byId("reads").textContent = `Step ${number(film.step + 1)} of ${number(data.steps.length)} reads ${visible(data.steps[film.step])}`;
  }

  /** Columns are as wide as one another, so that their lines are the same. */
  function scrolled(text) {
    columns.forEach((column) => {
      if (column.text !== text && Math.abs(column.text.scrollTop - text.scrollTop) > 1) {
        column.text.scrollTop = text.scrollTop;
      }
    });
  }

  // ---- annotations

  function chooseAnnotation(name) {
    film.annotation = name;
    byId("annotation").value = name;
    columns.forEach((column) => column.chooseAnnotation());
    document.querySelectorAll("#learned button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.name === name));
    });
  }

  function learnedCell(run, name) {
    const curve = numbers.curveOf(run, name);
    if (!curve) {
      return element("td", {}, "–");
    }
    const best = run.frames.findIndex((frame) => frame.isBest);
    const since = numbers.sinceOf(run, curve);
    return element(
      "td",
      { class: since < 0 ? "muted" : null },
      `${number(curve.ofUnit[best], 3)}, chance ${number(curve.baseline, 3)}`,
      element("br"),
      since < 0 ? "not found" : `since step ${number(run.frames[since].step)}`,
    );
  }

  function drawLearned() {
    byId("learned-head").append(
      element("th", { scope: "col" }, "what is told"),
      element("th", { scope: "col" }, "figure"),
      ...data.runs.map((run) => element("th", { scope: "col" }, run.name)),
    );
    for (const name of names) {
      const isBinary = data.runs.map((run) => numbers.curveOf(run, name)).find((curve) => curve).isBinary;
      const choose = () => {
        chooseAnnotation(name);
        byId("h-film").scrollIntoView();
      };
      byId("learned").append(
        element(
          "tr",
          {},
          element("th", { scope: "row" }, element("button", { type: "button", "data-name": name, click: choose }, name)),
          element("td", {}, isBinary ? "AUC" : "rank correlation"),
          ...data.runs.map((run) => learnedCell(run, name)),
        ),
      );
    }
    byId("measured").textContent =
      `Units are measured on ${data.measuredOn}. For every run the unit that tells most in its best model, by the first half of ` +
      "the steps, is followed through all moments; the figures are those of the second half. Chance is the 99 % quantile, " +
      "over 100 circular shifts of the annotation, of the best figure among all units of the best model. “Since” is the " +
      "first moment from which on the unit is better than that, to the best model.";
    byId("skipped").textContent = data.skipped.length
      ? `Not measured, as they hardly ever change in a half: ${data.skipped.join(", ")}.`
      : "";
  }

  /** What is left out for the size of the page. */
  function drawRoom() {
    const texts = data.runs.map((run) => {
      const all = run.layers.reduce((sum, layer) => sum + layer.units, 0);
      const units = new Set(run.places.map((place) => place.layer + ":" + place.unit)).size;
      return `${number(units)} of the ${number(all)} units of ${run.name}`;
    });
    byId("room").textContent = `The page holds values of ${texts.join(", ")}; those that tell most come first.`;
  }

  function listen() {
    byId("moment").addEventListener("input", (event) => byHand(Number(event.target.value)));
    byId("earlier").addEventListener("click", () => byHand(film.moment - 1));
    byId("later").addEventListener("click", () => byHand(film.moment + 1));
    byId("play").addEventListener("click", () => (playing ? stop() : play()));
    byId("annotation").addEventListener("change", (event) => chooseAnnotation(event.target.value));
    addEventListener("resize", () => columns.forEach((column) => column.drawCurve()));
    unroll.onTheme(() => {
      makeColors();
      columns.forEach((column) => column.drawMoment());
    });
  }

  /** What the best models tell best of all. */
  function firstAnnotation() {
    const gain = (name) =>
      Math.max(
        ...data.runs.map((run) => {
          const curve = numbers.curveOf(run, name);
          const best = run.frames.findIndex((frame) => frame.isBest);
          return curve && curve.isBinary ? curve.ofUnit[best] - curve.baseline : -1;
        }),
      );
    return names.reduce((best, name) => (gain(name) > gain(best) ? name : best), names[0]);
  }

  function start() {
    byId("about").append(...unroll.facts(data.about));
    makeColors();
    columns = data.runs.map((run, index) => filmColumn(film, run, index));
    byId("columns").append(...columns.map((column) => column.section));
    byId("moment").max = String(numbers.stops.length - 1);
    byId("play").disabled = numbers.stops.length < 2;
    byId("annotation").append(...names.map((name) => element("option", { value: name }, name)));
    byId("annotation").parentElement.hidden = names.length === 0;
    drawLearned();
    drawRoom();
    listen();
    columns.forEach((column) => column.chooseUnit(0));
    chooseMoment(film.moment);
    chooseStep(0, false);
    if (names.length > 0) {
      chooseAnnotation(firstAnnotation());
    }
  }

  start();
})();
