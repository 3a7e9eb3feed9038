// The maps and the curve over a common row of columns: geometry, cursor, keyboard, pointer.

import { element, drawing, setText } from "./element.js";
import { createGateMaps, SYMBOLS, written } from "./gate_maps.js";
import { createCurveLegend, createPredictionCurve } from "./prediction_curve.js";
import { meanAt, valueAt } from "./scene.js";
import { stepByKey } from "./token_strip.js";
import { plain, quote, signed } from "./wording.js";

const COLUMN_LIMITS = [22, 64];
const ROW_LIMITS = [2, 12];
const MAP_HEIGHT = 80;

function clamp(value, [low, high]) {
  return Math.min(high, Math.max(low, value));
}

/** Bars beside the rows: how strongly, and which way, each unit pulls the prediction. */
function createGauge(first) {
  const bars = drawing("g", {});
  const tag = drawing("text", { class: "ge-unit-tag", x: 12, "text-anchor": "end" });
  const head = drawing(
    "text",
    { class: "ge-gauge-head", x: 26, y: -4, "text-anchor": "middle" },
    first ? "−  +" : "",
  );
  const explained = drawing(
    "title",
    {},
    "which way, and how strongly, each unit pulls the prediction: − to negative, + to positive",
  );
  const svg = drawing("svg", { class: "ge-gauge", width: 38 }, explained, head, bars, tag);
  return {
    element: svg,
    layOut({ network, geometry }) {
      const { row } = geometry;
      const greatest = Math.abs(network.denseKernel[network.order[0]]) || 1;
      svg.setAttribute("height", network.units * row);
      const thickness = Math.max(1, row - 2);
      bars.replaceChildren(
        drawing("line", { x1: 26, x2: 26, y1: 0, y2: network.units * row, class: "ge-gauge-axis" }),
        ...network.order.map((unit, at) => {
          const length = (network.denseKernel[unit] / greatest) * 10;
          return drawing("rect", {
            x: 26 + Math.min(0, length),
            y: at * row + (row - thickness) / 2,
            width: Math.abs(length),
            height: thickness,
            class: length < 0 ? "ge-pull-negative" : "ge-pull-positive",
          });
        }),
      );
    },
    update({ network, state, geometry }) {
      const y = (network.order.indexOf(state.unit) + 0.5) * geometry.row + 3.5;
      tag.setAttribute("y", clamp(y, [8, network.units * geometry.row]));
      setText(tag, String(state.unit));
    },
  };
}

export function createPicture({ move, pick }) {
  const maps = createGateMaps();
  const curve = createPredictionCurve();
  const curveLegend = createCurveLegend();
  const gauges = maps.legends.map((_, i) => createGauge(i === 0));
  const cursor = element("div", { class: "ge-column" });
  const plane = element("div", { class: "ge-plane" }, ...maps.blocks, curve.element, cursor);
  const scroller = element(
    "div",
    {
      class: "ge-scroller",
      tabindex: "0",
      role: "group",
      "aria-label":
        "gate maps: left and right arrow move the timestep, up and down choose the unit",
    },
    plane,
  );
  const gutter = element("div", { class: "ge-gutter" });
  maps.legends.forEach((legend, i) => {
    gutter.append(element("div", { class: "ge-gutter-row" }, legend, gauges[i].element));
  });
  gutter.append(curveLegend.element);
  const tip = element("div", { class: "ge-tip", "aria-hidden": "true" });
  const picture = element("div", { class: "ge-picture" }, gutter, scroller, tip);
  const geometry = { column: 0, row: 0, width: 0 };
  let view = null;
  let laid = "";
  let kept = "";
  let scrolled = 0; // known from the event, for to ask the page would cost a layout

  /** Column width and row height for what is to be shown in the room there is. */
  function layOut() {
    const { scene, network, textRevision } = view;
    const columns = Math.max(1, scene.columns.length);
    geometry.column = clamp(Math.floor(geometry.width / columns), COLUMN_LIMITS);
    geometry.row = clamp(Math.round(MAP_HEIGHT / network.units), ROW_LIMITS);
    const key = [textRevision, geometry.column, geometry.row].join();
    if (key === laid) return;
    laid = key;
    picture.style.setProperty("--ge-column", `${geometry.column}px`);
    picture.style.setProperty("--ge-row", `${geometry.row}px`);
    picture.style.setProperty("--ge-columns", scene.columns.length);
    picture.style.setProperty("--ge-units", network.units);
    picture.classList.toggle("ge-fine", geometry.row < 5);
    for (const gauge of gauges) gauge.layOut({ network, geometry });
  }

  /** Scroll the cursor into view, one neighbour with it, when it or the columns have moved. */
  function keepInView(t) {
    const key = `${laid},${geometry.width},${t}`;
    if (key === kept) return;
    kept = key;
    const width = geometry.column;
    if (view.scene.columns.length * width <= geometry.width) return;
    const least = (t + 2) * width - geometry.width;
    const target = clamp(scrolled, [Math.max(0, least), Math.max(0, (t - 1) * width)]);
    if (target !== scrolled) scroller.scrollLeft = target;
  }

  function columnAt(event) {
    const x = event.clientX - plane.getBoundingClientRect().left;
    const t = Math.floor(x / geometry.column);
    return t >= 0 && t < view.scene.columns.length ? t : null;
  }

  function unitAt(event, block) {
    const y = event.clientY - block.getBoundingClientRect().top;
    return view.network.order[Math.floor(y / geometry.row)] ?? null;
  }

  function wordAt(t) {
    const { padding, swap, token } = view.scene.columns[t];
    return padding ? "padding" : quote(swap || token);
  }

  /** The place as both runs read it. */
  function placeAt(t) {
    const { swap, token } = view.scene.columns[t];
    if (swap === undefined) return wordAt(t);
    return `${quote(token)}, now ${swap === "" ? "left out" : quote(swap)}`;
  }

  /** What the pointer is on, in words; null where there is nothing to say. */
  function tell(event) {
    const t = columnAt(event);
    if (t === null) return null;
    const { learned, altered } = view.scene;
    const block = event.target.closest(".ge-map");
    if (block === null) {
      const other = altered === null ? "" : `, altered ${plain(altered.probabilities[t])}`;
      return `P(positive) after ${placeAt(t)}: ${plain(learned.probabilities[t])}${other}`;
    }
    const unit = unitAt(event, block);
    if (unit === null || view.covered) return null;
    const map = block.dataset.map;
    const other =
      altered === null ? "" : `, altered ${written(map, valueAt(altered, map, t, unit))}`;
    const value = written(map, valueAt(learned, map, t, unit));
    const mean = written(map, meanAt(learned, map, t));
    const pull = signed(view.network.denseKernel[unit]);
    return (
      `${map} ${SYMBOLS[map]} of unit ${unit} at ${placeAt(t)}: ${value}${other}\n` +
      `mean over units ${mean} · weight on the prediction ${pull}`
    );
  }

  function placeTip(event) {
    const words = tell(event);
    tip.style.display = words === null ? "none" : "block";
    if (words === null) return;
    setText(tip, words);
    const frame = picture.getBoundingClientRect();
    const x = Math.min(event.clientX - frame.left + 14, frame.width - tip.offsetWidth - 4);
    tip.style.transform = `translate(${Math.max(0, x)}px, ${event.clientY - frame.top + 18}px)`;
  }

  scroller.addEventListener("scroll", () => (scrolled = scroller.scrollLeft), { passive: true });
  plane.addEventListener("pointermove", placeTip);
  plane.addEventListener("pointerleave", () => (tip.style.display = "none"));
  plane.addEventListener("click", (event) => {
    const t = columnAt(event);
    if (t === null) return;
    const block = event.target.closest(".ge-map");
    const unit = block === null ? null : unitAt(event, block);
    if (unit === null) move(t);
    else pick(t, unit);
  });
  scroller.addEventListener("keydown", (event) => {
    if (view.scene.columns.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const { timestep, unit } = view.state;
    const target = stepByKey(event.key, timestep, view.scene.columns.length);
    const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (target !== null) move(target);
    else if (turn !== undefined) {
      const { order } = view.network;
      pick(timestep, order[clamp(order.indexOf(unit) + turn, [0, order.length - 1])]);
    } else return;
    event.preventDefault();
  });

  return {
    element: picture,
    setGround: maps.setGround,
    /** Watch the room there is; `onResize` asks for an update. Without room nothing is asked. */
    watch(onResize) {
      const observer = new ResizeObserver(() => {
        if (scroller.clientWidth === 0) return; // not on the page, or in a hidden cell
        geometry.width = scroller.clientWidth;
        scrolled = scroller.scrollLeft;
        kept = "";
        onResize();
      });
      observer.observe(scroller);
      return () => observer.disconnect();
    },
    update(newView) {
      view = { ...newView, geometry };
      layOut();
      maps.update(view);
      curve.update(view);
      curveLegend.update(view);
      for (const gauge of gauges) gauge.update(view);
      const { timestep } = view.state;
      cursor.style.display = view.scene.columns.length === 0 ? "none" : "";
      cursor.style.transform = `translateX(${timestep * geometry.column}px)`;
      keepInView(timestep);
    },
  };
}
