// P(positive) after each token: the learned run as a line, the altered run dashed beside it.

import { drawing, element } from "./element.js";
import { plain, shorten } from "./wording.js";

export const CURVE_HEIGHT = 88;
const MARGIN = 8; // above 1 and below 0, so that the line is never cut
const WORD_GAP = 2;

export function heightOf(probability) {
  return MARGIN + (1 - probability) * (CURVE_HEIGHT - 2 * MARGIN);
}

function pointsOf({ probabilities }, width) {
  return Array.from(probabilities, (p, t) => `${(t + 0.5) * width},${heightOf(p).toFixed(2)}`);
}

const measure = { context: null };

/** The widest of some words in pixels, as the page would set them. */
function widest(words, font) {
  measure.context ??= document.createElement("canvas").getContext("2d");
  measure.context.font = font;
  return Math.max(0, ...words.map((word) => measure.context.measureText(word).width));
}

export function createPredictionCurve() {
  const learned = drawing("polyline", { class: "ge-line-learned" });
  const altered = drawing("polyline", { class: "ge-line-altered" });
  const half = drawing("line", { class: "ge-half", x1: 0, y1: heightOf(0.5), y2: heightOf(0.5) });
  const frame = [0, 1].map((p) =>
    drawing("line", { class: "ge-bound", x1: 0, y1: heightOf(p), y2: heightOf(p) }),
  );
  const dots = drawing("g", { class: "ge-dots" });
  const words = drawing("g", { class: "ge-words" });
  const now = drawing("circle", { class: "ge-now", r: 4 });
  const nowAltered = drawing("circle", { class: "ge-now ge-now-altered", r: 4 });
  const svg = drawing(
    "svg",
    { class: "ge-curve", role: "img" },
    ...frame,
    half,
    learned,
    altered,
    dots,
    nowAltered,
    now,
    words,
  );
  let drawn = "";
  let labels = [];
  let current = null;

  function wordsOf(columns) {
    return columns.map(({ padding, swap, token }) =>
      padding ? "pad" : shorten((swap ?? token) || `(${token})`, 18),
    );
  }

  /** Set the words under their columns: level where they fit, else upright. */
  function setWords(columns, width) {
    const texts = wordsOf(columns);
    const wide = widest(texts, `12px ${getComputedStyle(svg).fontFamily}`);
    const upright = wide > width - WORD_GAP;
    labels = texts.map((text, t) => {
      const x = (t + 0.5) * width;
      const y = CURVE_HEIGHT + (upright ? 4 : 14);
      const { known, swap, swapKnown, padding } = columns[t];
      const odd = swap === undefined ? !known : !swapKnown;
      const classes = [
        odd && "ge-unknown",
        swap !== undefined && "ge-swapped",
        padding && "ge-padding",
      ];
      return drawing(
        "text",
        {
          x: upright ? x + 4 : x,
          y,
          class: classes.filter(Boolean).join(" ") || null,
          "text-anchor": upright ? "end" : "middle",
          transform: upright ? `rotate(-90 ${x + 4} ${y})` : null,
        },
        text,
      );
    });
    words.replaceChildren(...labels);
    current = null;
    return upright ? wide + 14 : 22;
  }

  function layOut({ scene, geometry }) {
    const { column: width } = geometry;
    const count = scene.columns.length;
    const height = CURVE_HEIGHT + setWords(scene.columns, width);
    svg.setAttribute("width", count * width);
    svg.setAttribute("height", Math.ceil(height));
    for (const line of [half, ...frame]) line.setAttribute("x2", count * width);
  }

  function plot({ scene, geometry }) {
    const points = pointsOf(scene.learned, geometry.column);
    learned.setAttribute("points", points.join(" "));
    const other = scene.altered === null ? [] : pointsOf(scene.altered, geometry.column);
    altered.setAttribute("points", other.join(" "));
    const dot = (kind) => (point) => {
      const [cx, cy] = point.split(",");
      return drawing("circle", { class: kind, cx, cy, r: 1.8 });
    };
    dots.replaceChildren(...other.map(dot("ge-dot-altered")), ...points.map(dot("ge-dot")));
  }

  function mark(circle, run, t, width) {
    circle.style.display = run === null || run.timesteps === 0 ? "none" : "";
    if (run === null || run.timesteps === 0) return;
    circle.setAttribute("cx", (t + 0.5) * width);
    circle.setAttribute("cy", heightOf(run.probabilities[t]));
  }

  return {
    element: svg,
    update(view) {
      const { scene, state, geometry, revision, textRevision } = view;
      const laid = `${textRevision},${geometry.column}`;
      if (!drawn.startsWith(`${laid};`)) layOut(view);
      if (drawn !== `${laid};${revision}`) plot(view);
      drawn = `${laid};${revision}`;
      mark(now, scene.learned, state.timestep, geometry.column);
      mark(nowAltered, scene.altered, state.timestep, geometry.column);
      current?.classList.remove("ge-here");
      current = labels[state.timestep] ?? null;
      current?.classList.add("ge-here");
      const p = scene.learned.probabilities[state.timestep];
      if (p !== undefined)
        svg.setAttribute("aria-label", `P(positive) after each token; here ${plain(p)}`);
    },
  };
}

/** The curve's name, key and axis, for the gutter beside it. */
export function createCurveLegend() {
  const key = element(
    "span",
    { class: "ge-curve-key", "aria-hidden": "true" },
    element("span", {}, element("i", { class: "ge-stroke" }), "learned"),
    element("span", {}, element("i", { class: "ge-stroke ge-stroke-altered" }), "altered"),
  );
  const axis = drawing(
    "svg",
    { class: "ge-axis", height: CURVE_HEIGHT, width: 30, "aria-hidden": "true" },
    ...[
      ["1", 1],
      ["½", 0.5],
      ["0", 0],
    ].map(([text, p]) =>
      drawing("text", { x: 26, y: heightOf(p) + 4, "text-anchor": "end" }, text),
    ),
  );
  return {
    element: element(
      "div",
      { class: "ge-curve-legend", style: `height: ${CURVE_HEIGHT}px` },
      element("span", { class: "ge-curve-title" }, "P(positive) after each token", key),
      axis,
    ),
    update({ scene }) {
      key.hidden = scene.altered === null;
    },
  };
}
