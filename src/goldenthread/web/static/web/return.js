// A return that saves itself as it is typed. Without this file the same form works with its two buttons.
"use strict";

(() => {
  const form = document.querySelector("[data-return]");
  if (!form) return;

  const told = form.querySelector("[data-told]");
  const PAUSE = 700;
  const LONGEST_WAIT = 30000;
  const PARTS = /^([fa]-\d+)-(.+)$/;
  const changed = new Map(); // row -> the names of its fields that are not saved yet
  const held = new Set(); // rows that wait for their writer's choice
  let timer = 0;
  let wait = PAUSE;
  let sending = null;
  let isLeaving = false;

  const rowOf = (control) => control.closest("[data-row]");
  const named = (name) => form.elements.namedItem(name);
  const tell = (text) => { if (told.textContent !== text) told.textContent = text; };

  // ---- saving ----

  const note = (control) => {
    const parts = PARTS.exec(control.name || "");
    if (!parts || ["version", "mark", "asked"].includes(parts[2])) return;
    if (!changed.has(parts[1])) changed.set(parts[1], new Set());
    changed.get(parts[1]).add(control.name);
    schedule(PAUSE);
  };

  const schedule = (after) => {
    clearTimeout(timer);
    timer = setTimeout(save, after);
  };

  const values = (name) => {
    const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const ticked = controls.filter((each) => !["checkbox", "radio"].includes(each.type) || each.checked);
    return ticked.map((each) => each.value);
  };

  const isMilestone = (name) => /^a-\d+-(expected|reached)-/.test(name);

  // What goes with a changed field: a milestone's two days, and that a warning was asked at all.
  const fieldsOf = (row, names) => {
    const fields = [...names];
    if (fields.some(isMilestone)) {
      const all = [...form.querySelectorAll(`[name^="${row}-expected-"], [name^="${row}-reached-"]`)];
      fields.push(...all.map((each) => each.name));
    }
    if (names.has(`${row}-confirmed`)) fields.push(`${row}-asked`);
    return [...new Set(fields)];
  };

  const save = () => {
    clearTimeout(timer);
    if (sending) return sending;
    const rows = [...changed.keys()].filter((row) => !held.has(row));
    if (!rows.length) return Promise.resolve(true);
    sending = send(rows).finally(() => { sending = null; });
    return sending;
  };

  // What is in the changed rows is said once, after the saving, so that a screen reader need not hunt for it.
  const wrongIn = (rows) => {
    const found = rows.map((row) => document.getElementById(row).querySelectorAll(".gt-found__error").length);
    const count = found.reduce((sum, each) => sum + each, 0);
    return count ? `. To correct in what you changed: ${count}` : "";
  };

  const send = async (rows) => {
    const slow = setTimeout(() => tell("Saving"), PAUSE);
    try {
      for (const [letter, address] of [["f", form.dataset.figures], ["a", form.dataset.actions]]) {
        const ours = rows.filter((row) => row.startsWith(letter));
        if (ours.length && !(await sendRows(ours, address))) return false;
      }
    } catch {
      wait = Math.min(wait * 2, LONGEST_WAIT);
      tell("Not saved yet: the connection failed. Your words stay on this page, and it tries again.");
      schedule(wait);
      return false;
    } finally {
      clearTimeout(slow);
    }
    wait = PAUSE;
    if (held.size) tell("Somebody else changed a row that you changed. Choose which words to keep.");
    else if (changed.size) schedule(PAUSE);
    else tell(`Saved at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}${wrongIn(rows)}`);
    return !held.size;
  };

  const sendRows = async (rows, address) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: named("csrfmiddlewaretoken").value });
    const sent = new Map();
    for (const row of rows) {
      body.append(`${row}-version`, named(`${row}-version`).value);
      for (const name of fieldsOf(row, changed.get(row))) {
        const now = values(name);
        sent.set(name, now.join("\n"));
        if (now.length) now.forEach((value) => body.append(name, value));
        else if (!name.endsWith("-confirmed")) body.append(name, "");
      }
    }
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!(answer.headers.get("Content-Type") || "").includes("json")) {
      if (answer.status >= 500) throw new Error("broken");
      tell("Not saved: you are signed out or may not do this. Sign in again in another tab; your words stay here.");
      return false;
    }
    const said = await answer.json();
    if (said.refused) {
      tell(`Not saved. ${said.refused}`);
      return false;
    }
    said.rows.forEach((each) => settle(each, sent));
    return true;
  };

  const settle = (answer, sent) => {
    const row = document.getElementById(answer.row);
    const names = changed.get(answer.row);
    if (answer.theirs) {
      held.add(answer.row);
      offer(row, answer);
      return;
    }
    named(`${answer.row}-version`).value = answer.version;
    named(`${answer.row}-mark`).value = answer.mark;
    [...names].forEach((name) => { if (sent.get(name) === values(name).join("\n")) names.delete(name); });
    if (!names.size) changed.delete(answer.row);
    show(row, answer);
  };

  const show = (row, answer) => {
    const state = row.querySelector("[data-state]");
    const focused = state.contains(document.activeElement) ? document.activeElement.id : "";
    state.innerHTML = answer.state; // written by this site's own template, every word escaped
    if (focused) document.getElementById(focused)?.focus();
    const worked = row.querySelector("[data-value]");
    if (worked) worked.textContent = answer.value;
    if (answer.open) row.querySelector("[data-more]").open = true;
  };

  // ---- two people at one row ----

  const offer = (row, answer) => {
    row.querySelector(".gt-theirs")?.remove();
    const box = document.createElement("div");
    box.className = "gt-theirs";
    box.setAttribute("role", "alert");
    const head = document.createElement("p");
    head.textContent = `${answer.by} changed this at ${answer.at}, while you were writing. Theirs:`;
    const list = document.createElement("dl");
    // What they changed where this writer did not: it is told too, and stands whichever words are kept.
    const isOurs = (each) => (changed.get(answer.row) || new Set()).has(`${answer.row}-${each.column}`);
    const besides = answer.whole.filter((each) => {
      const field = named(`${answer.row}-${each.column}`);
      return field && !isOurs(each) && field.value !== each.text;
    });
    for (const each of [...answer.theirs, ...besides]) {
      const pair = document.createElement("div");
      pair.append(Object.assign(document.createElement("dt"), { textContent: each.label }));
      pair.append(Object.assign(document.createElement("dd"), { textContent: each.text || "nothing" }));
      list.append(pair);
    }
    const choose = (text, action) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "govuk-button govuk-button--secondary";
      button.textContent = text;
      button.addEventListener("click", () => {
        held.delete(answer.row);
        box.remove();
        action();
      });
      return button;
    };
    const mine = choose("Keep mine", () => {
      // What was written since over something of theirs is asked about first: the old version makes it so.
      if (!besides.some(isOurs)) {
        named(`${answer.row}-version`).value = answer.version;
        besides.forEach((each) => put(answer.row, each));
      }
      schedule(0);
    });
    const theirs = choose("Take theirs", () => {
      named(`${answer.row}-version`).value = answer.version;
      [...answer.theirs, ...besides].forEach((each) => put(answer.row, each));
      changed.delete(answer.row);
      show(row, answer);
      if (changed.size) schedule(0); else tell("Theirs is kept.");
    });
    box.append(head, list, mine, theirs);
    row.querySelector("[data-state]").after(box);
  };

  const put = (row, each) => {
    if (each.column === "milestones") {
      const days = new Map(each.text.split("\n").filter(Boolean).map((line) => line.split(": ")));
      form.querySelectorAll(`[name^="${row}-expected-"], [name^="${row}-reached-"]`).forEach((field) => {
        const [, kind, ref] = /-(expected|reached)-(.+)$/.exec(field.name);
        const said = days.get(ref) || "";
        const isReached = said.startsWith("reached ");
        field.value = isReached === (kind === "reached") ? said.replace("reached ", "") : "";
      });
      return;
    }
    const field = named(`${row}-${each.column}`);
    if (field) field.value = each.text;
  };

  // ---- what the page listens to ----

  form.addEventListener("input", (event) => note(event.target));
  form.addEventListener("change", (event) => {
    note(event.target);
    if (form.dataset.low.split(" ").includes(event.target.value) && event.target.type === "radio") rowOf(event.target).querySelector("[data-more]").open = true;
    schedule(0);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) {
      isLeaving = true;
      return;
    }
    // What is on its way arrives first, so that the form does not meet its own words as somebody else's.
    event.preventDefault();
    sending.finally(() => form.requestSubmit(event.submitter));
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed.size && !isLeaving) event.preventDefault();
  });

  tell("Every change is saved as you type. Submit hands the return to your approver.");
})();
