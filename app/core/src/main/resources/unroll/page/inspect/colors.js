"use strict";
// Colors of values.

const colors = { text: [], map: new Uint8ClampedArray(256 * 3) };

function triple(name) {
  const value = unroll.color(name);
  return value.startsWith("#")
    ? [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16))
    : value.split(",").map(Number);
}

/** 256 colors from -1 to 1; those behind text are paler, so that it stays readable. */
function makeColors() {
  colors.text = unroll.valueColors();
  const ground = triple("ground");
  const ends = [triple("low"), triple("high")];
  for (let i = 0; i < 256; i++) {
    const value = (i - 127.5) / 127.5;
    const end = ends[value < 0 ? 0 : 1];
    for (let c = 0; c < 3; c++) {
      colors.map[i * 3 + c] = ground[c] + (end[c] - ground[c]) * Math.abs(value);
    }
  }
}

const drawScale = () => unroll.drawScale(byId("scale"), colors.text);
