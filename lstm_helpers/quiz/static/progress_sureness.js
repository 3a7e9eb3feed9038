// How sure, against how often right: one line for each word, drawn as SVG and said in words.

import { element } from "./quiz_text.js";

const SVG = "http://www.w3.org/2000/svg";
const SURE_WORDS = { certain: "Certain", fairly: "Fairly sure", guess: "Guess" };
const VERDICTS = {
  none: ["", "not asked yet"],
  few: ["", "too few to tell"],
  fits: ["✓", "fits so far"],
  over: ["▼", "surer than right"],
  under: ["▲", "better than you thought"],
};

export function surenessPlot(rows) {
  if (!rows.some((row) => row.asked)) return null;
  const list = element("ul", "sureness-rows", ...rows.map(surenessRow));
  const title = element("p", "progress-lesson-title", "How sure, and how often right");
  const box = element("section", "progress-sureness", title, list, scale(), element("p", "sureness-key", KEY));
  box.setAttribute("aria-label", "How sure you were, and how often right at first try");
  return box;
}

const KEY =
  "● right at first try. ├─┤ where your true share may well lie, given so few answers. " +
  "▒ what the word promises: certain, nine in ten or more; fairly sure, five to nine; guess, up to half.";

function surenessRow(row) {
  const { confidence, right, asked, verdict } = row;
  const counted = asked ? `${right} of ${asked} right` : "";
  const [sign, words] = VERDICTS[verdict];
  const signNode = element("span", "sureness-sign", sign);
  signNode.setAttribute("aria-hidden", "true");
  const node = element(
    "li",
    "sureness-row",
    element("span", "sureness-word", SURE_WORDS[confidence]),
    track(row),
    element("span", "sureness-count", counted, hidden(asked ? `, ${spokenShare(row)}; ` : "; ")),
    element("span", "sureness-verdict", signNode, words),
  );
  Object.assign(node.dataset, { confidence, verdict });
  return node;
}

function spokenShare({ right, asked, low, high }) {
  return `${percent(right / asked)}, may well lie between ${percent(low)} and ${percent(high)}`;
}

// All positions are shares of the width, so that the drawing follows the page without being warped.
function track({ right, asked, low, high, promise }) {
  const picture = shape("svg", { class: "sureness-track", "aria-hidden": "true" });
  const [from, to] = promise;
  picture.append(
    shape("rect", { class: "sureness-promise", x: percent(from), y: 4, width: percent(to - from), height: 20 }),
    shape("line", { class: "sureness-ground", x1: 0, x2: "100%", y1: 14, y2: 14 }),
  );
  if (!asked) return picture;
  picture.append(
    shape("line", { class: "sureness-range", x1: percent(low), x2: percent(high), y1: 14, y2: 14 }),
    ...[low, high].map((end) =>
      shape("line", { class: "sureness-range", x1: percent(end), x2: percent(end), y1: 9, y2: 19 }),
    ),
    shape("circle", { class: "sureness-share", cx: percent(right / asked), cy: 14, r: 6 }),
  );
  return picture;
}

function scale() {
  const marks = ["0%", "50%", "100% right"].map((words) => element("span", "", words));
  const node = element("div", "sureness-row sureness-scale", element("span", ""), element("div", "sureness-marks", ...marks));
  node.setAttribute("aria-hidden", "true");
  return node;
}

function shape(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function hidden(words) {
  return element("span", "progress-spoken", words);
}

function percent(share) {
  return `${Math.round(1000 * share) / 10}%`;
}
