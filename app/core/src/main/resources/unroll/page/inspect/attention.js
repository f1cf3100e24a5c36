"use strict";
// Where the network looked while it wrote.

function sentenceName({ own, forced }, at) {
  const joined = (forced ?? own).pieces.source.map(visible).join(" ");
  return `${at + 1}: ${joined.length > 60 ? joined.slice(0, 60) + "…" : joined}`;
}

function drawAttention() {
  const { own, forced } = data.attention[Number(byId("attention-sentence").value)];
  const maps = forced
    ? [
        unrollAttention(forced, "It read the true target"),
        unrollAttention(own, "It read what it wrote itself, the most probable piece at every step"),
      ]
    : [unrollAttention(own, "It read what it wrote itself")];
  byId("attention-maps").replaceChildren(...maps);
}

function makeAttention() {
  byId("attention-section").hidden = !data.attention;
  if (!data.attention) {
    return;
  }
  const select = byId("attention-sentence");
  select.append(...data.attention.map((one, at) => element("option", { value: at }, sentenceName(one, at))));
  select.addEventListener("change", drawAttention);
  drawAttention();
}
