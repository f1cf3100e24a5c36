"use strict";
(() => {
  const { element } = unroll;

  /** What a cell is sorted by: all its digits where it has a number, else its text; null for a dash. */
  function key(cell) {
    const text = (cell.classList.contains("number") && cell.title) || cell.textContent;
    const number = Number.parseFloat(text.replaceAll(",", ""));
    if (cell.classList.contains("number")) {
      return Number.isFinite(number) ? number : null;
    }
    return text.trim();
  }

  /** What is not known stays below, whichever way the rest is turned. */
  function compare(one, other, sign) {
    if (one === null || other === null) {
      return one === other ? 0 : one === null ? 1 : -1;
    }
    if (typeof one === "number" && typeof other === "number") {
      return sign * (one - other);
    }
    return sign * String(one).localeCompare(String(other), "en", { numeric: true });
  }

  function sort(table, column) {
    const headings = [...table.tHead.rows[0].cells];
    const isDescending = headings[column].getAttribute("aria-sort") === "ascending";
    headings.forEach((heading) => heading.removeAttribute("aria-sort"));
    headings[column].setAttribute("aria-sort", isDescending ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, key: key(row.cells[column]) }));
    rows.sort((one, other) => compare(one.key, other.key, isDescending ? -1 : 1));
    body.append(...rows.map(({ row }) => row));
  }

  document.querySelectorAll("table").forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = element("button", { type: "button", click: () => sort(table, column) });
      button.append(...heading.childNodes);
      heading.append(button);
    });
  });
})();
