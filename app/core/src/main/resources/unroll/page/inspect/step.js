"use strict";
// The step under the cursor.

const answerName = (id) => (data.answers[id] === undefined ? "#" + id : visible(data.answers[id]));

function answerRow(rank) {
  const at = state.step * predictions.most + rank;
  const id = predictions.ids[at];
  const value = probability(predictions.values[at]);
  const bar = element("div");
  bar.style.width = value * 100 + "%";
  return element(
    "tr",
    { class: id === predictions.labels[data.answersOnce ? endOfSequence(state.step) : state.step] ? "right" : null },
    element("td", { class: "code" }, answerName(id)),
    element("td", { class: "number" }, percent(value)),
    element("td", { class: "bar" }, bar),
  );
}

function valueText() {
  if (!isReadBy(state.layer, state.step)) {
    return `The ${data.layers[state.layer].stack} does not read this step.`;
  } else if (!coloring) {
    return "This page does not hold the values of this unit.";
  }
  const of = state.quantity.startsWith(answerPrefix) ? "" : ` of unit ${unitName(state.layer, state.unit)}`;
  return `${state.quantity}${of}: ${number(valueAt(coloring, state.step), 3)}`;
}

function drawStep() {
  byId("step-title").textContent = `Step ${number(state.step + 1)}: reads ${visible(steps[state.step])}`;
  byId("step-value").textContent = valueText();
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
  if (data.answersOnce) {
    const end = predictions.labels[endOfSequence(state.step)];
    byId("label").textContent = end < 0 ? "" : `Right at the end of the sequence: ${answerName(end)}.`;
    return;
  }
  const label = predictions.labels[state.step];
  const given = probability(predictions.ofLabel[state.step]);
  byId("label").textContent =
    label < 0 ? "No label at this step." : `Right: ${answerName(label)}, given ${percent(given)}.`;
}
