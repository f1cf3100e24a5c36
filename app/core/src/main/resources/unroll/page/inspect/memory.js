"use strict";
// How far memory reaches: loss against context, gradient against lag.

function lagSpreads() {
  const spreads = [{ name: "all states together", of: (lag) => lag.all }];
  const layers = data.memory.lags.length ? data.memory.lags[0].layers : [];
  layers.forEach((layer, at) => {
    for (const state of Object.keys(layer)) {
      spreads.push({ name: `${data.layers[at].name}: ${state}`, of: (lag) => lag.layers[at][state] });
    }
  });
  return spreads;
}

const numberCells = (...texts) => texts.map((text) => element("td", { class: "number" }, text));

function contextRow(context) {
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "number" }, number(context.read)),
    ...numberCells(
      number(context.loss.mean),
      `${number(context.excess, 3)} ± ${number(context.error, 2)}`,
      number(context.loss.low),
      number(context.loss.median),
      number(context.loss.high),
    ),
  );
}

function wholeRow(whole) {
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "number" }, "all"),
    ...numberCells(number(whole.mean), "0", number(whole.low), number(whole.median), number(whole.high)),
  );
}

function drawLags() {
  const { of } = lagSpreads()[Number(byId("lag-of").value)];
  const { lags } = data.memory;
  byId("lags").replaceChildren(
    ...lags.map((lag) =>
      element(
        "tr",
        {},
        element("th", { scope: "row", class: "number" }, number(lag.lag)),
        ...numberCells(number(of(lag).mean), number(of(lag).low), number(of(lag).median), number(of(lag).high)),
      ),
    ),
  );
  drawChart(byId("lag-chart"), lags.map((lag) => ({ at: lag.lag, ...of(lag) })), "lag in steps", true);
}

function drawMemory() {
  if (!data.memory) {
    return;
  }
  const { contexts, lags } = data.memory;
  if (contexts.length) {
    drawChart(byId("context-chart"), contexts.map((one) => ({ at: one.read, ...one.loss })), "steps read", false);
  }
  if (lags.length) {
    drawLags();
  }
}

/** Says so where the network does better after less: what it read first does it harm. */
function lessIsMore({ contexts }) {
  const best = contexts.reduce((one, other) => (other.excess < one.excess ? other : one), contexts[0]);
  return best && best.excess < -3 * best.error && best.excess < -0.01
    ? `After ${number(best.read)} steps from zero the network does better than after all there is to read, by ` +
        `${number(-best.excess, 3)} nats: what it read first brought it into states that it does not leave.`
    : "";
}

function makeMemory() {
  byId("memory-section").hidden = !data.memory;
  if (!data.memory) {
    return;
  }
  const { memory } = data;
  byId("memory-about").textContent = memory.positions
    ? `Measured at ${number(memory.positions)} labeled steps of ${data.measuredOn}, drawn by --seed ${data.seed} from those with ` +
      "the longest context before them: a sample, so that it takes little time. The line is the mean, the dashed one the " +
      "median, and four fifths of the steps lie in the band. The state is what a layer hands from step to step (of an lstm " +
      "hidden and cell); the derivative goes through all layers and all steps between. Norms below 1e−10 of the largest are " +
      "drawn there."
    : "";
  byId("context-figure").hidden = memory.contexts.length === 0;
  byId("lag-figure").hidden = memory.lags.length === 0;
  byId("contexts").append(...memory.contexts.map(contextRow));
  if (memory.whole) {
    byId("contexts").append(wholeRow(memory.whole));
  }
  byId("lag-of").append(...lagSpreads().map(({ name }, at) => element("option", { value: at }, name)));
  byId("lag-of").addEventListener("change", () => later(drawMemory));
  byId("memory-missing").textContent = [
    lessIsMore(memory),
    memory.noContexts && `No loss against context: ${memory.noContexts}.`,
    memory.noLags && memory.noLags !== memory.noContexts && `No gradient against lag: ${memory.noLags}.`,
  ]
    .filter(Boolean)
    .join(" ");
}
