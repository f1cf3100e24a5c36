"use strict";
// The unrolled network as SVG: a column a step, input at the bottom, loss at the top.
const traceDiagram = (host, data, network, tools) => {
  const { svg } = unroll;
  const ROW = 19;
  const NUMBER = 48;
  const GAP = 40;
  const LEFT = 118;
  const NAMES = 86;
  const TOP = 50;
  const BAR = 96;
  const MOST_NUMBERED = 24;
  const THIN = 6;
  const MOST_ANSWERS = 12;
  const SPACE = 26;
  const { recurrent, key } = network;
  const pooledAt = data.firstLabel;

  const rowHeight = (units) => (units > MOST_NUMBERED ? THIN : ROW);
  const cut = (text, most) => (Array.from(text).length > most ? Array.from(text).slice(0, most - 1).join("") + "…" : text);
  const shownName = (text, most = 9) => cut(tools.visible(text), most);

  // ---- geometry: the same for every moment

  const hasNumbers = !network.isOneHot;
  const showsOneHot = network.isOneHot && data.inputSize <= MOST_ANSWERS;
  const answers = Math.min(network.output.units, MOST_ANSWERS);
  const longest = Math.max(...data.answers.map((name) => Math.min(9, Array.from(name).length)), 1);
  const nameWidth = 12 + 7 * longest;
  const widest = Math.max(...recurrent.map((layer, place) => network.quantities(place).length * NUMBER), nameWidth + BAR);
  const column = widest + GAP;

  const arrows = traceArrows(network, { ROW, NUMBER, GAP, BAR, nameWidth, widest, column }, host.id + "-tip");

  function sections(trace) {
    const all = [
      { kind: "loss", name: "loss", height: ROW },
      { kind: "output", name: network.output.kind === "SOFTMAX_CROSS_ENTROPY" ? "softmax" : "output", height: answers * ROW },
      { kind: "logit", name: "logits", height: answers * ROW },
    ];
    if (network.pooling) {
      const width = trace.answers[pooledAt].read.length;
      all.push({ kind: "pooled", name: "pooled", height: width * rowHeight(width), width });
    }
    for (let layer = recurrent.length - 1; layer >= 0; layer--) {
      for (let direction = 0; direction < recurrent[layer].directions; direction++) {
        const { units, name } = recurrent[layer];
        const labels = [name.replace(/ \(.*/, ""), name.replace(/.*\((.*)\)/, "$1"), network.directionName(layer, direction).trim()];
        all.push({ kind: "state", name: labels, layer, direction, height: ROW + units * rowHeight(units) });
      }
    }
    if (hasNumbers) {
      const width = trace.numbers[0].length;
      all.push({ kind: "number", name: data.layers[0].kind === "EMBEDDING" ? "embedding" : "input", height: width * rowHeight(width), width });
    } else {
      all.push({ kind: "onehot", name: "one-hot", height: showsOneHot ? data.inputSize * ROW : ROW });
    }
    all.push({ kind: "symbol", name: "reads", height: 28 });
    let y = TOP;
    for (const section of all) {
      section.y = y;
      y += section.height + SPACE;
    }
    return { all, height: y };
  }

  // ---- cells

  /** Blue through nothing to orange; pale enough for text on it. */
  function tint(rect, value, scale) {
    const share = Math.max(-1, Math.min(1, value / scale));
    rect.style.fill = `rgba(var(--${share < 0 ? "low" : "high"}), ${(Math.abs(share) * 0.55).toFixed(3)})`;
  }

  function cell(state, id, label, value, place, scale) {
    const { x, y, width, height } = place;
    const ground = svg("rect", { x, y, width, height });
    tint(ground, value, scale);
    const group = svg("g", { class: "cell", role: "button", tabindex: -1, "data-key": id, "aria-label": `${label}: ${tools.number(value)}` }, ground);
    if (height >= ROW) {
      group.append(svg("text", { x: x + width / 2, y: y + height - 5.5, "text-anchor": "middle" }, tools.short(value)));
    }
    group.addEventListener("click", () => tools.choose(id, group));
    state.root.append(group);
    state.cells.set(id, group);
    state.order[network.parse(id).step].push(id);
    return group;
  }

  function note(state, text, x, y, more = {}) {
    state.root.append(svg("text", { x, y, ...more }, text));
  }

  // ---- what a step shows

  /** The answers shown: all, or the most probable and the target, in the order of their ids. */
  function shownAnswers(answer) {
    const ids = answer.outputs.map((_, id) => id);
    if (ids.length <= MOST_ANSWERS) {
      return ids;
    }
    ids.sort((a, b) => answer.outputs[b] - answer.outputs[a]);
    const most = ids.slice(0, MOST_ANSWERS);
    if (answer.label !== undefined && !most.includes(answer.label)) {
      most[MOST_ANSWERS - 1] = answer.label;
    }
    return most.sort((a, b) => a - b);
  }

  function drawAnswers(state, step, columnX, section) {
    const x = columnX + (widest - nameWidth - BAR) / 2;
    const answer = state.trace.answers[step];
    const ids = shownAnswers(answer);
    const largest = Math.max(...answer.logits.map(Math.abs), 1e-9);
    ids.forEach((id, row) => {
      const y = section.y + row * ROW;
      const name = network.answerName(id);
      const isTarget = answer.label === id;
      note(state, shownName(name), x + nameWidth - 6, y + ROW - 5.5, { "text-anchor": "end", class: isTarget ? "target" : "name" });
      if (section.kind === "logit") {
        const place = { x: x + nameWidth, y, width: BAR, height: ROW };
        cell(state, key("logit", step, 0, 0, "", id), `logit of ${name}, step ${step + 1}`, answer.logits[id], place, largest);
        return;
      }
      drawOutput(state, step, x + nameWidth, y, id, name, answer);
    });
  }

  function drawOutput(state, step, x, y, id, name, answer) {
    const width = BAR;
    const group = cell(state, key("output", step, 0, 0, "", id), `output for ${name}, step ${step + 1}`, answer.outputs[id], { x, y, width, height: ROW }, Infinity);
    group.classList.toggle("is-target", answer.label === id);
    const share = Math.max(0, Math.min(1, answer.outputs[id]));
    group.querySelector("text").before(svg("rect", { class: "bar", x: x + 1, y: y + 3, width: Math.max(0.5, (width - 2) * share), height: ROW - 6 }));
  }

  function drawStates(state, step, x, section) {
    const { units } = recurrent[section.layer];
    const quantities = network.quantities(section.layer);
    const height = rowHeight(units);
    quantities.forEach((quantity, place) => {
      const left = x + (widest - quantities.length * NUMBER) / 2 + place * NUMBER;
      const letter = network.letter(recurrent[section.layer].kind, quantity);
      note(state, letter, left + NUMBER / 2, section.y + ROW - 6, { "text-anchor": "middle", class: "name" });
    });
    for (let unit = 0; unit < units; unit++) {
      quantities.forEach((quantity, place) => {
        const at = { step, layer: section.layer, direction: section.direction, quantity, unit };
        const value = network.value(state.moment, state.trace, at);
        const left = x + (widest - quantities.length * NUMBER) / 2 + place * NUMBER;
        const id = key("state", step, section.layer, section.direction, quantity, unit);
        const label = `${quantity}, unit ${unit + 1}${network.directionName(section.layer, section.direction)}, ${recurrent[section.layer].name}, step ${step + 1}`;
        const scale = quantity === "cell" ? state.largest : 1;
        cell(state, id, label, value, { x: left, y: section.y + ROW + unit * height, width: NUMBER, height }, scale);
      });
    }
  }

  function drawVector(state, step, x, section, values, kind, name) {
    const height = rowHeight(values.length);
    const largest = Math.max(...values.map(Math.abs), 1e-9);
    values.forEach((value, index) => {
      const place = { x: x + (widest - NUMBER) / 2, y: section.y + index * height, width: NUMBER, height };
      cell(state, key(kind, step, 0, 0, "", index), `${name} ${index + 1}, step ${step + 1}`, value, place, largest);
    });
  }

  function drawOneHot(state, step, x, section) {
    const id = state.trace.inputs[step];
    if (!showsOneHot) {
      const text = id < 0 ? "all 0" : `1 at ${id + 1} of ${data.inputSize}`;
      note(state, text, x + widest / 2, section.y + ROW - 5, { "text-anchor": "middle" });
      return;
    }
    for (let symbol = 0; symbol < data.inputSize; symbol++) {
      const place = { x: x + (widest - 30) / 2, y: section.y + symbol * ROW, width: 30, height: ROW };
      const name = network.inputName(symbol);
      cell(state, key("onehot", step, 0, 0, "", symbol), `one-hot ${name}, step ${step + 1}`, symbol === id ? 1 : 0, place, 1);
      note(state, shownName(name, 4), place.x - 6, place.y + ROW - 5.5, { "text-anchor": "end", class: "name" });
    }
  }

  function drawSection(state, step, x, section) {
    const answer = state.trace.answers[step];
    const middle = { "text-anchor": "middle" };
    if (section.kind === "state") {
      drawStates(state, step, x, section);
    } else if (section.kind === "number") {
      drawVector(state, step, x, section, state.trace.numbers[step], "number", "input");
    } else if (section.kind === "onehot") {
      drawOneHot(state, step, x, section);
    } else if (section.kind === "symbol") {
      const apart = state.apart.includes(step) ? " apart" : "";
      const name = network.inputSign(state.trace.inputs[step]);
      note(state, shownName(name, 16), x + widest / 2, section.y + 20, { ...middle, class: "symbol" + apart });
    } else if (answer && section.kind === "loss") {
      const place = { x: x + (widest - NUMBER) / 2, y: section.y, width: NUMBER, height: ROW };
      cell(state, key("loss", step), `loss, step ${step + 1}`, answer.loss, place, Math.log(Math.max(2, answer.outputs.length)) * 2);
    } else if (answer && section.kind === "pooled") {
      drawVector(state, step, x, section, answer.read, "pooled", "pooled unit");
    } else if (answer) {
      drawAnswers(state, step, x, section);
    } else if (section.kind === "logit") {
      note(state, "no answer is asked here", x + widest / 2, section.y + ROW, { ...middle, class: "name" });
    }
  }

  // ---- the whole

  function head(state, step, x) {
    const answer = state.trace.answers[step];
    const middle = { "text-anchor": "middle" };
    note(state, `step ${step + 1}`, x + widest / 2, 14, { ...middle, class: "name" });
    if (answer && answer.label !== undefined) {
      const isRight = answer.best === answer.label;
      const verdict = isRight ? "✓" : `✗, not ${shownName(network.answerName(answer.label))}`;
      const text = `says ${shownName(network.answerName(answer.best))} ${verdict}`;
      note(state, text, x + widest / 2, 30, { ...middle, class: isRight ? "right" : "wrong" });
    } else if (answer && answer.targets.length <= 3) {
      note(state, `target ${answer.targets.map(tools.short).join(", ")}`, x + widest / 2, 30, middle);
    }
    if (state.apart[0] === step) {
      note(state, "reads what is not the truth", x + widest / 2, 45, { ...middle, class: "apart" });
      state.root.prepend(svg("rect", { class: "parting", x: x - 18, y: 2, width: widest + 36, height: state.height - 4 }));
    }
  }

  function largestCell(trace) {
    const cells = trace.layers.flat().flatMap((direction) => (direction.cell || []).flat());
    return Math.max(1, ...cells.map(Math.abs));
  }

  /**
   * Draws a trace; apart are the steps of a free run whose input is another than the truth.
   * Gives the cells by their keys, and the keys of every step from top to bottom.
   */
  function draw(moment, trace, isFree, apart) {
    const { all, height } = sections(trace);
    const steps = trace.inputs.length;
    const tip = svg("marker", { id: host.id + "-tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { class: "tip", d: "M0 0L8 4L0 8z" }));
    // The names stay where they are when the steps are scrolled.
    const names = svg("svg", { class: "names", viewBox: `0 0 ${NAMES} ${height}`, width: NAMES, height, "aria-hidden": "true" });
    const root = svg("svg", { viewBox: `${NAMES} 0 ${width(steps) - NAMES} ${height}`, width: width(steps) - NAMES, height, role: "group", "aria-label": host.dataset.label }, svg("defs", {}, tip));
    const state = { note, shownAnswers, root, moment, trace, apart, height, cells: new Map(), order: trace.inputs.map(() => []), largest: largestCell(trace) };
    for (const section of all) {
      [].concat(section.name).forEach((name, line) =>
        names.append(svg("text", { x: 2, y: section.y + 14 + line * 15, class: line ? "name" : "section" }, name)),
      );
    }
    for (let step = 0; step < steps; step++) {
      const x = LEFT + step * column;
      head(state, step, x);
      all.forEach((section) => drawSection(state, step, x, section));
      arrows.drawArrows(state, step, x, all);
      if (isFree && step >= data.firstLabel && step + 1 < steps) {
        arrows.drawFeedback(state, step, x, all);
      }
    }
    host.replaceChildren(names, root);
    return state;
  }

  /** How wide a drawing of so many steps is. */
  const width = (steps) => LEFT + steps * column;

  /** Brings the first labeled step into view. */
  function showLabels() {
    host.scrollLeft = width(data.firstLabel) - host.clientWidth / 3;
  }

  return { draw, width, showLabels };
};
