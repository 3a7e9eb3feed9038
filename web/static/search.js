// The search: every word typed has to begin a word of a piece. What is searched through is loaded
// when the search is first used.

"use strict";

(() => {
  const MOST = 20;
  const AROUND = 60; // letters of the text on each side of what was found
  const form = document.querySelector(".search");
  const field = form.querySelector("input");
  const box = form.querySelector(".found");
  const list = box.querySelector("ol");
  const count = box.querySelector(".found-count");
  let pieces = null;

  course.searchIn = (all) => {
    pieces = all;
    show();
  };

  function load() {
    if (document.querySelector("#search-index")) return;
    const script = document.createElement("script");
    Object.assign(script, { id: "search-index", src: "assets/index.js" });
    document.head.append(script);
  }

  const plain = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const wholeOf = (words) => new RegExp(`(?<![\\p{L}\\p{N}])${words.map(plain).join("\\s+")}`, "iu");

  // Words in a row count for more than words apart, and a heading for more than a text.
  function judge(piece, words, apart, whole) {
    const heading = `${piece.lesson} ${piece.heading}`;
    const all = `${heading} ${piece.text}`;
    if (!apart.every((word) => word.test(all))) return 0;
    const inHeading = apart.filter((word) => word.test(heading)).length;
    return 1 + inHeading + (whole.test(piece.heading) ? 8 : 0) + (whole.test(piece.text) ? 4 : 0);
  }

  function excerpt(text, pattern) {
    const found = pattern.exec(text);
    if (!found) return [text.slice(0, 2 * AROUND)];
    const start = Math.max(0, found.index - AROUND);
    const end = found.index + found[0].length;
    const mark = document.createElement("mark");
    mark.textContent = found[0];
    return [(start ? "… " : "") + text.slice(start, found.index), mark, text.slice(end, end + AROUND)];
  }

  function row(piece, pattern) {
    const link = document.createElement("a");
    link.href = piece.address.replace(/#(.*)$/s, (_, id) => `#${encodeURIComponent(id)}`);
    const parts = { b: [piece.heading], span: [piece.lesson], p: excerpt(piece.text, pattern) };
    for (const [tag, content] of Object.entries(parts)) {
      const part = document.createElement(tag);
      part.append(...content);
      link.append(part);
    }
    link.addEventListener("click", () => (box.hidden = true));
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  function show() {
    const words = field.value.trim().split(/\s+/).filter(Boolean);
    box.hidden = !words.length;
    if (!words.length || !pieces) return;
    const apart = words.map((word) => wholeOf([word]));
    const whole = wholeOf(words);
    const found = pieces
      .map((piece) => ({ piece, worth: judge(piece, words, apart, whole) }))
      .filter(({ worth }) => worth)
      .sort((a, b) => b.worth - a.worth);
    count.textContent = found.length === 1 ? "1 place" : `${found.length} places`;
    const first = ({ text }) => (whole.test(text) ? whole : apart[0]);
    list.replaceChildren(...found.slice(0, MOST).map(({ piece }) => row(piece, first(piece))));
  }

  field.addEventListener("focus", load);
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      box.hidden = true;
      field.focus();
    } else if (event.key === "Enter" && event.target === field) {
      if (box.hidden) show();
      else list.querySelector("a")?.click();
    } else if (step && !box.hidden) {
      event.preventDefault();
      stops[Math.min(stops.length - 1, Math.max(0, stops.indexOf(document.activeElement) + step))].focus();
    }
  });
  const leave = (to) => (box.hidden ||= to !== null && !form.contains(to));
  form.addEventListener("focusout", (event) => leave(event.relatedTarget));
  document.addEventListener("click", (event) => leave(event.target));
})();
