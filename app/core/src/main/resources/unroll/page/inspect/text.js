"use strict";
// The text, of which only the lines in view are in the document.

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
  const isStart = new Set([...data.starts, ...data.targets]);
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
  coloring = answerNumbers(state.quantity) || numbersOf(state.layer, state.quantity, state.unit);
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
