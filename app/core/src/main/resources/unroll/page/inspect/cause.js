"use strict";
// Cause: what the network says when a unit is held.

const held = { at: 0, how: "zeroed" };
const signed = (value) => (value > 0 ? "+" : "") + number(value, 3);

function heldName(of) {
  const layer = data.layers.length > 1 ? `layer ${of.layer + 1}, ` : "";
  return `${layer}unit ${unitName(of.layer, of.unit)}`;
}

/** The kind, all aside, whose loss changes most. */
function strongest(changes) {
  let best = 0;
  changes.forEach((change, at) => {
    best = at > 0 && (best === 0 || Math.abs(change) > Math.abs(changes[best])) ? at : best;
  });
  return best === 0 ? "–" : `${data.cause.kinds[best].name}: ${signed(changes[best])}`;
}

function causeRow(of, at) {
  const choose = () => {
    chooseHeld(at);
    chooseUnit(of.layer, of.unit);
  };
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, element("button", { type: "button", click: choose }, heldName(of))),
    ...numberCells(signed(of.zeroed[0]), signed(of.clamped[0])),
    element("td", {}, strongest(of.zeroed)),
    element("td", {}, strongest(of.clamped)),
  );
}

function chanceRow(name, key) {
  const { zeroed, clamped } = data.cause;
  return element(
    "tr",
    { class: "muted" },
    element("th", { scope: "row" }, name),
    ...numberCells(signed(zeroed[0][key]), signed(clamped[0][key])),
    element("td", {}),
    element("td", {}),
  );
}

function kindRow(kind, at, changes, largest) {
  const change = changes[at];
  const chance = data.cause.others ? data.cause[held.how][at] : null;
  const bar = element("div");
  bar.style.width = (Math.abs(change) / largest) * 100 + "%";
  bar.style.background = unroll.color(change > 0 ? "series-2" : "series-1");
  const isMore = chance && change > chance.high;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, kind.name),
    ...numberCells(number(kind.steps), number(kind.before), signed(change)),
    element("td", { class: "bar" }, bar),
    ...numberCells(chance ? signed(chance.median) : "–", chance ? signed(chance.high) : "–"),
    element("td", { class: isMore ? "good" : "muted" }, chance ? (isMore ? "yes" : "no") : "–"),
  );
}

/** Symbols as one line of text, those that differ from others at their place marked. */
function writtenParts(symbols, others) {
  const gap = data.cause.prompt ? "" : " ";
  const parts = [];
  symbols.forEach((symbol, at) => {
    const isOther = others !== null && symbol !== others[at];
    const last = parts[parts.length - 1];
    const text = (isOther && symbol.trim() === "" ? visible(symbol) + (symbol === "\n" ? symbol : "") : symbol) + gap;
    if (last && last.isOther === isOther) {
      last.text += text;
    } else {
      parts.push({ isOther, text });
    }
  });
  return parts.map(({ isOther, text }) => element(isOther ? "mark" : "span", {}, text));
}

function drawWritten(of) {
  const { written, prompt } = data.cause;
  const after = of.written[held.how === "zeroed" ? 0 : 1];
  byId("written").hidden = !after;
  if (!after) {
    return;
  }
  const start = () => (prompt ? [element("span", { class: "prompt" }, prompt)] : []);
  byId("written-before").replaceChildren(...start(), ...writtenParts(written, null));
  byId("written-after").replaceChildren(...start(), ...writtenParts(after, written));
  const different = after.filter((symbol, at) => symbol !== written[at]).length + Math.max(0, written.length - after.length);
  byId("written-caption").textContent =
    `With ${heldName(of)} held it writes (${different ? `${number(different)} of ${number(Math.max(after.length, written.length))} differ, marked` : "the same"})`;
}

function drawCause() {
  const { cause } = data;
  if (!cause || cause.units.length === 0) {
    return;
  }
  const of = cause.units[held.at];
  const changes = of[held.how];
  byId("cause-unit").value = String(held.at);
  byId("cause-value").replaceChildren(
    element("option", { value: "zeroed" }, "0"),
    element("option", { value: "clamped" }, `its mean, ${number(of.mean, 3)}`),
  );
  byId("cause-value").value = held.how;
  byId("cause-caption").textContent =
    `${heldName(of)} held at ${held.how === "zeroed" ? "0" : "its mean"}: losses and changes in nats a step`;
  const largest = Math.max(...changes.map(Math.abs)) || 1;
  byId("cause-kinds").replaceChildren(...cause.kinds.map((kind, at) => kindRow(kind, at, changes, largest)));
  [...byId("causes").children].forEach((row, at) => row.setAttribute("aria-current", String(at === held.at)));
  drawWritten(of);
}

function chooseHeld(at) {
  held.at = at;
  later(drawCause);
}

/** Shows what holding the chosen unit does, if that was measured. */
function followUnit(layer, unit) {
  const at = data.cause ? data.cause.units.findIndex((of) => of.layer === layer && of.unit === unit) : -1;
  if (at >= 0 && at !== held.at) {
    chooseHeld(at);
  }
}

function aboutWriting({ written, prompt }) {
  if (written.length === 0) {
    return "";
  }
  return prompt
    ? " What the network writes is drawn with the same random numbers each time; what differs at its place is marked."
    : " What the network writes is its most probable answer to the first input; what differs at its place is marked.";
}

function causeAbout() {
  const { cause } = data;
  if (cause.impossible) {
    return `Not measured: ${cause.impossible}.`;
  } else if (cause.units.length === 0) {
    return "No unit tells anything better than chance does, so none was held; unroll inspect --ablate LAYER:UNIT holds any.";
  }
  return (
    "A unit’s hidden state is held at 0, or at its mean, at every step, and all else goes on as if it had that value. " +
    `Measured on ${data.measuredOn}: ${cause.sampled}` +
    `${cause.sampled.startsWith("all") ? "" : ` (by --seed ${data.seed}, so that it takes little time)`}. ` +
    `Held are the best units of what is told above better than chance, and those asked for with --ablate LAYER:UNIT` +
    `${cause.leftOut ? `; ${cause.leftOut} more of them were left out` : ""}. ` +
    `${cause.others ? `For comparison ${cause.others} other units, drawn at random, were held likewise.` : "There are no other units to compare with."}` +
    aboutWriting(cause)
  );
}

function makeCause() {
  const { cause } = data;
  byId("cause-section").hidden = !cause;
  if (!cause) {
    return;
  }
  byId("cause-about").textContent = causeAbout();
  byId("cause-found").hidden = cause.units.length === 0;
  byId("causes").append(...cause.units.map(causeRow));
  if (cause.others && cause.units.length) {
    byId("causes").append(chanceRow(`${cause.others} others: median`, "median"), chanceRow("90 % of them below", "high"));
  }
  byId("cause-unit").append(...cause.units.map((of, at) => element("option", { value: at }, heldName(of))));
  byId("cause-unit").addEventListener("change", (event) => chooseHeld(Number(event.target.value)));
  byId("cause-value").addEventListener("change", (event) => {
    held.how = event.target.value;
    later(drawCause);
  });
}
