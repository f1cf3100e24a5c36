"use strict";
// The page talks to the API it came with. All text of runs is set as text, never as HTML.
(() => {
  const { element, number, visible, color, onTheme } = unroll;
  const DEBOUNCE = 300;
  const POLL = 3000;
  const CELL = 12;
  const SERIES = 8;
  const byId = (id) => document.getElementById(id);
  const show = (id, shown) => (byId(id).hidden = !shown);
  const tokenInHash = /^#token=([A-Za-z0-9_-]+)$/.exec(location.hash);
  let token = tokenInHash ? tokenInHash[1] : null;
  let runs = [];
  let run = null;
  let asked = 0;
  let states = null;
  let place = { character: 0, unit: 0 };
  let curves = { columns: [], rows: [], training: true };
  let timer = null;

  if (tokenInHash) {
    history.replaceState(null, "", location.pathname);
  }

  /** Asks the API; refusals become errors with the server's own line. */
  async function ask(path, body, type = "application/json") {
    const headers = token ? { Authorization: "Bearer " + token } : {};
    if (body !== undefined) {
      headers["Content-Type"] = type;
    }
    const response = await fetch("/api/" + path, { method: body === undefined ? "GET" : "POST", headers, body });
    const answer = await response.json();
    if (response.status === 401) {
      show("token-form", true);
    }
    if (!response.ok) {
      throw new Error(answer.error);
    }
    return answer;
  }

  const ofRun = (action, body, type) => ask(`runs/${encodeURIComponent(run.name)}/${action}`, body, type);

  /** Does work whose end may come late: a newer question makes it void. */
  async function latest(work, use) {
    const mine = ++asked;
    try {
      const answer = await work();
      if (mine === asked) {
        byId("problem").textContent = "";
        use(answer);
      }
    } catch (error) {
      if (mine === asked) {
        byId("problem").textContent = error.message;
      }
    }
  }

  function debounced(work) {
    let waiting = null;
    const ask = () => {
      clearTimeout(waiting);
      waiting = setTimeout(work, DEBOUNCE);
    };
    ask.cancel = () => clearTimeout(waiting);
    return ask;
  }

  // Character language models.

  function generate() {
    watch.cancel();
    const body = {
      prompt: byId("prompt").value,
      length: byId("length").valueAsNumber,
      temperature: byId("temperature").valueAsNumber,
      "top-k": byId("top-k").valueAsNumber,
      seed: byId("seed").valueAsNumber,
    };
    latest(
      async () => {
        const { text } = await ofRun("generate", JSON.stringify(body));
        const watched = Array.from(text).slice(0, 500).join("");
        return { text, states: watched ? await ofRun("states", JSON.stringify({ text: watched })) : null };
      },
      (answer) => {
        byId("written").textContent = answer.text;
        showStates(answer.states);
      },
    );
  }

  const watch = debounced(() => {
    const text = Array.from(byId("prompt").value).slice(0, 500).join("");
    if (text) {
      latest(() => ofRun("states", JSON.stringify({ text })), showStates);
    }
  });

  function showStates(found) {
    states = found && found.hidden.length > 0 ? found : null;
    place = { character: states ? states.characters.length - 1 : 0, unit: 0 };
    drawStates();
    tellState();
  }

  function drawStates() {
    const canvas = byId("cells");
    show("states", states !== null);
    if (!states) {
      return;
    }
    const units = states.hidden[0].length;
    canvas.width = states.characters.length * CELL;
    canvas.height = (units + 2) * CELL;
    const context = canvas.getContext("2d");
    const low = color("low");
    const high = color("high");
    context.font = "10px monospace";
    context.textAlign = "center";
    states.characters.forEach((character, x) => {
      context.fillStyle = color("text");
      context.fillText(visible(character), (x + 0.5) * CELL, CELL);
      states.hidden[x].forEach((value, unit) => {
        context.fillStyle = `rgba(${value < 0 ? low : high}, ${Math.min(1, Math.abs(value))})`;
        context.fillRect(x * CELL, (unit + 1.5) * CELL, CELL - 1, CELL - 1);
      });
    });
    context.strokeStyle = color("text");
    context.lineWidth = 2;
    context.strokeRect(place.character * CELL, (place.unit + 1.5) * CELL, CELL - 1, CELL - 1);
  }

  function tellState() {
    if (!states) {
      byId("state-value").textContent = "";
      return;
    }
    const next = Object.entries(states.next[place.character])
      .map(([character, probability]) => `${visible(character)} ${number(probability, 3)}`)
      .join(", ");
    byId("state-value").textContent =
      `Character ${place.character + 1}, ${visible(states.characters[place.character])}: unit ${place.unit + 1} is ` +
      `${number(states.hidden[place.character][place.unit])}; next: ${next}`;
  }

  function moveTo(character, unit) {
    if (states) {
      place = {
        character: Math.max(0, Math.min(states.characters.length - 1, character)),
        unit: Math.max(0, Math.min(states.hidden[0].length - 1, unit)),
      };
      drawStates();
      tellState();
    }
  }

  function onStateKey(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      moveTo(place.character + move[0], place.unit + move[1]);
    }
  }

  // Answers.

  function bars(probabilities) {
    const box = element("div", { class: "bars" });
    for (const [label, probability] of Object.entries(probabilities)) {
      box.append(
        element("span", {}, visible(label)),
        element("meter", { min: 0, max: 1, value: probability, "aria-label": label }),
        element("span", {}, (100 * probability).toFixed(1) + " %"),
      );
    }
    return box;
  }

  function table(caption, columns, rows) {
    const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)));
    return element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, head),
      element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))))),
    );
  }

  function strip(segments, count) {
    const labels = [...new Set(segments.map((segment) => segment.label))];
    const box = element("div", { class: "strip", "aria-hidden": "true" });
    segments.forEach((segment) => {
      const part = element("span", { title: segment.label });
      part.style.flexGrow = segment.end - segment.start;
      part.style.background = color("series-" + ((labels.indexOf(segment.label) % SERIES) + 1));
      box.append(part);
    });
    const rows = segments.map((segment) => [segment.label, String(segment.start), String(segment.end)]);
    return element("div", {}, box, table(`${count} frames`, ["label", "from", "before"], rows));
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
    return table(
      "Candidates",
      ["text", "score"],
      found.map((one) => [one.text ?? one.caption, number(one.score)]),
    );
  }

  function said(answer) {
    const parts = [];
    const line = answer.translation ?? answer.caption ?? answer.label;
    if (line !== undefined) {
      parts.push(element("p", {}, element("strong", {}, line)));
    }
    if (answer.probabilities) {
      parts.push(bars(answer.probabilities));
    }
    if (answer.candidates) {
      parts.push(candidates(answer.candidates));
    }
    if (answer.tokens) {
      parts.push(table("Labels", ["token", "label"], answer.tokens.map((token, at) => [token, answer.labels[at]])));
    } else if (answer.labels) {
      parts.push(strip(segmentsOf(answer.labels), answer.labels.length));
    }
    return parts;
  }

  function showAnswer(...parts) {
    byId("said").replaceChildren(...parts);
    show("answer", parts.length > 0);
  }

  function predict(input) {
    latest(() => ofRun("predict", JSON.stringify({ input })), (answer) => showAnswer(...said(answer)));
  }

  /** Sentiment as it goes, the newest word's bars first and every word below them. */
  function showSteps({ steps }) {
    const answered = steps.filter((step) => step.probabilities);
    if (answered.length === 0) {
      showAnswer(element("p", {}, "No text yet."));
      return;
    }
    const last = answered[answered.length - 1];
    const labels = Object.keys(last.probabilities);
    const rows = answered.map((step) => [
      step.piece,
      ...labels.map((label) => (100 * step.probabilities[label]).toFixed(1) + " %"),
    ]);
    showAnswer(
      element("p", {}, element("strong", {}, last.label)),
      bars(last.probabilities),
      element("div", { class: "wide" }, table("The prediction on the text so far", ["up to", ...labels], rows)),
    );
  }

  function askText() {
    typed.cancel();
    const text = byId("text").value;
    if (!text.trim()) {
      return;
    }
    if (run.task === "sentiment-classification") {
      latest(() => ofRun("steps", JSON.stringify({ text })), showSteps);
    } else {
      predict(text);
    }
  }

  const typed = debounced(askText);

  function askRow(event) {
    event.preventDefault();
    const row = {};
    byId("fields")
      .querySelectorAll("[name]")
      .forEach((field) => {
        row[field.name] = field.type === "number" ? (field.value === "" ? null : field.valueAsNumber) : field.value;
      });
    predict(row);
  }

  function typeOf(file) {
    const types = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", mp4: "video/mp4", webm: "video/webm", csv: "text/csv" };
    return types[file.name.toLowerCase().split(".").pop()] ?? file.type;
  }

  function askFile() {
    const file = byId("file").files[0];
    if (!file) {
      return;
    }
    show("preview", false);
    if (run.reads === "image") {
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        byId("preview").src = reader.result;
        show("preview", true);
      });
      reader.readAsDataURL(file);
    }
    latest(() => ofRun("predict", file, typeOf(file)), (answer) => showAnswer(...said(answer)));
  }

  function field(column) {
    const id = "field-" + column.name;
    const control =
      column.type === "categorical"
        ? element("select", { id, name: column.name }, ...column.categories.map((one) => element("option", {}, one)))
        : element("input", { id, name: column.name, type: "number", step: "any" });
    return element("div", { class: "field" }, element("label", { for: id }, column.name), control);
  }

  // Curves.

  function svg(tag, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  }

  function chart(name, column) {
    const points = curves.rows.map((row) => [row[0], row[column]]).filter(([, value]) => value !== null);
    if (points.length === 0) {
      return null;
    }
    const xs = points.map((point) => point[0]);
    const ys = points.map((point) => point[1]);
    const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const x = (value) => (10 + (380 * (value - left)) / (right - left || 1)).toFixed(1);
    const y = (value) => (110 - (100 * (value - bottom)) / (top - bottom || 1)).toFixed(1);
    const path = points.map(([step, value], at) => (at ? "L" : "M") + x(step) + " " + y(value)).join("");
    const last = points[points.length - 1];
    const label = `${name}: ${number(last[1])} at step ${number(last[0])}, from ${number(bottom)} to ${number(top)}`;
    return element(
      "figure",
      {},
      svg(
        "svg",
        { viewBox: "0 0 400 120", role: "img", "aria-label": label },
        svg("path", { d: path }),
        svg("circle", { cx: x(last[0]), cy: y(last[1]), r: 4 }),
      ),
      element("figcaption", {}, label),
    );
  }

  function drawCurves() {
    const names = curves.columns.slice(1);
    const charts = names.map((name, at) => (name === "epoch" ? null : chart(name, at + 1))).filter((one) => one);
    byId("charts").replaceChildren(...charts);
    byId("curves-table").replaceChildren(
      table("Evaluations", curves.columns, curves.rows.slice(-20).map((row) => row.map((value) => number(value)))),
    );
    const state = curves.training ? "No result yet: training, or stopped. Looked at every few seconds." : "Trained.";
    if (byId("curves-state").textContent !== state) {
      byId("curves-state").textContent = state;
    }
  }

  async function pollCurves() {
    clearTimeout(timer);
    const mine = run;
    try {
      const last = curves.rows.length ? curves.rows[curves.rows.length - 1][0] : -1;
      const found = await ofRun("curves" + (last < 0 ? "" : "?after=" + last));
      if (mine !== run) {
        return;
      }
      const changed = found.rows.length > 0 || found.training !== curves.training || !byId("curves-state").textContent;
      curves = { columns: found.columns, rows: curves.rows.concat(found.rows).slice(-5000), training: found.training };
      show("curves", true);
      if (changed) {
        drawCurves();
      }
    } catch (error) {
      byId("problem").textContent = error.message;
    }
    if (mine === run && curves.training) {
      timer = setTimeout(pollCurves, POLL);
    }
  }

  // Runs.

  function choose(name) {
    run = runs.find((one) => one.name === name);
    asked++;
    watch.cancel();
    typed.cancel();
    byId("prompt").value = "";
    byId("text").value = "";
    const usable = run["has-model"];
    byId("about").textContent = `${run.task}, ${run.topology}` + (usable ? "" : "; no model yet");
    byId("problem").textContent = "";
    const isWriter = run.task === "character-language-model";
    show("write", usable && isWriter);
    show("ask", usable && !isWriter && (run.reads === "text" || run.reads === "tokens"));
    show("upload", usable && run.uploads.length > 0);
    show("row", usable && run.reads === "row");
    byId("text-label").textContent = run.reads === "tokens" ? "Words with spaces between them" : "Text";
    byId("file").accept = run.uploads.join(",");
    byId("file").value = "";
    show("preview", false);
    byId("fields").replaceChildren(...run.columns.map(field));
    byId("written").textContent = "";
    showStates(null);
    showAnswer();
    curves = { columns: [], rows: [], training: true };
    byId("curves-state").textContent = "";
    show("curves", false);
    pollCurves();
  }

  async function start() {
    try {
      runs = (await ask("runs")).runs;
      show("token-form", false);
      byId("problem").textContent = "";
      byId("run").replaceChildren(...runs.map((one) => element("option", { value: one.name }, one.name)));
      choose(runs[0].name);
    } catch (error) {
      byId("problem").textContent = error.message;
    }
  }

  byId("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    token = byId("token").value;
    start();
  });
  byId("run").addEventListener("change", () => choose(byId("run").value));
  byId("temperature").addEventListener("input", () => {
    byId("temperature-value").textContent = byId("temperature").valueAsNumber.toFixed(2);
  });
  byId("generate").addEventListener("click", generate);
  byId("prompt").addEventListener("input", watch);
  byId("states").addEventListener("keydown", onStateKey);
  byId("cells").addEventListener("click", (event) =>
    moveTo(Math.floor(event.offsetX / CELL), Math.floor(event.offsetY / CELL - 1.5)),
  );
  byId("ask-button").addEventListener("click", askText);
  byId("text").addEventListener("input", typed);
  byId("file").addEventListener("change", askFile);
  byId("row-form").addEventListener("submit", askRow);
  onTheme(drawStates);
  start();
})();
