// The keys of a return's grid: Enter goes to what is still needed, arrows along a column, a paste fills cells.
// Without this file Tab and the mouse do the same.
"use strict";

(() => {
  const form = document.querySelector("[data-return]");
  if (!form) return;

  const all = (selector) => [...form.querySelectorAll(selector)];
  const rowOf = (control) => control.closest("[data-row]");
  const isShown = (control) => control.offsetParent !== null;
  const isBefore = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

  const take = (control) => {
    control.focus();
    if (control.select && control.type !== "date") control.select();
  };

  // ---- what is still needed, in the order of the page ----

  const asked = () => all("[data-asks]").flatMap((each) => {
    const row = rowOf(each).dataset.row;
    return each.dataset.asks.split(" ").map((column) => document.getElementById(`${row}-${column}`));
  });

  // A figure that is missing, suppressed, or given as its value alone needs nothing more in the grid.
  const isToldBeneath = (row) => {
    const [status, value] = ["status", "value"].map((column) => document.getElementById(`${row.dataset.row}-${column}`));
    return ["missing", "suppressed"].includes(status.value) || (value && !value.matches(".gt-cell") && value.value);
  };

  const choices = (row) => [...row.querySelectorAll("input[type=radio]")];
  const unchosen = () => all(".gt-entry--action").map(choices)
    .filter((each) => !each.some((one) => one.checked)).map((each) => each[0]);

  const needs = () => {
    const isEmpty = (control) => control && "value" in control && !control.value && isShown(control);
    const cells = all(".gt-cell").filter((cell) => !isToldBeneath(rowOf(cell)));
    const fields = [...cells, ...all("[data-sentence]"), ...asked()].filter(isEmpty);
    return [...new Set([...fields, ...unchosen()])].sort((one, other) => (isBefore(one, other) ? -1 : 1));
  };

  const goOn = (from) => {
    const wanted = needs().filter((each) => each !== from);
    // Past the last figure it begins again at the top, with what the figures made necessary.
    const next = from.matches(".gt-cell") ? wanted[0] : wanted.find((each) => isBefore(from, each)) || wanted[0];
    take(next || form.querySelector("[data-submit]"));
  };

  // ---- keys ----

  const inColumn = (cell, step) => {
    const column = all(`.gt-cell[data-column="${cell.dataset.column}"]`);
    const next = column[column.indexOf(cell) + step];
    if (next) take(next);
  };

  const along = (cell, step) => {
    const cells = all(".gt-cell");
    const next = cells[cells.indexOf(cell) + step];
    if (next) take(next);
    else if (step > 0) goOn(cell);
  };

  const onCell = (event) => {
    const { key, target, shiftKey } = event;
    if (key === "Enter") along(target, shiftKey ? -1 : 1);
    else if (key === "ArrowDown") inColumn(target, 1);
    else if (key === "ArrowUp") inColumn(target, -1);
    else return;
    event.preventDefault();
  };

  const onRadio = (event) => {
    const row = rowOf(event.target);
    const chosen = choices(row)[Number(event.key) - 1];
    if (!chosen && event.key !== "Enter") return;
    event.preventDefault();
    if (chosen) {
      chosen.checked = true;
      chosen.dispatchEvent(new Event("change", { bubbles: true }));
    }
    take(row.querySelector("[data-sentence]"));
  };

  form.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (at.matches(".gt-cell")) onCell(event);
    else if (at.matches("input[type=radio]")) onRadio(event);
    else if (event.key === "Enter" && !event.shiftKey && at.matches("textarea, input, select")) {
      event.preventDefault();
      goOn(at);
    }
  });

  // ---- a block from a spreadsheet fills the rows from here on, each from this column rightwards ----

  form.addEventListener("paste", (event) => {
    const text = (event.clipboardData?.getData("text/plain") || "").replace(/\r/g, "").replace(/\n$/, "");
    if (!event.target.matches(".gt-cell") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    fill(event.target, text.split("\n").map((line) => line.split("\t")));
  });

  const fill = (cell, lines) => {
    const rows = [...new Set(all(".gt-cell").map(rowOf))];
    const from = rows.indexOf(rowOf(cell));
    lines.forEach((texts, down) => {
      const own = rows[from + down] ? [...rows[from + down].querySelectorAll(".gt-cell")] : [];
      const first = Number(cell.dataset.column);
      own.forEach((each) => {
        // A figure without parts takes the block's last column: it has but one cell.
        const across = own.length === 1 ? texts.length - 1 : Number(each.dataset.column) - first;
        if (across < 0 || texts[across] === undefined) return;
        each.value = texts[across].trim();
        each.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
  };

  // ---- where to begin ----

  form.querySelector("[data-keys]")?.removeAttribute("hidden");
  const summary = document.querySelector("[data-summary]");
  const begin = () => { if (needs().length) take(needs()[0]); };
  if (summary) summary.focus();
  else if (location.hash === "#begin") begin();
  // The browser itself may go to the anchor only after this.
  document.getElementById("begin").addEventListener("focus", begin);
})();
