"use strict";
// What every page uses: its data, elements made safely, and light and dark.
const unroll = (() => {
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];

  /** The page's data. */
  const data = JSON.parse(document.getElementById("data").textContent);

  /**
   * An element. Attributes that are functions become listeners ("click"), those that are true stand alone, those that
   * are null or false are left out. Children are elements or text; text is never read as HTML.
   */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") {
        made.addEventListener(name, value);
      } else if (value !== null && value !== undefined && value !== false) {
        made.setAttribute(name, value === true ? "" : value);
      }
    }
    made.append(...children);
    return made;
  }

  /** A part of a drawing; attributes are written as they are. */
  function svg(tag, attributes = {}, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  }

  /** A number to be read: four significant digits, the minus a minus, null a dash. */
  function number(value, digits = 4) {
    if (value === null || value === undefined || !Number.isFinite(value)) {
      return "–";
    }
    const size = Math.abs(value);
    const text =
      Number.isInteger(value) && size < 1e15
        ? value.toLocaleString("en-US")
        : size >= 1e6 || (size < 1e-3 && size > 0)
          ? value.toExponential(digits - 1)
          : value.toLocaleString("en-US", {
              minimumSignificantDigits: digits,
              maximumSignificantDigits: digits,
            });
    return text.replace(/-/g, "−");
  }

  /** Text with the characters that cannot be seen made visible. */
  function visible(text) {
    return Array.from(text, (character) => {
      const code = character.codePointAt(0);
      if (character === " ") return "␣";
      if (character === "\n") return "↵";
      if (code < 32) return String.fromCodePoint(0x2400 + code);
      if (code === 127) return "␡";
      return character;
    }).join("");
  }

  /** The value of a custom property of base.css, such as "series-1". */
  function color(name) {
    return getComputedStyle(root).getPropertyValue("--" + name).trim();
  }

  /** 256 colors from -1 (blue) through nothing to 1 (orange), pale enough for the text before them. */
  function valueColors() {
    const most = isDark() ? 0.5 : 0.6;
    const ends = [color("low"), color("high")];
    return Array.from({ length: 256 }, (_, i) => {
      const value = (i - 127.5) / 127.5;
      return `rgba(${ends[value < 0 ? 0 : 1]},${(Math.abs(value) * most).toFixed(3)})`;
    });
  }

  /** The place of a value among those colors. */
  const colorIndex = (value) => Math.round(Math.max(-1, Math.min(1, value)) * 127.5 + 127.5);

  /** Draws those colors from left to right. */
  function drawScale(canvas, colors) {
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    for (let x = 0; x < canvas.width; x++) {
      context.fillStyle = colors[Math.floor((x / canvas.width) * 256)];
      context.fillRect(x, 0, 1, canvas.height);
    }
  }

  /** Bytes that are written as base64. */
  function bytes(text) {
    const binary = atob(text);
    const array = new Uint8Array(binary.length);
    for (let i = 0; i < array.length; i++) {
      array[i] = binary.charCodeAt(i);
    }
    return array;
  }

  /** A probability that is kept in sixteen bits, NaN for none. */
  const probability = (stored) => (stored === 65535 ? NaN : stored / 65534);

  /** A share to be read. */
  const percent = (share) => (share * 100).toFixed(share < 0.1 ? 2 : 1) + " %";

  /** A unit of a layer in words, counted from 1. */
  function unitName({ readsBothWays, units }, unit) {
    if (!readsBothWays) {
      return String(unit + 1);
    }
    return unit < units / 2 ? `${unit + 1} forward` : `${unit - units / 2 + 1} backward`;
  }

  /** Names and what they mean, for a list of class facts. */
  const facts = (named) =>
    Object.entries(named).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
  }

  /** Calls back when light turns to dark or back, for what is drawn rather than styled. */
  function onTheme(listener) {
    listeners.push(listener);
  }

  function changed() {
    document.getElementById("theme").textContent = isDark() ? "Light" : "Dark";
    listeners.forEach((listener) => listener());
  }

  function setTheme(theme) {
    root.dataset.theme = theme;
    changed();
  }

  /** "#dark" and "#light" choose, so that a link can. */
  function followHash() {
    const wanted = location.hash.slice(1);
    if (wanted === "dark" || wanted === "light") {
      setTheme(wanted);
    }
  }

  const button = document.getElementById("theme");
  button.hidden = false;
  button.addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
  prefersDark.addEventListener("change", changed);
  addEventListener("hashchange", followHash);
  changed();
  followHash();

  return {
    data,
    element,
    svg,
    number,
    percent,
    visible,
    color,
    valueColors,
    colorIndex,
    drawScale,
    bytes,
    probability,
    unitName,
    facts,
    isDark,
    onTheme,
  };
})();
