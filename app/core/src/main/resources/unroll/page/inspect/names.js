"use strict";
// Units named by what they tell.

function figure(score, value) {
  return score.isBinary ? value.toFixed(3) : (value < 0 ? "−" : "") + Math.abs(value).toFixed(3);
}

function unitButton(score, unit) {
  const { stack, name: layerName } = data.layers[unit.layer];
  const layer = stack ? `${layerName}, ` : data.layers.length > 1 ? `layer ${unit.layer + 1}, ` : "";
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
