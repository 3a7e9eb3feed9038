// How much of the texts is known, by the size of the vocabulary; and where the sentence's tokens lie.

import { drawing, setText } from "./element.js";
import { MOST_SHOWN, coverageAt, sliderSizes, stepOf } from "./token_encoding.js";
import { UNKNOWN_ID } from "./tokens.js";
import { grouped, share } from "./token_wording.js";

const WIDTH = 760;
const LEFT = 52;
const RIGHT = 24;
const TOP = 16;
const BOTTOM = 128; // where the share is 0
const TOKENS = 146; // the row of the sentence's tokens
const NUMBERS = 172;

const heightOf = (value) => BOTTOM - (BOTTOM - TOP) * value;

/** The sizes named below the axis: decades, and the greatest. */
function marks(greatest) {
  const decades = [10, 100, 1000, 10000, 100000].filter((size) => size * 1.6 < greatest);
  return [...decades, greatest];
}

export function createCoverageCurve(vocabulary) {
  const sizes = sliderSizes(vocabulary.size);
  const perStep = (WIDTH - LEFT - RIGHT) / Math.max(1, sizes.length - 1);
  const placeOf = (size) => LEFT + perStep * stepOf(sizes, size); // under it the slider's thumb
  const line = sizes
    .map((size) => `${placeOf(size).toFixed(1)},${heightOf(coverageAt(vocabulary, size)).toFixed(1)}`)
    .join(" ");
  const label = (x, y, anchor, text) =>
    drawing("text", { x, y, "text-anchor": anchor, class: "te-axis" }, text);
  const known = drawing("rect", { class: "te-known", x: LEFT, y: TOP, height: TOKENS + 8 - TOP });
  const now = drawing("line", { class: "te-now", y1: TOP - 6, y2: TOKENS + 8 });
  const dot = drawing("circle", { class: "te-dot", r: 5 });
  const value = drawing("text", { class: "te-value" });
  const ticks = drawing("g", {});
  const svg = drawing(
    "svg",
    { class: "te-curve", viewBox: `0 0 ${WIDTH} ${NUMBERS + 6}`, role: "img" },
    known,
    ...[0, 0.5, 1].flatMap((at) => [
      drawing("line", {
        class: "te-grid",
        x1: LEFT,
        x2: WIDTH - RIGHT,
        y1: heightOf(at),
        y2: heightOf(at),
      }),
      label(LEFT - 8, heightOf(at) + 4, "end", `${at * 100}%`),
    ]),
    ...marks(vocabulary.size).map((size) =>
      label(placeOf(size), NUMBERS, "middle", grouped(size)),
    ),
    label(LEFT - 8, TOKENS + 4, "end", "ids"),
    drawing("polyline", { class: "te-line", points: line }),
    now,
    ticks,
    dot,
    value,
  );

  function drawTick(column, chosen) {
    const x = placeOf(column.rank + 1).toFixed(1); // the size from which it is known
    const classes = `te-tick${column.known ? "" : " te-cut"}${chosen ? " te-chosen" : ""}`;
    return drawing("line", { class: classes, x1: x, x2: x, y1: TOKENS - 7, y2: TOKENS + 7 });
  }

  return {
    element: svg,
    update({ columns, size, coverage, state }) {
      const x = placeOf(size);
      known.setAttribute("width", (x - LEFT).toFixed(1));
      for (const end of ["x1", "x2"]) now.setAttribute(end, x.toFixed(1));
      dot.setAttribute("cx", x.toFixed(1));
      dot.setAttribute("cy", heightOf(coverage).toFixed(1));
      const late = x > WIDTH - 100;
      value.setAttribute("x", (x + (late ? -10 : 10)).toFixed(1));
      value.setAttribute("y", (heightOf(coverage) + 20).toFixed(1));
      value.setAttribute("text-anchor", late ? "end" : "start");
      setText(value, share(coverage));
      ticks.replaceChildren(
        ...columns
          .slice(0, MOST_SHOWN)
          .map((column, n) => [column, n === state.position])
          .filter(([column]) => column.rank > UNKNOWN_ID)
          .map(([column, chosen]) => drawTick(column, chosen)),
      );
      svg.setAttribute(
        "aria-label",
        `Coverage by size of the vocabulary: ${share(coverage)} at ${grouped(size)} ids`,
      );
    },
  };
}
