"use strict";
(() => {
  const { data, element, number, visible } = unroll;
  const byId = (id) => document.getElementById(id);
  const steps = data.steps;
  const count = steps.length;
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  // What is chosen, and the steps that curves and map show.
  const state = { layer: 0, unit: 0, quantity: "hidden", step: 0, from: 0, shown: Math.min(count, 200), height: 1 };

  // ---- numbers

  function bytes(text) {
    const binary = atob(text);
    const array = new Uint8Array(binary.length);
    for (let i = 0; i < array.length; i++) {
      array[i] = binary.charCodeAt(i);
    }
    return array;
  }

  // Only little-endian machines run browsers.
  const predictions = {
    most: data.predictions.most,
    ids: new Int32Array(bytes(data.predictions.ids).buffer),
    values: new Uint16Array(bytes(data.predictions.values).buffer),
    labels: new Int32Array(bytes(data.predictions.labels).buffer),
    ofLabel: new Uint16Array(bytes(data.predictions.ofLabel).buffer),
  };
  const probability = (stored) => (stored === 65535 ? NaN : stored / 65534);

  function seriesOf(layer, name) {
    const found = data.layers[layer].series.find((series) => series.name === name);
    if (found && !found.bytes) {
      found.bytes = bytes(found.data);
      found.data = null;
      found.place = new Map(found.units.map((unit, place) => [unit, place]));
    }
    return found;
  }

  /** A unit's numbers, null if the page does not hold them. */
  function numbersOf(layer, name, unit) {
    const series = seriesOf(layer, name);
    const place = series ? series.place.get(unit) : undefined;
    if (place === undefined) {
      return null;
    }
    const low = series.low[place];
    const high = series.high[place];
    const isSigned = name === "hidden" || name === "cell";
    return {
      bytes: series.bytes.subarray(place * count, (place + 1) * count),
      low,
      high,
      unit: (high - low) / 255,
      largest: isSigned ? Math.max(Math.abs(low), Math.abs(high), 1e-12) : 1,
    };
  }

  const valueAt = (numbers, step) => numbers.low + numbers.bytes[step] * numbers.unit;

  function unitName(layer, unit) {
    const { readsBothWays, units } = data.layers[layer];
    if (!readsBothWays) {
      return String(unit + 1);
    }
    return unit < units / 2 ? `${unit + 1} forward` : `${unit - units / 2 + 1} backward`;
  }

  // ---- colors

  const colors = { text: [], map: new Uint8ClampedArray(256 * 3) };

  function triple(name) {
    const value = unroll.color(name);
    return value.startsWith("#")
      ? [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16))
      : value.split(",").map(Number);
  }

  /** 256 colors from -1 to 1; those behind text are paler, so that it stays readable. */
  function makeColors() {
    const ground = triple("ground");
    const most = unroll.isDark() ? 0.5 : 0.6;
    const ends = [triple("low"), triple("high")];
    for (let i = 0; i < 256; i++) {
      const value = (i - 127.5) / 127.5;
      const end = ends[value < 0 ? 0 : 1];
      colors.text[i] = `rgba(${end.join(",")},${(Math.abs(value) * most).toFixed(3)})`;
      for (let c = 0; c < 3; c++) {
        colors.map[i * 3 + c] = ground[c] + (end[c] - ground[c]) * Math.abs(value);
      }
    }
  }

  const colorIndex = (value) => Math.round(clamp(value, -1, 1) * 127.5 + 127.5);

  function drawScale() {
    const canvas = byId("scale");
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    for (let x = 0; x < canvas.width; x++) {
      context.fillStyle = colors.text[Math.floor((x / canvas.width) * 256)];
      context.fillRect(x, 0, 1, canvas.height);
    }
  }

  // ---- text: only the lines in view are in the document

  const text = byId("text");
  const lineHeight = 1.6 * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const filler = element("div");
  text.append(filler);
  let lines = [];
  const inView = new Map();
  let coloring = null;

  function shown(step) {
    const name = steps[step];
    return data.areCharacters && name === " " ? " " : visible(name);
  }

  function widthOf(name) {
    let width = 0;
    for (const character of name) {
      width += character.codePointAt(0) >= 0x1100 ? 2 : 1;
    }
    return width;
  }

  function columns() {
    const probe = element("span", { class: "line" }, "0".repeat(50));
    text.append(probe);
    const width = probe.getBoundingClientRect().width / 50;
    probe.remove();
    return Math.max(10, Math.floor((text.clientWidth - 16) / width));
  }

  /** First step of every line. */
  function breakLines() {
    const most = columns();
    const isStart = new Set(data.starts);
    const gap = data.areCharacters ? 0 : 1;
    lines = [];
    let width = Infinity;
    for (let step = 0; step < count; step++) {
      const needed = widthOf(shown(step)) + gap;
      const afterBreak = step > 0 && data.areCharacters && steps[step - 1] === "\n";
      if (width + needed > most || afterBreak || isStart.has(step)) {
        lines.push(step);
        width = 0;
      }
      width += needed;
    }
    filler.style.height = lines.length * lineHeight + "px";
    inView.forEach((line) => line.remove());
    inView.clear();
  }

  function lineOf(step) {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lines[middle] <= step) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  const endOf = (line) => (line + 1 < lines.length ? lines[line + 1] : count);

  function makeLine(index) {
    const line = element("div", { class: "line" });
    line.style.top = index * lineHeight + "px";
    for (let step = lines[index]; step < endOf(index); step++) {
      const span = element("span", data.areCharacters ? {} : { class: "apart" }, shown(step));
      span.step = step;
      line.append(span);
    }
    return line;
  }

  function colorLine(line) {
    for (const span of line.children) {
      const value = coloring ? valueAt(coloring, span.step) / coloring.largest : 0;
      span.style.background = colors.text[colorIndex(value)];
      span.classList.toggle("chosen", span.step === state.step);
    }
  }

  function drawText() {
    const first = clamp(Math.floor(text.scrollTop / lineHeight) - 3, 0, lines.length - 1);
    const last = clamp(Math.ceil((text.scrollTop + text.clientHeight) / lineHeight) + 3, 0, lines.length - 1);
    for (const [index, line] of inView) {
      if (index < first || index > last) {
        line.remove();
        inView.delete(index);
      }
    }
    for (let index = first; index <= last; index++) {
      if (!inView.has(index)) {
        const line = makeLine(index);
        colorLine(line);
        inView.set(index, line);
        text.append(line);
      }
    }
  }

  function recolorText() {
    coloring = numbersOf(state.layer, state.quantity, state.unit);
    inView.forEach(colorLine);
  }

  function reveal() {
    const top = lineOf(state.step) * lineHeight;
    if (top < text.scrollTop || top + lineHeight > text.scrollTop + text.clientHeight) {
      text.scrollTop = top - text.clientHeight / 2;
    }
  }

  function moveByLine(by) {
    const line = lineOf(state.step);
    const target = clamp(line + by, 0, lines.length - 1);
    const column = state.step - lines[line];
    return target === line ? state.step : Math.min(lines[target] + column, endOf(target) - 1);
  }

  function onTextKey(event) {
    const page = Math.max(1, Math.floor(text.clientHeight / lineHeight) - 1);
    const moves = {
      ArrowLeft: () => state.step - 1,
      ArrowRight: () => state.step + 1,
      ArrowUp: () => moveByLine(-1),
      ArrowDown: () => moveByLine(1),
      PageUp: () => moveByLine(-page),
      PageDown: () => moveByLine(page),
      Home: () => 0,
      End: () => count - 1,
    };
    if (moves[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      chooseStep(moves[event.key]());
      reveal();
    }
  }

  // ---- the step under the cursor

  const answerName = (id) => (data.answers[id] === undefined ? "#" + id : visible(data.answers[id]));
  const percent = (value) => (value * 100).toFixed(value < 0.1 ? 2 : 1) + " %";

  function answerRow(rank) {
    const at = state.step * predictions.most + rank;
    const id = predictions.ids[at];
    const value = probability(predictions.values[at]);
    const bar = element("div");
    bar.style.width = value * 100 + "%";
    return element(
      "tr",
      { class: id === predictions.labels[state.step] ? "right" : null },
      element("td", { class: "code" }, answerName(id)),
      element("td", { class: "number" }, percent(value)),
      element("td", { class: "bar" }, bar),
    );
  }

  function drawStep() {
    byId("step-title").textContent = `Step ${number(state.step + 1)}: reads ${visible(steps[state.step])}`;
    byId("step-value").textContent = coloring
      ? `${state.quantity} of unit ${unitName(state.layer, state.unit)}: ${number(valueAt(coloring, state.step), 3)}`
      : "This page does not hold the values of this unit.";
    const rows = [];
    for (let rank = 0; rank < predictions.most; rank++) {
      if (predictions.ids[state.step * predictions.most + rank] >= 0) {
        rows.push(answerRow(rank));
      }
    }
    if (rows.length === 0) {
      rows.push(element("tr", {}, element("td", { colspan: 3 }, "no answer at this step")));
    }
    byId("answers").replaceChildren(...rows);
    const label = predictions.labels[state.step];
    const given = probability(predictions.ofLabel[state.step]);
    byId("label").textContent =
      label < 0 ? "No label at this step." : `Right: ${answerName(label)}, given ${percent(given)}.`;
  }

  // ---- canvases

  function fit(canvas) {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, width, height);
    return { context, width, height, ratio };
  }

  const stepAt = (canvas, event) => {
    const box = canvas.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return clamp(state.from + Math.floor(share * state.shown), 0, count - 1);
  };

  const curves = [];

  function makeCurves() {
    curves.length = 0;
    const box = byId("curves");
    box.replaceChildren();
    for (const series of data.layers[state.layer].series) {
      const label = element("div");
      const canvas = element("canvas", { role: "img", "aria-label": `${series.name} of the unit over time` });
      canvas.addEventListener("click", (event) => {
        chooseStep(stepAt(canvas, event));
        reveal();
      });
      box.append(element("div", { class: "curve" }, label, canvas));
      curves.push({ name: series.name, label, canvas, color: "series-" + (curves.length + 1) });
    }
  }

  function drawCurve({ name, label, canvas, color }) {
    const numbers = numbersOf(state.layer, name, state.unit);
    const title = data.layers[state.layer].series.length > 1 && !["hidden", "cell"].includes(name) ? name + " gate" : name;
    label.textContent = numbers ? `${title} ${number(valueAt(numbers, state.step), 3)}` : `${title}: not in this page`;
    const { context, width, height, ratio } = fit(canvas);
    if (!numbers) {
      return;
    }
    const isGate = title.endsWith("gate");
    const low = isGate ? 0 : -numbers.largest;
    const high = isGate ? 1 : numbers.largest;
    const y = (value) => height - 3 * ratio - ((value - low) / (high - low)) * (height - 6 * ratio);
    const x = (step) => ((step - state.from + 0.5) / state.shown) * width;
    context.strokeStyle = unroll.color("line");
    context.beginPath();
    context.moveTo(0, y(0));
    context.lineTo(width, y(0));
    context.stroke();
    context.strokeStyle = unroll.color(color);
    context.lineWidth = 1.5 * ratio;
    context.beginPath();
    const stride = Math.max(1, Math.floor(state.shown / (2 * width)));
    for (let step = state.from; step < Math.min(count, state.from + state.shown); step += stride) {
      context.lineTo(x(step), y(valueAt(numbers, step)));
    }
    context.stroke();
    drawCursor(context, x(state.step), height, ratio);
  }

  function drawCursor(context, x, height, ratio) {
    context.strokeStyle = unroll.color("text");
    context.lineWidth = ratio;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
  }

  // ---- map

  const map = byId("map");
  let mapImage = null;

  /** Colors of one unit, a pixel a column. */
  function paintUnit(pixels, row, width, numbers) {
    const perColumn = state.shown / width;
    for (let column = 0; column < width; column++) {
      const first = Math.floor(state.from + column * perColumn);
      const last = Math.max(first + 1, Math.floor(state.from + (column + 1) * perColumn));
      let sum = 0;
      for (let step = first; step < last; step++) {
        sum += numbers.bytes[step];
      }
      const value = numbers.low + (sum / (last - first)) * numbers.unit;
      const color = colorIndex(value / numbers.largest) * 3;
      const at = (row * width + column) * 4;
      pixels[at] = colors.map[color];
      pixels[at + 1] = colors.map[color + 1];
      pixels[at + 2] = colors.map[color + 2];
      pixels[at + 3] = 255;
    }
  }

  /** One line of pixels a unit, stretched by the style sheet. */
  function paintMap() {
    const units = data.layers[state.layer].units;
    const width = Math.max(1, Math.min(map.clientWidth || 800, Math.max(state.shown, 1)));
    mapImage = new ImageData(width, units);
    for (let unit = 0; unit < units; unit++) {
      const numbers = numbersOf(state.layer, "hidden", unit);
      if (numbers) {
        paintUnit(mapImage.data, unit, width, numbers);
      }
    }
    drawMap();
  }

  function drawMap() {
    const units = data.layers[state.layer].units;
    map.style.height = units * state.height + "px";
    const ratio = window.devicePixelRatio || 1;
    map.width = Math.round(map.clientWidth * ratio);
    map.height = Math.min(8192, Math.round(units * state.height * ratio));
    const context = map.getContext("2d");
    const copy = element("canvas");
    copy.width = mapImage.width;
    copy.height = mapImage.height;
    copy.getContext("2d").putImageData(mapImage, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(copy, 0, 0, map.width, map.height);
    const line = map.height / units;
    context.strokeStyle = unroll.color("text");
    context.lineWidth = Math.max(1, ratio);
    context.strokeRect(0, state.unit * line, map.width, Math.max(line, 2));
    if (state.step >= state.from && state.step < state.from + state.shown) {
      drawCursor(context, ((state.step - state.from + 0.5) / state.shown) * map.width, map.height, ratio);
    }
    byId("window").textContent =
      `steps ${number(state.from + 1)} to ${number(Math.min(count, state.from + state.shown))} of ${number(count)}`;
  }

  function show(from, shownSteps) {
    state.shown = clamp(Math.round(shownSteps), Math.min(20, count), count);
    state.from = clamp(Math.round(from), 0, count - state.shown);
    const range = byId("from");
    range.max = count - state.shown;
    range.value = state.from;
    later(paintMap, drawCurves);
  }

  function zoom(factor, step = state.step) {
    const wanted = clamp(state.shown * factor, Math.min(20, count), count);
    const share = clamp((step - state.from) / state.shown, 0, 1);
    show(step - share * wanted, wanted);
  }

  function onMapKey(event) {
    const units = data.layers[state.layer].units;
    const moves = {
      ArrowLeft: () => chooseStep(state.step - 1),
      ArrowRight: () => chooseStep(state.step + 1),
      ArrowUp: () => chooseUnit(state.layer, clamp(state.unit - 1, 0, units - 1)),
      ArrowDown: () => chooseUnit(state.layer, clamp(state.unit + 1, 0, units - 1)),
      "+": () => zoom(0.5),
      "=": () => zoom(0.5),
      "-": () => zoom(2),
    };
    if (moves[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      moves[event.key]();
    }
  }

  function onMapClick(event) {
    const box = map.getBoundingClientRect();
    const units = data.layers[state.layer].units;
    const unit = clamp(Math.floor(((event.clientY - box.top) / box.height) * units), 0, units - 1);
    chooseUnit(state.layer, unit);
    chooseStep(stepAt(map, event));
    reveal();
  }

  // ---- names

  function figure(score, value) {
    return score.isBinary ? value.toFixed(3) : (value < 0 ? "−" : "") + Math.abs(value).toFixed(3);
  }

  function unitButton(score, unit) {
    const layer = data.layers.length > 1 ? `layer ${unit.layer + 1}, ` : "";
    const quantity = unit.quantity === "hidden" ? "" : unit.quantity + " of ";
    const name = `${layer}${quantity}unit ${unitName(unit.layer, unit.unit)}${unit.isInverted ? ", falling" : ""}`;
    return element(
      "button",
      {
        type: "button",
        title: `ranking half ${figure(score, unit.ranking)}, held-out half ${figure(score, unit.heldOut)}`,
        click: () => {
          state.quantity = unit.quantity;
          chooseUnit(unit.layer, unit.unit);
          byId("h-text").scrollIntoView();
        },
      },
      name,
    );
  }

  function scoreRow(score) {
    const best = score.units[0];
    const isFound = best.heldOut > score.baseline;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, score.name),
      element("td", {}, unitButton(score, best)),
      element("td", {}, score.isBinary ? "AUC" : "rank correlation"),
      element("td", { class: "number" }, figure(score, best.heldOut)),
      element("td", { class: "number" }, figure(score, score.baseline)),
      element("td", { class: isFound ? "good" : "muted" }, isFound ? "yes" : "no"),
      element("td", {}, ...score.units.slice(1, 4).map((unit) => unitButton(score, unit))),
    );
  }

  function drawScores() {
    byId("measured").textContent =
      `Measured on ${data.measuredOn}. The first half ranks the units, the second half gives the figures. Chance is the ` +
      "99 % quantile, over 100 circular shifts of the annotation, of the best figure among all units.";
    byId("scores").replaceChildren(...data.scores.map(scoreRow));
    byId("skipped").textContent = data.skipped.length
      ? `Not measured, as they hardly ever change in a half: ${data.skipped.join(", ")}.`
      : "";
  }

  function namesOf(layer, unit) {
    const names = [];
    for (const score of data.scores) {
      const found = score.units.find((one) => one.layer === layer && one.unit === unit);
      if (found && found.heldOut > score.baseline) {
        names.push(`${score.name} (${found.quantity}${found.isInverted ? ", falling" : ""}: ${figure(score, found.heldOut)})`);
      }
    }
    return names;
  }

  // ---- saturation

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

  // ---- choosing

  const waiting = new Set();

  /** Draws before the next frame, everything once. */
  function later(...drawings) {
    if (waiting.size === 0) {
      requestAnimationFrame(() => {
        const all = [...waiting];
        waiting.clear();
        all.forEach((draw) => draw());
      });
    }
    drawings.forEach((draw) => waiting.add(draw));
  }

  const drawCurves = () => curves.forEach(drawCurve);
  const drawPlots = () => plots.forEach(drawPlot);

  function chooseStep(step) {
    const wanted = clamp(step, 0, count - 1);
    const before = inView.get(lineOf(state.step));
    state.step = wanted;
    const line = inView.get(lineOf(wanted));
    [before, line].forEach((one) => one && colorLine(one));
    if (wanted < state.from || wanted >= state.from + state.shown) {
      show(wanted - state.shown / 2, state.shown);
    }
    later(drawStep, drawCurves, drawMap);
  }

  function chooseUnit(layer, unit) {
    const isOther = layer !== state.layer;
    state.layer = layer;
    state.unit = unit;
    if (isOther) {
      changeLayer();
    }
    byId("layer").value = String(layer);
    byId("unit").value = String(unit);
    byId("quantity").value = state.quantity;
    const names = namesOf(layer, unit);
    byId("names").textContent = names.length
      ? `Unit ${unitName(layer, unit)} tells: ${names.slice(0, 5).join(", ")}`
      : `Unit ${unitName(layer, unit)} is among the best for nothing that was measured.`;
    recolorText();
    later(drawStep, drawCurves, drawMap, drawPlots);
  }

  function changeLayer() {
    const layer = data.layers[state.layer];
    byId("unit").replaceChildren(
      ...Array.from({ length: layer.units }, (_, unit) =>
        element("option", { value: unit }, unitName(state.layer, unit)),
      ),
    );
    const names = layer.series.map((series) => series.name);
    state.quantity = names.includes(state.quantity) ? state.quantity : "hidden";
    byId("quantity").replaceChildren(...names.map((name) => element("option", { value: name }, name)));
    makeCurves();
    makePlots();
    state.height = clamp(Math.floor(320 / layer.units), 1, 16);
    state.height = [16, 8, 4, 2, 1].find((height) => height <= state.height);
    byId("height").value = String(state.height);
    later(paintMap);
  }

  function neighbor(by) {
    const units = data.layers[state.layer].units;
    chooseUnit(state.layer, (state.unit + by + units) % units);
  }

  function redraw() {
    makeColors();
    drawScale();
    recolorText();
    later(paintMap, drawStep, drawCurves, drawPlots);
  }

  function listen() {
    text.addEventListener("scroll", () => later(drawText), { passive: true });
    text.addEventListener("keydown", onTextKey);
    text.addEventListener("pointermove", (event) => {
      if (event.target.step !== undefined && event.target.step !== state.step) {
        chooseStep(event.target.step);
      }
    });
    text.addEventListener("click", (event) => event.target.step !== undefined && chooseStep(event.target.step));
    byId("layer").addEventListener("change", (event) => chooseUnit(Number(event.target.value), 0));
    byId("unit").addEventListener("change", (event) => chooseUnit(state.layer, Number(event.target.value)));
    byId("quantity").addEventListener("change", (event) => {
      state.quantity = event.target.value;
      chooseUnit(state.layer, state.unit);
    });
    byId("before").addEventListener("click", () => neighbor(-1));
    byId("after").addEventListener("click", () => neighbor(1));
    byId("in").addEventListener("click", () => zoom(0.5));
    byId("out").addEventListener("click", () => zoom(2));
    byId("whole").addEventListener("click", () => show(0, count));
    byId("from").addEventListener("input", (event) => show(Number(event.target.value), state.shown));
    byId("height").addEventListener("change", (event) => {
      state.height = Number(event.target.value);
      later(drawMap);
    });
    map.addEventListener("click", onMapClick);
    byId("map-box").addEventListener("keydown", onMapKey);
    byId("map-box").addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey) {
          event.preventDefault();
          zoom(event.deltaY > 0 ? 1.25 : 0.8, stepAt(map, event));
        }
      },
      { passive: false },
    );
    addEventListener("resize", () => {
      breakLines();
      later(drawText, paintMap, drawCurves, drawPlots);
    });
    unroll.onTheme(redraw);
  }

  function start() {
    for (const [name, value] of Object.entries(data.about)) {
      byId("about").append(element("dt", {}, name), element("dd", {}, value));
    }
    byId("layer").append(...data.layers.map((layer, at) => element("option", { value: at }, layer.name)));
    makeColors();
    breakLines();
    changeLayer();
    listen();
    drawScores();
    const found = data.scores.find((score) => score.units[0].heldOut > score.baseline);
    const first = found ? found.units[0] : { layer: 0, unit: 0, quantity: "hidden" };
    state.quantity = first.quantity;
    drawScale();
    show(0, state.shown);
    chooseUnit(first.layer, first.unit);
    chooseStep(0);
    later(drawText);
  }

  start();
})();
