"use strict";
/** Answers of the API as elements. All text is set as text, never as HTML. */
function serveAnswers() {
  const { element, number, visible } = unroll;
  const SERIES = 8;

  const percent = (probability) => (100 * probability).toFixed(1) + " %";
  const series = (at) => `var(--series-${(at % SERIES) + 1})`;

  function colored(tag, attributes, background, grow) {
    const made = element(tag, attributes);
    made.style.background = background;
    if (grow !== undefined) {
      made.style.flexGrow = grow;
    }
    return made;
  }

  function bar(label, probability) {
    const filled = element("span", {});
    filled.style.width = 100 * probability + "%";
    const range = { "aria-valuemin": 0, "aria-valuemax": 1, "aria-valuenow": probability };
    const spoken = percent(probability);
    return element("div", { class: "bar", role: "meter", "aria-label": label, "aria-valuetext": spoken, ...range }, filled);
  }

  function bars(probabilities) {
    const box = element("div", { class: "bars" });
    for (const [label, probability] of Object.entries(probabilities)) {
      box.append(
        element("span", {}, visible(label)),
        bar(label, probability),
        element("span", { class: "share" }, percent(probability)),
      );
    }
    return box;
  }

  /** Cells are texts, numbers (at the right then) or elements. */
  function table(caption, columns, rows) {
    const cell = (content) =>
      typeof content === "number"
        ? element("td", { class: "number" }, number(content))
        : element("td", {}, content);
    const isNumber = (at) => rows.length > 0 && typeof rows[0][at] === "number";
    const head = columns.map((name, at) => element("th", { scope: "col", class: isNumber(at) ? "number" : null }, name));
    return element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map(cell)))),
    );
  }

  /** A table that scrolls in its box, with the keyboard too. */
  function wide(read) {
    const label = read.querySelector("caption").textContent;
    return element("div", { class: "wide", tabindex: 0, role: "region", "aria-label": label }, read);
  }

  function legend(labels) {
    const entries = labels.map((label, at) =>
      element("li", {}, colored("span", { class: "chip", "aria-hidden": "true" }, series(at)), label),
    );
    return element("ul", { class: "legend" }, ...entries);
  }

  function strip(segments, count) {
    const labels = [...new Set(segments.map((segment) => segment.label))];
    const box = element("div", { class: "strip", "aria-hidden": "true" });
    segments.forEach(({ label, start, end }) => {
      box.append(
        colored("span", { title: `${label}, ${start} to ${end - 1}` }, series(labels.indexOf(label)), end - start),
      );
    });
    const rows = segments.map((segment) => [segment.label, segment.start, segment.end - 1, segment.end - segment.start]);
    const read = table(`${count} frames, counted from 0`, ["label", "from", "to", "frames"], rows);
    return element("div", {}, box, legend(labels), wide(read));
  }

  /** Labels in a row as runs of equal ones. */
  function segmentsOf(labels) {
    const segments = [];
    labels.forEach((label, at) => {
      const last = segments[segments.length - 1];
      if (last && last.label === label) {
        last.end = at + 1;
      } else {
        segments.push({ label, start: at, end: at + 1 });
      }
    });
    return segments;
  }

  function candidates(found) {
    const rows = found.map((one) => [one.text ?? one.caption, one.score]);
    return table("Candidates, the best first", ["text", "score"], rows);
  }

  function tagged({ tokens, labels }) {
    return element(
      "ol",
      { class: "tokens", "aria-label": "Labels" },
      ...tokens.map((token, at) =>
        element("li", {}, element("span", {}, token), element("span", { class: "tag" }, labels[at])),
      ),
    );
  }

  /** Line and details of an answer to predict. */
  function said(answer) {
    const parts = [];
    if (answer.probabilities) {
      parts.push(bars(answer.probabilities));
    }
    if (answer.candidates) {
      parts.push(wide(candidates(answer.candidates)));
    }
    if (answer.alignment) {
      parts.push(unrollAttention(answer, "What was looked at"));
    }
    if (answer.tokens) {
      parts.push(tagged(answer));
    } else if (answer.labels) {
      parts.push(strip(segmentsOf(answer.labels), answer.labels.length));
    }
    return { line: answer.translation ?? answer.caption ?? answer.label ?? "", parts };
  }

  function stack(probabilities) {
    const box = element("div", { class: "stack", "aria-hidden": "true" });
    Object.values(probabilities).forEach((probability, at) => box.append(colored("span", {}, series(at), probability)));
    return box;
  }

  /** Sentiment as it goes: the whole text first and every word below it. */
  function saidSteps({ steps }) {
    const answered = steps.filter((step) => step.probabilities);
    if (answered.length === 0) {
      return { line: "No text yet.", parts: [] };
    }
    const last = answered[answered.length - 1];
    const labels = Object.keys(last.probabilities);
    const rows = answered.map((step) => [
      step.piece.trim(),
      stack(step.probabilities),
      ...labels.map((label) => element("span", { class: "share" }, percent(step.probabilities[label]))),
    ]);
    const moving = table("The prediction on the text up to each word", ["up to", "share", ...labels], rows);
    moving.classList.add("moving");
    return {
      line: last.label,
      parts: [bars(last.probabilities), legend(labels), wide(moving)],
    };
  }

  return { said, saidSteps, table };
}
