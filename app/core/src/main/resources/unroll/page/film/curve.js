"use strict";
/** Draws how well a unit tells an annotation along the training of a run. */
const filmCurve = (() => {
  const margin = { left: 34, right: 8, top: 8, bottom: 20 };

  function fit(canvas) {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    return { context, width: canvas.clientWidth, height: canvas.clientHeight };
  }

  function line(context, numbers, x, y) {
    context.beginPath();
    numbers.forEach((number, at) => context.lineTo(x(at), y(number)));
    context.stroke();
    if (numbers.length === 1) {
      context.fillRect(x(0) - 3, y(numbers[0]) - 3, 6, 6);
    }
  }

  /** The steps 1, 10, 100 and so on that a run comes to, and where. */
  function ticks(run) {
    const last = run.frames[run.frames.length - 1].step;
    const all = [];
    for (let step = 1; step <= last; step *= 10) {
      all.push({ step, progress: Math.log1p(step) / Math.log1p(last) });
    }
    return all;
  }

  function axes(context, run, x, y, low, width) {
    context.font = "12px sans-serif";
    context.lineWidth = 1;
    context.strokeStyle = unroll.color("line");
    context.fillStyle = unroll.color("muted");
    context.textAlign = "right";
    for (const value of [low, (low + 1) / 2, 1]) {
      context.fillText(value.toFixed(2).replace("-", "−"), margin.left - 4, y(value) + 4);
      context.beginPath();
      context.moveTo(margin.left, y(value));
      context.lineTo(width - margin.right, y(value));
      context.stroke();
    }
    context.textAlign = "center";
    const bottom = y(low) + 15;
    for (const { step, progress } of ticks(run)) {
      context.fillText(step.toLocaleString("en-US"), Math.min(x(progress), width - 24), bottom);
    }
  }

  function draw(canvas, run, curve, frame, color) {
    const { context, width, height } = fit(canvas);
    const low = Math.floor(Math.min(curve.isBinary ? 0.4 : 0, curve.baseline, ...curve.ofUnit, ...curve.ofBest) * 10) / 10;
    const x = (progress) => margin.left + progress * (width - margin.left - margin.right);
    const y = (value) =>
      height - margin.bottom - ((value - low) / (1 - low)) * (height - margin.top - margin.bottom);
    const xOf = (at) => x(run.progress[at]);
    axes(context, run, x, y, low, width);
    context.strokeStyle = unroll.color("edge");
    context.setLineDash([5, 4]);
    context.beginPath();
    context.moveTo(margin.left, y(curve.baseline));
    context.lineTo(width - margin.right, y(curve.baseline));
    context.stroke();
    context.setLineDash([1, 3]);
    context.lineWidth = 2;
    context.strokeStyle = context.fillStyle = unroll.color("text");
    line(context, curve.ofBest, xOf, y);
    context.setLineDash([]);
    context.lineWidth = 2.5;
    context.strokeStyle = context.fillStyle = unroll.color(color);
    line(context, curve.ofUnit, xOf, y);
    context.strokeStyle = unroll.color("text");
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(xOf(frame), margin.top);
    context.lineTo(xOf(frame), height - margin.bottom);
    context.stroke();
  }

  /** Where a click was, from 0 to 1. */
  function progressAt(canvas, event) {
    const box = canvas.getBoundingClientRect();
    const share = (event.clientX - box.left - margin.left) / (box.width - margin.left - margin.right);
    return Math.max(0, Math.min(1, share));
  }

  return { draw, progressAt };
})();
