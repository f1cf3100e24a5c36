"use strict";
(() => {
  const { data, element, number, visible, color, onTheme } = unroll;
  const COLORS = 8;
  const DASHES = [[], [8, 4], [2, 3], [9, 3, 2, 3]];
  const BORDERS = ["solid", "dashed", "dotted", "double"];
  const HEIGHT = 260;
  const shown = data.runs.map(() => true);
  const charts = [];

  const runColor = (run) => color("series-" + ((run % COLORS) + 1));
  const runStyle = (run) => Math.floor(run / COLORS) % DASHES.length;
  const isLog = () => document.getElementById("log").checked;

  /** One chart of a curve, made anew when colors or scale change. */
  class Chart {
    constructor(curve) {
      this.curve = curve;
      this.values = element("p", { class: "values muted" });
      this.place = element("div", {
        class: "chart",
        tabindex: "0",
        role: "group",
        "aria-roledescription": "chart",
        "aria-label": curve.name + " over " + curve.over + "s",
        keydown: (event) => this.key(event),
        focus: () => this.values.setAttribute("role", "status"),
        blur: () => this.values.removeAttribute("role"),
      });
      this.canvas = element("div");
      this.place.append(element("h3", {}, curve.name), this.canvas, this.values);
      document.getElementById("curves").append(this.place);
      this.build();
      new ResizeObserver(() => this.fit()).observe(this.place);
    }

    width() {
      return Math.max(200, this.place.clientWidth);
    }

    fit() {
      if (this.plot.width !== this.width()) {
        this.plot.setSize({ width: this.width(), height: HEIGHT });
      }
    }

    build() {
      if (this.plot) {
        this.plot.destroy();
      }
      const drawable = (value) => (value !== null && isLog() && value <= 0 ? null : value);
      this.joined = uPlot.join(this.curve.lines.map((line) => [line.steps, line.values.map(drawable)]));
      this.plot = new uPlot(this.options(), this.joined, this.canvas);
      this.read(null);
    }

    options() {
      const axis = { stroke: color("text"), grid: { stroke: color("line"), width: 1 }, ticks: { stroke: color("line") } };
      const format = (_, splits) => splits.map((value) => (value === null ? null : tick(value)));
      return {
        width: this.width(),
        height: HEIGHT,
        legend: { show: false },
        cursor: { sync: { key: this.curve.over, setSeries: false }, drag: { x: true, y: false } },
        scales: { x: { time: false }, y: { distr: isLog() ? 3 : 1 } },
        axes: [{ ...axis, values: format }, { ...axis, values: format, size: 72 }],
        series: [{}, ...this.curve.lines.map((line) => this.series(line))],
        hooks: { setCursor: [(plot) => this.read(plot.cursor.idx)] },
      };
    }

    series(line) {
      return {
        label: data.runs[line.run],
        show: shown[line.run],
        stroke: runColor(line.run),
        dash: DASHES[runStyle(line.run)],
        width: 2,
        points: { size: 5, fill: runColor(line.run) },
        spanGaps: true,
      };
    }

    /** The values at a step; of a run that was not evaluated there, those of its last evaluation before. */
    read(index) {
      if (index === null || index === undefined) {
        this.values.replaceChildren(this.last());
        return;
      }
      const step = this.joined[0][index];
      const parts = [element("span", {}, unit(this.curve) + " " + number(step))];
      this.curve.lines.forEach((line) => {
        if (shown[line.run]) {
          const at = before(line, step);
          const when = at >= 0 && line.steps[at] !== step ? ` (${unit(this.curve)} ${number(line.steps[at])})` : "";
          parts.push(
            element("span", {}, `${data.runs[line.run]} ${at < 0 ? "–" : number(line.values[at])}${when}`),
          );
        }
      });
      this.values.replaceChildren(...parts);
    }

    last() {
      const lines = this.curve.lines.filter((line) => shown[line.run]);
      const text = lines.map((line) => `${data.runs[line.run]} ${number(line.values[line.values.length - 1])}`);
      return element("span", {}, text.length ? "last: " + text.join(", ") : "no run is shown");
    }

    key(event) {
      const steps = this.joined[0];
      const index = this.plot.cursor.idx ?? -1;
      const stride = event.shiftKey ? 10 : 1;
      const wanted = {
        ArrowRight: index + stride,
        ArrowLeft: index < 0 ? steps.length - 1 : index - stride,
        Home: 0,
        End: steps.length - 1,
      }[event.key];
      if (event.key === "Escape") {
        this.plot.setData(this.joined);
        this.plot.setCursor({ left: -10, top: -10 });
      } else if (wanted !== undefined) {
        event.preventDefault();
        const chosen = Math.max(0, Math.min(steps.length - 1, wanted));
        this.plot.setCursor({ left: this.plot.valToPos(steps[chosen], "x"), top: HEIGHT / 3 });
      }
    }

    toggle(run) {
      this.curve.lines.forEach((line, index) => {
        if (line.run === run) {
          this.plot.setSeries(index + 1, { show: shown[run] });
        }
      });
      this.read(this.plot.cursor.idx);
    }
  }

  function tick(value) {
    const size = Math.abs(value);
    return size !== 0 && (size < 1e-3 || size >= 1e6)
      ? value.toExponential(0)
      : String(Number(value.toPrecision(6)));
  }

  /** The last word of what a curve is over. */
  function unit(curve) {
    return curve.over.split(" ").pop();
  }

  /** The last point of a line at or before a step, -1 if there is none. */
  function before(line, step) {
    let low = -1;
    let high = line.steps.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (line.steps[middle] <= step) low = middle;
      else high = middle;
    }
    return low;
  }

  function swatch(run) {
    const mark = element("span", { class: "swatch", "aria-hidden": "true" });
    mark.style.borderTop = `3px ${BORDERS[runStyle(run)]} ${runColor(run)}`;
    return mark;
  }

  function toggle(button, run) {
    shown[run] = !shown[run];
    button.setAttribute("aria-pressed", String(shown[run]));
    charts.forEach((chart) => chart.toggle(run));
  }

  function legend() {
    const buttons = data.runs.map((name, run) => {
      const button = element("button", { type: "button", "aria-pressed": String(shown[run]) }, swatch(run), name);
      button.addEventListener("click", () => toggle(button, run));
      return button;
    });
    document.getElementById("legend").replaceChildren(...buttons);
  }

  function rebuild() {
    charts.forEach((chart) => chart.build());
  }

  function filter() {
    const kind = document.getElementById("kind").value;
    const text = document.getElementById("text").value.toLowerCase();
    let found = 0;
    document.querySelectorAll(".examples [data-kind]").forEach((part) => {
      part.hidden = kind !== "" && part.dataset.kind !== kind;
      part.querySelectorAll("tbody tr").forEach((row) => {
        row.hidden = !row.textContent.toLowerCase().includes(text);
        found += row.hidden || part.hidden ? 0 : 1;
      });
    });
    if (text) {
      document.querySelectorAll("details.examples").forEach((box) => (box.open = true));
    }
    document.getElementById("found").textContent = number(found) + (found === 1 ? " example" : " examples");
  }

  /** What runs with an attention looked at, a sentence at a time. */
  function showAttention() {
    const runs = document.getElementById("attention-run");
    const sentences = document.getElementById("attention-sentence");
    const chosen = () => data.attention[runs.value].sentences;
    const draw = () => {
      const map = unrollAttention(chosen()[sentences.value], data.attention[runs.value].name);
      document.getElementById("attention-map").replaceChildren(map);
    };
    const fill = () => {
      const options = chosen().map(({ pieces }, at) => element("option", { value: at }, title(pieces.source, at)));
      sentences.replaceChildren(...options);
      draw();
    };
    runs.append(...data.attention.map(({ name }, at) => element("option", { value: at }, name)));
    runs.addEventListener("change", fill);
    sentences.addEventListener("change", draw);
    document.getElementById("attention").hidden = false;
    fill();
  }

  function title(pieces, at) {
    const text = pieces.map(visible).join(" ");
    return `${at + 1}: ${text.length > 60 ? text.slice(0, 60) + "…" : text}`;
  }

  if (data.attention.length) {
    showAttention();
  }
  if (data.curves.length) {
    document.getElementById("controls").hidden = false;
    legend();
    data.curves.forEach((curve) => charts.push(new Chart(curve)));
    document.getElementById("log").addEventListener("change", rebuild);
    onTheme(() => {
      legend();
      rebuild();
    });
  } else {
    document.getElementById("curves").append("No run has been evaluated yet.");
  }
  if (document.querySelector(".examples")) {
    document.getElementById("filters").hidden = false;
    document.getElementById("kind").addEventListener("change", filter);
    document.getElementById("text").addEventListener("input", filter);
    filter();
  }
})();
