"use strict";
// The forms: which there are for the chosen run, and what is asked when they are used.
(() => {
  const { element } = unroll;
  const WATCHED = 500;
  const byId = (id) => document.getElementById(id);
  const show = (id, shown) => (byId(id).hidden = !shown);
  const whole = (id) => byId(id).valueAsNumber;
  const TEXT_LABELS = {
    "sentiment-classification": "Text to be judged",
    translation: "Text to translate",
    "frame-labeling": "Words with spaces between them",
  };
  const FILE_LABELS = {
    image: "Picture, PNG or JPEG",
    video: "Video, MP4, WebM or GIF",
    table: "Table of frames, CSV",
  };
  const MEDIA_TYPES = {
    png: "image/png",
    jpg: "image/jpeg",
    jpeg: "image/jpeg",
    gif: "image/gif",
    mp4: "video/mp4",
    webm: "video/webm",
    csv: "text/csv",
  };
  let runs = [];
  let run = null;

  const api = serveApi({
    onRefused: () => show("token-form", true),
    onWork: (isWorking) => (byId("working").textContent = isWorking ? "Asking …" : ""),
    onProblem: (line) => (byId("problem").textContent = line),
  });
  const states = serveStates();
  const answers = serveAnswers();
  const curves = serveCurves({
    ask: (action) => ofRun(action),
    onPoll: lookForModel,
    onProblem: (error) => (byId("problem").textContent = error ? api.sentence(error) : ""),
    table: answers.table,
  });

  function ofRun(action, body, type) {
    return api.ask(`runs/${encodeURIComponent(run.name)}/${action}`, body, type);
  }

  // Character language models.

  const watched = (text) => Array.from(text).slice(0, WATCHED).join("");

  const watch = serveDebounced(() => {
    const text = watched(byId("prompt").value);
    if (text) {
      api.latest(() => ofRun("states", JSON.stringify({ text })), states.show, () => states.show(null));
    } else {
      api.forget();
      states.show(null);
    }
  });

  function generate() {
    watch.cancel();
    const prompt = byId("prompt").value;
    const body = {
      prompt,
      length: whole("length"),
      temperature: whole("temperature"),
      "top-k": whole("top-k"),
      seed: whole("seed"),
    };
    api.latest(
      async (isWanted) => {
        const { text } = await ofRun("generate", JSON.stringify(body));
        const read = isWanted() ? watched(text) : "";
        return { text, states: read ? await ofRun("states", JSON.stringify({ text: read })) : null };
      },
      (answer) => {
        byId("written").replaceChildren(
          element("span", { class: "muted" }, prompt),
          element("span", {}, answer.text.slice(prompt.length)),
        );
        states.show(answer.states);
      },
      () => {
        byId("written").replaceChildren();
        states.show(null);
      },
    );
  }

  // Everything else.

  function showAnswer({ line, parts }) {
    byId("said-line").textContent = line;
    byId("said").replaceChildren(...parts);
    show("answer", line !== "" || parts.length > 0);
  }

  const noAnswer = () => showAnswer({ line: "", parts: [] });

  function predict(body, type) {
    api.latest(() => ofRun("predict", body, type), (answer) => showAnswer(answers.said(answer)), noAnswer);
  }

  function askText() {
    typed.cancel();
    const text = byId("text").value;
    if (!text.trim()) {
      api.forget();
      noAnswer();
    } else if (run.task === "sentiment-classification") {
      const steps = () => ofRun("steps", JSON.stringify({ text }));
      api.latest(steps, (answer) => showAnswer(answers.saidSteps(answer)), noAnswer);
    } else {
      predict(JSON.stringify(run.attention ? { input: text, alignment: true } : { input: text }));
    }
  }

  const typed = serveDebounced(askText);

  function askRow(event) {
    event.preventDefault();
    const input = {};
    byId("fields")
      .querySelectorAll("[name]")
      .forEach((field) => {
        input[field.name] =
          field.type === "number" ? (field.value === "" ? null : field.valueAsNumber) : field.value;
      });
    predict(JSON.stringify({ input }));
  }

  function askFile() {
    const file = byId("file").files[0];
    show("preview", false);
    if (!file) {
      return;
    }
    if (run.reads === "image") {
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        byId("preview").src = reader.result;
        show("preview", true);
      });
      reader.readAsDataURL(file);
    }
    predict(file, MEDIA_TYPES[file.name.toLowerCase().split(".").pop()] ?? file.type);
  }

  function field(column) {
    const id = "field-" + column.name;
    const control =
      column.type === "categorical"
        ? element("select", { id, name: column.name }, ...column.categories.map((one) => element("option", {}, one)))
        : element("input", { id, name: column.name, type: "number", step: "any" });
    return element("div", { class: "field" }, element("label", { for: id }, column.name), control);
  }

  // Runs.

  function showForms() {
    const usable = run["has-model"];
    const isWriter = run.task === "character-language-model";
    byId("about").textContent = `${run.task}, ${run.topology}` + (usable ? "" : "; no model yet");
    show("write", usable && isWriter);
    show("ask", usable && !isWriter && (run.reads === "text" || run.reads === "tokens"));
    show("upload", usable && run.uploads.length > 0);
    show("row", usable && run.reads === "row");
    byId("fields").replaceChildren(...run.columns.map(field));
  }

  function choose(name) {
    run = runs.find((one) => one.name === name);
    watch.cancel();
    typed.cancel();
    api.forget();
    byId("prompt").value = "";
    byId("text").value = "";
    byId("text-label").textContent = TEXT_LABELS[run.task] ?? "Text";
    byId("file-label").textContent = FILE_LABELS[run.reads] ?? "File";
    byId("file").accept = run.uploads.join(",");
    byId("file").value = "";
    show("preview", false);
    byId("written").replaceChildren();
    states.show(null);
    noAnswer();
    showForms();
    curves.show(name);
  }

  /** A run that was young when the page came may have something to ask by now. */
  async function lookForModel() {
    if (run["has-model"]) {
      return;
    }
    const mine = run;
    try {
      runs = (await api.ask("runs")).runs;
    } catch {
      // The next look may find it.
      return;
    }
    if (run === mine) {
      run = runs.find((one) => one.name === mine.name);
      showForms();
    }
  }

  async function start() {
    try {
      runs = (await api.ask("runs")).runs;
      show("token-form", false);
      byId("run").replaceChildren(...runs.map((one) => element("option", { value: one.name }, one.name)));
      show("choice", true);
      choose(runs[0].name);
    } catch (error) {
      byId("problem").textContent = api.sentence(error);
    }
  }

  const tokenInHash = /^#token=([A-Za-z0-9_-]+)$/.exec(location.hash);
  if (tokenInHash) {
    api.show(tokenInHash[1]);
    // Neither the history nor a copied address is to hold it.
    history.replaceState(null, "", location.pathname);
  }
  byId("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    api.show(byId("token").value);
    start();
  });
  byId("run").addEventListener("change", () => choose(byId("run").value));
  byId("temperature").addEventListener("input", () => {
    byId("temperature-value").textContent = whole("temperature").toFixed(2);
  });
  byId("write-form").addEventListener("submit", (event) => {
    event.preventDefault();
    generate();
  });
  byId("prompt").addEventListener("input", watch);
  byId("ask-button").addEventListener("click", askText);
  byId("text").addEventListener("input", typed);
  byId("file").addEventListener("change", askFile);
  byId("row-form").addEventListener("submit", askRow);
  start();
})();
