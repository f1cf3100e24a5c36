"use strict";
// What leads from number to number: up through the layers, along the states, and from an answer to the next input.
const traceArrows = (network, sizes, tip) => {
  const { ROW, NUMBER, GAP, BAR, nameWidth, widest, column } = sizes;
  const { svg } = unroll;
  const ABOVE_STATES = ["loss", "output", "logit", "pooled"];

  function arrow(state, x1, y1, x2, y2) {
    state.root.append(svg("path", { class: "arrow", d: `M${x1} ${y1}L${x2} ${y2}`, "marker-end": `url(#${tip})` }));
  }

  function drawArrows(state, step, x, all) {
    const middle = x + widest / 2;
    all.forEach((section, place) => {
      const isAnswer = ABOVE_STATES.includes(section.kind);
      const below = all[place + 1];
      // Both directions of a layer read the same; only the lower one has the input just below it.
      const isUpperHalf = section.kind === "state" && below.kind === "state" && below.layer === section.layer;
      if (below && !isUpperHalf && (!isAnswer || state.trace.answers[step])) {
        arrow(state, middle, below.y - 3, middle, section.y + section.height + 4);
      }
      if (section.kind !== "state") {
        return;
      }
      const y = section.y + ROW + (section.height - ROW) / 2;
      const isForward = section.direction === 0;
      const edge = (widest - network.quantities(section.layer).length * NUMBER) / 2;
      if (isForward ? step > 0 : step + 1 < state.trace.inputs.length) {
        const from = isForward ? x - column + widest - edge : x + column + edge;
        arrow(state, from + (isForward ? 3 : -3), y, isForward ? x + edge - 4 : x + widest - edge + 4, y);
      } else {
        const zero = isForward ? x + edge - 20 : x + widest - edge + 20;
        state.note(state, "0", zero + (isForward ? -6 : 6), y + 4, { "text-anchor": "middle", class: "name" });
        arrow(state, zero, y, isForward ? x + edge - 4 : x + widest - edge + 4, y);
      }
    });
  }

  /** In a free run: from what it says to what it reads next. */
  function drawFeedback(state, step, x, all) {
    const said = all.find((section) => section.kind === "output");
    const read = all.find((section) => section.kind === "symbol");
    const ids = state.shownAnswers(state.trace.answers[step]);
    const row = ids.indexOf(state.trace.answers[step].best);
    const from = { x: x + (widest + nameWidth + BAR) / 2 + 2, y: said.y + (row + 0.5) * ROW };
    const turn = x + widest + GAP / 2;
    const to = { x: x + column + widest / 2 - 16, y: read.y + 14 };
    const d = `M${from.x} ${from.y}H${turn}V${to.y}H${to.x}`;
    state.root.append(svg("path", { class: "arrow feedback", d, "marker-end": `url(#${tip})` }));
  }

  return { drawArrows, drawFeedback };
};
