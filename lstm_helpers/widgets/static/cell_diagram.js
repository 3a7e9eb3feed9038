// One LSTM cell with its numbers on the wires: c′ = f · c + i · g, h′ = o · tanh c′.
// The wires of the cell state run along the top, the gates stand below; a wire is as thick as
// what flows through it, and each gate's ring is as full as the gate is open.

import { drawing, element, setText } from "./element.js";
import { valueAt } from "./scene.js";
import { plain, quote, signed } from "./wording.js";

const CONVEYOR = 44;
const PRODUCT = 102; // height of i · g
const SHOWN = 152; // height of o · tanh c′
const GATE = 216;
const BUS = 262;
const X = { start: 6, forget: 90, input: 156, write: 198, candidate: 240, output: 302, end: 376 };
const RADIUS = 23;
const TURN = 2 * Math.PI * RADIUS;

const wire = (name, d) => drawing("path", { class: `ge-wire ge-wire-${name}`, d });

function node(x, y, text) {
  const wide = text.length > 1;
  const shape = wide
    ? drawing("rect", { x: x - 20, y: y - 12, width: 40, height: 24, rx: 12 })
    : drawing("circle", { cx: x, cy: y, r: 12 });
  const label = drawing("text", { x, y: y + (wide ? 4 : 5.5), "text-anchor": "middle" }, text);
  return drawing("g", { class: wide ? "ge-node ge-tanh" : "ge-node" }, shape, label);
}

function gate(name, symbol) {
  const x = X[name];
  const ring = drawing("circle", {
    class: "ge-ring",
    cx: x,
    cy: GATE,
    r: RADIUS,
    transform: `rotate(-90 ${x} ${GATE})`,
  });
  const value = drawing("text", {
    class: "ge-gate-value",
    x,
    y: GATE + 13,
    "text-anchor": "middle",
  });
  const body = drawing(
    "g",
    { class: "ge-gate", "data-gate": name },
    drawing("circle", { class: "ge-gate-body", cx: x, cy: GATE, r: RADIUS }),
    ring,
    drawing("text", { class: "ge-gate-symbol", x, y: GATE - 3, "text-anchor": "middle" }, symbol),
    value,
  );
  return { body, ring, value };
}

/** A text such as c₍t−1₎ = −0.84, its index set low. */
function label(x, y, anchor, name, index) {
  const number = drawing("tspan", { class: "ge-number" });
  const parts = [drawing("tspan", { class: "ge-symbol" }, name)];
  if (index) parts.push(drawing("tspan", { class: "ge-index", dy: 3 }, index));
  parts.push(drawing("tspan", { dy: index ? -3 : null }, " = "), number);
  return { text: drawing("text", { x, y, "text-anchor": anchor }, ...parts), number };
}

function inputsLabel() {
  const part = (text, low) => drawing("tspan", low ? { class: "ge-index", dy: 3 } : {}, text);
  const back = (text, symbol) =>
    drawing("tspan", { dy: -3, class: symbol ? "ge-symbol" : null }, text);
  return drawing(
    "text",
    { x: X.start, y: BUS - 9, class: "ge-bus-label" },
    drawing("tspan", { class: "ge-symbol" }, "h"),
    part("t−1", true),
    back(", "),
    drawing("tspan", { class: "ge-symbol" }, "x"),
    part("t", true),
  );
}

function createWires() {
  const side = (x, towards) =>
    `M${x} ${GATE - RADIUS} V${PRODUCT + 18} Q${x} ${PRODUCT} ${x + 18 * towards} ${PRODUCT} H${X.write - 12 * towards}`;
  return {
    before: wire("cell", `M${X.start} ${CONVEYOR} H${X.forget - 12}`),
    kept: wire("cell", `M${X.forget + 12} ${CONVEYOR} H${X.write - 12}`),
    after: wire("cell", `M${X.write + 12} ${CONVEYOR} H${X.end - 6}`),
    squashed: wire("cell", `M${X.output} ${CONVEYOR} V${SHOWN - 12}`),
    written: wire("written", `M${X.write} ${PRODUCT - 12} V${CONVEYOR + 12}`),
    hidden: wire("hidden", `M${X.output + 12} ${SHOWN} H${X.end - 6}`),
    forget: wire("forget", `M${X.forget} ${GATE - RADIUS} V${CONVEYOR + 12}`),
    input: wire("input", side(X.input, 1)),
    candidate: wire("candidate", side(X.candidate, -1)),
    output: wire("output", `M${X.output} ${GATE - RADIUS} V${SHOWN + 12}`),
  };
}

function createBus() {
  const taps = ["forget", "input", "candidate", "output"].map(
    (name) => `M${X[name]} ${BUS} V${GATE + RADIUS}`,
  );
  return drawing("path", {
    class: "ge-bus",
    d: `M${X.start} ${BUS} H${X.output} ${taps.join(" ")}`,
  });
}

/** The heads of the two wires that lead on to the next timestep. */
function createArrowHeads() {
  const head = (name, y) =>
    drawing("path", { class: `ge-head ge-head-${name}`, d: `M${X.end + 2} ${y} l-9 -5 v10 z` });
  return [head("cell", CONVEYOR), head("hidden", SHOWN)];
}

const nearZero = (value) => (Number.isFinite(value) ? Math.abs(value) : 0);

/** How thick a wire is: 1.2 at nothing, 5 at one or more. */
function thickness(value) {
  return (1.2 + 3.8 * Math.min(1, nearZero(value))).toFixed(2);
}

/** The numbers of one unit at one timestep, as they stand on the wires. */
export function numbersOf(run, t, unit) {
  const at = (map) => valueAt(run, map, t, unit);
  const before = t === 0 ? 0 : valueAt(run, "cell", t - 1, unit);
  const [forget, input, candidate, output] = ["forget", "input", "candidate", "output"].map(at);
  return {
    forget,
    input,
    candidate,
    output,
    before,
    kept: forget * before,
    written: input * candidate,
    after: at("cell"),
    squashed: Math.tanh(at("cell")),
    hidden: at("hidden"),
  };
}

export function createCellDiagram() {
  const title = element("h3", { class: "ge-heading" });
  const place = element("span", { class: "ge-note" });
  const wires = createWires();
  const gates = {
    forget: gate("forget", "f"),
    input: gate("input", "i"),
    candidate: gate("candidate", "g"),
    output: gate("output", "o"),
  };
  const labels = {
    before: label(X.start, CONVEYOR - 16, "start", "c", "t−1"),
    kept: label((X.forget + X.write) / 2, CONVEYOR - 16, "middle", "f·c"),
    after: label(X.end, CONVEYOR - 16, "end", "c", "t"),
    written: label(X.write + 8, CONVEYOR + 34, "start", "i·g"),
    hidden: label(X.output + 8, SHOWN + 24, "start", "h", "t"),
  };
  const squashed = drawing("text", { x: X.output + 8, y: SHOWN - 21, class: "ge-number" });
  const svg = drawing(
    "svg",
    { class: "ge-cell", viewBox: "0 16 384 252", role: "img" },
    createBus(),
    ...Object.values(wires),
    ...createArrowHeads(),
    node(X.forget, CONVEYOR, "×"),
    node(X.write, CONVEYOR, "+"),
    node(X.write, PRODUCT, "×"),
    node(X.output, CONVEYOR + 48, "tanh"),
    node(X.output, SHOWN, "×"),
    ...Object.values(gates).map(({ body }) => body),
    ...Object.values(labels).map(({ text }) => text),
    squashed,
    inputsLabel(),
  );

  function drawGates(numbers, hide, clamped) {
    for (const [name, { body, ring, value }] of Object.entries(gates)) {
      const open = hide ? 0 : nearZero(numbers[name]);
      ring.setAttribute("stroke-dasharray", `${(open * TURN).toFixed(1)} ${TURN.toFixed(1)}`);
      const text = name === "candidate" ? signed(numbers[name]) : plain(numbers[name]);
      setText(value, hide ? "?" : text);
      body.classList.toggle("ge-clamped", clamped(name));
    }
  }

  return {
    element: element(
      "section",
      { class: "ge-cell-panel" },
      element("div", { class: "ge-heading-line" }, title, place),
      svg,
    ),
    update({ scene, state, covered, clamped }) {
      const { timestep: t, unit } = state;
      const column = scene.columns[t];
      svg.style.visibility = column === undefined ? "hidden" : "";
      if (column === undefined) {
        setText(title, `unit ${unit}`);
        setText(place, "no token to read");
        return;
      }
      const tokens = scene.columns.filter(({ padding }) => !padding).length;
      setText(
        title,
        `unit ${unit} at ${column.padding ? "padding" : quote(column.swap || column.token)}`,
      );
      setText(
        place,
        column.padding ? `timestep ${t}` : `timestep ${t} · token ${t + 1} of ${tokens}`,
      );
      const numbers = numbersOf(scene.altered ?? scene.learned, t, unit);
      svg.classList.toggle("ge-idle", Number.isNaN(numbers.forget));
      drawGates(numbers, covered, clamped);
      for (const [name, path] of Object.entries(wires)) {
        path.setAttribute("stroke-width", covered ? 1.5 : thickness(numbers[name]));
      }
      for (const [name, { number }] of Object.entries(labels)) {
        setText(number, covered ? "?" : signed(numbers[name]));
      }
      setText(squashed, covered ? "?" : signed(numbers.squashed));
      svg.setAttribute(
        "aria-label",
        `The cell of unit ${unit} at timestep ${t}` +
          (covered
            ? ", its numbers covered"
            : `: ${signed(numbers.before)} becomes ${signed(numbers.after)}`),
      );
    },
  };
}
