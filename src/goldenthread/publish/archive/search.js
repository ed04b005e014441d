// Search in an archive that is read from files: the index is a script, and nothing is fetched.
"use strict";

const MOST = 50;
const box = document.getElementById("search-box");
const list = document.getElementById("search-results");
const told = document.getElementById("search-told");
const form = document.getElementById("search-form");

const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const places = SEARCH_INDEX.map(([title, what, href, words]) => ({
  title, what, href, head: ` ${folded(title)}`, body: ` ${folded(`${title} ${what} ${words}`)}`,
}));

// Every word must begin a word of the place; those whose title holds them come first.
function found(text) {
  const words = folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (!words.length) return [];
  const begins = words.map((word) => new RegExp(`[^\\p{L}\\p{N}]${word}`, "u"));
  const held = places.filter((place) => begins.every((word) => word.test(place.body)));
  const rank = (place) => begins.filter((word) => !word.test(place.head)).length;
  return held.map((place, n) => [rank(place), n, place]).sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([, , place]) => place);
}

function show() {
  const all = found(box.value);
  list.replaceChildren(...all.slice(0, MOST).map((place) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = place.href;
    link.textContent = place.title;
    line.append(link, `, ${place.what}`);
    return line;
  }));
  told.textContent = box.value.trim() ? told.dataset.found.replace("{count}", String(all.length)) : "";
}

form.hidden = false;
form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
box.addEventListener("input", show);
box.value = new URLSearchParams(location.search).get("q") || "";
show();
