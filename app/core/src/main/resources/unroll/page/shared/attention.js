"use strict";
/**
 * The map of an attention: a line for every piece that was written, a column for every piece that was read, darker
 * where more was looked at. Pointing at a cell or the arrow keys read it; below stands for every written piece what it
 * looked at most.
 *
 * @param pieces source and target, texts in their order
 * @param alignment [target][source], from 0 to 1
 * @param caption what it is of
 */
function unrollAttention({ pieces, alignment }, caption) {
  const { element, visible } = unroll;
  const { source, target } = pieces;
  const sizes = ["large", "middle", "small"];
  const size = sizes[source.length <= 16 && target.length <= 24 ? 0 : source.length <= 32 ? 1 : 2];
  const weight = (value) => value.toFixed(value > 0 && value < 0.01 ? 4 : 2);
  const mostOf = (row) => alignment[row].indexOf(Math.max(...alignment[row]));
  // Without a role: a cell that has the focus speaks for itself.
  const status = element("p", { class: "attention-read" });
  const heads = source.map((piece) => element("th", { scope: "col", title: piece }, element("span", {}, visible(piece))));
  const lines = target.map((piece) => element("th", { scope: "row", title: piece }, visible(piece)));
  const cells = target.map((_, row) => source.map((_, column) => cell(row, column)));
  let chosen = [0, mostOf(0)];

  function said(row, column) {
    return `${visible(target[row])} looked at ${visible(source[column])}: ${weight(alignment[row][column])}`;
  }

  function cell(row, column) {
    const made = element("td", {
      "aria-label": said(row, column),
      tabindex: -1,
      class: column === mostOf(row) ? "most" : null,
      pointerenter: () => choose(row, column),
      focus: () => choose(row, column),
    });
    made.style.setProperty("--look", alignment[row][column]);
    return made;
  }

  /** One cell can be tabbed to: the one that was read last. */
  function choose(row, column) {
    mark(false);
    chosen = [row, column];
    mark(true);
    status.textContent = said(row, column);
  }

  function mark(isChosen) {
    const [row, column] = chosen;
    cells[row][column].tabIndex = isChosen ? 0 : -1;
    [cells[row][column], heads[column], lines[row]].forEach((one) => one.classList.toggle("chosen", isChosen));
  }

  function onKey(event) {
    const [row, column] = chosen;
    const wanted = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: [row, 0],
      End: [row, source.length - 1],
      PageUp: [0, column],
      PageDown: [target.length - 1, column],
    }[event.key];
    if (!wanted || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const next = cells[wanted[0]]?.[wanted[1]];
    if (next) {
      next.focus();
    }
  }

  const table = element(
    "table",
    { class: `attention ${size}`, role: "grid", "aria-label": caption, keydown: onKey },
    element("thead", {}, element("tr", {}, element("td", { class: "corner" }), ...heads)),
    element("tbody", {}, ...cells.map((row, at) => element("tr", {}, lines[at], ...row))),
  );
  const looks = target.map((piece, row) =>
    element(
      "li",
      {},
      element("b", {}, visible(piece)),
      ` ← ${visible(source[mostOf(row)])} `,
      element("span", { class: "muted" }, weight(alignment[row][mostOf(row)])),
    ),
  );
  mark(true);
  status.textContent = said(...chosen);
  return element(
    "figure",
    { class: "attention-map" },
    element("figcaption", {}, caption),
    element(
      "p",
      { class: "attention-scale muted", "aria-hidden": "true" },
      "columns: read, lines: written; looked at 0 ",
      element("span", {}),
      " 1, framed: most",
    ),
    element("div", { class: "wide" }, table),
    status,
    element("ol", { class: "attention-looks", "aria-label": "What every written piece looked at most" }, ...looks),
  );
}
