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
