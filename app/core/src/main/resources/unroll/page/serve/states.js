"use strict";
/** The hidden state of the top layer, character by character: a map on a canvas with a place in it. */
function serveStates() {
  const { number, visible, color, onTheme } = unroll;
  const WIDTH = 14;
  const HEAD = 20;
  const TALLEST = 480;
  const canvas = document.getElementById("cells");
  const box = document.getElementById("states");
  const value = document.getElementById("state-value");
  let states = null;
  let place = { character: 0, unit: 0 };

  /** All units are to be seen at once where a cell of two pixels lets them. */
  function height() {
    return Math.max(2, Math.min(WIDTH, Math.floor(TALLEST / states.hidden[0].length)));
  }

  function show(found) {
    states = found && found.hidden.length > 0 ? found : null;
    const last = states ? states.characters.length - 1 : 0;
    const unit = states ? Math.min(place.unit, states.hidden[0].length - 1) : 0;
    place = { character: last, unit };
    box.hidden = !states;
    draw();
    tell();
    box.scrollLeft = box.scrollWidth;
  }

  function draw() {
    if (!states) {
      return;
    }
    const units = states.hidden[0].length;
    const tall = height();
    const sharp = Math.min(2, window.devicePixelRatio || 1);
    const size = { width: states.characters.length * WIDTH, height: HEAD + units * tall + 2 };
    canvas.width = size.width * sharp;
    canvas.height = size.height * sharp;
    canvas.style.width = size.width + "px";
    canvas.style.height = size.height + "px";
    const context = canvas.getContext("2d");
    context.scale(sharp, sharp);
    drawCells(context, tall);
    context.strokeStyle = color("text");
    context.lineWidth = 2;
    context.strokeRect(place.character * WIDTH, HEAD + place.unit * tall, WIDTH - 1, Math.max(tall, 4));
  }

  function drawCells(context, tall) {
    const [low, high, text] = [color("low"), color("high"), color("text")];
    const gap = tall > 4 ? 1 : 0;
    context.font = "12px monospace";
    context.textAlign = "center";
    states.characters.forEach((character, x) => {
      context.fillStyle = text;
      context.fillText(visible(character), (x + 0.5) * WIDTH, HEAD - 6);
      states.hidden[x].forEach((state, unit) => {
        context.fillStyle = `rgba(${state < 0 ? low : high}, ${Math.min(1, Math.abs(state))})`;
        context.fillRect(x * WIDTH, HEAD + unit * tall, WIDTH - 1, tall - gap);
      });
    });
  }

  function tell() {
    if (!states) {
      value.textContent = "";
      return;
    }
    const next = Object.entries(states.next[place.character])
      .map(([character, probability]) => `“${visible(character)}” ${(100 * probability).toFixed(1)} %`)
      .join(", ");
    value.textContent =
      `Character ${place.character + 1}, “${visible(states.characters[place.character])}”: unit ${place.unit + 1} is ` +
      `${number(states.hidden[place.character][place.unit])}. Next: ${next}`;
  }

  function moveTo(character, unit) {
    if (states) {
      place = {
        character: Math.max(0, Math.min(states.characters.length - 1, character)),
        unit: Math.max(0, Math.min(states.hidden[0].length - 1, unit)),
      };
      draw();
      tell();
      reveal();
    }
  }

  function reveal() {
    const left = place.character * WIDTH;
    if (left < box.scrollLeft) {
      box.scrollLeft = left;
    } else if (left + WIDTH > box.scrollLeft + box.clientWidth) {
      box.scrollLeft = left + WIDTH - box.clientWidth;
    }
  }

  function onKey(event) {
    const { character, unit } = place;
    const moves = {
      ArrowLeft: [character - 1, unit],
      ArrowRight: [character + 1, unit],
      ArrowUp: [character, unit - 1],
      ArrowDown: [character, unit + 1],
      Home: [0, unit],
      End: [Infinity, unit],
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      moveTo(...move);
    }
  }

  box.addEventListener("keydown", onKey);
  canvas.addEventListener("click", (event) =>
    moveTo(Math.floor(event.offsetX / WIDTH), Math.floor((event.offsetY - HEAD) / height())),
  );
  onTheme(draw);
  return { show };
}
