"use strict";
/**
 * One run: its text, the chosen unit's values, answers and curve.
 *
 * @param film the state that all columns share, and what to call when a person changes it
 */
const filmColumn = (film, run, index) => {
  const { data, element, number, percent, visible } = unroll;
  const { numbers } = film;
  const color = "series-" + ((index % 8) + 1);
  const heading = element("h2", { id: "run-" + index }, run.name);
  const moment = element("p", { class: "muted" });
  const unit = element("select", { "aria-label": `Unit of ${run.name}`, change: () => chooseUnit(Number(unit.value)) });
  const text = element("div", {
    class: "text code",
    tabindex: 0,
    role: "group",
    "aria-label": `Steps read by ${run.name}`,
    "aria-describedby": "keys",
  });
  const value = element("p", { class: "value" });
  const answers = element("tbody");
  const label = element("p", { class: "muted" });
  const told = element("p", { class: "told muted" });
  const canvas = element("canvas", { class: "curve", role: "img" });
  const spans = [];
  let place = 0;
  let frame = run.frames.length - 1;
  let values = null;

  const order = run.places
    .map((_, at) => at)
    .sort((one, other) => {
      const [a, b] = [run.places[one], run.places[other]];
      return a.layer - b.layer || b.quantity.localeCompare(a.quantity) || a.unit - b.unit;
    });

  function shown(step) {
    const name = data.steps[step];
    return data.areCharacters ? (name === "\n" ? "↵\n" : name === " " ? " " : visible(name)) : visible(name);
  }

  function makeText() {
    const starts = new Set(data.starts);
    data.steps.forEach((_, step) => {
      if (step > 0 && starts.has(step)) {
        text.append(element("br"));
      }
      const span = element("span", data.areCharacters ? {} : { class: "apart" }, shown(step));
      span.step = step;
      spans.push(span);
      text.append(span);
    });
  }

  function recolor() {
    values = numbers.valuesOf(run, run.frames[frame], place);
    const { bytes, low, largest } = values;
    const scale = values.unit / largest;
    const from = low / largest;
    for (let step = 0; step < spans.length; step++) {
      spans[step].style.background = film.colors[unroll.colorIndex(from + bytes[step] * scale)];
    }
  }

  const answerName = (id) => (run.answers[id] === undefined ? "#" + id : visible(run.answers[id]));

  function answerRow({ id, probability }) {
    const bar = element("div");
    bar.style.width = probability * 100 + "%";
    return element(
      "tr",
      { class: id === run.labels[film.step] ? "right" : null },
      element("td", { class: "code" }, answerName(id)),
      element("td", { class: "number" }, percent(probability)),
      element("td", { class: "meter" }, bar),
    );
  }

  function drawStep() {
    value.textContent = `${run.names[place]}: ${number(numbers.valueAt(values, film.step), 3)}`;
    const after = numbers.answersAt(run.frames[frame], film.step);
    const rows = after.answers.map(answerRow);
    answers.replaceChildren(...(rows.length ? rows : [element("tr", {}, element("td", { colspan: 3 }, "no answer at this step"))]));
    const right = run.labels[film.step];
    label.textContent =
      right < 0
        ? "No label at this step."
        : `Right: ${answerName(right)}${Number.isNaN(after.ofLabel) ? "" : ", given " + percent(after.ofLabel)}.`;
  }

  function drawCurve() {
    const curve = numbers.curveOf(run, film.annotation);
    canvas.hidden = !curve;
    if (!curve) {
      told.textContent = film.annotation ? "Not measured for this run." : "";
      return;
    }
    const measure = curve.isBinary ? "AUC" : "Rank correlation";
    const name = run.names[numbers.placeOf(run, curve.place)] || "its unit";
    const since = numbers.sinceOf(run, curve);
    const learned = since < 0 ? "never better than chance to the end" : `better than chance since step ${number(run.frames[since].step)}`;
    told.textContent =
      `${measure} for “${curve.name}”: ${name}${curve.isInverted ? " (falling)" : ""} has ${number(curve.ofUnit[frame], 3)} (line); ` +
      `the best unit of the moment has ${number(curve.ofBest[frame], 3)} (dots); chance ${number(curve.baseline, 3)} (dashes); ${learned}.`;
    canvas.setAttribute("aria-label", `${run.name}, over optimizer steps. ${told.textContent}`);
    filmCurve.draw(canvas, run, curve, frame, color);
  }

  function drawMoment() {
    frame = numbers.frameAt(run, numbers.stops[film.moment]);
    const of = run.frames[frame];
    const loss = of.loss === null ? "" : `, loss ${number(of.loss)} nats`;
    const isWorse = run.answers.length > 1 && of.loss > Math.log(run.answers.length);
    moment.textContent =
      `${run.network}; step ${number(of.step)}${of.isBest ? " (the best model)" : ""}${loss}` +
      (isWorse ? `, worse than guessing (${number(Math.log(run.answers.length))})` : "");
    recolor();
    drawStep();
    drawCurve();
  }

  function chooseUnit(at) {
    place = at;
    unit.value = String(at);
    recolor();
    drawStep();
  }

  function neighbor(by) {
    const at = order.indexOf(place);
    chooseUnit(order[(at + by + order.length) % order.length]);
  }

  function chooseAnnotation() {
    const curve = numbers.curveOf(run, film.annotation);
    const best = curve ? numbers.placeOf(run, curve.place) : -1;
    if (best >= 0) {
      chooseUnit(best);
    }
    drawCurve();
  }

  function markStep(before) {
    spans[before].classList.remove("chosen");
    spans[film.step].classList.add("chosen");
    drawStep();
  }

  function reveal() {
    const span = spans[film.step];
    if (span.offsetTop < text.scrollTop || span.offsetTop + span.offsetHeight > text.scrollTop + text.clientHeight) {
      text.scrollTop = span.offsetTop - text.clientHeight / 2;
    }
  }

  /** The step above or below, as the lines are broken now. */
  function inLine(by) {
    const from = spans[film.step];
    let step = film.step;
    while (spans[step + by] && spans[step + by].offsetTop === from.offsetTop) {
      step += by;
    }
    step += by;
    const top = spans[step] ? spans[step].offsetTop : null;
    let best = step;
    while (spans[step] && spans[step].offsetTop === top) {
      if (Math.abs(spans[step].offsetLeft - from.offsetLeft) < Math.abs(spans[best].offsetLeft - from.offsetLeft)) {
        best = step;
      }
      step += by;
    }
    return best;
  }

  function onKey(event) {
    const moves = {
      ArrowLeft: () => film.step - 1,
      ArrowRight: () => film.step + 1,
      ArrowUp: () => inLine(-1),
      ArrowDown: () => inLine(1),
      PageUp: () => film.step - 100,
      PageDown: () => film.step + 100,
      Home: () => 0,
      End: () => spans.length - 1,
    };
    if (moves[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      film.chooseStep(moves[event.key](), true);
    }
  }

  makeText();
  unit.append(...order.map((at) => element("option", { value: at }, run.names[at])));
  text.addEventListener("keydown", onKey);
  const point = (event) => event.target.step !== undefined && film.chooseStep(event.target.step, false);
  text.addEventListener("pointermove", point);
  text.addEventListener("click", point);
  text.addEventListener("scroll", () => film.scrolled(text), { passive: true });
  canvas.addEventListener("click", (event) => film.chooseProgress(filmCurve.progressAt(canvas, event)));
  const section = element(
    "section",
    { class: "run", "aria-labelledby": "run-" + index },
    heading,
    moment,
    element(
      "div",
      { class: "row" },
      unit,
      element("button", { type: "button", class: "before", "aria-label": `Unit before, of ${run.name}`, click: () => neighbor(-1) }, "←"),
      element("button", { type: "button", class: "after", "aria-label": `Next unit, of ${run.name}`, click: () => neighbor(1) }, "→"),
    ),
    text,
    value,
    element(
      "table",
      { class: "answers" },
      element("caption", {}, "Most probable answers after this step"),
      element(
        "thead",
        { class: "hidden-text" },
        element("tr", {}, ...["answer", "probability", "as a bar"].map((head) => element("th", { scope: "col" }, head))),
      ),
      answers,
    ),
    label,
    canvas,
    told,
  );

  return { section, text, drawMoment, drawCurve, chooseUnit, chooseAnnotation, markStep, reveal };
};
