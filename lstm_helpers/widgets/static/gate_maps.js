// Six heat maps: a column a token, a row a unit. Each is a canvas of one pixel a cell (two where
// the learned and the altered run stand side by side) that the browser enlarges without blurring:
// sharp on any display, and painted anew only when a value changes.

import { asCss, asPixels, placeOn, rampsOn } from "./colours.js";
import { element, setText } from "./element.js";
import { GATES, MAPS } from "./lstm.js";
import { plain, signed } from "./wording.js";

export const SYMBOLS = {
  forget: "f",
  input: "i",
  candidate: "g",
  output: "o",
  cell: "c",
  hidden: "h",
};
const SIGNED = new Set(["candidate", "cell", "hidden"]);
const ROUND_LIMITS = [0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100];

/** A value as its map writes it: with its sign where it can be negative. */
export function written(map, value) {
  return SIGNED.has(map) ? signed(value) : plain(value);
}

/** The least round number that no state exceeds, so that the scale seldom changes. */
function stateLimit(map, runs) {
  let greatest = 0;
  for (const run of runs) {
    const values = run[map];
    for (let i = 0; i < values.length; i += 1) greatest = Math.max(greatest, Math.abs(values[i]));
  }
  return ROUND_LIMITS.find((limit) => limit >= greatest) ?? greatest;
}

function scaleOf(map, runs) {
  if (GATES.includes(map)) return SIGNED.has(map) ? [-1, 1] : [0, 1];
  const limit = stateLimit(map, runs);
  return [-limit, limit];
}

/** Paint one map. Where the mask skips a gate its cells stay clear, and the hatching shows. */
function paint(canvas, runs, map, order, [low, high], pixels) {
  const { timesteps, units } = runs[0];
  canvas.width = Math.max(1, timesteps * runs.length);
  canvas.height = units;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const cells = new Uint32Array(image.data.buffer);
  for (let side = 0; side < runs.length; side += 1) {
    const values = runs[side][map];
    for (let row = 0; row < units; row += 1) {
      let at = row * image.width + side;
      for (let t = 0; t < timesteps; t += 1, at += runs.length) {
        const value = values[t * units + order[row]];
        if (value === value) cells[at] = pixels[placeOn(value, low, high)]; // NaN differs from itself
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** The gutter's entry for a map: its name, its symbol, and a scale from low to high. */
function createLegend(map) {
  const bar = element("span", { class: "ge-scale-bar" });
  const low = element("span", {});
  const high = element("span", {});
  const entry = element(
    "div",
    { class: "ge-legend", "data-map": map },
    element("span", { class: "ge-map-name" }, map, " ", element("i", {}, SYMBOLS[map])),
    element("span", { class: "ge-scale", "aria-hidden": "true" }, low, bar, high),
  );
  return {
    element: entry,
    update([from, to], colours) {
      setText(low, SIGNED.has(map) ? signed(from, from % 1 ? 1 : 0) : "0");
      setText(high, SIGNED.has(map) ? signed(to, to % 1 ? 1 : 0) : "1");
      const stops = [0, 51, 102, 128, 153, 204, 255].map((i) => asCss(colours[i]));
      bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
    },
  };
}

export function createGateMaps() {
  const maps = MAPS.map((name) => {
    const canvas = element("canvas", { "aria-hidden": "true" });
    const marker = element("div", { class: "ge-row" });
    const cover = element(
      "div",
      { class: "ge-cover" },
      element("span", {}, "covered until you answer"),
    );
    const block = element("div", { class: "ge-map", "data-map": name }, canvas, marker, cover);
    return { name, canvas, marker, block, legend: createLegend(name) };
  });
  let ramps = null;
  let pixels = null;
  let painted = "";

  /** The runs side by side in each cell: learned, altered or both. */
  function runsToShow({ scene, show }) {
    if (scene.altered === null || show === "learned") return [scene.learned];
    return show === "altered" ? [scene.altered] : [scene.learned, scene.altered];
  }

  function repaint(view) {
    const { scene, network, covered } = view;
    const runs = runsToShow(view);
    for (const { name, canvas, legend } of maps) {
      const scale = scaleOf(name, [scene.learned, scene.altered].filter(Boolean));
      if (covered)
        canvas.width = canvas.height = 1; // nothing to find under the cover
      else paint(canvas, runs, name, network.order, scale, pixels[name]);
      legend.update(scale, ramps[name]);
    }
  }

  return {
    blocks: maps.map(({ block }) => block),
    legends: maps.map(({ legend }) => legend.element),
    /** Take the ramps for a ground colour; the next update paints with them. */
    setGround(ground) {
      ramps = rampsOn(ground);
      pixels = Object.fromEntries(MAPS.map((name) => [name, asPixels(ramps[name])]));
      painted = "";
    },
    update(view) {
      const { network, state, covered, show, revision } = view;
      const key = [revision, show, covered].join();
      if (key !== painted) repaint(view);
      painted = key;
      const row = network.order.indexOf(state.unit);
      for (const { marker } of maps) marker.style.setProperty("--ge-at", row);
    },
  };
}
