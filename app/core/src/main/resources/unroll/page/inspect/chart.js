"use strict";
// A curve over powers of two, with the band in which four fifths of the numbers lie.

const chartEdge = { left: 58, right: 18, top: 10, bottom: 30 };

/** A few round numbers from low to high. */
function ticks(low, high, isLog) {
  if (isLog) {
    const first = Math.ceil(Math.log10(low) - 1e-9);
    const last = Math.floor(Math.log10(high) + 1e-9);
    const stride = Math.max(1, Math.ceil((last - first) / 6));
    return Array.from({ length: Math.max(0, Math.floor((last - first) / stride) + 1) }, (_, i) => 10 ** (first + i * stride));
  }
  const rough = (high - low) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough);
  const marks = [];
  for (let mark = Math.ceil(low / size) * size; mark <= high + size * 1e-9; mark += size) {
    marks.push(Math.abs(mark) < size * 1e-9 ? 0 : mark);
  }
  return marks;
}

/** Where numbers come to stand on a canvas, in its pixels. */
function chartScale(canvas, points, isLog) {
  const { context, width, height, ratio } = fit(canvas);
  const floor = isLog ? Math.max(1e-12, ...points.map((point) => point.high)) * 1e-10 : -Infinity;
  const values = points.flatMap((point) => [point.low, point.high, point.mean]).map((value) => Math.max(value, floor));
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (!isLog) {
    low = Math.min(0, low);
  }
  if (high <= low) {
    high = isLog ? low * 10 : low + 1;
  }
  const least = points[0].at;
  const most = Math.max(points[points.length - 1].at, 2 * least);
  const inside = { width: width - (chartEdge.left + chartEdge.right) * ratio, height: height - (chartEdge.top + chartEdge.bottom) * ratio };
  const share = (value) =>
    isLog ? Math.log(Math.max(value, floor) / low) / Math.log(high / low) : (value - low) / (high - low);
  return {
    context,
    ratio,
    low,
    high,
    isLog,
    x: (at) => chartEdge.left * ratio + (Math.log2(at / least) / Math.log2(most / least)) * inside.width,
    y: (value) => (chartEdge.top * ratio + inside.height) - share(value) * inside.height,
    left: chartEdge.left * ratio,
    right: chartEdge.left * ratio + inside.width,
    bottom: chartEdge.top * ratio + inside.height,
  };
}

function drawAxes(scale, points, name) {
  const { context, ratio } = scale;
  context.font = `${12 * ratio}px sans-serif`;
  context.lineWidth = ratio;
  context.strokeStyle = unroll.color("line");
  context.fillStyle = unroll.color("muted");
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const mark of ticks(scale.low, scale.high, scale.isLog)) {
    context.beginPath();
    context.moveTo(scale.left, scale.y(mark));
    context.lineTo(scale.right, scale.y(mark));
    context.stroke();
    const shown = mark === 0 ? "0" : scale.isLog ? mark.toExponential(0).replace("-", "−") : String(Number(mark.toPrecision(3)));
    context.fillText(shown, scale.left - 6 * ratio, scale.y(mark));
  }
  context.textAlign = "center";
  context.textBaseline = "top";
  const most = Math.max(1, Math.floor((scale.right - scale.left) / (44 * ratio)));
  const stride = Math.ceil(points.length / most);
  points.forEach((point, i) => {
    if (i % stride === 0) {
      context.fillText(String(point.at), scale.x(point.at), scale.bottom + 4 * ratio);
    }
  });
  context.textAlign = "right";
  context.fillText(name, scale.right, scale.bottom + 17 * ratio);
}

/**
 * Draws it: the mean as a line of points, the median dashed.
 *
 * @param points with at, mean, low, median, high
 */
function drawChart(canvas, points, name, isLog) {
  const scale = chartScale(canvas, points, isLog);
  const { context, ratio } = scale;
  drawAxes(scale, points, name);
  context.fillStyle = unroll.color("series-1");
  context.globalAlpha = 0.18;
  context.beginPath();
  points.forEach((point) => context.lineTo(scale.x(point.at), scale.y(point.high)));
  [...points].reverse().forEach((point) => context.lineTo(scale.x(point.at), scale.y(point.low)));
  context.fill();
  context.globalAlpha = 1;
  for (const [key, color, dash] of [["mean", "series-1", []], ["median", "series-2", [5, 4]]]) {
    context.strokeStyle = unroll.color(color);
    context.lineWidth = 2 * ratio;
    context.setLineDash(dash.map((length) => length * ratio));
    context.beginPath();
    points.forEach((point) => context.lineTo(scale.x(point.at), scale.y(point[key])));
    context.stroke();
  }
  context.setLineDash([]);
  for (const point of points) {
    context.beginPath();
    context.arc(scale.x(point.at), scale.y(point.mean), 3 * ratio, 0, 7);
    context.fill();
  }
}
